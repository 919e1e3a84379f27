"""Foreign text in a message: cut, escaped, and never able to break the message."""

from typing import Any

from recognition.foundations.problems import quoted


def test_short_plain_text_is_quoted_as_it_is() -> None:
    assert quoted("Gesundheits- und Krankenpfleger") == "'Gesundheits- und Krankenpfleger'"


def test_long_text_is_cut_and_says_so() -> None:
    assert quoted("y" * 61) == f"'{'y' * 60}…'"
    assert quoted("y" * 60) == f"'{'y' * 60}'"


def test_direction_and_control_characters_are_escaped() -> None:
    assert quoted("a\u202eb\n") == "'a\\u202eb\\u000a'"


def test_nesting_too_deep_to_be_written_out_is_named_by_its_kind() -> None:
    deep: Any = "yes"
    for _ in range(200_000):
        deep = (deep,)
    assert quoted(deep) == "'a deeply nested tuple'"
