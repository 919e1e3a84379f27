"""What every kind promises: partial days contain exact ones, more evidence only narrows, order never matters,
conflicting claims never decide."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognition.engine.measure.registry import KINDS
from recognition.engine.measured import Comparison
from tests.engine.build import dossier, leaves, measured, table

LISTS = (
    table("t.groups", ["country"], [{"country": "TN", "from": "2010-06-15", "until": "2020-03-01"}]),
    table("t.titles", ["country", "title"], [{"country": "TN", "title": "Licence", "from": "2012-01-01"}]),
    table("t.levels", ["framework", "level"], [{"framework": "xx", "level": 5, "eqf": 5, "from": "2012-06-01"}]),
)
ASKED: list[dict[str, Any]] = [
    {"kind": "date-order", "day": "focus.issued", "from": "2012-05-05", "until": "2014-05-05"},
    {"kind": "list-member", "list": "t.groups", "key": {"country": "focus.country"}, "on": "focus.issued"},
    {"kind": "title-listed", "list": "t.titles", "on": "focus.issued"},
    {"kind": "qualification-level", "framework": "eqf", "via": "t.levels", "at_least": 5},
    {"kind": "accreditation", "of": "programme"},
    {"kind": "registration", "on": "focus.issued"},
    {"kind": "document", "type": "proof", "age_at_most": "P6M", "on": "focus.issued"},
    {"kind": "examination", "exam": "test", "by": "focus.issued"},
    {"kind": "stated-fact", "fact": "focus.country", "is": "TN"},
    {"kind": "age", "on": "focus.issued", "reached": 21},
]
EVERYTHING = ["qualifications", "registrations", "examinations", "documents", "accreditations"]
DAYS = st.dates(date(2010, 1, 1), date(2016, 12, 31))


def shown(issued: str, other: str, **more: Any) -> dict[str, Any]:
    focus = {"id": "q", "country": "TN", "title": "Licence", "level": {"national": "xx:5"}, "issued": issued}
    return {
        "complete": EVERYTHING, "person": {"born": "1991-03-14"}, "qualifications": [focus],
        "registrations": [{"status": "active", "from": other, "until": "2025-01-01", "limited": False}],
        "accreditations": [{"of": "programme", "from": other, "until": "2015-06-01"}],
        "documents": [{"type": "proof", "issued": other}],
        "examinations": [{"exam": "test", "result": "passed", "sat": other}], **more,
    }  # fmt: skip


def ends(asked: dict[str, Any], fields: dict[str, Any]) -> list[Comparison]:
    return leaves(measured(asked, dossier(**fields), tables=LISTS).tree)


def contains(wide: Comparison, narrow: Comparison) -> bool:
    low = wide.low is None or (narrow.low is not None and wide.low <= narrow.low)
    return low and (wide.high is None or (narrow.high is not None and narrow.high <= wide.high))


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked["kind"])
@given(issued=DAYS, other=DAYS, cut=st.sampled_from([4, 7]))
def test_a_partial_day_says_no_more_than_each_exact_day_in_it(
    asked: dict[str, Any], issued: date, other: date, cut: int
) -> None:
    exact = ends(asked, shown(issued.isoformat(), other.isoformat()))
    for partial in (
        shown(issued.isoformat()[:cut], other.isoformat()),
        shown(issued.isoformat(), other.isoformat()[:cut]),
        shown(issued.isoformat()[:cut], other.isoformat()[:cut]),
    ):
        for wide, narrow in zip(ends(asked, partial), exact, strict=True):
            assert contains(wide, narrow)


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked["kind"])
@given(issued=DAYS, other=DAYS)
def test_not_declaring_completeness_only_widens(asked: dict[str, Any], issued: date, other: date) -> None:
    fields = shown(issued.isoformat(), other.isoformat())
    for narrow, wide in zip(ends(asked, fields), ends(asked, {**fields, "complete": []}), strict=True):
        assert contains(wide, narrow)


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked["kind"])
@given(issued=DAYS, other=DAYS, third=DAYS)
def test_a_conflicting_claim_of_equal_strength_only_widens(
    asked: dict[str, Any], issued: date, other: date, third: date
) -> None:
    fields = shown(issued.isoformat(), other.isoformat())
    for kind in ("qualifications", "registrations", "accreditations", "documents", "examinations"):
        (item,) = fields[kind]
        first = {"id": "x", **item}
        second = {**first, **{name: third.isoformat() for name in ("issued", "from", "sat") if name in item}}
        if kind == "qualifications":
            second = {**second, "country": "FR", "title": "Autre", "level": {"national": "yy:5"}}
        if kind == "accreditations":
            first, second = {**first, "subject_id": "p"}, {**second, "subject_id": "o"}
        plain = ends(asked, {**fields, kind: [first]})
        for wide, narrow in zip(ends(asked, {**fields, kind: [first, second]}), plain, strict=True):
            assert contains(wide, narrow), kind


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked["kind"])
def test_the_order_of_items_never_matters(asked: dict[str, Any]) -> None:
    fields = shown("2013-07-01", "2013-05-01")
    for kind in EVERYTHING[1:]:
        items = [*fields[kind], {**fields[kind][0], "strength": "document"}, {}]
        seen = {
            tuple((leaf.low, leaf.high) for leaf in ends(asked, {**fields, kind: list(order)}))
            for order in permutations(items)
        }
        assert len(seen) == 1


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked["kind"])
def test_a_further_item_never_lowers_what_is_shown(asked: dict[str, Any]) -> None:
    fields = shown("2013-07-01", "2013-05-01")
    for kind in EVERYTHING[1:]:
        more = {**fields, kind: [*fields[kind], {"strength": "document"}]}
        for before, after in zip(ends(asked, fields), ends(asked, more), strict=True):
            assert (before.low or 0) <= (after.low or 0), kind


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked["kind"])
def test_an_empty_dossier_decides_nothing(asked: dict[str, Any]) -> None:
    for leaf in ends(asked, {}):
        assert leaf.need.low is None or leaf.high is None or leaf.low is None or leaf.high >= leaf.need.low
        assert leaf.need.high is None or leaf.low is None or leaf.low < leaf.need.high
        assert leaf.wanted


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked["kind"])
def test_broken_evidence_is_as_good_as_none(asked: dict[str, Any]) -> None:
    fields = shown("2013-07-01", "2013-05-01")
    for kind in EVERYTHING[1:]:
        without = {**fields, kind: []}
        broken = {**fields, kind: [{**item, "strength": "broken"} for item in fields[kind]]}
        assert [(one.low, one.high) for one in ends(asked, without)] == [
            (one.low, one.high) for one in ends(asked, broken)
        ]


def test_every_kind_that_is_no_combiner_is_tried_here_or_in_a_module_of_its_own() -> None:
    elsewhere = {"amount", "language-level", "experience", "volume", "share", "coverage"}
    assert set(KINDS) <= elsewhere | {asked["kind"] for asked in ASKED}
