"""The rules engine: the only module that touches it.

A call asks one table many questions. Each question is an event with a number of its own in one fixed session; the
table's rules consume it, and every call checks that each question was answered exactly once. No facts, joins,
negation, timers, threads or Python actions are used, and no text of a document arrives here: a message consists of
ints and of codes that the table itself lists.
"""

from __future__ import annotations

import json
import os
import threading
import weakref
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import chain
from typing import Any, Protocol, cast

import orjson

from recognition.engine.questions import Cell, Questions
from recognition.engine.table_form import Codes, Comparison, Question, Table, refused
from recognition.engine.tables import load_tables
from recognition.foundations.problems import EngineError, Problem, nearest, quoted

BATCH = 200
"""Questions in one call of the engine; their numbers never share a hash, and more at once is no faster."""

MOST_REMEMBERED = 8_192
"""Exact questions remembered for each table before it starts anew; cells are few and are always kept."""

_SESSION = "0"
_OPERATORS = {"<": "$lt", ">": "$gt", "<=": "$lte", ">=": "$gte"}
_RECIPE = (
    'CPPFLAGS="-O2 -DPyEval_CallObject=PyObject_CallObject" pip install --no-cache-dir --force-reinstall durable-rules'
)


class _Calls(Protocol):
    """What is used of the engine's C module."""

    error: type[Exception]

    def create_ruleset(self, name: str, rules: str) -> int: ...
    def delete_ruleset(self, handle: int) -> None: ...
    def assert_events(self, handle: int, messages: str) -> tuple[int, int]: ...
    def start_action_for_state(self, handle: int, session: int) -> tuple[str, str] | None: ...
    def complete_and_start_action(self, handle: int, session: int) -> str | None: ...
    def delete_state(self, handle: int, session: str) -> None: ...


def _load() -> _Calls:
    try:
        import durable_rules_engine
    except ImportError as error:
        problem = Problem("engine_missing", f"the rules engine cannot be loaded; run: {_RECIPE}")
        raise EngineError(problem) from error
    return cast(_Calls, durable_rules_engine)


class _Ruleset:
    """One table inside the engine. Not thread-safe: its desk holds the lock.

    After any fault the whole ruleset is thrown away and the next call builds a new one. A session in which nothing
    ever fired must not be deleted (it would crash), so building ends with one question that is answered.
    """

    def __init__(self, calls: _Calls, table: Table, warm_up: Question) -> None:
        self._calls = calls
        self._table = table
        self._warm_up = warm_up
        self._definition, self._names = _compiled(table)
        marks = ('"%s"' if isinstance(kind, Codes) else "%d" for kind in table.kinds.values())
        values = "".join(f',"{field}":{mark}' for field, mark in zip(table.fields, marks, strict=True))
        self._message = '{"id":"%d"' + values + "}"
        self._handle: int | None = None

    def answers(self, questions: Sequence[Question]) -> list[str]:
        """One rule name a question, in order; the questions are checked and different from each other."""
        found: list[str] = []
        for start in range(0, len(questions), BATCH):
            part = questions[start : start + BATCH]
            messages = ",".join([self._message % (number, *question) for number, question in enumerate(part)])
            found += self.fire(f"[{messages}]", len(part))
        return found

    def fire(self, messages: str, count: int) -> list[str]:
        """The rule that consumed each of `count` messages. Raises EngineError unless each was consumed exactly once."""
        if self._handle is None:
            self._build()
        handle = cast(int, self._handle)
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

    def _build(self) -> None:
        try:
            handle = self._calls.create_ruleset(self._table.name, self._definition)
        except (self._calls.error, MemoryError) as error:
            raise self._failed("the engine refused the table") from error
        self._firings(handle, f"[{self._message % (0, *self._warm_up)}]", 1)
        self._handle = handle

    def _firings(self, handle: int, messages: str, count: int) -> list[str]:
        answers: dict[str, str] = {}
        fired = 0
        try:
            code, session = self._calls.assert_events(handle, messages)
            if code:
                raise self._failed(f"the engine left a question unanswered (its code {code})")
            started = self._calls.start_action_for_state(handle, session)
            firing = started and started[1]
            while firing:
                for rule, matches in orjson.loads(firing).items():
                    name = self._names[rule]
                    for match in matches:
                        answers[match["m"]["id"]] = name
                    fired += len(matches)
                firing = self._calls.complete_and_start_action(handle, session)
            if fired != count:
                raise self._failed(f"{fired} answers to {count} questions")
            return [answers[str(number)] for number in range(count)]
        except (self._calls.error, MemoryError, orjson.JSONDecodeError, KeyError, TypeError) as error:
            raise self._failed(f"the engine failed: {type(error).__name__}") from error

    def _failed(self, sentence: str) -> EngineError:
        return refused("engine_failed", sentence, self._table.name)


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


