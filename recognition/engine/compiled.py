"""What measuring works out once per ruleset: terms taken apart, timelines, citations resolved.

Kept in `Ruleset.extra`; filled as it is asked for. Two threads may fill the same entry at once with equal values.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from recognition.catalogue.list_table import ListTable
from recognition.catalogue.loaded import Ruleset
from recognition.engine.filters import Line, lines_of
from recognition.engine.lists import Prepared
from recognition.engine.measured import Cited
from recognition.engine.terms import DayForm, ParameterTerm, ThresholdForm, day_form, duration_form, threshold_form
from recognition.engine.timeline import Stretch, stretches
from recognition.foundations.bases import Basis
from recognition.foundations.days import Duration
from recognition.model.law import Citation
from recognition.model.requirements import Requirement, Where

KEY = "measure"


class Timelines(NamedTuple):
    """A parameter's stretches by key (the only key is "" where it has none), its clocks, and the fact it varies by."""

    by_key: dict[str, tuple[Stretch, ...]]
    clocks: tuple[str, ...]
    key: str | None


class Compiled:
    """Caches of one ruleset. Terms that are no text are told apart by identity; each entry keeps its term alive."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._ruleset = ruleset
        self._days: dict[int | str, tuple[Any, DayForm]] = {}
        self._thresholds: dict[int | str, tuple[Any, ThresholdForm]] = {}
        self._durations: dict[str, Duration | ParameterTerm] = {}
        self._wheres: dict[int, tuple[Where, tuple[Line, ...]]] = {}
        self._timelines: dict[str, Timelines] = {}
        self._cited: dict[int, tuple[Citation, Cited]] = {}
        self._lists: dict[str, Prepared] = {}
        self._per_item: dict[str, bool] = {}
        self._law: dict[int, tuple[Requirement, tuple[Cited, ...], Basis]] = {}
        self.plans: dict[int, tuple[Any, Any]] = {}
        """What a kind works out from a requirement's fields; use `plan`."""

    def day(self, term: Any) -> DayForm:
        """A day term taken apart."""
        key = term if isinstance(term, str) else id(term)
        known = self._days.get(key)
        if known is None:
            known = self._days[key] = (term, day_form(term))
        return known[1]

    def threshold(self, written: Any) -> ThresholdForm:
        """A threshold taken apart."""
        key = written if isinstance(written, str) else id(written)
        known = self._thresholds.get(key)
        if known is None:
            known = self._thresholds[key] = (written, threshold_form(written))
        return known[1]

    def duration(self, written: str) -> Duration | ParameterTerm:
        """A duration taken apart."""
        known = self._durations.get(written)
        if known is None:
            known = self._durations[written] = duration_form(written)
        return known

    def where(self, where: Where) -> tuple[Line, ...]:
        """A filter taken apart."""
        known = self._wheres.get(id(where))
        if known is None:
            known = self._wheres[id(where)] = (where, lines_of(where))
        return known[1]

    def cited(self, cite: Citation) -> Cited:
        """A citation with its source and basis."""
        known = self._cited.get(id(cite))
        if known is None:
            source, basis = self._ruleset.cited(cite)
            known = self._cited[id(cite)] = (cite, Cited(cite.source, source, cite.at, basis))
        return known[1]

    def law(self, requirement: Requirement) -> tuple[Requirement, tuple[Cited, ...], Basis]:
        """The requirement's own citation, and the basis that it gives."""
        known = self._law.get(id(requirement))
        if known is None:
            cited = () if requirement.cite is None else (self.cited(requirement.cite),)
            known = self._law[id(requirement)] = (requirement, cited, cited[0].basis if cited else "read")
        return known

    def listing(self, name: str, table: ListTable) -> Prepared:
        """A list prepared for counting its rows; anew where another copy of it is given."""
        known = self._lists.get(name)
        if known is None or known.table is not table:
            known = self._lists[name] = Prepared(table)
        return known

    def timelines(self, name: str) -> Timelines:
        """A parameter's timelines."""
        known = self._timelines.get(name)
        if known is None:
            parameter = self._ruleset.parameters[name]
            groups: dict[str, list[Any]] = {}
            for row in parameter.values:
                groups.setdefault(row.for_ or "", []).append((row, self.cited(row.cite)))
            clocks = (parameter.clock,) if isinstance(parameter.clock, str) else parameter.clock
            by_key = {key: stretches(rows, parameter.unit) for key, rows in groups.items()}
            known = self._timelines[name] = Timelines(by_key, tuple(clocks), parameter.key)
        return known

    def per_item(self, name: str) -> bool:
        """Whether a parameter's value hangs on the item looked at."""
        known = self._per_item.get(name)
        if known is None:
            clocks = (self._ruleset.clocks.get(clock) for clock in self.timelines(name).clocks)
            known = self._per_item[name] = any(clock is not None and clock.item is not None for clock in clocks)
        return known

    def plan(self, requirement: Requirement) -> Any:
        """What a kind stored for a requirement with `keep`, None at first."""
        known = self.plans.get(id(requirement))
        return None if known is None else known[1]

    def keep(self, requirement: Requirement, plan: Any) -> Any:
        """Store what a kind works out once from a requirement's fields."""
        self.plans[id(requirement)] = (requirement, plan)
        return plan


def compiled_for(ruleset: Ruleset) -> Compiled:
    """The caches of a ruleset, made at first use."""
    found = ruleset.extra.get(KEY)
    if not isinstance(found, Compiled):
        found = ruleset.extra[KEY] = Compiled(ruleset)
    return found
