"""Leaving out what a ruleset takes no use of: an answer shows no findings that nobody asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from recognition.catalogue.parts import Merged, many
from recognition.catalogue.references import references
from recognition.model.ruleset import Step


def prune(merged: Merged, further: Iterable[Any]) -> None:
    """Leave out what nothing of the file's own reaches; `further` are models that count as its own (stages, focus)."""
    tables: dict[str, dict[str, Any]] = {
        "requirement": merged.requirements,
        "remedy": merged.remedies,
        "step": merged.steps,
        "parameter": merged.parameters,
        "fact": merged.facts,
        "clock": merged.clocks,
        "source": merged.sources,
    }
    own = {kind: {name for name in table if "." not in name} for kind, table in tables.items()}
    kept: dict[str, set[str]] = {kind: set() for kind in tables}
    waiting: list[tuple[str, str]] = [(kind, name) for kind, names in own.items() for name in names if kind != "fact"]
    waiting += [("requirement", name) for name in merged.report]
    waiting += [(r.kind, r.word) for model in (*merged.routes, *further) for r in references(model)]
    routes = {route.id for route in merged.routes}

    def follow() -> None:
        while waiting:
            kind, name = waiting.pop()
            if name in tables.get(kind, ()) and name not in kept[kind]:
                kept[kind].add(name)
                waiting.extend((r.kind, r.word) for r in references(tables[kind][name]))

    follow()
    growing = True
    while growing:  # a step may belong to what is kept without being named by it
        left = [(name, step) for name, step in merged.steps.items() if name not in kept["step"]]
        belonging = [name for name, step in left if _belongs(step, kept, routes)]
        waiting += [("step", name) for name in belonging]
        follow()
        growing = bool(belonging)
    for kind, table in tables.items():
        for name in [name for name in table if name not in kept[kind]]:
            if not (kind == "fact" and _is_own_fact(merged, name, kept)):
                del table[name]


def _is_own_fact(merged: Merged, name: str, kept: dict[str, set[str]]) -> bool:
    return not any(name in document.law.facts for document in merged.documents.values())


def _belongs(step: Step, kept: dict[str, set[str]], routes: set[str | None]) -> bool:
    named = [*step.routes, *(word for case in step.when for word in many(case.route))]
    if any(name in routes for name in named):
        return True
    asked = [r for case in step.when for r in references(case) if r.kind in kept]
    return not named and any(r.word in kept[r.kind] for r in asked)
