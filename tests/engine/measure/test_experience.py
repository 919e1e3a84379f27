"""experience at, below and without its minimum; windows, shares, vocabulary, floors, imprecise days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognition.engine.measured import Comparison, Wanted
from tests.engine.build import dossier, interval, leaves, measured, one

FULL_RUN = {"id": "e1", "start": "2020-01-01", "end": "2022-12-31", "share": 1}
BASE = {"kind": "experience", "unit": "months", "at_least": 36, "how": "longest_run", "part_time": "counts_full"}


def ask(items: list[dict[str, Any]], complete: bool = True, **fields: Any) -> tuple[int | None, int | None]:
    about_case = {name: fields.pop(name) for name in ("on", "dates", "clocks", "parameters") if name in fields}
    shown = dossier(experience=items, complete=["experience"] if complete else [])
    return interval({**BASE, **fields}, shown, **about_case)


def test_exactly_three_years_are_36_months() -> None:
    assert ask([FULL_RUN]) == (36, 36)


def test_one_day_less_is_35_months() -> None:
    assert ask([{**FULL_RUN, "end": "2022-12-30"}]) == (35, 35)


def test_what_is_not_declared_complete_is_open_above() -> None:
    assert ask([{**FULL_RUN, "end": "2021-12-31"}], complete=False) == (24, None)
    assert ask([], complete=False) == (0, None)
    assert ask([]) == (0, 0)


def test_the_next_item_begins_by_the_day_after() -> None:
    first, second = {**FULL_RUN, "end": "2021-06-30"}, {"id": "e2", "start": "2021-07-01", "end": "2022-12-31"}
    assert ask([first, second]) == (36, 36)
    assert ask([first, {**second, "start": "2021-07-02"}])[1] == 18


def test_a_pause_of_the_length_allowed_does_not_end_a_run() -> None:
    items = [{**FULL_RUN, "end": "2021-06-30"}, {"id": "e2", "start": "2021-07-11", "end": "2022-12-31"}]
    assert ask(items, pause="P10D") == (36, 36)
    assert ask(items, pause="P9D")[1] == 18


def test_a_total_adds_left_over_days() -> None:
    items = [
        {"id": "e1", "start": "2020-01-01", "end": "2020-01-20"},
        {"id": "e2", "start": "2020-03-01", "end": "2020-03-10"},
    ]
    assert ask(items, how="total") == (1, 1)
    assert ask([items[0], {**items[1], "end": "2020-03-09"}], how="total") == (0, 0)


def test_work_that_may_join_two_runs_may_cost_left_over_days() -> None:
    """16 days, a whole February and 14 days are two months; were the day between worked, 58 days are one."""
    items = [
        {"id": "e1", "start": "2021-01-15", "end": "2021-01-30"},
        {"id": "e2", "start": "2021-02-01", "end": "2021-02-28"},
        {"id": "e3", "start": "2021-06-01", "end": "2021-06-14"},
    ]
    bridge = {"id": "e4", "start": "2021-01-31", "end": "2021-01-31", "kind_of_service": "yard"}
    words = {"how": "total", "counts": ["sea"], "not": ["port"]}
    sure = [{**item, "kind_of_service": "sea"} for item in items]
    assert ask(sure, **words) == (2, 2)
    assert ask([*sure, {**bridge, "kind_of_service": "sea"}], **words) == (1, 1)
    assert ask([*sure, bridge], **words) == (1, 2)


def test_overlapping_days_count_once() -> None:
    assert ask([FULL_RUN, {**FULL_RUN, "id": "e2"}], how="total") == (36, 36)


def test_days_after_the_assessment_day_never_count() -> None:
    ongoing = {"id": "e1", "start": "2023-06-02", "end": "ongoing"}
    assert ask([ongoing], on="2026-06-01") == (36, 36)
    assert ask([{**ongoing, "end": "2030-01-01"}], on="2026-06-01") == (36, 36)
    assert ask([ongoing], on="2026-05-31") == (35, 35)


@pytest.mark.parametrize(
    "part_time, share, months",
    [
        ("counts_full", None, (36, 36)),
        ("counts_full", Decimal("0.5"), (36, 36)),
        ("equivalent", Decimal("0.5"), (18, 18)),
        ("equivalent", 1, (36, 36)),
        ("equivalent", {"between": [Decimal("0.5"), 1]}, (18, 36)),
        ("equivalent", None, (0, 36)),
        ("full_time_only", 1, (36, 36)),
        ("full_time_only", Decimal("0.99"), (0, 0)),
        ("full_time_only", None, (0, 36)),
        ("full_time_only", {"between": [Decimal("0.5"), 1]}, (0, 36)),
    ],
)
def test_part_time(part_time: str, share: Any, months: tuple[int, int]) -> None:
    item = {**FULL_RUN, "share": share}
    for how in ("longest_run", "total"):
        assert ask([item], part_time=part_time, how=how) == months


def test_two_part_time_jobs_at_once_may_add_up() -> None:
    half = {**FULL_RUN, "share": Decimal("0.5")}
    assert ask([half, {**half, "id": "e2"}], part_time="equivalent", how="total") == (18, 36)


def test_items_are_cut_to_the_years_before_a_day() -> None:
    window = {"window": {"length": "P5Y", "before": "on"}}
    item = {"id": "e1", "start": "2015-01-01", "end": "2024-01-14"}
    assert ask([item], on="2026-01-15", **window) == (36, 36)
    assert ask([{**item, "end": "2024-01-13"}], on="2026-01-15", **window) == (35, 35)


def test_the_day_itself_is_outside_the_years_before_it() -> None:
    window = {"window": {"length": "P1M", "before": "on"}, "unit": "days"}
    assert ask([{"start": "2020-01-01", "end": "ongoing"}], on="2026-05-01", **window) == (30, 30)


def test_a_window_from_until_includes_both_days() -> None:
    window = {"window": {"from": "2020-02-01", "until": "2020-02-10"}, "unit": "days"}
    assert ask([FULL_RUN], **window) == (10, 10)


def test_a_window_whose_day_is_a_month_gives_an_interval() -> None:
    low, high = ask(
        [{**FULL_RUN, "start": "2021-03-01", "end": "ongoing"}], on="2024-06-01", unit="days", how="total",
        window={"length": "P1Y", "before": "attested"}, clocks={"attested": {}}, dates={"attested": "2023-03"},
    )  # fmt: skip
    assert (low, high) == (335, 395)


def test_a_window_whose_day_is_not_known_shows_nothing_surely() -> None:
    clocks = {"attested": {}}
    assert ask([FULL_RUN], window={"length": "P5Y", "before": "attested"}, clocks=clocks)[0] == 0
    wanted = one(
        measured(
            {**BASE, "window": {"length": "P5Y", "before": "attested"}}, dossier(experience=[FULL_RUN]), clocks=clocks
        ).tree
    ).wanted
    assert Wanted("clock", ("attested",)) in wanted


def test_only_days_after_the_award_count() -> None:
    assert ask([FULL_RUN], after="2020-12-31", how="total") == (24, 24)
    assert ask([FULL_RUN], after="2020-12-30", how="total", unit="days") == (731, 731)


def test_an_imprecise_start_and_end_give_an_interval() -> None:
    item = {"id": "e1", "start": "2020-01", "end": "2022-12"}
    assert ask([item]) == (34, 36)


def test_a_missing_end_shows_nothing_surely_and_at_most_until_today() -> None:
    item = {"id": "e1", "start": "2020-01-01"}
    assert ask([item], on="2022-12-31") == (0, 36)
    assert ask([{"id": "e1", "end": "2022-12-31"}]) == (0, None)


def test_amounts_without_days_count_for_a_total_without_window_only() -> None:
    item = {"id": "e1", "amount": {"value": 3, "unit": "years"}}
    assert ask([item], how="total") == (36, 36)
    assert ask([item]) == (0, 36)
    assert ask([item], how="total", window={"length": "P5Y", "before": "on"}) == (0, 36)
    assert ask([item], how="total", after="2010-01-01") == (0, 36)


def test_an_amount_partly_in_the_window_is_anything_up_to_itself() -> None:
    item = {"id": "e1", "start": "2020-01-01", "end": "2020-12-31", "amount": {"value": 6, "unit": "months"}}
    assert ask([item], how="total", window={"from": "2019-01-01", "until": "2021-12-31"}) == (6, 6)
    assert ask([item], how="total", window={"from": "2020-06-01", "until": "2021-12-31"}) == (0, 6)
    assert ask([item], how="total", window={"from": "2021-01-01", "until": "2021-12-31"}) == (0, 0)


def test_an_amount_smaller_than_its_days_is_no_run() -> None:
    item = {**FULL_RUN, "amount": {"value": 11, "unit": "months"}}
    assert ask([item]) == (0, 36)
    assert ask([{**FULL_RUN, "amount": {"value": 36, "unit": "months"}}]) == (36, 36)


def test_amounts_on_the_same_days_are_not_added() -> None:
    item = {"id": "e1", "start": "2020-01-01", "end": "2020-12-31", "amount": {"value": 6, "unit": "months"}}
    assert ask([item, {**item, "id": "e2"}], how="total") == (0, 12)


def test_hours_are_never_made_from_days() -> None:
    assert ask([FULL_RUN], unit="hours", how="total", at_least=100) == (0, None)
    item = {"id": "e1", "amount": {"value": Decimal("120.5"), "unit": "hours"}}
    assert ask([item], unit="hours", how="total", at_least=100) == (12050, 12050)
    assert ask([item], how="total") == (0, None)


def test_kinds_of_service_count_do_not_or_may() -> None:
    words = {"counts": ["sea"], "not": ["port"], "unclear": ["yard"]}
    for kind, months in (("sea", (36, 36)), ("port", (0, 0)), ("yard", (0, 36)), ("moon", (0, 36)), (None, (0, 36))):
        assert ask([{**FULL_RUN, "kind_of_service": kind}], **words) == months


def test_every_floor_is_its_own_comparison() -> None:
    items = [
        {"id": "e1", "start": "2020-01-01", "end": "2020-06-30", "kind_of_service": "workshop"},
        {"id": "e2", "start": "2020-07-01", "end": "2022-12-31", "kind_of_service": "sea"},
    ]
    tree = measured(
        {**BASE, "how": "total", "counts": ["workshop", "sea"], "floors": [{"counts": ["sea"], "at_least": 30}]},
        dossier(experience=items, complete=["experience"]),
    ).tree
    assert [(leaf.label, leaf.low, leaf.high, leaf.need.low) for leaf in leaves(tree)] == [
        ("", 36, 36, 36), ("sea", 30, 30, 30),
    ]  # fmt: skip


def test_a_floor_may_filter_items() -> None:
    items = [{**FULL_RUN, "country": "DE"}, {"id": "e2", "start": "2023-01-01", "end": "2023-12-31"}]
    tree = measured(
        {**BASE, "how": "total", "floors": [{"where": {"country": "DE"}, "at_least": 36}]},
        dossier(experience=items, complete=["experience"]),
    ).tree
    assert [(leaf.low, leaf.high) for leaf in leaves(tree)] == [(48, 48), (36, 48)]


def test_where_puts_items_in_out_and_maybe() -> None:
    where = {"where": {"country": "DE"}}
    assert ask([{**FULL_RUN, "country": "DE"}], **where) == (36, 36)
    assert ask([{**FULL_RUN, "country": "FR"}], **where) == (0, 0)
    assert ask([FULL_RUN], **where) == (0, 36)


def test_evidence_weaker_than_asked_only_may_count() -> None:
    assert ask([FULL_RUN], strength="document") == (0, 36)
    assert ask([{**FULL_RUN, "strength": "document"}], strength="document") == (36, 36)


def test_the_same_fields_are_one_measurement_whatever_the_threshold() -> None:
    def named(**fields: Any) -> Any:
        return one(measured({**BASE, **fields}, dossier(experience=[FULL_RUN])).tree).quantity

    window = {"window": {"length": "P5Y", "before": {"of": "on", "minus": "P1M"}}}
    assert named(at_least=12, **window) == named(at_least=24, **window)
    assert named(how="total") != named(how="longest_run")
    hash(named(**window))


days = st.integers(date(2018, 1, 1).toordinal(), date(2022, 12, 31).toordinal())


@st.composite
def items(draw: Any) -> list[dict[str, Any]]:
    found = []
    for number in range(draw(st.integers(0, 4))):
        first = draw(days)
        last = first + draw(st.integers(0, 500))
        share = draw(st.sampled_from([None, Decimal("0.5"), Decimal("0.75"), 1]))
        forms = [date.fromordinal(day).isoformat()[: draw(st.sampled_from([10, 10, 7, 4]))] for day in (first, last)]
        item = {"id": f"e{number}", "start": forms[0], "end": forms[1], "share": share}
        found.append(item | {"exact": (first, last)})
    return found


fields = st.fixed_dictionaries({
    "how": st.sampled_from(["total", "longest_run"]),
    "part_time": st.sampled_from(["counts_full", "equivalent", "full_time_only"]),
    "unit": st.sampled_from(["months", "days"]),
    "window": st.sampled_from([None, {"from": "2019-06-15", "until": "2021-03-10"}]),
})  # fmt: skip


def written(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: value for name, value in item.items() if name != "exact"} for item in found]


def exactly(found: list[dict[str, Any]], share: Decimal | int = 1) -> list[dict[str, Any]]:
    return [
        {
            "id": item["id"], "share": item["share"] or share,
            "start": date.fromordinal(item["exact"][0]).isoformat(),
            "end": date.fromordinal(item["exact"][1]).isoformat(),
        }
        for item in found
    ]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(items(), fields, st.sampled_from([Decimal("0.25"), Decimal("0.5"), 1]))
def test_what_is_imprecise_contains_every_exact_completion(
    found: list[dict[str, Any]], asked: dict[str, Any], share: Decimal | int
) -> None:
    low, high = ask(written(found), **asked)
    exact_low, exact_high = ask(exactly(found, share), **asked)
    assert low is not None
    assert exact_low is not None
    assert low <= exact_low
    assert high is None or (exact_high is not None and exact_high <= high)


@settings(max_examples=60, deadline=None)
@given(items(), fields, st.randoms(use_true_random=False))
def test_the_order_of_items_never_matters(found: list[dict[str, Any]], asked: dict[str, Any], random: Any) -> None:
    other = list(found)
    random.shuffle(other)
    assert ask(written(found), **asked) == ask(written(other), **asked)


@settings(max_examples=100, deadline=None)
@given(items(), items(), fields)
def test_more_evidence_never_lowers_what_is_shown(
    found: list[dict[str, Any]], more: list[dict[str, Any]], asked: dict[str, Any]
) -> None:
    """A total in months may lose left-over days where runs join, so a month at most for each few joins; runs and days
    lose nothing at full time."""
    more = [{**item, "id": f"more_{item['id']}"} for item in more]
    low, _ = ask(written(found), **asked)
    with_more, _ = ask(written(found) + written(more), **asked)
    assert low is not None
    assert with_more is not None
    slack = 1 if asked["unit"] == "months" and (asked["how"] == "total" or asked["part_time"] == "equivalent") else 0
    assert with_more >= low - slack


@settings(max_examples=60, deadline=None)
@given(items(), fields)
def test_the_longest_run_is_never_more_than_the_total(found: list[dict[str, Any]], asked: dict[str, Any]) -> None:
    run = ask(exactly(found), **{**asked, "how": "longest_run"})
    total = ask(exactly(found), **{**asked, "how": "total"})
    assert run[0] is not None
    assert total[0] is not None
    assert run[0] <= total[0]


def test_comparisons_name_their_evidence() -> None:
    comparison = one(measured(BASE, dossier(experience=[FULL_RUN, {"id": "e2", "start": "2021-01-01"}])).tree)
    assert isinstance(comparison, Comparison)
    assert [(use.id, use.counted) for use in comparison.used] == [("e1", True), ("e2", True)]
    assert Wanted("attribute", ("e2", "end")) in comparison.wanted
