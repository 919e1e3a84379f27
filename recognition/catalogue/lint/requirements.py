"""RL040 to RL046: what single kinds of requirement must say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from recognition.catalogue.lint.check import Check
from recognition.catalogue.lint.lists import table_of
from recognition.catalogue.lint.units import wrong_in
from recognition.catalogue.references import DAY_TEXT, Path
from recognition.catalogue.scope import Scope
from recognition.foundations.days import parse_day
from recognition.foundations.problems import Problem, nearest, quoted
from recognition.model.evidence import Category, Skill
from recognition.model.requirements import (
    Age,
    ExperienceKind,
    LanguageLevel,
    ListMember,
    Selector,
    Share,
    TitleListed,
    Volume,
    Way,
)

CATEGORIES = frozenset(get_args(Category))
SKILLS = frozenset(get_args(Skill))
KINDS_OF_SERVICE = "stcw.kinds_of_service"
"""The list that says which kinds of service at sea there are, if the standards have it."""


def part_time_is_said(scope: Scope) -> Iterator[Problem]:
    """RL040: every experience says how part-time work counts."""
    for path, requirement in scope.own_requirements():
        if isinstance(requirement, ExperienceKind) and requirement.part_time is None:
            sentence = "The requirement does not say how part-time work counts."
            hint = "part_time: counts_full, equivalent or full_time_only"
            yield scope.problem("RL040", sentence, path, hint, key=True)


def vocabularies_are_placed(scope: Scope) -> Iterator[Problem]:
    """RL041: who partitions, places every word once: under `counts`, `not` or `unclear`."""
    for path, requirement in scope.own_requirements():
        if isinstance(requirement, Volume):
            yield from _placed(scope, path, requirement, CATEGORIES)
        elif isinstance(requirement, Share):
            yield from _placed(scope, (*path, "part"), requirement.part, CATEGORIES)
            if isinstance(requirement.whole, Selector):
                yield from _placed(scope, (*path, "whole"), requirement.whole, CATEGORIES)
        elif isinstance(requirement, ExperienceKind):
            services = _kinds_of_service(scope, requirement)
            yield from _placed(scope, path, requirement, services)
            own = {*requirement.counts, *requirement.unclear} or services
            for i, floor in enumerate(requirement.floors):
                for j, word in enumerate(floor.counts):
                    if word not in own:
                        sentence = f"The floor counts {quoted(word)}, which the requirement does not."
                        yield scope.problem("RL041", sentence, (*path, "floors", i, "counts", j), nearest(word, own))


def _kinds_of_service(scope: Scope, requirement: ExperienceKind) -> frozenset[str]:
    """The standard list of seagoing service for who places any of it; else all that this file and its parts place."""
    table = table_of(scope, KINDS_OF_SERVICE)
    if table is not None and table.key:
        listed = frozenset(str(row.key[table.key[0]]) for row in table.rows if table.key[0] in row.key)
        if not listed.isdisjoint((*requirement.counts, *requirement.not_, *requirement.unclear)):
            return listed
    sums = [one for one in scope.merged.requirements.values() if isinstance(one, ExperienceKind)]
    return frozenset(word for one in sums for word in (*one.counts, *one.not_, *one.unclear))


def _placed(scope: Scope, path: Path, selector: Selector | ExperienceKind, words: frozenset[str]) -> Iterator[Problem]:
    places = {"counts": selector.counts, "not": selector.not_, "unclear": selector.unclear}
    if not any(places.values()):
        return
    seen: set[str] = set()
    for key, placed in places.items():
        for i, word in enumerate(placed):
            if word not in words:
                sentence = f"{quoted(word)} is no word of this vocabulary."
                yield scope.problem("RL041", sentence, (*path, key, i), nearest(word, words))
            elif word in seen:
                yield scope.problem("RL041", f"{quoted(word)} is placed already.", (*path, key, i))
            seen.add(word)
    meant = {nearest(word, words) for word in seen - words}
    if missing := sorted(word for word in words - seen if f"did you mean '{word}'?" not in meant):
        sentence = f"Not placed: {', '.join(missing)}."
        key = next(key for key, placed in places.items() if placed)
        hint = "what the law neither names nor excludes is unclear"
        yield scope.problem("RL041", sentence, (*path, key), hint, key=True)


def readings_are_cited(scope: Scope) -> Iterator[Problem]:
    """RL042: a reading of "older than 35" rests on a citation."""
    for path, requirement in scope.own_requirements():
        if isinstance(requirement, Age) and requirement.reading is not None:
            if requirement.cite is None:
                sentence = "The reading settles what the text leaves open, and cites nothing for it."
                yield scope.problem("RL042", sentence, (*path, "reading"))
            elif requirement.not_older_than is None and requirement.older_than is None:
                sentence = "Only not_older_than and older_than can be read in two ways."
                yield scope.problem("RL042", sentence, (*path, "reading"))


def ways_have_a_shape(scope: Scope) -> Iterator[Problem]:
    """RL043: each way of `accept` has one of the nine shapes, or stands for one: `taught_in`, `by`."""
    for path, requirement in scope.own_requirements():
        if isinstance(requirement, LanguageLevel):
            for i, way in enumerate(requirement.accept):
                if why := _shapeless(way):
                    yield scope.problem("RL043", why, (*path, "accept", i))
                if isinstance(way.skills, dict):
                    known = SKILLS | {"each"}
                    for skill in way.skills:
                        if skill not in known:
                            sentence = f"There is no skill {quoted(skill)}."
                            spot = (*path, "accept", i, "skills", skill)
                            yield scope.problem("RL043", sentence, spot, nearest(skill, known), key=True)


def _shapeless(way: Way) -> str | None:
    """Why the way is none of the shapes of LANGUAGE 2.3; None where it is one."""
    numbers = [way.overall, way.sum, way.one_lower, way.and_, way.combine]
    numbered = any(number is not None for number in numbers) or isinstance(way.skills, dict)
    if way.by is not None or way.taught_in:
        alone = way.cefr is None and way.test is None and way.skills is None and not numbered and not way.passed
        return None if alone and not (way.by is not None and way.taught_in) else "by and taught_in stand alone."
    if way.cefr is not None:
        if not isinstance(way.skills, str):
            return "A cefr way says skills: each or skills: overall."
        if way.passed and way.test is None:
            return "A cefr way reads a pass only of a test that it names."
        return "A cefr way has no scores." if any(number is not None for number in numbers) else None
    if way.test is None:
        return "A way names a test, a cefr level, taught_in or by."
    if isinstance(way.skills, str):
        return "A test's skills are scores: {each: 66} or one by one."
    if not numbered:
        return "The way says which test, but not which scores."
    each = isinstance(way.skills, dict) and "each" in way.skills
    if (way.and_ is not None or way.one_lower is not None) and not each:
        return "k of n, and one lower, stand beside skills: {each: …}."
    if way.sum is not None and (way.overall is not None or way.skills is not None):
        return "A sum stands alone."
    if way.combine is not None and not isinstance(way.skills, dict):
        return "Two sittings are combined skill by skill; skills are missing."
    return None


def concordances_are_named(scope: Scope) -> Iterator[Problem]:
    """RL044: the scores of a test become CEFR only by a named concordance.

    A test that prints the level itself has none to name, nor has a way that takes a pass for the level.
    """
    for path, requirement in scope.own_requirements():
        if isinstance(requirement, LanguageLevel):
            for i, way in enumerate(requirement.accept):
                if way.cefr is not None and way.concordance is None and not _level_is_told(scope, way):
                    sentence = "The way reads a test's scores as CEFR and names no concordance."
                    yield scope.problem("RL044", sentence, (*path, "accept", i, "test"))
                elif way.concordance is not None and way.cefr is None:
                    sentence = "A concordance serves a cefr way."
                    yield scope.problem("RL044", sentence, (*path, "accept", i, "concordance"))


def _level_is_told(scope: Scope, way: Way) -> bool:
    """Whether the CEFR level stands on the result: of any test, of a test that prints it, or of a pass."""
    if way.test is None or way.passed or scope.standards is None:
        return True
    tests = table_of(scope, "cefr.tests")
    rows = tests.matching({"test": way.test}).fitting if tests is not None else ()
    return any(row.fields.get("prints") == "cefr" for row in rows)


def lists_are_known_then(scope: Scope) -> Iterator[Problem]:
    """RL045: a list is not asked on a day for which the copy is known not to be right."""
    checked = scope.law.checked.on.span.low or 0
    for path, requirement in scope.own_requirements():
        if not isinstance(requirement, (ListMember, TitleListed)):
            continue
        table = table_of(scope, requirement.list)
        if table is None:
            continue
        first, last = table.known_from, table.known_to
        if isinstance(requirement.on, str) and DAY_TEXT.fullmatch(requirement.on):
            if wrong_in("day", requirement.on):
                continue  # told as RL003
            span = parse_day(requirement.on)
            if (first and (span.high or 0) < first) or (last and (span.low or 0) > last):
                sentence = "On this day the list is not known."
                yield scope.problem("RL045", sentence, (*path, "on"))
        elif last and last < checked:
            sentence = f"The list {quoted(requirement.list)} was known only to a day before this file was last checked."
            yield scope.problem("RL045", sentence, (*path, "list"))


ESSENTIAL: tuple[Check, ...] = (part_time_is_said, ways_have_a_shape, concordances_are_named)
CHECKS: tuple[Check, ...] = (*ESSENTIAL, vocabularies_are_placed, readings_are_cited, lists_are_known_then)
