"""Numbers as the model holds them: exact, whoever gives them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pydantic import ValidationError

from recognition.model.dossier import Dossier
from recognition.model.values import Amount, exact


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
