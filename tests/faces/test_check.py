"""`recognition check`: what it says, in which order, and how it ends."""

import json
from datetime import date
from pathlib import Path

import pytest

import recognition
from tests.faces.conftest import LAW, ON, WELDER, Command
from tests.readers.course_documents import AMS, LOQ, XCRI

IN_ORDER = [
    "Working as a welder",
    "Cannot be filed yet: Letter of an employer (Title).",
    "Title: recognised after a measure. Missing: Skill is shown.",
    "Permit: not decided yet. At worst: not granted. At best: granted.",
    "Assessed as of 2026-11-23.",
    "What is missing",
    "- Skill is shown: no. One of these would do:",
    "    - Work book.",
    "What is not known yet, and what would decide it",
    "- Answer: In which part do you want to work? (--fact land=north|south)",
    "What can close it",
    "Title: you choose one of these:",
    "- Welding examination",
    "What to do next",
    " 1. Apply for the title.",
    "    Documents: diploma (translated into German, at most 3 months old)",
    "    Fee: not known",
    "    Time: at most 3 months, from the day the file is complete (by law)",
    " 2. Sit the welding examination.",
    "    Only if this is chosen: Welding examination",
    "    Fee: 120 EUR (as of 2026-01-01)",
    "    After step 1",
    "The requirements",
    "met         The training is over",
    "Why",
    "Title. The way taken: Title from elsewhere.",
    "This is advice. The authority named in the steps decides.",
    "Ruleset xx/welder, version 3 (a draft that no lawyer has reviewed)",
]


def test_an_answer_comes_in_the_order_in_which_people_need_it(command: Command) -> None:
    ran = command("check", WELDER, "--to", LAW, *ON)
    assert (ran.code, ran.err) == (0, "")
    at = -1
    for line in IN_ORDER:
        found = ran.out.find(line, at + 1)
        assert found > at, line
        at = found


def test_no_line_is_wider_than_the_terminal_and_none_is_coloured(command: Command) -> None:
    out = command("check", WELDER, "--to", LAW, *ON, "--trace").out
    assert max(map(len, out.splitlines())) <= 80
    assert "\x1b" not in out


def test_a_narrow_terminal_is_respected(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "46")
    assert max(map(len, command("check", WELDER, "--to", LAW, *ON).out.splitlines())) <= 46


def test_recalled_law_is_marked(command: Command) -> None:
    out = " ".join(command("check", WELDER, "--to", LAW, *ON).out.split())
    assert "recalled, to be" in out
    assert "'Recalled' marks law that we know only from memory." in out
    known = " ".join(command("check", WELDER, "--to", LAW, *ON, "--fact", "land=north").out.split())
    assert "Permit: not decided yet. At worst: not granted. At best: granted." in known
    assert "Have this confirmed first: The quota of the North." in known


