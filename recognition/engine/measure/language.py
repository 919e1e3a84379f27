"""language-level: any way of `accept`, by any sitting or, where a way combines them, any pair (LANGUAGE 2.3).

Each number is one comparison, a candidate the all-of of its comparisons, the requirement the any-of over candidates.
A skill that is not told is open, never zero. Beside its candidates each way has one open comparison for a result that
is not shown, unless the dossier declares its results complete; then a way without candidates lies below everything.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from recognition.engine.case import Case
from recognition.engine.known import merged, weaker
from recognition.engine.measure.candidates import Reader
from recognition.engine.measure.common import ONE, FoundItems, all_of
from recognition.engine.measure.facts import stated_fact
from recognition.engine.measure.sittings import Sitting, for_way, of_curriculum, pairs, sittings_of
from recognition.engine.measure.ways import WayPlan, need_of, plans_of
from recognition.engine.measured import NO_NEED, Comparison, Count, Measured, StatusOf, Tree, Wanted
from recognition.foundations.bases import is_firm, weakest
from recognition.model.evidence import Item
from recognition.model.requirements import LanguageLevel, StatedFact


def language_level(requirement: LanguageLevel, case: Case) -> Measured:
    """The candidates of every way, and beside them what is taught in the language or stands for it.

    `found` are the fields of the result that some way can read; of several, what all of them say.
    """
    sittings = sittings_of(requirement, case)
    parts: list[Tree] = []
    items: dict[int, Item] = {}
    for plan in plans_of(requirement, case):
        way = plan.way
        if way.by is not None:
            mine = [_standing_for(requirement, case, plan, way.by)]
        elif plan.taught is not None:
            mine = [_taught_in(requirement, case, plan, plan.taught)]
        else:
            readable = for_way(way, sittings)
            items.update((id(sitting.item), sitting.item) for sitting in readable)
            mine = list(_by_results(requirement, case, plan, readable))
        limited = case.in_force(way.in_force, way.cite or requirement.cite, "in_force")
        parts += mine if limited is None else [all_of([_any_of(mine), limited])]
    return Measured(_any_of(parts), found=FoundItems(case, tuple(items.values())))


def _any_of(parts: list[Tree]) -> Tree:
    return parts[0] if len(parts) == 1 else Count("any", tuple(parts), 1)


def _by_results(requirement: LanguageLevel, case: Case, plan: WayPlan, readable: Iterable[Sitting]) -> Iterable[Tree]:
    reader = Reader(requirement, case, plan)
    shown = tuple(readable)
    for sitting in shown:
        yield reader.candidate(sitting)
    if plan.way.combine is not None:
        for one, other in pairs(plan.way, shown):
            yield reader.candidate(one, other)
    complete = case.is_complete("modules" if of_curriculum(case) else "language_results")
    if not (shown and complete):
        yield _not_shown(requirement, case, plan, complete)


def _not_shown(requirement: LanguageLevel, case: Case, plan: WayPlan, complete: bool) -> Comparison:
    """A result that is not shown: it may reach anything; where all results are shown there is none."""
    needs = [plan.fixed.get(id(one)) or need_of(plan, case, one, ()) for one in plan.thresholds]
    lacking = [case.lacking(one) for one, need in zip(plan.thresholds, needs, strict=True) if need.low is None]
    need, unit = (needs[0], plan.unit) if plan.number is not None else (ONE, "yes_no")
    low, high = (0, 0) if complete else (None, None)
    law = [need for need in needs if need.cited]
    return case.compare(
        requirement, low, high, NO_NEED if lacking else need, unit, plan.unseen, label="not_shown",
        basis=weakest((plan.basis, *(need.basis for need in law))) if law else plan.basis,
        cited=merged((plan.cited, *(need.cited for need in law))),
        wanted=merged((() if complete else _another(requirement, case), *lacking)),
    )  # fmt: skip


def _another(requirement: LanguageLevel, case: Case) -> tuple[Wanted, ...]:
    if of_curriculum(case):
        return Wanted("item", ("modules", "language")), Wanted("complete", (f"modules:{case.name(case.focus)}",))
    return Wanted("item", ("language_results", ",".join(requirement.languages))), Wanted(
        "complete", ("language_results",)
    )


def _taught_in(requirement: LanguageLevel, case: Case, plan: WayPlan, taught: StatedFact) -> Tree:
    """What a stated-fact on the focus's languages of teaching measures: 1 where one of these languages is among them.

    A language beside it does not unsettle that, and both kinds speak of one unknown.
    """
    tree = stated_fact(taught, case).tree
    if not isinstance(tree, Comparison):
        return tree
    law = merged((case.cite(requirement.cite), plan.cited))
    return replace(tree, label="taught_in", basis=weaker(tree.basis, plan.basis), cited=law)


def _standing_for(requirement: LanguageLevel, case: Case, plan: WayPlan, by: str) -> Tree:
    """Another requirement's status. Where the law that lets it stand here is recalled, it settles nothing either way:
    met is then met_recalled at most, a gap gap_recalled at least."""
    basis = weakest((plan.basis, *(one.basis for one in case.cite(requirement.cite))))
    firm = is_firm(basis, own_is_firm=case.ruleset.subject == "partnership")
    if firm and not plan.cited:
        return StatusOf(by, by)

    def law(value: int) -> Comparison:
        named = ("language", "stands_for", by, value)
        return case.compare(
            requirement, value, value, ONE, "yes_no", named, label=by, basis=plan.basis, cited=plan.cited
        )

    stands = all_of([StatusOf(by, by), law(1)], by)
    return stands if firm else Count("any", (stands, law(0)), 1, by)
