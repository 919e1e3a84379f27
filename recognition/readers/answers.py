"""Answers to what no document shows: `schema: answers/1`, facts and any lists of a dossier, added to one.

What somebody answers is `stated` evidence; a file of answers cannot claim more than a dossier file can.
"""

from __future__ import annotations

from typing import Final

from recognition.foundations.problems import InvalidDocument, Place, Problem, UnknownFormat, quoted
from recognition.model.dossier import Dossier, Subject
from recognition.readers.door import kind_of, take
from recognition.readers.dossier_file import read_dossier
from recognition.readers.read import Source
from recognition.readers.tree import Node

SCHEMA: Final = "answers/1"


def read_answers(source: Source, *, subject: Subject = "person", name: str | None = None) -> Dossier:
    """A partial dossier of `subject`, to be merged behind the dossier that it completes.

    Raises ReadError with every fault placed; UnknownFormat where the file does not say `schema: answers/1`.
    """
    incoming = take(source, name=name)
    kind = kind_of(incoming)
    if kind == "json":
        from recognition.readers.json_loader import parse_json

        root = parse_json(incoming)
    elif kind == "yaml":
        from recognition.readers.yaml_loader import parse_yaml

        root = parse_yaml(incoming)
    else:
        raise UnknownFormat(Problem("unknown_format", "Answers are written in YAML or JSON.", Place(incoming.name)))
    return read_dossier(_as_dossier(root, subject, incoming.name), incoming.name)


def _as_dossier(root: Node, subject: Subject, document: str) -> Node:
    entries = root.value
    if not isinstance(entries, dict):
        place = Place(document, "/", root.line, root.column)
        raise UnknownFormat(
            Problem("unknown_format", "A file of answers is a mapping.", place, f"begin with 'schema: {SCHEMA}'")
        )
    schema = entries.get("schema")
    if schema is None or schema.value != SCHEMA:
        at = schema or root
        said = "no schema" if schema is None else f"the schema {quoted(schema.value, 30)}"
        place = Place(document, "/schema", at.line, at.column)
        raise UnknownFormat(
            Problem("unknown_format", f"A file of answers has {said}.", place, f"begin with 'schema: {SCHEMA}'")
        )
    stated = entries.get("subject")
    if stated is not None and stated.value != subject:
        place = Place(document, "/subject", stated.line, stated.column)
        raise InvalidDocument(
            Problem("wrong_subject", f"These answers are about another subject than a {subject}.", place)
        )
    renamed = {
        **entries,
        "schema": Node("dossier/1", schema.line, schema.column, schema.key_line, schema.key_column),
        "subject": Node(subject, root.line, root.column),
    }
    return Node(renamed, root.line, root.column)
