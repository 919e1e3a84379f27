"""A parsed XML element with the path that leads to it, by local names: course formats mix namespaces freely."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from recognition.readers.elmo_shape import LANG, Element
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


class Spot(NamedTuple):
    """An element and where it stands."""

    element: Element
    path: str

    @classmethod
    def root(cls, element: Element) -> Spot:
        """The document's root."""
        return cls(element, f"/{local(element.tag)}")

    @property
    def name(self) -> str:
        """Its name without namespace."""
        return local(self.element.tag)

    @property
    def line(self) -> int | None:
        """The line on which it begins."""
        return self.element.sourceline

    @property
    def text(self) -> str | None:
        """All its text in normal form, None where there is none."""
        return text_of(self.element)

    def get(self, *attributes: str) -> str | None:
        """The first of these attributes that is there and not blank."""
        for name in attributes:
            value = self.element.get(name)
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
        return next((value for name in _LANGUAGES if (value := self.element.get(name)) is not None), None)

    def kids(self, *names: str) -> list[Spot]:
        """The children of these names, in the order of the document; all children where no name is given."""
        numbers: dict[str, int] = {}
        found = []
        for child in self.element:
            name = local(child.tag)
            if not names or name in names:
                numbers[name] = numbers.get(name, 0) + 1
                found.append(Spot(child, f"{self.path}/{name}[{numbers[name]}]"))
        return found

    def parts(self) -> dict[str, list[Spot]]:
        """All children by name, in one pass."""
        found: dict[str, list[Spot]] = {}
        for child in self.element:
            name = local(child.tag)
            same = found.setdefault(name, [])
            same.append(Spot(child, f"{self.path}/{name}[{len(same) + 1}]"))
        return found

    def kid(self, *steps: str) -> Spot | None:
        """The first child of the first name, of that the first of the second …; None where one is missing."""
        here: Spot | None = self
        for step in steps:
            if here is None:
                return None
            here = next(iter(here.kids(step)), None)
        return here

    def below(self, *steps: str) -> list[Spot]:
        """All elements that these steps lead to."""
        level = [self]
        for step in steps:
            level = [kid for spot in level for kid in spot.kids(step)]
        return level
