"""Batches: every transcript on its own, in little memory, with the places that it has in the whole file."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognition.foundations.problems import InvalidDocument, MisuseError, ReadError, UnsafeDocument
from recognition.model.dossier import Dossier
from recognition.readers import batch as batch_reader
from recognition.readers import batch_split
from recognition.readers.batch import Transcript, read_batch
from recognition.readers.batch_split import Piece, Splitter, chunks
from recognition.readers.limits import LIMITS
from recognition.readers.read import read
from tests.readers.batch_documents import HEAD, TAIL, batch_of, college, write_batch

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
MOST_MEGABYTES = 300


def read_all(tmp_path: Path, text: str | bytes) -> list[Transcript]:
    path = tmp_path / "batch.xml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return list(read_batch(path))


def award_of(one: Transcript) -> str | None:
    assert isinstance(one.found, Dossier)
    return next(iter(one.found.qualifications[0].title.values()))


def code_of(one: Transcript) -> str:
    assert isinstance(one.found, ReadError)
    return one.found.code


@pytest.mark.parametrize(
    "sample", ["pesc/on-batch-2.0.xml", "pesc/on-college-1.3.xml", "pesc/on-university-1.4-fr.xml"]
)
def test_a_batch_of_one_is_read_as_the_document_is(sample: str) -> None:
    (one,) = read_batch(SAMPLES / sample)
    alone = read(SAMPLES / sample)
    assert isinstance(one.found, Dossier)
    assert one.found == alone
    assert one.found.problems == alone.problems


@pytest.mark.parametrize("sample", ["pesc/ns-highschool-1.5-utf16.xml", "elmo/elmo-1.7-schema-example.xml"])
def test_other_encodings_and_formats_are_read_too(sample: str) -> None:
    (one,) = read_batch(SAMPLES / sample)
    assert isinstance(one.found, Dossier)
    assert one.found.model_dump() == read(SAMPLES / sample).model_dump()


def test_each_transcript_is_placed_where_it_stands(tmp_path: Path) -> None:
    text = batch_of(college(1, 2), college(2), college(3, 3))
    lines = text.split("\n")
    found = read_all(tmp_path, text)
    assert [(one.number, award_of(one)) for one in found] == [(1, "Diploma 1"), (2, "Diploma 2"), (3, "Diploma 3")]
    for number, one in enumerate(found, 1):
        assert isinstance(one.found, Dossier)
        assert "<p:CollegeTranscript" in lines[one.line - 1]
        origin = one.found.qualifications[0].origin
        assert origin is not None
        assert (origin.path or "").startswith(f"/AcademicRecordBatch/BatchContent[1]/CollegeTranscript[{number}]/")
        assert origin.line is not None
        assert f"Diploma {number}<" in lines[origin.line - 1]
        for place in origin.values.values():
            assert place.line is not None
            assert (place.raw or "") in lines[place.line - 1]


@pytest.mark.parametrize(
    "damage,code",
    [
        (lambda one: one.replace("</p:CollegeTranscript>", ""), "not_well_formed"),
        (lambda one: one.replace("</AcademicAward>", ""), "not_well_formed"),
        (lambda one: one.replace("<Person>", "<Person><!-- open"), "not_well_formed"),
        (lambda one: one.replace("<Person>", "<Person><![CDATA[ open"), "not_well_formed"),
        (lambda one: one.replace("<Person>", "<Person>&none;"), "not_well_formed"),
        (lambda one: one.replace("<Person>", "<Person><!DOCTYPE x>"), "not_well_formed"),
        (lambda one: one.replace("<Person>", "<Person>" + "<a>" * 101 + "</a>" * 101), "too_deep"),
        (lambda one: one.replace("<Person>", "<Person>" + "x" * 100_001), "too_large"),
    ],
)
def test_a_bad_transcript_loses_no_other(tmp_path: Path, damage: object, code: str) -> None:
    assert callable(damage)
    found = read_all(tmp_path, batch_of(college(1), damage(college(2)), college(3), college(4)))
    read_well = {one.number: award_of(one) for one in found if isinstance(one.found, Dossier)}
    assert read_well == {1: "Diploma 1", 3: "Diploma 3", 4: "Diploma 4"}
    (bad,) = (one for one in found if isinstance(one.found, ReadError))
    assert (bad.number, code_of(bad)) == (2, code)
    assert isinstance(bad.found, ReadError)
    assert (bad.found.problems[0].place.line or 0) >= bad.line


@pytest.mark.parametrize("opener,whole", [("<!--", "<!-- x -->"), ("<![CDATA[", "<![CDATA[x]]>"), ("<?a", "<?a x?>")])
def test_what_is_opened_in_one_is_not_closed_by_another(tmp_path: Path, opener: str, whole: str) -> None:
    bad = college(2).replace("<Person>", f"<Person><a>{opener}</a>")
    good = college(3).replace("<Person>", f"<Person><a>{whole}</a>")
    found = read_all(tmp_path, batch_of(college(1), bad, college(4), good))
    assert [isinstance(one.found, Dossier) for one in found] == [True, False, True, True]


def test_bytes_that_are_no_text_spoil_one_transcript(tmp_path: Path) -> None:
    text = batch_of(college(1), college(2), college(3)).encode().replace(b"Diploma 2", b"Diplom\xe9 2")
    found = read_all(tmp_path, text)
    assert [isinstance(one.found, Dossier) for one in found] == [True, False, True]


def test_the_limit_of_size_holds_for_each_transcript(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = replace(LIMITS, input_bytes=3_000)
    for module in (batch_reader, batch_split):
        monkeypatch.setattr(module, "LIMITS", small)
    monkeypatch.setattr(batch_split, "_CHUNK", 700)
    text = batch_of(college(1), college(2, 40), college(3), college(4))
    assert len(text) > small.input_bytes
    found = read_all(tmp_path, text)
    assert [one.number for one in found] == [1, 2, 3, 4]
    assert code_of(found[1]) == "too_large"
    assert [award_of(one) for one in found if one.number != 2] == ["Diploma 1", "Diploma 3", "Diploma 4"]
    assert all("<p:CollegeTranscript" in text.split("\n")[one.line - 1] for one in found)


@pytest.mark.parametrize(
    "hidden",
    [f"<!-- {college(8)} -->", f"<![CDATA[{college(8)}]]>", f"<?note {college(8)}?>"],
    ids=["comment", "cdata", "pi"],
)
def test_what_only_looks_like_a_transcript_is_none(tmp_path: Path, hidden: str) -> None:
    text = batch_of(college(1), college(2)).replace("<BatchContent>", f"<BatchContent><a>{hidden}</a>")
    assert [award_of(one) for one in read_all(tmp_path, text)] == ["Diploma 1", "Diploma 2"]
    inside = batch_of(college(1).replace("<Person>", f"<Person><a>{hidden}</a>"), college(2))
    assert [award_of(one) for one in read_all(tmp_path, inside)] == ["Diploma 1", "Diploma 2"]


def test_what_is_broken_between_transcripts_is_said_and_loses_none(tmp_path: Path) -> None:
    found = read_all(tmp_path, batch_of(college(1), college(2), between="\n</oops>\n"))
    assert [award_of(one) for one in found[:-1]] == ["Diploma 1", "Diploma 2"]
    assert (found[-1].number, code_of(found[-1])) == (0, "not_well_formed")
    assert found[-1].line == found[0].line + college(1).count("\n") + 1


def test_a_batch_that_breaks_off_says_so(tmp_path: Path) -> None:
    whole = batch_of(college(1), college(2))
    between = read_all(tmp_path, whole.removesuffix(TAIL))
    assert [one.number for one in between] == [1, 2, 0]
    within = read_all(tmp_path, whole[: whole.rindex("</p:")])
    assert [one.number for one in within] == [1, 2, 0]
    assert (award_of(within[0]), code_of(within[1])) == ("Diploma 1", "not_well_formed")


@pytest.mark.parametrize(
    "text,error,code",
    [
        (batch_of(college(1)).replace("<!--", "<!DOCTYPE x><!--"), UnsafeDocument, "doctype_forbidden"),
        (batch_of(college(1)).replace('"1.0"?', '"1.0" encoding="latin-1"?'), UnsafeDocument, "encoding_forbidden"),
        (batch_of(), InvalidDocument, "no_transcript"),
        (HEAD, InvalidDocument, "no_transcript"),
        ("<a>", InvalidDocument, "no_transcript"),
        (" \n", InvalidDocument, "empty"),
        ("subject: person\n", ReadError, "unknown_format"),
        ('{\n"a": 1}', InvalidDocument, "not_well_formed"),
        (b"\xff\xfe<\x00a\x00\x00\xd8", InvalidDocument, "not_well_formed"),
    ],
)
def test_what_is_no_batch_is_refused(tmp_path: Path, text: str | bytes, error: type[ReadError], code: str) -> None:
    with pytest.raises(error) as caught:
        read_all(tmp_path, text)
    assert caught.value.code == code


def test_a_file_that_is_not_there_is_misuse(tmp_path: Path) -> None:
    with pytest.raises(MisuseError):
        next(read_batch(tmp_path / "none.xml"))


def test_json_lines(tmp_path: Path) -> None:
    resume = json.dumps(json.loads((SAMPLES / "jsonresume/sample.resume.json").read_bytes()))
    text = f'{resume}\n\n{{"a": 1}}\n{{"a": \n{resume}\n'
    found = read_all(tmp_path, text)
    assert [(one.number, one.line, isinstance(one.found, Dossier)) for one in found] == [
        (1, 1, True),
        (2, 3, False),
        (3, 4, False),
        (4, 5, True),
    ]
    assert [code_of(one) for one in found[1:3]] == ["unknown_format", "not_well_formed"]
    assert isinstance(found[3].found, Dossier)
    assert found[3].found.items
    assert {item.origin.line for _, item in found[3].found.items() if item.origin} == {5}


PARTS = st.sampled_from(
    [
        "<elmo>", "</elmo>", "<elmo/>", "<x:elmo a='>'>", "</x:elmo >", "<elmost>", "<!--", "-->", "--", "<![CDATA[",
        "]]>", "<?", "?>", "\n", "text ", "<", ">", '"', "<a b='c'/>", "<CollegeTranscript>", "</CollegeTranscript>",
    ]
)  # fmt: skip


@given(st.lists(PARTS, max_size=20), st.integers(1, 40))
def test_the_pieces_are_the_file_whatever_the_chunks(parts: list[str], size: int) -> None:
    text = "".join(parts).encode()
    whole = [*Splitter(iter([text])).pieces()]
    assert b"".join(piece.data for piece in whole) == text
    cut = [*Splitter(text[at : at + size] for at in range(0, len(text), size)).pieces()]
    assert joined(cut) == joined(whole)
    line = 1
    for piece in whole:
        assert (piece.line, piece.lines) == (line, piece.data.count(b"\n"))
        line += piece.lines


def joined(pieces: list[Piece]) -> list[tuple[str | None, bytes]]:
    return [(piece.name, piece.data) for piece in pieces]


def test_utf16_is_read_in_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_split, "_CHUNK", 3)
    for encoding, mark in (("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")):
        data = mark + "<é😀/>".encode(encoding)
        assert b"".join(chunks(io.BytesIO(data), "x")).decode() == "<é😀/>"


READ_IT = """
import sys
from recognition.readers.batch import read_batch
from tests.memory import peak_kilobytes
found = [isinstance(one.found, Exception) for one in read_batch(sys.argv[1])]
print(len(found), sum(found), peak_kilobytes())
"""


@pytest.mark.parametrize("size", [12_000_000, pytest.param(100_000_000, marks=pytest.mark.full)])
def test_a_batch_beyond_the_limit_of_a_document_streams(tmp_path: Path, size: int) -> None:
    path = tmp_path / "large.xml"
    made = write_batch(path, size)
    assert path.stat().st_size > max(size - 1, LIMITS.input_bytes)
    run = subprocess.run(
        [sys.executable, "-c", READ_IT, str(path)],
        capture_output=True, text=True, check=True, cwd=Path(__file__).resolve().parents[2],
    )  # fmt: skip
    read_in_all, bad, kilobytes = map(int, run.stdout.split())
    assert (read_in_all, bad) == (made, made // 10)
    assert kilobytes < MOST_MEGABYTES * 1_000


def test_it_reads_no_further_than_asked(tmp_path: Path) -> None:
    path = tmp_path / "large.xml"
    write_batch(path, 3_000_000)
    found: Iterator[Transcript] = read_batch(path)
    assert award_of(next(found)) == "Diploma 1"
