"""Every sample of course metadata against what a careful person found in it, its dirt included.

None of these documents may be republished here; look-alikes of our own are in the tests of each format.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from recognition.foundations.problems import MisuseError
from recognition.model.dossier import Curriculum, Dossier
from recognition.model.evidence import Document, Module
from recognition.model.values import HUNDRED, Amount, Day
from recognition.readers.merge import merge
from recognition.readers.read import read
from recognition.readers.tree import plain
from recognition.readers.yaml_loader import parse_yaml

# The codes that report each line of dirt in EXPECTED.yaml, and the course of a catalogue that shows it.
DIRT: dict[str, tuple[str | None, dict[str, list[str]]]] = {
    "loq/loq-3.1-generated.xml": (
        None,
        {"an endDate before its startDate": ["end_before_start"], "nonsense values": ["number_unreadable"]},
    ),
    "loq/qms-loms-1.1.xml": (
        "LOP0001ID01",
        {"HTML inside text": ["markup_in_text"], "dates with a Z and no time": ["day_with_zone"]},
    ),
    "xcri/ou-full-2012.xml.gz": (
        "Q73",
        {
            "UK credit points are half an ECTS credit": ["credits_not_ects"],
            "two credit elements per course (own scheme and SCQF) must not be added": [],  # Q73 has one; see A150
            "start given as prose": ["day_unreadable"],
            "EN in capitals": ["language_tag"],
        },
    ),
    "xcri/ou-two-courses-2011.xml": (
        "B01",
        {"UTF-8 byte order mark": [], "duration is prose": ["duration_prose"]},
    ),
    "xcri/poppleton-pg.xml": (None, {"dates are in an attribute beside prose": ["day_in_attribute"]}),
    "ewp/courses-1.xml": (
        "CR/f6d14b1f-f330-4956-8819-e24feb12d519",
        {
            "two credit schemes for one instance must not be added": ["credits_several"],
            "contained classes given only by id": ["reference_to_nothing"],
        },
    ),
    "ewp/courses-2-instances.xml": (None, {"instance says 7.5 ECTS and its course 15": []}),  # see the merge below
    "ewp/omobility-las.xml": (
        None,
        {
            "signatures are time stamps not cryptographic": ["signatures_are_time_stamps"],
            "a pending proposal must not be counted": ["proposal_pending"],
        },
    ),
    "lheo/onisep-bts-2.2.xml": (
        None,
        {
            "dates as yyyymmdd": ["day_form"],
            "LHEO level code is not an EQF number": ["level_not_eqf"],
            "hyphen used for empty": ["placeholder"],
            "HTML in text": ["markup_in_text"],
            "training-activity number of all nines": ["placeholder"],
        },
    ),
    "lheo/afpa-cip-1.3.xml": (
        None,
        {"nine months of prose beside a session of less than four": ["duration_conflict"]},
    ),
    "lheo/afpa-cip-light.xml": (None, {"no namespace": ["namespace_missing"]}),
}
FOLDERS = ("loq/", "xcri/", "ewp/", "lheo/")


@pytest.fixture(scope="session")
def expected(shared: Path) -> dict[str, dict[str, Any]]:
    entries = plain(parse_yaml((shared / "samples" / "EXPECTED.yaml").read_text("utf-8")))
    return {key: value for key, value in entries.items() if key.startswith(FOLDERS)}


@pytest.fixture(scope="session")
def samples(shared: Path) -> Path:
    return shared / "samples"


def opened(samples: Path, name: str, course: str | None = None) -> Dossier:
    return read(samples / name, course=course)


def focus(dossier: Dossier) -> Curriculum:
    assert dossier.curriculum is not None
    return dossier.curriculum


def raw(item: Curriculum | Module | Document, field: str) -> str | None:
    assert item.origin is not None
    return item.origin.values[field].raw


def number(amount: Amount | None) -> float | None:
    return None if amount is None else amount.low / HUNDRED


def listed(dossier: Dossier) -> list[Document]:
    return [item for item in dossier.documents if item.type == "course_description"]


def counts(dossier: Dossier) -> dict[str, int]:
    note = next(item.note for item in dossier.documents if item.type == "course_catalogue") or ""
    return {key: int(value) for key, _, value in (part.partition(": ") for part in note.split("; ")[1:])}


def day(text: object) -> Day:
    return Day.of(str(text))


def test_every_line_of_dirt_is_reported(expected: dict[str, dict[str, Any]], samples: Path) -> None:
    assert {name for name, entry in expected.items() if "dirt" in entry} == DIRT.keys()
    for name, (course, lines) in DIRT.items():
        assert set(expected[name]["dirt"]) == lines.keys(), name
        codes = {problem.code for problem in opened(samples, name, course).problems}
        for line, wanted in lines.items():
            assert set(wanted) <= codes, (name, line)


def test_loq(expected: dict[str, dict[str, Any]], samples: Path) -> None:
    wanted = expected["loq/loq-3.1-generated.xml"]
    found = counts(opened(samples, "loq/loq-3.1-generated.xml"))
    assert {key: found[key] for key in ("opportunities", "qualifications", "outcomes", "accreditations")} == {
        key: wanted[key] for key in ("opportunities", "qualifications", "outcomes", "accreditations")
    }


def test_ams(expected: dict[str, dict[str, Any]], samples: Path) -> None:
    wanted = expected["loq/ams-3.1-generated.xml"]
    dossier = opened(samples, "loq/ams-3.1-generated.xml")
    assert len(dossier.accreditations) == wanted["accreditations"]
    assert counts(dossier)["organisations"] == wanted["organisations"]
    # its decisions are random text, which may stand for a refusal: no day is covered
    assert all(item.from_ is None and item.until is None for item in dossier.accreditations)
    assert all(item.subject_id for item in dossier.accreditations)


def test_qms_loms(expected: dict[str, dict[str, Any]], samples: Path) -> None:
    wanted = expected["loq/qms-loms-1.1.xml"]
    found = counts(opened(samples, "loq/qms-loms-1.1.xml"))
    for what in ("opportunities", "specifications", "qualifications", "outcomes"):
        assert found[what] == wanted[what]
    first = wanted["first"]
    dossier = opened(samples, "loq/qms-loms-1.1.xml", "LOP0001ID01")
    curriculum = focus(dossier)
    assert curriculum.title == first["title"]
    assert curriculum.starts == day(first["start"])
    assert day(str(raw(curriculum, "ends")).removesuffix("Z")) == day(first["end"])
    for price in first["price"]:
        ((unit, amount),) = price.items()
        assert raw(curriculum, f"price_{unit.lower()}") == str(amount)
    *parts, outcomes = dossier.modules
    assert len(parts) == first["parts"]
    assert outcomes.type == "learning_outcome"
    assert outcomes.outcomes == ("http://data.europa.eu/esco/skill/21d2f96d-35f7-4e3f-9745-c533d2dd6e97",)


def test_xcri_catalogue(expected: dict[str, dict[str, Any]], samples: Path) -> None:
    name = "xcri/ou-full-2012.xml.gz"
    wanted = expected[name]
    dossier = opened(samples, name)
    assert len(listed(dossier)) == wanted["courses"]
    assert counts(dossier)["runs"] == wanted["presentations"]
    assert focus(dossier).provider is not None
    assert focus(dossier).provider.name == wanted["provider"]  # type: ignore[union-attr]
    assert not focus(dossier).title
    assert [problem.code for problem in dossier.problems] == ["several_courses", "country_by_register", "unwrapped"]
    find = wanted["find"]
    nursing = opened(samples, name, find["id"])
    curriculum = focus(nursing)
    assert curriculum.title == {"und": find["title"]}
    assert nursing.id == find["id"]
    assert curriculum.credits is not None
    assert raw(curriculum, "credits") == str(find["credits"]["value"])
    assert curriculum.credits.system == "the_open_university"
    assert raw(curriculum, "level") == find["level"]
    assert curriculum.level is None
    assert raw(curriculum, "duration") == find["duration"]
    assert curriculum.duration is None
    assert curriculum.language in wanted["languages"]
    # EXPECTED's country is "not in the data; from the provider": it is the provider's, by its name under .ac.uk
    assert curriculum.provider is not None
    assert (curriculum.provider.country, curriculum.country) == (wanted["country"], None)
    two = opened(samples, name, "A150")
    assert "credits_several" in {problem.code for problem in two.problems}


def test_xcri_two_courses(expected: dict[str, dict[str, Any]], samples: Path) -> None:
    name = "xcri/ou-two-courses-2011.xml"
    wanted = expected[name]
    assert [item.note for item in listed(opened(samples, name))] == [entry["title"] for entry in wanted["courses"]]
    for entry in wanted["courses"]:
        curriculum = focus(opened(samples, name, entry["title"]))
        assert curriculum.credits is not None
        assert number(curriculum.credits.amount) == entry["credits"][0]["value"]
    fiction = focus(opened(samples, name, "Start writing fiction"))
    assert fiction.level is not None
    assert fiction.level.national == "gb_sct.scqf:7"
    assert fiction.starts is None
    assert focus(opened(samples, name, "A1742011E")).starts == day("2011-05-07")


def test_xcri_poppleton(expected: dict[str, dict[str, Any]], samples: Path) -> None:
    wanted = expected["xcri/poppleton-pg.xml"]
    first = wanted["first"]
    curriculum = focus(opened(samples, "xcri/poppleton-pg.xml"))
    assert curriculum.provider is not None
    assert curriculum.provider.name == wanted["provider"]
    assert curriculum.title == {"und": first["title"]}
    assert curriculum.credits is not None
    assert number(curriculum.credits.amount) == first["credits"]["value"]
    assert raw(curriculum, "award") == first["award"]
    assert raw(curriculum, "admission") == first["entry"]
    assert raw(curriculum, "duration") == first["duration"]
    assert curriculum.duration is None  # two years part time are not two years
    assert curriculum.starts == day(first["start"])
    assert raw(curriculum, "ends") == str(first["end"])
    assert [curriculum.language] == first["languages"]


def test_lheo(expected: dict[str, dict[str, Any]], samples: Path) -> None:
    for name in ("lheo/onisep-bts-2.2.xml", "lheo/afpa-cip-1.3.xml", "lheo/afpa-cip-light.xml"):
        wanted = expected[name]
        dossier = opened(samples, name)
        curriculum = focus(dossier)
        provider = wanted["provider"] if isinstance(wanted["provider"], dict) else {"title": wanted["provider"]}
        assert curriculum.provider is not None
        assert curriculum.provider.name == provider["title"]
        assert curriculum.provider.country == provider.get("country", "FR")
        assert curriculum.provider.id == f"siret:{provider['siret']}" if "siret" in provider else True
        assert curriculum.title == {"fr": wanted["title"]}
        assert f"rncp:{wanted['rncp']}" in {item.id for item in dossier.documents}
        assert "certinfo" not in wanted or f"certifinfo:{wanted['certinfo']}" in {i.id for i in dossier.documents}
        assert curriculum.starts is not None
        assert curriculum.starts.text == str(wanted["dates"]["start"])
        assert raw(curriculum, "ends") == str(wanted["dates"]["end"]).replace("-", "")
        if "level" in wanted:
            assert curriculum.level is not None
            assert curriculum.level.national == f"fr.lheo:{wanted['level']['LHEO']}"
            assert curriculum.level.eqf is None  # no document states it; the hint says where the level was placed
            (noted,) = (problem for problem in dossier.problems if problem.code == "level_not_eqf")
            assert f"EQF {wanted['level']['EQF']}" in str(noted.hint)
        if "hours" in wanted:
            assert curriculum.hours is not None
            assert number(curriculum.hours.total) == wanted["hours"]
        if "duration" in wanted:
            assert raw(curriculum, "duration") == wanted["duration"]
    assert number(focus(opened(samples, "lheo/onisep-bts-2.2.xml")).duration) == 2
    assert focus(opened(samples, "lheo/afpa-cip-1.3.xml")).duration is None


def test_ewp_courses_1(expected: dict[str, dict[str, Any]], samples: Path) -> None:
    wanted = expected["ewp/courses-1.xml"]
    first = wanted["first"]
    assert len(listed(opened(samples, "ewp/courses-1.xml"))) == wanted["specifications"]
    name = "CR/f6d14b1f-f330-4956-8819-e24feb12d519"
    both = focus(opened(samples, "ewp/courses-1.xml", name))
    assert both.starts is None  # two runs, two days
    assert counts(opened(samples, "ewp/courses-1.xml"))["runs"] == first["instances"]
    curriculum = focus(opened(samples, "ewp/courses-1.xml", "CRI/13466290"))
    assert curriculum.title == first["title"]
    assert curriculum.field == first["isced_f"]
    assert curriculum.credits is not None
    assert (curriculum.credits.system, number(curriculum.credits.amount)) == ("ects", first["credits"][0]["value"])
    assert curriculum.level is not None
    assert curriculum.level.cycle == first["credits"][0]["level"].lower()
    assert [curriculum.language] == first["languages"]
    assert curriculum.hours is not None
    assert number(curriculum.hours.total) == first["hours"]
    assert curriculum.starts == day(first["start"])
    assert raw(curriculum, "ends") == str(first["end"])


def test_ewp_courses_2(expected: dict[str, dict[str, Any]], samples: Path) -> None:
    first = expected["ewp/courses-2-courses.xml"]["first"]
    courses = opened(samples, "ewp/courses-2-courses.xml")
    curriculum = focus(courses)
    assert curriculum.title == first["title"]
    assert courses.id == first["code"]
    assert curriculum.credits is not None
    assert number(curriculum.credits.amount) == first["credits"]["value"]
    assert [curriculum.language] == first["languages"]
    assert curriculum.field == first["isced_f"]
    assert raw(curriculum, "outcomes") == first["outcomes"]["en"]
    instance = expected["ewp/courses-2-instances.xml"]["first"]
    instances = opened(samples, "ewp/courses-2-instances.xml")
    run = focus(instances)
    assert run.starts == day(instance["start"])
    assert raw(run, "ends") == str(instance["end"])
    assert run.credits is not None
    assert number(run.credits.amount) == instance["credits"]["value"]
    assert run.hours is not None
    assert number(run.hours.total) == instance["hours"]
    assert "conflicting_parts" in {problem.code for problem in merge([courses, instances]).problems}


def test_ewp_learning_agreement(expected: dict[str, dict[str, Any]], samples: Path) -> None:
    wanted = expected["ewp/omobility-las.xml"]
    dossier = opened(samples, "ewp/omobility-las.xml")
    person = dossier.person
    assert person is not None
    assert (person.given_names, person.family_name) == (wanted["holder"]["given"], wanted["holder"]["family"])
    assert person.born == day(wanted["holder"]["birth"])
    assert person.nationalities == (wanted["holder"]["citizenship"],)
    (studies,) = dossier.qualifications
    assert studies.status == "in_progress"
    assert studies.institution == {"und": wanted["sending"]}
    assert studies.level is not None
    assert studies.level.eqf == wanted["level"]["EQF"]
    assert studies.field == wanted["isced_f"]
    (language,) = dossier.language_results
    assert [{"language": language.language, "level": language.cefr}] == wanted["language_results"]
    assert language.strength == "stated"
    (agreement,) = dossier.documents
    assert raw(agreement, "from") == str(wanted["period"]["from"])
    assert raw(agreement, "until") == str(wanted["period"]["to"])
    assert f"signatures of the first version: {wanted['first_version']['signatures']}" in str(agreement.note)
    found = [(item.type, item.title["und"], number(item.credits.amount)) for item in dossier.modules if item.credits]
    version, changes = wanted["first_version"], wanted["approved_changes"]
    assert found == [
        *(("studied", one["title"], one["ects"]) for one in version["studied"]),
        *(("recognised", one["title"], one["ects"]) for one in version["recognised"]),
        *(("studied", one["title"], one["ects"]) for one in changes["inserted"]),
    ]
    assert {item.status for item in dossier.modules} == {"planned"}


def test_ewp_iias(expected: dict[str, dict[str, Any]], samples: Path) -> None:
    wanted = expected["ewp/iias-7.xml"]
    first = wanted["first"]
    dossier = opened(samples, "ewp/iias-7.xml")
    assert [party.name for party in dossier.parties] == wanted["partners"]
    assert (dossier.documents[0].outcome == "in_effect") is wanted["in_effect"]
    condition = dossier.documents[1]
    for field, value in (
        ("from", first["from"]),
        ("to", first["to"]),
        ("first_year", first["years"][0]),
        ("last_year", first["years"][1]),
        ("per_year", first["per_year"]),
        ("months", first["months"]),
        ("field", first["isced_f"]),
    ):
        assert raw(condition, field) == str(value)
    languages = ", ".join(f"{one['language']} {one['level']}" for one in first["languages"])
    levels = ", ".join(map(str, first["EQF"]))
    assert str(condition.note).startswith(first["kind"])
    assert f"languages {languages}" in str(condition.note)
    assert f"EQF {levels}" in str(condition.note)


def test_nothing_of_a_catalogue_is_chosen_silently(samples: Path) -> None:
    with pytest.raises(MisuseError) as refused:
        opened(samples, "xcri/ou-full-2012.xml.gz", "Q7333")
    assert refused.value.code == "course_not_found"