def test_what_is_only_stated_says_so(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "stated.yaml"
    path.write_text(Path(WELDER).read_text(encoding="utf-8").replace("strength: document", "strength: stated"))
    out = command("check", str(path), "--to", LAW, *ON).out
    assert "If documents confirm what you stated:\nTitle: recognised after a measure." in out
    assert "If documents" not in command("check", WELDER, "--to", LAW, *ON).out


def test_json_is_the_assessment_itself(command: Command) -> None:
    ran = command("check", WELDER, "--to", LAW, *ON, "--format", "json")
    answer = recognition.assess(recognition.load(WELDER), recognition.load_ruleset(LAW), on=date(2026, 11, 23))
    assert ran.out.encode() == answer.to_json() + b"\n"
    assert json.loads(ran.out)["schema"] == "assessment/1"


def test_strict_is_1_unless_positive(command: Command) -> None:
    assert command("check", WELDER, "--to", LAW, *ON, "--strict").code == 1
    home = ("--fact", "land=north")
    assert command("check", WELDER, "--to", LAW, *ON, *home).code == 0


def test_strict_is_0_when_positive(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "home.yaml"
    path.write_text(Path(WELDER).read_text(encoding="utf-8").replace("country: YY", "country: XX"))
    assert command("check", str(path), "--to", LAW, *ON, "--strict").code == 0


def test_several_files_and_answers_make_one_dossier(command: Command, tmp_path: Path) -> None:
    more = tmp_path / "more.yaml"
    more.write_text("schema: dossier/1\nsubject: person\ndocuments: [{id: d1, type: work_book, strength: document}]\n")
    answers = tmp_path / "answers.yaml"
    answers.write_text("schema: answers/1\nfacts: {land: south}\n")
    given = ("check", WELDER, str(more), "--to", LAW, *ON, "--answers", str(answers), "--format", "json")
    answer = json.loads(command(*given).out)
    assert answer["outcome"] == "positive"
    assert {f["id"]: f["status"] for f in answer["findings"]}["quota"] == "gap"


def test_a_fact_given_replaces_the_one_in_a_file(command: Command) -> None:
    given = ("check", WELDER, "--to", LAW, *ON, "--fact", "barred=yes", "--format", "json")
    statuses = {f["id"]: f["status"] for f in json.loads(command(*given).out)["findings"]}
    assert statuses["not_barred"] == "gap"


def test_a_choice_may_be_given_by_its_words(command: Command) -> None:
    given = ("check", WELDER, "--to", LAW, *ON, "--fact", "land=the south", "--format", "json")
    statuses = {f["id"]: f["status"] for f in json.loads(command(*given).out)["findings"]}
    assert statuses["quota"] == "gap"


def test_a_clock_given_is_recorded(command: Command) -> None:
    given = ("check", WELDER, "--to", LAW, *ON, "--date", "decision=2026-12", "--format", "json")
    assert json.loads(command(*given).out)["dates"] == {"decision": "2026-12"}


def test_the_full_trace_shows_every_firing(command: Command) -> None:
    plain = command("check", WELDER, "--to", LAW, *ON).out
    full = command("check", WELDER, "--to", LAW, *ON, "--trace").out
    assert "Every answer of the rules engine" not in plain
    assert "comparison gap" in full
    assert "Title of this State" in full


@pytest.mark.parametrize(
    "given, code, hint",
    [
        (("--fact", "lnd=north"), "unknown_fact", "did you mean 'land'?"),
        (("--fact", "land=nort"), "invalid_fact", "did you mean 'north'?"),
        (("--fact", "barred=perhaps"), "invalid_fact", "yes or no"),
        (("--fact", "land"), "not_a_pair", "--fact name=value"),
        (("--fact", "land=north", "--fact", "land=south"), "given_twice", ""),
        (("--date", "aplication=2026-01-01"), "unknown_clock", "did you mean 'application'?"),
        (("--date", "application=31.12.2026"), "invalid_day", "2026-11-01"),
        (("--on", "2026-13-01"), "invalid_day", "2026-11-01"),
        (("--on", "2026"), "invalid_day", "2026-11-01"),
        (("--answers", "nothing.yaml"), "not_found", ""),
        (("--tto", "x"), "usage", "--to"),
        (("--format", "pdf"), "usage", "json"),
        (("--date", "decision=2019-01-01"), "not_in_force", ""),
    ],
)
def test_wrong_arguments_are_one_clear_error(command: Command, given: tuple[str, ...], code: str, hint: str) -> None:
    ran = command("check", WELDER, "--to", LAW, *ON[: 0 if "--on" in given else 2], *given)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"error {code}")
    assert hint in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("day", ["2026-13-01", "2026-11", "soon"])
@pytest.mark.parametrize("asking", ["check", "ask"])
def test_a_wrong_day_is_told_at_its_option(command: Command, asking: str, day: str) -> None:
    given = (WELDER, "--to", LAW) if asking == "check" else (LAW, WELDER)
    ran = command(asking, *given, "--on", day)
    assert ran.code == 2
    assert ran.err.startswith(f"error invalid_day --on  '{day}' is not a day: ")


def test_an_unfinished_diploma_is_named_and_ways_not_known_to_be_open_ask_nothing_yet(
    command: Command, tmp_path: Path
) -> None:
    path = tmp_path / "unfinished.yaml"
    path.write_text(
        "schema: dossier/1\nsubject: person\nqualifications:\n"
        '  - {id: q1, country: PH, occupation: "isco08:2221", status: in_progress, training_start: 2024-06}\n',
        encoding="utf-8",
    )
    out = " ".join(command("check", str(path), "--to", "de/nurse", *ON).out.split())
    assert "the case can be about none of the qualifications ('q1')" in out
    asked = out.partition("What is not known yet")[2].partition("What to do next")[0]
    assert "About your diploma, state the country" in asked
    assert "Polish" not in asked
    assert "Romania" not in asked.replace("The diploma was issued in Romania", "")


def test_every_wrong_fact_is_told_at_once(command: Command) -> None:
    err = command("check", WELDER, "--to", LAW, "--fact", "a=1", "--fact", "land=east").err
    assert err.count("error ") == 2


def test_facts_of_a_file_that_the_ruleset_cannot_use_are_noticed(command: Command, tmp_path: Path) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text("schema: answers/1\nfacts: {lnd: north}\n")
    out = " ".join(command("check", WELDER, "--to", LAW, *ON, "--answers", str(answers)).out.split())
    told = "The ruleset xx/welder knows no fact 'lnd' (did you mean 'land'?). It is not used. [unknown_fact]"
    assert f"answers.yaml, line 2: {told}" in out


@pytest.mark.parametrize(
    "stated, hint",
    [
        ("barred: yes", "true or false"),  # text in YAML 1.2, and no translation is guessed
        ("barred: 0", "true or false"),
        ("land: nort", "did you mean 'north'?"),
        ("land: [north, west]", "one of: north, south"),
        ("land: true", "one of: north, south"),
    ],
)
@pytest.mark.parametrize("command_name", ["check", "ask"])
def test_a_fact_of_a_file_with_a_value_that_it_cannot_have_is_refused_at_its_place(
    command: Command, tmp_path: Path, stated: str, hint: str, command_name: str
) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text(f"schema: answers/1\nfacts:\n  {stated}\n")
    dossier = tmp_path / "me.yaml"
    dossier.write_text("schema: dossier/1\nsubject: person\n")
    asked = ("check", str(dossier), "--to", LAW) if command_name == "check" else ("ask", LAW)
    ran = command(*asked, *ON, "--answers", str(answers))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error invalid_fact answers.yaml:3  ")
    assert hint in ran.err


def test_a_fact_that_is_said_to_be_unknown_is_none_that_is_wrong(command: Command, tmp_path: Path) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text("schema: answers/1\nfacts: {land: unknown}\n")
    ran = command("check", WELDER, "--to", LAW, *ON, "--answers", str(answers))
    assert (ran.code, ran.err) == (0, "")


def test_a_fact_has_the_place_where_it_was_read(command: Command) -> None:
    answer = json.loads(command("check", WELDER, "--to", LAW, *ON, "--format", "json").out)
    (evidence,) = next(one["evidence"] for one in answer["findings"] if one["id"] == "not_barred")
    assert (evidence["document"], evidence["path"], evidence["line"]) == ("welder.yaml", "/facts/barred", 7)


def test_a_fact_of_the_command_line_has_no_place_in_a_file(command: Command) -> None:
    ran = command("check", WELDER, "--to", LAW, *ON, "--fact", "barred=yes", "--format", "json")
    (evidence,) = next(one["evidence"] for one in json.loads(ran.out)["findings"] if one["id"] == "not_barred")
    assert (evidence["document"], evidence["line"]) == (None, None)


def test_a_file_that_is_not_there_names_the_nearest(command: Command, tmp_path: Path) -> None:
    (tmp_path / "diploma.yaml").write_text("schema: dossier/1\nsubject: person\n")
    ran = command("check", str(tmp_path / "diplom.yaml"), "--to", LAW)
    assert ran.code == 2
    assert "did you mean 'diploma.yaml'?" in ran.err
    ran = command("check", str(tmp_path / "no-such-folder" / "diplom.yaml"), "--to", LAW)
    assert (ran.code, "help:" in ran.err) == (2, False)


def test_another_kind_of_subject_is_refused(command: Command) -> None:
    ran = command("check", WELDER, "--to", "eu/nurse-curriculum")
    assert (ran.code, ran.err.split()[1]) == (2, "other_subject")


def test_an_unknown_ruleset_names_the_nearest(command: Command) -> None:
    ran = command("check", WELDER, "--to", "de/nrse")
    assert ran.code == 2
    assert "did you mean 'de/nurse'?" in ran.err


def test_a_language_without_texts_falls_back_and_says_so(command: Command) -> None:
    ran = command("check", WELDER, "--to", LAW, *ON, "--lang", "xx")
    assert ran.code == 0
    assert ran.err.startswith("warning no_such_language --lang")
    assert "What is missing" in ran.out


def test_one_course_of_a_catalogue_is_checked(command: Command, tmp_path: Path) -> None:
    (tmp_path / "all.xml").write_text(XCRI)
    (tmp_path / "ams.xml").write_text(AMS)
    (tmp_path / "one.xml").write_text(LOQ)
    law = ("--to", "eu/nurse-curriculum", "--on", "2026-11-23")
    catalogue, register, plain = (str(tmp_path / name) for name in ("all.xml", "ams.xml", "one.xml"))
    for files in ((catalogue,), (catalogue, register), (register, catalogue)):
        ran = command("check", *files, "--course", "C1", *law)
        assert (ran.code, "several_courses" in ran.out + ran.err) == (0, False), ran.err
    assert "several_courses" in command("check", catalogue, *law, "--format", "json").out
    assert "course_not_found" in command("check", catalogue, register, "--course", "C9", *law).err
    assert "no_courses" in command("check", plain, register, "--course", "C9", *law).err
