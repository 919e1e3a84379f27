"""examination: parts passed by the last day and within the attempts; both limits bind (LANGUAGE 2.2)."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import cache
from typing import Any, NamedTuple

from recognition.engine.case import Case
from recognition.engine.filters import IN, MAYBE, OUT
from recognition.engine.known import Dated, Either, Selection
from recognition.engine.measure.common import FoundItems, joined, more_evidence
from recognition.engine.measured import Measured, Need, Wanted
from recognition.foundations.bases import weakest
from recognition.foundations.days import UNKNOWN_DAY, Span
from recognition.model.evidence import Examination
from recognition.model.requirements import ExaminationKind
from recognition.model.values import Day

UNIT = "parts"
WHOLE = ""
"""Stands for the examination itself where it is not asked by parts."""


class _Sitting(NamedTuple):
    item: Examination
    sure: bool
    day: Span


class _Limits(NamedTuple):
    last: Dated | None
    oldest: Dated | None
    attempts: Need | None
    per_part: bool


def examination(requirement: ExaminationKind, case: Case) -> Measured:
    """Parts certainly passed, and those that still may have been; open above unless examinations are complete.

    Where every attempt allowed is certainly used up, no further pass is possible, so the upper end is known.
    """
    where, quantity = case.compiled.plan(requirement) or case.compiled.keep(requirement, _plan(requirement))
    chosen = case.select("examinations", where, strength=requirement.strength)
    sittings = [_sitting(item, True, case) for item in chosen.inside]
    sittings += [_sitting(item, False, case) for item in chosen.maybe]
    limits = _limits(requirement, case)
    parts = tuple(requirement.parts) or (WHOLE,)
    low = high = 0
    closed = True
    wanted: list[Wanted] = list(chosen.wanted)
    passes: list[Examination] = []
    for part in parts:
        best, passing, missing = _part(part, sittings, limits, chosen.complete, case)
        low, high = low + (best == IN), high + (best != OUT)
        passes.extend(passing)
        if best != IN:
            wanted.extend(missing)
            closed = closed and (chosen.complete or _used_up(part, sittings, limits))
    dated = [day for day in (limits.last, limits.oldest) if day is not None]
    basis = weakest((*(day.basis for day in dated), limits.attempts.basis if limits.attempts else "read"))
    limits_cited = tuple(cited for day in dated for cited in day.cited)
    comparison = case.compare(
        requirement, low, high if closed else None, Need(len(parts), len(parts)), UNIT, (quantity, case.focus_key),
        basis=basis, used=tuple(case.used(item, item in passes) for item in (*chosen.inside, *chosen.maybe)),
        wanted=joined(
            tuple(wanted), case.unsettled(*dated), more_evidence("examinations", requirement.exam, chosen.complete)
        ),
        cited=(*limits_cited, *(limits.attempts.cited if limits.attempts else ())),
    )  # fmt: skip
    figures = _figures(sittings, limits, chosen.complete, case)
    return Measured(comparison, found=FoundItems(case, passes), figures=figures)


def _plan(requirement: ExaminationKind) -> tuple[dict[str, Any], Hashable]:
    return {"exam": requirement.exam}, (
        "examination", requirement.exam, requirement.parts, repr(requirement.by), repr(requirement.attempts),
        requirement.max_age, repr(requirement.valid_on), requirement.strength,
    )  # fmt: skip


def _sitting(item: Examination, sure: bool, case: Case) -> _Sitting:
    return _Sitting(item, sure, case.days_of(item.sat) if isinstance(item.sat, Day) else UNKNOWN_DAY)


def _limits(requirement: ExaminationKind, case: Case) -> _Limits:
    last = case.day(requirement.by) if requirement.by is not None else None
    oldest = None
    if requirement.max_age is not None:
        day = case.day(requirement.valid_on if requirement.valid_on is not None else "on")
        oldest = case.shifted(day, case.length(requirement.max_age), -1)
    attempts = None if requirement.attempts is None else case.need(requirement.attempts.at_most, "count")
    return _Limits(last, oldest, attempts, requirement.attempts is not None and requirement.attempts.per == "part")


def _part(
    part: str, sittings: Sequence[_Sitting], limits: _Limits, complete: bool, case: Case
) -> tuple[int, list[Examination], tuple[Wanted, ...]]:
    """How far one part is passed, by which sittings, and what is missing to be sure."""
    best = OUT
    passing: list[Examination] = []
    wanted: list[Wanted] = []
    for sitting in sittings:
        of_part = _of_part(sitting.item, part)
        fits, missing = _passed(sitting, part, sittings, limits, complete)
        fits = min(fits, of_part, IN if sitting.sure else MAYBE)
        if fits == IN:
            passing.append(sitting.item)
        elif fits == MAYBE:
            wanted.extend(Wanted("attribute", (case.name(sitting.item), name)) for name in missing)
        best = max(best, fits)
    return best, passing, tuple(wanted)


def _of_part(item: Examination, part: str) -> int:
    named: Any = item.part
    if part == WHOLE:
        return IN if named is None else MAYBE
    if named is None or isinstance(named, Either):
        return MAYBE
    return IN if named == part else OUT


def _passed(
    sitting: _Sitting, part: str, sittings: Sequence[_Sitting], limits: _Limits, complete: bool
) -> tuple[int, tuple[str, ...]]:
    result: Any = sitting.item.result
    if result is None or isinstance(result, Either):
        fits, missing = MAYBE, ["result"]
    elif result != "passed":
        return OUT, ()
    else:
        fits, missing = IN, list[str]()
    day = sitting.day
    for bound, at_most in ((limits.last, True), (limits.oldest, False)):
        if bound is None:
            continue
        held = _before(day, bound.span) if at_most else _before(bound.span, day)
        if held != IN:
            fits = min(fits, held)
            missing.append("sat")
    if limits.attempts is not None:
        within = _within(sitting, part, sittings, limits, complete)
        if within != IN:
            fits = min(fits, within)
            missing.append("attempt")
    return fits, tuple(missing)


def _before(first: Span, second: Span) -> int:
    """Whether the first day is certainly not after the second."""
    if first.high is not None and second.low is not None and first.high <= second.low:
        return IN
    return OUT if second.before(first) else MAYBE


def _within(sitting: _Sitting, part: str, sittings: Sequence[_Sitting], limits: _Limits, complete: bool) -> int:
    """Whether a sitting was one of the attempts allowed: by its number, else by the sittings before it."""
    allowed = limits.attempts
    if allowed is None or allowed.low is None or allowed.high is None:
        return MAYBE
    number: Any = sitting.item.attempt
    if isinstance(number, int):
        low: int = number
        high: int | None = number
    else:
        sure, possible = _earlier(sitting, part, sittings, limits.per_part)
        low, high = sure + 1, possible + 1 if complete else None
    if high is not None and high <= allowed.low:
        return IN
    return OUT if low > allowed.high else MAYBE


def _earlier(sitting: _Sitting, part: str, sittings: Sequence[_Sitting], per_part: bool) -> tuple[int, int]:
    """Attempts certainly and possibly made before a sitting; sittings of one day are one attempt."""
    others = [
        other
        for other in sittings
        if other is not sitting
        and not (other.day.known and other.day == sitting.day)
        and _before(sitting.day, other.day) != IN
        and not (per_part and _of_part(other.item, part) == OUT)
    ]
    before = [other for other in others if _before(other.day, sitting.day) == IN]
    return _repeated(before), len(_days(others))


def _repeated(sittings: Sequence[_Sitting]) -> int:
    """Attempts that certainly were: days on which one and the same part was sat. Other parts may belong to one of
    these attempts, and who was absent may not have used one."""
    by_part: dict[object, set[object]] = {}
    for one in sittings:
        if one.sure and one.day.known and one.item.result in ("passed", "failed"):
            by_part.setdefault(one.item.part, set()).add(one.day.low)
    return max((len(days) for days in by_part.values()), default=0)


def _days(sittings: Sequence[_Sitting]) -> set[object]:
    return {one.day.low if one.day.known else id(one.item) for one in sittings}


def _used_up(part: str, sittings: Sequence[_Sitting], limits: _Limits) -> bool:
    """Whether all attempts allowed were certainly made, so that nothing not shown can still be a pass within them."""
    allowed = limits.attempts
    if allowed is None or allowed.high is None:
        return False
    return _made(part, sittings, limits.per_part)[0] >= allowed.high


def _made(part: str, sittings: Sequence[_Sitting], per_part: bool) -> tuple[int, int]:
    """Attempts certainly and possibly made: by the highest number told, or by the days sat."""
    own = [one for one in sittings if not per_part or _of_part(one.item, part) != OUT]
    certain = [one for one in own if not per_part or _of_part(one.item, part) == IN]
    told = [one.item.attempt for one in own if isinstance(one.item.attempt, int)]
    sure = [one.item.attempt for one in certain if one.sure and isinstance(one.item.attempt, int)]
    return max([_repeated(certain), *sure]), max([len(_days(own)), *told])


@cache
def _of_exam(exam: str) -> dict[str, str]:
    """The filter for one examination: always the same object, since filters are taken apart once per object."""
    return {"exam": exam}


def attempts_made(exam: str, case: Case) -> tuple[int, int | None, Selection]:
    """Attempts at an examination certainly and possibly made (None: more than are shown), and the sittings looked at.

    Parts sat on one day are one attempt, as where the examination itself is measured; the absent may have used none.
    """
    chosen = case.select("examinations", _of_exam(exam))
    inside = [_sitting(item, True, case) for item in chosen.inside]
    maybe = [_sitting(item, False, case) for item in chosen.maybe]
    by_part: dict[object, list[_Sitting]] = {}
    for one in inside:
        if one.item.result != "absent":
            by_part.setdefault(one.item.part, []).append(one)
    certain = max((len(_days(sittings)) for sittings in by_part.values()), default=0)
    sure, possible = _made(WHOLE, [*inside, *maybe], False)
    return max(certain, sure), possible if chosen.complete else None, chosen


def _figures(
    sittings: Sequence[_Sitting], limits: _Limits, complete: bool, case: Case
) -> dict[str, tuple[int | None, int | None, str]]:
    """Attempts made so far, and days left until the last day."""
    figures: dict[str, tuple[int | None, int | None, str]] = {}
    if limits.attempts is not None and not limits.per_part:
        sure, possible = _made(WHOLE, sittings, False)
        figures["attempts"] = (sure, possible if complete else None, "count")
    if limits.last is not None:
        low, high = limits.last.span
        figures["days_left"] = (
            None if low is None else max(0, low - case.on),
            None if high is None else max(0, high - case.on),
            "days",
        )
    return figures
