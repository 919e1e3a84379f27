"""Of several messages about one mistake, the one that names it: what only follows is dropped, or told after it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from recognition.foundations.problems import Place, Problem

UNUSED = frozenset({"RL011", "RL027", "RL052", "RL057", "RL062"})
"""Nothing uses, offers or leads to a thing: what follows where its name is written wrong."""
_UNKNOWN = frozenset({"RL010", "RL024", "RL030", "RL031", "RL032", "RL037"})
_UNKNOWN_KEY, _FORM = "RL001", "RL003"
_MISSING_KEY = re.compile(r"The key '([^']+)' is missing\.")
_OTHER_FORM = re.compile(r"The value here must be ")
_NEAREST = re.compile(r"did you mean '([^']+)'\?")
_NAMED = re.compile(r"(?<!\w)'([^']+)'")


def root_causes(problems: Iterable[Problem]) -> list[Problem]:
    """The problems without those that only follow from another of them, in the same order."""
    return _without_unused(_without_other_forms(_without_missing_keys(list(problems))))


def follows(problem: Problem, problems: Iterable[Problem]) -> bool:
    """Whether the problem may well go away with others of these, and is to be told after them."""
    return problem.code in UNUSED and any(other.code in _UNKNOWN for other in problems)


def _without_missing_keys(problems: list[Problem]) -> list[Problem]:
    """A key written wrong is not missing as well."""
    kept = list(problems)
    for lack in problems:
        match = _MISSING_KEY.search(lack.sentence)
        if match is None:
            continue
        beside = [one for one in problems if one.code == _UNKNOWN_KEY and _above(one.place) == _own(lack.place)]
        hint = f"did you mean '{match[1]}'?"
        meant = [one for one in beside if one.hint == hint] or (beside if len(beside) == 1 else [])
        if meant:
            kept = [replace(one, hint=hint) if one is meant[0] else one for one in kept if one is not lack]
    return kept


def _without_other_forms(problems: list[Problem]) -> list[Problem]:
    """Where one of several forms may stand, what is wrong inside the form that was chosen says more."""

    def said_deeper(problem: Problem) -> bool:
        return _OTHER_FORM.match(problem.sentence) is not None and any(
            other is not problem
            and (_own(other.place).startswith(_own(problem.place) + "/") or _own(other.place) == _own(problem.place))
            and _OTHER_FORM.match(other.sentence) is None
            for other in problems
        )

    return [one for one in problems if not (one.code == _FORM and said_deeper(one))]


def _without_unused(problems: list[Problem]) -> list[Problem]:
    """What nothing uses because its name is written wrong where it is used."""
    unknown = [one for one in problems if one.code in _UNKNOWN]
    meant = {match[1] for one in unknown if one.hint and (match := _NEAREST.search(one.hint))}
    spots = {(one.place.line, one.place.column) for one in unknown}

    def only_follows(problem: Problem) -> bool:
        named = _NAMED.search(problem.sentence)
        here = (problem.place.line, problem.place.column) in spots
        return problem.code in UNUSED and (here or (named is not None and named[1] in meant))

    return [one for one in problems if not only_follows(one)]


def _own(place: Place) -> str:
    return (place.path or "").rstrip("/")


def _above(place: Place) -> str:
    return _own(place).rpartition("/")[0]
