"""Lists of the standards, as far as a check asks for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from recognition.catalogue.scope import Scope
from recognition.foundations.problems import RecognitionError

if TYPE_CHECKING:
    from recognition.catalogue.standards import ListTable

AUTHORITIES = "authorities.all"


def table_of(scope: Scope, name: str) -> ListTable | None:
    """The list; None where there is none of that name, or where lists are not looked up."""
    if scope.standards is None:
        return None
    try:
        return scope.standards.table(name)
    except RecognitionError:
        return None


def list_names(scope: Scope) -> Iterable[str]:
    """Names of all lists."""
    return scope.standards.names() if scope.standards is not None else ()


def fields_of(table: ListTable) -> frozenset[str]:
    """Key attributes and other fields that rows of the list may have."""
    written = {name for row in table.rows for name in row.fields}
    return frozenset({*table.key, *table.meanings, *written, "from", "until"})
