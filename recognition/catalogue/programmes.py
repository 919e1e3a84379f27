"""The programmes that the founding paper names, as dossiers that ship beside the audit."""

from __future__ import annotations

from pathlib import Path

from recognition.catalogue.folders import data_folder
from recognition.foundations.problems import MisuseError, Place, Problem, nearest, quoted


def list_programmes() -> tuple[str, ...]:
    """Their names, in order."""
    return tuple(sorted(path.stem for path in _folder().glob("*.yaml")))


def programme(name: str) -> str:
    """The text of the dossier. Raises MisuseError with the nearest name, else with all of them."""
    known = list_programmes()
    if name not in known:
        hint = nearest(name, known) or f"there are: {', '.join(known)}"
        raise MisuseError(Problem("usage", f"There is no programme {quoted(name)}.", Place("--programme"), hint))
    return (_folder() / f"{name}.yaml").read_text(encoding="utf-8")


def _folder() -> Path:
    return data_folder("rulesets") / "partnership" / "audit" / "programmes"
