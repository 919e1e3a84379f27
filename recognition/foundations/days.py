"""Calendar days as whole-number intervals, and durations of the calendar.

A day is the proleptic Gregorian ordinal of `datetime.date` (1 = 0001-01-01). What is known only to the month or the
year is the interval from its first to its last day, so imprecision can never decide by accident.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

YEARS = (1900, 2199)  # a day outside is a slip of the pen or an attack, never law or evidence


class Span(NamedTuple):
    """Possible days, `low` to `high` inclusive, as ordinals. None: that end is open (not known)."""

    low: int | None
    high: int | None

    @property
    def known(self) -> bool:
        """True where exactly one day is possible."""
        return self.low is not None and self.low == self.high

    def before(self, other: Span) -> bool:
        """True where the last possible day lies before the first possible one of `other`; an open end never does."""
        return self.high is not None and other.low is not None and self.high < other.low

    def apart(self, other: Span) -> bool:
        """True where no day is possible in both."""
        return self.before(other) or other.before(self)


UNKNOWN_DAY = Span(None, None)


class Duration(NamedTuple):
    """Calendar months and days: `P5Y` is 60 months, `P90D` 90 days."""

    months: int
    days: int


_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", re.ASCII)
_DURATION = re.compile(r"P(?:([0-9]{1,3})Y)?(?:([0-9]{1,4})M)?(?:([0-9]{1,5})D)?", re.ASCII)


def parse_day(text: str) -> Span:
    """`2019`, `2019-09` or `2019-09-01` as an interval of days.

    Raises ValueError for another form, an impossible day, or a year outside 1900 to 2199.
    """
    match = _DAY.fullmatch(text)
    if match is None:
        raise ValueError("a day is written YYYY-MM-DD, YYYY-MM or YYYY")
    year, month, day = match.groups()
    y = int(year)
    if not YEARS[0] <= y <= YEARS[1]:
        raise ValueError(f"the year lies outside {YEARS[0]} to {YEARS[1]}")
    if month is None:
        return Span(date(y, 1, 1).toordinal(), date(y, 12, 31).toordinal())
    m = int(month)
    if not 1 <= m <= 12:
        raise ValueError("there is no such month")
    if day is None:
        return Span(date(y, m, 1).toordinal(), date(y, m, monthrange(y, m)[1]).toordinal())
    if not 1 <= int(day) <= monthrange(y, m)[1]:
        raise ValueError("there is no such day")
    ordinal = date(y, m, int(day)).toordinal()
    return Span(ordinal, ordinal)


def parse_duration(text: str) -> Duration:
    """`P6M`, `P5Y`, `P1Y6M` or `P90D`. Raises ValueError for anything else."""
    match = _DURATION.fullmatch(text)
    if match is None or text == "P":
        raise ValueError("a duration is written P6M, P5Y or P90D")
    years, months, days = (int(group or 0) for group in match.groups())
    return Duration(12 * years + months, days)


def add_months(ordinal: int, months: int) -> int:
    """The same day number `months` later (or earlier), or the month's last day where that number does not exist."""
    day = date.fromordinal(ordinal)
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    month += 1
    if not date.min.year <= year <= date.max.year:
        return date.min.toordinal() if months < 0 else date.max.toordinal()
    return date(year, month, min(day.day, monthrange(year, month)[1])).toordinal()


def shift(ordinal: int, duration: Duration, sign: int = 1) -> int:
    """`ordinal` plus (or, with sign -1, minus) a duration: months first, then days."""
    moved = add_months(ordinal, sign * duration.months) + sign * duration.days
    return max(1, min(moved, date.max.toordinal()))


def shift_span(span: Span, duration: Duration, sign: int = 1) -> Span:
    """`shift` at both ends; an open end stays open."""
    return Span(
        None if span.low is None else shift(span.low, duration, sign),
        None if span.high is None else shift(span.high, duration, sign),
    )


def whole_months(first: int, after_last: int) -> tuple[int, int]:
    """Months and left-over days of a run of days `first` .. `after_last` - 1.

    The largest m such that `first` plus m months is not after `after_last`; the rest are left-over days
    (LANGUAGE 2.4).
    """
    if after_last <= first:
        return 0, 0
    a, b = date.fromordinal(first), date.fromordinal(after_last)
    months = (b.year - a.year) * 12 + b.month - a.month
    while add_months(first, months) > after_last:
        months -= 1
    return months, after_last - add_months(first, months)


def iso(ordinal: int) -> str:
    """`YYYY-MM-DD`."""
    return date.fromordinal(ordinal).isoformat()
