"""Results of language tests and what a language requirement makes of them, from a few lines."""

from __future__ import annotations

from typing import Any

from recognition.engine.measured import Comparison, Measured, StatusOf, Tree
from tests.engine.build import dossier, measured

SKILLS = ("listening", "reading", "writing", "speaking")
NUMBERS = {"listening": 70, "reading": 70, "writing": 70, "speaking": 70}


def stands(tree: Tree) -> str:
    """met, gap or unknown, as the tables would answer: only for these tests."""
    if isinstance(tree, StatusOf):
        return "unknown"
    if isinstance(tree, Comparison):
        low, high, need = tree.low, tree.high, tree.need
        if need.low is None or need.high is None:
            return "unknown"
        if tree.at_most:
            low, high = (None if high is None else -high), (None if low is None else -low)
            need = need._replace(low=-need.high, high=-need.low)
        if low is not None and need.high is not None and low >= need.high:
            return "met"
        return "gap" if high is not None and need.low is not None and high < need.low else "unknown"
    parts = [stands(part) for part in tree.parts]
    k = len(parts) if tree.combiner == "all" else tree.k
    if parts.count("met") >= k:
        return "met"
    return "unknown" if len(parts) - parts.count("gap") >= k else "gap"


def result(number: int = 1, **fields: Any) -> dict[str, Any]:
    return {"id": f"r{number}", "language": "de", "test": "t", "sat": f"2025-0{number}-10", **fields}


def ask(ways: list[dict[str, Any]], results: list[dict[str, Any]], *, complete: bool = True, **fields: Any) -> Measured:
    about = {
        name: fields.pop(name) for name in ("on", "tables", "focus", "dates", "clocks", "parameters") if name in fields
    }
    more = fields.pop("dossier", {})
    shown = dossier(language_results=results, complete=["language_results"] if complete else [], **more)
    return measured({"kind": "language-level", "languages": ["de"], "accept": ways, **fields}, shown, **about)


def status(ways: list[dict[str, Any]], results: list[dict[str, Any]], **fields: Any) -> str:
    return stands(ask(ways, results, **fields).tree)


def scores(**changed: Any) -> dict[str, Any]:
    return {name: value for name, value in (NUMBERS | changed).items() if value is not None}


COMBINED: dict[str, Any] = {
    "test": "t", "overall": 7, "skills": {"each": 70},
    "combine": {"within": "P6M", "floor": {"writing": 55, "other": 60}, "overall": "one"},
}  # fmt: skip
