"""volume and share: hours, credits or length of a programme, summed over leaf modules (LANGUAGE 2.2, 2.4)."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from math import ceil, floor
from typing import Any

from recognition.engine.case import Case
from recognition.engine.known import Ratio, Selection, merged
from recognition.engine.measure.common import all_of
from recognition.engine.measure.once import allotted
from recognition.engine.measure.same import quantity
from recognition.engine.measure.sums import Asked, Sum, summed
from recognition.engine.measured import NO_NEED, Comparison, Measured, Need, Tree
from recognition.engine.terms import value_form
from recognition.foundations.bases import weakest
from recognition.model.evidence import Item
from recognition.model.requirements import Share, Volume

FIELDS = ("of", "where", "counts", "not_", "unclear", "unit", "system", "convert")


def volume(requirement: Volume, case: Case) -> Measured:
    """The sum against its minimum, its maximum or both."""
    named = case.compiled.plan(requirement) or case.compiled.keep(requirement, quantity(requirement, FIELDS))
    found = summed(case, _asked(requirement))
    if requirement.once is not None:
        found = summed(case, _asked(requirement), allotted(requirement, case, found.chosen, _choose, _value))
    parts: list[Tree] = []
    for threshold, at_most in ((requirement.at_least, False), (requirement.at_most, True)):
        if threshold is None:
            continue
        need = _need(requirement, case, threshold, at_most=at_most)
        both = requirement.at_least is not None and requirement.at_most is not None
        label = ("at_most" if at_most else "at_least") if both else ""
        parts.append(_comparison(requirement, case, found, need, named, threshold, at_most=at_most, label=label))
    return Measured(all_of(parts), problems=found.problems)


def _asked(requirement: Volume) -> Asked:
    return Asked(
        requirement, requirement.unit, requirement.of, requirement.system, requirement.convert, requirement.strength
    )


def _comparison(
    requirement: Volume | Share, case: Case, found: Sum, need: Need, named: Hashable, threshold: Any, *,
    at_most: bool = False, label: str = "",
) -> Comparison:  # fmt: skip
    unit = requirement.unit
    low, high = found.low, found.high
    if unit == "months":  # a programme's length is stated in hundredths of years
        low = None if low is None else (-(-low * 12 // 100) if at_most else low * 12 // 100)
        high = None if high is None else (-(-high * 12 // 100) if at_most else high * 12 // 100)
    known = need.low is not None and need.low == need.high
    lacking = () if known or threshold is None else case.lacking(threshold)
    return case.compare(
        requirement, low, high, need, unit, (named, at_most) if unit == "months" else named, at_most=at_most,
        label=label, basis=found.basis, used=found.used, wanted=merged((found.wanted, lacking)), cited=found.cited,
    )  # fmt: skip


def _need(requirement: Volume, case: Case, threshold: Any, *, at_most: bool) -> Need:
    if requirement.maker is None:
        return case.need(threshold, requirement.unit, at_most=at_most)
    return _of_maker(requirement, case, str(threshold))


def _of_maker(requirement: Volume, case: Case, threshold: str) -> Need:
    """The figure of the approving body: the threshold is written `<standard>.<list>.<field>`, a list with a key
    `authority`; its other key attributes are those of the focus. No row of this body: no need is known.
    """
    name, _, field = threshold.rpartition(".")
    listing = case.listing(name)
    table = listing.table
    form = value_form(str(requirement.maker))
    body = requirement.maker if form is None else case.value(form).value
    key = {part: body if part == "authority" else getattr(case.focus, part, None) for part in table.key}
    rows = [
        row
        for row in table.matching(key).fitting
        if (row.from_ is None or (row.from_.high or 0) <= case.on)
        and (row.until is None or row.until.low is None or row.until.low >= case.on)
    ]
    needs = [case.need(row.fields.get(field), requirement.unit) for row in rows]
    if body is None or not needs or any(need.low is None for need in needs):
        return NO_NEED
    return Need(
        min(need.low for need in needs if need.low is not None),
        max(need.high for need in needs if need.high is not None),
        weakest(row.basis for row in rows),
        tuple(listing.cited(row) for row in rows),
    )


def _choose(requirement: Volume, case: Case) -> tuple[list[Item], list[Item]]:
    chosen = summed(case, _asked(requirement)).chosen
    return chosen.inside, chosen.maybe


def _value(requirement: Volume, case: Case, items: Sequence[Item]) -> tuple[int, int]:
    found = summed(case, _asked(requirement), Selection(list(items), [], True, (), ()))
    return found.low or 0, found.most


def share(requirement: Share, case: Case) -> Measured:
    """The part against its share of the whole. A whole of which not all is known has no share.

    part x d >= whole x n is asked as part >= whole x n / d, rounded to the side on which whole numbers compare as the
    fractions do: so the shortfall is an amount of the part.
    """
    named = case.compiled.plan(requirement) or case.compiled.keep(
        requirement, quantity(requirement, ("of", "unit", "part", "whole"))
    )
    part = summed(case, Asked(requirement.part, requirement.unit, requirement.of, strength=requirement.strength))
    whole = _whole(requirement, case)
    problems = part.problems
    if not isinstance(whole, Need):
        problems = tuple(dict.fromkeys((*problems, *whole.problems)))
    parts: list[Tree] = []
    for threshold, at_most in ((requirement.at_least, False), (requirement.at_most, True)):
        if threshold is None:
            continue
        ratio = case.ratio(threshold)
        found = part._replace(
            # More of the whole may exist, and the line then rises: a part cannot be held to reach it or to exceed it.
            low=None if whole.high is None else part.low,
            basis=weakest((part.basis, whole.basis, ratio.basis)),
            cited=merged((part.cited, whole.cited, ratio.cited)),
            wanted=merged((part.wanted, ratio.wanted, () if isinstance(whole, Need) else whole.wanted)),
        )
        both = requirement.at_least is not None and requirement.at_most is not None
        label = ("at_most" if at_most else "at_least") if both else ""
        need, measured = _line(whole, ratio, at_most=at_most), (named, whole.high is None)
        parts.append(_comparison(requirement, case, found, need, measured, None, at_most=at_most, label=label))
    figures = {"part": (part.low, part.high, requirement.unit), "whole": (whole.low, whole.high, requirement.unit)}
    return Measured(all_of(parts), figures=figures, problems=problems)


def _whole(requirement: Share, case: Case) -> Sum | Need:
    if isinstance(requirement.whole, str):
        return case.need(requirement.whole, requirement.unit)
    return summed(case, Asked(requirement.whole, requirement.unit, requirement.of, strength=requirement.strength))


def _line(whole: Sum | Need, ratio: Ratio, *, at_most: bool) -> Need:
    if whole.low is None or ratio.low is None or ratio.high is None:
        return NO_NEED
    least = whole.low * ratio.low
    most = (whole.low if whole.high is None else whole.high) * ratio.high
    if at_most:
        return Need(floor(least), floor(most))
    return Need(ceil(least), ceil(most))
