"""date-order and age: the day before, the day, the day after; months and years known only in part."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognition.engine.measured import Comparison, Wanted
from tests.engine.build import day, dossier, leaves, measured, one


def issued(text: str | None, **bounds: Any) -> list[Comparison]:
    shown = dossier(qualifications=[{"id": "q", **({"issued": text} if text else {})}])
    return leaves(measured({"kind": "date-order", "day": "focus.issued", **bounds}, shown).tree)


@pytest.mark.parametrize(
    "bound, need, at_most",
    [
        ("from", "2020-01-10", False),
        ("after", "2020-01-11", False),
        ("until", "2020-01-10", True),
        ("before", "2020-01-09", True),
    ],
)
def test_each_bound_is_one_line(bound: str, need: str, at_most: bool) -> None:
    (leaf,) = issued("2020-01", **{bound: "2020-01-10"})
    assert (leaf.low, leaf.high) == (day("2020-01-01"), day("2020-01-31"))
    assert (leaf.need.low, leaf.need.high, leaf.at_most) == (day(need), day(need), at_most)


def test_two_bounds_are_two_comparisons_of_one_quantity() -> None:
    first, second = issued("2020-05-05", **{"from": "2020-01-01", "before": "2021-01-01"})
    assert first.quantity == second.quantity
    assert (first.label, second.label) == ("from", "before")


def test_a_missing_day_is_open_and_named() -> None:
    (leaf,) = issued(None, before="2020-01-01")
    assert (leaf.low, leaf.high) == (None, None)
    assert leaf.wanted == (Wanted("attribute", ("q", "issued")),)


def test_a_missing_line_is_no_need_and_one_open_end_reaches_far() -> None:
    (leaf,) = issued("2020-01-01", until="focus.expires")
    assert (leaf.need.low, leaf.need.high) == (None, None)
    shown = dossier(qualifications=[{"issued": "2020-01-01", "expires": "ongoing"}])
    found = one(measured({"kind": "date-order", "day": "focus.issued", "until": "focus.expires"}, shown).tree)
    assert (found.need.low, found.need.high) == (day("2026-06-01"), date.max.toordinal())


def test_the_line_may_be_a_term() -> None:
    shown = dossier(facts={"course_end": "2025-07-31", "asked": "2026-01-31"})
    days = {"course_end": {"type": "day"}, "asked": {"type": "day"}}
    limits = {"from": "@course_end", "until": {"of": "@course_end", "plus": "P6M"}}
    first, last = leaves(measured({"kind": "date-order", "day": "@asked", **limits}, shown, facts=days).tree)
    assert first.need.high == day("2025-07-31")
    assert last.need.low == last.low == day("2026-01-31")


def test_weaker_evidence_than_asked_is_open() -> None:
    shown = dossier(qualifications=[{"id": "q", "issued": "2020-01-01"}])
    asked = {"kind": "date-order", "day": "focus.issued", "before": "2021-01-01", "strength": "signed"}
    leaf = one(measured(asked, shown).tree)
    assert (leaf.low, leaf.high) == (None, None)
    assert Wanted("strength", ("q", "signed")) in leaf.wanted


def age(born: str | None, on: str, **wording: Any) -> tuple[Comparison, bool | None]:
    """The comparison, and what it says by plain arithmetic: true, false, or None where the line leaves it open."""
    shown = dossier(person={"born": born} if born else {})
    leaf = one(measured({"kind": "age", "on": "on", **wording}, shown, on=on).tree)
    if leaf.low is None or leaf.high is None or leaf.need.low is None or leaf.need.high is None:
        return leaf, None
    if leaf.at_most:
        return leaf, True if leaf.high <= leaf.need.low else False if leaf.low > leaf.need.high else None
    return leaf, True if leaf.low >= leaf.need.high else False if leaf.high < leaf.need.low else None


@pytest.mark.parametrize(
    "wording, on, says",
    [
        ({"reached": 18}, "2009-03-13", False),
        ({"reached": 18}, "2009-03-14", True),
        ({"not_reached": 35}, "2026-03-13", True),
        ({"not_reached": 35}, "2026-03-14", False),
        ({"not_older_than": 35}, "2026-03-14", True),
        ({"not_older_than": 35}, "2026-03-15", None),
        ({"not_older_than": 35}, "2027-03-13", None),
        ({"not_older_than": 35}, "2027-03-14", False),
        ({"not_older_than": 35, "reading": "birthday"}, "2026-03-14", True),
        ({"not_older_than": 35, "reading": "birthday"}, "2026-03-15", False),
        ({"not_older_than": 35, "reading": "completed_years"}, "2027-03-13", True),
        ({"not_older_than": 35, "reading": "completed_years"}, "2027-03-14", False),
        ({"older_than": 35}, "2026-03-14", False),
        ({"older_than": 35}, "2026-03-15", None),
        ({"older_than": 35}, "2027-03-13", None),
        ({"older_than": 35}, "2027-03-14", True),
        ({"older_than": 35, "reading": "birthday"}, "2026-03-14", False),
        ({"older_than": 35, "reading": "birthday"}, "2026-03-15", True),
        ({"older_than": 35, "reading": "completed_years"}, "2027-03-13", False),
        ({"older_than": 35, "reading": "completed_years"}, "2027-03-14", True),
        ({"past_birthday": 45}, "2036-03-14", False),
        ({"past_birthday": 45}, "2036-03-15", True),
    ],
)
def test_wordings_about_a_birth_on_14_march_1991(wording: dict[str, Any], on: str, says: bool | None) -> None:
    assert age("1991-03-14", on, **wording)[1] is says


@pytest.mark.parametrize(
    "on, says",
    [("2021-02-27", False), ("2021-02-28", None), ("2021-03-01", True), ("2024-02-28", False), ("2024-02-29", True)],
)
def test_a_birthday_on_29_february_lies_between_two_days_in_other_years(on: str, says: bool | None) -> None:
    assert age("2000-02-29", on, reached=int(on[:4]) - 2000)[1] is says


def test_on_29_february_who_was_born_on_1_march_is_not_yet_of_age() -> None:
    assert age("2003-02-28", "2024-02-29", reached=21)[1] is True
    assert age("2003-03-01", "2024-02-29", reached=21)[1] is False


def test_a_birth_known_only_to_the_month_or_not_at_all() -> None:
    assert age("1991-03", "2009-03-14", reached=18)[1] is None
    assert age("1991-03", "2009-03-31", reached=18)[1] is True
    leaf, says = age(None, "2009-03-14", reached=18)
    assert says is None
    assert (leaf.low, leaf.high) == (None, None)
    assert leaf.wanted == (Wanted("attribute", ("person", "born")),)


def test_all_wordings_speak_of_one_quantity() -> None:
    assert age(None, "2026-01-01", reached=18)[0].quantity == age(None, "2026-01-01", not_older_than=35)[0].quantity


BIRTHS, DAYS = st.dates(date(1930, 1, 1), date(2010, 12, 31)), st.dates(date(2012, 1, 1), date(2050, 12, 31))


@given(BIRTHS, DAYS, st.integers(1, 80))
def test_ages_agree_with_counting_birthdays(born: date, on: date, years: int) -> None:
    if (born.month, born.day) == (2, 29):
        return
    completed = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    is_birthday = (on.month, on.day) == (born.month, born.day)
    words = (born.isoformat(), on.isoformat())
    assert age(*words, reached=years)[1] is (completed >= years)
    assert age(*words, not_reached=years)[1] is (completed < years)
    assert age(*words, past_birthday=years)[1] is (completed > years or (completed == years and not is_birthday))
    assert age(*words, not_older_than=years, reading="completed_years")[1] is (completed <= years)
    assert age(*words, older_than=years, reading="completed_years")[1] is (completed > years)
    younger = age(*words, not_older_than=years, reading="birthday")[1]
    assert younger is (completed < years or (completed == years and is_birthday))
    assert age(*words, older_than=years, reading="birthday")[1] is not younger
