"""RL001, RL007: the texts in `lang/`. English is complete; no language names what is not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from recognition.catalogue.folders import PART_FILE, RULESET_FILE
from recognition.catalogue.lint.check import Check
from recognition.catalogue.lint.slips import DOCUMENT, open_words
from recognition.catalogue.references import Path
from recognition.catalogue.scope import Scope
from recognition.catalogue.texts import ENGLISH, text_nodes
from recognition.foundations.problems import InvalidRuleset, Place, Problem, nearest, quoted

_MORE = ("help", "note")
"""What any titled thing may say beyond its title."""


def texts_are_complete(scope: Scope) -> Iterator[Problem]:
    """RL007 at what has no English text; RL001 at a key of a language file that belongs to nothing."""
    if scope.document.path.name not in (RULESET_FILE, PART_FILE):
        return
    needed = dict(_needed(scope))
    allowed = {*needed, *_allowed(scope)}
    folder = scope.document.folder / "lang"
    english: set[str] = set()
    for path in sorted(folder.glob("*.yaml")):
        name = "/".join(path.absolute().parts[-4:])
        try:
            entries = text_nodes(path, name)
        except InvalidRuleset as wrong:
            yield from wrong.problems
            continue
        for key, node in entries.items():
            place = Place(name, f"/{key}", node.key_line, node.key_column)
            if key not in allowed:
                yield Problem("RL001", f"No text has the key {quoted(key)} here.", place, nearest(key, allowed))
            elif not str(node.value).strip():
                yield Problem("RL007", f"The text of {quoted(key)} is empty.", place)
            elif path.stem == ENGLISH:
                english.add(key)
    for key, where in needed.items():
        if key not in english:
            yield scope.problem("RL007", "This has no English text.", where, f"add '{key}' to lang/en.yaml", key=True)


def _needed(scope: Scope) -> Iterable[tuple[str, Path]]:
    law, ruleset = scope.law, scope.ruleset
    if ruleset:
        yield "title", ("id",)
        for i, stage in enumerate(ruleset.stages):
            for status, term in stage.terms.items():
                yield f"terms.{term}", ("stages", i, "terms", status)
    for name in law.requirements:
        yield f"requirements.{name}.title", ("requirements", name)
    for i, route in enumerate(law.routes):
        if route.id:
            yield f"routes.{route.id}.title", ("routes", i, "id")
        for j, need in enumerate(route.needs):
            if need.term:
                yield f"terms.{need.term}", ("routes", i, "needs", j, need.id, "term")
    for name in law.remedies:
        yield f"remedies.{name}.title", ("remedies", name)
    for name in law.steps:
        yield f"steps.{name}.do", ("steps", name)
    for name in law.facts:
        yield f"facts.{name}.ask", ("facts", name)


def _allowed(scope: Scope) -> Iterable[str]:
    law, ruleset = scope.law, scope.ruleset
    yield "title"
    titled: tuple[tuple[str, Iterable[str]], ...] = (
        ("requirements", law.requirements),
        ("remedies", law.remedies),
        ("parameters", law.parameters),
    )
    for family, names in titled:
        yield from (f"{family}.{name}.{more}" for name in names for more in ("title", *_MORE))
    yield from (f"clocks.{name}.{more}" for name in law.clocks for more in ("title", "ask", *_MORE))
    yield from (f"routes.{route.id}.{more}" for route in law.routes if route.id for more in ("title", *_MORE))
    yield from (f"steps.{name}.{more}" for name in law.steps for more in _MORE)
    for name, fact in law.facts.items():
        yield from (f"facts.{name}.{more}" for more in ("title", *_MORE))
        yield from (f"facts.{name}.options.{option}" for option in fact.options)
    yield "terms.no_route"
    for stage in ruleset.stages if ruleset else ():
        yield f"stages.{stage.id}.title"
        for interim in stage.interim:
            yield f"interim.{interim.id}.title"
            yield f"terms.{interim.allows}"
    documents = {one.word for one in open_words(law) if one.family == DOCUMENT}
    yield from (f"documents.{document}.title" for document in documents)


CHECKS: tuple[Check, ...] = (texts_are_complete,)
