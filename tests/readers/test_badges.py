"""Look-alikes of our own: what badges may claim, how they may be wrong, and the pictures that they travel in."""

from __future__ import annotations

import json
import struct
import zlib
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognition.foundations.codes_badges import CODES
from recognition.foundations.problems import InvalidDocument, ReadError, UnknownFormat, UnsafeDocument
from recognition.model.dossier import Dossier
from recognition.model.evidence import Module, Qualification
from recognition.readers.read import read

READERS = Path(__file__).resolve().parents[2] / "recognition" / "readers"
SKILL = "http://data.europa.eu/esco/skill/00064735-8fad-454b-90c7-ed858cc993f2"


def achievement(**more: Any) -> dict[str, Any]:
    return {"id": "urn:a", "type": ["Achievement"], "name": "Wound care", **more}


def badge(*, subject: dict[str, Any] | None = None, issuer: Any = None, **more: Any) -> dict[str, Any]:
    """A badge whose achievement is `subject["achievement"]`, by default a plain one."""
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": more.pop("id", "urn:c"),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": issuer or {"id": "https://school.example", "name": "School", "address": {"addressCountryCode": "FI"}},
        "validFrom": "2024-05-31T00:00:00Z",
        "credentialSubject": {"id": "urn:s", "achievement": achievement(), **(subject or {})},
        **more,
    }


def opened(document: Any) -> Dossier:
    return read(json.dumps(document).encode())


def of(**more: Any) -> Dossier:
    return opened(badge(subject={"achievement": achievement(**more)}))


def graded(value: str, **scale: Any) -> Dossier:
    about = achievement(resultDescription=[{"id": "urn:r", **scale}])
    return opened(badge(subject={"achievement": about, "result": [{"resultDescription": "urn:r", "value": value}]}))


def codes(dossier: Dossier) -> set[str]:
    return {problem.code for problem in dossier.problems}


def only(dossier: Dossier) -> Qualification:
    (found,) = dossier.qualifications
    return found


def aligned(kind: str, code: str, name: str = "", url: str = "") -> dict[str, str]:
    return {"targetType": kind, "targetCode": code, "targetName": name, "targetUrl": url}


def test_a_plain_badge_is_completed_and_says_why() -> None:
    found = opened(badge())
    item = only(found)
    assert (item.status, item.issued and item.issued.text, item.country) == ("completed", "2024-05-31", "FI")
    assert {"completion_implied", "award_day_assumed"} <= codes(found)


def test_a_stated_day_of_award_is_taken() -> None:
    found = opened(badge(awardedDate="2023-01-02"))
    day = only(found).issued
    assert day is not None
    assert day.text == "2023-01-02"
    assert "award_day_assumed" not in codes(found)


@pytest.mark.parametrize(
    "value, scale, status, code",
    [
        ("8", {"valueMin": "1", "valueMax": "10", "requiredValue": "6"}, "completed", None),
        ("5,5", {"valueMin": "1", "valueMax": "10", "requiredValue": "6"}, "failed", "failed_by_result"),
        ("11", {"valueMax": "10", "requiredValue": "6"}, "completed", "result_out_of_scale"),
        ("2", {"valueMin": "1", "valueMax": "6", "requiredValue": "4"}, "completed", "scale_direction_unknown"),
        ("50", {"resultType": "Percent", "requiredValue": "60"}, "failed", "failed_by_result"),
        ("B", {"allowedValue": ["D", "C", "B", "A"], "requiredValue": "C"}, "completed", None),
        ("D", {"allowedValue": ["D", "C", "B", "A"], "requiredValue": "C"}, "failed", "failed_by_result"),
        ("F", {}, "failed", "failed_by_result"),
        ("IP", {}, "in_progress", None),
    ],
)
def test_a_result_is_read_against_its_scale(value: str, scale: dict[str, Any], status: str, code: str | None) -> None:
    found = graded(value, **scale)
    assert only(found).status == status
    assert code is None or code in codes(found)
    assert (only(found).issued is not None) == (status == "completed")


@pytest.mark.parametrize(
    "stated, status",
    [("Completed", "completed"), ("Enrolled", "in_progress"), ("InProgress", "in_progress"), ("Withdrew", "withdrawn"),
     ("Failed", "failed"), ("Provisional", "in_progress")],
)  # fmt: skip
def test_a_stated_status_decides(stated: str, status: str) -> None:
    found = opened(badge(subject={"result": [{"status": stated}]}))
    assert only(found).status == status


