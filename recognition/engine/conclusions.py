"""The last layers, once candidates and worlds are brought together: outcome, procedure, interim permissions, steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from recognition.engine.adapter import Engine
from recognition.engine.plan import Plan, StepPlan
from recognition.engine.statuses import YES_NO, Step, all_of, any_of
from recognition.engine.table_form import Question
from recognition.engine.tables import answer_of
from recognition.engine.verdicts import Bounds, Ranked, RouteVerdict
from recognition.model.assessment import Firing
from recognition.model.ruleset import Stage, StepWhen

# Whether a remedy is called for, from not at all to surely: something is short, the remedy is to be had.
CALLED = (
    ("gap", "gap"),
    ("gap", "unknown"),
    ("gap", "met"),
    ("unknown", "unknown"),
    ("unknown", "met"),
    ("met", "unknown"),
    ("met", "met"),
)


@dataclass(slots=True)
class StageVerdict:
    """One stage: its outcome, the bounds it rests on, the reported route, procedure and interim permissions."""

    stage: Stage
    bounds: Bounds
    rule: str
    route: RouteVerdict | None
    procedure: str
    interim: dict[str, str]

    @property
    def status(self) -> str:
        """positive, conditional, partial, negative or undetermined."""
        return answer_of(self.rule)


@dataclass(slots=True)
class Conclusion:
    """What all stages come to, which steps are needed, and the firings that say so."""

    stages: tuple[StageVerdict, ...]
    steps: dict[str, str]
    trace: list[Step]
    firings: list[Firing] = field(default_factory=list)


def conclude(
    plan: Plan, of: Mapping[str, str], ranked: Ranked, bounds: Mapping[str, Bounds], engine: Engine
) -> Conclusion:
    """Asks outcome, procedure, interim and step for the bounds that stand over all worlds and candidates."""
    trace: list[Step] = []
    rules = engine.ask("outcome", [tuple(bounds[stage.id]) for stage in plan.stages])
    procedures = _procedures(plan.stages, of, engine)
    interims = _interims(plan.stages, of, engine)
    stages = []
    for stage, rule, procedure, interim in zip(plan.stages, rules, procedures, interims, strict=True):
        route = reported_route(ranked, stage.id)
        stages.append(StageVerdict(stage, bounds[stage.id], rule, route, procedure, interim))
        trace += [("outcome", stage.id, rule), ("procedure", stage.id, procedure)]
        trace += [("interim", f"{stage.id}.{id}", state) for id, state in interim.items()]
    steps = _steps(plan, of, ranked, stages, engine)
    trace += [("step", id, rule) for id, rule in steps.items()]
    return Conclusion(tuple(stages), steps, trace)


def reported_route(ranked: Ranked, stage: str) -> RouteVerdict | None:
    """Highest worst, then highest best, then file order; none where no route is or may be open (LANGUAGE 4.4)."""
    mine = [r for r in ranked.routes.values() if r.plan.stage == stage and r.open in ("yes", "unsure")]
    return max(mine, key=lambda route: (route.counted.worst, route.counted.best), default=None)


def _procedures(stages: Sequence[Stage], of: Mapping[str, str], engine: Engine) -> list[str]:
    """Whether each stage can be filed and its file is complete; without such needs nothing stands in the way."""
    needs = [
        ids
        for stage in stages
        for ids in (
            stage.filing.cannot_be_filed_unless if stage.filing is not None else (),
            stage.filing.complete_when if stage.filing is not None else (),
        )
    ]
    stand = [YES_NO[status] for status in all_of(engine, [[of[id] for id in ids] or ["met"] for ids in needs])]
    return engine.ask("procedure", list(zip(stand[::2], stand[1::2], strict=True)))


def _interims(stages: Sequence[Stage], of: Mapping[str, str], engine: Engine) -> list[dict[str, str]]:
    """The state of every interim permission, stage by stage."""
    each = [(stage, interim) for stage in stages for interim in stage.interim]
    held = all_of(engine, [[of[id] for id in interim.if_] for _, interim in each])
    asked: list[Question] = []
    for (stage, interim), status in zip(each, held, strict=True):
        running = YES_NO[of[f"interim.{stage.id}.{interim.id}"]] if interim.until is not None else "yes"
        asked.append((YES_NO[status], {"yes": "no", "no": "yes", "unsure": "unsure"}[running]))
    states: dict[str, dict[str, str]] = {stage.id: {} for stage in stages}
    for (stage, interim), rule in zip(each, engine.ask("interim", asked), strict=True):
        states[stage.id][interim.id] = rule
    return list(states.values())


def _steps(
    plan: Plan, of: Mapping[str, str], ranked: Ranked, stages: Sequence[StageVerdict], engine: Engine
) -> dict[str, str]:
    """Each step: whether it lies on a route that is or may be taken, and whether its condition holds.

    The condition is any of its maps, each all of its keys, and its days of force. A step without maps that remedies
    name is there for them.
    """
    reported = {stage.route.plan.id for stage in stages if stage.route is not None}
    open_still = {id for id, route in ranked.routes.items() if answer_of(route.rule) == "undetermined"}
    maps = [list(_maps(step, of, ranked, stages)) for step in plan.steps]
    each = iter(all_of(engine, [one for many in maps for one in many]))
    holds = any_of(engine, [[next(each) for _ in many] or ["met"] for many in maps])
    within = [
        [status] if step.in_force is None else [status, of[step.in_force]]
        for step, status in zip(plan.steps, holds, strict=True)
    ]
    asked: list[Question] = []
    for step, status in zip(plan.steps, all_of(engine, within), strict=True):
        path = "on" if not step.routes or step.routes & reported else "maybe" if step.routes & open_still else "off"
        asked.append((path, YES_NO[status]))
    return {step.id: rule for step, rule in zip(plan.steps, engine.ask("step", asked), strict=True)}


def _maps(
    step: StepPlan, of: Mapping[str, str], ranked: Ranked, stages: Sequence[StageVerdict]
) -> Iterator[Sequence[str]]:
    for one in step.when:
        yield list(_terms(one, step, of, ranked, stages))
    if not step.when:
        for remedy in step.remedies:
            yield _called_for(remedy, stages)


def _called_for(remedy: str, stages: Sequence[StageVerdict]) -> tuple[str, ...]:
    """What the reported route says of a remedy that calls for it most."""
    return max([_on_route(remedy, route) for route in _reported(stages)], key=CALLED.index, default=("gap",))


def _on_route(remedy: str, route: RouteVerdict) -> tuple[str, str]:
    """As two statuses: something that the remedy closes is short on the route, and the remedy is to be had there."""
    if route.remedies.get(remedy, "closed") == "closed":
        return "gap", "gap"
    closes = {need.id for need in route.plan.needs if remedy in need.remedies} | {remedy}
    ranks = [need.ranks for need in route.needs if need.id in closes]
    short = "met" if any(r.best < 3 for r in ranks) else "unknown" if any(r.worst < 3 for r in ranks) else "gap"
    return short, "met" if YES_NO[route.limits[remedy]] == "yes" else "unknown"


def _terms(
    when: StepWhen, step: StepPlan, of: Mapping[str, str], ranked: Ranked, stages: Sequence[StageVerdict]
) -> Iterable[str]:
    """Each key of one map as a status: met, unknown or gap."""
    relevant = _stages_of(step, ranked, stages)
    if when.outcome is not None:
        yield _among(when.outcome, [stage.status for stage in relevant], doubtful="undetermined")
    if when.route is not None:
        reported = [stage.route.plan.id for stage in stages if stage.route is not None]
        possible = [id for id, route in ranked.routes.items() if answer_of(route.rule) == "undetermined"]
        yield _among(when.route, reported, possible)
    if when.remedy is not None:
        for id in _many(when.remedy):
            yield from _called_for(id, stages)
    for ids, wanted in ((when.gap, "gap"), (when.met, "met")):
        for id in _many(ids):
            yield _turned(of[id], wanted)
    for id in _many(when.unknown):
        yield "met" if of[id] in ("unknown", "met_recalled", "gap_recalled") else "gap"
    if when.procedure is not None:
        yield _among(when.procedure, [answer_of(stage.procedure) for stage in relevant], doubtful="unknown")
    if when.interim is not None:
        wanted_ids = _many(when.interim)
        answers = [answer_of(rule) for stage in stages for id, rule in stage.interim.items() if id in wanted_ids]
        yield "met" if "running" in answers else "unknown" if "unknown" in answers else "gap"


def _stages_of(step: StepPlan, ranked: Ranked, stages: Sequence[StageVerdict]) -> Sequence[StageVerdict]:
    """The stages that a step's routes lead to; the headline stage for a step of no route."""
    ids = {ranked.routes[id].plan.stage for id in step.routes if id in ranked.routes}
    return [stage for stage in stages if (stage.stage.id in ids if ids else stage.stage.headline)]


def _reported(stages: Sequence[StageVerdict]) -> list[RouteVerdict]:
    return [stage.route for stage in stages if stage.route is not None]


def _many(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return () if value is None else (value,) if isinstance(value, str) else value


def _among(
    wanted: str | tuple[str, ...], certain: Sequence[str], possible: Sequence[str] = (), *, doubtful: str | None = None
) -> str:
    """Whether one of the wanted words is among the certain ones; what is `doubtful` may still become any of them."""
    words = _many(wanted)
    if any(word in words for word in certain):
        return "met"
    if doubtful in certain or any(word in words for word in possible):
        return "unknown"
    return "gap"


def _turned(status: str, wanted: str) -> str:
    if status in (wanted, f"{wanted}_recalled"):
        return "met" if status == wanted else "unknown"
    return "unknown" if status in ("unknown", "gap_recalled", "met_recalled") else "gap"
