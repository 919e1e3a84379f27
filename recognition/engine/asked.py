"""What the law asks on a day: clocks, day terms, parameters, thresholds (LANGUAGE 1.3)."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from recognition.catalogue.loaded import Ruleset
from recognition.engine.attested import Attested, Focus, read, typed
from recognition.engine.compiled import Compiled, compiled_for
from recognition.engine.known import NOT_KNOWN, Dated, Known, Length, Ratio, any_of_days, merged
from recognition.engine.measured import NO_NEED, Cited, Measured, Need, Wanted
from recognition.engine.terms import (
    AttributeTerm,
    ClockDay,
    DayForm,
    DocumentDay,
    FactTerm,
    FixedDay,
    FoundTerm,
    Literal,
    ParameterTerm,
    ShiftedDay,
    ThresholdForm,
    Times,
)
from recognition.engine.timeline import Stretch, possible
from recognition.engine.units import HUNDRED, ends, fraction, scale, whole
from recognition.foundations.bases import Strength, weakest
from recognition.foundations.days import UNKNOWN_DAY, Duration, Span, shift
from recognition.model.dossier import Dossier
from recognition.model.evidence import Item, Money
from recognition.model.requirements import DayTerm, Threshold
from recognition.model.units import is_currency
from recognition.model.values import Amount, Day


class Asked(Attested):
    """Adds the law's days and figures to what the dossier shows."""

    def __init__(self, ruleset: Ruleset, dossier: Dossier, on: int, focus: Focus, dates: Mapping[str, Span]) -> None:
        super().__init__(ruleset, dossier, on, focus)
        self.dates = dates
        self.compiled: Compiled = compiled_for(ruleset)
        self._clocks: dict[str, Dated] = {}
        self._parameters: dict[str, Need] = {}
        self._attribute_days: dict[AttributeTerm, Dated] = {}

    @abstractmethod
    def measured(self, requirement_id: str) -> Measured:
        """The measurement of an earlier requirement, for `found:` terms."""

    # days

    def clock(self, name: str, item: Item | None = None) -> Dated:
        """The day of a clock: as given with the question, else `from:` its day term, else the default; else open.

        A clock with `item:` reads that attribute of the item looked at.
        """
        found = self._clocks.get(name)
        if found is not None:
            return found
        given = self.dates.get(name)
        clock = self.ruleset.clocks.get(name)
        if given is not None:
            found = Dated(given)
        elif clock is None:
            known = Span(self.on, self.on) if name == "on" else UNKNOWN_DAY
            found = Dated(known, wanted=() if known.known else (Wanted("clock", (name,)),))
        elif clock.item is not None:
            return self._item_day(clock.item, item)
        else:
            found = self.day(clock.from_) if clock.from_ is not None else NOT_KNOWN
            if found.span == UNKNOWN_DAY:
                if clock.default == "on":
                    found = Dated(Span(self.on, self.on))
                elif not any(one.code == "fact" for one in found.wanted):  # a day stated as a fact is asked once
                    found = found._replace(wanted=(*found.wanted, Wanted("clock", (name,))))
        self._clocks[name] = found
        return found

    def _item_day(self, attribute: str, item: Item | None) -> Dated:
        if item is None:
            return NOT_KNOWN
        value = read(item, (attribute,))
        if isinstance(value, Day):
            return Dated(self.days_of(value), used=(self.used(item),))
        return Dated(UNKNOWN_DAY, wanted=(Wanted("attribute", (self.name(item), attribute)),))

    def day(self, term: DayTerm, item: Item | None = None, strength: Strength = "stated") -> Dated:
        """A day term in any of its forms. Evidence weaker than `strength` leaves the day open."""
        dated = self._day(self.compiled.day(term), item)
        if strength != "stated" and dated.used:
            weak = self.strong(dated.used, strength)
            if weak:
                return dated._replace(span=UNKNOWN_DAY, wanted=(*dated.wanted, *weak))
        return dated

    def _day(self, form: DayForm, item: Item | None) -> Dated:
        if isinstance(form, FixedDay):
            return Dated(form.span)
        if isinstance(form, ClockDay):
            return self.clock(form.name, item)
        if isinstance(form, AttributeTerm):
            found = self._attribute_days.get(form)
            if found is None:
                found = self._attribute_days[form] = self._dated(self.attribute(form))
            return found
        if isinstance(form, FoundTerm):
            return self._found_day(form.text)
        if isinstance(form, ShiftedDay):
            return self._shifted(self._day(form.of, item), form.sign, self._length(form.by, item))
        if isinstance(form, DocumentDay):
            return self._latest(form.type, form.field)
        if isinstance(form, FactTerm):
            return self._dated(self.fact(form.name))
        need = self.parameter(form.name, item)
        wanted = () if need.low is not None else self.lacking(form, item)
        return Dated(Span(need.low, need.high), need.basis, need.cited, wanted)

    def _dated(self, known: Known) -> Dated:
        if isinstance(known.value, Day):
            return Dated(self.days_of(known.value), used=known.used)
        return Dated(UNKNOWN_DAY, wanted=known.wanted, used=known.used)

    def _latest(self, kind: str, field: str) -> Dated:
        """The field of the latest document of a type; where several may be the latest, of any of them."""
        held = [item for item in self.things("documents") if item.type == kind]
        if not held:
            return Dated(UNKNOWN_DAY, wanted=(Wanted("item", ("documents", kind)),))
        known_lows = [day.span.low for item in held if (day := item.issued) is not None and day.span.low is not None]
        newest = max(known_lows, default=None)
        latest = [item for item in held if _may_be_latest(item.issued, newest)]
        if (field == "issued" and len(latest) == len(held) == 1) or field != "issued":
            return any_of_days(self._item_day(field, item) for item in latest)
        days = [self._item_day(field, item) for item in latest]
        highs = [day.span.high for day in days]
        high = None if None in highs else max(end for end in highs if end is not None)
        return any_of_days(days)._replace(span=Span(newest, high))

    def found_value(self, text: str) -> Any:
        """The field that `found:<requirement>.<field>` names, None where that requirement found nothing."""
        requirement, _, field = text.partition(".")
        while requirement not in self.ruleset.requirements and "." in field:
            more, _, field = field.partition(".")
            requirement = f"{requirement}.{more}"
        return self.measured(requirement).found.get(field)

    def _found_day(self, text: str) -> Dated:
        value = self.found_value(text)
        if isinstance(value, Dated):
            return value
        if isinstance(value, Span):
            return Dated(value)
        if isinstance(value, str):
            value = typed(value, "day")
        if isinstance(value, Day):
            return Dated(self.days_of(value))
        return Dated(UNKNOWN_DAY, wanted=(Wanted("item", ("found", text)),))

    def length(self, written: Any, item: Item | None = None) -> Length:
        """A duration, or the interval of durations that a parameter gives."""
        return self._length(self.compiled.duration(written), item)

    def _length(self, form: Duration | ParameterTerm, item: Item | None) -> Length:
        if isinstance(form, Duration):
            return Length(form, form)
        need = self.parameter(form.name, item)
        unit = self.ruleset.parameters[form.name].unit
        if need.low is None or need.high is None:
            return Length(None, None, need.basis, need.cited, self.lacking(form, item))
        return Length(_duration(need.low, unit), _duration(need.high, unit), need.basis, need.cited)

    def shifted(self, day: Dated, length: Length, sign: int) -> Dated:
        """A day plus (1) or minus (-1) a length of time; open where either is not known."""
        return self._shifted(day, sign, length)

    def _shifted(self, day: Dated, sign: int, length: Length) -> Dated:
        span = UNKNOWN_DAY
        if length.low is not None and length.high is not None:
            near, far = (length.low, length.high) if sign == 1 else (length.high, length.low)
            span = Span(
                None if day.span.low is None else shift(day.span.low, near, sign),
                None if day.span.high is None else shift(day.span.high, far, sign),
            )
        basis = day.basis if length.basis == "read" else weakest((day.basis, length.basis))
        return Dated(span, basis, merged((day.cited, length.cited)), merged((day.wanted, length.wanted)), day.used)

    # figures

    def parameter(self, name: str, item: Item | None = None) -> Need:
        """The figure as an interval over every row that the possible days of its clocks and its key may choose.

        No need (None) where one of these rows is `unknown`, or where a day falls where the law gives no figure.
        """
        found = self._parameters.get(name)
        if found is not None:
            return found
        rows, basis = self._rows(name, item)
        cited = merged((row.cited,) for row in rows if row.cited is not None)
        basis = weakest((basis, *(row.cited.basis for row in rows if row.cited is not None)))
        lows = [row.low for row in rows if row.low is not None]
        if len(lows) < len(rows) or not rows:
            need = Need(None, None, basis, cited)
        else:
            need = Need(min(lows), max(row.high for row in rows if row.high is not None), basis, cited)
        if not self.compiled.per_item(name):
            self._parameters[name] = need
        return need

    def _rows(self, name: str, item: Item | None) -> tuple[list[Stretch], Any]:
        timelines = self.compiled.timelines(name)
        days = [self.clock(clock, item) for clock in timelines.clocks]
        chosen = list(timelines.by_key.values())
        if timelines.key is not None:
            value = self.fact(timelines.key).value
            if isinstance(value, str):
                one = timelines.by_key.get(value, timelines.by_key.get("other"))
                chosen = [one] if one is not None else []
        rows = {id(row): row for timeline in chosen for day in days for row in possible(timeline, day.span)}
        return list(rows.values()), weakest(day.basis for day in days)

    def need(self, threshold: Threshold, unit: str, item: Item | None = None, *, at_most: bool = False) -> Need:
        """A threshold in the unit: a literal, a parameter, a fact, or a share of one of them."""
        return self._need(self.compiled.threshold(threshold), unit, item, at_most)

    def _need(self, form: ThresholdForm, unit: str, item: Item | None, at_most: bool) -> Need:
        match form:
            case Literal(value):
                if value is None or value == "unknown":
                    return NO_NEED
                return Need(*ends(value, unit))
            case ParameterTerm(name):
                return _in_unit(self.parameter(name, item), self.ruleset.parameters[name].unit, unit)
            case FactTerm(name):
                value = self.fact(name).value
                if isinstance(value, Money) and value.unit == unit:
                    return Need(value.amount.low, value.amount.high)
                if isinstance(value, Amount):
                    low, high = whole(value, unit, at_most=at_most)
                    return Need(low, high)
                return NO_NEED
            case Times(factor, of):
                need = self._need(of, unit, item, at_most)
                if need.low is None or need.high is None:
                    return need
                return need._replace(low=_times(need.low, factor, at_most), high=_times(need.high, factor, at_most))

    def lacking(self, threshold: Threshold | ThresholdForm, item: Item | None = None) -> tuple[Wanted, ...]:
        """What would tell a threshold that is not known, or known only as an interval: law, fact or clock."""
        form = threshold if isinstance(threshold, (Literal, ParameterTerm, FactTerm, Times)) else None
        form = form if form is not None else self.compiled.threshold(threshold)
        while isinstance(form, Times):
            form = form.of
        if isinstance(form, FactTerm):
            return self.fact(form.name).wanted
        if not isinstance(form, ParameterTerm):
            return ()
        timelines = self.compiled.timelines(form.name)
        wanted = [self.clock(clock, item).wanted for clock in timelines.clocks]
        if timelines.key is not None:
            wanted.append(self.fact(timelines.key).wanted)
        return merged((*wanted, (Wanted("law", (form.name,)),)))

    def ratio(self, threshold: Threshold, item: Item | None = None) -> Ratio:
        """A share as an exact fraction."""
        form = self.compiled.threshold(threshold)
        match form:
            case Literal(value) if value is not None and value != "unknown":
                pair = value["between"] if isinstance(value, dict) else (value, value)
                return Ratio(fraction(pair[0]), fraction(pair[1]))
            case ParameterTerm(name):
                return self._ratio(name, item)
            case FactTerm(name):
                known = self.fact(name)
                if isinstance(known.value, Amount):
                    return Ratio(Fraction(known.value.low, HUNDRED), Fraction(known.value.high, HUNDRED))
        return Ratio(None, None, wanted=self.lacking(form, item))

    def _ratio(self, name: str, item: Item | None) -> Ratio:
        rows, basis = self._rows(name, item)
        cited: tuple[Cited, ...] = merged((row.cited,) for row in rows if row.cited is not None)
        basis = weakest((basis, *(one.basis for one in cited)))
        exact = [row.exact or (Fraction(row.low), Fraction(row.high or 0)) for row in rows if row.low is not None]
        if len(exact) < len(rows) or not rows:
            return Ratio(None, None, basis, cited, self.lacking(ParameterTerm(name), item))
        return Ratio(min(low for low, _ in exact), max(high for _, high in exact), basis, cited)


