"""`once: <group>`: an item counts for one requirement of the group only (LANGUAGE 2.1).

The items go where the total shortfall is least; of equal allocations the one that serves the earlier requirement first.
This is arithmetic about amounts still missing, not a verdict: every comparison is still asked. Exact for at most eight
items that two requirements could use and four requirements; beyond that, and where a need is not known, such items
only *may* count, for every requirement of the group.

Two worlds are allotted: the items that surely fit, and all that may. Where the first leaves nothing short, it stands;
otherwise a requirement surely keeps only what both worlds give it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

from recognition.engine.case import Case
from recognition.engine.known import Selection
from recognition.model.evidence import Item
from recognition.model.requirements import Requirement

MOST_ITEMS = 8
MOST_REQUIREMENTS = 4
SCALE = 10**6

AnyRequirement = TypeVar("AnyRequirement", bound=Requirement)
Choose = Callable[[AnyRequirement, Case], tuple[list[Item], list[Item]]]
"""The items of a requirement that are in, and those that may be, before any allocation."""

Value = Callable[[AnyRequirement, Case, Sequence[Item]], tuple[int, int]]
"""What some items alone show for a requirement, at least and at most."""


class Allotment(NamedTuple):
    """The total shortfall, each requirement's, and which items (bits) each gets."""

    short: int
    shorts: tuple[int, ...]
    masks: tuple[int, ...]


def allocate(values: Sequence[Callable[[int], int]], needs: Sequence[int], items: int) -> Allotment:
    """The allocation with the least total shortfall. `values`: what a set of items (bits) gives each requirement.

    Ties: the earlier requirement first. Items that no requirement needs go to the first that gains by them.
    """
    full = (1 << items) - 1
    # Per set of items still free: (total, shortfalls, values turned, masks) of the requirements from the last back.
    best: list[tuple[int, tuple[int, ...], tuple[int, ...], tuple[int, ...]]] = [(0, (), (), ())] * (full + 1)
    for value, need in zip(reversed(values), reversed(needs), strict=True):
        worth = [value(mask) for mask in range(full + 1)]
        later = best
        best = []
        for free in range(full + 1):
            found = None
            taken = free
            while True:
                rest = later[free & ~taken]
                short = max(0, need - worth[taken])
                one = (short + rest[0], (short, *rest[1]), (-worth[taken], *rest[2]), (taken, *rest[3]))
                if found is None or one < found:
                    found = one
                if taken == 0:
                    break
                taken = (taken - 1) & free
            best.append(found)
    total, shorts, _, masks = best[full]
    return Allotment(total, shorts, masks)


def allotted(
    requirement: AnyRequirement,
    case: Case,
    selection: Selection,
    choose: Choose[AnyRequirement],
    value: Value[AnyRequirement],
) -> Selection:
    """The selection of one requirement, with only the items that the allocation leaves it."""
    key = ("once", requirement.once, type(requirement))
    shares = case.kept.get(key)
    if shares is None:
        shares = case.kept[key] = _shares(_group(requirement, case), case, choose, value)
    inside, maybe = shares[id(requirement)]
    return selection._replace(
        inside=[item for item in selection.inside if id(item) in inside],
        maybe=[item for item in (*selection.inside, *selection.maybe) if id(item) in maybe],
    )


def _group(requirement: AnyRequirement, case: Case) -> list[AnyRequirement]:
    """The requirements of the group that look at the same kind of items, in the ruleset's order."""
    every: Iterable[Any] = case.ruleset.requirements.values()
    return [one for one in every if one.once == requirement.once and type(one) is type(requirement)]


def _shares(
    group: Sequence[AnyRequirement], case: Case, choose: Choose[AnyRequirement], value: Value[AnyRequirement]
) -> dict[int, tuple[set[int], set[int]]]:
    """By requirement the items that surely count for it and those that may."""
    chosen = [choose(one, case) for one in group]
    uses: dict[int, int] = {}
    items: dict[int, Item] = {}
    for inside, maybe in chosen:
        for item in (*inside, *maybe):
            uses[id(item)] = uses.get(id(item), 0) + 1
            items[id(item)] = item
    contested = sorted((items[key] for key, count in uses.items() if count > 1), key=case.name)
    shared = {id(item) for item in contested}
    sure = [{id(item) for item in inside} for inside, _ in chosen]
    every = [{id(item) for item in (*inside, *maybe)} for inside, maybe in chosen]
    needs = _needs(group, case)
    if not contested:
        return {id(one): (sure[i], every[i] - sure[i]) for i, one in enumerate(group)}
    if needs is None or len(contested) > MOST_ITEMS or len(group) > MOST_REQUIREMENTS:
        return {id(one): (sure[i] - shared, every[i] - (sure[i] - shared)) for i, one in enumerate(group)}

    def world(fitting: Sequence[set[int]], side: int) -> Allotment:
        units = {getattr(one, "unit", "") for one in group}

        def worth(i: int) -> Callable[[int], int]:
            own = [items[key] for key in fitting[i] - shared]
            known: dict[int, int] = {}
            usable = sum(1 << n for n, item in enumerate(contested) if id(item) in fitting[i])

            def of(mask: int) -> int:
                fits = mask & usable
                if fits not in known:
                    given = [item for n, item in enumerate(contested) if fits >> n & 1]
                    amount = value(group[i], case, [*own, *given])[side]
                    known[fits] = amount * SCALE // max(1, needs[i]) if len(units) > 1 else amount
                return known[fits]

            return of

        lines = [SCALE if need else 0 for need in needs] if len(units) > 1 else needs
        return allocate([worth(i) for i in range(len(group))], lines, len(contested))

    least, most = world(sure, 0), world(every, 1)
    result: dict[int, tuple[set[int], set[int]]] = {}
    for i, one in enumerate(group):
        at_least = {id(item) for n, item in enumerate(contested) if least.masks[i] >> n & 1} & sure[i]
        at_most = {id(item) for n, item in enumerate(contested) if most.masks[i] >> n & 1} & every[i]
        kept = at_least if least.short == 0 else at_least & at_most
        surely = (sure[i] - shared) | kept
        result[id(one)] = (surely, ((every[i] - shared) | at_least | at_most) - surely)
    return result


def _needs(group: Sequence[AnyRequirement], case: Case) -> list[int] | None:
    """The least each requirement asks, in its unit; None where one is not known."""
    needs = []
    for one in group:
        threshold = getattr(one, "at_least", None)
        need = case.need(threshold, getattr(one, "unit", "count")).high if threshold is not None else 0
        if need is None:
            return None
        needs.append(need)
    return needs
