"""Numbers of YAML and JSON made exact: int or Decimal, never a float, within the limits."""

from __future__ import annotations

from decimal import Decimal

from recognition.readers.limits import LIMITS

TOO_MANY_DIGITS = f"A number has at most {LIMITS.integer_digits} digits and {LIMITS.fraction_digits} decimals."

_LONGEST_EXPONENT = 4
_LONGEST = LIMITS.magnitude_digits + LIMITS.fraction_digits + _LONGEST_EXPONENT + len("-.e+")


def whole(text: str) -> int | None:
    """The integer that `text` (an optional minus and digits) spells, or None beyond the limit."""
    return int(text) if len(text.lstrip("-")) <= LIMITS.integer_digits else None


def decimal(text: str, *, digits: int = LIMITS.integer_digits) -> Decimal | None:
    """The number that `text` (JSON's grammar) spells, written out without exponent, or None beyond the limits.

    `digits` is how many may stand before the point.
    """
    if len(text) > _LONGEST:
        return None
    mantissa, _, exponent = text.lower().partition("e")
    if len(exponent.lstrip("+-")) > _LONGEST_EXPONENT:
        return None
    number = Decimal(text)
    decimals = len(mantissa.partition(".")[2]) - int(exponent or 0)
    if number.adjusted() >= digits or decimals > LIMITS.fraction_digits:
        return None
    return Decimal(format(number, "f")) if exponent else number
