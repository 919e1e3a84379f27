"""What stands elsewhere in a document and is named by its identifier: `idref` in XML, a bare `id` in JSON-LD."""

from __future__ import annotations

from typing import Any, Final

from recognition.readers.part import Part
from recognition.readers.tree import Node

_ID: Final = "id"
_LEAST: Final = 2
"""An object of no more than id and type names another and says nothing itself."""


class References:
    """Where each identifier is defined. `repeated` names one that is written out more than once, with its place."""

    def __init__(self, root: Any, path: str = "") -> None:
        self._elements: dict[str, Any] = {}
        self._nodes: dict[str, tuple[Node, str]] = {}
        self.dangling: list[Part] = []
        self.spaced: list[Any] = []
        self.repeated = 0
        if isinstance(root, Node):
            self._index_nodes(root, path)
        else:
            self._index_elements(root)

    def followed(self, part: Part) -> Part:
        """The part that another names, or the part itself where it names nothing that is in the document."""
        source = part.source
        if isinstance(source, Node):
            name = _named(source)
            found = self._nodes.get(name) if name else None
            return Part.at(found[0], part.name, found[1]) if found else part
        reference = part.attribute("idref")
        if reference is None:
            return part
        element = self._elements.get(reference.strip())
        if element is None:
            self.dangling.append(part)
            return part
        return Part.at(element, _local(element.tag), path_of(element))

    def _index_nodes(self, root: Node, path: str) -> None:
        waiting = [(root, path)]
        while waiting:
            node, here = waiting.pop()
            value = node.value
            if isinstance(value, list):
                waiting.extend((item, f"{here}/{index}") for index, item in enumerate(value))
            elif isinstance(value, dict):
                name = value.get(_ID)
                if name is not None and isinstance(name.value, str) and len(value) > _LEAST:
                    if name.value in self._nodes:
                        self.repeated += not _is_concept(value)
                        if here < self._nodes[name.value][1]:
                            self._nodes[name.value] = (node, here)
                    elif name.value:
                        self._nodes[name.value] = (node, here)
                waiting.extend((item, f"{here}/{_escaped(key)}") for key, item in value.items())

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


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
