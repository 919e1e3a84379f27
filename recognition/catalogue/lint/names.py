"""RL030 to RL037: every name names something that is there, and nothing decides itself."""

from __future__ import annotations

from collections.abc import Iterator

from recognition.catalogue.levels import cycles
from recognition.catalogue.lint.check import Check
from recognition.catalogue.references import Path, Reference
from recognition.catalogue.scope import Scope
from recognition.foundations.problems import Problem, nearest, quoted
from recognition.model.requirements import AtLeast, LanguageLevel, Points
from recognition.model.ruleset import PartFile

_NAMED = ("requirement", "remedy", "step")


def named_things_are_there(scope: Scope) -> Iterator[Problem]:
    """RL030: requirements, remedies, steps, routes, stages, interim permissions. Results of stages: RL054."""
    results = _results(scope)
    tables = {kind: list(scope.merged.names(kind)) for kind in (*_NAMED, "route")}
    if scope.ruleset:
        tables["stage"] = [stage.id for stage in scope.ruleset.stages]
        tables["interim"] = [interim.id for stage in scope.ruleset.stages for interim in stage.interim]
    for reference in scope.references:
        known = tables.get(reference.kind)
        if known is None or reference.word in known or reference.role == "Route.take":
            continue
        if reference.role == "Need.id" and reference.word in results:
            continue
        yield _unknown(scope, "RL030", reference.kind, reference, known)


def _results(scope: Scope) -> frozenset[str]:
    stages = [stage.id for stage in scope.ruleset.stages] if scope.ruleset else []
    return frozenset({*stages, *scope.merged.names("route")})


def _unknown(scope: Scope, code: str, noun: str, reference: Reference, known: list[str]) -> Problem:
    sentence = f"There is no {noun} {quoted(reference.word)}."
    return scope.problem(code, sentence, reference.path, nearest(reference.word, known))


def what_parts_ask_for_is_there(scope: Scope) -> Iterator[Problem]:
    """RL030, RL032: what `with` gives to a part is a requirement or a parameter of this file or of another part."""
    for prefix, use in scope.law.uses.items():
        part = scope.merged.documents.get(prefix)
        asks = part.law.asks if part is not None and isinstance(part.law, PartFile) else {}
        for name, given in use.with_.items():
            if name not in asks or not isinstance(given, str) or scope.merged.lacks_part_of(given, scope.document):
                continue
            known = list(scope.merged.names(asks[name]))
            if given not in known:
                code = "RL030" if asks[name] == "requirement" else "RL032"
                sentence = f"There is no {asks[name]} {quoted(given)}."
                yield scope.problem(code, sentence, ("uses", prefix, "with", name), nearest(given, known))


def facts_and_figures_are_there(scope: Scope) -> Iterator[Problem]:
    """RL032: stated facts (`@fact`) and parameters (`$parameter`)."""
    for reference in scope.references:
        if reference.kind in ("fact", "parameter"):
            known = list(scope.merged.names(reference.kind))
            if reference.word not in known:
                yield _unknown(scope, "RL032", reference.kind, reference, known)


def features_stand_once(scope: Scope) -> Iterator[Problem]:
    """RL034: a feature in one group only; RL030: groups and caps name features."""
    for path, requirement in scope.own_requirements():
        if not isinstance(requirement, Points):
            continue
        known = [feature.id for feature in requirement.features]
        grouped: set[str] = set()
        for i, group in enumerate(requirement.groups):
            for j, name in enumerate(group.of):
                spot = (*path, "groups", i, "of", j)
                if name not in known:
                    yield scope.problem("RL030", f"There is no feature {quoted(name)}.", spot, nearest(name, known))
                elif name in grouped:
                    yield scope.problem("RL034", f"The feature {quoted(name)} stands in a group already.", spot)
                grouped.add(name)
        capped: set[str] = set()
        for i, cap in enumerate(requirement.caps):
            for j, name in enumerate(cap.of):
                spot = (*path, "caps", i, "of", j)
                if name not in known:
                    yield scope.problem("RL030", f"There is no feature {quoted(name)}.", spot, nearest(name, known))
                elif name in capped:
                    yield scope.problem("RL034", f"The feature {quoted(name)} stands in a cap already.", spot)
                capped.add(name)
            yield from _split_groups(scope, path, requirement, i)


def _split_groups(scope: Scope, path: Path, requirement: Points, i: int) -> Iterator[Problem]:
    """RL034: of a group only the highest counts, and then the cap; a cap over some of it could take points away."""
    inside = set(requirement.caps[i].of)
    for group in requirement.groups:
        outside = [name for name in group.of if name not in inside]
        for j, name in enumerate(requirement.caps[i].of if outside else ()):
            if name in group.of:
                sentence = f"The cap takes {quoted(name)} and leaves {quoted(outside[0])} of the same group."
                hint = "a cap takes all features of a group, or none"
                yield scope.problem("RL034", sentence, (*path, "caps", i, "of", j), hint)
                break


def enough_parts_for_k(scope: Scope) -> Iterator[Problem]:
    """RL035: k lies between one and the number of parts."""
    for path, requirement in scope.own_requirements():
        if isinstance(requirement, AtLeast) and not 1 <= requirement.k <= len(set(requirement.parts)):
            sentence = f"Of {len(set(requirement.parts))} parts, {requirement.k} cannot be asked."
            yield scope.problem("RL035", sentence, (*path, "k"))
        if isinstance(requirement, LanguageLevel):
            for i, way in enumerate(requirement.accept):
                if way.and_ is not None and not 1 <= way.and_.at_least <= 4:
                    sentence = f"Of four skills, {way.and_.at_least} cannot be asked."
                    yield scope.problem("RL035", sentence, (*path, "accept", i, "and", "at_least"))


def nothing_decides_itself(scope: Scope) -> Iterator[Problem]:
    """RL037: no requirement refers to itself, and no clock is read from itself, directly or through others."""
    own = scope.law.requirements
    for cycle in cycles(scope.needs):
        inside = [name for name in cycle if name in own]
        if inside:
            yield from _cycle(scope, cycle, inside[0])
    for name, clock in scope.law.clocks.items():
        seen, word = {name}, clock.from_
        while isinstance(word, str) and word in scope.merged.clocks:
            if word in seen:
                yield scope.problem("RL037", f"The clock {quoted(name)} is read from itself.", ("clocks", name, "from"))
                break
            seen.add(word)
            word = scope.merged.clocks[word].from_


def _cycle(scope: Scope, cycle: tuple[str, ...], name: str) -> Iterator[Problem]:
    turned = (*cycle[cycle.index(name) :], *cycle[: cycle.index(name)], name)
    following = turned[1]
    path = next(
        (r.path for r in scope.references if r.path[:2] == ("requirements", name) and r.word == following),
        ("requirements", name),
    )
    yield scope.problem("RL037", f"The requirement decides itself: {' -> '.join(turned)}.", path)


ESSENTIAL: tuple[Check, ...] = (
    named_things_are_there, what_parts_ask_for_is_there, facts_and_figures_are_there, features_stand_once,
    enough_parts_for_k, nothing_decides_itself,
)  # fmt: skip
CHECKS = ESSENTIAL
