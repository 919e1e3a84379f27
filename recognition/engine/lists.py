"""Rows of a list counted on a day (LANGUAGE 1.4): listed, not listed, or not to be known from this copy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from recognition.engine.measured import Cited, Wanted
from recognition.engine.timeline import ALWAYS, FOREVER
from recognition.foundations.bases import Basis, weakest
from recognition.foundations.days import Span
from recognition.model.values import Day

if TYPE_CHECKING:
    from recognition.catalogue.standards import ListRow, ListTable

ELSE = object()
"""Stands for any value that no row names."""


class Listed(NamedTuple):
    """Rows counted: `low` to `high` (None: more may be listed than this copy shows), and the rows that (may) fit."""

    low: int
    high: int | None
    rows: tuple[ListRow, ...]
    basis: Basis
    cited: tuple[Cited, ...]
    wanted: tuple[Wanted, ...]


class Fit(NamedTuple):
    """A row that fits what is asked; `sure` False where it only may."""

    row: ListRow
    sure: bool = True


def row_days(row: ListRow) -> tuple[int, int, int, int]:
    """Earliest and latest first day, earliest and latest last day on which the row is in force."""
    first, last = _span(row.from_), _span(row.until)
    return (
        ALWAYS if first.low is None else first.low,
        ALWAYS if first.high is None else first.high,
        FOREVER if last.low is None else last.low,
        FOREVER if last.high is None else last.high,
    )


def _span(value: Day | Span | int | None) -> Span:
    if value is None:
        return Span(None, None)
    if isinstance(value, int):
        return Span(value, value)
    return value.span if isinstance(value, Day) else value


def listed(table: ListTable, key: Mapping[str, Sequence[Any] | None], span: Span) -> Listed:
    """Rows of the list for a key on any possible day of `span`.

    `key`: attribute -> its possible values, or None where it is not known; then all values that the list names, and
    any other, are possible, and the answer is certain only if all of them agree. A key attribute that `key` leaves out
    is not asked.
    """
    names = tuple(name for name in table.key if name in key)
    options = [key[name] or (*_named(table, name), ELSE) for name in names]
    answers = [
        counted(table, [Fit(row) for row in table.rows if _fits(row, names, values)], span)
        for values in product(*options)
    ]
    return together(answers)


def counted(table: ListTable, fits: Sequence[Fit], span: Span) -> Listed:
    """The table of LANGUAGE 1.4 over the rows that fit, on every possible day of `span`."""
    return together([_on_stretch(table, fits, first, last) for first, last in _pieces(table, fits, span)])


def together(answers: Sequence[Listed]) -> Listed:
    """What holds whichever of these cases is the true one."""
    if len(answers) == 1:
        return answers[0]
    high = [answer.high for answer in answers]
    return Listed(
        min(answer.low for answer in answers),
        None if None in high else max(end for end in high if end is not None),
        _once(row for answer in answers for row in answer.rows),
        weakest(answer.basis for answer in answers),
        _once(cited for answer in answers for cited in answer.cited),
        tuple(dict.fromkeys(wanted for answer in answers for wanted in answer.wanted)),
    )


def _once(members: Iterable[Any]) -> tuple[Any, ...]:
    """Each object once, told apart by identity: rows and sources need no hash."""
    return tuple({id(member): member for member in members}.values())


def _named(table: ListTable, name: str) -> tuple[Any, ...]:
    found: list[Any] = []
    for row in table.rows:
        found.extend(value for value in _values(row, name) or () if value not in found)
    return tuple(found)


def _values(row: ListRow, name: str) -> tuple[Any, ...] | None:
    """The values of a key attribute in a row; None: the row leaves it out, so any value fits."""
    value = row.key.get(name) if isinstance(row.key, Mapping) else row.fields.get(name)
    if value is None:
        return None
    return tuple(value) if isinstance(value, (list, tuple)) else (value,)


def _fits(row: ListRow, names: Sequence[str], values: Sequence[Any]) -> bool:
    for name, value in zip(names, values, strict=True):
        named = _values(row, name)
        if named is not None and value not in named:
            return False
    return True


def _pieces(table: ListTable, fits: Sequence[Fit], span: Span) -> list[tuple[int, int]]:
    """The span cut where a row or the copy begins or ends, so that each piece has one answer."""
    first = ALWAYS if span.low is None else span.low
    last = FOREVER if span.high is None else span.high
    if first == last:
        return [(first, last)]
    cuts = {first}
    for fit in fits:
        begins, surely, ends, at_latest = row_days(fit.row)
        cuts.update((begins, surely, ends + 1, at_latest + 1))
    cuts.update((_known_from(table), _known_to(table) + 1))
    starts = sorted(cut for cut in cuts if first <= cut <= last)
    return [(start, (starts[n + 1] - 1) if n + 1 < len(starts) else last) for n, start in enumerate(starts)]


def _known_from(table: ListTable) -> int:
    return _span(table.known_from).low or ALWAYS


def _known_to(table: ListTable) -> int:
    return _span(table.known_to).high or FOREVER


def _on_stretch(table: ListTable, fits: Sequence[Fit], first: int, last: int) -> Listed:
    sure: list[ListRow] = []
    perhaps: list[ListRow] = []
    for fit in fits:
        begins, surely, ends, at_latest = row_days(fit.row)
        if last < begins or first > at_latest:
            continue
        (sure if fit.sure and first >= surely and last <= ends else perhaps).append(fit.row)
    rows = tuple(row for row in (*sure, *perhaps) if not row.excluded)
    used = (*sure, *perhaps)
    basis, cited = _law(used or tuple(table.rows)), _cited(table.name, used or tuple(table.rows[:1]))
    if last < _known_from(table) or first > _known_to(table):
        return Listed(0, 1, rows, basis, cited, (Wanted("list_not_current", (table.name,)),))
    if any(row.excluded for row in sure):
        return Listed(0, 0, (), basis, cited, ())
    if any(not row.excluded for row in sure):
        if not any(row.excluded for row in perhaps):
            return Listed(1, 1, rows, basis, cited, ())
        return Listed(0, 1, rows, basis, cited, (Wanted("law", (table.name,)),))
    silent_high = 0 if table.complete else None
    high = 1 if rows and silent_high == 0 else silent_high
    wanted = () if high == 0 else (Wanted("law", (table.name,)),)
    return Listed(0, high, rows, basis, cited, wanted)


def _law(rows: Sequence[ListRow]) -> Basis:
    return weakest(row.basis for row in rows)


def _cited(name: str, rows: Sequence[ListRow]) -> tuple[Cited, ...]:
    return tuple(Cited(f"{name}:{row.citation.source}", row.source, row.citation.at, row.basis) for row in rows)
