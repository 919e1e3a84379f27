"""volume and share: leaves once, stated totals, conflicts, vocabulary, conversion, completeness."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognition.engine.measured import Wanted
from tests.engine.build import dossier, interval, leaves, measured, one, table

HOURS = {"kind": "volume", "unit": "hours", "at_least": 100}
CREDITS = {"kind": "volume", "unit": "credits", "at_least": 60}
PARTS = {"counts": ["clinical"], "not": ["theory"], "unclear": ["practice"]}
SYSTEMS = table(
    "credits.systems", ["system"],
    [
        {"system": "ects", "per_year": 60, "hours_per_credit": {"between": [25, 30]}},
        {"system": "ncrf", "per_year": 40, "hours_per_credit": 30, "basis": "secondary"},
        {"system": "sem", "per_year": 30, "hours_per_credit": "unknown"},
    ],
)  # fmt: skip
Ends = tuple[int | None, int | None]


def programme(*modules: dict[str, Any], complete: bool = True, **fields: Any) -> Any:
    named = [{"id": f"m{number}", **module} for number, module in enumerate(modules, 1)]
    return dossier(
        qualifications=[{"id": "q1", "modules": named, **fields}], complete=["modules:q1"] if complete else []
    )


def ask(shown: Any, base: dict[str, Any] = HOURS, **fields: Any) -> Ends:
    return interval({**base, **fields}, shown, tables=(SYSTEMS,))


def test_the_sum_of_complete_modules_is_exact_and_else_a_lower_bound() -> None:
    modules = ({"hours": 60}, {"hours": 40})
    assert ask(programme(*modules)) == (10000, 10000)
    assert ask(programme(*modules, complete=False)) == (10000, None)
    assert ask(programme()) == (0, 0)
    assert ask(programme(complete=False)) == (0, None)


def test_no_programme_at_all_is_open() -> None:
    assert ask(dossier()) == (0, None)


def test_only_leaves_are_counted() -> None:
    outer = {"id": "outer", "hours": 100}
    parts = ({"hours": 60, "part_of": "outer"}, {"hours": 40, "part_of": "outer"})
    assert ask(programme(outer, *parts)) == (10000, 10000)


def test_what_is_learnt_in_the_whole_has_no_amount_of_its_own() -> None:
    outcome = {"type": "learning_outcome", "outcomes": ["esco:s1"]}
    assert ask(programme({"hours": 60}, outcome)) == (6000, 6000)
    assert ask(programme({"hours": 60}, {**outcome, "hours": 5})) == (6500, 6500)
    assert ask(programme(outcome)) == (0, None)


def test_a_module_stands_for_parts_that_say_nothing() -> None:
    outer = {"id": "outer", "hours": 100}
    assert ask(programme(outer, {"part_of": "outer"}, {"part_of": "outer"})) == (10000, 10000)
    assert ask(programme(outer, {"part_of": "outer", "hours": 60}, {"part_of": "outer"})) == (6000, None)


def test_parts_in_a_circle_end() -> None:
    assert ask(programme({"id": "a", "part_of": "b", "hours": 1}, {"id": "b", "part_of": "a", "hours": 1})) == (0, 0)


def test_hours_not_told_leave_the_sum_open() -> None:
    assert ask(programme({"hours": 60}, {})) == (6000, None)
    assert ask(programme({"hours": {"between": [50, 70]}})) == (5000, 7000)


@pytest.mark.parametrize(
    "status, hours",
    [("passed", 100), ("credited", 100), (None, 100), ("failed", 0), ("in_progress", 0), ("planned", 0)],
)
def test_what_is_not_done_does_not_count(status: str | None, hours: int) -> None:
    assert ask(programme({"hours": 100, "status": status})) == (hours * 100, hours * 100)


def test_an_outcome_that_cannot_be_read_may_count() -> None:
    assert ask(programme({"hours": 100, "status": "unclear"}, {"hours": 7, "status": "passed"})) == (700, 10700)


def test_a_curriculum_counts_what_it_plans() -> None:
    shown = dossier(
        "curriculum", id="c", curriculum={"language": "en"}, complete=["modules:c"],
        modules=[{"id": "m1", "hours": 100, "status": "planned"}, {"id": "m2", "hours": 7, "status": "failed"}],
    )  # fmt: skip
    assert ask(shown) == (10000, 10000)


@pytest.mark.parametrize(
    "category, ends",
    [("clinical", (100, 100)), ("theory", (0, 0)), ("practice", (0, 100)), ("other", (0, 100)), (None, (0, 100))],
)
def test_a_category_counts_does_not_or_may(category: str | None, ends: tuple[int, int]) -> None:
    low, high = ask(programme({"hours": 100, "category": category}), **PARTS)
    assert (low, high) == (ends[0] * 100, ends[1] * 100)


def test_a_part_has_the_category_of_the_module_around_it() -> None:
    outer = {"id": "outer", "category": "clinical"}
    assert ask(programme(outer, {"part_of": "outer", "hours": 100}), **PARTS) == (10000, 10000)


def test_a_stated_total_says_the_same_as_its_modules() -> None:
    total = {"hours": {"total": 100}}
    assert ask(programme(complete=False, **total)) == (10000, 10000)
    assert ask(programme({"hours": 60}, complete=False, **total)) == (10000, 10000)
    assert ask(programme({"hours": 100}, **total)) == (10000, 10000)


def test_modules_that_contradict_the_total_are_a_conflict() -> None:
    total = {"hours": {"total": 100}}
    fewer, more = programme({"hours": 60}, **total), programme({"hours": 160}, complete=False, **total)
    assert ask(fewer) == (6000, 10000)
    assert ask(more) == (10000, None)
    assert ask(programme({"hours": 160}, **total)) == (10000, 16000)
    for shown in (fewer, more):
        (problem,) = measured(HOURS, shown).problems
        assert "q1" in problem
        assert "100 hours" in problem
    assert measured(HOURS, programme({"hours": 60}, complete=False, **total)).problems == ()


def test_a_filter_is_bounded_by_the_stated_total() -> None:
    shown = programme({"hours": 60, "language": "en"}, complete=False, hours={"total": 100})
    assert ask(shown, where={"language": "en"}) == (6000, 10000)


def test_stated_parts_are_claims_of_their_own() -> None:
    stated = {"hours": {"total": 100, "clinical": 40, "theory": 50}}
    assert ask(programme(complete=False, **stated), **PARTS) == (4000, 5000)
    assert ask(programme(complete=False, **stated), **{**PARTS, "unclear": []}) == (4000, 4000)
    assert ask(programme(complete=False, hours={"total": 100}), **PARTS) == (0, 10000)


def test_a_total_weaker_than_asked_shows_nothing() -> None:
    assert ask(programme(complete=False, hours={"total": 100}), strength="document") == (0, None)


def test_length_is_what_is_stated() -> None:
    three = programme(complete=False, duration=3)
    assert ask(three, unit="years", at_least=3) == (300, 300)
    assert ask(three, unit="months", at_least=36) == (36, 36)
    assert ask(programme(), unit="years", at_least=3) == (None, None)


def test_a_floor_and_a_ceiling_are_two_comparisons() -> None:
    tree = measured({**HOURS, "at_most": 200}, programme({"hours": 100})).tree
    assert [(leaf.label, leaf.at_most, leaf.need.low) for leaf in leaves(tree)] == [
        ("at_least", False, 10000), ("at_most", True, 20000),
    ]  # fmt: skip


def credits_of(system: str, amount: int) -> dict[str, Any]:
    return {"credits": {"system": system, "amount": amount}}


def test_credits_of_two_systems_are_never_added() -> None:
    assert ask(programme(credits_of("ects", 30), credits_of("ects", 30)), CREDITS) == (6000, 6000)
    assert ask(programme(credits_of("ects", 30), credits_of("ncrf", 20)), CREDITS) == (3000, None)
    assert ask(programme(credits_of("ects", 30), credits_of("ncrf", 20)), CREDITS, system="ects") == (3000, None)


def test_another_unit_without_conversion_is_open() -> None:
    assert ask(programme(credits_of("ects", 30))) == (0, None)
    assert ask(programme({"hours": 30}), CREDITS, system="ects") == (0, None)


def test_every_basis_of_a_conversion_is_spanned() -> None:
    shown = programme(credits_of("ncrf", 100))
    convert = {"list": "credits.systems"}
    assert ask(shown, CREDITS, system="ects", convert=convert) == (10000, 15000)
    by_year = {**convert, "bases": ["by_year"]}
    assert ask(shown, CREDITS, system="ects", convert=by_year) == (15000, 15000)
    comparison = one(measured({**CREDITS, "system": "ects", "convert": convert}, shown, tables=(SYSTEMS,)).tree)
    assert comparison.basis == "secondary"
    assert ask(programme(credits_of("ects", 10)), convert=convert) == (25000, 30000)
    assert ask(programme({"hours": 300}), CREDITS, system="ects", convert=convert) == (1000, 1200)


def test_a_basis_without_a_figure_leaves_the_amount_open() -> None:
    convert = {"list": "credits.systems"}
    assert ask(programme(credits_of("sem", 30)), CREDITS, system="ects", convert=convert) == (0, None)
    assert ask(programme(credits_of("nowhere", 30)), CREDITS, system="ects", convert=convert) == (0, None)
    by_year = {**convert, "bases": ["by_year"]}
    assert ask(programme(credits_of("sem", 30)), CREDITS, system="ects", convert=by_year) == (6000, 6000)


def test_the_need_of_an_approving_body_is_read_from_its_list() -> None:
    rows = [{"authority": "gb", "hours": 13}, {"authority": "us", "hours": 24}]
    lists = (table("stcw.hours", ["authority"], rows),)
    fields = {**HOURS, "at_least": "stcw.hours.hours", "maker": "@body"}
    facts = {"body": {"type": "choice"}}

    def need(**given: Any) -> tuple[int | None, int | None]:
        shown = dossier(qualifications=[{"id": "q1"}], facts=given)
        return one(measured(fields, shown, tables=lists, facts=facts).tree).need[:2]

    assert need(body="gb") == (1300, 1300)
    assert need(body="xx") == (None, None)
    assert need() == (None, None)


def test_all_programmes_may_be_asked() -> None:
    shown = dossier(qualifications=[{"id": "q1", "hours": {"total": 60}}, {"id": "q2", "modules": [{"hours": 40}]}])
    assert ask(shown, of="any") == (10000, None)


SHARE = {"kind": "share", "part": {"counts": ["clinical"], "not": ["theory"]}, "whole": {}, "at_least": "1/2"}


def test_a_share_compares_the_part_with_its_line() -> None:
    shown = programme({"hours": 50, "category": "clinical"}, {"hours": 50, "category": "theory"})
    comparison = one(measured(SHARE, shown).tree)
    assert (comparison.low, comparison.high, comparison.need[:2]) == (5000, 5000, (5000, 5000))
    assert measured(SHARE, shown).figures == {"part": (5000, 5000, "hours"), "whole": (10000, 10000, "hours")}


def test_a_share_of_an_incomplete_sum_is_unknown() -> None:
    shown = programme({"hours": 50, "category": "clinical"}, complete=False)
    comparison = one(measured(SHARE, shown).tree)
    assert (comparison.low, comparison.high) == (None, None)
    assert Wanted("complete", ("modules:q1",)) in comparison.wanted


def test_a_share_of_a_figure_of_the_law() -> None:
    law = {"hours": {"unit": "hours", "values": [{"from": "always", "is": 100, "cite": "act 1"}]}}
    shown = programme({"hours": 50, "category": "clinical"})
    comparison = one(measured({**SHARE, "whole": "$hours"}, shown, parameters=law).tree)
    assert (comparison.low, comparison.need[:2]) == (5000, (5000, 5000))


@given(st.integers(0, 500), st.integers(0, 500), st.fractions(0, 1, max_denominator=30), st.booleans())
@settings(max_examples=80, deadline=None)
def test_a_share_is_compared_as_fractions_are(clinical: int, theory: int, share: Fraction, at_most: bool) -> None:
    shown = programme({"hours": clinical, "category": "clinical"}, {"hours": theory, "category": "theory"})
    asked = {"at_most" if at_most else "at_least": f"{share.numerator}/{share.denominator}"}
    law = {name: value for name, value in SHARE.items() if name != "at_least"}
    comparison = one(measured({**law, **asked}, shown).tree)
    assert comparison.low is not None
    assert comparison.need.low is not None
    holds = comparison.low <= comparison.need.low if at_most else comparison.low >= comparison.need.low
    part, line = clinical * share.denominator, (clinical + theory) * share.numerator
    assert holds == (part <= line if at_most else part >= line)


modules = st.lists(
    st.fixed_dictionaries({
        "hours": st.one_of(st.none(), st.integers(0, 50)),
        "category": st.sampled_from(["clinical", "theory", "practice", None]),
        "status": st.sampled_from(["passed", "failed", None]),
    }),
    max_size=6,
)  # fmt: skip


@given(modules, modules)
@settings(max_examples=80, deadline=None)
def test_more_modules_never_lower_what_is_shown_and_order_never_matters(found: list[Any], more: list[Any]) -> None:
    for fields in ({}, PARTS):
        low, high = ask(programme(*found), **fields)
        assert ask(programme(*reversed(found)), **fields) == (low, high)
        with_more = ask(programme(*found, *more), **fields)[0]
        assert with_more is not None
        assert low is not None
        assert with_more >= low
        assert high is None or high >= low
