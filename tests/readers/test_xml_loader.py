"""The hardened XML loader."""

from __future__ import annotations

import re
import threading
from contextlib import suppress
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognition.foundations.problems import Place, ReadError
from recognition.readers.door import Incoming
from recognition.readers.limits import LIMITS
from recognition.readers.xml_loader import parse_xml


def read(text: str | bytes) -> str:
    root = parse_xml(Incoming("t.xml", text.encode() if isinstance(text, str) else text))
    return "".join(str(part) for part in root.itertext())


def refusal(text: str | bytes) -> tuple[str, Place]:
    with pytest.raises(ReadError) as caught:
        read(text)
    return caught.value.code, caught.value.problems[0].place


@pytest.mark.parametrize(
    "text",
    [
        "<a>one<!-- no --> two<?pi no?> <![CDATA[three]]></a>",
        '<?xml version="1.0" encoding="utf-8" standalone=\'yes\'?>\n<a>one two three</a>',
        "\ufeff<a>one two three</a>",
        "<a>one &#116;wo th&#x72;ee</a>",
        "<!-- <!DOCTYPE a> --><a>one two three</a>",
        "<a><![CDATA[one two three]]><!-- <!DOCTYPE b [ <!ENTITY c 'd'> ]> --></a>",
    ],
)
def test_text_reads_whole(text: str) -> None:
    assert read(text) == "one two three"
    declared = text.replace('encoding="utf-8"', 'encoding="UTF-16"')
    assert read(b"\xff\xfe" + declared.removeprefix("\ufeff").encode("utf-16-le")) == "one two three"


def test_utf16_that_calls_itself_utf8_is_read_by_its_mark() -> None:
    assert read(b"\xfe\xff" + '<?xml version="1.0" encoding="UTF-8"?><a>é</a>'.encode("utf-16-be")) == "é"


@pytest.mark.parametrize(
    "text,code",
    [
        ("<!DOCTYPE a><a/>", "doctype_forbidden"),
        ('<?xml version="1.0"?><!--x--><!DOCTYPE a SYSTEM "b"><a/>', "doctype_forbidden"),
        ('<?xml version="1.1"?><a/>', "xml_version"),
        ("<?xml version = '2.0' ?><a/>", "xml_version"),
        ('<?xml version="1.0" encoding="ISO-8859-1"?><a/>', "encoding_forbidden"),
        ('<?xml version="1.0" encoding="UTF-16"?><a/>', "encoding_forbidden"),
        ('<?xml encoding="UTF-8"?><a/>', "not_well_formed"),
        ('<?xml version="1.0" standalone="maybe"?><a/>', "not_well_formed"),
        ("<!doctype a><a/>", "not_well_formed"),
        ("<a>&unknown;</a>", "not_well_formed"),
        ("<a>\x01</a>", "not_well_formed"),
        ("<p:a/>", "not_well_formed"),
        ("<a xmlns:b='x' xmlns:c='x' b:d='1' c:d='2'/>", "not_well_formed"),
        ("<a b='1' b='2'/>", "not_well_formed"),
        ("text", "not_well_formed"),
    ],
)
def test_refused(text: str, code: str) -> None:
    assert refusal(text)[0] == code


def test_place_and_own_words() -> None:
    with pytest.raises(ReadError) as caught:
        read("<a>\n  <secret>\n  </other>\n</a>")
    problem = caught.value.problems[0]
    assert (problem.place.document, problem.place.line) == ("t.xml", 3)
    assert "secret" not in str(problem)
    assert "closing tag" in problem.sentence


def nested(levels: int) -> str:
    return "<a>" * levels + "</a>" * levels


AT_THE_LIMIT = [
    ("too_deep", nested, LIMITS.depth),
    ("too_many_nodes", lambda n: "<a>" + "<b/>" * (n - 1) + "</a>", LIMITS.nodes),
    ("too_many_nodes", lambda n: "<a" + "".join(f" b{i}=''" for i in range(n)) + "/>", LIMITS.attributes),
    ("name_too_long", lambda n: f"<{'é' * n}/>", LIMITS.name_characters),
    ("name_too_long", lambda n: f"<a {'b' * n}=''/>", LIMITS.name_characters),
    ("name_too_long", lambda n: f"<p:{'b' * (n - 2)} xmlns:p='x'/>", LIMITS.name_characters),
    ("too_large", lambda n: f"<a>{'x' * n}</a>", LIMITS.text_characters),
    ("too_large", lambda n: f"<a b='{'x' * n}'/>", LIMITS.text_characters),
    ("too_large", lambda n: f"<a>{'xy<!---->' * (n // 2)}{'x' * (n % 2)}</a>", LIMITS.text_characters),
    ("too_large", lambda n: f"<a>{'x' * (n // 2)}<![CDATA[{'x' * (n - n // 2)}]]></a>", LIMITS.text_characters),
]


@pytest.mark.parametrize("code,make,limit", AT_THE_LIMIT)
def test_limits_on_both_sides(code: str, make: object, limit: int) -> None:
    assert callable(make)
    read(make(limit))
    assert refusal(make(limit + 1))[0] == code


def test_long_words_in_text_are_no_long_names() -> None:
    word = "x" * 1_000
    assert read(f"<a>{word}</a>") == word
    assert read(f"<a b='{word}'>\n{word}</a>").strip() == word


def test_texts_on_both_sides_of_an_element_are_two() -> None:
    most = "x" * LIMITS.text_characters
    assert len(read(f"<a><!-- <!DOCTYPE --><b>{most}</b>{most}<b/>{most}</a>")) == 3 * len(most)


@given(st.binary(max_size=300))
def test_any_bytes_parse_or_are_refused(data: bytes) -> None:
    with suppress(ReadError):
        parse_xml(Incoming("x", data))


TAGS = st.sampled_from(
    [
        "<a>",
        "</a>",
        "<b c='d'/>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "&amp;",
        "&x;",
        "<?p",
        "?>",
        "<!DOCTYPE a>",
        "<?xml version='1.0'?>",
        "x",
        "\u0000",
        "\ud7ff",
        "<",
    ]
)


@given(st.lists(TAGS, max_size=12))
def test_any_markup_parses_or_is_refused(parts: list[str]) -> None:
    text = "<a>" + "".join(parts) + "</a>"
    if refused_place(text) is None:
        outside_comments = re.sub(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", "", text)
        assert "&x;" not in outside_comments
        assert "<!DOCTYPE" not in outside_comments


def refused_place(text: str) -> Place | None:
    try:
        parse_xml(Incoming("x", text.encode()))
    except ReadError as error:
        return error.problems[0].place
    return None


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=200))
def test_text_survives(text: str) -> None:
    assert read(f"<a>{escape(text)}</a>") == text


def test_each_thread_reads_for_itself() -> None:
    faults: list[str] = []

    def work(word: str) -> None:
        faults.extend(word for _ in range(200) if read(f"<a>{word}</a>") != word)

    threads = [threading.Thread(target=work, args=(f"word{i}",)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
