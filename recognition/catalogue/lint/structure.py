"""RL001 to RL009: form. What the model itself refuses is told by `catalogue.files`; here stands what it cannot see."""

from __future__ import annotations

from collections.abc import Iterator

from recognition.catalogue.lint.check import Check
from recognition.catalogue.lint.units import is_duration, wrong_in
from recognition.catalogue.references import WORD, day_terms
from recognition.catalogue.scope import Scope
from recognition.foundations.problems import Problem, nearest, quoted
from recognition.model.requirements import (
    Age,
    AmountKind,
    Combiner,
    DateOrder,
    ExperienceKind,
    Points,
    QualificationLevel,
    Share,
    Volume,
)

AGE_WORDINGS = ("reached", "not_reached", "not_older_than", "older_than", "past_birthday")


def ids_are_unique(scope: Scope) -> Iterator[Problem]:
    """RL006: one id names one thing among requirements, stages, routes, remedies and steps."""
    law = scope.law
    seen: dict[str, str] = {}
    spots: list[tuple[str, str, tuple[str | int, ...]]] = []
    spots += [("requirement", name, ("requirements", name)) for name in law.requirements]
    if scope.ruleset:
        spots += [("stage", stage.id, ("stages", i, "id")) for i, stage in enumerate(scope.ruleset.stages)]
    spots += [("route", route.id, ("routes", i, "id")) for i, route in enumerate(law.routes) if route.id]
    spots += [("remedy", name, ("remedies", name)) for name in law.remedies]
    spots += [("step", name, ("steps", name)) for name in law.steps]
    for kind, name, path in spots:
        if name in seen:
            sentence = f"The id {quoted(name)} names a {seen[name]} already; this {kind} needs another."
            yield scope.problem("RL006", sentence, path, key=len(path) == 2)
        seen.setdefault(name, kind)


def inner_ids_are_unique(scope: Scope) -> Iterator[Problem]:
    """RL006: features of one `points`, interim permissions of the ruleset; `on` is the day of the assessment."""
    for path, requirement in scope.own_requirements():
        if isinstance(requirement, Points):
            seen: set[str] = set()
            for i, feature in enumerate(requirement.features):
                if feature.id in seen:
                    sentence = f"The feature {quoted(feature.id)} stands here a second time."
                    yield scope.problem("RL006", sentence, (*path, "features", i, "id"))
                seen.add(feature.id)
    interims: set[str] = set()
    for i, stage in enumerate(scope.ruleset.stages if scope.ruleset else ()):
        for j, interim in enumerate(stage.interim):
            if interim.id in interims:
                sentence = f"The interim permission {quoted(interim.id)} stands here a second time."
                yield scope.problem("RL006", sentence, ("stages", i, "interim", j, "id"))
            interims.add(interim.id)
    if "on" in scope.law.clocks:
        yield scope.problem("RL006", "The clock 'on' is always the day of the assessment.", ("clocks", "on"), key=True)


def a_line_is_drawn(scope: Scope) -> Iterator[Problem]:
    """RL003: a requirement that compares says with what."""
    for path, requirement in scope.own_requirements():
        missing: str | None = None
        if isinstance(requirement, (Volume, Share, AmountKind, QualificationLevel)):
            if requirement.at_least is None and requirement.at_most is None:
                missing = "at_least or at_most"
        elif isinstance(requirement, Age):
            if sum(getattr(requirement, name) is not None for name in AGE_WORDINGS) != 1:
                missing = f"exactly one of {', '.join(AGE_WORDINGS)}"
        elif isinstance(requirement, Combiner):
            missing = None if requirement.parts else "parts"
        elif isinstance(requirement, DateOrder):
            limits = (requirement.from_, requirement.after, requirement.until, requirement.before)
            if all(limit is None for limit in limits):
                missing = "from, after, until or before"
        if missing:
            yield scope.problem("RL003", f"The requirement needs {missing}.", path, key=True)