def test_results_that_disagree_decide_nothing() -> None:
    found = opened(badge(subject={"result": [{"status": "Completed"}, {"status": "Failed"}]}))
    assert only(found).status is None
    assert "status_conflict" in codes(found)


def test_an_unknown_status_and_a_prediction_are_said() -> None:
    found = opened(badge(subject={"result": [{"status": "Maybe"}]}))
    assert "status_unreadable" in codes(found)
    about = achievement(resultDescription=[{"id": "urn:r", "resultType": "PredictedScore"}])
    found = opened(badge(subject={"achievement": about, "result": [{"resultDescription": "urn:r", "value": "9"}]}))
    assert {"result_predicted", "result_missing"} <= codes(found)
    assert only(found).status is None


@pytest.mark.parametrize("name", ["Certificate of Participation", "Teilnahmebescheinigung", "Enrolment in nursing"])
def test_taking_part_is_no_achievement(name: str) -> None:
    found = of(name=name)
    assert (only(found).status, only(found).issued) == (None, None)
    assert "participation_only" in codes(found)


def test_a_membership_shows_no_learning() -> None:
    found = of(achievementType="Membership")
    assert (only(found).type, only(found).status) == ("other", None)
    assert "not_of_learning" in codes(found)


def test_a_course_is_a_module() -> None:
    found = of(achievementType="Course", ECTS=5, inLanguage="fi")
    (module,) = found.modules
    assert isinstance(module, Module)
    assert (module.status, module.language, module.credits and module.credits.amount.low) == ("passed", "fi", 500)
    assert not found.qualifications


@pytest.mark.parametrize(
    "alignments, eqf, code",
    [
        ([aligned("ext:EQF", "6", "EQF level 6")], 6, None),
        ([aligned("CFItem", "6", "", "http://data.europa.eu/snb/eqf/6")], 6, None),
        ([aligned("ext:EQF", "6", "EQF level 5")], None, "level_conflict"),
        ([aligned("ext:EQF", "6"), aligned("ext:EQF", "7")], None, "level_conflict"),
        ([aligned("ext:EQF", "9")], None, "level_unreadable"),
        ([{"targetType": "ext:EQF"}], None, "level_without_value"),
    ],
)
def test_levels(alignments: list[dict[str, str]], eqf: int | None, code: str | None) -> None:
    found = of(alignment=alignments)
    level = only(found).level
    assert (level.eqf if level else None) == eqf
    assert code is None or code in codes(found)


def test_esco_skills_become_skills_only_where_reached() -> None:
    skill = [aligned("CTDL", "1", "dress wounds", SKILL)]
    (module,) = only(of(alignment=skill)).modules
    assert (module.outcomes, module.status, module.type) == ((SKILL,), "passed", "skill")
    found = of(alignment=skill, name="Attendance at wound care")
    assert not only(found).modules
    assert "skills_not_shown" in codes(found)


@pytest.mark.parametrize("value", ["-5", "NaN", "1e3", "x"])
def test_credits_that_cannot_be_stay_unknown(value: str) -> None:
    found = of(ECTS=value)
    assert only(found).credits is None
    assert "number_unreadable" in codes(found)


def test_zero_is_not_recorded() -> None:
    found = of(ECTS=0, SBU=0)
    assert (only(found).credits, only(found).hours) == (None, None)
    assert {"credits_zero", "hours_zero"} <= codes(found)


def test_an_accreditation_is_a_claim() -> None:
    found = of(alignment=[aligned("ext:QualityAssurance", "AV-1", "Nursing")])
    (accreditation,) = found.accreditations
    assert (accreditation.note, accreditation.until) == ("AV-1: Nursing", None)
    assert "accreditation_claimed" in codes(found)


@pytest.mark.parametrize("more", [{"validUntil": "2020-01-01"}, {"validUntil": "2024-05-31"}])
def test_an_odd_validity_is_said(more: dict[str, Any]) -> None:
    assert {"validity_reversed", "validity_of_a_day"} & codes(opened(badge(**more)))


def test_an_issuer_may_be_an_address_alone() -> None:
    found = opened(badge(issuer="did:example:1", credentialStatus={"id": "urn:l"}))
    assert found.documents[0].issuer == "did:example:1"
    assert {"issuer_unnamed", "country_unknown", "revocation_not_checked"} <= codes(found)


def test_an_achievement_elsewhere_is_unknown() -> None:
    found = opened(badge(subject={"achievement": "https://school.example/a"}, name="Badge"))
    assert (only(found).status, only(found).title) == (None, {"und": "Badge"})
    assert {"achievement_elsewhere", "title_of_credential"} <= codes(found)


