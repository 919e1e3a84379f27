"""Our own dossier files: every fault placed, what is written reads back the same, nothing claims more than it shows."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognition.foundations.problems import InvalidDocument, UnknownFormat
from recognition.model.dossier import Dossier
from recognition.readers.dossier_write import write_dossier
from recognition.readers.read import read
from recognition.readers.schemas import json_schema, shipped, text
from recognition.readers.templates import TEMPLATES, Template, template
from recognition.readers.tree import plain
from recognition.readers.yaml_loader import parse_yaml

HEAD = "schema: dossier/1\nsubject: person\n"
PERSON = """schema: dossier/1
subject: person
id: p-0417
complete: [experience, language_results]
person: {born: 1991-03-14, nationalities: [TN], residence: TN}
qualifications:
  - {id: q1, title: {fr: Licence en sciences infirmières}, country: TN, occupation: "isco08:2221",
     training_start: 2010-09, training_end: 2013-06, issued: 2013-07-10, state_recognised: true, level: {eqf: 6},
     taught_in: [fr], strength: document, hours: {total: 4700},
     modules: [{id: m1, title: {fr: Stage de pédiatrie}, category: clinical, area: paediatrics, hours: 160}]}
language_results:
  - {language: de, test: goethe_b2, sitting: s1, sat: 2026-02-03, place: TN,
     scores: {listening: 71, reading: 66, writing: 58, speaking: 80}}
experience: [{id: e1, occupation: "isco08:2221", country: TN, start: 2014-01-01, end: ongoing, share: 1.0}]
registrations: [{id: r1, register: tn.order, country: TN, status: active, from: 2013-09-01, until: unknown}]
documents: [{type: good_standing, country: TN, issued: 2026-09-20, form: original}]
facts: {intends_to_work_there: true}
"""
CURRICULUM = """schema: dossier/1
subject: curriculum
id: c-12
complete: ["modules:c-12"]
curriculum: {title: {en: Welding}, provider: {name: Centre A, country: XA}, occupation: "isco08:7212", language: en}
modules:
  - {id: u1, title: {en: Arc welding}, category: practice, track: common, place: origin, hours: 260}
  - {id: u2, title: {en: Destination language}, category: language, track: destination_only, hours: 120,
     reaches: {language: xx, cefr: A2, exam: true}}
