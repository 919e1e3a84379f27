"""One item of experience inside a window: the days that surely count, those that may, and amounts (LANGUAGE 2.4).

What is known only to the month or not at all gives two stretches: the surely worked days run from the latest start to
the earliest end, the possible ones from the earliest start to the latest end. Days after the assessment day never
count.
"""

from __future__ import annotations

from typing import NamedTuple

from recognition.engine.case import Case
from recognition.engine.filters import IN, MAYBE, OUT
from recognition.engine.known import Dated, Either, merged
from recognition.engine.measure.runs import FULL, RUN_MONTH, TOTAL_MONTH, Stretch
from recognition.engine.measured import Cited, Wanted
from recognition.foundations.bases import Basis, weakest
from recognition.foundations.days import UNKNOWN_DAY, Span, whole_months
from recognition.model.evidence import Experience
from recognition.model.requirements import ExperienceKind
from recognition.model.values import Amount

Ends = tuple[int, int | None]
HUNDRED = 100
ON_DAYS = {"days": (1, 1), "months": (28, 31), "years": (365, 366)}
"""Fewest and most days of a unit."""


class Bounds(NamedTuple):
    """The days looked at. `inner`: inside whichever day the window hangs on, None for none; `outer`: inside any."""

    inner: tuple[int | None, int] | None
    outer: tuple[int | None, int]
    limited: bool
    basis: Basis = "read"
    cited: tuple[Cited, ...] = ()
    wanted: tuple[Wanted, ...] = ()


class Work(NamedTuple):
    """What one item shows. Stretches are None where no day does; `amount` counts beside the days.

    `frame`: the days between which an amount lies, None for an amount without days or without amount.
    """

    item: Experience
    sure: Stretch | None
    possible: Stretch | None
    amount: Ends
    frame: Stretch | None
    open: bool
    """True where nothing bounds the days from below, or an amount cannot be turned into the unit."""
    wanted: tuple[Wanted, ...]


def bounds_of(requirement: ExperienceKind, case: Case) -> Bounds:
    """The window and `after` of a requirement; never a day after the assessment day."""
    end = case.on + 1
    if requirement.window is None and requirement.after is None:
        return Bounds((None, end), (None, end), False)
    days: list[Dated] = []
    lows: list[tuple[int | None, int | None]] = []  # earliest and latest first day
    highs: list[tuple[int | None, int | None]] = []  # earliest and latest day following the last
    if requirement.after is not None:
        day = case.day(requirement.after)
        days.append(day)
        lows.append((_plus(day.span.low, 1), _plus(day.span.high, 1)))
    window = requirement.window
    if window is not None:
        if window.from_ is not None:
            day = case.day(window.from_)
            days.append(day)
            lows.append((day.span.low, day.span.high))
        if window.until is not None:
            day = case.day(window.until)
            days.append(day)
            highs.append((_plus(day.span.low, 1), _plus(day.span.high, 1)))
        if window.before is not None:
            day = case.day(window.before)
            days.append(day)
            highs.append((day.span.low, day.span.high))
        if window.length is not None and highs:
            back = case.shifted(Dated(Span(*highs[-1])), case.length(window.length), -1)
            days.append(back)
            lows.append((back.span.low, back.span.high))
    outer_first = max((low for low, _ in lows if low is not None), default=None)
    outer_after = min((high for _, high in highs if high is not None), default=end)
    inner: tuple[int | None, int] | None = None
    if all(high is not None for _, high in lows) and all(low is not None for low, _ in highs):
        first = max((high for _, high in lows if high is not None), default=None)
        inner = (first, min(end, min((low for low, _ in highs if low is not None), default=end)))
    return Bounds(
        inner, (outer_first, min(end, outer_after)), True, weakest(day.basis for day in days),
        merged(day.cited for day in days), case.unsettled(*days),
    )  # fmt: skip


def _plus(day: int | None, days: int) -> int | None:
    return None if day is None else day + days


def work_of(item: Experience, requirement: ExperienceKind, case: Case, bounds: Bounds) -> Work | None:
    """What an item shows for a requirement, None where it surely shows nothing: other share, other days."""
    share = _share(item, requirement)
    if share is None:
        return None
    least, most, wanted = share
    if wanted:
        wanted = (Wanted("attribute", (case.name(item), "share")),)
    start = case.days_of(item.start) if item.start is not None else UNKNOWN_DAY
    end = case.days_of(item.end) if item.end is not None else UNKNOWN_DAY
    if start.low is None or start.low != start.high:
        wanted = (*wanted, Wanted("attribute", (case.name(item), "start")))
    if end.low is None or (end.low != end.high and item.end is not None and not item.end.ongoing):
        wanted = (*wanted, Wanted("attribute", (case.name(item), "end")))
    outer_first, outer_after = bounds.outer
    first = start.low if outer_first is None or (start.low is not None and start.low > outer_first) else outer_first
    after = outer_after if end.high is None or end.high >= outer_after else end.high + 1
    if first is not None and first >= after:
        return None
    sure = _sure(start.high, end.low, least, bounds)
    dated = item.start is not None or item.end is not None
    possible = None if first is None else Stretch(first, after, most)
    if item.amount is not None:
        return _with_amount(item, requirement, case, bounds, sure, possible, (least, most), wanted, dated)
    if requirement.unit == "hours":
        return Work(item, None, None, (0, None), None, True, (Wanted("attribute", (case.name(item), "amount")),))
    return Work(item, sure, possible, (0, 0), None, possible is None, wanted)


