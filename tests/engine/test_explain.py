"""The answer in words: every sentence of it, from answers built by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognition.catalogue.loaded import Ruleset
from recognition.catalogue.rulesets import find, list_rulesets, load_ruleset
from recognition.catalogue.texts import plain_texts
from recognition.engine.explain import explain, page
from recognition.engine.explain.layout import as_text, lay_out, wrap
from recognition.engine.explain.missing import wanted
from recognition.engine.explain.page import Line, Page, Row, Section, Table
from recognition.engine.explain.phrases import FOLDER, languages, phrases
from recognition.engine.explain.todo import fee_of, time_of
from recognition.engine.explain.words import Words
from recognition.engine.tables import load_tables
from recognition.foundations.screen import columns
from recognition.model.assessment import (
    AssessmentData,
    Choice,
    Expiry,
    FeeQuoted,
    Finding,
    Needed,
    Procedure,
    Quantity,
    RemedyOffered,
    RouteOutcome,
    RulesetUsed,
    Shortfall,
    SilenceMeans,
    SourceCited,
    StageOutcome,
    StepToTake,
    SubjectOf,
    TimeQuoted,
    Unknown,
)
from recognition.model.evidence import Skill
from recognition.model.requirements import DocumentKind, ExaminationKind, LanguageLevel
from recognition.model.ruleset import Remedy, Step

LAW = Path(__file__).resolve().parents[1] / "faces" / "law" / "xx" / "welder" / "ruleset.yaml"
ACT = SourceCited("act", "Welders Act (WeldA)", "§ 3", None, "2026-11-23", "read")


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    return load_ruleset(LAW)


def finding(id: str, status: str, **more: Any) -> Finding:
    given: dict[str, Any] = {
        "kind": "document", "required": None, "found": None, "shortfall": None, "basis": "read", "because": status,
        "evidence": [], "sources": [ACT], "remedies": [],
    }  # fmt: skip
    return Finding(id=id, status=status, **{**given, **more})  # type: ignore[arg-type]


def stage(**more: Any) -> StageOutcome:
    given: dict[str, Any] = {
        "id": "title", "status": "positive", "term": "recognised", "worst": "positive", "best": "positive",
        "valid_until": None, "route": "abroad", "because": [], "basis": "read", "strength": "document",
        "procedure": Procedure("ready", [], True, []),
    }  # fmt: skip
    return StageOutcome(**{**given, **more})


def answer(*findings: Finding, stages: list[StageOutcome] | None = None, **more: Any) -> AssessmentData:
    route = RouteOutcome("abroad", "title", "conditional", {f.id: "owed" for f in findings}, [], None, [])
    given: dict[str, Any] = {
        "schema": "assessment/1", "subject": SubjectOf("person", "p"), "on": "2026-11-23", "dates": {},
        "ruleset": RulesetUsed("xx/welder", 3, "f" * 64, "draft", "2026-11-23"), "outcome": "positive",
        "stages": stages or [stage()], "routes": [route], "findings": list(findings), "unknowns": [], "remedies": [],
        "steps": [], "trace": [], "problems": [],
    }  # fmt: skip
    return AssessmentData(**{**given, **more})


def verdict(ruleset: Ruleset, one: StageOutcome, *findings: Finding) -> str:
    section = page(answer(*findings, stages=[one]), ruleset).section("verdict")
    assert section is not None
    return " ".join(line.text for line in section.blocks if isinstance(line, Line))


# every rule has a sentence


@pytest.mark.parametrize("lang", languages())
def test_every_rule_of_every_table_has_a_sentence(lang: str) -> None:
    known = plain_texts(FOLDER / f"{lang}.yaml")
    missing = [
        f"{name}.{rule.name}" for name, table in load_tables().items() for rule in table.rules
        if f"{name}.{rule.name}" not in known
    ]  # fmt: skip
    assert missing == []


@pytest.mark.parametrize("lang", languages())
def test_sentences_of_every_language_take_the_same_words(lang: str) -> None:
    english, other = plain_texts(FOLDER / "en.yaml"), plain_texts(FOLDER / f"{lang}.yaml")
    assert other.keys() - english.keys() == set()
    for key, text in other.items():
        assert set(re.findall(r"\{(\w+)\}", text)) == set(re.findall(r"\{(\w+)\}", english[key])), key


def test_every_code_of_what_is_wanted_has_a_sentence(ruleset: Ruleset) -> None:
    words = Words(answer(), ruleset, "en")
    for code in (
        "item",
        "attribute",
        "fact",
        "clock",
        "law",
        "list_not_current",
        "strength",
        "complete",
        "weigh",
        "confirm",
    ):
        said = wanted(words, Needed(code, ["land", "document"]))
        assert said != code, code
        assert " " in said, code


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize(
    "attribute",
    ["issuer", "place", "passed", "version", "reaches"]
    + [f"{field}.{skill}" for field in ("scores", "cefr", "reaches") for skill in get_args(Skill)],
)
def test_every_attribute_of_a_language_result_has_a_phrase(lang: str, attribute: str) -> None:
    assert f"attribute.{attribute}" in plain_texts(FOLDER / f"{lang}.yaml")


@pytest.mark.parametrize("lang", languages())
def test_every_language_that_law_asks_for_has_a_name(lang: str) -> None:
    known = plain_texts(FOLDER / f"{lang}.yaml")
    asked = {
        language
        for name in list_rulesets()
        for one in load_ruleset(name).requirements.values()
        if isinstance(one, LanguageLevel)
        for language in one.languages
    }
    assert {"nb", "nn", "sv", "da"} <= asked
    assert [language for language in sorted(asked) if f"language.{language}" not in known] == []


def _named_by_law(ruleset: Ruleset) -> Iterator[str]:
    """What a ruleset calls by an id and people read: documents, examinations, forms, starts of times, clocks."""
    yield from (f"clock.{name}" for name in ruleset.clocks)
    for one in ruleset.requirements.values():
        if isinstance(one, DocumentKind):
            yield from (f"document.{type_}" for type_ in _many(one.type))
        if isinstance(one, ExaminationKind):
            yield f"exam.{one.exam}"
            yield from (f"part.{part}" for part in one.parts)
    for step in ruleset.steps.values():
        yield from (f"document.{asked.type}" for asked in step.documents)
        yield from (f"form.{asked.form}" for asked in step.documents if asked.form)
        yield from (f"starts.{time.starts}" for time in _many(step.time) if time.starts)


def _many(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else () if value is None else (value,)


@pytest.mark.parametrize("lang", languages())
def test_whatever_law_calls_by_an_id_has_words(lang: str) -> None:
    known = plain_texts(FOLDER / f"{lang}.yaml")
    named = {key for name in list_rulesets() for key in _named_by_law(load_ruleset(name))}
    assert {"document.passport", "exam.nmc_cbt", "form.certified_copy", "starts.filing", "clock.application"} <= named
    assert sorted(named - known.keys()) == []


@pytest.mark.parametrize(
    "args, said",
    [
        ("documents good_standing SE, passport", "Add the document: certificate of good standing (SE); passport"),
        ("registrations endorsement", "Add the registration or certificate: endorsement"),
        ("experience waters,tonnage", "Add proof of work, stating the waters, such as polar; the tonnage of the ship"),
        ("accreditations institution", "Add proof that the institution was accredited on that day"),
        ("accreditations programme", "Add proof that the programme was accredited on that day"),
        ("figures EUR", "About the programme, under figures, state the amount in EUR"),
    ],
)
def test_what_is_asked_for_has_words(ruleset: Ruleset, args: str, said: str) -> None:
    kind, _, names = args.partition(" ")
    code = "attribute" if kind == "figures" else "item"
    assert wanted(Words(answer(), ruleset, "en"), Needed(code, [kind, names])) == said


def test_an_examination_is_asked_for_by_its_name() -> None:
    nurse = load_ruleset("gb/nurse")
    words = Words(answer(), nurse, "en")
    assert wanted(words, Needed("item", ["examinations", "nmc_cbt"])) == (
        "Add the result of the examination: computer-based test (CBT)"
    )


def test_the_mode_of_a_test_is_not_that_of_a_programme(ruleset: Ruleset) -> None:
    for kind, said in (("language-level", "at a test centre or at home"), ("volume", "full time or part time")):
        needed = [Needed("attribute", ["m0", "mode"])]
        one = finding("practice", "unknown", kind=kind, needed=needed)
        made = answer(one, stages=[stage(because=["practice"])], unknowns=[Unknown("practice", needed)])
        assert said in str(page(made, ruleset).section("unknown"))


@pytest.mark.parametrize("name", ["de/nurse", "eu/directive-2005-36"])
def test_german_is_complete_where_it_is_given_whole(name: str) -> None:
    folder = find(name).parent / "lang"
    assert plain_texts(folder / "en.yaml").keys() == plain_texts(folder / "de.yaml").keys()


# the verdict


def test_a_decided_stage_is_named_with_its_own_term(ruleset: Ruleset) -> None:
    assert verdict(ruleset, stage()).startswith("Title: recognised. Assessed")


def test_what_is_only_stated_comes_after_a_condition(ruleset: Ruleset) -> None:
    assert verdict(ruleset, stage(strength="stated")).startswith(
        "If documents confirm what you stated: Title: recognised."
    )
    wide = stage(strength="stated", status="undetermined", worst="negative", best="positive")
    assert "confirm" not in verdict(ruleset, wide)


def test_an_undecided_stage_shows_both_ends_and_what_it_depends_on(ruleset: Ruleset) -> None:
    one = stage(status="undetermined", term="more_needed", worst="negative", best="conditional", because=["skill"])
    assert verdict(ruleset, one).startswith(
        "Title: not decided yet. At worst: not recognised. At best: recognised after a measure. "
        "It depends on: Skill is shown."
    )


def test_a_recalled_status_is_cut_between_its_words(ruleset: Ruleset) -> None:
    recalled = finding("trained", "met", basis="recalled")
    made = answer(recalled, stages=[stage(status="undetermined", because=["trained"])])
    shown = as_text(page(made, ruleset), 80)
    lines = [line[:10].rstrip() for line in shown.partition("The requirements")[2].splitlines()]
    assert lines[lines.index("met") :][:4] == ["met", "(recalled,", "to be", "confirmed)"]


def test_a_closed_way_is_closed_by_what_does_not_hold_and_not_by_what_is_not_known(ruleset: Ruleset) -> None:
    open_ = RouteOutcome("abroad", "title", "undetermined", {"skill": "owed_hoped"}, [], None, [])
    blocked = ["practice", "trained"]
    unknown, gap = finding("practice", "unknown"), finding("trained", "gap")

    def told(status: str) -> str:
        other = RouteOutcome("home", "title", status, {}, blocked, None, [])
        made = answer(unknown, gap, stages=[stage(status="undetermined")], routes=[open_, other])
        return str(page(made, ruleset).section("why"))

    for status in ("not_open", "not_open_recalled"):
        assert "The training is over: no" in told(status)
        assert "Work book: not known" not in told(status)
    assert "Work book: not known" in told("undetermined_open")


def test_a_recalled_figure_in_the_way_is_named(ruleset: Ruleset) -> None:
    said = verdict(
        ruleset,
        stage(status="undetermined", worst="negative", best="negative", hope="positive", confirm=["quota"]),
    )
    assert "Title: not decided, because it hangs on law that we know only from memory." in said
    assert "unless the recalled law is wrong on: The quota of the North." in said
    assert "recalled law is wrong" not in verdict(ruleset, stage(confirm=["quota"]))


def test_recalled_ways_and_measures_go_by_their_titles(ruleset: Ruleset) -> None:
    one = stage(status="undetermined", worst="negative", best="positive", confirm=["abroad", "course"])
    said = verdict(ruleset, one)
    assert "It also hangs on law that we know only from memory." in said
    assert "Have this confirmed first: Title from elsewhere; Welding course." in said


def test_secondary_sources_and_ends_of_validity_are_said(ruleset: Ruleset) -> None:
    assert "secondary sources" in verdict(ruleset, stage(basis="secondary"))
    assert "secondary" not in verdict(ruleset, stage())
    assert "Valid until 2030-01-01." in verdict(ruleset, stage(valid_until="2030-01-01"))
    assert "at most" in verdict(ruleset, stage(valid_until="2030-01-01", valid_at_most=True))


@pytest.mark.parametrize("status", ["draft", "reviewed"])
def test_a_second_reading_is_not_called_a_lawyers(ruleset: Ruleset, status: str) -> None:
    used = RulesetUsed("xx/welder", 3, "f" * 64, status, "2026-11-23")
    assert "no lawyer" in str(page(answer(ruleset=used), ruleset).section("notice"))


def test_what_cannot_be_filed_comes_first(ruleset: Ruleset) -> None:
    one = stage(procedure=Procedure("cannot_be_filed", ["letter"], False, []))
    assert verdict(ruleset, one).startswith("Cannot be filed yet: Letter of an employer (Title). Title: recognised.")
    incomplete = stage(procedure=Procedure("incomplete", ["letter"], False, []))
    assert "the file is not complete" in verdict(ruleset, incomplete)
    assert verdict(ruleset, incomplete).startswith("Title: recognised.")


def test_a_condition_names_what_is_missing_apart_from_what_is_not_known(ruleset: Ruleset) -> None:
    one = stage(status="conditional", term="measure_owed", because=["skill", "trained"])
    said = verdict(ruleset, one, finding("skill", "gap"), finding("trained", "unknown"))
    assert "recognised after a measure. Missing: Skill is shown. Not known yet: The training is over." in said


def test_a_measure_that_is_owed_in_any_case_goes_by_its_title(ruleset: Ruleset) -> None:
    one = stage(status="conditional", term="measure_owed", worst="conditional", best="conditional", because=["course"])
    assert "recognised after a measure. Owed in any case: Welding course." in verdict(ruleset, one)
    both = replace(one, because=["exam", "course"])
    assert "Owed in any case, one or more of: Welding examination; Welding course." in verdict(ruleset, both)
    open_one = replace(one, status="undetermined", worst="negative")
    assert "It depends on: Welding course." in verdict(ruleset, open_one)
    made = answer(stages=[one])
    made.routes[0].needs = {"course": "owed"}
    assert "Welding course: owed on this way in any case" in str(page(made, ruleset).section("why"))


def test_a_no_names_only_what_carries_it(ruleset: Ruleset) -> None:
    one = stage(status="negative", term="refused", worst="negative", best="negative", because=["skill", "trained"])
    made = answer(finding("skill", "gap"), finding("trained", "gap"), stages=[one])
    made.routes[0].needs = {"skill": "owed", "trained": "fails"}
    section = page(made, ruleset).section("verdict")
    assert section is not None
    assert "Title: not recognised. What stands against it: The training is over." in str(section.blocks[0])


# what is missing


def missing_text(ruleset: Ruleset, *findings: Finding) -> str:
    section = page(answer(*findings, stages=[stage(because=[findings[0].id])]), ruleset).section("missing")
    return "\n".join(line.text for line in section.blocks if isinstance(line, Line)) if section else ""


def test_a_gap_says_asked_shown_missing_and_law(ruleset: Ruleset) -> None:
    gap = finding(
        "practice", "gap", kind="experience", required=Quantity(36, 36, "months"), found=Quantity(30, 30, "months"),
        shortfall=Shortfall(6, "months"), evidence=[],
    )  # fmt: skip
    assert missing_text(ruleset, gap) == (
        "Work book. Asked: at least 36 months; shown: 30 months; missing: 6 months\nLaw: WeldA § 3"
    )


@pytest.mark.parametrize("id,named", [("title", True), ("permit", False)])
def test_a_further_stage_that_no_way_leads_to_asks_for_nothing(ruleset: Ruleset, id: str, named: bool) -> None:
    gap = finding("letter", "gap")
    closed = stage(id=id, status="negative", term="no_route", route=None, because=["letter"])
    assert (page(answer(gap, stages=[closed]), ruleset).section("missing") is not None) == named
    closed.status = "undetermined"
    assert page(answer(gap, stages=[closed]), ruleset).section("missing") is not None


def test_a_line_that_the_law_leaves_open_gives_only_the_most(ruleset: Ruleset) -> None:
    gap = finding(
        "practice", "gap", kind="coverage", required=Quantity(1, 400, "hours"), found=Quantity(0, 0, "hours"),
        shortfall=Shortfall(400, "hours"),
    )  # fmt: skip
    assert "1 to 400 hours (the law leaves it open); shown: nothing; missing: up to 400 hours" in missing_text(
        ruleset, gap
    )


def test_what_is_unknown_is_never_among_what_is_missing(ruleset: Ruleset) -> None:
    assert missing_text(ruleset, finding("practice", "unknown")) == ""


def test_what_would_decide_is_said_once_for_several_entries(ruleset: Ruleset) -> None:
    needed = [Needed("attribute", [f"m{n}", "hours"]) for n in range(5)]
    open_one = finding("practice", "unknown", needed=needed)
    section = page(
        answer(
            open_one,
            stages=[stage(because=["practice"], status="undetermined")],
            unknowns=[Unknown("practice", needed)],
        ),
        ruleset,
    ).section("unknown")
    assert section is not None
    assert [line.text for line in section.blocks if isinstance(line, Line) and not line.depth] == [
        "About 5 entries (m0), state the hours"
    ]


def test_what_the_authority_must_weigh_is_said(ruleset: Ruleset) -> None:
    open_one = finding("skill", "unknown", because="unknown_weighed", kind="any-of")
    section = page(answer(open_one, stages=[stage(because=["skill"])]), ruleset).section("unknown")
    assert section is not None
    assert "the authority must weigh" in str(section.blocks[0])


def test_where_every_way_is_weighed_the_authority_is_said_to_weigh(ruleset: Ruleset) -> None:
    ways = [finding(id, "unknown", because="unknown_weighed") for id in ("practice", "test_passed")]
    whole = finding("skill", "unknown", because="unknown", kind="any-of", parts=["practice", "test_passed"])
    section = page(answer(whole, *ways, stages=[stage(because=["skill"])]), ruleset).section("unknown")
    assert section is not None
    assert str(section.blocks[0]).count("Skill is shown: open, because the authority must weigh") == 1


@pytest.mark.parametrize(
    "take, said",
    [
        ("one", "you choose one of these:"),
        ("all", "Title: all of these are due:"),
        ("one_or_all", "you choose one or all of these:"),
        (None, "you choose one or all of these (which, is not known yet):"),
    ],
)
def test_how_many_measures_are_taken_is_said(ruleset: Ruleset, take: str | None, said: str) -> None:
    offers = [RemedyOffered(id, "test", "open", True, None, None, [], []) for id in ("exam", "course")]
    made = answer(finding("skill", "gap"), remedies=offers)
    made.routes[0].choice = Choice("applicant", take, ["exam", "course"], take is not None)
    section = page(made, ruleset).section("remedies")
    assert section is not None
    assert said in str(section.blocks[0])
    step = StepToTake("attend", "needed", None, [], [], [], [], "needed")
    shown = str(page(replace(made, steps=[step]), ruleset).section("steps"))
    assert ("Only if this is chosen: Welding course" in shown) is (take != "all")


def test_that_the_authority_weighs_is_said_once(ruleset: Ruleset) -> None:
    parts = [finding(f"practice.{n}", "unknown", needed=[Needed("weigh", [f"{n}"])]) for n in (1, 2, 3)]
    whole = finding("practice", "unknown", parts=[one.id for one in parts])
    unknowns = [Unknown(one.id, one.needed) for one in parts]
    section = page(answer(whole, *parts, stages=[stage(because=["practice"])], unknowns=unknowns), ruleset).section(
        "unknown"
    )
    assert str(section).count("The authority weighs") == 1


def test_what_the_authority_weighs_is_not_missing_in_the_table(ruleset: Ruleset) -> None:
    short = finding("practice.area", "gap")
    for because, said in (("unknown_weighed", "not known"), ("unknown", "missing")):
        whole = finding("practice", "unknown", because=because, kind="coverage", parts=["practice.area"])
        section = page(answer(whole, short), ruleset).section("requirements")
        assert section is not None
        table = section.blocks[0]
        assert isinstance(table, Table)
        rows = [row.cells[0] for row in table.rows]
        assert rows[:2] == ["not known", said], because


def test_what_silence_means_and_what_comes_after_an_end_is_said(ruleset: Ruleset) -> None:
    """A step's law may say that no answer is an answer; what it gives may run out."""
    step = StepToTake(
        "apply", "needed", None, [], [], [], [], "needed",
        silence=SilenceMeans("P2M", "granted", "secondary", replace(ACT, basis="secondary")),
        expires=Expiry("2027-03-01", "pass_test"),
    )  # fmt: skip
    shown = str(page(answer(steps=[step]), ruleset).section("steps"))
    assert "No answer within 2 months counts as granted (WeldA § 3 (secondary source))" in shown
    assert "What it gives ends on: 2027-03-01. Then: " in shown
    assert "counts as refused" in str(
        page(answer(steps=[replace(step, silence=SilenceMeans("P90D", "refused", None))]), ruleset).section("steps")
    )


