"""A place in a document with what stands there, the same for XML and JSON: formats that come in both need one mapping.

Names are compared without namespace and without case: `learnerinfo` writes in lower case what its successor writes with
capitals. A list of JSON is what repeated elements are in XML.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from recognition.readers.elmo_values import text_of
from recognition.readers.tree import Lines, Node, item_lines, unplaced

_NO_PARTS: Final[list[Any]] = []
_MOST_NAMES: Final = 2_000


class _Names(dict[str, tuple[str, str]]):
    """The local name of a tag, and the same in lower case."""

    def __missing__(self, tag: str) -> tuple[str, str]:
        name = tag.rpartition("}")[2]
        if len(self) < _MOST_NAMES:
            self[tag] = (name, name.lower())
        return name, name.lower()


class _Keys(dict[str, tuple[str, str]]):
    """A key in lower case, and as a step of a JSON pointer."""

    def __missing__(self, key: str) -> tuple[str, str]:
        found = key.lower(), f"/{key.replace('~', '~0').replace('/', '~1')}"
        if len(self) < _MOST_NAMES:
            self[key] = found
        return found


class Part(ABC):
    """An element or a JSON value. `path` is a path of local names, or a JSON pointer."""

    __slots__ = ("_kids", "_path", "_step", "_up", "name", "source")

    name: str
    source: Any
    """The element, or the plain value of JSON."""
    _up: Part | None
    _step: str | int
    _path: str | None
    _kids: dict[str, list[Part]] | None

    @staticmethod
    def root(source: Any) -> Part:
        """The whole document."""
        if isinstance(source, Node):
            return Part.at(source, "", "")
        name = _NAMES[source.tag][0]
        return Part.at(source, name, f"/{name}")

    @staticmethod
    def at(source: Any, name: str, path: str) -> Part:
        """A part that was reached by another way than from above, at a path that is known."""
        if isinstance(source, Node):
            return ValuePart(*unplaced(source), name, None, path)
        return ElementPart(source, name, None, path)

    @property
    def path(self) -> str:
        """The path that leads here, put together when it is asked for."""
        if self._path is None:
            above = self._up.path if self._up is not None else ""
            step = self._step
            self._path = f"{above}/{self.name}[{step}]" if isinstance(step, int) else f"{above}{step}"
        return self._path

    @property
    @abstractmethod
    def line(self) -> int | None:
        """The line on which it begins."""

    @property
    def namespace(self) -> str:
        """The namespace of an element; empty where it has none, and in JSON."""
        return ""

    @property
    @abstractmethod
    def raw(self) -> str | None:
        """The text exactly as written."""

    @property
    @abstractmethod
    def text(self) -> str | None:
        """The text in normal form, None where there is none."""

    def attribute(self, name: str) -> str | None:
        """An attribute by its local name; in JSON there is none."""
        return None

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

    @abstractmethod
    def holds(self, text: str) -> bool:
        """Whether this text may stand somewhere below; never false for one that does."""

    def below(self) -> Iterator[Part]:
        """The part and everything in it, in the order of the document."""
        waiting = [self]
        while waiting:
            part = waiting.pop()
            yield part
            known = part._kids if part._kids is not None else part._group()
            waiting.extend(reversed([kid for kids in known.values() for kid in kids]))

    @abstractmethod
    def _group(self) -> dict[str, list[Part]]:
        """The children by name in lower case; remembered in `_kids`."""


class ElementPart(Part):
    """An element of XML."""

    __slots__ = ()

    def __init__(self, source: Any, name: str, up: Part | None, step: str | int) -> None:
        self.source = source
        self.name = name
        self._up = up
        self._step = step
        self._path = None
        self._kids = None

    @property
    def line(self) -> int | None:
        """The line on which it begins."""
        line: int | None = self.source.sourceline
        return line

    @property
    def namespace(self) -> str:
        """The namespace of the element; empty where it has none."""
        tag: str = self.source.tag
        return tag[1:].partition("}")[0] if tag[:1] == "{" else ""

    @property
    def raw(self) -> str | None:
        """The text exactly as written."""
        source = self.source
        return ("".join(source.itertext()) if len(source) else source.text) or None

    @property
    def text(self) -> str | None:
        """The text in normal form, None where there is none."""
        return text_of(self.source)

    def attribute(self, name: str) -> str | None:
        """An attribute by its local name."""
        source = self.source
        plain: str | None = source.get(name)
        if plain is not None:
            return plain
        return next((source.get(key) for key in source.attrib if _NAMES[key][0] == name), None)

    def holds(self, text: str) -> bool:
        """Whether this text stands somewhere below."""
        return text in "".join(self.source.itertext())

    def _group(self) -> dict[str, list[Part]]:
        found: dict[str, list[Part]] = {}
        for child in self.source:
            name, lower = _NAMES[child.tag]
            same = found.get(lower)
            if same is None:
                found[lower] = [ElementPart(child, name, self, 1)]
            else:
                same.append(ElementPart(child, name, self, len(same) + 1))
        self._kids = found
        return found


class ValuePart(Part):
    """A value of JSON."""

    __slots__ = ("_lines",)

    def __init__(self, source: Any, lines: Lines, name: str, up: Part | None, step: str | int) -> None:
        self.source = source
        self._lines = lines
        self.name = name
        self._up = up
        self._step = step
        self._path = None
        self._kids = None

    @property
    def line(self) -> int | None:
        """The line on which it begins."""
        lines = self._lines
        return lines[0] if isinstance(lines, list) else lines

    @property
    def raw(self) -> str | None:
        """The text exactly as written."""
        source = self.source
        return source if isinstance(source, str) else _spelt(source)

    @property
    def text(self) -> str | None:
        """The text in normal form, None where there is none."""
        source = self.source
        raw = source if isinstance(source, str) else _spelt(source)
        return " ".join(raw.split()) or None if raw else None

    def holds(self, text: str) -> bool:
        """Whether this text may stand somewhere below: it is not looked for."""
        return True

    def _group(self) -> dict[str, list[Part]]:
        found: dict[str, list[Part]] = {}
        source, lines = self.source, self._lines
        if type(source) is dict:
            for (key, item), line in zip(source.items(), item_lines(source, lines), strict=True):
                lower, step = _KEYS[key]
                parts: list[Part]
                if type(item) is list:
                    parts = list(self._flat(item, line, key, step))
                elif item is None:
                    parts = []
                else:
                    parts = [ValuePart(item, line, key, self, step)]
                if lower in found:
                    found[lower] += parts
                else:
                    found[lower] = parts
        self._kids = found
        return found

    def _flat(self, items: list[Any], lines: Lines, key: str, step: str) -> Iterator[Part]:
        for index, (item, line) in enumerate(zip(items, item_lines(items, lines), strict=True)):
            if type(item) is list:
                yield from self._flat(item, line, key, f"{step}/{index}")
            elif item is not None:
                yield ValuePart(item, line, key, self, f"{step}/{index}")


def _spelt(value: Any) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value) if isinstance(value, int) else None


_NAMES: Final = _Names()
_KEYS: Final = _Keys()
