"""The answer put together: stages, routes, findings, remedies and steps of the reported candidate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from recognition.engine.advice import remedies, remedies_by_need, steps
from recognition.engine.case import Case
from recognition.engine.conclusions import Conclusion, StageVerdict
from recognition.engine.decide import Decided
from recognition.engine.findings import Findings, evidence
from recognition.engine.measured import Used, Wanted
from recognition.engine.plan import Plan
from recognition.engine.tables import answer_of
from recognition.engine.verdicts import Bounds, RouteVerdict
from recognition.foundations.bases import STRENGTHS, Basis, Strength, weakest
from recognition.foundations.days import iso
from recognition.foundations.problems import Problem
from recognition.model.assessment import (
    NOTICE,
    NOTICE_ON_PROGRAMME,
    AssessmentData,
    Choice,
    Finding,
    Firing,
    Interim,
    Needed,
    Noticed,
    Outcome,
    Procedure,
    RouteOutcome,
    RulesetUsed,
    StageOutcome,
    SubjectOf,
    Unknown,
)

FOCUS = "focus.where"
"""The finding that stands for the question whether the case is about the item that it was assessed for."""
BY_RANK: tuple[Outcome, ...] = ("negative", "partial", "conditional", "positive")
RECALLED = frozenset({"met_recalled", "gap_recalled"})


class Doubt(NamedTuple):
    """It is not known whether the case is about the candidate: the rule that says so, what would tell, the stages."""

    rule: str
    wanted: tuple[Wanted, ...]
    used: tuple[Used, ...]
    stages: frozenset[str]


def answer(
    decided: Decided,
    conclusion: Conclusion,
    trace: list[Firing],
    dates: Mapping[str, str],
    problems: Iterable[Problem],
    make: type[AssessmentData] = AssessmentData,
    doubt: Doubt | None = None,
) -> AssessmentData:
    """Everything that `assessment/1` holds about the reported candidate."""
    plan, case = decided.measurement.plan, decided.measurement.case
    ruleset = plan.ruleset
    maker = Findings(decided, remedies_by_need(plan, conclusion.stages))
    findings = list(maker.all())
    by_id = {finding.id: finding for finding in findings}
    stages = [_stage(one, decided, maker, case) for one in conclusion.stages]
    headline = next(stage for stage in stages if stage.id == plan.headline)
    unknowns = _unknowns(findings, decided, conclusion.stages)
    if doubt is not None:
        doubtful = _doubtful(doubt)
        findings.insert(0, doubtful)
        unknowns.insert(0, Unknown(FOCUS, doubtful.needed))
        trace = [*trace, Firing("comparison", FOCUS, doubt.rule)]
        for stage in stages:
            if stage.id in doubt.stages:
                stage.because.insert(0, FOCUS)
    return make(
        schema="assessment/1",
        subject=SubjectOf(case.dossier.subject, case.dossier.id or "unnamed"),
        ruleset=RulesetUsed(ruleset.id, ruleset.version, ruleset.sha256, ruleset.status, ruleset.checked.on.text),
        on=iso(case.on),
        dates=dict(dates),
        outcome=headline.status,
        stages=stages,
        routes=[_route(route, decided) for route in decided.ranked.routes.values()],
        findings=findings,
        unknowns=unknowns,
        remedies=remedies(case, plan, conclusion.stages, by_id),
        steps=steps(case, plan, conclusion),
        trace=trace,
        problems=[_noticed(problem) for problem in problems],
        focus=getattr(case.focus, "id", None),
        notice=NOTICE_ON_PROGRAMME if ruleset.subject == "partnership" else NOTICE,
    )


def _doubtful(doubt: Doubt) -> Finding:
    return Finding(
        id=FOCUS,
        kind="focus",
        status="unknown",
        required=None,
        found=None,
        shortfall=None,
        basis="read",
        because=doubt.rule,
        evidence=evidence(doubt.used),
        sources=[],
        remedies=[],
        needed=[Needed(one.code, list(one.args)) for one in dict.fromkeys(doubt.wanted)],
    )


def _stage(verdict: StageVerdict, decided: Decided, maker: Findings, case: Case) -> StageOutcome:
    stage, bounds, route = verdict.stage, verdict.bounds, verdict.route
    status: Outcome = verdict.status  # type: ignore[assignment]  # the table's answers are the outcomes
    because = _because(verdict, decided)
    rests_on = _rests_on(verdict, decided)
    # What is not given has no end.
    valid_until, at_most = (None, False) if status == "negative" else _valid_until(stage.validity, case)
    return StageOutcome(
        id=stage.id,
        status=status,
        term=_term(verdict, status),
        worst=BY_RANK[bounds.worst],
        best=BY_RANK[bounds.best],
        valid_until=valid_until,
        route=route.plan.id if route is not None else None,
        because=because,
        basis=_basis(rests_on, maker, verdict, decided),
        strength=_strength(rests_on, maker),
        procedure=_procedure(verdict, decided, case),
        confirm=_confirm(bounds, decided, stage.id),
        valid_at_most=at_most,
        hope=BY_RANK[bounds.hope] if bounds.hope > bounds.best else None,
    )


def _term(verdict: StageVerdict, status: Outcome) -> str:
    """The field's own word; a negative one takes the term of the first need that fails, or `no_route`."""
    if status == "negative":
        if verdict.route is None:
            return "no_route"
        for need, ranked in zip(verdict.route.plan.needs, verdict.route.needs, strict=False):
            if ranked.ranks.best == 0 and need.term is not None:
                return need.term
    return verdict.stage.terms.get(status, status)


