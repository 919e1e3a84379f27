"""Skills of ESCO in a coverage: an entry that is one is met by its address, its labels, and by skills below it.

A skill that is a kind of the one asked teaches of it; a skill of which the one asked is a kind only may. What the store
does not know, or where there is no store, is left open for every entry that is a skill: no other edition of the
classification, and no missing import, may turn what was taught into a gap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from recognition.catalogue.esco import Esco, skill_address
from recognition.engine.known import Either

if TYPE_CHECKING:
    from recognition.catalogue.standards import Standards


class Skills:
    """The entries of a list that are skills of ESCO, by address and number."""

    def __init__(self, asked: Sequence[tuple[str, int]], store: Esco | None) -> None:
        self._asked = asked
        self._store = store

    def taught(self, codes: Sequence[object]) -> Iterator[tuple[int, bool]]:
        """Entries that codes of a module reach, each with whether it surely does."""
        for code in codes:
            options = code.options if isinstance(code, Either) else (code,)
            addresses = [skill_address(option) for option in options if isinstance(option, str)]
            for address in addresses:
                if address is not None:
                    yield from ((number, sure and len(options) == 1) for number, sure in self._reached(address))

    def called(self, title: Mapping[str, str]) -> Iterator[tuple[int, bool]]:
        """Entries that the labels of a module reach. A label that means several skills settles none of them."""
        if self._store is None:
            return
        for language, text in title.items():
            found = self._store.named(text)
            if language in self._store.languages:
                found = tuple(one for one in found if one.language == language)
            own = {one.address for one in found if one.preferred} or {one.address for one in found}
            for address in own:
                yield from ((number, sure and len(own) == 1) for number, sure in self._reached(address))

    def _reached(self, address: str) -> Iterable[tuple[int, bool]]:
        if self._store is None or not self._store.knows(address):
            return [(number, asked == address) for asked, number in self._asked]
        above = self._store.broader(address)
        return [
            (number, asked == address or asked in above)
            for asked, number in self._asked
            if asked == address
            or asked in above
            or not self._store.knows(asked)
            or address in self._store.broader(asked)
        ]


def skills_among(ids: Iterable[str], standards: Standards) -> Skills | None:
    """The entries that are skills of ESCO; None where there are none, so that nothing of ESCO is asked."""
    asked = [(address, number) for number, name in enumerate(ids) if (address := skill_address(name)) is not None]
    return Skills(asked, standards.esco) if asked else None
