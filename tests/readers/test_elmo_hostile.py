"""What may come of hostile ELMO documents, and of ELMO in every wrapping and variant."""

from __future__ import annotations

import base64
import gzip
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognition.foundations.problems import InvalidDocument, ReadError, UnknownFormat
from recognition.model.dossier import Dossier
from recognition.model.evidence import Qualification
from recognition.readers.read import read

NAMESPACE = "https://github.com/emrex-eu/elmo-schemas/tree/v1"
BEFORE_1 = "http://purl.org/net/elmo"
EWP_TORS = (
    "https://github.com/erasmus-without-paper/ewp-specs-api-imobility-tors/blob/stable-v1/endpoints/get-response.xsd"
)

PAGE = """<elmo xmlns="{namespace}"><generatedDate>2025-06-01T10:00:00+00:00</generatedDate>
<learner><givenNames>Test</givenNames><familyName>Person</familyName><bday>2000-02-29</bday></learner>
<report><issuer><country>{country}</country><title xml:lang="en">Example College</title><url>https://college.example</url></issuer>
{nodes}
<issueDate>2025-06-01T10:00:00+00:00</issueDate></report></elmo>"""
NODE = """<learningOpportunitySpecification><title xml:lang="en">{title}</title><type>{type}</type>
<specifies><learningOpportunityInstance>{run}</learningOpportunityInstance></specifies>{parts}</learningOpportunitySpecification>"""


def node(run: str = "", *, title: str = "Nursing", kind: str = "Degree Programme", parts: str = "") -> str:
    return NODE.format(title=title, type=kind, run=run, parts=parts)


def page(*nodes: str, namespace: str = NAMESPACE, country: str = "PH") -> bytes:
    return PAGE.format(namespace=namespace, nodes="\n".join(nodes), country=country).encode()


def degree(run: str, **changes: str) -> Qualification:
    (found,) = read(page(node(run), **changes)).qualifications
    return found


def codes(dossier: Dossier) -> set[str]:
    return {problem.code for problem in dossier.problems}


def entries(shared: Path) -> list[dict[str, Any]]:
    listed = json.loads((shared / "hostile" / "MANIFEST.json").read_text("utf-8"))
    return [entry for entry in listed if entry["file"].split("/")[0] in ("xml", "emrex", "pii")]


def test_every_hostile_transcript_gets_what_the_manifest_says(shared: Path) -> None:
    twin = read(shared / "hostile" / "xml" / "ok_minimal.xml").with_problems(())
    tried = 0
    for entry in entries(shared):
        path = shared / "hostile" / entry["file"]
        if entry["expect"] == "refuse":
            with pytest.raises(ReadError) as refused:
                read(path)
            assert refused.value.code == entry["code"], entry["file"]
            assert refused.value.problems[0].place.document == path.name
            for secret in ("CANARY", "root:", "1e5", "９"):
                assert secret not in str(refused.value)
        elif entry["expect"] == "accept":
            found = read(path)
            assert found.qualifications[0].credits == twin.qualifications[0].credits, entry["file"]
            assert found.qualifications[0].title == twin.qualifications[0].title, entry["file"]
        else:
            assert read(path).subject == "person"
        tried += 1
    assert tried > 45


@pytest.mark.parametrize("value", ["-1", "NaN", "INF", "1e2", "１８０", "9" * 5000, "1 80", "abc", "--5", "0x10"])
def test_credits_that_cannot_be_are_refused_with_their_line(value: str) -> None:
    run = f"<status>passed</status>\n<credit><scheme>ects</scheme>\n<value>{value}</value></credit>"
    with pytest.raises(InvalidDocument) as refused:
        read(page(node(run)))
    (problem,) = refused.value.problems
    assert problem.code == "invalid_value"
    assert problem.place.line == 7
    assert value not in problem.sentence


@pytest.mark.parametrize("value", ["", "-", "n/a", "TODO"])
def test_credits_that_are_not_stated_are_unknown(value: str) -> None:
    found = degree(f"<credit><scheme>ects</scheme><value>{value}</value></credit>")
    assert found.credits is None


@pytest.mark.parametrize("wrap", ["plain", "base64", "gzip"])
def test_unwrapping_gives_the_same_dossier(wrap: str) -> None:
    document = page(node("<status>passed</status>"))
    data = {"plain": document, "base64": base64.b64encode(document), "gzip": base64.b64encode(gzip.compress(document))}[
        wrap
    ]
    assert read(data).with_problems(()) == read(document).with_problems(())
    assert ("unwrapped" in codes(read(data))) == (wrap != "plain")


def test_a_document_without_namespace_is_read_and_noted() -> None:
    bare = page(node("<status>passed</status>")).replace(f' xmlns="{NAMESPACE}"'.encode(), b"")
    found = read(bare)
    assert "namespace_missing" in codes(found)
    assert found.with_problems(()) == read(page(node("<status>passed</status>"))).with_problems(())


