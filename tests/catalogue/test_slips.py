"""One slip of the pen anywhere in a ruleset: lint tells it first of all where it is, or as the nearest word."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from recognition.catalogue.causes import root_causes
from recognition.catalogue.folders import data_folder
from recognition.catalogue.lint.run import lint
from recognition.foundations.problems import Place, Problem

ON = date(2026, 11, 23)
SMALL = Path(__file__).parent / "right" / "small.yaml"
NURSE = data_folder("rulesets") / "de" / "nurse" / "ruleset.yaml"
WORDS = re.compile(r'"isco08:[0-9]{4}"|[$@]?[A-Za-z][A-Za-z0-9_.:-]*(?![^"]*"(?:[^"]*"[^"]*")*[^"]*$)')
FREE = {"small", "nobody", "yet", "An", "act", "recognised", "refused", "general", "other", "not_finished", "more",
        "too_few_points", "P36M", "home_care", "west"}  # fmt: skip
"""Names of one's own that nothing else repeats, and words of prose: here any word is right."""


def slips() -> list[tuple[int, int, str, str]]:
    """(line, column, word, slip) for every third word of a ruleset without a fault."""
    found = []
    for number, line in enumerate(SMALL.read_text(encoding="utf-8").split("\n"), 1):
        for match in WORDS.finditer(line):
            word = match[0]
            if word not in FREE and len(word) > 3:
                half = len(word) // 2 + (word[0] in "$@")
                found.append((number, match.start() + 1, word, word[:half] + word[half + 1 :]))
    return found[::3]


@pytest.mark.parametrize("slip", slips(), ids=lambda slip: f"{slip[0]}:{slip[1]} {slip[3]}")
def test_a_slip_is_told_first_of_all_where_it_is(tmp_path: Path, slip: tuple[int, int, str, str]) -> None:
    number, column, word, written = slip
    lines = SMALL.read_text(encoding="utf-8").split("\n")
    line = lines[number - 1]
    lines[number - 1] = line[: column - 1] + written + line[column - 1 + len(word) :]
    path = tmp_path / "slip.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    problems = lint(path, on=ON)
    assert problems
    first = problems[0]
    told = (first.place.line, first.place.column) == (number, column)
    defined = (
        first.hint is not None and f"'{written.rstrip(':')}'" in first.hint
    )  # a name written wrong where it is declared
    assert told or defined, "\n".join(map(str, problems))


@pytest.mark.parametrize(
    "old, new, hint",
    [
        ("type: attestation_of_practice, cite", "type: attestation_of_practise, cite", "'attestation_of_practice'"),
        ("[passport, identity_card]", "[pasport, identity_card]", "'passport'"),
        ("{type: sworn_declaration,", "{type: sworn_declarations,", "'sworn_declaration'"),
        ("occupation: \"isco08:2221\", lawful", "occupation: \"isco08:2299\", lawful", "occupations.isco08"),
        ("occupation: \"isco08:2221\", lawful", "occupation: \"isc08:2221\", lawful", "'isco08:2221'"),
        ("capacity: full_responsibility", "capacity: full_responsability", "'full_responsibility'"),
        ("lawful: true}, unit", "lawful: ture}, unit", "true or false"),
        ("where: {country: DE, outcome", "where: {country: DEU, outcome", "'DE'"),
        ("country: [AT, BE,", "country: [AT, UK,", "'GB'"),
        ("outcome: recognised, issued", "outcome: recogniced, issued", "'recognised'"),
        ("{group: eu, country: focus.country}", "{group: eux, country: focus.country}", "'eu'"),
        ("fact: land, is: BY", "fact: land, is: BYY", "'BY'"),
        ("fact: final_waiver, is: true", "fact: final_waiver, is: yes", "true or false"),
        ("fact: focus.country, is: HR", "fact: focus.country, is: HV", "ISO 3166-1"),
        ("fact: profession_comparison, is: same", "fact: profession_comparison, is: sam", "'same'"),
        ("test: testdaf", "test: testdav", "'testdaf'"),
        ("place: [RS, BA]", "place: [RS, BXX]", None),
        ("id: [acute_inpatient,", "id: [acute_inpatent,", "'acute_inpatient'"),
        ("{status: {not: [in_progress,", "{status: {not: [in_progres,", "'in_progress'"),
        ("    at_least: all", "    at_least: al", None),
        ("age_at_most: P3M, translated_into", "age_at_most: PM, translated_into", None),
        ("translated_into: [de], cite", "translated_into: [deutsch], cite", None),
        ("starts: complete_file_in_fast_track", "starts: complete_file_in_fast_trck", "'complete_file_in_fast_track'"),
    ],
)  # fmt: skip
def test_a_word_that_nobody_writes_is_refused_where_it_stands(
    tmp_path: Path, old: str, new: str, hint: str | None
) -> None:
    text = NURSE.read_text(encoding="utf-8")
    before, found, after = text.partition(old)
    assert found, old
    (tmp_path / "nurse.yaml").write_text(before + new + after, encoding="utf-8")
    problems = lint(tmp_path / "nurse.yaml", on=ON)
    assert problems
    first = problems[0]
    assert first.place.line == before.count("\n") + 1, "\n".join(map(str, problems))
    shown = (before + new).rsplit("\n", 1)[-1]
    assert first.place.column is not None
    assert len(shown) - len(new) < first.place.column <= len(shown)
    if hint is not None:
        assert hint in (first.hint or ""), first


