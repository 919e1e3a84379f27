"""Numbers of a result: a skill's score or step of the CEFR, the better of two sittings, a sum (LANGUAGE 2.3)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple

from recognition.engine.case import Case
from recognition.engine.known import merged
from recognition.engine.measure.concordance import Step, step_of
from recognition.engine.measure.sittings import Sitting
from recognition.engine.measure.ways import WayPlan
from recognition.engine.measured import Cited, Wanted
from recognition.foundations.bases import Basis, weakest

UNSAID = Step(None, None)


class Number(NamedTuple):
    """One number of one candidate; None: that end is open. `quantity` names the measurement."""

    low: int | None
    high: int | None
    quantity: Hashable
    basis: Basis = "read"
    cited: tuple[Cited, ...] = ()
    wanted: tuple[Wanted, ...] = ()


def number_of(case: Case, plan: WayPlan, sitting: Sitting, skill: str) -> Number:
    """A score, or a step of the CEFR. What is not told is open, never zero."""
    if plan.way.cefr is not None:
        return _step(case, plan.way.concordance, sitting, skill)
    named = ("language", plan.unit, sitting.name, skill)
    score = sitting.scores.get(skill)
    if score is None:
        return Number(None, None, named, wanted=(Wanted("attribute", (sitting.name, f"scores.{skill}")),))
    return Number(score.low, score.high, named)


def _step(case: Case, concordance: str | None, sitting: Sitting, skill: str) -> Number:
    """The step as printed; where the way names a concordance, spanned with what its claims make of the score."""
    named = ("language", "cefr", sitting.name, skill, concordance)
    printed = sitting.steps.get(skill)
    score = sitting.scores.get(skill)
    if concordance is None or score is None:
        if printed is not None:
            return Number(printed[0], printed[1], named)
        field = "scores" if concordance is not None else "cefr"
        return Number(None, None, named, wanted=(Wanted("attribute", (sitting.name, f"{field}.{skill}")),))
    told = isinstance(sitting.test, str)
    claims = step_of(case, concordance, sitting.test, skill, score, sitting.day) if told else UNSAID
    if printed is not None:
        # What is printed stands without any claim, so a weak claim lowers no basis: it can only open what is decided.
        low, high = claims.claimed or printed
        return Number(min(low, printed[0]), max(high, printed[1]), named, cited=claims.cited)
    lacking = tuple(name for name, known in (("test", told), ("sat", sitting.day.known)) if not known)
    asked = tuple(Wanted("attribute", (sitting.name, name)) for name in lacking)
    wanted = () if claims.low is not None else asked or claims.wanted
    return Number(claims.low, claims.high, named, claims.basis, claims.cited, wanted)


def better(numbers: Sequence[Number]) -> Number:
    """The better of these: at least the best known, open above where one is not known."""
    if len(numbers) == 1:
        return numbers[0]
    return _joined(numbers, "better", max(_lows(numbers), default=None), _if_all(max, numbers))


def either(numbers: Sequence[Number]) -> Number:
    """The worse or the better, the text does not say which: from the worse to the better."""
    lows = _lows(numbers)
    return _joined(numbers, "either", min(lows) if len(lows) == len(numbers) else None, _if_all(max, numbers))


def sum_of(numbers: Sequence[Number]) -> Number:
    """The sum. No score is below zero, so the sum of what is known is a lower bound: 18 shown of three skills meets a
    line of 16 whatever the fourth is. One skill not known leaves the sum open above."""
    lows = _lows(numbers)
    return _joined(numbers, "sum", sum(lows) if lows else None, _if_all(sum, numbers))


def _lows(numbers: Iterable[Number]) -> list[int]:
    return [number.low for number in numbers if number.low is not None]


def _if_all(take: Callable[[list[int]], int], numbers: Sequence[Number]) -> int | None:
    highs = [number.high for number in numbers if number.high is not None]
    return take(highs) if len(highs) == len(numbers) else None


def _joined(numbers: Sequence[Number], how: str, low: int | None, high: int | None) -> Number:
    return Number(
        low,
        high,
        (how, *sorted((number.quantity for number in numbers), key=repr)),
        weakest(number.basis for number in numbers),
        merged(number.cited for number in numbers),
        merged(number.wanted for number in numbers),
    )
