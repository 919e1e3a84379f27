"""A place in a document with what stands there, the same for XML and JSON: formats that come in both need one mapping.

Names are compared without namespace and without case: `learnerinfo` writes in lower case what its successor writes with
capitals. A list of JSON is what repeated elements are in XML.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from recognition.readers.elmo_values import text_of
from recognition.readers.tree import Node

_NO_PARTS: Final[list[Any]] = []


class Part:
    """An element or a JSON value. `path` is a path of local names, or a JSON pointer."""

    __slots__ = ("_kids", "_source", "line", "name", "path")

    def __init__(self, source: Any, name: str, path: str) -> None:
        self._source: Final = source
        self.name: Final = name
        self.path: Final = path
        self.line: Final[int | None] = source.line if isinstance(source, Node) else source.sourceline
        self._kids: dict[str, list[Part]] | None = None

    @classmethod
    def root(cls, source: Any) -> Part:
        """The whole document."""
        if isinstance(source, Node):
            return cls(source, "", "")
        name = _local(source.tag)
        return cls(source, name, f"/{name}")

    @property
    def namespace(self) -> str:
        """The namespace of an element; empty where it has none, and in JSON."""
        tag = "" if isinstance(self._source, Node) else self._source.tag
        return tag[1:].partition("}")[0] if tag[:1] == "{" else ""

    @property
    def source(self) -> Any:
        """The element or node itself."""
        return self._source

    @property
    def raw(self) -> str | None:
        """The text exactly as written."""
        if isinstance(self._source, Node):
            return _spelt(self._source.value)
        return "".join(self._source.itertext()) or None

    @property
    def text(self) -> str | None:
        """The text in normal form, None where there is none."""
        if not isinstance(self._source, Node):
            return text_of(self._source)
        raw = self.raw
        return " ".join(raw.split()) or None if raw else None

    def attribute(self, name: str) -> str | None:
        """An attribute by its local name; in JSON there is none."""
        if isinstance(self._source, Node):
            return None
        return next((value for key, value in self._source.attrib.items() if _local(key) == name), None)

    @property
    def is_leaf(self) -> bool:
        """Whether nothing stands in it but text."""
        return not (self._kids if self._kids is not None else self._group())

    def kids(self, *names: str) -> list[Part]:
        """The children of these names, in the order of the names."""
        known = self._kids if self._kids is not None else self._group()
        if len(names) == 1:
            return known.get(names[0].lower(), _NO_PARTS)
        return [kid for name in names for kid in known.get(name.lower(), _NO_PARTS)]

    def every_kid(self) -> list[Part]:
        """All children, those of one name together."""
        known = self._kids if self._kids is not None else self._group()
        return [kid for kids in known.values() for kid in kids]

    def kid(self, *steps: str) -> Part | None:
        """The first child of the first name, of that the first of the second …; None where one is missing."""
        here: Part | None = self
        for step in steps:
            if here is None or not (found := here.kids(step)):
                return None
            here = found[0]
        return here

    def listed(self, name: str) -> list[Part]:
        """What stands in a list element of its own (`EducationList/Education`) or directly."""
        return [kid for outer in self.kids(f"{name}List") for kid in outer.kids(name)] or self.kids(name)

    def below(self) -> Iterator[Part]:
        """The part and everything in it, in the order of the document."""
        waiting = [self]
        while waiting:
            part = waiting.pop()
            yield part
            known = part._kids if part._kids is not None else part._group()
            waiting.extend(reversed([kid for kids in known.values() for kid in kids]))

    def _group(self) -> dict[str, list[Part]]:
        found: dict[str, list[Part]] = {}
        if isinstance(self._source, Node):
            if isinstance(self._source.value, dict):
                for key, node in self._source.value.items():
                    path = f"{self.path}/{key.replace('~', '~0').replace('/', '~1')}"
                    found.setdefault(key.lower(), []).extend(_flat(node, key, path))
        else:
            for child in self._source:
                name = _local(child.tag)
                same = found.setdefault(name.lower(), [])
                same.append(Part(child, name, f"{self.path}/{name}[{len(same) + 1}]"))
        self._kids = found
        return found


def _flat(node: Node, key: str, path: str) -> Iterator[Part]:
    if isinstance(node.value, list):
        for index, item in enumerate(node.value):
            yield from _flat(item, key, f"{path}/{index}")
    elif node.value is not None:
        yield Part(node, key, path)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _spelt(value: Any) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value) if isinstance(value, int) else None
