"""Calendar arithmetic: partial days, durations, months of a run."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognition.foundations.days import (
    Duration,
    Span,
    add_months,
    iso,
    parse_day,
    parse_duration,
    shift,
    shift_span,
    whole_months,
)

DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31)).map(date.toordinal)


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(
    "one, other, before, apart",
    [
        ((1, 2), (3, 4), True, True),
        ((1, 3), (3, 4), False, False),
        ((3, 4), (1, 2), False, True),
        ((None, 2), (3, None), True, True),
        ((1, None), (3, 4), False, False),
        ((1, 2), (None, 4), False, False),
    ],
)
def test_a_span_lies_before_another_only_where_no_day_is_left_to_doubt(
    one: tuple[int | None, int | None], other: tuple[int | None, int | None], before: bool, apart: bool
) -> None:
    assert (Span(*one).before(Span(*other)), Span(*one).apart(Span(*other))) == (before, apart)
    assert Span(*other).apart(Span(*one)) is apart


@pytest.mark.parametrize(
    "text, first, last",
    [
        ("2019", "2019-01-01", "2019-12-31"),
        ("2019-09", "2019-09-01", "2019-09-30"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2019-09-01", "2019-09-01", "2019-09-01"),
        ("1900", "1900-01-01", "1900-12-31"),
        ("2199-12-31", "2199-12-31", "2199-12-31"),
    ],
)
def test_a_day_is_the_days_it_can_mean(text: str, first: str, last: str) -> None:
    assert parse_day(text) == Span(day(first), day(last))


@pytest.mark.parametrize(
    "text", ["", "19", "2019-9-1", "2019-13", "2019-02-30", "2019-00-01", "1899", "2200", "2019-09-01T00:00", "٢٠١٩"]
)
def test_another_form_or_an_impossible_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"a day is written|the year lies|there is no such"):
        parse_day(text)


@pytest.mark.parametrize(
    "text, duration",
    [("P6M", (6, 0)), ("P5Y", (60, 0)), ("P90D", (0, 90)), ("P1Y6M", (18, 0)), ("P1M15D", (1, 15))],
)
def test_durations(text: str, duration: tuple[int, int]) -> None:
    assert parse_duration(text) == Duration(*duration)


@pytest.mark.parametrize("text", ["P", "6M", "P6W", "PT6H", "P-6M", "p6m", "P6M "])
def test_another_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="a duration is written"):
        parse_duration(text)


@pytest.mark.parametrize(
    "start, months, end",
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-03-31", -1, "2024-02-29"),
        ("2024-05-15", -17, "2022-12-15"),
    ],
)
def test_months_keep_the_day_number_or_take_the_last_day(start: str, months: int, end: str) -> None:
    assert iso(add_months(day(start), months)) == end


def test_within_six_months_runs_to_that_day_inclusive() -> None:
    assert iso(shift(day("2024-08-31"), parse_duration("P6M"))) == "2025-02-28"
    assert shift_span(Span(None, day("2024-01-01")), Duration(0, 1)) == Span(None, day("2024-01-02"))


@pytest.mark.parametrize(
    "first, after_last, months, rest",
    [
        ("2022-01-01", "2026-03-01", 50, 0),
        ("2021-04-01", "2024-01-01", 33, 0),
        ("2024-01-31", "2024-02-29", 1, 0),
        ("2024-01-31", "2024-02-28", 0, 28),
        ("2021-01-02", "2024-01-01", 35, 30),
        ("2024-01-02", "2024-01-01", 0, 0),
    ],
)
def test_months_of_a_run(first: str, after_last: str, months: int, rest: int) -> None:
    assert whole_months(day(first), day(after_last)) == (months, rest)


@given(DAYS, st.integers(0, 4000))
def test_months_of_a_run_are_the_largest_number_that_fits(first: int, length: int) -> None:
    months, rest = whole_months(first, first + length)
    assert add_months(first, months) + rest == first + length
    assert add_months(first, months + 1) > first + length
    assert 0 <= rest <= 30


@given(DAYS, st.integers(0, 200))
def test_more_months_are_later(start: int, months: int) -> None:
    assert add_months(start, months) < add_months(start, months + 1)


@given(DAYS)
def test_a_written_day_is_read_back(ordinal: int) -> None:
    assert parse_day(iso(ordinal)) == Span(ordinal, ordinal)
    assert iso(ordinal) == (date(1, 1, 1) + timedelta(days=ordinal - 1)).isoformat()
