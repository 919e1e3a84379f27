"""Many transcripts in one file, read one after another in little memory: each gives its dossier or its error.

XML: a batch or an envelope around PESC or ELMO transcripts. JSON Lines: a document on each line. The file may be of any
size; every limit holds for each transcript. One that is broken, unknown or too large loses no other.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from recognition.foundations.problems import InvalidDocument, Place, Problem, ReadError, UnknownFormat, UnsafeDocument
from recognition.model.dossier import Dossier
from recognition.readers.batch_frame import Frame
from recognition.readers.batch_split import Piece, Splitter, chunks
from recognition.readers.door import Incoming, opened
from recognition.readers.limits import LIMITS
from recognition.readers.read import read
from recognition.readers.reader import Verifier
from recognition.readers.relocate import Move
from recognition.readers.xml_loader import check_declaration

_SPACE: Final = b" \t\r\n"
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")
_LONGEST_HEAD: Final = 1_000
_LINES_START: Final = (b"{", b"eyJ")
_FIRST: Final = 2
"""The line on which a transcript begins in the document that is made of it."""


class Transcript(NamedTuple):
    """One of a batch: its number from 1, the line where it begins, and its dossier or why there is none.

    Number 0 is the batch itself: what stands between its transcripts is broken.
    """

    number: int
    line: int
    found: Dossier | ReadError


def read_batch(
    path: str | os.PathLike[str], *, name: str | None = None, verified: Verifier | None = None
) -> Iterator[Transcript]:
    """The transcripts of a file, each as soon as it is read; `name` is how messages call the file.

    `verified` looks at the signature of each line of JSON. A transcript in XML is a part of a larger document, which is
    never whole in memory: its signature stays unverified, as its problems say, and makes no evidence stronger.

    Raises MisuseError for a path that cannot be read; ReadError where there is nothing to begin with (`empty`,
    `unknown_format`, `no_transcript`, `encoding_forbidden`) or where what is around the transcripts is unsafe.
    """
    path = Path(path)
    shown = name or path.name
    with opened(path) as file:
        head = file.read(_LONGEST_HEAD)
        file.seek(0)
        begins = head.removeprefix(b"\xef\xbb\xbf").lstrip(_SPACE)
        if not begins:
            raise InvalidDocument(Problem("empty", "The document is empty.", Place(shown)))
        if head.startswith(_WIDE) or begins.startswith(b"<"):
            yield from _of_xml(file, shown, wide=head.startswith(_WIDE))
        elif begins.startswith(_LINES_START):
            yield from _of_lines(file, shown, verified)
        else:
            sentence = "A batch is XML, or JSON with one document on each line."
            raise UnknownFormat(Problem("unknown_format", sentence, Place(shown)))


def _of_xml(file: BinaryIO, name: str, *, wide: bool) -> Iterator[Transcript]:
    frame = Frame(name)
    pieces = Splitter(chunks(file, name)).pieces()
    broken: InvalidDocument | None = None
    number = 0
    first = next(pieces, None)
    if first is not None:
        check_declaration(first.data[:_LONGEST_HEAD].decode(errors="replace"), wide, name)
        pieces = chain((first,), pieces)
    for piece in pieces:
        if piece.name is not None:
            number += 1
            yield _transcript(number, piece, piece.name, frame, name)
        if broken is None:
            try:
                _around(frame, piece)
            except InvalidDocument as error:
                broken = error
    if number == 0:
        raise broken or InvalidDocument(Problem("no_transcript", "The file holds no transcript.", Place(name)))
    if broken is None:
        try:
            frame.feed(b"", last=True)
        except InvalidDocument as error:
            broken = error
    if broken is not None:
        yield Transcript(0, broken.problems[0].place.line or 1, broken)


def _around(frame: Frame, piece: Piece) -> None:
    if piece.name is None:
        frame.feed(piece.data)
    else:
        frame.skip(piece.name, piece.lines)


def _transcript(number: int, piece: Piece, kind: str, frame: Frame, name: str) -> Transcript:
    if not piece.data:
        sentence = f"The transcript has more than {LIMITS.input_bytes:,} bytes."
        return Transcript(
            number, piece.line, UnsafeDocument(Problem("too_large", sentence, Place(name, None, piece.line)))
        )
    opening, closing = frame.around()
    move = Move(name, piece.line - _FIRST, _FIRST, frame.top, *frame.paths(kind))
    return Transcript(number, piece.line, _read(Incoming(name, opening + piece.data + closing), move))


def _of_lines(file: BinaryIO, name: str, verified: Verifier | None) -> Iterator[Transcript]:
    number = 0
    line = 0
    while data := file.readline(LIMITS.input_bytes + 1):
        line += 1
        if len(data) > LIMITS.input_bytes:
            while data and not data.endswith(b"\n"):
                data = file.readline(LIMITS.input_bytes)
            number += 1
            sentence = f"The line has more than {LIMITS.input_bytes:,} bytes."
            yield Transcript(number, line, UnsafeDocument(Problem("too_large", sentence, Place(name, None, line))))
        elif data := data.removeprefix(b"\xef\xbb\xbf" if line == 1 else b"").strip(_SPACE):
            if number == 0 and data.endswith((b"{", b"[", b",")):
                sentence = "A batch in JSON has a whole document on each line; this one goes on behind its first."
                hint = "read a single document without --batch"
                raise InvalidDocument(Problem("not_well_formed", sentence, Place(name, None, line), hint))
            number += 1
            yield Transcript(number, line, _read(Incoming(name, data), Move(name, line - 1), verified))


def _read(incoming: Incoming, move: Move, verified: Verifier | None = None) -> Dossier | ReadError:
    try:
        dossier = read(incoming)
        return move.dossier(verified(dossier, incoming) if verified is not None else dossier)
    except ReadError as error:
        return move.error(error)
