"""registration and accreditation: what covers a day."""

from __future__ import annotations

from typing import Any

import pytest

from recognition.engine.measured import Comparison, Wanted
from tests.engine.build import case, day, dossier, measured, one, ruleset

ENTRY = {"id": "r1", "status": "active", "from": "2013-09-01", "until": "2027-12-31", "limited": False}


def entries(*items: dict[str, Any], at: str = "on", declared: bool = True, **asked: Any) -> Comparison:
    shown = dossier(registrations=list(items), complete=["registrations"] if declared else [])
    return one(measured({"kind": "registration", "on": at, **asked}, shown).tree)


class TestRegistration:
    @pytest.mark.parametrize(
        "change, ends",
        [
            ({}, (1, 1)),
            ({"until": "2026-06-01"}, (1, 1)),
            ({"until": "2026-05-31"}, (0, 0)),
            ({"from": "2026-06-01"}, (1, 1)),
            ({"from": "2026-06-02"}, (0, 0)),
            ({"from": "2026-06"}, (0, 1)),
            ({"until": "ongoing"}, (1, 1)),
            ({"until": None}, (1, 1)),
            ({"until": None, "from": None}, (1, 1)),
            ({"until": None, "status": None}, (0, 1)),
            ({"status": None}, (0, 1)),
            ({"status": "suspended"}, (0, 0)),
            ({"status": "ended"}, (0, 0)),
            ({"status": "withdrawn"}, (0, 0)),
            ({"limited": True}, (0, 0)),
            ({"limited": None}, (0, 1)),
            ({"limited": None, "limitation": "under supervision"}, (0, 0)),
            ({"strength": "broken"}, (0, 0)),
        ],
    )
    def test_valid_that_day(self, change: dict[str, Any], ends: tuple[int, int]) -> None:
        found = entries({**ENTRY, **change})
        assert (found.low, found.high) == ends

    def test_limited_ones_count_where_asked(self) -> None:
        assert entries({**ENTRY, "limited": True}, limited=True).low == 1
        assert entries({**ENTRY, "limited": None}, limited=True).low == 1

    def test_an_earlier_and_a_later_day(self) -> None:
        assert entries({**ENTRY, "status": "ended"}, at="2020-01-01").high == 1
        assert entries({**ENTRY, "status": "ended", "until": "2019-12-31"}, at="2020-01-01").high == 0
        assert entries({**ENTRY, "until": None}, at="2020-01-01").low == 1
        assert entries({**ENTRY, "until": None}, at="2012-01-01").high == 0
        later = entries({**ENTRY, "until": None}, at="2026-12-01")
        assert (later.low, later.high) == (0, 1)
        assert Wanted("attribute", ("r1", "until")) in later.wanted

    def test_silence_is_open(self) -> None:
        assert (entries(declared=False).low, entries(declared=False).high) == (0, None)
        assert (entries(ENTRY, declared=False).low, entries(ENTRY, declared=False).high) == (1, None)
        assert entries().high == 0

    def test_filter_and_strength(self) -> None:
        asked = {"where": {"country": "TN"}, "strength": "document"}
        first, second = {**ENTRY, "country": "TN", "strength": "document"}, {**ENTRY, "id": "r2", "country": "TN"}
        found = entries(first, second, **asked)
        assert (found.low, found.high) == (1, 2)

    def test_its_end_is_found(self) -> None:
        rules = ruleset({"held": {"kind": "registration", "on": "on"}})
        asked = case(rules, dossier(registrations=[ENTRY]))
        assert asked.day("found:held.until").span.low == day("2027-12-31")
        assert set(asked.measured("held").found) >= {"until", "from", "status"}


RECORD = {"id": "a1", "of": "programme", "from": "2010-01-01", "until": "2015-12-31"}
FOCUS = {
    "id": "q", "issued": "2013-07-10", "field": "0913", "level": {"eqf": 6}, "type": "degree",
    "training_start": "2010-09-01",
}  # fmt: skip


def covered(*records: dict[str, Any], focus: dict[str, Any] | None = None, declared: bool = False, **asked: Any) -> Any:
    shown = dossier(
        qualifications=[{**FOCUS, **(focus or {})}],
        accreditations=list(records),
        complete=["accreditations"] if declared else [],
    )
    found = one(measured({"kind": "accreditation", "of": "programme", **asked}, shown).tree)
    return found.low, found.high