def test_repetitions_are_said_where_no_note_does(ruleset: Ruleset) -> None:
    remedy = RemedyOffered("retake", "test", "open", True, None, None, [], [], repeats=1, extension=2)
    shown = str(page(answer(remedies=[remedy]), ruleset).section("remedies"))
    assert "Repetitions allowed: 1" in shown
    assert "Extensions allowed: 2" in shown


@pytest.mark.parametrize(
    "law,made,elsewhere",
    [
        (Step, StepToTake, {"when", "in_force", "routes", "cite"}),
        (Remedy, RemedyOffered, {"when", "attempts", "until", "in_force", "parts", "steps", "cite"}),
    ],
)
def test_whatever_law_says_of_a_step_or_remedy_reaches_the_answer(law: Any, made: Any, elsewhere: set[str]) -> None:
    """`elsewhere`: fields that decide whether it is offered, or stand in the answer under another name."""
    assert set(law.model_fields) - elsewhere <= {one.name for one in fields(made)}


def test_two_fees_of_one_step_are_told_apart(ruleset: Ruleset) -> None:
    words = Words(answer(), ruleset, "en")
    law = replace(ACT, pinpoint="fee for a visa")
    visa = FeeQuoted(75, 75, "EUR", None, "read", source=law)
    assert fee_of(words, visa, [law]) == "75 EUR"
    assert fee_of(words, visa, [ACT]) == "75 EUR (WeldA, fee for a visa)"
    assert fee_of(words, visa, [law], named=True) == "75 EUR (WeldA, fee for a visa)"
    assert fee_of(words, replace(visa, low=None, high=None), [ACT]) == "not known"
    month = TimeQuoted(None, 1, "months", None, "statutory", "read", source=law)
    assert time_of(words, month, [law]) == "at most 1 month (by law)"
    assert time_of(words, month, [ACT]) == "at most 1 month (by law, WeldA, fee for a visa)"
    step = StepToTake("apply", "needed", None, [], [visa, replace(visa, low=100, high=100)], [], [], "needed")
    assert str(page(answer(steps=[step]), ruleset).section("steps")).count("WeldA, fee for a visa") == 2


