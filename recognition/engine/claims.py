"""Items of one kind with one id are claims about one thing (LANGUAGE 3.5): the stronger wins, equals are spanned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar

from recognition.engine.known import Either, union
from recognition.foundations.bases import STRENGTHS, Strength
from recognition.model.evidence import Item
from recognition.model.values import Amount, Day, Model

ABOUT_THE_CLAIM = frozenset({"id", "strength", "origin", "raw", "note"})
AnyItem = TypeVar("AnyItem", bound=Item)


class Conflict(NamedTuple):
    """Two claims that differ: the thing's id, the attribute, and the items that state it, the strongest first."""

    id: str
    attribute: str
    items: tuple[Item, ...]
    settled: bool
    """True where one is stronger than all others and wins; False where the value spans them."""


def settled(items: Sequence[AnyItem]) -> tuple[list[AnyItem], list[Conflict]]:
    """One item per thing, in the order of first mention, and every conflict. Broken items are left out."""
    sound = [item for item in items if item.strength != "broken"]
    ids = [item.id for item in sound if item.id is not None]
    if len(ids) == len(set(ids)):
        return sound, []
    claims: dict[object, list[AnyItem]] = {}
    for item in sound:
        claims.setdefault(item.id if item.id is not None else id(item), []).append(item)
    conflicts: list[Conflict] = []
    return [_one(group, conflicts) for group in claims.values()], conflicts


def _one(claims: list[AnyItem], conflicts: list[Conflict]) -> AnyItem:
    if len(claims) == 1:
        return claims[0]
    ranked = sorted(claims, key=lambda claim: -STRENGTHS.index(claim.strength))
    weakest: Strength = ranked[0].strength
    values: dict[str, Any] = {}
    for name in type(ranked[0]).model_fields:
        if name in ABOUT_THE_CLAIM:
            continue
        stated = [(claim, getattr(claim, name)) for claim in ranked if getattr(claim, name) not in (None, (), {})]
        if not stated:
            continue
        first = stated[0][0].strength
        if STRENGTHS.index(first) < STRENGTHS.index(weakest):
            weakest = first
        equals = [value for claim, value in stated if claim.strength == first]
        values[name] = spanned(equals)
        if any(value != stated[0][1] for _, value in stated):
            conflict = Conflict(
                str(ranked[0].id), name, tuple(claim for claim, _ in stated), all(v == equals[0] for v in equals)
            )
            conflicts.append(conflict)
    return ranked[0].model_copy(update={**values, "strength": weakest})


def spanned(values: Sequence[Any]) -> Any:
    """One value for several equally strong ones: days and amounts as the interval of all, codes as any of them."""
    first = values[0]
    if all(value == first for value in values):
        return first
    if all(isinstance(value, Day) for value in values):
        return Day("conflict", union(value.span for value in values))
    if all(isinstance(value, Amount) for value in values):
        return Amount(min(value.low for value in values), max(value.high for value in values))
    if isinstance(first, Model) and all(type(value) is type(first) for value in values):
        merged = {}
        for name in type(first).model_fields:
            stated = [part for value in values if (part := getattr(value, name)) not in (None, (), {})]
            if stated:
                merged[name] = spanned(stated)
        return first.model_copy(update=merged)
    return Either(tuple(values))
