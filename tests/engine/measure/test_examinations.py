"""examination: parts passed by the last day and within the attempts."""

from __future__ import annotations

from itertools import permutations
from typing import Any, ClassVar

import pytest

from recognition.engine.measured import Comparison, Measured, Wanted
from tests.engine.build import day, dossier, measured, one

ASKED = {"kind": "examination", "exam": "test"}


def sat(*sittings: dict[str, Any], declared: bool = False, **asked: Any) -> Measured:
    items = [{"id": f"e{n}", "exam": "test", **fields} for n, fields in enumerate(sittings, 1)]
    shown = dossier(examinations=items, complete=["examinations"] if declared else [])
    return measured({**ASKED, **asked}, shown)


def ends(*sittings: dict[str, Any], **rest: Any) -> tuple[int | None, int | None, int | None]:
    found: Comparison = one(sat(*sittings, **rest).tree)
    return found.low, found.high, found.need.low


PASSED = {"result": "passed", "sat": "2026-01-10"}
FAILED = {"result": "failed", "sat": "2025-01-10"}


def test_passed_failed_and_silent() -> None:
    assert ends(PASSED) == (1, 1, 1)
    assert ends(PASSED, declared=True) == (1, 1, 1)
    assert ends(FAILED) == (0, None, 1)
    assert ends(FAILED, declared=True) == (0, 0, 1)
    assert ends() == (0, None, 1)
    assert ends({"sat": "2026-01-10"}, declared=True) == (0, 1, 1)
    assert ends({**PASSED, "exam": "other"}, declared=True) == (0, 0, 1)
    assert ends({**PASSED, "strength": "stated"}, declared=True, strength="document") == (0, 1, 1)


def test_parts_passed_are_counted() -> None:
    parts = {"parts": ["written", "oral", "practical"]}
    written, oral = {**PASSED, "part": "written"}, {**PASSED, "part": "oral"}
    assert ends(written, oral, **parts) == (2, None, 3)
    assert ends(written, oral, declared=True, **parts) == (2, 2, 3)
    assert ends(written, PASSED, declared=True, **parts) == (1, 3, 3)
    assert ends(written, declared=True) == (0, 1, 1)


@pytest.mark.parametrize("on, low, high", [("2026-01-10", 1, 1), ("2026-01-09", 0, 0), ("2026-01", 0, 1)])
def test_the_last_day(on: str, low: int, high: int) -> None:
    assert ends(PASSED, declared=True, by=on) == (low, high, 1)


def test_the_last_day_may_hang_on_a_day_not_known() -> None:
    found = one(sat(PASSED, declared=True, by={"of": "document.decision.issued", "plus": "P3Y"}).tree)
    assert (found.low, found.high) == (0, 1)
    assert Wanted("item", ("documents", "decision")) in found.wanted


@pytest.mark.parametrize("on, count", [("2026-05-10", 1), ("2026-05-11", 0)])
def test_the_age_of_a_result(on: str, count: int) -> None:
    assert ends(PASSED, declared=True, max_age="P4M", valid_on=on) == (count, count, 1)


class TestAttempts:
    LIMIT: ClassVar = {"at_most": 3, "per": "exam"}

    def test_numbers_told(self) -> None:
        assert ends({**PASSED, "attempt": 3}, attempts=self.LIMIT)[:2] == (1, 1)
        assert ends({**PASSED, "attempt": 4}, attempts=self.LIMIT)[:2] == (0, 0)

    def test_days_counted(self) -> None:
        fails = [{"result": "failed", "sat": f"2025-0{n}-10"} for n in (1, 2, 3)]
        assert ends(*fails[:2], PASSED, attempts=self.LIMIT, declared=True)[:2] == (1, 1)
        assert ends(*fails, PASSED, attempts=self.LIMIT, declared=True)[:2] == (0, 0)
        assert ends(*fails, PASSED, attempts=self.LIMIT)[:2] == (0, 0)

    def test_without_completeness_an_earlier_attempt_may_be_hidden(self) -> None:
        found = one(sat(PASSED, attempts=self.LIMIT).tree)
        assert (found.low, found.high) == (0, None)
        assert Wanted("attribute", ("e1", "attempt")) in found.wanted

    def test_all_attempts_used_up_closes_the_door(self) -> None:
        fails = [{"result": "failed", "sat": f"2025-0{n}-10"} for n in (1, 2, 3)]
        assert ends(*fails, attempts=self.LIMIT)[:2] == (0, 0)
        assert ends(*fails[:2], attempts=self.LIMIT)[:2] == (0, None)
        assert ends({"result": "failed", "attempt": 3}, attempts=self.LIMIT)[:2] == (0, 0)
        absent = {"result": "absent", "sat": "2025-04-10"}
        assert ends(*fails[:2], absent, attempts=self.LIMIT)[:2] == (0, None)

    def test_parts_of_one_attempt_on_two_days_are_not_two_attempts(self) -> None:
        sittings = [
            {"result": "failed", "part": "written", "sat": "2025-01-10"},
            {"result": "failed", "part": "oral", "sat": "2025-01-12"},
        ]
        rest = {"parts": ["written", "oral"], "attempts": {"at_most": 2, "per": "exam"}}
        assert ends(*sittings, **rest)[:2] == (0, None)

    def test_per_part(self) -> None:
        sittings = [{"result": "failed", "part": "written", "sat": f"2025-0{n}-10"} for n in (1, 2)]
        rest = {"parts": ["written", "oral"], "attempts": {"at_most": 2, "per": "part"}}
        oral = {**PASSED, "part": "oral"}
        assert ends(*sittings, oral, declared=True, **rest)[:2] == (1, 1)
        assert ends(*sittings[:1], {**PASSED, "part": "written"}, oral, declared=True, **rest)[:2] == (2, 2)

    def test_an_unknown_limit_is_open(self) -> None:
        limits = {"tries": {"unit": "count", "values": [{"from": "always", "is": "unknown", "cite": "act § 2"}]}}
        items = [{"exam": "test", **PASSED}]
        shown = dossier(examinations=items, complete=["examinations"])
        found = one(measured({**ASKED, "attempts": {"at_most": "$tries"}}, shown, parameters=limits).tree)
        assert (found.low, found.high) == (0, 1)

    def test_attempts_and_days_left_are_shown(self) -> None:
        found = sat(FAILED, declared=True, attempts=self.LIMIT, by="2026-07-01")
        assert found.figures["attempts"] == (1, 1, "count")
        left = day("2026-07-01") - day("2026-06-01")
        assert found.figures["days_left"] == (left, left, "days")
        assert sat(FAILED, attempts=self.LIMIT).figures["attempts"] == (1, None, "count")


def test_the_order_of_sittings_never_matters() -> None:
    sittings = [FAILED, PASSED, {"result": "failed"}, {"sat": "2026-02-01"}]
    limit = {"at_most": 2, "per": "exam"}
    assert len({ends(*order, declared=True, attempts=limit) for order in permutations(sittings)}) == 1
