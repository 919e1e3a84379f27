"""Whether the conditions of a stage's routes leave anybody without a way, told from the law alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod

from recognition.catalogue.loaded import Ruleset
from recognition.engine.plan import RoutePlan
from recognition.model.requirements import AllOf, AnyOf, AtLeast, NoneOf, StatedFact

MOST = 4096
"""Combinations tried; beyond it somebody is taken to be left without a way, so that a case is asked for."""

Chosen = Mapping[str, object]


def somebody_is_left_out(ruleset: Ruleset, routes: Sequence[RoutePlan]) -> bool:
    """Whether all routes can be closed at once, each condition being yes or no.

    Conditions on one stated fact hang together, and a combiner hangs on its parts; all others are free of each other.
    """
    if not all(route.opens for route in routes):
        return False
    free: dict[str, tuple[object, ...]] = {}
    for route in routes:
        for id in route.opens:
            free.update(_free(ruleset, id))
    if prod(map(len, free.values())) > MOST:
        return True
    tried = (dict(zip(free, values, strict=True)) for values in product(*free.values()))
    return any(not any(all(_holds(ruleset, id, one) for id in route.opens) for route in routes) for one in tried)


def _free(ruleset: Ruleset, id: str) -> Iterator[tuple[str, tuple[object, ...]]]:
    """What a condition hangs on, with the values that each may take."""
    requirement = ruleset.requirements.get(id)
    if isinstance(requirement, (AllOf, AnyOf, NoneOf, AtLeast)) and not requirement.unless:
        for part in requirement.parts:
            yield from _free(ruleset, part)
    elif isinstance(requirement, StatedFact) and _options(ruleset, requirement) and not requirement.unless:
        yield f"@{requirement.fact}", _options(ruleset, requirement)
    else:
        yield id, (True, False)


def _options(ruleset: Ruleset, requirement: StatedFact) -> tuple[object, ...]:
    fact = ruleset.facts.get(requirement.fact)
    if fact is None:
        return ()
    return (True, False) if fact.type == "yes_no" else tuple(fact.options)


def _holds(ruleset: Ruleset, id: str, chosen: Chosen) -> bool:
    if id in chosen:
        return bool(chosen[id])
    requirement = ruleset.requirements[id]
    if isinstance(requirement, StatedFact):
        asked = requirement.is_ if isinstance(requirement.is_, (list, tuple)) else (requirement.is_,)
        return chosen[f"@{requirement.fact}"] in asked
    if not isinstance(requirement, (AllOf, AnyOf, NoneOf, AtLeast)):
        raise TypeError(f"'{id}' is neither free nor made of parts")
    held = sum(_holds(ruleset, part, chosen) for part in requirement.parts)
    match requirement:
        case AllOf():
            return held == len(requirement.parts)
        case AnyOf():
            return held > 0
        case NoneOf():
            return held == 0
        case AtLeast():
            return held >= requirement.k
