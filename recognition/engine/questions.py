"""Questions to a table: what may be asked, and which questions no rule of the table can tell apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress, product
from operator import gt

from recognition.engine.table_form import GREATEST_INT, Codes, Ints, Kind, Question, Table, refused
from recognition.foundations.problems import EngineError, quoted

Cell = tuple[int | str, ...]


class Questions:
    """The questions of one table.

    A rule sees an int only by comparing it with the constants and fields that the table's text names. Two questions
    whose codes are equal and whose ints stand in the same order to those are in one *cell*: every rule of the table
    treats them alike.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        place = {field: position for position, field in enumerate(table.fields)}
        self._codes = tuple(place[f] for f, kind in table.kinds.items() if isinstance(kind, Codes))
        self._expected = [_expected(kind) for kind in table.kinds.values()]
        self._given = [
            (place[given.low], place[given.high], [(place[field], code) for field, code in given.where])
            for given in table.given
        ]
        constants: list[int] = []
        pairs: dict[tuple[int, int], None] = {}
        for test in sorted(table.tests(), key=str):
            if test.other is not None:
                pairs[place[test.field], place[test.other]] = None
            elif isinstance(test.value, int):
                if test.value not in constants:
                    constants.append(test.value)
                pairs[place[test.field], len(place) + constants.index(test.value)] = None
        self._constants = tuple(constants)
        self._pairs = tuple(pairs)

    def check(self, questions: Sequence[Question]) -> None:
        """Raises EngineError `engine_question` unless all have the table's arity, kinds and order of ints."""
        if len(questions) < 4 or not self._fit(questions):
            for question in questions:
                self._check(question)

    def _fit(self, questions: Sequence[Question]) -> bool:
        """Looks at a field of all questions at once, which is quick; where it says no, each is looked at."""
        if set(map(type, questions)) != {tuple} or set(map(len, questions)) != {len(self._expected)}:
            return False
        columns = list(zip(*questions, strict=True))
        for column, (words, least, greatest) in zip(columns, self._expected, strict=True):
            types = set(map(type, column))
            if types == {str}:
                if not words.issuperset(column):
                    return False
            elif types != {int} or min(column) < least or max(column) > greatest:
                return False
        return not any(
            self._broken(question, low, high, where)
            for low, high, where in self._given
            for question in compress(questions, map(gt, columns[low], columns[high]))
        )

    def _check(self, question: object) -> None:
        if not isinstance(question, tuple) or len(question) != len(self._expected):
            raise self._wrong(f"a question is a tuple of {', '.join(self._table.fields)}")
        for value, (words, least, greatest) in zip(question, self._expected, strict=True):
            if value in words if type(value) is str else type(value) is int and least <= value <= greatest:
                continue
            for field, one in zip(self._table.fields, question, strict=True):
                if not self._table.kinds[field].holds(one):
                    raise self._wrong(f"'{field}' is {quoted(one)}, not {self._table.kinds[field]}")
        for promise in self._given:
            if self._broken(question, *promise):
                given = self._table.given[self._given.index(promise)]
                raise self._wrong(f"{given} does not hold: {question[promise[0]]} and {question[promise[1]]}")

    def cell(self, question: Question) -> Cell:
        """The cell of a checked question: its codes, then -1, 0 or 1 for every pair that a rule compares."""
        if not self._pairs:
            return question
        values: tuple[int, ...] = question + self._constants  # type: ignore[assignment]
        codes = [question[i] for i in self._codes]
        return (*codes, *[(values[a] > values[b]) - (values[a] < values[b]) for a, b in self._pairs])

    def samples(self) -> Iterator[Question]:
        """Small questions that between them lie in every cell, several in most."""
        ladders = _ladders(self._table)
        values: list[Sequence[int | str]] = [
            kind.words if isinstance(kind, Codes) else ladders[field] for field, kind in self._table.kinds.items()
        ]
        for question in product(*values):
            if not any(self._broken(question, *given) for given in self._given):
                yield question

    def cells(self) -> dict[Cell, Question]:
        """Every cell of the table with one question that lies in it."""
        return {self.cell(question): question for question in self.samples()}

    def _broken(self, question: Question, low: int, high: int, where: list[tuple[int, str]]) -> bool:
        least, greatest = question[low], question[high]
        above = isinstance(least, int) and isinstance(greatest, int) and least > greatest
        return above and all(question[place] == code for place, code in where)

    def _wrong(self, sentence: str) -> EngineError:
        return refused("engine_question", sentence, self._table.name)


def _expected(kind: Kind) -> tuple[frozenset[str], int, int]:
    return (frozenset(kind.words), 1, 0) if isinstance(kind, Codes) else (frozenset(), kind.least, kind.greatest)


def _ladders(table: Table) -> dict[str, list[int]]:
    """For every int field enough whole numbers to stand in every order to what it is compared with."""
    groups = {field: {field} for field, kind in table.kinds.items() if isinstance(kind, Ints)}
    tests = table.tests()
    for one, other in [(t.field, t.other) for t in tests if t.other] + [(g.low, g.high) for g in table.given]:
        joined = groups[one] | groups[other]
        groups.update(dict.fromkeys(joined, joined))
    ladders = {}
    for field, group in groups.items():
        kinds = [kind for name, kind in table.kinds.items() if name in group and isinstance(kind, Ints)]
        marks = {test.value for test in tests if test.field in group and isinstance(test.value, int)}
        marks |= {end for kind in kinds for end in (kind.least, kind.greatest) if abs(end) < GREATEST_INT}
        near = {mark + step for mark in marks for step in range(-len(group), len(group) + 1)} or range(len(group))
        own = table.kinds[field]
        ladders[field] = sorted(value for value in near if own.holds(value))
    return ladders
