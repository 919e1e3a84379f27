"""A parsed XML element with the path that leads to it, by local names: course formats mix namespaces freely."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from recognition.readers.elmo_shape import LANG
from recognition.readers.elmo_values import text_of

_LANGUAGES: Final = (LANG, "lang", "language")
_TYPE: Final = "{http://www.w3.org/2001/XMLSchema-instance}type"


@lru_cache(maxsize=2_000)
def local(tag: str) -> str:
    """A tag without its namespace."""
    return tag.rpartition("}")[2]


def namespace(tag: str) -> str:
    """The namespace of a tag, empty where it has none."""
    return tag[1:].partition("}")[0] if tag[:1] == "{" else ""


class Spot:
    """An element and where it stands. Two are equal if they are the same element."""

    __slots__ = ("_by_name", "_kids", "_path", "_step", "_up", "element", "name")

    def __init__(self, element: Any, name: str, up: Spot | None, step: str | int) -> None:
        self.element: Final = element
        self.name: Final = name
        self._up: Final = up
        self._step: Final = step
        self._path: str | None = None
        self._kids: list[Spot] | None = None
        self._by_name: dict[str, list[Spot]] = {}

    @classmethod
    def root(cls, element: Any) -> Spot:
        """The document's root."""
        name = local(element.tag)
        return cls(element, name, None, f"/{name}")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Spot) and other.element is self.element

    def __hash__(self) -> int:
        return hash(self.element)

    @property
    def path(self) -> str:
        """The path of local names that leads here, put together when it is asked for."""
        if self._path is None:
            above = self._up.path if self._up is not None else ""
            self._path = f"{above}/{self.name}[{self._step}]" if isinstance(self._step, int) else self._step
        return self._path

    @property
    def line(self) -> int | None:
        """The line on which it begins."""
        line: int | None = self.element.sourceline
        return line

    @property
    def text(self) -> str | None:
        """All its text in normal form, None where there is none."""
        return text_of(self.element)

    def get(self, *attributes: str) -> str | None:
        """The first of these attributes that is there and not blank."""
        for name in attributes:
            value: str | None = self.element.get(name)
            if value is not None and (value := value.strip()):
                return value
        return None

    @property
    def type(self) -> str:
        """What `xsi:type` names, without its prefix; empty where it names nothing."""
        return (self.element.get(_TYPE) or "").rpartition(":")[2]

    @property
    def tag(self) -> str | None:
        """The language that the element names for its text."""
        for name in _LANGUAGES:
            value: str | None = self.element.get(name)
            if value is not None:
                return value
        return None

    def kids(self, *names: str) -> list[Spot]:
        """The children of these names, in the order of the document; all children where no name is given."""
        kids = self._kids if self._kids is not None else self._children()
        if len(names) == 1:
            return self._by_name.get(names[0], _NONE)
        return [kid for kid in kids if kid.name in names] if names else kids

    def parts(self) -> dict[str, list[Spot]]:
        """All children by name."""
        if self._kids is None:
            self._children()
        return self._by_name

    def kid(self, *steps: str) -> Spot | None:
        """The first child of the first name, of that the first of the second …; None where one is missing."""
        here = self
        for step in steps:
            found = here.kids(step)
            if not found:
                return None
            here = found[0]
        return here

    def below(self, *steps: str) -> list[Spot]:
        """All elements that these steps lead to."""
        level = [self]
        for step in steps:
            level = [kid for spot in level for kid in spot.kids(step)]
        return level

    def _children(self) -> list[Spot]:
        self._kids = []
        for child in self.element:
            name = local(child.tag)
            same = self._by_name.setdefault(name, [])
            kid = Spot(child, name, self, len(same) + 1)
            same.append(kid)
            self._kids.append(kid)
        return self._kids


_NONE: Final[list[Spot]] = []