def _because(verdict: StageVerdict, decided: Decided) -> list[str]:
    """The needs that keep the reported route from better, the lowest first; else what keeps the routes closed."""
    if verdict.route is None:
        mine = [r for r in decided.ranked.routes.values() if r.plan.stage == verdict.stage.id]
        return list(dict.fromkeys(id for route in mine for id in _blocked(route, decided)))
    if verdict.status == "positive":
        return []
    short = [need for need in verdict.route.needs if need.ranks.worst < 3]
    short.sort(key=lambda need: need.ranks.worst)
    return [*(_blocked(verdict.route, decided)), *(need.id for need in short)]


def _blocked(route: RouteVerdict, decided: Decided) -> list[str]:
    return [id for id in route.plan.opens if decided.statuses.of[id] != "met"]


def _rests_on(verdict: StageVerdict, decided: Decided) -> list[str]:
    """The requirements whose status the outcome rests on."""
    routes = [route for route in decided.ranked.routes.values() if route.plan.stage == verdict.stage.id]
    if verdict.route is None or verdict.status == "negative":
        return list(dict.fromkeys(id for route in routes for id in _fails_by(route, decided)))
    return list(dict.fromkeys(id for route in _carrying(verdict, decided) for id in _held_by(route, decided)))


def _carrying(verdict: StageVerdict, decided: Decided) -> list[RouteVerdict]:
    """The reported route; all that may be open where only the worlds together decide."""
    if verdict.route is None:
        return []
    if verdict.route.counted.worst >= verdict.bounds.worst:
        return [verdict.route]
    routes = decided.ranked.routes.values()
    return [route for route in routes if route.plan.stage == verdict.stage.id and route.open in ("yes", "unsure")]


def _held_by(route: RouteVerdict, decided: Decided) -> list[str]:
    of = decided.statuses.of
    return [*route.plan.opens, *(need.id for need in route.plan.needs if of[need.id] != "unknown")]


def _fails_by(route: RouteVerdict, decided: Decided) -> list[str]:
    """What closes a route, or the needs that fail on it."""
    if route.open in ("no", "no_recalled"):
        return [id for id in route.plan.opens if decided.statuses.of[id] in ("gap", "gap_recalled")]
    return [need.id for need in route.needs if need.ranks.best == 0]


def _basis(ids: Sequence[str], maker: Findings, verdict: StageVerdict, decided: Decided) -> Basis:
    """The weakest law that the outcome rests on: findings, the routes themselves, the measures of a conditional one."""
    plan = decided.measurement.plan
    cites = []
    if verdict.status != "negative":
        routes = _carrying(verdict, decided)
        cites = [route.plan.route.cite for route in routes if route.plan.route.cite is not None]
    if verdict.status == "conditional":
        cites += [plan.remedies[id].remedy.cite for route in routes for id in _taken(route)]
    return weakest([*map(maker.basis, ids), *(plan.ruleset.cited(cite)[1] for cite in cites)])


def _taken(route: RouteVerdict) -> list[str]:
    """The open measures for what is owed."""
    owed = {need.id for need in route.needs if need.ranks.best == 2}
    ids = [id for need in route.plan.needs if need.id in owed for id in need.remedies]
    return [id for id in dict.fromkeys([*ids, *route.plan.route.owes]) if route.remedies[id] == "open"]


def _strength(ids: Sequence[str], maker: Findings) -> Strength | None:
    strengths = [strength for strength in map(maker.strength, ids) if strength is not None]
    return min(strengths, key=STRENGTHS.index, default=None)


def _confirm(bounds: Bounds, decided: Decided, stage: str) -> list[str]:
    """The recalled law that keeps a stage undetermined: requirements, ways and measures, each by its id."""
    if bounds.worst == bounds.best and bounds.hope == bounds.best:
        return []
    routes = [route for route in decided.ranked.routes.values() if route.plan.stage == stage]
    return list(dict.fromkeys(id for route in routes for id in _recalled(route, decided)))


