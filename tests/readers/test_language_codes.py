"""Three letters of a language give two, whichever of the two forms of ISO 639-2 they are."""

from __future__ import annotations

import pytest

from recognition.readers.language_codes import ISO639
from recognition.readers.normalise import language


@pytest.mark.parametrize("forms", [("deu", "ger"), ("fra", "fre"), ("nld", "dut"), ("ell", "gre"), ("ron", "rum")])
def test_both_forms_of_a_language_give_one_code(forms: tuple[str, str]) -> None:
    assert ISO639[forms[0]] == ISO639[forms[1]]


def test_every_code_has_its_letters_and_is_one_that_the_readers_know() -> None:
    assert all((len(three), len(two)) == (3, 2) and three.isalpha() for three, two in ISO639.items())
    assert all(language(two) == two for two in ISO639.values())


def test_what_is_not_listed_is_not_guessed() -> None:
    assert "esp" not in ISO639
