"""RL050 to RL058: stages, routes, needs, choices, remedies."""

from __future__ import annotations

from collections.abc import Iterator

from recognition.catalogue.lint.check import Check
from recognition.catalogue.references import references
from recognition.catalogue.scope import Scope
from recognition.foundations.problems import Problem, quoted
from recognition.model.requirements import DocumentKind, StatedFact
from recognition.model.ruleset import Route

_TO_COME = frozenset({"consent", "visa", "endorsement"})
"""Decisions still to come, which are steps and never needs (LANGUAGE 4.1)."""
_TAKEN = frozenset({"granted", "given", "issued", "held", "obtained", "approved"})
"""What a decision is said to be once it is taken."""
_WITHOUT = frozenset({"without", "no", "earlier", "previous", "former"})
"""Words with which a name speaks of another decision, or of none."""


def routes_have_a_stage(scope: Scope) -> Iterator[Problem]:
    """RL050: in a ruleset every route says of which stage; in a part its users may say it."""
    if scope.ruleset is None:
        return
    for i, route in enumerate(scope.merged.routes):
        if route.stage is None:
            yield scope.problem("RL050", "The route belongs to no stage.", ("routes", i))
    staged = {route.stage for route in scope.merged.routes}
    for i, stage in enumerate(scope.ruleset.stages):
        if stage.id not in staged:
            sentence = f"No route leads to the stage {quoted(stage.id)}."
            yield scope.problem("RL050", sentence, ("stages", i, "id"))


def policies_have_remedies(scope: Scope) -> Iterator[Problem]:
    """RL051: `if_gap: remedy` names remedies, and no other policy does."""
    for i, route in enumerate(scope.law.routes):
        for j, need in enumerate(route.needs):
            path = ("routes", i, "needs", j, need.id)
            if need.policy == "remedy" and not need.remedies:
                yield scope.problem("RL051", "A gap here is to be remedied, but no remedy is named.", (*path, "if_gap"))
            elif need.policy != "remedy" and need.remedies:
                sentence = f"With if_gap: {need.policy} no remedy is ever asked for."
                yield scope.problem("RL051", sentence, (*path, "remedies"), key=True)


def remedies_are_offered(scope: Scope) -> Iterator[Problem]:
    """RL052: every remedy of a ruleset is offered by some route, and every remedy of a need by its route's choice."""
    offered: set[str] = set()
    for route in scope.merged.routes:
        offered |= {name for row in route.choice for name in row.offers} or _wanted(route)
        offered |= set(route.owes)
    if scope.ruleset:
        for name in scope.law.remedies:
            if name not in offered:
                yield scope.problem("RL052", f"Nothing offers the remedy {quoted(name)}.", ("remedies", name), key=True)
    for i, route in enumerate(scope.law.routes):
        rows = {name for row in route.choice for name in row.offers}
        for j, need in enumerate(route.needs):
            for k, name in enumerate(need.remedies):
                if rows and name not in rows:
                    sentence = f"No row of the route's choice offers {quoted(name)}, so it is closed here."
                    yield scope.problem("RL052", sentence, ("routes", i, "needs", j, need.id, "remedies", k))


def _wanted(route: Route) -> set[str]:
    return {name for need in route.needs for name in need.remedies}


def choices_end_plainly(scope: Scope) -> Iterator[Problem]:
    """RL053: the last row of a choice has no `if`, and no row before it lacks one."""
    for i, route in enumerate(scope.law.routes):
        for j, row in enumerate(route.choice):
            last = j == len(route.choice) - 1
            if last and row.if_:
                sentence = "The last row of a choice holds for all that is left, without if."
                yield scope.problem("RL053", sentence, ("routes", i, "choice", j, "if"), key=True)
            elif not last and not row.if_:
                sentence = "A row without if ends the choice; what follows is never reached."
                yield scope.problem("RL053", sentence, ("routes", i, "choice", j))


