"""Our own dossier format, `schema: dossier/1`, in YAML and JSON: reading with every fault placed, and writing.

A file is what its author states. It may claim at most `document` strength for its items: stronger evidence comes from
signatures that we verify, never from a word in a file.
"""

from __future__ import annotations

from typing import Any, Final, TypeVar

from recognition.foundations.bases import at_least_as_strong
from recognition.foundations.problems import InvalidDocument, Place, Problem, nearest, quoted
from recognition.model.dossier import ITEM_KINDS, STATED_PARTS, Dossier
from recognition.model.evidence import Item, Origin, Qualification, Written
from recognition.readers.notices import Notices
from recognition.readers.reader import Reader
from recognition.readers.tree import Node
from recognition.readers.validation import validate

SCHEMA: Final = "dossier/1"
SUBJECT_PARTS: Final = ("person", "curriculum", "partnership")

_I = TypeVar("_I", bound=Item)


def detects(root: Node) -> bool:
    """Whether a tree says that it is a dossier: by its schema, or, without one, by its subject."""
    value = root.value
    if not isinstance(value, dict):
        return False
    schema = value.get("schema")
    return "subject" in value if schema is None else isinstance(schema.value, str)


def read_dossier(root: Node, document: str, trusted: bool = False) -> Dossier:
    """The dossier of a file. Raises InvalidDocument with line, column and nearest word for everything wrong in it."""
    _check_schema(root, document)
    found = validate(Dossier, root, document=document)
    _check_subject(found, root, document)
    notices = Notices(document)
    marked = _Marked(document, notices, trusted)
    entries = _entries(root)
    changes: dict[str, Any] = {
        kind: tuple(
            marked.item(item, node, f"/{kind}/{index}")
            for index, (item, node) in enumerate(zip(getattr(found, kind), _list(entries[kind]), strict=True))
        )
        for kind in ITEM_KINDS
        if getattr(found, kind)
    }
    if found.person is not None and found.person.origin is None:
        changes["person"] = found.person.model_copy(update={"origin": marked.origin(entries["person"], "/person")})
    stated = {
        f"{part}.{name}": Origin(document=document, path=f"/{part}/{name}", line=node.line)
        for part in STATED_PARTS
        if getattr(found, part)
        for name, node in _entries(entries[part]).items()
    }
    if stated:
        changes["origins"] = {**stated, **found.origins}
    return found.model_copy(update=changes).with_problems((*found.problems, *notices.problems()))


READER: Final = Reader("dossier (schema: dossier/1)", detects, read_dossier)


def _check_schema(root: Node, document: str) -> None:
    schema = _entries(root).get("schema")
    if schema is None:
        place = Place(document, "/", root.line, root.column)
        raise InvalidDocument(
            Problem("missing_key", "The key 'schema' is missing.", place, f"begin with 'schema: {SCHEMA}'")
        )
    if schema.value != SCHEMA:
        place = Place(document, "/schema", schema.line, schema.column)
        hint = nearest(str(schema.value), (SCHEMA,)) or f"a dossier says '{SCHEMA}'"
        sentence = f"The schema {quoted(schema.value, 30)} is not known here."
        if schema.value == "answers/1":
            sentence = "This is a file of answers: it completes a dossier and is none by itself."
            hint = "give it beside a dossier: recognition check FILE --answers ANSWERS"
        raise InvalidDocument(Problem("unknown_word", sentence, place, hint))


def _check_subject(found: Dossier, root: Node, document: str) -> None:
    """A dossier has one subject: what describes another one would be read by nobody."""
    entries = _entries(root)
    wrong = [
        Problem(
            "wrong_subject",
            f"A dossier of a {found.subject} has no {quoted(part)}.",
            Place(document, f"/{part}", node.key_line, node.key_column),
            f"write 'subject: {part}', or remove it",
        )
        for part in SUBJECT_PARTS
        if part != found.subject and (node := entries.get(part)) is not None and getattr(found, part) is not None
    ]
    if wrong:
        raise InvalidDocument(wrong)


class _Marked:
    """Gives items the place where they stand, and caps the strength that they claim."""

    def __init__(self, document: str, notices: Notices, trusted: bool) -> None:
        self.document = document
        self.notices = notices
        self.trusted = trusted

    def item(self, item: _I, node: Node, path: str) -> _I:
        changes: dict[str, Any] = {}
        if item.origin is None:
            changes["origin"] = self.origin(node, path)
        if not self.trusted and at_least_as_strong(item.strength, "signed"):
            sentence = "A file cannot make its own evidence stronger than a document; it counts as one."
            strength = _entries(node)["strength"]
            self.notices.add("strength_claimed", sentence, f"{path}/strength", strength.line, "warning")
            changes["strength"] = "document"
        if isinstance(item, Qualification) and item.modules:
            nodes = _list(_entries(node)["modules"])
            changes["modules"] = tuple(
                self.item(module, below, f"{path}/modules/{index}")
                for index, (module, below) in enumerate(zip(item.modules, nodes, strict=True))
            )
        return item.model_copy(update=changes) if changes else item

    def origin(self, node: Node, path: str) -> Origin:
        values = {
            key: Written(
                f"{path}/{key}", entry.line, None if isinstance(entry.value, (dict, list)) else _raw(entry.value)
            )
            for key, entry in _entries(node).items()
            if key not in ("id", "modules", "strength", "note", "raw")
        }
        return Origin(document=self.document, path=path, line=node.line, values=values)


def _raw(value: object) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)


def _entries(node: Node) -> dict[str, Node]:
    return node.value if isinstance(node.value, dict) else {}


def _list(node: Node) -> list[Node]:
    return node.value if isinstance(node.value, list) else []
