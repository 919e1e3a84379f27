"""Reads the text of one decision table and refuses whatever the rules engine could not answer safely.

The text: a line `[name] comment`; then `fields:`, `given:` (may be absent) and `answers:`; then one rule a line,
`name: condition; condition`. A condition is `field = constant`, `field in constant, constant`, or an order
(`< > <= >=`) between an int field and a constant or another int field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from recognition.engine.table_form import (
    CODE,
    NAME,
    Codes,
    Comparison,
    Condition,
    Given,
    Ints,
    Kind,
    Operator,
    Rule,
    Table,
    name_hash,
    refused,
)
from recognition.engine.table_limits import check_limits
from recognition.foundations.problems import EngineError, nearest, quoted

_HEAD = re.compile(r"\[([a-z][a-z0-9_]*)\] ?(.*)")
_RANGE = re.compile(r"(-?\d{1,16})\.\.(-?\d{1,16})?")
_NUMBER = re.compile(r"-?\d+")
_CONDITION = re.compile(r"(\S+) (=|<=|>=|<|>|in) (.+)")
_ORDERS: Mapping[str, Operator] = {"<": "<", ">": ">", "<=": "<=", ">=": ">="}
_ENGINE_NAMES = ("id", "sid", "$s")


def parse_table(text: str, source: str) -> Table:
    """The table that `text` holds; `source` names it in messages.

    Raises EngineError: `engine_table` for text outside the safe subset, `engine_limit` for more of something than
    the engine bears.
    """
    return _Reader(text, source).table()


class _Reader:
    def __init__(self, text: str, source: str) -> None:
        self._source = source
        self._lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
        self._line: int | None = None
        self._kinds: dict[str, Kind] = {}

    def table(self) -> Table:
        name, note = self._head()
        self._kinds = self._fields(self._section("fields"))
        given = tuple(self._given(part) for part in self._section("given", optional=True))
        answers = self._section("answers")
        rules = tuple(self._rules())
        table = Table(name, note, tuple(self._kinds), self._kinds, given, rules, self._answers(answers, rules))
        check_limits(table)
        return table

    def _wrong(self, sentence: str, hint: str | None = None) -> EngineError:
        return refused("engine_table", sentence, self._source, self._line, hint)

    def _head(self) -> tuple[str, str]:
        self._line, line = self._lines.pop(0) if self._lines else (1, "")
        head = _HEAD.fullmatch(line)
        if head is None:
            raise self._wrong("a table begins with its name in square brackets")
        return head[1], head[2]

    def _section(self, keyword: str, optional: bool = False) -> list[str]:
        if self._lines and self._lines[0][1].startswith(f"{keyword}:"):
            self._line, line = self._lines.pop(0)
            return [part.strip() for part in line.partition(":")[2].split(";")]
        if optional:
            return []
        raise self._wrong(f"the line '{keyword}:' is missing here")

    def _fields(self, parts: list[str]) -> dict[str, Kind]:
        kinds: dict[str, Kind] = {}
        hashes = {name_hash(name): name for name in _ENGINE_NAMES}
        for part in parts:
            name, _, kind = part.partition(" ")
            if not NAME.fullmatch(name) or name in kinds:
                raise self._wrong(f"{quoted(name)} cannot be a field: lower-case letters, digits and _, each once")
            if (same := hashes.setdefault(name_hash(name), name)) != name or name in _ENGINE_NAMES:
                raise self._wrong(f"the engine could not tell the field '{name}' from '{same}'", "choose another name")
            kinds[name] = self._kind(kind.strip())
        return kinds

    def _kind(self, text: str) -> Kind:
        if text == "int":
            return Ints()
        if bounds := _RANGE.fullmatch(text):
            least, greatest = int(bounds[1]), int(bounds[2] or Ints().greatest)
            if Ints().holds(least) and least <= greatest and Ints().holds(greatest):
                return Ints(least, greatest)
            raise self._wrong(f"the range {quoted(text)} is empty or beyond 2^53")
        words = tuple(text.split("|"))
        if len(set(words)) != len(words) or not all(CODE.fullmatch(word) for word in words):
            raise self._wrong(f"{quoted(text)} is no kind of field", "int, a range as 0..3, or codes as yes|no")
        return Codes(words)

    def _field(self, name: str) -> str:
        if name not in self._kinds:
            raise self._wrong(f"there is no field {quoted(name)}", nearest(name, self._kinds))
        return name

    def _given(self, part: str) -> Given:
        promise, _, where = part.partition(" where ")
        low, _, high = promise.partition(" <= ")
        for end in (low, high):
            if not isinstance(self._kinds[self._field(end)], Ints):
                raise self._wrong(f"only ints have an order; {quoted(end)} holds codes")
        pairs = [pair.strip().partition(" = ")[::2] for pair in where.split(",")] if where else []
        for field, code in pairs:
            if not self._kinds[self._field(field)].holds(code):
                raise self._wrong(f"{quoted(code)} is none of the codes of '{field}'")
        return Given(low, high, tuple(pairs))

    def _rules(self) -> Iterator[Rule]:
        seen: set[str] = set()
        for number, line in self._lines:
            self._line = number
            name, _, conditions = (part.strip() for part in line.partition(":"))
            if not NAME.fullmatch(name) or name in seen:
                raise self._wrong(f"{quoted(name)} cannot be a rule: lower-case letters, digits and _, each once")
            seen.add(name)
            yield Rule(name, tuple(self._condition(part.strip()) for part in conditions.split(";")))
        if not seen:
            raise self._wrong("a table needs rules")

    def _condition(self, text: str) -> Condition:
        found = _CONDITION.fullmatch(text)
        if found is None:
            raise self._wrong(f"{quoted(text)} is no condition", "a field, = < > <= >= or in, and a constant or field")
        field, operator, right = self._field(found[1]), found[2], found[3].strip()
        kind = self._kinds[field]
        if operator in _ORDERS:
            return Condition((self._order(field, kind, _ORDERS[operator], right),))
        values = [value.strip() for value in right.split(",")] if operator == "in" else [right]
        if len(set(values)) != len(values):
            raise self._wrong(f"{quoted(right)} names one value twice")
        return Condition(tuple(Comparison(field, "=", self._constant(field, kind, value)) for value in values))

    def _order(self, field: str, kind: Kind, operator: Operator, right: str) -> Comparison:
        if not isinstance(kind, Ints):
            raise self._wrong(f"only ints have an order; '{field}' holds codes")
        if _NUMBER.fullmatch(right):
            return Comparison(field, operator, self._constant(field, kind, right))
        if not isinstance(self._kinds[self._field(right)], Ints) or right == field:
            raise self._wrong(f"'{field}' can only be compared with another int, not with {quoted(right)}")
        return Comparison(field, operator, other=right)

    def _constant(self, field: str, kind: Kind, text: str) -> int | str:
        whole = isinstance(kind, Ints) and _NUMBER.fullmatch(text) and len(text) <= 17
        value: int | str = int(text) if whole else text
        if not kind.holds(value):
            raise self._wrong(f"{quoted(text)} cannot stand in '{field}', which holds {kind}")
        return value

    def _answers(self, parts: list[str], rules: tuple[Rule, ...]) -> dict[str, str]:
        self._line = None
        exceptions: dict[str, str] = {}
        words = []
        for part in parts:
            word, _, names = (piece.strip() for piece in part.partition("="))
            words.append(word)
            exceptions |= {name.strip(): word for name in names.split(",") if name.strip()}
        answers = {}
        for rule in rules:
            fitting = [word for word in words if f"{rule.name}_".startswith(f"{word}_")]
            answers[rule.name] = exceptions.pop(rule.name, max(fitting, key=len, default=""))
            if not answers[rule.name]:
                raise self._wrong(f"the rule '{rule.name}' gives none of the answers", nearest(rule.name, words))
        if unused := [*exceptions, *(word for word in words if word not in answers.values())]:
            raise self._wrong(f"{quoted(unused[0])} among the answers belongs to no rule")
        return answers
