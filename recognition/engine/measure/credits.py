"""Credits and hours turned into each other by a list (LANGUAGE 2.4): every basis computed, the results spanned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import ceil, floor
from typing import Any, NamedTuple

from recognition.engine.case import Case
from recognition.engine.measured import Cited
from recognition.foundations.bases import Basis, weakest
from recognition.model.requirements import Convert
from recognition.model.values import Amount

Ends = tuple[Fraction, Fraction]


class Converted(NamedTuple):
    """The amount in the unit asked; `high` None where a basis named has no figure, so nothing is known."""

    low: int
    high: int | None
    basis: Basis = "read"
    cited: tuple[Cited, ...] = ()


class _System(NamedTuple):
    per_year: Ends | None
    hours: Ends | None
    basis: Basis
    cited: tuple[Cited, ...]


NOTHING_KNOWN = Converted(0, None)


def to_hours(case: Case, convert: Convert, amount: Amount, system: str) -> Converted:
    """Credits as hours. A year of a system has its credits times its hours, so both bases give the same."""
    of = _system(case, convert.list, system)
    if of is None or of.hours is None:
        return NOTHING_KNOWN
    return Converted(floor(amount.low * of.hours[0]), ceil(amount.high * of.hours[1]), of.basis, of.cited)


def to_years(case: Case, convert: Convert, amount: Amount, system: str) -> Converted:
    """Credits as years of full-time study, by the credits of a year."""
    of = _system(case, convert.list, system)
    if of is None or of.per_year is None:
        return NOTHING_KNOWN
    return Converted(floor(amount.low / of.per_year[1]), ceil(amount.high / of.per_year[0]), of.basis, of.cited)


def from_hours(case: Case, convert: Convert, amount: Amount, system: str) -> Converted:
    """Hours as credits of a system."""
    of = _system(case, convert.list, system)
    if of is None or of.hours is None:
        return NOTHING_KNOWN
    return Converted(floor(amount.low / of.hours[1]), ceil(amount.high / of.hours[0]), of.basis, of.cited)


def to_credits(case: Case, convert: Convert, amount: Amount, given: str, asked: str) -> Converted:
    """Credits of one system as those of another, on every basis named."""
    of, to = _system(case, convert.list, given), _system(case, convert.list, asked)
    if of is None or to is None:
        return NOTHING_KNOWN
    rates: list[Ends] = []
    for name in convert.bases:
        if name == "by_year":
            if of.per_year is None or to.per_year is None:
                return NOTHING_KNOWN
            rates.append((to.per_year[0] / of.per_year[1], to.per_year[1] / of.per_year[0]))
        else:
            if of.hours is None or to.hours is None:
                return NOTHING_KNOWN
            rates.append((of.hours[0] / to.hours[1], of.hours[1] / to.hours[0]))
    return Converted(
        floor(amount.low * min(low for low, _ in rates)),
        ceil(amount.high * max(high for _, high in rates)),
        weakest((of.basis, to.basis)),
        (*of.cited, *to.cited),
    )


def _system(case: Case, list_name: str, system: str) -> _System | None:
    key = ("credits", list_name, system)
    if key not in case.kept:
        case.kept[key] = _looked_up(case, list_name, system)
    found: _System | None = case.kept[key]
    return found


def _looked_up(case: Case, list_name: str, system: str) -> _System | None:
    listing = case.listing(list_name)
    rows = [row for row in listing.table.matching({"system": system}).fitting if not row.excluded]
    if not rows:
        return None
    return _System(
        _spanned(row.fields.get("per_year") for row in rows),
        _spanned(row.fields.get("hours_per_credit") for row in rows),
        weakest(row.basis for row in rows),
        tuple(listing.cited(row) for row in rows),
    )


def _spanned(values: Iterable[Any]) -> Ends | None:
    ends: list[Fraction] = []
    for value in values:
        if value is None or value == "unknown":
            return None
        pair = value["between"] if isinstance(value, Mapping) else (value, value)
        ends += [Fraction(pair[0]), Fraction(pair[1])]
    return (min(ends), max(ends)) if ends and min(ends) > 0 else None