def test_the_older_namespace_has_the_learner_inside_the_report() -> None:
    document = f"""<elmo xmlns="{BEFORE_1}"><report>
<learner><givenNames>Ana</givenNames><bday dtf="dd-MM-yyyy">18-07-1966</bday></learner>
<issuer><title xml:lang="fi">Koulu</title></issuer>
<learningOpportunitySpecification><title xml:lang="fi">Tutkinto</title><type>Degree</type>
<credit><scheme>ECTS</scheme><value>180</value></credit><level>BACHELOR</level>
</learningOpportunitySpecification></report></elmo>"""
    found = read(document.encode())
    (one,) = found.qualifications
    assert one.level is not None
    assert (one.level.cycle, one.level.eqf) == ("bachelor", None)
    assert one.credits is not None
    assert one.credits.amount.low == 18000
    assert found.person is not None
    assert found.person.born is not None
    assert found.person.born.text == "1966-07-18"
    assert "country_unknown" in codes(found)
    assert read(document.replace(f' xmlns="{BEFORE_1}"', "").encode()).qualifications == found.qualifications


def enveloped(*documents: bytes) -> bytes:
    inside = "".join(f"<tor><omobility-id>1</omobility-id>{document.decode()}</tor>" for document in documents)
    return f'<imobility-tors-get-response xmlns="{EWP_TORS}">{inside}</imobility-tors-get-response>'.encode()


def test_an_ewp_envelope_is_opened() -> None:
    document = page(node("<status>passed</status>"))
    found = read(enveloped(document))
    assert found.qualifications[0].title == read(document).qualifications[0].title
    assert "envelope" in codes(found)


def test_an_envelope_of_two_persons_is_no_dossier() -> None:
    document = page(node())
    with pytest.raises(InvalidDocument, match="several_subjects"):
        read(enveloped(document, document))


@pytest.mark.parametrize(
    "data",
    [
        b"<html/>",
        b"<elmo xmlns='https://example.org'/>",
        enveloped().replace(b"erasmus-without-paper", b"x"),
        enveloped(),
        b'{"a": 1}',
        b"[]",
        b"a: 1",
    ],
)
def test_what_no_reader_knows(data: bytes) -> None:
    with pytest.raises(UnknownFormat) as refused:
        read(data)
    assert refused.value.problems[0].hint


def test_an_unknown_element_changes_nothing() -> None:
    plain = read(page(node("<status>passed</status>")))
    more = read(page(node("<surprise>1</surprise><status>passed</status>")))
    foreign = read(page(node('<x:status xmlns:x="urn:x">failed</x:status><status>passed</status>')))
    assert "unknown_element" in codes(more) & codes(foreign)
    assert [item.status for item in (*plain.qualifications, *more.qualifications, *foreign.qualifications)] == [
        "completed"
    ] * 3


@pytest.mark.parametrize(
    "run, status, issued",
    [
        ("<date>2024-05-31</date><status>passed</status>", "completed", True),
        ("<date>2024-05-31</date><status>in-progress</status>", "in_progress", False),
        ("<date>2024-05-31</date><status>failed</status>", "failed", False),
        ("<date>2024-05-31</date>", None, False),
        ("<date>2024-05-31</date><status>maybe</status>", None, False),
        ("<date>2024-05-31</date><status>passed</status><resultLabel>F</resultLabel>", None, False),
        ("<date>2024-05-31</date><status>passed</status><resultLabel>Hylätty</resultLabel>", None, False),
        ("<date>2024-05-31</date><resultLabel>Hyl</resultLabel>", "failed", False),
        ("<date>2024-05-31</date><resultLabel>00</resultLabel>", "failed", False),
        ("<date>2024-05-31</date><resultLabel>4</resultLabel>", None, False),
        ("<date>2024-05-31</date><resultLabel>IP</resultLabel>", "in_progress", False),
        ("<status>passed</status>", "completed", False),
    ],
)
def test_nothing_looks_awarded_that_is_not(run: str, status: str | None, issued: bool) -> None:
    found = degree(run)
    assert (found.status, found.issued is not None) == (status, issued)
    if status == "in_progress":
        assert found.training_end is None


@pytest.mark.parametrize(
    "run, status",
    [
        ("<status>maybe</status>", "unclear"),
        ("<status>passed</status><resultLabel>F</resultLabel>", "unclear"),
        ("<status>passed</status><resultLabel>5</resultLabel>", "passed"),
        ("<resultLabel>5</resultLabel>", None),
    ],
)
def test_a_course_whose_outcome_cannot_be_read_is_unclear(run: str, status: str | None) -> None:
    course = f"<hasPart>{node(run, title='Anatomy', kind='Course')}</hasPart>"
    (whole,) = read(page(node("<status>passed</status>", parts=course))).qualifications
    (module,) = whole.modules
    assert module.status == status


@pytest.mark.parametrize("country", ["PH", "PHL"])
def test_a_country_is_the_issuers(country: str) -> None:
    assert degree("", country=country).country == "PH"


@pytest.mark.parametrize("country", ["XX", "", "Atlantis"])
def test_a_country_is_never_guessed(country: str) -> None:
    assert degree("", country=country).country is None


def test_hours_and_credits_of_zero_are_not_recorded() -> None:
    found = degree("<credit><scheme>ECTS</scheme><value>0</value></credit><engagementHours>0.0</engagementHours>")
    assert found.credits is None
    assert found.hours is None


