"""Lines of a filter: in, out or maybe, and what is missing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognition.engine.filters import IN, MAYBE, OUT, judge, lines_of
from recognition.engine.measured import Wanted
from tests.engine.build import case, dossier, ruleset, table

QUALIFICATION: dict[str, Any] = {
    "id": "q1", "country": "TN", "issued": "2013-07", "level": {"eqf": 6, "directive": "d"}, "taught_in": ["fr", "ar"],
    "title": {"fr": "Licence en  Sciences"}, "regulated": True, "duration": 3, "training_start": "2010-09-15",
}  # fmt: skip
ANY = (None, None)
GROUPS = table("t.groups", ["country"], [{"country": "TN", "from": "2013-07-01"}, {"country": "DE"}], known=ANY)
SURE = table("t.sure", ["country"], [{"country": "TN", "from": "2000-01-01"}], known=ANY)
PARAMETERS = {"line": {"unit": "years", "values": [{"from": "always", "is": {"between": [2, 4]}, "cite": "act § 1"}]}}


def fits(where: dict[str, Any], item: dict[str, Any] | None = None, facts: dict[str, Any] | None = None) -> int:
    shown = dossier(qualifications=[item or QUALIFICATION], facts=facts or {}, person={"nationalities": ["TN", "FR"]})
    asked = case(ruleset({}, parameters=PARAMETERS), shown, tables=(GROUPS, SURE))
    return judge(lines_of(where), asked, asked.things("qualifications")[0]).fits


@pytest.mark.parametrize(
    "where, fit",
    [
        ({"country": "TN"}, IN),
        ({"country": "FR"}, OUT),
        ({"country": ["FR", "TN"]}, IN),
        ({"country": ["FR", "DE"]}, OUT),
        ({"country": {"not": ["FR"]}}, IN),
        ({"country": {"not": ["FR", "TN"]}}, OUT),
        ({"country": {"not": "TN"}}, OUT),
        ({"occupation": "isco08:2221"}, MAYBE),
        ({"occupation": {"not": ["x"]}}, MAYBE),
        ({"occupation": "isco08:2221", "country": "FR"}, OUT),
        ({"level.eqf": 6}, IN),
        ({"level.eqf": 7}, OUT),
        ({"level.isced": 6}, MAYBE),
        ({"level.eqf": {"at_least": 6}}, IN),
        ({"level.eqf": {"at_least": 7}}, OUT),
        ({"level.eqf": {"at_most": 5}}, OUT),
        ({"level.directive": {"at_least": "d"}}, IN),
        ({"level.directive": {"at_least": "e"}}, OUT),
        ({"regulated": True}, IN),
        ({"regulated": False}, OUT),
        ({"state_recognised": True}, MAYBE),
        ({"taught_in": {"has": "fr"}}, IN),
        ({"taught_in": {"has": "de"}}, OUT),
        ({"taught_in": "ar"}, IN),
        ({"title": "licence EN sciences"}, IN),
        ({"title": "Bachelor"}, OUT),
        ({"duration": 3}, IN),
        ({"duration": {"at_least": 3}}, IN),
        ({"duration": {"at_most": 2}}, OUT),
        ({"duration": {"at_least": "$line"}}, MAYBE),
        ({"issued": "2013"}, IN),
        ({"issued": "2013-07-10"}, MAYBE),
        ({"issued": "2014"}, OUT),
        ({"issued": {"from": "2013-07-01"}}, IN),
        ({"issued": {"from": "2013-07-02"}}, MAYBE),
        ({"issued": {"from": "2013-08-01"}}, OUT),
        ({"issued": {"after": "2013-06-30"}}, IN),
        ({"issued": {"after": "2013-07-01"}}, MAYBE),
        ({"issued": {"after": "2013-07-31"}}, OUT),
        ({"issued": {"until": "2013-07-31"}}, IN),
        ({"issued": {"until": "2013-07-30"}}, MAYBE),
        ({"issued": {"until": "2013-06-30"}}, OUT),
        ({"issued": {"before": "2013-08-01"}}, IN),
        ({"issued": {"before": "2013-07-31"}}, MAYBE),
        ({"issued": {"before": "2013-07-02"}}, MAYBE),
        ({"issued": {"before": "2013-07-01"}}, OUT),
        ({"issued": {"until": "2013-07-01"}}, MAYBE),
        ({"issued": {"from": "2013-07-31"}}, MAYBE),
        ({"issued": {"after": "2013-07-30"}}, MAYBE),
        ({"issued": {"from": "2010-01-01", "before": "2013-01-01"}}, OUT),
        ({"issued": {"before": {"of": "on", "minus": "P1Y"}}}, IN),
        ({"training_start": {"before": "focus.issued"}}, IN),
        ({"country": {"in": "t.sure"}}, IN),
        ({"country": {"in": "t.groups"}}, IN),
        ({"country": {"not_in": "t.sure"}}, OUT),
        ({"country": {"in": "t.groups", "on": "2013-06-30"}}, OUT),
        ({"country": {"not_in": "t.groups", "on": "2013-06-30"}}, IN),
        ({"country": {"in": "t.groups", "on": "2013"}}, MAYBE),
        ({"country": {"not_in": "t.groups", "on": "2013"}}, MAYBE),
        ({"id": "focus.id"}, IN),
        ({"country": "person.nationalities"}, IN),
        ({"country": "@land"}, MAYBE),
        ({}, IN),
    ],
)
def test_every_form_of_a_line(where: dict[str, Any], fit: int) -> None:
    assert fits(where) == fit


def test_a_stated_fact_decides_where_it_is_given() -> None:
    assert fits({"country": "@land"}, facts={"land": "TN"}) == IN
    assert fits({"country": "@land"}, facts={"land": "FR"}) == OUT


def test_what_is_missing_is_named() -> None:
    shown = dossier(experience=[{"country": "TN"}])
    asked = case(ruleset({}), shown)
    verdict = judge(lines_of({"occupation": "x", "lawful": True}), asked, asked.things("experience")[0])
    assert verdict.wanted == (
        Wanted("attribute", ("experience:1", "occupation")),
        Wanted("attribute", ("experience:1", "lawful")),
    )


def test_conflicting_codes_of_equal_strength_may_fit() -> None:
    shown = dossier(qualifications=[{"id": "q", "country": "TN"}, {"id": "q", "country": "FR"}])
    asked = case(ruleset({}), shown, tables=(SURE,))
    (item,) = asked.things("qualifications")
    assert judge(lines_of({"country": "TN"}), asked, item).fits == MAYBE
    assert judge(lines_of({"country": ["TN", "FR"]}), asked, item).fits == IN
    assert judge(lines_of({"country": "DE"}), asked, item).fits == OUT
    assert judge(lines_of({"country": {"in": "t.sure", "on": "2020-01-01"}}), asked, item).fits == MAYBE


@pytest.mark.parametrize("where", [{"issued": {"early": "2020"}}, {"country": {"in": "t.sure", "before": "2020"}}])
def test_other_forms_are_refused(where: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="a filter is"):
        lines_of(where)


class TestSelect:
    def test_weaker_items_only_may_count_and_broken_ones_do_not(self) -> None:
        items = [
            {"id": "a", "country": "TN", "strength": "document"},
            {"id": "b", "country": "TN"},
            {"id": "c", "country": "TN", "strength": "broken"},
            {"id": "d", "country": "FR", "strength": "signed"},
            {"id": "e", "strength": "signed"},
        ]
        asked = case(ruleset({}), dossier(experience=items))
        chosen = asked.select("experience", {"country": "TN"}, strength="document")
        assert [item.id for item in chosen.inside] == ["a"]
        assert [item.id for item in chosen.maybe] == ["b", "e"]
        assert [(used.id, used.counted) for used in chosen.used] == [("a", True), ("b", False), ("e", False)]
        assert Wanted("strength", ("b", "document")) in chosen.wanted
        assert not chosen.complete

    def test_declared_complete(self) -> None:
        assert case(ruleset({}), dossier(complete=["experience"])).select("experience", {}).complete

    def test_of_focus_is_one_candidate_and_all_there_is(self) -> None:
        shown = dossier(qualifications=[{"id": "a"}, {"id": "b"}])
        chosen = case(ruleset({}), shown).select("qualifications", {}, of="focus")
        assert [item.id for item in chosen.inside] == ["a"]
        assert chosen.complete

    def test_modules_are_those_of_the_focus(self) -> None:
        modules = [{"id": "m1"}, {"id": "m2", "strength": "broken"}]
        shown = dossier(qualifications=[{"id": "a", "modules": modules}, {"id": "b", "modules": [{"id": "x"}]}])
        assert [item.id for item in case(ruleset({}), shown).select("modules", {}).inside] == ["m1"]
        complete = dossier(complete=["modules:a"], qualifications=[{"id": "a"}])
        assert case(ruleset({}), complete).select("modules", {}).complete

    @given(st.permutations(range(4)), st.sampled_from(["stated", "document", "signed"]))
    def test_the_order_of_items_never_matters(self, order: list[int], strength: Any) -> None:
        items: list[dict[str, Any]] = [
            {"id": "a", "country": "TN", "strength": "document"},
            {"id": "b", "country": "TN"},
            {"id": "c"},
            {"id": "d", "country": "FR"},
        ]
        plain = case(ruleset({}), dossier(experience=items)).select("experience", {"country": "TN"}, strength=strength)
        mixed = case(ruleset({}), dossier(experience=[items[n] for n in order])).select(
            "experience", {"country": "TN"}, strength=strength
        )
        assert {item.id for item in plain.inside} == {item.id for item in mixed.inside}
        assert {item.id for item in plain.maybe} == {item.id for item in mixed.maybe}
