"""Tables in CSV as a list of mappings, each cell with its line. Every cell is text; an empty cell is left out."""

from __future__ import annotations

import csv
import re

from recognition.foundations.problems import InvalidDocument, Place, Problem, UnsafeDocument
from recognition.readers.door import Incoming, text_of
from recognition.readers.limits import LIMITS
from recognition.readers.tree import Node

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def parse_csv(source: Incoming) -> Node:
    """Read one table whose first line names the columns; commas or semicolons stand between cells.

    Raises InvalidDocument (`not_well_formed`, `duplicate_key`, `empty`) with the line, UnsafeDocument
    (`too_many_nodes`, `name_too_long`, `too_large`).
    """
    text = text_of(source).removeprefix("\ufeff")
    if match := _CONTROL.search(text):
        line = text.count("\n", 0, match.start()) + 1
        raise _fault("not_well_formed", "A control character stands in the table.", source, line)
    head = text.partition("\n")[0]
    reader = csv.reader(text.splitlines(keepends=True), delimiter=";" if ";" in head else ",", strict=True)
    rows: list[Node] = []
    cells = 0
    try:
        columns = [name.strip() for name in next(reader, [])]
        if not any(columns):
            raise _fault("empty", "The table names no column.", source, 1)
        if any(len(name) > LIMITS.name_characters for name in columns):
            raise UnsafeDocument(Problem("name_too_long", "A column has too long a name.", Place(source.name, line=1)))
        named = [name for name in columns if name]
        if len(set(named)) != len(named):
            raise _fault("duplicate_key", "A column stands twice in the table.", source, 1)
        line = reader.line_num + 1
        for row in reader:
            if len(row) > len(columns):
                raise _fault("not_well_formed", "A record has more cells than there are columns.", source, line)
            found = {
                name: Node(cell, line, 1) for name, cell in zip(columns, row, strict=False) if name and cell.strip()
            }
            cells += len(found) + 1
            if cells > LIMITS.nodes:
                sentence = f"The table has more than {LIMITS.nodes:,} cells."
                raise UnsafeDocument(Problem("too_many_nodes", sentence, Place(source.name, line=line)))
            if found:
                rows.append(Node(found, line, 1))
            line = reader.line_num + 1
    except csv.Error:
        raise _fault("not_well_formed", "The line is not CSV.", source, reader.line_num or 1) from None
    return Node(rows, 1, 1)


def _fault(code: str, sentence: str, source: Incoming, line: int) -> InvalidDocument:
    return InvalidDocument(Problem(code, sentence, Place(source.name, line=line)))
