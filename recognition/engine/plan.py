"""A ruleset prepared for deciding, once per ruleset: what is asked in which order, and where each status is used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal, NamedTuple

from recognition.catalogue.loaded import Ruleset
from recognition.engine.case import Case
from recognition.engine.conditions import attempts_left, in_force_on, not_past
from recognition.engine.measured import Tree
from recognition.foundations.bases import is_firm
from recognition.model.law import Citation
from recognition.model.requirements import AllOf, AnyOf, AtLeast, NoneOf, Points, Requirement
from recognition.model.ruleset import Need, Remedy, Route, Stage, Step, StepWhen

Effect = Literal["when", "lifts", "proves", "weighed"]


@dataclass(frozen=True, slots=True)
class ExceptionPlan:
    """One exception in order: its condition is the all-of of `ids`; `firm` is False where its law is recalled."""

    effect: Effect
    ids: tuple[str, ...]
    firm: bool


@dataclass(frozen=True, slots=True)
class RequirementPlan:
    """One requirement. What is measured has no parts; `firm` is False where a combiner's own law is recalled."""

    id: str
    requirement: Requirement
    combiner: Literal["measured", "all", "any", "none", "at_least", "points"]
    parts: tuple[str, ...]
    k: int
    firm: bool
    exceptions: tuple[ExceptionPlan, ...]


class Level(NamedTuple):
    """What is asked together: requirements that refer only to earlier levels."""

    measured: tuple[str, ...]
    combined: tuple[RequirementPlan, ...]
    excepted: tuple[RequirementPlan, ...]


@dataclass(frozen=True, slots=True)
class RoutePlan:
    """One route; `opens` are status keys, the route's own days of force among them."""

    id: str
    stage: str
    route: Route
    opens: tuple[str, ...]
    needs: tuple[Need, ...]
    firm: bool
    gives: int
    remedies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RemedyPlan:
    """One remedy with the status keys of its limits."""

    id: str
    remedy: Remedy
    limits: tuple[str, ...]
    firm: bool


@dataclass(frozen=True, slots=True)
class StepPlan:
    """One step with the routes it belongs to (none: every route) and the key of its days of force.

    `remedies` name the step: without a `when` of its own it is needed where one of them is called for.
    """

    id: str
    step: Step
    routes: frozenset[str]
    when: tuple[StepWhen, ...]
    remedies: tuple[str, ...]
    in_force: str | None


Builder = Callable[[Case], Tree]
GIVES = {"positive": 3, "conditional": 2, "partial": 1}


