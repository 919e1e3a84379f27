"""Runs of days: joined, cut, counted in calendar months and left-over days (LANGUAGE 2.4). Pure arithmetic.

A stretch is the days `first` .. `after` - 1 at a share of full time in hundredths. A part-time day counts as its share:
the days on which at least a share is worked make a layer, each layer is counted as if it were full time and weighs
what it adds to the share below it. So six years at half time are exactly 36 months, whatever the length of the months.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from recognition.foundations.days import whole_months

FULL = 100
TOTAL_MONTH = 30 * FULL
"""A month in the measure of a total: thirtieths of a month times the share."""

RUN_MONTH = 31 * FULL
"""A month in the measure of one run: thirty-firsts, so that left-over days alone never make a month."""

JOIN_LOSS = 3
"""Most left-over days that two stretches can lose when the days between them turn out to be worked as well."""


class Stretch(NamedTuple):
    """Days `first` .. `after` - 1 at `share` hundredths of full time."""

    first: int
    after: int
    share: int = FULL


Runs = list[tuple[int, int]]


class Layer(NamedTuple):
    """The days on which at least some share is worked, and how much of full time this layer adds."""

    weight: int
    runs: Runs


def joined(stretches: Iterable[tuple[int, int]], pause: int = 0) -> Runs:
    """Disjoint runs in order. Stretches at most `pause` days apart make one run; the pause itself is then inside it."""
    runs: Runs = []
    for first, after in sorted(stretches):
        if after <= first:
            continue
        if runs and first <= runs[-1][1] + pause:
            if after > runs[-1][1]:
                runs[-1] = (runs[-1][0], after)
        else:
            runs.append((first, after))
    return runs


def cut(stretch: Stretch, first: int | None, after: int | None) -> Stretch:
    """The part of a stretch inside a window; empty where they do not meet."""
    begins = stretch.first if first is None or first <= stretch.first else first
    ends = stretch.after if after is None or after >= stretch.after else after
    return Stretch(begins, max(begins, ends), stretch.share)


def layers(stretches: Sequence[Stretch]) -> list[Layer]:
    """Days by share, each day once at the largest share worked on it."""
    if stretches and all(one.share == stretches[0].share for one in stretches):
        runs = joined((one.first, one.after) for one in stretches)
        return [Layer(stretches[0].share, runs)] if runs and stretches[0].share > 0 else []
    shares = sorted({stretch.share for stretch in stretches if stretch.after > stretch.first and stretch.share > 0})
    found: list[Layer] = []
    below = 0
    for share in shares:
        runs = joined((one.first, one.after) for one in stretches if one.share >= share)
        found.append(Layer(share - below, runs))
        below = share
    return found


def added_up(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Work on the same days added up, never to more than full time."""
    ordered = sorted(one for one in stretches if one.after > one.first)
    if all(one.after <= later.first for one, later in pairwise(ordered)):
        return [one for one in ordered if one.share > 0]
    cuts = sorted({day for one in stretches for day in (one.first, one.after)})
    found = []
    for first, after in pairwise(cuts):
        share = sum(one.share for one in stretches if one.first <= first and one.after >= after)
        if share:
            found.append(Stretch(first, after, min(share, FULL)))
    return found


def total_size(stretches: Sequence[Stretch]) -> int:
    """All days in the measure of a total: months and left-over days of every run, weighed by share."""
    return _weighed(stretches, 0, _total_days)


def possible_loss(sure: Sequence[Stretch], possible: Sequence[Stretch]) -> int:
    """What `total_size(sure)` may lose, at most, where the days between its runs may be worked as well.

    A month of 28 days counts as one month; days that join it to others move the months, so that it may count as 28
    left-over days. Nothing is lost where no possible run joins two sure ones.
    """
    wide = joined((one.first, one.after) for one in possible)
    loss = 0
    for layer in layers(sure):
        within = {next(index for index, run in enumerate(wide) if run[0] <= first < run[1]) for first, _ in layer.runs}
        loss += layer.weight * JOIN_LOSS * (len(layer.runs) - len(within))
    return loss


def longest_size(stretches: Sequence[Stretch], pause: int = 0) -> int:
    """The best run in the measure of one run."""
    return max((_weighed(run, pause, _run_days) for run in _runs(stretches, pause)), default=0)


def longest_days(stretches: Sequence[Stretch], pause: int = 0) -> int:
    """The best run's days times share, in hundredths of a day."""
    return max((_weighed(run, pause, _days) for run in _runs(stretches, pause)), default=0)


def total_days(stretches: Sequence[Stretch]) -> int:
    """Days times share, in hundredths of a day, each day once."""
    return _weighed(stretches, 0, _days)


def _runs(stretches: Sequence[Stretch], pause: int) -> list[list[Stretch]]:
    worked = [one for one in stretches if one.share > 0]
    runs = joined(((one.first, one.after) for one in worked), pause)
    if len(runs) <= 1:
        return [worked] if runs else []
    return [[one for one in worked if first <= one.first < after] for first, after in runs]


def _weighed(stretches: Sequence[Stretch], pause: int, size: Callable[[int, int], int]) -> int:
    return sum(layer.weight * sum(size(*run) for run in joined(layer.runs, pause)) for layer in layers(stretches))


def _total_days(first: int, after: int) -> int:
    months, days = whole_months(first, after)
    return 30 * months + days


def _run_days(first: int, after: int) -> int:
    months, days = whole_months(first, after)
    return 31 * months + days


def _days(first: int, after: int) -> int:
    return after - first


def possible_gain(possible: Sequence[Stretch]) -> int:
    """What a part of these stretches may measure more than all of them, at most: the same loss, seen from above."""
    gain = 0
    for layer in layers(possible):
        parts = sum(1 for one in possible if one.share >= layer.weight and one.after > one.first)
        gain += layer.weight * JOIN_LOSS * max(0, parts - len(layer.runs))
    return gain
