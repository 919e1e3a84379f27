"""Deciding layer by layer: every rule of every table reached, and what each layer makes of it."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from recognition.engine.adapter import Engine
from recognition.engine.tables import load_tables
from recognition.model.assessment import StageOutcome
from recognition.services.assess import Examined, assess, examine
from tests.engine.random_law import ON, Law, Shown, random_shown

ACT, MEMORY, HOUSE = "act § 1", "memory § 1", "house § 1"
ROW = {"offers": ["m"], "who": "applicant", "take": "one", "cite": ACT}
REMEDY = {"type": "test", "keeps_open": True, "cite": ACT}


def fact(name: str, value: Any = True, **more: Any) -> dict[str, Any]:
    return {"kind": "stated-fact", "fact": name, "is": value, "cite": ACT, **more}


BASE = {name: fact(name) for name in "abcd"}


def law(
    *routes: dict[str, Any],
    requirements: dict[str, Any] | None = None,
    stage: dict[str, Any] | None = None,
    stages: list[dict[str, Any]] | None = None,
    **more: Any,
) -> Law:
    """A law of one stage where no other are given; requirements `a` to `d` are yes_no facts, and more as given."""
    facts: dict[str, Any] = {name: {"type": "yes_no"} for name in "abcd"}
    facts |= {"n": {"type": "number"}, "when": {"type": "day"}}
    return Law(
        0,
        clocks={"application": {}},
        facts=facts,
        requirements={**BASE, **(requirements or {})},
        stages=stages or [{"id": "s", "headline": True, **(stage or {})}],
        routes=[{"id": f"w{i}", "stage": "s", "cite": ACT, "needs": [], **one} for i, one in enumerate(routes)],
        **more,
    )


def answer(of: Law, shown: Shown | None = None, **facts: Any) -> Examined:
    shown = shown or Shown(facts)
    dossier = shown.dossier(of.subject)
    return examine(dossier, of.ruleset, on=ON, dates=shown.dates, standards=of.standards)  # type: ignore[arg-type]


def stage(of: Law, shown: Shown | None = None, **facts: Any) -> StageOutcome:
    return answer(of, shown, **facts).assessment.stages[0]


def status(of: Law, id: str, **facts: Any) -> str:
    return answer(of, **facts).reported.statuses.of[id]


class Listening(Engine):
    """An engine that notes which rules answered."""

    heard: set[tuple[str, str]]

    def ask(self, table: str, questions: Any) -> list[str]:
        rules = super().ask(table, questions)
        self.heard |= {(table, rule) for rule in rules}
        return rules


def test_every_rule_of_every_table_answers_in_some_assessment() -> None:
    engine = Listening()
    engine.heard = set()
    for seed in range(250):
        one, random = Law.random(seed), Random(seed)
        for unknown in (0.05, 0.4):
            shown = random_shown(one, random, unknown=unknown)
            dossier = shown.dossier(one.subject)
            assess(dossier, one.ruleset, on=ON, dates=shown.dates, standards=one.standards, engine=engine)  # type: ignore[arg-type]
    every = {(name, rule.name) for name, table in load_tables().items() for rule in table.rules}
    # An open lower end with a known upper one: no kind of the random laws measures it but days before a clock.
    assert every - engine.heard <= {("comparison", "unknown_less")}
    sittings = law({"needs": [{"a": {"remedies": ["m"]}}]}, remedies={"m": {**REMEDY, "attempts": ATTEMPTS}})
    assert answer(sittings, Shown({"a": False}, sittings=0)).reported.statuses.rules["attempts.m"] == "unknown_less"


ATTEMPTS = {"exam": "entry_exam", "at_most": 1}


@pytest.mark.parametrize(
    "facts, outcome, term",
    [
        ({"a": True}, "positive", "positive"),
        ({"a": False}, "negative", "too_low"),
        ({}, "undetermined", "undetermined"),
    ],
)
def test_a_need_decides_and_its_term_names_the_failure(facts: dict[str, Any], outcome: str, term: str) -> None:
    one = law({"needs": [{"a": {"term": "too_low"}}]})
    assert (stage(one, **facts).status, stage(one, **facts).term) == (outcome, term)


def test_no_open_route_is_negative_with_its_own_term() -> None:
    one = law({"open_when": ["a"], "needs": ["b"]})
    none = stage(one, a=False, b=True)
    assert (none.status, none.term, none.route, none.because) == ("negative", "no_route", None, ["a"])


def test_a_stage_without_routes_is_negative() -> None:
    assert stage(law()).term == "no_route"


def test_recalled_law_decides_nothing_and_names_what_to_confirm() -> None:
    one = law({"needs": ["r"]}, requirements={"r": fact("a", cite=MEMORY)})
    for value, worst, best, hope in ((True, "negative", "positive", None), (False, "negative", "negative", "positive")):
        found = stage(one, a=value)
        assert (found.status, found.confirm) == ("undetermined", ["r"])
        assert (found.worst, found.best, found.hope) == (worst, best, hope)


def test_a_better_route_that_is_decided_stands_beside_recalled_law() -> None:
    one = law({"needs": ["r"]}, {"needs": ["b"]}, requirements={"r": fact("a", cite=MEMORY)})
    found = stage(one, a=False, b=True)
    assert (found.status, found.route, found.confirm) == ("positive", "w1", [])


def test_our_own_thresholds_are_firm_only_for_programmes() -> None:
    one = law({"needs": ["r"]}, requirements={"r": fact("a", cite=HOUSE)})
    assert stage(one, a=True).status == "undetermined"
    one = law({"needs": ["r"]}, requirements={"r": fact("a", cite=HOUSE)})
    one.subject = "partnership"
    assert stage(one, a=True).status == "positive"


def test_a_route_of_recalled_law_never_grants() -> None:
    found = stage(law({"needs": ["a"], "cite": MEMORY}), a=True)
    assert (found.status, found.worst, found.best) == ("undetermined", "negative", "positive")


def test_a_remedy_of_recalled_law_never_keeps_open_for_certain() -> None:
    one = law({"needs": [{"a": {"remedies": ["m"]}}]}, remedies={"m": {**REMEDY, "cite": MEMORY}})
    assert (stage(one, a=False).worst, stage(one, a=False).best) == ("negative", "conditional")


@pytest.mark.parametrize(
    "policy, gap, unknown",
    [
        ("fails", ("negative", "negative"), ("negative", "positive")),
        ("partial", ("partial", "partial"), ("partial", "positive")),
        ("discretion", ("negative", "positive"), ("negative", "positive")),
        ("remedy", ("conditional", "conditional"), ("conditional", "positive")),
    ],
)
def test_each_policy_on_a_gap_and_on_an_unknown(policy: str, gap: tuple[str, str], unknown: tuple[str, str]) -> None:
    one = law({"needs": [{"a": {"if_gap": policy, "remedies": ["m"]}}]}, remedies={"m": REMEDY})
    assert (stage(one, a=False).worst, stage(one, a=False).best) == gap
    assert (stage(one).worst, stage(one).best) == unknown
    assert stage(one, a=True).status == "positive"


@pytest.mark.parametrize(
    "limits, state",
    [
        ({}, "open"),
        ({"when": ["b"]}, "open"),
        ({"when": ["c"]}, "closed"),
        ({"when": ["d"]}, "possible"),
        ({"keeps_open": False}, "later"),
        ({"keeps_open": False, "when": ["d"]}, "later"),
        ({"until": ON}, "open"),
        ({"until": "2026-06-14"}, "closed"),
        ({"until": "2026-06"}, "possible"),
        ({"until": "@when"}, "possible"),
        ({"in_force": {"clock": "on", "from": "2027-01-01"}}, "closed"),
        ({"in_force": {"clock": "application", "from": "2020-01-01"}}, "possible"),
        ({"attempts": {"exam": "entry_exam", "at_most": 3}}, "open"),
        ({"attempts": {"exam": "entry_exam", "at_most": 2}}, "closed"),
    ],
)
def test_each_limit_of_a_remedy(limits: dict[str, Any], state: str) -> None:
    one = law({"needs": [{"a": {"remedies": ["m"]}}]}, remedies={"m": {**REMEDY, **limits}})
    shown = Shown({"a": False, "b": True, "c": False}, sittings=2, complete=("examinations",))
    assert answer(one, shown).reported.ranked.routes["w0"].remedies == {"m": state}
    outcome = {"open": "conditional", "possible": "undetermined"}.get(state, "negative")
    assert stage(one, shown).status == outcome


@pytest.mark.parametrize(
    "facts, states",
    [
        ({"b": True}, [("taken", "authority")]),
        ({"b": False}, [("taken", "applicant")]),
        ({}, [("possible", "authority"), ("possible", "applicant")]),
    ],
)
def test_the_first_row_that_holds_says_who_chooses(facts: dict[str, Any], states: list[tuple[str, str]]) -> None:
    rows = [{**ROW, "if": ["b"], "who": "authority"}, ROW]
    one = law({"needs": [{"a": {"remedies": ["m"]}}], "choice": rows}, remedies={"m": REMEDY})
    route = answer(one, a=False, **facts).reported.ranked.routes["w0"]
    assert [(chosen.state, chosen.row.who) for chosen in route.choice] == states


def test_a_remedy_that_every_possible_row_offers_is_offered_in_any_case() -> None:
    rows = [{**ROW, "if": ["b"], "offers": ["m"], "who": "authority"}, {**ROW, "offers": ["m", "other"]}]
    needs = [{"a": {"remedies": ["m", "other"]}}]
    one = law({"needs": needs, "choice": rows}, remedies={"m": REMEDY, "other": REMEDY})
    stands = answer(one, a=False).reported
    assert stands.ranked.routes["w0"].remedies == {"m": "open", "other": "possible"}
    assert stage(one, a=False).status == "conditional"


def test_a_remedy_that_no_row_offers_is_closed() -> None:
    route = {"needs": [{"a": {"remedies": ["m", "other"]}}], "choice": [ROW]}
    one = law(route, remedies={"m": REMEDY, "other": REMEDY})
    assert answer(one, a=False).reported.ranked.routes["w0"].remedies == {"m": "open", "other": "closed"}


def test_what_is_owed_caps_the_route_and_closes_it_when_it_cannot_be_done() -> None:
    closed = {**REMEDY, "until": "2026-06-14"}
    both = {"owes": ["m", "late"]}
    assert stage(law({"owes": ["m"]}, remedies={"m": REMEDY})).status == "conditional"
    assert stage(law(both, remedies={"m": REMEDY, "late": closed})).status == "negative"
    one_of = {**both, "choice": [{**ROW, "offers": ["m", "late"]}]}
    assert stage(law(one_of, remedies={"m": REMEDY, "late": closed})).status == "conditional"
    all_of = {**both, "choice": [{**ROW, "offers": ["m", "late"], "take": "all"}]}
    assert stage(law(all_of, remedies={"m": REMEDY, "late": closed})).status == "negative"


def test_what_is_owed_is_worst_all_of_it_where_it_is_open_whether_one_is_enough() -> None:
    rows = [{**ROW, "if": ["a"], "offers": ["m", "late"], "take": "all"}, {**ROW, "offers": ["m", "late"]}]
    remedies = {"m": REMEDY, "late": {**REMEDY, "until": "2026-06-14"}}
    either = law({"owes": ["m", "late"], "choice": rows}, remedies=remedies)
    assert stage(either, a=True).status == "negative"
    assert stage(either, a=False).status == "conditional"
    open_ = stage(either)
    assert (open_.status, open_.worst, open_.best) == ("undetermined", "negative", "conditional")


@pytest.mark.parametrize("gives", ["conditional", "partial"])
def test_a_route_gives_no_more_than_it_says(gives: str) -> None:
    assert stage(law({"needs": ["a"], "gives": gives}), a=True).status == gives


def test_the_reported_route_has_the_highest_worst_then_the_highest_best_then_stands_first() -> None:
    one = law({"needs": ["a"]}, {"needs": ["b"], "gives": "conditional"}, {"needs": ["c"], "gives": "conditional"})
    assert stage(one, b=True, c=True).route == "w1"
    assert stage(one, a=False, b=False, c=True).route == "w2"
    assert stage(one, b=False, c=False).route == "w0"
    assert stage(one, a=False, b=False, c=False).route == "w0"


def test_a_recalled_way_and_a_recalled_measure_are_named_as_what_to_confirm() -> None:
    way = stage(law({"needs": ["a"], "cite": MEMORY}), a=True)
    assert (way.status, way.confirm) == ("undetermined", ["w0"])
    measure = {"m": {**REMEDY, "cite": MEMORY}}
    short = law({"needs": [{"a": {"remedies": ["m"]}}]}, remedies=measure)
    assert (stage(short, a=False).status, stage(short, a=False).confirm) == ("undetermined", ["m"])
    assert stage(short, a=True).confirm == []
    other = law({"needs": [{"a": {"remedies": ["m"]}}, "b"], "open_when": ["c"]}, remedies=measure)
    assert stage(other, a=True, c=True).confirm == []


def test_because_names_the_lowest_need_first() -> None:
    one = law({"needs": [{"a": {"remedies": ["m"]}}, "b"]}, remedies={"m": REMEDY})
    assert stage(one, a=False, b=False).because == ["b", "a"]
    assert stage(one, a=True, b=True).because == []


@pytest.mark.parametrize(
    "effect, holds, base, expected",
    [
        ("lifts", True, False, "not_applicable"),
        ("lifts", None, False, "unknown"),
        ("lifts", None, True, "met"),
        ("lifts", False, False, "gap"),
        ("proves", True, False, "met"),
        ("proves", None, False, "unknown"),
        ("proves", False, None, "unknown"),
        ("weighed", True, False, "unknown"),
        ("weighed", None, False, "unknown"),
        ("weighed", False, False, "gap"),
        ("weighed", True, True, "met"),
    ],
)
def test_each_exception(effect: str, holds: bool | None, base: bool | None, expected: str) -> None:
    excepted = fact("a", unless=[{"if": ["b"], "effect": effect, "cite": ACT}])
    facts = {name: value for name, value in (("a", base), ("b", holds)) if value is not None}
    assert status(law(requirements={"r": excepted}), "r", **facts) == expected


def test_exceptions_follow_each_other() -> None:
    """Weighed first, then proved: what the authority would weigh is met; the other way round it is met as well."""
    two = [{"if": ["b"], "effect": "weighed", "cite": ACT}, {"if": ["c"], "effect": "proves", "cite": ACT}]
    assert status(law(requirements={"r": fact("a", unless=two)}), "r", a=False, b=True, c=True) == "met"
    assert status(law(requirements={"r": fact("a", unless=two)}), "r", a=False, b=True, c=False) == "unknown"


def test_an_exception_of_recalled_law_proves_no_more_than_recalled() -> None:
    excepted = fact("a", unless=[{"if": ["b"], "effect": "proves", "cite": MEMORY}])
    assert status(law(requirements={"r": excepted}), "r", a=False, b=True) == "met_recalled"


POINTS = {
    "kind": "points",
    "at_least": 5,
    "cite": ACT,
    "features": [
        {"id": "x", "points": 3, "if": ["a"]},
        {"id": "y", "points": 4, "if": ["b"]},
        {"id": "z", "points": 2, "if": ["c", "d"]},
    ],
}


@pytest.mark.parametrize(
    "facts, expected",
    [
        ({"a": True, "b": True}, "met"),
        ({"a": True, "b": False, "c": True, "d": True}, "met"),
        ({"a": True, "b": False, "c": False}, "gap"),
        ({"a": True, "b": False, "c": True}, "unknown"),
        ({"a": False, "b": True, "c": False}, "gap"),
    ],
)
def test_points_are_counted(facts: dict[str, Any], expected: str) -> None:
    assert status(law(requirements={"r": POINTS}), "r", **facts) == expected


def test_of_a_group_only_the_highest_counts_and_a_cap_cuts() -> None:
    known = {"a": True, "b": True, "c": False}
    grouped = {**POINTS, "groups": [{"of": ["x", "y"], "highest": True}]}
    assert status(law(requirements={"r": grouped}), "r", **known) == "gap"
    capped = {**POINTS, "caps": [{"of": ["x", "y"], "at_most": 4}]}
    assert status(law(requirements={"r": capped}), "r", **known) == "gap"


def test_points_of_an_unknown_number_are_never_a_gap() -> None:
    worth = {"unit": "points", "clock": "on", "values": [{"from": "always", "is": "unknown", "cite": ACT}]}
    features = [{"id": "x", "points": "$worth", "if": ["a"]}]
    one = law(requirements={"r": {**POINTS, "features": features}}, parameters={"worth": worth})
    assert status(one, "r", a=True) == "unknown"
    assert status(one, "r", a=False) == "gap"


def test_points_between_two_figures_are_unknown_and_not_recalled() -> None:
    worth = {"unit": "points", "clock": "on", "values": [{"from": "always", "is": {"between": [2, 9]}, "cite": ACT}]}
    features = [{"id": "x", "points": "$worth", "if": ["a"]}]
    one = law(requirements={"r": {**POINTS, "features": features}}, parameters={"worth": worth})
    assert status(one, "r", a=True) == "unknown"


def test_what_is_remembered_of_one_day_is_not_said_of_another() -> None:
    """The comparisons are answered alike on both days; the pass mark is another."""
    rows = [{"from": "always", "is": 5, "cite": ACT}, {"from": "2025-01-01", "is": 9, "cite": ACT}]
    mark = {"unit": "points", "clock": "application", "values": rows}
    one = law({"needs": ["r"]}, requirements={"r": {**POINTS, "at_least": "$mark"}}, parameters={"mark": mark})
    known = {"a": True, "b": True, "c": False}
    for _ in range(2):
        assert stage(one, Shown(known, dates={"application": "2024-12-31"})).status == "positive"
        assert stage(one, Shown(known, dates={"application": "2025-01-01"})).status == "negative"


@pytest.mark.parametrize(
    "facts, state, running",
    [
        ({"a": False}, "cannot_be_filed", False),
        ({}, "unknown", None),
        ({"a": True, "b": False}, "incomplete", False),
        ({"a": True}, "unknown", None),
        ({"a": True, "b": True}, "ready", True),
    ],
)
def test_procedure_stands_beside_the_outcome(facts: dict[str, Any], state: str, running: bool | None) -> None:
    one = law({"needs": ["c"]}, stage={"filing": {"cannot_be_filed_unless": ["a"], "complete_when": ["b"]}})
    found = stage(one, c=True, **facts)
    assert (found.status, found.procedure.state) == ("positive", state)
    # A file that lacks something is filed, but the authority's time does not run.
    assert found.procedure.clock_running is running
    lacking = [id for id in ("a", "b") if not facts.get(id)]
    # What the file still lacks does not keep it from being filed.
    assert found.procedure.because == (["a"] if state == "cannot_be_filed" else lacking)


def test_a_filing_need_that_does_not_apply_is_fine() -> None:
    one = law(requirements={"r": fact("a", when=["b"])}, stage={"filing": {"complete_when": ["r"]}})
    assert stage(one, b=False).procedure.state == "ready"


@pytest.mark.parametrize(
    "held, until, state",
    [
        (True, "2026-06-15", "running"),
        (True, "2026-06-14", "over"),
        (True, "2026-06", "unknown"),
        (True, None, "running"),
        (False, "2026-06-15", "none"),
        (None, "2026-06-15", "unknown"),
    ],
)
def test_an_interim_permission(held: bool | None, until: str | None, state: str) -> None:
    interim = {"id": "cra", "if": ["a"], "until": until, "allows": "service", "cite": ACT}
    one = law(stage={"interim": [interim]})
    assert stage(one, **({} if held is None else {"a": held})).procedure.interim[0].state == state


@pytest.mark.parametrize(
    "when, facts, state",
    [
        ({"gap": "a"}, {"a": False}, "needed"),
        ({"gap": "a"}, {"a": True}, "not_needed"),
        ({"gap": "a"}, {}, "possible"),
        ({"met": "a"}, {"a": True}, "needed"),
        ({"unknown": "a"}, {}, "needed"),
        ({"outcome": "positive"}, {"a": True}, "needed"),
        ({"outcome": "positive"}, {}, "possible"),
        ({"outcome": "positive"}, {"a": False}, "not_needed"),
        ({"route": "w0"}, {}, "needed"),
        ({"procedure": "ready"}, {"b": True}, "needed"),
        ({"procedure": "incomplete"}, {}, "possible"),
        ({"interim": "i"}, {"c": True}, "needed"),
        ({"interim": "i"}, {}, "possible"),
        ({"remedy": "m"}, {"a": False}, "needed"),
        ({"remedy": "m"}, {}, "possible"),
        ({"remedy": "m"}, {"a": True}, "not_needed"),
        ([{"gap": "a"}, {"gap": "b"}], {"a": True, "b": False}, "needed"),
        ({"gap": "a", "met": "b"}, {"a": False, "b": False}, "not_needed"),
    ],
)
def test_each_condition_of_a_step(when: Any, facts: dict[str, Any], state: str) -> None:
    interim = {"id": "i", "if": ["c"], "until": None, "allows": "service", "cite": ACT}
    one = law(
        {"needs": [{"a": {"remedies": ["m"]}}]},
        stage={"filing": {"complete_when": ["b"]}, "interim": [interim]},
        remedies={"m": REMEDY},
        steps={"t": {"when": when}},
    )
    found = answer(one, **facts)
    rule = found.conclusion.steps["t"]
    assert load_tables()["step"].answers[rule] == state


def test_a_step_of_another_route_is_not_needed_and_one_of_an_open_route_is_possible() -> None:
    one = law(
        {"needs": ["a"]},
        {"needs": ["b"]},
        {"open_when": ["c"]},
        steps={f"t{i}": {"routes": [f"w{i}"]} for i in range(3)},
    )
    assert answer(one, a=True, c=False).conclusion.steps == {
        "t0": "needed",
        "t1": "possible_route",
        "t2": "not_on_route",
    }


@pytest.mark.parametrize(
    "routes, state", [([], "not_needed"), (["w0"], "not_needed"), (["w1"], "needed"), (["w0", "w1"], "needed")]
)
def test_the_outcome_asked_is_that_of_the_stages_of_the_steps_own_routes(routes: list[str], state: str) -> None:
    one = law(
        {"needs": ["a"]},
        {"needs": ["b"], "stage": "other"},
        stages=[{"id": "s", "headline": True}, {"id": "other"}],
        steps={"t": {"when": {"outcome": "positive"}, "routes": routes}},
    )
    rule = answer(one, a=False, b=True).conclusion.steps["t"]
    assert load_tables()["step"].answers[rule] == state


def test_a_step_that_a_remedy_names_is_there_for_it() -> None:
    one = law(
        {"needs": [{"a": {"remedies": ["m"]}}]},
        remedies={"m": {**REMEDY, "steps": ["t"]}},
        steps={"t": {}, "always": {}},
    )
    assert answer(one, a=False).conclusion.steps == {"t": "needed", "always": "needed"}
    assert answer(one, a=True).conclusion.steps == {"t": "not_needed", "always": "needed"}


@pytest.mark.parametrize(
    "written, low, high",
    [({"from": 6}, 6, None), ({"to": 3}, None, 3), ({"from": 1, "to": 6}, 1, 6), ({"from": 4, "to": 4}, 4, 4)],
)
def test_a_time_without_an_end_is_at_least_that_long(
    written: dict[str, int], low: int | None, high: int | None
) -> None:
    time = {**written, "unit": "months", "starts": "filing", "cite": ACT}
    one = law({"needs": ["a"]}, steps={"t": {"time": time}})
    (step,) = answer(one, a=True).assessment.steps
    assert [(quoted.low, quoted.high) for quoted in step.time] == [(low, high)]


def test_the_trace_holds_every_layer_once_and_in_order() -> None:
    one = law({"needs": [{"a": {"remedies": ["m"]}}]}, remedies={"m": REMEDY}, steps={"t": {}})
    layers = list(dict.fromkeys(firing.layer for firing in answer(one, a=False).assessment.trace))
    assert [layer for layer in layers if layer != "combine"] == [
        "comparison", "remedy", "need", "route", "outcome", "procedure", "step",
    ]  # fmt: skip


def two_diplomas(*issued: str) -> Any:
    diplomas = [
        {"id": f"q{i}", "country": "XA" if day == "2010-01-01" else "XB", "issued": day} for i, day in enumerate(issued)
    ]
    return {"qualifications": diplomas, "facts": {"a": True}}


def test_facts_of_two_diplomas_never_mix() -> None:
    """One diploma has the country and the other the day: neither has both."""
    from tests.engine import build

    one = law(
        {"needs": ["from_xa", "late"]},
        requirements={
            "from_xa": {"kind": "stated-fact", "fact": "focus.country", "is": "XA", "cite": ACT},
            "late": {"kind": "date-order", "day": "focus.issued", "from": "2015-01-01", "cite": ACT},
        },
    )
    dossier = build.dossier(**two_diplomas("2010-01-01", "2020-01-01"))
    focused = build.ruleset(
        one.requirements, facts=one.facts, clocks=one.clocks, focus={"item": "qualification"},
        stages=one.ruleset.stages, routes=one.ruleset.routes,
    )  # fmt: skip
    found = examine(dossier, focused, on=ON, standards=one.standards)  # type: ignore[arg-type]
    assert (len(found.decided), found.assessment.outcome, found.assessment.focus) == (2, "negative", "q1")


def test_a_positive_outcome_has_nothing_that_keeps_it_from_better() -> None:
    either = law({"needs": ["a"]}, {"needs": ["not_a"]}, requirements={"not_a": fact("a", False)})
    assert (stage(either).status, stage(either).because) == ("positive", [])


@pytest.mark.parametrize(
    "ends, valid_until, at_most",
    [
        (["2027-05-01", "2028-01-01"], "2027-05-01", False),
        (["2027-05-01", "@when"], "2027-05-01", True),
        (["2027-05", "2028-01-01"], "2027-05-31", True),
        (["2027-05-01", "2027"], "2027-05-01", True),
        (["@when"], None, False),
    ],
)
def test_validity_is_the_earliest_end(ends: list[str], valid_until: str | None, at_most: bool) -> None:
    found = stage(law({"needs": ["a"]}, stage={"validity": ends}), a=True)
    assert (found.valid_until, found.valid_at_most) == (valid_until, at_most)


def test_what_is_not_given_has_no_end() -> None:
    found = stage(law({"needs": ["a"]}, stage={"validity": ["2027-05-01"]}), a=False)
    assert (found.status, found.valid_until, found.valid_at_most) == ("negative", None, False)


def test_an_outcome_is_as_weak_as_the_law_of_its_route_and_of_its_measures() -> None:
    page = "page § 1"
    assert stage(law({"needs": ["a"], "cite": page}), a=True).basis == "secondary"
    assert stage(law({"needs": ["a"]}), a=True).basis == "read"
    owed = {"needs": [{"a": {"remedies": ["m"]}}]}
    assert stage(law(owed, remedies={"m": {**REMEDY, "cite": page}}), a=False).basis == "secondary"
    assert stage(law(owed, remedies={"m": {**REMEDY, "cite": page}}), a=True).basis == "read"


def test_a_negative_outcome_rests_on_what_closes_every_route() -> None:
    """The second route is closed by secondary law alone."""
    one = law({"needs": ["a"]}, {"open_when": ["p"]}, requirements={"p": fact("b", cite="page § 1")})
    assert stage(one, a=False, b=False).basis == "secondary"


def test_what_is_lifted_by_a_statement_rests_on_the_statement() -> None:
    lifted = fact("a", unless=[{"if": ["b"], "effect": "lifts", "cite": ACT}])
    one = law({"needs": ["r"]}, requirements={"r": lifted})
    assert stage(one, b=True).strength == "stated"
