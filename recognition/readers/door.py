"""The one door for bytes: every document enters here, under a cap, and leaves as bytes or text of a known encoding.

No parser is ever given a path, a file or an address: a parser that opens what it is given can be led to inflate or
fetch more than was named. EMREX hands ELMO over as base64 of gzip, so both wrappings are taken off here; gzip without
base64 around it only where the name of the file says so.
"""

from __future__ import annotations

import binascii
import os
import re
import zlib
from base64 import b64decode
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Literal

from recognition.foundations.problems import (
    InvalidDocument,
    MisuseError,
    Place,
    Problem,
    ReadError,
    UnknownFormat,
    UnsafeDocument,
    nearest,
    quoted,
)
from recognition.readers.limits import LIMITS

Kind = Literal["xml", "json", "yaml", "csv"]

_GZIP = b"\x1f\x8b"
_UTF8_MARK = b"\xef\xbb\xbf"
_UTF32_MARKS = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
_UTF16_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_UNMARKED_WIDE = (b"<\x00", b"\x00<", b"{\x00", b"\x00{", b"\x00\x00")
_OTHER_FORMATS = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an Office document",
    b"@prefix": "RDF in Turtle",
}
_BASE64 = re.compile(rb"[A-Za-z0-9+/\s]+(?:={1,2}\s*)?")  # space in one part only, or it is tried in both
_SIGNED_JSON = re.compile(r"eyJ[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*){2}\s*", re.ASCII)  # a JWS in its compact form
_BASE64_OF_GZIP = b"H4sI"
_SPACE = b" \t\r\n"
_NAME_OF_COLUMN = re.compile(r"[A-Za-z][\w.\[\] -]*", re.ASCII)
_WIDEST_HEAD = 50_000
_ESCO_COLUMNS = (b"conceptUri", b"occupationUri", b"originalSkillUri")
_ESCO_HEAD = 1_000
MOST_BESIDE = 10_000
"""Files of a folder that are looked at for the name that a wrong one resembles."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A document inside the door: its name for people (never a path), its bytes, and what was taken off around them."""

    name: str
    data: bytes
    wrapping: tuple[str, ...] = ()


def take(source: str | os.PathLike[str] | bytes | BinaryIO, *, name: str | None = None) -> Incoming:
    """Read a path, bytes or an open binary file, at most `LIMITS.input_bytes`, and unwrap base64 and gzip.

    Plain gzip comes off where the name says so (`.gz`); elsewhere compressed bytes are not what the name promises.
    Raises MisuseError (`not_found`, `not_readable`) when a path cannot be read, and ReadError (`too_large`, `empty`,
    `decompression_limit`, `not_gzip`, `not_base64`, `not_well_formed`, `unknown_format`) for the bytes themselves.
    """
    shown, data = _bytes_of(source)
    shown = name or shown
    if len(data) > LIMITS.input_bytes:
        raise _unsafe("too_large", f"The document has more than {LIMITS.input_bytes:,} bytes.", shown)
    if not data.strip(_SPACE):
        raise _invalid("empty", "The document is empty.", shown)
    for magic, what in _OTHER_FORMATS.items():
        if data.startswith(magic):
            raise UnknownFormat(
                Problem("unknown_format", f"The file is {what}; only XML, JSON and YAML are read.", Place(shown))
            )
    packed = data.startswith(_GZIP)
    if packed and not shown.lower().endswith(".gz"):
        hint = "unpack it first, or end its name with .gz"
        raise _invalid("not_well_formed", "The file is compressed, and its name does not say so.", shown, hint)
    if _is_of_esco(_unpacked_start(data) if packed else data):
        sentence = "The file is a table of ESCO, a classification and no document of anybody."
        hint = "import the folder of tables: recognition standards import esco FOLDER"
        raise UnknownFormat(Problem("unknown_format", sentence, Place(shown), hint))
    return _inflated_once(data, shown, ("gzip",)) if packed else _unwrapped(shown, data)