# amounts


@pytest.mark.parametrize(
    "asked, said",
    [
        (Quantity(36, 36, "months"), "at least 36 months"),
        (Quantity(1, 1, "months"), "at least 1 month"),
        (Quantity(3, 3, "months", at_most=True), "at most 3 months"),
        (Quantity("B2", "B2", "cefr"), "at least B2"),
        (Quantity("2020-01-01", "2020-01-01", "day"), "from 2020-01-01"),
        (Quantity("2020-01-01", "2020-01-01", "day", at_most=True), "by 2020-01-01"),
        (Quantity("2020-01-01", "2021-01-01", "day"), "from a day between 2020-01-01 and 2021-01-01"),
        (Quantity("2020-01-01", "2021-01-01", "day", at_most=True), "by a day between 2020-01-01 and 2021-01-01"),
        (Quantity(6, 12, "months", at_most=True), "at most 6 to 12 months (the law leaves it open)"),
        (Quantity(None, None, "hours"), "not known"),
        (Quantity(1, 1, "yes_no"), "yes"),
        (Quantity(2300, 2300, "hours"), "at least 2\u202f300 hours"),
        (Quantity(400, 400, "EUR"), "at least 400 EUR"),
    ],
)
def test_what_the_law_asks_in_words(ruleset: Ruleset, asked: Quantity, said: str) -> None:
    assert Words(answer(), ruleset, "en").required(asked) == said


