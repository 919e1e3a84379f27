"""Cuts a file of many XML transcripts at their tags, so that one that is broken or too large loses no other.

The cut is lexical, and exact for well-formed XML: no `<` may stand inside a tag, so what looks like a start tag is one
unless it stands in a comment, a CDATA section or a processing instruction, which are stepped over. A transcript that is
never closed ends where the next begins. No piece is trusted: each goes through the hardened loader.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple

from recognition.foundations.problems import InvalidDocument, Place, Problem
from recognition.readers.limits import LIMITS

NAMES: Final = ("CollegeTranscript", "HighSchoolTranscript", "elmo")
"""The elements that hold all of one transcript."""

_CHUNK: Final = 1_000_000
_LONGEST_TAG: Final = 100_000
_LONGEST_TOKEN: Final = 500
_TOKEN: Final = re.compile(
    rb"<(?:(?P<aside>!--|!\[CDATA\[|\?)"
    rb"|(?P<end>/?)(?:[^\s<>/:!?\"'=]{1,200}:)?(?P<name>" + "|".join(NAMES).encode() + rb")(?=[\s/>]))"
)
_CLOSING: Final = {b"!--": b"--", b"![CDATA[": b"]]>", b"?": b"?>"}
_COMMENT_END: Final = b"-->"
_TAG: Final = re.compile(rb"<(?:[^\"'<>]++|\"[^\"<]*+\"|'[^'<]*+')*+>")
_WIDE: Final = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


class Piece(NamedTuple):
    """A stretch of the file. `name` is that of its transcript, None between transcripts; `line` where it begins.

    `data` of a transcript beyond the limit of size is empty; `lines` counts its line breaks all the same.
    """

    name: str | None
    data: bytes
    line: int
    lines: int


def chunks(file: BinaryIO, name: str) -> Iterator[bytes]:
    """The file as UTF-8 without a byte order mark, some of it at a time; UTF-16 is told by its mark.

    Raises InvalidDocument `not_well_formed` where UTF-16 is none.
    """
    chunk = file.read(_CHUNK)
    wide = _WIDE.get(chunk[:2])
    if wide is None:
        chunk = chunk.removeprefix(b"\xef\xbb\xbf")
        while chunk:
            yield chunk
            chunk = file.read(_CHUNK)
        return
    decoder = codecs.getincrementaldecoder(wide)()
    chunk = chunk[2:]
    try:
        while chunk:
            yield decoder.decode(chunk).encode()
            chunk = file.read(_CHUNK)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        sentence = "A byte of the file is not UTF-16 text; nothing behind it was read."
        raise InvalidDocument(Problem("not_well_formed", sentence, Place(name), "save as UTF-8")) from None


class Splitter:
    """The pieces of one file, in their order; all of them together are the file."""

    def __init__(self, source: Iterator[bytes]) -> None:
        self._source = source
        self._data = b""
        self._start = 0
        """Where the piece begins."""
        self._at = 0
        """How far the data was looked at."""
        self._ended = False
        self._line = 1
        self._inside: str | None = None
        self._dropped = 0
        """Line breaks of a transcript that is too large to keep."""
        self._too_large = False

    def pieces(self) -> Iterator[Piece]:
        """What stands before, in and after each transcript."""
        while True:
            found = _TOKEN.search(self._data, self._at)
            if found is None:
                self._at = max(self._at, len(self._data) - _LONGEST_TOKEN)
                if self._ended:
                    break
                yield from self._more()
            elif found["aside"]:
                yield from self._step_over(found)
            else:
                yield from self._tag(found)
        if self._start < len(self._data) or self._inside:
            yield self._taken(len(self._data))

    def _more(self) -> Iterator[Piece]:
        """Read on. What was looked at between transcripts is given away; a transcript too large is let go."""
        if self._inside is None and self._at - self._start > _CHUNK:
            yield self._taken(self._at)
        elif self._inside is not None and self._at - self._start > LIMITS.input_bytes:
            self._too_large = True
            self._dropped += self._data.count(b"\n", self._start, self._at)
            self._start = self._at
        chunk = next(self._source, b"")
        self._ended = not chunk
        self._data = self._data[self._start :] + chunk
        self._at -= self._start
        self._start = 0

    def _step_over(self, found: re.Match[bytes]) -> Iterator[Piece]:
        closing = _CLOSING[found["aside"]]
        end = self._data.find(closing, found.end())
        cut_off = end < 0 or end + len(_COMMENT_END) > len(self._data)
        if cut_off and not self._ended and len(self._data) - found.start() <= LIMITS.input_bytes:
            self._at = found.start()
            yield from self._more()
        elif end < 0 or not self._is_aside(found, end):
            self._at = found.end()  # it is closed nowhere, or by another's: its own transcript will be refused for it
        else:
            self._at = end + len(closing)

    def _is_aside(self, found: re.Match[bytes], end: int) -> bool:
        if found["aside"] == b"!--":
            return self._data.startswith(_COMMENT_END, end)
        return found.group() not in self._data[found.end() : end]

    def _tag(self, found: re.Match[bytes]) -> Iterator[Piece]:
        whole = _TAG.match(self._data, found.start())
        if whole is None and not self._ended and len(self._data) - found.start() <= _LONGEST_TAG:
            self._at = found.start()
            yield from self._more()
            return
        end = whole.end() if whole else found.end()
        name = found["name"].decode()
        if not found["end"]:
            if found.start() > self._start:
                yield self._taken(found.start())
            self._inside = name
        self._at = end
        if self._inside == name and (found["end"] or (whole and whole.group().endswith(b"/>"))):
            yield self._taken(end)

    def _taken(self, end: int) -> Piece:
        """All data up to `end`, as the piece it belongs to; another begins behind it."""
        lines = self._dropped + self._data.count(b"\n", self._start, end)
        large = self._too_large or (self._inside is not None and end - self._start > LIMITS.input_bytes)
        piece = Piece(self._inside, b"" if large else self._data[self._start : end], self._line, lines)
        self._line += lines
        self._start = self._at = end
        self._inside, self._dropped, self._too_large = None, 0, False
        return piece
