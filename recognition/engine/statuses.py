"""The first layers: every comparison, every count and every exception asked, in batches, until each status stands.

Nothing is concluded here: Python counts and carries, the tables `comparison`, `combine` and `except` answer.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import starmap
from typing import NamedTuple, Protocol

from recognition.engine.adapter import Engine
from recognition.engine.case import Case
from recognition.engine.measured import Comparison, Count, Measured, StatusOf, Tree
from recognition.engine.plan import Plan, RequirementPlan
from recognition.engine.points import point_counts, point_figures
from recognition.engine.tables import answer_of, answers_of
from recognition.foundations.bases import is_firm
from recognition.foundations.problems import Problem
from recognition.model.assessment import Firing
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


class Fired(Protocol):
    """What keeps a trace."""

    trace: list[Step]
    firings: list[Firing]


@dataclass(slots=True)
class Statuses:
    """Where every requirement and condition stands.

    `of` the final status by id; `before` the status before exceptions; `parts` the status of every comparison and then
    of every count, in the order in which a Measurement lays them out; `rules` the last rule that answered for each id;
    `features` the status of every feature of a points requirement.
    """

    of: dict[str, str] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)
    rules: dict[str, str] = field(default_factory=dict)
    features: dict[str, dict[str, str]] = field(default_factory=dict)
    trace: list[Step] = field(default_factory=list)
    firings: list[Firing] = field(default_factory=list)


def fired(holder: Fired) -> list[Firing]:
    """The trace as an answer shows it, made once."""
    if not holder.firings:
        holder.firings = list(starmap(Firing, holder.trace))
    return holder.firings


class Node(NamedTuple):
    """One count of a tree: its place in `Statuses.parts`, the places of its parts, and its label.

    A part that stands for another requirement is named instead.
    """

    place: int
    height: int
    owner: str
    label: str
    parts: tuple[int | str, ...]
    k: int | None
    top: bool


class Measurement:
    """Everything measured for one case, with its comparisons laid out once for all worlds.

    `form` is equal for two cases whose comparisons stand in the same order and are counted alike: given the same
    answers to them, everything that follows is the same.
    """

    def __init__(self, plan: Plan, case: Case):
        self.plan = plan
        self.case = case
        self.measured: dict[str, Measured] = {id: case.measured(id) for id in plan.measured}
        self.trees: dict[str, Tree] = {id: measured.tree for id, measured in self.measured.items()}
        for key, build in plan.conditions.items():
            self.trees[key] = build(case)
        self.leaves: list[Leaf] = []
        self.nodes: dict[str, list[Node]] = {}
        self.places: dict[int, int] = {}
        leaves, places = self.leaves, self.places
        counts: list[tuple[str, Count | StatusOf]] = []
        for owner, tree in self.trees.items():
            if isinstance(tree, Comparison):
                places[id(tree)] = len(leaves)
                leaves.append(Leaf(owner, tree.label, tree))
            else:
                self._leaves_of(owner, tree, "")
                counts.append((owner, tree))
        self._next = len(leaves)
        for owner, count in counts:
            self._count(owner, count, "", top=True)
        self.questions = [question(leaf.comparison, plan.own_is_firm) for leaf in leaves]
        self.figures = {
            one.id: point_figures(one, one.requirement, case)
            for one in plan.points
            if isinstance(one.requirement, Points)
        }
        self.form: Hashable = (
            tuple([leaf.label for leaf in leaves]),
            tuple([node for nodes in self.nodes.values() for node in nodes]),
            tuple(self.figures.values()),
        )

    def problems(self) -> list[Problem]:
        """Conflicts of evidence noticed while measuring, each once."""
        sentences = dict.fromkeys(text for measured in self.measured.values() for text in measured.problems)
        return [Problem("conflict", sentence, severity="warning") for sentence in sentences]

    def _leaves_of(self, owner: str, tree: Tree, path: str) -> None:
        if isinstance(tree, Comparison):
            self.places[id(tree)] = len(self.leaves)
            self.leaves.append(Leaf(owner, f"{path}{tree.label}", tree))
        elif isinstance(tree, Count):
            for i, part in enumerate(tree.parts):
                self._leaves_of(owner, part, f"{path}{i}.")

    def _count(self, owner: str, tree: Tree, path: str, *, top: bool = False) -> tuple[int | str, int]:
        """Lists the counts at and below `tree`; its place and height."""
        if isinstance(tree, Comparison):
            return self.places[id(tree)], 0
        if isinstance(tree, StatusOf):
            if top:
                self.nodes[owner] = [Node(-1, 0, owner, "", (tree.requirement,), 1, True)]
            return tree.requirement, 0
        below = [self._count(owner, part, f"{path}{i}.") for i, part in enumerate(tree.parts)]
        place, self._next = self._next, self._next + 1
        self.places[id(tree)] = place
        height = 1 + max((one[1] for one in below), default=0)
        k = None if tree.combiner == "all" else tree.k
        node = Node(place, height, owner, f"{path}{tree.label}", tuple([one[0] for one in below]), k, top)
        self.nodes.setdefault(owner, []).append(node)
        return place, height

    @property
    def size(self) -> int:
        """How many comparisons and counts there are."""
        return self._next


def question(comparison: Comparison, own_is_firm: bool, cell: Interval | None = None) -> tuple[int | str, ...]:
    """The question of table `comparison`; a ceiling is asked with all signs turned (LANGUAGE 7)."""
    need_low, need_high, _, _ = comparison.need
    low, high = cell or (comparison.low, comparison.high)
    if comparison.at_most:
        low, high = (None if high is None else -high), (None if low is None else -low)
        need_low, need_high = (
            (None if need_high is None else -need_high),
            (None if need_low is None else -need_low),
        )
    basis = "firm" if is_firm(comparison.basis, own_is_firm=own_is_firm) else "recalled"
    known_low, known_high = "none" if low is None else "num", "none" if high is None else "num"
    if need_low is None or need_high is None:
        return ("none", known_low, known_high, low or 0, high or 0, 0, 0, basis)
    return ("num", known_low, known_high, low or 0, high or 0, need_low, need_high, basis)


def count_question(
    statuses: Sequence[str], k: int | None, rungs: Mapping[str, int] = RUNGS, *, firm: bool = True
) -> tuple[int, ...]:
    """The question of table `combine` about the applicable ones; `k` None asks for all of them.

    Where the combining law itself is recalled nothing may be plainly met or plainly a gap: c1 is 0 and c4 is n, as
    LANGUAGE 3.4 does for a recalled pass mark.
    """
    n = c1 = c2 = c3 = c4 = 0
    for status in statuses:
        rung = rungs.get(status)
        if rung is not None:
            n += 1
            c4 += rung < 5
            c3 += rung < 4
            c2 += rung < 3
            c1 += rung < 2
    if not firm:
        c1, c4 = 0, n
    return (n, n if k is None else k, c1, c2, c3, c4)


def find_statuses(measurement: Measurement, engine: Engine, rules: Sequence[str]) -> Statuses:
    """Asks until every requirement and condition has its status; `rules` answered the comparisons, leaf by leaf."""
    plan, out = measurement.plan, Statuses()
    of, trees = out.of, measurement.trees
    out.parts = answers_of(rules)
    out.parts += [""] * (measurement.size - len(rules))
    for leaf, rule, status in zip(measurement.leaves, rules, out.parts, strict=False):
        owner = leaf.owner
        out.trace.append(("comparison", f"{owner}.{leaf.label}" if leaf.label else owner, rule))
        if trees[owner] is leaf.comparison:
            of[owner] = status
            out.rules[owner] = rule
    _count_trees(plan.conditions, measurement, engine, out)
    for level in plan.asked:
        _count_trees(level.measured, measurement, engine, out)
        _combine(level.combined, measurement, engine, out)
        out.before.update({one.id: of[one.id] for one in level.excepted})
        _except(level.excepted, engine, out)
    return out


def cell_question(
    comparison: Comparison, asked: tuple[int | str, ...], cell: Interval | object, own_is_firm: bool
) -> tuple[int | str, ...]:
    """The question of a comparison in one cell of its measurement: a world (LANGUAGE 3.5).

    A cell of a stated fact is the option supposed.
    """
    if comparison.option is not None:
        value = int(cell in comparison.option)
        return question(comparison, own_is_firm, (value, value))
    return question(comparison, own_is_firm, cell)  # type: ignore[arg-type]  # an interval wherever there is no option


def _count_trees(owners: Iterable[str], measurement: Measurement, engine: Engine, out: Statuses) -> None:
    nodes = [node for owner in owners if owner in measurement.nodes for node in measurement.nodes[owner]]
    for node in nodes:
        if node.height == 0:
            out.of[node.owner] = out.of[str(node.parts[0])]
    for height in sorted({node.height for node in nodes if node.height}):
        layer = [node for node in nodes if node.height == height]
        parts, of = out.parts, out.of
        asked = [
            count_question([parts[p] if isinstance(p, int) else of[p] for p in node.parts], node.k) for node in layer
        ]
        for node, rule in zip(layer, engine.ask("combine", asked), strict=True):
            status = parts[node.place] = answer_of(rule)
            out.trace.append(("combine", f"{node.owner}.{node.label}" if node.label else node.owner, rule))
            if node.top:
                of[node.owner] = status
                out.rules[node.owner] = rule


def _combine(combiners: Sequence[RequirementPlan], measurement: Measurement, engine: Engine, out: Statuses) -> None:
    if not combiners:
        return
    asked = [_combiner_question(plan, measurement, engine, out) for plan in combiners]
    for plan, rule in zip(combiners, engine.ask("combine", asked), strict=True):
        out.of[plan.id] = answer_of(rule)
        out.rules[plan.id] = rule
        out.trace.append(("combine", plan.id, rule))


def _combiner_question(
    plan: RequirementPlan, measurement: Measurement, engine: Engine, out: Statuses
) -> tuple[int, ...]:
    if isinstance(plan.requirement, Points):
        features = plan.requirement.features
        stands = all_of(engine, [[out.of[id] for id in feature.if_] for feature in features])
        out.features[plan.id] = {feature.id: status for feature, status in zip(features, stands, strict=True)}
        return point_counts(plan.requirement, measurement.figures[plan.id], out.features[plan.id])
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
            (one.effect, _condition(one.effect, condition, one.firm), out.of[plan.id])
            for plan, condition in zip(now, conditions, strict=True)
            for one in (plan.exceptions[i],)
        ]
        for plan, rule in zip(now, engine.ask("except", asked), strict=True):
            answer = answer_of(rule)
            out.trace.append(("except", f"{plan.id}.{plan.exceptions[i].effect}", rule))
            if answer != "keep":
                out.of[plan.id] = answer
                out.rules[plan.id] = rule


def all_of(engine: Engine, groups: Sequence[Sequence[str]]) -> list[str]:
    """The status of all of each group, one question of table `combine` each; a group of one stands as it is."""
    return _counted(engine, groups, None)


def any_of(engine: Engine, groups: Sequence[Sequence[str]]) -> list[str]:
    """The status of any of each group, asked as `all_of` is."""
    return _counted(engine, groups, 1)


def _counted(engine: Engine, groups: Sequence[Sequence[str]], k: int | None) -> list[str]:
    result = [group[0] if len(group) == 1 else "" for group in groups]
    if "" in result:
        several = [i for i, status in enumerate(result) if not status]
        rules = engine.ask("combine", [count_question(groups[i], k) for i in several])
        for i, rule in zip(several, rules, strict=True):
            result[i] = answer_of(rule)
    return result


def _condition(effect: str, status: str, firm: bool) -> str:
    """`except` keeps yes_recalled apart; a condition whose law is recalled is at best recalled.

    What lifts a requirement on recalled law alone is unsure: a positive outcome may not hang on it (DESIGN 5).
    """
    condition = {"met": "yes", "met_recalled": "yes_recalled", "gap": "no"}.get(status, "unsure")
    if condition == "yes" and not firm:
        condition = "yes_recalled"
    return "unsure" if condition == "yes_recalled" and effect == "lifts" else condition
