"""The next best question: what decides most of what the answer hangs on, never what is decided already."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from recognition.catalogue.loaded import Ruleset
from recognition.model.assessment import (
    AssessmentData,
    Finding,
    Needed,
    Procedure,
    RouteOutcome,
    RulesetUsed,
    StageOutcome,
    SubjectOf,
    Unknown,
)
from recognition.services.questions import Question, next_question
from tests.engine.build import ruleset

FACTS = {"land": {"type": "choice", "options": ["n", "s"]}, "barred": {"type": "yes_no"}, "age": {"type": "number"}}


def law() -> Ruleset:
    kinds = {id: {"kind": "stated-fact", "fact": "barred", "is": False} for id in ("a", "b", "c", "d", "e")}
    return ruleset(kinds, facts=FACTS)


def open_finding(id: str, *needed: tuple[str, ...], status: str = "unknown", parts: tuple[str, ...] = ()) -> Finding:
    return Finding(
        id, "stated-fact", status, None, None, None, "read", "unknown_evidence", [], [], [], list(parts),  # type: ignore[arg-type]
        [Needed(code, list(args)) for code, *args in needed],
    )  # fmt: skip


def answer(*findings: Finding, needs: tuple[str, ...] = ("a", "b"), **more: Any) -> AssessmentData:
    stage = StageOutcome(
        "s", more.get("status", "undetermined"), "t", "negative", "positive", None, "r", [], "read", None,
        Procedure("ready", [], True, []),
    )  # fmt: skip
    routes = [
        RouteOutcome("r", "s", "undetermined", dict.fromkeys(needs, "ok"), [], None, []),
        RouteOutcome("other", "s", "undetermined", {"c": "ok"}, [], None, []),
        RouteOutcome("shut", "s", "not_open", {"e": "ok"}, [], None, []),
    ]
    unknowns = [Unknown(one.id, one.needed) for one in findings if one.status == "unknown" and one.needed]
    return AssessmentData(
        "assessment/1", SubjectOf("person", "p"), RulesetUsed("xx/y", 1, "0", "draft", ""), "2026-11-23", {},
        "undetermined", [stage], routes, list(findings), unknowns, [], [], [], [], focus=more.get("focus"),
    )  # fmt: skip


def asked(made: AssessmentData, *done: str) -> Question | None:
    return next_question(made, law(), set(done))


def test_what_decides_most_comes_first() -> None:
    made = answer(
        open_finding("a", ("fact", "land"), ("fact", "barred")),
        open_finding("b", ("fact", "barred")),
    )
    assert asked(made) == Question("fact", "barred", "yes_no", 2)
    assert asked(made, "fact:barred") == Question("fact", "land", "choice", 1)
    assert asked(made, "fact:barred", "fact:land") is None


def test_the_reported_way_comes_before_others_and_shut_ways_are_never_asked() -> None:
    made = answer(
        open_finding("a", ("clock", "application")),
        open_finding("c", ("fact", "land"), ("fact", "barred")),
        open_finding("e", ("fact", "age")),
    )
    order = []
    while (question := asked(made, *order)) is not None:
        order.append(question.id)
    assert order == ["clock:application", "fact:land", "fact:barred"]


def test_a_way_asks_for_nothing_before_it_is_known_to_be_open() -> None:
    made = answer(open_finding("c", ("fact", "land")), open_finding("d", ("fact", "age")))
    made.routes[1] = replace(made.routes[1], status="undetermined_open", blocked_by=["d"])
    assert asked(made) == Question("fact", "age", "number", 1)
    assert asked(made, "fact:age") is None


def test_other_ways_of_a_decided_stage_do_not_matter() -> None:
    assert asked(answer(open_finding("c", ("fact", "land")), status="positive")) is None


def test_what_lies_below_something_decided_is_not_asked() -> None:
    below = open_finding("d", ("fact", "land"))
    assert asked(answer(open_finding("a", status="met", parts=("d",)), below)) is None
    assert asked(answer(open_finding("a", parts=("d",)), below)) is not None


def test_where_the_diploma_is_from_comes_before_everything() -> None:
    made = answer(
        open_finding("a", ("fact", "barred"), ("attribute", "qualification", "country")),
        open_finding("b", ("fact", "barred")),
    )
    assert asked(made) == Question("attribute", "focus.country", "country", 1)


@pytest.mark.parametrize(
    "focus, item, name",
    [(None, "qualification", "focus.issued"), ("q1", "q1", "focus.issued"), ("q1", "person", None), ("q1", "q2", None)],
)
def test_attributes_are_asked_of_the_diploma_and_of_nothing_else(
    focus: str | None, item: str, name: str | None
) -> None:
    question = asked(answer(open_finding("a", ("attribute", item, "issued")), focus=focus))
    assert (question.name if question else None) == name


def test_a_document_is_asked_by_each_of_its_types() -> None:
    made = answer(open_finding("a", ("item", "documents", "passport, identity_card")))
    assert asked(made) == Question("document", "passport", "held", 1)
    assert asked(made, "document:passport") == Question("document", "identity_card", "held", 1)


def test_what_no_person_could_answer_is_not_asked() -> None:
    made = answer(open_finding("a", ("law", "rate"), ("complete", "modules"), ("fact", "not_declared"), ("weigh",)))
    assert asked(made) is None


def test_figures_of_a_programme_are_asked() -> None:
    made = answer(open_finding("a", ("attribute", "figures", "trained")), focus="prog")
    assert asked(made) == Question("attribute", "figures.trained", "figure", 1)


def test_an_attribute_with_several_options_is_asked_of_the_diploma() -> None:
    made = answer(open_finding("a", ("attribute", "qualification", "status")))
    assert asked(made) == Question("attribute", "focus.status", "choice", 1)
