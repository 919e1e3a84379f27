"""What stands under what in a list: who teaches a part may teach the whole; who teaches the whole, any part of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from recognition.catalogue.list_table import ListRow

PART_OF = "part_of"


class Kin:
    """The entries above and below each row of a list; rows that a coverage does not ask lead to those that it does."""

    def __init__(self, rows: Sequence[ListRow], key: str, numbers: Mapping[str, int]) -> None:
        above = {str(row.key.get(key)): whole for row in rows if isinstance(whole := row.fields.get(PART_OF), str)}
        self._by_id: dict[str, dict[int, None]] = {}
        self._by_wording: dict[str, dict[int, None]] = {}
        for id in above:
            for whole in _chain(above, id):
                self._join(id, numbers.get(whole))
                self._join(whole, numbers.get(id))
        if self._by_id:
            for row in rows:
                near = self._by_id.get(str(row.key.get(key)), {})
                for wording in row.wordings if near else ():
                    self._by_wording.setdefault(wording, {}).update(near)

    def _join(self, id: str, number: int | None) -> None:
        if number is not None:
            self._by_id.setdefault(id, {})[number] = None

    def near(self, ids: Iterable[object], wordings: Iterable[str]) -> Iterator[int]:
        """Entries above and below what these name."""
        for id in ids:
            yield from self._by_id.get(str(id), ())
        for wording in wordings:
            yield from self._by_wording.get(wording, ())


def _chain(above: Mapping[str, str], id: str) -> list[str]:
    """What an entry is a part of, at any distance. A circle ends where it closes."""
    found: list[str] = []
    whole = above.get(id)
    while whole is not None and whole != id and whole not in found:
        found.append(whole)
        whole = above.get(whole)
    return found
