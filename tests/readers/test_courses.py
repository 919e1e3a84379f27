"""Every behaviour of the readers of course metadata, on small documents of our own."""

from __future__ import annotations

import re
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognition.foundations.problems import InvalidDocument, MisuseError, ReadError
from recognition.model.dossier import Curriculum, Dossier
from recognition.model.values import HUNDRED, Amount, Day
from recognition.readers.dossier_write import write_dossier
from recognition.readers.read import read
from tests.readers.course_documents import ALL, AMS, EWP_COURSES, EWP_IIA, EWP_LA, LHEO, LOQ, QMS, SKILL, XCRI


def opened(document: str, course: str | None = None) -> Dossier:
    return read(document.encode(), name="it.xml", course=course)


def focus(document: str, course: str | None = None) -> Curriculum:
    found = opened(document, course).curriculum
    assert found is not None
    return found


def codes(dossier: Dossier) -> set[str]:
    return {problem.code for problem in dossier.problems}


def hours(value: Amount | None) -> object:
    return None if value is None else Decimal(value.low) / HUNDRED


# --- choosing a course of a catalogue


def test_of_several_courses_none_is_chosen() -> None:
    dossier = opened(XCRI)
    assert codes(dossier) == {"several_courses", "country_by_register"}
    assert dossier.modules == ()
    assert dossier.curriculum is not None
    assert (dossier.curriculum.title, dossier.curriculum.credits, dossier.curriculum.mode) == ({}, None, None)
    assert [(item.id, item.note) for item in dossier.documents if item.type == "course_description"] == [
        ("C1", "Care of the old"),
        ("C2", "Care of children"),
    ]
    (problem,) = (one for one in dossier.problems if one.code == "several_courses")
    assert "2 courses" in problem.sentence
    assert "--course C1" in str(problem.hint)


@pytest.mark.parametrize("name", ["C1", "c1", "https://college.example/c1", "care OF the old"])
def test_a_course_is_chosen_by_id_or_title(name: str) -> None:
    assert focus(XCRI, name).title == {"und": "Care of the old"}


def test_a_choice_that_fits_nothing_is_no_choice() -> None:
    with pytest.raises(MisuseError) as refused:
        opened(XCRI, "C3")
    assert refused.value.code == "course_not_found"


def test_a_title_of_two_courses_is_no_choice() -> None:
    with pytest.raises(MisuseError) as refused:
        opened(XCRI.replace("Care of children", "Care of the old"), "Care of the old")
    assert refused.value.code == "course_ambiguous"
    assert "C1, C2" in str(refused.value.problems[0].hint)


def test_a_document_of_one_person_has_no_courses() -> None:
    with pytest.raises(MisuseError) as refused:
        opened(EWP_LA, "C1")
    assert refused.value.code == "no_courses"


def test_a_catalogue_without_courses_says_so() -> None:
    empty = re.sub(r"<course>.*</course>", "", XCRI, flags=re.DOTALL)
    assert codes(opened(empty)) == {"no_course"}


# --- XCRI-CAP


def test_runs_that_differ_leave_a_value_unknown() -> None:
    both = opened(XCRI, "C1")
    assert "runs_differ" in codes(both)
    assert both.curriculum is not None
    assert (both.curriculum.starts, both.curriculum.mode, both.curriculum.language) == (None, None, "en")
    first, second = focus(XCRI, "C1A"), focus(XCRI, "C1B")
    assert (first.starts, first.mode, hours(first.duration)) == (Day.of("2025-09-01"), "full_time", 1)
    assert (second.starts, second.mode, second.duration) == (Day.of("2026-02-01"), "part_time", None)
    assert "duration_not_full_time" in codes(opened(XCRI, "C1B"))


def test_british_credits_are_neither_added_nor_converted() -> None:
    dossier = opened(XCRI, "C1")
    assert dossier.curriculum is not None
    assert dossier.curriculum.credits is not None
    assert dossier.curriculum.credits.system == "example_college"
    assert dossier.curriculum.credits.amount == Amount.of(60)
    assert dossier.curriculum.level is not None
    assert (dossier.curriculum.level.eqf, dossier.curriculum.level.national) == (None, "gb_sct.scqf:7")
    assert {"credits_several", "credits_not_ects", "level_framework_unknown", "language_tag"} <= codes(dossier)


