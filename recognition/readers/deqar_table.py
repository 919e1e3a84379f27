"""Reader of the CSV form of DEQAR reports: one report a line, what repeats in numbered columns (`programme[2].…`)."""

from __future__ import annotations

import re
from typing import Any, Final

from recognition.model.dossier import Dossier
from recognition.readers.deqar import Deqar
from recognition.readers.part import Part
from recognition.readers.reader import Reader
from recognition.readers.tree import Node

_STEP: Final = re.compile(r"([a-z_]+)(?:\[([0-9]{1,3})\])?", re.ASCII)
_PLURALS: Final = {"institution": "institutions", "programme": "programmes", "identifier": "identifiers"}
_COLUMNS: Final = frozenset({"agency", "valid_from", "date_format"})


def detects(root: Node) -> bool:
    """Whether the columns are those of a submission."""
    rows = root.value
    return (
        isinstance(rows, list) and bool(rows) and isinstance(rows[0].value, dict) and rows[0].value.keys() >= _COLUMNS
    )


def read_deqar_table(root: Node, document: str) -> Dossier:
    """The dossier of one table of reports."""
    assert isinstance(root.value, list)  # noqa: S101  (a table, as the loader makes it)
    values = Deqar(document)
    reports = [Part.at(_grouped(row), "report", f"/{number}") for number, row in enumerate(root.value)]
    for report in reports:
        for part in report.below():
            if part.is_leaf and part.raw is not None and part.raw != part.raw.strip():
                values.notice("space_around", "A cell has spaces around its value; they were left out.", part)
    if reports:
        values.notice("day_form_named", "The form of the days stands in a column of its own.", reports[0])
    return values.dossier(reports)


def _grouped(row: Node) -> Node:
    """The report as its JSON form has it."""
    report: dict[str, Any] = {}
    cells = row.value if isinstance(row.value, dict) else {}
    for column, cell in cells.items():
        _put(report, [_STEP.fullmatch(step) for step in column.split(".")], cell)
    return _node(report, row)


def _put(report: dict[str, Any], steps: list[re.Match[str] | None], cell: Node) -> None:
    """A cell at its place; a column of another form, or one that stands for two things at once, is left out."""
    here, name = report, ""
    for place, step in enumerate(steps):
        if step is None or (step.group(2) is None and place < len(steps) - 1):
            return
        name = step.group(1)
        if step.group(2) is not None:
            several = here.setdefault(_PLURALS.get(name, name), {})
            if not isinstance(several, dict):
                return
            here = several.setdefault(int(step.group(2)), {})
    here.setdefault(name, cell)


def _node(value: dict[Any, Any], row: Node) -> Node:
    found: dict[str, Node] = {}
    for name, inner in value.items():
        if isinstance(inner, Node):
            found[name] = inner
        else:
            found[name] = Node([_node(inner[number], row) for number in sorted(inner)], row.line, 1)
    return Node(found, row.line, 1)


READER: Final = Reader("DEQAR as CSV", detects, lambda root, document, trusted: read_deqar_table(root, document))