class _Desk:
    """Asks one table, checks what is asked, and remembers."""

    def __init__(self, calls: _Calls, table: Table, remember: bool) -> None:
        self._questions = Questions(table)
        self._remember = remember
        self._lock = threading.Lock()
        self._exact: dict[Question, str] = {}
        self._cells: dict[Cell, str] = {}
        self.ruleset = _Ruleset(calls, table, next(self._questions.samples()))

    def ask(self, questions: Sequence[Question]) -> list[str]:
        exact = self._exact
        try:
            # True and 1.0 would find what 1 found, so types are looked at even where all is remembered.
            if _PLAIN.issuperset(map(type, chain.from_iterable(questions))):
                return [exact[question] for question in questions]
        except (KeyError, TypeError):
            pass
        return self._find_out(questions)

    def _find_out(self, questions: Sequence[Question]) -> list[str]:
        check, cell_of = self._questions.check, self._questions.cell
        for question in questions:
            check(question)
        with self._lock:
            if not self._remember:
                distinct = list(dict.fromkeys(questions))
                answers = dict(zip(distinct, self.ruleset.answers(distinct), strict=True))
                return [answers[question] for question in questions]
            cells = [cell_of(question) for question in questions]
            new = {cell: question for cell, question in zip(cells, questions, strict=True) if cell not in self._cells}
            if new:
                self._cells.update(zip(new, self.ruleset.answers(list(new.values())), strict=True))
            found = [self._cells[cell] for cell in cells]
            if len(self._exact) + len(found) > MOST_REMEMBERED:
                self._exact = {}
            self._exact.update(zip(questions[:MOST_REMEMBERED], found, strict=False))
            return found


_PLAIN = frozenset({int, str})


class Engine:
    """The decision tables, ready to be asked; safe to share between threads.

    `remember=False` asks the rules engine every time. `tables` defaults to the package's own. Raises EngineError
    `engine_missing` where the engine cannot be loaded.
    """

    def __init__(self, *, remember: bool = True, tables: Mapping[str, Table] | None = None) -> None:
        calls = _load()
        tables = load_tables() if tables is None else tables
        self._desks = {name: _Desk(calls, table, remember) for name, table in tables.items()}
        rulesets = [desk.ruleset for desk in self._desks.values()]
        weakref.finalize(self, _free, rulesets).atexit = False

    def ask(self, table: str, questions: Sequence[Question]) -> list[str]:
        """The name of the rule that answers each question, in order; equal questions are asked once.

        A question is a tuple of values in the order of the table's fields. Raises EngineError: `engine_question`
        (nothing was asked: wrong arity, type, code, range or order), `engine_failed` (the engine failed or its
        self-check did not hold; all answers of the call are void and the next call works).
        """
        if len(questions) == 0:
            return []
        desk = self._desks.get(table)
        if desk is None:
            hint = nearest(table, self._desks)
            raise refused("engine_question", f"there is no table {quoted(table)}", "decision_tables", hint=hint)
        return desk.ask(questions)


def _free(rulesets: list[_Ruleset]) -> None:
    for ruleset in rulesets:
        ruleset.free()


_shared: dict[int, Engine] = {}
_building: dict[int, threading.Lock] = {}


def default_engine() -> Engine:
    """The engine of this process, built when first asked for, and built anew in a forked child."""
    process = os.getpid()
    engine = _shared.get(process)
    if engine is None:
        with _building.setdefault(process, threading.Lock()):
            engine = _shared.get(process)
            if engine is None:
                engine = _shared[process] = Engine()
    return engine


def prove_tables(tables: Mapping[str, Table] | None = None) -> int:
    """Asks the engine every cell of every table, with the rules in their order and in the reverse; the number asked.

    The engine lets the first rule that holds consume a question, so two rules that both hold show as two different
    answers. Raises EngineError `engine_table` for a cell with two answers, `engine_failed` for one with none.
    """
    tables = load_tables() if tables is None else tables
    asked = 0
    for name, table in tables.items():
        cells = list(Questions(table).cells().values())
        turned = replace(table, rules=table.rules[::-1])
        forward, backward = (Engine(remember=False, tables={name: one}).ask(name, cells) for one in (table, turned))
        for question, first, last in zip(cells, forward, backward, strict=True):
            if first != last:
                raise refused("engine_table", f"both '{first}' and '{last}' answer {question}", name)
        asked += 2 * len(cells)
    return asked