def test_every_value_names_its_place() -> None:
    origin = focus(XCRI, "C1A").origin
    assert origin is not None
    assert origin.values["starts"].raw == "2025-09-01"
    assert origin.values["starts"].path == "/catalog/provider[1]/course[1]/presentation[1]/start[1]"
    assert origin.values["starts"].line == 15


def test_xcri_country_comes_from_the_register_only() -> None:
    provider = focus(XCRI, "C1").provider
    assert provider is not None
    assert (provider.country, provider.id) == ("GB", "ukprn:10000001")
    unnumbered = focus(XCRI.replace(' xsi:type="cdp:ukprn"', ""), "C1").provider
    assert unnumbered is not None
    assert unnumbered.country is None


# --- LHEO


def test_lheo() -> None:
    dossier = opened(LHEO)
    found = dossier.curriculum
    assert found is not None
    assert found.hours is not None
    assert (found.title, found.country, found.occupation) == ({"fr": "Aide aux soins"}, "FR", "rome:J1501")
    assert (hours(found.hours.total), hours(found.hours.practice)) == (1400, 600)
    assert (found.mode, found.language, found.starts) == ("full_time", "fr", Day.of("2024-09-02"))
    assert found.duration is not None
    assert (found.duration.low, found.duration.high) == (83, 84)
    assert [module.title for module in dossier.modules] == [{"fr": "Hygiène"}]
    assert "rncp:999" in {item.id for item in dossier.documents}
    assert {"level_not_eqf", "placeholder", "markup_in_text", "day_form"} <= codes(dossier)


def test_a_lheo_level_is_never_eqf() -> None:
    level = focus(LHEO).level
    assert level is not None
    assert (level.eqf, level.national) == (None, "fr.lheo:6")


def test_a_length_that_the_days_contradict_is_unknown() -> None:
    dossier = opened(LHEO.replace("20250630", "20241231"))
    assert dossier.curriculum is not None
    assert dossier.curriculum.duration is None
    assert "duration_conflict" in codes(dossier)


def test_several_occupations_are_none() -> None:
    dossier = opened(LHEO.replace("</domaine-formation>", "<code-ROME>J1506</code-ROME></domaine-formation>"))
    assert dossier.curriculum is not None
    assert dossier.curriculum.occupation is None
    assert "occupations_several" in codes(dossier)


def test_lheo_without_a_namespace() -> None:
    bare = opened(LHEO.replace(' xmlns="http://www.lheo.org/2.2"', ""))
    assert "namespace_missing" in codes(bare)
    assert bare.with_problems(()) == opened(LHEO).with_problems(())


# --- EWP


def test_what_a_course_contains_becomes_modules() -> None:
    dossier = opened(EWP_COURSES)
    assert dossier.curriculum is not None
    assert dossier.curriculum.title == {"en": "Nursing programme"}
    (anatomy,) = dossier.modules
    assert (anatomy.title, hours(anatomy.hours), anatomy.field) == ({"en": "Anatomy"}, 60, "0913")
    assert anatomy.credits is not None
    assert (anatomy.credits.system, hours(anatomy.credits.amount)) == ("ects", 6)
    assert {"reference_to_nothing", "credits_several"} <= codes(dossier)


def test_an_agreement_is_a_plan() -> None:
    dossier = opened(EWP_LA)
    assert dossier.subject == "person"
    assert [(module.title["und"], module.type) for module in dossier.modules] == [
        ("Anatomy", "studied"),
        ("Human body", "recognised"),
        ("Law", "studied"),
    ]
    assert {module.status for module in dossier.modules} == {"planned"}
    assert [item.status for item in dossier.qualifications] == ["in_progress"]
    assert [(item.language, item.cefr, item.strength, item.test) for item in dossier.language_results] == [
        ("de", "B2", "stated", None)
    ]
    assert {"proposal_pending", "signatures_are_time_stamps", "language_agreed"} == codes(dossier)
    assert dossier.person is not None
    assert dossier.person.family_name == "Person"


def test_two_agreements_are_two_subjects() -> None:
    (agreement,) = re.findall(r"<la>.*</la>", EWP_LA, flags=re.DOTALL)
    with pytest.raises(InvalidDocument) as refused:
        opened(EWP_LA.replace(agreement, agreement * 2))
    assert refused.value.code == "several_subjects"
    with pytest.raises(InvalidDocument) as refused:
        opened(EWP_LA.replace(agreement, ""))
    assert refused.value.code == "missing_element"