def _sure(latest: int | None, earliest_end: int | None, share: int, bounds: Bounds) -> Stretch | None:
    if latest is None or earliest_end is None or bounds.inner is None or share == 0:
        return None
    first, after = bounds.inner
    if first is not None and first > latest:
        latest = first
    after = min(after, earliest_end + 1)
    return Stretch(latest, after, share) if latest < after else None


def _share(item: Experience, requirement: ExperienceKind) -> tuple[int, int, tuple[Wanted, ...]] | None:
    """Least and most share that counts, and whether the share is wanted; None where the item is out."""
    how, share = requirement.part_time, item.share
    if how == "counts_full":
        return FULL, FULL, ()
    if not isinstance(share, Amount):
        return 0, FULL, (Wanted("attribute"),)
    missing = () if share.low == share.high else (Wanted("attribute"),)
    if how == "equivalent":
        return max(0, min(share.low, FULL)), max(0, min(share.high, FULL)), missing
    if share.low >= FULL:
        return FULL, FULL, ()
    if how == "full_time_only":
        return (0, FULL, missing) if share.high >= FULL else None
    return 0, FULL, (Wanted("attribute"),)


def _with_amount(
    item: Experience, requirement: ExperienceKind, case: Case, bounds: Bounds, sure: Stretch | None,
    possible: Stretch | None, shares: tuple[int, int], wanted: tuple[Wanted, ...], dated: bool,
) -> Work:  # fmt: skip
    """An amount says how much, days say when: wholly inside the window it counts, partly inside up to all of it."""
    low, high = amount_in(item, requirement)
    if requirement.unit != "hours" and requirement.part_time == "equivalent":
        low = low * shares[0] // FULL
    elif shares[0] == 0:
        low = 0
    if not dated:
        runs = requirement.how == "longest_run"
        placed = not runs and not bounds.limited
        missing = () if placed else (Wanted("attribute", (case.name(item), "start")),)
        return Work(item, None, None, (low if placed else 0, high), None, high is None, missing)
    if requirement.how == "longest_run" or high is None:
        size = 0
        if sure is not None:
            months, days = whole_months(sure.first, sure.after)
            size = (31 * months + days) * FULL if requirement.unit == "months" else (sure.after - sure.first) * FULL
        covered = high is not None and requirement.unit != "hours" and low >= size * shares[0] // FULL
        is_open = possible is None or requirement.unit == "hours"
        return Work(item, sure if covered else None, possible, (0, 0), None, is_open, wanted)
    inside = (
        possible is not None
        and bounds.inner is not None
        and (bounds.inner[0] is None or _starts_inside(item, case, bounds.inner[0]))
        and _ends_inside(item, case, bounds.inner[1])
    )
    return Work(item, None, None, (low if inside else 0, high), possible, False, wanted if not inside else ())


def _starts_inside(item: Experience, case: Case, first: int) -> bool:
    low = case.days_of(item.start).low if item.start is not None else None
    return low is not None and low >= first


def _ends_inside(item: Experience, case: Case, after: int) -> bool:
    if item.end is None:
        return False
    high = case.days_of(item.end).high
    return high < after if high is not None else item.end.ongoing and after > case.on


def amount_in(item: Experience, requirement: ExperienceKind) -> Ends:
    """The amount in the unit's measure: hundredths of hours or days, or the months of a total or of a run.

    High None: the amount cannot be turned into the unit without a rate.
    """
    amount = item.amount
    if amount is None or isinstance(amount.unit, Either):
        return 0, None
    low, high = amount.value
    given, unit = amount.unit, requirement.unit
    if given == "hours" or unit == "hours":
        return (low, high) if given == unit else (0, None)
    if unit == "days":
        fewest, most = ON_DAYS[given]
        return low * fewest, high * most
    month = TOTAL_MONTH if requirement.how == "total" else RUN_MONTH
    if given == "days":
        return low, high
    size = month * (12 if given == "years" else 1)
    return low * size // HUNDRED, -(-high * size // HUNDRED)


def placed(item: Experience, counts: frozenset[str], not_: frozenset[str], unclear: frozenset[str]) -> int:
    """Where the kind of service puts an item: what the vocabulary does not place, or the item leaves out, may count."""
    kind: object = item.kind_of_service
    options = kind.options if isinstance(kind, Either) else (kind,)
    if all(option in counts for option in options):
        return IN
    return OUT if all(option in not_ for option in options) else MAYBE
