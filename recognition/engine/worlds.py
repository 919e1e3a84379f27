"""Worlds: an unknown used in two places is one unknown, supposed once and not place by place (LANGUAGE 3.5)."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import Any

from recognition.engine.measured import Comparison
from recognition.engine.statuses import Interval, Leaf, Measurement, cell_question
from recognition.engine.table_form import Question

MOST_WORLDS = 64

Cell = Interval | object


Supposed = list[tuple[int, Question]]
"""One cell of one unknown: for each of its comparisons, its place and the question that it becomes."""


def unknowns(measurement: Measurement, parts: Sequence[str]) -> list[list[Supposed]]:
    """Every unknown measurement used at two places or more, the most used first, with its cells."""
    uses = measurement.plan.uses
    groups: dict[Hashable, list[int]] = {}
    for place, leaf in enumerate(measurement.leaves):
        if leaf.comparison.need.low is not None:
            groups.setdefault(leaf.comparison.quantity, []).append(place)
    counted = []
    for places in groups.values():
        if all(parts[place] != "unknown" for place in places):
            continue
        used = sum([uses.get(measurement.leaves[place].owner, 0) for place in places])
        if used > 1:
            counted.append((used, places))
    counted.sort(key=lambda entry: -entry[0])
    return [_supposed(measurement, places) for _, places in counted]


def worlds(answered: Sequence[Sequence[Hashable]]) -> tuple[list[list[int]], bool]:
    """Which cells of each unknown to suppose, and whether some unknown had to be left out.

    `answered`: for each unknown the answers that its comparisons get in each cell; cells with the same answers are
    one. At most 64 combinations; what does not fit stays unknown, which never decides wrongly.
    """
    count, left_out, chosen = 1, False, []
    for answers in answered:
        cells = [cell for cell, answer in enumerate(answers) if answers.index(answer) == cell]
        if count * len(cells) > MOST_WORLDS:
            left_out, cells = True, []
        count *= max(len(cells), 1)
        chosen.append(cells)
    return chosen, left_out


def _supposed(measurement: Measurement, places: list[int]) -> list[Supposed]:
    leaves = [measurement.leaves[place] for place in places]
    own_is_firm = measurement.plan.own_is_firm
    return [
        [
            (place, cell_question(leaf.comparison, measurement.questions[place], cell, own_is_firm))
            for place, leaf in zip(places, leaves, strict=True)
        ]
        for cell in _cells(measurement, leaves)
    ]


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
    """The values that the fact may have: those that no comparison rules out, as one of conflicting papers may."""
    comparisons = [leaf.comparison for leaf in leaves]
    for value in _vocabulary(measurement, first, comparisons):
        if all(
            (one.low or 0) <= int(value in (one.option or ())) <= (1 if one.high is None else one.high)
            for one in comparisons
        ):
            yield value


def _vocabulary(measurement: Measurement, first: Comparison, comparisons: Sequence[Comparison]) -> tuple[Any, ...]:
    quantity = first.quantity
    name = quantity[1] if isinstance(quantity, tuple) and len(quantity) > 1 else None
    fact = measurement.plan.ruleset.facts.get(name) if isinstance(name, str) else None
    if fact is not None and fact.type == "yes_no":
        return True, False
    if fact is not None and fact.options:
        return fact.options
    # An attribute with an open vocabulary: every value asked for, and any other.
    return (*dict.fromkeys(value for one in comparisons for value in one.option or ()), _OTHER)


class _Other:
    """A value that no requirement asks for."""


_OTHER = _Other()
