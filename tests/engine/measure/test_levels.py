"""qualification-level: positions in a framework, stated or through one referencing list."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from recognition.engine.measured import Comparison, Wanted
from tests.engine.build import dossier, measured, one, table

REFERENCED = table(
    "t.referenced",
    ["framework", "level"],
    [
        {"framework": "fi.nqf", "level": 6, "eqf": 6, "from": "2017-01-01", "basis": "secondary"},
        {"framework": "xx.nqf", "level": 5, "eqf": {"between": [4, 5]}},
    ],
)


def level(*items: dict[str, Any], declared: bool = False, **asked: Any) -> Comparison:
    items = tuple({"id": f"q{n}", **item} for n, item in enumerate(items, 1))
    shown = dossier(qualifications=list(items), complete=["qualifications"] if declared else [])
    fields = {"kind": "qualification-level", "framework": "eqf", "at_least": 6, **asked}
    return one(measured(fields, shown, tables=(REFERENCED,)).tree)


@pytest.mark.parametrize("eqf", [5, 6, 7])
def test_the_focus(eqf: int) -> None:
    found = level({"level": {"eqf": eqf}})
    assert (found.low, found.high, found.need.low, found.unit) == (eqf, eqf, 6, "eqf")


def test_a_level_not_stated_in_the_framework_is_open() -> None:
    found = level({"level": {"isced": 6, "national": "de.dqr:6"}})
    assert (found.low, found.high) == (None, None)
    assert found.wanted == (Wanted("attribute", ("q1", "level.eqf")),)


def test_letters_and_national_frameworks() -> None:
    found = level({"level": {"directive": "c"}}, framework="directive", at_least="d")
    assert (found.low, found.need.low) == (3, 4)
    national = level({"level": {"national": "de.dqr:6"}}, framework="de.dqr", at_least=7)
    assert (national.low, national.need.low) == (6, 7)
    assert level({"level": {"national": "at.nqr:6"}}, framework="de.dqr", at_least=7).low is None


def test_any_takes_the_best_and_stays_open_unless_complete() -> None:
    items = ({"level": {"eqf": 5}}, {"level": {"eqf": 7}}, {})
    found = level(*items, of="any")
    assert (found.low, found.high) == (7, None)
    assert level(*items, of="any", declared=True).high is None
    assert (level(*items[:2], of="any", declared=True).low, level(*items[:2], of="any", declared=True).high) == (7, 7)


def test_a_ceiling_takes_the_lowest() -> None:
    found = level({"level": {"eqf": 5}}, {"level": {"eqf": 7}}, of="any", declared=True, at_least=None, at_most=4)
    assert (found.low, found.high, found.at_most) == (5, 5, True)
    assert level({"level": {"eqf": 5}}, of="any", at_least=None, at_most=4).low is None


def test_items_that_only_may_count_raise_the_upper_end_alone() -> None:
    items = ({"type": "degree", "level": {"eqf": 5}}, {"level": {"eqf": 7}})
    found = level(*items, of="any", declared=True, where={"type": "degree"})
    assert (found.low, found.high) == (5, 7)


def test_a_focus_of_another_kind_gives_nothing() -> None:
    asked = {"where": {"type": "degree"}}
    found = level({"type": "school", "level": {"eqf": 7}}, **asked)
    assert found.high is not None
    assert found.high < 0
    ceiling = level({"type": "school", "level": {"eqf": 3}}, **asked, at_least=None, at_most=4)
    assert ceiling.low is not None
    assert ceiling.low > 8


def test_claims_of_equal_strength_span() -> None:
    shown = [{"id": "q", "level": {"eqf": 5}}, {"id": "q", "level": {"eqf": 6}}]
    asked = {"kind": "qualification-level", "framework": "eqf", "at_least": 6}
    found = one(measured(asked, dossier(qualifications=shown)).tree)
    assert (found.low, found.high) == (5, 6)


class TestVia:
    ASKED: ClassVar = {"via": "t.referenced"}

    @pytest.mark.parametrize(
        "national, issued, ends",
        [
            ("fi.nqf:6", "2018-01-01", (6, 6)),
            ("fi.nqf:6", "2016-12-31", (None, None)),
            ("fi.nqf:6", "2016", (None, None)),
            ("xx.nqf:5", "2018-01-01", (4, 5)),
            ("yy.nqf:5", "2018-01-01", (None, None)),
        ],
    )
    def test_on_the_award_day(self, national: str, issued: str, ends: tuple[int | None, int | None]) -> None:
        found = level({"level": {"national": national}, "issued": issued}, **self.ASKED)
        assert (found.low, found.high) == ends

    def test_an_award_day_not_known_may_lie_before_the_list_begins(self) -> None:
        found = level({"level": {"national": "fi.nqf:6"}}, **self.ASKED)
        assert (found.low, found.high) == (None, None)

    def test_never_chained_and_with_the_basis_of_its_row(self) -> None:
        assert level({"level": {"eqf": 6}, "issued": "2018-01-01"}, **self.ASKED).low is None
        found = level({"level": {"national": "fi.nqf:6"}, "issued": "2018-01-01"}, **self.ASKED)
        assert found.basis == "secondary"
