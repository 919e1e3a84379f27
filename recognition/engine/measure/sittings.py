"""Results of one language: sittings of tests, or what the modules of a curriculum say they reach (LANGUAGE 2.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from recognition.engine.case import Case
from recognition.engine.filters import IN, MAYBE, OUT
from recognition.engine.known import Either
from recognition.engine.measure.admitted import fits, refusal, several
from recognition.engine.measure.modules import counts
from recognition.engine.measured import Wanted
from recognition.foundations.bases import at_least_as_strong
from recognition.foundations.days import UNKNOWN_DAY, Span
from recognition.model.evidence import Item
from recognition.model.requirements import LanguageLevel, Way
from recognition.model.units import POSITIONS
from recognition.model.values import Amount

CEFR = POSITIONS["cefr"]
EXACTLY = {word: (step, step) for word, step in CEFR.items()}
Steps = Mapping[str, tuple[int, int]]


class Sitting(NamedTuple):
    """One result. `sure` False: it may not be accepted at all, and `wanted` says what would tell."""

    name: str
    item: Item
    test: Any
    day: Span
    scores: Mapping[str, Amount]
    steps: Steps
    sure: bool = True
    wanted: tuple[Wanted, ...] = ()

    def doubted(self, *attributes: str) -> Sitting:
        """The same result, of which these attributes must be known before it is accepted."""
        return self.wanting(tuple(Wanted("attribute", (self.name, attribute)) for attribute in attributes))

    def wanting(self, wanted: tuple[Wanted, ...]) -> Sitting:
        """The same result, accepted only once this is known."""
        return self._replace(sure=False, wanted=(*self.wanted, *wanted))


def of_curriculum(case: Case) -> bool:
    """Whether modules show what is reached, and not sittings of a person."""
    return case.ruleset.subject == "curriculum"


def sittings_of(requirement: LanguageLevel, case: Case) -> list[Sitting]:
    """The results in the languages asked that are not surely refused."""
    if of_curriculum(case):
        return _reached(requirement, case)
    found = []
    for item in case.things("language_results"):
        in_language = fits(item.language, requirement.languages)
        if item.passed is False or in_language == OUT:
            continue
        day = case.days_of(item.sat) if item.sat is not None else UNKNOWN_DAY
        name = case.name(item)
        sitting = Sitting(name, item, item.test, day, _spanned(item.scores), _steps(item.cefr))
        if in_language == MAYBE:
            sitting = sitting.doubted("language")
        if isinstance(item.passed, Either):
            sitting = sitting.doubted("passed")
        for rule in requirement.exclude:
            refused, wanted = refusal(rule, case, item, day)
            if refused == IN:
                break
            if refused == MAYBE:
                sitting = sitting.wanting(wanted)
        else:
            found.append(_strong(requirement, sitting))
    return found


def _reached(requirement: LanguageLevel, case: Case) -> list[Sitting]:
    """For a curriculum the modules that reach the language; `exam: true` asks that an examination ends them."""
    found = []
    for module in case.things("modules"):
        reaches = module.reaches
        if reaches is None:
            continue
        doubts = {
            "reaches.language": fits(reaches.language, requirement.languages),
            "status": counts(module.status, True),
            "reaches.exam": fits(reaches.exam, (True,)) if requirement.exam else IN,
        }
        if OUT in doubts.values():
            continue
        sitting = Sitting(case.name(module), module, None, UNKNOWN_DAY, {}, _steps(reaches.cefr))
        if missing := [name for name, fit in doubts.items() if fit == MAYBE]:
            sitting = sitting.doubted(*missing)
        found.append(_strong(requirement, sitting))
    return found


def _strong(requirement: LanguageLevel, sitting: Sitting) -> Sitting:
    if requirement.strength == "stated" or at_least_as_strong(sitting.item.strength, requirement.strength):
        return sitting
    return sitting.wanting((Wanted("strength", (sitting.name, requirement.strength)),))


def for_way(way: Way, sittings: Sequence[Sitting]) -> Sequence[Sitting]:
    """The results that a way can read: of its test, version and mode."""
    asked = [(name, several(value)) for name in ("test", "version", "mode") if (value := getattr(way, name))]
    if not asked:
        return sittings
    found = []
    for sitting in sittings:
        told = {name: fits(getattr(sitting.item, name, None), values) for name, values in asked}
        if OUT not in told.values():
            missing = [name for name, fit in told.items() if fit == MAYBE]
            found.append(sitting.doubted(*missing) if missing else sitting)
    return found


def pairs(way: Way, readable: Sequence[Sitting]) -> Iterator[tuple[Sitting, Sitting]]:
    """Every two sittings of one test; of a test that is not told they may be."""
    for one, other in combinations(readable, 2):
        same = IN if way.test is not None else _same(one.test, other.test)
        if same == IN:
            yield one, other
        elif same == MAYBE:
            yield (one, other.doubted("test")) if isinstance(one.test, str) else (one.doubted("test"), other)


def _same(one: Any, other: Any) -> int:
    if one is None or other is None:
        return MAYBE
    found = {fits(one, (option,)) for option in (other.options if isinstance(other, Either) else (other,))}
    return found.pop() if len(found) == 1 else MAYBE


def _steps(printed: Any) -> Steps:
    """The CEFR as printed, by skill. One step for the whole result says nothing of a single skill."""
    if printed is None:
        return {}
    if isinstance(printed, dict):
        return {skill: EXACTLY[word] for skill, word in printed.items()}
    options = printed.options if isinstance(printed, Either) else (printed,)
    found: dict[str, tuple[int, int]] = {}
    for one in options:
        for skill, word in one.items() if isinstance(one, dict) else (("overall", one),):
            step = CEFR[word]
            low, high = found.get(skill, (step, step))
            found[skill] = (min(low, step), max(high, step))
    return found


def _spanned(scores: Any) -> Mapping[str, Amount]:
    """Scores as printed; of equally strong claims that differ, each skill spans what those who give it say."""
    if not isinstance(scores, Either):
        return scores  # type: ignore[no-any-return]
    found: dict[str, Amount] = {}
    for one in scores.options:
        for skill, score in one.items():
            known = found.get(skill, score)
            found[skill] = Amount(min(known.low, score.low), max(known.high, score.high))
    return found
