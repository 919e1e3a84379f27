"""RL033: a pass mark that the law names, and that can be reached."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from recognition.catalogue.lint.check import Check
from recognition.catalogue.scope import Scope
from recognition.foundations.problems import Problem
from recognition.model.requirements import Points
from recognition.model.values import HUNDRED, Amount


def pass_marks_can_be_reached(scope: Scope) -> Iterator[Problem]:
    """RL033: the mark is neither unknown nor between, and not above the highest sum after groups and caps."""
    for path, requirement in scope.own_requirements():
        if not isinstance(requirement, Points):
            continue
        spot = (*path, "at_least")
        best = highest_sum(scope, requirement)
        for mark in _values(scope, requirement.at_least):
            if mark is None:
                sentence = "A pass mark is a number that the law names, neither unknown nor between two."
                yield scope.problem("RL033", sentence, spot)
            elif best is not None and mark > best:
                sentence = f"At most {best} points can be had, and {mark} are asked."
                yield scope.problem("RL033", sentence, spot)


def highest_sum(scope: Scope, requirement: Points) -> Decimal | None:
    """The most points that features can give together; None where one of them has no certain number."""
    worth: dict[str, Decimal] = {}
    for feature in requirement.features:
        values = list(_values(scope, feature.points))
        known = [value for value in values if value is not None]
        if len(known) < len(values) or not known:
            return None
        worth[feature.id] = max(known)
    for group in requirement.groups:
        members = sorted((name for name in group.of if name in worth), key=lambda name: worth[name])
        for name in members[:-1]:
            worth[name] = Decimal(0)
    spare = Decimal(0)
    for cap in requirement.caps:
        most = Decimal(cap.at_most.high) / HUNDRED if isinstance(cap.at_most, Amount) else Decimal(cap.at_most)
        spare += max(Decimal(0), sum((worth.get(name, Decimal(0)) for name in cap.of), Decimal(0)) - most)
    return sum(worth.values(), Decimal(0)) - spare


def _values(scope: Scope, threshold: Any) -> Iterator[Decimal | None]:
    """The numbers that a threshold can stand for; None for one that is not certain. An unknown name gives nothing."""
    if isinstance(threshold, str) and threshold.startswith("$"):
        parameter = scope.merged.parameters.get(threshold[1:])
        for row in parameter.values if parameter else ():
            yield from _values(scope, row.is_)
    elif isinstance(threshold, (int, Decimal)) and not isinstance(threshold, bool):
        yield Decimal(threshold)
    else:
        yield None


ESSENTIAL: tuple[Check, ...] = (pass_marks_can_be_reached,)
CHECKS = ESSENTIAL
