"""What several kinds of measurement share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from recognition.engine.attested import ALIASES, read
from recognition.engine.case import Case
from recognition.engine.known import Dated, Either, merged, union
from recognition.engine.measured import Count, Need, Tree, Wanted
from recognition.foundations.days import Span
from recognition.model.evidence import Item
from recognition.model.values import Day

ONE = Need(1, 1)
FIRST_DAY = 1
LAST_DAY = date.max.toordinal()


class FoundItems(Mapping[str, Any]):
    """The attributes of the items that a requirement found, read when a `found:` term asks for one.

    Of several items a day is the interval of all, another value any of them.
    """

    def __init__(self, case: Case, items: Sequence[Item]) -> None:
        self._case = case
        self._items = items

    def __getitem__(self, name: str) -> Any:
        values = [read(item, tuple(name.split("."))) for item in self._items]
        if not values or any(value is None for value in values):
            raise KeyError(name)
        if all(isinstance(value, Day) for value in values):
            used = tuple(self._case.used(item) for item in self._items)
            return Dated(union(self._case.days_of(value) for value in values), used=used)
        return values[0] if all(value == values[0] for value in values) else Either(tuple(values))

    def __iter__(self) -> Iterator[str]:
        names = {name: None for item in self._items for name in type(item).model_fields}
        shown = {python: written for written, python in ALIASES.items()}
        return (shown.get(name, name) for name in names if shown.get(name, name) in self)

    def __contains__(self, name: object) -> bool:
        return bool(self._items) and all(read(item, tuple(str(name).split("."))) is not None for item in self._items)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def day_need(line: Dated, step: int) -> Need:
    """A day, some days later, as the law's line. One open end reaches as far as days go; with both there is none."""
    low, high = line.span
    if low is None and high is None:
        return Need(None, None, line.basis, line.cited)
    first = FIRST_DAY if low is None else max(FIRST_DAY, low + step)
    last = LAST_DAY if high is None else min(LAST_DAY, high + step)
    return Need(first, last, line.basis, line.cited)


def moved(span: Span, days: int) -> Span:
    """The span some days later; open ends stay open."""
    return Span(None if span.low is None else span.low + days, None if span.high is None else span.high + days)


def all_of(parts: Sequence[Tree], label: str = "") -> Tree:
    """The parts together; one part stands for itself."""
    return parts[0] if len(parts) == 1 else Count("all", tuple(parts), len(parts), label)


def more_evidence(kind: str, what: str, complete: bool) -> tuple[Wanted, ...]:
    """Asks for a further item where this kind of evidence is not declared complete."""
    return () if complete else (Wanted("item", (kind, what)), Wanted("complete", (kind,)))


def joined(*groups: tuple[Wanted, ...]) -> tuple[Wanted, ...]:
    """Everything wanted, each once."""
    return merged(groups)

