"""Deciding one case: statuses, worlds, routes, outcome; every conclusion a rule's (LANGUAGE 7).

All that follows is a pure function of the answers to the comparisons; equal answers are taken from a small bounded
memory of whole conclusions, which are themselves the engine's.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from threading import Lock
from typing import TypeVar

from recognition.engine.adapter import Engine
from recognition.engine.case import Case
from recognition.engine.conclusions import Conclusion, conclude
from recognition.engine.measured import StatusOf, Tree
from recognition.engine.plan import Plan
from recognition.engine.statuses import Measurement, Statuses, find_statuses, fired
from recognition.engine.verdicts import Bounds, Ranked, rank, rank_routes
from recognition.engine.worlds import unknowns, worlds
from recognition.model.assessment import Firing

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

MOST_REMEMBERED = 256
"""Whole answers of each kind kept per ruleset; beyond it the oldest are forgotten, so memory stays flat."""


@dataclass(slots=True)
class Judged:
    """Everything that follows from the answers to the comparisons."""

    statuses: Statuses
    vector: tuple[str, ...]
    ranked: Ranked


@dataclass(slots=True)
class Decided:
    """One candidate decided: measurements, statuses, routes, and the bounds of every stage over its worlds."""

    measurement: Measurement
    judged: Judged
    bounds: dict[str, Bounds]
    worlds: int = 1
    left_out: bool = False

    @property
    def statuses(self) -> Statuses:
        """Where every requirement and condition stands, nothing supposed."""
        return self.judged.statuses

    @property
    def ranked(self) -> Ranked:
        """All routes, nothing supposed."""
        return self.judged.ranked

    def status_of(self, part: Tree) -> str:
        """Where a comparison or a count of a measured requirement stands."""
        if isinstance(part, StatusOf):
            return self.judged.statuses.of[part.requirement]
        return self.judged.statuses.parts[self.measurement.places[id(part)]]


class Decider:
    """Decides cases of one plan on one engine."""

    def __init__(self, plan: Plan, engine: Engine, *, remember: bool = True):
        self.plan = plan
        self.engine = engine
        self._remember = remember
        self._lock = Lock()
        self._judged: dict[tuple[Hashable, tuple[str, ...]], Judged] = {}
        self._ranked: dict[tuple[str, ...], Ranked] = {}
        self._concluded: dict[tuple[tuple[str, ...], tuple[Bounds, ...]], Conclusion] = {}

    def decide(self, case: Case) -> Decided:
        """Measures and decides one candidate; raises EngineError."""
        measurement = Measurement(self.plan, case)
        rules = self.engine.ask("comparison", measurement.questions)
        judged = self._judge(measurement, rules)
        decided = Decided(measurement, judged, dict(judged.ranked.stages))
        if any(bounds.worst < bounds.hope for bounds in decided.bounds.values()):
            self._over_worlds(decided, rules)
        return decided

    def conclude(self, decided: Decided, bounds: Mapping[str, Bounds]) -> Conclusion:
        """Outcome, procedure and steps for the bounds that stand over all candidates."""
        key = (decided.judged.vector, tuple([bounds[stage.id] for stage in self.plan.stages]))
        found = self._concluded.get(key)
        if found is None:
            found = conclude(self.plan, decided.statuses.of, decided.ranked, bounds, self.engine)
            self._keep(self._concluded, key, found)
        return found

    def best_of(self, all_decided: Sequence[Decided]) -> dict[str, Bounds]:
        """Over focus candidates a stage stands where its best candidate stands (LANGUAGE 4.4)."""
        if len(all_decided) == 1:
            return all_decided[0].bounds
        ids = [stage.id for stage in self.plan.stages]
        strongest = rank("strongest", [[decided.bounds[id] for decided in all_decided] for id in ids], self.engine)
        return dict(zip(ids, strongest, strict=True))

    def trace(self, decided: Decided, conclusion: Conclusion) -> list[Firing]:
        """Every firing of the reported candidate in a fixed order: layer, what was asked, the rule."""
        return [*fired(decided.statuses), *fired(decided.ranked), *fired(conclusion)]

    def _judge(self, measurement: Measurement, rules: Sequence[str]) -> Judged:
        """What follows from the answers to the comparisons, asked once for equal answers."""
        key = (measurement.form, tuple(rules))
        found = self._judged.get(key)
        if found is None:
            statuses = find_statuses(measurement, self.engine, rules)
            vector = tuple([statuses.of[one] for one in self.plan.keys])
            ranked = self._ranked.get(vector)
            if ranked is None:
                ranked = rank_routes(self.plan, statuses.of, self.engine)
                self._keep(self._ranked, vector, ranked)
            found = Judged(statuses, vector, ranked)
            self._keep(self._judged, key, found)
        return found

    def _keep(self, memory: dict[Key, Value], key: Key, value: Value) -> None:
        if self._remember:
            with self._lock:
                if len(memory) >= MOST_REMEMBERED:
                    del memory[next(iter(memory))]
                memory[key] = value

    def _over_worlds(self, decided: Decided, rules: Sequence[str]) -> None:
        """The lowest worst, the highest best and hope over all worlds (LANGUAGE 3.5, 4.4)."""
        measurement = decided.measurement
        shared = unknowns(measurement, decided.statuses.parts)
        if not shared:
            return
        asked = [question for cells in shared for cell in cells for _, question in cell]
        answers = iter(self.engine.ask("comparison", asked))
        supposed = [[tuple([(place, next(answers)) for place, _ in cell]) for cell in cells] for cells in shared]
        chosen, decided.left_out = worlds(supposed)
        picked = [[answered[i] for i in cells] for answered, cells in zip(supposed, chosen, strict=True) if cells]
        decided.worlds = prod(map(len, picked))
        seen = self._tried(decided, rules, list(product(*picked)))
        ids = [stage.id for stage in self.plan.stages]
        weakest, strongest = (rank(which, [seen[id] for id in ids], self.engine) for which in ("weakest", "strongest"))
        for id, low, high in zip(ids, weakest, strongest, strict=True):
            decided.bounds[id] = Bounds(low.worst, high.best, high.hope)

    def _tried(
        self, decided: Decided, rules: Sequence[str], combinations: Sequence[Sequence[Sequence[tuple[int, str]]]]
    ) -> dict[str, list[Bounds]]:
        """The bounds of every stage in the worlds, from both ends of the list inwards.

        Worlds only narrow what stands without them: once they reach it on all sides, no further world can matter.
        """
        base = decided.ranked.stages
        seen: dict[str, list[Bounds]] = {id: [] for id in base}
        missing = {(id, side) for id in base for side in range(3)}
        half = (len(combinations) + 1) // 2
        inwards = [i for pair in zip(range(half), range(len(combinations) - 1, -1, -1), strict=False) for i in pair]
        for i in dict.fromkeys(inwards):
            supposed = list(rules)
            for cell in combinations[i]:
                for place, rule in cell:
                    supposed[place] = rule
            for id, bounds in self._judge(decided.measurement, supposed).ranked.stages.items():
                seen[id].append(bounds)
                missing -= {(id, side) for side in range(3) if bounds[side] == base[id][side]}
            if not missing:
                break
        return seen


def decider_of(plan: Plan, engine: Engine) -> Decider:
    """The decider of a plan on an engine, kept with the ruleset."""
    kept = plan.ruleset.extra.setdefault("deciders", {})
    decider = kept.get(id(engine))
    if decider is None or decider.engine is not engine:
        decider = kept[id(engine)] = Decider(plan, engine)
    return decider  # type: ignore[no-any-return]  # `extra` is untyped room
