"""What stands around the transcripts of a batch: checked as one document, and given to each as its surroundings."""

from __future__ import annotations

from typing import Final, NamedTuple
from xml.sax.saxutils import quoteattr

from recognition.readers.xml_scan import Scan

_STAND_IN: Final = "transcript"


class _Open(NamedTuple):
    tag: str
    namespaces: str
    counts: dict[str, int]
    """How many children of each name there were, transcripts included."""
    number: int


class Frame(Scan):
    """The document without its transcripts, each replaced by an empty element with as many line breaks."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._open: list[_Open] = []
        self.top = 1
        """The line on which the document's own element begins."""

    def around(self) -> tuple[bytes, bytes]:
        """What opens a document of one transcript on a line of its own, and what closes it."""
        opening = "".join(f"<{one.tag}{one.namespaces}>" for one in self._open)
        closing = "".join(f"</{one.tag}>" for one in reversed(self._open))
        return f"{opening}\n".encode(), closing.encode()

    def paths(self, name: str) -> tuple[str, str]:
        """The path that the next transcript has in a document of its own, and the path that it has in the batch."""
        alone, here = "", ""
        for depth, one in enumerate(self._open):
            alone += f"/{_local(one.tag)}" + ("[1]" if depth else "")
            here += f"/{_local(one.tag)}" + (f"[{one.number}]" if depth else "")
        if not self._open:
            return f"/{name}", f"/{name}"
        return f"{alone}/{name}[1]", f"{here}/{name}[{self._open[-1].counts.get(name, 0) + 1}]"

    def skip(self, name: str, lines: int) -> None:
        """A transcript stands here. Raises ReadError where none can."""
        if self._open:
            counts = self._open[-1].counts
            counts[name] = counts.get(name, 0) + 1
        self.elements = 0  # the limit holds for each stretch between transcripts
        self.feed(b"<" + _STAND_IN.encode() + b"\n" * lines + b"/>")

    def _start(self, tag: str, attributes: list[str]) -> None:
        super()._start(tag, attributes)
        number = 1
        name = _local(tag)
        if not self._open:
            self.top = self.parser.CurrentLineNumber
        if self._open and tag != _STAND_IN:
            counts = self._open[-1].counts
            number = counts[name] = counts.get(name, 0) + 1
        pairs = zip(attributes[::2], attributes[1::2], strict=True)
        named = (f" {key}={quoteattr(value)}" for key, value in pairs if key == "xmlns" or key.startswith("xmlns:"))
        self._open.append(_Open(tag, "".join(named), {}, number))

    def _end(self, tag: str) -> None:
        super()._end(tag)
        self._open.pop()


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]
