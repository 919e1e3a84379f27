"""RL032 where a value is written: words of closed vocabularies, codes, keys of lists, answers to facts, names of tests.

What no list closes (kinds of documents, examinations, capacities) is compared with what other law writes: a word that
stands nowhere else and is nearly one that does is a slip.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any, Literal, Union, get_args, get_origin

from recognition.catalogue.lint.check import Check
from recognition.catalogue.lint.lists import table_of
from recognition.catalogue.references import ATTRIBUTE_ROOTS, Path
from recognition.catalogue.scope import Scope
from recognition.foundations.days import parse_day
from recognition.foundations.problems import Problem, nearest, quoted
from recognition.foundations.text import folded
from recognition.model import requirements as kinds
from recognition.model.evidence import Document, LanguageResult
from recognition.model.ruleset import Fact
from recognition.model.values import Country, Ident
from recognition.readers.countries import ALPHA2, ALPHA2_OF_ALPHA3, CUSTOMARY, NAMES

OCCUPATIONS = "occupations.isco08"
TESTS = "cefr.tests"
_OCCUPATION = re.compile(r"isco08:[0-9]{4}")
_COUNTRIES = ALPHA2 | {f"X{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
"""ISO 3166-1 alpha-2; codes that begin with X are left to users, and examples use them."""
_OTHER_CODES = ("esco:", "http://data.europa.eu/esco/")


def is_term(value: Any) -> bool:
    """Whether text stands for a value found elsewhere: `$x`, `@x`, `found:x.y`, `focus.country`."""
    if not isinstance(value, str):
        return False
    return value[:1] in ("$", "@") or value.startswith("found:") or value.partition(".")[0] in ATTRIBUTE_ROOTS


def literals(path: Path, condition: Any) -> Iterator[tuple[Path, Any]]:
    """The values that a line of a filter names, each where it stands; terms and limits are left out."""
    if isinstance(condition, dict):
        for key in ("not", "has"):
            if key in condition:
                yield from literals((*path, key), condition[key])
    elif isinstance(condition, (list, tuple)):
        for i, one in enumerate(condition):
            yield from literals((*path, i), one)
    elif not is_term(condition):
        yield path, condition


def members(annotation: Any) -> Iterator[Any]:
    """The types that an attribute may have: those of unions and of `Many`."""
    yield annotation
    if get_origin(annotation) in (Union, tuple) or type(annotation).__name__ in ("UnionType", "_AnnotatedAlias"):
        for part in get_args(annotation):
            yield from members(part)


def wrong_word(scope: Scope, path: Path, annotation: Any, value: Any) -> Problem | None:
    """Why an attribute of this type can never have the value; None where it can."""
    types = list(members(annotation))
    words = [word for one in types if get_origin(one) is Literal for word in get_args(one)]
    if words and value not in words:
        hint = nearest(str(value), map(str, words)) or f"one of: {', '.join(map(str, words))}"
        return scope.problem("RL032", f"The attribute cannot be {quoted(value)}.", path, hint)
    if bool in types and not isinstance(value, bool):
        return scope.problem("RL032", f"The attribute cannot be {quoted(value)}.", path, "true or false")
    if Country in types and value not in _COUNTRIES:
        return wrong_country(scope, path, value)
    return None


def wrong_country(scope: Scope, path: Path, value: Any) -> Problem:
    """The problem of what is no country code, with the code that was meant where that can be told."""
    text = str(value)
    code = CUSTOMARY.get(text) or ALPHA2_OF_ALPHA3.get(text) or NAMES.get(folded(text))
    hint = nearest(text.upper(), ALPHA2) if code is None else f"did you mean '{code}'?"
    return scope.problem(
        "RL032", f"There is no country {quoted(value)}.", path, hint or "a code of ISO 3166-1, such as FI"
    )


def wrong_occupation(scope: Scope, path: Path, value: Any) -> Problem | None:
    """Why this is no occupation that a dossier could name; None where it is one, or where lists are not looked up."""
    table = table_of(scope, OCCUPATIONS)
    text = str(value)
    if table is None or text.startswith(_OTHER_CODES):
        return None
    known = [str(row.key["code"]) for row in table.rows if "code" in row.key]
    if text in known:
        return None
    near = nearest(text, known)
    # One unit group is as near as another, so a well written code gets no guess.
    hint = f"add it to {OCCUPATIONS} if it is meant" if _OCCUPATION.fullmatch(text) else near or "such as isco08:2221"
    return scope.problem("RL032", f"There is no occupation {quoted(value)}.", path, hint)


def keys_of_lists_are_there(scope: Scope) -> Iterator[Problem]:
    """A value written in the key of a list is one that some row of it has."""
    for path, requirement in scope.own_requirements():
        if not isinstance(requirement, kinds.ListMember):
            continue
        table = table_of(scope, requirement.list)
        for name, written in requirement.key.items():
            if table is None or name not in table.key:
                continue
            for at, value in literals((*path, "key", name), written):
                if name == "country" and value not in _COUNTRIES:
                    yield wrong_country(scope, at, value)
                elif name != "country" and not any(row.takes(name, value) for row in table.rows):
                    held = {str(one) for row in table.rows for one in _several(row.key.get(name))}
                    sentence = f"No row of the list has the {name} {quoted(value)}."
                    yield scope.problem("RL032", sentence, at, _hint(str(value), held))


def rows_filtered_are_there(scope: Scope) -> Iterator[Problem]:
    """What a filter on the rows of a list names, some row has."""
    for path, requirement in scope.own_requirements():
        if not isinstance(requirement, kinds.Coverage) or (table := table_of(scope, requirement.entries)) is None:
            continue
        for name, condition in requirement.where.items():
            held = {one for row in table.rows for one in _several(row.key.get(name, row.fields.get(name)))}
            for at, value in literals((*path, "where", name), condition) if held else ():
                if value not in held:
                    sentence = f"No row of the list has the {name} {quoted(value)}."
                    yield scope.problem("RL032", sentence, at, _hint(str(value), {str(one) for one in held}))


def _several(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else () if value is None else (value,)


def _hint(word: str, known: Collection[str], most: int = 12) -> str | None:
    listed = f"one of: {', '.join(sorted(known))}" if len(known) <= most else None
    return nearest(word, known) or listed


def tests_are_known(scope: Scope) -> Iterator[Problem]:
    """A language test is one of the standards; how it was sat and a form of documents are words of the model."""
    table = table_of(scope, TESTS)
    known = {str(row.key.get("test")) for row in table.rows} if table else set()
    for path, requirement in scope.own_requirements():
        if isinstance(requirement, kinds.LanguageLevel):
            named: list[tuple[Path, kinds.Way | kinds.Excluded]] = []
            named += [((*path, "accept", i), way) for i, way in enumerate(requirement.accept)]
            named += [((*path, "exclude", i), one) for i, one in enumerate(requirement.exclude)]
            for at, one in named:
                if known and one.test is not None and one.test not in known:
                    sentence = f"There is no language test {quoted(one.test)}."
                    hint = nearest(one.test, known) or f"add it to {TESTS} if it is meant"
                    yield scope.problem("RL032", sentence, (*at, "test"), hint)
                yield from _words(scope, (*at, "mode"), LanguageResult, "mode", one.mode)
                if isinstance(one, kinds.Excluded):
                    yield from _words(scope, (*at, "place"), LanguageResult, "place", one.place)
        elif isinstance(requirement, kinds.DocumentKind):
            yield from _words(scope, (*path, "form"), Document, "form", requirement.form)


def _words(
    scope: Scope, path: Path, item: type[Document | LanguageResult], attribute: str, written: Any
) -> Iterator[Problem]:
    for at, value in literals(path, written or ()):
        if problem := wrong_word(scope, at, item.model_fields[attribute].annotation, value):
            yield problem


def answers_fit_their_facts(scope: Scope) -> Iterator[Problem]:
    """What is asked of a stated fact is an answer that it can have."""
    for path, requirement in scope.own_requirements():
        if isinstance(requirement, kinds.StatedFact) and (fact := _fact(scope, requirement.fact)):
            for at, value in literals((*path, "is"), requirement.is_):
                if problem := wrong_answer(scope, at, fact, value):
                    yield problem
    for name, parameter in scope.law.parameters.items():
        fact = scope.merged.facts.get(parameter.key or "")
        for i, row in enumerate(parameter.values if fact and fact.type == "country" else ()):
            if row.for_ not in (None, "other", *_COUNTRIES):
                yield wrong_country(scope, ("parameters", name, "values", i, "for"), row.for_)


def _fact(scope: Scope, name: str) -> Fact | None:
    return scope.merged.facts.get(name.removeprefix("facts."))


def wrong_answer(scope: Scope, path: Path, fact: Fact, value: Any) -> Problem | None:
    """Why nobody could ever answer this; None where somebody could."""
    match fact.type:
        case "choice":
            right = value in fact.options
            hint = _hint(str(value), fact.options)
        case "yes_no":
            right, hint = isinstance(value, bool), "true or false"
        case "country":
            return None if value in _COUNTRIES else wrong_country(scope, path, value)
        case "day":
            right, hint = _is_day(value), "a day such as 2026-11-01"
        case _:
            right, hint = not isinstance(value, (bool, str)), "a number"
    return None if right else scope.problem("RL032", f"The fact can never be {quoted(value)}.", path, hint)


def _is_day(value: Any) -> bool:
    try:
        parse_day(str(value))
    except ValueError:
        return False
    return True


def is_ident(annotation: Any) -> bool:
    """Whether an attribute holds a code that no list closes."""
    return Ident in list(members(annotation))


CHECKS: tuple[Check, ...] = (keys_of_lists_are_there, rows_filtered_are_there, tests_are_known, answers_fit_their_facts)
