"""Every sample of European digital credentials against what a careful person found in it, its dirt included."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from recognition.foundations.codes_all import CODES
from recognition.foundations.problems import InvalidDocument, UnknownFormat
from recognition.model.dossier import Dossier
from recognition.model.evidence import Module, Qualification
from recognition.model.values import HUNDRED, Amount
from recognition.readers.dossier_write import write_dossier
from recognition.readers.json_loader import parse_json
from recognition.readers.read import read
from recognition.readers.tree import plain
from recognition.readers.yaml_loader import parse_yaml

SAMPLES = Path(__file__).resolve().parents[1] / "samples"

# The codes that report each line of dirt in EXPECTED.yaml; an empty list: the file is refused, which reports it.
DIRT: dict[str, dict[str, list[str]]] = {
    "edc3/ec-microcredential-annex1.jsonld": {
        "birth date stored as the evening before in UTC": ["day_shifted"],
        "the activity's volumeOfLearning is P60M (60 months) beside the qualification's PT60H": ["months_for_hours"],
        "one outcome title has a misspelt second language": ["languages_uneven"],
        "every object is repeated inline": ["repeated_inline"],
    },
    "edc3/ec-participation-signed-jades.jsonld": {
        "specification says volumeOfLearning P2M (two months) for a two-hour webinar": ["months_for_hours"],
    },
    "edc3/ec-minimal-3.1.jsonld": {},
    "edc3/ec-minimal.ttl": {},
    "edc3/dc4eu-vet-microcredential.json": {
        "concepts have notation but no URI": ["concept_without_address"],
        "country only under eIDASIdentifier and location": ["country_elsewhere"],
        "full-time stored as a mode of learning": ["mode_misplaced"],
    },
    "edc3/dc4eu-diploma.json": {
        "the qualification's title says EQF Level 1, its eqfLevel says 6: report the conflict": [
            "level_title_conflict"
        ],
        "field 061 labelled Education": ["field_name_conflict"],
    },
    "edc3/dc4eu-diploma-supplement.json": {
        "courses are under wasDerivedFrom": ["course_as_assessment"],
        "accreditation only as free text": ["accreditation_in_words"],
    },
    "edc3/dc4eu-upper-secondary-not-json.json": {},
    "edc3/dc4eu-medical-training.json": {
        "credit value 1,5 with a decimal comma": ["decimal_comma"],
        "eqfLevel is a bare number here": ["level_bare"],
        "an object elsewhere": ["level_bare"],
        "continuing-education credits are not ECTS": ["credits_several"],
    },
    "edc3/dc4eu-training-accreditation.json": {},
    "edc3/ebsi-accreditation.json": {
        "expiry": ["fields_misplaced"],
        "status and proof are nested inside credentialSubject": ["fields_misplaced"],
    },
    "edc3/ebsi-accreditation-org-not-json.json": {"dates written 01.01.2018": []},
    "edc3/waltid-europass-ebsi.json": {
        "keys eqflLevel and eCTSCreditPoints": ["misspelt_name"],
        "a master's degree declared EQF 5": ["level_doubtful"],
        "awarding body is only a DID": ["body_unnamed"],
        "achievement title of the part is empty": ["empty_element"],
    },
    "edci2/degree-hr-msc.xml": {
        "a master's degree declared EQF 5": ["level_doubtful"],
        "activities and assessments repeated inline under whole and part so summing hours double-counts": [
            "repeated_inline"
        ],
        "two components awarded by a Belgian university": ["awarded_abroad"],
        "a code URI with a trailing space": ["address_with_space"],
    },
    "edci2/simple-no-achievement.xml": {
        "issuer has prefLabel but no legalName": ["name_not_legal"],
        "valid only after its issue date": ["valid_later"],
    },
    "edci2/two-achievements-fr.xml": {
        "issuer (sealer) is not the awarding body and has no country": [
            "issuer_not_awarding_body", "issuer_country_unknown",
        ],
    },
    "edci2/presentation-fi-supplement.xml": {
        "the degree itself has no level while its parts do": ["level_only_in_parts"],
        "national id says ES as alpha-2 where other samples use alpha-3": ["country_form"],
    },
}  # fmt: skip
REFUSED = {
    "edc3/ec-minimal.ttl": (UnknownFormat, None),
    "edc3/dc4eu-upper-secondary-not-json.json": (InvalidDocument, 99),
    "edc3/ebsi-accreditation-org-not-json.json": (InvalidDocument, 21),
}
LINES = [(name, line) for name, lines in DIRT.items() for line in lines]
SAID_IN_NOTES = ("note", "dirt", "transport", "expired", "claim_type", "partial_qualification", "setting")


@pytest.fixture(scope="session")
def expected(shared: Path) -> dict[str, dict[str, Any]]:
    entries = plain(parse_yaml((shared / "samples" / "EXPECTED.yaml").read_text("utf-8")))
    return {key: value for key, value in entries.items() if key.startswith(("edc3/", "edci2/"))}


def opened(name: str, shared: Path) -> Dossier:
    return read(SAMPLES / name if (SAMPLES / name).is_file() else shared / "samples" / name)


def codes(dossier: Dossier) -> set[str]:
    return {problem.code for problem in dossier.problems}


def main(dossier: Dossier) -> Qualification | Module:
    return dossier.qualifications[0] if dossier.qualifications else dossier.modules[0]


def raws(item: Any, field: str) -> list[str | None]:
    assert item.origin is not None
    return [written.raw for key, written in item.origin.values.items() if key == field or key.startswith(f"{field}_")]


def hours(item: Any) -> float | None:
    total = item.hours if isinstance(item, Module) or item.hours is None else item.hours.total
    return total.low / HUNDRED if total else None


def level(item: Any) -> int | None:
    return item.level.eqf if item.level else None


def ects(item: Any) -> float:
    assert item.credits is not None
    assert item.credits.system == "ects"
    return float(item.credits.amount.low / HUNDRED)


def titled(value: Any) -> dict[str, str]:
    return value if isinstance(value, dict) else {"und": value}


def is_day(found: Any, wanted: object) -> bool:
    return found is not None and found.text == str(wanted)[:10]


class Sample:
    """What one entry of EXPECTED.yaml wants, taken off as it is checked."""

    def __init__(self, wanted: dict[str, Any], dossier: Dossier) -> None:
        self.wanted = wanted
        self.dossier = dossier
        self.document = dossier.documents[0]
        for key, check in vars(type(self)).items():
            if key.startswith("on_") and key[3:] in self.wanted:
                check(self, self.wanted.pop(key[3:]))

    def on_holder(self, wanted: dict[str, Any]) -> None:
        person = self.dossier.person
        assert person is not None
        for key, field in (("full", "full_name"), ("given", "given_names"), ("family", "family_name")):
            if key in wanted:
                assert getattr(person, field) == wanted[key]
        if "birth" in wanted:
            assert is_day(person.born, wanted["birth"])
        nations = wanted.get("citizenship", [])
        assert list(person.nationalities) == (nations if isinstance(nations, list) else [nations])
        if "national_id_country" in wanted:
            assert raws(person, "national_id_country")

    def on_issuer(self, wanted: dict[str, Any]) -> None:
        names = [self.document.issuer_name] + [module.institution for module in self.dossier.modules]
        assert wanted["title"] in names
        assert self.document.country == wanted.get("country")
        if "deqar" in wanted:
            assert any(code.endswith(f"/{wanted['deqar']}") for code in self.document.issuer_ids)

    def on_awarding_body(self, wanted: Any) -> None:
        body = wanted if isinstance(wanted, dict) else {"title": {"en": wanted}}
        for qualification in self.dossier.qualifications:
            assert qualification.body == body["title"]
            if "country" in body:
                assert qualification.country == body["country"]

    def on_country(self, wanted: str) -> None:
        assert main(self.dossier).country == wanted

    def on_title(self, wanted: Any) -> None:
        curriculum = self.dossier.curriculum
        assert (curriculum.title if curriculum else main(self.dossier).title) == titled(wanted)

    def on_credential_title(self, wanted: dict[str, str]) -> None:
        assert (self.document.note or "").endswith(f"title: {wanted['en']}")

    def on_level(self, wanted: dict[str, Any]) -> None:
        item = self.dossier.curriculum or main(self.dossier)
        assert level(item) == wanted["EQF"]
        if "NQF" in wanted:
            assert wanted["NQF"] in raws(item, "level_national")

    def on_credits(self, wanted: Any) -> None:
        item = main(self.dossier)
        assert item.credits is not None
        first, *others = wanted if isinstance(wanted, list) else [wanted]
        assert item.credits.system == first["scheme"].lower().replace(" ", "_")
        assert item.credits.amount == Amount(*(int(first["value"] * HUNDRED),) * 2)
        for other in others:
            assert str(other["value"]) in raws(item, "credits")

    def on_other_credits(self, wanted: int) -> None:
        assert raws(main(self.dossier), "other_credits") == [str(wanted)]

    def on_hours(self, wanted: int) -> None:
        assert hours(self.dossier.curriculum or main(self.dossier)) == wanted

    def on_duration(self, wanted: str) -> None:
        assert raws(main(self.dossier), "duration") == [wanted]
        item = main(self.dossier)
        assert isinstance(item, Qualification)
        assert item.duration == Amount(*({"P4Y": 400, "P21M": 175, "P24M": 200}[wanted],) * 2)

    def on_max_duration(self, wanted: str) -> None:
        assert raws(main(self.dossier), "maximum_duration") == [wanted]

    def on_languages(self, wanted: list[str]) -> None:
        item = main(self.dossier)
        assert list(item.taught_in if isinstance(item, Qualification) else [item.language]) == wanted

    def on_learning_outcomes(self, wanted: int) -> None:
        assert sum(module.type == "learning_outcome" for module in self.dossier.modules) == wanted

    def on_esco_skills(self, wanted: int) -> None:
        skills = [code for module in self.dossier.modules for code in module.outcomes]
        assert len(skills) == wanted
        assert all(code.startswith("http://data.europa.eu/esco/skill/") for code in skills)

    def on_isced_f(self, wanted: list[str]) -> None:
        item = main(self.dossier)
        assert item.field == wanted[0]
        assert [str(raw).rpartition("/")[2] for raw in raws(item, "field")] == wanted

    def on_assessment(self, wanted: dict[str, Any]) -> None:
        self.on_grade(wanted["grade"])

    def on_grade(self, wanted: str) -> None:
        assert raws(main(self.dossier), "result") == [wanted]
        assert f"Grade: {wanted}" in (main(self.dossier).note or "")

    on_classification = on_grade

    def on_activity_dates(self, wanted: list[Any]) -> None:
        item = main(self.dossier)
        assert isinstance(item, Qualification)
        assert is_day(item.training_start, wanted[0])
        assert is_day(item.training_end, wanted[1])

    def on_dates(self, wanted: dict[str, Any]) -> None:
        item = main(self.dossier)
        if isinstance(item, Qualification):
            self.on_activity_dates([wanted["start"], wanted["end"]])
        else:
            assert is_day(item.date, wanted["end"])
            assert raws(item, "training_start") == [wanted["start"]]

    def on_awarded(self, wanted: Any) -> None:
        item = main(self.dossier)
        assert isinstance(item, Qualification)
        assert is_day(item.issued, wanted)
        assert item.status == "completed"

    def on_issued(self, wanted: Any) -> None:
        assert is_day(self.document.issued, wanted)

    def on_valid(self, wanted: dict[str, Any]) -> None:
        assert raws(self.document, "valid_from")[:1] or self.dossier.accreditations
        assert is_day(self.document.until, wanted["until"])
        for one in self.dossier.accreditations if self.dossier.curriculum else ():
            assert is_day(one.from_, wanted["from"])
            assert is_day(one.until, wanted["until"])

    def on_valid_from(self, wanted: Any) -> None:
        assert str(raws(self.document, "valid_from")[0]).startswith(str(wanted)[:10])

    def on_signature(self, wanted: str) -> None:
        assert ("signature_present_not_verified" in codes(self.dossier)) == (wanted != "none")
        assert {item.strength for _, item in self.dossier.items()} == {"document"}

    def on_entitles_to(self, wanted: list[str]) -> None:
        assert f"Entitles to: {'; '.join(wanted)}" in (main(self.dossier).note or "")

    on_entitlements = on_entitles_to

    def on_accreditation_note(self, wanted: str) -> None:
        assert "accreditation_in_words" in codes(self.dossier)
        assert not self.dossier.accreditations

    def on_accreditation(self, wanted: Any) -> None:
        found = self.dossier.accreditations
        if isinstance(wanted, list):
            assert [one.by for one in found] == [one["body"] for one in wanted]
            assert all(is_day(one.from_, other["date"]) for one, other in zip(found, wanted, strict=True))
            return
        (one,) = found
        assert one.scope is not None
        assert one.scope.levels == (wanted["level"]["EQF"],)
        assert one.note == f"Decision: {wanted['decision']}"
        assert str(raws(one, "review")[0]).startswith(str(wanted["review"]))
        assert one.until is not None
        assert one.until.text.startswith(str(wanted["expires"]))

    def on_accrediting_bodies(self, wanted: int) -> None:
        assert len({one.by for one in self.dossier.accreditations}) == wanted

    def on_entry_requirement(self, wanted: dict[str, str]) -> None:
        assert raws(main(self.dossier), "entry_requirement") == [wanted["en"]]

    def on_components(self, wanted: Any) -> None:
        found = [module for item in self.dossier.qualifications for module in item.modules]
        if isinstance(wanted, int):
            assert len(found) == wanted
            return
        for module, part in zip(found, wanted, strict=True):
            self.part(module, part)

    on_courses = on_components

    def on_component(self, wanted: dict[str, Any]) -> None:
        self.part(self.dossier.qualifications[0].modules[0], wanted)

    def part(self, item: Any, wanted: dict[str, Any]) -> None:
        known = {"title", "ects", "EQF", "hours", "grade", "languages", "awarding_country"}
        assert set(wanted) <= known
        assert wanted["title"] in item.title.values()
        assert ects(item) == wanted["ects"]
        if "EQF" in wanted:
            assert level(item) == wanted["EQF"]
        if "hours" in wanted:
            assert hours(item) == wanted["hours"]
        if "grade" in wanted:
            assert raws(item, "result") == [wanted["grade"]]
        if "awarding_country" in wanted:
            assert item.country == wanted["awarding_country"]
        if "languages" in wanted:
            assert [item.language] == wanted["languages"]

    def on_component_ects(self, wanted: list[int]) -> None:
        assert [ects(module) for module in self.dossier.qualifications[0].modules] == wanted

    def on_component_hours(self, wanted: list[int]) -> None:
        assert [hours(module) for module in self.dossier.qualifications[0].modules] == wanted

    def on_achievements(self, wanted: list[dict[str, Any]]) -> None:
        for item, part in zip(self.dossier.qualifications, wanted, strict=True):
            self.part(item, part)


@pytest.mark.parametrize("name", DIRT)
def test_a_sample_reads_as_expected(name: str, expected: dict[str, dict[str, Any]], shared: Path) -> None:
    if name in REFUSED:
        error, line = REFUSED[name]
        with pytest.raises(error) as refused:
            opened(name, shared)
        assert refused.value.problems[0].place.line == line
        return
    wanted = {key: value for key, value in expected[name].items() if key not in SAID_IN_NOTES}
    sample = Sample(wanted, opened(name, shared))
    assert not sample.wanted, "EXPECTED.yaml says something that this test does not check"


def test_what_else_is_said_of_samples(shared: Path) -> None:
    attended = opened("edc3/ec-participation-signed-jades.jsonld", shared)
    assert not attended.qualifications
    assert attended.modules[0].status == "unclear"
    assert {"attendance_only", "credential_wrapped"} <= codes(attended)
    expired = opened("edc3/ec-minimal-3.1.jsonld", shared)
    assert "credential_expires" in codes(expired)
    assert expired.qualifications[0].status is None
    whole = opened("edc3/ec-microcredential-annex1.jsonld", shared)
    assert "partial_qualification" not in codes(whole)
    assert "partial_qualification" in codes(opened("edci2/two-achievements-fr.xml", shared))


@pytest.mark.parametrize("name, line", LINES)
def test_a_line_of_dirt_is_reported(name: str, line: str, shared: Path) -> None:
    wanted = DIRT[name][line]
    if not wanted:
        with pytest.raises(InvalidDocument, match="not_well_formed"):
            opened(name, shared)
        return
    assert set(wanted) <= codes(opened(name, shared))


def test_every_line_of_dirt_has_its_test(expected: dict[str, dict[str, Any]]) -> None:
    assert {name: list(entry.get("dirt", [])) for name, entry in expected.items()} == {
        name: list(lines) for name, lines in DIRT.items()
    }


@pytest.mark.parametrize("name", [name for name in DIRT if name not in REFUSED])
def test_what_is_built_unchecked_equals_what_is_checked(name: str, shared: Path) -> None:
    found = opened(name, shared)
    checked = Dossier.model_validate(plain(parse_json(write_dossier(found, "json"))))
    assert checked == found
    assert found.model_dump() == checked.model_dump()


@pytest.mark.parametrize("name", [name for name in DIRT if name not in REFUSED])
def test_every_value_has_its_place(name: str, shared: Path) -> None:
    for _, item in opened(name, shared).items():
        assert item.origin is not None
        assert item.origin.document == Path(name).name
        assert item.origin.path
        assert item.origin.line
        for written in item.origin.values.values():
            assert written.path
            assert written.line


@pytest.mark.parametrize("name", [name for name in DIRT if name not in REFUSED])
def test_personal_numbers_stay_out_of_the_dossier(name: str, shared: Path) -> None:
    text = opened(name, shared).model_dump_json()
    for number in ("LA-234218", "97168A", "12345LA", "123124G", "142937", "18118654", "99009900", "12345678"):
        assert number not in text


def test_every_code_is_registered(shared: Path) -> None:
    for name in DIRT:
        if name not in REFUSED:
            assert codes(opened(name, shared)) <= set(CODES)
