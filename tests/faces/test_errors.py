"""Error output: place, code frame with caret, hint; hostile text made harmless; never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from recognition.faces import errors
from recognition.foundations.problems import EngineError, Place, Problem
from recognition.foundations.screen import safe
from tests.faces.conftest import LAW, ON, WELDER, Command

ROOT = Path(__file__).resolve().parents[2]


def test_a_frame_shows_the_line_and_a_caret_below_the_column(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(Path(WELDER).read_text(encoding="utf-8").replace("issued: 2019-07-01", "issued: 1.7.2019"))
    ran = command("check", str(path), "--to", LAW, *ON)
    lines = ran.err.splitlines()
    assert ran.code == 2
    assert lines[0].startswith("error invalid_value wrong.yaml:6:")
    shown, caret = lines[2], lines[3]
    assert shown[caret.index("^") :].startswith("1.7.2019")
    assert lines[-1].strip() == "recognition explain invalid_value"


def test_a_frame_counts_wide_letters_and_cuts_long_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "wide.yaml"
    line = "標題" * 200 + "WRONG" + "x" * 500
    path.write_text(f"first\n{line}\n", encoding="utf-8")
    monkeypatch.setattr(errors, "_files", {"wide.yaml": path})
    *_, shown, caret = errors.frame(Place("wide.yaml", None, 2, 401))
    before = shown[: shown.index("WRONG")]
    assert sum(2 if ord(c) > 0x2E80 else 1 for c in before) == caret.index("^")
    assert len(shown) < 120


def test_no_frame_where_there_is_no_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "one.yaml"
    path.write_text("only line\n")
    monkeypatch.setattr(errors, "_files", {"one.yaml": path})
    assert errors.frame(Place("one.yaml", None, 9, 1)) == []
    assert errors.frame(Place("other.yaml", None, 1, 1)) == []
    assert errors.frame(Place()) == []


@pytest.mark.parametrize("hostile", ["\x1b[2J", "\x9b31m", "\u202e", "\u2066", "\r", "\x07", "\u2028", "\x00"])
def test_hostile_characters_never_reach_the_terminal(hostile: str) -> None:
    assert hostile not in safe(f"a{hostile}b")
    problem = Problem("unknown_word", f"x{hostile}y", Place(f"doc{hostile}.xml", None, 1, 1), f"h{hostile}")
    assert hostile not in errors.rendered(problem)


def test_letters_of_every_script_stay() -> None:
    for text in ("Größe", "ممرضة", "看護師", "नर्स", "می\u200cخواهم", "Ж"):
        assert safe(text) == text


def test_hostile_titles_are_shown_escaped_by_read_and_check(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "hostile.yaml"
    text = Path(WELDER).read_text(encoding="utf-8").replace("en: Welder", 'en: "Wel\\u001B[2Jder\\u202E"')
    path.write_text(text, encoding="utf-8")
    out = command("read", str(path)).out
    assert "\\u001b[2J" in out
    assert "\\u202e" in out
    assert not {"\x1b", "\u202e"} & set(out + command("check", str(path), "--to", LAW, *ON, "--trace").out)


def test_a_fault_of_ours_is_no_answer_and_no_traceback(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret /path")

    monkeypatch.setattr("recognition.services.assess.assess", broken)
    ran = command("check", WELDER, "--to", LAW, *ON)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error internal test_errors.py:")
    assert "ZeroDivisionError" in ran.err
    assert "secret" not in ran.err
    assert "Traceback" not in ran.err


def test_a_failing_engine_is_an_error_not_a_gap(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> None:
        raise EngineError(Problem("engine_failed", "The engine did not answer."))

    monkeypatch.setattr("recognition.services.assess.assess", failing)
    ran = command("check", WELDER, "--to", LAW, *ON, "--format", "json")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error engine_failed")


def test_colour_only_on_a_terminal() -> None:
    problem = Problem("usage", "No.", Place("recognition"))
    assert "\x1b" in errors.rendered(problem, colour=True)
    assert "\x1b" not in errors.rendered(problem)


def test_many_problems_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    errors.show([Problem("usage", "No.")] * 60)
    assert capsys.readouterr().err.endswith("and 10 more\n")


def test_a_closed_pipe_ends_quietly() -> None:
    command = f"'{sys.executable}' -m recognition.faces rulesets schema | head -1"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["bash", "-c", command], env=environment, capture_output=True, check=False, text=True)
    assert (done.stdout, done.stderr) == ("{\n", "")


def test_a_hostile_document_is_refused_with_its_code(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "bomb.xml"
    path.write_text('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    ran = command("check", str(path), "--to", LAW)
    assert ran.code == 2
    assert ran.err.startswith("error doctype_forbidden bomb.xml")


def _alone(*arguments: str, typed: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "recognition.faces", *arguments]
    env = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(command, env=env, input=typed, capture_output=True, check=False)


def test_a_terminal_of_few_letters_loses_letters_and_no_answer() -> None:
    ran = _alone("check", WELDER, "--to", LAW, *ON, PYTHONIOENCODING="ascii")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert rb"\xa7 3" in ran.stdout
    broken = _alone("ask", LAW, *ON, typed=b"\xff\n", PYTHONIOENCODING="utf-8")
    assert (broken.returncode, broken.stderr) == (0, b"")


@pytest.mark.parametrize(
    "typed, expected",
    [
        ("check me.yaml --to de/nu", ["de/nurse"]),
        ("ask fi/", ["fi/nurse", "fi/practical-nurse"]),
        ("rulesets show gb", ["gb/nurse"]),
        ("rulesets lint gb", ["gb/nurse"]),
        ("che", ["check"]),
    ],
)
def test_a_shell_completes_commands_and_rulesets(typed: str, expected: list[str]) -> None:
    ran = _alone(
        _RECOGNITION_COMPLETE="complete_bash", COMP_WORDS=f"recognition {typed}", COMP_CWORD=str(len(typed.split()))
    )
    assert ran.stdout.decode().split() == expected
