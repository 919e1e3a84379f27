"""Points counted, never judged: features, then groups, then caps (LANGUAGE 3.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from recognition.foundations.bases import is_firm
from recognition.model.requirements import Points

Sums = tuple[int, ...]

if TYPE_CHECKING:
    from recognition.engine.case import Case
    from recognition.engine.plan import RequirementPlan

# From which of the four sums on a feature counts: met in all, met_recalled from the second on …
FROM = {"met": 0, "met_recalled": 1, "unknown": 2, "gap_recalled": 3}


class Figures(NamedTuple):
    """The pass mark, the lowest and the highest worth of each feature in order, and whether their law is firm."""

    mark: int
    worth: tuple[tuple[int, int], ...]
    firm: bool


def point_figures(plan: RequirementPlan, requirement: Points, case: Case) -> Figures:
    """The figures of law that points are counted with. A recalled one may carry no firm answer.

    Where all are written out as whole numbers they are the same for every case, and worked out once.
    """
    kept: dict[str, Figures] = case.ruleset.extra.setdefault("point_figures", {})
    figures = kept.get(plan.id)
    if figures is None:
        figures = _figures(plan, requirement, case)
        if all(type(one) is int for one in (requirement.at_least, *(f.points for f in requirement.features))):
            kept[plan.id] = figures
    return figures


def _figures(plan: RequirementPlan, requirement: Points, case: Case) -> Figures:
    mark = case.need(requirement.at_least, "points")
    needs = [case.need(feature.points, "points") for feature in requirement.features]
    own_is_firm = case.ruleset.subject == "partnership"
    firm = plan.firm and all(is_firm(need.basis, own_is_firm=own_is_firm) for need in (mark, *needs))
    # Points of an unknown number may be enough by themselves, and may be none.
    worth = tuple((need.low or 0, (mark.low or 0) if need.high is None else need.high) for need in needs)
    return Figures(mark.low or 0, worth, firm)


def point_counts(requirement: Points, figures: Figures, statuses: Mapping[str, str]) -> Sums:
    """The question of table `combine`: n features, the pass mark, and the four sums of points.

    `statuses` are the features', each the all-of of its conditions. A recalled figure sends c1 = 0 and c4 = the
    highest sum, so that it can carry no firm answer.
    """
    worth = {feature.id: points for feature, points in zip(requirement.features, figures.worth, strict=True)}
    # No sum is below the one before: a cap takes all features of a group or none (RL034).
    sums = [_sum(requirement, statuses, worth, step) for step in range(4)]
    if not figures.firm:
        sums[0], sums[3] = 0, max(sums[3], _sum(requirement, dict.fromkeys(statuses, "met"), worth, 3))
    return (len(requirement.features), figures.mark, *sums)


def _sum(requirement: Points, statuses: Mapping[str, str], worth: Mapping[str, tuple[int, int]], step: int) -> int:
    """The sum when all features up to rung `step` count; uncertain points count low where met features alone are."""
    end = 0 if step < FROM["unknown"] else 1
    points = {id: worth[id][end] if FROM.get(status, 9) <= step else 0 for id, status in statuses.items()}
    if not requirement.groups and not requirement.caps:
        return sum(points.values())
    for group in requirement.groups:
        best = max((points[id] for id in group.of), default=0)
        for id in group.of:
            if points[id] == best and best:
                best = 0
            else:
                points[id] = 0
    total = 0
    capped = {id for cap in requirement.caps for id in cap.of}
    for cap in requirement.caps:
        most = cap.at_most if isinstance(cap.at_most, int) else cap.at_most.low // 100
        total += min(sum(points[id] for id in cap.of), most)
    return total + sum(value for id, value in points.items() if id not in capped)
