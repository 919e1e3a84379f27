"""Day terms, durations and thresholds taken apart once (LANGUAGE 1.3), so that asking them again costs no parsing."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NamedTuple

from recognition.engine.units import fraction
from recognition.foundations.days import Duration, Span, parse_duration
from recognition.model.values import Day

ROOTS = ("focus", "person", "curriculum", "partnership", "channel", "figures", "facts")
"""Where an attribute path may begin."""


class FixedDay(NamedTuple):
    span: Span


class ClockDay(NamedTuple):
    name: str


class ParameterTerm(NamedTuple):
    name: str


class FactTerm(NamedTuple):
    name: str


class AttributeTerm(NamedTuple):
    root: str
    path: tuple[str, ...]


class DocumentDay(NamedTuple):
    type: str
    field: str


class FoundTerm(NamedTuple):
    """`found:<requirement>.<field>`; which dot divides them is known only with the ruleset."""

    text: str


class ShiftedDay(NamedTuple):
    of: DayForm
    sign: int
    by: Duration | ParameterTerm


DayForm = FixedDay | ClockDay | ParameterTerm | FactTerm | AttributeTerm | DocumentDay | FoundTerm | ShiftedDay


class Literal(NamedTuple):
    value: Any


class Times(NamedTuple):
    factor: Fraction
    of: ThresholdForm


ThresholdForm = Literal | ParameterTerm | FactTerm | Times


def duration_form(written: Any) -> Duration | ParameterTerm:
    """`P6M` or `$parameter`. Raises ValueError."""
    text = str(written)
    return ParameterTerm(text[1:]) if text.startswith("$") else parse_duration(text)


def value_form(text: str) -> ParameterTerm | FactTerm | AttributeTerm | FoundTerm | None:
    """A term that stands for a value: `$parameter`, `@fact`, `focus.country`, `found:…`; None for plain text."""
    if text.startswith("$"):
        return ParameterTerm(text[1:])
    if text.startswith("@"):
        return FactTerm(text[1:])
    if text.startswith("found:"):
        return FoundTerm(text[6:])
    root, dot, path = text.partition(".")
    if dot and root in ROOTS:
        return AttributeTerm(root, tuple(path.split(".")))
    return None


def day_form(written: Any) -> DayForm:
    """A day term as written in a ruleset. Raises ValueError for what is none."""
    if isinstance(written, Day):
        return FixedDay(written.span)
    if isinstance(written, dict):
        if "between" in written:
            return FixedDay(Day.of(written).span)
        sign = 1 if "plus" in written else -1
        return ShiftedDay(day_form(written["of"]), sign, duration_form(written["plus" if sign == 1 else "minus"]))
    text = str(written)
    if text[:1].isdigit():
        return FixedDay(Day.of(written).span)
    form = value_form(text)
    if form is not None:
        return form
    if text.startswith("document."):
        kind, _, field = text[9:].rpartition(".")
        return DocumentDay(kind, field)
    return ClockDay(text)


def threshold_form(written: Any) -> ThresholdForm:
    """A threshold as written in a ruleset. Raises ValueError for a bad factor."""
    if isinstance(written, dict) and "times" in written:
        return Times(fraction(written["times"]), threshold_form(written["of"]))
    if isinstance(written, str):
        if written.startswith("$"):
            return ParameterTerm(written[1:])
        if written.startswith("@"):
            return FactTerm(written[1:])
    return Literal(written)
