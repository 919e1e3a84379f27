"""Text, bases, strengths and messages."""

from __future__ import annotations

import pytest

from recognition.foundations.bases import at_least_as_strong, is_firm, weakest
from recognition.foundations.problems import Place, Problem, ReadError, nearest, quoted
from recognition.foundations.text import folded, normal


def test_composed_and_decomposed_text_is_one() -> None:
    assert normal("Pfle\u0308ge  kraft ") == "Pfl\u00ebge kraft"
    assert folded("STRASSE") == folded("Straße")


@pytest.mark.parametrize(
    "several, one",
    [
        (("read", "secondary"), "secondary"),
        (("secondary", "own", "read"), "own"),
        (("recalled", "own"), "recalled"),
        ((), "read"),
    ],
)
def test_what_is_derived_is_as_weak_as_its_weakest_input(several: tuple[str, ...], one: str) -> None:
    assert weakest(several) == one  # type: ignore[arg-type]


def test_own_choice_is_firm_only_where_the_subject_is_a_partnership() -> None:
    assert [is_firm(basis) for basis in ("read", "secondary", "own", "recalled")] == [True, True, False, False]
    assert is_firm("own", own_is_firm=True)
    assert not is_firm("recalled", own_is_firm=True)


def test_a_broken_signature_is_weaker_than_a_statement() -> None:
    assert not at_least_as_strong("broken", "stated")
    assert at_least_as_strong("signed", "document")
    assert not at_least_as_strong("document", "signed")


def test_messages_show_control_and_direction_characters_escaped_and_cut() -> None:
    assert quoted("a\u202eb\n") == "'a\\u202eb\\u000a'"
    assert quoted("x" * 100) == f"'{'x' * 60}…'"


def test_a_problem_names_place_code_and_hint() -> None:
    problem = Problem("unknown_key", "there is no 'tilte'", Place("a.yaml", None, 3, 5), nearest("tilte", ["title"]))
    assert str(problem) == "a.yaml:3:5: unknown_key: there is no 'tilte' (did you mean 'title'?)"
    assert problem.in_document("b.yaml") is problem
    assert Problem("x", "y").in_document("b.yaml").place.document == "b.yaml"
    assert ReadError([problem, problem]).code == "unknown_key"