def test_a_name_in_clear_is_the_holders() -> None:
    identity = {"identityType": "name", "identityHash": "Ana Roe", "hashed": False}
    person = opened(badge(subject={"identifier": [identity]})).person
    assert person is not None
    assert person.full_name == "Ana Roe"
    assert "holder_unnamed" in codes(opened(badge(subject={"identifier": [{**identity, "hashed": True}]})))


def test_two_subjects_are_no_dossier() -> None:
    document = badge()
    document["credentialSubject"] = [document["credentialSubject"]] * 2
    with pytest.raises(InvalidDocument, match="several_subjects"):
        opened(document)


def record(*credentials: Any, links: Sequence[tuple[str, str, str]] = (), **more: Any) -> dict[str, Any]:
    associations = [{"associationType": kind, "sourceId": a, "targetId": b} for kind, a, b in links]
    subject = {"id": "urn:s", "verifiableCredential": list(credentials), "association": associations, **more}
    return {**badge(), "type": ["VerifiableCredential", "ClrCredential"], "credentialSubject": subject}


def course(address: str, **more: Any) -> dict[str, Any]:
    return badge(id=f"{address}:c", subject={"achievement": achievement(achievementType="Course", **more, id=address)})


def test_courses_stand_in_their_programme() -> None:
    programme = badge(subject={"achievement": achievement(achievementType="BachelorDegree", ECTS=60)})
    one, two = course("urn:1", ECTS=5), course("urn:2", ECTS=5)
    found = opened(
        record(programme, one, two, links=[("isParentOf", "urn:a", "urn:1"), ("isPartOf", "urn:2", "urn:1")])
    )
    assert [(module.id, module.part_of) for module in only(found).modules] == [("m1", None), ("m2", "m1")]
    assert not found.modules
    assert "credits_do_not_add_up" in codes(found)


def test_a_circle_is_not_followed() -> None:
    links = [("isParentOf", "urn:1", "urn:2"), ("isParentOf", "urn:2", "urn:1")]
    found = opened(record(course("urn:1"), course("urn:2"), links=links))
    assert [module.part_of for module in found.modules] == [None, "m1"]
    assert "association_not_used" in codes(found)


def test_an_id_of_two_achievements_is_not_followed() -> None:
    found = opened(record(course("urn:1"), course("urn:1"), badge(), links=[("isParentOf", "urn:a", "urn:1")]))
    assert not only(found).modules
    assert "achievement_id_shared" in codes(found)


def test_what_a_record_holds_besides() -> None:
    stranger = badge(id="urn:d", subject={"id": "urn:other"})
    other = {"type": "DriversLicense", "credentialSubject": {}}
    described = [{"id": "urn:x", "name": "Surgery"}]
    found = opened(record(stranger, other, 5, achievement=described))
    assert {"subject_differs", "credential_unknown", "achievement_described"} <= codes(found)
    assert [getattr(item, "type", None) for _, item in found.items() if "Surgery" in item.model_dump_json()] == [
        "achievement_description"
    ]


def jwt(payload: Any) -> str:
    parts = ({"alg": "ES256"}, payload)
    return ".".join(urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts) + ".c2ln"


def test_a_record_may_hold_signed_credentials() -> None:
    found = opened(record(jwt({"vc": badge()})))
    assert only(found).title == {"und": "Wound care"}
    assert "signature_present_not_verified" in codes(found)


@pytest.mark.parametrize(
    "end, until", [(1767225600, "2026-01-01"), (1767225600.5, None), (-1, None), (10**14, None), ("x", None)]
)
def test_a_token_that_ends_ends_its_badge(end: Any, until: str | None) -> None:
    found = read(jwt({"vc": badge(), "exp": end}).encode())
    expires = only(found).expires
    assert (expires.text if expires else None) == until
    assert ("number_unreadable" in codes(found)) == (until is None)
    stated = read(jwt({"vc": badge(validUntil="2025-01-01"), "exp": end}).encode())
    assert only(stated).expires != expires


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(*chunks: bytes) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"\0" * 13) + b"".join(chunks) + chunk(b"IEND", b"")


def baked(text: str, key: bytes = b"openbadgecredential") -> bytes:
    return chunk(b"iTXt", key + b"\0\0\0\0\0" + text.encode())


