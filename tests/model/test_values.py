"""Numbers as the model holds them: exact, whoever gives them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pydantic import TypeAdapter, ValidationError

from recognition.catalogue.lint import units as lint_units
from recognition.engine import units as engine_units
from recognition.model import units
from recognition.model.dossier import Dossier
from recognition.model.evidence import Item, Money, Registration
from recognition.model.values import Amount, Unit, exact, known_only


def test_a_float_of_a_program_is_the_number_it_is_written_as() -> None:
    assert Amount.of(0.1) == Amount.of(Decimal("0.1")) == Amount(10, 10)
    assert Amount.of(1.005) == Amount(100, 101)
    assert Amount.of({"between": [0.5, 1]}) == Amount(50, 100)
    dossier = Dossier.model_validate(
        {"subject": "person", "facts": {"rate": 7.1, "pay": {"amount": 0.3}}, "figures": {"hired": [1.5]}}
    )
    assert dossier.facts == {"rate": Decimal("7.1"), "pay": {"amount": Decimal("0.3")}}
    assert dossier.figures == {"hired": [Decimal("1.5")]}


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_finite_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="a number is expected"):
        exact({"a": [value]})
    with pytest.raises(ValidationError):
        Dossier.model_validate({"subject": "person", "facts": {"rate": value}})


@pytest.mark.parametrize("value", ["lots", "12", True, [1, 2]])
def test_what_is_no_number_is_told_that_a_number_is_expected(value: object) -> None:
    with pytest.raises(ValueError, match="a number is expected"):
        Amount.of(value)


def test_unknown_equals_leaving_out_everywhere() -> None:
    assert known_only({"a": "unknown", "b": None, "c": 0}) == {"c": 0}
    assert known_only({"from": {"line": 3}}) == {"origin": {"line": 3}}
    assert known_only({"from": {"between": ["2020", "2021"]}}) == {"from": {"between": ["2020", "2021"]}}
    assert known_only("unknown") == "unknown"
    assert Item.model_validate({"id": "a", "note": "unknown"}) == Item(id="a")
    assert Dossier.model_validate({"subject": "person", "person": {"residence": "unknown"}}).person is not None
    between = Registration.model_validate({"from": {"between": ["2020", "2021"]}})
    assert between.from_ is not None
    assert between.origin is None


def test_a_unit_of_law_is_one_that_is_measured() -> None:
    assert lint_units.POSITIONS is units.POSITIONS is engine_units.POSITIONS
    assert units.COUNTED | units.HUNDREDTHS | units.POSITIONS.keys() | {"day"} == lint_units.KNOWN
    for unit in lint_units.KNOWN - units.POSITIONS.keys():
        assert engine_units.scale(unit) == (1 if unit in units.COUNTED | {"day"} else 100)
    for unit, steps in units.POSITIONS.items():
        for step, position in steps.items():
            assert lint_units.wrong_in(unit, step) is None
            assert engine_units.to_int(step, unit) == position


@pytest.mark.parametrize(
    "wrong,said", [("NOC", "such as NOK"), ("Months", "lower-case letters"), (5, "lower-case letters")]
)
def test_a_wrong_unit_gets_one_sentence(wrong: object, said: str) -> None:
    with pytest.raises(ValidationError, match=said) as caught:
        TypeAdapter(Unit).validate_python(wrong)
    assert caught.value.error_count() == 1


def test_a_number_with_many_decimals_is_not_rounded_onto_a_line() -> None:
    just_below = Decimal("2299." + "9" * 60)
    assert Amount.of(just_below) == Amount(229_999, 230_000)


@pytest.mark.parametrize("code,money", [("EUR", True), ("NOK", True), ("DEM", True), ("NOC", False), ("eur", False)])
def test_money_is_in_a_currency_that_there_is(code: str, money: bool) -> None:
    """A slip such as NOC for NOK would give a fee in nobody's money."""
    assert units.is_currency(code) is money
    if money:
        assert Money(amount=1, unit=code).unit == code
    else:
        with pytest.raises(ValidationError, match="ISO 4217"):
            Money(amount=1, unit=code)
