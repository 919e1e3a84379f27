"""Findings: every requirement with its status, values, law and evidence. Reads what was decided; decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from recognition.engine.decide import Decided
from recognition.engine.measured import Cited, Comparison, Count, Measured, Need, Tree, Used, Wanted
from recognition.engine.plan import RequirementPlan
from recognition.engine.quantities import number, quantity
from recognition.foundations.bases import BASES, STRENGTHS, Basis, Strength, weakest
from recognition.foundations.days import iso
from recognition.model.assessment import (
    EvidenceUsed,
    Finding,
    Needed,
    Quantity,
    Shortfall,
    SourceCited,
    Status,
)

PEOPLE_SEE: dict[str, Status] = {
    "met": "met",
    "met_recalled": "met",
    "unknown": "unknown",
    "gap_recalled": "gap",
    "gap": "gap",
    "not_applicable": "not_applicable",
}
# How near a part is to being met, for the nearest part of an any-of: fewest gaps, then fewest unknowns (LANGUAGE 3.2).
DISTANCE = {"met": 0, "met_recalled": 1, "unknown": 2, "gap_recalled": 3, "gap": 4, "not_applicable": 5}
UNCOUNTED = frozenset({"yes_no", "rows", "count", "records", "documents", "cefr", "eqf", "isced", "directive", "cycle"})
"""Units in which "how much is missing" says nothing more than that something is."""

REPLACED = {
    "not_applicable_here": "when",
    "not_applicable_lifted": "lifts",
    "met_proved": "proves",
    "met_recalled_proved": "proves",
}
"""Rules of table `except` whose answer stands for what was measured, and the exception that gave it."""
MOST_SHOWN = 4_096
"""Citations kept as shown, per ruleset."""


class Findings:
    """Makes the findings of one decided case."""

    def __init__(self, decided: Decided, remedies: dict[str, list[str]]):
        self._decided = decided
        self._remedies = remedies
        self._shown: dict[int, tuple[object, SourceCited]] = decided.measurement.plan.ruleset.extra.setdefault(
            "shown", {}
        )
        self._bases: dict[str, Basis] = {}
        self._strengths: dict[str, Strength | None] = {}

    def all(self) -> Iterator[Finding]:
        """Every requirement in order of dependency, each followed by its parts."""
        for level in self._decided.measurement.plan.levels:
            for plan in level:
                yield from self._of(plan)

    def basis(self, id: str) -> Basis:
        """The weakest basis that the status of a requirement rests on."""
        return self._bases.get(id, "read")

    def strength(self, id: str) -> Strength | None:
        """The weakest evidence that the status of a requirement rests on; None where it used none."""
        return self._strengths.get(id)

    def _of(self, plan: RequirementPlan) -> Iterator[Finding]:
        measured = self._decided.measurement.measured.get(plan.id)
        status = self._decided.statuses.of[plan.id]
        tree = measured.tree if measured is not None else None
        leaves = list(_leaves(tree)) if tree is not None else []
        deciding = self._deciding(tree) if tree is not None else []
        basis = self._weakest_basis(plan, status, deciding)
        self._bases[plan.id] = basis
        self._strengths[plan.id] = self._weakest_strength(plan, deciding)
        parts = list(self._entries(plan, tree)) if isinstance(tree, Count) else []
        main = self._main(tree) if tree is not None else None
        yield Finding(
            id=plan.id,
            kind=plan.requirement.kind,
            status=PEOPLE_SEE[status],
            required=_required(main) if main is not None else None,
            found=quantity(main.low, main.high, main.unit) if main is not None else None,
            shortfall=self._shortfall(plan, status, main, parts),
            basis=basis,
            because=self._decided.statuses.rules.get(plan.id, ""),
            evidence=evidence(used for leaf in leaves for used in leaf.used),
            sources=self._sources(plan, leaves),
            remedies=self._remedies.get(plan.id, []),
            parts=[part.id for part in parts] or list(plan.parts),
            needed=_needed(wanted for leaf in leaves for wanted in leaf.wanted) if status not in ("met", "gap") else [],
            whole=_whole(measured),
        )
        yield from parts

    def _entries(self, plan: RequirementPlan, tree: Count) -> Iterator[Finding]:
        """The entries of a coverage, the countries of a document, the inner minima of an experience."""
        if plan.requirement.kind == "language-level":
            return
        for part in tree.parts:
            label = getattr(part, "label", "")
            main = self._main(part)
            if not label or main is None:
                continue
            status = self._status(part)
            yield Finding(
                id=f"{plan.id}.{label}",
                kind=plan.requirement.kind,
                status=PEOPLE_SEE[status],
                required=_required(main),
                found=quantity(main.low, main.high, main.unit),
                shortfall=_missing(main, status),
                basis=main.basis,
                because=status,
                evidence=evidence(main.used),
                sources=[source(cited) for cited in main.cited],
                remedies=[],
                needed=_needed(main.wanted) if status == "unknown" else [],
            )

    def _status(self, part: Tree) -> str:
        return self._decided.status_of(part)

    def _main(self, tree: Tree) -> Comparison | None:
        """The comparison that speaks for a tree: the nearest part of an any-of, the first short one of an all-of.

        Of "k of n" it is the k-th nearest: the first that is still short, where too few are met.
        """
        if isinstance(tree, Comparison):
            return tree
        if not isinstance(tree, Count) or not tree.parts:
            return None
        distances = [DISTANCE[self._status(part)] for part in tree.parts]
        pick = max(distances) if tree.combiner == "all" else sorted(distances)[max(1, min(tree.k, len(distances))) - 1]
        return self._main(tree.parts[distances.index(pick)])

    def _deciding(self, tree: Tree) -> list[Comparison]:
        """The comparisons that a status rests on: of an any-of that is met only what is met, and so on."""
        if isinstance(tree, Comparison):
            return [tree]
        if not isinstance(tree, Count):
            return []
        mine = self._status(tree)
        same = [part for part in tree.parts if self._status(part) == mine]
        return [leaf for part in (same or tree.parts) for leaf in self._deciding(part)]

    def _weakest_basis(self, plan: RequirementPlan, status: str, deciding: Sequence[Comparison]) -> Basis:
        ruleset = self._decided.measurement.plan.ruleset
        bases = [leaf.basis for leaf in deciding]
        if plan.requirement.cite is not None:
            bases.append(ruleset.cited(plan.requirement.cite)[1])
        if plan.parts:
            bases.append(self._of_parts(plan, status))
        rule = self._decided.statuses.rules.get(plan.id, "")
        if rule in ("met_proved", "met_recalled_proved", "not_applicable_lifted", "unknown_weighed"):
            for exception in plan.requirement.unless:
                bases.append(ruleset.cited(exception.cite)[1])
                bases += [self.basis(id) for id in exception.if_ if id in self._bases]
        return "recalled" if status.endswith("_recalled") else weakest(bases)

    def _of_parts(self, plan: RequirementPlan, status: str) -> Basis:
        """The parts that carry the status: the best of them where one is enough, the weakest where all are needed."""
        of = self._decided.statuses.of
        carrying = {"none": {"met": "gap", "gap": "met"}}.get(plan.combiner, {}).get(status, status)
        same = [self.basis(id) for id in plan.parts if of[id] == carrying]
        if not same:
            return weakest(self.basis(id) for id in plan.parts)
        one_is_enough = (plan.combiner == "any") == (status == "met") and plan.combiner in ("any", "all")
        if plan.combiner == "none":
            one_is_enough = status == "gap"
        return min(same, key=BASES.index) if one_is_enough else weakest(same)

    def _weakest_strength(self, plan: RequirementPlan, deciding: Sequence[Comparison]) -> Strength | None:
        used = [one.strength for leaf in deciding for one in leaf.used if one.counted]
        below = list(plan.parts)
        # What took the place of the measured status rests on its condition.
        rule = self._decided.statuses.rules.get(plan.id, "")
        if rule in REPLACED:
            effect = REPLACED[rule]
            below += [id for one in plan.exceptions if one.effect == effect for id in one.ids]
        used += [s for s in (self.strength(id) for id in below) if s is not None]
        return min(used, key=STRENGTHS.index, default=None)

    def _shortfall(
        self, plan: RequirementPlan, status: str, main: Comparison | None, parts: Sequence[Finding]
    ) -> Shortfall | None:
        if plan.requirement.kind == "coverage" and status in ("gap", "gap_recalled", "unknown"):
            short = sum(part.status == PEOPLE_SEE[status] for part in parts)
            return Shortfall(short, "entries") if short else None
        return _missing(main, status) if main is not None else None

    def _sources(self, plan: RequirementPlan, leaves: Sequence[Comparison]) -> list[SourceCited]:
        ruleset = self._decided.measurement.plan.ruleset
        found: dict[tuple[str, str], SourceCited] = {}
        cite = plan.requirement.cite
        if cite is not None:
            own = self._shown.get(id(cite))
            if own is None:
                law, basis = ruleset.cited(cite)
                own = self._shown[id(cite)] = cite, source(Cited(cite.source, law, cite.at, basis))
            found[cite.source, cite.at] = own[1]
        for leaf in leaves:
            for cited in (*leaf.need.cited, *leaf.cited):
                if (cited.id, cited.pinpoint) not in found:
                    found[cited.id, cited.pinpoint] = self._source(cited)
        return list(found.values())

    def _source(self, cited: Cited) -> SourceCited:
        """A citation as shown. Citations are told apart by identity: they are made once and kept here."""
        made = self._shown.get(id(cited))
        if made is None:
            if len(self._shown) >= MOST_SHOWN:
                self._shown.clear()
            made = self._shown[id(cited)] = cited, source(cited)
        return made[1]


def _leaves(tree: Tree | None) -> Iterator[Comparison]:
    if isinstance(tree, Comparison):
        yield tree
    elif isinstance(tree, Count):
        for part in tree.parts:
            yield from _leaves(part)


def _whole(measured: Measured | None) -> Quantity | None:
    """What a share or a ratio was measured against; null where that is not known."""
    figure = measured.figures.get("whole", measured.figures.get("per")) if measured is not None else None
    return None if figure is None or figure[:2] == (None, None) else quantity(*figure)


def _required(comparison: Comparison) -> Quantity:
    low, high = comparison.need.low, comparison.need.high
    return quantity(low, high, comparison.unit, at_most=comparison.at_most)


def _missing(comparison: Comparison, status: str) -> Shortfall | None:
    """`need_high - high` of a gap; of an unknown `need_high - low` is what would settle it (LANGUAGE 2.1)."""
    need: Need = comparison.need
    if need.low is None or need.high is None or comparison.unit in UNCOUNTED:
        return None
    if comparison.at_most:
        end, line = (comparison.low, need.low) if status != "unknown" else (comparison.high, need.low)
        missing = None if end is None else end - line
    else:
        end = comparison.high if status in ("gap", "gap_recalled") else comparison.low
        missing = None if end is None else need.high - end
    if missing is None or missing <= 0 or status in ("met", "met_recalled", "not_applicable"):
        return None
    unit = "days" if comparison.unit == "day" else comparison.unit
    return Shortfall(number(missing, unit), unit)


def evidence(used: Iterable[Used]) -> list[EvidenceUsed]:
    """The evidence looked at, each item once, certain before possible."""
    seen: dict[tuple[str, str | None, int | None], EvidenceUsed] = {}
    for one in sorted(used, key=lambda u: not u.counted):
        seen.setdefault(
            (one.id, one.path, one.line),
            EvidenceUsed(one.id, one.document, one.path, one.line, one.strength, one.counted),
        )
    return list(seen.values())


def source(cited: Cited) -> SourceCited:
    """A citation as an answer shows it."""
    read_on = iso(cited.source.read_on.span.low) if cited.source.read_on.span.low else cited.source.read_on.text
    return SourceCited(cited.id, cited.source.title, cited.pinpoint, cited.source.url, read_on, cited.basis)


def _needed(wanted: Iterable[Wanted]) -> list[Needed]:
    return [Needed(one.code, list(one.args)) for one in dict.fromkeys(wanted)]
