"""The one door for bytes."""

from __future__ import annotations

import base64
import gzip
import io
import os
import time
from pathlib import Path

import pytest

from recognition.foundations.problems import InvalidDocument, MisuseError, ReadError, UnknownFormat, UnsafeDocument
from recognition.readers.door import Incoming, kind_of, take, text_of
from recognition.readers.limits import LIMITS

XML = b'<?xml version="1.0"?><a/>'


def packed(data: bytes) -> bytes:
    return base64.b64encode(gzip.compress(data, mtime=0))


def code_of(source: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        take(source)
    return caught.value.code


def test_path_bytes_and_file_give_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(XML)
    with path.open("rb") as file:
        taken = [take(path), take(str(path)), take(file), take(XML, name="a.xml")]
    assert {(one.name, one.data, one.wrapping) for one in taken} == {("a.xml", XML, ())}
    assert take(XML).name == "input"


def test_no_message_shows_the_folder(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none.xml", "not_found"), (tmp_path, "not_found"), ("a\0b", "not_readable")):
        with pytest.raises(MisuseError) as caught:
            take(path)
        assert caught.value.code == code
        assert str(tmp_path.parent) not in str(caught.value)


def test_text_file_is_misuse() -> None:
    with pytest.raises(MisuseError):
        take(io.StringIO("<a/>"))  # type: ignore[arg-type]


def test_size_limit_on_both_sides() -> None:
    start = b"<a/>"
    just = start + b" " * (LIMITS.input_bytes - len(start))
    assert len(take(just).data) == LIMITS.input_bytes
    assert code_of(just + b" ") == "too_large"


def test_endless_file_is_not_read_to_its_end() -> None:
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            assert size > 0
            part = b"x" * min(size, 65_536)
            self.given += len(part)
            return part

    endless = Endless()
    with pytest.raises(UnsafeDocument) as caught:
        take(endless)  # type: ignore[arg-type]
    assert caught.value.code == "too_large"
    assert endless.given == LIMITS.input_bytes + 1


def test_huge_path_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "huge.xml"
    path.touch()
    os.truncate(path, 10**12)  # takes no room on the disk
    with pytest.raises(UnsafeDocument) as caught:
        take(path)
    assert caught.value.code == "too_large"


@pytest.mark.parametrize("data", [b"", b" \n\t", packed(b""), packed(b" \n")])
def test_empty(data: bytes) -> None:
    assert code_of(data) == "empty"


@pytest.mark.parametrize(
    "data,wrapping",
    [
        (packed(XML), ("base64", "gzip")),
        (b"\n " + packed(XML)[:20] + b"\r\n" + packed(XML)[20:] + b"\n", ("base64", "gzip")),
        (base64.b64encode(XML), ("base64",)),
        (base64.b64encode(b"\xef\xbb\xbf" + XML), ("base64",)),
        (XML, ()),
    ],
)
def test_wrappings_come_off(data: bytes, wrapping: tuple[str, ...]) -> None:
    taken = take(data)
    assert taken.wrapping == wrapping
    assert taken.data.removeprefix(b"\xef\xbb\xbf") == XML


@pytest.mark.parametrize("name", ["paper.xml.gz", "PAPER.GZ"])
def test_gzip_comes_off_where_the_name_says_so(name: str) -> None:
    taken = take(gzip.compress(XML, mtime=0), name=name)
    assert (taken.data, taken.wrapping) == (XML, ("gzip",))


@pytest.mark.parametrize(
    "data,code",
    [
        (gzip.compress(XML, mtime=0)[:-9], "not_gzip"),
        (gzip.compress(XML, mtime=0)[:5], "not_gzip"),
        (gzip.compress(gzip.compress(XML, mtime=0), mtime=0), "not_well_formed"),
        (gzip.compress(b"<a/>" + b" " * LIMITS.inflated_bytes, mtime=0), "decompression_limit"),
    ],
)
def test_gzip_that_its_name_tells_of_is_refused_as_any_other(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as refused:
        take(data, name="paper.xml.gz")
    assert refused.value.code == code


@pytest.mark.parametrize("head", ["conceptUri,code,preferredLabel", "occupationUri,relationType,skillUri"])
@pytest.mark.parametrize("named", ["skills_en.csv", "skills_en.csv.gz"])
def test_a_table_of_esco_says_how_it_is_imported(head: str, named: str) -> None:
    data = f"{head}\na,b,c\n".encode()
    with pytest.raises(UnknownFormat) as refused:
        take(gzip.compress(data, mtime=0) if named.endswith(".gz") else data, name=named)
    assert "import esco" in str(refused.value.problems[0].hint)


def test_json_with_comments_is_called_so() -> None:
    with pytest.raises(InvalidDocument) as refused:
        kind_of(take(b'// a comment\n{"schema": 1}'))
    (problem,) = refused.value.problems
    assert ("comment" in problem.sentence, problem.place.line, problem.place.column) == (True, 1, 1)


def test_inflated_limit_on_both_sides() -> None:
    at_limit = b"<a/>" + b" " * (LIMITS.inflated_bytes - 4)
    assert len(take(packed(at_limit)).data) == LIMITS.inflated_bytes
    assert code_of(packed(at_limit + b" ")) == "decompression_limit"


@pytest.mark.parametrize(
    "data,code",
    [
        (base64.b64encode(gzip.compress(XML, mtime=0)[:-9]), "not_gzip"),
        (base64.b64encode(gzip.compress(XML, mtime=0) + b"x"), "not_gzip"),
        (base64.b64encode(gzip.compress(XML, mtime=0) + gzip.compress(XML, mtime=0)), "not_gzip"),
        (base64.b64encode(gzip.compress(XML, mtime=0)[:12] + b"\xff" * 30), "not_gzip"),
        (base64.b64encode(gzip.compress(XML, mtime=0)) + b"!", "not_base64"),
        (packed(XML).rstrip(b"=")[:-1], "not_base64"),
        (packed(gzip.compress(XML, mtime=0)), "not_well_formed"),
        (gzip.compress(XML, mtime=0), "not_well_formed"),
        (b"%PDF-1.7 ...", "unknown_format"),
        (b"PK\x03\x04....", "unknown_format"),
    ],
)
def test_damaged_or_foreign_wrappings(data: bytes, code: str) -> None:
    assert code_of(data) == code


@pytest.mark.parametrize("end", [b"!", b"=!", b"== !", b": 1"])
def test_much_space_costs_little(end: bytes) -> None:
    started = time.process_time()
    assert take(b"a" + b" " * 1_000_000 + end).wrapping == ()
    assert time.process_time() - started < 1


def test_a_word_of_yaml_is_not_base64() -> None:
    assert take(b"word").data == b"word"
    assert take(b"abcd").wrapping == ()


@pytest.mark.parametrize(
    "data,kind",
    [
        (b"<a/>", "xml"),
        (b"\xef\xbb\xbf\n<a/>", "xml"),
        ("\ufeff<a/>".encode("utf-16-le"), "xml"),
        (b'{"a": 1}', "json"),
        (b" [\n{}]", "json"),
        (b"[[1]]", "json"),
        (b"{}", "json"),
        (b"{a: 1}", "yaml"),
        (b"[a, b]", "yaml"),
        (b"# text\na: 1", "yaml"),
        (b"- 1", "yaml"),
    ],
)
def test_kind_is_told_from_content(data: bytes, kind: str) -> None:
    assert kind_of(take(data, name="misleading.pdf")) == kind


@pytest.mark.parametrize(
    "data,code",
    [
        ("{}".encode("utf-16"), "encoding_forbidden"),
        ("<a/>".encode("utf-16-le"), "encoding_forbidden"),
        ("<a/>".encode("utf-32"), "encoding_forbidden"),
        (b"\xfe\xff\x00<\xd8", "not_well_formed"),
        (b"a: \xff", "not_well_formed"),
    ],
)
def test_encodings_that_are_not_read(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        text_of(Incoming("x", data))
    assert caught.value.code == code


def test_place_of_a_byte_that_is_not_text() -> None:
    with pytest.raises(ReadError) as caught:
        text_of(Incoming("x.xml", "ä\né".encode() + b"\xff"))
    place = caught.value.problems[0].place
    assert (place.document, place.line, place.column) == ("x.xml", 2, 2)


def test_other_formats_are_named() -> None:
    with pytest.raises(UnknownFormat, match="a PDF"):
        take(b"%PDF-1.4")
