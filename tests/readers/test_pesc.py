"""PESC transcripts: what was passed, what counts for nothing, which courses are part of which award."""

from __future__ import annotations

import pytest

from recognition.foundations.problems import InvalidDocument, UnknownFormat
from recognition.model.dossier import Dossier
from recognition.model.evidence import Module
from recognition.readers.read import read
from tests.readers.personal_documents import award, batch, course, transcript


def codes(dossier: Dossier) -> set[str]:
    return {problem.code for problem in dossier.problems}


def one(courses: str, organisation: str = "<PSIS>1</PSIS>") -> tuple[Module, set[str]]:
    found = read(transcript(courses=courses, organisation=organisation))
    (module,) = [item for _, item in found.items() if isinstance(item, Module)]
    return module, codes(found)


WORTH = {"CreditUnits": "Semester", "CreditValue": "3"}


@pytest.mark.parametrize(
    "fields, status, code",
    [
        ({**WORTH, "CreditEarned": "3", "AcademicGrade": "C"}, "passed", "passed_by_credits"),
        ({**WORTH, "CreditEarned": "3"}, "passed", "grade_missing"),
        ({**WORTH, "CreditEarned": "0", "AcademicGrade": "F"}, "failed", "failed_by_result"),
        ({**WORTH, "CreditEarned": "0", "AcademicGrade": "W"}, "unclear", "outcome_not_shown"),
        ({**WORTH, "CreditEarned": "0"}, "unclear", "outcome_not_shown"),
        ({**WORTH, "CreditEarned": "3", "AcademicGrade": "F"}, "unclear", "status_conflict"),
        ({"AcademicGrade": "F", "AcademicGradeStatusCode": "PassFailPass"}, "unclear", "status_conflict"),
        ({"AcademicGrade": "P", "AcademicGradeStatusCode": "PassFailFail"}, "unclear", "status_conflict"),
        ({"AcademicGrade": "99", "AcademicGradeStatusCode": "PassFailFail"}, "failed", "failed_beside_grade"),
        ({"AcademicGrade": "40", "AcademicGradeStatusCode": "PassFailFail"}, "failed", None),
        ({"AcademicGrade": "95", "AcademicGradeStatusCode": "PassFailPass"}, "passed", None),
        ({"AcademicGrade": "IP"}, "in_progress", "course_in_progress"),
        ({**WORTH, "CreditEarned": "3", "AcademicGradeStatusCode": "InProgress"}, "in_progress", "course_in_progress"),
        ({"AcademicGrade": "TR", **WORTH, "CreditEarned": "3"}, "credited", "course_credited"),
        ({"CreditBasis": "Exemption"}, "credited", "course_exempted"),
        ({"AcademicGrade": "B+"}, "unclear", "outcome_unclear"),
        ({"AcademicGrade": "NGR"}, "unclear", "outcome_not_shown"),
        ({}, "unclear", "outcome_not_shown"),
        ({"AcademicGradeStatusCode": "Strange"}, "unclear", "status_unreadable"),
    ],
)
def test_a_course_counts_only_where_a_pass_is_shown(
    fields: dict[str, str], status: str | None, code: str | None
) -> None:
    module, noticed = one(course(Title="Care", **fields))
    assert module.status == status
    assert code is None or code in noticed


def test_a_supplemental_grade_stands_in_for_one_that_is_missing() -> None:
    inner = (
        "<CourseSupplementalGrade><CourseAcademicSupplementalGradeStatusCode>InProgress"
        "</CourseAcademicSupplementalGradeStatusCode><CourseAcademicSupplementalGrade>IPR"
        "</CourseAcademicSupplementalGrade></CourseSupplementalGrade>"
    )
    module, noticed = one(course(SupplementalAcademicGrade=inner, **WORTH, CreditEarned="0"))
    assert (module.result, module.status) == ("IPR", "in_progress")
    assert "grade_missing" in noticed


