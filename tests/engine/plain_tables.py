"""The decision tables read and answered in plain Python, with nothing of the product: the yardstick of the engine.

`ask("combine", (2, 2, 1, 2, 2, 2))` gives the one rule that holds; `holding` gives all of them.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "recognition" / "engine" / "decision_tables"
ORDERS = {"<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge}

Conditions = list[tuple[str, str, list[str]]]
Rules = list[tuple[str, Conditions]]


def read(text: str) -> dict[str, Rules]:
    """The rules of every table in `text`: name, then (field, operator, values) of each condition."""
    tables: dict[str, Rules] = {}
    rules: Rules = []
    for line in text.splitlines():
        if head := re.match(r"\[(\w+)\]", line):
            rules = tables[head[1]] = []
        elif line.strip() and not re.match(r"(fields|given|answers):", line):
            name, conditions = line.split(":")
            parts = [re.fullmatch(r"(\w+) (\S+) (.+)", part.strip()) for part in conditions.split(";")]
            rules.append((name, [(p[1], p[2], [v.strip() for v in p[3].split(",")]) for p in parts if p]))
            assert all(parts), line
    return tables


def fields_of(text: str) -> tuple[str, ...]:
    """The field names on the line `fields:`."""
    line = re.search(r"(?m)^fields:(.*)", text)
    assert line
    return tuple(part.split()[0] for part in line[1].split(";"))


def _value(question: Mapping[str, int | str], text: str) -> int | str:
    if re.fullmatch(r"-?\d+", text):
        return int(text)
    return question.get(text, text)


def _holds(question: Mapping[str, int | str], field: str, sign: str, values: list[str]) -> bool:
    value = question[field]
    if sign in ("=", "in"):
        return any(value == (int(one) if isinstance(value, int) else one) for one in values)
    return bool(ORDERS[sign](value, _value(question, values[0])))


def holding_rules(rules: Rules, question: Mapping[str, int | str]) -> list[str]:
    """The names of all rules that hold for the question."""
    return [name for name, conditions in rules if all(_holds(question, *condition) for condition in conditions)]


@cache
def table(name: str) -> tuple[tuple[str, ...], Rules]:
    """Field order and rules of one of the package's tables."""
    text = (FOLDER / f"{name}.table").read_text(encoding="utf-8")
    return fields_of(text), read(text)[name]


def holding(name: str, question: tuple[int | str, ...]) -> list[str]:
    """All rules of the table that hold; one, if the table is right."""
    fields, rules = table(name)
    return holding_rules(rules, dict(zip(fields, question, strict=True)))


def ask(name: str, question: tuple[int | str, ...]) -> str:
    """The one rule that answers."""
    (answer,) = holding(name, question)
    return answer
