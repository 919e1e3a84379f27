"""In which order requirements can be decided: each after everything that it refers to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recognition.catalogue.parts import Merged
from recognition.catalogue.references import references
from recognition.model.values import Model


class _Reach:
    """Which requirements a model reads, also through its parameters and clocks."""

    def __init__(self, merged: Merged) -> None:
        self._merged = merged
        self._known: dict[tuple[str, str], frozenset[str]] = {}

    def of(self, model: Model) -> frozenset[str]:
        return frozenset(name for found in references(model) for name in self._through(found.kind, found.word))

    def _through(self, kind: str, word: str) -> frozenset[str]:
        if kind == "requirement":
            return frozenset({word})
        tables: Mapping[str, Mapping[str, Model]] = {"parameter": self._merged.parameters, "clock": self._merged.clocks}
        table = tables.get(kind, {})
        if word not in table:
            return frozenset()
        if (kind, word) not in self._known:
            self._known[kind, word] = frozenset()  # a clock read from itself ends here; lint names it
            self._known[kind, word] = self.of(table[word])
        return self._known[kind, word]


def dependencies(merged: Merged) -> dict[str, frozenset[str]]:
    """Requirement -> the requirements that it reads: parts, when, unless, features, `by`, and days found by others."""
    reach = _Reach(merged)
    known = merged.requirements.keys()
    return {name: reach.of(requirement) & known for name, requirement in merged.requirements.items()}


def levels(needs: Mapping[str, frozenset[str]]) -> tuple[tuple[tuple[str, ...], ...], frozenset[str]]:
    """Levels in order, and the requirements that belong to none because they stand in a cycle or behind one."""
    left = dict(needs)
    done: set[str] = set()
    ordered: list[tuple[str, ...]] = []
    while ready := tuple(name for name, asked in left.items() if asked <= done):
        ordered.append(ready)
        done.update(ready)
        for name in ready:
            del left[name]
    return tuple(ordered), frozenset(left)


def cycles(needs: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, ...]]:
    """Each cycle once, as the ids along it, beginning with the one that stands first in the file."""
    stuck = levels(needs)[1]
    seen: set[str] = set()
    for start in (name for name in needs if name in stuck):
        trail: list[str] = []
        name = start
        while name not in trail and name not in seen:
            trail.append(name)
            name = next((asked for asked in needs if asked in needs[name] and asked in stuck), name)
        if name in trail:
            yield tuple(trail[trail.index(name) :])
        seen.update(trail)
