"""The ids by which a module speaks of the subjects, areas and competences of a list.

A module that names only ids of other vocabularies (areas of a national ordinance, an institute's own codes) says
nothing of the list asked: it may teach any of it, and no gap follows from what it names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from recognition.catalogue.esco import skill_address
from recognition.catalogue.list_table import ListTable
from recognition.engine.case import Case
from recognition.engine.lists import Prepared
from recognition.model.requirements import Coverage

if TYPE_CHECKING:
    from recognition.catalogue.standards import Standards


class Vocabulary:
    """Ids of the lists that a ruleset holds programmes against, of their standard, and every skill of ESCO."""

    def __init__(self, near: Iterable[ListTable], standard: str, standards: Standards) -> None:
        self._near = frozenset(_ids(near))
        self._standard = standard
        self._standards = standards

    def has(self, id: object) -> bool:
        """Whether a module that names this id tells by it which entries of the list it teaches and which not."""
        return id in self._near or skill_address(str(id)) is not None or id in self._of_the_standard

    @cached_property
    def _of_the_standard(self) -> frozenset[object]:
        """Read only where an id is in no list of the ruleset, for a standard may hold many lists."""
        names = (name for name in self._standards.names() if name.partition(".")[0] == self._standard)
        return frozenset(_ids(map(self._standards.table, names)))


def vocabulary(listing: Prepared, case: Case) -> Vocabulary:
    """The vocabulary of a list in the ruleset of the case."""
    names = {one.entries for one in case.ruleset.requirements.values() if isinstance(one, Coverage)}
    near = [case.listing(name).table for name in sorted(names)]
    return Vocabulary([listing.table, *near], listing.table.name.partition(".")[0], case.standards)


def _ids(tables: Iterable[ListTable]) -> Iterator[object]:
    return (row.key.get(table.key[0]) for table in tables for row in table.rows)
