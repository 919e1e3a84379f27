"""Places of a document that was read by itself, as places of the larger one that it was cut out of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar

from recognition.foundations.problems import Problem, ReadError
from recognition.model.dossier import ITEM_KINDS, Dossier
from recognition.model.evidence import Item, Origin, Qualification, Written

_I = TypeVar("_I", bound=Item)


class Move(NamedTuple):
    """Where what was cut out belongs: so many lines stand above it, and its path in the whole begins otherwise.

    `first` is the line on which it begins where it was read; a line before is one of its surroundings, which begin in
    line `top` of the whole. Where it begins within a line of XML, columns of that line are not known. Only places of
    `document` are moved: a dossier of ours names the places of others.
    """

    document: str
    above: int
    first: int = 1
    top: int = 1
    alone: str = ""
    path: str = ""

    def dossier(self, found: Dossier) -> Dossier:
        """The dossier with the places of all its items, values and problems in the whole."""
        changes: dict[str, Any] = {
            kind: tuple(map(self._item, items)) for kind in ITEM_KINDS if (items := getattr(found, kind))
        }
        for name in ("person", "curriculum"):
            part = getattr(found, name)
            if part is not None and part.origin is not None:
                changes[name] = part.model_copy(update={"origin": self._origin(part.origin)})
        changes["origins"] = {name: self._origin(origin) for name, origin in found.origins.items()}
        return found.model_copy(update=changes).with_problems(self.problems(found.problems))

    def error(self, error: ReadError) -> ReadError:
        """The error with the places of its problems in the whole."""
        return type(error)(self.problems(error.problems))

    def problems(self, found: Iterable[Problem]) -> tuple[Problem, ...]:
        """The problems with their places in the whole."""
        return tuple(map(self._problem, found))

    def _problem(self, problem: Problem) -> Problem:
        place = problem.place
        if place.document != self.document:
            return problem
        column = None if self.alone and place.line == self.first else place.column
        moved = replace(place, path=self._path(place.path), line=self._line(place.line), column=column)
        return replace(problem, place=moved)

    def _item(self, item: _I) -> _I:
        changes: dict[str, Any] = {}
        if item.origin is not None:
            changes["origin"] = self._origin(item.origin)
        if isinstance(item, Qualification) and item.modules:
            changes["modules"] = tuple(map(self._item, item.modules))
        return item.model_copy(update=changes)

    def _origin(self, origin: Origin) -> Origin:
        if origin.document != self.document:
            return origin
        values = {
            name: Written(self._path(value.path), self._line(value.line), value.raw)
            for name, value in origin.values.items()
        }
        changes = {"path": self._path(origin.path), "line": self._line(origin.line), "values": values}
        return origin.model_copy(update=changes)

    def _line(self, line: int | None) -> int | None:
        return None if line is None else line + self.above if line >= self.first else self.top

    def _path(self, path: str | None) -> str | None:
        if path is None or not self.alone or not path.startswith(self.alone):
            return path
        return self.path + path[len(self.alone) :]
