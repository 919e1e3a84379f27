"""Modules whose outcome no document tells: they may have been passed or not, so they only may count.

A transcript lists what was begun as well as what was passed, and a bare grade is told to be a pass by its scale alone.
A module stays as it is where the whole that it belongs to was completed, or a module around it was passed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from recognition.model.evidence import Module, Qualification
from recognition.readers.building import built
from recognition.readers.notices import Notices

_SETTLES: Final = frozenset({"passed", "credited"})
_CODE: Final = "outcome_unclear"


def settled(modules: Iterable[Module], notices: Notices) -> list[Module]:
    """The modules, `unclear` in place of no status at all; a part of one that was passed keeps its silence."""
    found: list[Module] = []
    passed: set[str | None] = set()
    for module in modules:
        if module.status in _SETTLES or (module.status is None and module.part_of in passed):
            passed.add(module.id)
        found.append(_unclear(module, notices) if module.status is None and module.id not in passed else module)
    return found


def settled_in(whole: Qualification, notices: Notices) -> Qualification:
    """The qualification, its modules `settled` unless it was completed itself."""
    if whole.status == "completed" or all(module.status is not None for module in whole.modules):
        return whole
    return whole.model_copy(update={"modules": tuple(settled(whole.modules, notices))})


def _unclear(module: Module, notices: Notices) -> Module:
    place = module.origin
    shown = "a result, but not whether it is a pass" if module.result else "neither a result nor an outcome"
    sentence = f"A module shows {shown}; it only may count."
    notices.add(_CODE, sentence, place.path if place else None, place.line if place else None)
    values: dict[str, Any] = {name: getattr(module, name) for name in module.model_fields_set}
    return built(Module, {**values, "status": "unclear"})
