"""Every sample of a CV, a record, a resume or a PESC transcript against what a careful person found in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from recognition.model.dossier import Dossier
from recognition.model.evidence import Experience, LanguageResult, Module, Qualification
from recognition.model.values import HUNDRED
from recognition.readers.dossier_write import write_dossier
from recognition.readers.json_loader import parse_json
from recognition.readers.read import read
from recognition.readers.tree import plain
from recognition.readers.yaml_loader import parse_yaml

FOLDERS = ("europass-cv", "pesc", "hropen", "jsonresume")
KEPT = Path(__file__).resolve().parents[1] / "samples"

# The codes that report each line of dirt in EXPECTED.yaml, and how often where the line says it.
DIRT: dict[str, dict[str, list[str]]] = {
    "pesc/on-college-1.3.xml": {
        "every credit value is 0.0 (not recorded)": ["credits_zero"],
        "birth date equals the creation date": ["birth_is_creation"],
        "only the root is namespaced": ["root_alone_qualified"],
    },
    "pesc/on-university-1.4-fr.xml": {
        "birthday --03-09 without a year": ["day_without_year"],
        "French course titles with no language tag": ["language_untagged"],
        "no award yet": ["award_missing"],
    },
    "pesc/on-batch-2.0.xml": {
        "transcript wrapped in AcademicRecordBatch": ["envelope"],
        "2 transfer-credit rows graded TR": ["course_credited (2 times"],
        "21 courses without a grade": ["grade_missing (21 times"],
    },
    "pesc/ns-highschool-1.5-utf16.xml": {
        "UTF-16 big-endian": ["encoding_wide"],
        "0001-01-01 means no date": ["day_empty"],
        "award listed but completion indicator false": ["award_not_completed"],
        "seven courses in progress (IP)": ["course_in_progress (8 times"],  # one more is graded EC and in progress
    },
    "europass-cv/skillspassport-3.4-betty.xml": {
        "UK instead of GB": ["country_customary"],
        "month and day written --03 and ---01": ["day_form"],
        "self-declared document": ["self_declared"],
    },
    "europass-cv/language-passport-3.4.xml": {
        "a mother tongue with no code": ["language_unreadable"],
        "a second language with no levels here": ["language_without_level"],
    },
    "europass-cv/learnerinfo-2.0.xml": {
        "root learnerinfo with unqualified lower-case children": ["root_alone_qualified", "europass_old"],
        "levels in lower case": ["level_spelling"],
        "open-ended period has an empty end": ["end_missing"],
    },
    "europass-cv/skillspassport-3.4-betty.json": {},
    "hropen/ler-rs-2-applying.json": {"a degree in progress must not count as held": ["degree_in_progress"]},
    "jsonresume/sample.resume.json": {},
}
LINES = [(name, line) for name, lines in DIRT.items() for line in lines]
LEVELS = {"listening": "listening", "reading": "reading", "writing": "writing"}
CEFR = ("A1", "A2", "B1", "B2", "C1", "C2")


@pytest.fixture(scope="session")
def expected(shared: Path) -> dict[str, dict[str, Any]]:
    entries = plain(parse_yaml((shared / "samples" / "EXPECTED.yaml").read_text("utf-8")))
    return {key: value for key, value in entries.items() if key.split("/")[0] in FOLDERS}


@pytest.fixture
def opened(request: pytest.FixtureRequest) -> Any:
    """Reads a sample that is kept here, or else one of the shared folder."""

    def open_(name: str) -> Dossier:
        if (KEPT / name).is_file():
            return read(KEPT / name)
        return read(request.getfixturevalue("shared") / "samples" / name)

    return open_


def reported(dossier: Dossier) -> list[str]:
    """Codes of problems, each with how often it was found: `grade_missing (21 times`."""
    found = []
    for problem in dossier.problems:
        _, counted, rest = problem.sentence.rpartition(" (")
        found += [problem.code, f"{problem.code} ({rest.split(',')[0]}" if counted else f"{problem.code} (1 times"]
    return found


def check_person(dossier: Dossier, wanted: dict[str, Any]) -> None:
    person = dossier.person
    assert person is not None
    stated = {"given": person.given_names, "family": person.family_name, "residence": person.residence}
    stated |= {"birth": person.born.text if person.born else None, "name": person.full_name}
    assert wanted.keys() <= stated.keys()
    assert {key: str(value) for key, value in wanted.items()} == {key: stated[key] for key in wanted}


def check_language(found: LanguageResult, wanted: dict[str, Any]) -> None:
    assert found.language == wanted.pop("language")
    cefr = found.cefr if isinstance(found.cefr, dict) else {}
    if "all" in wanted:
        level = wanted.pop("all")
        assert cefr == dict.fromkeys(("listening", "reading", "writing", "speaking"), level)
    both = [wanted.pop(key) for key in ("interaction", "production") if key in wanted]
    if both:
        assert cefr["speaking"] == min(both, key=CEFR.index)
    for key in LEVELS:
        if key in wanted:
            assert cefr[key] == wanted.pop(key)  # type: ignore[index]
    titles = wanted.pop("certificates", None) or [title for title in [wanted.pop("certificate", None)] if title]
    assert (found.note or "").removeprefix("certificates named: ") == ", ".join(titles)
    assert not wanted
    assert found.test is None
    assert found.strength == "stated"


def check_education(found: Qualification, wanted: dict[str, Any]) -> None:
    title = found.title.get("und", "")
    if "title_starts" in wanted:
        assert title.startswith(wanted.pop("title_starts"))
    assert title == wanted.pop("title", wanted.pop("type", title))
    assert found.institution.get("und") == wanted.pop("org", found.institution.get("und"))
    assert found.country == wanted.pop("country", found.country)
    start, end = wanted.pop("from", wanted.pop("start", None)), wanted.pop("to", wanted.pop("end", None))
    assert found.training_start is not None
    assert found.training_start.text == str(start)
    if "status" in wanted:
        assert wanted.pop("status") == "In Progress"
        assert (found.status, found.training_end, found.issued) == ("in_progress", None, None)
        assert found.origin is not None
        assert found.origin.values["training_end"].raw == str(end)
    else:
        assert found.training_end is not None
        assert found.training_end.text == str(end)
        assert found.status is None
    if "isced" in wanted:
        assert found.level is not None
        assert (found.level.isced, found.level.eqf) == (wanted.pop("isced"), None)
    for key in ("area", "score"):
        if key in wanted:
            assert f"{key}: {wanted.pop(key)}" in (found.note or "")
    assert not wanted
    assert found.strength == "stated"


def check_work(found: Experience, wanted: dict[str, Any]) -> None:
    employer = found.employer or ""
    assert employer.startswith(wanted.pop("employer_starts", ""))
    assert employer == wanted.pop("employer", employer)
    assert found.country == wanted.pop("country", found.country)
    assert found.start is not None
    assert found.start.text == str(wanted.pop("from"))
    assert found.end is not None
    assert found.end.ongoing if wanted.pop("current", False) else found.end.text == str(wanted.pop("to"))
    if "title" in wanted:
        assert found.note == f"position: {wanted.pop('title')}"
    assert not wanted


def check_award(found: Qualification, wanted: dict[str, Any]) -> None:
    assert found.title == {"und": wanted.pop("title")}
    assert found.status == "completed"
    assert found.issued is not None
    assert found.issued.text == str(wanted.pop("date"))
    for programme in [*wanted.pop("majors", []), *filter(None, [wanted.pop("program", None)])]:
        assert f"ajor: {programme}" in (found.note or "")
    assert f"GPA: {wanted.pop('gpa')}" in (found.note or "") if "gpa" in wanted else "GPA" not in (found.note or "")
    assert not wanted


def raw_sum(modules: list[Module], field: str) -> float:
    raws = [module.origin.values[field].raw for module in modules if module.origin and field in module.origin.values]
    return sum(float(raw or 0) for raw in raws)


def check_transcript(dossier: Dossier, wanted: dict[str, Any]) -> None:
    modules = [item for _, item in dossier.items() if isinstance(item, Module)]
    (transcript,) = dossier.documents
    assert transcript.issuer_name == {"und": wanted.pop("issuer")}
    if "country" in wanted:
        assert {transcript.country, *(one.country for one in dossier.qualifications)} == {wanted.pop("country")}
    if "courses" in wanted:
        assert len(modules) == wanted.pop("courses")
    if "sessions" in wanted:
        assert f"sessions: {wanted.pop('sessions')};" in (transcript.note or "")
    if "failed" in wanted:
        assert sum(module.status == "failed" for module in modules) == wanted.pop("failed")
    if "credits_attempted" in wanted:
        assert raw_sum(modules, "credits_attempted") == wanted.pop("credits_attempted")
    if "credits_earned" in wanted:
        earned = float(wanted.pop("credits_earned"))
        assert raw_sum(modules, "credits_earned") == earned
        counted = [module for module in modules if module.status in ("passed", "credited")]
        unvalued = raw_sum([module for module in counted if module.credits is None], "credits_earned")
        assert sum(one.credits.amount.low for one in counted if one.credits) / HUNDRED == earned - unvalued
    if "program" in wanted:
        (under_way,) = dossier.qualifications
        assert under_way.title == {"und": wanted.pop("program")}
        assert (under_way.status, under_way.issued) == ("in_progress", None)
        assert wanted.pop("awards") == 0
    if "award_completed" in wanted:
        assert wanted.pop("award_completed") is False
        assert [(one.status, one.issued) for one in dossier.qualifications] == [("in_progress", None)]
    awards = wanted.pop("awards", [])
    if awards:
        assert len(awards) == len(dossier.qualifications)
    for found, award in zip(dossier.qualifications, awards, strict=False):
        check_award(found, dict(award))


@pytest.mark.parametrize("name", DIRT)
def test_a_sample_reads_as_expected(name: str, expected: dict[str, dict[str, Any]], opened: Any) -> None:
    wanted = dict(expected[name])
    wanted.pop("dirt", None)
    dossier = opened(name)
    if "holder" in wanted:
        check_person(dossier, wanted.pop("holder"))
    native = [one for one in dossier.language_results if one.note == "mother tongue"]
    foreign = [one for one in dossier.language_results if one.note != "mother tongue"]
    if "mother_tongues" in wanted:
        spoken = [one.language or (one.origin and one.origin.values["language"].raw) for one in native]
        assert spoken == wanted.pop("mother_tongues")
    lowest = {one.language: min(one.cefr.values(), key=CEFR.index) for one in foreign if isinstance(one.cefr, dict)}
    assert wanted.pop("lowest_level", lowest) == lowest
    if name.startswith("jsonresume"):
        (one,) = foreign
        assert wanted.pop("language_results") == [{"language": "English", "text": one.note}]
        assert (one.language, one.cefr) == ("en", None)
    for found, result in zip(foreign, wanted.pop("language_results", foreign), strict=True):
        if isinstance(result, dict):
            check_language(found, dict(result))
    trained = [one for one in dossier.qualifications if one.type != "certificate"]
    if "education" in wanted:
        for item, education in zip(trained, wanted.pop("education"), strict=True):
            check_education(item, dict(education))
    if "work" in wanted:
        for job, work in zip(dossier.experience, wanted.pop("work"), strict=True):
            check_work(job, dict(work))
    if "certifications" in wanted:
        (certificate,) = [one for one in dossier.qualifications if one.type == "certificate"]
        shown = {"title": certificate.title["und"], "issuer": certificate.body["und"]}
        shown |= {"issued": certificate.issued.text, "expires": certificate.expires.text}  # type: ignore[union-attr]
        assert [shown] == [{key: str(value) for key, value in one.items()} for one in wanted.pop("certifications")]
    if name.startswith("pesc"):
        check_transcript(dossier, wanted)
    assert not wanted, "EXPECTED.yaml says something that this test does not check"


@pytest.mark.parametrize("name, line", LINES)
def test_a_line_of_dirt_is_reported(name: str, line: str, opened: Any) -> None:
    assert set(DIRT[name][line]) <= set(reported(opened(name)))


def test_every_line_of_dirt_has_its_test(expected: dict[str, dict[str, Any]]) -> None:
    assert {name: list(entry.get("dirt", [])) for name, entry in expected.items()} == {
        name: list(lines) for name, lines in DIRT.items()
    }


@pytest.mark.parametrize("name", DIRT)
def test_what_is_built_unchecked_equals_what_is_checked(name: str, opened: Any) -> None:
    built = opened(name)
    checked = Dossier.model_validate(plain(parse_json(write_dossier(built, "json"))))
    assert checked == built
    assert built.model_dump() == checked.model_dump()


@pytest.mark.parametrize("name", DIRT)
def test_every_value_has_its_place(name: str, opened: Any) -> None:
    for _, item in opened(name).items():
        assert item.origin is not None
        assert item.origin.document == Path(name).name
        assert item.origin.path.startswith("/")
        assert item.origin.line
        for written in item.origin.values.values():
            assert written.path.startswith("/")
            assert written.line


@pytest.mark.parametrize("name", DIRT)
def test_numbers_and_addresses_of_people_stay_out(name: str, opened: Any) -> None:
    text = opened(name).model_dump_json()
    for private in ("999999999", "20218453870", "1111111111", "kotmail", "B26 3QJ", "richard.hendriks@", "555-1212"):
        assert private not in text


def test_self_written_documents_are_stated_and_transcripts_are_documents(opened: Any) -> None:
    for name in DIRT:
        strengths = {item.strength for _, item in opened(name).items()}
        assert strengths == {"document" if name.startswith("pesc") else "stated"}