def test_an_agreement_of_institutions() -> None:
    dossier = opened(EWP_IIA)
    assert dossier.subject == "partnership"
    assert [party.name for party in dossier.parties] == ["one.example", "two.example"]
    assert dossier.documents[0].outcome is None
    assert "agreement_not_in_effect" in codes(dossier)
    assert opened(EWP_IIA.replace("false", "true")).documents[0].outcome == "in_effect"
    assert "unknown to unknown; 2 a year; 5 months a year; EQF 6; languages en B1" in str(dossier.documents[1].note)


# --- LOQ, AMS, QMS-LOMS


def test_loq() -> None:
    dossier = opened(LOQ)
    found = dossier.curriculum
    assert found is not None
    assert found.provider is not None
    assert found.hours is not None
    assert found.level is not None
    assert found.credits is not None
    assert found.title == {"en": "Nursing", "fi": "Hoitotyö"}
    assert dossier.id == "NUR-1"
    assert (found.country, found.provider.country, found.provider.name) == ("FI", "FI", "Example School")
    assert (found.level.eqf, found.field, found.language, found.mode) == (6, "0913", "fi", "full_time")
    assert (hours(found.hours.total), hours(found.duration), found.credits.system) == (4600, 3, "ects")
    assert found.credits.amount == Amount.of(210)


def test_parts_and_their_skills_become_modules() -> None:
    dossier = opened(LOQ)
    (ward,) = dossier.modules  # a part that holds its whole is not followed round
    assert (ward.title, ward.outcomes, ward.hours) == ({"en": "Ward practice"}, (SKILL,), None)
    assert {"hours_in_calendar_time", "skill_not_esco"} <= codes(dossier)


@pytest.mark.parametrize(
    "match, taught", [("exactMatch", 1), ("closeMatch", 1), ("broaderMatch", 0), ("narrowerMatch", 0)]
)
def test_a_skill_broader_or_narrower_than_the_outcome_is_not_what_is_learnt(match: str, taught: int) -> None:
    kind = f'<relatedESCOSkill type="http://data.europa.eu/europass/skillAssociationType/{match}" uri='
    dossier = opened(LOQ.replace("<relatedESCOSkill uri=", kind, 1))
    (ward,) = dossier.modules
    assert len(ward.outcomes) == taught
    assert ("skill_not_equal" in codes(dossier)) is (not taught)


def test_a_part_of_a_course_is_no_course_of_its_own() -> None:
    part = '<learningOpportunity id="urn:lop:2"><title><text lang="en">Seams</text></title></learningOpportunity>'
    whole = QMS.replace('<specifiedBy idref="urn:q:1"/>', '<specifiedBy idref="urn:q:1"/><hasPart idref="urn:lop:2"/>')
    dossier = opened(whole.replace("</learningOpportunities>", f"{part}</learningOpportunities>"))
    seams, outcomes = dossier.modules
    assert (seams.title, seams.type) == ({"en": "Seams"}, None)
    assert (outcomes.title, outcomes.type, outcomes.outcomes) == ({}, "learning_outcome", (SKILL,))  # of the whole
    assert "several_courses" not in codes(dossier)
    beside = opened(QMS.replace("</learningOpportunities>", f"{part}</learningOpportunities>"))
    assert "several_courses" in codes(beside)


def test_a_course_without_parts_is_one_module_of_its_outcomes() -> None:
    (module,) = opened(QMS).modules
    assert module.outcomes == (SKILL,)
    assert module.hours is None  # the hours are the curriculum's


def test_an_accreditation_of_a_qualification_speaks_of_it() -> None:
    (record,) = opened(LOQ).accreditations
    assert (record.of, record.by, record.subject_id) == ("programme", "urn:org:9", None)
    assert (record.from_, record.until) == (Day.of("2020-01-01"), Day.of("2030-12-31"))
    assert record.scope is not None
    assert record.scope.levels == (6,)


def test_a_record_covers_from_when_it_is_sure() -> None:
    (record,) = opened(AMS).accreditations
    assert (record.of, record.subject_id) == ("institution", "urn:org:1")
    assert record.from_ == Day.of({"between": ["2020-01-01", "2020-03-01"]})


