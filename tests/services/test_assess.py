"""Assessing: arguments, candidates, and what an answer always says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import orjson
import pytest

from recognition.catalogue.loaded import Ruleset
from recognition.engine.answer import FOCUS
from recognition.foundations.problems import MisuseError, RulesetNotFound, RulesetNotInForce
from recognition.model.assessment import Needed
from recognition.model.dossier import Dossier
from recognition.model.law import InForce
from recognition.model.ruleset import Fact, Focus, Route, Stage
from recognition.services.assess import assess
from tests.engine.build import ruleset

ON = "2026-11-23"
TRAINED = {"trained": {"kind": "date-order", "day": "focus.training_end", "until": "on", "cite": "act § 1"}}
STAGE = Stage.model_validate({"id": "entry", "headline": True, "terms": {"positive": "recognised"}})
ROUTE = Route.model_validate({"id": "plain", "stage": "entry", "needs": ["trained"], "cite": "act § 2"})


def law(**more: Any) -> Ruleset:
    return ruleset(TRAINED, stages=(STAGE,), routes=(ROUTE,), focus={"item": "qualification"}, **more)


def person(**more: object) -> Dossier:
    return Dossier.model_validate({"subject": "person", "id": "p-1", **more})


def test_the_best_candidate_is_reported() -> None:
    answer = assess(
        person(
            qualifications=[
                {"id": "old", "training_end": "2010-06-30", "issued": "2010-07-01"},
                {"id": "planned", "training_end": "2030-06-30", "issued": "2030-07-01"},
            ]
        ),
        law(),
        on=ON,
    )
    assert (answer.outcome, answer.focus) == ("positive", "old")


def test_among_equals_the_latest_issued_is_reported() -> None:
    answer = assess(
        person(
            qualifications=[
                {"id": "first", "training_end": "2010", "issued": "2010-07-01"},
                {"id": "second", "training_end": "2015", "issued": "2015-07-01"},
            ]
        ),
        law(),
        on=ON,
    )
    assert answer.focus == "second"


def test_no_candidate_is_unknown_and_never_a_no() -> None:
    answer = assess(person(), law(), on=ON)
    assert answer.outcome == "undetermined"
    assert [finding.status for finding in answer.findings] == ["unknown"]


FINISHED = {"item": "qualification", "where": {"status": {"not": ["in_progress", "failed", "withdrawn"]}}}


def about_finished(**more: Any) -> Ruleset:
    return replace(law(**more), focus=Focus.model_validate(FINISHED))


@pytest.mark.parametrize(
    "shown, outcome",
    [
        ({"status": "completed"}, "positive"),
        ({"issued": "2015-07-01"}, "positive"),
        ({"issued": "2026"}, "undetermined"),
        ({}, "undetermined"),
    ],
    ids=["said to be completed", "issued", "perhaps not issued yet", "nothing says that it is finished"],
)
def test_what_may_not_be_finished_is_never_recognised(shown: dict[str, str], outcome: str) -> None:
    diploma = {"id": "q1", "training_end": "2015-06-30", **shown}
    answer = assess(person(qualifications=[diploma]), about_finished(), on=ON)
    assert answer.outcome == outcome
    assert answer.stages[0].best == "positive"
    doubted = outcome == "undetermined"
    assert (FOCUS in answer.stages[0].because) is doubted
    assert any(one.rule == "unknown_between" and one.question == FOCUS for one in answer.trace) is doubted
    if doubted:
        assert answer.unknowns[0].needed == [Needed("attribute", ["q1", "status"])]


def test_the_notice_on_a_programme_speaks_of_no_person() -> None:
    programme = assess(Dossier.model_validate({"subject": "partnership", "id": "p"}), "partnership/audit", on=ON)
    assert orjson.loads(programme.to_json())["notice"].startswith("This is advice on the programme.")
    assert orjson.loads(assess(person(), law(), on=ON).to_json())["notice"].startswith("This is advice. The authority")


def test_the_doubt_is_said_in_words() -> None:
    trained = {"id": "q1", "country": "FI", "occupation": "isco08:2221", "training_end": "2015-06-30"}
    told = assess(person(qualifications=[trained]), "de/nurse", on=ON).explain()
    assert "It depends on: Whether your diploma was completed;" in told
    assert "Say whether your diploma was completed" in told


def test_a_candidate_in_doubt_takes_nothing_from_a_certain_one() -> None:
    unfinished = {"id": "perhaps", "training_end": "2020-06-30"}
    done = {"id": "done", "training_end": "2015-06-30", "status": "completed"}
    answer = assess(person(qualifications=[unfinished, done]), about_finished(), on=ON)
    assert (answer.outcome, answer.focus) == ("positive", "done")


def test_where_all_are_in_doubt_the_least_of_them_may_be_the_one() -> None:
    early = {"id": "early", "training_end": "2015-06-30"}
    late = {"id": "late", "training_end": "2027-06-30"}
    answer = assess(person(qualifications=[early, late]), about_finished(), on=ON)
    assert (answer.outcome, answer.stages[0].worst, answer.stages[0].best) == ("undetermined", "negative", "positive")


def test_a_stage_that_needs_no_diploma_is_decided_whatever_is_in_doubt() -> None:
    adult = {"adult": {"kind": "stated-fact", "fact": "adult", "is": True, "cite": "act § 1"}}
    facts = {"adult": {"type": "yes_no"}}
    route = Route.model_validate({"id": "plain", "stage": "entry", "needs": ["adult"], "cite": "act § 2"})
    free = replace(
        ruleset(adult, stages=(STAGE,), routes=(route,), facts=facts), focus=Focus.model_validate(FINISHED)
    )
    assert assess(person(qualifications=[{"id": "q1"}], facts={"adult": True}), free, on=ON).outcome == "positive"


def test_the_day_is_always_recorded() -> None:
    assert assess(person(), law(), on=date(2026, 11, 1)).on == "2026-11-01"


def test_a_fact_with_a_value_that_it_cannot_have_is_not_known_and_said_to_be_left_out() -> None:
    asked = law(facts={"stays": Fact(type="yes_no"), "land": Fact(type="choice", options=("east", "west"))})
    told = {"stays": "yes", "land": "east", "elsewhere": "anything"}
    (problem,) = assess(person(facts=told), asked, on=ON).problems
    assert (problem.code, problem.severity) == ("invalid_fact", "warning")
    assert problem.sentence == "The fact 'stays' cannot be 'yes'. It is not used."
    assert assess(person(facts={**told, "stays": "unknown"}), asked, on=ON).problems == []


def test_json_is_the_schema_in_order() -> None:
    data = orjson.loads(assess(person(), law(), on=ON).to_json())
    assert data["schema"] == "assessment/1"
    assert list(data)[:8] == ["schema", "subject", "ruleset", "on", "dates", "outcome", "stages", "routes"]
    assert data["subject"] == {"type": "person", "id": "p-1"}


@pytest.mark.parametrize(
    "arguments, code",
    [
        ({"on": "2026-13-01"}, "invalid_day"),
        ({"on": "2026"}, "invalid_day"),
        ({"on": ON, "dates": {"aplication": "2026-01-01"}}, "unknown_clock"),
        ({"on": ON, "dates": {"application": "soon"}}, "invalid_day"),
    ],
)
def test_wrong_arguments_are_told(arguments: dict[str, Any], code: str) -> None:
    with pytest.raises(MisuseError) as raised:
        assess(person(), law(clocks={"application": {"default": "on"}}), **arguments)
    assert raised.value.code == code


def test_a_wrong_clock_gets_the_nearest_name() -> None:
    with pytest.raises(MisuseError) as raised:
        assess(person(), law(clocks={"application": {"default": "on"}}), on=ON, dates={"aplication": ON})
    assert raised.value.problems[0].hint == "did you mean 'application'?"


def test_another_kind_of_subject_is_refused() -> None:
    with pytest.raises(MisuseError) as raised:
        assess(Dossier.model_validate({"subject": "curriculum"}), law(), on=ON)
    assert raised.value.code == "other_subject"


@pytest.mark.parametrize("given", ["transcript.xml", b"<elmo/>"])
def test_a_document_is_no_dossier_and_is_told_so(given: Any) -> None:
    with pytest.raises(MisuseError) as raised:
        assess(given, law(), on=ON)
    assert raised.value.problems[0].hint == "recognition.load reads one"


def test_an_unknown_ruleset_gets_the_nearest_name() -> None:
    with pytest.raises(RulesetNotFound) as raised:
        assess(person(), "de/nurs", on=ON)
    assert "de/nurse" in (raised.value.problems[0].hint or "")


@pytest.mark.parametrize(
    "on, inside", [("2025-12-31", False), ("2026-01-01", True), ("2026-12-31", True), ("2027-01-01", False)]
)
def test_outside_its_days_a_ruleset_is_an_error(on: str, inside: bool) -> None:
    limited = law(in_force=InForce.model_validate({"from": "2026-01-01", "until": "2026-12-31", "clock": "on"}))
    if inside:
        assert assess(person(), limited, on=on).on == on
    else:
        with pytest.raises(RulesetNotInForce):
            assess(person(), limited, on=on)


def test_too_many_candidates_are_said() -> None:
    many = [{"id": f"q{i}", "issued": f"{1990 + i}"} for i in range(21)]
    answer = assess(person(qualifications=many), law(), on=ON)
    assert [problem.code for problem in answer.problems] == ["too_many_candidates"]


@pytest.mark.parametrize("source, outcome", [("act", "positive"), ("memory", "undetermined")])
def test_recalled_law_lifts_nothing_for_certain(source: str, outcome: str) -> None:
    lifted = {
        "trained": {
            **TRAINED["trained"],
            "unless": [{"if": ["waiver"], "effect": "lifts", "cite": f"{source} § 9"}],
        },
        "waiver": {"kind": "stated-fact", "fact": "waived", "is": True, "cite": "act § 9"},
    }
    fact = {"waived": Fact.model_validate({"type": "yes_no"})}
    made = ruleset(lifted, stages=(STAGE,), routes=(ROUTE,), focus={"item": "qualification"})
    made = replace(made, facts=fact, levels=(("waiver",), ("trained",)))
    answer = assess(person(facts={"waived": True}), made, on=ON)
    assert answer.outcome == outcome
