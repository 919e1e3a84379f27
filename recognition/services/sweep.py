"""The boundary-day sweep: every day on which the law changes, the day before and the day after, asked of every clock.

It asserts no figure: only that each day has an answer and that no stage's worst is better than its best.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from recognition.catalogue.loaded import Ruleset
from recognition.engine.plan import GIVES
from recognition.foundations.days import iso
from recognition.foundations.problems import RecognitionError, RulesetNotInForce
from recognition.model.law import InForce
from recognition.services.assess import assess
from recognition.services.cases import Prepared, case_ruleset, load_cases

RANK: Mapping[str, int] = {"negative": 0, **GIVES}
MOST_CASES = 6


@dataclass(frozen=True, slots=True)
class Swept:
    """One day of one clock for one case: `fault` is None where an honest answer came."""

    case: str
    clock: str
    day: str
    fault: str | None


def boundary_days(ruleset: Ruleset) -> dict[str, list[int]]:
    """Clock -> every day on which something changes on it, with the day before and the day after."""
    days: dict[str, set[int]] = {"on": set()}
    for parameter in ruleset.parameters.values():
        for clock in _names(parameter.clock):
            for row in parameter.values:
                for day in (row.from_, row.until):
                    if day is not None and not isinstance(day, str):
                        days.setdefault(clock, set()).update(_ends(day.span))
    for force in _forces(ruleset):
        for clock in _names(force.clock):
            for day in (force.from_, force.until):
                if day is not None:
                    days.setdefault(clock, set()).update(_ends(day.span))
    return {clock: sorted({d + step for d in found for step in (-1, 0, 1)}) for clock, found in days.items()}


def _names(clock: str | tuple[str, ...]) -> tuple[str, ...]:
    return (clock,) if isinstance(clock, str) else clock


def _ends(span: tuple[int | None, int | None]) -> set[int]:
    return {end for end in span if end is not None}


def _forces(ruleset: Ruleset) -> Iterator[InForce]:
    if ruleset.in_force is not None:
        yield ruleset.in_force
    for group in (ruleset.requirements.values(), ruleset.routes, ruleset.remedies.values(), ruleset.steps.values()):
        for one in group:
            if one.in_force is not None:
                yield one.in_force


def sweep(name: str | Path) -> Iterator[Swept]:
    """Asks every boundary day of every clock for up to six cases that differ most in what they show."""
    ruleset, path = case_ruleset(name)
    days = boundary_days(ruleset)
    for prepared in _spread(load_cases(path, ruleset)):
        for clock, boundaries in days.items():
            for day in boundaries:
                yield Swept(prepared.case.id, clock, iso(day), _fault(ruleset, prepared, clock, iso(day)))


def _spread(cases: list[Prepared]) -> list[Prepared]:
    """Cases evenly spread over the file, which authors order by subject."""
    step = max(1, len(cases) // MOST_CASES)
    return cases[::step][:MOST_CASES]


def _fault(ruleset: Ruleset, prepared: Prepared, clock: str, day: str) -> str | None:
    dates = prepared.dates if clock == "on" else {**prepared.dates, clock: day}
    try:
        answer = assess(prepared.dossier, ruleset, on=day if clock == "on" else prepared.on, dates=dates)
    except RulesetNotInForce:
        return None
    except RecognitionError as error:
        return str(error)
    wrong = [stage.id for stage in answer.stages if RANK[stage.worst] > RANK[stage.best]]
    return f"the worst of {', '.join(wrong)} is better than its best" if wrong else None
