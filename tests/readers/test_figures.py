"""Threats T1, T2, T3 and T5 with the figures that the facts give them: times, memory, and no word retyped."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from recognition.foundations.problems import ReadError
from recognition.model.dossier import Dossier
from recognition.readers.csv_loader import parse_csv
from recognition.readers.door import Incoming, take
from recognition.readers.json_loader import parse_json
from recognition.readers.read import read
from recognition.readers.tree import plain
from recognition.readers.xml_loader import parse_xml
from recognition.readers.yaml_loader import parse_yaml
from tests.readers.test_hostile import cases
from tests.readers.test_yaml_loader import RETYPED, STAYS_TEXT
from tests.verification.signing import ELMO

ROOT = Path(__file__).resolve().parents[2]
MILLION, BILLION = 1_000_000, 1_000_000_000
TIMES_OF_A_BUSY_MACHINE = 2
PARSERS: dict[str, Callable[[Incoming], object]] = {
    "xml": parse_xml, "emrex": parse_xml, "yaml": parse_yaml, "json": parse_json,
}  # fmt: skip
MILLISECONDS = {"xml": 50, "emrex": 200, "yaml": 500, "json": 500}


def least(parse: Callable[[Incoming], object], data: bytes) -> float:
    """The least of three times in milliseconds: the others hold what the machine did besides."""
    spent = []
    for _ in range(3):
        started = time.process_time()
        with suppress(ReadError):
            parse(take(data))
        spent.append((time.process_time() - started) * 1_000)
    return min(spent)


def test_refusals_take_no_longer_than_the_facts_say(shared: Path) -> None:
    slow = {}
    for case in cases(shared / "hostile"):
        data = case.path.read_bytes()
        allowed = 500 if len(data) > MILLION else MILLISECONDS[case.folder]
        if case.expect != "refuse" or (case.path.suffix == ".json" and case.folder == "yaml"):
            continue
        if (spent := least(PARSERS[case.folder], data)) > allowed * TIMES_OF_A_BUSY_MACHINE:
            slow[case.path.name] = spent
    assert slow == {}


# T3: a gigabyte of zeros in a megabyte.

_MEASURED = """
import sys, time
from pathlib import Path
from recognition.foundations.problems import ReadError
from recognition.readers.door import take
from recognition.verification import status
from tests.memory import peak_kilobytes
kind, file = sys.argv[1:]
data = Path(file).read_bytes()
take(b"<a/>")
before = peak_kilobytes()
started = time.process_time()
try:
    found = take(data) if kind == "emrex" else status._inflated(data.decode())
    said = "none" if found is None else "inflated"
except ReadError as error:
    said = error.code
spent = time.process_time() - started
print(said, int(spent * 1000), (peak_kilobytes() - before) // 1024)
"""


def bomb() -> bytes:
    """A billion zeros in one gzip member: a hundredth part is packed, and its bytes stand there a hundred times."""
    part = bytes(BILLION // 100)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(part) + packer.flush(zlib.Z_FULL_FLUSH)
    end = zlib.compressobj(9, zlib.DEFLATED, -15)
    check = 0
    for _ in range(100):
        check = zlib.crc32(part, check)
    head = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
    return head + block * 100 + end.flush() + check.to_bytes(4, "little") + BILLION.to_bytes(4, "little")


@pytest.fixture(scope="module")
def packed() -> bytes:
    made = bomb()
    assert MILLION * 0.9 < len(made) < MILLION * 1.2
    member = zlib.decompressobj(wbits=31)
    assert len(member.decompress(made, 20 * MILLION)) == 20 * MILLION  # it is what it claims to be
    return made


@pytest.mark.parametrize("kind, said", [("emrex", "decompression_limit"), ("status list", "none")])
def test_a_gigabyte_in_a_megabyte_stops_at_the_cap(kind: str, said: str, packed: bytes, tmp_path: Path) -> None:
    file = tmp_path / "bomb"
    file.write_bytes(base64.b64encode(packed) if kind == "emrex" else base64.urlsafe_b64encode(packed))
    command = [sys.executable, "-c", _MEASURED, kind, file]
    ran = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True
    )
    got, spent, extra = ran.stdout.rsplit(maxsplit=2)
    assert got == said
    assert int(spent) < 200 * TIMES_OF_A_BUSY_MACHINE
    assert int(extra) < 24


# T5: sixty words and more, in each format, as a value and as what a dossier calls a qualification.

WORDS = [*STAYS_TEXT, *RETYPED]
NO_WORDS = ("null", "~")  # in YAML and JSON these are no text; as text they are one


def in_xml(word: str) -> str:
    return str(parse_xml(take(f"<a>{escape(word)}</a>".encode())).text)


def in_json(word: str) -> object:
    return plain(parse_json(json.dumps({"a": word})))["a"]


def in_yaml(word: str) -> object:
    return plain(parse_yaml(f"a: {json.dumps(word)}"))["a"]


def in_csv(word: str) -> object:
    quoted = word.replace('"', '""')
    return plain(parse_csv(take(f'a,b,c\nx,"{quoted}",y\n'.encode())))[0]["b"]


@pytest.mark.parametrize("as_text", [in_xml, in_json, in_yaml, in_csv])
def test_no_word_is_retyped(as_text: Callable[[str], object]) -> None:
    assert len(WORDS) >= 60
    assert [as_text(word) for word in WORDS] == WORDS
    assert {type(as_text(word)) for word in WORDS} == {str}


def titles(dossier: Dossier) -> set[str]:
    return {title for one in dossier.qualifications for title in one.title.values()}


def elmo(word: str) -> bytes:
    return ELMO.replace("Bachelor of Nursing", escape(word)).encode()


def resume(word: str) -> bytes:
    return json.dumps({"basics": {"name": "Ana"}, "education": [{"institution": "X", "studyType": word}]}).encode()


def own(word: str) -> bytes:
    text = json.dumps(word, ensure_ascii=False)
    return f"schema: dossier/1\nsubject: person\nqualifications:\n- title: {text}\n".encode()


@pytest.mark.parametrize("make", [elmo, resume, own])
def test_no_title_is_retyped(make: Callable[[str], bytes]) -> None:
    found = {word: titles(read(make(word))) for word in WORDS}
    changed = {word: got for word, got in found.items() if got and word not in got}
    assert {word: got for word, got in changed.items() if " ".join(word.split()) not in got} == {}
    assert sum(bool(got) for got in found.values()) >= 60
