"""Strict JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from decimal import Decimal
from itertools import cycle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognition.foundations.problems import InvalidDocument, ReadError
from recognition.readers.door import Incoming
from recognition.readers.json_loader import parse_json, parse_json_within
from recognition.readers.json_scan import scan_json
from recognition.readers.limits import LIMITS
from recognition.readers.tree import Node, place_of, plain, unplaced
from recognition.readers.yaml_loader import parse_yaml


def read(text: str) -> Any:
    return plain(parse_json(text))


def code_of(text: str) -> str:
    with pytest.raises(ReadError) as caught:
        parse_json(text, document="t.json")
    place = caught.value.problems[0].place
    assert place.document == "t.json"
    assert place.line
    return caught.value.code


@pytest.mark.parametrize(
    "text,value",
    [
        ("0", 0),
        ("-0", 0),
        ("12", 12),
        ("1.10", Decimal("1.10")),
        ("1e3", Decimal(1000)),
        ("2.5E-1", Decimal("0.25")),
        ("true", True),
        ("null", None),
        ('"NO"', "NO"),
        ('"\\u00e9\\n\\ud83d\\ude00"', "é\n😀"),
        (" [ ] ", []),
        ("{}", {}),
        ('{"on":"0110","":[1,{"a":null}]}', {"on": "0110", "": [1, {"a": None}]}),
    ],
)
def test_values(text: str, value: object) -> None:
    for found in (read(text), plain(scan_json(text, None))):
        assert (type(found), found, str(found)) == (type(value), value, str(value))


@pytest.mark.parametrize(
    "text,code",
    [
        ("NaN", "not_well_formed"),
        ("[Infinity]", "not_well_formed"),
        ("[-Infinity]", "not_well_formed"),
        ("1e400", "invalid_value"),
        ("[1e99999999999999999999]", "invalid_value"),
        ("1e-400", "invalid_value"),
        ("0e999", "invalid_value"),
        ('{"a":1,"a":1}', "duplicate_key"),
        ('[{"a":1,"\\u0061":2}]', "duplicate_key"),
        ('"\\ud800"', "invalid_value"),
        ('"\\udc00\\ud800"', "invalid_value"),
        ('{"\\u0000":1}', "invalid_value"),
        ('"\ud800"', "invalid_value"),
        ("\ufeff{}", "not_well_formed"),
        ("{}x", "not_well_formed"),
        ("{} {}", "not_well_formed"),
        ("[1,]", "not_well_formed"),
        ('{"a":1,}', "not_well_formed"),
        ("[,1]", "not_well_formed"),
        ("{a:1}", "not_well_formed"),
        ("{'a':1}", "not_well_formed"),
        ("[01]", "not_well_formed"),
        ("[1.]", "not_well_formed"),
        ("[.5]", "not_well_formed"),
        ("[+1]", "not_well_formed"),
        ("[0x1]", "not_well_formed"),
        ("[1 2]", "not_well_formed"),
        ('["a" "b"]', "not_well_formed"),
        ('{"a" 1}', "not_well_formed"),
        ('"a', "not_well_formed"),
        ('"a\nb"', "not_well_formed"),
        ('"\\x"', "not_well_formed"),
        ('"\\u12"', "not_well_formed"),
        ("[", "not_well_formed"),
        ('{"a":', "not_well_formed"),
        ("tru", "not_well_formed"),
        ("True", "not_well_formed"),
        ("// a\n1", "not_well_formed"),
        ("[1]\x0c", "not_well_formed"),
        ("\u00a01", "not_well_formed"),
        ("[1\u0661]", "not_well_formed"),
        ("", "empty"),
        (" \n", "empty"),
    ],
)
def test_refused(text: str, code: str) -> None:
    assert code_of(text) == code
    with pytest.raises(ReadError):
        scan_json(text, None)


def test_all_wrong_values_at_once_and_in_place() -> None:
    with pytest.raises(InvalidDocument) as caught:
        parse_json('{"a": 1e999,\n "a": 2, "é": {"b": "\\u0000",\n  "b": 1}}')
    assert [(p.code, p.place.line, p.place.column) for p in caught.value.problems] == [
        ("invalid_value", 1, 7),
        ("duplicate_key", 2, 2),
        ("invalid_value", 2, 21),
        ("duplicate_key", 3, 3),
    ]


@pytest.mark.parametrize(
    "text,line,column,hint",
    [
        ("[1,\n NaN]", 2, 2, "a number must be finite"),
        ('{"a": 1 /*x*/}', 1, 9, "JSON has no comments"),
        ("{'a': 1}", 1, 2, "use double quotes"),
        ("\ufeff{}", 1, 1, "save the file without a byte order mark"),
        ("[yes]", 1, 2, "put text in double quotes; the words are true, false and null"),
    ],
)
def test_place_and_hint(text: str, line: int, column: int, hint: str) -> None:
    with pytest.raises(InvalidDocument) as caught:
        parse_json(text)
    problem = caught.value.problems[0]
    assert (problem.place.line, problem.place.column, problem.hint) == (line, column, hint)


def test_places_are_worked_out_when_asked() -> None:
    root = parse_json('\n {"a": 1,\n  "bé": {"c": [true, "y"]}}')
    assert place_of(root, []) == (2, 2)
    assert place_of(root, ["bé", "c", 1]) == (3, 22)
    assert place_of(root, ["bé", "c"], key=True) == (3, 10)
    assert isinstance(root.value, dict)
    assert root.value["a"].value == 1
    with pytest.raises(AttributeError):
        _ = root.nonsense


@pytest.mark.parametrize(
    "code,make,limit",
    [
        ("too_deep", lambda n: "[" * n + "]" * n, LIMITS.depth),
        ("too_deep", lambda n: '{"a":' * n + "1" + "}" * n, LIMITS.depth),
        ("too_many_nodes", lambda n: "[" + "1," * (n - 2) + "1]", LIMITS.nodes),
        ("name_too_long", lambda n: '{"' + "k" * n + '":1}', LIMITS.name_characters),
        ("too_large", lambda n: '["' + "x" * n + '"]', LIMITS.text_characters),
        ("too_large", lambda n: '["' + "\\n" * n + '"]', LIMITS.text_characters),
        ("invalid_value", lambda n: "-" + "9" * n, LIMITS.integer_digits),
        ("invalid_value", lambda n: "9" * n + ".5", LIMITS.magnitude_digits),
        ("invalid_value", lambda n: "-1." + "9" * n, LIMITS.fraction_digits),
    ],
)
def test_limits_on_both_sides(code: str, make: Any, limit: int) -> None:
    read(make(limit))
    assert code_of(make(limit + 1)) == code


@pytest.mark.parametrize("digits", ["3.6666666666666665", "1E22", "-1.0e+28", "5e-324", "0.30000000000000004"])
def test_numbers_that_other_programs_print_are_read_exactly(digits: str) -> None:
    found = read(f'{{"a": {digits}}}')
    assert found == {"a": Decimal(digits)}


def test_the_fast_path_stops_at_deep_documents() -> None:
    assert code_of("[" * 1_000_000) == "too_deep"
    assert code_of("[" * 50_000 + "]" * 50_000) == "too_deep"


@given(st.binary(max_size=200))
def test_any_bytes_parse_or_are_refused(data: bytes) -> None:
    with suppress(ReadError):
        parse_json(Incoming("x", data))


PIECES = st.sampled_from(
    [
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        '"a"',
        '"',
        "1",
        "-",
        "0",
        ".5",
        "e3",
        "true",
        "null",
        " ",
        "\n",
        "\\u00e9",
        '"b":',
        "é",
    ]
)


@given(st.lists(PIECES, max_size=14))
def test_both_paths_and_the_plain_decoder_agree(pieces: list[str]) -> None:
    text = "".join(pieces)
    by_scan, refused_by_scan = attempt(lambda: plain(scan_json(text, None)))
    assert attempt(lambda: read(text)) == (by_scan, refused_by_scan)
    if refused_by_scan == "not_well_formed":
        with pytest.raises(json.JSONDecodeError):
            json.loads(text)
    elif refused_by_scan is None:
        assert by_scan == json.loads(text, parse_float=Decimal)


def attempt(reading: Callable[[], Any]) -> tuple[Any, str | None]:
    try:
        return reading(), None
    except ReadError as error:
        return None, error.code


NAMES = st.text(st.characters(min_codepoint=1, exclude_categories=["Cs"]), max_size=20)
NUMBERS = st.integers(-(10**14), 10**14) | st.decimals(-(10**9), 10**9, places=4)
DATA = st.recursive(
    st.none() | st.booleans() | NUMBERS | NAMES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=20,
)


def written(data: object) -> str:
    if isinstance(data, dict):
        entries = (f"{json.dumps(key, ensure_ascii=False)}: {written(item)}" for key, item in data.items())
        return "{" + ", ".join(entries) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(map(written, data)) + "]"
    return str(data) if isinstance(data, Decimal) else json.dumps(data, ensure_ascii=False)


@given(DATA)
def test_what_is_written_is_read(data: object) -> None:
    assert read(written(data)) == data
    assert plain(scan_json(written(data), None)) == data


YAML_NAMES = st.text(
    st.characters(min_codepoint=0xA0, max_codepoint=0x2FF) | st.characters(min_codepoint=32, max_codepoint=126),
    max_size=20,
)
SHARED = st.recursive(
    st.none() | st.booleans() | NUMBERS | YAML_NAMES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(YAML_NAMES, inner, max_size=4),
    max_leaves=20,
)


@given(SHARED)
def test_json_reads_the_same_as_yaml(data: object) -> None:
    from_json, from_yaml = parse_json(written(data)), parse_yaml(written(data))
    assert plain(from_json) == plain(from_yaml) == data
    assert places(from_json) == places(from_yaml)


def places(node: Node) -> list[tuple[int, int, int, int]]:
    mine = [(node.line, node.column, node.key_line, node.key_column)]
    if isinstance(node.value, dict):
        return mine + [place for item in node.value.values() for place in places(item)]
    if isinstance(node.value, list):
        return mine + [place for item in node.value for place in places(item)]
    return mine


GAPS = st.lists(st.sampled_from(["", "\n", " ", "\r\n", "\t", "\n\n  "]), min_size=1, max_size=9)


@given(DATA, GAPS)
def test_the_fast_lines_are_those_of_the_exact_scan(data: object, gaps: list[str]) -> None:
    text = spread(data, cycle(gaps))
    assert [*lines(parse_json(text))] == [*lines(scan_json(text, None))]


@pytest.mark.parametrize(
    "text",
    [
        '{"a": "x\\\\",\n "b\\"": "{[\\"",\n\n "c": [1,\n -2.5, true,\n null, "\\\\\\""]}',
        "[\n[],\n{}, [\n],\n{\n\n}, 3]",
        '"\\n"',
        "\n\n12",
    ],
)
def test_escapes_and_empty_containers_move_no_line(text: str) -> None:
    assert [*lines(parse_json(text))] == [*lines(scan_json(text, None))]
    assert plain(parse_json(text)) == plain(scan_json(text, None))


def test_a_tree_gives_its_data_and_lines_from_either_path() -> None:
    text = '{"a": [1,\n 2], "b":\n {"c": null},\n "d": []}'
    assert unplaced(parse_json(text)) == unplaced(scan_json(text, None))
    assert unplaced(parse_json(text)) == (
        {"a": [1, 2], "b": {"c": None}, "d": []},
        [1, 1, [1, 1, 2], 2, [3, 3, 3], 4, 4],
    )


def test_json_inside_a_document_stands_where_its_holder_stands() -> None:
    holder = Node("...", 7, 9)
    for text in ('{"a":\n [1]}', '{"a":\n ["\\ud83d\\ude00"]}'):
        found = parse_json_within(holder, text)
        assert {place[:2] for place in places(found)} == {(7, 9)}
        assert set(lines(found)) == {7}
    with pytest.raises(InvalidDocument):
        parse_json_within(holder, '{"a": 1, "a": 2}')


def spread(data: object, gaps: Iterator[str]) -> str:
    def gap() -> str:
        return next(gaps)

    if isinstance(data, dict):
        entries = (f"{gap()}{json.dumps(key)}{gap()}:{spread(item, gaps)}" for key, item in data.items())
        return f"{gap()}{{{','.join(entries)}{gap()}}}{gap()}"
    if isinstance(data, list):
        return f"{gap()}[{','.join(spread(item, gaps) for item in data)}{gap()}]{gap()}"
    return f"{gap()}{written(data)}{gap()}"


def lines(node: Node) -> Iterator[int]:
    yield node.line
    below = node.value.values() if isinstance(node.value, dict) else node.value if isinstance(node.value, list) else ()
    for item in below:
        yield from lines(item)
