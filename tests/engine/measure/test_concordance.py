"""Scores as CEFR by a list of claims: in force on the sitting day, spanned where they disagree, never chained."""

from __future__ import annotations

from typing import Any

import pytest

from recognition.catalogue.list_table import ListTable
from recognition.catalogue.standards import default_standards
from recognition.engine.measured import Comparison, Wanted
from recognition.model.units import POSITIONS
from tests.engine.build import leaves, table
from tests.engine.spoken import SKILLS, ask, result, scores


def claims(*rows: dict[str, Any], known: tuple[str | None, str | None] = (None, "2050-12-31")) -> ListTable:
    return table(
        "cefr.claims", ["test", "skill"], [{"test": "t", "skill": list(SKILLS), **row} for row in rows], known=known
    )


CEFR = tuple(POSITIONS["cefr"])
B1, B2 = {"low": 50, "high": 69, "cefr": "B1"}, {"low": 70, "high": 100, "cefr": "B2"}


def writing(lists: ListTable, *, concordance: str | None = "cefr.claims", **fields: Any) -> Comparison:
    way = {"cefr": "B2", "skills": "each", "concordance": concordance}
    tree = ask([way], [result(**{"scores": scores(), **fields})], tables=(lists,)).tree
    (leaf,) = [leaf for leaf in leaves(tree) if leaf.label == "writing"]
    return leaf


def steps(lists: ListTable, *, concordance: str | None = "cefr.claims", **fields: Any) -> tuple[int | None, int | None]:
    leaf = writing(lists, concordance=concordance, **fields)
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
    assert steps(claims(B2), scores=scores(writing={"between": [60, 80]})) == (None, None)
    assert steps(claims(B1), scores=scores(writing={"between": [60, 80]})) == (None, None)
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


@pytest.mark.parametrize("sat, ends", [
    ("2025-01-09", (None, None)), ("2025-01-10", (4, 4)), ("2025-01", (None, None)),
    ("2025-03-31", (4, 4)), ("2025-04-01", (None, None)), ("unknown", (None, None)),
])  # fmt: skip
def test_a_list_says_nothing_of_days_for_which_it_is_not_known(sat: str, ends: tuple[int | None, int | None]) -> None:
    assert steps(claims(B2, known=("2025-01-10", "2025-03-31")), sat=sat) == ends


def test_what_would_tell_the_step() -> None:
    copy = claims(B2, known=("2025-01-10", "2025-03-31"))
    assert writing(copy, sat="2025-01-09").wanted == (Wanted("list_not_current", ("cefr.claims",)),)
    assert writing(copy, sat="2025-01").wanted == (Wanted("attribute", ("r1", "sat")),)
    assert writing(copy, test="unknown").wanted == (Wanted("attribute", ("r1", "test")),)
    assert writing(copy, scores=scores(writing=69)).wanted == (Wanted("law", ("cefr.claims",)),)
    assert writing(copy, scores=scores(writing=None)).wanted == (Wanted("attribute", ("r1", "scores.writing")),)


def test_a_band_may_have_no_lower_and_no_upper_end() -> None:
    lists = claims({"high": 69, "cefr": "B1"}, {"low": 70, "cefr": "B2"})
    assert [steps(lists, scores=scores(writing=n)) for n in (0, 69, 70, 100)] == [(3, 3), (3, 3), (4, 4), (4, 4)]


def test_a_claim_that_gives_no_step_leaves_it_open() -> None:
    assert steps(claims(B2, {"low": 70, "high": 100, "cefr": "unknown"})) == (None, None)
    assert steps(claims(B2, {"low": 71, "high": 100, "cefr": "unknown"})) == (4, 4)
    assert steps(claims({"low": 70, "high": 100, "cefr": {"between": ["B1", "B2"]}})) == (3, 4)


def test_a_claim_inside_an_interval_of_scores_counts() -> None:
    lists = claims({"low": 60, "high": 80, "cefr": "B2"}, {"low": 69, "high": 71, "cefr": "A2"})
    assert steps(lists, scores=scores(writing={"between": [60, 80]})) == (2, 4)
    assert steps(lists, scores=scores(writing=60)) == (4, 4)


def test_what_is_printed_and_what_claims_say_span() -> None:
    for printed, ends in (("B2", (4, 4)), ("C1", (4, 5)), ("B1", (3, 4))):
        assert steps(claims(B1, B2), cefr={"writing": printed}) == ends
        step = ends[0] if printed == "B1" else ends[1]
        assert steps(claims(B1, B2), cefr={"writing": printed}, concordance=None) == (step, step)
        assert steps(claims(B1, B2), cefr={"writing": printed}, scores={}) == (step, step)
        assert steps(claims(B1), cefr={"writing": printed}) == (step, step)


def test_a_claim_that_only_may_be_in_force_opens_what_is_printed() -> None:
    assert steps(claims({**B1, "high": 100, "from": "2025-01"}), cefr={"writing": "B2"}) == (3, 4)
    assert steps(claims({**B1, "high": 100}, known=("2025-02-01", None)), cefr={"writing": "B2"}) == (3, 4)


def test_a_weak_claim_lowers_no_basis_of_what_is_printed() -> None:
    lists = claims({**B2, "basis": "recalled"})
    assert writing(lists).basis == "recalled"
    assert writing(lists, cefr={"writing": "B2"}).basis == "read"
    assert [cited.basis for cited in writing(lists, cefr={"writing": "B2"}).cited] == ["read", "recalled"]


@pytest.mark.parametrize(
    "test, language, sat, score, surely, at_most",
    [
        ("toefl_ibt", "en", "2026-01-20", {"writing": 23}, "B2", "B2"),
        ("toefl_ibt", "en", "2026-01-20", {"writing": 24}, "B2", "C1"),  # one page of the owner says both
        ("toefl_ibt", "en", "2026-01-20", {"writing": 25}, "C1", "C1"),
        ("testdaf", "de", "2026-02-01", {"writing": 3}, "B2", "B2"),
        ("testdaf", "de", "2026-02-01", {"writing": 4}, "B2", "C1"),
        ("oet", "en", "2026-02-01", {"writing": 290}, "below A1", "B1"),
        ("oet", "en", "2026-02-01", {"writing": 300}, "B2", "B2"),
        ("pte_academic", "en", "2026-02-01", {"writing": 58}, "B1", "B1"),  # IELTS 6.5 beside it is B2: no chain
        ("ielts_academic", "en", "2026-02-01", {"writing": 6.5}, "B2", "B2"),
        ("dsh", "de", "2026-02-01", {"overall": 3}, "C1", "C2"),
    ],
)
def test_where_the_claims_that_ship_disagree_none_is_picked(
    test: str, language: str, sat: str, score: dict[str, Any], surely: str, at_most: str
) -> None:
    (skill,) = score
    lists = default_standards().table("cefr.concordances")
    way = {"cefr": "B2", "skills": "overall" if skill == "overall" else "each", "concordance": lists.name}
    shown = result(test=test, language=language, sat=sat, scores=score)
    tree = ask([way], [shown], tables=(lists,), languages=[language]).tree
    (leaf,) = [leaf for leaf in leaves(tree) if leaf.label == skill]
    assert (leaf.low, leaf.high) == (CEFR.index(surely), CEFR.index(at_most))
    assert leaf.basis == ("recalled" if test == "dsh" else "read" if test == "toefl_ibt" else "secondary")
