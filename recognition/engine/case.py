"""The case: everything that measuring may look at. Measuring never sets a number against a need (LANGUAGE 0)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from recognition.catalogue.loaded import Ruleset
from recognition.engine.asked import Asked
from recognition.engine.attested import LIST_OF, Focus
from recognition.engine.filters import IN, OUT, judge
from recognition.engine.known import Dated, Known, Selection, any_of_days, merged, weaker
from recognition.engine.lists import Prepared
from recognition.engine.measured import Cited, Comparison, Count, Measured, Need, Tree, Used, Wanted
from recognition.engine.terms import AttributeTerm, ClockDay, FactTerm, FoundTerm, ParameterTerm
from recognition.foundations.bases import STRENGTHS, Basis, Strength, weakest
from recognition.foundations.days import Span
from recognition.model.dossier import Dossier
from recognition.model.evidence import Item
from recognition.model.law import Citation, InForce
from recognition.model.requirements import Requirement, Where
from recognition.model.values import Day

if TYPE_CHECKING:
    from recognition.catalogue.standards import ListTable, Standards

Measurer = Callable[[str, "Case"], Measured]


class Case(Asked):
    """One dossier with one focus candidate against one ruleset on one day.

    `on` is the assessment day as an ordinal; `dates` are the clocks given with the question, as intervals of days.
    Open one with `recognition.engine.measure.open_case`.
    """

    def __init__(
        self,
        ruleset: Ruleset,
        dossier: Dossier,
        on: int,
        standards: Standards,
        measurer: Measurer,
        focus: Focus = None,
        dates: Mapping[str, Span] | None = None,
    ) -> None:
        super().__init__(ruleset, dossier, on, focus, dates or {})
        self.standards = standards
        self._measurer = measurer
        self._measured: dict[str, Measured] = {}
        self.kept: dict[Hashable, Any] = {}
        """What a kind works out once for several requirements of this case."""

    def measured(self, requirement_id: str) -> Measured:
        """The measurement of a requirement, made once."""
        found = self._measured.get(requirement_id)
        if found is None:
            found = self._measured[requirement_id] = self._measurer(requirement_id, self)
        return found

    def table(self, name: str) -> ListTable:
        """A list of the standards, as it was read."""
        return self.standards.table(name)

    def listing(self, name: str) -> Prepared:
        """A list of the standards, prepared for counting its rows."""
        return self.compiled.listing(name, self.table(name))

    def value(self, term: AttributeTerm | FactTerm | FoundTerm | ParameterTerm) -> Known:
        """What a term stands for: an attribute of the dossier, a stated fact, a found field, a figure of the law."""
        match term:
            case AttributeTerm():
                return self.attribute(term)
            case FactTerm(name):
                return self.fact(name)
            case FoundTerm(text):
                value = self.found_value(text)
                if isinstance(value, Dated):
                    value = Day("found", value.span)
                return Known(value, (), () if value is not None else (Wanted("item", ("found", text)),))
            case ParameterTerm(name):
                need = self.parameter(name)
                return Known(need.low if need.low == need.high else None, (), self.lacking(term))

    def select(
        self,
        kind: str,
        where: Where,
        *,
        strength: Strength = "stated",
        of: Literal["any", "focus"] = "any",
        among: Sequence[Any] | None = None,
    ) -> Selection:
        """The items of a kind that are in or maybe (LANGUAGE 1.5); weaker ones than asked are maybe.

        `of="focus"`: only the focus candidate, where it is of that kind (its own modules, for `modules`); being one,
        it is all there is. `among`: items of the kind that alone may be in or maybe, where the caller knows.
        """
        only_focus = of == "focus" and kind != "modules" and not self.focus_is_missing
        complete = only_focus or self.is_complete(kind)
        items = self.candidates(kind, of) if among is None else among
        if not items:
            return Selection([], [], complete, (), ())
        lines = self.compiled.where(where)
        inside: list[Any] = []
        maybe: list[Any] = []
        used: list[Used] = []
        wanted: list[Wanted] = []
        least = STRENGTHS.index(strength)
        for item in items:
            fits, missing = judge(lines, self, item)
            if fits == OUT:
                continue
            if STRENGTHS.index(item.strength) < least:
                fits = min(fits, IN - 1)
                missing = (*missing, Wanted("strength", (self.name(item), strength)))
            (inside if fits == IN else maybe).append(item)
            used.append(self.used(item, fits == IN))
            wanted.extend(missing)
        return Selection(inside, maybe, complete, tuple(used), tuple(wanted))

    def candidates(self, kind: str, of: Literal["any", "focus"] = "any") -> list[Any]:
        """The items that a requirement may look at before any filter."""
        if of == "any" or kind == "modules":
            return self.things(kind)
        focus = None if self.focus_is_missing else self.focus
        return [focus] if isinstance(focus, Item) and LIST_OF.get(focus.kind, f"{focus.kind}s") == kind else []

    def cite(self, citation: Citation | None) -> tuple[Cited, ...]:
        """A citation resolved; none gives none."""
        return () if citation is None else (self.compiled.cited(citation),)

    def compare(
        self,
        requirement: Requirement,
        low: int | None,
        high: int | None,
        need: Need,
        unit: str,
        quantity: Hashable,
        *,
        at_most: bool = False,
        label: str = "",
        basis: Basis = "read",
        used: tuple[Used, ...] = (),
        wanted: tuple[Wanted, ...] = (),
        cited: tuple[Cited, ...] = (),
        option: tuple[Any, ...] | None = None,
    ) -> Comparison:
        """One comparison still to be made, with the requirement's own law joined to what is given here."""
        _, own, rests_on = self.compiled.law(requirement)
        if need.basis != "read":
            rests_on = weaker(rests_on, need.basis)
        if basis != "read":
            rests_on = weaker(rests_on, basis)
        law = merged((own, need.cited, cited)) if cited or need.cited else own
        return Comparison(low, high, need, unit, rests_on, quantity, at_most, label, used, wanted, law, option)

    def in_force(self, rule: InForce | None, cite: Citation | None = None, label: str = "") -> Tree | None:
        """Whether something applies on its clock, as date comparisons; None where it is not limited in time.

        Several clocks: the text does not say which day counts, so the days of all are possible.
        """
        if rule is None:
            return None
        clocks = (rule.clock,) if isinstance(rule.clock, str) else tuple(rule.clock)
        day = any_of_days(self.clock(clock) for clock in clocks)
        own = self.cite(cite)
        basis = weakest((day.basis, *(one.basis for one in own)))
        form = ClockDay(clocks[0]) if len(clocks) == 1 else clocks
        quantity = (("day", form, "stated"), self.focus_key)
        parts: list[Tree] = []
        for bound, at_most in ((rule.from_, False), (rule.until, True)):
            if bound is None:
                continue
            need = Need(bound.span.low, bound.span.high)
            parts.append(
                Comparison(
                    day.span.low, day.span.high, need, "day", basis, quantity, at_most,
                    label or ("until" if at_most else "from"), day.used, self.unsettled(day), merged((own, day.cited)),
                )
            )  # fmt: skip
        if not parts:
            return None
        return parts[0] if len(parts) == 1 else Count("all", tuple(parts), len(parts))

    def unsettled(self, *days: Dated) -> tuple[Wanted, ...]:
        """What is wanted to make the days exact."""
        open_days = [day.wanted for day in days if day.wanted and not day.span.known]
        return merged(open_days) if open_days else ()

    @cached_property
    def focus_key(self) -> Hashable:
        """Tells the focus candidate apart in a comparison's `quantity`."""
        return None if self.focus is None else self.name(self.focus)