def needs_are_no_results(scope: Scope) -> Iterator[Problem]:
    """RL054: no stage needs the result of a stage; a decision already taken is evidence."""
    if scope.ruleset is None:
        return
    results = {stage.id for stage in scope.ruleset.stages} | {str(route.id) for route in scope.merged.routes}
    terms = {term for stage in scope.ruleset.stages for term in stage.terms.values()}
    hint = "ask for the notice or licence as evidence"
    for i, route in enumerate(scope.merged.routes):
        for j, need in enumerate(route.needs):
            requirement = scope.merged.requirements.get(need.id)
            by_fact = isinstance(requirement, StatedFact) and requirement.fact in results | terms
            if (requirement is None and need.id in results) or by_fact:
                sentence = f"The need {quoted(need.id)} is the result of a stage."
                yield scope.problem("RL054", sentence, ("routes", i, "needs", j), hint)


def one_stage_is_the_headline(scope: Scope) -> Iterator[Problem]:
    """RL055: exactly one."""
    if scope.ruleset is None:
        return
    heads = [i for i, stage in enumerate(scope.ruleset.stages) if stage.headline]
    if not heads:
        yield scope.problem("RL055", "No stage is the headline.", ("stages",), "headline: true", key=True)
    for i in heads[1:]:
        yield scope.problem("RL055", "Another stage is the headline already.", ("stages", i, "headline"))


def what_is_to_come_is_a_step(scope: Scope) -> Iterator[Problem]:
    """RL056: consent, visa and endorsement are decided later; they are steps, never needs."""
    for i, route in enumerate(scope.law.routes):
        for j, need in enumerate(route.needs):
            requirement = scope.merged.requirements.get(need.id)
            if isinstance(requirement, DocumentKind):
                words = (requirement.type,) if isinstance(requirement.type, str) else requirement.type
            elif isinstance(requirement, StatedFact):
                words = (requirement.fact,)
            else:
                continue
            if any(map(_is_to_come, words)):
                sentence = f"The need {quoted(need.id)} is a decision still to come."
                yield scope.problem("RL056", sentence, ("routes", i, "needs", j), "make it a step")


def _is_to_come(name: str) -> bool:
    """Whether a document or a fact is such a decision itself: `work_visa`, `visa_granted`, not `visa_request_day`."""
    words = name.split("_")
    while words and words[-1] in _TAKEN:
        words.pop()
    return bool(words) and words[-1] in _TO_COME and not _WITHOUT & set(words)


def requirements_are_used(scope: Scope) -> Iterator[Problem]:
    """RL057: every requirement of a ruleset reaches a route, a stage, a remedy, a step or the report."""
    if scope.ruleset is None:
        return
    merged, ruleset = scope.merged, scope.ruleset
    if any(r.kind == "requirement" and r.word not in merged.requirements for r in scope.references):
        return  # a misspelt name is told where it stands, and not a second time here
    ends = (*merged.routes, *ruleset.stages, *merged.remedies.values(), *merged.steps.values(), *merged.clocks.values())
    waiting = [r.word for model in ends for r in references(model) if r.kind == "requirement"]
    waiting += [str(given) for use in ruleset.uses.values() for given in use.with_.values()]
    waiting += merged.report
    reached: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting.extend(scope.needs.get(name, ()))
    for name in ruleset.requirements:
        if name not in reached:
            sentence = f"Nothing uses the requirement {quoted(name)}."
            yield scope.problem("RL057", sentence, ("requirements", name), "put it under a route or report", key=True)


def needs_that_fail_say_what_then(scope: Scope) -> Iterator[Problem]:
    """RL058: a need that can fail has a remedy, or a term that says what the person then is."""
    for i, route in enumerate(scope.law.routes):
        for j, need in enumerate(route.needs):
            requirement = scope.merged.requirements.get(need.id)
            never = requirement is not None and "gap" in requirement.never
            if need.policy == "fails" and need.term is None and not never:
                sentence = f"The need {quoted(need.id)} can fail without a remedy, and no term says what then."
                hint = "add term, remedies, if_gap, or never: {gap: why} to the requirement"
                yield scope.problem("RL058", sentence, ("routes", i, "needs", j), hint)


ESSENTIAL: tuple[Check, ...] = (
    routes_have_a_stage, policies_have_remedies, choices_end_plainly, needs_are_no_results, one_stage_is_the_headline,
)  # fmt: skip
CHECKS: tuple[Check, ...] = (
    *ESSENTIAL, remedies_are_offered, what_is_to_come_is_a_step, requirements_are_used, needs_that_fail_say_what_then,
)  # fmt: skip
