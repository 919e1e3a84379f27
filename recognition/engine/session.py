"""One decision table inside the rules engine, driven so that it cannot crash, hang or lose a question.

A call asks the table many questions. Each question is an event with a number of its own in one fixed session; the
table's rules consume it, and every call checks that each question was answered exactly once. No facts, joins,
negation, timers, threads or Python actions are used, and no text of a document arrives here: a message consists of
ints and of codes that the table itself lists.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from operator import add
from typing import Any, NamedTuple, Protocol

import orjson

from recognition.engine.table_form import Codes, Comparison, Question, Table, refused
from recognition.foundations.problems import EngineError

BATCH = 200
"""Questions in one call of the engine; their numbers never share a hash, and more at once is no faster."""

_NUMBERS = [str(number) for number in range(BATCH)]
_HEADS = [f'{{"id":"{number}"' for number in _NUMBERS]
_SESSION = "0"
_SESSION_PLACE = 1
"""Where the engine keeps the one session. A message that it cannot parse makes it name a place at random."""

_OPERATORS = {"<": "$lt", ">": "$gt", "<=": "$lte", ">=": "$gte"}


class Calls(Protocol):
    """What is used of the engine's C module."""

    error: type[Exception]

    def create_ruleset(self, name: str, rules: str) -> int: ...
    def delete_ruleset(self, handle: int) -> None: ...
    def assert_events(self, handle: int, messages: str) -> tuple[int, int]: ...
    def start_action_for_state(self, handle: int, place: int) -> tuple[str, str] | None: ...
    def complete_and_start_action(self, handle: int, place: int) -> str | None: ...
    def delete_state(self, handle: int, session: str) -> None: ...


class Batch(NamedTuple):
    """Questions as written: the messages of each call with their number, and which answer is whose.

    `order` is None where no two questions are equal.
    """

    messages: tuple[tuple[str, int], ...]
    order: list[int] | None


class Ruleset:
    """One table inside the engine. Not thread-safe: its desk holds the lock.

    After any fault the whole ruleset is thrown away and the next call builds a new one. A session in which nothing
    ever fired must not be deleted (it would crash), so building ends with one question that is answered.
    """

    def __init__(self, calls: Calls, table: Table, warm_up: Question) -> None:
        self._calls = calls
        self._table = table
        self._warm_up = warm_up
        self._definition, self._names = _compiled(table)
        marks = ('"%s"' if isinstance(kind, Codes) else "%d" for kind in table.kinds.values())
        self._text = "".join(f',"{field}":{mark}' for field, mark in zip(table.fields, marks, strict=True)) + "}"
        self._handle: int | None = None

    def batch(self, questions: Sequence[Question]) -> Batch:
        """Checked questions as the engine reads them; each is asked once."""
        texts = [self._text % question for question in questions]
        distinct = dict.fromkeys(texts)
        order = None
        if len(distinct) < len(texts):
            place = {text: i for i, text in enumerate(distinct)}
            order = [place[text] for text in texts]
        asked = list(distinct)
        parts = [asked[start : start + BATCH] for start in range(0, len(asked), BATCH)]
        return Batch(tuple([(_numbered(part), len(part)) for part in parts]), order)

    def answers(self, batch: Batch) -> list[str]:
        """One rule name for each distinct question, in order."""
        if len(batch.messages) == 1:
            return self.fire(*batch.messages[0])
        return [answer for messages, count in batch.messages for answer in self.fire(messages, count)]

    def fire(self, messages: str, count: int) -> list[str]:
        """The rule that consumed each of `count` messages. Raises EngineError unless each was consumed exactly once."""
        handle = self._build() if self._handle is None else self._handle
        whole = False
        try:
            answers = self._firings(handle, messages, count)
            whole = True
            return answers
        finally:
            if not whole:
                self.free()

    def free(self) -> None:
        """Gives the engine's memory back; the next call builds anew."""
        handle, self._handle = self._handle, None
        if handle is not None:
            with suppress(self._calls.error, MemoryError):
                self._calls.delete_state(handle, _SESSION)
                self._calls.delete_ruleset(handle)

    def _build(self) -> int:
        try:
            handle = self._calls.create_ruleset(self._table.name, self._definition)
        except (self._calls.error, MemoryError) as error:
            raise self._failed("the engine refused the table") from error
        self._firings(handle, *self.batch([self._warm_up]).messages[0])
        self._handle = handle
        return handle

    def _firings(self, handle: int, messages: str, count: int) -> list[str]:
        answers: dict[str, str] = {}
        fired = 0
        try:
            code, place = self._calls.assert_events(handle, messages)
            if code or place != _SESSION_PLACE:
                raise self._failed(f"the engine left a question unanswered (its code {code})")
            started = self._calls.start_action_for_state(handle, place)
            firing = started and started[1]
            while firing:
                for rule, matches in orjson.loads(firing).items():
                    name = self._names[rule]
                    for match in matches:
                        answers[match["m"]["id"]] = name
                    fired += len(matches)
                firing = self._calls.complete_and_start_action(handle, place)
            if fired != count:
                raise self._failed(f"{fired} answers to {count} questions")
            return [answers[number] for number in _NUMBERS[:count]]
        except (self._calls.error, MemoryError, orjson.JSONDecodeError, KeyError, TypeError) as error:
            raise self._failed(f"the engine failed: {type(error).__name__}") from error

    def _failed(self, sentence: str) -> EngineError:
        return refused("engine_failed", sentence, self._table.name)


def _numbered(texts: Sequence[str]) -> str:
    """At most a batch of questions as one call of the engine, numbered from 0."""
    return f"[{','.join(map(add, _HEADS, texts))}]"


def _compiled(table: Table) -> tuple[str, dict[str, str]]:
    """The table in the engine's own language, and the name behind each of its rules."""
    definition: dict[str, Any] = {}
    names: dict[str, str] = {}
    for rule in table.rules:
        for alternative in rule.alternatives():
            key = f"r{len(names)}"
            names[key] = rule.name
            terms = [term for comparison in alternative for term in _terms(comparison)]
            definition[key] = {"cap": BATCH, "all": [{"m": {"$and": terms}}]}
    return json.dumps(definition), names


def _terms(test: Comparison) -> list[dict[str, Any]]:
    if test.operator == "=":
        return [{test.field: test.value}]
    if test.other is None:
        return [{_OPERATORS[test.operator]: {test.field: test.value}}]
    # Every field is always sent, yet were one absent the comparison alone would hold: so its presence is asked first.
    return [{"$ex": {test.other: 1}}, {_OPERATORS[test.operator]: {test.field: {"$m": test.other}}}]
