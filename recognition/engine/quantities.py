"""Whole numbers turned back into what people read: hours, months, ISO days, CEFR words."""

from __future__ import annotations

from functools import lru_cache

from recognition.engine.units import scale, show
from recognition.model.assessment import Quantity, Value
from recognition.model.units import POSITIONS


def number(value: int, unit: str) -> Value:
    """One number in the unit people use: an int where it is whole, an ISO day, a CEFR word."""
    if unit == "day" or unit in POSITIONS:
        return show(value, unit)
    size = scale(unit)
    if size == 1 or value % size == 0:
        return value // size
    return value / size


@lru_cache(maxsize=8_192)
def quantity(low: int | None, high: int | None, unit: str, *, at_most: bool = False) -> Quantity:
    """An interval; an end that is not known is null."""
    return Quantity(
        None if low is None else number(low, unit), None if high is None else number(high, unit), unit, at_most
    )
