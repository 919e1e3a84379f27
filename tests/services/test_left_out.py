"""Whether the conditions of all ways together leave anybody out."""

from __future__ import annotations

from typing import Any

import pytest

from recognition.engine.plan import plan_of
from recognition.model.ruleset import Route, Stage
from recognition.services.left_out import somebody_is_left_out
from tests.engine.build import ruleset

FACTS = {
    "a": {"type": "yes_no"},
    "b": {"type": "yes_no"},
    "kind": {"type": "choice", "options": ["deck", "engine", "radio"]},
    "age": {"type": "number"},
}


def fact(name: str, value: Any) -> dict[str, Any]:
    return {"kind": "stated-fact", "fact": name, "is": value}


LAW = {
    "a": fact("a", True),
    "b": fact("b", True),
    "not_a": {"kind": "none-of", "parts": ["a"]},
    "a_false": fact("a", False),
    "a_and_b": {"kind": "all-of", "parts": ["a", "b"]},
    "a_or_b": {"kind": "any-of", "parts": ["a", "b"]},
    "one": {"kind": "at-least", "k": 1, "parts": ["a", "b"]},
    "deck": fact("kind", "deck"),
    "engine": fact("kind", "engine"),
    "deck_or_radio": fact("kind", ["deck", "radio"]),
    "old": {"kind": "amount", "of": "facts.age", "at_least": 18},
    "young": {"kind": "amount", "of": "facts.age", "at_most": 17},
}


@pytest.mark.parametrize(
    "opens, left_out",
    [
        ([["a"], ["not_a"]], False),
        ([["a"], ["a_false"]], False),
        ([["a"]], True),
        ([["a"], ["b"]], True),
        ([["a_or_b"], ["a_false"]], False),
        ([["one"], ["not_a"]], False),
        ([["a_and_b"], ["not_a"]], True),
        ([["a", "b"], ["not_a"]], True),
        ([["engine"], ["deck_or_radio"]], False),
        ([["engine"], ["deck"]], True),
        ([["old"], ["young"]], True),
        ([["a"], []], False),
    ],
)
def test_all_ways_together(opens: list[list[str]], left_out: bool) -> None:
    routes = tuple(
        Route.model_validate({"id": f"w{i}", "stage": "s", "open_when": ids, "cite": "act § 1"})
        for i, ids in enumerate(opens)
    )
    law = ruleset(LAW, facts=FACTS, stages=(Stage(id="s", headline=True),), routes=routes)
    assert somebody_is_left_out(law, plan_of(law).routes) is left_out


def test_too_many_conditions_are_taken_to_leave_somebody_out() -> None:
    many = {f"f{i}": fact(f"f{i}", True) for i in range(13)}
    facts = {name: {"type": "yes_no"} for name in many}
    none = {"none": {"kind": "none-of", "parts": list(many)}, "any": {"kind": "any-of", "parts": list(many)}}
    routes = tuple(
        Route.model_validate({"id": id, "stage": "s", "open_when": [id], "cite": "act § 1"}) for id in ("none", "any")
    )
    law = ruleset({**many, **none}, facts=facts, stages=(Stage(id="s", headline=True),), routes=routes)
    assert somebody_is_left_out(law, plan_of(law).routes) is True
