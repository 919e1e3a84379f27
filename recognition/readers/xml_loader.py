"""The hardened XML loader: no DOCTYPE, no entity, no file, no address, no size that could exhaust the machine.

Ordinary documents pass a few searches at the speed of C and are parsed once. Only where a search finds something that
might break a rule does an exact scan decide (a `<!DOCTYPE` inside a comment is none).
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator

from lxml import etree

from recognition.foundations.problems import InvalidDocument, Place, Problem, ReadError, UnsafeDocument
from recognition.readers.door import Incoming, text_of
from recognition.readers.limits import LIMITS
from recognition.readers.xml_scan import refuse_by_scan

_SPACE = r"[ \t\r\n]"
_DECLARATION = re.compile(
    rf"<\?xml{_SPACE}+version{_SPACE}*={_SPACE}*(?P<q1>[\"'])(?P<version>[A-Za-z0-9_.:-]*)(?P=q1)"
    rf"(?:{_SPACE}+encoding{_SPACE}*={_SPACE}*(?P<q2>[\"'])(?P<encoding>[A-Za-z][A-Za-z0-9._-]*)(?P=q2))?"
    rf"(?:{_SPACE}+standalone{_SPACE}*={_SPACE}*(?P<q3>[\"'])(?:yes|no)(?P=q3))?{_SPACE}*\?>"
)
_STARTS_AS_DECLARATION = re.compile(rf"<\?xml{_SPACE}")
_NARROW = ("utf-8", "utf8")
# With a mark of UTF-16 there is nothing to guess, and real transcripts (PESC, Nova Scotia) say UTF-8 behind one.
_WIDE = ("utf-16", "utf-16le", "utf-16be", *_NARROW)

_IN_A_NAME = bytes(byte >= 0x80 or chr(byte).isalnum() or chr(byte) in "._:-" for byte in range(256))
_BEFORE_A_NAME = b"< \t\r\n"
_NAME_MARKS = bytes(2 if byte in _BEFORE_A_NAME else _IN_A_NAME[byte] for byte in range(256))
_NAME_RUN = bytes([1]) * (LIMITS.name_characters + 1)
_LONG_NAME = bytes([2]) + _NAME_RUN
_ASIDE = (b"!", b"?")
_LONG_TAG = LIMITS.attributes * len(' a=""')
_SHORTEST_ELEMENT = len("<a/>")

_too_deep = etree.XPath("boolean(" + "/*" * (LIMITS.depth + 1) + ")")
_mine = threading.local()  # a parser for each thread: a shared one locks, a new one for each document is slower


def parse_xml(incoming: Incoming) -> etree._Element:
    """The root element; comments and processing instructions are gone, so that every text reads whole.

    Raises UnsafeDocument (`encoding_forbidden`, `xml_version`, `doctype_forbidden`, `too_deep`, `too_many_nodes`,
    `name_too_long`, `too_large`) or InvalidDocument (`not_well_formed`), each with line and column.
    """
    text = text_of(incoming)
    wide = incoming.data[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = text.removeprefix("\ufeff")
    check_declaration(text, wide, incoming.name)
    data = text.encode() if wide else incoming.data.removeprefix(b"\xef\xbb\xbf")
    if _is_doubtful(data):
        refuse_by_scan(data, incoming.name)
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        raise _refusal(error, incoming.name) from None
    if _too_deep(root):
        refuse_by_scan(data, incoming.name)
    return root


def _parser() -> etree.XMLParser:
    parser: etree.XMLParser | None = getattr(_mine, "parser", None)
    if parser is None:
        parser = _mine.parser = etree.XMLParser(
            encoding="utf-8",  # what the bytes are by now, whatever the document says
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            dtd_validation=False,
            attribute_defaults=False,
            recover=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
    return parser


def check_declaration(text: str, wide: bool, name: str) -> None:
    """Refuse a declaration that names another encoding or version, as `parse_xml` says; `wide`: it came as UTF-16."""
    if not _STARTS_AS_DECLARATION.match(text):
        return
    place = Place(name, line=1, column=1)
    said = _DECLARATION.match(text)
    if said is None:
        raise InvalidDocument(Problem("not_well_formed", "The XML declaration is not written as it must be.", place))
    encoding = said["encoding"]
    if encoding is not None and encoding.lower() not in (_WIDE if wide else _NARROW):
        sentence = f"The document is read as {'UTF-16' if wide else 'UTF-8'} but says that it is in another encoding."
        raise UnsafeDocument(Problem("encoding_forbidden", sentence, place, "save the document as UTF-8"))
    if said["version"] != "1.0":
        raise UnsafeDocument(Problem("xml_version", "The XML version is not 1.0.", place))


def _is_doubtful(data: bytes) -> bool:
    """Whether the document might break a rule that the parser does not hold; never false for one that does."""
    if b"<!DOCTYPE" in data or (_NAME_RUN in data.translate(_IN_A_NAME) and _LONG_NAME in data.translate(_NAME_MARKS)):
        return True
    length = len(data)
    if length > LIMITS.nodes * _SHORTEST_ELEMENT and data.count(b"<") > LIMITS.nodes:
        return True
    if length > _LONG_TAG and any(data.count(b"=", *run) > LIMITS.attributes for run in _runs(data, _LONG_TAG)):
        return True
    return _holds_long_text(data)


def _holds_long_text(data: bytes) -> bool:
    """Whether no element begins or ends within the limit of a text; comments and the like do not end a text."""
    start, width = 0, LIMITS.text_characters
    while start + width <= len(data):
        last = data.rfind(b"<", start, start + width)
        while last >= 0 and data[last + 1 : last + 2] in _ASIDE:
            last = data.rfind(b"<", start, last)
        if last < 0:
            return True
        start = last + 1
    return False


def _runs(data: bytes, length: int) -> Iterator[tuple[int, int]]:
    """Start and end of each stretch of at least `length` bytes without a `<`; looks at few of the bytes between."""
    start = 0
    while start + length <= len(data):
        last = data.rfind(b"<", start, start + length)
        if last < 0:
            end = data.find(b"<", start + length)
            end = len(data) if end < 0 else end
            yield start, end
            last = end
        start = last + 1


_SENTENCES = {
    "ERR_TAG_NAME_MISMATCH": "A closing tag does not match the element that is open.",
    "ERR_TAG_NOT_FINISHED": "The document ends inside an element.",
    "ERR_DOCUMENT_EMPTY": "There is no element to start with.",
    "ERR_DOCUMENT_END": "Something stands behind the end of the document.",
    "ERR_GT_REQUIRED": "A tag is not closed, or holds something that no tag may hold.",
    "ERR_UNDECLARED_ENTITY": "An entity is used that XML itself does not define.",
    "ERR_ENTITYREF_SEMICOL_MISSING": "An ampersand stands alone.",
    "ERR_NAME_REQUIRED": "A name is missing, or an ampersand stands alone.",
    "ERR_INVALID_CHAR": "A character stands here that XML does not allow.",
    "ERR_ATTRIBUTE_REDEFINED": "An attribute stands twice in one element.",
    "ERR_LT_IN_ATTRIBUTE": "A < stands inside the value of an attribute.",
    "ERR_ATTRIBUTE_NOT_STARTED": "The value of an attribute is not in quotes.",
    "ERR_RESERVED_XML_NAME": "The XML declaration does not stand at the very start.",
    "ERR_HYPHEN_IN_COMMENT": "Two hyphens stand inside a comment.",
    "ERR_COMMENT_NOT_FINISHED": "A comment is not closed.",
    "ERR_CDATA_NOT_FINISHED": "A CDATA section is not closed.",
    "NS_ERR_UNDEFINED_NAMESPACE": "A prefix is used that no namespace is declared for.",
    "NS_ERR_ATTRIBUTE_REDEFINED": "An attribute stands twice in one element.",
}
_BY_CODE: dict[int | None, str] = {getattr(etree.ErrorTypes, name): sentence for name, sentence in _SENTENCES.items()}


def _refusal(error: etree.XMLSyntaxError, name: str) -> ReadError:
    line, column = error.position
    place = Place(name, line=line or None, column=max(column, 1) if line else None)
    code = getattr(error, "code", None)
    if code == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
        if "depth" in str(error.msg):
            return UnsafeDocument(Problem("too_deep", f"There are more than {LIMITS.depth} levels of elements.", place))
        return UnsafeDocument(Problem("too_large", "A text or an attribute here is too long.", place))
    sentence = _BY_CODE.get(code, "The XML is not well-formed here.")
    return InvalidDocument(Problem("not_well_formed", sentence, place))
