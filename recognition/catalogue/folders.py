"""Where the law lies: beside the package in a checkout, inside it once installed; and how a name finds its file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from recognition.foundations.problems import Place, Problem, RulesetNotFound, nearest, quoted

RULESET_FILE, PART_FILE = "ruleset.yaml", "part.yaml"
ALIASES = {"uk": "gb"}
"""Destinations that people write otherwise than ISO 3166 does."""


@cache
def data_folder(name: str) -> Path:
    """The folder `rulesets` or `standards` that ships with this package."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_data" / name
    return installed if installed.is_dir() else package.parent / name


def names_under(root: Path, file: str) -> Iterator[str]:
    """`<destination>/<purpose>` of every folder under `root` that holds `file`, in order."""
    for path in sorted(root.glob(f"*/*/{file}")):
        yield f"{path.parent.parent.name}/{path.parent.name}"


def law_file(name: str | os.PathLike[str], roots: tuple[Path, ...], files: tuple[str, ...] = (RULESET_FILE,)) -> Path:
    """The file of a ruleset or part as somebody gave it: a path where it is one, else a name.

    A path is what begins with `.` or `/`, a file in YAML that is there, and a folder that is there and holds the file.
    Raises RulesetNotFound (`RL030`) with the nearest name.
    """
    text = os.fspath(name)
    path = Path(text)
    if text.endswith((".yaml", ".yml")) and path.is_file():
        return path
    for file in files:
        if (path / file).is_file():
            return path / file
    if path.is_absolute() or text.startswith("."):
        raise _not_found(text, "/".join(path.parts[-2:]), roots, files)
    return named_law_file(text, roots, files)


def named_law_file(name: str, roots: tuple[Path, ...], files: tuple[str, ...] = (RULESET_FILE,)) -> Path:
    """The file of a ruleset or part by its name alone, under the first of `roots` that has it.

    Raises RulesetNotFound (`RL030`) with the nearest name.
    """
    destination, slash, purpose = name.partition("/")
    wanted = f"{ALIASES.get(destination, destination)}{slash}{purpose}"
    for root in roots:
        for file in files:
            if wanted in names_under(root, file):
                return root / wanted / file
    raise _not_found(name, wanted, roots, files)


def _not_found(given: str, wanted: str, roots: tuple[Path, ...], files: tuple[str, ...]) -> RulesetNotFound:
    known = {found for root in roots for file in files for found in names_under(root, file)}
    return RulesetNotFound(Problem("RL030", f"There is no ruleset {quoted(given)}.", Place(), _hint(wanted, known)))


def _hint(wanted: str, known: set[str]) -> str:
    """The ruleset that was meant; never one of another destination, which a reader might take for his own."""
    wanted = wanted.lower().strip("/")
    destination, _, purpose = wanted.partition("/")
    there = sorted(one for one in known if one.partition("/")[0] == destination)
    if there and purpose:
        return nearest(wanted, there) or f"for {quoted(destination)} there are: {', '.join(there)}"
    alike = there or sorted(one for one in known if one.partition("/")[2] == (purpose or destination))
    if alike:
        return f"there are: {', '.join(alike)}"
    return nearest(wanted, known) or "see: recognition rulesets list"
