"""Worlds: one unknown used in several places is supposed once, and never decides wrongly beyond the limit."""

from __future__ import annotations

from typing import Any

import pytest

from recognition.services.assess import Examined, examine
from tests.engine.random_law import ON, Law, Shown

STAGE = {"id": "s", "headline": True}


def law(requirements: dict[str, Any], routes: list[dict[str, Any]], **more: Any) -> Law:
    """A law on stated facts `a`.. `z` (yes_no), `kind` (choice) and `n` (number)."""
    facts: dict[str, Any] = {name: {"type": "yes_no"} for name in "abcdefgh"}
    facts |= {"kind": {"type": "choice", "options": ["deck", "engine", "other"]}, "n": {"type": "number"}}
    cited = {id: {"cite": "act § 1", **written} for id, written in requirements.items()}
    ways = [{"id": f"w{i}", "stage": "s", "cite": "act § 2", "needs": [], **route} for i, route in enumerate(routes)]
    return Law(0, clocks={"application": {}}, facts=facts, requirements=cited, stages=[STAGE], routes=ways, **more)


def answer(of: Law, **facts: Any) -> Examined:
    shown = Shown(facts)
    return examine(shown.dossier(), of.ruleset, on=ON, standards=of.standards)  # type: ignore[arg-type]


def fact(name: str, value: Any = True) -> dict[str, Any]:
    return {"kind": "stated-fact", "fact": name, "is": value}


def outcome(of: Examined) -> str:
    return of.assessment.outcome


def test_an_unknown_that_opens_one_route_and_closes_another() -> None:
    either = law(
        {"a_yes": fact("a"), "a_no": fact("a", False), "b_yes": fact("b")},
        [{"open_when": ["a_yes"], "needs": ["b_yes"]}, {"open_when": ["a_no"], "needs": ["b_yes"]}],
    )
    assert outcome(answer(either, b=True)) == "positive"
    assert answer(either, b=True).reported.worlds == 2
    assert outcome(answer(either, b=False)) == "negative"
    assert outcome(answer(either)) == "undetermined"


def test_a_requirement_and_its_opposite_share_one_unknown() -> None:
    opposite = law(
        {
            "a_yes": fact("a"),
            "not_a": {"kind": "none-of", "parts": ["a_yes"]},
            "both": {"kind": "all-of", "parts": ["a_yes", "not_a"]},
        },
        [{"needs": ["both"]}],
    )
    assert outcome(answer(opposite)) == "negative"


@pytest.mark.parametrize("first, expected", [(["deck", "engine"], "positive"), (["deck"], "undetermined")])
def test_a_choice_is_cut_into_its_options(first: list[str], expected: str) -> None:
    by_kind = law({"one": fact("kind", first), "two": fact("kind", "other")}, [{"needs": ["one"]}, {"needs": ["two"]}])
    assert outcome(answer(by_kind)) == expected


def amount(end: str, need: Any) -> dict[str, Any]:
    return {"kind": "amount", "of": "@n", "unit": "score", end: need}


@pytest.mark.parametrize(
    "floor, ceiling, expected",
    [(5, 5, "positive"), (5, 6, "positive"), (5, 4, "undetermined")],
)
def test_a_number_is_cut_at_every_line_inside(floor: int, ceiling: int, expected: str) -> None:
    """At least 5 or at most 4: a number may lie between."""
    lines = law(
        {"low": amount("at_most", ceiling), "high": amount("at_least", floor)},
        [{"needs": ["low"]}, {"needs": ["high"]}],
    )
    assert outcome(answer(lines)) == expected
    assert outcome(answer(lines, n={"between": [4, 6]})) == expected


def test_a_line_that_leaves_room_is_a_cell_of_its_own() -> None:
    figures = {
        "p": {
            "unit": "score",
            "clock": "on",
            "values": [{"from": "always", "is": {"between": [3, 6]}, "cite": "act § 1"}],
        }
    }
    room = law(
        {"high": amount("at_least", "$p"), "low": amount("at_most", 2)},
        [{"needs": ["high"]}, {"needs": ["low"]}],
        parameters=figures,
    )
    assert outcome(answer(room)) == "undetermined"
    assert outcome(answer(room, n={"between": [1, 2]})) == "positive"


def test_a_choice_row_is_used_both_ways() -> None:
    """Whichever row applies offers the same test, so something is owed in any case."""
    row = {"offers": ["m"], "who": "applicant", "take": "one", "cite": "act § 3"}
    rows = law(
        {"a_yes": fact("a"), "b_yes": fact("b")},
        [{"needs": [{"b_yes": {"remedies": ["m"]}}], "choice": [{**row, "if": ["a_yes"]}, row]}],
        remedies={"m": {"type": "test", "keeps_open": True, "cite": "act § 4"}},
    )
    assert outcome(answer(rows, b=False)) == "conditional"


def test_one_unknown_in_a_part_and_in_an_exception() -> None:
    """Asked only where a holds, and met by a: so it never is a gap."""
    within = law(
        {
            "a_yes": fact("a"),
            "b_yes": fact("b"),
            "k": {"kind": "any-of", "parts": ["a_yes", "b_yes"], "when": ["a_yes"]},
        },
        [{"needs": ["k"]}],
    )
    assert outcome(answer(within, b=False)) == "positive"


def many_shared(count: int) -> Law:
    """`count` facts, each asked both ways."""
    names = "abcdefgh"[:count]
    requirements: dict[str, Any] = {}
    for name in names:
        requirements |= {f"{name}_yes": fact(name), f"{name}_no": fact(name, False)}
        requirements[f"{name}_any"] = {"kind": "any-of", "parts": [f"{name}_yes", f"{name}_no"]}
    return law(requirements, [{"needs": [f"{name}_any" for name in names]}])


def test_sixty_four_worlds_are_exact_and_more_are_cautious() -> None:
    six, eight = answer(many_shared(6)), answer(many_shared(8))
    assert (outcome(six), six.reported.worlds, six.reported.left_out) == ("positive", 64, False)
    assert (outcome(eight), eight.reported.worlds, eight.reported.left_out) == ("undetermined", 64, True)
    assert outcome(answer(many_shared(8), a=True, b=False)) == "positive"


def test_worlds_are_not_tried_where_nothing_hangs_on_them() -> None:
    assert answer(law({"a_yes": fact("a"), "b_yes": fact("b")}, [{"needs": ["b_yes"]}]), b=True).reported.worlds == 1


def test_a_hope_that_no_world_fulfils_is_no_hope() -> None:
    """Recalled law says no; were it wrong, the route would still be closed in every world."""
    hopeless = law(
        {
            "recalled": {**fact("b"), "cite": "memory § 1"},
            "a_yes": fact("a"),
            "a_no": fact("a", False),
        },
        [{"needs": ["recalled", "a_yes", "a_no"]}],
    )
    assert outcome(answer(hopeless, b=False)) == "negative"
