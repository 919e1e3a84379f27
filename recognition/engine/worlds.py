"""Worlds: an unknown used in two places is one unknown, supposed once and not place by place (LANGUAGE 3.5)."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from itertools import product

from recognition.engine.measured import Comparison
from recognition.engine.statuses import Interval, Leaf, Measurement, Statuses

MOST_WORLDS = 64

Cell = Interval | object


def worlds(measurement: Measurement, statuses: Statuses) -> tuple[list[Mapping[Hashable, Cell]], bool]:
    """The combinations of cells to suppose, at most 64, and whether some shared unknown had to be left out.

    The most used measurements come first; what does not fit stays unknown, which never decides wrongly.
    """
    shared = _shared(measurement, statuses)
    chosen: dict[Hashable, list[Cell]] = {}
    count, left_out = 1, False
    for quantity, leaves in shared:
        cells = list(_cells(measurement, leaves))
        if len(cells) < 2:
            continue
        if count * len(cells) > MOST_WORLDS:
            left_out = True
            continue
        count *= len(cells)
        chosen[quantity] = cells
    if not chosen:
        return [], left_out
    return [dict(zip(chosen, cells, strict=True)) for cells in product(*chosen.values())], left_out


def _shared(measurement: Measurement, statuses: Statuses) -> list[tuple[Hashable, list[Leaf]]]:
    """Unknown measurements used at two places or more, the most used first, then in the ruleset's order."""
    uses = measurement.plan.uses
    groups: dict[Hashable, list[Leaf]] = {}
    for leaf in measurement.leaves:
        if leaf.comparison.need.low is not None:
            groups.setdefault(leaf.comparison.quantity, []).append(leaf)
    counted = []
    for quantity, leaves in groups.items():
        if not any(statuses.parts[id(leaf.comparison)] == "unknown" for leaf in leaves):
            continue
        places = sum(uses.get(leaf.owner, 0) for leaf in leaves)
        if places > 1:
            counted.append((places, quantity, leaves))
    counted.sort(key=lambda entry: -entry[0])
    return [(quantity, leaves) for _, quantity, leaves in counted]


def _cells(measurement: Measurement, leaves: list[Leaf]) -> Iterator[Cell]:
    """The measurement's interval cut at every need inside it; the options of a fact."""
    first = leaves[0].comparison
    if first.option is not None:
        yield from _options(measurement, first, leaves)
        return
    low, high = first.low, first.high
    cuts = set()
    for leaf in leaves:
        need = leaf.comparison.need
        if need.low is None or need.high is None:
            continue
        # A ceiling is passed one above its line, a floor is reached at its line.
        shift = 1 if leaf.comparison.at_most else 0
        cuts |= {need.low + shift, need.high + shift}
    inside = sorted(cut for cut in cuts if (low is None or cut > low) and (high is None or cut <= high))
    start = low
    for cut in inside:
        yield (start, cut - 1)
        start = cut
    yield (start, high)


def _options(measurement: Measurement, first: Comparison, leaves: list[Leaf]) -> Iterator[Cell]:
    quantity = first.quantity
    name = quantity[1] if isinstance(quantity, tuple) and len(quantity) > 1 else None
    fact = measurement.plan.ruleset.facts.get(name) if isinstance(name, str) else None
    if fact is not None and fact.type == "yes_no":
        yield from (True, False)
        return
    if fact is not None and fact.options:
        yield from fact.options
        return
    # An attribute with an open vocabulary: every value asked for, and any other.
    asked = dict.fromkeys(value for leaf in leaves for value in leaf.comparison.option or ())
    yield from asked
    yield _OTHER


class _Other:
    """A value that no requirement asks for."""


_OTHER = _Other()
