"""Reading one file of a standard: its form, and what its form alone cannot show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from recognition.catalogue.list_table import WORDINGS, ListRow, ListTable
from recognition.foundations.bases import BASES, Basis, weakest
from recognition.foundations.days import Span
from recognition.foundations.problems import InvalidRuleset, MisuseError, Place, Problem, ReadError, nearest, quoted
from recognition.foundations.text import folded
from recognition.model.law import Source
from recognition.model.standard import Row, StandardList, StandardSources
from recognition.model.values import Day
from recognition.readers.door import take
from recognition.readers.tree import Node, place_of
from recognition.readers.validation import validate
from recognition.readers.yaml_loader import parse_yaml

SOURCES_FILE = "SOURCE.yaml"
Fault = tuple[str, str, tuple[str | int, ...], str | None]
"""Code, sentence, path in the file, hint."""
M = TypeVar("M", StandardList, StandardSources)


def read_sources(path: Path) -> Mapping[str, Source]:
    """The sources that rows of one folder may cite. Raises InvalidRuleset."""
    return _read(StandardSources, path)[0].sources


def shown(path: Path) -> str:
    """What problems call the file: `standards/<standard>/<list>.yaml`, never the machine's path."""
    return "/".join(path.parts[-3:])


def _read(model: type[M], path: Path) -> tuple[M, Node]:
    name = shown(path)
    try:
        node = parse_yaml(take(path, name=name), document=name)
    except (ReadError, MisuseError) as wrong:
        raise InvalidRuleset(wrong.problems) from None
    return validate(model, node, document=name, error=InvalidRuleset), node


def read_table(name: str, path: Path, sources: Mapping[str, Source]) -> ListTable:
    """The list in this file. Raises InvalidRuleset with every fault, each at its place."""
    written, node = _read(StandardList, path)
    problems = [
        Problem(code, sentence, _place(path, node, where, key=code == "undeclared_field"), hint)
        for code, sentence, where, hint in _faults(written, name, sources)
    ]
    if problems:
        raise InvalidRuleset(problems)
    known_from, known_to = _known(written)
    return ListTable(
        name, written.title, written.key, written.complete,
        known_from, known_to,
        tuple(_row(row, written.key, sources) for row in written.rows),
        written.checked,
        MappingProxyType({row.cite.source: sources[row.cite.source] for row in written.rows}),
        MappingProxyType(dict(written.fields)),
        written.note,
    )  # fmt: skip


def _faults(written: StandardList, name: str, sources: Mapping[str, Source]) -> Iterator[Fault]:
    """What a list says wrong although its form is right: code, sentence, path in the file, hint."""
    if written.id != name:
        yield "wrong_list_id", "The id is not the name of the folder and the file.", ("id",), f"write {name}"
    for number, row in enumerate(written.rows):
        here = ("rows", number)
        source = sources.get(row.cite.source)
        if source is None:
            sentence = f"The source {quoted(row.cite.source)} is not in {SOURCES_FILE}."
            yield "unknown_list_source", sentence, (*here, "cite"), nearest(row.cite.source, sources)
        elif BASES.index(_stated(row) or source.basis) < BASES.index(source.basis):
            sentence = f"The row is surer than its source, which is {source.basis}."
            yield "list_basis_raised", sentence, (*here, "cite"), "a row may lower the basis, never raise it"
        for field in row.fields:
            if field not in written.fields and field != "note":
                sentence = f"The field {quoted(field)} has no meaning given under 'fields'."
                yield "undeclared_field", sentence, (*here, field), nearest(field, written.fields)
        first, last = _span(row.from_), _span(row.until)
        if first and last and (first.low or 0) > (last.high or first.low or 0):
            yield "dates_crossed", "The row ends before it begins.", here, None


def _known(written: StandardList) -> tuple[int | None, int | None]:
    """A copy that does not say for which days it is right is so from the day it was read until it is due again."""
    known, checked = written.known, written.checked
    first = known.from_ or (checked.on if known.to is None else None)
    last = known.to or checked.next
    return None if first is None else first.span.low, last.span.high


def _row(row: Row, key: tuple[str, ...], sources: Mapping[str, Source]) -> ListRow:
    values = {name: _frozen(value) for name, value in row.fields.items()}
    names = [values[name] for name in WORDINGS if isinstance(values.get(name), str)]
    return ListRow(
        MappingProxyType({name: values[name] for name in key if name in values}),
        MappingProxyType({name: value for name, value in values.items() if name not in key}),
        _span(row.from_), _span(row.until), row.excluded,
        _stated(row) or sources[row.cite.source].basis, sources[row.cite.source], row.cite, row.aliases,
        frozenset(folded(wording) for wording in (*names, *row.aliases)),
    )  # fmt: skip


def _stated(row: Row) -> Basis | None:
    bases = [basis for basis in (row.basis, row.cite.basis) if basis is not None]
    return weakest(bases) if bases else None


def _span(day: Day | None) -> Span | None:
    return None if day is None or day.ongoing else day.span


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_frozen(one) for one in value)
    if isinstance(value, dict):
        return MappingProxyType({name: _frozen(one) for name, one in value.items()})
    return value


def _place(path: Path, node: Node, where: tuple[str | int, ...], *, key: bool) -> Place:
    line, column = place_of(node, where, key=key)
    return Place(shown(path), "".join(f"/{step}" for step in where), line, column)
