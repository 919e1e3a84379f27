"""Units and what each can hold: the words of the model, so that a wrong figure is found before it is measured."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from recognition.foundations.days import parse_day, parse_duration
from recognition.model.evidence import Level
from recognition.model.units import CEFR, COUNTED, CYCLES, HUNDREDTHS, POSITIONS

NUMBERS = COUNTED | (HUNDREDTHS - {"share"})
DURATIONS = frozenset({"years", "months", "days"})
KNOWN = NUMBERS | POSITIONS.keys() | {"day", "share"}
FRAMEWORKS = frozenset({"eqf", "isced", "directive", "cycle"}) & (POSITIONS.keys() & {*Level.model_fields})
_FRACTION = re.compile(r"([0-9]{1,6})/([1-9][0-9]{0,5})")


def wrong_in(unit: str, value: Any) -> str | None:
    """Why a written value cannot be of the unit, in words; None where it can.

    `unknown` can be of every unit; `{between: [a, b]}` where both ends can. `$`, `@` and `{times, of}` are not judged.
    """
    if value == "unknown" or (isinstance(value, str) and value[:1] in ("$", "@")):
        return None
    if isinstance(value, dict):
        return next((why for end in value.get("between", ()) if (why := wrong_in(unit, end))), None)
    if unit in POSITIONS:
        steps = POSITIONS[unit]
        written = str(value).lower() if isinstance(value, bool) else str(value)
        return None if written in steps else f"The steps of {unit} are {', '.join(sorted(steps, key=_step_order))}."
    if unit == "day":
        return None if _parses(parse_day, value) else "A day is written YYYY-MM-DD."
    if unit == "share":
        return None if _share(value) is not None else "A share is written 1/2 or 0.5."
    if "." in unit:  # a national framework
        return None if str(value).rpartition(":")[2].isdigit() else "A level of a national framework is a number."
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        return "A number is expected."
    return "The number is below zero." if value < 0 else None


def _step_order(step: str) -> tuple[bool, int, str]:
    return (step.isalpha(), CYCLES.index(step) if step in CYCLES else 0, step.replace("below A1", "A0"))


def _share(value: Any) -> Fraction | None:
    if isinstance(value, str):
        match = _FRACTION.fullmatch(value)
        part = Fraction(int(match[1]), int(match[2])) if match else None
    elif isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        part = Fraction(value)
    else:
        part = None
    return part if part is not None and 0 <= part <= 1 else None


def order_key(unit: str, value: Any) -> Fraction | None:
    """A number by which two values of a unit can be told apart as lower and higher; None where they cannot."""
    if unit == "cefr":
        return Fraction(CEFR.index(value)) if value in CEFR else None
    if unit == "cycle":
        return Fraction(CYCLES.index(value)) if value in CYCLES else None
    if unit == "directive":
        return Fraction(ord(value)) if isinstance(value, str) and len(value) == 1 else None
    if unit == "share":
        return _share(value)
    if unit == "day":
        return Fraction(parse_day(str(value)).low or 0) if _parses(parse_day, value) else None
    text = str(value)
    return Fraction(text) if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text) else None


def is_duration(value: Any) -> bool:
    """Whether the value is written as a duration, `P6M`."""
    return isinstance(value, str) and _parses(parse_duration, value)


def _parses(parse: Callable[[str], object], value: Any) -> bool:
    try:
        parse(str(value))
    except ValueError:
        return False
    return True
