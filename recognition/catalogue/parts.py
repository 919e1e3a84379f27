"""Merging: a file of law with the parts it uses, every name of a part under its prefix (LANGUAGE 1.6).

Shared by name, without prefix: clocks and facts (a day or a fact of the case is one, whoever asks for it), terms,
lists, authorities. A part's route comes in only by `take`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from recognition.catalogue.files import LawDocument
from recognition.catalogue.references import Path, Reference, rewritten
from recognition.foundations.problems import Problem, RulesetError, nearest, quoted
from recognition.model.law import Source
from recognition.model.requirements import AnyRequirement
from recognition.model.ruleset import Clock, Fact, Need, Parameter, PartFile, Remedy, Route, Step, Use

Library = Callable[[str], LawDocument]
"""Gives the part of an id; raises RulesetError."""

_PREFIXED = frozenset({"requirement", "remedy", "step", "route", "source", "parameter", "once"})
_ADDED = ("needs", "watch", "steps")
_TAKING = frozenset({"id", "take", "stage", *_ADDED})


@dataclass(slots=True)
class Merged:
    """All that a file says together with its parts, in the file's own names."""

    sources: dict[str, Source]
    clocks: dict[str, Clock]
    parameters: dict[str, Parameter]
    facts: dict[str, Fact]
    requirements: dict[str, AnyRequirement]
    remedies: dict[str, Remedy]
    steps: dict[str, Step]
    routes: tuple[Route, ...]
    report: tuple[str, ...]
    part_routes: dict[str, Route] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    """Prefix -> part id; parts of parts as `eu.base`."""
    documents: dict[str, LawDocument] = field(default_factory=dict)
    """Prefix -> the part's file."""
    inner: dict[str, Merged] = field(default_factory=dict)
    """Prefix -> what that part says in its own names."""
    problems: list[Problem] = field(default_factory=list)

    def lacks_part_of(self, word: str, document: LawDocument) -> bool:
        """Whether `word` belongs to a part that could not be read, so that nothing can be said about it."""
        prefix = word.partition(".")[0]
        return prefix in document.law.uses and prefix not in self.parts

    def names(self, kind: str) -> Iterable[str]:
        """All ids of a kind of thing, those that a part asks its users for included."""
        tables: dict[str, Iterable[str]] = {
            "requirement": [*self.requirements, *(name for name, what in self.asked.items() if what == "requirement")],
            "parameter": [*self.parameters, *(name for name, what in self.asked.items() if what == "parameter")],
            "remedy": self.remedies,
            "step": self.steps,
            "route": [*(route.id for route in self.routes if route.id), *self.part_routes],
            "source": self.sources,
            "clock": ["on", *self.clocks],
            "fact": self.facts,
        }
        return tables[kind]


def merge(document: LawDocument, library: Library, chain: tuple[str, ...] = ()) -> Merged:
    """The file with its parts. Faults of the merging are collected in `problems` and placed in this file."""
    law = document.law
    merged = Merged(
        sources=dict(law.sources),
        clocks=dict(law.clocks),
        parameters=dict(law.parameters),
        facts=dict(law.facts),
        requirements=dict(law.requirements),
        remedies=dict(law.remedies),
        steps=dict(law.steps),
        routes=(),
        report=tuple(law.report),
        asked=dict(law.asks) if isinstance(law, PartFile) else {},
    )
    for prefix, use in law.uses.items():
        at: Path = ("uses", prefix)
        if use.part in (*chain, law.id):
            sentence = f"The part {quoted(use.part)} uses itself, through {' and '.join((*chain, law.id))}."
            merged.problems.append(Problem("RL037", sentence, document.place(at)))
            continue
        try:
            part = library(use.part)
        except RulesetError as wrong:
            found = wrong.problems[0]
            own = [Problem("RL030", found.sentence, document.place(at), found.hint)]
            merged.problems += own if found.place.document is None else wrong.problems
            continue
        inner = merge(part, library, (*chain, law.id))
        merged.problems += inner.problems
        merged.problems += _asking(document, use, inner, at)
        _add(merged, document, prefix, use, part, inner)
    merged.routes = tuple(_taken(merged, document, i, route) for i, route in enumerate(law.routes))
    _settle_routes(merged)
    return merged


def _asking(document: LawDocument, use: Use, inner: Merged, at: Path) -> Iterable[Problem]:
    """What the part asks for and is not given, and what it is given and does not ask for."""
    for name, what in inner.asked.items():
        if name not in use.with_:
            sentence = f"The part asks for the {what} {quoted(name)}, which is not given."
            yield Problem("RL030" if what == "requirement" else "RL032", sentence, document.place(at, key=True))
    for name, given in use.with_.items():
        spot = document.place((*at, "with", name), key=True)
        if name not in inner.asked:
            hint = nearest(name, inner.asked)
            yield Problem("RL001", f"The part does not ask for {quoted(name)}.", spot, hint)
        elif not isinstance(given, str):
            sentence = f"What the part asks for is given by the id of a {inner.asked[name]}."
            yield Problem("RL003", sentence, document.place((*at, "with", name)))


