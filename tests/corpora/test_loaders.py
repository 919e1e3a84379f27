"""Threats T2 and T4: what others found that parsers take wrongly."""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from lxml import etree

from recognition.foundations.codes_reading import CODES
from recognition.foundations.problems import ReadError
from recognition.readers.door import Incoming, take
from recognition.readers.json_loader import parse_json
from recognition.readers.read import read
from recognition.readers.tree import plain
from recognition.readers.xml_loader import parse_xml
from recognition.readers.yaml_loader import parse_yaml
from tests.verification.signing import ELMO

SECONDS = 0.5
BASE = "{http://www.w3.org/XML/1998/namespace}base"


def outcome(parse: Callable[[Incoming], object], data: bytes) -> str:
    """`read`, or the code of the refusal, in time."""
    started = time.process_time()
    try:
        parse(take(data))
        found = "read"
    except ReadError as error:
        found = error.code if all(problem.code in CODES for problem in error.problems) else "code not registered"
    assert time.process_time() - started < SECONDS
    return found


REFUSED_BY_POLICY = {
    "y_object_duplicated_key": "duplicate_key",
    "y_object_duplicated_key_and_value": "duplicate_key",
    "y_object_escaped_null_in_key": "invalid_value",  # no text of ours may hold U+0000
    "y_string_null_escape": "invalid_value",
}


def test_json_test_suite(corpora: Path) -> None:
    found = {
        path.stem: outcome(parse_json, path.read_bytes())
        for path in sorted((corpora / "JSONTestSuite" / "test_parsing").glob("*.json"))
    }
    assert Counter(name[0] for name in found) == {"y": 95, "n": 188, "i": 35}
    assert [name for name, what in found.items() if name.startswith("n_") and what == "read"] == []
    assert {n: what for n, what in found.items() if n.startswith("y_") and what != "read"} == REFUSED_BY_POLICY


SIGNS = {"␣": " ", "↵": "", "←": "\r", "⇔": "\ufeff", "∎\n": ""}
READ_THOUGH_ILL_FORMED = {
    "9C9N", "9JBA", "CVW2", "DK95/1", "G5U8", "QB6E", "S98Z", "SU5Z", "X4QW", "Y79Y/3", "YJV2",
}  # fmt: skip
"""Spaces before comments and indentation inside quotes or brackets: libyaml is lenient, and no value is changed."""


class YamlCase(NamedTuple):
    name: str
    text: str
    fails: bool
    value: Any
    has_value: bool


def yaml_cases(folder: Path) -> Iterator[YamlCase]:
    for path in sorted(folder.glob("*.yaml")):
        for number, case in enumerate(yaml.safe_load(path.read_text("utf-8"))):
            text = re.sub("—*»", "\t", case["yaml"])
            for sign, meant in SIGNS.items():
                text = text.replace(sign, meant)
            value, has_value = None, False
            if isinstance(case.get("json"), str):
                with suppress(ValueError):  # several documents
                    value, has_value = json.loads(case["json"], parse_float=Decimal), True
            name = f"{path.stem}/{number}" if number else path.stem
            yield YamlCase(name, text, bool(case.get("fail")), value, has_value)


def test_yaml_test_suite(corpora: Path) -> None:
    folder = corpora / "yaml-test-suite" / "src"
    assert len(list(folder.glob("*.yaml"))) == 351
    lenient, wrong, read_ = set(), [], 0
    for case in yaml_cases(folder):
        started = time.process_time()
        try:
            made = plain(parse_yaml(case.text))
        except ReadError as error:
            wrong += [case.name for problem in error.problems if problem.code not in CODES]
            continue
        finally:
            assert time.process_time() - started < SECONDS
        read_ += 1
        if case.fails:
            lenient.add(case.name)
        elif case.has_value and made != case.value:
            wrong.append(case.name)
    assert wrong == []
    assert lenient == READ_THOUGH_ILL_FORMED
    assert read_ > 150


EARLIER_EDITIONS_ONLY = {"rmt-016", "rmt-019"}  # names that the fifth edition of XML 1.0 allows
BY_POLICY = {"hst-lhs-008"}  # UTF-16 by its mark, UTF-8 by its word: real transcripts are so, and the mark is sure


def xml_cases(folder: Path) -> Iterator[tuple[etree._Element, bytes]]:
    parser = etree.XMLParser(load_dtd=False, resolve_entities=False, no_network=True)
    for case in etree.parse(folder / "cleaned" / "xmlconf-flattened.xml", parser).getroot().iter("TEST"):
        base = "".join(reversed([above.get(BASE, "") for above in case.iterancestors()]))
        yield case, (folder / "xmlconf" / base / str(case.get("URI"))).read_bytes()


def test_xml_conformance_suite(corpora: Path) -> None:
    kinds: Counter[str | None] = Counter()
    taken = set()
    for case, data in xml_cases(corpora / "xml-conformance-suite"):
        kinds[case.get("TYPE")] += 1
        if outcome(parse_xml, data) == "read" and case.get("TYPE") == "not-wf":
            taken.add(case.get("ID"))
    assert (sum(kinds.values()), kinds["not-wf"]) == (2_585, 1_498)
    assert taken == EARLIER_EDITIONS_ONLY | BY_POLICY


def test_attacks_of_defusedxml(corpora: Path) -> None:
    paths = [
        *sorted((corpora / "defusedxml" / "xmltestdata").glob("*.xml")),
        *sorted((corpora / "signxml" / "test" / "defusedxml-test-data").glob("*.xml")),
    ]
    assert len(paths) >= 18
    for path in paths:
        expected = "read" if path.stem in ("simple", "simple-ns") else "doctype_forbidden"
        assert outcome(parse_xml, path.read_bytes()) == expected, path.name


def test_naughty_strings_are_texts_or_refused(corpora: Path) -> None:
    """Each in a transcript, in JSON and in YAML: what is read is the text itself, and messages stay printable."""
    strings = json.loads((corpora / "big-list-of-naughty-strings" / "blns.json").read_text("utf-8"))
    assert len(strings) == 515
    kept, refused = 0, []
    for text in strings:
        try:
            assert plain(parse_yaml(json.dumps(text, ensure_ascii=False))) == text
        except ReadError:
            refused.append(text)
        assert plain(parse_json(json.dumps({"a": text}))) == {"a": text}
        root = etree.fromstring(ELMO.encode())
        for title in root.iter("{*}title"):
            try:
                title.text = text
            except ValueError:
                break  # no XML can hold it
        else:
            made = read(etree.tostring(root))
            assert all(str(problem).isprintable() for problem in made.problems)
            kept += text.strip() in {str(name) for one in made.qualifications for name in one.title.values()}
    assert kept > 400
    assert all(re.search("[\x7f-\x9f\u2028\u2029\ufffe\uffff]", text) for text in refused)
