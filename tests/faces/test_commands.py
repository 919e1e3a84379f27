"""The other commands: help, new, read, explain, doctor, rulesets, standards, ask."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest

from recognition.catalogue.folders import data_folder
from recognition.foundations.codes_all import CODES
from tests.faces.conftest import HERE, LAW, ON, WELDER, Command

COMMANDS = [
    ("check",), ("ask",), ("read",), ("new",), ("doctor",), ("explain",),
    ("rulesets", "list"), ("rulesets", "show"), ("rulesets", "lint"), ("rulesets", "test"), ("rulesets", "diff"),
    ("rulesets", "schema"), ("standards", "list"), ("standards", "show"), ("standards", "import"),
]  # fmt: skip


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_has_help_with_examples(command: Command, path: tuple[str, ...]) -> None:
    ran = command(*path, "--help")
    assert ran.code == 0
    assert f"recognition {' '.join(path)}" in ran.out.partition("Examples:")[2]


@pytest.mark.parametrize("path", [(), ("rulesets",), ("standards",), ("-h",)], ids=str)
def test_without_arguments_there_is_help(command: Command, path: tuple[str, ...]) -> None:
    ran = command(*path)
    assert ran.code == 0
    assert ran.out.startswith("Usage: recognition")


def test_version(command: Command) -> None:
    assert command("--version").out.startswith("recognition ")


@pytest.mark.parametrize("what", ["dossier", "curriculum", "partnership"])
def test_a_new_file_reads_without_an_error(command: Command, tmp_path: Path, what: str) -> None:
    path = tmp_path / "new" / "one.yaml"
    assert command("new", what, "-o", str(path)).code == 0
    assert command("read", str(path)).code == 0
    assert path.read_bytes() == command("new", what).out.encode()


def test_a_programme_of_the_founding_paper_can_be_written_and_audited(command: Command, tmp_path: Path) -> None:
    names = command("new", "partnership", "--programme", "list").out.split()
    assert {"porsche-manila", "australia-pacific"} <= set(names)
    path = tmp_path / "one.yaml"
    assert command("new", "partnership", "--programme", "australia-pacific", "-o", str(path)).code == 0
    assert "Graduates can move: no." in command("check", str(path), "--to", "partnership/audit").out


def test_a_programme_that_is_not_there_is_refused_with_the_nearest_name(command: Command) -> None:
    ran = command("new", "partnership", "--programme", "porsche-manilla")
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean 'porsche-manila'?" in ran.err
    assert "there are: australia-pacific, " in command("new", "partnership", "--programme", "../x").err
    assert "Only a partnership can begin with a programme." in command("new", "dossier", "--programme", "list").err


def test_a_new_ruleset_has_no_fault(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "rulesets" / "xx" / "example"
    assert command("new", "ruleset", "-o", str(folder)).code == 0
    assert command("rulesets", "lint", "--no-cases", str(folder / "ruleset.yaml")).code == 0


def test_a_new_ruleset_has_the_id_of_its_folders(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "law" / "fr" / "welder"
    assert command("new", "ruleset", "-o", str(folder)).code == 0
    assert command("rulesets", "lint", "--no-cases", str(folder)).code == 0
    ran = command("new", "ruleset", "-o", str(tmp_path / "My Law"))
    assert (ran.code, (tmp_path / "My Law").exists()) == (2, False)
    assert "such as rulesets/xx/example" in ran.err


def test_what_cannot_be_begun_is_told_in_our_words(command: Command) -> None:
    ran = command("new", "novel")
    assert ran.code == 2
    assert "Invalid value for 'what': 'novel' is not one of 'dossier'" in ran.err


def test_new_never_overwrites_unless_forced(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("mine")
    ran = command("new", "dossier", "-o", str(path))
    assert (ran.code, path.read_text()) == (2, "mine")
    assert ran.err.startswith("error already_there")
    assert command("new", "dossier", "-o", str(path), "--force").code == 0
    assert path.read_text() != "mine"


def test_nothing_is_left_half_written(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    ran = command("new", "dossier", "-o", str(tmp_path / "one.yaml"))
    assert ran.code == 2
    assert "No space left on device" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_file_to_write(command: Command, tmp_path: Path) -> None:
    assert command("new", "dossier", "-o", str(tmp_path), "--force").code == 2


def test_read_shows_places_and_problems(command: Command) -> None:
    out = command("read", WELDER).out
    assert "- q1 (document)  welder.yaml:6 /qualifications/0" in out
    assert "country: YY   [line 6]" in out
    assert "facts (stated)\n    barred: no" in out
    assert out.endswith("problems: none\n")


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_what_read_writes_can_be_checked(command: Command, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"again.{form}"
    path.write_text(command("read", WELDER, "--format", form).out, encoding="utf-8")
    first, again = (
        json.loads(command("check", file, "--to", LAW, *ON, "--format", "json").out) for file in (WELDER, str(path))
    )
    assert {f["id"]: f["status"] for f in first["findings"]} == {f["id"]: f["status"] for f in again["findings"]}


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_is_explained(command: Command, code: str) -> None:
    ran = command("explain", code.lower())
    assert ran.code == 0
    assert ran.out.startswith(f"{code}: {CODES[code].title}")
    assert "What to do" in ran.out


def test_a_wrong_code_names_the_nearest(command: Command) -> None:
    assert "did you mean 'unknown_fact'?" in command("explain", "unknwn_fact").err
    assert "there are: RL020, RL021" in command("explain", "RL02").err


def test_doctor_says_what_works(command: Command) -> None:
    ran = command("doctor")
    assert ran.code == 0, ran.out
    assert "ok       engine: durable-rules answers all" in ran.out
    assert "ok       ruleset de/nurse: version" in ran.out


def test_doctor_speaks_to_programs(command: Command) -> None:
    ran = command("doctor", "--format", "json")
    seen = {one["name"]: one["well"] for one in json.loads(ran.out)}
    assert ran.code == 0
    assert seen["engine"] is True
    assert seen["ruleset de/nurse"] is True


def test_doctor_says_what_does_not(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recognition.services.doctor.PYTHONS", ((3, 8), (3, 9)))
    ran = command("doctor")
    assert ran.code == 1
    assert ran.out.startswith("problem  python: 3.")
    assert "\n         use Python 3.11, 3.12 or 3.13\n" in ran.out
    assert ran.out.endswith("1 thing needs mending\n")


def test_rulesets_are_listed_and_shown(command: Command) -> None:
    assert "de/nurse" in command("rulesets", "list").out
    assert {one["id"] for one in json.loads(command("rulesets", "list", "--format", "json").out)} >= {"de/nurse"}
    out = command("rulesets", "show", LAW).out
    assert "    Skill is shown   [act § 3]\n        or: Welding examination   [act § 7]" in out
    assert "- land (north|south): In which part do you want to work?" in out


def test_lint_finds_faults_at_their_place(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "xx" / "welder" / "ruleset.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(Path(LAW).read_text().replace("unit: EUR\n", "unitt: EUR\n", 1))
    ran = command("rulesets", "lint", str(path))
    assert ran.code == 1
    assert "error RL001" in ran.out
    assert "unitt: EUR\n" in ran.out
    assert "did you mean 'unit'?" in ran.out
    found = json.loads(command("rulesets", "lint", str(path), "--format", "json").out)
    assert {"RL001"} <= {one["code"] for one in found}


def test_diff_says_what_changed_and_from_which_day(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "xx" / "welder"
    (folder / "lang").mkdir(parents=True)
    text = (
        Path(LAW)
        .read_text(encoding="utf-8")
        .replace(
            '[{from: always, is: unknown, cite: "act § 9"}]',
            '[{from: always, is: unknown, cite: "act § 9"}, {from: 2027-01-01, is: 80, cite: "act § 9"}]',
        )
    )
    text = text.replace("type: test_report", "type: exam_report").replace("  letter:", "  letter_held:")
    text = text.replace("[letter]", "[letter_held]").replace("version: 3", "version: 4")
    (folder / "ruleset.yaml").write_text(text, encoding="utf-8")
    lang = (Path(LAW).parent / "lang" / "en.yaml").read_text(encoding="utf-8")
    (folder / "lang" / "en.yaml").write_text(lang.replace("requirements.letter.", "requirements.letter_held."))
    out = command("rulesets", "diff", LAW, str(folder / "ruleset.yaml")).out
    assert "changed  ruleset version: 3 -> 4" in out
    assert "changed  parameters permit_fee from 2027-01-01: no row -> 80 (act § 9)" in out
    assert "changed  requirements test_passed: type: test_report -> exam_report" in out
    assert "removed  requirements letter" in out
    assert "added    requirements letter_held" in out
    assert command("rulesets", "diff", LAW, LAW).out == "no change of meaning\n"


def test_the_schema_is_the_shipped_one(command: Command) -> None:
    assert json.loads(command("rulesets", "schema").out)["title"] == "Ruleset or part"


def test_standards_are_listed_and_shown(command: Command) -> None:
    assert "authorities.all" in command("standards", "list").out
    out = command("standards", "show", "authorities.all").out
    assert "incomplete: what is not in it is unknown, not a no" in out
    bands = command("standards", "show", "cefr.concordances").out
    assert "skill: reading; low: 4; high: 17; cefr: B1; kind: owner_claim" in bands
    assert "cefr: below A1 to B1;" in bands
    assert "did you mean 'authorities.all'?" in command("standards", "show", "authorities.al").err


def test_a_list_is_imported_whole_or_not_at_all(command: Command, tmp_path: Path) -> None:
    source = data_folder("standards") / "authorities"
    into = tmp_path / "mine"
    given = ("standards", "import", str(source / "all.yaml"), "--into", str(into))
    assert command(*given).code == 0
    assert (into / "authorities" / "all.yaml").read_bytes() == (source / "all.yaml").read_bytes()
    assert command(*given).code == 0
    (into / "authorities" / "all.yaml").write_text("changed")
    ran = command(*given)
    assert (ran.code, (into / "authorities" / "all.yaml").read_text()) == (2, "changed")


def test_only_our_own_lists_can_be_imported(command: Command, tmp_path: Path) -> None:
    table = tmp_path / "titles.csv"
    table.write_text("a,b\n")
    ran = command("standards", "import", str(table), "--into", str(tmp_path / "mine"))
    assert ran.code == 2
    assert "cannot be imported yet" in ran.err


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> object:
    def lines(*given: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in given)))

    return lines


def test_ask_asks_what_decides_and_saves_what_it_was_told(command: Command, tmp_path: Path, typed: object) -> None:
    saved = tmp_path / "answers.yaml"
    typed("1", "", "")  # type: ignore[operator]
    ran = command("ask", LAW, WELDER, *ON, "--save", str(saved))
    assert ran.code == 0
    assert "In which part do you want to work?\n  1  The North\n  2  The South\n" in ran.out
    assert saved.read_text().startswith("schema: answers/1\n")
    assert "land: north" in saved.read_text()
    checked = command("check", WELDER, "--to", LAW, *ON, "--answers", str(saved)).out
    assert checked in ran.out


@pytest.mark.parametrize("said", ["1", "The North", "the north", "north", "NORTH"])
def test_a_choice_is_answered_by_number_name_or_code(
    command: Command, tmp_path: Path, typed: object, said: str
) -> None:
    saved = tmp_path / "answers.yaml"
    typed(said, "", "")  # type: ignore[operator]
    assert command("ask", LAW, WELDER, *ON, "--save", str(saved)).code == 0
    assert "land: north" in saved.read_text()


def test_short_codes_are_shown_beside_their_names(command: Command, typed: object) -> None:
    typed("PH", "", "q")  # type: ignore[operator]
    out = command("ask", "de/nurse", *ON).out
    assert "  7  Hessen (HE)\n" in out


def test_read_says_what_a_file_of_answers_is(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.write_text("schema: answers/1\nfacts: {land: HE}\n", encoding="utf-8")
    ran = command("read", str(path))
    assert ran.code == 2
    assert "This is a file of answers" in ran.err
    assert "--answers" in ran.err


def test_ask_from_nothing_begins_with_where_the_diploma_is_from(command: Command, typed: object) -> None:
    typed("somewhere", "YY", "no", "q")  # type: ignore[operator]
    out = command("ask", LAW, *ON).out
    questions = [line for line in out.splitlines() if line.endswith("?")]
    assert questions[0] == "In which country was your diploma issued?"
    assert "That could not be read. Please answer in this form: (two letters" in out


def test_questions_are_no_wider_than_the_terminal(
    command: Command, typed: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "44")
    typed("west", "q")  # type: ignore[operator]
    out = command("ask", "de/nurse", *ON).out
    assert "form:" in out
    assert max(map(len, out.splitlines())) <= 44


def test_not_knowing_is_always_possible_and_decides_nothing(command: Command, typed: object) -> None:
    typed(*[""] * 20)  # type: ignore[operator]
    out = command("ask", LAW, *ON).out
    assert "Title: not decided yet. At worst: not recognised. At best: recognised." in " ".join(out.split())


def test_ask_does_not_overwrite_answers(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("mine")
    ran = command("ask", LAW, WELDER, "--save", str(tmp_path / "a.yaml"))
    assert (ran.code, (tmp_path / "a.yaml").read_text()) == (2, "mine")


def test_completion_can_be_shown(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION", "1")
    ran = command("--show-completion", "bash")
    assert ran.code == 0
    assert "complete" in ran.out


def test_the_law_of_these_tests_has_no_fault(command: Command) -> None:
    assert command("rulesets", "lint", "--no-cases", LAW).out == "1 looked at, no faults\n"
    assert HERE.is_dir()


def test_a_case_that_is_not_there_names_the_nearest(command: Command) -> None:
    ran = command("rulesets", "test", "stcw/rating-deck", "--only", "six_month")
    assert ran.code == 2
    assert ran.err.startswith("error unknown_case --only  There is no case 'six_month'.")
    assert "did you mean 'six_months'?" in ran.err
