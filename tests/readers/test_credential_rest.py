"""What only real documents showed of the European Learning Model: pilots, accreditations, references."""

from __future__ import annotations

from typing import Any

import pytest

from recognition.model.dossier import Dossier
from tests.readers.test_edc import credential, opened, organisation
from tests.readers.test_edci import opened as opened_xml
from tests.readers.test_edci import page


def codes(dossier: Dossier) -> set[str]:
    return {problem.code for problem in dossier.problems}


def test_an_accreditation_of_the_issuer_is_read_with_its_days_and_who_decided() -> None:
    document = credential()
    document["issuer"] = {
        **organisation(),
        "accreditation": [
            {"accreditationBody": "Agència de Qualitat", "accreditationDate": "2022-12-01", "expiryDate": "2027-11-30"},
            {"accreditingAgent": {"type": "Organisation", "legalName": {"en": "Board"}}},
            {},
        ],
    }
    first, second, third = opened(document).accreditations
    assert (first.of, first.by, first.from_ and first.from_.text, first.until and first.until.text) == (
        "institution",
        "Agencia_de_Qualitat",
        "2022-12-01",
        "2027-11-30",
    )
    assert (second.by, second.from_, third.by) == ("Board", None, None)
    assert [item.id for item in (first, second, third)] == ["c1", "c2", "c3"]


def test_an_accreditation_that_is_referred_to_is_read_where_it_stands() -> None:
    text = page().replace(
        "<legalName>", '<hasAccreditation idref="urn:acc:1"/><legalName>'
    ).replace(
        "</europassCredential>",
        '<accreditationReferences><accreditation id="urn:acc:1"><accreditingAgent idref="urn:org:2"/>'
        "<expiryDate>2030-05-20T00:00:00+02:00</expiryDate></accreditation></accreditationReferences>"
        "</europassCredential>",
    ).replace(
        "</agentReferences>",
        '<organization id="urn:org:2"><prefLabel><text lang="en">Quality Board</text></prefLabel></organization>'
        "</agentReferences>",
    )  # fmt: skip
    (found,) = opened_xml(text).accreditations
    assert (found.by, found.until and found.until.text, found.from_) == ("Quality_Board", "2030-05-20", None)


def test_an_accreditation_told_in_words_is_none() -> None:
    body = {**organisation(), "additionalNote": [{"type": "Note", "noteLiteral": {"en": "Accredited by the State"}}]}
    awarded = {"id": "urn:award:1", "type": "AwardingProcess", "awardingDate": "2024-06-30", "awardingBody": body}
    dossier = opened(credential(awardedBy=awarded))
    assert not dossier.accreditations
    (said,) = (problem for problem in dossier.problems if problem.code == "accreditation_in_words")
    assert said.hint == "it says 'Accredited by the State'"


@pytest.mark.parametrize(
    "word, mode, code",
    [
        ("full-time", "full_time", "mode_misplaced"),
        ("part-time", "part_time", "mode_misplaced"),
        ("online", None, None),
    ],
)
def test_full_and_part_time_written_as_a_mode_of_learning(word: str, mode: str | None, code: str | None) -> None:
    dossier = opened(credential(spec_mode=[{"type": "Concept", "notation": word}]))
    assert dossier.qualifications[0].mode == mode
    assert ("mode_misplaced" in codes(dossier)) is (code is not None)


def test_a_field_called_by_the_name_of_another_is_said() -> None:
    field = {"type": "Concept", "notation": "061", "prefLabel": {"en": "Education"}}
    dossier = opened(credential(spec_educationSubject=[field]))
    assert dossier.qualifications[0].field == "061"
    assert "field_name_conflict" in codes(dossier)
    right = {"type": "Concept", "notation": "011", "prefLabel": {"en": "Education"}}
    assert "field_name_conflict" not in codes(opened(credential(spec_educationSubject=[right])))


def test_the_level_of_the_qualification_that_a_specification_names() -> None:
    document = credential(spec_qualification={"type": "Qualification", "eqfLevel": {"notation": "6"}})
    del document["credentialSubject"]["hasClaim"]["specifiedBy"]["eqfLevel"]
    level = opened(document).qualifications[0].level
    assert level is not None
    assert level.eqf == 6


def test_a_course_written_as_an_assessment_is_a_module_with_its_grade() -> None:
    credit = {"type": "CreditPoint", "framework": {"notation": "ECTS"}, "point": "6"}
    course = {
        "type": "LearningAssessment",
        "title": {"en": "Looms"},
        "creditPoint": [credit],
        "grade": {"type": "Note", "noteLiteral": {"en": "Fail"}},
    }
    dossier = opened(credential(wasDerivedFrom=[course]))
    (module,) = dossier.qualifications[0].modules
    assert (module.title, module.result, module.status) == ({"en": "Looms"}, "Fail", "failed")
    assert module.credits is not None
    assert (module.credits.system, module.credits.amount.low) == ("ects", 600)
    assert "course_as_assessment" in codes(dossier)


def test_a_bare_number_is_a_level_and_said() -> None:
    dossier = opened(credential(eqfLevel=4))
    assert dossier.qualifications[0].level is not None
    assert "level_bare" in codes(dossier)


@pytest.mark.parametrize("country, said", [("NL", True), ("NLD", False)])
def test_the_country_of_a_national_identifier(country: str, said: bool) -> None:
    assert ("country_form" in codes(opened_xml(page().replace('spatialID="NLD"', f'spatialID="{country}"')))) is said


def test_credits_without_their_system_are_kept_and_not_counted() -> None:
    dossier = opened_xml(
        page().replace("<hasECTSCreditPoints>", "<hasCreditPoints>90</hasCreditPoints><hasECTSCreditPoints>")
    )
    found: Any = dossier.qualifications[0]
    assert (found.credits.system, found.credits.amount.low) == ("ects", 6000)
    assert found.origin.values["other_credits"].raw == "90"
    assert "scheme_missing" in codes(dossier)


def test_a_reference_to_nothing_and_an_address_with_a_space_are_said() -> None:
    text = page().replace('<specifiedBy idref="urn:spec:1"/>', '<specifiedBy idref="urn:spec:9"/>')
    assert "reference_to_nothing" in codes(opened_xml(text))
    spaced = page().replace('isced-f/0723"', 'isced-f/0723 "')
    assert "address_with_space" in codes(opened_xml(spaced))
