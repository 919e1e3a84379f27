"""RL022, RL026: what has two ends goes from the first to the last: days in force, fees, times.

Ends that are exchanged hold on no day and for no amount, so a way would be closed to everybody without a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from recognition.catalogue.lint.check import Check
from recognition.catalogue.lint.steps import fees, times
from recognition.catalogue.lint.units import order_key
from recognition.catalogue.references import Path
from recognition.catalogue.scope import Scope
from recognition.foundations.problems import Problem
from recognition.model.law import InForce
from recognition.model.requirements import LanguageLevel
from recognition.model.ruleset import Fee, Time


def days_in_force_ascend(scope: Scope) -> Iterator[Problem]:
    """RL022: nothing ends before it begins."""
    for path, rule in _in_force(scope):
        if rule.from_ is not None and rule.until is not None and rule.until.span.before(rule.from_.span):
            yield scope.problem("RL022", "It ends before it begins.", (*path, "in_force", "until"))


def _in_force(scope: Scope) -> Iterator[tuple[Path, InForce]]:
    law = scope.law
    holders: list[tuple[Path, Any]] = [] if scope.ruleset is None else [((), scope.ruleset)]
    for name, requirement in law.requirements.items():
        holders.append((("requirements", name), requirement))
        if isinstance(requirement, LanguageLevel):
            ways = enumerate(requirement.accept)
            holders += [(("requirements", name, "accept", i), way) for i, way in ways]
    holders += [(("routes", i), route) for i, route in enumerate(law.routes)]
    holders += [(("remedies", name), remedy) for name, remedy in law.remedies.items()]
    holders += [(("steps", name), step) for name, step in law.steps.items()]
    for path, holder in holders:
        if holder.in_force is not None:
            yield path, holder.in_force


def fees_and_times_ascend(scope: Scope) -> Iterator[Problem]:
    """RL026: a fee or a time is no less than nothing, and its first end is the lower."""
    found: list[tuple[Path, Fee | Time]] = [(path, fee) for path, fee in fees(scope) if isinstance(fee, Fee)]
    for path, one in (*found, *times(scope)):
        ends = [(key, _number(value)) for key, value in (("from", one.from_), ("to", one.to))]
        known = [(key, number) for key, number in ends if number is not None]
        below = [key for key, number in known if number < 0]
        if below:
            yield scope.problem("RL026", "This is less than nothing.", (*path, below[0]))
        elif len(known) == 2 and known[0][1] > known[1][1]:
            yield scope.problem("RL026", "The first value must be the lower.", (*path, "from"))


def _number(value: object) -> Fraction | None:
    return None if value is None else order_key("", value)


ESSENTIAL: tuple[Check, ...] = (days_in_force_ascend,)
CHECKS: tuple[Check, ...] = (*ESSENTIAL, fees_and_times_ascend)
