"""Clocks, day terms, parameters, thresholds, facts, conflicts: what may be asked of a case, and what is open."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognition.engine.claims import settled
from recognition.engine.known import Either
from recognition.engine.measured import Count, Wanted
from recognition.engine.terms import AttributeTerm
from recognition.foundations.days import Span
from recognition.model.evidence import Qualification
from recognition.model.values import Day
from tests.engine.build import case, day, dossier, in_force, leaves, ruleset

ON = "2026-06-01"
CLOCKS = {
    "application": {"default": "on"},
    "decision": {},
    "attestation": {"from": "document.attestation.issued"},
    "sitting": {"item": "sat"},
    "later": {"from": {"of": "application", "plus": "P6M"}},
    "read_or_on": {"from": "document.none.issued", "default": "on"},
}


def figure(*rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"unit": "months", "values": [{"cite": "act § 2", **row} for row in rows], **more}


def span(text: str, last: str | None = None) -> Span:
    return Span(day(text), day(last or text))


class TestClocks:
    def test_a_given_day_wins_over_every_default(self) -> None:
        asked = case(ruleset({}, clocks=CLOCKS), dates={"application": "2025-03", "attestation": "2024-01-05"})
        assert asked.clock("application").span == span("2025-03-01", "2025-03-31")
        assert asked.clock("attestation").span == span("2024-01-05")

    def test_default_on_is_the_assessment_day(self) -> None:
        asked = case(ruleset({}, clocks=CLOCKS), on=ON)
        assert asked.clock("application").span == span(ON)
        assert asked.clock("read_or_on").span == span(ON)
        assert asked.clock("on").span == span(ON)

    def test_a_clock_nobody_gave_is_open_and_wanted(self) -> None:
        clock = case(ruleset({}, clocks=CLOCKS)).clock("decision")
        assert clock.span == Span(None, None)
        assert Wanted("clock", ("decision",)) in clock.wanted

    def test_from_reads_the_day_and_names_the_evidence(self) -> None:
        shown = dossier(documents=[{"id": "d1", "type": "attestation", "issued": "2024-02-03"}])
        clock = case(ruleset({}, clocks=CLOCKS), shown).clock("attestation")
        assert clock.span == span("2024-02-03")
        assert [used.id for used in clock.used] == ["d1"]

    def test_an_item_clock_reads_each_item_and_is_open_without_one(self) -> None:
        shown = dossier(language_results=[{"id": "l1", "sat": "2025-01-01"}, {"id": "l2", "sat": "2025-02-01"}])
        asked = case(ruleset({}, clocks=CLOCKS), shown)
        first, second = asked.things("language_results")
        assert asked.clock("sitting", first).span == span("2025-01-01")
        assert asked.clock("sitting", second).span == span("2025-02-01")
        assert asked.clock("sitting").span == Span(None, None)

    def test_a_clock_may_be_a_day_term(self) -> None:
        asked = case(ruleset({}, clocks=CLOCKS), dates={"application": "2025-08-31"})
        assert asked.clock("later").span == span("2026-02-28")


class TestDays:
    def test_months_keep_the_day_number_or_take_the_last_day(self) -> None:
        asked = case(ruleset({}))
        assert asked.day({"of": "2024-01-31", "plus": "P1M"}).span == span("2024-02-29")
        assert asked.day({"of": "2024-03-31", "minus": "P1M"}).span == span("2024-02-29")
        assert asked.day({"of": "2024-02", "plus": "P1Y"}).span == span("2025-02-01", "2025-02-28")

    def test_a_duration_between_two_widens_the_day(self) -> None:
        rules = ruleset({}, parameters={"window": figure({"from": "always", "is": {"between": [6, 12]}})})
        asked = case(rules)
        assert asked.day({"of": "2025-01-01", "plus": "$window"}).span == span("2025-07-01", "2026-01-01")
        assert asked.day({"of": "2025-01-01", "minus": "$window"}).span == span("2024-01-01", "2024-07-01")

    def test_an_unknown_duration_opens_the_day(self) -> None:
        rules = ruleset({}, parameters={"window": figure({"from": "always", "is": "unknown"})})
        found = case(rules).day({"of": "2025-01-01", "plus": "$window"})
        assert found.span == Span(None, None)
        assert Wanted("law", ("window",)) in found.wanted

    def test_years_as_a_parameter(self) -> None:
        rules = ruleset({}, parameters={"term": figure({"from": "always", "is": 3}, unit="years")})
        assert case(rules).day({"of": "2025-01-01", "plus": "$term"}).span == span("2028-01-01")

    def test_facts_and_attributes_are_days(self) -> None:
        rules = ruleset({}, facts={"arrival": {"type": "day"}})
        shown = dossier(facts={"arrival": "2025-09"}, qualifications=[{"id": "q", "issued": "2020-05-05"}])
        asked = case(rules, shown)
        assert asked.day("@arrival").span == span("2025-09-01", "2025-09-30")
        assert asked.day("focus.issued").span == span("2020-05-05")
        assert asked.day("focus.training_end").span == Span(None, None)
        assert asked.day("focus.training_end").wanted == (Wanted("attribute", ("q", "training_end")),)

    def test_an_end_still_to_come_is_the_assessment_day_or_later(self) -> None:
        asked = case(ruleset({}), on=ON)
        assert asked.days_of(Day.of("ongoing")) == Span(day(ON), None)

    def test_the_latest_document_of_a_type(self) -> None:
        documents = [
            {"type": "proof", "issued": "2024-05-01", "until": "2024-12-01"},
            {"type": "proof", "issued": "2025-05-01", "until": "2025-06-01"},
            {"type": "other", "issued": "2026-01-01"},
        ]
        asked = case(ruleset({}), dossier(documents=documents))
        assert asked.day("document.proof.issued").span == span("2025-05-01")
        assert asked.day("document.proof.until").span == span("2025-06-01")

    def test_documents_that_may_be_the_latest_span(self) -> None:
        documents = [
            {"type": "proof", "issued": "2025", "until": "2027-01-01"},
            {"type": "proof", "issued": "2025-05-01", "until": "2026-01-01"},
            {"type": "proof", "issued": "2020-05-01", "until": "2030-01-01"},
        ]
        asked = case(ruleset({}), dossier(documents=documents))
        assert asked.day("document.proof.issued").span == span("2025-05-01", "2025-12-31")
        assert asked.day("document.proof.until").span == span("2026-01-01", "2027-01-01")

    def test_a_document_of_unknown_day_may_be_the_latest(self) -> None:
        documents = [{"type": "proof", "until": "2027-01-01"}, {"type": "proof", "issued": "2025-05-01"}]
        asked = case(ruleset({}), dossier(documents=documents))
        assert asked.day("document.proof.issued").span == Span(day("2025-05-01"), None)
        assert asked.day("document.proof.until").span == Span(None, None)

    def test_broken_documents_give_no_day(self) -> None:
        shown = dossier(documents=[{"type": "proof", "issued": "2025-05-01", "strength": "broken"}])
        assert case(ruleset({}), shown).day("document.proof.issued").span == Span(None, None)

    def test_weaker_evidence_than_asked_leaves_the_day_open(self) -> None:
        shown = dossier(qualifications=[{"id": "q", "issued": "2020-05-05"}])
        found = case(ruleset({}), shown).day("focus.issued", strength="document")
        assert found.span == Span(None, None)
        assert found.wanted == (Wanted("strength", ("q", "document")),)

    def test_the_day_from_which_all_acts_of_a_channel_are_in_force(self) -> None:
        acts = [{"id": "a", "in_force_from": "2023-05-01"}, {"id": "b", "in_force_from": "2024-01-01"}]
        rules = ruleset({}, subject="partnership")
        shown = dossier("partnership", partnership={"name": "p"}, channel={"acts": acts})
        assert case(rules, shown).day("channel.acts_in_force_from").span == span("2024-01-01")
        unknown = dossier("partnership", partnership={"name": "p"}, channel={"acts": [*acts, {"id": "c"}]})
        assert case(rules, unknown).day("channel.acts_in_force_from").span == Span(day("2024-01-01"), None)

    def test_an_act_known_not_to_be_in_force_began_later_if_ever(self) -> None:
        rules = ruleset({}, subject="partnership")
        acts = [{"id": "treaty", "not_in_force_on": "2011-12-31"}, {"id": "b", "in_force_from": "2000-01-01"}]
        shown = dossier("partnership", partnership={"name": "p"}, channel={"acts": acts})
        assert case(rules, shown).day("channel.acts_in_force_from").span == Span(day("2012-01-01"), None)
        acts[0]["in_force_from"] = "2011-01-01"
        contradictory = case(rules, dossier("partnership", channel={"acts": acts[:1]}))
        assert contradictory.day("channel.acts_in_force_from").span == Span(None, None)

    def test_where_facts_and_figures_were_read(self) -> None:
        origins = {"facts.x": {"document": "report, box 2", "line": 7}, "figures.hired": {"document": "register"}}
        shown = dossier(
            "partnership", partnership={"name": "p"}, facts={"x": True}, figures={"hired": 3, "trained": 4},
            origins=origins,
        )  # fmt: skip
        asked = case(ruleset({}, subject="partnership"), shown)
        assert asked.fact("x").used[0][1:4] == ("report, box 2", None, 7)
        places = [asked.value(AttributeTerm("figures", (name,))).used[0].document for name in ("hired", "trained")]
        assert places == ["register", None]


class TestParameters:
    ROWS: ClassVar = ({"from": "always", "is": 6}, {"from": "2025-12-02", "is": 12})

    @pytest.mark.parametrize(
        "on, line",
        [
            ("2025-12-01", (6, 6)),
            ("2025-12-02", (12, 12)),
            ("2025-12", (6, 12)),
            ("2025-11", (6, 6)),
            (Span(None, None), (6, 12)),
            (Span(day("2026-01-01"), None), (12, 12)),
        ],
    )
    def test_the_row_in_force_on_the_clock(self, on: str | Span, line: tuple[int, int]) -> None:
        rules = ruleset({}, clocks=CLOCKS, parameters={"p": figure(*self.ROWS, clock="decision")})
        need = case(rules, dates={"decision": on}).parameter("p")
        assert (need.low, need.high) == line

    def test_two_clocks_span_both_choices(self) -> None:
        rules = ruleset({}, clocks=CLOCKS, parameters={"p": figure(*self.ROWS, clock=["decision", "application"])})
        both = case(rules, dates={"decision": "2025-01-01", "application": "2026-01-01"}).parameter("p")
        assert (both.low, both.high) == (6, 12)
        agree = case(rules, dates={"decision": "2026-01-01", "application": "2026-02-01"}).parameter("p")
        assert (agree.low, agree.high) == (12, 12)

    def test_between_unknown_and_basis(self) -> None:
        rows = (
            {"from": "always", "is": "unknown"},
            {"from": "2020-01-01", "is": {"between": [3, 5]}, "cite": "memory art. 1"},
            {"from": "2022-01-01", "is": 7, "cite": "page art. 2"},
        )
        rules = ruleset({}, clocks=CLOCKS, parameters={"p": figure(*rows, clock="decision")})
        assert case(rules, dates={"decision": "2019-05-05"}).parameter("p").low is None
        middle = case(rules, dates={"decision": "2021-05-05"}).parameter("p")
        assert (middle.low, middle.high, middle.basis) == (3, 5, "recalled")
        late = case(rules, dates={"decision": "2023-05-05"}).parameter("p")
        assert (late.low, late.high, late.basis) == (7, 7, "secondary")
        assert [cited.pinpoint for cited in late.cited] == ["art. 2"]
        assert case(rules, dates={"decision": Span(day("2019-12-31"), day("2020-01-01"))}).parameter("p").low is None

    def test_an_uncertain_day_of_change_makes_both_neighbours_possible(self) -> None:
        rows = ({"from": "always", "is": 1}, {"from": {"between": ["2024-02-01", "2024-03-01"]}, "is": 2})
        rules = ruleset({}, clocks=CLOCKS, parameters={"p": figure(*rows, clock="decision")})
        for on, line in (
            ("2024-01-31", (1, 1)),
            ("2024-02-01", (1, 2)),
            ("2024-02-29", (1, 2)),
            ("2024-03-01", (2, 2)),
        ):
            need = case(rules, dates={"decision": on}).parameter("p")
            assert (need.low, need.high) == line, on

    def test_a_hole_in_the_law_is_no_need(self) -> None:
        rows = ({"from": "2020-01-01", "until": "2020-12-31", "is": 1}, {"from": "2022-01-01", "is": 2})
        rules = ruleset({}, clocks=CLOCKS, parameters={"p": figure(*rows, clock="decision")})
        for on, known in (("2019-12-31", False), ("2020-12-31", True), ("2021-06-01", False), ("2022-01-01", True)):
            assert (case(rules, dates={"decision": on}).parameter("p").low is not None) is known, on
        over_the_hole = Span(day("2020-06-01"), day("2022-06-01"))
        assert case(rules, dates={"decision": over_the_hole}).parameter("p").low is None

    def test_keys_have_their_own_timelines(self) -> None:
        rows = (
            {"for": "HE", "from": "always", "is": "unknown"},
            {"for": "HE", "from": "2023-01-01", "is": "B2"},
            {"for": "other", "from": "always", "is": "B1"},
        )
        rules = ruleset(
            {},
            facts={"land": {"type": "choice", "options": ["HE", "BY"]}},
            parameters={"p": figure(*rows, unit="cefr", key="land")},
        )
        need = case(rules, dossier(facts={"land": "HE"})).parameter("p")
        assert (need.low, need.high) == (4, 4)
        other = case(rules, dossier(facts={"land": "BY"})).parameter("p")
        assert (other.low, other.high) == (3, 3)
        unknown = case(rules, dossier()).parameter("p")
        assert (unknown.low, unknown.high) == (3, 4)
        assert Wanted("fact", ("land",)) in case(rules, dossier()).lacking("$p")

    def test_a_figure_of_each_item(self) -> None:
        rules = ruleset({}, clocks=CLOCKS, parameters={"p": figure(*self.ROWS, clock="sitting")})
        asked = case(rules, dossier(language_results=[{"sat": "2025-01-01"}, {"sat": "2026-01-01"}]))
        lines = [asked.parameter("p", item) for item in asked.things("language_results")]
        assert [(line.low, line.high) for line in lines] == [(6, 6), (12, 12)]
        assert (asked.parameter("p").low, asked.parameter("p").high) == (6, 12)

    @given(first=st.integers(0, 900), length=st.integers(0, 400), inner=st.data())
    def test_a_longer_span_of_days_never_chooses_fewer_figures(self, first: int, length: int, inner: Any) -> None:
        start = day("2024-01-01")
        rows = [{"from": "always", "is": 5}, {"from": "2024-06-01", "is": 9}, {"from": "2025-03-01", "is": 2}]
        rules = ruleset({}, clocks=CLOCKS, parameters={"p": figure(*rows, clock="decision")})
        wide = Span(start + first, start + first + length)
        exact = start + first + inner.draw(st.integers(0, length))
        outer = case(rules, dates={"decision": wide}).parameter("p")
        point = case(rules, dates={"decision": Span(exact, exact)}).parameter("p")
        assert outer.low is not None
        assert outer.high is not None
        assert point.low is not None
        assert outer.low <= point.low <= outer.high


class TestNeeds:
    def test_literals_in_their_unit(self) -> None:
        asked = case(ruleset({}))
        assert asked.need("B2", "cefr")[:2] == (4, 4)
        assert asked.need(35, "months")[:2] == (35, 35)
        assert asked.need({"between": [1, 2300]}, "hours")[:2] == (100, 230000)
        assert asked.need("unknown", "hours")[:2] == (None, None)

    def test_a_share_of_a_figure_is_rounded_to_what_exact_numbers_would_say(self) -> None:
        rules = ruleset({}, parameters={"ceiling": figure({"from": "always", "is": 101}, unit="EUR")})
        asked = case(rules)
        times = {"times": "1/3", "of": "$ceiling"}
        assert asked.need(times, "EUR")[:2] == (3367, 3367)
        assert asked.need(times, "EUR", at_most=True)[:2] == (3366, 3366)

    def test_facts_as_needs(self) -> None:
        rules = ruleset({}, facts={"wanted": {"type": "number"}, "salary": {"type": "money"}})
        asked = case(rules, dossier(facts={"wanted": 12, "salary": {"amount": 1000, "unit": "EUR"}}))
        assert asked.need("@wanted", "hours")[:2] == (1200, 1200)
        assert asked.need("@salary", "EUR")[:2] == (100000, 100000)
        assert asked.need("@salary", "USD")[:2] == (None, None)

    def test_years_and_months_turn_into_one_another_and_nothing_else_does(self) -> None:
        rules = ruleset(
            {},
            parameters={
                "years": figure({"from": "always", "is": 3}, unit="years"),
                "euro": figure({"from": "always", "is": 3}, unit="EUR"),
            },
        )
        asked = case(rules)
        assert asked.need("$years", "months")[:2] == (36, 36)
        assert asked.need("$euro", "hours")[:2] == (None, None)

    def test_ratios_are_exact(self) -> None:
        row = {"from": "always", "is": {"between": ["1/3", "1/2"]}}
        rules = ruleset({}, parameters={"half": figure(row, unit="share")})
        ratio = case(rules).ratio("$half")
        assert (str(ratio.low), str(ratio.high)) == ("1/3", "1/2")
        assert case(rules).ratio("2/3").low == case(rules).ratio("2/3").high


class TestFacts:
    CHOICE: ClassVar = {"type": "choice", "options": ["a", "b"]}
    DECLARED: ClassVar = {"sure": {"type": "yes_no"}, "deck": CHOICE, "n": {"type": "number"}}
    RULES = ruleset({}, facts=DECLARED)

    def test_given_missing_and_declared_complete(self) -> None:
        assert case(self.RULES, dossier(facts={"sure": True})).fact("sure").value is True
        assert case(self.RULES, dossier()).fact("sure").value is None
        assert case(self.RULES, dossier()).fact("sure").wanted == (Wanted("fact", ("sure",)),)
        complete = case(self.RULES, dossier(complete=["facts"]))
        assert complete.fact("sure").value is False
        assert complete.fact("deck").value is None
        told = case(self.RULES, dossier(complete=["facts"], facts={"sure": "unknown"}))
        assert (told.fact("sure").value, told.fact("sure").wanted) == (None, (Wanted("fact", ("sure",)),))

    @pytest.mark.parametrize("facts", [{"sure": "yes"}, {"deck": "c"}, {"n": "12"}, {"n": True}, {"sure": "unknown"}])
    def test_a_value_of_another_type_is_not_known(self, facts: dict[str, Any]) -> None:
        assert case(self.RULES, dossier(facts=facts)).fact(next(iter(facts))).value is None


class TestInForce:
    def test_days_inclusive_as_comparisons(self) -> None:
        tree = case(ruleset({})).in_force(in_force(**{"from": "2020-01-01", "until": "2027-12-31"}))
        assert isinstance(tree, Count)
        first, last = leaves(tree)
        assert (first.low, first.need.high, first.at_most) == (day(ON), day("2020-01-01"), False)
        assert (last.low, last.need.low, last.at_most) == (day(ON), day("2027-12-31"), True)

    def test_several_clocks_and_uncertain_days(self) -> None:
        asked = case(ruleset({}, clocks=CLOCKS), dates={"decision": "2024-05-05"})
        rule = in_force(**{"from": {"between": ["2024-01-01", "2024-02-01"]}, "clock": ["decision", "application"]})
        (leaf,) = leaves(asked.in_force(rule))
        assert (leaf.low, leaf.high) == (day("2024-05-05"), day(ON))
        assert (leaf.need.low, leaf.need.high) == (day("2024-01-01"), day("2024-02-01"))

    def test_nothing_limited_asks_nothing(self) -> None:
        assert case(ruleset({})).in_force(None) is None
        assert case(ruleset({})).in_force(in_force(clock="on")) is None


class TestClaims:
    def test_the_stronger_wins_and_the_conflict_is_kept(self) -> None:
        claims = [
            Qualification.model_validate({"id": "q", "issued": "2020-01-01", "country": "TN"}),
            Qualification.model_validate({"id": "q", "issued": "2019-01-01", "strength": "signed"}),
        ]
        (merged,), conflicts = settled(claims)
        assert merged.issued == Day("2019-01-01")
        assert merged.country == "TN"
        assert merged.strength == "stated"
        assert [(conflict.attribute, conflict.settled) for conflict in conflicts] == [("issued", True)]

    def test_equals_span_days_and_leave_codes_open(self) -> None:
        claims = [
            Qualification.model_validate({"id": "q", "issued": "2020-01-01", "country": "TN", "level": {"eqf": 6}}),
            Qualification.model_validate({"id": "q", "issued": "2019-01-01", "country": "FR", "level": {"eqf": 5}}),
        ]
        (merged,), conflicts = settled(claims)
        assert merged.issued is not None
        assert merged.issued.span == span("2019-01-01", "2020-01-01")
        assert merged.country == Either(("TN", "FR"))
        assert merged.level is not None
        assert merged.level.eqf == Either((6, 5))
        assert [conflict.settled for conflict in conflicts] == [False, False, False]

    def test_a_broken_claim_counts_for_nothing(self) -> None:
        claims = [
            Qualification.model_validate({"id": "q", "issued": "2020-01-01"}),
            Qualification.model_validate({"id": "q", "issued": "2019-01-01", "strength": "broken"}),
        ]
        (merged,), conflicts = settled(claims)
        assert merged is claims[0]
        assert conflicts == []

    def test_the_focus_carries_every_claim_about_it(self) -> None:
        shown = dossier(qualifications=[{"id": "q", "issued": "2020-01-01"}, {"id": "q", "issued": "2019-01-01"}])
        assert case(ruleset({}), shown).day("focus.issued").span == span("2019-01-01", "2020-01-01")

    def test_things_without_id_are_never_one_thing(self) -> None:
        claims = [Qualification.model_validate({"issued": "2020-01-01"}) for _ in range(2)]
        merged, conflicts = settled(claims)
        assert len(merged) == 2
        assert conflicts == []
