"""A parameter's rows as stretches of days (LANGUAGE 1.3): which values can hold on which days."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from recognition.engine.measured import Cited
from recognition.engine.units import ends, fraction
from recognition.foundations.days import Span
from recognition.model.ruleset import ParameterRow
from recognition.model.values import Day

ALWAYS = -1  # before every day
FOREVER = 10**7  # after every day
OTHER = "other"


class Stretch(NamedTuple):
    """One value and the first and last day on which it can hold. `low` None: the law gives no value there."""

    first: int
    last: int
    low: int | None
    high: int | None
    exact: Any
    cited: Cited | None


def stretches(rows: Iterable[tuple[ParameterRow, Cited]], unit: str) -> tuple[Stretch, ...]:
    """The timeline of one key. A row holds until the next; where the day of change is uncertain both neighbours can.

    Days that no row reaches are stretches without a value, so a hole in the law can never be read over.
    """
    found: list[Stretch] = []
    ordered = list(rows)
    previous_end = ALWAYS - 1
    for index, (row, cited) in enumerate(ordered):
        first, surely = _start(row)
        if first > previous_end + 1:
            found.append(Stretch(previous_end + 1, first - 1, None, None, None, None))
        if index == 0 and surely > first:
            found.append(Stretch(first, surely - 1, None, None, None, None))
        last = FOREVER
        if row.until is not None:
            last = row.until.span.high or FOREVER
        if index + 1 < len(ordered):
            last = min(last, _start(ordered[index + 1][0])[1] - 1)
        low, high = (None, None) if row.is_ == "unknown" else ends(row.is_, unit)
        found.append(Stretch(first, last, low, high, _exact(row.is_, unit), cited))
        previous_end = last
    if previous_end < FOREVER:
        found.append(Stretch(previous_end + 1, FOREVER, None, None, None, None))
    return tuple(found)


def _start(row: ParameterRow) -> tuple[int, int]:
    if not isinstance(row.from_, Day):
        return ALWAYS, ALWAYS
    span = row.from_.span
    return (span.low or ALWAYS, span.high or FOREVER)


def _exact(value: Any, unit: str) -> Any:
    """For shares the exact fractions, which hundredths may not hold."""
    if unit not in ("share", "ratio") or value == "unknown":
        return None
    pair = value["between"] if isinstance(value, dict) else (value, value)
    return fraction(pair[0]), fraction(pair[1])


def possible(timeline: Iterable[Stretch], span: Span) -> list[Stretch]:
    """The stretches that some possible day of the span falls into; an open end reaches as far as days go."""
    first = ALWAYS if span.low is None else span.low
    last = FOREVER if span.high is None else span.high
    return [stretch for stretch in timeline if stretch.first <= last and stretch.last >= first]
