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
_MOST_NAMES: Final = 2_000


class _Names(dict[str, tuple[str, str]]):
    """The local name of a tag, and the same in lower case."""

    def __missing__(self, tag: str) -> tuple[str, str]:
        name = tag.rpartition("}")[2]
        if len(self) < _MOST_NAMES:
            self[tag] = (name, name.lower())
        return name, name.lower()


class Part:
    """An element or a JSON value. `path` is a path of local names, or a JSON pointer."""

    __slots__ = ("_kids", "_path", "_source", "_step", "_up", "name")

    def __init__(self, source: Any, name: str, up: Part | None, step: str | int) -> None:
        self._source: Final = source
        self.name: Final = name
        self._up: Final = up
        self._step: Final = step
        self._path: str | None = None
        self._kids: dict[str, list[Part]] | None = None

    @classmethod
    def root(cls, source: Any) -> Part:
        """The whole document."""
        if isinstance(source, Node):
            return cls(source, "", None, "")
        name = _NAMES[source.tag][0]
        return cls(source, name, None, f"/{name}")

    @classmethod
    def at(cls, source: Any, name: str, path: str) -> Part:
        """A part that was reached by another way than from above, at a path that is known."""
        return cls(source, name, None, path)

    @property
    def path(self) -> str:
        """The path that leads here, put together when it is asked for."""
        if self._path is None:
            above = self._up.path if self._up is not None else ""
            step = self._step
            self._path = f"{above}/{self.name}[{step}]" if isinstance(step, int) else f"{above}{step}"
        return self._path

    @property
    def line(self) -> int | None:
        """The line on which it begins."""
        source = self._source
        return source.line if isinstance(source, Node) else source.sourceline

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
        source = self._source
        if isinstance(source, Node):
            return _spelt(source.value)
        return ("".join(source.itertext()) if len(source) else source.text) or None

    @property
    def text(self) -> str | None:
        """The text in normal form, None where there is none."""
        source = self._source
        if not isinstance(source, Node):
            return text_of(source)
        raw = _spelt(source.value)
        return " ".join(raw.split()) or None if raw else None

    def attribute(self, name: str) -> str | None:
        """An attribute by its local name; in JSON there is none."""
        source = self._source
        if isinstance(source, Node):
            return None
        plain: str | None = source.get(name)
        if plain is not None:
            return plain
        return next((source.get(key) for key in source.attrib if _NAMES[key][0] == name), None)

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
        here = self
        for step in steps:
            known = here._kids if here._kids is not None else here._group()
            found = known.get(step.lower())
            if not found:
                return None
            here = found[0]
        return here

    def listed(self, name: str) -> list[Part]:
        """What stands in a list element of its own (`EducationList/Education`) or directly."""
        return [kid for outer in self.kids(f"{name}List") for kid in outer.kids(name)] or self.kids(name)

    def holds(self, text: str) -> bool:
        """Whether this text may stand somewhere below; never false for one that does."""
        return isinstance(self._source, Node) or text in "".join(self._source.itertext())

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
        source = self._source
        if not isinstance(source, Node):
            for child in source:
                name, lower = _NAMES[child.tag]
                same = found.get(lower)
                if same is None:
                    found[lower] = [Part(child, name, self, 1)]
                else:
                    same.append(Part(child, name, self, len(same) + 1))
        elif isinstance(source.value, dict):
            for key, node in source.value.items():
                step = f"/{key.replace('~', '~0').replace('/', '~1')}"
                found.setdefault(key.lower(), []).extend(self._flat(node, key, step))
        self._kids = found
        return found

    def _flat(self, node: Node, key: str, step: str) -> Iterator[Part]:
        if isinstance(node.value, list):
            for index, item in enumerate(node.value):
                yield from self._flat(item, key, f"{step}/{index}")
        elif node.value is not None:
            yield Part(node, key, self, step)


def _spelt(value: Any) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value) if isinstance(value, int) else None


_NAMES: Final = _Names()
