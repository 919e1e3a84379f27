"""An answer laid out as a page: sections of lines and tables. It says what stands where, not how it looks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Tone = Literal["plain", "strong", "good", "bad", "open", "quiet", "heading"]
"""How a line is meant: good news, bad news, undecided, aside. Never the only carrier of a meaning."""


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph. `mark` stands before it (a dash, a number); `depth` is how far it is set in."""

    text: str
    mark: str = ""
    depth: int = 0
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; `depth` sets the second cell in, `tone` is the first cell's."""

    cells: tuple[str, ...]
    depth: int = 0
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; `widths` are shares of the line."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of the page. The first has no title."""

    id: str
    title: str
    blocks: tuple[Line | Table, ...]


@dataclass(slots=True)
class Page:
    """The whole answer in the order in which people need it."""

    title: str
    sections: list[Section] = field(default_factory=list)

    def section(self, id: str) -> Section | None:
        """The section of that id, None where the answer has nothing to say there."""
        return next((section for section in self.sections if section.id == id), None)
