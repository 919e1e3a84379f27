"""What stands elsewhere in a document and is named by its identifier: `idref` in XML, a bare `id` in JSON-LD."""

from __future__ import annotations

from typing import Any, Final

from recognition.readers.part import Part, ValuePart
from recognition.readers.tree import Lines, Node, unplaced

_ID: Final = "id"
_CONTAINERS: Final = (dict, list)
_CONCEPTS: Final = ("Concept", "ConceptScheme")
_LEAST: Final = 2
"""An object of no more than id and type names another and says nothing itself."""


_Steps = tuple[Any, str] | None
"""The way from the root: what is above, and the last step."""


class References:
    """Where each identifier is defined; the first definition of the document counts.

    `repeated` counts what is written out again, `dangling` are references to nothing, `spaced` the elements whose
    address has a space around it, `notes` the texts in words of JSON-LD.
    """

    def __init__(self, root: Any, path: str = "") -> None:
        self._elements: dict[str, Any] = {}
        self._values: dict[str, tuple[dict[str, Any], Lines, _Steps]] = {}
        self._parts: dict[str, Part] = {}
        self._base: Final = path
        self.dangling: list[Part] = []
        self.spaced: list[Any] = []
        self.notes: list[Part] = []
        self.repeated = 0
        if isinstance(root, Node):
            self._index_values(*unplaced(root))
        else:
            self._index_elements(root)

    def followed(self, part: Part) -> Part:
        """The part that another names, or the part itself where it names nothing that is in the document."""
        source = part.source
        if isinstance(part, ValuePart):
            name = _named(source)
            if name is None or name not in self._values:
                return part
            if name not in self._parts:
                value, lines, steps = self._values[name]
                self._parts[name] = ValuePart(value, lines, part.name, None, self._pointer(steps))
            return self._parts[name]
        reference: str | None = source.get("idref")
        if reference is None:
            return part
        name = reference.strip()
        if name not in self._elements:
            self.dangling.append(part)
            return part
        if name not in self._parts:
            element = self._elements[name]
            self._parts[name] = Part.at(element, _local(element.tag), path_of(element))
        return self._parts[name]

    def _index_values(self, data: Any, lines: Lines) -> None:
        waiting: list[tuple[Any, Lines, _Steps]] = [(data, lines, None)]
        while waiting:
            value, lines, steps = waiting.pop()
            if type(value) is list:
                below = [
                    (item, lines if isinstance(lines, int) else lines[at + 1], (steps, str(at)))
                    for at, item in enumerate(value)
                    if type(item) in _CONTAINERS
                ]
            else:
                self._remember(value, lines, steps)
                below = [
                    (item, lines if isinstance(lines, int) else lines[2 * at + 2], (steps, key))
                    for at, (key, item) in enumerate(value.items())
                    if type(item) in _CONTAINERS
                ]
            if below:
                below.reverse()
                waiting += below

    def _remember(self, value: dict[str, Any], lines: Lines, steps: _Steps) -> None:
        if "noteLiteral" in value:
            self.notes.append(ValuePart(value, lines, "Note", None, self._pointer(steps)))
        name = value.get(_ID)
        if not isinstance(name, str) or not name or len(value) <= _LEAST:
            return
        if name in self._values:
            self.repeated += value.get("type") not in _CONCEPTS
        else:
            self._values[name] = (value, lines, steps)

    def _pointer(self, steps: _Steps) -> str:
        found: list[str] = []
        while steps is not None:
            steps, step = steps
            found.append(step.replace("~", "~0").replace("/", "~1"))
        return "/".join([self._base, *reversed(found)])

    def _index_elements(self, root: Any) -> None:
        for element in root.iter():
            attributes = element.attrib
            if not attributes:
                continue
            name = attributes.get(_ID)
            if name is not None:
                if name in self._elements:
                    self.repeated += 1
                else:
                    self._elements[name] = element
            address = attributes.get("uri")
            if address is not None and address != address.strip():
                self.spaced.append(element)


def path_of(element: Any) -> str:
    """The path of local names of an element, each with its number among those of its name."""
    steps: list[str] = []
    while (above := element.getparent()) is not None:
        name = _local(element.tag)
        number = 1 + sum(1 for _ in element.itersiblings(element.tag, preceding=True))
        steps.append(f"{name}[{number}]")
        element = above
    return "/" + "/".join([_local(element.tag), *reversed(steps)])


def _named(value: Any) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, dict) and len(value) <= _LEAST and set(value) <= {_ID, "type"}:
        name = value.get(_ID)
        return name if isinstance(name, str) else None
    return None


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