def test_an_examination_whose_attempts_close_a_remedy_is_one_that_law_knows(tmp_path: Path) -> None:
    text = (data_folder("rulesets") / "no" / "nurse" / "ruleset.yaml").read_text(encoding="utf-8")
    before, found, after = text.partition("attempts: {exam: no_medicines,")
    assert found
    (tmp_path / "nurse.yaml").write_text(f"{before}attempts: {{exam: no_medicine,{after}", encoding="utf-8")
    (first, *_) = lint(tmp_path / "nurse.yaml", on=ON)
    assert (first.code, first.place.line) == ("RL032", before.count("\n") + 1)
    assert first.hint == "did you mean 'no_medicines'?"


def test_a_document_of_ones_own_is_named_or_unlike_every_other(tmp_path: Path) -> None:
    text = NURSE.read_text(encoding="utf-8").replace(
        "health_certificate: {kind: document, type: health_certificate,",
        "health_certificate: {kind: document, type: health_certificates,",
    )
    folder = tmp_path / "de" / "nurse"
    (folder / "lang").mkdir(parents=True)
    (folder / "ruleset.yaml").write_text(text, encoding="utf-8")
    english = (NURSE.parent / "lang" / "en.yaml").read_text(encoding="utf-8")
    (folder / "lang" / "en.yaml").write_text(english, encoding="utf-8")
    assert [one.code for one in lint(folder, on=ON)] == ["RL032"]
    (folder / "lang" / "en.yaml").write_text(
        english + '\ndocuments.health_certificates.title: "health certificates of both parents"\n', encoding="utf-8"
    )
    assert lint(folder, on=ON) == []


def test_words_that_differ_in_a_number_are_two_words(tmp_path: Path) -> None:
    text = NURSE.read_text(encoding="utf-8").replace("{type: german_a2}", "{type: german_a1}", 1)
    (tmp_path / "nurse.yaml").write_text(text, encoding="utf-8")
    assert lint(tmp_path / "nurse.yaml", on=ON) == []


def test_what_does_not_follow_from_another_fault_stays() -> None:
    unknown = Problem("RL030", "There is no step 'aply'.", Place("a", "/x", 9, 1), "did you mean 'apply'?")
    unused = Problem("RL062", "Nothing leads to the step 'apply'.", Place("a", "/y", 2, 1))
    other = Problem("RL062", "Nothing leads to the step 'sit'.", Place("a", "/z", 3, 1))
    assert root_causes([unused, other, unknown]) == [other, unknown]
    assert root_causes([unused, other]) == [unused, other]


def test_what_may_follow_is_told_after_its_cause(tmp_path: Path) -> None:
    text = SMALL.read_text(encoding="utf-8").replace("fee: $fee_for_filing", "fee: $zzz")
    (tmp_path / "one.yaml").write_text(text, encoding="utf-8")
    assert [one.code for one in lint(tmp_path / "one.yaml", on=ON)] == ["RL032", "RL027"]
