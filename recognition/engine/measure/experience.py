"""experience: months, days or hours of work, in total or in one run, with inner minima (LANGUAGE 2.4)."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from recognition.engine.case import Case
from recognition.engine.filters import IN, OUT
from recognition.engine.known import Selection, merged
from recognition.engine.measure.common import all_of, more_evidence
from recognition.engine.measure.once import allotted
from recognition.engine.measure.runs import (
    FULL,
    RUN_MONTH,
    TOTAL_MONTH,
    Stretch,
    added_up,
    layers,
    longest_days,
    longest_size,
    possible_gain,
    possible_loss,
    total_days,
    total_size,
)
from recognition.engine.measure.same import frozen, quantity
from recognition.engine.measure.work import Bounds, Work, bounds_of, placed, work_of
from recognition.engine.measured import Comparison, Measured, Tree, Wanted
from recognition.foundations.days import Duration
from recognition.model.evidence import Item
from recognition.model.requirements import ExperienceKind, Floor, Where

Interval = tuple[int, int | None]
NEVER_SHORT = 10**9
"""An amount that nothing bounds, for the allocation of `once` groups."""


class Vocabulary(NamedTuple):
    """The partition of `kind_of_service`; None in a plan where the requirement has none."""

    counts: frozenset[str]
    not_: frozenset[str]
    unclear: frozenset[str]


class Plan(NamedTuple):
    """What is worked out once: the partitions of the requirement and its floors, and what names the measurement."""

    vocabulary: Vocabulary | None
    floors: tuple[tuple[Floor, Vocabulary | None, str], ...]
    quantity: Hashable


class Selected(NamedTuple):
    """What the items show, those surely in and those that may be, with everything asked for."""

    inside: list[Work]
    maybe: list[Work]
    wanted: tuple[Wanted, ...]


def experience(requirement: ExperienceKind, case: Case) -> Measured:
    """The amount against its minimum, and every floor as a comparison of its own."""
    plan = _plan_of(requirement, case)
    bounds = bounds_of(requirement, case)
    selection = case.select("experience", requirement.where, strength=requirement.strength)
    if requirement.once is not None:
        selection = allotted(requirement, case, selection, _choose, _value)
    chosen = chosen_of(requirement, case, selection, plan.vocabulary, bounds)
    tree: list[Tree] = [_comparison(requirement, case, chosen, bounds, requirement.at_least, plan.quantity, "")]
    for floor, vocabulary, label in plan.floors:
        inner = _floored(case, chosen, floor, vocabulary)
        named = (plan.quantity, frozen(floor.where), floor.counts)
        tree.append(_comparison(requirement, case, inner, bounds, floor.at_least, named, label))
    return Measured(all_of(tree))


def _plan_of(requirement: ExperienceKind, case: Case) -> Plan:
    plan: Plan = case.compiled.plan(requirement) or case.compiled.keep(requirement, _plan(requirement))
    return plan


def _plan(requirement: ExperienceKind) -> Plan:
    floors = tuple(
        (
            floor,
            _vocabulary(floor.counts, requirement.counts, requirement.unclear) if floor.counts else None,
            "_".join(floor.counts) or f"floor_{number}",
        )
        for number, floor in enumerate(requirement.floors, 1)
    )
    vocabulary = None
    if requirement.counts or requirement.not_ or requirement.unclear:
        vocabulary = Vocabulary(
            frozenset(requirement.counts), frozenset(requirement.not_), frozenset(requirement.unclear)
        )
    fields = ("where", "counts", "not_", "unclear", "unit", "how", "window", "part_time", "pause", "after")
    return Plan(vocabulary, floors, quantity(requirement, fields))


def _vocabulary(counts: Sequence[str], outer: Sequence[str], unclear: Sequence[str]) -> Vocabulary:
    """Of a floor: what counts for the requirement and not for the floor is out; what was unclear stays so."""
    return Vocabulary(frozenset(counts), frozenset(outer) - frozenset(counts), frozenset(unclear))


def chosen_of(
    requirement: ExperienceKind, case: Case, selection: Selection, vocabulary: Vocabulary | None, bounds: Bounds
) -> Selected:
    """The items inside the window, each in or maybe by filter, kind of service and share."""
    inside: list[Work] = []
    maybe: list[Work] = []
    wanted: list[Wanted] = list(selection.wanted)
    for items, target in ((selection.inside, inside), (selection.maybe, maybe)):
        for item in items:
            fits = IN if vocabulary is None else placed(item, *vocabulary)
            if fits == OUT:
                continue
            work = work_of(item, requirement, case, bounds)
            if work is None:
                continue
            wanted.extend(work.wanted)
            if fits != IN and item.kind_of_service is None:
                wanted.append(Wanted("attribute", (case.name(item), "kind_of_service")))
            (target if fits == IN else maybe).append(work)
    return Selected(inside, maybe, tuple(wanted))


def _floored(case: Case, chosen: Selected, floor: Floor, vocabulary: Vocabulary | None) -> Selected:
    inside, maybe, wanted = list(chosen.inside), list(chosen.maybe), chosen.wanted
    if floor.where:
        sure, doubtful, more = _among(case, floor.where)
        maybe = [one for one in maybe if id(one.item) in sure or id(one.item) in doubtful]
        maybe += [one for one in inside if id(one.item) in doubtful]
        inside = [one for one in inside if id(one.item) in sure]
        wanted = (*wanted, *more)
    if vocabulary is not None:
        fits = {id(one): placed(one.item, *vocabulary) for one in (*inside, *maybe)}
        maybe = [one for one in maybe if fits[id(one)] != OUT] + [
            one for one in inside if fits[id(one)] not in (IN, OUT)
        ]
        inside = [one for one in inside if fits[id(one)] == IN]
    return Selected(inside, maybe, wanted)


def _among(case: Case, where: Where) -> tuple[set[int], set[int], tuple[Wanted, ...]]:
    selection = case.select("experience", where)
    return {id(one) for one in selection.inside}, {id(one) for one in selection.maybe}, selection.wanted


def _comparison(
    requirement: ExperienceKind, case: Case, chosen: Selected, bounds: Bounds, threshold: object,
    named: Hashable, label: str,
) -> Comparison:  # fmt: skip
    complete = case.is_complete("experience")
    low, high = amounted(requirement, case, chosen.inside, chosen.maybe)
    need = case.need(threshold, requirement.unit)
    used = tuple(case.used(one.item) for one in chosen.inside) + tuple(
        case.used(one.item, counted=False) for one in chosen.maybe
    )
    wanted = merged((
        chosen.wanted, bounds.wanted, case.lacking(threshold) if need.low != need.high or need.low is None else (),
        more_evidence("experience", requirement.unit, complete),
    ))  # fmt: skip
    return case.compare(
        requirement, low, high if complete else None, need, requirement.unit, named, label=label,
        basis=bounds.basis, used=used, wanted=wanted, cited=bounds.cited,
    )  # fmt: skip


def amounted(requirement: ExperienceKind, case: Case, inside: Sequence[Work], maybe: Sequence[Work]) -> Interval:
    """The amount in the requirement's unit: from what surely counts to everything that may. High None: unbounded."""
    low, high = sized(requirement, case, inside, maybe)
    scale = FULL
    if requirement.unit != "days":
        scale = 1 if requirement.unit == "hours" else TOTAL_MONTH if requirement.how == "total" else RUN_MONTH
    return low // scale, None if high is None else high // scale