def test_a_record_of_nobody_is_left_out() -> None:
    dossier = opened(AMS.replace('<organisation idref="urn:org:1"/>', ""))
    assert dossier.accreditations == ()
    assert "accreditation_of_nobody" in codes(dossier)


@pytest.mark.parametrize(
    "decision, records, covered, code",
    [
        ("<prefLabel>Positive</prefLabel>", 1, True, None),
        ("<prefLabel>Negative</prefLabel>", 0, False, "accreditation_refused"),
        ("<prefLabel>Hm</prefLabel>", 1, False, "decision_unreadable"),
    ],
)
def test_a_decision_must_be_a_grant(decision: str, records: int, covered: bool, code: str | None) -> None:
    dossier = opened(
        AMS.replace("<accreditingAgent", f"<decision uri='urn:d:1'>{decision}</decision><accreditingAgent")
    )
    assert len(dossier.accreditations) == records
    assert all((item.until is not None) is covered for item in dossier.accreditations)
    assert all((item.from_ is not None) is covered for item in dossier.accreditations)
    assert code is None or code in codes(dossier)


def test_a_title_that_names_another_level_leaves_it_unknown() -> None:
    dossier = opened(QMS)
    assert dossier.curriculum is not None
    assert dossier.curriculum.level is None
    assert {"level_conflict", "markup_in_text", "day_with_zone"} <= codes(dossier)
    assert focus(QMS.replace("EQF Level 1 welder", "Welder")).level is not None
    assert dossier.curriculum.hours is not None
    assert dossier.curriculum.hours.total == Amount(90050, 90050)


@pytest.mark.parametrize(
    "written, amount, code",
    [
        ("PT60H", 60, None),
        ("PT90M", Decimal("1.5"), None),
        ("P60M", None, "hours_in_calendar_time"),
        ("P2M", None, "hours_in_calendar_time"),
        ("P5D", None, "hours_in_calendar_time"),
        ("PT0H", None, "hours_zero"),
        ("P", None, "duration_unreadable"),
        ("4600", None, "duration_unreadable"),
        ("-PT60H", None, "duration_unreadable"),
    ],
)
def test_hours_are_hours(written: str, amount: Decimal | None, code: str | None) -> None:
    dossier = opened(LOQ.replace("P60M", "").replace("PT4600H", written))
    assert dossier.curriculum is not None
    total = dossier.curriculum.hours.total if dossier.curriculum.hours else None
    assert hours(total) == amount
    assert codes(dossier) & {"hours_in_calendar_time", "hours_zero", "duration_unreadable"} == (
        {code} if code else set()
    )


@pytest.mark.parametrize("value", ["-1", "NaN", "1e3", "abc", "9" * 40, "0", "n/a", ""])
def test_credits_that_are_no_number_are_unknown(value: str) -> None:
    assert focus(LOQ.replace("<point>210<", f"<point>{value}<")).credits is None


def test_an_end_before_the_start_leaves_both_unknown() -> None:
    dossier = opened(LOQ.replace("2028-08-31", "2024-08-31"))
    assert dossier.curriculum is not None
    assert dossier.curriculum.starts is None
    assert "end_before_start" in codes(dossier)


def test_a_reference_to_nothing_is_noticed() -> None:
    dossier = opened(
        LOQ.replace('learningAchievementSpecification idref="urn:q:1"', 'learningAchievementSpecification idref="x"')
    )
    assert dossier.curriculum is not None
    assert (dossier.curriculum.level, dossier.curriculum.hours) == (None, None)
    assert "reference_to_nothing" in codes(dossier)


# --- all of them


@pytest.mark.parametrize("document", ALL)
def test_what_is_read_can_be_written_and_read_again(document: str) -> None:
    for course in (None, "C1") if document is XCRI else (None,):
        dossier = opened(document, course)
        assert read(write_dossier(dossier).encode(), trusted=True) == dossier


@pytest.mark.parametrize("document", ALL)
def test_an_unknown_element_changes_nothing(document: str) -> None:
    closing = document.rindex("</")
    more = f'{document[:closing]}<x:odd xmlns:x="urn:odd"/>{document[closing:]}'
    course = "C1" if document is XCRI else None
    assert opened(more, course).with_problems(()) == opened(document, course).with_problems(())


