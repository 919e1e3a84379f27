"""The last layers, once candidates and worlds are brought together: outcome, procedure, interim permissions, steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from recognition.engine.adapter import Engine
from recognition.engine.plan import Plan, StepPlan
from recognition.engine.statuses import YES_NO, Step, all_of, count_question
from recognition.engine.tables import answer_of
from recognition.engine.verdicts import Bounds, Ranked, RouteVerdict
from recognition.model.ruleset import Stage, StepWhen


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


def conclude(
    plan: Plan, of: Mapping[str, str], ranked: Ranked, bounds: Mapping[str, Bounds], engine: Engine
) -> Conclusion:
    """Asks outcome, procedure, interim and step for the bounds that stand over all worlds and candidates."""
    trace: list[Step] = []
    rules = engine.ask("outcome", [bounds[stage.id] for stage in plan.stages])
    stages = []
    for stage, rule in zip(plan.stages, rules, strict=True):
        trace.append(("outcome", stage.id, rule))
        route = reported_route(ranked, stage.id)
        procedure = _procedure(stage, of, engine)
        trace.append(("procedure", stage.id, procedure))
        stages.append(StageVerdict(stage, bounds[stage.id], rule, route, procedure, _interim(stage, of, engine, trace)))
    steps = _steps(plan, of, ranked, stages, engine)
    trace += [("step", id, rule) for id, rule in steps.items()]
    return Conclusion(tuple(stages), steps, trace)


def reported_route(ranked: Ranked, stage: str) -> RouteVerdict | None:
    """Highest worst, then highest best, then file order; none where no route is or may be open (LANGUAGE 4.4)."""
    mine = [r for r in ranked.routes.values() if r.plan.stage == stage and r.open in ("yes", "unsure")]
    return max(mine, key=lambda route: (route.counted.worst, route.counted.best), default=None)


def _procedure(stage: Stage, of: Mapping[str, str], engine: Engine) -> str:
    if stage.filing is None:
        return engine.ask("procedure", [("yes", "yes")])[0]
    filing, file = all_of(
        engine,
        [[of[id] for id in stage.filing.cannot_be_filed_unless], [of[id] for id in stage.filing.complete_when]],
    )
    return engine.ask("procedure", [(YES_NO[filing], YES_NO[file])])[0]


def _interim(stage: Stage, of: Mapping[str, str], engine: Engine, trace: list[Step]) -> dict[str, str]:
    states = {}
    for interim in stage.interim:
        held = YES_NO[all_of(engine, [[of[id] for id in interim.if_]])[0]]
        running = YES_NO[of[f"interim.{stage.id}.{interim.id}"]] if interim.until is not None else "yes"
        over = {"yes": "no", "no": "yes", "unsure": "unsure"}[running]
        states[interim.id] = engine.ask("interim", [(held, over)])[0]
        trace.append(("interim", f"{stage.id}.{interim.id}", states[interim.id]))
    return states


def _steps(
    plan: Plan, of: Mapping[str, str], ranked: Ranked, stages: Sequence[StageVerdict], engine: Engine
) -> dict[str, str]:
    reported = {stage.route.plan.id for stage in stages if stage.route is not None}
    open_still = {id for id, route in ranked.routes.items() if answer_of(route.rule) == "undetermined"}
    asked = []
    for step in plan.steps:
        path = "on" if not step.routes or step.routes & reported else "maybe" if step.routes & open_still else "off"
        asked.append((path, YES_NO[_needed(step, of, ranked, stages, engine)]))
    return {step.id: rule for step, rule in zip(plan.steps, engine.ask("step", asked), strict=True)}


def _called_for(remedy: str, route: RouteVerdict, engine: Engine) -> str:
    """Whether a remedy is to be had on a route and something that it closes is short there, as a status."""
    if route.remedies.get(remedy, "closed") == "closed":
        return "gap"
    closes = {need.id for need in route.plan.needs if remedy in need.remedies} | {remedy}
    ranks = [need.ranks for need in route.needs if need.id in closes]
    short = "met" if any(r.best < 3 for r in ranks) else "unknown" if any(r.worst < 3 for r in ranks) else "gap"
    to_be_had = "met" if YES_NO[route.limits[remedy]] == "yes" else "unknown"
    return all_of(engine, [[short, to_be_had]])[0]


def _called_for_at_all(remedy: str, stages: Sequence[StageVerdict], engine: Engine) -> str:
    """The best that any reported route says of a remedy."""
    called = [_called_for(remedy, route, engine) for route in _reported(stages)]
    return "met" if "met" in called else "unknown" if "unknown" in called else "gap"


def _needed(
    step: StepPlan, of: Mapping[str, str], ranked: Ranked, stages: Sequence[StageVerdict], engine: Engine
) -> str:
    """The condition of a step: any of its maps, each all of its keys, and its days of force."""
    status = "met"
    if step.remedies and not step.when:
        called = [_called_for_at_all(id, stages, engine) for id in step.remedies]
        status = answer_of(engine.ask("combine", [count_question(called, 1)])[0])
    if step.when:
        maps = all_of(engine, [list(_terms(one, step, of, ranked, stages, engine)) for one in step.when])
        status = answer_of(engine.ask("combine", [count_question(maps, 1)])[0])
    if step.in_force is not None:
        status = all_of(engine, [[status, of[step.in_force]]])[0]
    return status


def _terms(
    when: StepWhen,
    step: StepPlan,
    of: Mapping[str, str],
    ranked: Ranked,
    stages: Sequence[StageVerdict],
    engine: Engine,
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
            yield _called_for_at_all(id, stages, engine)
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