accreditations: [{of: programme, by: xa.board, from: 2022-01-01, until: 2027-12-31, scope: {fields: ["0715"]}}]
"""
PARTNERSHIP = """schema: dossier/1
subject: partnership
id: prog-3
partnership: {name: Dual track, origin: XA, destination: XB, occupation: "isco08:7233", start: 2024-01}
parties: [{role: destination_employer, as: delivered}, {role: origin_school, as: delivered}]
channel: {name: residence for work, acts: [{id: treaty, in_force_from: 2023-05-01}]}
figures: {places: 60, trained: 48, hired: {between: [20, 31]}, cost_per_graduate: {amount: 6100, unit: EUR}}
facts: {employers_design_course: true, stays_at_origin_share: unknown}
curricula: [c-12]
"""
THREE = {"person": PERSON, "curriculum": CURRICULUM, "partnership": PARTNERSHIP}


SCHEMA = jsonschema.Draft202012Validator(json_schema("dossier"))


def as_json(document: str) -> str:
    def default(value: object) -> float:
        assert isinstance(value, Decimal)
        return float(value)

    return json.dumps(plain(parse_yaml(document)), ensure_ascii=False, default=default)


@pytest.mark.parametrize("subject", THREE)
def test_each_subject_reads_the_same_from_yaml_and_json(subject: str) -> None:
    document = THREE[subject]
    one, other = read(document.encode(), name="d"), read(as_json(document).encode(), name="d")
    assert one.subject == subject
    assert not one.problems
    assert _without_origins(one) == _without_origins(other)
    jsonschema.validate(json.loads(as_json(document)), json_schema("dossier"))


def _without_origins(dossier: Dossier) -> Any:
    def strip(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: strip(item) for key, item in value.items() if key != "origin"}
        return [strip(item) for item in value] if isinstance(value, (list, tuple)) else value

    return strip(dossier.model_dump())


def test_every_item_and_value_has_its_line() -> None:
    dossier = read(PERSON.encode(), name="p.yaml")
    (degree,) = dossier.qualifications
    assert degree.origin is not None
    assert (degree.origin.document, degree.origin.path, degree.origin.line) == ("p.yaml", "/qualifications/0", 7)
    assert degree.origin.values["issued"] == ("/qualifications/0/issued", 8, "2013-07-10")
    module = degree.modules[0].origin
    assert module is not None
    assert (module.path, module.line) == ("/qualifications/0/modules/0", 10)
    assert dossier.person is not None
    assert dossier.person.origin is not None
    assert dossier.person.origin.values["born"].line == 5


@pytest.mark.parametrize(
    "body, code, line, column, hint",
    [
        ("qualifications:\n  - {countri: TN}\n", "unknown_key", 4, 6, "country"),
        ("experiance: []\n", "unknown_key", 3, 1, "experience"),
        ("qualifications:\n  - country: Tunisia\n", "invalid_value", 4, 14, None),
        ("qualifications:\n  - status: complete\n", "unknown_word", 4, 13, "completed"),
        ("person:\n  born: 1991-02-30\n", "invalid_value", 4, 9, None),
        ("experience:\n  - share: much\n", "invalid_value", 4, 12, None),
        ("experience:\n  - share: 50\n", "invalid_value", 4, 12, None),
        ("experience:\n  - share: {between: [0.5, 1.01]}\n", "invalid_value", 4, 12, None),
        ("experience:\n  - amount: {value: -3, unit: months}\n", "invalid_value", 4, 21, None),
        ("modules:\n  - hours: {between: [-0.01, 40]}\n", "invalid_value", 4, 12, None),
        ("qualifications:\n  - credits: {system: ects, amount: -60}\n", "invalid_value", 4, 37, None),
        ("qualifications:\n  - strength: certain\n", "unknown_word", 4, 15, None),
        ("complete: [everything]\n", "invalid_value", 3, 12, None),
        ("curriculum: {}\n", "wrong_subject", 3, 1, "subject: curriculum"),
        ("qualifications: none\n", "invalid_value", 3, 17, None),
    ],
)
def test_a_fault_has_its_place_and_nearest_word(body: str, code: str, line: int, column: int, hint: str | None) -> None:
    with pytest.raises(InvalidDocument) as refused:
        read((HEAD + body).encode(), name="d.yaml")
    problem = refused.value.problems[0]
    assert (problem.code, problem.place.document, problem.place.line, problem.place.column) == (
        code,
        "d.yaml",
        line,
        column,
    )
    if hint:
        assert hint in (problem.hint or "")


def test_all_faults_come_at_once() -> None:
    with pytest.raises(InvalidDocument) as refused:
        read((HEAD + "person: {born: x, residence: y}\nqualifications: [{countri: TN}]\n").encode())
    assert len(refused.value.problems) == 3


@pytest.mark.parametrize(
    "document, code",
    [
        ("subject: person\n", "missing_key"),
        ("schema: dossier/2\nsubject: person\n", "unknown_word"),
        ("schema: answers/1\nfacts: {}\n", "unknown_word"),
        ("schema: dossier/1\n", "missing_key"),
        ("schema: dossier/1\nsubject: persona\n", "unknown_word"),
    ],
)
def test_the_head_of_a_file(document: str, code: str) -> None:
    with pytest.raises(InvalidDocument) as refused:
        read(document.encode())
    assert refused.value.code == code
    assert refused.value.problems[0].hint or code == "missing_key"


def test_two_dossiers_in_one_file_are_refused() -> None:
    with pytest.raises(InvalidDocument) as refused:
        read((PERSON + "---\n" + CURRICULUM).encode())
    assert refused.value.code == "multi_document"


def test_a_file_of_other_keys_is_of_no_known_format() -> None:
    with pytest.raises(UnknownFormat) as refused:
        read(b"shema: dossier/1\n")
    assert "schema" in (refused.value.problems[0].hint or "")


@pytest.mark.parametrize("strength", ["signed", "issuer_confirmed"])
def test_a_file_cannot_raise_its_own_strength(strength: str) -> None:
    document = (
        HEAD + f"qualifications:\n  - id: q\n    strength: {strength}\n    modules: [{{id: m, strength: {strength}}}]\n"
    ).encode()
    capped, trusted = read(document), read(document, trusted=True)
    assert [item.strength for _, item in capped.items()] == ["document", "document"]
    assert {problem.code for problem in capped.problems} == {"strength_claimed"}
    assert [item.strength for _, item in trusted.items()] == [strength, strength]
    assert not trusted.problems


@pytest.mark.parametrize("strength", ["broken", "stated", "document"])
def test_a_weak_strength_stays_as_written(strength: str) -> None:
    document = (HEAD + f"documents: [{{strength: {strength}}}]\n").encode()
    assert read(document).documents[0].strength == strength


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=40)
IDENT = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.:/@-]{0,20}", fullmatch=True)
COUNTRY = st.sampled_from(["NO", "FI", "DE", "IT"])
DAY = st.dates().filter(lambda day: 1900 <= day.year <= 2199).map(str) | st.sampled_from(["2019", "2019-09", "ongoing"])
DAYS = DAY | st.sampled_from([{"between": ["2019-01-01", "2020"]}])
NUMBER = st.integers(0, 10**12) | st.decimals(0, 10**6, places=2) | st.sampled_from([{"between": [1, Decimal("7.25")]}])
TEXTS = st.dictionaries(st.sampled_from(["no", "en", "fi", "und"]), TEXT, max_size=2)


def some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=fields)


PRINTED = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=20)
CREDITS = st.fixed_dictionaries({"system": IDENT, "amount": NUMBER})
MODULE = some(
    id=IDENT,
    title=TEXTS,
    hours=NUMBER,
    note=TEXT,
    credits=CREDITS,
    status=st.sampled_from(["passed", "failed"]),
    date=DAYS,
    outcomes=st.lists(IDENT, max_size=2),
)
QUALIFICATION = some(
    id=IDENT,
    title=TEXTS,
    country=COUNTRY,
    issued=DAYS,
    raw=PRINTED,
    state_recognised=st.booleans(),
    modules=st.lists(MODULE, max_size=2),
    taught_in=st.lists(st.just("no"), max_size=1),
    strength=st.sampled_from(["stated", "document", "signed"]),
)
PROBLEM = st.fixed_dictionaries(
    {"code": st.just("level_missing"), "sentence": PRINTED},
    optional={
        "severity": st.sampled_from(["error", "warning", "note"]),
        "hint": PRINTED,
        "at": some(document=PRINTED, path=PRINTED, line=st.integers(1, 10**6), column=st.integers(1, 200)),
    },
)
DOSSIER = st.fixed_dictionaries(
    {"schema": st.just("dossier/1"), "subject": st.just("person")},
    optional={
        "person": some(given_names=TEXT, born=DAYS, nationalities=st.lists(COUNTRY, max_size=2)),
        "qualifications": st.lists(QUALIFICATION, max_size=3),
        "registrations": st.lists(some(id=IDENT, register=IDENT, until=DAYS, **{"from": DAYS}), max_size=2),
        "facts": st.dictionaries(
            st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True),
            st.booleans() | st.integers(-5, 10**9) | TEXT,
            max_size=3,
        ),
        "complete": st.lists(st.sampled_from(["experience", "modules:q1"]), max_size=2),
        "problems": st.lists(PROBLEM, max_size=2),
    },
)


@settings(max_examples=60, deadline=None)
@given(DOSSIER, st.sampled_from(["yaml", "json"]))
def test_what_is_written_reads_back_the_same(data: dict[str, Any], form: Any) -> None:
    made = Dossier.model_validate(data)
    first = read(write_dossier(made, form).encode(), name="d", trusted=True)
    assert _without_origins(first) == _without_origins(made)
    assert first.problems == made.problems
    again = read(write_dossier(first, form).encode(), name="elsewhere", trusted=True)
    assert again == first
    assert write_dossier(again, form) == write_dossier(first, form)


@settings(max_examples=40, deadline=None)
@given(DOSSIER, st.randoms(use_true_random=False))
def test_the_order_of_keys_never_matters(data: dict[str, Any], random: Any) -> None:
    def shuffled(value: Any) -> Any:
        if isinstance(value, dict):
            keys = list(value)
            random.shuffle(keys)
            return {key: shuffled(value[key]) for key in keys}
        return [shuffled(item) for item in value] if isinstance(value, list) else value

    assert Dossier.model_validate(shuffled(data)) == Dossier.model_validate(data)


@settings(max_examples=40, deadline=None)
@given(DOSSIER)
def test_what_is_written_passes_the_schema(data: dict[str, Any]) -> None:
    SCHEMA.validate(json.loads(write_dossier(Dossier.model_validate(data), "json")))


def test_the_shipped_schema_is_the_one_the_models_give() -> None:
    assert shipped("dossier") == text("dossier"), (
        "write recognition.readers.schemas.text('dossier') into dossier-1.json"
    )
    jsonschema.Draft202012Validator.check_schema(json_schema("dossier"))


@pytest.mark.parametrize(
    "data",
    [
        {"schema": "dossier/1"},
        {"schema": "dossier/1", "subject": "x"},
        {"schema": "dossier/1", "subject": "person", "x": 1},
        {"schema": "dossier/1", "subject": "person", "experience": [{"share": 80}]},
        {"schema": "dossier/1", "subject": "person", "modules": [{"hours": -1}]},
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(data: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, json_schema("dossier"))
    with pytest.raises(InvalidDocument):
        read(json.dumps(data).encode())


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_reads_without_a_problem(name: Template) -> None:
    dossier = read(template(name).encode(), name=f"{name}.yaml")
    assert not dossier.problems
    assert dossier.subject == ("person" if name == "dossier" else name)
    jsonschema.validate(json.loads(as_json(template(name))), json_schema("dossier"))
    assert template(name).count("#") > 10


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_what_was_noticed_in_a_document_goes_into_the_file_read_from_it(form: Any) -> None:
    """Else a doubt that a reader had would be gone once its reading is saved."""
    document = {"basics": {"name": "Ana"}, "languages": [{"language": "English", "fluency": "Native speaker"}]}
    first = read(json.dumps(document).encode(), name="cv.json")
    assert {"self_declared", "fluency_in_words"} <= {problem.code for problem in first.problems}
    again = read(write_dossier(first, form).encode(), name=f"me.{form}")
    assert again.problems == first.problems
    assert {problem.place.document for problem in again.problems} == {"cv.json"}
    assert again.noticed == ()
