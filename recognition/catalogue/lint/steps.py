"""RL060 to RL065: steps can be taken in some order, lead to an authority, and say what they cost and when time runs."""

from __future__ import annotations

from collections.abc import Iterator

from recognition.catalogue.levels import cycles
from recognition.catalogue.lint.check import Check
from recognition.catalogue.lint.lists import AUTHORITIES, table_of
from recognition.catalogue.references import Path
from recognition.catalogue.scope import Scope
from recognition.foundations.problems import Problem, nearest, quoted
from recognition.model.ruleset import Fee, Time


def steps_have_an_order(scope: Scope) -> Iterator[Problem]:
    """RL060: no step comes after itself."""
    steps = scope.merged.steps
    after = {name: frozenset(step.after) & steps.keys() for name, step in steps.items()}
    for cycle in cycles(after):
        own = next((name for name in cycle if name in scope.law.steps), None)
        if own is not None:
            turned = (*cycle[cycle.index(own) :], *cycle[: cycle.index(own)], own)
            at = scope.law.steps[own].after.index(turned[1])
            sentence = f"The step comes after itself: {' -> '.join(turned)}."
            yield scope.problem("RL060", sentence, ("steps", own, "after", at))


def authorities_are_known(scope: Scope) -> Iterator[Problem]:
    """RL061: an authority is a row of the standards."""
    table = table_of(scope, AUTHORITIES)
    if table is None:
        return
    known = {str(row.key[table.key[0]]) for row in table.rows if table.key[0] in row.key}
    for reference in scope.references:
        if reference.kind == "authority" and reference.word not in known:
            sentence = f"The authority {quoted(reference.word)} is not known."
            yield scope.problem("RL061", sentence, reference.path, nearest(reference.word, known))


def steps_are_reached(scope: Scope) -> Iterator[Problem]:
    """RL062: a step of a ruleset is named by a route, a remedy or a step that is reached, or says itself when."""
    if scope.ruleset is None:
        return
    merged = scope.merged
    named = {name for route in merged.routes for name in route.steps}
    named |= {name for remedy in merged.remedies.values() for name in remedy.steps}
    waiting = [name for name, step in merged.steps.items() if name in named or step.when or step.routes]
    reached: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in merged.steps and name not in reached:
            reached.add(name)
            waiting += merged.steps[name].after
            expires = merged.steps[name].expires
            waiting += [expires.then] if expires else []
    for name in scope.law.steps:
        if name not in reached:
            sentence = f"Nothing leads to the step {quoted(name)}."
            hint = "name it under steps of a route or remedy, or say when"
            yield scope.problem("RL062", sentence, ("steps", name), hint, key=True)


def fees_are_whole(scope: Scope) -> Iterator[Problem]:
    """RL063: a fee has a currency and the day as of which it was read, unless it is unknown."""
    for path, fee in fees(scope):
        if isinstance(fee, str):
            if not fee.startswith("$"):
                yield scope.problem("RL063", "A fee is a $parameter in a currency, or {from, to, unit, as_of}.", path)
            continue
        if fee.from_ in (None, "unknown") and fee.to in (None, "unknown"):
            continue
        missing = [key for key, value in (("unit", fee.unit), ("as_of", fee.as_of)) if value is None]
        if missing:
            yield scope.problem("RL063", f"The fee lacks {' and '.join(missing)}.", path, key=True)


def fees(scope: Scope) -> Iterator[tuple[Path, str | Fee]]:
    """Every fee of remedies and steps, with its place."""
    for name, remedy in scope.law.remedies.items():
        if remedy.fee is not None:
            yield ("remedies", name, "fee"), remedy.fee
    for name, step in scope.law.steps.items():
        if isinstance(step.fee, tuple):
            yield from ((("steps", name, "fee", i), fee) for i, fee in enumerate(step.fee))
        elif step.fee is not None:
            yield ("steps", name, "fee"), step.fee


def times_have_a_start(scope: Scope) -> Iterator[Problem]:
    """RL064: a time says when it starts: with filing, with the complete file …"""
    for path, time in times(scope):
        if time.starts is None:
            yield scope.problem("RL064", "The time does not say when it starts.", path, "add starts", key=True)


def times(scope: Scope) -> Iterator[tuple[Path, Time]]:
    """Every time of remedies and steps, with its place."""
    for name, remedy in scope.law.remedies.items():
        if remedy.time is not None:
            yield ("remedies", name, "time"), remedy.time
    for name, step in scope.law.steps.items():
        if isinstance(step.time, tuple):
            yield from ((("steps", name, "time", i), time) for i, time in enumerate(step.time))
        elif step.time is not None:
            yield ("steps", name, "time"), step.time


def remedies_have_steps(scope: Scope) -> Iterator[Problem]:
    """RL065: a remedy says what to do."""
    for name, remedy in scope.law.remedies.items():
        if not remedy.steps:
            yield scope.problem("RL065", f"The remedy {quoted(name)} has no step.", ("remedies", name), key=True)


ESSENTIAL: tuple[Check, ...] = (steps_have_an_order,)
CHECKS: tuple[Check, ...] = (
    *ESSENTIAL, authorities_are_known, steps_are_reached, fees_are_whole, times_have_a_start, remedies_have_steps,
)  # fmt: skip