class Plan:
    """All that deciding needs to know of a ruleset, worked out once."""

    def __init__(self, ruleset: Ruleset):
        self.ruleset = ruleset
        self.own_is_firm = ruleset.subject == "partnership"
        self.conditions: dict[str, Builder] = {}
        self.levels = tuple(tuple(self._requirement(id) for id in level) for level in ruleset.levels)
        self.measured = tuple(plan.id for level in self.levels for plan in level if plan.combiner == "measured")
        self.asked = tuple(
            Level(
                tuple(one.id for one in level if one.combiner == "measured"),
                tuple(one for one in level if one.combiner != "measured"),
                tuple(one for one in level if one.exceptions),
            )
            for level in self.levels
        )
        self.points = tuple(one for level in self.levels for one in level if one.combiner == "points")
        self.remedies = {id: self._remedy(id, remedy) for id, remedy in ruleset.remedies.items()}
        self.routes = tuple(self._route(route) for route in ruleset.routes)
        self.stages = ruleset.stages
        self.headline = next(stage for stage in ruleset.stages if stage.headline).id
        for stage in ruleset.stages:
            for interim in stage.interim:
                key = f"interim.{stage.id}.{interim.id}"
                if interim.until is not None:
                    self.conditions[key] = partial(not_past, term=interim.until, what=key)
        self.steps = tuple(self._step(id, step) for id, step in ruleset.steps.items())
        self.keys = (*(plan.id for level in self.levels for plan in level), *self.conditions)
        self.uses: Mapping[str, int] = self._uses()

    def firm(self, cite: Citation | None) -> bool:
        """Whether a citation is firm; no citation leaves it to the parts."""
        if cite is None:
            return True
        _, basis = self.ruleset.cited(cite)
        return is_firm(basis, own_is_firm=self.own_is_firm)

    def routes_of(self, stage: Stage) -> tuple[RoutePlan, ...]:
        """The routes of one stage in file order."""
        return tuple(route for route in self.routes if route.stage == stage.id)

    def _requirement(self, id: str) -> RequirementPlan:
        requirement = self.ruleset.requirements[id]
        exceptions = [ExceptionPlan("when", requirement.when, True)] if requirement.when else []
        if requirement.in_force is not None:
            key = f"in_force.{id}"
            self.conditions[key] = partial(in_force_on, in_force=requirement.in_force, cite=requirement.cite, what=key)
            exceptions.insert(0, ExceptionPlan("when", (key,), True))
        exceptions += [ExceptionPlan(e.effect, e.if_, self.firm(e.cite)) for e in requirement.unless]
        combiner, parts, k = _combiner(requirement)
        firm = combiner == "measured" or self.firm(requirement.cite)
        return RequirementPlan(id, requirement, combiner, parts, k, firm, tuple(exceptions))

    def _remedy(self, id: str, remedy: Remedy) -> RemedyPlan:
        limits = list(remedy.when)
        if remedy.in_force is not None:
            key = f"in_force.remedy.{id}"
            self.conditions[key] = partial(in_force_on, in_force=remedy.in_force, cite=remedy.cite, what=key)
            limits.append(key)
        if remedy.attempts is not None:
            key = f"attempts.{id}"
            self.conditions[key] = partial(attempts_left, attempts=remedy.attempts, cite=remedy.cite, what=key)
            limits.append(key)
        if remedy.until is not None:
            key = f"until.{id}"
            self.conditions[key] = partial(not_past, term=remedy.until, what=key)
            limits.append(key)
        return RemedyPlan(id, remedy, tuple(limits), self.firm(remedy.cite))

    def _route(self, route: Route) -> RoutePlan:
        id = route.id or str(route.take)
        opens = list(route.open_when)
        if route.in_force is not None:
            key = f"in_force.route.{id}"
            self.conditions[key] = partial(in_force_on, in_force=route.in_force, cite=route.cite, what=key)
            opens.append(key)
        remedies = dict.fromkeys([r for need in route.needs for r in need.remedies])
        remedies.update(dict.fromkeys(route.owes))
        return RoutePlan(
            id,
            str(route.stage),
            route,
            tuple(opens),
            route.needs,
            self.firm(route.cite),
            GIVES[route.gives],
            tuple(remedies),
        )

    def _step(self, id: str, step: Step) -> StepPlan:
        routes = set(step.routes) | {route.id for route in self.routes if id in route.route.steps}
        key = None
        if step.in_force is not None:
            key = f"in_force.step.{id}"
            self.conditions[key] = partial(in_force_on, in_force=step.in_force, cite=step.cite, what=key)
        remedies = tuple(name for name, remedy in self.ruleset.remedies.items() if id in remedy.steps)
        return StepPlan(id, step, frozenset(routes), step.when, remedies, key)

    def _uses(self) -> Mapping[str, int]:
        """On how many ways the status of each requirement or condition reaches a route, a remedy or a choice."""
        uses = Counter(self._ends())
        for level in reversed(self.levels):
            for plan in level:
                reached = uses[plan.id]
                below = [*plan.parts, *(id for exception in plan.exceptions for id in exception.ids)]
                below += [way.by for way in getattr(plan.requirement, "accept", ()) if way.by is not None]
                for id in below:
                    uses[id] += reached
        return uses

    def _ends(self) -> Iterator[str]:
        for route in self.routes:
            yield from route.opens
            yield from (need.id for need in route.needs)
            for row in route.route.choice:
                # Twice: what opens this row closes the rows after it.
                yield from row.if_
                yield from row.if_
        for remedy in self.remedies.values():
            yield from remedy.limits


def _combiner(
    requirement: Requirement,
) -> tuple[Literal["measured", "all", "any", "none", "at_least", "points"], tuple[str, ...], int]:
    match requirement:
        case AllOf():
            return "all", requirement.parts, len(requirement.parts)
        case AnyOf():
            return "any", requirement.parts, 1
        case NoneOf():
            return "none", requirement.parts, len(requirement.parts)
        case AtLeast():
            return "at_least", requirement.parts, requirement.k
        case Points():
            parts = dict.fromkeys(id for feature in requirement.features for id in feature.if_)
            return "points", tuple(parts), 0
        case _:
            return "measured", (), 0


def plan_of(ruleset: Ruleset) -> Plan:
    """The plan of a ruleset, made on first use and kept with it."""
    plan = ruleset.extra.get("plan")
    if not isinstance(plan, Plan):
        plan = ruleset.extra["plan"] = Plan(ruleset)
    return plan
