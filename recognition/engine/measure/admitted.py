"""Whether a result is one that the receiver accepts: values told or not, and `exclude` (LANGUAGE 2.3, shape 9)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from recognition.engine.case import Case
from recognition.engine.filters import IN, MAYBE, OUT
from recognition.engine.known import Either, merged
from recognition.engine.measured import Wanted
from recognition.foundations.days import Span
from recognition.model.requirements import Excluded

UNTOLD = (None, "unknown_mode")


def fits(value: Any, allowed: Collection[Any]) -> int:
    """Whether a value is one of those allowed; what is not told may be."""
    if isinstance(value, str) and value in allowed:
        return IN
    if isinstance(value, Either):
        found = {fits(option, allowed) for option in value.options}
        return found.pop() if len(found) == 1 else MAYBE
    if value in UNTOLD:
        return MAYBE
    return IN if value in allowed else OUT


def several(value: Any) -> tuple[Any, ...]:
    """One value, or several, as a ruleset writes them."""
    return tuple(value) if isinstance(value, (list, tuple)) else (value,)


def refusal(rule: Excluded, case: Case, item: Any, day: Span) -> tuple[int, tuple[Wanted, ...]]:
    """Whether a rule takes a sitting out (every line that it has must hold), and what is missing where it may."""
    name = case.name(item)
    held: list[int] = []
    wanted: list[tuple[Wanted, ...]] = []
    for attribute in ("issuer", "place", "test", "mode"):
        asked = getattr(rule, attribute)
        if asked is not None:
            held.append(fits(getattr(item, attribute), several(asked)))
            if held[-1] == MAYBE:
                wanted.append((Wanted("attribute", (name, attribute)),))
    for term, begins in ((rule.sat_from, True), (rule.sat_until, False)):
        if term is not None:
            line = case.day(term, item)
            held.append(_not_before(day, line.span) if begins else _not_before(line.span, day))
            if held[-1] == MAYBE:
                wanted.append(() if day.known else (Wanted("attribute", (name, "sat")),))
                wanted.append(case.unsettled(line))
    return min(held, default=OUT), merged(wanted)


def _not_before(day: Span, line: Span) -> int:
    if day.low is not None and line.high is not None and day.low >= line.high:
        return IN
    return OUT if day.before(line) else MAYBE
