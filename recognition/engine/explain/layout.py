"""A page as lines of text of a given width. All text passes `safe` here, so nothing foreign reaches a screen raw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from recognition.engine.explain.page import Line, Page, Row, Table, Tone
from recognition.foundations.screen import columns, safe

NARROWEST = 40
NARROW = 60
"""Below this a table is written row under row."""
BREAKS = "|=/"
"""Signs after which a word that is too long for a line may be cut."""
SET_IN = 4


class Span(NamedTuple):
    """A stretch of a line with its tone."""

    text: str
    tone: Tone


Laid = tuple[Span, ...]
"""One line of the screen; no spans: an empty line."""


def lay_out(page: Page, width: int = 80) -> Iterator[Laid]:
    """The page, line by line; no line is wider than `width` unless a single word is."""
    width = max(width, NARROWEST)
    yield from _wrapped(page.title, width, "", "", "heading")
    for section in page.sections:
        yield ()
        if section.title:
            yield from _wrapped(section.title, width, "", "", "heading")
        for block in section.blocks:
            if isinstance(block, Line):
                mark = f"{block.mark} " if block.mark else ""
                before = " " * (SET_IN * block.depth)
                yield from _wrapped(block.text, width, before + mark, before + " " * len(mark), block.tone)
            else:
                yield from _table(block, width)


def as_text(page: Page, width: int = 80) -> str:
    """The page as plain text, ending in one newline."""
    return "".join("".join(span.text for span in line).rstrip() + "\n" for line in lay_out(page, width))


def _wrapped(text: str, width: int, first: str, later: str, tone: Tone) -> Iterator[Laid]:
    before = first
    for part in wrap(safe(text), width - columns(first)):
        yield (Span(before, "plain"), Span(part, tone)) if before else (Span(part, tone),)
        before = later


def wrap(text: str, width: int) -> list[str]:
    """The words of `text` on lines of at most `width` columns; a longer word is cut."""
    lines: list[str] = []
    line, used = "", 0
    for word in text.split(" "):
        for piece in _pieces(word, max(width, 1)) if word else ():
            size = columns(piece)
            if line and used + 1 + size > width:
                lines.append(line)
                line, used = "", 0
            line, used = (f"{line} {piece}", used + 1 + size) if line else (piece, size)
    return [*lines, line] if line else lines or [""]


def _pieces(word: str, width: int) -> list[str]:
    if columns(word) <= width:
        return [word]
    pieces, piece, used = [], "", 0
    for letter in word:
        size = columns(letter)
        if piece and used + size > width:
            # Where options or an address are cut, it is between two of their words.
            end = max(map(piece.rfind, BREAKS)) + 1 or len(piece)
            pieces.append(piece[:end])
            piece = piece[end:]
            used = columns(piece)
        piece, used = piece + letter, used + size
    return [*pieces, piece]


def _table(table: Table, width: int) -> Iterator[Laid]:
    """Columns side by side with two spaces between; cells wrap inside their column."""
    if width < NARROW:
        yield from _stacked(table, width)
        return
    room = width - 2 * (len(table.widths) - 1)
    sizes = [max(6, share * room // sum(table.widths)) for share in table.widths]
    yield from _row(table.headings, sizes, _quiet(len(sizes)), 0)
    for row in table.rows:
        yield from _row(row.cells, sizes, _tones(row), row.depth)


def _stacked(table: Table, width: int) -> Iterator[Laid]:
    """Each row as paragraphs: its first two cells together, then every further one under its heading."""
    for row in table.rows:
        before = "  " * row.depth
        yield from _wrapped(f"{row.cells[0]}: {row.cells[1]}", width, f"{before}- ", f"{before}  ", row.tone)
        for heading, cell in zip(table.headings[2:], row.cells[2:], strict=True):
            if cell:
                yield from _wrapped(f"{heading}: {cell}", width, f"{before}    ", f"{before}    ", "quiet")


def _quiet(cells: int) -> list[Tone]:
    return ["quiet"] * cells


def _tones(row: Row) -> list[Tone]:
    middle: list[Tone] = ["plain"] * (len(row.cells) - 2)
    return [row.tone, *middle, "quiet"]


def _row(cells: Sequence[str], sizes: Sequence[int], tones: Sequence[Tone], depth: int) -> Iterator[Laid]:
    indent = [0, 2 * depth, *[0] * len(sizes)]
    wrapped = [
        [" " * into + part for part in wrap(safe(cell), size - into)]
        for cell, size, into in zip(cells, sizes, indent, strict=False)
    ]
    for number in range(max(map(len, wrapped))):
        spans = []
        for lines, size, tone in zip(wrapped, sizes, tones, strict=True):
            text = lines[number] if number < len(lines) else ""
            spans.append(Span(text + " " * (size - columns(text)), tone))
            spans.append(Span("  ", "plain"))
        yield tuple(spans[:-1])
