"""The JSON form of ELMO, as contact points write it: the XML's tree with lists and nulls (formats.md sections 2 and 5).

The tree is turned into elements again, so that one mapping serves both forms; places stay those of the JSON file.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from recognition.model.dossier import Dossier
from recognition.readers.elmo_shape import JSON_SHAPES, LANG
from recognition.readers.elmo_transcript import ElmoTranscript
from recognition.readers.reader import Reader
from recognition.readers.tree import Lines, Node, Scalar, item_lines, unplaced

_WITH_PARTS: Final = frozenset({"credit", "level", "academicTerm", "learningOpportunitySpecification"})
"""Elements that have a child of the name `value` or `type`; elsewhere those are the text and an attribute."""
_ATTRIBUTES: Final = {"type": "type", "lang": LANG, "dtf": "dtf", "localId": "localId"}
_OF_TEXTS: Final = frozenset({*_ATTRIBUTES, "value"})


class JsonElement:
    """An element made of a JSON value, with the line where it stands."""

    __slots__ = ("_attributes", "_children", "sourceline", "tag", "text")

    def __init__(
        self, tag: str, text: str | None, line: int | None, attributes: dict[str, str], children: list[JsonElement]
    ) -> None:
        self.tag = tag
        self.text = text
        self.sourceline: int | None = line
        self._attributes = attributes
        self._children = children

    def get(self, key: str, /) -> str | None:
        """An attribute, None where it is not stated."""
        return self._attributes.get(key)

    def __iter__(self) -> Iterator[JsonElement]:
        return iter(self._children)

    def __len__(self) -> int:
        return len(self._children)

    def itertext(self) -> Iterator[str]:
        """The text of the element and of all below it."""
        if self.text:
            yield self.text
        for child in self._children:
            yield from child.itertext()


def detects(root: Node) -> bool:
    """Whether a JSON value is an ELMO document: reports with issuers, with or without `elmo` around them."""
    found = _body(root)
    return found is not None and "report" in found and ("learner" in found or "generatedDate" in found)


def read_elmo_json(root: Node, document: str) -> Dossier:
    """The dossier of one transcript. Raises InvalidDocument `invalid_value` for credits that cannot be a number."""
    body = _body(root) or {}
    element = JsonElement(
        "elmo", None, root.line, {}, [child for key, node in body.items() for child in _elements(key, *unplaced(node))]
    )
    return ElmoTranscript(document, JSON_SHAPES, pointer=True).dossier(element)


READER: Final = Reader("EMREX ELMO as JSON", detects, lambda root, document, trusted: read_elmo_json(root, document))


def _body(root: Node) -> dict[str, Node] | None:
    value = root.value
    if isinstance(value, dict) and set(value) == {"elmo"}:
        value = value["elmo"].value
    return value if isinstance(value, dict) else None


def _elements(tag: str, value: Any, lines: Lines) -> list[JsonElement]:
    if isinstance(value, dict):
        return [_element(tag, value, lines)]
    if isinstance(value, list):
        below = zip(value, item_lines(value, lines), strict=True)
        return [element for item, line in below for element in _elements(tag, item, line)]
    return [] if value is None else [JsonElement(tag, _text(value), _line(lines), {}, [])]


def _element(tag: str, entries: dict[str, Any], lines: Lines) -> JsonElement:
    attributes: dict[str, str] = {}
    children: list[JsonElement] = []
    text: str | None = None
    with_parts = tag in _WITH_PARTS
    for (key, value), line in zip(entries.items(), item_lines(entries, lines), strict=True):
        if value is None:
            continue
        if isinstance(value, (dict, list)):
            children += _elements(key, value, line)
        elif with_parts or key not in _OF_TEXTS:
            children.append(JsonElement(key, _text(value), _line(line), {}, []))
        elif key == "value":
            text = _text(value)
        else:
            attributes[_ATTRIBUTES[key]] = _text(value) or ""
    return JsonElement(tag, text, _line(lines), attributes, children)


def _line(lines: Lines) -> int | None:
    return lines if isinstance(lines, int) else lines[0]


def _text(value: Scalar) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value, "f") if isinstance(value, Decimal) else None if value is None else str(value)
