"""What a decision table is: typed fields, rules over one question, and the answers they give.

A table is one question asked of the rules engine. Its rules compare fields of that one question with constants or
with each other; nothing else can be said, because everything else that the engine offers crashes, hangs or answers
wrongly in some case (joins, negation, arithmetic, regular expressions, order of texts).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Literal

from recognition.foundations.problems import EngineError, Place, Problem

GREATEST_INT = 2**53
"""Beyond this the engine's own numbers lose digits."""

NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
CODE = re.compile(r"[a-z0-9_.:-]{1,64}")

Operator = Literal["=", "<", ">", "<=", ">="]
Value = int | str
Question = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Ints:
    """A field that holds whole numbers from `least` to `greatest`."""

    least: int = -GREATEST_INT
    greatest: int = GREATEST_INT

    def holds(self, value: object) -> bool:
        return type(value) is int and self.least <= value <= self.greatest

    def __str__(self) -> str:
        return f"a whole number from {self.least} to {self.greatest}"


@dataclass(frozen=True, slots=True)
class Codes:
    """A field that holds one of a closed list of short codes."""

    words: tuple[str, ...]

    def holds(self, value: object) -> bool:
        return type(value) is str and value in self.words

    def __str__(self) -> str:
        return "one of " + ", ".join(self.words)


Kind = Ints | Codes


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison that the engine makes: a field with a constant, or with the field named by `other`."""

    field: str
    operator: Operator
    value: Value | None = None
    other: str | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a rule. More than one test means any of them (`in`): equalities on one field, so one holds."""

    tests: tuple[Comparison, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """Holds where all its conditions hold. Its name is the key of the sentence that explains the answer."""

    name: str
    conditions: tuple[Condition, ...]

    def alternatives(self) -> Iterator[tuple[Comparison, ...]]:
        """The rule as rules without `in`, no two of which can hold at once."""
        return product(*(condition.tests for condition in self.conditions))


@dataclass(frozen=True, slots=True)
class Given:
    """A promise about every question, checked before asking: `low` <= `high` wherever all of `where` hold."""

    low: str
    high: str
    where: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        where = ", ".join(f"{field} = {code}" for field, code in self.where)
        return f"{self.low} <= {self.high}" + (f" where {where}" if where else "")


@dataclass(frozen=True, slots=True)
class Table:
    """One decision table.

    `fields` is the order of a question's values; `kinds` what each may hold; `answers` the closed answer that each
    rule's name stands for; `note` the table's one-line comment.
    """

    name: str
    note: str
    fields: tuple[str, ...]
    kinds: Mapping[str, Kind]
    given: tuple[Given, ...]
    rules: tuple[Rule, ...]
    answers: Mapping[str, str]

    def tests(self) -> set[Comparison]:
        """Every distinct comparison in the table."""
        return {test for rule in self.rules for condition in rule.conditions for test in condition.tests}


def refused(code: str, sentence: str, table: str, line: int | None = None, hint: str | None = None) -> EngineError:
    """An error about the table named `table`."""
    return EngineError(Problem(code, sentence, Place(document=f"{table}.table", line=line), hint))


def name_hash(name: str) -> int:
    """The 32 bits (FNV-1a) by which the engine tells property names apart; it never compares the names themselves."""
    bits = 0x811C9DC5
    for byte in name.encode():
        bits = ((bits ^ byte) * 0x01000193) & 0xFFFFFFFF
    return bits
