"""Self-written documents: what is read of them, what stays open, and what is said about it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from recognition.foundations.problems import UnknownFormat
from recognition.model.dossier import Dossier
from recognition.readers.read import read
from tests.readers.personal_documents import (
    ALL,
    CANDIDATE,
    EUROPASS,
    LEARNERINFO,
    PASSPORT_JSON,
    RECORD,
    RESUME,
    job,
    passport,
    spoken,
    training,
    written,
)

SELF_WRITTEN = ("passport", "learnerinfo", "passport_json", "candidate", "record", "resume")


def codes(dossier: Dossier) -> set[str]:
    return {problem.code for problem in dossier.problems}


def changed(document: dict[str, Any], path: str, value: Any) -> Dossier:
    """The dossier of a JSON document with one member set, or removed where the value is None."""
    data = json.loads(json.dumps(document))
    inner: Any = data
    *steps, last = (int(step) if step.isdigit() else step for step in path.split("/"))
    for step in steps:
        inner = inner[step]
    if value is None:
        del inner[last]
    else:
        inner[last] = value
    return read(written(data))


@pytest.mark.parametrize("name", SELF_WRITTEN)
def test_what_the_holder_wrote_is_stated(name: str) -> None:
    found = read(ALL[name])
    assert {item.strength for _, item in found.items()} == {"stated"}
    assert "self_declared" in codes(found)
    assert not found.complete
    assert found.person is not None
    assert "Ana" in (found.person.given_names or found.person.full_name or "")


@pytest.mark.parametrize("name", ["passport", "learnerinfo", "passport_json", "candidate", "resume"])
def test_no_education_is_completed_because_it_ended(name: str) -> None:
    assert {one.status for one in read(ALL[name]).qualifications} == {None}


@pytest.mark.parametrize("namespace", [EUROPASS, f"{EUROPASS}/V3", ""])
def test_a_passport_is_told_by_its_root(namespace: str) -> None:
    found = read(passport(namespace=namespace))
    assert found.person is not None
    assert (found.person.born and found.person.born.text) == "1990-02-28"
    assert found.person.residence == "GR"
    assert ("namespace_missing" in codes(found)) == (namespace == "")


@pytest.mark.parametrize(
    "data",
    [
        passport(namespace="urn:other"),
        CANDIDATE.replace(b"http://www.europass.eu/1.0", b"urn:other"),
        LEARNERINFO.replace(b"http://europass.cedefop.europa.eu", b"urn:other"),
        b'{"basics": {"name": "x"}}',
        b'{"work": [], "languages": []}',
        b'{"credentialSubject": {"person": {}}}',
    ],
)
def test_what_only_looks_like_one_is_no_cv(data: bytes) -> None:
    with pytest.raises(UnknownFormat):
        read(data)


@pytest.mark.parametrize(
    "period, start, end, code",
    [
        ('<From year="2015" month="--03"/><Current>true</Current>', "2015-03", "ongoing", "day_form"),
        ('<From year="2015"/><To year="2016" month="2" day="29"/>', "2015", "2016-02-29", None),
        ('<From year="2015"/><Current>false</Current>', "2015", None, "end_missing"),
        ('<From year="2015"/>', "2015", None, "end_missing"),
        ('<From year="2015"/><To year="2016"/><Current>true</Current>', "2015", None, "period_conflict"),
        ('<From year="2016"/><To year="2015"/>', None, None, "period_reversed"),
        ('<From year="2015" month="--13"/>', None, None, "day_unreadable"),
        ('<From year="20x5"/>', None, None, "day_unreadable"),
        ('<From year="2015" day="---31"/>', "2015", None, "end_missing"),
        ("", None, None, None),
    ],
)
def test_a_period_runs_on_only_where_it_says_so(
    period: str, start: str | None, end: str | None, code: str | None
) -> None:
    found = read(passport(work=job(period)))
    (work,) = found.experience
    assert (work.start and work.start.text, work.end and work.end.text) == (start, end)
    assert code is None or code in codes(found)


def test_an_education_that_runs_on_is_in_progress() -> None:
    period = '<From year="2015"/><Current>true</Current>'
    (one,) = read(passport(education=training(period=period))).qualifications
    assert (one.status, one.training_end) == ("in_progress", None)


@pytest.mark.parametrize(
    "title, level, eqf, isced, code",
    [
        ("Nursing", "<Level><Code>6</Code><Label>EQF level 6</Label></Level>", 6, None, None),
        ("PhD - Thesis", "<Level><Code>7</Code></Level>", 7, None, "level_doubtful"),
        ("Master's degree", "<Level><Code>5</Code></Level>", 5, None, "level_doubtful"),
        ("Master of Science", "<Level><Code>7</Code></Level>", 7, None, None),
        ("Nursing", "<Level><Code>5</Code><Label>ISCED 5</Label></Level>", None, 5, "level_not_eqf"),
        ("Nursing", "<Level><Code>9</Code></Level>", None, None, "level_unreadable"),
        ("Nursing", "<Level><Code>٦</Code></Level>", None, None, "level_unreadable"),
        ("Nursing", "<Level><Code></Code></Level>", None, None, None),
    ],
)
def test_a_level_is_kept_as_stated_and_doubted(
    title: str, level: str, eqf: int | None, isced: int | None, code: str | None
) -> None:
    found = read(passport(education=training(title, level)))
    (one,) = found.qualifications
    assert ((one.level and one.level.eqf), (one.level and one.level.isced)) == (eqf, isced)
    levels = {name for name in codes(found) if name.startswith("level")}
    assert levels == ({code} if code else set())


@pytest.mark.parametrize(
    "levels, cefr, code",
    [
        ({"SpokenInteraction": "B1", "SpokenProduction": "C1"}, {"speaking": "B1"}, "speaking_lower"),
        ({"SpokenInteraction": "C1", "SpokenProduction": "B1"}, {"speaking": "B1"}, "speaking_lower"),
        ({"SpokenInteraction": "B1"}, None, "speaking_half"),
        ({"Listening": "b2"}, {"listening": "B2"}, "level_spelling"),
        ({"Listening": "fluent", "Reading": "A1"}, {"reading": "A1"}, "cefr_unreadable"),
        ({"Writing": ""}, None, "language_without_level"),
        ({}, None, "language_without_level"),
    ],
)
def test_a_language_level_is_never_more_than_what_is_stated(
    levels: dict[str, str], cefr: dict[str, str] | None, code: str
) -> None:
    found = read(passport(languages=spoken(levels)))
    (one,) = found.language_results
    assert (one.language, one.cefr, one.test) == ("de", cefr, None)
    assert code in codes(found)


def test_a_mother_tongue_has_no_level() -> None:
    (native,) = [one for one in read(LEARNERINFO).language_results if one.note == "mother tongue"]
    assert (native.language, native.cefr) == ("es", None)


@pytest.mark.parametrize(
    "code, language", [("de", "de"), ("DE", "de"), ("deu", "de"), ("grc", "grc"), ("Elvish", None)]
)
def test_a_language_without_a_code_is_not_known(code: str, language: str | None) -> None:
    found = read(passport(languages=spoken({"Listening": "B2"}, code)))
    assert found.language_results[0].language == language
    assert ("language_unreadable" in codes(found)) == (language is None)


def test_a_named_certificate_is_no_result() -> None:
    extra = "<VerifiedBy><Certificate><Title>Goethe B2</Title></Certificate></VerifiedBy>"
    found = read(passport(languages=spoken({"Listening": "B2"}, extra=extra)))
    (one,) = found.language_results
    assert (one.test, one.note) == (None, "certificates named: Goethe B2")
    assert "certificate_named" in codes(found)


def test_a_value_in_xml_has_its_path_and_line() -> None:
    (one,) = read(LEARNERINFO).experience
    assert one.origin is not None
    assert one.origin.values["start"] == (
        "/learnerinfo/workexperiencelist[1]/workexperience[1]/period[1]/from[1]",
        5,
        "2015 --03",
    )


def test_levels_before_version_3_are_not_eqf() -> None:
    found = read(LEARNERINFO)
    assert found.qualifications[0].level is None
    assert {"level_framework_unknown", "end_missing", "root_alone_qualified", "level_spelling"} <= codes(found)


def test_the_json_form_says_the_same_as_the_xml() -> None:
    found = read(written(PASSPORT_JSON))
    assert found.person is not None
    assert (found.person.born and found.person.born.text, found.person.nationalities) == ("1990-02-28", ("GR",))
    assert found.experience[0].end is not None
    assert found.experience[0].end.ongoing
    assert found.qualifications[0].level is not None
    assert found.qualifications[0].level.eqf == 6
    result = found.language_results[1]
    assert result.cefr == {"listening": "B2", "speaking": "B1"}
    assert result.note == "certificates named: One, Two"
    assert result.origin is not None
    written_at = result.origin.values["cefr.listening"]
    base = "/SkillsPassport/LearnerInfo/Skills/Linguistic/ForeignLanguage/0"
    assert written_at.path == f"{base}/ProficiencyLevel/Listening"
    assert written_at.line
    assert written_at.raw == "B2"


def test_a_candidate_document_reads_whole() -> None:
    found = read(CANDIDATE)
    person, (work,), (degree,) = found.person, found.experience, found.qualifications
    assert person is not None
    assert (person.given_names, person.family_name, person.residence) == ("Ana", "Example", "ES")
    assert (person.nationalities, person.born and person.born.text) == (("CO",), "1990-02-28")
    assert (work.employer, work.country, work.occupation) == (
        "Clinic",
        "ES",
        "http://data.europa.eu/esco/occupation/abc-1",
    )
    assert work.end is not None
    assert work.end.ongoing
    assert degree.level is not None
    assert degree.credits is not None
    assert (degree.level.eqf, degree.credits.system, degree.credits.amount.low) == (6, "ects", 24_000)
    assert degree.training_end is not None
    assert degree.training_end.text == "2014-06-30"
    assert [(one.language, one.cefr) for one in found.language_results] == [("es", None), ("de", {"listening": "B2"})]


@pytest.mark.parametrize(
    "old, new, code",
    [
        (b"<CreditType>ECTS</CreditType>", b"", "scheme_missing"),
        (b"<NumberOfCredit>240<", b"<NumberOfCredit>0<", "credits_zero"),
        (b"<NumberOfCredit>240<", b"<NumberOfCredit>-240<", "number_unreadable"),
        (b"<NumberOfCredit>240<", b"<NumberOfCredit>1e3<", "number_unreadable"),
    ],
)
def test_credits_that_mean_nothing_stay_unknown(old: bytes, new: bytes, code: str) -> None:
    found = read(CANDIDATE.replace(old, new))
    assert found.qualifications[0].credits is None
    assert code in codes(found)


@pytest.mark.parametrize("name, number", [("candidate", 2), ("resume", 3)])
def test_an_esco_address_becomes_a_skill(name: str, number: int) -> None:
    skills = [one for one in read(ALL[name]).modules if one.type == "skill"]
    assert [one.outcomes for one in skills] == [(f"http://data.europa.eu/esco/skill/abc-{number}",)]


@pytest.mark.parametrize(
    "word, status",
    [
        ("Granted", "completed"),
        ("In Progress", "in_progress"),
        ("Withdrawn", "withdrawn"),
        ("Maybe", None),
        (None, None),
    ],
)
def test_a_degree_of_a_record_is_held_only_where_it_was_granted(word: str | None, status: str | None) -> None:
    path = "credentialSubject/educationAndLearnings/0/educationDegrees/0/degreeGrantedStatus"
    found = changed(RECORD, path, word)
    degree = found.qualifications[0]
    assert degree.status == status
    assert (degree.training_end is None) == (status == "in_progress")
    assert degree.issued is None
    assert ("degree_in_progress" in codes(found)) == (status == "in_progress")
    assert ("status_unreadable" in codes(found)) == (word == "Maybe")


def test_a_record_names_its_holder_and_work() -> None:
    found = read(written(RECORD))
    assert found.person is not None
    assert (found.person.residence, found.person.born and found.person.born.text) == ("US", "1990-02-28")
    assert found.qualifications[0].level is not None
    assert (found.qualifications[0].level.isced, found.qualifications[0].level.eqf) == (6, None)
    assert (found.experience[0].employer, found.experience[0].end) == ("Clinic", None)
    assert (found.qualifications[1].title, found.qualifications[1].type) == ({"und": "First aid"}, "certificate")
    assert "end_missing" in codes(found)


def test_a_credential_in_a_record_stays_what_the_holder_says() -> None:
    degree = RECORD["credentialSubject"]["educationAndLearnings"][0]
    proof = [{"type": "RsaSignature2018", "jws": "x"}]
    nested = {"verifications": [{"credentialSubject": {"educationAndLearning": degree}, "proof": proof}]}
    found = changed(RECORD, "credentialSubject/educationAndLearnings/0", nested)
    assert found.qualifications[0].status == "completed"
    assert found.qualifications[0].strength == "stated"
    assert "signature_present_not_verified" in codes(found)


def test_words_of_a_resume_are_no_levels() -> None:
    found = read(written(RESUME))
    assert [(one.language, one.cefr, one.note) for one in found.language_results] == [
        ("de", None, "B2, nearly"),
        (None, None, None),
    ]
    assert [module.title for module in found.qualifications[0].modules] == [{"und": "Care"}]
    assert found.qualifications[0].level is None
    assert [one.type for one in found.qualifications] == [None, "certificate"]
    assert len(found.experience) == 1
    assert {"fluency_in_words", "volunteer_unread", "language_unreadable", "end_missing"} <= codes(found)


@pytest.mark.parametrize("country, read_as", [("ES", "ES"), ("ESP", "ES"), ("XX", None), ("TODO", None)])
def test_a_country_is_known_or_unknown(country: str, read_as: str | None) -> None:
    found = changed(RESUME, "basics/location/countryCode", country)
    assert found.person is not None
    assert found.person.residence == read_as


def test_a_holder_without_a_name_is_noticed() -> None:
    assert "holder_unnamed" in codes(changed(RESUME, "basics/name", None))