@pytest.mark.parametrize(
    "shown, said",
    [
        (Quantity(12, 12, "months"), "12 months"),
        (Quantity(12, None, "months"), "at least 12 months"),
        (Quantity(0, None, "months"), "not known"),
        (Quantity(None, 12, "months"), "at most 12 months"),
        (Quantity(6, 12, "months"), "6 to 12 months"),
        (Quantity(None, None, "months"), "not known"),
        (Quantity(0, 0, "documents"), "no"),
        (Quantity(0, 1, "documents"), "not known"),
        (Quantity(2, 2, "documents"), "yes"),
        (Quantity("false", "false", "yes_no"), "no"),
        (Quantity("B1", "B2", "cefr"), "B1 to B2"),
    ],
)
def test_what_is_shown_in_words(ruleset: Ruleset, shown: Quantity, said: str) -> None:
    assert Words(answer(), ruleset, "en").found(shown) == said


@pytest.mark.parametrize(
    "fee, said",
    [
        (FeeQuoted(None, None, "EUR", None, "read"), "not known"),
        (FeeQuoted(0, 0, "EUR", None, "read"), "0 EUR"),
        (FeeQuoted(53, 53, "EUR", "2026-08-19", "read"), "53 EUR (as of 2026-08-19)"),
        (FeeQuoted(50, 90, "EUR", None, "secondary", True), "50 to 90 EUR (due even if refused, secondary source)"),
        (FeeQuoted(50, None, "EUR", None, "recalled"), "at least 50 EUR (recalled, to be confirmed)"),
    ],
)
def test_a_fee_that_is_not_known_is_never_zero(ruleset: Ruleset, fee: FeeQuoted, said: str) -> None:
    assert fee_of(Words(answer(), ruleset, "en"), fee) == said


