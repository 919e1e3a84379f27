"""Words of ELMO documents that carry meaning: outcome of a course, kind of a node, cycle of a level.

A word that is not listed means nothing here; the outcome then stays unknown (formats.md section 5, "status").
"""

from __future__ import annotations

from typing import Final, Literal

from recognition.foundations.text import folded

State = Literal["passed", "failed", "in_progress", "credited"]
Cycle = Literal["short", "bachelor", "master", "doctorate"]

DEGREE_TYPES: Final = frozenset({"degree", "degree programme", "degree program"})

_STATES: Final[dict[str, State]] = {
    **dict.fromkeys(("passed", "pass", "completed"), "passed"),
    **dict.fromkeys(("failed", "fail", "not passed"), "failed"),
    **dict.fromkeys(
        ("in-progress", "in progress", "in_progress", "ip", "ongoing", "enrolled", "registered"), "in_progress"
    ),
    **dict.fromkeys(("credited", "recognised", "transferred"), "credited"),
}
_RESULTS: Final[dict[str, State]] = {
    **dict.fromkeys(
        ("hyv", "hyväksytty", "godkjent", "godkänd", "godkendt", "bestått", "bestået", "bestanden"), "passed"
    ),
    **dict.fromkeys(("pass", "passed", "zaliczone", "zal"), "passed"),
    **dict.fromkeys(
        ("hyl", "hylätty", "ikke godkjent", "ikke bestått", "ikke bestået", "stryk", "underkänd"), "failed"
    ),
    **dict.fromkeys(("nicht bestanden", "nzal", "fail", "failed", "not passed", "f", "fx", "00", "-3"), "failed"),
    **dict.fromkeys(("ip", "in progress"), "in_progress"),
    **dict.fromkeys(("innpasset", "hyväksiluettu", "credited"), "credited"),
}
_CYCLES: Final[dict[str, Cycle]] = {
    "short cycle": "short",
    "bachelor": "bachelor",
    "master": "master",
    **dict.fromkeys(("phd", "doctorate", "doctor", "doctoral"), "doctorate"),
}


def state_of(status: str | None, result: str | None) -> tuple[State | None, str | None]:
    """Outcome from a stated status and a result label, with the code of what was noticed.

    A result that is a plain grade says nothing without a status: the scale may count it either way.
    """
    by_result = _RESULTS.get(folded(result)) if result else None
    if not status:
        return by_result, None
    stated = _STATES.get(folded(status))
    if stated is None:
        return None, "status_unreadable"
    if by_result and (stated == "failed") != (by_result == "failed"):
        return None, "status_conflict"
    if stated == "passed" and by_result == "in_progress":
        return None, "status_conflict"
    return stated, None


def cycle_of(text: str) -> Cycle | None:
    """The Bologna cycle that a level word names outright; None for codes and national terms."""
    return _CYCLES.get(folded(text))
