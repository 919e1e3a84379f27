"""The tables of the frameworks: every claim under its owner, as sure as it was read, the remembered marked as such."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from recognition.catalogue.list_table import ListRow
from recognition.catalogue.standards import default_standards
from tests.catalogue.standards_readme import BEGIN, END, README, written

STANDARDS = default_standards()


def found(name: str, **key: object) -> tuple[ListRow, ...]:
    return STANDARDS.table(name).matching(key).fitting


def only(name: str, **key: object) -> ListRow:
    (row,) = found(name, **key)
    return row


def in_force(rows: tuple[ListRow, ...], day: str) -> list[ListRow]:
    ordinal = date.fromisoformat(day).toordinal()
    return [
        row
        for row in rows
        if (row.from_ is None or (row.from_.low or 0) <= ordinal)
        and (row.until is None or ordinal <= (row.until.high or ordinal))
    ]


def test_the_page_shows_every_list_as_it_is() -> None:
    page = README.read_text("utf-8")
    assert BEGIN in page
    assert END in page
    assert page == written(), "run python -m tests.catalogue.standards_readme and commit standards/README.md"


@pytest.mark.parametrize(
    "name, key",
    [
        ("isced.eqf_neighbours", {"level": "6"}),
        ("isced.levels", {"version": 1997, "level": "6"}),
        ("occupations.skill_levels", {"major": 2}),
        ("credits.recalled", {"system": "us_semester"}),
        ("accreditation.conventions", {"rule": "III.3(5)"}),
        ("eqf.referencing", {"framework": "fr.rncp_old", "level": "III"}),
        ("eqf.referencing", {"framework": "fr.rncp", "level": "3"}),
        ("eqf.types", {"framework": "it.qnq", "level": "6"}),
        ("cefr.test_rules", {"test": "dsh", "about": "pass"}),
        ("cefr.test_rules", {"test": "telc_b2", "about": "pass"}),
        ("cefr.test_rules", {"test": "pte_academic", "about": "total"}),
        ("cefr.tests", {"test": "celi_impatto"}),
        ("nursing.partial_curricula", {"programme": "ph_bsn_2009", "claimed_by": "as remembered"}),
    ],
)
def test_what_is_remembered_says_so(name: str, key: dict[str, Any]) -> None:
    assert only(name, **key).basis == "recalled"


@pytest.mark.parametrize(
    "score, level, basis",
    [(41, None, None), (42, "B1", "recalled"), (72, "B2", "recalled"), (95, "C1", "recalled"), (114, "C2", "recalled")],
)
def test_totals_of_the_old_toefl_are_remembered_only(score: int, level: str | None, basis: str | None) -> None:
    rows = in_force(found("cefr.concordances", test="toefl_ibt", skill="overall"), "2026-01-20")
    held = [row for row in rows if row.fields["low"] <= score <= row.fields["high"]]
    assert [(row.fields["cefr"], row.basis) for row in held] == ([(level, basis)] if level else [])


@pytest.mark.parametrize("score, level", [(203, None), (204, "A2"), (360, "A2"), (361, "B1"), (699, "C1"), (834, "C2")])
def test_the_old_scale_of_the_tef_is_a_test_of_its_own(score: int, level: str | None) -> None:
    rows = found("cefr.concordances", test="tef_900", skill="overall")
    assert [row.fields["cefr"] for row in rows if row.fields["low"] <= score <= row.fields["high"]] == (
        [level] if level else []
    )
    assert not found("cefr.concordances", test="tef", skill="overall")


def test_ielts_and_pte_disagree_by_owner_and_day() -> None:
    rows = found("cefr.score_pairs", test="ielts_academic", skill="overall", score=Decimal("6.5"), other="pte_academic")
    assert rows == (), "whoever names no owner gets no certain row"
    assert {
        owner: only(
            "cefr.score_pairs", test="ielts_academic", skill="overall", score=Decimal("6.5"), other="pte_academic",
            claimed_by=owner,
        ).fields["low"]
        for owner in ("completepte", "ptemocks")
    } == {"completepte": 58, "ptemocks": 55}  # fmt: skip


def test_two_claims_on_one_grade_stand_beside_each_other() -> None:
    name = "C1 Advanced, A"
    table = STANDARDS.table("cefr.grades")
    fitting, possible = table.matching({"test": "cambridge_english", "grade": name})
    assert (len(fitting), len(possible)) == (0, 2)
    assert {str(row.key["claimed_by"]): row.basis for row in possible} == {
        "Cambridge English": "recalled", "languagetest.in": "secondary",
    }  # fmt: skip


@pytest.mark.parametrize(
    "test, country, day, accepted",
    [
        ("telc_b2", "RS", "2022-06-22", set()),
        ("telc_b2", "RS", "2022-06-23", {False}),
        ("telc_b2", "BA", "2026-11-23", {False}),
        ("telc_b2", "DE", "2026-11-23", set()),
        ("ecl", "HU", "2020-11-30", {False}),
        ("ecl", "HU", "2020-12-01", {True}),
    ],
)
def test_the_bavarian_office_looks_at_issuer_and_day(test: str, country: str, day: str, accepted: set[bool]) -> None:
    receiver = "Bayerisches Landesamt für Pflege"
    rows = in_force(found("cefr.issuer_rules", receiver=receiver, test=test, centre_country=country), day)
    assert {row.fields["accepted"] for row in rows} == accepted


def test_every_shape_of_rule_has_an_example() -> None:
    shapes = {row.key["shape"] for row in STANDARDS.table("cefr.receiver_rules").rows}
    assert shapes == {
        "every_skill", "total_and_skills", "grades", "two_sittings", "k_of_n", "sum", "total_and_section",
        "one_lower", "place", "attempts", "also_accepted", "admission",
    }  # fmt: skip
    old, new = (
        in_force(
            found(
                "cefr.receiver_rules", shape="two_sittings", receiver="Nursing and Midwifery Council",
                test="ielts_academic",
            ),
            day,
        )
        for day in ("2023-02-07", "2023-02-08")
    )  # fmt: skip
    assert [(row.fields["months"], row.fields.get("writing"), row.basis) for row in (*old, *new)] == [
        (6, None, "read"),
        (12, 6, "secondary"),
    ]


@pytest.mark.parametrize("short", ["AQF", "PQF", "TQF", "BQF", "MQF", "QNQ"])
def test_a_short_name_is_no_key(short: str) -> None:
    table = STANDARDS.table("eqf.short_names")
    assert table.matching({"short_name": short}).fitting == ()
    possible = table.matching({"short_name": short}).possible
    assert len({str(row.key["country"]) for row in possible}) == 2
    frameworks = {str(row.key["framework"]) for row in STANDARDS.table("eqf.frameworks").rows}
    assert {row.fields["framework"] for row in possible if "framework" in row.fields} <= frameworks


@pytest.mark.parametrize("name", ["eqf.types", "eqf.comparisons", "eqf.effects"])
def test_frameworks_are_known_and_have_the_level(name: str) -> None:
    levels = {str(row.key["framework"]): row.fields["levels"] for row in STANDARDS.table("eqf.frameworks").rows}
    for row in STANDARDS.table(name).rows:
        frameworks = row.key["framework"]
        for framework in frameworks if isinstance(frameworks, tuple) else (frameworks,):
            assert framework in levels
            level = row.key.get("level", ())
            for one in level if isinstance(level, tuple) else (level,):
                assert one in levels[str(framework)], (framework, one)


def test_comparisons_stay_apart_from_the_eqf() -> None:
    assert only("eqf.comparisons", framework="au.aqf", level="8", other="nz.nzqcf").fields["other_level"] == "8"
    assert not found("eqf.comparisons", framework="nz.nzqcf", level="8", other="ie.nfq")
    assert only("eqf.comparisons", framework="ae.qfe", level="7", other="nz.nzqcf").fields["usable"] is False
    assert not found("eqf.referencing", framework="au.aqf", level="8")


def test_senior_high_school_enters_the_philippine_framework_on_a_day() -> None:
    rows = found("eqf.types", framework="ph.pqf", level="2")
    before, after = (in_force(rows, day) for day in ("2023-11-16", "2023-11-17"))
    assert [row.fields["types"] for row in before] == [("National Certificate II",)]
    assert [row.fields["types"] for row in after] == [("National Certificate II", "senior high school")]


def test_a_bare_isced_6_is_ambiguous() -> None:
    fitting, possible = STANDARDS.table("isced.levels").matching({"level": "6"})
    assert fitting == ()
    assert {row.key["version"]: row.fields["label"] for row in possible} == {
        2011: "bachelor or equivalent", 1997: "doctorate",
    }  # fmt: skip


def test_fields_of_education() -> None:
    rows = STANDARDS.table("isced.fields").rows
    assert sum(row.fields["kind"] == "broad" for row in rows) == 12
    labels = {row.key["code"]: row.fields["label"] for row in rows}
    assert labels["0913"] == "nursing and midwifery"
    assert labels["0921"] == "care of elderly and disabled"
    assert labels["1041"] == "transport services"


def test_groups_of_occupations_as_counted() -> None:
    rows = STANDARDS.table("occupations.isco08_groups").rows
    assert [sum(row.fields["kind"] == kind for row in rows) for kind in ("major", "sub_major")] == [10, 43]
    codes = {str(row.key["code"]) for row in rows}
    for row in STANDARDS.table("occupations.isco08").rows:
        code = str(row.key["code"]).partition(":")[2]
        assert {code[:1], code[:2]} <= codes
        assert row.fields["major"] == int(code[0])
    for row in STANDARDS.table("eu.nurse_occupations").rows:
        assert row.basis == "read"


def test_esco_by_version() -> None:
    rows = {row.key["version"]: row.fields for row in STANDARDS.table("occupations.esco_versions").rows}
    assert (rows["1.1.1"]["occupations"], rows["1.1.1"]["skills"], rows["1.1.1"]["relations"]) == (3007, 13896, 123788)
    assert rows["1.2"]["occupations"] == "unknown"
    assert only("occupations.esco_parts", part="regulated").fields["has"] is False


def test_the_next_level_below_is_a_rule_of_the_past() -> None:
    old = only("directive_2005_36.general_system", rule="next_level_below")
    new = only("directive_2005_36.general_system", rule="refusal_a_against_e")
    assert old.until is not None
    assert new.from_ is not None
    assert (old.until.low, old.until.high) == (new.from_.low, new.from_.high)
    assert (new.fields["home"], new.fields["host"]) == ("a", "e")


def test_silence_of_a_register_and_the_day_of_award() -> None:
    verdicts = {row.key["case"]: row.fields["verdict"] for row in STANDARDS.table("accreditation.status_at_award").rows}
    assert verdicts == {
        "covers_award": "met", "ended_before": "not_met", "begins_after": "not_met", "withdrawn_after": "met",
        "programme_needed_system_by_institution": "unknown", "programme_needed_system_by_programme": "not_met",
        "other_campus_or_partner": "unknown", "scope_excludes": "not_met", "register_silent": "unknown",
    }  # fmt: skip
    asked = {str(row.key["register"]) for row in STANDARDS.table("accreditation.register_answers").rows}
    assert {str(row.key["register"]) for row in STANDARDS.table("accreditation.registers").rows} == asked


def test_partial_curricula_are_never_totals() -> None:
    rows = STANDARDS.table("nursing.partial_curricula").rows
    assert [row.key["programme"] for row in rows if "total_hours" in row.fields] == ["br_degree"]
    assert all(row.basis == "recalled" for row in rows if "total_hours" in row.fields)
    practice = {
        str(row.key["programme"]): row.fields["related_learning_hours"]
        for row in rows
        if "related_learning_hours" in row.fields
    }
    assert practice == {"ph_bsn_before_2008": 2142, "ph_bsn_2008": 2499, "ph_bsn_2009": 2346}
