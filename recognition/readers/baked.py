"""Badges baked into pictures: in a text chunk of a PNG, or in an element of an SVG (Open Badges 3.0, section 5.3).

No picture is decoded. A PNG is walked chunk by chunk, each length checked against what is there. An SVG goes through
the hardened XML loader; many begin with the DOCTYPE of SVG, which is blanked out first: only one without a subset of
its own, so that it can say nothing, and only before an `svg` root. No DTD is ever read.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Any, Final

from recognition.foundations.problems import InvalidDocument, Place, Problem, UnknownFormat
from recognition.readers.door import Incoming, text_of

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_KEYS: Final = (b"openbadgecredential", b"openbadges")
_CHUNKS: Final = 10_000
_ELEMENTS: Final = frozenset({"credential", "assertion"})
_NAMESPACES: Final = ("https://purl.imsglobal.org/", "http://openbadges.org", "https://openbadges.org")
_DOCTYPE: Final = re.compile(
    r"""<!DOCTYPE\s{1,9}svg(?:\s{1,99}(?:PUBLIC|SYSTEM)(?:\s{1,99}(?:"[^"<>\[]{0,300}"|'[^'<>\[]{0,300}')){1,2})?\s{0,99}>"""
)
_GAP: Final = re.compile(r"[\ufeff \t\r\n]+")
_ROOT: Final = re.compile(r"<(?:[A-Za-z][A-Za-z0-9]{0,20}:)?svg[\s>]")


def unbaked(incoming: Incoming) -> Incoming:
    """The credential inside a picture, or the document as it came where it is no baked picture.

    Lines of the credential in an SVG stay those of the SVG. Raises UnknownFormat for a PNG without a badge,
    InvalidDocument: `picture_damaged`, `several_subjects`, `badge_elsewhere` where the picture holds only an address;
    and what the XML loader refuses an SVG for.
    """
    if incoming.data.startswith(_PNG):
        return _inside(incoming, _of_png(incoming), 1, "a PNG picture")
    if incoming.data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and b"openbadges" in incoming.data:
        return _of_svg(incoming)
    return incoming


def _inside(incoming: Incoming, text: str, line: int, picture: str) -> Incoming:
    if text.strip().startswith(("http:", "https:")):
        raise _refusal("badge_elsewhere", "The picture holds only the address of its badge.", incoming)
    return Incoming(incoming.name, ("\n" * (line - 1) + text.rstrip()).encode(), (*incoming.wrapping, picture))


def _of_png(incoming: Incoming) -> str:
    found = [text for text in map(_badge, _chunks(incoming)) if text is not None]
    if not found:
        sentence = "The file is a picture without a badge in it; only XML, JSON and YAML are read."
        raise UnknownFormat(Problem("unknown_format", sentence, Place(incoming.name)))
    if len(found) > 1:
        raise _refusal("several_subjects", "The picture holds several badges.", incoming)
    try:
        return found[0].decode("utf-8")
    except UnicodeDecodeError:
        raise _refusal("picture_damaged", "The badge in the picture is not UTF-8 text.", incoming) from None


def _chunks(incoming: Incoming) -> Iterator[tuple[bytes, bytes]]:
    """Kind and content of the text chunks, up to the end of the picture."""
    data, at = incoming.data, len(_PNG)
    for _ in range(_CHUNKS):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        end = at + 8 + length
        if len(kind) < 4 or end + 4 > len(data):
            raise _refusal("picture_damaged", "The picture is cut off.", incoming)
        if kind == b"IEND":
            return
        if kind in (b"iTXt", b"tEXt"):
            if zlib.crc32(data[at + 4 : end]) != int.from_bytes(data[end : end + 4], "big"):
                raise _refusal("picture_damaged", "A text in the picture does not have its check sum.", incoming)
            yield kind, data[at + 8 : end]
        at = end + 4
    raise _refusal("picture_damaged", f"The picture has more than {_CHUNKS:,} chunks.", incoming)


def _badge(chunk: tuple[bytes, bytes]) -> bytes | None:
    """The text of a chunk that is a badge: key, for iTXt then flags, language and translated key, each ended by 0."""
    kind, content = chunk
    key, _, rest = content.partition(b"\0")
    if key not in _KEYS:
        return None
    if kind == b"tEXt":
        return rest
    if rest[:1] != b"\0":  # the standard forbids compression, so nothing here is inflated
        return None
    return rest[2:].partition(b"\0")[2].partition(b"\0")[2]


def _of_svg(incoming: Incoming) -> Incoming:
    text = text_of(incoming)
    span = _doctype_before_svg(text)
    if span is None or incoming.data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return incoming
    from recognition.readers.xml_loader import parse_xml

    first, last = span
    blank = text[:first] + "\n" * text.count("\n", first, last) + text[last:]
    elements: Iterator[Any] = parse_xml(Incoming(incoming.name, blank.encode())).iter()
    for element in elements:
        namespace, _, name = str(element.tag)[1:].partition("}")
        if name in _ELEMENTS and namespace.startswith(_NAMESPACES):
            held = "".join(element.itertext())
            inside = held if held.strip() else element.get("verify") or ""
            return _inside(incoming, inside, element.sourceline or 1, "an SVG picture")
    return incoming


def _doctype_before_svg(text: str) -> tuple[int, int] | None:
    """Where a DOCTYPE that says nothing stands before an `svg` root; an empty span where there is none, else None."""
    at, span = 0, (0, 0)
    while True:
        if gap := _GAP.match(text, at):
            at = gap.end()
        if text.startswith("<?xml", at):
            end = text.find("?>", at) + 2
        elif text.startswith("<!--", at):
            end = text.find("-->", at) + 3
        elif (doctype := _DOCTYPE.match(text, at)) and span == (0, 0):
            span, end = doctype.span(), doctype.end()
        else:
            return span if _ROOT.match(text, at) else None
        if end <= at:
            return None
        at = end


def _refusal(code: str, sentence: str, incoming: Incoming) -> InvalidDocument:
    return InvalidDocument(Problem(code, sentence, Place(incoming.name)))