def _add(merged: Merged, document: LawDocument, prefix: str, use: Use, part: LawDocument, inner: Merged) -> None:
    given = {name: str(word) for name, word in use.with_.items() if name in inner.asked}

    def renamed(reference: Reference) -> str:
        if reference.kind in ("requirement", "parameter") and reference.word in given:
            return given[reference.word]
        return f"{prefix}.{reference.word}" if reference.kind in _PREFIXED else reference.word

    tables: tuple[tuple[dict[str, Any], dict[str, Any]], ...] = (
        (merged.sources, inner.sources),
        (merged.parameters, inner.parameters),
        (merged.requirements, inner.requirements),
        (merged.remedies, inner.remedies),
        (merged.steps, inner.steps),
        (merged.part_routes, {route.id: route for route in inner.routes if route.id}),
    )
    for into, table in tables:
        for name, thing in table.items():
            into[f"{prefix}.{name}"] = rewritten(thing, renamed)
    shared: tuple[tuple[str, dict[str, Any], dict[str, Any]], ...] = (
        ("clocks", merged.clocks, inner.clocks),
        ("facts", merged.facts, inner.facts),
    )
    for key, into, table in shared:
        for name, thing in table.items():
            now = rewritten(thing, renamed)
            if into.setdefault(name, now) != now:
                sentence = f"The part {quoted(use.part)} declares {quoted(name)} otherwise."
                spot = (key, name) if document.has((key, name)) else ("uses", prefix)
                merged.problems.append(Problem("RL006", sentence, document.place(spot, key=True)))
    merged.report += tuple(f"{prefix}.{name}" for name in inner.report)
    merged.parts[prefix] = use.part
    merged.documents[prefix] = part
    merged.inner[prefix] = inner
    for name, of in inner.parts.items():
        merged.parts[f"{prefix}.{name}"] = of
        merged.documents[f"{prefix}.{name}"] = inner.documents[name]


def _taken(merged: Merged, document: LawDocument, index: int, route: Route) -> Route:
    """A route of this file; one that takes a part's route becomes that route with what it adds."""
    if route.take is None:
        return route
    at: Path = ("routes", index)
    base = merged.part_routes.get(route.take)
    if base is None:
        if not merged.lacks_part_of(route.take, document):
            sentence = f"No part has the route {quoted(route.take)}."
            hint = nearest(route.take, merged.part_routes)
            merged.problems.append(Problem("RL030", sentence, document.place((*at, "take")), hint))
        return route.model_copy(update={"id": route.id or route.take})
    for name in sorted(route.model_fields_set - _TAKING):
        sentence = "A route that takes over a part's route may add needs, watch and steps, and nothing else."
        merged.problems.append(Problem("RL009", sentence, document.place((*at, name), key=True)))
    already = {need.id for need in base.needs}
    for i, need in enumerate(route.needs):
        if need.id in already:
            sentence = f"The part's route needs {quoted(need.id)} already; nothing in it can be overridden."
            merged.problems.append(Problem("RL009", sentence, document.place((*at, "needs", i))))
    needs: tuple[Need, ...] = (*base.needs, *(need for need in route.needs if need.id not in already))
    changes = {"id": route.id or route.take, "take": route.take, "stage": route.stage or base.stage, "needs": needs}
    added = {name: tuple(dict.fromkeys((*getattr(base, name), *getattr(route, name)))) for name in ("watch", "steps")}
    return base.model_copy(update=changes | added)


def _settle_routes(merged: Merged) -> None:
    """Steps of a part name its route; where that was taken under other ids, they belong to those."""
    taken: dict[str, list[str]] = {}
    for route in merged.routes:
        if route.take and route.id:
            taken.setdefault(route.take, []).append(route.id)
    for old, ids in taken.items():
        if ids == [old]:
            continue
        for name, step in merged.steps.items():
            routes = _exchanged(step.routes, old, ids)
            when = tuple(
                case.model_copy(update={"route": _exchanged(many(case.route), old, ids)}) if case.route else case
                for case in step.when
            )
            if (routes, when) != (step.routes, step.when):
                merged.steps[name] = step.model_copy(update={"routes": routes, "when": when})


def many(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    """One or several as several."""
    return (value,) if isinstance(value, str) else value or ()


def _exchanged(words: tuple[str, ...], old: str, new: list[str]) -> tuple[str, ...]:
    return tuple(one for word in words for one in (new if word == old else [word]))
