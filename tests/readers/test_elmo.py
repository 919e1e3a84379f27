"""Every ELMO sample against what a careful person found in it, its dirt included."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from recognition.foundations.problems import InvalidDocument
from recognition.model.dossier import Dossier
from recognition.model.evidence import Module, Qualification
from recognition.model.values import HUNDRED
from recognition.readers.dossier_write import write_dossier
from recognition.readers.json_loader import parse_json
from recognition.readers.read import read
from recognition.readers.tree import plain
from recognition.readers.yaml_loader import parse_yaml

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "elmo"

# The codes that report each line of dirt in EXPECTED.yaml; an empty list: the file is refused, which reports it.
DIRT: dict[str, dict[str, list[str]]] = {
    "elmo-1.7-schema-example.xml": {
        "scheme written both ECTS and ects": ["scheme_spelling"],
        "a Danish title stored as mojibake inside a UTF-8 file": ["misdecoded_text"],
        "a supplement section says 240 ECTS and Swedish while the structured data says 120 and an issuer in Poland": [
            "supplement_disagrees", "supplement_language",
        ],
        "one title holds a literal <br>": ["markup_in_text"],
    },
    "no-gateway-2023.b64": {
        "not valid against the 1.7 schema (gradingScheme in a place it does not allow)": ["misplaced_element"],
        "engagementHours 0.0 means not recorded": ["hours_zero"],
        "second course names gradingScheme 38 that is not in the document": ["reference_to_nothing"],
    },
    "fi-nurse-2021.json": {
        "no names at all": ["holder_unnamed"],
        "dates shifted by the time zone (1966-07-17T22:00Z is 18 July in Finland)": ["day_shifted"],
        "module credits (270) exceed the degree's 240": ["credits_do_not_add_up"],
        "EQF level present with a null value": ["level_without_value"],
        "national field code 671103 stored as iscedCode": ["field_unreadable"],
        "language tag FI in capitals": ["language_tag"],
    },
    "fi-ncp-2020.xml": {
        "issuer title and identifier are TODO placeholders": ["placeholder"],
        "EQF level given without a value": ["level_without_value"],
    },
    "fi-old-ns-two-reports.xml": {
        "bday formats dd-MM-yyyy and dd.MM.yyyy named by a dtf attribute": ["day_form"],
        "no issuer country": ["country_unknown"],
        "start written as 2012 Syksy": ["day_unreadable"],
        "empty English titles": ["empty_element"],
        "the degree node has 0 credits": ["credits_zero"],
        "the result Hylätty is a fail": ["failed_by_result"],
        "both reports carry the same Erasmus code": ["issuer_id_shared"],
    },
    "fi-old-ns-two-issuers.xml": {
        "two issuer elements in one report": ["several_issuers"],
        "each governing the specifications that follow it": ["several_issuers"],
    },
    "fi-signed-2015.xml": {
        "no level anywhere": ["level_missing"],
        "a Swedish-language course worth 0 ECTS": ["credits_zero"],
    },
    "no-old-ns-bachelor.xml": {
        "numeric level codes 1 2 3 are national cycles not EQF": ["level_not_eqf"],
        "no issuer country": ["country_unknown"],
        "many Module nodes outside the degree": ["modules_outside_degree"],
    },
    "dk-signed-2017.xml": {
        "issuer is a TODO placeholder": ["placeholder"],
        "level is a hyphen": ["placeholder"],
        "Danish titles tagged as English": ["language_doubtful"],
        "issuer url missing so it is schema-invalid": ["missing_element"],
    },
    "de-hzb-not-wellformed.xml": {"an unclosed element inside an extension": []},
    "elmo-1.0-example.xml": {},
    "fi-old-ns-two-reports.gz.b64.txt": {},
    "fi-old-ns-empty.xml": {},
}  # fmt: skip
PLACED = "de-hzb-not-wellformed.xml"
LINES = [(name, line) for name, lines in DIRT.items() for line in lines]


@pytest.fixture(scope="session")
def expected(shared: Path) -> dict[str, dict[str, Any]]:
    entries = plain(parse_yaml((shared / "samples" / "EXPECTED.yaml").read_text("utf-8")))
    return {key.removeprefix("elmo/"): value for key, value in entries.items() if key.startswith("elmo/")}


def opened(name: str) -> Dossier:
    return read(SAMPLES / name)


def codes(dossier: Dossier) -> set[str]:
    return {problem.code for problem in dossier.problems}


def nodes(dossier: Dossier) -> list[Qualification | Module]:
    """Qualifications and modules in the order of the document."""
    found: list[Qualification | Module] = [
        item for _, item in dossier.items() if isinstance(item, (Qualification, Module))
    ]
    return sorted(found, key=lambda item: (item.origin.line or 0) if item.origin else 0)


def raw(item: Qualification | Module, field: str) -> str | None:
    assert item.origin is not None
    written = item.origin.values.get(field)
    return written.raw if written else None


def leaves(dossier: Dossier) -> Iterator[Module]:
    modules = [item for item in nodes(dossier) if isinstance(item, Module)]
    containers = {module.part_of for module in modules}
    return (module for module in modules if module.id not in containers)


def credit_sum(modules: Iterator[Module]) -> float:
    return sum(module.credits.amount.low for module in modules if module.credits) / HUNDRED


def day(value: object) -> str:
    return str(value)[:10]


def check_issuer(dossier: Dossier, wanted: dict[str, Any], number: int) -> None:
    issuers = [item for item in dossier.documents if item.type == "transcript_of_records"]
    issuer = issuers[number]
    ids = {
        kind: f"{kind}:{str(wanted[kind]).replace(' ', '_')}" for kind in ("pic", "erasmus", "schac") if kind in wanted
    }
    assert issuer.issuer_name == wanted.get("title", {})
    assert issuer.country == wanted.get("country")
    assert set(ids.values()) <= set(issuer.issuer_ids)


def check_node(item: Qualification | Module, wanted: dict[str, Any], dossier: Dossier) -> None:
    known = {
        "title", "type", "credits", "credit_level", "isced_f", "start", "date", "diploma_supplement", "result",
        "languages", "level", "status", "hours", "result_distribution", "components_below",
    }  # fmt: skip
    assert set(wanted) <= known
    assert item.title == wanted["title"]
    if "type" in wanted:
        assert (item.type == "degree") if isinstance(item, Qualification) else (item.type == wanted["type"])
    if "credits" in wanted:
        value = wanted["credits"]["value"]
        if value:
            assert item.credits is not None
            assert (item.credits.system, item.credits.amount.low) == ("ects", value * HUNDRED)
        else:
            assert item.credits is None
            assert raw(item, "credits") == "0"
    if "credit_level" in wanted:
        assert item.level is not None
        assert item.level.cycle == wanted["credit_level"].lower()
    if "level" in wanted:
        assert item.level is not None
        assert item.level.eqf == wanted["level"]["EQF"]
    if "isced_f" in wanted:
        assert item.field == wanted["isced_f"]
    if "start" in wanted:
        assert raw(item, "training_start" if isinstance(item, Qualification) else "start") == day(wanted["start"])
    if "date" in wanted:
        found = item.training_end if isinstance(item, Qualification) else item.date
        assert found is not None
        assert found.text == day(wanted["date"])
    if "diploma_supplement" in wanted:
        (supplement,) = [found for found in dossier.documents if found.type == "diploma_supplement"]
        assert supplement.issued is not None
        assert supplement.issued.text == day(wanted["diploma_supplement"]["issued"])
        assert supplement.of == item.id
    if "result" in wanted:
        assert isinstance(item, Module)
        assert item.result == wanted["result"]
    if "status" in wanted:
        assert item.status == ("completed" if isinstance(item, Qualification) else wanted["status"])
    if "languages" in wanted:
        assert (item.taught_in if isinstance(item, Qualification) else (item.language,)) == tuple(wanted["languages"])
    if "hours" in wanted:
        assert item.hours is None
        assert raw(item, "hours") == str(wanted["hours"])
    if "components_below" in wanted:
        assert isinstance(item, Qualification)
        assert len(item.modules) == wanted["components_below"]


@pytest.mark.parametrize("name", DIRT)
def test_a_sample_reads_as_expected(name: str, expected: dict[str, dict[str, Any]], shared: Path) -> None:
    wanted = dict(expected[name])
    folder = SAMPLES if (SAMPLES / name).is_file() else shared / "samples" / "elmo"
    wanted.pop("dirt", None)
    wanted.pop("note", None)
    if "expect" in wanted:
        with pytest.raises(InvalidDocument) as refused:
            read(folder / name)
        place = refused.value.problems[0].place
        assert (place.line, place.column) == (167, 27)
        return
    dossier = read(folder / name)
    if same := wanted.pop("same_as", None):
        twin = read(folder / Path(same).name)
        assert [item.title for item in nodes(dossier)] == [item.title for item in nodes(twin)]
        assert dossier.person is not None
        assert twin.person is not None
        assert dossier.person.born == twin.person.born
    if holder := wanted.pop("holder", None):
        person = dossier.person
        assert person is not None
        assert (person.given_names, person.family_name) == (holder.get("given"), holder.get("family"))
        assert (person.born.text if person.born else None) == (day(holder["birth"]) if "birth" in holder else None)
        assert person.nationalities == ((holder["citizenship"],) if "citizenship" in holder else ())
    for number, issuer in enumerate(wanted.pop("issuers", None) or [wanted.pop("issuer", None)]):
        if issuer is not None:
            check_issuer(dossier, issuer, number)
    found = nodes(dossier)
    for number, part in enumerate(("first", "second")):
        if part in wanted:
            check_node(top(dossier)[number], wanted.pop(part), dossier)
    if "degree" in wanted:
        check_node(dossier.qualifications[0], wanted.pop("degree"), dossier)
    if "generated" in wanted:
        assert dossier.documents[0].issued is not None
        assert dossier.documents[0].issued.text == day(wanted.pop("generated"))
    counts: dict[str, int] = {
        "top_level": len(top(dossier)),
        "all_components": len(found),
        "modules": sum(isinstance(item, Module) for item in found),
        "results": sum(isinstance(item, Module) and item.result is not None for item in found),
    }
    for key, count in counts.items():
        if isinstance(wanted.get(key), int):
            assert count == wanted.pop(key), key
    if "results" in wanted:
        assert [item.result for item in found if isinstance(item, Module)] == wanted.pop("results")
    for key in ("leaf_credit_sum", "module_credit_sum"):
        if key in wanted:
            assert credit_sum(leaves(dossier)) == wanted.pop(key)
    for key in ("reports", "grading_schemes", "groups"):
        if key in wanted:
            assert f"{key.replace('_', ' ')}: {wanted.pop(key)}" in (dossier.documents[0].note or "")
    if "placements" in wanted:
        placements = [module for module in leaves(dossier) if "harjoittelu" in module.title["fi"].casefold()]
        assert {"count": len(placements), "credits": credit_sum(iter(placements))} == wanted.pop("placements")
    for number, key in enumerate(("under_first_issuer", "under_second_issuer")):
        if key in wanted:
            names = dossier.documents[number].issuer_name
            assert sum(item.institution == names for item in found) == wanted.pop(key)
    if "signature" in wanted:
        assert "signature_present_not_verified" in codes(dossier)
        assert {item.strength for _, item in dossier.items()} <= {"document"}
        wanted.pop("signature")
    if "transport" in wanted:
        words = next(problem.sentence for problem in dossier.problems if problem.code == "unwrapped")
        assert words.endswith("base64 of gzip." if "of gzip" in wanted.pop("transport") else "in base64.")
    assert not wanted, "EXPECTED.yaml says something that this test does not check"


def top(dossier: Dossier) -> list[Qualification | Module]:
    inside = {module.id for qualification in dossier.qualifications for module in qualification.modules}
    return [
        item
        for item in nodes(dossier)
        if isinstance(item, Qualification) or (item.part_of is None and item.id not in inside)
    ]


@pytest.mark.parametrize("name, line", LINES)
def test_a_line_of_dirt_is_reported(name: str, line: str) -> None:
    wanted = DIRT[name][line]
    if not wanted:
        with pytest.raises(InvalidDocument, match="not_well_formed"):
            opened(name)
        return
    assert set(wanted) <= codes(opened(name))


def test_every_line_of_dirt_has_its_test(expected: dict[str, dict[str, Any]]) -> None:
    assert {name: list(entry.get("dirt", [])) for name, entry in expected.items()} == {
        name: list(lines) for name, lines in DIRT.items()
    }


@pytest.mark.parametrize("name", ["elmo-1.7-schema-example.xml", "elmo-1.0-example.xml"])
def test_a_valid_document_departs_from_nothing(name: str) -> None:
    departures = {"unknown_element", "misplaced_element", "missing_element", "repeated_element"}
    assert not departures & codes(opened(name))


def test_the_finnish_nurse_reads_whole() -> None:
    dossier = opened("fi-nurse-2021.json")
    (degree,) = dossier.qualifications
    assert degree.title == {"fi": "Terveydenhoitaja (AMK)"}
    assert (degree.country, degree.status, degree.issued and degree.issued.text) == ("FI", "completed", "2018-05-31")
    assert len(degree.modules) == 41
    assert not dossier.modules
    assert {module.category for module in degree.modules} == {None}
    assert "modules_assumed" in codes(dossier)
    assert degree.origin is not None
    assert degree.origin.line == 3482
    written = degree.origin.values["credits"]
    assert written == (
        "/report/41/learningOpportunitySpecification/0/specifies/learningOpportunityInstance/credit/0/value",
        3521,
        "240",
    )


def test_a_degree_without_status_is_not_awarded() -> None:
    (degree,) = opened("elmo-1.7-schema-example.xml").qualifications
    assert degree.status is None
    assert degree.issued is None
    assert degree.training_end is not None


def test_personal_numbers_stay_out_of_the_dossier() -> None:
    for name in DIRT:
        if name != PLACED and (SAMPLES / name).is_file():
            text = opened(name).model_dump_json()
            for number in ("180766-2213", "83041200000", "12345678910", "091280-1128", "17490477125", "2529290201"):
                assert number not in text


@pytest.mark.parametrize("name", [name for name in DIRT if name != PLACED and (SAMPLES / name).is_file()])
def test_what_is_built_unchecked_equals_what_is_checked(name: str) -> None:
    built = opened(name)
    checked = Dossier.model_validate(plain(parse_json(write_dossier(built, "json"))))
    assert checked == built
    assert built.model_dump() == checked.model_dump()


@pytest.mark.parametrize("name", [name for name in DIRT if name != PLACED and (SAMPLES / name).is_file()])
def test_every_value_has_its_place(name: str) -> None:
    for _, item in opened(name).items():
        assert item.origin is not None
        assert item.origin.document == name
        assert item.origin.path
        assert item.origin.line
        for written in item.origin.values.values():
            assert written.path is not None
            assert written.path.startswith("/")
            assert written.line


def test_how_others_did_is_kept_as_written() -> None:
    found = nodes(opened("no-gateway-2023.b64"))[0]
    assert raw(found, "result_distribution") == "A 63, B 24, C 3, D 1, E 2"
