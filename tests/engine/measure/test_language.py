"""language-level: the nine shapes at, below and without their thresholds; pairs, ages, concordances, silence."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognition.catalogue.list_table import ListTable
from recognition.engine.measured import Comparison, Count, Measured, StatusOf, Tree, Wanted
from tests.engine.build import day, dossier, leaves, measured, table

SKILLS = ("listening", "reading", "writing", "speaking")
NUMBERS = {"listening": 70, "reading": 70, "writing": 70, "speaking": 70}
Found = tuple[int, int | None] | str


def stands(tree: Tree) -> str:
    """met, gap or unknown, as the tables would answer: only for these tests."""
    if isinstance(tree, StatusOf):
        return "unknown"
    if isinstance(tree, Comparison):
        low, high, need = tree.low, tree.high, tree.need
        if need.low is None or need.high is None:
            return "unknown"
        if tree.at_most:
            low, high = (None if high is None else -high), (None if low is None else -low)
            need = need._replace(low=-need.high, high=-need.low)
        if low is not None and need.high is not None and low >= need.high:
            return "met"
        return "gap" if high is not None and need.low is not None and high < need.low else "unknown"
    parts = [stands(part) for part in tree.parts]
    k = len(parts) if tree.combiner == "all" else tree.k
    if parts.count("met") >= k:
        return "met"
    return "unknown" if len(parts) - parts.count("gap") >= k else "gap"


def result(number: int = 1, **fields: Any) -> dict[str, Any]:
    return {"id": f"r{number}", "language": "de", "test": "t", "sat": f"2025-0{number}-10", **fields}


def ask(
    ways: list[dict[str, Any]], results: list[dict[str, Any]], *, complete: bool = True, **fields: Any
) -> Measured:
    about = {
        name: fields.pop(name) for name in ("on", "tables", "focus", "dates", "clocks", "parameters") if name in fields
    }
    more = fields.pop("dossier", {})
    shown = dossier(language_results=results, complete=["language_results"] if complete else [], **more)
    return measured({"kind": "language-level", "languages": ["de"], "accept": ways, **fields}, shown, **about)


def status(ways: list[dict[str, Any]], results: list[dict[str, Any]], **fields: Any) -> str:
    return stands(ask(ways, results, **fields).tree)


def scores(**changed: Any) -> dict[str, Any]:
    return {name: value for name, value in (NUMBERS | changed).items() if value is not None}


@pytest.mark.parametrize(
    "way, at, below, without",
    [
        ({"skills": {"each": 70}}, {}, {"writing": 69}, {"writing": None}),
        ({"overall": 7, "skills": {"each": 70}}, {"overall": 7}, {"overall": Decimal("6.5")}, {}),
        ({"overall": 7, "skills": {"each": 70}}, {"overall": 7}, {"overall": 7, "reading": 69}, {}),
        ({"skills": {"listening": 60, "reading": 60, "speaking": 60, "writing": 70}}, {}, {"writing": 69},
         {"writing": None}),
        ({"skills": {"each": 60}, "and": {"at_least": 3, "of": 70}}, {"writing": 60}, {"writing": 69, "reading": 69},
         {"writing": 69, "reading": None}),
        ({"skills": {"each": 60}, "and": {"at_least": 3, "of": 70}}, {"writing": 60}, {"writing": 59},
         {"writing": None}),
        ({"sum": 280}, {}, {"reading": 69}, {"reading": None}),
        ({"overall": 50, "skills": {"each": 5}}, {"overall": 50, "reading": 5}, {"overall": 50, "reading": 4}, {}),
        ({"overall": 50, "skills": {"each": 5}}, {"overall": 50, "reading": 5}, {"overall": 49}, {}),
        ({"skills": {"each": 70}, "one_lower": 60}, {"writing": 60}, {"writing": 59}, {"writing": None}),
        ({"skills": {"each": 70}, "one_lower": 60}, {"writing": 60}, {"writing": 60, "reading": 69},
         {"writing": 60, "reading": None}),
    ],
)  # fmt: skip
def test_a_shape_of_scores_at_below_and_without(
    way: dict[str, Any], at: dict[str, Any], below: dict[str, Any], without: dict[str, Any]
) -> None:
    ways = [{"test": "t", **way}]
    assert status(ways, [result(scores=scores(**at))]) == "met"
    assert status(ways, [result(scores=scores(**below))]) == "gap"
    assert status(ways, [result(scores=scores(**without))]) == "unknown"


@pytest.mark.parametrize(
    "skills, printed, expected",
    [
        ("each", dict.fromkeys(SKILLS, "B2"), "met"),
        ("each", dict.fromkeys(SKILLS, "B2") | {"writing": "B1"}, "gap"),
        ("each", dict.fromkeys(SKILLS[:3], "B2"), "unknown"),
        ("each", "C1", "unknown"),
        ("overall", "B2", "met"),
        ("overall", "B1", "gap"),
        ("overall", dict.fromkeys(SKILLS, "B2"), "unknown"),
        ("each", None, "unknown"),
    ],
)
def test_a_cefr_way_reads_what_is_printed(skills: str, printed: Any, expected: str) -> None:
    assert status([{"cefr": "B2", "skills": skills}], [result(cefr=printed)]) == expected


def test_no_result_is_open_unless_results_are_complete() -> None:
    way = [{"cefr": "B2", "skills": "each"}]
    assert [(leaf.low, leaf.high) for leaf in leaves(ask(way, [], complete=False).tree)] == [(None, None)]
    assert [(leaf.low, leaf.high) for leaf in leaves(ask(way, []).tree)] == [(0, 0)]
    assert status(way, [result(language="fr", cefr="C2")]) == "gap"
    assert status([{"test": "u", "skills": {"each": 1}}], [result(scores=scores())], complete=False) == "unknown"


def test_the_thresholds_of_one_language_are_one_unknown() -> None:
    low, high = (leaves(ask([{"cefr": step, "skills": "overall"}], []).tree)[0].quantity for step in ("A1", "B2"))
    assert low == high
    other = leaves(ask([{"cefr": "A1", "skills": "overall"}], [], languages=["en"]).tree)[0].quantity
    assert other != low


def test_any_way_and_any_sitting_is_enough() -> None:
    bad, good = result(1, scores=scores(writing=10)), result(2, scores=scores())
    assert status([{"test": "t", "skills": {"each": 70}}], [bad, good]) == "met"
    ways = [{"test": "u", "skills": {"each": 70}}, {"test": "t", "skills": {"each": 70}}]
    assert status(ways, [good]) == "met"
    assert status(ways, [bad]) == "gap"


def test_a_test_failed_shows_nothing() -> None:
    way = [{"test": "t", "skills": {"each": 70}}]
    assert status(way, [result(scores=scores(), passed=False)], complete=False) == "unknown"
    assert status(way, [result(scores=scores(), passed=False)]) == "gap"


COMBINED = {
    "test": "t", "overall": 7, "skills": {"each": 70},
    "combine": {"within": "P6M", "floor": {"writing": 55, "other": 60}, "overall": "one"},
}  # fmt: skip


def pair(first: dict[str, Any], second: dict[str, Any], *, later: str = "2025-07-10", **combine: Any) -> str:
    one = result(1, scores=scores(overall=7, **first))
    other = {**result(2, scores=scores(overall=7) | second), "sat": later}
    way = {**COMBINED, "combine": {**COMBINED["combine"], **combine}}  # type: ignore[dict-item]
    tree = ask([way], [one, other]).tree
    assert isinstance(tree, Count)
    return stands(tree.parts[-1])


def test_in_a_pair_the_better_score_of_each_skill_counts() -> None:
    assert pair({"writing": 60}, {"reading": 60}) == "met"
    assert pair({"writing": 69}, {"writing": 69}) == "gap"


def test_every_score_of_both_sittings_reaches_its_floor() -> None:
    assert pair({"writing": 55}, {"reading": 60}) == "met"
    assert pair({"writing": 54}, {}) == "gap"
    assert pair({}, {"reading": 59}) == "gap"
    assert pair({"reading": 59}, {}) == "gap"


def test_the_later_day_is_not_after_the_earlier_plus_the_time() -> None:
    assert pair({"writing": 60}, {}, later="2025-07-10") == "met"
    assert pair({"writing": 60}, {}, later="2025-07-11") == "gap"
    assert pair({"writing": 60}, {}, later="2024-07-10") == "met"
    assert pair({"writing": 60}, {}, later="2024-07-09") == "gap"
    assert pair({"writing": 60}, {}, later="2025-07") == "unknown"


def test_the_total_is_asked_of_one_or_of_each() -> None:
    assert pair({"writing": 60}, {"overall": 6}, overall="one") == "met"
    assert pair({"writing": 60}, {"overall": 6}, overall="each") == "gap"
    assert pair({"writing": 60}, {}, overall="each") == "met"


def test_two_tests_are_never_combined() -> None:
    one, other = result(1, test="t", scores=scores(writing=60)), result(2, test="u", scores=scores(reading=60))
    tree = ask([{"test": "t", "skills": {"each": 70}, "combine": {"within": "P6M"}}], [one, other]).tree
    assert stands(tree) == "gap"


def test_a_skill_missing_in_one_sitting_of_a_pair_is_at_least_the_other() -> None:
    one, other = result(1, scores=scores(writing=None)), result(2, scores=scores(reading=60))
    assert status([{"test": "t", "skills": {"each": 70}, "combine": {"within": "P6M"}}], [one, other]) == "met"


def test_the_age_runs_from_every_sitting_used() -> None:
    way = [{"test": "t", "skills": {"each": 70}}]
    old = {"max_age": "P2Y", "valid_on": "on"}
    assert status(way, [result(scores=scores())], on="2027-01-10", **old) == "met"
    assert status(way, [result(scores=scores())], on="2027-01-11", **old) == "gap"
    assert status(way, [result(scores=scores(), sat=None)], on="2027-01-10", **old) == "unknown"
    one, other = result(1, scores=scores(writing=60)), result(2, scores=scores(reading=60))
    combined = [{"test": "t", "skills": {"each": 70}, "combine": {"within": "P6M"}}]
    assert status(combined, [one, other], on="2027-01-10", **old) == "met"
    assert status(combined, [one, other], on="2027-01-11", **old) == "gap"


@pytest.mark.parametrize(
    "way, fields, expected",
    [
        ({"mode": "test_centre"}, {"mode": "test_centre"}, "met"),
        ({"mode": "test_centre"}, {"mode": "at_home"}, "gap"),
        ({"mode": "test_centre"}, {}, "unknown"),
        ({"version": "v2"}, {"version": "v2"}, "met"),
        ({"version": "v2"}, {}, "unknown"),
        ({"sat_from": "2025-01-10"}, {}, "met"),
        ({"sat_from": "2025-01-11"}, {}, "gap"),
        ({"sat_until": "2025-01-10"}, {}, "met"),
        ({"sat_until": "2025-01-09"}, {}, "gap"),
        ({"sat_from": "2025-01-10"}, {"sat": None}, "unknown"),
        ({"in_force": {"from": "2026-06-01"}}, {}, "met"),
        ({"in_force": {"from": "2026-06-02"}}, {}, "gap"),
    ],
)
def test_form_and_day_of_a_way(way: dict[str, Any], fields: dict[str, Any], expected: str) -> None:
    assert status([{"test": "t", "skills": {"each": 70}, **way}], [result(scores=scores(), **fields)]) == expected


@pytest.mark.parametrize(
    "fields, expected",
    [
        ({"issuer": "telc", "place": "RS", "sat": "2022-06-23"}, "out"),
        ({"issuer": "telc", "place": "RS", "sat": "2022-06-22"}, "met"),
        ({"issuer": "telc", "place": "DE", "sat": "2022-06-23"}, "met"),
        ({"issuer": "goethe", "place": "RS", "sat": "2022-06-23"}, "met"),
        ({"issuer": "telc", "sat": "2022-06-23"}, "unknown"),
        ({"place": "RS", "sat": "2022-06"}, "unknown"),
        ({"issuer": "telc", "place": "RS", "sat": None}, "unknown"),
    ],
)
def test_excluded_sittings_are_out(fields: dict[str, Any], expected: str) -> None:
    rule = [{"issuer": "telc", "place": ["RS", "BA"], "sat_from": "2022-06-23"}]
    way = [{"test": "t", "skills": {"each": 70}}]
    found = result(scores=scores(), **fields)
    assert status(way, [found], exclude=rule) == ("gap" if expected == "out" else expected)


def test_an_unknown_exclusion_is_one_comparison_more() -> None:
    rule = [{"issuer": "telc"}]
    tree = ask([{"test": "t", "skills": {"each": 70}}], [result(scores=scores())], exclude=rule).tree
    accepted = [leaf for leaf in leaves(tree) if leaf.label == "accepted"]
    assert [(leaf.low, leaf.high, leaf.need[:2]) for leaf in accepted] == [(0, 1, (1, 1))]
    assert accepted[0].wanted == (Wanted("attribute", ("r1", "issuer")),)


def claims(*rows: dict[str, Any], known: tuple[str | None, str | None] = (None, "2050-12-31")) -> ListTable:
    return table(
        "cefr.claims", ["test", "skill"], [{"test": "t", "skill": list(SKILLS), **row} for row in rows], known=known
    )


B1, B2 = {"low": 50, "high": 69, "cefr": "B1"}, {"low": 70, "high": 100, "cefr": "B2"}


def steps(lists: ListTable, *, concordance: str | None = "cefr.claims", **fields: Any) -> tuple[int | None, int | None]:
    way = {"cefr": "B2", "skills": "each", "concordance": concordance}
    tree = ask([way], [result(**{"scores": scores(), **fields})], tables=(lists,)).tree
    (leaf,) = [leaf for leaf in leaves(tree) if leaf.label == "writing"]
    return leaf.low, leaf.high


def test_scores_become_cefr_only_by_a_concordance_named() -> None:
    assert steps(claims(B1, B2)) == (4, 4)
    assert steps(claims(B1, B2), scores=scores(writing=69)) == (3, 3)
    assert steps(claims(B1, B2), concordance=None) == (None, None)
    assert steps(claims(B1, B2), cefr={"writing": "C1"}) == (4, 5)


def test_claims_that_disagree_span() -> None:
    assert steps(claims(B1, B2, {"low": 70, "high": 80, "cefr": "C1"})) == (4, 5)


def test_a_score_outside_every_band_has_no_step() -> None:
    assert steps(claims(B2), scores=scores(writing=69)) == (None, None)
    assert steps(claims(B1, B2), scores=scores(writing={"between": [60, 80]})) == (3, 4)


def test_only_claims_in_force_on_the_sitting_day_are_used() -> None:
    lists = claims({**B2, "until": "2025-01-09"}, {**B1, "low": 70, "high": 100, "from": "2025-01-10"})
    assert steps(lists) == (3, 3)
    assert steps(lists, sat="2025-01-09") == (4, 4)
    assert steps(lists, sat="2025-01") == (3, 4)
    assert steps(lists, sat=None) == (None, None)


def test_a_claim_that_may_not_be_in_force_yet_settles_nothing() -> None:
    assert steps(claims({**B2, "from": "2025-01"})) == (None, None)
    assert steps(claims({**B2, "from": "2025-01"}, B2)) == (4, 4)


def test_a_copy_too_old_for_the_sitting_says_nothing() -> None:
    assert steps(claims(B2, known=(None, "2025-01-10"))) == (4, 4)
    assert steps(claims(B2, known=(None, "2025-01-09"))) == (None, None)


def test_a_concordance_carries_its_basis() -> None:
    way = {"cefr": "B2", "skills": "each", "concordance": "cefr.claims"}
    tree = ask([way], [result(scores=scores())], tables=(claims({**B2, "basis": "recalled"}),)).tree
    assert leaves(tree)[0].basis == "recalled"


@pytest.mark.parametrize(
    "taught, expected", [(["en"], "met"), (["fr"], "gap"), (["en", "fr"], "met"), ([], "unknown")]
)
def test_taught_in_reads_the_focus(taught: list[str], expected: str) -> None:
    more = {"qualifications": [{"id": "q1", "taught_in": taught}]}
    assert status([{"taught_in": ["en"]}], [], languages=["en"], dossier=more) == expected


def test_a_requirement_may_stand_for_the_language() -> None:
    tree = ask([{"cefr": "B2", "skills": "overall"}, {"by": "practice"}], []).tree
    assert isinstance(tree, Count)
    assert tree.parts[-1] == StatusOf("practice", "practice")


@pytest.mark.parametrize(
    "reaches, exam, expected",
    [
        ({"cefr": "A2", "exam": True}, True, "met"),
        ({"cefr": "A1", "exam": True}, True, "open"),
        ({"cefr": "A2", "exam": False}, True, "open"),
        ({"cefr": "A2"}, True, "unknown"),
        ({"cefr": "A2"}, False, "met"),
    ],
)
def test_a_curriculum_shows_what_its_modules_reach(reaches: dict[str, Any], exam: bool, expected: str) -> None:
    fields = {
        "kind": "language-level",
        "languages": ["de"],
        "accept": [{"cefr": "A2", "skills": "overall"}],
        "exam": exam,
    }
    for complete in (False, True):
        shown = dossier(
            "curriculum", id="c", curriculum={"language": "en"}, complete=["modules:c"] if complete else [],
            modules=[{"id": "m1", "status": "planned", "reaches": {"language": "de", **reaches}}],
        )  # fmt: skip
        silent = "gap" if complete else "unknown"
        assert stands(measured(fields, shown, subject="curriculum").tree) == (silent if expected == "open" else expected)


def test_weaker_evidence_than_asked_is_uncertain() -> None:
    way = [{"test": "t", "skills": {"each": 70}}]
    assert status(way, [result(scores=scores())], strength="document") == "unknown"
    assert status(way, [result(scores=scores(), strength="document")], strength="document") == "met"
    assert status(way, [result(scores=scores(writing=1))], strength="document") == "gap"


def test_a_threshold_may_hang_on_the_sitting_day() -> None:
    rows = [{"from": "always", "is": 80, "cite": "act 1"}, {"from": "2025-01-10", "is": 70, "cite": "act 2"}]
    law = {
        "clocks": {"sitting": {"item": "sat"}},
        "parameters": {"line": {"unit": "t", "clock": "sitting", "values": rows}},
    }
    way = [{"test": "t", "skills": {"each": "$line"}}]
    assert status(way, [result(scores=scores())], **law) == "met"
    assert status(way, [result(scores=scores(), sat="2025-01-09")], **law) == "gap"
    assert status(way, [result(scores=scores(), sat="2025-01")], **law) == "unknown"


def test_days_are_ordinals() -> None:
    way = [{"test": "t", "skills": {"each": 70}, "sat_from": "2025-01-10"}]
    leaf = leaves(ask(way, [result(scores=scores())]).tree)[-1]
    assert (leaf.low, leaf.high, leaf.need.low, leaf.unit) == (day("2025-01-10"),) * 3 + ("day",)


numbers = st.one_of(st.none(), st.integers(55, 75))
results = st.lists(st.fixed_dictionaries(dict.fromkeys((*SKILLS, "overall"), numbers)), min_size=1, max_size=4)
WAYS = [COMBINED, {"test": "t", "skills": {"each": 70}, "one_lower": 60}, {"test": "t", "sum": 270}]


@settings(max_examples=60, deadline=None)
@given(results, st.sampled_from(WAYS))
def test_the_order_of_results_never_matters(found: list[dict[str, Any]], way: dict[str, Any]) -> None:
    items = [result(n, scores=scores(**one)) for n, one in enumerate(found, 1)]
    assert len({status([way], list(order)) for order in permutations(items)}) == 1


@settings(max_examples=80, deadline=None)
@given(results, results, st.sampled_from(WAYS))
def test_more_results_never_undo_what_is_met(
    found: list[dict[str, Any]], more: list[dict[str, Any]], way: dict[str, Any]
) -> None:
    rank = {"gap": 0, "unknown": 1, "met": 2}
    items = [result(n, scores=scores(**one)) for n, one in enumerate((*found, *more), 1)]
    assert rank[status([way], items)] >= rank[status([way], items[: len(found)])]
