"""The first layers: every comparison, every count and every exception asked, in batches, until each status stands.

Nothing is concluded here: Python counts and carries, the tables `comparison`, `combine` and `except` answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from recognition.engine.adapter import Engine
from recognition.engine.case import Case
from recognition.engine.measured import Comparison, Count, Measured, StatusOf, Tree
from recognition.engine.plan import Plan, RequirementPlan
from recognition.engine.points import point_counts
from recognition.engine.tables import answer_of
from recognition.foundations.bases import is_firm
from recognition.foundations.problems import Problem
from recognition.model.requirements import Points

Interval = tuple[int | None, int | None]
Step = tuple[str, str, str]
"""One firing: layer, what was asked, the rule that answered."""

# The counts of table `combine` rise: c1 = met, c2 = also met_recalled, c3 = also unknown, c4 = also gap_recalled.
RUNGS = {"met": 1, "met_recalled": 2, "unknown": 3, "gap_recalled": 4, "gap": 5}
MIRRORED = {"met": 5, "met_recalled": 4, "unknown": 3, "gap_recalled": 2, "gap": 1}
YES_NO = {
    "met": "yes",
    "met_recalled": "yes",
    "unknown": "unsure",
    "gap_recalled": "unsure",
    "gap": "no",
    "not_applicable": "yes",
}
"""How a status reads as a condition (LANGUAGE 7); only filing needs can be not applicable."""


class Leaf(NamedTuple):
    """One comparison of one requirement or condition, with the label of its place in the tree."""

    owner: str
    label: str
    comparison: Comparison


@dataclass(slots=True)
class Statuses:
    """Where every requirement and condition stands.

    `of` the final status by id; `before` the status before exceptions; `parts` the status of every comparison and
    count by the identity of its object; `rules` the last rule that answered for each id; `features` the status of
    every feature of a points requirement.
    """

    of: dict[str, str] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)
    parts: dict[int, str] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)
    features: dict[str, dict[str, str]] = field(default_factory=dict)
    trace: list[Step] = field(default_factory=list)


class Measurement:
    """Everything measured for one case, with its comparisons laid out once for all worlds."""

    def __init__(self, plan: Plan, case: Case):
        self.plan = plan
        self.case = case
        self.measured: dict[str, Measured] = {id: case.measured(id) for id in plan.measured}
        self.trees: dict[str, Tree] = {id: measured.tree for id, measured in self.measured.items()}
        for key, build in plan.conditions.items():
            self.trees[key] = build(case)
        self.leaves: list[Leaf] = []
        self.counts: dict[str, list[tuple[int, str, Count]]] = {}
        for owner, tree in self.trees.items():
            if isinstance(tree, Comparison):
                self.leaves.append(Leaf(owner, tree.label, tree))
            else:
                self._lay_out(owner, tree, "", [])
        self.questions = [question(leaf.comparison, plan.own_is_firm) for leaf in self.leaves]

    def problems(self) -> list[Problem]:
        """Conflicts of evidence noticed while measuring, each once."""
        sentences = dict.fromkeys(text for measured in self.measured.values() for text in measured.problems)
        return [Problem("conflict", sentence, severity="warning") for sentence in sentences]

    def _lay_out(self, owner: str, tree: Tree, path: str, heights: list[int]) -> int:
        """Lists the leaves and counts below `tree`; its height."""
        if isinstance(tree, Comparison):
            self.leaves.append(Leaf(owner, f"{path}{tree.label}", tree))
            return 0
        if isinstance(tree, StatusOf):
            return 0
        below = [self._lay_out(owner, part, f"{path}{i}.", heights) for i, part in enumerate(tree.parts)]
        height = 1 + max(below, default=0)
        self.counts.setdefault(owner, []).append((height, f"{path}{tree.label}", tree))
        return height


def question(comparison: Comparison, own_is_firm: bool, cell: Interval | None = None) -> tuple[int | str, ...]:
    """The question of table `comparison`; a ceiling is asked with all signs turned (LANGUAGE 7)."""
    low, high = cell if cell is not None else (comparison.low, comparison.high)
    need_low, need_high = comparison.need.low, comparison.need.high
    if comparison.at_most:
        low, high = (None if high is None else -high), (None if low is None else -low)
        need_low, need_high = (
            (None if need_high is None else -need_high),
            (None if need_low is None else -need_low),
        )
    known = need_low is not None and need_high is not None
    return (
        "num" if known else "none",
        "none" if low is None else "num",
        "none" if high is None else "num",
        low or 0,
        high or 0,
        need_low or 0 if known else 0,
        need_high or 0 if known else 0,
        "firm" if is_firm(comparison.basis, own_is_firm=own_is_firm) else "recalled",
    )


def count_question(
    statuses: Sequence[str], k: int | None, rungs: Mapping[str, int] = RUNGS, *, firm: bool = True
) -> tuple[int, ...]:
    """The question of table `combine` about the applicable ones; `k` None asks for all of them.

    Where the combining law itself is recalled nothing may be plainly met or plainly a gap: c1 is 0 and c4 is n, as
    LANGUAGE 3.4 does for a recalled pass mark.
    """
    tally = [0, 0, 0, 0, 0, 0]
    for status in statuses:
        rung = rungs.get(status)
        if rung is not None:
            tally[rung] += 1
    n = sum(tally)
    c1 = tally[1]
    c2 = c1 + tally[2]
    c3 = c2 + tally[3]
    c4 = c3 + tally[4]
    if not firm:
        c1, c4 = 0, n
    return (n, n if k is None else k, c1, c2, c3, c4)


def find_statuses(
    measurement: Measurement, engine: Engine, cells: Mapping[object, Interval | object] | None = None
) -> Statuses:
    """Asks until every requirement and condition has its status.

    `cells` puts a measurement (by its `quantity`) into one cell: a world (LANGUAGE 3.5). A cell of a stated fact is
    the option supposed.
    """
    plan, out = measurement.plan, Statuses()
    questions = measurement.questions
    if cells:
        questions = [
            _in_cell(leaf.comparison, asked, cells, plan.own_is_firm)
            for leaf, asked in zip(measurement.leaves, questions, strict=True)
        ]
    rules = engine.ask("comparison", questions)
    parts, of, trees = out.parts, out.of, measurement.trees
    for leaf, rule in zip(measurement.leaves, rules, strict=True):
        status = answer_of(rule)
        parts[id(leaf.comparison)] = status
        out.trace.append(("comparison", f"{leaf.owner}.{leaf.label}" if leaf.label else leaf.owner, rule))
        if trees[leaf.owner] is leaf.comparison:
            of[leaf.owner] = status
            out.rules[leaf.owner] = rule
    _count_trees(plan.conditions, measurement, engine, out)
    for level in plan.levels:
        _count_trees([plan_.id for plan_ in level if plan_.combiner == "measured"], measurement, engine, out)
        _combine(level, measurement.case, engine, out)
        out.before.update({plan_.id: of[plan_.id] for plan_ in level if plan_.exceptions})
        _except(level, engine, out)
    return out


def _in_cell(
    comparison: Comparison, asked: tuple[int | str, ...], cells: Mapping[object, Interval | object], own_is_firm: bool
) -> tuple[int | str, ...]:
    if comparison.quantity not in cells:
        return asked
    cell = cells[comparison.quantity]
    if comparison.option is not None:
        value = int(cell in comparison.option)
        return question(comparison, own_is_firm, (value, value))
    return question(comparison, own_is_firm, cell)  # type: ignore[arg-type]  # an interval wherever there is no option


def _count_trees(
    owners: Mapping[str, object] | Sequence[str], measurement: Measurement, engine: Engine, out: Statuses
) -> None:
    counts = [(*entry, owner) for owner in owners if owner in measurement.counts for entry in measurement.counts[owner]]
    for owner in owners:
        tree = measurement.trees[owner]
        if isinstance(tree, StatusOf):
            out.of[owner] = out.of[tree.requirement]
    for height in sorted({entry[0] for entry in counts}):
        layer = [entry for entry in counts if entry[0] == height]
        asked = [
            count_question([_status_of(part, out) for part in node.parts], node.k if node.combiner != "all" else None)
            for _, _, node, _ in layer
        ]
        for (_, path, node, owner), rule in zip(layer, engine.ask("combine", asked), strict=True):
            status = out.parts[id(node)] = answer_of(rule)
            out.trace.append(("combine", f"{owner}.{path}" if path else owner, rule))
            if measurement.trees[owner] is node:
                out.of[owner] = status
                out.rules[owner] = rule


def _status_of(part: Tree, out: Statuses) -> str:
    return out.of[part.requirement] if isinstance(part, StatusOf) else out.parts[id(part)]


def _combine(level: Sequence[RequirementPlan], case: Case, engine: Engine, out: Statuses) -> None:
    combiners = [plan for plan in level if plan.combiner != "measured"]
    asked = [_combiner_question(plan, case, engine, out) for plan in combiners]
    for plan, rule in zip(combiners, engine.ask("combine", asked), strict=True):
        out.of[plan.id] = answer_of(rule)
        out.rules[plan.id] = rule
        out.trace.append(("combine", plan.id, rule))


def _combiner_question(plan: RequirementPlan, case: Case, engine: Engine, out: Statuses) -> tuple[int, ...]:
    if isinstance(plan.requirement, Points):
        features = plan.requirement.features
        stands = all_of(engine, [[out.of[id] for id in feature.if_] for feature in features])
        out.features[plan.id] = {feature.id: status for feature, status in zip(features, stands, strict=True)}
        return point_counts(plan, plan.requirement, case, out.features[plan.id])
    statuses = [out.of[id] for id in plan.parts]
    if plan.combiner == "none":
        return count_question(statuses, None, MIRRORED, firm=plan.firm)
    return count_question(statuses, None if plan.combiner == "all" else plan.k, firm=plan.firm)


def _except(level: Sequence[RequirementPlan], engine: Engine, out: Statuses) -> None:
    """Exceptions in order, each on the result before (LANGUAGE 3.3)."""
    most = max((len(plan.exceptions) for plan in level), default=0)
    for i in range(most):
        now = [plan for plan in level if len(plan.exceptions) > i]
        conditions = all_of(engine, [[out.of[id] for id in plan.exceptions[i].ids] for plan in now])
        asked = [
            (plan.exceptions[i].effect, _condition(condition, plan.exceptions[i].firm), out.of[plan.id])
            for plan, condition in zip(now, conditions, strict=True)
        ]
        for plan, rule in zip(now, engine.ask("except", asked), strict=True):
            answer = answer_of(rule)
            out.trace.append(("except", f"{plan.id}.{plan.exceptions[i].effect}", rule))
            if answer != "keep":
                out.of[plan.id] = answer
                out.rules[plan.id] = rule


def all_of(engine: Engine, groups: Sequence[Sequence[str]]) -> list[str]:
    """The status of all of each group, one question of table `combine` each; a group of one stands as it is."""
    result = [group[0] if len(group) == 1 else "" for group in groups]
    several = [i for i, group in enumerate(groups) if len(group) != 1]
    rules = engine.ask("combine", [count_question(groups[i], None) for i in several])
    for i, rule in zip(several, rules, strict=True):
        result[i] = answer_of(rule)
    return result


def _condition(status: str, firm: bool) -> str:
    """`except` keeps yes_recalled apart; a condition whose law is recalled is at best recalled."""
    if status == "met":
        return "yes" if firm else "yes_recalled"
    return {"met_recalled": "yes_recalled", "gap": "no"}.get(status, "unsure")
