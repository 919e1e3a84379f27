"""coverage: every entry of a list against what the modules teach of it, then k of n (LANGUAGE 2.4)."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from fractions import Fraction
from math import ceil
from typing import Any, NamedTuple

from recognition.engine.case import Case
from recognition.engine.filters import IN, OUT
from recognition.engine.measure.entries import Entries, Entry, entries_of, is_field
from recognition.engine.measure.experience import sized
from recognition.engine.measure.modules import Tree as Modules
from recognition.engine.measure.modules import counts
from recognition.engine.measure.runs import TOTAL_MONTH
from recognition.engine.measure.same import quantity
from recognition.engine.measure.work import Work, bounds_of, work_of
from recognition.engine.measured import NO_NEED, Comparison, Count, Measured, Need, Used, Wanted
from recognition.engine.units import fraction
from recognition.foundations.bases import STRENGTHS
from recognition.model.dossier import Curriculum
from recognition.model.evidence import Credits, Module
from recognition.model.requirements import Coverage, Each, ExperienceKind, Threshold
from recognition.model.values import Amount

Ends = tuple[int, int | None]
FIELDS = ("of", "entries", "unit", "assessed", "match", "reduced_by")


class Plan(NamedTuple):
    """What is worked out once: what names the measurement, the entries by day, and how work is counted."""

    quantity: Hashable
    kept: dict[Any, tuple[Any, Entries]]
    work: ExperienceKind | None
    of_row: bool
    present: bool


class Taught(NamedTuple):
    """What the modules show of each entry: surely, at most (None: open), by which modules, and what is wanted."""

    low: list[int]
    high: list[int]
    open: list[bool]
    used: list[list[Used]]
    wanted: list[list[Wanted]]
    complete: bool


def coverage(requirement: Coverage, case: Case) -> Measured:
    """Each entry by itself, labelled with its id; then all of them, or as many as asked."""
    plan: Plan = case.compiled.plan(requirement) or case.compiled.keep(requirement, _plan(requirement))
    asked = entries_of(requirement, case, plan.kept)
    if not asked.entries:
        wanted = (Wanted("law", (requirement.entries,)),)
        return Measured(case.compare(requirement, None, None, NO_NEED, "entries", plan.quantity, wanted=wanted))
    taught = _taught(requirement, case, plan, asked)
    worked: list[Ends] = [(0, 0)] * len(asked.entries)
    reasons: list[tuple[Wanted, ...]] = [()] * len(asked.entries)
    if plan.work is not None and requirement.reduced_by is not None:
        worked, reasons = _worked(requirement, case, plan.work, requirement.reduced_by.rate, asked)
    more = () if taught.complete else (Wanted("item", ("modules", "area")), Wanted("complete", (_modules_of(case),)))
    common = NO_NEED if plan.of_row or plan.present else _common(requirement, case)
    parts = tuple(
        _comparison(
            requirement, case, plan, asked, number, entry, taught, worked[number], reasons[number], common, more
        )
        for number, entry in enumerate(asked.entries)
    )
    k = _how_many(requirement.at_least, len(parts))
    return Measured(Count("all" if k == len(parts) else "count", parts, k))


def _plan(requirement: Coverage) -> Plan:
    each = requirement.each
    work = None
    if requirement.reduced_by is not None:
        work = ExperienceKind(
            kind="experience", where=requirement.reduced_by.experience.where, unit="months", at_least=0, how="total",
            part_time="equivalent", strength=requirement.strength,
        )  # fmt: skip
    present = not isinstance(each, Each)
    of_row = isinstance(each, Each) and is_field(each.at_least)
    return Plan((*quantity(requirement, FIELDS), present), {}, work, of_row, present)


def _common(requirement: Coverage, case: Case) -> Need:
    each = requirement.each
    return case.need(each.at_least, requirement.unit) if isinstance(each, Each) else NO_NEED


def _how_many(asked: Any, n: int) -> int:
    if asked == "all":
        return n
    if isinstance(asked, str):
        share: Fraction = fraction(asked)
        return ceil(share * n)
    return int(asked)


def _comparison(
    requirement: Coverage, case: Case, plan: Plan, asked: Entries, number: int, entry: Entry, taught: Taught,
    worked: Ends, reasons: tuple[Wanted, ...], common: Need, more: tuple[Wanted, ...],
) -> Comparison:  # fmt: skip
    low = taught.low[number] + worked[0]
    high: int | None = None
    if taught.complete and not taught.open[number] and worked[1] is not None:
        high = max(low, taught.high[number] + worked[1])
    need = entry.need if plan.of_row or plan.present else common
    wanted: tuple[Wanted, ...] = (*taught.wanted[number], *reasons, *more)
    if not asked.current:
        need, wanted = NO_NEED, (*wanted, Wanted("list_not_current", (requirement.entries,)))
    elif need.low is None:
        wanted = (*wanted, Wanted("law", (requirement.entries,)))
    elif not entry.surely:
        need = need._replace(low=0)
    present = plan.present
    if present:
        low, high = min(low, 1), None if high is None else min(high, 1)
    return case.compare(
        requirement, low, high, need, "count" if present else requirement.unit, (plan.quantity, entry.id),
        label=entry.id, basis=entry.basis, used=tuple(taught.used[number]), wanted=wanted, cited=entry.cited,
    )  # fmt: skip


def _modules_of(case: Case) -> str:
    return "modules" if case.focus is None else f"modules:{case.name(case.focus)}"


def _programmes(requirement: Coverage, case: Case) -> tuple[list[Sequence[Module]], bool]:
    """The modules of each programme looked at, and whether all there are is shown."""
    if requirement.of == "focus":
        return [case.things("modules")], case.is_complete("modules")
    owners = [*case.things("qualifications"), *([case.dossier.curriculum] if case.dossier.curriculum else [])]
    found: list[Sequence[Module]] = [case.modules(owner) for owner in owners]
    complete = case.is_complete("qualifications") and all(case.is_complete("modules", owner) for owner in owners)
    if case.dossier.curriculum is None and case.dossier.modules:
        found.append([module for module in case.dossier.modules if module.strength != "broken"])
        complete = False
    return found, complete


def _taught(requirement: Coverage, case: Case, plan: Plan, asked: Entries) -> Taught:
    n = len(asked.entries)
    programmes, complete = _programmes(requirement, case)
    taught = Taught([0] * n, [0] * n, [False] * n, [[] for _ in range(n)], [[] for _ in range(n)], complete)
    curriculum = isinstance(case.focus, Curriculum)
    least = STRENGTHS.index(requirement.strength)
    contested = requirement.once is not None and _others(requirement, case)
    systems = {module.credits.system for modules in programmes for module in modules if module.credits is not None}
    mixed = len(systems) > 1
    for modules in programmes:
        tree = Modules(modules)
        leaves = tree.leaves()
        counted = leaves if plan.present else tree.carriers(requirement.unit)
        told = {id(one) for one in counted}
        silent = [leaf for leaf in leaves if id(leaf) not in told]
        for module in (*counted, *silent):
            fits = counts(module.status, curriculum)
            if fits == OUT:
                continue
            match = asked.match(module, tree.around(module) if module.part_of is not None else ())
            if not match.sure and not match.maybe:
                continue
            wanted: list[Wanted] = []
            if STRENGTHS.index(module.strength) < least:
                wanted.append(Wanted("strength", (case.name(module), requirement.strength)))
            if requirement.assessed and module.assessment is None:
                wanted.append(Wanted("attribute", (case.name(module), "assessment")))
            sure = fits == IN and not wanted and not contested
            low, high = (1, 1) if plan.present else _amount(requirement, module, mixed)
            if high is None:
                wanted.append(Wanted("attribute", (case.name(module), requirement.unit)))
            shared = not plan.present and len(match.sure) > 1
            for number in match.sure:
                _add(taught, number, low if sure and not shared else 0, high, case.used(module, sure), wanted)
            for number in match.maybe:
                lacking = "outcomes" if asked.entries[number].outcome else "area"
                doubt = Wanted("attribute", (case.name(module), lacking))
                _add(taught, number, 0, high, case.used(module, False), [*wanted, doubt])
    return taught


def _add(taught: Taught, number: int, low: int, high: int | None, used: Used, wanted: list[Wanted]) -> None:
    taught.low[number] += low
    taught.high[number] += high or 0
    taught.open[number] = taught.open[number] or high is None
    taught.used[number].append(used)
    taught.wanted[number].extend(wanted)


def _others(requirement: Coverage, case: Case) -> bool:
    """Whether another coverage shares the `once` group: modules are then not allotted, they only may count."""
    every = case.ruleset.requirements.values()
    return any(isinstance(one, Coverage) and one is not requirement and one.once == requirement.once for one in every)


def _amount(requirement: Coverage, module: Module, mixed: bool) -> Ends:
    """Hours or credits of a module. Credits of two systems are never added: where both stand, neither is known."""
    if requirement.unit == "hours":
        return module.hours if isinstance(module.hours, Amount) else (0, None)
    credits_ = module.credits
    return credits_.amount if isinstance(credits_, Credits) and not mixed else (0, None)


def _worked(
    requirement: Coverage, case: Case, work: ExperienceKind, threshold: Threshold, asked: Entries
) -> tuple[list[Ends], list[tuple[Wanted, ...]]]:
    """Months of proven work in each entry's area times the rate. Without a rate the authority weighs such work, so it
    leaves the entry open; work that names no area may belong to any.
    """
    selection = case.select("experience", work.where, strength=requirement.strength)
    bounds = bounds_of(work, case)
    inside: dict[str | None, list[Work]] = {}
    maybe: dict[str | None, list[Work]] = {}
    for items, target in ((selection.inside, inside), (selection.maybe, maybe)):
        for item in items:
            done = work_of(item, work, case, bounds)
            if done is not None:
                area = item.area if isinstance(item.area, str) else None
                target.setdefault(area, []).append(done)
    rate = case.need(threshold, requirement.unit)
    unknown = case.lacking(threshold) if rate.low is None else ()
    everywhere = [*inside.get(None, ()), *maybe.get(None, ())]
    complete = case.is_complete("experience")
    more = () if complete else (Wanted("item", ("experience", "area")), Wanted("complete", ("experience",)))
    ends: list[Ends] = []
    reasons: list[tuple[Wanted, ...]] = []
    for entry in asked.entries:
        sure, doubtful = inside.get(entry.id, []), [*maybe.get(entry.id, []), *everywhere]
        if not sure and not doubtful:
            ends.append((0, 0 if complete else None))
            reasons.append(more)
            continue
        wanted = tuple(one for done in (*sure, *doubtful) for one in done.wanted)
        low, high = sized(work, case, sure, doubtful)
        if rate.low is None or rate.high is None:
            ends.append((0, None))
            reasons.append((Wanted("weigh", (entry.id,)), *unknown, *wanted, *more))
            continue
        most = None if high is None or not complete else -(-high * rate.high // TOTAL_MONTH)
        ends.append((low * rate.low // TOTAL_MONTH, most))
        reasons.append((*wanted, *more))
    return ends, reasons
