"""Spoiled copies of real documents come to a dossier or to a refusal we have a code for, and to nothing else."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from recognition.foundations.problems import Place, Problem, ReadError
from recognition.readers.read import read
from tests.fuzz import mutate
from tests.fuzz.changes import CHANGES, Change
from tests.fuzz.mutate import Reading, Sample, Watch, fault_of, mutation, sample_of, samples_in

TESTS = Path(__file__).resolve().parents[1]
OWN = TESTS / "samples"
SEEDS = range(1, 9)
OF_EACH_SEED = 2_500  # 20,000 in all
ENOUGH_OF_EACH_OUTCOME = 0.2  # a mutator after which nothing, or everything, can be read tries too little


def run(samples: Path, count: int, seed: int, state: Path) -> subprocess.CompletedProcess[str]:
    """The script in a process of its own, so that memory and opened files are its own."""
    command = [sys.executable, "-m", "tests.fuzz.mutate", "--samples", samples, "--count", count, "--seed", seed]
    words = [str(word) for word in (*command, "--state", state)]
    return subprocess.run(words, cwd=TESTS.parent, capture_output=True, text=True, check=False)


def check(samples: Path, count: int, seed: int, state: Path) -> None:
    ran = run(samples, count, seed, state)
    assert ran.returncode == 0, f"{ran.stdout}\n{ran.stderr[-2_000:]}\nstate: {state.read_text('utf-8')[:2_000]}"
    found = json.loads(state.read_text("utf-8"))
    assert found["next"] == found["made"] + found["refused"] == count
    assert min(found["made"], found["refused"]) > ENOUGH_OF_EACH_OUTCOME * count


def test_a_few_hundred(tmp_path: Path) -> None:
    check(OWN, 300, 0, tmp_path / "state.json")


@pytest.mark.full
@pytest.mark.parametrize("seed", SEEDS)
def test_twenty_thousand_of_our_samples(seed: int, tmp_path: Path) -> None:
    check(OWN, OF_EACH_SEED, seed, tmp_path / "state.json")


@pytest.mark.full
@pytest.mark.parametrize("seed", SEEDS)
def test_twenty_thousand_of_shared_samples(seed: int, shared: Path, tmp_path: Path) -> None:
    check(shared / "samples", OF_EACH_SEED, seed, tmp_path / "state.json")


def test_a_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    halves, whole = tmp_path / "halves.json", tmp_path / "whole.json"
    for count in (20, 40):
        assert run(OWN, count, 7, halves).returncode == 0
    assert run(OWN, 40, 7, whole).returncode == 0
    assert json.loads(halves.read_text("utf-8")) == json.loads(whole.read_text("utf-8"))
    assert "another seed" in run(OWN, 40, 8, halves).stderr


def test_a_mutation_can_be_made_again() -> None:
    samples = samples_in(OWN)
    assert [mutation(samples, 3, n) for n in range(50)] == [mutation(samples, 3, n) for n in range(50)]
    assert mutation(samples, 3, 5)[1] != mutation(samples, 4, 5)[1]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("name", ["elmo/fi-ncp-2020.xml", "jsonresume/sample.resume.json", "demo/filipino_nurse.yaml"])
def test_each_change_changes(change: Change, name: str) -> None:
    data = (OWN / name).read_bytes()
    made = {change(data, b"<a>1</a>\n- b\n", Random(n)) for n in range(20)} - {data}
    assert len(made) >= 5


def test_large_samples_take_few_turns() -> None:
    large, small = Sample("large", b" " * mutate.LARGE), Sample("small", b" ")
    names = [sample_of([large, small], number).name for number in range(5_000)]
    assert names.count("large") == mutate.MOST_OF_A_LARGE_ONE
    assert names[:2] == ["large", "small"]


# The watch sees what it must.

WATCH = Watch()
DOCUMENT = (OWN / "elmo" / "fi-ncp-2020.xml").read_bytes()


@pytest.fixture
def short_time(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(mutate, "SECONDS_FOR_ONE", 0.1)
    before = signal.signal(signal.SIGPROF, mutate.stop_reading)
    yield
    signal.signal(signal.SIGPROF, before)


def proper(data: bytes, name: str) -> object:
    return read(data, name=name)


def opens_a_file(data: bytes, name: str) -> object:
    (OWN / "NOTICE").read_bytes()
    return read(data, name=name)


def calls_a_host(data: bytes, name: str) -> object:
    sys.audit("socket.connect", None, ("203.0.113.1", 80))
    return read(data, name=name)


def crashes(data: bytes, name: str) -> object:
    raise KeyError(name)


def gives_none(data: bytes, name: str) -> object:
    return None


def refuses_without_a_code(data: bytes, name: str) -> object:
    raise ReadError(Problem("never_registered", "No.", Place(name)))


def never_ends(data: bytes, name: str) -> object:
    while True:
        try:
            sum(range(1_000))
        except Exception:  # noqa: BLE001, S112 - a reader that holds every exception must be stopped all the same
            continue


@pytest.mark.parametrize(
    "reading, words",
    [
        (opens_a_file, "open NOTICE"),
        (calls_a_host, "socket.connect"),
        (crashes, "KeyError at"),
        (gives_none, "gave a NoneType"),
        (refuses_without_a_code, "never_registered"),
    ],
)
def test_a_fault_is_told(reading: Reading, words: str) -> None:
    assert words in str(fault_of(DOCUMENT, "x.xml", WATCH, reading)[1])


@pytest.mark.usefixtures("short_time")
def test_what_never_ends_is_stopped() -> None:
    assert "took over 0.1 s, at test_mutations.py" in str(fault_of(DOCUMENT, "x.xml", WATCH, never_ends)[1])


def test_what_eats_memory_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mutate, "PEAK_MB", 1)
    monkeypatch.setattr(mutate, "peak_mb", iter((100.0, 400.0, 400.0)).__next__)
    assert fault_of(DOCUMENT, "x.xml", WATCH, proper) == (True, "took 400 MB")


def test_what_is_proper_passes() -> None:
    proper(DOCUMENT, "x.xml")  # what is imported or built at first use is there by now
    assert fault_of(DOCUMENT, "x.xml", WATCH, proper) == (True, None)
    assert fault_of(b"<a/>", "x.xml", WATCH, proper) == (False, None)