_PIECES = st.sampled_from(
    (
        "",
        "<",
        ">",
        "</",
        "/>",
        '"',
        "&amp;",
        "&#0;",
        "\ud7ff",
        "9" * 30,
        "-1",
        "NaN",
        "P1Y",
        "PT5H",
        "2024-02-30",
        "C1",
        "<a/>",
        "\x01",
        "EQF 3",
    )
)


@given(st.sampled_from(ALL), st.data())
@settings(max_examples=200, deadline=None)
def test_mutated_documents_give_a_dossier_or_a_read_error(document: str, data: st.DataObject) -> None:
    data_ = document
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(data_) - 1))
        end = min(len(data_), start + data.draw(st.integers(0, 60)))
        data_ = data_[:start] + data.draw(_PIECES) + data_[end:]
    dossier = None
    with suppress(ReadError):
        dossier = read(data_.encode(), name="it.xml")
    if dossier is not None:
        assert read(write_dossier(dossier).encode(), trusted=True).subject == dossier.subject


_TEXT = re.compile(r">([^<>]+)<|\"([^\"<>]*)\"")


@given(st.sampled_from(ALL), st.data())
@settings(max_examples=200, deadline=None)
def test_any_value_gives_a_dossier_that_can_be_checked(document: str, data: st.DataObject) -> None:
    places = [match.span(match.lastindex or 1) for match in _TEXT.finditer(document)]
    start, end = data.draw(st.sampled_from(places))
    value = data.draw(st.one_of(_PIECES, st.text("0123456789-PTYMDH.:/ aé", max_size=12)))
    changed = document[:start] + value.replace("<", "").replace('"', "") + document[end:]
    dossier = None
    with suppress(ReadError, MisuseError):
        dossier = read(changed.encode(), name="it.xml", course="C1" if document is XCRI else None)
    if dossier is not None:
        assert read(write_dossier(dossier).encode(), trusted=True).subject == dossier.subject


@pytest.mark.parametrize(
    "address, country",
    [
        ("http://www.college.ac.uk", "GB"),
        ("https://college.ac.uk/courses", "GB"),
        ("http://www.ac.uk.example", None),
        ("https://college.example/ac.uk", None),
    ],
)
def test_a_name_that_one_state_gives_tells_the_country(address: str, country: str | None) -> None:
    document = XCRI.replace('<dc:identifier xsi:type="cdp:ukprn">10000001', f"<dc:identifier>{address}")
    dossier = opened(document)
    assert dossier.curriculum is not None
    assert dossier.curriculum.provider is not None
    assert dossier.curriculum.provider.country == country
    assert ("country_by_register" in codes(dossier)) == (country is not None)


def test_credits_that_were_not_chosen_are_kept_as_written() -> None:
    (module,) = opened(EWP_COURSES).modules
    origin = module.origin
    assert origin is not None
    assert (origin.values["credits"].raw, origin.values["credits_xx-points"].raw) == ("6", "2")


def test_what_lheo_says_of_occupations_and_of_the_certificate_is_kept() -> None:
    document = LHEO.replace("</code-ROME>", "</code-ROME><code-ROME>K1302</code-ROME>")
    origin = focus(document.replace("<certification>", "<certifiante>1</certifiante><certification>")).origin
    assert origin is not None
    assert [origin.values[name].raw for name in ("occupation_1", "occupation_2", "certifying")] == [
        "J1501",
        "K1302",
        "1",
    ]


def test_a_length_that_is_not_of_full_time_study_is_no_length() -> None:
    assert focus(LOQ).duration is not None
    other = opened(LOQ.replace("learning-schedule/72a0ab92fa", "learning-schedule/00000000"))
    assert other.curriculum is not None
    assert other.curriculum.duration is None
    assert "duration_not_full_time" in codes(other)


def test_a_price_is_kept_by_its_currency() -> None:
    price = '<priceDetails><amount unit="http://publications.europa.eu/resource/authority/currency/EUR">100</amount>'
    text = LOQ.replace("<providedBy", f"{price}</priceDetails><providedBy", 1)
    found = focus(text)
    assert found.origin is not None
    assert found.origin.values["price_eur"].raw == "100"