@pytest.mark.parametrize("text", [json.dumps(badge(), indent=1), jwt(badge()), jwt({"vc": badge()})])
def test_a_badge_in_a_png(text: str) -> None:
    found = read(png(chunk(b"tEXt", b"Comment\0x"), baked(text)))
    assert only(found).title == {"und": "Wound care"}
    assert "unwrapped" in codes(found)


def test_an_assertion_in_a_png() -> None:
    inside = {"name": "Wound care", "issuer": {"name": "School"}}
    assertion = {
        "type": "Assertion",
        "recipient": {"hashed": False},
        "badge": inside,
        "revoked": True,
        "expires": "2030",
    }
    found = read(png(chunk(b"tEXt", b"openbadges\0" + json.dumps(assertion).encode())))
    assert (only(found).status, list(only(found).body.values())) == ("completed", ["School"])
    assert "revoked_by_itself" in codes(found)


@pytest.mark.parametrize(
    "data, code",
    [
        (png(), "unknown_format"),
        (png(baked("https://school.example/b")), "badge_elsewhere"),
        (png(baked("{}"), baked("{}")), "several_subjects"),
        (png(baked("{}"))[:-20], "picture_damaged"),
        (png(baked("{}").replace(b"{}", b"{x")), "picture_damaged"),
        (png(baked("{}", b"openbadges").replace(b"\0\0\0\0\0", b"\0\1\0\0\0")), "picture_damaged"),
        (png(*[chunk(b"IDAT", b"")] * 10_001), "picture_damaged"),
        (png(b"\xff\xff\xff\xffIDAT"), "picture_damaged"),
        (png(chunk(b"tEXt", b"openbadges\0\xff")), "picture_damaged"),
        (png(baked("")), "empty"),
    ],
)
def test_pictures_that_give_no_badge(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as refused:
        read(data)
    assert refused.value.code == code


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0">{}</svg>'
HOLD = "<openbadges:credential{}>{}</openbadges:credential>"
DOCTYPE = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'


@pytest.mark.parametrize("before", ["", DOCTYPE, f"<?xml version='1.0'?><!-- a -->\n{DOCTYPE}\n<!-- b -->"])
def test_a_badge_in_an_svg(before: str) -> None:
    inside = HOLD.format("", f"<![CDATA[{json.dumps(badge())}]]>")
    assert only(read((before + SVG.format(inside)).encode())).title == {"und": "Wound care"}
    signed = HOLD.format(f' verify="{jwt(badge())}"', "")
    assert only(read((before + SVG.format(signed)).encode())).title == {"und": "Wound care"}


@pytest.mark.parametrize(
    "before",
    [
        '<!DOCTYPE svg [<!ENTITY a "b">]>',
        '<!DOCTYPE svg SYSTEM "x" [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        f"{DOCTYPE}{DOCTYPE}",
        DOCTYPE.replace("svg PUBLIC", "html PUBLIC"),
    ],
)
def test_a_doctype_that_says_something_is_refused(before: str) -> None:
    with pytest.raises((UnsafeDocument, InvalidDocument)) as refused:
        read((before + SVG.format(HOLD.format("", json.dumps(badge())))).encode())
    assert refused.value.code in ("doctype_forbidden", "not_well_formed")


def test_an_svg_without_badge_is_unknown() -> None:
    with pytest.raises(UnknownFormat):
        read(SVG.format("<g/>").encode())


def test_a_diploma_in_the_words_of_schema_org() -> None:
    held = [{"name": "Nursing"}, "https://school.example/a", {"name": "Attendance"}]
    document = {
        **badge(),
        "type": ["VerifiableCredential"],
        "credentialSubject": {"name": "Ana", "hasCredential": held},
    }
    found = opened(document)
    assert [item.status for item in found.qualifications] == ["completed", None, None]
    assert {"achievement_elsewhere", "participation_only"} <= codes(found)
    assert found.person is not None
    assert found.person.full_name == "Ana"


def test_an_ebsi_diploma_of_another_sealer() -> None:
    subject = {
        "learningAchievement": {"title": "Nursing"},
        "awardingOpportunity": {"awardingBody": {"id": "did:b", "preferredName": "TODO"}, "location": "FI"},
        "learningSpecification": {"eqfLevel": 6, "ectsCreditPoints": "210,5", "iscedfCode": "0913"},
    }
    found = opened({**badge(), "type": "VerifiableDiploma", "issuer": "did:a", "credentialSubject": subject})
    item = only(found)
    assert (item.field, item.country, item.credits and item.credits.amount.low) == ("0913", "FI", 21050)
    assert {"issuer_not_awarding", "placeholder", "decimal_comma", "holder_unnamed"} <= codes(found)
    assert "credential_expires" not in codes(found)
    ends = {"validUntil": "2030-01-01T00:00:00Z", "type": "VerifiableDiploma", "credentialSubject": subject}
    ending = opened({**badge(), **ends})
    assert only(ending).expires is None  # a diploma does not end with the credential that tells of it
    said = [problem.sentence for problem in ending.problems if problem.code == "credential_expires"]
    assert said == ["The credential says that it is valid until '2030-01-01'."]


def test_achievements_that_are_only_described_are_listed_and_prove_nothing() -> None:
    whole = record(badge())
    subject = whole["credentialSubject"]
    subject["achievement"] = [{"id": "urn:x", "name": "Above"}, {"id": "urn:y", "name": "Below"}]
    subject["association"] = [{"associationType": "isPartOf", "sourceId": "urn:y", "targetId": "urn:x"}]
    found = opened(whole)
    above, below = (item for item in found.documents if item.type == "achievement_description")
    assert (above.note, above.of, below.note, below.of) == ("Above", None, "Below", above.id)
    assert not found.modules
    assert len(found.qualifications) == 1


def test_a_record_tells_what_it_is_called() -> None:
    assert (opened({**record(badge()), "name": "Ana Lund"}).documents[0].note or "").endswith("; called: Ana Lund")


DOCUMENTS = [
    json.dumps(badge(validUntil="2030-01-01"), indent=1).encode(),
    json.dumps(record(badge(), course("urn:1", ECTS=5), links=[("isParentOf", "urn:a", "urn:1")]), indent=1).encode(),
    jwt({"vc": badge(), "iss": "x"}).encode(),
    png(baked(json.dumps(badge()))),
    (DOCTYPE + SVG.format(HOLD.format("", json.dumps(badge())))).encode(),
    *(path.read_bytes() for folder in ("openbadges3", "clr2", "vc")
      for path in sorted((Path(__file__).resolve().parents[1] / "samples" / folder).iterdir())),
]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(DOCUMENTS), st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=3), st.integers(0, 3))))
def test_mutated_samples_give_a_dossier_or_a_refusal(data: bytes, changes: list[tuple[float, bytes, int]]) -> None:
    for where, put, cut in changes:
        at = int(where * len(data))
        data = data[:at] + put + data[at + cut :]
    with suppress(ReadError):
        assert isinstance(read(data), Dossier)


