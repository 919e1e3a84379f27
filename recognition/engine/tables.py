"""The decision tables of the package: the only place where the law's ladders, outcomes and steps are concluded.

Their text stands in `decision_tables/`, one file a table, to be read by a reviewer; `table_text` reads it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from recognition.engine.table_form import Codes, Ints, Question, Rule, Table, refused
from recognition.engine.table_text import parse_table
from recognition.foundations.problems import nearest, quoted

__all__ = ["Codes", "Ints", "Question", "Rule", "Table", "answer_of", "answers_of", "load_tables", "parse_table"]


@cache
def load_tables() -> Mapping[str, Table]:
    """Every table of the package by name, read once in a process.

    Raises EngineError (`engine_table`, `engine_limit`) if a table is not what the engine answers safely.
    """
    tables = {}
    for file in sorted(files(__package__).joinpath("decision_tables").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".table"):
            name = file.name.removesuffix(".table")
            tables[name] = parse_table(file.read_text(encoding="utf-8"), name)
    return MappingProxyType(tables)


@cache
def _answers() -> Mapping[str, str]:
    answers: dict[str, str] = {}
    for table in load_tables().values():
        for rule, answer in table.answers.items():
            if answers.setdefault(rule, answer) != answer:
                raise refused("engine_table", f"the rule '{rule}' has another answer in another table", table.name)
    return answers


def answers_of(rule_names: Sequence[str]) -> list[str]:
    """What `answer_of` gives for each name."""
    answers = _answers()
    try:
        return [answers[name] for name in rule_names]
    except KeyError:
        return [answer_of(name) for name in rule_names]


def answer_of(rule_name: str) -> str:
    """The closed answer that a rule's name stands for: `met_proved` is `met`, `file_unknown` is `unknown`.

    `keep` (table `except`) leaves the status it was asked about. Raises EngineError `engine_question` for a name that
    no table has.
    """
    answer = _answers().get(rule_name)
    if answer is None:
        hint = nearest(rule_name, _answers())
        raise refused("engine_question", f"no table has a rule {quoted(rule_name)}", "decision_tables", hint=hint)
    return answer
