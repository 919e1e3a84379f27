"""Rows of a list counted on a day: the table of LANGUAGE 1.4, cell by cell."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognition.engine.known import Dated, Either
from recognition.engine.lists import FoundRows, Listed, Prepared, listed
from recognition.engine.measured import Wanted
from recognition.foundations.days import Span
from recognition.model.values import Day
from tests.engine.build import day, table

ROWS: list[dict[str, Any]] = [
    {"country": ["DE", "FR"], "group": "eu", "from": "1958-01-01"},
    {"country": "GB", "group": "eu", "from": "1973-01-01", "until": "2020-01-31"},
    {"country": "HR", "group": "eu", "from": "2013-07-01"},
    {"country": "HR", "group": "eea", "from": "2013-07-01", "basis": "recalled"},
    {"country": "XX", "group": "eu"},
    {"country": "XX", "group": "eu", "excluded": True, "from": "2010-01-01"},
]
OPEN = Span(None, None)


def ask(key: dict[str, Any], on: str | Span, *, complete: bool = True, rows: Any = None) -> Listed:
    span = on if isinstance(on, Span) else Day(on).span
    made = table("t.groups", ["group", "country"], rows or ROWS, complete=complete, known=("1950-01-01", "2027-05-23"))
    return listed(Prepared(made), key, span)


def eu(country: Any) -> dict[str, Any]:
    return {"group": ("eu",), "country": country if country is None or isinstance(country, tuple) else (country,)}


@pytest.mark.parametrize(
    "country, on, complete, counted",
    [
        ("DE", "2020-01-01", True, (1, 1)),
        ("DE", "2020-01-01", False, (1, 1)),
        ("GB", "2020-01-31", True, (1, 1)),
        ("GB", "2020-02-01", True, (0, 0)),
        ("GB", "2020-02-01", False, (0, None)),
        ("GB", "2020", True, (0, 1)),
        ("HR", "2013-06-30", True, (0, 0)),
        ("HR", "2013-07-01", True, (1, 1)),
        ("HR", "2013-06", True, (0, 0)),
        ("HR", "2013", True, (0, 1)),
        ("HR", "2014", True, (1, 1)),
        ("TN", "2020-01-01", True, (0, 0)),
        ("TN", "2020-01-01", False, (0, None)),
        ("XX", "2009-12-31", True, (1, 1)),
        ("XX", "2010-01-01", True, (0, 0)),
        ("XX", "2010-01-01", False, (0, 0)),
        ("DE", "2027-05-24", True, (0, 1)),
        ("TN", "2027-05-24", True, (0, 1)),
        ("TN", "1949-12-31", True, (0, 1)),
        (("DE", "FR"), "2020-01-01", True, (1, 1)),
        (("DE", "TN"), "2020-01-01", True, (0, 1)),
        (None, "2020-01-01", True, (0, 1)),
        (None, "2020-01-01", False, (0, None)),
        ("DE", OPEN, True, (0, 1)),
    ],
)
def test_the_table(country: Any, on: str | Span, complete: bool, counted: tuple[int, int | None]) -> None:
    found = ask(eu(country), on, complete=complete)
    assert (found.low, found.high) == counted


def test_too_old_a_copy_says_so() -> None:
    assert ask(eu("DE"), "2027-05-24").wanted == (Wanted("list_not_current", ("t.groups",)),)
    assert ask(eu("DE"), "2027-05-23").wanted == ()


def test_days_that_lie_only_in_part_within_the_copy() -> None:
    found = ask(eu("DE"), Span(day("2027-05-01"), day("2027-06-30")))
    assert found[:2] == (0, 1)
    assert Wanted("list_not_current", ("t.groups",)) in found.wanted
    assert ask(eu("TN"), Span(day("1949-01-01"), day("1951-01-01")))[:2] == (0, 1)


def test_all_possible_keys_agree() -> None:
    rows = [{"group": "eu", "from": "2000-01-01"}]  # leaves the country out: any
    assert ask(eu(None), "2020-01-01", rows=rows)[:2] == (1, 1)
    assert ask(eu(None), "1999-01-01", rows=rows)[:2] == (0, 0)


@pytest.mark.parametrize("complete", [True, False])
def test_what_is_perhaps_excluded_is_perhaps_listed(complete: bool) -> None:
    here = {"group": "eu", "country": "DE"}
    rows = [here, {**here, "excluded": True, "from": "2010", "until": "2015"}]
    days = ("2009-12-31", "2010-06-01", "2011-01-01", "2015-06-01", "2016-01-01")
    found = [ask(eu("DE"), on, rows=rows, complete=complete)[:2] for on in days]
    assert found == [(1, 1), (0, 1), (0, 0), (0, 1), (1, 1)]


def test_a_key_attribute_that_is_not_asked_does_not_matter() -> None:
    assert ask({"country": ("HR",)}, "2020-01-01")[:2] == (1, 1)


def test_two_rows_that_follow_each_other_cover_a_span_of_days() -> None:
    germany = {"group": "eu", "country": "DE"}
    rows = [{**germany, "until": "2020-06-30"}, {**germany, "from": "2020-07-01"}]
    assert ask(eu("DE"), "2020", rows=rows)[:2] == (1, 1)
    rows[1]["from"] = "2020-07-02"
    assert ask(eu("DE"), "2020", rows=rows)[:2] == (0, 1)


def test_an_uncertain_first_day_may_count() -> None:
    rows = [{"group": "eu", "country": "DE", "from": "2020"}]
    assert [ask(eu("DE"), on, rows=rows)[:2] for on in ("2019-12-31", "2020-06-01", "2020-12-31", "2021-01-01")] == [
        (0, 0),
        (0, 1),
        (1, 1),
        (1, 1),
    ]


def test_basis_is_that_of_the_row_or_of_all_rows_where_the_list_is_silent() -> None:
    assert ask(eu("HR"), "2020-01-01").basis == "read"
    assert ask({"group": ("eea",), "country": ("HR",)}, "2020-01-01").basis == "recalled"
    assert ask(eu("TN"), "2020-01-01").basis == "recalled"


def test_fields_of_the_rows_found() -> None:
    rows = [
        {"group": "eu", "country": "DE", "day": "1979-06-29", "note": "a", "rare": 1},
        {"group": "eu", "country": "GR", "day": "1981-01-01", "note": "b"},
    ]
    prepared = Prepared(table("t.days", ["group", "country"], rows))
    one = FoundRows(listed(prepared, eu("DE"), Span(700000, 700000)).rows, prepared)
    assert one["day"].span == Day("1979-06-29").span
    assert one["rare"] == 1
    both = FoundRows(listed(prepared, eu(None), Span(700000, 700000)).rows, prepared)
    assert isinstance(both["day"], Dated)
    assert both["day"].span == Span(day("1979-06-29"), day("1981-01-01"))
    assert both["note"] == Either(("a", "b"))
    assert "rare" not in both
    assert dict(FoundRows((), prepared)) == {}


@given(st.integers(0, 30000), st.integers(0, 3000), st.data())
def test_a_longer_span_contains_what_each_of_its_days_says(start: int, length: int, data: Any) -> None:
    first = day("1955-01-01") + start
    country = data.draw(st.sampled_from(["DE", "GB", "HR", "XX", "TN"]))
    inner = first + data.draw(st.integers(0, length))
    wide, exact = ask(eu(country), Span(first, first + length)), ask(eu(country), Span(inner, inner))
    assert wide.low <= exact.low
    assert wide.high is not None
    assert exact.high is not None
    assert exact.high <= wide.high
