"""Every sample of CASE, CTDL, DEQAR and the competence matrix against what a careful person found in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from recognition.foundations.problems import ReadError
from recognition.model.dossier import Dossier
from recognition.model.evidence import Document
from recognition.readers.read import read
from recognition.readers.tree import plain
from recognition.readers.yaml_loader import parse_yaml

KEPT = Path(__file__).resolve().parents[1] / "samples"
FOLDERS = ("case", "ctdl", "deqar", "stcw")
DIRT: dict[str, dict[str, list[str]]] = {
    "case/opensalt-math.json": {
        "lastChangeDateTime without a zone": ["moment_without_zone"],
        "no language on the document": ["language_missing"],
    },
    "ctdl/transfer-value-1.json": {"creditUnit code misspelt DegreeeCredit": ["misspelt_name"]},
    "ctdl/program-with-courses.json": {
        "property misspelt inLangaue": ["misspelt_name"],
        "link objects where other files use plain strings": ["link_object"],
    },
    "ctdl/registry-health-informatics.json": {
        "plain strings where newer CTDL has language maps": ["language_missing"],
        "country is the text United States": ["country_in_words"],
    },
    "deqar/programme.json": {
        "decision and status are codes here and words in the institutional file": ["coded_value"],
        "activity is a name in one and an id in the other": ["activity_by_number"],
    },
    "deqar/programmes.csv": {
        "the date format is a column": ["day_form_named"],
        "leading space before Master": ["space_around"],
        "code or word for the same thing": ["coded_value"],
    },
    "stcw/tables.xml.gz": {
        "flat spreadsheet export": ["flat_export"],
        "competence text repeated on each row": ["flat_export"],
        "Markdown inside cells": ["markdown_in_text"],
    },
}
LINES = [(name, line) for name, lines in DIRT.items() for line in lines]


@pytest.fixture(scope="session")
def expected(shared: Path) -> dict[str, Any]:
    entries = plain(parse_yaml((shared / "samples" / "EXPECTED.yaml").read_text("utf-8")))
    return {key: value for key, value in entries.items() if key.partition("/")[0] in FOLDERS}


@pytest.fixture(scope="session")
def found(shared: Path) -> dict[str, Dossier]:
    samples = shared / "samples"
    read_all = {}
    for folder in FOLDERS:
        for path in sorted((samples / folder).iterdir()):
            name = f"{folder}/{path.name}"
            if path.suffix == ".gz":
                read_all[name] = read(path, course="A-II/1")
            elif "commented" not in name:
                read_all[name] = read(path)
    return read_all


def codes(dossier: Dossier) -> set[str]:
    return {problem.code for problem in dossier.problems}


def of_type(dossier: Dossier, kind: str) -> list[Document]:
    return [one for one in dossier.documents if one.type == kind]


def issuer(document: Document) -> str | None:
    return next(iter(document.issuer_name.values()), None)


def test_every_line_of_dirt_has_its_code(expected: dict[str, Any]) -> None:
    wanted = {(name, line) for name, entry in expected.items() for line in entry.get("dirt", ())}
    assert wanted == set(LINES)


@pytest.mark.parametrize("name, line", LINES)
def test_dirt_is_reported(found: dict[str, Dossier], name: str, line: str) -> None:
    assert set(DIRT[name][line]) <= codes(found[name])


@pytest.mark.parametrize("name", ["case/opensalt-math.json", "case/opensalt-smartlevel.json"])
def test_a_case_framework(expected: dict[str, Any], found: dict[str, Dossier], name: str) -> None:
    wanted, dossier = expected[name], found[name]
    (whole,) = of_type(dossier, "competency_framework")
    assert dossier.curriculum is not None
    assert dossier.curriculum.title == {"und": wanted["framework"]["title"]}
    assert issuer(whole) == wanted["framework"]["creator"]
    assert whole.outcome == (wanted["framework"]["status"].lower() if "status" in wanted["framework"] else None)
    assert len(of_type(dossier, "competency_statement")) == wanted["items"]
    kinds = wanted.get("association_types", {"isChildOf": wanted["associations"]})
    counted = ", ".join(f"{kind} {number}" for kind, number in sorted(kinds.items()))
    assert whole.note == f"CASE; items: {wanted['items']}; associations: {wanted['associations']} ({counted})"


def test_the_copies_that_may_be_kept_read_the_same(found: dict[str, Dossier]) -> None:
    kept = [path for folder in ("case", "ctdl") for path in sorted((KEPT / folder).glob("*.json"))]
    assert len(kept) == 3
    for path in kept:
        assert read(path) == found[f"{path.parent.name}/{path.name}"]


def test_a_qualifications_framework(expected: dict[str, Any], found: dict[str, Dossier]) -> None:
    wanted, dossier = expected["ctdl/framework-levels.json"], found["ctdl/framework-levels.json"]
    assert [one.note for one in of_type(dossier, "qualifications_framework")] == [wanted["framework"]]
    assert [one.note for one in of_type(dossier, "framework_level")] == wanted["levels"]
    assert len(of_type(dossier, "credential_type")) == wanted["credential_types"]


CREDENTIALS = (
    "ctdl/credential-at-level.json",
    "ctdl/program-with-courses.json",
    "ctdl/registry-health-informatics.json",
    "ctdl/deqar-programme-qa.json",
)


@pytest.mark.parametrize("name", CREDENTIALS)
def test_a_credential_of_the_registry(expected: dict[str, Any], found: dict[str, Dossier], name: str) -> None:
    wanted, dossier = expected[name]["credential"], found[name]
    (shown,) = of_type(dossier, "credential_description")
    assert dossier.curriculum is not None
    assert list(dossier.curriculum.title.values()) == [wanted["title"]]
    if "type" in wanted:
        assert shown.note == f"CTDL; {wanted['type']}"
    if "status" in wanted:
        assert shown.outcome == wanted["status"].lower()
        assert ("credential_not_active" in codes(dossier)) is (wanted["status"] != "Active")
    if "level" in wanted:
        assert dossier.curriculum.level is not None
        assert dossier.curriculum.level.national == f"{wanted['framework']}:{wanted['level']}".replace(" ", "_")
    if "owned_by" in wanted:
        assert issuer(shown) == wanted["owned_by"]
        assert dossier.curriculum.provider is not None
        assert dossier.curriculum.provider.name == wanted["offered_by"]
    if "owner" in expected[name]:
        assert issuer(shown) == expected[name]["owner"]
    assert [next(iter(module.title.values())) for module in dossier.modules] == expected[name].get("courses", [])


@pytest.mark.parametrize("name", ["ctdl/transfer-value-1.json", "ctdl/transfer-value-2.json"])
def test_a_transfer_value(expected: dict[str, Any], found: dict[str, Dossier], name: str) -> None:
    wanted, dossier = expected[name]["transfer"], found[name]
    (shown,) = of_type(dossier, "transfer_value")
    assert wanted["unit"] == "degree credit"
    assert (shown.note or "").startswith(f"{wanted['value']} DegreeCredit from ")
    if "from" in wanted:
        assert shown.note == f"{wanted['value']} DegreeCredit from {wanted['from']} to {wanted['to']}"
        assert issuer(shown) == wanted["decided_by"]
    assert ("conditions" in shown.names) is wanted.get("has_conditions", False)
    assert ("evaluation_evidence" in shown.names) is wanted.get("has_evaluation_evidence", False)
    assert ("transfer_conditions" in codes(dossier)) is wanted.get("has_conditions", False)


def test_a_competency_framework(expected: dict[str, Any], found: dict[str, Dossier]) -> None:
    wanted, dossier = expected["ctdl/ohst-competencies.json"]["framework"], found["ctdl/ohst-competencies.json"]
    (whole,) = of_type(dossier, "competency_framework")
    assert len(of_type(dossier, "competency_statement")) == wanted["competencies"]
    assert "(BCSP)" in (issuer(whole) or "")
    assert whole.origin is not None
    assert f"www.{wanted['owner']}/" in (whole.origin.values["address"].raw or "")


def test_two_objects_with_comments_are_no_document(shared: Path) -> None:
    with pytest.raises(ReadError) as refused:
        read(shared / "samples" / "ctdl" / "registered-nurse-commented.json")
    assert "comment" in refused.value.problems[0].sentence
    assert refused.value.problems[0].place.line == 1


@pytest.mark.parametrize("name", ["deqar/programme.json", "deqar/institutional.json"])
def test_reports_in_json(expected: dict[str, Any], found: dict[str, Dossier], name: str) -> None:
    wanted, dossier = expected[name], found[name]
    assert len(dossier.documents) == len(dossier.accreditations) == wanted["reports"]
    for number, key in enumerate(("first", "second")):
        if key not in wanted:
            continue
        one, shown, granted = wanted[key], dossier.documents[number], dossier.accreditations[number]
        assert granted.from_ is not None
        assert granted.until is not None
        assert (granted.from_.text, granted.until.text) == (str(one["valid"]["from"]), str(one["valid"]["until"]))
        assert shown.outcome == "positive"
        if "agency" in one:
            assert issuer(shown) == one["agency"]
            assert granted.by == f"deqar:{one['agency']}"
        if "decision" in one:
            assert shown.origin is not None
            assert shown.origin.values["outcome"].raw == one["decision"]
        if "status" in one:
            assert shown.names == ("obligatory",)
        said = (granted.note or "").split("; ")
        for field in ("institution", "country", "programme", "cycle", "institution_eter"):
            assert field not in one or one[field] in said, field
        assert "nqf" not in one or one["nqf"] in said


def test_reports_in_a_table(expected: dict[str, Any], found: dict[str, Dossier]) -> None:
    wanted, dossier = expected["deqar/programmes.csv"]["first_row"], found["deqar/programmes.csv"]
    first = dossier.documents[0]
    assert issuer(first) == wanted["agency"]
    assert f"programmes: {wanted['programmes']}" in (first.note or "")
    assert wanted["institution"] in (first.note or "")
    assert first.origin is not None
    assert first.origin.values["from"].raw == str(wanted["valid_from"])
    assert len(dossier.documents) == 4
    assert [one.of for one in dossier.accreditations] == ["programme"] * 3  # the one row whose decision grants anything


def test_a_competence_matrix(shared: Path, expected: dict[str, Any], found: dict[str, Dossier]) -> None:
    wanted = expected["stcw/tables.xml.gz"]
    data = shared / "samples" / "stcw" / "tables.xml.gz"
    whole = read(data)
    assert whole.documents[0].note == f"STCW competence matrix; rows: {wanted['records']}; tables: {wanted['tables']}"
    biggest, second = found["stcw/tables.xml.gz"], read(data, course=wanted["second"]["table"])
    assert sum(one.type == "item" for one in biggest.modules) == wanted["biggest"]["kups"]
    assert sum(one.type == "competence" for one in biggest.modules) == wanted["biggest"]["competences"]
    assert sum(one.type == "item" for one in second.modules) == wanted["second"]["kups"]
    competence, item = biggest.modules[:2]
    first = wanted["first"]
    assert (competence.title, competence.subject) == ({"en": first["competence"]}, "passage")
    assert item.id == first["kup"]
    courses, tasks = (item.note or "").split("; ")
    assert courses == f"courses: {', '.join(first['courses'])}"
    assert len(tasks.split(", ")) == first["tasks"]
    every = [read(data, course=one.id) for one in whole.documents[1:]]
    assert sum(one.type == "item" for each in every for one in each.modules) == wanted["records"]
    keyed = {one.subject for one in (*biggest.modules, *second.modules) if one.type == "competence"}
    assert None not in keyed


def test_a_course_list(expected: dict[str, Any], found: dict[str, Dossier]) -> None:
    shown = found["stcw/courses.xml"]
    assert len(of_type(shown, "course_description")) == expected["stcw/courses.xml"]["courses"]
