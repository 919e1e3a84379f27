"""What can be done: remedies with their size, steps with authority, documents, fee and time."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from recognition.engine.case import Case
from recognition.engine.conclusions import Conclusion, StageVerdict
from recognition.engine.findings import source
from recognition.engine.measured import Cited
from recognition.engine.plan import Plan
from recognition.engine.quantities import number
from recognition.engine.tables import answer_of
from recognition.engine.units import ends
from recognition.engine.verdicts import RouteVerdict
from recognition.foundations.bases import Basis
from recognition.foundations.days import iso, parse_duration
from recognition.model.assessment import (
    DocumentAsked,
    Expiry,
    FeeQuoted,
    Finding,
    RemedyOffered,
    Shortfall,
    SilenceMeans,
    SourceCited,
    StepToTake,
    TimeQuoted,
)
from recognition.model.law import Citation
from recognition.model.requirements import DayTerm
from recognition.model.ruleset import ByKey, Fee, Remedy, Size, Step, Time

SHORT = frozenset({"owed", "owed_hoped", "partial", "fails", "fails_doubtful", "fails_no_remedy", "fails_discretion"})


def remedies_by_need(plan: Plan, stages: Sequence[StageVerdict]) -> dict[str, list[str]]:
    """Requirement -> the remedies that the reported routes offer for it."""
    offered: dict[str, list[str]] = {}
    for route in _reported(stages):
        for need in route.plan.needs:
            for remedy in need.remedies:
                if route.remedies[remedy] != "closed" and remedy not in offered.setdefault(need.id, []):
                    offered[need.id].append(remedy)
    return offered


def remedies(
    case: Case, plan: Plan, stages: Sequence[StageVerdict], findings: dict[str, Finding]
) -> list[RemedyOffered]:
    """The remedies of the reported routes whose need is short or doubtful, and what a route owes in any case."""
    result: dict[str, RemedyOffered] = {}
    for route in _reported(stages):
        short = [need.id for need in route.needs if need.rules[0] in SHORT]
        for need in route.plan.needs:
            if need.id not in short:
                continue
            for id in need.remedies:
                offered = result.get(id) or _offered(case, plan, id, route)
                offered.closes.append(need.id)
                result[id] = offered
        for id in route.plan.route.owes:
            result.setdefault(id, _offered(case, plan, id, route))
    for offered in result.values():
        _size(case, offered, plan.remedies[offered.id].remedy, findings)
    return list(result.values())


def _reported(stages: Iterable[StageVerdict]) -> Iterator[RouteVerdict]:
    return (stage.route for stage in stages if stage.route is not None)


def _offered(case: Case, plan: Plan, id: str, route: RouteVerdict) -> RemedyOffered:
    remedy = plan.remedies[id].remedy
    return RemedyOffered(
        id=id,
        type=remedy.type,
        state=route.remedies[id],
        keeps_open=remedy.keeps_open,
        size=None,
        at_most=remedy.at_most,
        fee=fees(case, remedy.fee),
        time=times(case, remedy.time),
        sources=[_source(case, remedy.cite)],
        repeats=remedy.repeats,
        extension=remedy.extension,
    )


def _size(case: Case, offered: RemedyOffered, remedy: Remedy, findings: dict[str, Finding]) -> None:
    """Shortfalls of all needs it closes by rate, rounded, cut to the legal maximum; one unknown leaves it unknown."""
    sized: list[Finding] = []
    for id in offered.closes:
        parts = [findings[part] for part in findings[id].parts if part in findings and findings[part].status == "gap"]
        if remedy.parts == "gaps" or (remedy.size is not None and remedy.size.per == "entry"):
            offered.per_entry += [part.id for part in parts]
        per_entry = remedy.size is not None and remedy.size.per == "entry" and findings[id].status == "gap"
        sized += parts if per_entry and parts else [findings[id]]
    if remedy.size is None:
        return
    each = [_in_unit(case, remedy.size, part) for part in sized]
    known = [size for size in each if size is not None]
    if known and len(known) == len(each):
        offered.size = Shortfall(min(sum(known), _most(remedy) or sum(known)), remedy.size.unit)


def _in_unit(case: Case, size: Size, part: Finding) -> int | None:
    """What one shortfall comes to in the remedy's unit; None where the shortfall or the rate is not known."""
    if part.status != "gap" or part.shortfall is None or isinstance(part.shortfall.value, str):
        return None
    if size.rate is None:
        return math.ceil(part.shortfall.value)
    rate = case.need(size.rate, "hours")
    if rate.low is None or rate.low != rate.high or rate.low <= 0:
        return None
    whole, rest = divmod(round(part.shortfall.value * 100), rate.low)
    return whole + (1 if rest and size.round == "up" else 0)


def _most(remedy: Remedy) -> int | None:
    """The legal maximum in months, where the remedy is sized in months."""
    if remedy.at_most is None or remedy.size is None or remedy.size.unit != "months":
        return None
    return parse_duration(remedy.at_most).months if remedy.at_most.startswith("P") else None


