"""Whatever becomes of a CV, a record, a resume or a transcript: a dossier, or an error with a code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognition.foundations.codes_all import CODES
from recognition.foundations.problems import Problem, ReadError
from recognition.model.dossier import Dossier
from recognition.readers.dossier_write import write_dossier
from recognition.readers.json_loader import parse_json
from recognition.readers.read import read
from recognition.readers.tree import plain
from tests.readers.personal_documents import ALL, PASSPORT_JSON, RECORD, RESUME, written

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
KEPT = [*sorted((SAMPLES / "pesc").glob("*.xml")), SAMPLES / "jsonresume" / "sample.resume.json"]
DOCUMENTS = [*ALL.values(), *(path.read_bytes() for path in KEPT)]
PIECES = [
    b"",
    b"\x00",
    b"<",
    b">",
    b'"',
    b"-",
    b"9" * 400,
    b"\xff",
    b"--03",
    b"0001-01-01",
    b"null",
    b"[]",
    b"{}",
    b"1e999",
]


def held(data: bytes) -> Dossier | None:
    """The dossier of some bytes, checked whole; None where they are refused with registered codes."""
    problems: tuple[Problem, ...] = ()
    try:
        found = read(data)
    except ReadError as refused:
        problems = refused.problems
    if problems:
        assert {problem.code for problem in problems} <= CODES.keys()
        return None
    assert {problem.code for problem in found.problems} <= CODES.keys()
    again = Dossier.model_validate(plain(parse_json(write_dossier(found, "json"))))
    assert again == found
    return found


@pytest.mark.parametrize("name", ALL)
def test_a_look_alike_reads_whole(name: str) -> None:
    found = held(ALL[name])
    assert found is not None
    assert found.person is not None
    assert found.qualifications
    assert all(one.origin and one.origin.line and one.origin.path for _, one in found.items())


def test_the_samples_are_found() -> None:
    assert len(DOCUMENTS) == len(ALL) + 5


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_changed_bytes_give_a_dossier_or_a_refusal(data: st.DataObject) -> None:
    document = bytearray(data.draw(st.sampled_from(DOCUMENTS)))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(document)))
        end = min(len(document), start + data.draw(st.integers(0, 30)))
        document[start:end] = data.draw(st.sampled_from(PIECES) | st.binary(max_size=8))
    held(bytes(document))


ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=20)
    | st.sampled_from(["2020-01-01", "DE", "B2", "6", "-"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


def _places(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [here, *(place for key, item in inside for place in _places(item, (*here, key)))]


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_any_value_anywhere_in_json_is_read_past(data: st.DataObject) -> None:
    document = json.loads(json.dumps(data.draw(st.sampled_from([PASSPORT_JSON, RECORD, RESUME]))))
    place = data.draw(st.sampled_from(_places(document)[1:]))
    inner = document
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = data.draw(ANY)
    held(written(document))


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_an_unknown_element_changes_nothing(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["passport", "learnerinfo", "candidate", "transcript", "batch"]))
    document = ALL[name].decode()
    gaps = [index + 1 for index in range(1, len(document) - 1) if document[index : index + 2] == "><"]
    at = data.draw(st.sampled_from(gaps))
    changed = f'{document[:at]}<x:surprise xmlns:x="urn:x">2020</x:surprise>{document[at:]}'
    before, after = read(ALL[name]), read(changed.encode())
    assert write_dossier(before) == write_dossier(after)
