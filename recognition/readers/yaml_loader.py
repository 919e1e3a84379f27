"""Strict YAML: what a file says to its reader is what it says to the program.

Built over the parser's events, because the usual loaders turn Norway into false, 0110 into 72 and twelve lines into a
billion values. A plain scalar is null (`null`, `~`, nothing), `true`, `false`, an integer without leading zero or a
plain decimal; everything else is text: `NO`, `yes`, `on`, `12:30`, `0110`, `1e3`, `2024-02-29`. No anchor, alias,
merge, tag, directive, second document; keys are text and unique.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Protocol

import yaml
from yaml import events

from recognition.foundations.problems import InvalidDocument, Place, Problem, ReadError, UnsafeDocument, quoted
from recognition.readers.door import Incoming, text_of
from recognition.readers.limits import LIMITS
from recognition.readers.numbers import TOO_MANY_DIGITS, decimal, whole
from recognition.readers.tree import Node, Scalar

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?P<fraction>\.[0-9]+)?")
_WORDS: dict[str, Scalar] = {"": None, "~": None, "null": None, "true": True, "false": False}
_NUMBER_STARTS = frozenset("-0123456789")


_SEPARATOR = re.compile("[\x85\u2028\u2029]")
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")
_INVALID = frozenset({"not_well_formed", "empty", "multi_document"})

# What the parser says, in part, and what we say: code, sentence, hint. The first that fits counts.
_SYNTAX = (
    ("tag handle", "tag_forbidden", "A tag (!) stands here.", "remove it, or quote the text"),
    ("parsing a tag", "tag_forbidden", "A tag (!) stands here.", "remove it, or quote the text"),
    ("scanning a tag", "tag_forbidden", "A tag (!) stands here.", "remove it, or quote the text"),
    ("directive", "directive_forbidden", "A directive stands here.", "remove this line"),
    ("scanning an alias", "alias_forbidden", "An alias (*) stands here.", "quote the text"),
    ("scanning an anchor", "alias_forbidden", "An anchor (&) stands here.", "quote the text"),
    ("mapping values are not allowed", "not_well_formed", "A colon stands where no key can be.",
     "put text with a colon in quotes, or check the indentation"),
    ("quoted scalar", "not_well_formed", "The quoted text is not closed or holds a bad escape.",
     "check the quotes; in double quotes a backslash starts an escape"),
    ("expected ':'", "not_well_formed", "A key without a colon stands before this.", "write 'key: value'"),
    ("flow mapping", "not_well_formed", "Something is missing in the mapping in braces.",
     "check commas, colons and the closing brace"),
    ("flow sequence", "not_well_formed", "Something is missing in the list in brackets.",
     "check commas and the closing bracket"),
    ("block mapping", "not_well_formed", "The indentation does not fit the mapping around it.",
     "start keys of one mapping in the same column"),
    ("block collection", "not_well_formed", "The indentation does not fit the list around it.",
     "start the dashes of one list in the same column"),
    ("block sequence entries", "not_well_formed", "A dash stands where no list can start.",
     "start the list on a new line"),
    ("block scalar", "not_well_formed", "The block of text is not indented as it must be.", "indent it with spaces"),
    ("cannot start any token", "not_well_formed", "No value can start with this character.", "put the text in quotes"),
)  # fmt: skip


class _Events(Protocol):
    def get_event(self) -> Any: ...


def parse_yaml(source: Incoming | str, *, document: str | None = None, multi: bool = False) -> Node:
    """Read one YAML document into plain data with places; with `multi` a list of all documents.

    A fault of syntax, alias, tag or size ends the reading; wrong keys and values are collected and raised together.
    Raises InvalidDocument or UnsafeDocument; codes: `not_well_formed`, `alias_forbidden`, `tag_forbidden`,
    `directive_forbidden`, `multi_document`, `duplicate_key`, `key_not_string`, `invalid_value`, `too_deep`,
    `too_many_nodes`, `too_large`, `name_too_long`, `encoding_forbidden`, `empty`.
    """
    if isinstance(source, Incoming):
        document = document or source.name
        text = text_of(source)
    else:
        text = source
    builder = _Builder(text.removeprefix("\ufeff"), document)
    documents = list(builder.documents(multi))
    if builder.problems:
        raise InvalidDocument(builder.problems)
    if not documents:
        raise builder.failure("empty", "The document is empty.", 1, 1)
    return Node(documents, 1, 1) if multi else documents[0]


def _parser(text: str) -> _Events:
    return yaml.CSafeLoader(text) if yaml.__with_libyaml__ else yaml.SafeLoader(text)


class _Builder:
    """Walks the events of one file; `problems` holds what does not stop the walk."""

    def __init__(self, text: str, document: str | None) -> None:
        self.text = text
        self.document = document
        self.problems: list[Problem] = []
        self._nodes = 0
        self._events: _Events

    def documents(self, multi: bool) -> Iterator[Node]:
        """Each document of the file as a tree."""
        self._refuse_directive()
        self._refuse_separator()
        try:
            # The last line of a block is cut short by the parser where it does not end.
            self._events = _parser(self.text if self.text.endswith("\n") else f"{self.text}\n")
            self._events.get_event()  # the stream starts
            count = 0
            while isinstance(start := self._events.get_event(), events.DocumentStartEvent):
                line, column = _start_of(start)
                if start.version or start.tags:
                    raise self.failure("directive_forbidden", "A directive stands before this.", line, column)
                if count and not multi:
                    raise self.failure("multi_document", "A second document starts here.", line, column)
                count += 1
                yield self._node(self._events.get_event(), 1)
                self._events.get_event()  # the document ends
        except yaml.YAMLError as error:
            raise self._syntax_failure(error) from None
        except UnicodeEncodeError:
            raise self.failure("not_well_formed", "The text holds half a character.", 1, 1) from None

    def failure(self, code: str, sentence: str, line: int, column: int, hint: str | None = None) -> ReadError:
        """What ends the reading; problems collected before are raised with it, behind it."""
        problem = Problem(code, sentence, Place(self.document, line=line, column=column), hint)
        kind = InvalidDocument if code in _INVALID else UnsafeDocument
        return kind([problem, *self.problems])

    def _refuse_directive(self) -> None:
        for number, line in enumerate(self.text.splitlines(), 1):
            if line.startswith("%"):
                raise self.failure("directive_forbidden", "A directive stands here.", number, 1, "remove this line")
            if line.strip() and not line.lstrip().startswith("#"):
                return

    def _refuse_separator(self) -> None:
        """To some versions of YAML these end a line, and inside quotes become a space; to others they are text."""
        found = _SEPARATOR.search(self.text)
        if found is not None:
            before = self.text[: found.start()]
            line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
            sentence = "A rare separator of lines stands here, which programs read differently."
            raise self.failure("not_well_formed", sentence, line, column, "start a new line, or write it as an escape")

    def _note(self, code: str, sentence: str, line: int, column: int, hint: str | None = None) -> None:
        if len(self.problems) < LIMITS.problems:
            self.problems.append(Problem(code, sentence, Place(self.document, line=line, column=column), hint))

    def _node(self, event: Any, depth: int) -> Node:
        line, column = _start_of(event)
        self._nodes += 1
        if self._nodes > LIMITS.nodes:
            raise self.failure("too_many_nodes", f"There are more than {LIMITS.nodes:,} values.", line, column)
        if event.anchor is not None:
            sentence = "An anchor or alias (& or *) stands here."
            raise self.failure("alias_forbidden", sentence, line, column, "write the value out, or quote it")
        if event.tag is not None:
            raise self.failure("tag_forbidden", "A tag (!) stands here.", line, column, "remove it, or quote the text")
        if isinstance(event, events.ScalarEvent):
            return Node(self._scalar(event, line, column), line, column)
        if depth > LIMITS.depth:
            raise self.failure("too_deep", f"There are more than {LIMITS.depth} levels.", line, column)
        if isinstance(event, events.MappingStartEvent):
            return Node(self._mapping(depth), line, column)
        return Node(self._sequence(depth), line, column)

    def _sequence(self, depth: int) -> list[Node]:
        items: list[Node] = []
        while not isinstance(event := self._events.get_event(), events.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return items

    def _mapping(self, depth: int) -> dict[str, Node]:
        entries: dict[str, Node] = {}
        while not isinstance(event := self._events.get_event(), events.MappingEndEvent):
            self._refuse_lost_question_mark(event)
            key = self._node(event, depth + 1)
            self._nodes -= 1  # values count, keys do not
            item = self._node(self._events.get_event(), depth + 1)
            item.key_line, item.key_column = key.line, key.column
            name = key.value
            if not isinstance(name, str):
                self._note("key_not_string", "A key must be text.", key.line, key.column, "put the key in quotes")
            elif name == "<<":
                raise self.failure("alias_forbidden", "A merge (<<) stands here.", key.line, key.column, "write it out")
            elif len(name) > LIMITS.name_characters:
                sentence = f"This key has more than {LIMITS.name_characters} characters."
                self._note("name_too_long", sentence, key.line, key.column)
            elif name in entries:
                first = entries[name].key_line
                sentence = f"The key {quoted(name)} stands here a second time; the first is in line {first}."
                self._note("duplicate_key", sentence, key.line, key.column)
            else:
                entries[name] = item
        return entries

    def _refuse_lost_question_mark(self, key: Any) -> None:
        """Inside brackets the parser takes `?x` for the key `x`, and forgets the question mark."""
        start = key.start_mark.index
        if self.text[max(start - 1, 0) : start] == "?" and self.text[start : start + 1].strip():
            line, column = _start_of(key)
            sentence = "A question mark stands before this, without a space."
            raise self.failure("not_well_formed", sentence, line, column, "put the text in quotes")

    def _scalar(self, event: events.ScalarEvent, line: int, column: int) -> Scalar:
        text: str = event.value
        if not event.implicit[0]:  # quoted or a block: text whatever it looks like
            if event.style == '"' and _NO_TEXT.search(text):
                self._note("invalid_value", "An escape here gives a character that no text may hold.", line, column)
            self._check_length(text, line, column)
            return text
        if text in _WORDS:
            return _WORDS[text]
        if text[0] in _NUMBER_STARTS and (number := _NUMBER.fullmatch(text)):
            return self._number(text, number, line, column)
        self._check_length(text, line, column)
        return text

    def _check_length(self, text: str, line: int, column: int) -> None:
        if len(text) > LIMITS.text_characters:
            sentence = f"This text has more than {LIMITS.text_characters:,} characters."
            raise self.failure("too_large", sentence, line, column)

    def _number(self, text: str, number: re.Match[str], line: int, column: int) -> Scalar:
        value = decimal(text) if number["fraction"] else whole(text)
        if value is None:
            hint = "put it in quotes if it is a name and not a number"
            self._note("invalid_value", TOO_MANY_DIGITS, line, column, hint)
        return value

    def _syntax_failure(self, error: yaml.YAMLError) -> ReadError:
        mark = getattr(error, "problem_mark", None)
        if mark is None:  # a character that YAML forbids
            place = _first_forbidden(self.text)
            return self.failure("not_well_formed", "A control character stands here.", *place, "remove it")
        line, column = mark.line + 1, mark.column + 1
        lines = self.text.splitlines()
        here = lines[mark.line] if mark.line < len(lines) else ""
        if "\t" in here[: len(here) - len(here.lstrip())]:
            return self.failure("not_well_formed", "A tab stands here.", line, column, "indent with spaces")
        said = f"{getattr(error, 'context', None) or ''} {getattr(error, 'problem', None) or ''}"
        for words, code, sentence, hint in _SYNTAX:
            if words in said:
                return self.failure(code, sentence, line, column, hint)
        return self.failure("not_well_formed", "The YAML breaks off or goes wrong here.", line, column)


def _start_of(event: Any) -> tuple[int, int]:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1


def _first_forbidden(text: str) -> tuple[int, int]:
    found = yaml.reader.Reader.NON_PRINTABLE.search(text)
    before = text[: found.start()] if found else ""
    return before.count("\n") + 1, len(before) - before.rfind("\n")
