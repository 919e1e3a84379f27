"""The exact scan of a JSON document: the strict grammar, the limits, and a place for every value and key."""

from __future__ import annotations

import json
import re
from bisect import bisect_right

from recognition.foundations.problems import InvalidDocument, Place, Problem, ReadError, UnsafeDocument, quoted
from recognition.readers.limits import LIMITS
from recognition.readers.numbers import TOO_MANY_DIGITS, decimal, whole
from recognition.readers.tree import Node, Scalar

_TOKEN = re.compile(
    r"[ \t\r\n]*(?:(?P<mark>[{}\[\],:])"
    r'|"(?P<text>[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})[^"\\\x00-\x1f]*)*)"'
    r"|(?P<number>-?(?:0|[1-9][0-9]*)(?P<fraction>(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)(?![0-9A-Za-z.+-]))"
    r"|(?P<word>true|false|null)(?![0-9A-Za-z_]))"
)
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")
_WORDS: dict[str, Scalar] = {"true": True, "false": False, "null": None}
_HINTS = (
    (re.compile(r"-?(?:NaN|Infinity|inf|nan)"), "a number must be finite"),
    (re.compile(r"/[/*]|#"), "JSON has no comments"),
    (re.compile(r"'"), "use double quotes"),
    (re.compile(r"[+-]?[0-9.]"), "write the number without leading zeros, signs or missing digits"),
    (re.compile(r'"'), "a text is not closed, or holds a line break or a wrong escape"),
    (re.compile(r"[A-Za-z_]"), "put text in double quotes; the words are true, false and null"),
    (re.compile("\ufeff"), "save the file without a byte order mark"),
)
_MISSING = "a comma, a colon or a closing bracket is missing here, or a comma stands too many"


def scan_json(text: str, document: str | None) -> Node:
    """The document with places. Raises ReadError as `parse_json` says."""
    scan = _Scan(text, document)
    root = scan.root()
    if scan.problems:
        raise InvalidDocument(scan.problems)
    return root


class _Scan:
    def __init__(self, text: str, document: str | None) -> None:
        self.text = text
        self.document = document
        self.problems: list[Problem] = []
        self.nodes = 0
        self.at = 0
        self.line_starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def root(self) -> Node:
        if not self.text.strip(" \t\r\n"):
            raise self._stop("empty", "The document is empty.", 0)
        node = self._value(self._token(), 1)
        rest = len(self.text) - len(self.text[self.at :].lstrip(" \t\r\n"))
        if rest < len(self.text):
            raise self._stop("not_well_formed", "Something stands behind the end of the document.", rest)
        return node

    def _token(self) -> re.Match[str]:
        found = _TOKEN.match(self.text, self.at)
        if found is None:
            raise self._unexpected()
        self.at = found.end()
        return found

    def _unexpected(self) -> ReadError:
        start = len(self.text) - len(self.text[self.at :].lstrip(" \t\r\n"))
        if start == len(self.text):
            return self._stop("not_well_formed", "The document breaks off here.", start)
        hint = next((hint for pattern, hint in _HINTS if pattern.match(self.text, start)), None)
        return self._stop("not_well_formed", "This is not JSON.", start, hint)

    def _value(self, token: re.Match[str], depth: int) -> Node:
        kind = token.lastgroup
        start = token.start(kind or 0) - (kind == "text")
        line, column = self._line_column(start)
        self.nodes += 1
        if self.nodes > LIMITS.nodes:
            raise self._stop("too_many_nodes", f"There are more than {LIMITS.nodes:,} values.", start)
        if kind == "text":
            return Node(self._text(token, start), line, column)
        if kind == "number":
            return Node(self._number(token, start), line, column)
        if kind == "word":
            return Node(_WORDS[token["word"]], line, column)
        if token["mark"] not in "{[":
            raise self._stop("not_well_formed", "A value is missing here.", start, "a comma may stand too many")
        if depth > LIMITS.depth:
            raise self._stop("too_deep", f"There are more than {LIMITS.depth} levels.", start)
        if token["mark"] == "{":
            return Node(self._object(depth), line, column)
        return Node(self._array(depth), line, column)

    def _array(self, depth: int) -> list[Node]:
        items: list[Node] = []
        token = self._token()
        if token["mark"] == "]":
            return items
        while True:
            items.append(self._value(token, depth + 1))
            if self._mark(",]") == "]":
                return items
            token = self._token()

    def _object(self, depth: int) -> dict[str, Node]:
        entries: dict[str, Node] = {}
        token = self._token()
        if token["mark"] == "}":
            return entries
        while True:
            if token.lastgroup != "text":
                raise self._stop("not_well_formed", "A key is missing here.", token.end() - 1, "keys stand in quotes")
            start = token.start("text") - 1
            key = self._text(token, start)
            self._mark(":")
            item = self._value(self._token(), depth + 1)
            item.key_line, item.key_column = self._line_column(start)
            if len(key) > LIMITS.name_characters:
                sentence = f"This key has more than {LIMITS.name_characters} characters."
                self._note("name_too_long", sentence, start)
            elif key in entries:
                first = entries[key].key_line
                sentence = f"The key {quoted(key)} stands here a second time; the first is in line {first}."
                self._note("duplicate_key", sentence, start)
            else:
                entries[key] = item
            if self._mark(",}") == "}":
                return entries
            token = self._token()

    def _mark(self, allowed: str) -> str:
        token = self._token()
        mark = token["mark"]
        if mark is None or mark not in allowed:
            start = token.start(token.lastgroup or 0) - (token.lastgroup == "text")
            raise self._stop("not_well_formed", "Something else is expected here.", start, _MISSING)
        return mark

    def _text(self, token: re.Match[str], start: int) -> str:
        raw = token["text"]
        text: str = json.loads(f'"{raw}"') if "\\" in raw else raw
        if len(text) > LIMITS.text_characters:
            sentence = f"This text has more than {LIMITS.text_characters:,} characters."
            raise self._stop("too_large", sentence, start)
        if _NO_TEXT.search(text):
            self._note("invalid_value", "An escape here gives a character that no text may hold.", start)
        return text

    def _number(self, token: re.Match[str], start: int) -> Scalar:
        text = token["number"]
        number = decimal(text, digits=LIMITS.magnitude_digits) if token["fraction"] else whole(text)
        if number is None:
            self._note("invalid_value", TOO_MANY_DIGITS, start, "put it in quotes if it is a name and not a number")
        return number

    def _line_column(self, at: int) -> tuple[int, int]:
        line = bisect_right(self.line_starts, at)
        return line, at - self.line_starts[line - 1] + 1

    def _place(self, at: int) -> Place:
        line, column = self._line_column(at)
        return Place(self.document, line=line, column=column)

    def _note(self, code: str, sentence: str, at: int, hint: str | None = None) -> None:
        if len(self.problems) < LIMITS.problems:
            self.problems.append(Problem(code, sentence, self._place(at), hint))

    def _stop(self, code: str, sentence: str, at: int, hint: str | None = None) -> ReadError:
        error = InvalidDocument if code in ("not_well_formed", "empty") else UnsafeDocument
        return error([Problem(code, sentence, self._place(at), hint), *self.problems])