def _recalled(route: RouteVerdict, decided: Decided) -> Iterator[str]:
    of = decided.statuses.of
    if not route.plan.firm and route.open != "no":
        yield route.plan.id
    yield from (id for id in (*route.plan.opens, *(need.id for need in route.plan.needs)) if of[id] in RECALLED)
    remedies = decided.measurement.plan.remedies
    short = {need.id for need in route.needs if need.ranks.worst < 3}
    wanted = [*route.plan.route.owes, *(id for need in route.plan.needs if need.id in short for id in need.remedies)]
    yield from (id for id in wanted if not remedies[id].firm and route.remedies[id] != "closed")


def _valid_until(terms: Sequence[object], case: Case) -> tuple[str | None, bool]:
    """The earliest of several ends; "at most" where one of them is not known, or may be earlier than that."""
    spans = [case.day(term).span for term in terms]
    known = [span.high for span in spans if span.high is not None]
    if not known:
        return None, False
    earliest = min(known)
    return iso(earliest), any(span.high is None or span.low is None or span.low < earliest for span in spans)


def _procedure(verdict: StageVerdict, decided: Decided, case: Case) -> Procedure:
    state = answer_of(verdict.procedure)
    filing = verdict.stage.filing
    of = decided.statuses.of
    ids: tuple[str, ...] = ()
    if filing is not None:
        # What the file still lacks does not keep it from being filed.
        lacking = filing.complete_when if state != "cannot_be_filed" else ()
        ids = (*filing.cannot_be_filed_unless, *lacking)
    interim = []
    for one in verdict.stage.interim:
        until = case.day(one.until).span.high if one.until is not None else None
        state_of = answer_of(verdict.interim[one.id])
        interim.append(Interim(one.id, state_of, iso(until) if until is not None else None, one.allows))
    running = {"ready": True, "incomplete": False, "cannot_be_filed": False}.get(state)
    because = [id for id in ids if of[id] not in ("met", "not_applicable")]
    return Procedure(state, because, running, interim)


def _route(route: RouteVerdict, decided: Decided) -> RouteOutcome:
    plan = route.plan
    choice = None
    if plan.route.choice and route.choice:
        rows = [chosen.row for chosen in route.choice]
        certain = len(rows) == 1
        choice = Choice(
            rows[0].who if len({row.who for row in rows}) == 1 else None,
            rows[0].take if len({row.take for row in rows}) == 1 else None,
            list(dict.fromkeys(id for row in rows for id in row.offers)),
            certain,
        )
    elif plan.remedies:
        choice = Choice(None, None, list(plan.remedies))
    of = decided.statuses.of
    return RouteOutcome(
        id=plan.id,
        stage=plan.stage,
        status=route.rule,
        needs={need.id: need.rules[0] for need in route.needs},
        blocked_by=_blocked(route, decided),
        choice=choice,
        warnings=[id for id in plan.route.watch if of[id] not in ("met", "not_applicable")],
        grant=plan.route.grant,
    )


def _unknowns(findings: Sequence[Finding], decided: Decided, stages: Sequence[StageVerdict]) -> list[Unknown]:
    """What is not decided and matters: unknown requirements that a route which may still be taken looks at."""
    relevant = _relevant(decided, stages)
    return [
        Unknown(finding.id, finding.needed)
        for finding in findings
        if finding.status == "unknown" and finding.id in relevant and finding.needed
    ]


def _relevant(decided: Decided, stages: Sequence[StageVerdict]) -> set[str]:
    """Requirements below the needs and conditions of every route that is not closed."""
    plan: Plan = decided.measurement.plan
    wanted = [
        id
        for route in decided.ranked.routes.values()
        if route.open in ("yes", "unsure")
        for id in (*route.plan.opens, *(need.id for need in route.plan.needs))
    ]
    for stage in stages:
        if stage.stage.filing is not None:
            wanted += [*stage.stage.filing.cannot_be_filed_unless, *stage.stage.filing.complete_when]
    by_id = {one.id: one for level in plan.levels for one in level}
    seen: set[str] = set()
    while wanted:
        id = wanted.pop()
        if id in seen or id not in by_id:
            continue
        seen.add(id)
        wanted += by_id[id].parts
        wanted += [one for exception in by_id[id].exceptions for one in exception.ids]
    return seen


def _noticed(problem: Problem) -> Noticed:
    place = problem.place
    return Noticed(problem.code, problem.sentence, place.document, place.path, place.line, problem.severity)
