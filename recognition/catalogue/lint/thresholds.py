"""RL028 once more: a line that a requirement draws is of the unit it measures in, whether written out or by `$`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from recognition.catalogue.lint.check import Check
from recognition.catalogue.lint.parameters import is_unit
from recognition.catalogue.lint.units import DURATIONS, KNOWN, is_duration, wrong_in
from recognition.catalogue.references import Path
from recognition.catalogue.scope import Scope
from recognition.foundations.problems import Problem
from recognition.model import requirements as kinds
from recognition.model.requirements import AnyRequirement
from recognition.model.units import is_currency

TEST = "a test's own scale"
DURATION = "a duration"
MONEY = "money"
ANY = "any"


class Line(NamedTuple):
    """A threshold where it is written, with the unit that it must have."""

    path: Path
    value: Any
    unit: str


def lines(path: Path, requirement: AnyRequirement) -> Iterator[Line]:
    """Every threshold and duration of a requirement."""
    match requirement:
        case kinds.LanguageLevel():
            yield from _language(path, requirement)
        case kinds.ExperienceKind():
            yield Line((*path, "at_least"), requirement.at_least, requirement.unit)
            for i, floor in enumerate(requirement.floors):
                yield Line((*path, "floors", i, "at_least"), floor.at_least, requirement.unit)
            yield Line((*path, "pause"), requirement.pause, DURATION)
            if requirement.window:
                yield Line((*path, "window", "length"), requirement.window.length, DURATION)
        case kinds.QualificationLevel():
            yield from _both(path, requirement, requirement.framework)
        case kinds.Volume():
            yield from _both(path, requirement, requirement.unit)
        case kinds.Share():
            yield from _both(path, requirement, "share")
        case kinds.AmountKind():
            yield from _both(path, requirement, requirement.unit or ANY)
        case kinds.Points():
            yield Line((*path, "at_least"), requirement.at_least, "points")
            for i, feature in enumerate(requirement.features):
                yield Line((*path, "features", i, "points"), feature.points, "points")
        case kinds.ExaminationKind():
            yield Line((*path, "max_age"), requirement.max_age, DURATION)
            if requirement.attempts:
                yield Line((*path, "attempts", "at_most"), requirement.attempts.at_most, "count")
        case kinds.DocumentKind():
            yield Line((*path, "age_at_most"), requirement.age_at_most, DURATION)
        case kinds.Coverage():
            if isinstance(requirement.at_least, str) and requirement.at_least != "all":
                yield Line((*path, "at_least"), requirement.at_least, "share")
            if requirement.reduced_by:
                yield Line((*path, "reduced_by", "rate"), requirement.reduced_by.rate, requirement.unit)
        case _:
            return


def _both(path: Path, requirement: Any, unit: str) -> Iterator[Line]:
    yield Line((*path, "at_least"), requirement.at_least, unit)
    yield Line((*path, "at_most"), requirement.at_most, unit)


def _language(path: Path, requirement: kinds.LanguageLevel) -> Iterator[Line]:
    yield Line((*path, "max_age"), requirement.max_age, DURATION)
    for i, way in enumerate(requirement.accept):
        at = (*path, "accept", i)
        yield Line((*at, "cefr"), way.cefr, "cefr")
        unit = "cefr" if way.test is None else TEST
        yield Line((*at, "overall"), way.overall, unit)
        yield Line((*at, "sum"), way.sum, unit)
        yield Line((*at, "one_lower"), way.one_lower, unit)
        if isinstance(way.skills, dict):
            yield from (Line((*at, "skills", skill), value, unit) for skill, value in way.skills.items())
        if way.and_:
            yield Line((*at, "and", "of"), way.and_.of, unit)
        if way.combine:
            yield Line((*at, "combine", "within"), way.combine.within, DURATION)
            yield from (
                Line((*at, "combine", "floor", skill), value, unit) for skill, value in way.combine.floor.items()
            )


def _remedies(scope: Scope) -> Iterator[Line]:
    for name, remedy in scope.law.remedies.items():
        path = ("remedies", name)
        yield Line((*path, "at_most"), remedy.at_most, DURATION)
        if remedy.attempts:
            yield Line((*path, "attempts", "at_most"), remedy.attempts.at_most, "count")
        if isinstance(remedy.fee, str):
            yield Line((*path, "fee"), remedy.fee, MONEY)
    for name, step in scope.law.steps.items():
        if isinstance(step.fee, str):
            yield Line(("steps", name, "fee"), step.fee, MONEY)
        for i, document in enumerate(step.documents):
            yield Line(("steps", name, "documents", i, "age_at_most"), document.age_at_most, DURATION)
        if step.silence:
            yield Line(("steps", name, "silence", "after"), step.silence.after, DURATION)


def thresholds_fit(scope: Scope) -> Iterator[Problem]:
    """RL028: a level that its framework has, a number that its unit can be, a parameter of the same unit."""
    found = [line for path, requirement in scope.own_requirements() for line in lines(path, requirement)]
    for line in (*found, *_remedies(scope)):
        if line.value is not None and (why := _wrong(scope, line)):
            yield scope.problem("RL028", why, line.path)


def _wrong(scope: Scope, line: Line) -> str | None:
    value, unit = line.value, line.unit
    if isinstance(value, dict) and "of" in value:
        value = value["of"]
    if isinstance(value, str) and value.startswith("$"):
        parameter = scope.merged.parameters.get(value[1:])
        if parameter is None or _same(parameter.unit, unit) or not is_unit(scope, parameter.unit):
            return None
        return f"The parameter is in {parameter.unit}; here stands {unit}."
    if isinstance(value, str) and value.startswith("@"):
        return None
    if unit == DURATION:
        return None if is_duration(value) else "A duration is written P6M, P5Y or P90D."
    if unit == MONEY:
        return None
    if unit in (TEST, ANY):
        return wrong_in("score", value) if unit == TEST else None
    return wrong_in(unit, value)


def _same(have: str, want: str) -> bool:
    if want in (TEST, ANY):
        return want == ANY or have in ("score", "points") or (have not in KNOWN and not is_currency(have))
    if want == DURATION:
        return have in DURATIONS
    if want == MONEY:
        return is_currency(have)
    return have == want or {have, want} <= {"share", "ratio"}


CHECKS: tuple[Check, ...] = (thresholds_fit,)
