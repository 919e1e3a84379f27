"""The exact scan of a doubtful XML document, in constant memory: says which rule it breaks and where."""

from __future__ import annotations

from xml.parsers import expat

from recognition.foundations.problems import InvalidDocument, Place, Problem, UnsafeDocument
from recognition.readers.limits import LIMITS


def refuse_by_scan(data: bytes, name: str) -> None:
    """Raise ReadError if the UTF-8 document breaks a rule of size or holds a DOCTYPE; return if it breaks none."""
    Scan(name).feed(data, last=True)


class Scan:
    """Looks at a document piece by piece."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.depth = 0
        self.elements = 0
        self.text = 0
        self.parser = expat.ParserCreate("utf-8")
        self.parser.ordered_attributes = True
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def feed(self, data: bytes, *, last: bool = False) -> None:
        """Look at more of the document. Raises ReadError for what is wrong in it."""
        try:
            self.parser.Parse(data, last)
        except expat.ExpatError as error:
            place = Place(self.name, line=error.lineno, column=error.offset + 1)
            raise InvalidDocument(Problem("not_well_formed", "The XML is not well-formed here.", place)) from None

    def _refuse(self, code: str, sentence: str) -> None:
        place = Place(self.name, line=self.parser.CurrentLineNumber, column=self.parser.CurrentColumnNumber + 1)
        raise UnsafeDocument(Problem(code, sentence, place))

    def _doctype(self, *_: object) -> None:
        self._refuse("doctype_forbidden", "The document has a DOCTYPE.")

    def _start(self, tag: str, attributes: list[str]) -> None:
        self.text = 0
        self.depth += 1
        self.elements += 1
        if self.depth > LIMITS.depth:
            self._refuse("too_deep", f"There are more than {LIMITS.depth} levels of elements.")
        if self.elements > LIMITS.nodes:
            self._refuse("too_many_nodes", f"There are more than {LIMITS.nodes:,} elements.")
        if len(attributes) > 2 * LIMITS.attributes:
            self._refuse("too_many_nodes", f"An element has more than {LIMITS.attributes:,} attributes.")
        if max(map(len, (tag, *attributes[::2]))) > LIMITS.name_characters:
            self._refuse("name_too_long", f"A name here has more than {LIMITS.name_characters} characters.")
        if any(len(value) > LIMITS.text_characters for value in attributes[1::2]):
            self._refuse("too_large", f"An attribute has more than {LIMITS.text_characters:,} characters.")

    def _end(self, tag: str) -> None:
        self.text = 0
        self.depth -= 1

    def _characters(self, text: str) -> None:
        self.text += len(text)
        if self.text > LIMITS.text_characters:
            self._refuse("too_large", f"A text has more than {LIMITS.text_characters:,} characters.")
