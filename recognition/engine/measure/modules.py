"""Modules as they are counted: leaves once, what a leaf leaves out taken from the module around it (LANGUAGE 2.4)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from recognition.engine.filters import IN, MAYBE, OUT
from recognition.engine.known import Either
from recognition.model.evidence import LEARNING_OUTCOME, Module

NOT_DONE = frozenset({"failed", "in_progress", "planned"})
"""Modules of a person that show nothing yet; of a curriculum planned modules count."""

NOT_OFFERED = frozenset({"failed", "in_progress"})


class Tree:
    """The modules of one programme by `part_of`. A module that names no known module stands at the top."""

    def __init__(self, modules: Sequence[Module]) -> None:
        self.modules = modules
        self._by_id: Mapping[str, Module] = {one.id: one for one in modules if one.id is not None}
        self._holds: frozenset[str] = frozenset(
            one.part_of for one in modules if one.part_of is not None and one.part_of in self._by_id
        )

    def is_leaf(self, module: Module) -> bool:
        """Whether no other module is part of it."""
        return module.id is None or module.id not in self._holds

    def leaves(self) -> list[Module]:
        """Modules that hold no others."""
        return [one for one in self.modules if self.is_leaf(one)] if self._holds else list(self.modules)

    def around(self, module: Module) -> list[Module]:
        """The module and those it is part of, the nearest first. A circle ends where it closes."""
        chain = [module]
        while (outer := chain[-1].part_of) is not None:
            found = self._by_id.get(outer)
            if found is None or any(found is one for one in chain):
                break
            chain.append(found)
        return chain

    def nearest(self, module: Module, attribute: str) -> Any:
        """An attribute of the module, or of the nearest one around it that has it."""
        value = getattr(module, attribute)
        if value is not None or module.part_of is None:
            return value
        values = (getattr(one, attribute) for one in self.around(module)[1:])
        return next((value for value in values if value is not None), None)

    def carriers(self, attribute: str) -> list[Module]:
        """The modules whose amounts are added: leaves, but a module instead of its parts where none of them says.

        What was learnt in the whole has no amount of its own; alone, it leaves the amount untold.
        """
        every = self.leaves()
        counted = [leaf for leaf in every if getattr(leaf, attribute) is not None or leaf.type != LEARNING_OUTCOME]
        leaves = counted or every
        if not self._holds:
            return leaves
        told = {id(one) for leaf in leaves if getattr(leaf, attribute) is not None for one in self.around(leaf)}
        found: dict[int, Module] = {}
        for leaf in leaves:
            carrier = leaf
            if id(leaf) not in told:
                silent = [one for one in self.around(leaf)[1:] if id(one) not in told]
                carrier = next((one for one in silent if getattr(one, attribute) is not None), leaf)
            found[id(carrier)] = carrier
        return list(found.values())


def counts(status: Any, curriculum: bool) -> int:
    """Whether a module of this status shows anything; a status left out does not speak against it."""
    if isinstance(status, Either):
        each = {counts(option, curriculum) for option in status.options}
        return each.pop() if len(each) == 1 else MAYBE
    if status == "unclear":
        return MAYBE
    refused: Collection[str] = NOT_OFFERED if curriculum else NOT_DONE
    return OUT if status in refused else IN


def placed(value: Any, counts_: Iterable[str], not_: Iterable[str]) -> int:
    """Where a vocabulary puts a value: what it does not place, or a module leaves out, may count."""
    options = value.options if isinstance(value, Either) else (value,)
    if all(option in counts_ for option in options):
        return IN
    return OUT if all(option in not_ for option in options) else MAYBE