def test_credits_of_two_systems_are_never_added() -> None:
    credit = "<credit><scheme>{}</scheme><value>{}</value></credit>"
    found = degree(credit.format("Local", 90) + credit.format("ects", 180))
    assert found.credits is not None
    assert (found.credits.system, found.credits.amount.low) == ("ects", 18000)


def test_courses_join_the_only_degree_of_their_issuer() -> None:
    passed = "<status>passed</status>"
    course = node(f"<date>2020-01-01</date>{passed}", title="Care", kind="Course")
    late = node(f"<date>2026-01-01</date>{passed}", title="Late", kind="Course")
    found = read(page(node(f"<date>2024-05-31</date>{passed}"), course, late))
    assert [module.title["en"] for module in found.qualifications[0].modules] == ["Care"]
    assert [module.title["en"] for module in found.modules] == ["Late"]
    assert "modules_assumed" in codes(found)


def test_courses_join_nothing_where_there_are_two_degrees() -> None:
    course = node("<status>passed</status>", title="Care", kind="Course")
    found = read(page(node(), node(), course))
    assert [len(one.modules) for one in found.qualifications] == [0, 0]
    assert len(found.modules) == 1


def test_courses_join_nothing_where_the_degree_has_parts() -> None:
    course = node(title="Care", kind="Course")
    found = read(page(node(parts=f"<hasPart>{course}</hasPart>"), course))
    assert len(found.qualifications[0].modules) == 1
    assert len(found.modules) == 1
    assert "modules_outside_degree" in codes(found)


def test_a_course_with_parts_is_no_degree() -> None:
    lecture = node(title="Lecture", kind="Class")
    found = read(page(node(title="Course", kind="Course", parts=f"<hasPart>{lecture}</hasPart>")))
    assert not found.qualifications
    assert [module.part_of for module in found.modules] == [None, "m1"]


def test_a_conflict_of_eqf_levels_leaves_it_unknown() -> None:
    level = "<level><type>EQF</type><value>{}</value></level>"
    assert degree(level.format(6) + level.format(7)).level is None
    one = degree(level.format(6)).level
    assert one is not None
    assert one.eqf == 6
    assert degree(level.format(9)).level is None


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_give_a_dossier_or_a_refusal(data: bytes) -> None:
    with suppress(ReadError):
        assert isinstance(read(data), Dossier)


ANY_TEXT = st.text(st.characters(exclude_characters="<&>", exclude_categories=("Cc", "Cs", "Cn")), max_size=30)
RUN_PART = st.sampled_from(
    ["start", "date", "status", "resultLabel", "languageOfInstruction", "gradingSchemeLocalId", "level", "surprise"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(RUN_PART, ANY_TEXT), max_size=6), ANY_TEXT, ANY_TEXT)
def test_any_text_in_any_field_is_read_past(parts: list[tuple[str, str]], title: str, country: str) -> None:
    run = "".join(f"<{name}>{text}</{name}>" for name, text in parts)
    found = read(page(node(run, title=title or "x"), country=country))
    assert len(found.qualifications) == 1
    assert Dossier.model_validate(found.model_dump(by_alias=True)) == found.with_problems(())


def test_the_order_of_keys_in_json_never_matters() -> None:
    path = Path(__file__).resolve().parents[1] / "samples" / "elmo" / "fi-nurse-2021.json"
    data = json.loads(path.read_text("utf-8"))
    one, other = (json.dumps(turned, ensure_ascii=False, indent=1).encode() for turned in (data, _reversed(data)))
    left, right = read(one), read(other)
    assert [item.title for _, item in left.items() if isinstance(item, Qualification)] == [
        item.title for _, item in right.items() if isinstance(item, Qualification)
    ]
    assert [module.credits for module in left.qualifications[0].modules] == [
        module.credits for module in right.qualifications[0].modules
    ]
    assert codes(left) == codes(right)


def _reversed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _reversed(item) for key, item in reversed(value.items())}
    return [_reversed(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("value", ["-5", '"NaN"', '"1e3"', "true", '"x"'])
def test_impossible_credits_in_json_are_refused(value: str) -> None:
    run = f'{{"learningOpportunityInstance": {{"credit": [{{"scheme": "ECTS",\n"value": {value}}}]}}}}'
    node = f'{{"type": "Class", "specifies": {run}}}'
    report = f'{{"issuer": {{"country": "FI"}}, "learningOpportunitySpecification":\n[{node}]}}'
    document = f'{{"generatedDate": null, "learner": {{}}, "report": [{report}]}}'
    with pytest.raises(InvalidDocument) as refused:
        read(document.encode())
    assert refused.value.code == "invalid_value"
    assert refused.value.problems[0].place.line == 3


@pytest.mark.parametrize(
    "document",
    [
        '{"report": 5, "learner": []}',
        '{"elmo": {"report": [[[]]], "learner": "x"}}',
        '{"report": [{"issuer": "a"}], "generatedDate": {"value": []}}',
    ],
)
def test_json_of_a_wrong_shape_is_read_past(document: str) -> None:
    assert read(document.encode()).subject == "person"
