"""Units: how a written value becomes a whole number, and how that number is shown (LANGUAGE 2.1).

Hours, credits, money, scores, places, years and shares are hundredths. Months, days and points are as they are; a day
is its ordinal. Frameworks are positions (`model.units`). Any other name is a test's own scale: its scores are
hundredths.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from recognition.foundations.days import iso, parse_day
from recognition.model.units import HUNDREDTHS, POSITIONS, WHOLE, is_currency
from recognition.model.values import Amount, Day

HUNDRED: Final = 100
_FRACTION = re.compile(r"([0-9]{1,6})/([0-9]{1,6})", re.ASCII)
_NATIONAL_LEVEL = re.compile(r"(?:.*:)?([0-9]{1,2})", re.ASCII)


def is_position(unit: str) -> bool:
    """Whether the unit is a framework: positions compare, but do not add. A dotted name is a national framework."""
    return unit in POSITIONS or "." in unit


def scale(unit: str) -> int:
    """How many whole numbers make one of this unit: 100 or 1."""
    return 1 if unit in WHOLE or unit == "day" or is_position(unit) else HUNDRED


def fraction(value: object) -> Fraction:
    """A share as written, `1/2` or `0.5`, exactly. Raises ValueError."""
    if isinstance(value, str):
        match = _FRACTION.fullmatch(value)
        if match is None or int(match[2]) == 0:
            raise ValueError("a share is written 1/2 or 0.5")
        return Fraction(int(match[1]), int(match[2]))
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise ValueError("a share is written 1/2 or 0.5")
    return Fraction(value)


def ends(value: Any, unit: str) -> tuple[int, int]:
    """A written value, or {between: [a, b]}, as its lowest and highest whole number in the unit.

    A share that hundredths cannot hold lies between the two nearest. Raises ValueError for a value outside the unit.
    """
    if isinstance(value, dict) and set(value) == {"between"}:
        first, last = value["between"]
        low, high = ends(first, unit)[0], ends(last, unit)[1]
        if low > high:
            raise ValueError("the first of the two values must not be larger than the second")
        return low, high
    if unit == "day":
        span = value.span if isinstance(value, Day) else parse_day(str(value))
        if span.low is None or span.high is None:
            raise ValueError("a day is written YYYY-MM-DD, YYYY-MM or YYYY")
        return span.low, span.high
    if isinstance(value, Amount):
        return whole(value, unit, at_most=False)[0], whole(value, unit, at_most=True)[1]
    if unit in ("share", "ratio"):
        exact = fraction(value) * HUNDRED
        return exact.numerator // exact.denominator, -(-exact.numerator // exact.denominator)
    number = to_int(value, unit)
    return number, number


def to_int(value: Any, unit: str) -> int:
    """One written value as a whole number of the unit. Raises ValueError where the unit cannot hold it."""
    if unit in POSITIONS:
        return _position(value, unit)
    if "." in unit:
        match = _NATIONAL_LEVEL.fullmatch(str(value))
        if match is None:
            raise ValueError("a level of a national framework is written as its number")
        return int(match[1])
    if unit == "day":
        low, high = ends(value, unit)
        if low != high:
            raise ValueError("a full day is expected: YYYY-MM-DD")
        return low
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise ValueError("a number is expected")
    exact = Fraction(value) * scale(unit)
    if exact.denominator != 1:
        raise ValueError(f"more decimal places than {unit} are measured in")
    return int(exact)


def _position(value: Any, unit: str) -> int:
    written = str(value).lower() if isinstance(value, bool) else str(value)
    position = POSITIONS[unit].get(written)
    if position is None:
        raise ValueError(f"no such step of {unit}")
    return position


def whole(amount: Amount, unit: str, *, at_most: bool) -> tuple[int, int]:
    """A number of a document (hundredths) in the unit, rounded so that a comparison with a whole need stays true.

    Against a least need 17.5 months count as 17; against a ceiling as 18.
    """
    if scale(unit) == HUNDRED:
        return amount.low, amount.high
    if at_most:
        return -(-amount.low // HUNDRED), -(-amount.high // HUNDRED)
    return amount.low // HUNDRED, amount.high // HUNDRED


def show(number: int, unit: str) -> str:
    """The number as people write it, with its unit: `36 months`, `B2`, `6.5`, `2026-03-10`."""
    if unit == "day":
        return iso(number)
    if unit in POSITIONS:
        return next((step for step, position in POSITIONS[unit].items() if position == number), str(number))
    if "." in unit:
        return f"{unit} {number}"
    sign = "-" if number < 0 else ""
    units, rest = divmod(abs(number), scale(unit))
    text = f"{sign}{units}.{rest:02d}".rstrip("0").rstrip(".") if rest else f"{sign}{units}"
    known = unit in WHOLE or unit in HUNDREDTHS - {"score", "ratio", "share"} or is_currency(unit)
    return f"{text} {unit}" if known else text
