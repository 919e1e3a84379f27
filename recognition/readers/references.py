"""What stands elsewhere in a document and is named by its identifier: `idref` in XML, a bare `id` in JSON-LD."""

from __future__ import annotations

from typing import Any, Final

from recognition.readers.part import Part
from recognition.readers.tree import Node

_ID: Final = "id"
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
        self._nodes: dict[str, tuple[Node, _Steps]] = {}
        self._parts: dict[str, Part] = {}
        self._base: Final = path
        self.dangling: list[Part] = []
        self.spaced: list[Any] = []
        self.notes: list[Part] = []
        self.repeated = 0
        if isinstance(root, Node):
            self._index_nodes(root)
        else:
            self._index_elements(root)

    def followed(self, part: Part) -> Part:
        """The part that another names, or the part itself where it names nothing that is in the document."""
        source = part.source
        if isinstance(source, Node):
            name = _named(source)
            if name is None or name not in self._nodes:
                return part
            if name not in self._parts:
                node, steps = self._nodes[name]
                self._parts[name] = Part.at(node, part.name, self._pointer(steps))
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

    def _index_nodes(self, root: Node) -> None:
        waiting: list[tuple[Node, _Steps]] = [(root, None)]
        while waiting:
            node, steps = waiting.pop()
            value = node.value
            if isinstance(value, list):
                below = [(item, (steps, str(index))) for index, item in enumerate(value)]
            elif isinstance(value, dict):
                self._remember(node, value, steps)
                below = [(item, (steps, key)) for key, item in value.items() if isinstance(item.value, (dict, list))]
            else:
                continue
            waiting.extend(reversed(below))

    def _remember(self, node: Node, value: dict[str, Node], steps: _Steps) -> None:
        if "noteLiteral" in value:
            self.notes.append(Part.at(node, "Note", self._pointer(steps)))
        name = value.get(_ID)
        if name is None or not isinstance(name.value, str) or not name.value or len(value) <= _LEAST:
            return
        if name.value in self._nodes:
            self.repeated += not _is_concept(value)
        else:
            self._nodes[name.value] = (node, steps)

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


def _named(node: Node) -> str | None:
    value = node.value
    if isinstance(value, str):
        return value
    if isinstance(value, dict) and len(value) <= _LEAST and set(value) <= {_ID, "type"}:
        name = value.get(_ID)
        return name.value if name is not None and isinstance(name.value, str) else None
    return None


def _is_concept(value: dict[str, Node]) -> bool:
    kind = value.get("type")
    return kind is not None and kind.value in ("Concept", "ConceptScheme")


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
