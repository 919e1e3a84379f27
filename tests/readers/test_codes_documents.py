"""Every code that a reader of documents raises is explained, and every explained code is raised."""

from __future__ import annotations

import re
from pathlib import Path

from recognition.foundations.codes_all import CODES as ALL
from recognition.foundations.codes_documents import CODES
from recognition.foundations.codes_reading import CODES as READING

READERS = Path(__file__).resolve().parents[2] / "recognition" / "readers"
RAISED = re.compile(r'"([a-z]+(?:_[a-z0-9]+)*)"')


def words() -> set[str]:
    return {word for path in READERS.glob("*.py") for word in RAISED.findall(path.read_text("utf-8"))}


def raised() -> set[str]:
    calls = re.compile(r'(?:Problem|add|_depart|_conflict)\(\s*"([a-z_0-9]+)"')
    return {code for path in READERS.glob("*.py") for code in calls.findall(path.read_text("utf-8"))}


def test_every_raised_code_is_explained() -> None:
    assert raised() <= ALL.keys()


def test_every_explained_code_is_raised() -> None:
    assert CODES.keys() <= words()


def test_no_code_is_explained_twice() -> None:
    assert not CODES.keys() & READING.keys()


def test_an_explanation_says_what_why_and_what_to_do() -> None:
    for code in CODES.values():
        assert code.title
        assert code.why.endswith(".")
        assert code.do.endswith(".")
