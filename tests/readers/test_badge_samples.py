"""Every sample of Open Badges, learner records and verifiable diplomas against what a careful person found in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from recognition.model.dossier import Dossier
from recognition.model.evidence import Document, Module, Qualification
from recognition.model.values import HUNDRED, Day
from recognition.readers.dossier_write import write_dossier
from recognition.readers.read import read
from recognition.readers.tree import plain
from recognition.readers.yaml_loader import parse_yaml

SAMPLES = Path(__file__).resolve().parents[1] / "samples"

# The codes that report each line of dirt in EXPECTED.yaml.
DIRT: dict[str, dict[str, list[str]]] = {
    "openbadges3/nl-theed_regular_full_ho.json": {
        "country code XX": ["country_unknown"],
        "language tag en-EN": ["language_tag"],
        "result points to a resultDescription id that does not exist": ["reference_to_nothing"],
    },
    "openbadges3/1edtech-complete.json": {
        "earned credits exceed those available": ["credits_exceed"],
        "credit unit not stated": ["scheme_missing"],
    },
    "clr2/1edtech-nurse-assistant.json": {
        "VC 1.1 issuanceDate while the simple file uses validFrom": ["award_day_assumed"],
        "US addresses without a country": ["country_unknown"],
    },
    "vc/ebsi-verifiable-diploma.json": {
        "country is the text FRANCE": ["country_in_words"],
        "iscedfCode 7 is a level not a field": ["field_unreadable"],
        "grade held as the grading scheme's title": ["grade_in_scheme"],
    },
    **{
        key: {}
        for key in (
            "openbadges3/nl-mbob_zw_ssb_microcredential_full.json",
            "openbadges3/nl-mbob_zw_td_regular_full.json",
            "openbadges3/nl-uvh_at_microcredential_full_1.json",
            "openbadges3/1edtech-simple.json",
            "openbadges3/1edtech-simple.jwt",
            "openbadges3/1edtech-simple-baked.svg",
            "openbadges3/1edtech-expired.json",
            "openbadges3/ob20-assertion.json",
            "clr2/1edtech-simple.json",
            "vc/mit-course-certificate.json",
            "vc/schemaorg-hnc.json",
        )
    },
}
HERE = [name for name in DIRT if (SAMPLES / name).is_file()]


@pytest.fixture(scope="session")
def expected(shared: Path) -> dict[str, dict[str, Any]]:
    entries = plain(parse_yaml((shared / "samples" / "EXPECTED.yaml").read_text("utf-8")))
    return {key: value for key, value in entries.items() if key.startswith(("openbadges3/", "clr2/", "vc/"))}


def codes(dossier: Dossier) -> set[str]:
    return {problem.code for problem in dossier.problems}


def raw(item: Qualification | Document, field: str) -> str | None:
    assert item.origin is not None
    return item.origin.values[field].raw if field in item.origin.values else None


def is_on(day: Day | None, wanted: str) -> None:
    """The day, or an interval of two days that holds it where only a moment in UTC is stated."""
    assert day is not None
    assert wanted in day.text.split("..")


def check(dossier: Dossier, wanted: dict[str, Any]) -> None:
    """Take out of `wanted` all that is found."""
    paper = dossier.documents[0]
    item: Any = dossier.qualifications[0]
    if holder := wanted.pop("holder", None):
        person = dossier.person
        if person is None:
            assert any(problem.hint and holder["name"] in problem.hint for problem in dossier.problems)
        elif "name" in holder:
            assert person.full_name == holder["name"]
        else:
            assert (person.given_names, person.family_name) == (holder["given"], holder["family"])
            is_on(person.born, holder["birth"])
    if issuer := wanted.pop("issuer", None):
        assert list(paper.issuer_name.values()) == [issuer["title"]]
        assert paper.country == issuer.get("country")
    if "awarding_body" in wanted:
        assert list(item.body.values()) == [wanted.pop("awarding_body")]
        assert item.country == wanted.pop("country")
    if "title" in wanted:
        assert list(item.title.values()) == [wanted.pop("title")]
    if "achievement_type" in wanted:
        assert raw(item, "type") == wanted.pop("achievement_type")
    if level := wanted.pop("level", None):
        assert item.level is not None
        assert item.level.eqf == level["EQF"]
    if "hours" in wanted:
        assert item.hours.total.low == wanted.pop("hours") * HUNDRED
    if credits := wanted.pop("credits", None):
        assert (item.credits.system, item.credits.amount.low) == ("ects", int(credits["value"] * HUNDRED))
    for key in ("credits_available", "credits_earned"):
        if key in wanted:
            assert item.credits is None
            assert raw(item, key) == str(wanted.pop(key))
    if "grade" in wanted:
        grade = wanted.pop("grade")
        value = grade["value"] if isinstance(grade, dict) else grade
        assert raw(item, "result") == str(value)
        assert str(value) in (item.note or "")
        if isinstance(grade, dict) and "min" in grade:
            assert item.note == f"result {value}, from {grade['min']} to {grade['max']}, pass at {grade['pass']}"
    if "languages" in wanted:
        assert list(item.taught_in) == wanted.pop("languages")
    if accreditation := wanted.pop("accreditation", None):
        (found,) = dossier.accreditations
        assert (found.note or "").startswith(": ".join(accreditation.values()))
    if valid := wanted.pop("valid", None):
        is_on(paper.issued, valid["from"])
        is_on(paper.until, valid["until"])
    if wanted.pop("expired", False):
        assert item.expires is not None
        assert item.expires.text == "2010-01-01"
    for key in ("valid_from", "issued"):
        if key in wanted:
            is_on(paper.issued, str(wanted.pop(key))[:10])
    if dates := wanted.pop("dates", None):
        is_on(item.training_start, dates["start"])
        is_on(item.training_end, dates["end"])
    if wanted.pop("id_verified", False):
        assert "identityChecked: true" in (paper.note or "")
    if signature := wanted.pop("signature", None):
        assert ("signature_present_not_verified" in codes(dossier)) == (signature == "present")
        assert {found.strength for _, found in dossier.items()} == {"document"}
    if transport := wanted.pop("transport", None):
        if "JWT" in transport:
            assert "signature_present_not_verified" in codes(dossier)
        else:
            assert any("SVG" in problem.sentence for problem in dossier.problems if problem.code == "unwrapped")
    if version := wanted.pop("version", None):
        assert paper.note == f"Open Badges {version}"
    if main := wanted.pop("main", None):
        assert list(item.title.values()) == [main["title"]]
        assert raw(item, "type") == main["type"]
    for key, word in (("credentials", "credentials"), ("achievements", "described"), ("associations", "associations")):
        if key in wanted:
            assert f"{word}: {wanted.pop(key)}" in (paper.note or "")
    if "courses" in wanted:
        modules = [found for _, found in dossier.items() if isinstance(found, Module)]
        assert [title for found in modules for title in found.title.values()] == wanted.pop("courses")
    if "badge" in wanted:
        assert list(dossier.qualifications[1].title.values()) == [wanted.pop("badge")]
    if endorsement := wanted.pop("endorsement", None):
        (shown,) = [shown for shown in dossier.documents if shown.type == "endorsement"]
        assert (list(shown.issuer_name.values()), shown.of) == ([endorsement["by"]], item.id)
    if "recipient hashed" in wanted:
        del wanted["recipient hashed"]
        assert any("scrambled" in problem.sentence for problem in dossier.problems)
    if wanted.pop("association", None):
        assert {"achievement_described", "association_not_used"} <= codes(dossier)


@pytest.mark.parametrize("name", DIRT)
def test_a_sample_reads_as_expected(name: str, expected: dict[str, dict[str, Any]], shared: Path) -> None:
    wanted = dict(expected[name])
    for key in ("dirt", "note"):
        wanted.pop(key, None)
    check(read(shared / "samples" / name), wanted)
    assert not wanted, "EXPECTED.yaml says something that this test does not check"


@pytest.mark.parametrize("name, line", [(name, line) for name, lines in DIRT.items() for line in lines])
def test_a_line_of_dirt_is_reported(name: str, line: str, shared: Path) -> None:
    assert set(DIRT[name][line]) <= codes(read(shared / "samples" / name))


def test_every_line_of_dirt_has_its_test(expected: dict[str, dict[str, Any]]) -> None:
    assert {name: list(entry.get("dirt", [])) for name, entry in expected.items()} == {
        name: list(lines) for name, lines in DIRT.items()
    }


@pytest.mark.parametrize("name", HERE)
def test_what_is_built_unchecked_equals_what_is_checked(name: str) -> None:
    found = read(SAMPLES / name)
    assert Dossier.model_validate(found.model_dump(by_alias=True)) == found.with_problems(())


@pytest.mark.parametrize("name", HERE)
@pytest.mark.parametrize("form", ["yaml", "json"])
def test_writing_and_reading_gives_the_same(name: str, form: Any) -> None:
    found = read(SAMPLES / name)
    assert read(write_dossier(found, form).encode(), trusted=True) == found


def test_addresses_and_numbers_of_persons_stay_out() -> None:
    for name in HERE:
        text = read(SAMPLES / name).model_dump_json()
        for private in ("student@1edtech.edu", "somebody@gmail.com", "67890", "0904008084H", "ecf5409f3f4b"):
            assert private not in text


def test_the_jwt_names_its_issuer() -> None:
    (paper,) = read(SAMPLES / "openbadges3" / "1edtech-simple.jwt").documents
    assert paper.issuer == "https://example.edu/issuers/565049"


def test_the_picture_keeps_its_lines() -> None:
    (badge,) = read(SAMPLES / "openbadges3" / "1edtech-simple-baked.svg").qualifications
    assert badge.origin is not None
    assert badge.origin.values["title"].line == 30