class TestAccreditation:
    @pytest.mark.parametrize(
        "change, ends",
        [
            ({}, (1, 1)),
            ({"until": "2013-07-10"}, (1, 1)),
            ({"until": "2013-07-09"}, (0, 0)),
            ({"from": "2013-07-11"}, (0, 0)),
            ({"from": "2013"}, (0, 1)),
            ({"until": None}, (0, 1)),
            ({"until": None, "withdrawn": "2014-01-01"}, (1, 1)),
            ({"withdrawn": "2013-07-11"}, (1, 1)),
            ({"withdrawn": "2013-07-10"}, (0, 0)),
            ({"until": "2012-12-31", "teach_out": "2011-01-01"}, (0, 1)),
            ({"until": "2012-12-31", "teach_out": "2010-09-01"}, (0, 0)),
            ({"from": "2013-07-11", "teach_out": "2016-01-01"}, (0, 0)),
            ({"campus": "North"}, (0, 1)),
            ({"scope": {"fields": ["0913"], "levels": [6], "types": ["degree"]}}, (1, 1)),
            ({"scope": {"fields": ["09"]}}, (1, 1)),
            ({"scope": {"fields": ["09131"]}}, (0, 1)),
            ({"scope": {"fields": ["0910"]}}, (0, 1)),  # health, not further defined
            ({"scope": {"fields": ["0900"]}}, (0, 1)),
            ({"scope": {"fields": ["0920"]}}, (0, 0)),
            ({"scope": {"fields": ["0715"]}}, (0, 0)),
            ({"scope": {"levels": [7]}}, (0, 0)),
            ({"scope": {"types": ["vocational"]}}, (0, 0)),
            ({"of": "institution"}, (0, 1)),
            ({"of": None}, (0, 1)),
            ({"strength": "broken"}, (0, None)),
        ],
    )
    def test_one_record(self, change: dict[str, Any], ends: tuple[int, int | None]) -> None:
        assert covered({**RECORD, **change}) == ends

    def test_silence_is_never_a_gap(self) -> None:
        assert covered() == (0, None)
        assert covered(declared=True) == (0, None)

    def test_where_the_system_accredits_programmes_an_institution_is_not_enough(self) -> None:
        assert covered({**RECORD, "of": "institution"}, system="programme") == (0, 0)
        assert covered({**RECORD, "of": "institution"}, of="institution") == (1, 1)
        assert covered(RECORD, of="institution") == (0, None)

    def test_the_subject_of_a_record(self) -> None:
        assert covered({**RECORD, "subject_id": "p1"}, focus={"programme_id": "p1"}) == (1, 1)
        assert covered({**RECORD, "subject_id": "p2"}, focus={"programme_id": "p1"}) == (0, None)
        assert covered({**RECORD, "subject_id": "p2"}) == (0, 1)

    def test_claims_that_differ_on_the_subject_may_speak_of_it(self) -> None:
        claims = ({**RECORD, "subject_id": "p1"}, {**RECORD, "subject_id": "p2"})
        assert covered(*claims, focus={"programme_id": "p1"}) == (0, 1)
        scopes = ({**RECORD, "scope": {"fields": ["0913"]}}, {**RECORD, "scope": {"fields": ["0715"]}})
        assert covered(*scopes) == (0, 1)

    def test_same_campus(self) -> None:
        assert covered({**RECORD, "campus": "North"}, focus={"campus": "North"}) == (1, 1)
        assert covered({**RECORD, "campus": "North"}, focus={"campus": "South"}) == (0, 1)

    def test_one_record_that_covers_is_enough(self) -> None:
        assert covered({**RECORD, "id": "a2", "until": "2011-01-01"}, RECORD) == (1, 1)
        assert covered({**RECORD, "id": "a2", "until": "2011-01-01"}, {**RECORD, "from": "2014-01-01"}) == (0, 0)

    def test_scope_may_be_asked_otherwise(self) -> None:
        asked = {"scope": {"field": "0715", "levels": "focus.level.eqf"}}
        assert covered({**RECORD, "scope": {"fields": ["0715"], "levels": [6]}}, **asked) == (1, 1)
        assert covered({**RECORD, "scope": {"fields": ["0913"]}}, **asked) == (0, 0)

    @pytest.mark.parametrize("field, ends", [("0910", (0, 1)), ("0900", (0, 1)), ("0920", (0, 0)), ("091", (0, 1))])
    def test_a_field_not_further_defined_is_no_other_field(self, field: str, ends: tuple[int, int]) -> None:
        assert covered({**RECORD, "scope": {"fields": ["0913"]}}, focus={"field": field}) == ends

    def test_a_day_not_known(self) -> None:
        assert covered(RECORD, focus={"issued": None}) == (0, 1)

    def test_a_curriculum_and_its_provider(self) -> None:
        shown = dossier(
            "curriculum",
            id="c-1",
            curriculum={"title": "Welding", "provider": {"id": "centre"}},
            accreditations=[{"of": "programme", "subject_id": "c-1", "from": "2020-01-01", "until": "2030-01-01"}],
        )
        asked = {"kind": "accreditation", "of": "programme", "on": "on"}
        assert one(measured(asked, shown, subject="curriculum").tree).low == 1