def windows_are_whole(scope: Scope) -> Iterator[Problem]:
    """RL003: a window is a length before a day, or two days."""
    for path, requirement in scope.own_requirements():
        if isinstance(requirement, ExperienceKind) and (window := requirement.window) is not None:
            by_length = window.length is not None and window.before is not None
            by_days = window.from_ is not None and window.until is not None
            written = [window.length, window.before, window.from_, window.until]
            if by_length == by_days or sum(end is not None for end in written) != 2:
                sentence = "A window is {length, before} or {from, until}."
                yield scope.problem("RL003", sentence, (*path, "window"), key=True)


def facts_are_whole(scope: Scope) -> Iterator[Problem]:
    """RL003: a choice has options, nothing else has."""
    for name, fact in scope.law.facts.items():
        if (fact.type == "choice") != bool(fact.options):
            sentence = "A choice has options." if fact.type == "choice" else "Only a choice has options."
            yield scope.problem("RL003", sentence, ("facts", name), key=True)


def routes_have_ids(scope: Scope) -> Iterator[Problem]:
    """RL003: a route has an id, or takes a part's route with its id."""
    for i, route in enumerate(scope.law.routes):
        if route.id is None and route.take is None:
            yield scope.problem("RL003", "The key 'id' is missing.", ("routes", i))


def clocks_have_one_origin(scope: Scope) -> Iterator[Problem]:
    """RL003: a clock is given, read from a day term, or read from each item; not two of these."""
    for name, clock in scope.law.clocks.items():
        if sum(origin is not None for origin in (clock.default, clock.from_, clock.item)) > 1:
            sentence = "A clock has one of default, from and item."
            yield scope.problem("RL003", sentence, ("clocks", name), key=True)


def day_terms_are_whole(scope: Scope) -> Iterator[Problem]:
    """RL003: a day term is a day, a word, or `{of, plus|minus}` with a duration (LANGUAGE 1.3)."""
    for path, term in day_terms(scope.law):
        if why := _wrong_day(term):
            yield scope.problem("RL003", why, path)


def _wrong_day(term: object) -> str | None:
    if isinstance(term, dict):
        if set(term) == {"between"}:
            return None
        if set(term) not in ({"of", "plus"}, {"of", "minus"}):
            return "A day moved is written {of: <day>, plus: <duration>} or minus."
        moved = term.get("plus", term.get("minus"))
        by_parameter = isinstance(moved, str) and moved.startswith("$")
        return None if by_parameter or is_duration(moved) else "A duration is written P6M, P5Y or P90D."
    if not isinstance(term, (str, int)) or isinstance(term, bool):
        return "A day term is a day, a clock, $parameter, @fact, an attribute or found:<requirement>.<field>."
    text = str(term)
    if text[:1].isdigit():
        return wrong_in("day", text)
    if text.startswith("found:"):
        return None if "." in text else "What was found is written found:<requirement>.<field>."
    plain = text[:1] in "$@" or "." in text or WORD.fullmatch(text) is not None
    return None if plain else "This is no day and no name of one."


OUTCOMES = ("positive", "conditional", "partial", "negative", "undetermined")
PROCEDURES = ("cannot_be_filed", "incomplete", "ready", "unknown")


def step_conditions_are_known(scope: Scope) -> Iterator[Problem]:
    """RL003: outcomes and states of procedure are words of closed lists."""
    for name, step in scope.law.steps.items():
        for i, when in enumerate(step.when):
            for key, written, words in (("outcome", when.outcome, OUTCOMES), ("procedure", when.procedure, PROCEDURES)):
                for word in (written,) if isinstance(written, str) else written or ():
                    if word not in words:
                        path = ("steps", name, "when", i, key)
                        hint = nearest(word, words) or f"one of: {', '.join(words)}"
                        yield scope.problem("RL003", f"There is no {key} {quoted(word)}.", path, hint)


ESSENTIAL: tuple[Check, ...] = (
    day_terms_are_whole, step_conditions_are_known,
    inner_ids_are_unique, a_line_is_drawn, windows_are_whole, facts_are_whole, routes_have_ids, clocks_have_one_origin,
)  # fmt: skip
CHECKS: tuple[Check, ...] = (ids_are_unique, *ESSENTIAL)
