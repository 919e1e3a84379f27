"""amount: one number, or one for each of another."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from recognition.engine.measured import Comparison, Wanted
from tests.engine.build import dossier, leaves, measured, one


def audit(fields: dict[str, Any], figures: dict[str, Any], facts: Any = None, **rest: Any) -> Comparison:
    shown = dossier("partnership", partnership={"name": "p"}, figures=figures, facts=facts or {})
    return one(measured({"kind": "amount", **fields}, shown, subject="partnership", **rest).tree)


def test_alone() -> None:
    found = audit({"of": "figures.places", "at_least": 60}, {"places": {"between": [50, 70]}})
    assert (found.low, found.high, found.need.low) == (5000, 7000, 6000)
    missing = audit({"of": "figures.places", "at_least": 60}, {})
    assert (missing.low, missing.high, missing.need.low) == (None, None, 6000)
    assert missing.wanted == (Wanted("attribute", ("figures", "places")),)


def test_a_share_that_is_a_fact() -> None:
    asked = {"of": "facts.share", "at_least": "1/3", "unit": "share"}
    assert audit(asked, {}, {"share": 1}).low == 100
    assert (audit(asked, {}).low, audit(asked, {}).need.low, audit(asked, {}).need.high) == (None, 33, 34)


@pytest.mark.parametrize("hired, need", [(38, 3840), (39, 3840)])
def test_each_of_another(hired: int, need: int) -> None:
    found = audit({"of": "figures.hired", "per": "figures.trained", "at_least": "4/5"}, {"hired": hired, "trained": 48})
    assert (found.low, found.need.low, found.need.high) == (hired * 100, need, need)


def test_each_of_another_rounds_to_what_exact_numbers_would_say() -> None:
    figures = {"hired": 1, "trained": 1}
    at_least = audit({"of": "figures.hired", "per": "figures.trained", "at_least": "1/3"}, figures)
    at_most = audit({"of": "figures.hired", "per": "figures.trained", "at_most": "1/3"}, figures)
    assert (at_least.need.low, at_most.need.low, at_most.at_most) == (34, 33, True)


def test_the_other_number_unknown_is_open_and_between_widens_the_need() -> None:
    asked = {"of": "figures.hired", "per": "figures.trained", "at_least": "1/2"}
    found = audit(asked, {"hired": 20})
    assert (found.low, found.high) == (None, None)
    assert found.need.low is not None
    wide = audit(asked, {"hired": 20, "trained": {"between": [40, 50]}})
    assert (wide.need.low, wide.need.high) == (2000, 2500)


def test_money_of_another_currency_is_never_converted() -> None:
    figures = {"cost": {"amount": 6100, "unit": "EUR"}}
    assert audit({"of": "figures.cost", "at_most": 7000, "unit": "EUR"}, figures).high == 610000
    other = audit({"of": "figures.cost", "at_most": 7000, "unit": "USD"}, figures)
    assert (other.low, other.high) == (None, None)
    assert Wanted("attribute", ("amount", "USD")) in other.wanted
    assert audit({"of": "figures.cost", "at_most": 7000}, figures).low is None
    plain = audit({"of": "figures.cost", "at_most": 7000, "unit": "EUR"}, {"cost": 6100})
    assert plain.low is None


def test_a_ratio_of_money_needs_one_currency() -> None:
    asked = {"of": "figures.cost", "per": "figures.there", "at_most": "1/2"}
    same = audit(asked, {"cost": {"amount": 10, "unit": "EUR"}, "there": {"amount": 30, "unit": "EUR"}})
    assert (same.low, same.need.low) == (1000, 1500)
    mixed = audit(asked, {"cost": {"amount": 10, "unit": "EUR"}, "there": {"amount": 30, "unit": "USD"}})
    assert (mixed.low, mixed.high) == (None, None)


def test_the_unit_and_the_basis_of_a_parameter() -> None:
    row = {"from": "always", "is": 1000, "cite": "memory annex"}
    parameters = {"floor": {"unit": "EUR", "values": [row]}}
    shown = dossier(facts={"salary": {"amount": 900, "unit": "EUR"}})
    facts = {"salary": {"type": "money"}}
    asked = {"kind": "amount", "of": "@salary", "at_least": "$floor"}
    found = one(measured(asked, shown, facts=facts, parameters=parameters).tree)
    assert (found.low, found.need.low, found.unit, found.basis) == (90000, 100000, "EUR", "recalled")


def test_whole_units_are_rounded_against_the_direction_of_the_need() -> None:
    shown = dossier(facts={"stay": {"between": [Decimal("17.5"), Decimal("18.5")]}})
    asked = {"kind": "amount", "of": "@stay", "unit": "months", "at_least": 18, "at_most": 18}
    least, most = leaves(measured(asked, shown, facts={"stay": {"type": "number"}}).tree)
    assert (least.low, least.high, most.low, most.high) == (17, 18, 18, 19)
