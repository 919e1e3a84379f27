"""`recognition standards import` for frameworks of other formats: the list is made, checked, then written."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

from recognition.faces import errors, output
from recognition.faces.commands.new import write_whole


def import_framework(file: Path, into: Path, name: str | None, course: str | None, *, force: bool) -> int:
    """Make a list of a framework or of one course and write it into the user's folder.

    Raises ReadError, MisuseError, InvalidRuleset.
    """
    from recognition.catalogue.esco import CREDIT
    from recognition.catalogue.list_file import SOURCES_FILE, read_sources, read_table
    from recognition.catalogue.standards import OWN_ENV, default_standards
    from recognition.foundations.problems import MisuseError, Place, Problem, quoted
    from recognition.services.framework_import import LIST, framework_list
    from recognition.services.loading import load

    errors.remember([file])
    names: dict[str, str] = {}

    def skill(address: str) -> str | None:
        store = default_standards().esco
        found = store.labels(address) if store is not None else {}
        if found:
            names[address] = found.get("en") or next(iter(found.values()))
        return names.get(address)

    today = datetime.now().astimezone().date()
    made = framework_list(load(file, course=course), file.name, name=name, on=today, skill=skill)
    files = {f"{LIST}.yaml": made.listed, SOURCES_FILE: made.sources}
    with tempfile.TemporaryDirectory() as scratch:  # nothing is written that our own loader refuses
        for called, text in files.items():
            write_whole(Path(scratch) / made.name / called, text)
        beside = Path(scratch) / made.name
        read_table(f"{made.name}.{LIST}", beside / f"{LIST}.yaml", read_sources(beside / SOURCES_FILE))
    folder = into / made.name
    there = [called for called, text in files.items() if _differs(folder / called, text)]
    if there and not force:
        hint = "add --force, or another --name"
        raise MisuseError(
            Problem("already_there", f"{quoted(called)} is there already and differs.", Place(called), hint)
            for called in there
        )
    for called, text in files.items():
        write_whole(folder / called, text)
    output.put(f"Imported {made.name}.{LIST}: {made.entries} records into {folder}")
    output.put(f"Rulesets find it where the variable {OWN_ENV} names {into}")
    output.put("Compare it with the publisher's text before you rely on it; its basis is secondary.")
    if names:
        output.put(CREDIT)
    return errors.DONE


def _differs(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") != text