def steps(case: Case, plan: Plan, conclusion: Conclusion) -> list[StepToTake]:
    """The steps that are or may be needed, each after those that must come before."""
    states = {id: answer_of(rule) for id, rule in conclusion.steps.items()}
    wanted = [id for id, state in states.items() if state in ("needed", "possible")]
    return [
        _step(case, plan.ruleset.steps[id], id, states[id], conclusion.steps[id], wanted)
        for id in _in_order(wanted, plan)
    ]


def _in_order(wanted: Sequence[str], plan: Plan) -> list[str]:
    ordered: list[str] = []

    def visit(id: str) -> None:
        if id in ordered or id not in wanted:
            return
        for before in plan.ruleset.steps[id].after:
            visit(before)
        ordered.append(id)

    for id in wanted:
        visit(id)
    return ordered


def _step(case: Case, step: Step, id: str, state: str, rule: str, wanted: Sequence[str]) -> StepToTake:
    silence, expires = step.silence, step.expires
    return StepToTake(
        id=id,
        state=state,
        authority=_authority(case, step),
        documents=[
            DocumentAsked(one.type, one.form, list(_many(one.translated_into)), one.age_at_most)
            for one in step.documents
        ],
        fee=fees(case, step.fee),
        time=times(case, step.time),
        after=[before for before in step.after if before in wanted],
        why=rule,
        deadline=_day(case, step.deadline),
        silence=SilenceMeans(silence.after, silence.means, *_cited(case, silence.cite)) if silence else None,
        expires=Expiry(_day(case, expires.on), expires.then) if expires else None,
        see=step.see,
        sources=[_source(case, step.cite)] if step.cite is not None else [],
    )


def _day(case: Case, term: DayTerm) -> str | None:
    """The first day that a day term may mean; None where it has none."""
    first = case.day(term).span.low if term is not None else None
    return iso(first) if first is not None else None


def _cited(case: Case, cite: Citation | None) -> tuple[Basis | None, SourceCited | None]:
    return (None, None) if cite is None else (_basis(case, cite), _source(case, cite))


def _authority(case: Case, step: Step) -> str | None:
    """The authority's id.

    `{by: land}` is the row of `authorities.all` that decides in the stated Land; where none is recorded, or the Land
    is not stated, it is the row that stands for all of them: `<destination>.<key>`.
    """
    if not isinstance(step.authority, ByKey):
        return step.authority
    by = step.authority.by
    stated = case.fact(by).value
    for row in case.standards.table("authorities.all").rows:
        if stated is not None and row.fields.get("decides") is True and row.fields.get(by) == stated:
            return str(row.key["id"])
    return f"{case.ruleset.id.partition('/')[0]}.{by}"


def fees(case: Case, fee: str | Fee | tuple[Fee, ...] | None) -> list[FeeQuoted]:
    """Fees as stated; a `$parameter` is read on its clock. Unknown amounts are null, never zero."""
    if fee is None:
        return []
    if isinstance(fee, str):
        parameter = case.ruleset.parameters[fee.removeprefix("$")]
        need = case.parameter(fee.removeprefix("$"))
        low = None if need.low is None else number(need.low, parameter.unit)
        high = None if need.high is None else number(need.high, parameter.unit)
        cited = source(need.cited[0]) if need.cited else None
        return [FeeQuoted(low, high, parameter.unit, None, need.basis, source=cited)]
    many = fee if isinstance(fee, tuple) else (fee,)
    return [
        FeeQuoted(
            _written(one.from_, one.unit or "EUR", 0),
            _written(one.to if one.to is not None else one.from_, one.unit or "EUR", 1),
            one.unit,
            one.as_of.text if one.as_of is not None else None,
            _basis(case, one.cite),
            one.due_even_if_refused,
            _source(case, one.cite) if one.cite is not None else None,
        )
        for one in many
    ]


def times(case: Case, time: Time | tuple[Time, ...] | None) -> list[TimeQuoted]:
    """Times as stated, each with what starts it. Without `to` the time is at least that long."""
    many = () if time is None else time if isinstance(time, tuple) else (time,)
    return [
        TimeQuoted(
            _written(one.from_, one.unit, 0),
            _written(one.to, one.unit, 1),
            one.unit,
            one.starts,
            one.nature,
            _basis(case, one.cite),
            one.pauses,
            _source(case, one.cite) if one.cite is not None else None,
        )
        for one in many
    ]


def _written(value: object, unit: str, end: int) -> int | float | str | None:
    if value is None or value == "unknown":
        return None
    return number(ends(value, unit)[end], unit)


def _basis(case: Case, cite: Citation | None) -> Basis | None:
    return case.ruleset.cited(cite)[1] if cite is not None else None


def _source(case: Case, cite: Citation) -> SourceCited:
    law, basis = case.ruleset.cited(cite)
    return source(Cited(cite.source, law, cite.at, basis))


def _many(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return () if value is None else (value,) if isinstance(value, str) else value
