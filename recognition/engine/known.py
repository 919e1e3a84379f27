"""What can be known of one thing asked (a day, a value, a length of time, a set of items), and where it comes from.

Shared by everything that measures. An open end (None) is not known; `wanted` says what would tell.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, NamedTuple, TypeVar

from recognition.engine.measured import Cited, Used, Wanted
from recognition.foundations.bases import BASES, Basis, weakest
from recognition.foundations.days import UNKNOWN_DAY, Duration, Span


class Either(NamedTuple):
    """A code on which equally strong claims disagree: any of these (LANGUAGE 3.5)."""

    options: tuple[Any, ...]


class Dated(NamedTuple):
    """A day as an interval of possible days, with the law and the evidence that gave it."""

    span: Span
    basis: Basis = "read"
    cited: tuple[Cited, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    used: tuple[Used, ...] = ()


class Known(NamedTuple):
    """A value as the model holds it; `value` None is not known. `many`: several hold at once, any of them counts."""

    value: Any = None
    used: tuple[Used, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    many: bool = False


class Length(NamedTuple):
    """A duration between two durations; both None where the law gives none or it hangs on something not known."""

    low: Duration | None
    high: Duration | None
    basis: Basis = "read"
    cited: tuple[Cited, ...] = ()
    wanted: tuple[Wanted, ...] = ()


class Ratio(NamedTuple):
    """A share that the law asks, exactly; both None where it is unknown."""

    low: Fraction | None
    high: Fraction | None
    basis: Basis = "read"
    cited: tuple[Cited, ...] = ()
    wanted: tuple[Wanted, ...] = ()


class Selection(NamedTuple):
    """Items of one kind: those that surely fit, those that may, and whether they are declared to be all there is."""

    inside: list[Any]
    maybe: list[Any]
    complete: bool
    used: tuple[Used, ...]
    wanted: tuple[Wanted, ...]


_RANK = {basis: rank for rank, basis in enumerate(BASES)}
AnyMember = TypeVar("AnyMember")
NOT_KNOWN = Dated(UNKNOWN_DAY)


def union(spans: Iterable[Span]) -> Span:
    """The smallest interval that holds all of them; no span at all is an unknown day."""
    low: int | None = None
    high: int | None = None
    open_low = open_high = False
    empty = True
    for span in spans:
        empty = False
        if span.low is None:
            open_low = True
        elif low is None or span.low < low:
            low = span.low
        if span.high is None:
            open_high = True
        elif high is None or span.high > high:
            high = span.high
    if empty:
        return UNKNOWN_DAY
    return Span(None if open_low else low, None if open_high else high)


def any_of_days(days: Iterable[Dated]) -> Dated:
    """One of these days, the text does not say which: every day of each is possible."""
    each = tuple(days)
    if len(each) == 1:
        return each[0]
    return Dated(
        union(day.span for day in each),
        weakest(day.basis for day in each),
        merged(day.cited for day in each),
        merged(day.wanted for day in each),
        merged(day.used for day in each),
    )


def weaker(one: Basis, other: Basis) -> Basis:
    """The weaker of two bases."""
    return one if one == other or _RANK[one] >= _RANK[other] else other


def merged(groups: Iterable[tuple[AnyMember, ...]]) -> tuple[AnyMember, ...]:
    """All members of the groups, each once, in order. Citations are told apart by identity: they are made once."""
    filled = [group for group in groups if group]
    if len(filled) <= 1:
        return filled[0] if filled else ()
    members = [member for group in filled for member in group]
    return tuple({id(member) if isinstance(member, Cited) else member: member for member in members}.values())
