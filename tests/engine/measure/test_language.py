"""language-level: the nine shapes at, below and without their thresholds; silence; ways that stand for a result."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognition.engine.measured import Comparison, Count, Measured, StatusOf, Tree, Wanted
from tests.engine.build import case, day, dossier, leaves, measured, ruleset
from tests.engine.spoken import COMBINED, SKILLS, ask, result, scores, stands, status


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


PASSING: dict[str, Any] = {"test": "t", "overall": 50, "skills": {"reading": 5}}


@pytest.mark.parametrize(
    "taken, shown, expected",
    [
        (True, {"passed": True}, "met"),
        (False, {"passed": True}, "unknown"),
        (True, {}, "unknown"),
        (True, {"passed": False}, "gap"),
        (True, {"passed": True, "scores": {"overall": 50}}, "met"),
        (True, {"passed": True, "scores": {"overall": 49}}, "gap"),
        (True, {"passed": True, "test": "another"}, "gap"),
    ],
)
def test_a_pass_without_numbers(taken: bool, shown: dict[str, Any], expected: str) -> None:
    assert status([PASSING | {"passed": taken}], [result(**shown)]) == expected


def test_a_pass_does_not_fill_in_a_line_that_the_law_does_not_give() -> None:
    unknown = {"line": {"unit": "score", "values": [{"from": "always", "is": "unknown", "cite": "act § 1"}]}}
    way = {"test": "t", "overall": "$line", "passed": True}
    assert status([way], [result(passed=True)], parameters=unknown) == "unknown"


def test_both_of_two_results_must_say_that_they_were_passed() -> None:
    way = COMBINED | {"passed": True}
    both = [result(1, passed=True, scores={"overall": 7}), result(2, passed=True, scores={"overall": 7})]
    assert status([way], both) == "met"
    one = [result(1, scores={"overall": 7}), result(2, scores={"overall": 7})]
    assert status([way], one) == "unknown"


def test_a_short_result_is_no_gap_while_a_better_one_may_exist() -> None:
    way = [{"cefr": "B2", "skills": "each"}]
    short = [result(cefr=dict.fromkeys(SKILLS, "B1"))]
    assert status(way, short) == "gap"
    assert status(way, short, complete=False) == "unknown"
    open_ones = [leaf for leaf in leaves(ask(way, short, complete=False).tree) if leaf.label == "not_shown"]
    assert [(leaf.low, leaf.high, leaf.need[:2]) for leaf in open_ones] == [(None, None, (4, 4))]
    assert status(way, [result(cefr=dict.fromkeys(SKILLS, "B2"))], complete=False) == "met"
    assert not [leaf for leaf in leaves(ask(way, short).tree) if leaf.label == "not_shown"]


def test_a_way_without_a_result_stands_beside_one_that_has_one() -> None:
    ways = [{"test": "u", "skills": {"each": 80}}, {"test": "t", "skills": {"each": 71}}]
    found = [result(scores=scores())]
    silent = [leaf for leaf in leaves(ask(ways, found).tree) if leaf.label == "not_shown"]
    assert [(leaf.low, leaf.high, leaf.need.low, leaf.unit) for leaf in silent] == [(0, 0, 8000, "u")]
    assert status(ways, found) == "gap"
    silent = [leaf for leaf in leaves(ask(ways, found, complete=False).tree) if leaf.label == "not_shown"]
    assert [(leaf.low, leaf.high, leaf.unit) for leaf in silent] == [(None, None, "u"), (None, None, "t")]
    assert status(ways, found, complete=False) == "unknown"


@pytest.mark.parametrize("complete", [True, False])
def test_a_line_that_the_law_does_not_give_settles_nothing(complete: bool) -> None:
    values = [{"from": "always", "is": "unknown", "cite": "memory p. 1"}]
    law = {"parameters": {"line": {"unit": "t", "clock": "on", "values": values}}}
    for skills in ({"each": "$line"}, {"listening": "$line", "reading": 3, "writing": 3, "speaking": 3}):
        way = [{"test": "t", "skills": skills}]
        assert status(way, [], complete=complete, **law) == "unknown"
        (leaf,) = leaves(ask(way, [], complete=complete, **law).tree)
        assert Wanted("law", ("line",)) in leaf.wanted
        assert leaf.basis == "recalled"


def test_another_result_is_asked_for_by_its_languages() -> None:
    (leaf,) = leaves(ask([{"cefr": "B2", "skills": "each"}], [], complete=False, languages=["no", "nb"]).tree)
    assert leaf.wanted == (Wanted("item", ("language_results", "no,nb")), Wanted("complete", ("language_results",)))
    fields = {"kind": "language-level", "languages": ["de"], "accept": [{"cefr": "A2", "skills": "overall"}]}
    shown = dossier("curriculum", id="c", curriculum={"language": "en"})
    (leaf,) = leaves(measured(fields, shown, subject="curriculum").tree)
    assert leaf.wanted == (Wanted("item", ("modules", "language")), Wanted("complete", ("modules:c",)))


def unseen(way: dict[str, Any], **fields: Any) -> Any:
    (leaf,) = leaves(ask([way], [], complete=False, **fields).tree)
    return leaf.quantity


def test_only_ways_that_ask_one_number_on_one_scale_share_an_unknown() -> None:
    skills = {"listening": 7, "reading": 7, "speaking": 7}
    one, other = {"test": "t", "skills": {**skills, "writing": 6}}, {"test": "t", "skills": {**skills, "writing": 7}}
    assert unseen(one) != unseen({**one, "skills": {**skills, "writing": Decimal("6.5")}})
    assert unseen(other) == unseen({"test": "t", "skills": {"each": 6}})
    assert unseen(one) != unseen(other)
    each = {"test": "t", "skills": {"each": 6}}
    assert unseen(each) != unseen({**each, "test": "u"})
    assert unseen(each) != unseen({**each, "mode": "at_home"})
    assert unseen(each) != unseen({**each, "sat_from": "2025-01-01"})
    assert unseen(each) != unseen(each, max_age="P2Y")
    assert unseen(each) != unseen(each, exclude=[{"issuer": "telc"}])
    assert unseen(each) != unseen({**each, "one_lower": 5})
    assert unseen(each) != unseen({**each, "overall": 6})
    combined = {**each, "combine": {"within": "P6M"}}
    assert unseen(combined) != unseen({**combined, "skills": {"each": 7}})
    assert unseen({"test": "t", "sum": 16}) == unseen({"test": "t", "sum": 18}) != unseen({"test": "t", "overall": 18})
    claimed = {"cefr": "B2", "skills": "each", "concordance": "cefr.claims"}
    assert unseen(claimed) == unseen({**claimed, "cefr": "B1"}) != unseen({**claimed, "test": "t"})


def test_a_part_of_the_skills_is_no_single_number() -> None:
    assert unseen({"test": "t", "skills": {"writing": 6}}) != unseen({"test": "t", "skills": {"each": 6}})
    assert unseen({"test": "t", "skills": {"writing": 6}}) != unseen({"test": "t", "skills": {"writing": 7}})


def test_the_sum_of_what_is_known_is_a_lower_bound() -> None:
    known = {"listening": 6, "reading": 6, "speaking": 6}
    way = [{"test": "t", "sum": 16}]
    assert status(way, [result(scores=known)]) == "met"
    (leaf,) = leaves(ask(way, [result(scores=known)]).tree)
    assert (leaf.low, leaf.high) == (1800, None)
    assert status(way, [result(scores={**known, "speaking": 3})]) == "unknown"
    assert status(way, [result(scores={**known, "speaking": 3, "writing": 0})]) == "gap"


def test_claims_that_disagree_whether_it_was_passed() -> None:
    way = [{"test": "t", "skills": {"each": 70}}]
    both = [result(scores=scores(), passed=value) for value in (True, False)]
    assert status(way, both) == "unknown"
    accepted = [leaf for leaf in leaves(ask(way, both).tree) if leaf.label == "accepted"]
    assert [leaf.wanted for leaf in accepted] == [(Wanted("attribute", ("r1", "passed")),)]
    assert status(way, both[:1]) == "met"


def test_claims_that_disagree_on_scores_span_each_skill() -> None:
    way = [{"test": "t", "skills": {"each": 70}}]
    assert status(way, [result(scores=scores()), result(scores=scores(writing=80))]) == "met"
    assert status(way, [result(scores=scores()), result(scores=scores(writing=60))]) == "unknown"
    assert status(way, [result(scores=scores(writing=50)), result(scores=scores(writing=60))]) == "gap"
    assert status(way, [result(scores=scores()), result(scores=scores(writing=None))]) == "met"
    cefr = [{"cefr": "B2", "skills": "overall"}]
    assert status(cefr, [result(cefr="B2"), result(cefr={"overall": "C1"})]) == "met"
    assert status(cefr, [result(cefr="B2"), result(cefr="B1")]) == "unknown"


PRACTICE = {"kind": "stated-fact", "fact": "practised", "is": True}


def standing(way: dict[str, Any], **fields: Any) -> Measured:
    asked = {"kind": "language-level", "languages": ["en"], "accept": [way], **fields}
    shown = dossier(qualifications=[{"id": "q1", "taught_in": ["en"]}])
    facts = {"practised": {"type": "yes_no"}}
    return case(ruleset({"practice": PRACTICE, "it": asked}, facts=facts), shown).measured("it")


@pytest.mark.parametrize("way", [{"by": "practice"}, {"taught_in": ["en"]}, {"cefr": "B2", "skills": "each"}])
def test_every_form_of_way_may_be_limited_in_time(way: dict[str, Any]) -> None:
    tree = standing({**way, "in_force": {"from": "2026-06-02"}}).tree
    assert isinstance(tree, Count)
    assert tree.combiner == "all"
    assert stands(tree.parts[-1]) == "gap"
    inside = standing({**way, "in_force": {"from": "2026-06-01"}}).tree
    assert isinstance(inside, Count)
    assert stands(inside.parts[-1]) == "met"
    assert stands(tree) == "gap"


@pytest.mark.parametrize("way", [{"by": "practice"}, {"taught_in": ["en"]}, {"cefr": "B2", "skills": "each"}])
@pytest.mark.parametrize("source, basis", [("memory", "recalled"), ("page", "secondary"), ("act", "read")])
def test_a_way_rests_on_its_own_citation_too(way: dict[str, Any], source: str, basis: str) -> None:
    found = leaves(standing({**way, "cite": f"{source} p. 3"}).tree)
    assert found
    assert {leaf.basis for leaf in found} == {basis}
    assert all(any(cited.pinpoint == "p. 3" for cited in leaf.cited) for leaf in found)
    assert {leaf.basis for leaf in leaves(standing({**way, "cite": "act p. 3"}, cite="memory p. 4").tree)} == {
        "recalled"
    }


def test_every_number_and_day_of_a_candidate_rests_on_the_citation_of_its_way() -> None:
    way = {**COMBINED, "cite": "memory p. 3", "sat_from": "2025-01-01", "mode": "at_home"}
    both = [result(n, scores=scores(overall=7)) for n in (1, 2)]
    assert {leaf.basis for leaf in leaves(ask([way], both, max_age="P2Y", complete=False).tree)} == {"recalled"}


def ladder(tree: Tree, practice: str) -> str:
    """The rung that the tables would answer, `practice` being that of the other requirement."""
    if isinstance(tree, StatusOf):
        return practice
    if isinstance(tree, Comparison):
        plain = stands(tree)
        return f"{plain}_recalled" if tree.basis == "recalled" and plain != "unknown" else plain
    rungs = [RUNGS.index(ladder(part, practice)) for part in tree.parts]
    return RUNGS[min(rungs) if tree.combiner == "all" else max(rungs)]


RUNGS = ("gap", "gap_recalled", "unknown", "met_recalled", "met")


@pytest.mark.parametrize("of_way", [True, False])
def test_recalled_law_lets_another_requirement_settle_nothing(of_way: bool) -> None:
    def tree(source: str) -> Tree:
        way = {"by": "practice", **({"cite": f"{source} p. 3"} if of_way else {})}
        return standing(way, **({} if of_way else {"cite": f"{source} p. 3"})).tree

    assert [ladder(tree("act"), rung) for rung in RUNGS] == list(RUNGS)
    assert [ladder(tree("memory"), rung) for rung in RUNGS] == [
        "gap_recalled", "gap_recalled", "unknown", "met_recalled", "met_recalled"
    ]  # fmt: skip


@pytest.mark.parametrize("taught, expected", [(["en"], "met"), (["fr"], "gap"), (["en", "fr"], "met"), ([], "unknown")])
def test_taught_in_reads_the_focus(taught: list[str], expected: str) -> None:
    more = {"qualifications": [{"id": "q1", "taught_in": taught}]}
    assert status([{"taught_in": ["en"]}], [], languages=["en"], dossier=more) == expected


def test_a_way_taught_in_is_the_stated_fact_of_the_focus() -> None:
    asked = {"languages": ["en"], "accept": [{"taught_in": ["en"]}], "kind": "language-level"}
    stated = {"kind": "stated-fact", "fact": "focus.taught_in", "is": "en"}
    for taught in (["en"], ["en", "hi"], ["hi"], []):
        shown = dossier(qualifications=[{"id": "q1", "taught_in": taught}])
        (way,), (fact,) = leaves(measured(asked, shown).tree), leaves(measured(stated, shown).tree)
        assert (way.low, way.high, way.need, way.quantity) == (fact.low, fact.high, fact.need, fact.quantity)
    weak = leaves(measured({**asked, "strength": "document"}, dossier(qualifications=[{"taught_in": ["en"]}])).tree)
    assert [(leaf.low, leaf.high) for leaf in weak] == [(None, None)]


def test_a_curriculum_is_taught_in_its_language() -> None:
    asked = {"languages": ["en"], "accept": [{"taught_in": ["en"]}], "kind": "language-level"}
    for language, expected in (("en", "met"), ("fr", "gap"), ("unknown", "unknown")):
        shown = dossier("curriculum", id="c", curriculum={"language": language})
        assert stands(measured(asked, shown, subject="curriculum").tree) == expected


def test_the_result_that_matches_is_found() -> None:
    ways = [{"test": "t", "skills": {"each": 70}}]
    found = ask(ways, [result(1, scores=scores(), place="TN"), result(2, test="u")]).found
    assert found["sat"].span.low == found["sat"].span.high
    assert found["test"] == "t"
    assert found["place"] == "TN"
    assert "sat" not in ask(ways, []).found
    both = ask(ways, [result(1, scores=scores()), result(2, scores=scores())]).found
    assert (both["sat"].span.low, both["sat"].span.high) == (day("2025-01-10"), day("2025-02-10"))


def test_a_requirement_may_stand_for_the_language() -> None:
    tree = ask([{"cefr": "B2", "skills": "overall"}, {"by": "practice"}], []).tree
    assert isinstance(tree, Count)
    assert tree.parts[-1] == StatusOf("practice", "practice")


numbers = st.one_of(st.none(), st.integers(55, 75))
fields = st.fixed_dictionaries(
    {
        **dict.fromkeys((*SKILLS, "overall"), numbers),
        "sat": st.sampled_from([None, "2025", "2025-01-10", "2025-07-10", "2025-07-11"]),
        "place": st.sampled_from([None, "RS", "DE"]),
        "passed": st.sampled_from([None, True, False]),
    }
)
results = st.lists(fields, min_size=1, max_size=4)
WAYS: list[dict[str, Any]] = [
    COMBINED,
    {**COMBINED, "combine": {"within": "P6M", "floor": {"other": 60}}},
    {"test": "t", "skills": {"each": 70}, "one_lower": 60},
    {"test": "t", "sum": 270},
]
RULES: dict[str, Any] = {"max_age": "P1Y", "valid_on": "on", "on": "2026-03-01", "exclude": [{"place": "RS"}]}
ABOUT = ("sat", "place", "passed")


def items(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            **result(n, scores=scores(**{skill: one[skill] for skill in (*SKILLS, "overall")})),
            **{name: "unknown" if one[name] is None else one[name] for name in ABOUT},
        }
        for n, one in enumerate(found, 1)
    ]


def signature(tree: Tree) -> Any:
    """A tree as what it compares, whatever the order of its parts."""
    if isinstance(tree, Count):
        return tree.combiner, tree.k, sorted((signature(part) for part in tree.parts), key=repr)
    assert isinstance(tree, Comparison)
    return tree.low, tree.high, tree.need.low, tree.need.high, tree.at_most, tree.unit, repr(tree.quantity)


@settings(max_examples=60, deadline=None)
@given(results, st.sampled_from(WAYS), st.booleans())
def test_the_order_of_results_never_matters(found: list[dict[str, Any]], way: dict[str, Any], complete: bool) -> None:
    trees = [ask([way], list(order), complete=complete, **RULES).tree for order in permutations(items(found))]
    first = signature(trees[0])
    assert all(signature(tree) == first for tree in trees[1:])


@settings(max_examples=100, deadline=None)
@given(results, results, st.sampled_from(WAYS), st.booleans())
def test_more_results_never_lower_the_best_nor_decide_against(
    found: list[dict[str, Any]], more: list[dict[str, Any]], way: dict[str, Any], complete: bool
) -> None:
    rank = {"gap": 0, "unknown": 1, "met": 2}
    every = items([*found, *more])
    fewer = status([way], every[: len(found)], complete=complete, **RULES)
    assert rank[status([way], every, complete=complete, **RULES)] >= rank[fewer]


@settings(max_examples=60, deadline=None)
@given(results, st.sampled_from(WAYS))
def test_results_that_are_not_all_there_is_make_no_gap(found: list[dict[str, Any]], way: dict[str, Any]) -> None:
    assert status([way], items(found), complete=False, **RULES) != "gap"


@settings(max_examples=60, deadline=None)
@given(results, st.sampled_from(WAYS), st.sampled_from((*SKILLS, "overall", "sat", "place", "passed")))
def test_what_is_left_out_only_opens(found: list[dict[str, Any]], way: dict[str, Any], name: str) -> None:
    told, untold = items(found), items([{**one, name: None} for one in found])
    if name == "passed":
        told = [one for one in told if one["passed"] is not False]
        untold = untold[: len(told)] if len(told) == len(untold) else told
    known = status([way], told, **RULES)
    assert status([way], untold, **RULES) in (known, "unknown")
