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
from recognition.model.ruleset import ChoiceRow

SIDES = ("worst", "best", "hope")
RANK = {"ok": 3, "owed": 2, "partial": 1, "fails": 0}
OPEN = {"met": "yes", "met_recalled": "unsure", "unknown": "unsure", "gap_recalled": "no_recalled", "gap": "no"}


class Bounds(NamedTuple):
    """Ranks 0 (fails) to 3 (ok) on the three sides."""

    worst: int
    best: int
    hope: int


NOWHERE = Bounds(0, 0, 0)
NONE: tuple[tuple[int, ...], ...] = ((), (), ())


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
        for ranks in zip(*bounds, strict=True) if bounds else NONE:
            asked.append((which, ranks.count(0), ranks.count(1), ranks.count(2), ranks.count(3)))
    found = [int(answer) for answer in answers_of(engine.ask("rank", asked))]
    return [Bounds(*found[i : i + 3]) for i in range(0, len(found), 3)]


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
    """Whether the route offers a remedy, as a status: by the row that applies, only by rows that may apply, or by none.

    One of the rows that may apply does apply, so what each of them offers is offered in any case.
    """
    offering = [remedy in chosen.row.offers for chosen in route.choice]
    return "met" if all(offering) else "unknown" if any(offering) else "gap"


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


Kind = tuple[str, str, int, int]
"""All that ranks a need: its status, its policy, how many remedies are open and how many possible."""


class Asked(NamedTuple):
    """A need of a route, to be ranked."""

    route: str
    need: str
    kind: Kind


def _of_needs(route: RouteVerdict, of: Mapping[str, str]) -> Iterator[Asked]:
    for need in route.plan.needs:
        states = [route.remedies[id] for id in need.remedies]
        kind = (of[need.id], need.policy, states.count("open"), states.count("possible"))
        yield Asked(route.plan.id, need.id, kind)


def _owed(route: RouteVerdict) -> Iterator[Asked]:
    """What a route owes in any case is a need that is short (LANGUAGE 4.2).

    Each remedy by itself; where the choice that applies takes one of them, any that is open is enough, and where it
    may take one, every other that is to be had perhaps closes it too.
    """
    owes = route.plan.route.owes
    takes_one = {chosen.row.take != "all" for chosen in route.choice}
    for id in owes:
        closing = owes if takes_one == {True} else (id,)
        perhaps = [one for one in owes if one not in closing] if True in takes_one else []
        states = [route.remedies[one] for one in closing]
        possible = states.count("possible") + sum([route.remedies[one] in ("open", "possible") for one in perhaps])
        yield Asked(route.plan.id, id, ("gap", "remedy", states.count("open"), possible))


def _needs(routes: Sequence[RouteVerdict], of: Mapping[str, str], engine: Engine, trace: list[Step]) -> None:
    asked = [one for route in routes for one in _of_needs(route, of)]
    asked += [one for route in routes if route.plan.route.owes for one in _owed(route)]
    verdicts = _verdicts(list(dict.fromkeys([one.kind for one in asked])), engine)
    by_route: dict[str, list[NeedVerdict]] = {route.plan.id: [] for route in routes}
    for route_id, id, kind in asked:
        rules, ranks, joined = verdicts[kind]
        by_route[route_id].append(NeedVerdict(id, rules, ranks))
        trace.append(("need", f"{route_id}.{id}", joined))
    groups = []
    for route in routes:
        route.needs = tuple(by_route[route.plan.id])
        gives = route.plan.gives
        groups.append([Bounds(gives, gives, gives), *[need.ranks for need in route.needs]])
    for route, lowest in zip(routes, rank("weakest", groups, engine), strict=True):
        route.bounds = lowest


def _verdicts(kinds: Sequence[Kind], engine: Engine) -> dict[Kind, tuple[tuple[str, str, str], Bounds, str]]:
    """The rules and ranks of each kind of need on the three sides, and the rules as a trace names them."""
    bounds: list[Question] = list(dict.fromkeys((side, kind[0]) for kind in kinds for side in SIDES))
    classes = dict(zip(bounds, answers_of(engine.ask("bound", bounds)), strict=True))
    asked: list[Question] = [(classes[side, kind[0]], *kind[1:], side) for kind in kinds for side in SIDES]
    rules = engine.ask("need", asked)
    ranks = [RANK[answer] for answer in answers_of(rules)]
    found = {}
    for i, kind in enumerate(kinds):
        three = (rules[3 * i], rules[3 * i + 1], rules[3 * i + 2])
        found[kind] = three, Bounds(*ranks[3 * i : 3 * i + 3]), "/".join(dict.fromkeys(three))
    return found
