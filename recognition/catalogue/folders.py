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
    """The file of a ruleset or part: by its name under the first of `roots` that has it, or by the path itself.

    Raises RulesetNotFound (`RL030`) with the nearest name.
    """
    text = os.fspath(name)
    path = Path(text)
    if text.endswith((".yaml", ".yml")) and path.is_file():
        return path
    destination, slash, purpose = text.partition("/")
    wanted = f"{ALIASES.get(destination, destination)}{slash}{purpose}"
    for root in roots:
        for file in files:
            if wanted in names_under(root, file):
                return root / wanted / file
    for file in files:
        if path.is_dir() and (path / file).is_file():
            return path / file
    known = {found for root in roots for file in files for found in names_under(root, file)}
    hint = nearest(wanted, known) or "see: recognition rulesets list"
    raise RulesetNotFound(Problem("RL030", f"There is no ruleset {quoted(text)}.", Place(), hint))