@pytest.mark.parametrize(
    "fields, organisation, system, amount, code",
    [
        ({**WORTH, "CreditEarned": "2"}, "<PSIS>1</PSIS>", "pesc:semester", 200, None),
        ({**WORTH, "CreditEarned": "0"}, "<PSIS>1</PSIS>", "pesc:semester", 300, None),
        ({**WORTH, "CreditEarned": "4"}, "<PSIS>1</PSIS>", None, None, "credits_conflict"),
        (
            {"CreditUnits": "Semester", "CreditValue": "0", "CreditEarned": "0.0"},
            "<PSIS>1</PSIS>",
            None,
            None,
            "credits_zero",
        ),
        (
            {"CreditUnits": "Other", "CreditValue": "1", "CreditEarned": "0.5"},
            "<PSIS>1</PSIS>",
            "pesc:other:psis:1",
            50,
            None,
        ),
        ({"CreditUnits": "Other", "CreditEarned": "1"}, "", "pesc:other:Example_College", 100, None),
        ({"CreditUnits": "NoCredit", "CreditEarned": "1"}, "", None, None, "credits_without_value"),
        ({"CreditUnits": "Semester", "CreditEarned": "-1"}, "", None, None, "number_unreadable"),
        ({"CreditUnits": "Quarter", "CreditEarned": "1,5"}, "", "pesc:quarter", 150, "decimal_comma"),
    ],
)
def test_credits_are_those_earned_in_a_unit_that_is_named(
    fields: dict[str, str], organisation: str, system: str | None, amount: int | None, code: str | None
) -> None:
    module, noticed = one(course(Title="Care", AcademicGrade="A", **fields), organisation)
    assert (module.credits and module.credits.system, module.credits and module.credits.amount.low) == (system, amount)
    assert code is None or code in noticed


ADDRESS = "<Contacts><Address><{name}>{code}</{name}></Address></Contacts>"


@pytest.mark.parametrize(
    "organisation, country, code",
    [
        ("<USIS>1</USIS>", "CA", "country_by_register"),
        ("<OPEID>1</OPEID>", None, "country_unknown"),
        (ADDRESS.format(name="StateProvince", code="NS"), "CA", "country_by_province"),
        (ADDRESS.format(name="StateProvinceCode", code="NY"), "US", "country_by_province"),
        (ADDRESS.format(name="StateProvinceCode", code="ZZ"), None, "country_unknown"),
        (ADDRESS.format(name="CountryCode", code="US"), "US", None),
        ("<PSIS>1</PSIS>" + ADDRESS.format(name="StateProvinceCode", code="NY"), "US", "country_by_province"),
        ("", None, "country_unknown"),
    ],
)
def test_the_country_is_that_of_address_or_register(organisation: str, country: str | None, code: str | None) -> None:
    found = read(transcript(awards=award(), organisation=organisation))
    assert {found.documents[0].country, found.qualifications[0].country} == {country}
    assert code is None or code in codes(found)


def test_semesters_of_the_united_states_are_a_known_system() -> None:
    organisation = ADDRESS.format(name="StateProvinceCode", code="NY")
    module, _ = one(course(CreditEarned="3", **WORTH), organisation)
    assert module.credits is not None
    assert module.credits.system == "us_semester"


OPEN = "<AcademicCompletionIndicator>false</AcademicCompletionIndicator>"


@pytest.mark.parametrize(
    "listed, status, issued, code",
    [
        (award(), "completed", "2019-06-30", None),
        (award(date="0001-01-01", extra=OPEN), "in_progress", None, "award_not_completed"),
        (award(extra=OPEN), "in_progress", None, "status_conflict"),
        (award(date=""), None, None, "award_without_day"),
        (award(date="soon"), None, None, "day_unreadable"),
        (award(date="2021-06-30"), None, None, "award_in_future"),
    ],
)
def test_an_award_is_held_only_with_its_day(
    listed: str, status: str | None, issued: str | None, code: str | None
) -> None:
    found = read(transcript(awards=listed))
    (degree,) = found.qualifications
    assert (degree.status, degree.issued and degree.issued.text) == (status, issued)
    assert degree.training_end == degree.issued
    assert code is None or code in codes(found)


CARE = course(Title="Care", AcademicGrade="A", CreditEarned="3", **WORTH)


@pytest.mark.parametrize(
    "awards, programme, inside, loose",
    [
        (award(programme="Nursing") + award(programme="Law"), "nursing", [1, 0], 0),
        (award(programme="Nursing") + award(programme="Nursing"), "Nursing", [0, 0], 1),
        (award(programme="Nursing"), "Law", [0], 1),
        (award(programme="Nursing"), "", [0], 1),
        (award(), "", [1], 0),
        (award(), "Nursing", [1], 0),
        (award() + award(), "Nursing", [0, 0], 1),
        (award(date="2018-06-30", programme="Nursing"), "Nursing", [0], 1),
    ],
)
def test_courses_join_the_award_of_their_programme(awards: str, programme: str, inside: list[int], loose: int) -> None:
    found = read(transcript(awards=awards, programme=programme, courses=CARE))
    assert [len(degree.modules) for degree in found.qualifications] == inside
    assert len(found.modules) == loose
    assert ("modules_assumed" in codes(found)) == (loose == 0)


