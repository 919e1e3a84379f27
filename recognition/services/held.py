"""What exists on the day of an assessment: evidence dated after it is not held yet and cannot count.

A diploma announced for next year, or dated by a slip of the pen, must never be recognised today. What is only known to
the month or year counts as possible as long as the day may have come.

Evidence whose validity has ended stays, for it was true once and a rule may ask for just that; it is told.
"""

from __future__ import annotations

from typing import Any

from recognition.foundations.days import iso
from recognition.foundations.problems import Place, Problem
from recognition.model.dossier import ITEM_KINDS, Dossier
from recognition.model.evidence import Item

DATED_BY = {
    "qualifications": ("issued", "training_end"),
    "language_results": ("sat",),
    "experience": ("start",),
    "examinations": ("sat",),
    "documents": ("issued",),
}
"""The days on which an item of each kind comes to be; registrations and accreditations are asked on their own days."""

ENDED_BY = {"qualifications": "expires", "documents": "until"}
"""The day with which an item of each kind says that it ends; registrations and accreditations are asked for theirs."""


def ended_before(dossier: Dossier, on: int) -> list[Problem]:
    """A warning for each diploma and document that was certainly no longer valid on `on`.

    The document that tells of a diploma and ends with it is not told of again.
    """
    problems = []
    told: set[tuple[str, int]] = set()
    for kind, name in ENDED_BY.items():
        for item in getattr(dossier, kind):
            day = getattr(item, name)
            last = day.span.high if day is not None else None
            if last is None or last >= on or (kind == "documents" and (item.of, last) in told):
                continue
            if kind == "qualifications" and item.id is not None:
                told.add((item.id, last))
            sentence = (
                f"'{item.id or kind}' was valid until {iso(last)}, before the day of the assessment; "
                "ask whether it still counts."
            )
            problems.append(Problem("ended_before_assessment", sentence, _place(item), severity="warning"))
    return _in_order(problems)


def held_on(dossier: Dossier, on: int) -> tuple[Dossier, list[Problem]]:
    """The dossier without what is certainly dated after `on`, and a warning for each item left out.

    A qualification whose training ends after `on` is one under way: it is left out where it claims to be completed.
    """
    kept: dict[str, tuple[Item, ...]] = {}
    problems = []
    for kind in ITEM_KINDS:
        items = getattr(dossier, kind)
        later = [item for item in items if _day_to_come(kind, item, on) is not None]
        if later:
            kept[kind] = tuple(item for item in items if item not in later)
            problems += [_left_out(kind, item, on) for item in later]
    if not problems:
        return dossier, []
    held = dossier.model_copy(update=kept)
    return held.with_problems(dossier.problems), _in_order(problems)


def _day_to_come(kind: str, item: Any, on: int) -> int | None:
    for name in DATED_BY.get(kind, ()):
        if name == "training_end" and item.status != "completed":
            continue
        day = getattr(item, name)
        if day is not None and day.span.low is not None and day.span.low > on:
            return int(day.span.low)
    return None


def _left_out(kind: str, item: Item, on: int) -> Problem:
    day = _day_to_come(kind, item, on)
    sentence = f"'{item.id or kind}' is dated {iso(day or on)}, after the day of the assessment; it does not count yet."
    return Problem("dated_after_assessment", sentence, _place(item), severity="warning")


def _in_order(problems: list[Problem]) -> list[Problem]:
    """By place, else by what is said: the order of the evidence never shows."""
    return sorted(problems, key=lambda one: (one.place.document or "", one.place.line or 0, one.sentence))


def _place(item: Item) -> Place:
    origin = item.origin
    return Place(origin.document, origin.path, origin.line) if origin is not None else Place()
