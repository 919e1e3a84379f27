"""Whatever bytes come, each reader and loader gives a value or a refusal in our own words."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recognition.foundations.problems import InvalidDocument, Place, Problem, ReadError
from recognition.readers.json_loader import parse_json
from recognition.readers.tree import plain
from tests.fuzz import targets
from tests.fuzz.documents import readers
from tests.fuzz.targets import CORPUS, TARGETS, Fault, Target, check, copies, kept, mutated

ROOT = Path(__file__).resolve().parents[2]
QUIET = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)
SMALL, FULL = 8, 150
LARGEST_KEPT, MOST_KEPT = 4_096, 8


def fuzz(name: str, examples: int) -> None:
    @settings(max_examples=examples, deadline=None, suppress_health_check=QUIET)
    @given(copies(TARGETS[name]))
    def holds(data: bytes) -> None:
        check(TARGETS[name], data)

    holds()


@pytest.mark.parametrize("name", TARGETS)
def test_spoiled_documents(name: str) -> None:
    fuzz(name, SMALL)


@pytest.mark.full
@pytest.mark.parametrize("name", TARGETS)
def test_many_spoiled_documents(name: str) -> None:
    fuzz(name, FULL)


@pytest.mark.parametrize("name", TARGETS)
def test_what_was_found_stays_mended(name: str) -> None:
    for path in kept(name):
        check(TARGETS[name], path.read_bytes())


def test_the_corpus_is_small_and_belongs_to_targets() -> None:
    assert {path.name for path in CORPUS.iterdir()} <= TARGETS.keys()
    for name in TARGETS:
        assert len(kept(name)) <= MOST_KEPT
        assert all(path.stat().st_size <= LARGEST_KEPT for path in kept(name)), name


def test_every_reader_is_a_target_and_its_seeds_reach_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(TARGETS) == len(readers()) + len(("xml", "json", "yaml", "csv", "any", "ruleset", "verify"))
    reached: list[object] = []
    monkeypatch.setattr(targets, "_dossier", lambda made: reached.append(made) or ())
    for name in targets._readers():
        reached.clear()
        for seed in TARGETS[name].seeds():
            with suppress(ReadError):
                TARGETS[name].run(seed)
        assert reached, name


def crash(data: bytes) -> tuple[Problem, ...]:
    raise KeyError(data)


def refuse(code: str, sentence: str) -> Callable[[bytes], tuple[Problem, ...]]:
    def refused(data: bytes) -> tuple[Problem, ...]:
        raise InvalidDocument(Problem(code, sentence, Place("x")))

    return refused


def spend(data: bytes) -> tuple[Problem, ...]:
    return tuple([] * sum(range(400_000)))


@pytest.mark.parametrize(
    "run, expected, words",
    [
        (crash, KeyError, "x"),
        (refuse("never_registered", "No."), Fault, "not registered"),
        (refuse("empty", "No \x1b[2J"), Fault, "own characters"),
        (lambda data: targets._dossier(None), Fault, "gave a NoneType"),
        (lambda data: targets._tree(targets.Node(1.5, 1, 1)), Fault, "gave a float"),
        (spend, Fault, "took"),
    ],
)
def test_a_fault_is_told(
    run: Callable[[bytes], tuple[Problem, ...]],
    expected: type[Exception],
    words: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(targets, "SECONDS", 0.001)
    with pytest.raises(expected, match=words):
        check(Target("own", run, list), b"x")


def test_a_planted_fault_is_found() -> None:
    def planted(data: bytes) -> tuple[Problem, ...]:
        found = plain(parse_json(data.decode("utf-8", "replace")))
        return found["education"][0]["area"] and ()

    target = TARGETS["jsonresume"]._replace(run=planted)

    @settings(max_examples=500, derandomize=True, database=None, deadline=None, suppress_health_check=QUIET)
    @given(copies(target))
    def holds(data: bytes) -> None:
        check(target, data)

    with pytest.raises((KeyError, TypeError, IndexError, ExceptionGroup)):
        holds()


def test_a_proper_refusal_is_none() -> None:
    check(Target("own", refuse("empty", "Empty."), list), b"x")


@given(st.integers(0, 2**32))
def test_atheris_gets_the_same_document_for_the_same_seed(seed: int) -> None:
    target = TARGETS["stcw_matrix"]
    data = target.seeds()[0]
    assert mutated(target, data, seed) == mutated(target, data, seed)


def test_a_wrong_name_is_told_the_right_ones() -> None:
    command = [sys.executable, "-m", "tests.fuzz.harness", "no_reader", "-runs=1"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert "there are: dossier_file" in ran.stderr


def test_refusals_of_the_loaders_are_read_errors() -> None:
    for name, data in {"xml": b"<a>", "json": b"{", "yaml": b"a: [", "ruleset": b"a: [", "csv": b""}.items():
        with pytest.raises((ReadError, targets.RulesetError)):
            TARGETS[name].run(data)
