"""`once` groups: the allocation with the least total shortfall, against every allocation tried out."""

from __future__ import annotations

from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from recognition.engine.measure.once import MOST_ITEMS, allocate
from tests.engine.build import case, dossier, one, ruleset

MONTHS = {"kind": "experience", "unit": "months", "how": "total", "part_time": "counts_full", "once": "work"}


def item(number: int, months: int, **fields: Any) -> dict[str, Any]:
    return {"id": f"e{number}", "amount": {"value": months, "unit": "months"}, **fields}


def ends(
    requirements: dict[str, dict[str, Any]], items: list[dict[str, Any]]
) -> dict[str, tuple[int | None, int | None]]:
    asked = case(
        ruleset({name: {**MONTHS, **fields} for name, fields in requirements.items()}),
        dossier(experience=items, complete=["experience"]),
    )
    found = {name: one(asked.measured(name).tree) for name in requirements}
    return {name: (comparison.low, comparison.high) for name, comparison in found.items()}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 9), min_size=5, max_size=5), min_size=1, max_size=3),
    st.lists(st.integers(0, 20), min_size=3, max_size=3),
)
def test_the_allocation_is_the_best_of_all(amounts: list[list[int]], needs: list[int]) -> None:
    asked = needs[: len(amounts)]
    values = [
        lambda mask, given=given: sum(amount for bit, amount in enumerate(given) if mask >> bit & 1)
        for given in amounts
    ]
    found = allocate(values, asked, 5)
    tried = []
    for owners in product(range(len(amounts)), repeat=5):
        got = [sum(given[bit] for bit in range(5) if owners[bit] == i) for i, given in enumerate(amounts)]
        shorts = tuple(max(0, need - amount) for need, amount in zip(asked, got, strict=True))
        tried.append((sum(shorts), shorts))
    assert (found.short, found.shorts) == min(tried)
    for first, mask in enumerate(found.masks):
        assert all(mask & other == 0 for other in found.masks[first + 1 :])


def test_an_item_counts_for_one_requirement_only() -> None:
    both = {"first": {"at_least": 12}, "second": {"at_least": 12}}
    assert ends(both, [item(1, 12)]) == {"first": (12, 12), "second": (0, 0)}
    assert ends(both, [item(1, 12), item(2, 12)]) == {"first": (12, 12), "second": (12, 12)}


def test_items_go_where_the_total_shortfall_is_least() -> None:
    both = {"first": {"at_least": 6}, "second": {"at_least": 12}}
    assert ends(both, [item(1, 12), item(2, 6)]) == {"first": (6, 6), "second": (12, 12)}


def test_an_item_that_only_one_can_use_is_its_own() -> None:
    both = {
        "first": {"at_least": 12, "where": {"country": "DE"}},
        "second": {"at_least": 12, "where": {"country": "FR"}},
    }
    items = [item(1, 12, country="DE"), item(2, 12, country="FR")]
    assert ends(both, items) == {"first": (12, 12), "second": (12, 12)}


def test_groups_do_not_meet() -> None:
    both = {"first": {"at_least": 12}, "second": {"at_least": 12, "once": "other"}}
    assert ends(both, [item(1, 12)]) == {"first": (12, 12), "second": (12, 12)}


def test_an_item_that_may_fit_is_open_for_both() -> None:
    both = {"first": {"at_least": 12, "where": {"country": "DE"}}, "second": {"at_least": 12}}
    found = ends(both, [item(1, 12), item(2, 12)])
    assert found["second"][0] == 12
    assert found["first"] == (0, 12)


def test_beyond_the_exact_size_contested_items_only_may_count() -> None:
    both = {"first": {"at_least": 6}, "second": {"at_least": 6}}
    items = [item(number, 6) for number in range(MOST_ITEMS + 1)]
    assert ends(both, items) == {"first": (0, 54), "second": (0, 54)}
    assert ends(both, items[:-1])["first"][0] is not None
    assert (ends(both, items[:-1])["first"][0] or 0) >= 6


def test_a_need_not_known_leaves_contested_items_open() -> None:
    law = {"p": {"unit": "months", "values": [{"from": "always", "is": "unknown", "cite": "act 1"}]}}
    rules = ruleset({"a": {**MONTHS, "at_least": "$p"}, "b": {**MONTHS, "at_least": 6}}, parameters=law)
    asked = case(rules, dossier(experience=[item(1, 6)], complete=["experience"]))
    assert [(one(asked.measured(name).tree).low, one(asked.measured(name).tree).high) for name in "ab"] == [
        (0, 6),
        (0, 6),
    ]


def test_modules_are_counted_once_too() -> None:
    fields = {"kind": "volume", "unit": "hours", "at_least": 100, "once": "hours"}
    shown = dossier(
        qualifications=[{"id": "q1", "modules": [{"id": "m1", "hours": 100}, {"id": "m2", "hours": 60}]}],
        complete=["modules:q1"],
    )
    asked = case(ruleset({"first": fields, "second": fields}), shown)
    found = [one(asked.measured(name).tree) for name in ("first", "second")]
    assert [(comparison.low, comparison.high) for comparison in found] == [(10000, 10000), (6000, 6000)]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 12), max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_items_never_matters(months: list[int], random: Any) -> None:
    both = {"first": {"at_least": 10}, "second": {"at_least": 7}}
    items = [item(number, size) for number, size in enumerate(months)]
    other = list(items)
    random.shuffle(other)
    assert ends(both, items) == ends(both, other)
