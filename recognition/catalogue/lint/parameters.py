"""RL020 to RL028: figures in time, without holes or overlaps, each within its unit."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from recognition.catalogue.lint.check import Check
from recognition.catalogue.lint.units import KNOWN, order_key, wrong_in
from recognition.catalogue.references import Path
from recognition.catalogue.scope import Scope
from recognition.foundations.days import Span
from recognition.foundations.problems import Problem, nearest, quoted
from recognition.model.requirements import LanguageLevel
from recognition.model.ruleset import Parameter, ParameterRow
from recognition.model.units import is_currency
from recognition.model.values import Day

OTHER = "other"
_BEGINNING = Span(0, 0)
Row = tuple[Path, ParameterRow]


def timelines_are_whole(scope: Scope) -> Iterator[Problem]:
    """RL020, RL021, RL022: the rows of each key follow one another from `always` on, with neither hole nor overlap."""
    for name, parameter in scope.law.parameters.items():
        for rows in _by_key(name, parameter).values():
            yield from _first(scope, rows[0])
            for earlier, later in pairwise(rows):
                yield from _following(scope, earlier, later)
            path, last = rows[-1]
            if last.until is not None:
                sentence = "After this day nothing is said; a further row must follow."
                yield scope.problem("RL020", sentence, (*path, "until"), "add a row, if need be with is: unknown")


def _by_key(name: str, parameter: Parameter) -> dict[str | None, list[Row]]:
    keys: dict[str | None, list[Row]] = {}
    for i, row in enumerate(parameter.values):
        keys.setdefault(row.for_, []).append((("parameters", name, "values", i), row))
    return keys


def _start(row: ParameterRow) -> Span:
    return row.from_.span if isinstance(row.from_, Day) else _BEGINNING


def _first(scope: Scope, row: Row) -> Iterator[Problem]:
    path, first = row
    if first.from_ != "always":
        sentence = "Before this day nothing is said; the first row of a timeline is from always."
        yield scope.problem("RL020", sentence, (*path, "from"), "add a row from always, if need be with is: unknown")


def _following(scope: Scope, earlier: Row, later: Row) -> Iterator[Problem]:
    path, row = later
    before, start = _start(earlier[1]), _start(row)
    first, last = start.low or 0, before.high or 0
    if row.from_ == "always" or first < (before.low or 0):
        yield scope.problem("RL022", "The rows stand in order of their days; this one comes too late.", (*path, "from"))
    elif first <= last:
        yield scope.problem("RL021", "This row begins while the row before still begins.", (*path, "from"))
    elif earlier[1].until is not None:
        end = earlier[1].until.span
        if first <= (end.high or 0):
            yield scope.problem("RL021", "This row begins before the row before has ended.", (*path, "from"))
        elif (start.high or 0) > (end.low or 0) + 1:
            yield scope.problem("RL020", "Between the row before and this one nothing is said.", (*path, "from"))


def units_are_known(scope: Scope) -> Iterator[Problem]:
    """RL023: a unit of the language, a currency, or the scale of a test that some requirement accepts."""
    for name, parameter in scope.law.parameters.items():
        if not is_unit(scope, parameter.unit):
            hint = nearest(parameter.unit, KNOWN | _test_scales(scope))
            sentence = f"The unit {quoted(parameter.unit)} is not known."
            yield scope.problem("RL023", sentence, ("parameters", name, "unit"), hint)


def is_unit(scope: Scope, unit: str) -> bool:
    """Whether a figure can be of this unit."""
    return unit in KNOWN or is_currency(unit) or unit in _test_scales(scope)


def _test_scales(scope: Scope) -> set[str]:
    """`ielts_academic` is measured on the scale `ielts`."""
    accepting = [one for one in scope.merged.requirements.values() if isinstance(one, LanguageLevel)]
    tests = {way.test for one in accepting for way in one.accept if way.test}
    return tests | {test.partition("_")[0] for test in tests}


def clocks_are_declared(scope: Scope) -> Iterator[Problem]:
    """RL024: every clock, and every plain word where a day stands, is declared."""
    known = list(scope.merged.names("clock"))
    for reference in scope.references:
        if reference.kind == "clock" and reference.word not in known:
            sentence = f"The clock {quoted(reference.word)} is not declared."
            yield scope.problem("RL024", sentence, reference.path, nearest(reference.word, known))


def keys_have_an_other(scope: Scope) -> Iterator[Problem]:
    """RL025: where the value differs by a fact, rows `for: other` say what holds for the rest."""
    for name, parameter in scope.law.parameters.items():
        path = ("parameters", name)
        keys = {row.for_ for row in parameter.values}
        if parameter.key is None:
            for i, row in enumerate(parameter.values):
                if row.for_ is not None:
                    sentence = "The row is for one value of a key, but the parameter has no key."
                    yield scope.problem("RL025", sentence, (*path, "values", i, "for"))
        elif OTHER not in keys:
            sentence = "No row is for other: nothing is said where the fact is none of these."
            yield scope.problem("RL025", sentence, (*path, "key"), "add {for: other, from: always, is: unknown, …}")
        if parameter.key is not None and None in keys:
            i = next(i for i, row in enumerate(parameter.values) if row.for_ is None)
            yield scope.problem("RL025", "This row does not say for which value.", (*path, "values", i), "add for")
        yield from _options(scope, name, parameter)


def _options(scope: Scope, name: str, parameter: Parameter) -> Iterator[Problem]:
    fact = scope.merged.facts.get(parameter.key or "")
    if fact is None or fact.type != "choice":
        return
    for i, row in enumerate(parameter.values):
        if row.for_ not in (None, OTHER, *fact.options):
            sentence = f"The fact has no option {quoted(row.for_)}."
            path = ("parameters", name, "values", i, "for")
            yield scope.problem("RL025", sentence, path, nearest(str(row.for_), fact.options))


def between_ascends(scope: Scope) -> Iterator[Problem]:
    """RL026: `{between: [a, b]}` goes from the lower to the higher."""
    for path, row, unit in _rows(scope):
        if isinstance(row.is_, dict):
            ends = row.is_.get("between", ())
            low, high = (order_key(unit, end) for end in ends) if len(ends) == 2 else (None, None)
            if low is not None and high is not None and low >= high:
                yield scope.problem("RL026", "The first value must be the lower.", (*path, "is", "between"))


def parameters_are_used(scope: Scope) -> Iterator[Problem]:
    """RL027: every figure of a ruleset is used; a part may keep some for its users."""
    if scope.ruleset is None:
        return
    used = {reference.word for reference in scope.references if reference.kind == "parameter"}
    used |= {str(given) for use in scope.law.uses.values() for given in use.with_.values()}
    for name in scope.law.parameters:
        if name not in used:
            yield scope.problem("RL027", f"Nothing uses the parameter {quoted(name)}.", ("parameters", name), key=True)


def values_fit_their_unit(scope: Scope) -> Iterator[Problem]:
    """RL028: every value can be of the parameter's unit."""
    for path, row, unit in _rows(scope):
        if isinstance(row.is_, dict) and (set(row.is_) != {"between"} or len(row.is_["between"]) != 2):
            yield scope.problem("RL028", "A value is plain, unknown, or {between: [a, b]}.", (*path, "is"))
        elif is_unit(scope, unit) and (why := wrong_in(unit, row.is_)):
            yield scope.problem("RL028", why, (*path, "is"))
        elif isinstance(row.is_, str) and row.is_[:1] in ("$", "@"):
            yield scope.problem("RL028", "A value of a parameter is written out.", (*path, "is"))


def _rows(scope: Scope) -> Iterator[tuple[Path, ParameterRow, str]]:
    for name, parameter in scope.law.parameters.items():
        for i, row in enumerate(parameter.values):
            yield ("parameters", name, "values", i), row, parameter.unit


ESSENTIAL: tuple[Check, ...] = (
    timelines_are_whole, clocks_are_declared, keys_have_an_other, between_ascends, values_fit_their_unit,
)  # fmt: skip
CHECKS: tuple[Check, ...] = (*ESSENTIAL, units_are_known, parameters_are_used)
