"""date-order and age: days against days (LANGUAGE 2.2, 2.5)."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import date

from recognition.engine.case import Case
from recognition.engine.known import Dated, Known
from recognition.engine.measure.common import all_of, day_need, joined, moved
from recognition.engine.measured import Measured, Tree
from recognition.engine.terms import AttributeTerm
from recognition.foundations.days import UNKNOWN_DAY, Span, add_months
from recognition.model.requirements import Age, DateOrder, DayTerm
from recognition.model.values import Day

BIRTH = AttributeTerm("person", ("born",))


def date_order(requirement: DateOrder, case: Case) -> Measured:
    """The day as an ordinal; `after` is at least the next day, `before` at most the day before."""
    strength = requirement.strength
    day = case.day(requirement.day, strength=strength)
    bounds, quantity = case.compiled.plan(requirement) or case.compiled.keep(requirement, _bounds(requirement, case))
    quantity = (quantity, case.focus_key)
    parts: list[Tree] = []
    for name, term, step, at_most in bounds:
        line = case.day(term, strength=strength)
        need = day_need(line, step)
        parts.append(
            case.compare(
                requirement, day.span.low, day.span.high, need, "day", quantity, at_most=at_most, label=name,
                basis=day.basis, used=(*day.used, *line.used), wanted=case.unsettled(day, line), cited=day.cited,
            )
        )  # fmt: skip
    return Measured(all_of(parts), found={"day": day})


def _bounds(requirement: DateOrder, case: Case) -> tuple[tuple[tuple[str, DayTerm, int, bool], ...], Hashable]:
    bounds = (
        ("from", requirement.from_, 0, False),
        ("after", requirement.after, 1, False),
        ("until", requirement.until, 0, True),
        ("before", requirement.before, -1, True),
    )
    quantity = ("day", case.compiled.day(requirement.day), requirement.strength)
    return tuple(bound for bound in bounds if bound[1] is not None), quantity


def age(requirement: Age, case: Case) -> Measured:
    """The day of birth, against the days of birth that are old or young enough on the day asked.

    Measured so that every wording of every threshold speaks of one quantity. A birthday on 29 February lies between
    28 February and 1 March in other years, so the line is an interval there.
    """
    known = case.attribute(BIRTH)
    weak = case.strong(known.used, requirement.strength)
    born = _birth(case, known) if not weak else UNKNOWN_DAY
    day = case.day(requirement.on)
    quantity = ("born", requirement.strength)
    parts: list[Tree] = []
    for label, line, at_most in _lines(requirement, day.span):
        need = day_need(day._replace(span=line), 0)
        parts.append(
            case.compare(
                requirement, born.low, born.high, need, "day", quantity, at_most=at_most, label=label,
                used=(*known.used, *day.used), wanted=joined(known.wanted, weak, case.unsettled(day)),
            )
        )  # fmt: skip
    return Measured(all_of(parts), found={"born": Dated(born, used=known.used)})


def _birth(case: Case, known: Known) -> Span:
    return case.days_of(known.value) if isinstance(known.value, Day) else UNKNOWN_DAY


def _lines(requirement: Age, on: Span) -> Iterator[tuple[str, Span, bool]]:
    """Each wording as a line on the day of birth: (wording, first and last day that the line may be, at_most)."""
    before = moved(on, -1)
    birthday, completed = requirement.reading == "birthday", requirement.reading == "completed_years"
    if (years := requirement.reached) is not None:
        yield "reached", _reached(on, years), True
    if (years := requirement.not_reached) is not None:
        yield "not_reached", moved(_reached(on, years), 1), False
    if (years := requirement.past_birthday) is not None:
        yield "past_birthday", _reached(before, years), True
    for label, limit, at_most, step in (
        ("not_older_than", requirement.not_older_than, False, 1),
        ("older_than", requirement.older_than, True, 0),
    ):
        if limit is not None:
            first = _reached(before if birthday else on, limit if birthday else limit + 1)
            last = _reached(on if completed else before, limit + 1 if completed else limit)
            yield label, moved(Span(first.low, last.high), step), at_most


def _reached(on: Span, years: int) -> Span:
    """The latest day of birth with which this birthday is reached on a day; an interval about 29 February."""
    return Span(
        None if on.low is None else _latest_birth(on.low, years)[0],
        None if on.high is None else _latest_birth(on.high, years)[1],
    )


def _latest_birth(on: int, years: int) -> tuple[int, int]:
    latest = add_months(on, -12 * years)
    day, birth = date.fromordinal(on), date.fromordinal(latest)
    if (day.month, day.day) == (2, 28) and not _is_leap(day.year) and _is_leap(birth.year):
        return latest, latest + 1
    return latest, latest


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
