"""The later layers: choice, remedies, needs, ranks, routes, outcomes, procedure and steps (LANGUAGE 4, 5).

Everything here is a pure function of the statuses found before; Python counts and carries, the tables answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from recognition.engine.adapter import Engine
from recognition.engine.plan import Plan, RemedyPlan, RoutePlan
from recognition.engine.statuses import YES_NO, Step, all_of
from recognition.engine.table_form import Question
from recognition.engine.tables import answer_of, answers_of
from recognition.model.assessment import Firing
from recognition.model.ruleset import ChoiceRow, Need

SIDES = ("worst", "best", "hope")
RANK = {"ok": 3, "owed": 2, "partial": 1, "fails": 0}
OPEN = {"met": "yes", "met_recalled": "unsure", "unknown": "unsure", "gap_recalled": "no_recalled", "gap": "no"}


class Bounds(NamedTuple):
    """Ranks 0 (fails) to 3 (ok) on the three sides."""

    worst: int
    best: int
    hope: int


NOWHERE = Bounds(0, 0, 0)


class NeedVerdict(NamedTuple):
    """One need of one route: the rule that ranked it on each side and the ranks."""

    id: str
    rules: tuple[str, str, str]
    ranks: Bounds


class Chosen(NamedTuple):
    """A choice row that applies (`taken`) or may apply (`possible`)."""

    row: ChoiceRow
    state: str


@dataclass(slots=True)
class RouteVerdict:
    """One route: how open it is, where it stands, and what it offers."""

    plan: RoutePlan
    open: str = "yes"
    needs: tuple[NeedVerdict, ...] = ()
    remedies: dict[str, str] = field(default_factory=dict)
    limits: dict[str, str] = field(default_factory=dict)
    """Whether all limits of each remedy hold, as a status."""
    choice: tuple[Chosen, ...] = ()
    bounds: Bounds = NOWHERE
    rule: str = ""

    @property
    def counted(self) -> Bounds:
        """What the route counts for its stage (LANGUAGE 7, table route)."""
        if self.open == "yes":
            return self.bounds
        if self.open == "unsure":
            return Bounds(0, self.bounds.best, self.bounds.hope)
        if self.open == "no_recalled":
            return Bounds(0, 0, self.bounds.hope)
        return NOWHERE


@dataclass(slots=True)
class Ranked:
    """All routes of all stages, before candidates and worlds are brought together."""

    routes: dict[str, RouteVerdict]
    stages: dict[str, Bounds]
    trace: list[Step]
    firings: list[Firing] = field(default_factory=list)


def rank_routes(plan: Plan, of: Mapping[str, str], engine: Engine) -> Ranked:
    """Asks choice, remedies, needs, ranks and routes, a layer at a time over all routes."""
    trace: list[Step] = []
    routes = [RouteVerdict(route) for route in plan.routes]
    opens = all_of(engine, [_open_parts(route.plan, of) for route in routes])
    for route, status in zip(routes, opens, strict=True):
        route.open = OPEN.get(status, "yes" if not route.plan.opens else "unsure")
        trace.append(("combine", f"{route.plan.id}.open", status))
    _choose(routes, of, engine, trace)
    _remedies(plan, routes, of, engine, trace)
    _needs(routes, of, engine, trace)
    asked: list[Question] = [
        (route.open, bounds.worst, bounds.best, bounds.hope) for route in routes for bounds in (route.bounds,)
    ]
    for route, rule in zip(routes, engine.ask("route", asked), strict=True):
        route.rule = rule
        trace.append(("route", route.plan.id, rule))
    of_stages = [[route.counted for route in routes if route.plan.stage == stage.id] for stage in plan.stages]
    stages = dict(zip([stage.id for stage in plan.stages], rank("strongest", of_stages, engine), strict=True))
    return Ranked({route.plan.id: route for route in routes}, stages, trace)


def rank(which: str, groups: Iterable[Sequence[Bounds]], engine: Engine) -> list[Bounds]:
    """The weakest or strongest of each group, side by side."""
    asked: list[Question] = []
    for bounds in groups:
        for side in range(3):
            tally = [0, 0, 0, 0]
            for one in bounds:
                tally[one[side]] += 1
            asked.append((which, *tally))
    ranks = [int(answer) for answer in answers_of(engine.ask("rank", asked))]
    return [Bounds(*ranks[i : i + 3]) for i in range(0, len(ranks), 3)]


def _open_parts(route: RoutePlan, of: Mapping[str, str]) -> list[str]:
    """What opens the route; where its own law is recalled it is never plainly open."""
    parts = [of[id] for id in route.opens]
    if not route.firm:
        parts.append("met_recalled")
    return parts or ["met"]


def _choose(routes: Sequence[RouteVerdict], of: Mapping[str, str], engine: Engine, trace: list[Step]) -> None:
    """Choice rows in order; what was answered before is part of the question (LANGUAGE 4.3)."""
    before = {route.plan.id: "none" for route in routes}
    most = max((len(route.plan.route.choice) for route in routes), default=0)
    for i in range(most):
        now = [(route, route.plan.route.choice[i]) for route in routes if len(route.plan.route.choice) > i]
        conditions = all_of(engine, [[of[id] for id in row.if_] or ["met"] for _, row in now])
        asked = [
            (before[route.plan.id], YES_NO[condition]) for (route, _), condition in zip(now, conditions, strict=True)
        ]
        for (route, row), rule in zip(now, engine.ask("choice", asked), strict=True):
            trace.append(("choice", f"{route.plan.id}.choice{i + 1}", rule))
            answer = answer_of(rule)
            if answer in ("taken", "possible"):
                route.choice = (*route.choice, Chosen(row, answer))
            if rule in ("taken", "possible_last"):
                before[route.plan.id] = "taken"
            elif rule == "possible":
                before[route.plan.id] = "unsure"


def _offered(route: RouteVerdict, remedy: str) -> str:
    """Whether the route offers a remedy, as a status: by a taken row, only by possible rows, or by none."""
    if not route.plan.route.choice:
        return "met"
    states = {chosen.state for chosen in route.choice if remedy in chosen.row.offers}
    return "met" if "taken" in states else "unknown" if states else "gap"


def _remedies(
    plan: Plan, routes: Sequence[RouteVerdict], of: Mapping[str, str], engine: Engine, trace: list[Step]
) -> None:
    pairs = [(route, plan.remedies[id]) for route in routes for id in route.plan.remedies]
    limits = all_of(engine, [_limits(route, remedy, of) for route, remedy in pairs])
    asked = [
        (YES_NO[limit], "yes" if remedy.remedy.keeps_open else "no")
        for (_, remedy), limit in zip(pairs, limits, strict=True)
    ]
    for (route, remedy), limit, rule in zip(pairs, limits, engine.ask("remedy", asked), strict=True):
        route.limits[remedy.id] = limit
        route.remedies[remedy.id] = answer_of(rule)
        trace.append(("remedy", f"{route.plan.id}.{remedy.id}", rule))


def _limits(route: RouteVerdict, remedy: RemedyPlan, of: Mapping[str, str]) -> list[str]:
    """All limits of a remedy; where its own law is recalled it is never plainly open."""
    parts = [_offered(route, remedy.id), *(of[id] for id in remedy.limits)]
    if not remedy.firm:
        parts.append("unknown")
    return parts


class Asked(NamedTuple):
    """A need to be ranked: the remedies that close it, and those that perhaps do."""

    route: RouteVerdict
    need: Need
    status: str
    remedies: tuple[str, ...]
    perhaps: tuple[str, ...] = ()


def _owed(route: RouteVerdict) -> Iterator[Asked]:
    """What a route owes in any case is a need that is short (LANGUAGE 4.2).

    Each remedy by itself; where the choice that applies takes one of them, any that is open is enough.
    """
    owes = route.plan.route.owes
    takes_one = {chosen.row.take != "all" for chosen in route.choice}
    for id in owes:
        need = Need(id=id, remedies=(id,))
        if takes_one == {True}:
            yield Asked(route, need, "gap", owes)
        else:
            yield Asked(route, need, "gap", (id,), tuple(other for other in owes if True in takes_one and other != id))


def _needs(routes: Sequence[RouteVerdict], of: Mapping[str, str], engine: Engine, trace: list[Step]) -> None:
    needs = [Asked(route, need, of[need.id], need.remedies) for route in routes for need in route.plan.needs]
    needs += [owed for route in routes for owed in _owed(route)]
    kinds = [_kind(one) for one in needs]
    verdicts = _verdicts(list(dict.fromkeys(kinds)), engine)
    by_route: dict[str, list[NeedVerdict]] = {route.plan.id: [] for route in routes}
    for one, kind in zip(needs, kinds, strict=True):
        rules, ranks = verdicts[kind]
        id = one.route.plan.id
        by_route[id].append(NeedVerdict(one.need.id, rules, ranks))
        trace.append(("need", f"{id}.{one.need.id}", "/".join(dict.fromkeys(rules))))
    groups = []
    for route in routes:
        route.needs = tuple(by_route[route.plan.id])
        gives = Bounds(route.plan.gives, route.plan.gives, route.plan.gives)
        groups.append([gives, *(need.ranks for need in route.needs)])
    for route, lowest in zip(routes, rank("weakest", groups, engine), strict=True):
        route.bounds = lowest


Kind = tuple[str, str, int, int]
"""All that ranks a need: its status, its policy, how many remedies are open and how many possible."""


def _kind(one: Asked) -> Kind:
    states = [one.route.remedies[id] for id in one.remedies]
    perhaps = sum([one.route.remedies[id] in ("open", "possible") for id in one.perhaps])
    return (one.status, one.need.policy, states.count("open"), states.count("possible") + perhaps)


def _verdicts(kinds: Sequence[Kind], engine: Engine) -> dict[Kind, tuple[tuple[str, str, str], Bounds]]:
    """The rules and ranks of each kind of need on the three sides."""
    bounds: list[Question] = list(dict.fromkeys((side, kind[0]) for kind in kinds for side in SIDES))
    classes = dict(zip(bounds, answers_of(engine.ask("bound", bounds)), strict=True))
    asked: list[Question] = [(classes[side, kind[0]], *kind[1:], side) for kind in kinds for side in SIDES]
    rules = engine.ask("need", asked)
    ranks = [RANK[answer] for answer in answers_of(rules)]
    return {
        kind: ((rules[3 * i], rules[3 * i + 1], rules[3 * i + 2]), Bounds(*ranks[3 * i : 3 * i + 3]))
        for i, kind in enumerate(kinds)
    }
