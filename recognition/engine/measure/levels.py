"""qualification-level: the position of a qualification in a framework (LANGUAGE 2.2)."""

from __future__ import annotations

from typing import Any

from recognition.engine.attested import read
from recognition.engine.case import Case
from recognition.engine.filters import issue_day
from recognition.engine.known import Either
from recognition.engine.lists import FoundRows, Prepared, listed
from recognition.engine.measure.common import FoundItems, all_of, joined, more_evidence
from recognition.engine.measured import Cited, Measured, Tree, Wanted
from recognition.engine.units import ends
from recognition.foundations.bases import Basis, weakest
from recognition.model.evidence import Qualification
from recognition.model.requirements import QualificationLevel

STATED = ("eqf", "isced", "directive", "cycle")
NOTHING = -1
"""Below every level: what a qualification gives that is certainly not of the kind asked."""
BEYOND = 1000
"""Above every level: the same where a ceiling is asked."""


class _Level:
    """The position of one qualification, with the law that a referencing list added."""

    __slots__ = ("basis", "cited", "high", "low", "wanted")

    def __init__(self, low: int | None, high: int | None) -> None:
        self.low = low
        self.high = high
        self.basis: Basis = "read"
        self.cited: tuple[Cited, ...] = ()
        self.wanted: tuple[Wanted, ...] = ()


def qualification_level(requirement: QualificationLevel, case: Case) -> Measured:
    """The level of the focus, or the best of all qualifications, as stated in that framework.

    With `via` a national level is read through that one list on the award day; levels are never chained.
    """
    chosen = case.select("qualifications", requirement.where, strength=requirement.strength, of=requirement.of)
    sure = [(item, _level(item, requirement, case)) for item in chosen.inside]
    perhaps = [(item, _level(item, requirement, case)) for item in chosen.maybe]
    each = [level for _, level in (*sure, *perhaps)]
    quantity = (
        "qualification-level", requirement.of, repr(requirement.where), requirement.framework, requirement.via,
        requirement.strength, case.focus_key,
    )  # fmt: skip
    asked = more_evidence("qualifications", requirement.framework, chosen.complete)
    wanted = joined(chosen.wanted, *(level.wanted for level in each), asked)
    parts: list[Tree] = []
    for threshold, at_most in ((requirement.at_least, False), (requirement.at_most, True)):
        if threshold is None:
            continue
        low, high = _best([one for _, one in sure], [one for _, one in perhaps], chosen.complete, at_most)
        need = case.need(threshold, requirement.framework, at_most=at_most)
        parts.append(
            case.compare(
                requirement, low, high, need, requirement.framework, (quantity, at_most and requirement.of == "any"),
                at_most=at_most, basis=weakest(level.basis for level in each), used=chosen.used,
                wanted=joined(wanted, case.lacking(threshold) if need.low is None else ()),
                cited=_cited(each),
            )
        )  # fmt: skip
    return Measured(all_of(parts), found=FoundItems(case, chosen.inside or chosen.maybe))


def _cited(levels: list[_Level]) -> tuple[Cited, ...]:
    """The rows that the levels were read through."""
    return tuple(cited for level in levels for cited in level.cited)


def _best(sure: list[_Level], perhaps: list[_Level], complete: bool, at_most: bool) -> tuple[int | None, int | None]:
    """The highest level (for a ceiling the lowest) among those in, up to what those that only may count could give."""
    every = [*sure, *perhaps]
    none = BEYOND if at_most else NOTHING
    if not every:
        return (none, none) if complete else (None, None)
    if at_most:
        highs = [level.high for level in sure if level.high is not None]
        lows = [level.low for level in every if level.low is not None]
        certain = complete and len(lows) == len(every)
        high = min(highs) if highs else (BEYOND if not sure and complete else None)
        return min(lows) if certain else None, high
    lows = [level.low for level in sure if level.low is not None]
    highs = [level.high for level in every if level.high is not None]
    certain = complete and len(highs) == len(every)
    low = max(lows) if lows else (NOTHING if not sure and complete else None)
    return low, max(highs) if certain else None


def _level(item: Qualification, requirement: QualificationLevel, case: Case) -> _Level:
    framework = requirement.framework
    if requirement.via is not None:
        return _through(item, requirement.via, framework, case)
    if framework in STATED:
        value = read(item, ("level", framework))
    else:
        national = read(item, ("level", "national"))
        value = national if isinstance(national, str) and national.partition(":")[0] == framework else None
    level = _positions(value, framework)
    if level.low is None:
        level.wanted = (Wanted("attribute", (case.name(item), f"level.{framework}")),)
    return level


def _positions(value: Any, framework: str) -> _Level:
    each = value.options if isinstance(value, Either) else () if value is None else (value,)
    try:
        found = [end for one in each for end in ends(one, framework)]
    except ValueError:
        return _Level(None, None)
    return _Level(min(found), max(found)) if found else _Level(None, None)


def _through(item: Qualification, name: str, framework: str, case: Case) -> _Level:
    """The level that a referencing list gives to the national level on the award day.

    The list has the national level as its key (`framework` and `level`, or one attribute holding both) and the level
    referenced in the field named like the framework asked.
    """
    national = read(item, ("level", "national"))
    if not isinstance(national, str):
        level = _Level(None, None)
        level.wanted = (Wanted("attribute", (case.name(item), "level.national")),)
        return level
    prepared = case.listing(name)
    own, _, step = national.partition(":")
    names = prepared.table.key
    if "framework" in names:
        number = int(step) if step.isdigit() else step
        rows = listed(prepared, {"framework": (own,), "level": _step(prepared, number)}, issue_day(case, item))
    else:
        rows = listed(prepared, {names[0]: (national,)}, issue_day(case, item))
    level = _Level(None, None)
    if rows.rows and rows.high is not None:
        value = FoundRows(rows.rows, prepared).get(framework)
        if rows.low >= 1:
            level = _positions(value, framework)
    level.basis, level.cited, level.wanted = rows.basis, rows.cited, rows.wanted
    return level


def _step(prepared: Prepared, number: int | str) -> tuple[int | str, ...]:
    """The level as the list writes it: as a number or as text."""
    named = prepared.named("level")
    return (number,) if number in named else (str(number),)