ODD: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, 7, "", "x", [], {}, [[]], [{}], {"id": 5}, [None], "2024-13-01", {"@value": 1}]
)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_value_in_any_place_is_read_past(data: st.DataObject) -> None:
    """One value of a document is replaced by another of any shape."""
    document = json.loads(data.draw(st.sampled_from([one for one in DOCUMENTS if one.startswith(b"{")])))
    here: Any = document
    while True:
        keys = list(here) if isinstance(here, dict) else list(range(len(here)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(here[key], (dict, list)) or not here[key] or data.draw(st.booleans()):
            here[key] = data.draw(ODD)
            break
        here = here[key]
    with suppress(ReadError):
        found = opened(document)
        assert Dossier.model_validate(found.model_dump(by_alias=True)) == found.with_problems(())


def test_every_explained_code_is_raised() -> None:
    text = "".join(path.read_text("utf-8") for path in READERS.glob("*.py"))
    assert not [code for code in CODES if f'"{code}"' not in text]


@pytest.mark.parametrize("tag, code", [("nl-NL", False), ("en-EN", True), ("nl", False)])
def test_a_region_that_is_no_country_is_said(tag: str, code: bool) -> None:
    found = opened(badge(subject={"achievement": achievement(inLanguage=tag)}))
    assert only(found).taught_in == (tag[:2],)
    assert ("language_tag" in codes(found)) is code


def test_a_result_whose_description_is_missing_has_no_scale() -> None:
    about = achievement(resultDescription=[{"id": "urn:r", "valueMin": "1", "valueMax": "10", "requiredValue": "6"}])
    result = [{"resultDescription": "urn:other", "value": "5"}]
    found = opened(badge(subject={"achievement": about, "result": result}))
    assert "reference_to_nothing" in codes(found)
    assert only(found).status != "failed"  # the mark is below the pass mark of another scale
    stated = opened(badge(subject={"achievement": about, "result": [{**result[0], "resultDescription": "urn:r"}]}))
    assert only(stated).status == "failed"