@pytest.mark.parametrize(
    "time, said",
    [
        (
            TimeQuoted(4, 4, "months", "complete_file", "statutory", "read"),
            "at most 4 months, from the day the file is complete (by law)",
        ),
        (TimeQuoted(2, 6, "weeks", None, "observed", "secondary"), "2 to 6 weeks (as observed, secondary source)"),
        (TimeQuoted(None, None, "months", "filing", None, None), "not known, from the day of filing"),
        (
            TimeQuoted(6, None, "months", "third_failure", "statutory", "secondary"),
            "at least 6 months, from the third failure (by law, secondary source)",
        ),
    ],
)
def test_a_time_says_when_it_starts(ruleset: Ruleset, time: TimeQuoted, said: str) -> None:
    assert time_of(Words(answer(), ruleset, "en"), time) == said


def test_a_remedy_says_state_size_and_most(ruleset: Ruleset) -> None:
    offered = RemedyOffered("course", "course", "later", False, None, "P6M", [], [], closes=["skill"])
    section = page(answer(finding("skill", "gap"), remedies=[offered]), ruleset).section("remedies")
    assert section is not None
    text = "\n".join(line.text for line in section.blocks if isinstance(line, Line))
    assert "Welding course (for a new application later; it does not change this one)" in text
    assert "At most 6 months by law" in text
    sized = replace(offered, size=Shortfall(3, "months"), state="open")
    section = page(answer(finding("skill", "gap"), remedies=[sized]), ruleset).section("remedies")
    assert "Length: 3 months (at most 6 months by law)" in str(section)