def sized(requirement: ExperienceKind, case: Case, inside: Sequence[Work], maybe: Sequence[Work]) -> Interval:
    """The same, in the finer measure of `runs`: thirtieths of a month for a total, hundredths of days or of hours."""
    unit, total = requirement.unit, requirement.how == "total"
    pause = _days(requirement.pause, case)
    sure = [one.sure for one in inside if one.sure is not None]
    possible = [one.possible for one in (*inside, *maybe) if one.possible is not None and one.frame is None]
    exact = not maybe and all(one.sure == one.possible for one in inside)
    low = _size(sure, unit, total, pause[0])
    if exact and pause[0] == pause[1]:
        high = low
        if requirement.part_time == "equivalent" and any(one.share != FULL for one in possible):
            high = _size(added_up(possible), unit, total, pause[1])
    else:
        wide = added_up(possible) if requirement.part_time == "equivalent" else possible
        high = _size(wide, unit, total, pause[1])
        if unit == "months" and (total or len(layers([*sure, *wide])) > 1):
            low = max(0, low - possible_loss(sure, possible))
            high += possible_gain(wide)
    low += sum(one.amount[0] for one in inside if one.amount[0] and not _overlaps(one, inside))
    is_open = any(one.open or one.amount[1] is None for one in (*inside, *maybe))
    high += sum(one.amount[1] or 0 for one in (*inside, *maybe))
    return low, None if is_open else max(high, low)


def _size(stretches: Sequence[Stretch], unit: str, total: bool, pause: int) -> int:
    if not stretches:
        return 0
    if unit == "days":
        return total_days(stretches) if total else longest_days(stretches, pause)
    return total_size(stretches) if total else longest_size(stretches, pause)


def _overlaps(work: Work, others: Sequence[Work]) -> bool:
    """Whether an amount's days meet other work, so that counting both could count days twice."""
    frame = work.frame
    if frame is None:
        return False
    spans = ((one, one.frame or one.possible) for one in others)
    return any(
        one is not work and span is not None and span.first < frame.after and frame.first < span.after
        for one, span in spans
    )


def _days(written: str | None, case: Case) -> tuple[int, int]:
    """The longest break, in days, at least and at most: a month has 28 to 31."""
    if written is None:
        return 0, 0
    length = case.length(written)
    return _in_days(length.low, 28, 0), _in_days(length.high, 31, NEVER_SHORT)


def _in_days(duration: Duration | None, month: int, unknown: int) -> int:
    return unknown if duration is None else duration.months * month + duration.days


def _choose(requirement: ExperienceKind, case: Case) -> tuple[list[Item], list[Item]]:
    plan = _plan_of(requirement, case)
    selection = case.select("experience", requirement.where, strength=requirement.strength)
    chosen = chosen_of(requirement, case, selection, plan.vocabulary, bounds_of(requirement, case))
    return [one.item for one in chosen.inside], [one.item for one in chosen.maybe]


def _value(requirement: ExperienceKind, case: Case, items: Sequence[Item]) -> tuple[int, int]:
    selection = Selection(list(items), [], True, (), ())
    vocabulary = _plan_of(requirement, case).vocabulary
    chosen = chosen_of(requirement, case, selection, vocabulary, bounds_of(requirement, case))
    low, high = amounted(requirement, case, chosen.inside, chosen.maybe)
    return low, NEVER_SHORT if high is None else high