def _may_be_latest(issued: Day | None, newest: int | None) -> bool:
    if issued is None or newest is None or issued.span.high is None:
        return True
    return issued.span.high >= newest


def _duration(number: int, unit: str) -> Duration:
    if unit == "years":
        return Duration(number * 12 // HUNDRED, 0)
    return Duration(number, 0) if unit == "months" else Duration(0, number)


def _times(number: int, factor: Fraction, at_most: bool) -> int:
    """Rounded so that comparing whole numbers gives what comparing exactly would."""
    exact = number * factor
    return exact.numerator // exact.denominator if at_most else -(-exact.numerator // exact.denominator)


def _in_unit(need: Need, given: str, unit: str) -> Need:
    """The figure in the unit asked; no need where one cannot be turned into the other without a rate."""
    if given == unit or need.low is None or need.high is None:
        return need
    if given == "years" and unit == "months":
        return need._replace(low=-(-need.low * 12 // HUNDRED), high=-(-need.high * 12 // HUNDRED))
    if given == "months" and unit == "years":
        return need._replace(low=-(-need.low * HUNDRED // 12), high=-(-need.high * HUNDRED // 12))
    if is_currency(given) or is_currency(unit) or scale(given) != scale(unit):
        return need._replace(low=None, high=None)
    return need
