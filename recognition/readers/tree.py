"""Plain data with places: what the YAML and JSON loaders return."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

Scalar: TypeAlias = str | int | Decimal | bool | None


@dataclass(slots=True)
class Node:
    """A value and where it starts, line and column from 1; in a mapping also where its key starts (else 0)."""

    value: dict[str, Node] | list[Node] | Scalar
    line: int
    column: int
    key_line: int = 0
    key_column: int = 0


class LazyNode(Node):
    """A root whose plain data is at hand and whose places are worked out only when one is asked for."""

    __slots__ = ("_plain", "_scan")

    def __init__(self, plain_data: Any, scan: Callable[[], Node]) -> None:
        self._plain = plain_data
        self._scan = scan

    def __getattr__(self, name: str) -> Any:
        # Reached only while the slots of Node are still empty: the first look at a place or value fills them.
        if name not in Node.__slots__:
            raise AttributeError(name)
        full = self._scan()
        self.value, self.line, self.column = full.value, full.line, full.column
        self.key_line = self.key_column = 0
        return getattr(self, name)


def plain(node: Node) -> Any:
    """The data without places: dict, list, str, int, Decimal, bool, None. Do not change what comes back."""
    if isinstance(node, LazyNode):
        return node._plain
    value = node.value
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


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
