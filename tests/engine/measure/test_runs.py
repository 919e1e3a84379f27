"""Runs of days against a brute-force count of days, and what joining and cutting may do."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from recognition.engine.measure.runs import (
    FULL,
    JOIN_LOSS,
    RUN_MONTH,
    TOTAL_MONTH,
    Stretch,
    added_up,
    cut,
    joined,
    layers,
    longest_days,
    longest_size,
    possible_gain,
    possible_loss,
    total_days,
    total_size,
)
from recognition.foundations.days import add_months

START = date(2015, 1, 1).toordinal()
spans = st.tuples(st.integers(0, 900), st.integers(0, 200)).map(lambda pair: (START + pair[0], START + sum(pair)))
shares = st.sampled_from([25, 50, 80, 100])
stretches = st.lists(st.builds(lambda span, share: Stretch(*span, share), spans, shares), max_size=6)
full = st.lists(spans.map(lambda span: Stretch(*span)), max_size=6)


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def days_of(parts: list[Stretch]) -> dict[int, int]:
    """Every day with the largest share worked on it."""
    found: dict[int, int] = {}
    for one in parts:
        for number in range(one.first, one.after):
            found[number] = max(found.get(number, 0), one.share)
    return found


def months_of(days: set[int]) -> list[tuple[int, int]]:
    """Months and left-over days of every run of days, counted day by day."""
    found = []
    for first in sorted(number for number in days if number - 1 not in days):
        after = first
        while after in days:
            after += 1
        months = 0
        while add_months(first, months + 1) <= after:
            months += 1
        found.append((months, after - add_months(first, months)))
    return found


def test_three_full_years_are_36_months() -> None:
    assert longest_size([Stretch(day("2020-03-01"), day("2023-03-01"))]) == 36 * RUN_MONTH
    assert longest_size([Stretch(day("2020-03-01"), day("2023-02-28"))]) // RUN_MONTH == 35


def test_six_years_at_half_time_are_36_months() -> None:
    half = [Stretch(day("2014-01-01"), day("2020-01-01"), 50)]
    assert longest_size(half) == 36 * RUN_MONTH
    assert total_size(half) == 36 * TOTAL_MONTH


def test_half_time_after_full_time_adds_half() -> None:
    both = [Stretch(day("2014-01-01"), day("2016-01-01")), Stretch(day("2016-01-01"), day("2018-01-01"), 50)]
    assert longest_size(both) == 36 * RUN_MONTH


def test_thirty_left_over_days_make_a_month_of_a_total_only() -> None:
    parts = [Stretch(day("2020-01-01"), day("2020-01-21")), Stretch(day("2020-03-01"), day("2020-03-11"))]
    assert total_size(parts) == TOTAL_MONTH
    assert longest_size([Stretch(day("2020-01-01"), day("2020-01-31"))]) < RUN_MONTH


def test_a_pause_joins_up_to_its_last_day() -> None:
    parts = [(day("2020-01-01"), day("2020-02-01")), (day("2020-02-11"), day("2020-03-01"))]
    assert len(joined(parts, 9)) == 2
    assert len(joined(parts, 10)) == 1


def test_work_on_the_same_days_adds_up_to_full_time_at_most() -> None:
    both = [Stretch(10, 20, 60), Stretch(15, 25, 60)]
    assert added_up(both) == [Stretch(10, 15, 60), Stretch(15, 20, 100), Stretch(20, 25, 60)]


@given(full)
def test_months_and_days_are_those_of_counting_day_by_day(parts: list[Stretch]) -> None:
    runs = months_of(set(days_of(parts)))
    assert total_size(parts) == FULL * sum(30 * months + days for months, days in runs)
    assert longest_size(parts) // RUN_MONTH == max((months for months, _ in runs), default=0)


@given(stretches)
def test_days_are_those_of_counting_day_by_day(parts: list[Stretch]) -> None:
    assert total_days(parts) == sum(days_of(parts).values())


@given(stretches)
def test_layers_weigh_every_day_at_its_share(parts: list[Stretch]) -> None:
    weighed: dict[int, int] = {}
    for weight, runs in layers(parts):
        for first, after in runs:
            for number in range(first, after):
                weighed[number] = weighed.get(number, 0) + weight
    assert weighed == days_of(parts)


@given(stretches)
def test_adding_up_is_capped_at_full_time(parts: list[Stretch]) -> None:
    summed: dict[int, int] = {}
    for one in parts:
        for number in range(one.first, one.after):
            summed[number] = min(FULL, summed.get(number, 0) + one.share)
    assert days_of(added_up(parts)) == summed


@given(stretches, st.integers(0, 900), st.integers(0, 300))
def test_cutting_keeps_the_days_of_the_window(parts: list[Stretch], first: int, length: int) -> None:
    window = (START + first, START + first + length)
    kept = {number: share for number, share in days_of(parts).items() if window[0] <= number < window[1]}
    assert days_of([cut(one, *window) for one in parts]) == kept


@given(stretches)
def test_the_longest_run_is_never_more_than_the_total(parts: list[Stretch]) -> None:
    assert longest_size(parts) // RUN_MONTH <= total_size(parts) // TOTAL_MONTH
    assert longest_days(parts) <= total_days(parts)


@given(stretches)
def test_the_order_of_items_never_matters(parts: list[Stretch]) -> None:
    other = sorted(parts, key=lambda one: (one.share, -one.first))
    for size in (total_size, longest_size, total_days, longest_days):
        assert size(parts) == size(other)


@given(full, full)
def test_more_days_never_shorten_the_longest_run(parts: list[Stretch], more: list[Stretch]) -> None:
    assert longest_size(parts + more) >= longest_size(parts)


@given(stretches, stretches)
def test_a_total_loses_no_more_than_is_said(parts: list[Stretch], more: list[Stretch]) -> None:
    assert total_size(parts + more) >= total_size(parts) - possible_loss(parts, parts + more)
    assert total_size(parts) <= total_size(parts + more) + possible_gain(parts + more)


def test_joining_february_can_lose_left_over_days() -> None:
    """Why `possible_loss` exists: 17 days and a whole February are 47, joined they are one month and 14 days."""
    apart = [Stretch(day("2021-01-15"), day("2021-01-31")), Stretch(day("2021-02-01"), day("2021-03-01"))]
    whole = [Stretch(day("2021-01-15"), day("2021-03-01"))]
    assert total_size(apart) > total_size(whole)
    assert possible_loss(apart, whole) == JOIN_LOSS * FULL
