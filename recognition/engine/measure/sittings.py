"""Results of one language: sittings of tests, or what the modules of a curriculum say they reach (LANGUAGE 2.3)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from recognition.engine.case import Case
from recognition.engine.filters import IN, MAYBE, OUT
from recognition.engine.known import Either
from recognition.engine.measure.modules import counts
from recognition.engine.measured import Used, Wanted
from recognition.engine.units import POSITIONS
from recognition.foundations.bases import STRENGTHS
from recognition.foundations.days import UNKNOWN_DAY, Span
from recognition.model.dossier import Curriculum
from recognition.model.evidence import Item
from recognition.model.requirements import Excluded, LanguageLevel, Way
from recognition.model.values import Amount

CEFR = POSITIONS["cefr"]
UNTOLD = (None, "unknown_mode")


class Sitting(NamedTuple):
    """One result. `sure` False: it may not be accepted at all, and `wanted` says what would tell."""

    name: str
    item: Item
    test: Any
    day: Span
    scores: Mapping[str, Amount]
    steps: Mapping[str, tuple[int, int]]
    sure: bool
    used: Used
    wanted: tuple[Wanted, ...]

    def doubted(self, attribute: str) -> Sitting:
        """The same result, of which this attribute must be known before it is accepted."""
        return self._replace(sure=False, wanted=(*self.wanted, Wanted("attribute", (self.name, attribute))))


def sittings_of(requirement: LanguageLevel, case: Case) -> list[Sitting]:
    """The results in the languages asked that are not surely refused."""
    if isinstance(case.focus, Curriculum) or case.dossier.subject == "curriculum":
        return _reached(requirement, case)
    found = []
    for item in case.things("language_results"):
        if item.passed is False:
            continue
        in_language = fits(item.language, requirement.languages)
        refused = max((_excluded(rule, case, item) for rule in requirement.exclude), default=OUT)
        if in_language == OUT or refused == IN:
            continue
        day = case.days_of(item.sat) if item.sat is not None else UNKNOWN_DAY
        scores = _spanned(item.scores)
        sitting = Sitting(case.name(item), item, item.test, day, scores, _steps(item.cefr), True, case.used(item), ())
        if in_language == MAYBE:
            sitting = sitting.doubted("language")
        if refused == MAYBE:
            sitting = sitting.doubted("issuer")
        found.append(_strong(requirement, case, sitting))
    return found


def _reached(requirement: LanguageLevel, case: Case) -> list[Sitting]:
    """For a curriculum the modules that reach the language; `exam: true` asks that an examination ends them."""
    found = []
    for module in case.things("modules"):
        reaches = module.reaches
        if reaches is None or reaches.language not in requirement.languages:
            continue
        offered = counts(module.status, True)
        if offered == OUT or (requirement.exam and reaches.exam is False):
            continue
        sitting = Sitting(
            case.name(module), module, None, UNKNOWN_DAY, {}, _steps(reaches.cefr), True, case.used(module), ()
        )
        if offered == MAYBE:
            sitting = sitting.doubted("status")
        if requirement.exam and reaches.exam is None:
            sitting = sitting.doubted("reaches.exam")
        found.append(_strong(requirement, case, sitting))
    return found


def _strong(requirement: LanguageLevel, case: Case, sitting: Sitting) -> Sitting:
    if STRENGTHS.index(sitting.item.strength) >= STRENGTHS.index(requirement.strength):
        return sitting
    wanted = (*sitting.wanted, Wanted("strength", (sitting.name, requirement.strength)))
    return sitting._replace(sure=False, wanted=wanted, used=case.used(sitting.item, False))


def fits(value: Any, allowed: Collection[Any]) -> int:
    """Whether a value is one of those allowed; what is not told may be."""
    if value in UNTOLD:
        return MAYBE
    if isinstance(value, Either):
        inside = [option in allowed for option in value.options]
        return IN if all(inside) else MAYBE if any(inside) else OUT
    return IN if value in allowed else OUT


def several(value: Any) -> tuple[Any, ...]:
    """One value, or several, as a ruleset writes them."""
    return tuple(value) if isinstance(value, (list, tuple)) else (value,)


def _excluded(rule: Excluded, case: Case, item: Any) -> int:
    """Whether a rule takes this sitting out: every line that it has must hold."""
    lines = [
        fits(getattr(item, name), several(asked))
        for name in ("issuer", "place", "test", "mode")
        if (asked := getattr(rule, name)) is not None
    ]
    span = case.days_of(item.sat) if item.sat is not None else UNKNOWN_DAY
    if rule.sat_from is not None:
        line = case.day(rule.sat_from, item).span
        lines.append(_not_before(span, line))
    if rule.sat_until is not None:
        line = case.day(rule.sat_until, item).span
        lines.append(_not_before(line, span))
    return min(lines, default=OUT)


def _not_before(day: Span, line: Span) -> int:
    if day.low is not None and line.high is not None and day.low >= line.high:
        return IN
    return OUT if day.high is not None and line.low is not None and day.high < line.low else MAYBE


def for_way(way: Way, sittings: Collection[Sitting]) -> list[Sitting]:
    """The results that a way can read: of its test, version and mode."""
    found = []
    for sitting in sittings:
        one = sitting
        for name, asked in (("test", way.test), ("version", way.version), ("mode", way.mode)):
            if asked is None:
                continue
            fit = fits(getattr(one.item, name, None), several(asked))
            if fit == OUT:
                break
            if fit == MAYBE:
                one = one.doubted(name)
        else:
            found.append(one)
    return found


def _steps(printed: Any) -> dict[str, tuple[int, int]]:
    """The CEFR as printed, by skill. One step for the whole result says nothing of a single skill."""
    if printed is None:
        return {}
    if isinstance(printed, str):
        return {"overall": (CEFR[printed], CEFR[printed])}
    if isinstance(printed, dict) and all(type(word) is str for word in printed.values()):
        return {skill: (step := CEFR[word], step) for skill, word in printed.items()}
    options = printed.options if isinstance(printed, Either) else (printed,)
    by_skill = [one if isinstance(one, dict) else {"overall": one} for one in options]
    shared = set(by_skill[0]).intersection(*by_skill[1:])
    steps = {skill: [CEFR[word] for one in by_skill for word in _words(one[skill])] for skill in shared}
    return {skill: (min(found), max(found)) for skill, found in steps.items()}


def _words(value: Any) -> tuple[str, ...]:
    return value.options if isinstance(value, Either) else (value,)


def _spanned(scores: Any) -> Mapping[str, Amount]:
    """Scores as printed; of equally strong claims that differ, a skill that all of them give spans them."""
    if not isinstance(scores, Either):
        return scores  # type: ignore[no-any-return]
    shared = set(scores.options[0]).intersection(*scores.options[1:])
    return {
        skill: Amount(min(one[skill].low for one in scores.options), max(one[skill].high for one in scores.options))
        for skill in shared
    }
