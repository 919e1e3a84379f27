"""Strict YAML."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from recognition.foundations.problems import InvalidDocument, ReadError
from recognition.readers.door import Incoming
from recognition.readers.limits import LIMITS
from recognition.readers.tree import node_at, place_of, plain
from recognition.readers.yaml_loader import parse_yaml


@pytest.fixture(params=["as_installed", "pure_python"], autouse=True)
def _both_parsers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "pure_python":
        monkeypatch.setattr(yaml, "__with_libyaml__", False)


def read(text: str) -> Any:
    return plain(parse_yaml(text))


def code_of(text: str) -> str:
    with pytest.raises(ReadError) as caught:
        parse_yaml(text, document="t.yaml")
    assert caught.value.problems[0].place.document == "t.yaml"
    assert caught.value.problems[0].place.line
    return caught.value.code


WORDS = """
NO no No yes Yes YES y n Y N on On ON off OFF True TRUE False FALSE Null NULL None nil 0110 00 007 -01 +5 +1.5
.5 5. 1_000 1,000 0x1F 0o17 0b11 1e3 1E5 1.5e3 1e400 .inf -.inf .Inf .nan NaN Infinity 12:30 12:30:45
190:20:30 2024-02-29 2023-02-29 2024-02-29T10:00:00Z 01.02.2024 1.10.0 v1 = ~/x -- --5 ١٢ ４６００ 5%
"""
STAYS_TEXT = [*WORDS.split(), "1\u00a0000"]
RETYPED = {
    "null": None,
    "~": None,
    "true": True,
    "false": False,
    "0": 0,
    "-0": 0,
    "7": 7,
    "-12": -12,
    "4600": 4600,
    "2019": 2019,
    "1.10": Decimal("1.10"),
    "-0.5": Decimal("-0.5"),
    "3.0": Decimal("3.0"),
    "999999999999999": 999_999_999_999_999,
    "0.1234567890": Decimal("0.1234567890"),
}


def test_sixty_scalars_stay_text() -> None:
    assert len(STAYS_TEXT) >= 60
    text = "".join(f"- {word}\n" for word in STAYS_TEXT)
    assert read(text) == STAYS_TEXT
    assert read("[" + ", ".join(word for word in STAYS_TEXT if "," not in word) + "]") == [
        word for word in STAYS_TEXT if "," not in word
    ]


@pytest.mark.parametrize("word", [*RETYPED, *STAYS_TEXT])
def test_quoted_scalars_stay_text(word: str) -> None:
    assert read(f'a: "{word}"') == {"a": word}
    assert read(f"a: '{word}'") == {"a": word}
    assert read(f"a: |-\n  {word}") == {"a": word}


@pytest.mark.parametrize("word,value", RETYPED.items())
def test_the_only_scalars_that_are_not_text(word: str, value: object) -> None:
    found = read(f"a: {word}")["a"]
    assert (type(found), str(found)) == (type(value), str(value))


def test_nothing_is_null() -> None:
    assert read("a:\nb: 1") == {"a": None, "b": 1}


@pytest.mark.parametrize("text", ["{?a: 1}", "[?a]", "[b, ?a ]", "{é: 1, ?'a': 1}"])
def test_a_question_mark_is_not_forgotten(text: str) -> None:
    assert code_of(text) == "not_well_formed"


@pytest.mark.parametrize("text, value", [("?a: 1", {"?a": 1}), ('{"?a": 1}', {"?a": 1}), ("{? a: 1}", {"a": 1})])
def test_a_question_mark_elsewhere_is_text(text: str, value: object) -> None:
    assert read(text) == value


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029"])
def test_rare_separators_are_refused_with_their_place(sign: str) -> None:
    with pytest.raises(InvalidDocument) as caught:
        parse_yaml(f'a: 1\nb: "x{sign}y"')
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line, problem.place.column) == ("not_well_formed", 2, 6)
    assert read(f'b: "x\\u{ord(sign):04x}y"') == {"b": f"x{sign}y"}


def test_the_last_line_of_a_block_needs_no_end() -> None:
    assert read("a: |\n  x\n   ") == read("a: |\n  x\n   \n") == {"a": "x\n \n"}
    assert read("a: |\n  x") == read("a: |\n  x\n") == {"a": "x\n"}
    assert read("a: |-\n  x") == {"a": "x"}


def test_on_is_a_key() -> None:
    assert read("on: 2026-01-01\nno: yes") == {"on": "2026-01-01", "no": "yes"}


@pytest.mark.parametrize(
    "text,code",
    [
        ("a: &x 1", "alias_forbidden"),
        ("a: *x", "alias_forbidden"),
        ("<<: {a: 1}", "alias_forbidden"),
        ("a: &x [1]", "alias_forbidden"),
        ("&x a: 1", "alias_forbidden"),
        ("a: !!str 1", "tag_forbidden"),
        ("! a", "tag_forbidden"),
        ("a: !x {b: 1}", "tag_forbidden"),
        ("!h!x a", "tag_forbidden"),
        ("a: ! 1", "tag_forbidden"),
        ("%YAML 1.2\n---\na: 1", "directive_forbidden"),
        ("# c\n%TAG ! x\n---\na", "directive_forbidden"),
        ("%FOO\n---\na", "directive_forbidden"),
        ("a: 1\n---\nb: 2", "multi_document"),
        ("--- a\n--- b", "multi_document"),
        ("a: 1\na: 1", "duplicate_key"),
        ('{a: 1, "a": 2}', "duplicate_key"),
        ("a:\n  b: 1\n  'b': 1", "duplicate_key"),
        ("1: a", "key_not_string"),
        ("true: a", "key_not_string"),
        ("~: a", "key_not_string"),
        ("? [a]\n: b", "key_not_string"),
        ("1.5: a", "key_not_string"),
        ("? {a: 1}\n: b", "key_not_string"),
        ("? \n: a", "key_not_string"),
        ("a: 1000000000000000", "invalid_value"),
        ("a: 0." + "1" * 341, "invalid_value"),
        ('a: "\\0"', "invalid_value"),
        ("a:\n\tb: 1", "not_well_formed"),
        ("a: b: c", "not_well_formed"),
        ("a: 'b", "not_well_formed"),
        ("a: [1, 2", "not_well_formed"),
        ("a: 1\n b: 2", "not_well_formed"),
        ("a: @b", "not_well_formed"),
        ("a: \x07", "not_well_formed"),
        ("a: {b", "not_well_formed"),
        ("a: 1\nb", "not_well_formed"),
        ("", "empty"),
        ("# only a comment", "empty"),
    ],
)
def test_refused(text: str, code: str) -> None:
    assert code_of(text) == code


def test_half_a_character_is_refused() -> None:
    with pytest.raises(ReadError):
        parse_yaml("a: \ud800")
    with pytest.raises(ReadError):
        parse_yaml('a: "\\ud800"')


def test_all_wrong_keys_at_once_and_in_place() -> None:
    with pytest.raises(InvalidDocument) as caught:
        parse_yaml("a: 1\nb:\n  c: 1\n  c: 2\n1: x\na: 3\nd: 99999999999999999999\n")
    assert [(p.code, p.place.line, p.place.column) for p in caught.value.problems] == [
        ("duplicate_key", 4, 3),
        ("key_not_string", 5, 1),
        ("duplicate_key", 6, 1),
        ("invalid_value", 7, 4),
    ]


def test_a_tab_says_so() -> None:
    with pytest.raises(InvalidDocument) as caught:
        parse_yaml("a:\n\tb: 1")
    assert caught.value.problems[0].hint == "indent with spaces"
    assert caught.value.problems[0].place.line == 2


def test_places() -> None:
    root = parse_yaml("\ufeffa: 1\nbé: {c: [x,  'y']}\n")
    assert place_of(root, []) == (1, 1)
    assert place_of(root, ["bé", "c", 1]) == (2, 14)
    assert place_of(root, ["bé", "c"]) == (2, 9)
    assert place_of(root, ["bé", "c"], key=True) == (2, 6)
    assert place_of(root, ["bé", "none", 1]) == (2, 5)
    assert node_at(root, ["bé", "c", 7])[1] == 2


def test_several_documents_when_asked() -> None:
    assert plain(parse_yaml("a: 1\n---\n- 2\n", multi=True)) == [{"a": 1}, [2]]
    assert plain(parse_yaml("a: 1", multi=True)) == [{"a": 1}]


def test_directive_before_a_later_document() -> None:
    with pytest.raises(ReadError) as caught:
        parse_yaml("a: 1\n...\n%YAML 1.2\n---\nb: 2\n", multi=True)
    assert caught.value.code == "directive_forbidden"


def test_message_quotes_only_what_is_made_safe() -> None:
    with pytest.raises(ReadError) as caught:
        parse_yaml('"a\\u202Eb": 1\n"a\\u202Eb": 1\n')
    assert "\u202e" not in str(caught.value)
    assert "\\u202e" in str(caught.value)


@pytest.mark.parametrize(
    "code,make,limit",
    [
        ("too_deep", lambda n: "[" * n + "]" * n, LIMITS.depth),
        ("name_too_long", lambda n: f"{'k' * n}: 1", LIMITS.name_characters),
        ("too_large", lambda n: "a: " + "x" * n, LIMITS.text_characters),
        ("too_large", lambda n: "a: '" + "x" * n + "'", LIMITS.text_characters),
        ("invalid_value", lambda n: "a: -" + "9" * n, LIMITS.integer_digits),
        ("invalid_value", lambda n: "a: 1." + "9" * n, LIMITS.fraction_digits),
    ],
)
def test_limits_on_both_sides(code: str, make: Any, limit: int) -> None:
    read(make(limit))
    assert code_of(make(limit + 1)) == code


@pytest.mark.full
def test_node_limit_on_both_sides() -> None:
    assert len(read("- a\n" * (LIMITS.nodes - 1))) == LIMITS.nodes - 1
    assert code_of("- a\n" * LIMITS.nodes) == "too_many_nodes"


def test_what_kills_the_usual_loader_is_refused() -> None:
    for text in ("[" * 200_000, "{a: " * 50_000, "- " * 100_000, "? " * 100_000):
        assert code_of(text) == "too_deep"


@given(st.binary(max_size=200))
def test_any_bytes_parse_or_are_refused(data: bytes) -> None:
    with suppress(ReadError):
        parse_yaml(Incoming("x", data))


PIECES = st.sampled_from(
    [
        "a",
        ": ",
        "- ",
        "\n",
        "  ",
        "[",
        "]",
        "{",
        "}",
        ",",
        "'",
        '"',
        "&x ",
        "*x",
        "!t ",
        "? ",
        "|\n",
        ">-\n",
        "#",
        "%Y",
        "---\n",
        "...\n",
        "\t",
        "1",
        "0.5",
        "\\",
        "@",
        "\u00e9",
        "<<: ",
    ]
)


@given(st.lists(PIECES, max_size=20))
def test_any_pieces_parse_or_are_refused(pieces: list[str]) -> None:
    text = "".join(pieces)
    with suppress(ReadError):
        found = read(text)
        loader = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader
        assert_same_shape(found, yaml.load(text, Loader=loader))  # noqa: S506 - it makes text of all scalars


def assert_same_shape(found: object, other: object) -> None:
    if isinstance(found, dict):
        assert isinstance(other, dict)
        assert list(found) == list(other)
        for key in found:
            assert_same_shape(found[key], other[key])
    elif isinstance(found, list):
        assert isinstance(other, list)
        assert len(found) == len(other)
        for mine, yours in zip(found, other, strict=True):
            assert_same_shape(mine, yours)
    elif isinstance(found, str):
        assert found == other
    elif found is None:
        assert other in ("", "~", "null", None)
    else:
        assert str(found).lower() == str(other) or found == 0
