"""European Learning Model 3 in JSON-LD: one small look-alike for each behaviour, and mutations of them."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognition.foundations.codes_all import CODES
from recognition.foundations.problems import ReadError, UnknownFormat
from recognition.model.dossier import Dossier
from recognition.model.values import Amount
from recognition.readers.read import read

COUNTRY = "http://publications.europa.eu/resource/authority/country/"
LANGUAGE = "http://publications.europa.eu/resource/authority/language/"
ESCO = "http://data.europa.eu/esco/skill/"
ECTS = {"id": "http://data.europa.eu/snb/education-credit/6fcec5c5af", "type": "Concept"}


def organisation(name: str = "College of Lowland", country: str = "NLD") -> dict[str, Any]:
    address = {"type": "Address", "countryCode": {"id": f"{COUNTRY}{country}", "type": "Concept"}}
    place = {"type": "Location", "address": address}
    return {"id": "urn:org:1", "type": "Organisation", "legalName": {"en": name}, "location": place}


def credential(**claim: Any) -> dict[str, Any]:
    whole: dict[str, Any] = {
        "id": "urn:claim:1",
        "type": "LearningAchievement",
        "title": {"en": "Diploma in Weaving", "nl": "Diploma Weven"},
        "awardedBy": {
            "id": "urn:award:1",
            "type": "AwardingProcess",
            "awardingDate": "2024-06-30T00:00:00+02:00",
            "awardingBody": organisation(),
        },
        "specifiedBy": {
            "id": "urn:spec:1",
            "type": "Qualification",
            "title": {"en": "Weaving"},
            "eqfLevel": {"id": "http://data.europa.eu/snb/eqf/4", "type": "Concept"},
            "creditPoint": {"id": "urn:credit:1", "type": "CreditPoint", "framework": ECTS, "point": "60"},
            "volumeOfLearning": "PT1500H",
            "language": {"id": f"{LANGUAGE}NLD", "type": "Concept"},
        },
    }
    for key, value in claim.items():
        if key.startswith("spec_") or (key in whole["specifiedBy"] and key not in whole):
            whole["specifiedBy"][key.removeprefix("spec_")] = value
        else:
            whole[key] = value
    return {
        "@context": ["https://www.w3.org/2018/credentials/v1", "http://data.europa.eu/snb/model/context/edc-ap"],
        "id": "urn:credential:1",
        "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
        "issuer": organisation(),
        "issued": "2024-07-01T10:00:00+02:00",
        "credentialSubject": {
            "id": "urn:person:1",
            "type": "Person",
            "givenName": {"en": "Mia"},
            "familyName": {"en": "Weaver"},
            "dateOfBirth": "2001-04-30T22:00:00Z",
            "citizenshipCountry": {"id": f"{COUNTRY}NLD", "type": "Concept"},
            "hasClaim": whole,
        },
    }


def opened(value: Any) -> Dossier:
    return read(json.dumps(value, indent=1).encode(), name="c.json")


def codes(dossier: Dossier) -> set[str]:
    return {problem.code for problem in dossier.problems}


def test_a_plain_credential_reads_whole() -> None:
    dossier = opened(credential())
    (found,) = dossier.qualifications
    assert found.title == {"en": "Diploma in Weaving", "nl": "Diploma Weven"}
    assert (found.country, found.status, found.issued and found.issued.text) == ("NL", "completed", "2024-06-30")
    assert found.level is not None
    assert found.level.eqf == 4
    assert found.credits is not None
    assert (found.credits.system, found.credits.amount) == ("ects", Amount(6000, 6000))
    assert found.hours is not None
    assert found.hours.total == Amount(150000, 150000)
    assert found.taught_in == ("nl",)
    assert dossier.person is not None
    assert dossier.person.born is not None
    assert dossier.person.born.text == "2001-05-01"
    assert found.origin is not None
    written = found.origin.values["level"]
    assert written.path == "/credentialSubject/hasClaim/specifiedBy/eqfLevel"
    assert written.raw == "http://data.europa.eu/snb/eqf/4"
    lines = json.dumps(credential(), indent=1).splitlines()
    assert '"eqfLevel"' in lines[(written.line or 0) - 1]
    assert codes(dossier) == {"day_shifted", "repeated_inline"}


def test_a_list_of_one_is_the_same_as_the_one() -> None:
    listed = credential()
    listed["credentialSubject"]["hasClaim"] = [listed["credentialSubject"]["hasClaim"]]
    listed["issuer"] = [listed["issuer"]]
    assert opened(listed).qualifications[0].title == opened(credential()).qualifications[0].title


def test_an_unknown_key_changes_nothing() -> None:
    more = credential(futureField={"anything": [1, {"id": "x"}]})
    assert opened(more).qualifications[0].title == opened(credential()).qualifications[0].title


def test_a_bare_identifier_is_followed() -> None:
    value = credential()
    value["credentialSubject"]["hasClaim"]["awardedBy"]["awardingBody"] = {"id": "urn:org:1", "type": "Organisation"}
    assert opened(value).qualifications[0].country == "NL"
    value["credentialSubject"]["hasClaim"]["awardedBy"]["awardingBody"] = "urn:org:1"
    assert opened(value).qualifications[0].body == {"en": "College of Lowland"}


@pytest.mark.parametrize("layers", ["JAdES", "wrapper"])
def test_an_envelope_changes_nothing_but_the_path(layers: str) -> None:
    inner = credential()
    outer = {"payload": json.dumps(inner), "signatures": [{}]} if layers == "JAdES" else {"credential": inner}
    dossier = opened(outer)
    assert dossier.qualifications[0].title == opened(inner).qualifications[0].title
    assert ("signature_present_not_verified" in codes(dossier)) == (layers == "JAdES")
    origin = dossier.qualifications[0].origin
    assert origin is not None
    assert (origin.path or "").startswith("/payload/" if layers == "JAdES" else "/credential/")


SPECS: list[tuple[dict[str, Any], str, str, Any]] = [
    ({"volumeOfLearning": "P2M"}, "months_for_hours", "hours", None),
    ({"volumeOfLearning": "two hours"}, "duration_unreadable", "hours", None),
    ({"volumeOfLearning": "PT0H"}, "hours_zero", "hours", None),
    ({"eqfLevel": {"id": "http://data.europa.eu/snb/eqf/9", "type": "Concept"}}, "level_unreadable", "level", None),
    ({"eqfLevel": [{"notation": "5"}, {"notation": "6"}]}, "level_conflict", "level", None),
    ({"creditPoint": {"framework": ECTS, "point": "0"}}, "credits_zero", "credits", None),
    ({"creditPoint": {"framework": ECTS, "point": "many"}}, "number_unreadable", "credits", None),
    ({"creditPoint": {"point": "5"}}, "scheme_missing", "credits", None),
    (
        {"creditPoint": [{"framework": ECTS, "point": "5"}, {"framework": ECTS, "point": "6"}]},
        "credits_several",
        "credits",
        None,
    ),
    ({"spec_thematicArea": {"id": "http://data.europa.eu/snb/isced-f/12345"}}, "field_unreadable", "field", None),
    ({"language": {"id": f"{LANGUAGE}PLAIN1"}}, "language_unreadable", "taught_in", ()),
]


@pytest.mark.parametrize("spec, code, field, value", SPECS)
def test_a_doubtful_value_is_unknown_and_noticed(spec: dict[str, Any], code: str, field: str, value: Any) -> None:
    dossier = opened(credential(**spec))
    assert code in codes(dossier)
    assert getattr(dossier.qualifications[0], field) == value


def test_a_maximum_is_no_duration() -> None:
    dossier = opened(credential(spec_maximumDuration="P2Y"))
    assert dossier.qualifications[0].duration is None
    assert opened(credential(spec_duration="P2Y6M")).qualifications[0].duration == Amount(250, 250)


def test_hours_in_minutes_are_bounded_not_rounded() -> None:
    hours = opened(credential(volumeOfLearning="PT1H20M")).qualifications[0].hours
    assert hours is not None
    assert hours.total == Amount(133, 134)


@pytest.mark.parametrize("title", ["Enrolment in Weaving", "Certificate of attendance", "Teilnahmebestätigung"])
def test_enrolment_typed_as_achievement_is_not_awarded(title: str) -> None:
    dossier = opened(credential(title={"en": title}))
    assert dossier.qualifications[0].status is None
    assert dossier.qualifications[0].issued is None
    assert "achievement_doubtful" in codes(dossier)


def test_an_activity_is_no_qualification() -> None:
    dossier = opened(credential(type="LearningActivity", workload="PT2H"))
    assert not dossier.qualifications
    assert dossier.modules[0].status == "unclear"
    assert "attendance_only" in codes(dossier)


def test_a_fail_without_a_status_fails() -> None:
    failed = {"type": "LearningAssessment", "grade": {"type": "Note", "noteLiteral": {"en": "Failed"}}}
    dossier = opened(credential(provenBy=failed))
    assert dossier.qualifications[0].status == "failed"
    assert dossier.qualifications[0].issued is None
    assert "failed_by_result" in codes(dossier)


def test_an_award_without_a_day_is_not_completed() -> None:
    process = {"type": "AwardingProcess", "awardingBody": organisation()}
    dossier = opened(credential(awardedBy=process))
    assert dossier.qualifications[0].status is None
    assert "award_undated" in codes(dossier)


def test_parts_are_counted_once_and_their_sum_is_looked_at() -> None:
    part = {
        "id": "urn:part:1",
        "type": "LearningAchievement",
        "title": {"en": "Looms"},
        "specifiedBy": {"creditPoint": {"framework": ECTS, "point": "70"}, "title": {"en": "Looms"}},
    }
    below = {**deepcopy(part), "id": "urn:part:2", "title": {"en": "Yarn"}}
    dossier = opened(credential(hasPart=[{**part, "hasPart": [below]}, {"id": "urn:part:1"}]))
    found = dossier.qualifications[0].modules
    assert [(module.title["en"], module.part_of) for module in found] == [("Looms", None), ("Yarn", found[0].id)]
    assert "credits_do_not_add_up" in codes(dossier)


def test_an_activity_dates_a_whole_only_where_it_has_no_parts() -> None:
    period = {"type": "PeriodOfTime", "startDate": "2023-09-01", "endDate": "2024-06-01"}
    activity = {"id": "urn:activity:1", "type": "LearningActivity", "temporal": period}
    (alone,) = opened(credential(influencedBy=activity)).qualifications
    assert (alone.training_start and alone.training_start.text) == "2023-09-01"
    (whole,) = opened(credential(influencedBy=activity, hasPart={"title": {"en": "Looms"}})).qualifications
    assert (whole.training_start, whole.training_end) == (None, None)


@pytest.mark.parametrize("country, abroad", [("NLD", False), ("BEL", True)])
def test_a_part_awarded_abroad_is_noticed(country: str, abroad: bool) -> None:
    body = {**organisation("Other College", country), "id": "urn:org:2"}
    part = {"title": {"en": "Looms"}, "awardedBy": {"awardingDate": "2024-01-31", "awardingBody": body}}
    dossier = opened(credential(hasPart=part))
    assert ("awarded_abroad" in codes(dossier)) == abroad
    assert dossier.qualifications[0].modules[0].status == "passed"


@pytest.mark.parametrize(
    "title, code",
    [("Master of Weaving", "level_doubtful"), ("Weaving, EQF level 5", "level_title_conflict"), ("Weaving EQF 4", "")],
)
def test_a_title_never_changes_a_level_but_is_heard(title: str, code: str) -> None:
    dossier = opened(credential(title={"en": title}))
    assert dossier.qualifications[0].level is not None
    assert dossier.qualifications[0].level.eqf == 4
    assert ("level_doubtful" in codes(dossier), "level_title_conflict" in codes(dossier)) == (
        code == "level_doubtful",
        code == "level_title_conflict",
    )


def test_a_part_within_itself_ends() -> None:
    loop = {"id": "urn:part:1", "type": "LearningAchievement", "title": {"en": "a"}, "hasPart": {"id": "urn:part:1"}}
    assert len(opened(credential(hasPart=loop)).qualifications[0].modules) == 1


def test_skills_of_outcomes_become_codes() -> None:
    outcome = {"type": "LearningOutcome", "title": {"en": "Spin"}, "relatedESCOSkill": [{"id": f"{ESCO}a-1"}]}
    dossier = opened(credential(spec_learningOutcome=outcome))
    assert [module.outcomes for module in dossier.modules] == [(f"{ESCO}a-1",)]


def test_a_country_is_never_guessed() -> None:
    body = {**organisation(country="XXX"), "id": "urn:org:2"}
    dossier = opened(credential(awardedBy={"awardingDate": "2024-06-30", "awardingBody": body}))
    assert dossier.qualifications[0].country is None
    assert "country_unknown" in codes(dossier)


def test_a_moment_of_birth_far_from_midnight_stays_two_days() -> None:
    value = credential()
    value["credentialSubject"]["dateOfBirth"] = "2001-04-30T13:00:00Z"
    person = opened(value).person
    assert person is not None
    assert person.born is not None
    assert (person.born.span.high or 0) - (person.born.span.low or 0) == 1


def test_a_badge_is_another_readers() -> None:
    badge = {"type": ["VerifiableCredential", "OpenBadgeCredential"], "credentialSubject": {"achievement": {}}}
    try:
        dossier = opened(badge)
    except UnknownFormat:
        return
    assert "European Learning Model" not in (dossier.documents[0].note or "" if dossier.documents else "")


def told(data: bytes) -> set[str]:
    """The codes of what was noticed, or of what the document was refused for."""
    try:
        dossier = read(data, name="c.json")
    except ReadError as error:
        return {problem.code for problem in error.problems}
    dossier.model_dump_json()
    return codes(dossier)


ODD: list[Any] = [
    None,
    True,
    0,
    -1,
    "",
    "…",
    "TODO",
    [],
    {},
    [[]],
    {"id": 5},
    {"en": ["x"]},
    "did:x:1",
    {"@value": "a"},
]
TEXT = json.dumps(credential(hasPart=[{"title": {"en": "Looms"}}], entitlesTo={"title": {"en": "More"}}))


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return (
        [path, *(place for key, item in pairs for place in _places(item, (*path, key)))]
        if path
        else [place for key, item in pairs for place in _places(item, (*path, key))]
    )


PLACES = _places(json.loads(TEXT))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(ODD)), min_size=1, max_size=4))
def test_odd_values_anywhere_give_a_dossier_or_a_read_error(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    value = json.loads(TEXT)
    for path, odd in changes:
        here = value
        for step in path[:-1]:
            known = isinstance(here, (dict, list)) and step in (here if isinstance(here, dict) else range(len(here)))
            here = here[step] if known else None
        if isinstance(here, dict):
            here[path[-1]] = deepcopy(odd)
    found = told(json.dumps(value).encode())
    assert found <= set(CODES)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(TEXT) - 1), st.integers(0, 60), st.binary(max_size=8))
def test_damaged_bytes_give_a_dossier_or_a_read_error(start: int, length: int, put: bytes) -> None:
    data = TEXT.encode()
    assert told(data[:start] + put + data[start + length :]) <= set(CODES)


def test_the_sealer_of_an_attendance_may_be_another_body() -> None:
    attended = credential(type="LearningActivity", workload="PT2H")
    assert "issuer_not_awarding_body" not in codes(opened(attended))
    attended["issuer"] = organisation("Seal of Lowland")
    assert "issuer_not_awarding_body" in codes(opened(attended))


def test_what_no_rule_asks_of_is_kept_as_written() -> None:
    setting = {"id": "urn:setting", "type": "Concept", "prefLabel": {"en": "non-formal learning"}}
    checked = {"id": "urn:check", "type": "Concept", "prefLabel": {"en": "Unsupervised"}}
    proof = {"type": "LearningAssessment", "title": {"en": "A cloth"}, "idVerification": checked}
    (found,) = opened(credential(spec_learningSetting=setting, provenBy=proof)).qualifications
    assert found.origin is not None
    written = {name: value.raw for name, value in found.origin.values.items()}
    assert [written[name] for name in ("setting", "assessment", "identity_check")] == [
        "non-formal learning", "A cloth", "Unsupervised",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "title, status, reached",
    [("Diploma in Weaving", "completed", "passed"), ("Certificate of participation", None, "unclear")],
)
def test_learning_outcomes_are_reached_as_the_whole_was(title: str, status: str | None, reached: str) -> None:
    outcome = {"id": "urn:outcome:1", "type": "LearningOutcome", "title": {"en": "Spin"}}
    found = opened(credential(title={"en": title}, spec_learningOutcome=outcome))
    assert (found.qualifications[0].status, [one.status for one in found.modules]) == (status, [reached])


def test_credits_of_a_claim_that_is_its_own_specification_are_kept_once() -> None:
    points = [
        {"framework": {"prefLabel": {"en": "Guild Points"}}, "point": "3"},
        {"framework": {"prefLabel": {"en": "Town Points"}}, "point": "4"},
    ]
    whole = credential()
    del whole["credentialSubject"]["hasClaim"]
    whole["credentialSubject"]["qualification"] = {"title": "Weaving", "creditPoint": points}
    (found,) = opened(whole).qualifications
    assert found.origin is not None
    written = {name: value.raw for name, value in found.origin.values.items() if name.startswith("credit")}
    assert written == {
        "credits": "3", "credits_2": "4", "credit_system_1": "Guild Points", "credit_system_2": "Town Points",
    }  # fmt: skip


@pytest.mark.parametrize("partial", [True, "true", "1", False])
def test_a_part_of_a_qualification_is_not_held_as_a_whole(partial: Any) -> None:
    """It stays a qualification of its level, and whether one is completed is not known by it."""
    outcome = {"id": "urn:outcome:1", "type": "LearningOutcome", "title": {"en": "Weave"}}
    dossier = opened(credential(spec_isPartialQualification=partial, spec_learningOutcome=[outcome]))
    (found,), (reached,) = dossier.qualifications, dossier.modules
    assert found.level is not None
    assert (found.level.eqf, reached.status) == (4, "passed")
    said = [problem.severity for problem in dossier.problems if problem.code == "partial_qualification"]
    if partial:
        assert (found.status, found.issued, said) == (None, None, ["warning"])
    else:
        assert (found.status, str(found.issued and found.issued.text), said) == ("completed", "2024-06-30", [])
