"""Which law is meant: a path before a name, and the lines shown are of the file that was read."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from recognition.catalogue.folders import data_folder
from tests.faces.conftest import ON, WELDER, Command

WRONG = "xapplication"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder de/nurse of the user's own in the working directory, version 77."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "de" / "nurse"
    shutil.copytree(data_folder("rulesets") / "de" / "nurse", folder)
    file = folder / "ruleset.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"\nversion: \d+\n", "\nversion: 77\n", text, count=1), encoding="utf-8")
    return file


@pytest.mark.parametrize("given", ["./de/nurse", "de/nurse", "de/nurse/ruleset.yaml", "./de/nurse/ruleset.yaml"])
def test_a_path_wins_over_a_name_and_is_said(command: Command, own: Path, given: str) -> None:
    ran = command("rulesets", "show", given)
    assert "de/nurse, version 77" in ran.out
    assert ran.err.startswith("note own_law")
    assert "de/nurse/ruleset.yaml', not from the rulesets that ship" in ran.err
    assert 'ruleset":{"id":"de/nurse","version":77' in command(
        "check", WELDER, "--to", given, *ON, "--format", "json"
    ).out.replace(" ", "")


def test_a_name_means_what_ships_where_nothing_lies_here(command: Command) -> None:
    ran = command("rulesets", "show", "de/nurse")
    assert re.search(r"de/nurse, version \d+,", ran.out)
    assert ran.err == ""


def test_a_path_that_is_not_there_never_means_what_ships(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = command("rulesets", "show", "./de/nurse")
    assert (ran.code, ran.out) == (2, "")
    assert "There is no ruleset './de/nurse'." in ran.err


def test_a_part_is_used_by_name_whatever_lies_here(command: Command, own: Path, tmp_path: Path) -> None:
    strange = tmp_path / "eu" / "directive-2005-36"
    strange.mkdir(parents=True)
    (strange / "part.yaml").write_text("schema: part/1\n", encoding="utf-8")
    shutil.copytree(data_folder("rulesets") / "fi" / "nurse", tmp_path / "other" / "fi" / "nurse")
    assert command("rulesets", "lint", "--no-cases", "other/fi/nurse").code == 0


def test_the_frame_shows_the_file_that_was_looked_at(command: Command, own: Path) -> None:
    lines = own.read_text(encoding="utf-8").splitlines()
    number = next(i for i, line in enumerate(lines) if "application: {default: on}" in line)
    lines[number] = lines[number].replace("default: on", f"default: {WRONG}")
    own.write_text("\n".join(lines), encoding="utf-8")
    for given in ("./de/nurse", "de/nurse", str(own)):
        ran = command("rulesets", "lint", "--no-cases", given)
        assert ran.code == 1
        shown = [line for line in ran.out.splitlines() if line.startswith(f"  {number + 1} |")]
        assert any(WRONG in line for line in shown), given


def test_each_of_two_files_of_one_name_shows_its_own_lines(command: Command, tmp_path: Path) -> None:
    for folder, day in (("a", "2026-99-01"), ("b", "2026-99-02")):
        file = tmp_path / folder / "de" / "nurse" / "ruleset.yaml"
        shutil.copytree(data_folder("rulesets") / "de" / "nurse", file.parent)
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r"on: \S+, by", f"on: {day}, by", text, count=1), encoding="utf-8")
    out = command("rulesets", "lint", "--no-cases", *(str(tmp_path / f / "de" / "nurse") for f in "ab")).out
    first, second = out.split("error RL003")[1:3]
    assert "2026-99-01" in first
    assert "2026-99-02" in second


def test_json_of_lint_is_of_the_path_given(command: Command, own: Path) -> None:
    ran = command("rulesets", "lint", "--no-cases", "de/nurse", "--format", "json")
    assert json.loads(ran.out) == []
