"""The rules engine: the only module that imports it, and the one place where questions are asked.

Answers are remembered by cell (`questions`), so the engine is asked once for what its rules cannot tell apart.
"""

from __future__ import annotations

import marshal
import os
import threading
import weakref
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import cast

from recognition.engine.questions import Cell, Questions
from recognition.engine.session import Batch, Calls, Ruleset
from recognition.engine.table_form import Question, Table, refused
from recognition.engine.tables import load_tables
from recognition.foundations.problems import EngineError, Problem, nearest, quoted

MOST_REMEMBERED = 8_192
"""Exact questions remembered for each table before it starts anew; cells are few and are always kept."""

MOST_WRITTEN = 1_024
"""Questions of each table that are kept as written where the engine is asked every time."""

_RECIPE = (
    'CPPFLAGS="-O2 -DPyEval_CallObject=PyObject_CallObject" pip install --no-cache-dir --force-reinstall durable-rules'
)


def _load() -> Calls:
    try:
        import durable_rules_engine
    except ImportError as error:
        problem = Problem("engine_missing", f"the rules engine cannot be loaded; run: {_RECIPE}")
        raise EngineError(problem) from error
    return cast(Calls, durable_rules_engine)


class _Desk:
    """Asks one table, checks what is asked, and remembers."""

    def __init__(self, calls: Calls, table: Table, remember: bool) -> None:
        self._questions = Questions(table)
        self._remember = remember
        self._lock = threading.Lock()
        self._exact: dict[Question, str] = {}
        self._cells: dict[Cell, str] = {}
        self._batches: dict[bytes, Batch] = {}
        self._written = 0
        self.ruleset = Ruleset(calls, table, next(self._questions.samples()))

    def ask(self, questions: Sequence[Question]) -> list[str]:
        if not self._remember:
            return self._ask_all(questions)
        try:
            if _plain(questions):
                exact = self._exact
                return [exact[question] for question in questions]
        except (KeyError, TypeError):
            pass
        return self._ask_new(questions)

    def _ask_all(self, questions: Sequence[Question]) -> list[str]:
        """Every answer from the rules engine; remembered is only how a batch of well formed questions is written."""
        try:
            # Unlike the hash of a question, its bytes tell True and 1.0 from 1.
            key = marshal.dumps(questions)  # type: ignore[arg-type]  # what it cannot write it refuses
        except ValueError:  # a kind of tuple of its own, or no question at all
            key = None
        batch = (key and self._batches.get(key)) or self._write(questions, key)
        with self._lock:
            answers = self.ruleset.answers(batch)
        return answers if batch.order is None else [answers[i] for i in batch.order]

    def _write(self, questions: Sequence[Question], key: bytes | None) -> Batch:
        self._questions.check(questions)
        batch = self.ruleset.batch(questions)
        if key is not None and len(questions) <= MOST_WRITTEN:
            kept = self._batches if self._written + len(questions) <= MOST_WRITTEN else {}
            self._written = len(questions) + (self._written if kept is self._batches else 0)
            kept[key] = batch
            self._batches = kept
        return batch

    def _ask_new(self, questions: Sequence[Question]) -> list[str]:
        self._questions.check(questions)
        with self._lock:
            cells = [self._questions.cell(question) for question in questions]
            new = {cell: question for cell, question in zip(cells, questions, strict=True) if cell not in self._cells}
            if new:
                answers = self.ruleset.answers(self.ruleset.batch(list(new.values())))
                self._cells.update(zip(new, answers, strict=True))
            found = [self._cells[cell] for cell in cells]
            if len(self._exact) + len(found) > MOST_REMEMBERED:
                self._exact = {}
            self._exact.update(zip(questions[:MOST_REMEMBERED], found, strict=False))
            return found


def _plain(questions: Sequence[Question]) -> bool:
    """Whether all values are ints and words: True and 1.0 would find what 1 found."""
    return _PLAIN.issuperset(map(type, chain.from_iterable(questions)))


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


def _free(rulesets: list[Ruleset]) -> None:
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
