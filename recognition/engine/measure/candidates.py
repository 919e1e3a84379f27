"""A candidate: one sitting, or two combined, read by one way. Each number is one comparison (LANGUAGE 2.3)."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import partial

from recognition.engine.case import Case
from recognition.engine.known import Dated, any_of_days, merged, weaker
from recognition.engine.measure.common import ONE, day_need
from recognition.engine.measure.scores import Number, better, either, number_of, sum_of
from recognition.engine.measure.sittings import Sitting
from recognition.engine.measure.ways import SKILLS, WayPlan, need_of
from recognition.engine.measured import Comparison, Count, Need, Tree, Used, Wanted
from recognition.foundations.days import Span
from recognition.model.evidence import Module
from recognition.model.requirements import Combine, DayTerm, LanguageLevel, Threshold


class Reader:
    """Reads sittings by one way. A number looked at by several candidates is worked out once."""

    def __init__(self, requirement: LanguageLevel, case: Case, plan: WayPlan) -> None:
        self._requirement = requirement
        self._case = case
        self._plan = plan
        self._numbers: dict[str, dict[str, Number]] = {}

    def candidate(self, *sittings: Sitting) -> Count:
        """The all-of of every number that the way asks, and of what makes the sittings acceptable at all."""
        plan, way = self._plan, self._plan.way
        each = [self._read(sitting) for sitting in sittings]
        best = each[0] if len(each) == 1 else {skill: better([one[skill] for one in each]) for skill in plan.read}
        parts: list[Tree] = []
        leaf = partial(self._leaf, sittings=sittings, used=self._used(*sittings))
        if plan.overall is not None:
            parts += self._overall(sittings)
        if way.one_lower is not None:
            reached = tuple([leaf(skill, best[skill], line) for skill, line in plan.asked.items()])
            parts.append(Count("count", reached, len(reached) - 1, "all_but_one"))
            parts += [leaf(f"{skill}_lower", best[skill], way.one_lower) for skill in plan.asked]
        else:
            parts += [leaf(skill, best[skill], line) for skill, line in plan.asked.items()]
        if way.and_ is not None:
            high = tuple([leaf(skill, best[skill], way.and_.of) for skill in best])
            parts.append(Count("count", high, way.and_.at_least, "at_least"))
        if way.sum is not None:
            parts.append(leaf("sum", sum_of(tuple(best.values())), way.sum))
        if way.combine is not None and len(sittings) == 2:
            parts += self._combined(way.combine, *sittings)
        for sitting in sittings:
            parts += self._accepted(sitting)
        return Count("all", tuple(parts), len(parts), "+".join([one.name for one in sittings]))

    def _read(self, sitting: Sitting) -> dict[str, Number]:
        """The numbers of the skills that the way reads."""
        found = self._numbers.get(sitting.name)
        if found is None:
            case, plan = self._case, self._plan
            found = self._numbers[sitting.name] = {skill: number_of(case, plan, sitting, skill) for skill in plan.read}
        return found

    def _number(self, sitting: Sitting, skill: str) -> Number:
        return self._read(sitting).get(skill) or number_of(self._case, self._plan, sitting, skill)

    def _leaf(
        self, label: str, number: Number, threshold: Threshold, sittings: Sequence[Sitting], used: tuple[Used, ...]
    ) -> Comparison:
        case, plan = self._case, self._plan
        need = plan.fixed.get(id(threshold)) or need_of(plan, case, threshold, tuple([one.item for one in sittings]))
        wanted, basis, cited = number.wanted, plan.basis, plan.cited
        if need.low is None or need.low != need.high:
            wanted = merged((wanted, *(case.lacking(threshold, one.item) for one in sittings)))
        if number.cited:
            basis, cited = weaker(basis, number.basis), merged((cited, number.cited))
        if self._passed(number, need, sittings):
            named = ("language", "passed", *(one.name for one in sittings), label)
            number = number._replace(low=need.high, high=need.high, quantity=named)
        return case.compare(
            self._requirement, number.low, number.high, need, plan.unit, number.quantity,
            label=label, basis=basis, used=used, wanted=wanted, cited=cited,
        )  # fmt: skip

    def _passed(self, number: Number, need: Need, sittings: Sequence[Sitting]) -> bool:
        """Whether the number is not printed and the results say that the test was passed, where the way takes that."""
        untold = number.low is None and number.high is None and need.high is not None
        return untold and self._plan.way.passed and all(getattr(one.item, "passed", None) is True for one in sittings)

    def _used(self, *sittings: Sitting) -> tuple[Used, ...]:
        return tuple([self._case.used(one.item, one.sure) for one in sittings])

    def _overall(self, sittings: tuple[Sitting, ...]) -> list[Tree]:
        """The total: of two sittings in both, in one, or (where the text leaves it out) in either."""
        numbers = [self._number(one, "overall") for one in sittings]
        line, combine = self._plan.overall, self._plan.way.combine
        if len(sittings) == 1 or combine is None or combine.overall == "one":
            return [self._leaf("overall", better(numbers), line, sittings, self._used(*sittings))]
        if combine.overall == "each":
            each = zip(numbers, sittings, strict=True)
            return [self._leaf("overall", number, line, (one,), self._used(one)) for number, one in each]
        return [self._leaf("overall", either(numbers), line, sittings, self._used(*sittings))]

    def _combined(self, combine: Combine, one: Sitting, other: Sitting) -> list[Tree]:
        """What two sittings must keep: every score of both its floor, the later day the time after the earlier."""
        parts: list[Tree] = []
        for sitting in (one, other):
            used = self._used(sitting)
            told = {*self._plan.asked, *sitting.scores, *sitting.steps}
            for skill in (*SKILLS, "overall"):
                floor = combine.floor.get(skill)
                if floor is None and skill in SKILLS and skill in told:
                    floor = combine.floor.get("other")
                if floor is not None:
                    number = self._number(sitting, skill)
                    parts.append(self._leaf(f"floor_{skill}", number, floor, (sitting,), used))
        return [*parts, self._within(combine, one, other)]

    def _within(self, combine: Combine, one: Sitting, other: Sitting) -> Comparison:
        case = self._case
        lows = [day for day in (one.day.low, other.day.low) if day is not None]
        highs = [day for day in (one.day.high, other.day.high) if day is not None]
        # Of two days the earlier is not after either, and the later not before either: one known day is enough.
        earlier = Span(min(lows) if len(lows) == 2 else None, min(highs, default=None))
        later = Span(max(lows, default=None), max(highs) if len(highs) == 2 else None)
        first, second = (case.length(combine.within, sitting.item) for sitting in (one, other))
        lengths = (first,) if first == second else (first, second)
        line = any_of_days(case.shifted(Dated(earlier), length, 1) for length in lengths)
        named = ("language", "later", *sorted((one.name, other.name)))
        return self._day("within", Dated(later), line, named, (one, other), at_most=True)

    def _accepted(self, sitting: Sitting) -> list[Tree]:
        """Whether this sitting may be used: certain or not, its day, its age. A module has no day."""
        case, requirement, way = self._case, self._requirement, self._plan.way
        parts: list[Tree] = []
        if not sitting.sure:
            accepted = ("language", "accepted", sitting.name, self._plan.admits)
            parts.append(
                case.compare(
                    requirement, 0, 1, ONE, "count", accepted, label="accepted", basis=self._plan.basis,
                    used=self._used(sitting), wanted=sitting.wanted, cited=self._plan.cited,
                )
            )  # fmt: skip
        if isinstance(sitting.item, Module):
            return parts
        for label, term, at_most in (("sat_from", way.sat_from, False), ("sat_until", way.sat_until, True)):
            if term is not None:
                line = case.day(term, sitting.item, requirement.strength)
                named = ("language", "sat", sitting.name)
                parts.append(self._day(label, Dated(sitting.day), line, named, (sitting,), at_most=at_most))
        if requirement.max_age is not None:
            parts.append(self._age(requirement.max_age, requirement.valid_on, sitting))
        return parts

    def _age(self, max_age: str, valid_on: DayTerm, sitting: Sitting) -> Comparison:
        """The day on which the result must be valid against the last day on which it is, counted from the sitting."""
        case, strength = self._case, self._requirement.strength
        term = "on" if valid_on is None else valid_on
        last = case.shifted(Dated(sitting.day), case.length(max_age, sitting.item), 1)
        named = (("day", case.compiled.day(term), strength), case.focus_key)
        return self._day("max_age", case.day(term, strength=strength), last, named, (sitting,), at_most=True)

    def _day(
        self, label: str, day: Dated, line: Dated, named: Hashable, sittings: Sequence[Sitting], *, at_most: bool
    ) -> Comparison:
        """A day against a line, which hang on the days of these sittings."""
        case, plan = self._case, self._plan
        used = self._used(*sittings)
        untold = [(Wanted("attribute", (one.name, "sat")),) for one in sittings if not one.day.known]
        return case.compare(
            self._requirement, day.span.low, day.span.high, day_need(line, 0), "day", named, at_most=at_most,
            label=label, basis=weaker(plan.basis, day.basis), used=merged((used, day.used)) if day.used else used,
            wanted=merged((*untold, case.unsettled(day, line))), cited=merged((plan.cited, day.cited)),
        )  # fmt: skip
