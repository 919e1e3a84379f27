"""What CASE, CTDL, DEQAR and the competence matrix may and may not show; every trap by a document of our own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import recognition
from recognition.catalogue.standards import default_standards
from recognition.foundations import codes_esco, codes_frameworks
from recognition.foundations.codes_all import CODES
from recognition.foundations.problems import MisuseError, Problem, ReadError, UnknownFormat
from recognition.model.dossier import Dossier
from recognition.readers.dossier_write import write_dossier
from recognition.readers.json_loader import parse_json
from recognition.readers.read import read
from recognition.readers.stcw_keys import KEYS
from recognition.readers.tree import plain
from tests.readers.framework_documents import (
    ALL,
    COURSES,
    HEAD,
    PROGRAMME,
    case,
    graph,
    item,
    link,
    matrix,
    node,
    report,
    reports,
    row,
    table,
)


def codes(found: Dossier) -> set[str]:
    return {problem.code for problem in found.problems}


def held(data: bytes, course: str | None = None) -> Dossier | None:
    """The dossier of some bytes, checked whole; None where they are refused with registered codes."""
    problems: tuple[Problem, ...] = ()
    try:
        found = read(data, course=course)
    except (ReadError, MisuseError) as refused:
        problems = refused.problems
    if problems:
        assert {problem.code for problem in problems} <= CODES.keys()
        return None
    assert codes(found) <= CODES.keys()
    again = Dossier.model_validate(plain(parse_json(write_dossier(found, "json"))))
    assert again == found
    return found


@pytest.mark.parametrize("name", ALL)
def test_a_look_alike_reads_whole(name: str) -> None:
    found = held(ALL[name], "A-II/1" if name == "stcw_matrix" else None)
    assert found is not None
    assert found.subject == "curriculum"
    assert found.complete == ()
    assert all(one.origin and one.origin.line and one.origin.path for _, one in found.items())
    assert all(one.strength == "document" for _, one in found.items())


# CASE


def test_a_framework_shows_nothing_taught() -> None:
    found = read(ALL["case"])
    assert found.modules == ()
    assert "framework_no_programme" in codes(found)
    whole, first, second = found.documents
    assert (whole.type, whole.note, whole.outcome) == (
        "competency_framework", "CASE; items: 2; associations: 1 (isChildOf 1)", "adopted",
    )  # fmt: skip
    assert (first.note, first.of, second.of) == ("Weld", "framework", "a")
    assert found.curriculum is not None
    assert found.curriculum.title == {"en": "Welding"}


@pytest.mark.parametrize(
    "data, code",
    [
        (case(item("a"), adoptionStatus="Draft"), "framework_not_adopted"),
        (case(item("a")), "language_missing"),
        (case(item("a", lastChangeDateTime="2017-05-25T18:05:33")), "moment_without_zone"),
        (case(item("a", "")), "statement_missing"),
        (case(item("a"), item("a")), "id_repeated"),
        (case(item("a"), links=[link("x", "a")]), "reference_to_nothing"),
        (case(item("a"), title="TODO: title"), "placeholder"),
    ],
)
def test_dirt_of_a_framework_is_noticed(data: bytes, code: str) -> None:
    assert code in codes(read(data))
    assert code not in codes(read(ALL["case"]))


def test_a_zoned_moment_is_as_it_should_be() -> None:
    for moment in ("2017-09-22T23:13:54+00:00", "2017-09-22T23:13:54Z"):
        assert "moment_without_zone" not in codes(read(case(item("a", lastChangeDateTime=moment))))


def test_items_that_stand_under_each_other_do_not_hang() -> None:
    found = held(case(item("a"), item("b"), links=[link("a", "b"), link("b", "a"), link("a", "a")]))
    assert found is not None
    assert [one.of for one in found.documents[1:]] == ["b", "a"]


# CTDL


def test_a_credential_with_its_programme_is_a_curriculum() -> None:
    found = read(PROGRAMME)
    assert found.curriculum is not None
    assert found.curriculum.title == {"en": "Welder"}
    assert found.curriculum.level is not None
    assert (found.curriculum.level.eqf, found.curriculum.level.national) == (None, "Levels:Level_3")
    assert found.curriculum.provider is not None
    assert (found.curriculum.provider.name, found.curriculum.provider.country) == ("Guild", "US")
    assert [module.title for module in found.modules] == [{"en": "Arc welding"}]
    assert {"link_object", "country_in_words", "level_framework_unknown"} - codes(found) == {"link_object"}


def test_of_two_credentials_none_is_chosen() -> None:
    found = read(graph(node("a", "Badge", "One"), node("b", "Badge", "Two"), node("k", "Course", "Three")))
    assert found.curriculum is None
    assert found.modules == ()
    assert "several_courses" in codes(found)


def transfer(**more: Any) -> Dossier:
    worth = {"schema:value": 3, "ceterms:creditUnitType": "creditUnit:DegreeCredit", **more.pop("worth", {})}
    return read(
        graph(
            node("t", "TransferValueProfile", ownedBy="res:o", transferValue=worth, transferValueFrom="res:e", **more),
            node("e", "AssessmentProfile", "Exam", ownedBy={"@id": "res:o"}),
            node("o", "Organization", "Guild"),
        )
    )


def test_a_transfer_value_is_a_document_and_no_credit() -> None:
    found = transfer()
    (shown,) = found.documents
    assert shown.note == "3 DegreeCredit from Exam (Guild) to not named"
    assert shown.issuer_name == {"en": "Guild"}
    assert found.curriculum is None
    assert found.modules == ()
    assert "link_object" in codes(found)


@pytest.mark.parametrize(
    "unit, shown, code",
    [
        ("creditUnit:DegreeeCredit", "3 DegreeCredit", "misspelt_name"),
        ("creditUnit:DegreCredit", "3 of an unknown unit", "unit_unreadable"),
    ],
)
def test_a_unit_is_never_the_nearest_one(unit: str, shown: str, code: str) -> None:
    found = transfer(worth={"ceterms:creditUnitType": unit})
    assert (found.documents[0].note or "").startswith(shown)
    assert code in codes(found)


def test_conditions_of_a_transfer_are_named_and_not_judged() -> None:
    found = transfer(requires={"ceterms:condition": "Grade C"}, evaluationEvidence={"ceterms:name": "x"})
    assert found.documents[0].names == ("conditions", "evaluation_evidence")
    assert "transfer_conditions" in codes(found)


def test_a_deprecated_credential_is_noticed() -> None:
    for status, noticed in (("Active", False), ("Deprecated", True), ("Ceased", True)):
        found = read(graph(node("a", "License", "Nurse", credentialStatusType=f"credentialStat:{status}")))
        assert ("credential_not_active" in codes(found)) is noticed
        assert found.documents[0].outcome == status.lower()


def test_other_linked_data_is_not_ctdl() -> None:
    for data in (b'{"@graph": [{"@type": "schema:Course"}]}', b'{"@type": "Course"}', b'{"Credential": {"a": 1}}'):
        with pytest.raises(UnknownFormat):
            read(data)


# DEQAR


@pytest.mark.parametrize("agency, names", [("AQ", {"und": "AQ"}), ("51", {})])
def test_an_agency_given_by_its_number_is_not_called_by_it(agency: str, names: dict[str, str]) -> None:
    (found,) = read(reports({**report(), "agency": agency})).documents
    assert (found.issuer, found.issuer_name) == (f"deqar:{agency}", names)


def test_a_positive_report_is_an_accreditation_of_its_programme() -> None:
    (found,) = read(reports(report())).accreditations
    assert (found.of, found.by, found.subject_id) == ("programme", "deqar:AQ", "P1")
    assert found.from_ is not None
    assert found.until is not None
    assert (found.from_.text, found.until.text) == ("2020-01-01", "2025-12-31")


def test_without_programmes_the_institution_is_accredited() -> None:
    (found,) = read(reports(report(programmes=[]))).accreditations
    assert (found.of, found.subject_id) == ("institution", "DEQARINST1")


@pytest.mark.parametrize(
    "decision, granted, code",
    [
        ("1", True, "coded_value"),
        ("2", True, "decision_conditional"),
        ("positive with conditions or restrictions", True, "decision_conditional"),
        ("3", False, "accreditation_refused"),
        ("negative", False, "accreditation_refused"),
        ("4", False, "report_without_decision"),
        ("not applicable", False, "report_without_decision"),
        ("not positive", False, "decision_unreadable"),
        ("", False, "report_without_decision"),
    ],
)
def test_only_a_grant_is_an_accreditation(decision: str, granted: bool, code: str) -> None:
    found = read(reports(report(decision=decision)))
    assert bool(found.accreditations) is granted
    assert code in codes(found)
    assert len(found.documents) == 1


def test_a_report_always_names_its_subject() -> None:
    """A record without a subject would speak of whatever is assessed."""
    named = report(programmes=[], institutions=[{"name_official": "Prince College"}])
    (by_name,) = read(reports(named)).accreditations
    (by_nothing,) = read(reports(report(programmes=[], institutions=[{}, {"eter_id": ""}]))).accreditations[:1] or (
        None,
    )
    assert by_name.subject_id == "Prince_College"
    assert by_nothing is None or by_nothing.subject_id is not None


def test_days_that_cross_are_not_used() -> None:
    found = read(reports(report(valid_from="2026-01-01")))
    assert (found.accreditations[0].from_, found.accreditations[0].until) == (None, None)
    assert "end_before_start" in codes(found)


def test_an_open_end_stays_unknown() -> None:
    assert read(reports(report(valid_to=None))).accreditations[0].until is None


def test_a_table_says_what_its_json_says() -> None:
    found = read(table())
    assert [one.subject_id for one in found.accreditations] == ["P1", "P2"]
    assert found.accreditations[0].note == "Nursing, general; XX0001"
    assert {"day_form_named", "space_around", "coded_value", "activity_by_number"} <= codes(found)
    assert found.documents[0].origin is not None
    assert found.documents[0].origin.line == 2


@pytest.mark.parametrize(
    "first, form, read_as",
    [
        ("03.04.2015", "%d.%m.%Y", "2015-04-03"),
        ("03/04/2015", "%m/%d/%Y", "2015-03-04"),
        ("2015-04-03", "%d.%m.%Y", None),
        ("03.04.2015", "%S", None),
        ("31.02.2015", "%d.%m.%Y", None),
    ],
)
def test_days_are_read_in_the_form_that_the_column_names(first: str, form: str, read_as: str | None) -> None:
    found = read(table(first=first, last="", form=form))
    day = found.accreditations[0].from_
    assert (day.text if day else None) == read_as
    assert ("day_unreadable" in codes(found)) is (read_as is None)


@pytest.mark.parametrize(
    "data, code",
    [
        (HEAD.encode() + b'AQ,"r1\n', "not_well_formed"),
        (HEAD.encode() + b"a," * 40 + b"a\n", "not_well_formed"),
        (b"agency,valid_from,valid_from,date_format\nA,1,2,3\n", "duplicate_key"),
        (b"a,b,c\n1,2,3\n", "unknown_format"),
        (HEAD.encode(), "unknown_format"),
        (HEAD.encode() + b"A\x00Q,1\n", "not_well_formed"),
    ],
)
def test_a_broken_table_is_refused_with_its_line(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as refused:
        read(data)
    assert refused.value.code == code


def test_a_column_that_stands_for_two_things_does_no_harm() -> None:
    data = b"agency,valid_from,date_format,programme,programmes,programme[1].x,a[1].b.c\nA,2020,x,1,2,3,4\n"
    assert held(data) is not None


# STCW


def test_one_table_of_a_matrix_is_chosen() -> None:
    data = matrix(row("A1.1"), row("B1.1", table="A-III/1"))
    whole = read(data)
    assert whole.modules == ()
    assert "several_courses" in codes(whole)
    assert whole.documents[0].note == "STCW competence matrix; rows: 2; tables: 2"
    chosen = read(data, course="a-iii/1")
    assert [module.id for module in chosen.modules] == ["A-III/1.A.1", "B1.1"]
    with pytest.raises(MisuseError):
        read(data, course="A-II/2")


def test_a_competence_holds_its_items_and_its_key() -> None:
    competence, first, second = read(matrix(row("A1.1", courses=2), row("A1.2"))).modules
    assert (competence.subject, competence.title) == ("passage", {"en": "Competence 1"})
    assert (first.part_of, first.title) == (competence.id, {"en": "Topic item A1.1"})
    assert (first.note, first.assessment) == ("courses: C-0, C-1; tasks: T0", "tasks T0")
    assert second.status is None


def test_a_competence_is_assessed_only_if_each_item_is() -> None:
    found = read(matrix(row("A1.1"), row("A1.2", tasks=0), row("A2.1", number=2)))
    assert {module.id: module.assessment for module in found.modules if module.type == "item"} == {
        "A1.1": None, "A1.2": None, "A2.1": "tasks T0",
    }  # fmt: skip
    assert "assessment_partial" in codes(found)


def test_an_item_without_a_course_does_not_count() -> None:
    found = read(matrix(row("A1.1", courses=0)))
    assert found.modules[1].status == "in_progress"
    assert "untaught" in codes(found)


def test_dirt_of_a_matrix_is_noticed() -> None:
    other = row("A1.2").replace("Competence 1", "Another wording")
    assert {"flat_export", "markdown_in_text", "rows_differ"} <= codes(read(matrix(row("A1.1"), other)))
    clean = codes(read(matrix(row("A1.1", text="plain"), row("A1.2", text="a * b * c"))))
    assert not {"markdown_in_text", "rows_differ"} & clean


def test_keys_are_those_of_the_lists() -> None:
    listed = {}
    for name in ("stcw.a_ii_1", "stcw.a_iii_1"):
        for one in default_standards().table(name).rows:
            table_, function, number = one.citation.at.replace(",", "").split()[1], *one.citation.at.split()[-3::2]
            listed[table_, f"{function}.{number}"] = one.key["id"]
    assert listed == KEYS


def test_a_list_of_courses_shows_nothing_taught() -> None:
    found = read(COURSES)
    assert found.documents[0].note == "STCW course list; courses: 2; runs: 0"
    assert found.modules == ()
    chosen = read(COURSES, course="C-1")
    assert chosen.curriculum is not None
    assert chosen.curriculum.title == {"en": "Chart work"}


# Anything

DOCUMENTS = [*ALL.values(), transfer.__name__.encode(), graph(node("c", "CompetencyFramework", "x"))]
PIECES = [b"", b"\x00", b"<", b'"', b",", b";", b"\n", b"[]", b"{}", b"null", b"1e999", b"\xff", b"9" * 400, b"%d"]


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_changed_bytes_give_a_dossier_or_a_refusal(data: st.DataObject) -> None:
    document = bytearray(data.draw(st.sampled_from(DOCUMENTS)))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(document)))
        end = min(len(document), start + data.draw(st.integers(0, 30)))
        document[start:end] = data.draw(st.sampled_from(PIECES) | st.binary(max_size=8))
    held(bytes(document), data.draw(st.sampled_from([None, "A-II/1", "C-1"])))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["CFDocument", "CFItems", "@graph", "agency", "decision", "institutions", "ceterms:atLevel"]),
    st.sampled_from(
        ["title", "fullStatement", "@type", "@id", "ceterms:name", "ceterms:ownedBy", "identifiers", "valid_from"]
    ),
    JSON,
)
def test_any_value_anywhere_gives_a_dossier_or_a_refusal(outer: str, inner: str, value: Any) -> None:
    bases: tuple[dict[str, Any], ...] = (
        {"CFDocument": {}},
        node("a", "Badge", "x"),
        report(),
        {"@graph": [node("a", "Course", "x")]},
    )
    for base in bases:
        for changed in ({**base, outer: value}, {**base, outer: {inner: value}}, {**base, outer: [{inner: value}]}):
            held(json.dumps(changed).encode())


def test_every_explained_code_is_raised() -> None:
    package = Path(recognition.__file__).parent
    readers = "".join(path.read_text("utf-8") for path in (package / "readers").glob("*.py"))
    store = "".join(path.read_text("utf-8") for path in (package / "catalogue").glob("esco*.py"))
    assert {code for code in codes_frameworks.CODES if f'"{code}"' not in readers} == set()
    assert {code for code in codes_esco.CODES if f'"{code}"' not in store} == set()


def test_a_national_level_without_its_framework_is_kept_as_written() -> None:
    programme = {"identifiers": [{"identifier": "P1"}], "name_primary": "Nursing", "nqf_level": "level 7"}
    found = read(reports(report(programmes=[programme])))
    assert "level_framework_unknown" in codes(found)
    (record,) = found.accreditations
    assert record.origin is not None
    assert record.origin.values["level"].raw == "level 7"
