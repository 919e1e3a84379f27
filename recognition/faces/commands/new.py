"""`recognition new`: commented starting points for files written by hand."""

from __future__ import annotations

import os
import re
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from recognition.faces import errors, output

EXAMPLES = """Examples:

  recognition new dossier -o me.yaml

  recognition new curriculum -o course.yaml

  recognition new partnership -o programme.yaml

  recognition new partnership --programme porsche-manila -o programme.yaml

  recognition new ruleset -o rulesets/xx/example
"""


EXAMPLE = "xx/example"
"""The id of the ruleset to begin with."""


class What(StrEnum):
    """What can be begun."""

    dossier = "dossier"
    curriculum = "curriculum"
    partnership = "partnership"
    ruleset = "ruleset"


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command(epilog=EXAMPLES)(new)


def new(
    what: Annotated[What, typer.Argument(help="What to begin.", show_default=False)],
    to: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Where to write; a folder for a ruleset. Without it the text is shown.",
            show_default=False,
        ),
    ] = None,
    programme: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Begin with a programme that the founding paper names; 'list' shows the names.",
            show_default=False,
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over what is there.")] = False,
) -> int:
    """Write a commented template to fill in."""
    if programme is not None:
        _refuse_programme(what)
        if programme == "list":
            _list_programmes()
            return errors.DONE
    files = _ruleset(to) if what is What.ruleset else {"": _template(what, programme)}
    if to is None:
        for name, text in files.items():
            output.put_raw((f"# --- {name}\n{text}" if name else text).encode())
        return errors.DONE
    targets = {to / name if name else to: text for name, text in files.items()}
    _refuse(to, [path for path in targets if path.exists() and not force], any(path.is_dir() for path in targets))
    for path, text in targets.items():
        write_whole(path, text)
    output.put(f"Written: {to}")
    follow = {
        What.dossier: f"recognition check {to} --to de/nurse",
        What.curriculum: f"recognition check {to} --to eu/nurse-curriculum",
        What.partnership: f"recognition check {to} --to partnership/audit",
        What.ruleset: f"recognition rulesets lint {to}",
    }
    output.put(f"Fill it in, then: {follow[what]}")
    return errors.DONE


def _refuse_programme(what: What) -> None:
    from recognition.foundations.problems import MisuseError, Place, Problem

    if what is not What.partnership:
        sentence = "Only a partnership can begin with a programme."
        raise MisuseError(Problem("usage", sentence, Place("--programme"), "write partnership, or leave it out"))


def _list_programmes() -> None:
    from recognition.catalogue.programmes import list_programmes

    for name in list_programmes():
        output.put(name)


def _template(what: What, programme: str | None) -> str:
    from recognition.catalogue import programmes
    from recognition.readers.templates import TEMPLATES, template

    if programme is not None:
        return programmes.programme(programme)
    return template(next(name for name in TEMPLATES if name == what.value))


def _ruleset(to: Path | None) -> dict[str, str]:
    """The files of the commented ruleset, by name; with the id that its folders give it."""
    from recognition.catalogue import rulesets

    folder = Path(rulesets.__file__).parent / "templates" / EXAMPLE
    id = EXAMPLE if to is None else _id_of(to)
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8").replace(EXAMPLE, id)
        for path in sorted(folder.rglob("*.yaml"))
    }


def _id_of(folder: Path) -> str:
    """`<destination>/<purpose>`, as the last two folders say. Raises MisuseError where they are no id."""
    from recognition.foundations.problems import MisuseError, Place, Problem

    id = "/".join(folder.absolute().parts[-2:])
    if re.fullmatch(r"[a-z]{2,12}/[a-z][a-z0-9-]*", id) is None:
        sentence = "A ruleset stands in a folder of its purpose inside a folder of its destination, in small letters."
        raise MisuseError(Problem("usage", sentence, Place(str(folder)), "such as rulesets/xx/example"))
    return id


def _refuse(to: Path, there: list[Path], is_folder: bool) -> None:
    from recognition.foundations.problems import MisuseError, Place, Problem, quoted

    if is_folder:
        raise MisuseError(
            Problem("already_there", f"{quoted(to)} is a folder, not a file.", Place(str(to)), "name a file")
        )
    if there:
        raise MisuseError(
            Problem(
                "already_there",
                f"{quoted(path)} is there already and is left as it is.",
                Place(path.name),
                "choose another name, or add --force",
            )
            for path in there
        )


def write_whole(path: Path, text: str) -> None:
    """Writes a file completely or not at all: beside its place first, then moved there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