def kind_of(incoming: Incoming) -> Kind:
    """Whether it is XML, JSON, CSV or YAML, told from the content and never from the name.

    Raises as `text_of`, but not for XML, whose loader looks at every byte anyway.
    """
    if incoming.data[:_WIDEST_HEAD].removeprefix(_UTF8_MARK).lstrip(_SPACE)[:1] == b"<":
        return "xml"
    start = text_of(incoming).removeprefix("\ufeff").lstrip()
    if start.startswith("<"):
        return "xml"
    if start.startswith("//"):  # nothing that is read here begins so, but JSON of programs that allow comments does
        place = Place(incoming.name, line=1, column=1)
        hint = "take the comments out, and give one value in a file"
        raise InvalidDocument(
            Problem("not_well_formed", "The document begins with a comment; JSON has none.", place, hint)
        )
    if _SIGNED_JSON.fullmatch(start):
        return "json"
    if start[:1] in ("{", "["):  # YAML has such beginnings too, but without quotes around the first key
        inside = start.lstrip("{[ \t\r\n")
        return "json" if not inside or inside[0] in '"}]-0123456789' else "yaml"
    return "csv" if _names_columns(start) else "yaml"


def _names_columns(start: str) -> bool:
    """Whether the first line is that of a table: three names or more between commas, which is no mapping of YAML."""
    head, end, _ = start[:_WIDEST_HEAD].partition("\n")
    names = head.split(";" if ";" in head else ",")
    return bool(end) and len(names) > 2 and all(_NAME_OF_COLUMN.fullmatch(name.strip()) for name in names)


def text_of(incoming: Incoming) -> str:
    """The document as text, a byte order mark of UTF-8 kept (JSON must refuse it), one of UTF-16 taken off.

    Raises UnsafeDocument `encoding_forbidden` for other encodings and for UTF-16 that does not hold XML,
    InvalidDocument `not_well_formed` with the place of the first byte that is not text.
    """
    data, name = incoming.data, incoming.name
    wide = _UTF16_MARKS.get(data[:2])
    if data.startswith(_UTF32_MARKS) or (wide is None and data.startswith(_UNMARKED_WIDE)):
        raise _unsafe("encoding_forbidden", "The document is neither UTF-8 nor UTF-16 with a byte order mark.", name)
    if wide is None:
        return _decoded(data, "utf-8", name)
    text = _decoded(data[2:], wide, name)
    if not text.lstrip().startswith("<"):
        raise _unsafe("encoding_forbidden", "Only XML may be in UTF-16; this document must be UTF-8.", name)
    return text


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "replace")
        place = Place(name, line=before.count("\n") + 1, column=len(before) - before.rfind("\n"))
        sentence = f"A byte here is not {'UTF-8' if encoding == 'utf-8' else 'UTF-16'} text."
        raise InvalidDocument(Problem("not_well_formed", sentence, place, "save as UTF-8")) from None


def opened(path: Path) -> BinaryIO:
    """A file, open for bytes. Raises MisuseError `not_found`, `not_readable`."""
    try:
        return path.open("rb")
    except (FileNotFoundError, NotADirectoryError):
        sentence = f"There is no file {quoted(path.name)}."
        raise MisuseError(Problem("not_found", sentence, Place(path.name), _nearest_file(path))) from None
    except IsADirectoryError:
        raise _misuse("not_found", f"{quoted(path.name)} is a folder, not a file.", path) from None
    except (OSError, ValueError):  # ValueError: a name with a NUL in it
        raise _misuse("not_readable", f"The file {quoted(path.name)} cannot be opened.", path) from None


def _nearest_file(path: Path) -> str | None:
    """A hint naming the file beside it that is called most alike."""
    try:
        return nearest(path.name, (entry.name for entry in islice(path.parent.iterdir(), MOST_BESIDE)))
    except OSError:
        return None


