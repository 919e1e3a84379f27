"""RL036: what may not apply stands only where that has a meaning (LANGUAGE 2.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recognition.catalogue.lint.check import Check
from recognition.catalogue.references import Reference, references
from recognition.catalogue.scope import Scope
from recognition.foundations.problems import Problem, quoted
from recognition.model.requirements import AllOf, AnyRequirement

_CONDITIONS = frozenset(
    {"when", "if_", "open_when", "Way.by", "AnyOf.parts", "NoneOf.parts", "AtLeast.parts", "StepWhen.met"}
)
"""Fields, of any class or of one, whose requirements must be yes or no. A day term reads a row or an item and is none;
a step may ask whether something is a gap or unknown, for what does not apply is plainly neither."""


def can_be_not_applicable(requirements: Mapping[str, AnyRequirement]) -> frozenset[str]:
    """Requirements with `when`, `in_force` or a `lifts`, and each all-of that has only such parts."""
    able = {
        name
        for name, one in requirements.items()
        if one.when or one.in_force is not None or any(exception.effect == "lifts" for exception in one.unless)
    }
    growing = True
    while growing:
        further = {
            name
            for name, one in requirements.items()
            if name not in able and isinstance(one, AllOf) and all(part in able for part in one.parts)
        }
        able |= further
        growing = bool(further)
    return frozenset(able)


def what_may_not_apply_is_no_condition(scope: Scope) -> Iterator[Problem]:
    """RL036: in a condition, an any-of or a none-of "does not apply" would be neither yes nor no."""
    able = can_be_not_applicable(scope.merged.requirements)
    hint = "use it as a need, a watch, a report or a filing need, or as a part of an all-of"
    for reference in scope.references:
        if reference.word in able and _is_condition(reference):
            sentence = f"{quoted(reference.word)} may not apply, so it can be no condition and no part of this."
            yield scope.problem("RL036", sentence, reference.path, hint)
    for prefix, use in scope.law.uses.items():
        for name, given in use.with_.items():
            if given in able and any(r.word == given and _is_condition(r) for r in _of_part(scope, prefix)):
                sentence = f"{quoted(given)} may not apply, and the part asks for a condition."
                yield scope.problem("RL036", sentence, ("uses", prefix, "with", name), hint)


def _is_condition(reference: Reference) -> bool:
    field = reference.role.partition(".")[2]
    return reference.kind == "requirement" and not {reference.role, field}.isdisjoint(_CONDITIONS)


def _of_part(scope: Scope, prefix: str) -> Iterator[Reference]:
    """References that the part under `prefix` makes, in this file's names."""
    merged = scope.merged
    tables = (merged.requirements, merged.remedies, merged.steps, merged.part_routes)
    for table in tables:
        for name, thing in table.items():
            if name.startswith(f"{prefix}."):
                yield from references(thing)


ESSENTIAL: tuple[Check, ...] = (what_may_not_apply_is_no_condition,)
CHECKS = ESSENTIAL