def test_recalled_law_is_marked_in_the_table(ruleset: Ruleset) -> None:
    recalled = finding("practice", "met", basis="recalled", sources=[replace(ACT, basis="recalled")])
    section = page(answer(recalled), ruleset).section("requirements")
    assert section is not None
    table = section.blocks[0]
    assert isinstance(table, Table)
    assert table.rows[0].cells[0] == "met (recalled, to be confirmed)"
    assert table.rows[0].cells[3] == "WeldA § 3 (recalled, to be confirmed)"


# lines


def test_options_that_do_not_fit_are_cut_between_two_of_them() -> None:
    said = "Answer: (--fact care_exemption=care_school_graduate|economic_partnership_four_years|none_of_these)"
    lines = wrap(said, 40)
    assert all(columns(line) <= 40 for line in lines)
    assert [line[-1] for line in lines[1:-1]] == ["|", "|"]
    assert "".join(lines[1:]) == said.partition("(--fact ")[2]
    assert wrap("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]


# languages


@pytest.mark.parametrize("lang", [*languages(), "xx"])
def test_every_language_gives_a_whole_answer(ruleset: Ruleset, lang: str) -> None:
    text = explain(answer(finding("practice", "gap")), ruleset, lang)
    assert "{" not in text
    assert "Work book" in text
    assert phrases(lang).say("notice.advice") in " ".join(text.split())


# layout

TEXTS = st.text(max_size=60)


@given(st.lists(TEXTS, max_size=8), st.integers(40, 120))
def test_no_line_is_wider_than_asked_and_nothing_hostile_is_left(texts: list[str], width: int) -> None:
    rows = tuple(Row((text, text, text, text), depth=1) for text in texts)
    lines = tuple(Line(text, "-", 1) for text in texts)
    made = Page("title", [Section("s", "s", (*lines, Table(("a", "b", "c", "d"), rows, (9, 27, 14, 24))))])
    for line in lay_out(made, width):
        shown = "".join(span.text for span in line)
        assert columns(shown) <= width
        assert not any(c in shown for c in "\x1b\u202e\r\n\x00")


@given(
    st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=30), max_size=20), st.integers(8, 60)
)
def test_wrapping_loses_no_letter(words: list[str], width: int) -> None:
    assert "".join(wrap(" ".join(words), width)).replace(" ", "") == "".join(words)


def test_plain_text_has_no_trailing_space() -> None:
    text = as_text(Page("t", [Section("s", "", (Table(("a", "b"), (Row(("1", "2")),), (1, 1)),))]))
    assert all(line == line.rstrip() for line in text.splitlines())
