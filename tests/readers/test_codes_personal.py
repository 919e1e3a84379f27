"""Every code of personal documents is raised, explained, and means one thing."""

from __future__ import annotations

from recognition.foundations.codes_all import AREAS
from recognition.foundations.codes_personal import CODES
from tests.readers.test_codes_documents import words


def test_every_explained_code_is_raised() -> None:
    assert CODES.keys() <= words()


def test_no_code_is_explained_twice() -> None:
    for name, area in AREAS.items():
        assert name == "personal" or not CODES.keys() & area.keys(), name


def test_an_explanation_says_what_why_and_what_to_do() -> None:
    for code in CODES.values():
        assert code.title
        assert code.why.endswith(".")
        assert code.do.endswith(".")
