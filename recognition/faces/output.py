"""What goes to the terminal: colour only where it is one, its width respected, foreign text made harmless."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from recognition.foundations.screen import safe

if TYPE_CHECKING:
    from rich.console import Console

    from recognition.engine.explain.layout import Laid
    from recognition.engine.explain.page import Page

STYLES = {
    "heading": "bold",
    "strong": "bold",
    "good": "green",
    "bad": "red",
    "open": "yellow",
    "quiet": "dim",
}
WIDTH_UNKNOWN, WIDEST = 80, 100


def width() -> int:
    """Columns to write in: the terminal's, at most 100, for longer lines are hard to read; 80 where there is none."""
    if sys.stdout.isatty() or "COLUMNS" in os.environ:
        return min(shutil.get_terminal_size((WIDTH_UNKNOWN, 24)).columns, WIDEST)
    return WIDTH_UNKNOWN


def coloured() -> bool:
    """Whether the output is a terminal that wants colour (NO_COLOR and TERM=dumb say that it does not)."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def put(text: str = "") -> None:
    """One line of our own words; whatever foreign is in it cannot command the terminal."""
    sys.stdout.write("\n".join(map(safe, text.split("\n"))) + "\n")


def put_wrapped(text: str) -> None:
    """The same on lines no wider than the terminal, set in under what stands before two spaces (`  1  The North`)."""
    from recognition.engine.explain.layout import wrap

    head, gap, words = text.rpartition("  ")
    before = safe(head) + gap
    for line in wrap(safe(words), width() - len(before)):
        sys.stdout.write(f"{before}{line}\n")
        before = " " * len(before)


def put_raw(data: bytes) -> None:
    """Bytes as they are: JSON, schemas and templates for files and pipes."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data if data.endswith(b"\n") else data + b"\n")
    sys.stdout.buffer.flush()


def put_page(page: Page) -> None:
    """An answer, styled where the output is a terminal."""
    from recognition.engine.explain.layout import as_text, lay_out

    if not coloured():
        sys.stdout.write(as_text(page, width()))
        return
    _put_styled(lay_out(page, width()))


def _put_styled(lines: Iterable[Laid]) -> None:
    from rich.text import Text

    out = console()
    for line in lines:
        text = Text()
        for span in line:
            text.append(span.text, STYLES.get(span.tone, ""))
        text.rstrip()
        out.print(text, soft_wrap=True)


def console(*, error: bool = False) -> Console:
    """A rich console that never interprets text as markup and knows when it is not a terminal."""
    from rich.console import Console

    return Console(stderr=error, highlight=False, markup=False, emoji=False)


def table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """Columns as wide as their longest cell, cut nowhere: for lists that other programs may read as well."""
    lines = [[safe(cell) for cell in row] for row in [list(headings), *map(list, rows)]]
    sizes = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        sys.stdout.write("  ".join(c.ljust(s) for c, s in zip(line, sizes, strict=True)).rstrip() + "\n")


def progress(items: Iterable[Any], what: str, total: int | None = None) -> Iterator[Any]:
    """The items, with a bar on a terminal's error stream; silent elsewhere."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.progress import track

    yield from track(items, description=what, total=total, console=console(error=True), transient=True)
