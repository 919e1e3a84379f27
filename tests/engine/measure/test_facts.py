"""stated-fact: 1, 0, or not known."""

from __future__ import annotations

from typing import Any

import pytest

from recognition.engine.measured import Wanted
from tests.engine.build import dossier, interval, measured, one

FACTS = {
    "sure": {"type": "yes_no"},
    "sector": {"type": "choice", "options": ["deck", "engine", "eto"]},
    "places": {"type": "number"},
}


def sector(asked: Any, **facts: Any) -> tuple[int | None, int | None]:
    return interval({"kind": "stated-fact", "fact": "sector", "is": asked}, dossier(facts=facts), facts=FACTS)


@pytest.mark.parametrize(
    "asked, facts, ends",
    [
        ("deck", {"sector": "deck"}, (1, 1)),
        ("deck", {"sector": "engine"}, (0, 0)),
        (["deck", "engine"], {"sector": "engine"}, (1, 1)),
        (["deck", "engine"], {"sector": "eto"}, (0, 0)),
        ("deck", {}, (None, None)),
        ("deck", {"sector": "kitchen"}, (None, None)),
    ],
)
def test_choice(asked: Any, facts: dict[str, Any], ends: tuple[int | None, int | None]) -> None:
    assert sector(asked, **facts) == ends


@pytest.mark.parametrize("value, asked, ends", [(True, True, (1, 1)), (False, True, (0, 0)), (False, False, (1, 1))])
def test_yes_no(value: bool, asked: bool, ends: tuple[int, int]) -> None:
    shown = dossier(facts={"sure": value})
    assert interval({"kind": "stated-fact", "fact": "sure", "is": asked}, shown, facts=FACTS) == ends


def test_silence_is_false_only_where_facts_are_complete_and_only_for_yes_no() -> None:
    asked = {"kind": "stated-fact", "fact": "sure", "is": True}
    assert interval(asked, dossier(), facts=FACTS) == (None, None)
    assert interval(asked, dossier(complete=["facts"]), facts=FACTS) == (0, 0)
    choice = {"kind": "stated-fact", "fact": "sector", "is": "deck"}
    assert interval(choice, dossier(complete=["facts"]), facts=FACTS) == (None, None)


def test_a_number_as_an_interval() -> None:
    asked = {"kind": "stated-fact", "fact": "places", "is": 3}
    assert interval(asked, dossier(facts={"places": 3}), facts=FACTS) == (1, 1)
    assert interval(asked, dossier(facts={"places": {"between": [2, 4]}}), facts=FACTS) == (0, 1)
    assert interval(asked, dossier(facts={"places": {"between": [4, 5]}}), facts=FACTS) == (0, 0)


def test_an_attribute_of_the_focus_is_open_where_it_is_not_told() -> None:
    asked = {"kind": "stated-fact", "fact": "focus.country", "is": ["PL", "RO"]}
    assert interval(asked, dossier(qualifications=[{"id": "q", "country": "PL"}])) == (1, 1)
    assert interval(asked, dossier(qualifications=[{"id": "q", "country": "TN"}])) == (0, 0)
    found = one(measured(asked, dossier(qualifications=[{"id": "q"}])).tree)
    assert (found.low, found.high) == (None, None)
    assert found.wanted == (Wanted("attribute", ("q", "country")),)


def test_two_claims_of_equal_strength_may_be_either() -> None:
    shown = dossier(qualifications=[{"id": "q", "country": "PL"}, {"id": "q", "country": "TN"}])
    assert interval({"kind": "stated-fact", "fact": "focus.country", "is": "PL"}, shown) == (0, 1)
    assert interval({"kind": "stated-fact", "fact": "focus.country", "is": ["PL", "TN"]}, shown) == (1, 1)
    assert interval({"kind": "stated-fact", "fact": "focus.country", "is": "RO"}, shown) == (0, 0)


def test_strength_asked() -> None:
    asked = {"kind": "stated-fact", "fact": "focus.country", "is": "PL", "strength": "document"}
    assert interval(asked, dossier(qualifications=[{"country": "PL"}])) == (None, None)
    assert interval(asked, dossier(qualifications=[{"country": "PL", "strength": "document"}])) == (1, 1)


def test_one_fact_is_one_quantity_whatever_is_asked() -> None:
    first = one(measured({"kind": "stated-fact", "fact": "sector", "is": "deck"}, facts=FACTS).tree)
    second = one(measured({"kind": "stated-fact", "fact": "sector", "is": ["engine", "eto"]}, facts=FACTS).tree)
    other = one(measured({"kind": "stated-fact", "fact": "sure", "is": True}, facts=FACTS).tree)
    assert first.quantity == second.quantity != other.quantity
    assert (first.option, second.option) == (("deck",), ("engine", "eto"))


def test_nationalities_hold_together_so_they_are_no_alternatives() -> None:
    french = {"kind": "stated-fact", "fact": "person.nationalities", "is": "FR"}
    assert interval(french, dossier(person={"nationalities": ["TN", "FR"]})) == (1, 1)
    assert interval(french, dossier(person={"nationalities": ["TN"]})) == (0, 0)
    first, second = one(measured(french).tree), one(measured({**french, "is": "TN"}).tree)
    assert (first.low, first.high) == (None, None)
    assert first.option is None
    assert first.quantity != second.quantity


def test_the_law_of_the_requirement_is_carried() -> None:
    found = one(measured({"kind": "stated-fact", "fact": "sure", "is": True, "cite": "memory § 3"}, facts=FACTS).tree)
    assert found.basis == "recalled"
    assert [(cited.id, cited.pinpoint) for cited in found.cited] == [("memory", "§ 3")]