def test_a_programme_under_way_is_a_degree_not_held() -> None:
    under_way = course(Title="Care", AcademicGradeStatusCode="InProgress")
    found = read(transcript(programme="Nursing", courses=CARE + under_way))
    (degree,) = found.qualifications
    assert (degree.title, degree.status, degree.issued) == ({"und": "Nursing"}, "in_progress", None)
    assert len(degree.modules) == 2
    assert "award_missing" in codes(found)
    assert not read(transcript(programme="Nursing", courses=CARE)).qualifications


def test_credits_that_do_not_add_up_are_noticed() -> None:
    summary = (
        "<AcademicSummary><AcademicSummaryType>Cumulative</AcademicSummaryType><GPA>"
        "<CreditHoursEarned>{}</CreditHoursEarned></GPA></AcademicSummary>"
    )
    assert "credits_do_not_add_up" in codes(read(transcript(courses=CARE, summary=summary.format(6))))
    assert "credits_do_not_add_up" not in codes(read(transcript(courses=CARE, summary=summary.format("3.0"))))
    assert "number_unreadable" in codes(read(transcript(courses=CARE, summary=summary.format("many"))))


@pytest.mark.parametrize(
    "birth, born, code",
    [
        ("<BirthDate>1999-05-01</BirthDate>", "1999-05-01", None),
        ("<BirthDate>2020-06-30</BirthDate>", None, "birth_is_creation"),
        ("<BirthDate>0001-01-01</BirthDate>", None, "day_empty"),
        ("<Birthday>--05-01</Birthday>", None, "day_without_year"),
        ("", None, None),
    ],
)
def test_a_day_of_birth_is_known_or_unknown(birth: str, born: str | None, code: str | None) -> None:
    found = read(transcript(birth=birth))
    assert found.person is not None
    assert (found.person.born and found.person.born.text) == born
    assert code is None or code in codes(found)


@pytest.mark.parametrize(
    "code, language", [("FRA", "fr"), ("fre", "fr"), ("en", "en"), ("ESP", None), ("français", None)]
)
def test_a_language_of_instruction_is_a_code_of_iso_639(code: str, language: str | None) -> None:
    inner = f"<LanguageOfInstruction><LanguageCode>{code}</LanguageCode></LanguageOfInstruction>"
    module, noticed = one(f"<Course><CourseTitle>Care</CourseTitle>{inner}</Course>")
    assert module.language == language
    assert ("language_unreadable" in noticed) == (language is None)


def test_a_batch_of_one_is_opened_and_others_are_refused() -> None:
    document = transcript(awards=award(), courses=CARE)
    found = read(batch(document))
    assert found.qualifications[0].title == read(document).qualifications[0].title
    assert "envelope" in codes(found)
    with pytest.raises(InvalidDocument, match="several_subjects"):
        read(batch(document, document))
    with pytest.raises(InvalidDocument, match="no_transcript"):
        read(batch())


def test_utf_16_is_read_and_said() -> None:
    document = transcript(awards=award(), courses=course(Title="Soins à l'école", AcademicGrade="A"))
    wide = ('<?xml version="1.0" encoding="UTF-8"?>' + document.decode()).encode("utf-16")
    found = read(wide)
    assert found.with_problems(()) == read(document).with_problems(())
    assert {"encoding_wide", "language_untagged"} <= codes(found)


def test_a_transcript_is_told_by_namespace_or_by_its_parts() -> None:
    document = transcript(awards=award())
    bare = document.replace(
        b'p:CollegeTranscript xmlns:p="urn:org:pesc:message:CollegeTranscript:v1.4.0"', b"CollegeTranscript"
    )
    bare = bare.replace(b"</p:", b"</")
    assert "namespace_missing" in codes(read(bare))
    for other in (b"<CollegeTranscript/>", document.replace(b"urn:org:pesc", b"urn:other"), b"<AcademicRecordBatch/>"):
        with pytest.raises(UnknownFormat):
            read(other)


def test_a_test_document_says_so() -> None:
    found = read(transcript(process="<DocumentProcessCode>TEST</DocumentProcessCode>"))
    assert "test_document" in codes(found)


def test_a_credited_course_was_not_given_here() -> None:
    module, _ = one(course(Title="Care", AcademicGrade="TR", CreditEarned="3", **WORTH))
    assert (module.institution, module.country) == ({}, None)
    module, _ = one(CARE)
    assert (module.institution, module.country) == ({"und": "Example College"}, "CA")
