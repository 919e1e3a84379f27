"""Plain data with places: what the YAML and JSON loaders return."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import repeat
from typing import Any, TypeAlias

Scalar: TypeAlias = str | int | Decimal | bool | None


Lines: TypeAlias = "int | list[Any]"
"""The line of a scalar, of an empty container, or of all that stands at one place; else a list: the line of a
container, then of each item, or of each key and value, its own."""


@dataclass(slots=True)
class Node:
    """A value and where it starts, line and column from 1; in a mapping also where its key starts (else 0)."""

    value: dict[str, Node] | list[Node] | Scalar
    line: int
    column: int
    key_line: int = 0
    key_column: int = 0


def plain(node: Node) -> Any:
    """The data without places: dict, list, str, int, Decimal, bool, None. Do not change what comes back."""
    if isinstance(node, PlacedNode):
        return node.data
    value = node.value
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


class PlacedNode(Node):
    """A node over plain data; what is below it, and where it stands, is worked out when it is asked for."""

    __slots__ = ("_exact", "_step", "_up", "data", "lines")

    _exact: Node | Callable[[], Node]

    def __init__(self, data: Any, lines: Lines, up: PlacedNode | None = None, step: str | int = "") -> None:
        self.data = data
        self.lines = lines
        self._up = up
        self._step = step

    @classmethod
    def root(cls, data: Any, lines: Lines, exact: Callable[[], Node]) -> PlacedNode:
        """A whole document; `exact` gives it with lines and columns of values and keys."""
        root = cls(data, lines)
        root._exact = exact
        return root

    def __getattr__(self, name: str) -> Any:
        # Reached only while a slot is still empty.
        if name == "value":
            self.value = self._below()
        elif name == "line":
            self.line = self.lines if isinstance(self.lines, int) else self.lines[0]
        elif name in ("column", "key_line", "key_column"):
            exact = self._scanned()
            self.column, self.key_line, self.key_column = exact.column, exact.key_line, exact.key_column
        else:
            raise AttributeError(name)
        return object.__getattribute__(self, name)

    def _below(self) -> dict[str, Node] | list[Node] | Scalar:
        data, lines = self.data, self.lines
        if isinstance(data, dict):
            below = zip(data.items(), item_lines(data, lines), strict=True)
            return {key: PlacedNode(item, line, self, key) for (key, item), line in below}
        if isinstance(data, list):
            items = enumerate(zip(data, item_lines(data, lines), strict=True))
            return [PlacedNode(item, line, self, index) for index, (item, line) in items]
        scalar: Scalar = data
        return scalar

    def _scanned(self) -> Node:
        steps: list[str | int] = []
        here = self
        while here._up is not None:
            steps.append(here._step)
            here = here._up
        if not isinstance(here._exact, Node):
            here._exact = here._exact()
        return node_at(here._exact, steps[::-1])[0]


def item_lines(data: dict[str, Any] | list[Any], lines: Lines) -> Iterable[Lines]:
    """The lines of the values of a mapping, or of the items of a list."""
    if isinstance(lines, int):
        return repeat(lines, len(data))
    return lines[2::2] if isinstance(data, dict) else lines[1:]


def unplaced(node: Node) -> tuple[Any, Lines]:
    """The data and, beside it, the lines of its values."""
    if isinstance(node, PlacedNode):
        return node.data, node.lines
    value = node.value
    if isinstance(value, dict) and value:
        entries = {key: unplaced(item) for key, item in value.items()}
        lines = [line for key, (_, below) in entries.items() for line in (value[key].key_line, below)]
        return {key: data for key, (data, _) in entries.items()}, [node.line, *lines]
    if isinstance(value, list) and value:
        items = [unplaced(item) for item in value]
        return [data for data, _ in items], [node.line, *(below for _, below in items)]
    return value, node.line


def node_at(node: Node, path: Sequence[str | int]) -> tuple[Node, int]:
    """The deepest existing node on `path`, and how many steps of the path it took to get there."""
    for taken, step in enumerate(path):
        below = _child(node.value, step)
        if below is None:
            return node, taken
        node = below
    return node, len(path)


def _child(value: object, step: str | int) -> Node | None:
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
        found: Node = value[step]
        return found
    return None


def place_of(node: Node, path: Sequence[str | int], *, key: bool = False) -> tuple[int, int]:
    """Line and column of the deepest existing node on `path`; of its key if `key` and it has one."""
    found, _ = node_at(node, path)
    if key and found.key_line:
        return found.key_line, found.key_column
    return found.line, found.column