def _bytes_of(source: str | os.PathLike[str] | bytes | BinaryIO) -> tuple[str, bytes]:
    if isinstance(source, bytes):
        return "input", source
    if isinstance(source, (str, os.PathLike)):
        path = Path(source)
        with opened(path) as file:
            try:
                return path.name, file.read(LIMITS.input_bytes + 1)
            except OSError:
                raise _misuse("not_readable", f"The file {quoted(path.name)} cannot be read.", path) from None
    label = getattr(source, "name", None)
    shown = Path(label).name if isinstance(label, str) else "input"
    parts: list[bytes] = []
    left = LIMITS.input_bytes + 1
    while left > 0 and (part := source.read(left)):  # a pipe or socket gives less than asked
        if not isinstance(part, bytes):
            raise MisuseError(Problem("not_readable", "The file must be open for bytes, not for text.", Place(shown)))
        parts.append(part)
        left -= len(part)
    return shown, b"".join(parts)


def _unwrapped(name: str, data: bytes) -> Incoming:
    if data[:1] in (b"<", b"{", b"[", b"\xef", b"\xff", b"\xfe") or not _BASE64.fullmatch(data):
        if data.lstrip(_SPACE).startswith(_BASE64_OF_GZIP) and b":" not in data:
            raise _invalid("not_base64", "The document starts as base64 but has other characters in it.", name)
        return Incoming(name, data)
    packed = data.lstrip(_SPACE).startswith(_BASE64_OF_GZIP)
    try:
        inner = b64decode(b"".join(data.split()), validate=True)
    except binascii.Error:
        if packed:
            raise _invalid("not_base64", "The base64 text is cut off or damaged.", name) from None
        return Incoming(name, data)  # a word of YAML may look like base64
    if inner.startswith(_GZIP):
        return _inflated_once(inner, name, ("base64", "gzip"))
    if inner.lstrip(_UTF8_MARK + _SPACE)[:1] in (b"<", b"{"):
        return Incoming(name, inner, ("base64",))
    return Incoming(name, data)


def _is_of_esco(data: bytes) -> bool:
    head = data[:_ESCO_HEAD].removeprefix(_UTF8_MARK).partition(b"\n")[0]
    return any(column in head.split(b",") for column in _ESCO_COLUMNS)


def _unpacked_start(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(packed, _ESCO_HEAD)
    except zlib.error:
        return b""


def _inflated_once(packed: bytes, name: str, wrapping: tuple[str, ...]) -> Incoming:
    inflated = _inflated(packed, name)
    if inflated.startswith(_GZIP):
        raise _invalid("not_well_formed", "The document is compressed more than once.", name, "unpack it first")
    return Incoming(name, inflated, wrapping)


def _inflated(packed: bytes, name: str) -> bytes:
    """Inflate one gzip member. The first pass only counts, so that a bomb costs no memory."""
    size = 0
    member = zlib.decompressobj(wbits=31)
    try:
        rest = packed
        while rest and not member.eof:
            size += len(member.decompress(rest, 65_536))
            if size > LIMITS.inflated_bytes:
                sentence = f"The document unpacks to more than {LIMITS.inflated_bytes:,} bytes."
                raise _unsafe("decompression_limit", sentence, name)
            rest = member.unconsumed_tail
        if not member.eof:
            raise _invalid("not_gzip", "The compressed document is cut off.", name)
        if member.unused_data:
            raise _invalid("not_gzip", "There are bytes behind the compressed document.", name)
        inflated = zlib.decompress(packed, wbits=31, bufsize=max(size, 1))
    except zlib.error:
        raise _invalid("not_gzip", "The compressed document is damaged.", name) from None
    if not inflated.strip(_SPACE):
        raise _invalid("empty", "The compressed document is empty.", name)
    return inflated


def _unsafe(code: str, sentence: str, name: str) -> ReadError:
    return UnsafeDocument(Problem(code, sentence, Place(name)))


def _invalid(code: str, sentence: str, name: str, hint: str | None = None) -> ReadError:
    return InvalidDocument(Problem(code, sentence, Place(name), hint))


def _misuse(code: str, sentence: str, path: Path) -> MisuseError:
    return MisuseError(Problem(code, sentence, Place(path.name or None)))
