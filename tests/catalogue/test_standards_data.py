"""The lists that ship: well formed, cited, without repetition, and with the figures of their sources."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest

from recognition.catalogue.folders import data_folder
from recognition.catalogue.list_table import ListRow
from recognition.catalogue.standards import default_standards
from recognition.foundations.bases import BASES
from recognition.foundations.days import parse_day
from recognition.model.units import POSITIONS
from recognition.model.values import Day

STANDARDS = default_standards()
NAMES = STANDARDS.names()
COUNTRY = re.compile(r"[A-Z]{2}")
LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")
CEFR = ("below A1", *LEVELS)
MAY_OVERLAP = {"cefr.concordances", "cefr.disputed", "cefr.bands_if_passed"}
"""Bands of scores and rival claims share a key on purpose."""


def several(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def days(row: ListRow) -> tuple[int, int]:
    first = row.from_.low if row.from_ and row.from_.low else 1
    last = row.until.high if row.until and row.until.high else date.max.toordinal()
    return first, last


def by(name: str, attribute: str) -> dict[Any, ListRow]:
    return {value: row for row in STANDARDS.table(name).rows for value in several(row.key[attribute])}


def on(name: str, day: str, **key: object) -> tuple[ListRow, ...]:
    ordinal = date.fromisoformat(day).toordinal()
    fitting = STANDARDS.table(name).matching(key).fitting
    return tuple(row for row in fitting if days(row)[0] <= ordinal <= days(row)[1])


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one)
    elif not isinstance(value, (int, Decimal, bool)):
        for one in value.values():
            yield from texts(one)


def test_the_lists_that_rulesets_are_promised_are_there() -> None:
    promised = {
        "authorities.all", "cefr.concordances", "cefr.levels", "cefr.tests", "countries.groups", "credits.systems",
        "de.land_fees", "de.land_language", "de.pflege_areas", "de.recruitment_reserved", "directive_2005_36.art_31",
        "directive_2005_36.levels", "directive_2005_36.nurse_competences", "directive_2005_36.nurse_knowledge",
        "directive_2005_36.nurse_subjects", "eqf.frameworks", "eqf.levels", "eqf.referencing", "eu.nurse_excluded",
        "eu.nurse_pl_upgrade", "eu.nurse_reference_dates", "eu.nurse_ro_higher", "eu.nurse_ro_post_secondary",
        "eu.nurse_titles", "eu.special_states", "nursing.reference_curricula", "occupations.isco08",
    }  # fmt: skip
    assert promised <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_row_is_cited_and_no_surer_than_its_source(name: str) -> None:
    table = STANDARDS.table(name)
    assert table.rows
    for row in table.rows:
        assert row.citation.at
        assert BASES.index(row.basis) >= BASES.index(row.source.basis)
        assert row.basis != "own" or row.fields.get("note") or table.note, row.key


@pytest.mark.parametrize("name", NAMES)
def test_the_key_and_every_meaning_are_used(name: str) -> None:
    table = STANDARDS.table(name)
    used = {field for row in table.rows for field in (*row.key, *row.fields)}
    assert set(table.meanings) <= used, "a meaning without a field"
    assert set(table.key) <= set(table.meanings), "a key attribute without a meaning"


@pytest.mark.parametrize("name", NAMES)
def test_every_list_was_checked_and_is_due_again(name: str) -> None:
    table = STANDARDS.table(name)
    assert table.checked.on.span.low < table.checked.next.span.low  # type: ignore[operator]
    assert table.known_to is not None
    if table.known_from is not None:
        assert table.known_from <= table.known_to


@pytest.mark.parametrize("name", sorted(set(NAMES) - MAY_OVERLAP))
def test_no_key_has_two_rows_on_one_day(name: str) -> None:
    table = STANDARDS.table(name)
    for one, other in combinations(table.rows, 2):
        (a, b), (c, d) = days(one), days(other)
        if max(a, c) > min(b, d):
            continue
        shared = [
            set(several(one.key[k])) & set(several(other.key[k])) for k in table.key if k in one.key and k in other.key
        ]
        assert not all(shared), (one.key, other.key)


@pytest.mark.parametrize("name", NAMES)
def test_countries_are_codes_and_days_are_days(name: str) -> None:
    for row in STANDARDS.table(name).rows:
        for field, value in (*row.key.items(), *row.fields.items()):
            if field in ("country", "successor"):
                assert all(COUNTRY.fullmatch(one) for one in several(value)), value
                assert not {"EL", "UK"} & set(several(value))
            if field in ("reference_date", "begun_before"):
                assert parse_day(value).known
            if isinstance(value, (list, dict)):
                pytest.fail("a row can be changed")
            if not isinstance(value, (str, int, Decimal, tuple)) and "between" in value:
                low, high = (CEFR.index(end) if end in CEFR else end for end in value["between"])
                assert low <= high


@pytest.mark.parametrize("path", sorted(data_folder("standards").glob("*/*.yaml")), ids=lambda path: path.name)
def test_no_file_names_a_machine(path: Any) -> None:
    assert not re.search(r"/work|/opt|/root|/tmp|shared/", path.read_text("utf-8"))


def test_every_source_is_cited() -> None:
    for folder in sorted({name.partition(".")[0] for name in NAMES}):
        written = (data_folder("standards") / folder / "SOURCE.yaml").read_text("utf-8")
        declared = set(re.findall(r"^  ([a-z0-9_]+): \{title", written, re.MULTILINE))
        cited = {
            row.citation.source for name in NAMES if name.startswith(f"{folder}.") for row in STANDARDS.table(name).rows
        }
        assert declared == cited, folder


# Figures, each as its source has it


def test_the_minimum_training_of_article_31() -> None:
    rows = by("directive_2005_36.art_31", "item")
    assert {item: (row.fields["value"], row.fields["unit"]) for item, row in rows.items()} == {
        "general_schooling_for_higher_education": (12, "years"),
        "general_schooling_for_nursing_school": (10, "years"),
        "length": (3, "years"),
        "total": (4600, "hours"),
        "theory": ("1/3", "share"),
        "clinical": ("1/2", "share"),
    }
    for item in ("theory", "clinical"):
        exact = Fraction(rows[item].fields["value"]) * 4600
        assert abs(Fraction(rows[item].fields["hours"]) - exact) < Fraction(1, 100)
    assert {row.basis for row in rows.values()} == {"secondary"}


def test_the_levels_of_article_11() -> None:
    rows = by("directive_2005_36.levels", "level")
    assert [(level, row.fields["position"]) for level, row in rows.items()] == list(
        zip("abcde", range(1, 6), strict=True)
    )
    assert (rows["c"].fields["years_at_least"], rows["d"].fields["years_at_least"]) == (1, 3)
    assert (rows["d"].fields["years_at_most"], rows["e"].fields["years_at_least"]) == (4, 4)


def test_the_subjects_of_annex_v_and_the_new_text_that_was_not_read() -> None:
    table = STANDARDS.table("directive_2005_36.nurse_subjects")
    assert Counter(row.fields["group"] for row in table.rows) == {
        "theory_a": 8, "theory_b": 7, "theory_c": 6, "clinical": 7,
    }  # fmt: skip
    assert table.known_to == date(2026, 3, 3).toordinal()


def test_knowledge_and_competences_of_article_31() -> None:
    name = "directive_2005_36.nurse_knowledge"
    rows = STANDARDS.table(name).rows
    before, after = (
        sorted(row.fields["point"] for row in rows if days(row)[0] <= day <= days(row)[1])
        for day in (date(2026, 3, 3).toordinal(), date(2026, 3, 4).toordinal())
    )
    assert (before, after) == (list("abcde"), list("abcdefg"))
    assert len(STANDARDS.table("directive_2005_36.nurse_competences").rows) == 8


def test_the_areas_of_the_german_training_add_up() -> None:
    rows = [row for row in STANDARDS.table("de.pflege_areas").rows if row.fields["part"] == "required"]
    now = [row for row in rows if row.until is None]
    theory = sum(row.fields["hours"] for row in now if row.fields["group"] == "theory")
    practice = sum(row.fields["hours"] for row in now if row.fields["group"] == "practice")
    assert (theory + 200, practice + 80) == (2100, 2500)
    for row in STANDARDS.table("de.pflege_areas").rows:
        full = row.fields["hours"] if isinstance(row.fields["hours"], int) else row.fields["hours"]["between"][1]
        assert row.fields["line"]["between"] == (1, full)


@pytest.mark.parametrize("day, hours", [("2024-12-31", (60, 120)), ("2025-01-01", 120)])
def test_paediatric_hours_change_with_2025(day: str, hours: object) -> None:
    (row,) = on("de.pflege_areas", day, id="paediatrics")
    found = row.fields["hours"]
    assert (found if isinstance(found, int) else found["between"]) == hours


REFERENCE_DATES = {
    ("1979-06-29", "secondary"): "BE DE DK FR IT LU NL",
    ("1979-06-29", "recalled"): "GB IE",
    ("1981-01-01", "secondary"): "GR",
    ("1986-01-01", "secondary"): "ES PT",
    ("1994-01-01", "secondary"): "AT FI IS NO SE",
    ("1995-05-01", "secondary"): "LI",
    ("2002-06-01", "recalled"): "CH",
    ("2004-05-01", "secondary"): "CY CZ EE HU LT LV MT PL",
    ("2004-05-01", "recalled"): "SI SK",
    ("2007-01-01", "secondary"): "BG RO",
    ("2013-07-01", "secondary"): "HR",
}


def test_reference_dates_and_how_sure_they_are() -> None:
    rows = by("eu.nurse_reference_dates", "country")
    expected = {country: key for key, countries in REFERENCE_DATES.items() for country in countries.split()}
    assert {country: (row.fields["reference_date"], row.basis) for country, row in rows.items()} == expected


def test_former_states_and_their_days() -> None:
    rows = STANDARDS.table("eu.special_states").rows
    found = {(one, row.fields["begun_before"]) for row in rows for one in several(row.key["successor"])}
    assert found == {
        ("DE", "1990-10-03"), ("CZ", "1993-01-01"), ("SK", "1993-01-01"), ("EE", "1991-08-20"), ("LV", "1991-08-21"),
        ("LT", "1990-03-11"), ("SI", "1991-06-25"), ("HR", "1991-10-08"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "country, title, basis",
    [
        ("FI", "sairaanhoitajan tutkinto", "secondary"),
        ("FI", "Sjukskötarexamen", "secondary"),
        ("FI", "Sairaanhoitaja (AMK)", "own"),
        ("RO", "Diplomă de licenţă de asistent medical generalist", "secondary"),
        ("SE", "SJUKSKÖTERSKEEXAMEN", "secondary"),
        ("IT", "Laurea in infermieristica", "recalled"),
    ],
)
def test_titles_of_annex_v(country: str, title: str, basis: str) -> None:
    (row,) = on("eu.nurse_titles", "2026-11-23", country=country, title=title)
    assert (row.basis, row.excluded) == (basis, False)


@pytest.mark.parametrize(
    "country, title",
    [("FI", "Terveydenhoitaja (AMK)"), ("SE", "Sairaanhoitajan tutkinto"), ("GR", "Πτυχίο"), ("PH", "BSN")],
)
def test_what_annex_v_was_not_read_to_list(country: str, title: str) -> None:
    table = STANDARDS.table("eu.nurse_titles")
    assert table.matching({"country": country, "title": title}) == ((), ())
    assert not table.complete


def test_the_bulgarian_feldsher_is_out() -> None:
    (row,) = on("eu.nurse_titles", "2026-11-23", country="BG", title="Фелдшер")
    assert row.excluded
    assert on("eu.nurse_excluded", "2026-11-23", country="BG", title="фелдшер")


@pytest.mark.parametrize(
    "group, country, day, member",
    [
        ("eu", "HR", "2013-06-30", False),
        ("eu", "HR", "2013-07-01", True),
        ("eu", "GB", "2020-01-31", True),
        ("eu", "GB", "2020-02-01", False),
        ("eea", "GB", "2020-12-31", True),
        ("eea", "GB", "2021-01-01", False),
        ("eea", "NO", "2026-11-23", True),
        ("eu", "NO", "2026-11-23", False),
        ("eea", "CH", "2026-11-23", False),
        ("eea_ch", "CH", "2026-11-23", True),
        ("eea_ch", "PH", "2026-11-23", False),
        ("nordic", "EE", "2026-11-23", False),
    ],
)
def test_groups_of_countries(group: str, country: str, day: str, member: bool) -> None:
    assert bool(on("countries.groups", day, group=group, country=country)) is member


def test_groups_today_have_the_right_size_and_rest_on_firm_sources() -> None:
    table = STANDARDS.table("countries.groups")
    today = date(2026, 11, 23).toordinal()
    members: dict[str, set[str]] = {}
    for row in table.rows:
        if days(row)[0] <= today <= days(row)[1]:
            members.setdefault(str(row.key["group"]), set()).update(several(row.key["country"]))
    assert {group: len(states) for group, states in members.items()} == {
        "eu": 27, "eea": 30, "eea_ch": 31, "efta": 4, "eea_efta": 3, "nordic": 5, "eqf": 38,
    }  # fmt: skip
    assert members["eu"] | {"IS", "LI", "NO"} == members["eea"]
    assert table.basis in ("read", "secondary"), "the silence of this list decides who is a third-country applicant"


def test_fifty_five_states_are_reserved_and_five_are_named_as_not() -> None:
    rows = STANDARDS.table("de.recruitment_reserved").rows
    listed = [one for row in rows if not row.excluded for one in several(row.key["country"])]
    assert (len(listed), len(set(listed))) == (55, 55)
    assert {"GH", "NG", "NP", "PK", "BD", "ET", "CM"} <= set(listed)
    out = {one for row in rows if row.excluded for one in several(row.key["country"])}
    assert out == {"PH", "IN", "MA", "TN", "BR"}
    assert not out & set(listed)


def test_languages_and_fees_of_the_laender() -> None:
    assert not on("de.land_language", "2022-12-31", land="HE", profession="nurse")
    (hessen,) = on("de.land_language", "2023-01-01", land="HE", profession="nurse")
    assert hessen.fields["level"] == "B2"
    rows = STANDARDS.table("de.land_fees").rows
    fees = {(row.key["land"], row.key["item"]): row.fields["amount"] for row in rows}
    assert fees == {
        ("NI", "permit"): 53, ("NI", "decision"): 200, ("NI", "decision_with_waiver"): 100,
        ("NI", "external_report"): 515, ("NI", "automatic"): 60, ("NW", "certificate"): 60,
        ("NW", "language_check"): 80,
    }  # fmt: skip


def bands(test: str, skill: str, score: str, day: str = "2026-06-01") -> set[str]:
    wanted = Decimal(score)
    return {
        step
        for row in on("cefr.concordances", day, test=test, skill=skill)
        if row.fields["low"] <= wanted <= row.fields["high"]
        for step in steps(row.fields["cefr"])
    }


def steps(cefr: Any) -> tuple[str, ...]:
    """The step that a claim gives, or the lowest and the highest."""
    return tuple(cefr["between"]) if isinstance(cefr, Mapping) else (cefr,)


@pytest.mark.parametrize(
    "test, skill, score, day, expected",
    [
        ("ielts_academic", "writing", "6.5", "2026-06-01", {"B2"}),
        ("ielts_academic", "overall", "7", "2026-06-01", {"C1"}),
        ("ielts_academic", "overall", "3.5", "2026-06-01", set()),
        ("toefl_ibt", "writing", "24", "2026-01-20", {"B2", "C1"}),
        ("toefl_ibt", "writing", "24", "2026-01-21", set()),
        ("toefl_ibt", "writing", "4.5", "2026-01-20", set()),
        ("toefl_ibt", "reading", "4.5", "2026-01-20", {"B1"}),
        ("toefl_ibt", "overall", "4.5", "2026-01-21", {"B2"}),
        ("oet", "writing", "300", "2026-06-01", {"B2"}),
        ("oet", "writing", "290", "2026-06-01", {"below A1", "B1"}),
        ("oet", "writing", "190", "2026-06-01", set()),
        ("oet", "overall", "350", "2026-06-01", set()),
        ("pte_academic", "reading", "58", "2026-06-01", {"B1"}),
        ("pte_academic", "reading", "59", "2026-06-01", {"B2"}),
        ("testdaf", "speaking", "4", "2026-06-01", {"B2", "C1"}),
        ("goethe_b2", "writing", "60", "2026-06-01", {"B2"}),
        ("goethe_b2", "writing", "59", "2026-06-01", set()),
    ],
)
def test_scores_and_levels(test: str, skill: str, score: str, day: str, expected: set[str]) -> None:
    assert bands(test, skill, score, day) == expected


@pytest.mark.parametrize("name", sorted(MAY_OVERLAP))
def test_concordances_name_known_tests_levels_and_claimants(name: str) -> None:
    tests = set(by("cefr.tests", "test"))
    for row in STANDARDS.table(name).rows:
        assert row.key["test"] in tests
        assert {*steps(row.fields["cefr"])} <= {*CEFR}
        assert row.fields["kind"] in ("owner_claim", "regulator_rule", "joint_report", "third_party")
        assert row.fields["claimed_by"]
        if "low" in row.fields and "high" in row.fields:
            assert row.fields["low"] <= row.fields["high"]


def test_levels_in_the_names_of_tests_are_levels() -> None:
    for row in STANDARDS.table("cefr.tests").rows:
        assert row.fields.get("level", "A1") in LEVELS
        assert row.fields["validity"] in ("unknown", "none", "P2Y")
    positions = by("cefr.levels", "level")
    assert {level: row.fields["position"] for level, row in positions.items()} == POSITIONS["cefr"]


def test_national_levels_map_to_the_eqf_in_their_own_order() -> None:
    levels = {
        framework: [str(level) for level in several(row.fields["levels"])]
        for framework, row in by("eqf.frameworks", "framework").items()
    }
    mapped: dict[str, dict[str, int]] = {}
    for row in STANDARDS.table("eqf.referencing").rows:
        for framework in several(row.key["framework"]):
            for level in several(row.key["level"]):
                assert level in levels[framework], (framework, level)
                if row.fields["eqf"] != "none":
                    assert 1 <= row.fields["eqf"] <= 8
                    mapped.setdefault(framework, {})[level] = row.fields["eqf"]
    for framework, pairs in mapped.items():
        ordered = [pairs[level] for level in levels[framework] if level in pairs]
        assert ordered == sorted(ordered), framework


@pytest.mark.parametrize(
    "framework, level, eqf, basis",
    [
        ("gb_eng.rqf", "3", 4, "secondary"),
        ("gb_eng.rqf", "4", 5, "secondary"),
        ("gb_sct.scqf", "9", 6, "secondary"),
        ("ie.nfq", "7", 6, "secondary"),
        ("nz.nzqcf", "8", "none", "read"),
        ("nz.nzqcf", "7", 6, "read"),
        ("de.dqr", "6", 6, "read"),
        ("no.nkr", "6.2", 6, "recalled"),
        ("it.qnq", "6", 6, "recalled"),
    ],
)
def test_levels_of_national_frameworks(framework: str, level: str, eqf: object, basis: str) -> None:
    (row,) = on("eqf.referencing", "2020-06-01", framework=framework, level=level)
    assert (row.fields["eqf"], row.basis) == (eqf, basis)


def test_what_was_not_read_is_not_referenced() -> None:
    referenced = by("eqf.referencing", "framework")
    assert not {"au.aqf", "ph.pqf", "in.nsqf", "is.isqf", "si.sqf", "ae.qfe"} & set(referenced)


def test_british_levels_end_on_an_uncertain_day() -> None:
    (row,) = STANDARDS.table("eqf.referencing").matching({"framework": "gb_eng.rqf", "level": "6"}).fitting
    assert row.until == Day.of({"between": ["2020-12-31", "2027-05-23"]}).span


def test_credit_systems() -> None:
    every = by("credits.systems", "system")
    unlinked = {name for name, row in every.items() if row.fields["ects_by_year"] == "unknown"}
    assert unlinked == {"ecvet", "ph_unit"}
    rows = {name: row for name, row in every.items() if name not in unlinked}
    assert {name: (row.fields["per_year"], row.fields["ects_by_year"]) for name, row in rows.items()} == {
        "ects": (60, 1), "lv_credit_old": (40, Decimal("1.5")), "uk_cats": (120, Decimal("0.5")),
        "scqf": (120, Decimal("0.5")), "pacific_pqf": (120, Decimal("0.5")), "nz_credit": (120, Decimal("0.5")),
        "in_ncrf": (40, Decimal("1.5")), "us_semester": (30, 2),
    }  # fmt: skip
    for name, row in rows.items():
        assert Fraction(60, row.fields["per_year"]) == Fraction(row.fields["ects_by_year"]), name
        hours = row.fields["hours_per_credit"]
        if isinstance(hours, int):
            low, high = row.fields["ects_by_hours"]["between"]
            assert abs(Fraction(low) - Fraction(hours, 30)) < Fraction(1, 100), name
            assert abs(Fraction(high) - Fraction(hours, 25)) < Fraction(1, 100), name
    assert rows["ects"].fields["hours_per_credit"]["between"] == (25, 30)


def test_reference_curricula() -> None:
    rows = by("nursing.reference_curricula", "programme")
    figures = {
        name: tuple(row.fields.get(field) for field in ("total_hours", "theory_hours", "clinical_hours", "ects"))
        for name, row in rows.items()
        if name != "cz_general_nurse"
    }
    assert figures == {
        "de_pflegefachperson": (4600, 2100, 2500, None),
        "de_degree": (4600, 2100, 2300, None),
        "fr_ifsi": (5100, 2100, 2100, 180),
        "es_la_laguna": (None, None, 2325, 240),
        "in_bsc_before_2021": (6132, None, None, None),
        "in_bsc_2021": (None, 1120, 1440, None),
        "hu_1978": (None, 3498, 1135, None),
    }
    assert rows["cz_general_nurse"].fields["clinical_hours"]["between"] == (2300, 3000)
    assert rows["in_bsc_before_2021"].fields["total_hours"] == 3 * 1480 + 540 + 1152
    assert rows["es_la_laguna"].fields["clinical_ects"] * 25 == rows["es_la_laguna"].fields["clinical_hours"]


def test_occupations_and_authorities() -> None:
    occupations = by("occupations.isco08", "code")
    assert {f"isco08:{n}" for n in (2221, 3221, 5321, 5322, 3151, 3152, 8350)} <= set(occupations)
    assert all(row.fields["major"] == int(code[7]) for code, row in occupations.items())
    (finland,) = on("authorities.all", "2026-01-01", id="fi.lvv")
    assert finland.fields["country"] == "FI"
    assert not on("authorities.all", "2025-12-31", id="fi.lvv")
    assert on("authorities.all", "2025-12-31", id="fi.valvira")
    for identity, row in by("authorities.all", "id").items():
        assert re.fullmatch(r"[a-z]+\.[a-z_]+", identity)
        assert "country" not in row.fields or row.fields["country"].lower() == identity.partition(".")[0]
