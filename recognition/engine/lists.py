"""Rows of a list counted on a day (LANGUAGE 1.4): listed, not listed, or not to be known from this copy."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

from recognition.catalogue.list_table import WORDINGS, ListRow, ListTable
from recognition.engine.known import Dated, Either, union, weaker
from recognition.engine.measured import Cited, Wanted
from recognition.engine.timeline import ALWAYS, FOREVER
from recognition.foundations.bases import Basis, weakest
from recognition.foundations.days import Span
from recognition.model.values import Day

MOST_ANSWERS = 4096
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


def _row_days(row: ListRow) -> tuple[int, int, int, int]:
    first, last = row.from_, row.until
    return (
        ALWAYS if first is None or first.low is None else first.low,
        ALWAYS if first is None or first.high is None else first.high,
        FOREVER if last is None or last.low is None else last.low,
        FOREVER if last is None or last.high is None else last.high,
    )


class Prepared:
    """A list with what is worked out from it once: rows by the value of an attribute, citations, what silence rests on.

    Made once per ruleset and list; `table` is the list itself.
    """

    def __init__(self, table: ListTable) -> None:
        self.table = table
        self.silence = table.basis
        self.known_from = ALWAYS if table.known_from is None else table.known_from
        self.known_to = FOREVER if table.known_to is None else table.known_to
        self.days = {id(row): _row_days(row) for row in table.rows}
        """Earliest and latest first day, earliest and latest last day on which each row is in force."""
        self._cited: dict[int, Cited] = {}
        self._answers: dict[Hashable, Listed] = {}
        self._named: dict[str, dict[Any, list[ListRow]]] = {}

    def rows_named(self, attribute: str, value: Any) -> Sequence[ListRow]:
        """Rows that fit a value of a key attribute, in the order of the list."""
        if attribute in WORDINGS:
            return [row for row in self.table.rows if row.takes(attribute, value)]
        index = self._named.get(attribute)
        if index is None:
            index = {name: [] for name in (*self.named(attribute), ELSE)}
            for row in self.table.rows:
                for name, rows in index.items():
                    if (name is ELSE and attribute not in row.key) or (name is not ELSE and row.takes(attribute, name)):
                        rows.append(row)
            self._named[attribute] = index
        return index.get(value, index[ELSE])

    def named(self, attribute: str) -> tuple[Any, ...]:
        """Every value that some row names for a key attribute."""
        found: dict[Any, None] = {}
        for row in self.table.rows:
            value = row.key.get(attribute)
            found.update(dict.fromkeys(value if isinstance(value, tuple) else () if value is None else (value,)))
        return tuple(found)

    def recall(self, asked: Hashable) -> Listed | None:
        """The answer to an equal question asked before."""
        return self._answers.get(asked)

    def keep(self, asked: Hashable, answer: Listed) -> Listed:
        """Remember an answer; all are forgotten when there are too many."""
        if len(self._answers) >= MOST_ANSWERS:
            self._answers.clear()
        self._answers[asked] = answer
        return answer

    def law(self, rows: tuple[ListRow, ...]) -> tuple[Basis, tuple[Cited, ...]]:
        """What these rows rest on; of none, what the silence of the list rests on."""
        if len(rows) == 1:
            return rows[0].basis, (self.cited(rows[0]),)
        if not rows:
            return self.silence, tuple(self.cited(row) for row in self.table.rows[:1])
        return weakest(row.basis for row in rows), tuple(self.cited(row) for row in rows)

    def cited(self, row: ListRow) -> Cited:
        """The law that a row rests on."""
        found = self._cited.get(id(row))
        if found is None:
            source = f"{self.table.name}:{row.citation.source}"
            found = self._cited[id(row)] = Cited(source, row.source, row.citation.at, row.basis)
        return found


def listed(prepared: Prepared, key: Mapping[str, Sequence[Any] | None], span: Span) -> Listed:
    """Rows of the list for a key on any possible day of `span`.

    `key`: attribute -> its possible values, or None where it is not known; then all values that the list names, and
    any other, are possible, and the answer is certain only if all of them agree. A key attribute that `key` leaves out
    is not asked.
    """
    names = tuple(name for name in prepared.table.key if name in key)
    asked = (names, tuple(key[name] for name in names), span)
    known = prepared.recall(asked)
    if known is not None:
        return known
    options = [key[name] or (*prepared.named(name), ELSE) for name in names]
    fitting = (_fitting(prepared, names, values) for values in product(*options))
    return prepared.keep(asked, together([counted(prepared, [Fit(row) for row in rows], span) for rows in fitting]))


def _fitting(prepared: Prepared, names: Sequence[str], values: Sequence[Any]) -> Iterable[ListRow]:
    if not names:
        return prepared.table.rows
    rows = prepared.rows_named(names[-1], values[-1])
    rest = tuple(zip(names[:-1], values[:-1], strict=True))
    return [row for row in rows if all(row.takes(name, value) for name, value in rest)] if rest else rows


def counted(prepared: Prepared, fits: Sequence[Fit], span: Span) -> Listed:
    """The table of LANGUAGE 1.4 over the rows that fit, on every possible day of `span`."""
    return together([_on_stretch(prepared, fits, first, last) for first, last in _pieces(prepared, fits, span)])


def together(answers: Sequence[Listed]) -> Listed:
    """What holds whichever of these cases is the true one."""
    if len(answers) == 1:
        return answers[0]
    highs = [answer.high for answer in answers if answer.high is not None]
    return Listed(
        min(answer.low for answer in answers),
        max(highs) if len(highs) == len(answers) else None,
        _once(row for answer in answers for row in answer.rows),
        weakest(answer.basis for answer in answers),
        _once(cited for answer in answers for cited in answer.cited),
        tuple(dict.fromkeys(wanted for answer in answers for wanted in answer.wanted)),
    )


def _once(members: Iterable[Any]) -> tuple[Any, ...]:
    """Each object once, told apart by identity: rows and sources need no hash."""
    return tuple({id(member): member for member in members}.values())


def _pieces(prepared: Prepared, fits: Sequence[Fit], span: Span) -> list[tuple[int, int]]:
    """The span cut where a row or the copy begins or ends, so that each piece has one answer."""
    first = ALWAYS if span.low is None else span.low
    last = FOREVER if span.high is None else span.high
    if first == last:
        return [(first, last)]
    cuts = {first, prepared.known_from, prepared.known_to + 1}
    for fit in fits:
        begins, surely, ends, at_latest = prepared.days[id(fit.row)]
        cuts.update((begins, surely, ends + 1, at_latest + 1))
    starts = sorted(cut for cut in cuts if first <= cut <= last)
    return [(start, (starts[n + 1] - 1) if n + 1 < len(starts) else last) for n, start in enumerate(starts)]


def _on_stretch(prepared: Prepared, fits: Sequence[Fit], first: int, last: int) -> Listed:
    sure: list[ListRow] = []
    perhaps: list[ListRow] = []
    for fit in fits:
        begins, surely, ends, at_latest = prepared.days[id(fit.row)]
        if last >= begins and first <= at_latest:
            (sure if fit.sure and first >= surely and last <= ends else perhaps).append(fit.row)
    name = prepared.table.name
    used = (*sure, *perhaps)
    rows = tuple(row for row in used if not row.excluded) if used else ()
    basis, cited = prepared.law(used)
    if last < prepared.known_from or first > prepared.known_to:
        return Listed(0, 1, rows, basis, cited, (Wanted("list_not_current", (name,)),))
    if not used and prepared.table.complete:
        return Listed(0, 0, (), basis, cited, ())
    if any(row.excluded for row in sure):
        return Listed(0, 0, (), basis, cited, ())
    doubtful = any(row.excluded for row in perhaps)
    if not doubtful and any(not row.excluded for row in sure):
        return Listed(1, 1, rows, basis, cited, ())
    if not rows and prepared.table.complete:
        return Listed(0, 0, (), weaker(basis, prepared.silence), cited, ())
    high = 1 if prepared.table.complete or any(not row.excluded for row in sure) else None
    return Listed(0, high, rows, basis, cited, (Wanted("law", (name,)),))


class FoundRows(Mapping[str, Any]):
    """The fields of the rows found, read when a `found:` term asks for one.

    Of several rows a day is the interval of all, another value any of them; a field that one of them lacks is not
    known, so it is absent.
    """

    def __init__(self, rows: Sequence[ListRow], prepared: Prepared) -> None:
        self._rows = rows
        self._prepared = prepared

    def __getitem__(self, name: str) -> Any:
        fields = [_fields(row) for row in self._rows]
        if not fields or any(name not in one for one in fields):
            raise KeyError(name)
        values = zip(fields, self._rows, strict=True)
        return _joined([_field(one[name], row, self._prepared) for one, row in values])

    def __iter__(self) -> Iterator[str]:
        fields = [_fields(row) for row in self._rows]
        return iter([name for name in fields[0] if all(name in one for one in fields)] if fields else [])

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _fields(row: ListRow) -> dict[str, Any]:
    fields = {**row.key, **{name: value for name, value in row.fields.items() if value != "unknown"}}
    if row.from_ is not None:
        fields["from"] = row.from_
    if row.until is not None:
        fields["until"] = row.until
    return fields


def _field(value: Any, row: ListRow, prepared: Prepared) -> Any:
    span = value if isinstance(value, Span) else _days(value)
    return value if span is None else Dated(span, row.basis, (prepared.cited(row),))


def _days(value: Any) -> Span | None:
    """The days of a field that holds a day (written with dashes, so that a code is never taken for a year)."""
    if (isinstance(value, dict) and "between" in value) or (isinstance(value, str) and value[4:5] == "-"):
        try:
            return Day.of(value).span
        except ValueError:
            return None
    return None


def _joined(values: Sequence[Any]) -> Any:
    if len(values) == 1:
        return values[0]
    if all(isinstance(value, Dated) for value in values):
        return Dated(
            union(value.span for value in values),
            weakest(value.basis for value in values),
            _once(cited for value in values for cited in value.cited),
        )
    return values[0] if all(value == values[0] for value in values) else Either(tuple(values))
