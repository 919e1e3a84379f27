"""Deciding one case: statuses, worlds, routes, outcome; every conclusion a rule's (LANGUAGE 7).

The layers after the statuses are a pure function of the status vector; equal vectors are answered from a small
bounded memory of whole answers, which are themselves the engine's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from recognition.engine.adapter import Engine
from recognition.engine.case import Case
from recognition.engine.conclusions import Conclusion, conclude
from recognition.engine.plan import Plan
from recognition.engine.statuses import Measurement, Statuses, Step, find_statuses
from recognition.engine.verdicts import Bounds, Ranked, rank, rank_routes
from recognition.engine.worlds import worlds

MOST_REMEMBERED = 128
"""Whole answers kept per ruleset; beyond it the memory starts anew, so it stays flat."""


@dataclass(slots=True)
class Decided:
    """One candidate decided: measurements, statuses, routes, and the bounds of every stage over its worlds."""

    measurement: Measurement
    statuses: Statuses
    ranked: Ranked
    bounds: dict[str, Bounds]
    worlds: int = 1
    left_out: bool = False


class Decider:
    """Decides cases of one plan on one engine."""

    def __init__(self, plan: Plan, engine: Engine, *, remember: bool = True):
        self.plan = plan
        self.engine = engine
        self._remember = remember
        self._ranked: dict[tuple[str, ...], Ranked] = {}
        self._concluded: dict[tuple[tuple[str, ...], tuple[Bounds, ...]], Conclusion] = {}

    def decide(self, case: Case) -> Decided:
        """Measures and decides one candidate; raises EngineError."""
        measurement = Measurement(self.plan, case)
        statuses = find_statuses(measurement, self.engine)
        ranked = self._rank(statuses.of)
        decided = Decided(measurement, statuses, ranked, dict(ranked.stages))
        if any(bounds.worst < bounds.hope for bounds in ranked.stages.values()):
            self._over_worlds(decided)
        return decided

    def conclude(self, decided: Decided, bounds: Mapping[str, Bounds]) -> Conclusion:
        """Outcome, procedure and steps for the bounds that stand over all candidates."""
        key = (self._vector(decided.statuses.of), tuple(bounds[stage.id] for stage in self.plan.stages))
        found = self._concluded.get(key)
        if found is None:
            found = conclude(self.plan, decided.statuses.of, decided.ranked, bounds, self.engine)
            if self._remember:
                if len(self._concluded) >= MOST_REMEMBERED:
                    self._concluded.clear()
                self._concluded[key] = found
        return found

    def best_of(self, all_decided: Sequence[Decided]) -> dict[str, Bounds]:
        """Over focus candidates a stage stands where its best candidate stands (LANGUAGE 4.4)."""
        if len(all_decided) == 1:
            return all_decided[0].bounds
        return {
            stage.id: rank("strongest", [decided.bounds[stage.id] for decided in all_decided], self.engine)
            for stage in self.plan.stages
        }

    def trace(self, decided: Decided, conclusion: Conclusion) -> list[Step]:
        """Every firing of the reported candidate in a fixed order: layer, what was asked, the rule."""
        return [*decided.statuses.trace, *decided.ranked.trace, *conclusion.trace]

    def _vector(self, of: Mapping[str, str]) -> tuple[str, ...]:
        return tuple([of[key] for key in self.plan.keys])

    def _rank(self, of: Mapping[str, str]) -> Ranked:
        key = self._vector(of)
        found = self._ranked.get(key)
        if found is None:
            found = rank_routes(self.plan, of, self.engine)
            if self._remember:
                if len(self._ranked) >= MOST_REMEMBERED:
                    self._ranked.clear()
                self._ranked[key] = found
        return found

    def _over_worlds(self, decided: Decided) -> None:
        """The lowest worst, the highest best and hope over all worlds (LANGUAGE 3.5, 4.4)."""
        supposed, decided.left_out = worlds(decided.measurement, decided.statuses)
        if not supposed:
            return
        ranked = [self._rank(find_statuses(decided.measurement, self.engine, cells).of) for cells in supposed]
        decided.worlds = len(supposed)
        for stage in self.plan.stages:
            all_bounds = [one.stages[stage.id] for one in ranked]
            weakest = rank("weakest", all_bounds, self.engine)
            strongest = rank("strongest", all_bounds, self.engine)
            decided.bounds[stage.id] = Bounds(weakest.worst, strongest.best, strongest.hope)


def decider_of(plan: Plan, engine: Engine) -> Decider:
    """The decider of a plan on an engine, kept with the ruleset."""
    kept = plan.ruleset.extra.setdefault("deciders", {})
    decider = kept.get(id(engine))
    if decider is None or decider.engine is not engine:
        decider = kept[id(engine)] = Decider(plan, engine)
    return decider  # type: ignore[no-any-return]  # `extra` is untyped room
