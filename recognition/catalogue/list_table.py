"""What a list is once read: rows with their law, and which of them fit (LANGUAGE 1.4, 2.5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from recognition.foundations.bases import Basis, weakest
from recognition.foundations.days import Span
from recognition.foundations.text import folded
from recognition.model.law import Checked, Citation, Source

KeyValue = str | int | Decimal | bool | tuple[str | int | Decimal | bool, ...]
WORDINGS = ("title", "label")
"""The attributes that the aliases of a row are further wordings of."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """One record. A key attribute that is absent from `key` means "any"; a tuple means "one of".

    `fields` hold the other values as the file writes them: plain numbers (not hundredths), days as text,
    `{between: [a, b]}`, `unknown`. `from_` and `until` are the possible first and last days, None for no such end.
    `basis` is the weakest of row, citation and source.
    """

    key: Mapping[str, KeyValue]
    fields: Mapping[str, Any]
    from_: Span | None
    until: Span | None
    excluded: bool
    basis: Basis
    source: Source
    citation: Citation
    aliases: tuple[str, ...]
    wordings: frozenset[str]
    """Title or label and all aliases, folded (LANGUAGE 2.5)."""

    def named(self, text: str) -> bool:
        """Whether `text` is the title, the label or an alias: NFC, case and spaces folded."""
        return folded(text) in self.wordings

    def takes(self, attribute: str, value: object) -> bool:
        """Whether the row fits this known value of a key attribute."""
        wanted = self.key.get(attribute)
        if wanted is None:
            return True
        if isinstance(value, str) and attribute in WORDINGS:
            return self.named(value)
        return any(_same(one, value) for one in (wanted if isinstance(wanted, tuple) else (wanted,)))


class Matching(NamedTuple):
    """`fitting` fit whatever is unknown; `possible` fit if the unknown attributes turn out right."""

    fitting: tuple[ListRow, ...]
    possible: tuple[ListRow, ...]


@dataclass(frozen=True, slots=True)
class ListTable:
    """A list. `complete`: silence on a day from `known_from` to `known_to` means "not listed", otherwise unknown.

    Both are ordinals, inclusive; None: that end is not told.
    """

    name: str
    title: str
    key: tuple[str, ...]
    complete: bool
    known_from: int | None
    known_to: int | None
    rows: tuple[ListRow, ...]
    checked: Checked
    sources: Mapping[str, Source]
    meanings: Mapping[str, str]
    """What each attribute and field means, with its unit."""
    note: str | None = None

    @property
    def basis(self) -> Basis:
        """The weakest basis of all rows: what the silence of a complete list rests on."""
        return weakest(row.basis for row in self.rows)

    def matching(self, attributes: Mapping[str, object]) -> Matching:
        """Rows that fit. A value may be several (a title in two languages): one that fits is enough.

        An attribute that is None or absent is unknown. Days of force and `excluded` are left to the caller.
        """
        fitting: list[ListRow] = []
        possible: list[ListRow] = []
        for row in self.rows:
            sure = True
            for name in self.key:
                value = attributes.get(name)
                if value is None:
                    sure = sure and name not in row.key
                elif not any(row.takes(name, one) for one in _several(value)):
                    break
            else:
                (fitting if sure else possible).append(row)
        return Matching(tuple(fitting), tuple(possible))


def _several(value: object) -> Iterable[object]:
    return value if isinstance(value, (tuple, list, set, frozenset)) else (value,)


def _same(one: object, other: object) -> bool:
    return one == other and isinstance(one, bool) == isinstance(other, bool)
