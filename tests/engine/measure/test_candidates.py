"""Candidates of language-level: two sittings combined, ages, days of a way, and the rules of the NMC as written."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from recognition.engine.measured import Count, Wanted
from tests.engine.build import case, day, dossier, leaves, ruleset
from tests.engine.spoken import COMBINED, ask, result, scores, stands, status


def pair(first: dict[str, Any], second: dict[str, Any], *, later: str = "2025-07-10", **combine: Any) -> str:
    one = result(1, scores=scores(**{"overall": 7, **first}))
    other = {**result(2, scores=scores(**{"overall": 7, **second})), "sat": later}
    way = {**COMBINED, "combine": {**COMBINED["combine"], **combine}}
    tree = ask([way], [one, other]).tree
    assert isinstance(tree, Count)
    return stands(tree.parts[-1])


def test_in_a_pair_the_better_score_of_each_skill_counts() -> None:
    assert pair({"writing": 60}, {"reading": 60}) == "met"
    assert pair({"writing": 69}, {"writing": 69}) == "gap"


def test_every_score_of_both_sittings_reaches_its_floor() -> None:
    assert pair({"writing": 55}, {"reading": 60}) == "met"
    assert pair({"writing": 54}, {}) == "gap"
    assert pair({}, {"reading": 59}) == "gap"
    assert pair({"reading": 59}, {}) == "gap"


def test_the_later_day_is_not_after_the_earlier_plus_the_time() -> None:
    assert pair({"writing": 60}, {}, later="2025-07-10") == "met"
    assert pair({"writing": 60}, {}, later="2025-07-11") == "gap"
    assert pair({"writing": 60}, {}, later="2024-07-10") == "met"
    assert pair({"writing": 60}, {}, later="2024-07-09") == "gap"
    assert pair({"writing": 60}, {}, later="2025-07") == "unknown"
    assert pair({"writing": 60}, {}, later="unknown") == "unknown"


def test_the_total_is_asked_of_one_or_of_each() -> None:
    assert pair({"writing": 60}, {"overall": 6}, overall="one") == "met"
    assert pair({"writing": 60}, {"overall": 6}, overall="each") == "gap"
    assert pair({"writing": 60}, {}, overall="each") == "met"
    assert pair({"writing": 60, "overall": 6}, {"overall": 6}, overall="one") == "gap"


def test_a_rule_that_does_not_say_where_the_total_is_asked_spans_both_readings() -> None:
    assert pair({"writing": 60}, {"overall": 6}, overall=None) == "unknown"
    assert pair({"writing": 60, "overall": 6}, {}, overall=None) == "unknown"
    assert pair({"writing": 60}, {}, overall=None) == "met"
    assert pair({"writing": 60, "overall": 6}, {"overall": 6}, overall=None) == "gap"
    assert pair({"writing": 60}, {"overall": None}, overall=None) == "unknown"


def test_a_floor_holds_for_the_total_and_for_skills_that_the_way_does_not_ask() -> None:
    assert pair({"writing": 60}, {}, floor={"overall": 7}) == "met"
    assert pair({"writing": 60}, {"overall": 6}, floor={"overall": 7}) == "gap"
    way = {"test": "t", "skills": {"writing": 70}, "combine": {"within": "P6M", "floor": {"other": 60}}}
    low = [result(1, scores=scores(writing=60)), result(2, scores=scores(speaking=59))]
    tree = ask([way], low).tree
    assert isinstance(tree, Count)
    assert [stands(part) for part in tree.parts] == ["gap", "met", "gap"]


def test_two_tests_are_never_combined() -> None:
    one, other = result(1, test="t", scores=scores(writing=60)), result(2, test="u", scores=scores(reading=60))
    tree = ask([{"test": "t", "skills": {"each": 70}, "combine": {"within": "P6M"}}], [one, other]).tree
    assert stands(tree) == "gap"


def test_a_skill_missing_in_one_sitting_of_a_pair_is_at_least_the_other() -> None:
    one, other = result(1, scores=scores(writing=None)), result(2, scores=scores(reading=60))
    assert status([{"test": "t", "skills": {"each": 70}, "combine": {"within": "P6M"}}], [one, other]) == "met"


def test_the_age_runs_from_every_sitting_used() -> None:
    way = [{"test": "t", "skills": {"each": 70}}]
    old = {"max_age": "P2Y", "valid_on": "on"}
    assert status(way, [result(scores=scores())], on="2027-01-10", **old) == "met"
    assert status(way, [result(scores=scores())], on="2027-01-11", **old) == "gap"
    assert status(way, [result(scores=scores(), sat=None)], on="2027-01-10", **old) == "unknown"
    one, other = result(1, scores=scores(writing=60)), result(2, scores=scores(reading=60))
    combined = [{"test": "t", "skills": {"each": 70}, "combine": {"within": "P6M"}}]
    assert status(combined, [one, other], on="2027-01-10", **old) == "met"
    assert status(combined, [one, other], on="2027-01-11", **old) == "gap"


def test_a_threshold_may_hang_on_the_sitting_day() -> None:
    rows = [{"from": "always", "is": 80, "cite": "act 1"}, {"from": "2025-01-10", "is": 70, "cite": "act 2"}]
    law = {
        "clocks": {"sitting": {"item": "sat"}},
        "parameters": {"line": {"unit": "t", "clock": "sitting", "values": rows}},
    }
    way = [{"test": "t", "skills": {"each": "$line"}}]
    assert status(way, [result(scores=scores())], **law) == "met"
    assert status(way, [result(scores=scores(), sat="2025-01-09")], **law) == "gap"
    assert status(way, [result(scores=scores(), sat="2025-01")], **law) == "unknown"


def test_days_are_ordinals() -> None:
    way = [{"test": "t", "skills": {"each": 70}, "sat_from": "2025-01-10"}]
    leaf = leaves(ask(way, [result(scores=scores())]).tree)[-1]
    assert (leaf.low, leaf.high, leaf.need.low, leaf.unit) == (day("2025-01-10"),) * 3 + ("day",)


def test_the_age_of_a_result_is_counted_forward_from_its_sitting() -> None:
    way = [{"test": "t", "skills": {"each": 70}}]
    for sat, last, after in (
        ("2026-02-28", "2028-02-28", "2028-02-29"),
        ("2024-02-29", "2026-02-28", "2026-03-01"),
        ("2025-01-31", "2027-01-31", "2027-02-01"),
    ):
        found = [result(scores=scores(), sat=sat)]
        assert status(way, found, max_age="P2Y", on=last) == "met"
        assert status(way, found, max_age="P2Y", on=after) == "gap"
        assert status(way, found, max_age="P2Y", on=after, complete=False) == "unknown"
    monthly = [result(scores=scores(), sat="2025-01-31")]
    assert status(way, monthly, max_age="P1M", on="2025-02-28") == "met"
    assert status(way, monthly, max_age="P1M", on="2025-03-01") == "gap"
    partial = [result(scores=scores(), sat="2025-01")]
    assert [status(way, partial, max_age="P1Y", on=on) for on in ("2026-01-01", "2026-01-02", "2026-01-31")] == [
        "met", "unknown", "unknown"
    ]  # fmt: skip
    assert status(way, partial, max_age="P1Y", on="2026-02-01") == "gap"


def test_the_age_asks_for_the_day_that_is_missing() -> None:
    way = [{"test": "t", "skills": {"each": 70}}]
    asked: dict[str, Any] = {"max_age": "P2Y", "valid_on": "application", "clocks": {"application": {}}}
    (leaf,) = [one for one in leaves(ask(way, [result(scores=scores())], **asked).tree) if one.label == "max_age"]
    assert leaf.wanted == (Wanted("clock", ("application",)),)
    found = [result(scores=scores(), sat="unknown")]
    dates = {"application": "2026-01-01"}
    (leaf,) = [one for one in leaves(ask(way, found, dates=dates, **asked).tree) if one.label == "max_age"]
    assert leaf.wanted == (Wanted("attribute", ("r1", "sat")),)
    assert stands(leaf) == "unknown"


def test_pairs_are_of_one_test() -> None:
    way = [{"cefr": "B2", "skills": "each", "combine": {"within": "P6M"}}]
    one = {"listening": "B2", "reading": "B2", "writing": "B1", "speaking": "B1"}
    other = {"listening": "B1", "reading": "B1", "writing": "B2", "speaking": "B2"}
    assert status(way, [result(1, cefr=one), result(2, cefr=other)]) == "met"
    assert status(way, [result(1, cefr=one), result(2, cefr=other, test="u")]) == "gap"
    for untold in ({"test": "unknown"}, {}):
        claims = [] if untold else [result(2, cefr=other, test="u")]
        found = [result(1, cefr=one), result(2, cefr=other, **untold), *claims]
        assert status(way, found) == "unknown"
        assert status(way, found[::-1]) == "unknown"


def test_a_length_that_hangs_on_the_sitting_spans_both_sittings() -> None:
    rows = [{"from": "always", "is": 6, "cite": "act 1"}, {"from": "2025-05-01", "is": 12, "cite": "act 2"}]
    law = {
        "clocks": {"sitting": {"item": "sat"}},
        "parameters": {"time": {"unit": "months", "clock": "sitting", "values": rows}},
    }
    way = [{**COMBINED, "combine": {"within": "$time"}}]
    one = result(1, scores=scores(overall=7, writing=60))
    for later, expected in (("2025-07-10", "met"), ("2025-07-11", "unknown"), ("2026-01-11", "gap")):
        found = [one, result(2, scores=scores(overall=7, reading=60), sat=later)]
        assert [status(way, order, **law) for order in (found, found[::-1])] == [expected, expected]


def test_a_line_that_hangs_on_the_sitting_spans_both_sittings() -> None:
    rows = [{"from": "always", "is": 80, "cite": "act 1"}, {"from": "2025-05-01", "is": 70, "cite": "act 2"}]
    law: dict[str, Any] = {
        "clocks": {"sitting": {"item": "sat"}},
        "parameters": {"line": {"unit": "t", "clock": "sitting", "values": rows}},
    }
    way = [{"test": "t", "skills": {"each": "$line"}, "combine": {"within": "P1Y"}}]
    for later, number, expected in (
        ("2025-06-10", 75, "unknown"),
        ("2025-06-10", 80, "met"),
        ("2025-04-30", 75, "gap"),
    ):
        one = result(1, scores=scores(listening=number, reading=number, writing=60, speaking=60))
        other = result(2, scores=scores(listening=60, reading=60, writing=number, speaking=number), sat=later)
        assert [status(way, order, **law) for order in ([one, other], [other, one])] == [expected, expected]


def test_a_line_is_asked_anew_for_every_case() -> None:
    rows = [{"from": "always", "is": 80, "cite": "act 1"}, {"from": "2026-01-01", "is": 70, "cite": "act 2"}]
    line = {"unit": "t", "clock": "on", "values": rows}
    asked = {"kind": "language-level", "languages": ["de"], "accept": [{"test": "t", "skills": {"each": "$line"}}]}
    rules = ruleset({"it": asked}, parameters={"line": line})
    shown = dossier(language_results=[result(scores=scores())], complete=["language_results"])
    days = ("2026-01-01", "2025-12-31", "2026-01-01")
    assert [stands(case(rules, shown, on=on).measured("it").tree) for on in days] == ["met", "gap", "met"]


class TestNursingCouncil:
    """English for nurses in the United Kingdom before and after 8 February 2023 (LANGUAGE 10.4)."""

    CITED = ({"from": "always", "cite": "page old"}, {"from": "2023-02-08", "cite": "page new"})

    def ask(self, first: dict[str, Any], second: dict[str, Any] | None = None, *, on: str, **more: Any) -> str:
        old, new = self.CITED
        parameters = {
            name: {"unit": unit, "clock": "application", "values": [{**old, "is": before}, {**new, "is": after}]}
            for name, unit, before, after in (
                ("window", "months", 6, 12),
                ("floor_writing", "ielts", Decimal("6.5"), 6),
                ("floor_oet_writing", "oet", 300, 250),
            )
        }
        half = Decimal("6.5")
        ielts = {
            "test": "ielts", "overall": 7, "skills": {"listening": 7, "reading": 7, "speaking": 7, "writing": half},
            "combine": {"within": "$window", "floor": {"writing": "$floor_writing", "other": half}, "overall": "one"},
        }  # fmt: skip
        oet = {
            "test": "oet", "skills": {"listening": 350, "reading": 350, "speaking": 350, "writing": 300},
            "combine": {"within": "$window", "floor": {"writing": "$floor_oet_writing", "other": 300}},
        }  # fmt: skip
        found = [result(n, language="en", **one) for n, one in enumerate([first] + ([second] if second else []), 1)]
        return status(
            [ielts, oet], found, languages=["en"], max_age="P2Y", valid_on="application", parameters=parameters,
            clocks={"application": {}}, dates={"application": on}, **more,
        )  # fmt: skip

    def ielts(self, sat: str, *numbers: float) -> dict[str, Any]:
        names = ("listening", "reading", "writing", "speaking", "overall")
        return {
            "test": "ielts",
            "sat": sat,
            "scores": dict(zip(names, [Decimal(str(n)) for n in numbers], strict=True)),
        }

    def oet(self, sat: str, *numbers: int) -> dict[str, Any]:
        return {
            "test": "oet", "sat": sat,
            "scores": dict(zip(("listening", "reading", "writing", "speaking"), numbers, strict=True)),
        }  # fmt: skip

    @pytest.mark.parametrize("overall", [7, 6.5])
    def test_the_worked_case(self, overall: float) -> None:
        first, second = ("2025-01-10", 7.5, 6.5, 6, 7, overall), ("2025-12-20", 7, 7, 6.5, 6.5, 7)
        pair = self.ielts(*first), self.ielts(*second)
        assert self.ask(*pair, on="2026-02-01") == "met"
        assert self.ask(*pair[::-1], on="2026-02-01") == "met"
        assert self.ask(pair[0], on="2026-02-01") == "gap"
        assert self.ask(pair[1], on="2026-02-01") == "gap"
        assert self.ask(pair[1], on="2026-02-01", complete=False) == "unknown"

    @pytest.mark.parametrize("later, on, expected", [
        ("2022-07-10", "2023-02-07", "met"), ("2022-07-11", "2023-02-07", "gap"),
        ("2022-07-11", "2023-02-08", "met"), ("2023-01-10", "2023-02-08", "met"),
        ("2023-01-11", "2023-02-08", "gap"), ("2022-07-11", "2023-02", "unknown"),
    ])  # fmt: skip
    def test_the_window_to_the_day(self, later: str, on: str, expected: str) -> None:
        pair = self.ielts("2022-01-10", 7.5, 6.5, 6.5, 7, 7), self.ielts(later, 7, 7, 6.5, 6.5, 7)
        assert self.ask(*pair, on=on) == expected

    @pytest.mark.parametrize("writing, on, expected", [
        (6.5, "2023-02-07", "met"), (6, "2023-02-07", "gap"), (6, "2023-02-08", "met"), (5.5, "2023-02-08", "gap"),
    ])  # fmt: skip
    def test_the_floor_in_writing(self, writing: float, on: str, expected: str) -> None:
        pair = self.ielts("2022-09-10", 7, 6.5, writing, 7, 7), self.ielts("2022-12-10", 6.5, 7, 6.5, 6.5, 6.5)
        assert self.ask(*pair, on=on) == expected
        assert self.ask(self.ielts("2022-09-10", 7, 6, 6, 7, 7), pair[1], on=on) == "gap"

    @pytest.mark.parametrize("writing, on, expected", [
        (300, "2023-02-07", "met"), (290, "2023-02-07", "gap"), (250, "2023-02-08", "met"), (240, "2023-02-08", "gap"),
    ])  # fmt: skip
    def test_a_vector_without_total(self, writing: int, on: str, expected: str) -> None:
        assert self.ask(self.oet("2022-12-10", 350, 350, 300, 350), on=on) == "met"
        assert self.ask(self.oet("2022-12-10", 350, 350, 290, 350), on=on) == "gap"
        pair = self.oet("2022-09-10", 350, 300, writing, 350), self.oet("2022-12-10", 300, 350, 300, 300)
        assert self.ask(*pair, on=on) == expected

    def test_both_sittings_are_young_enough(self) -> None:
        pair = self.ielts("2024-01-10", 7.5, 6.5, 6.5, 7, 7), self.ielts("2024-12-20", 7, 7, 6.5, 6.5, 7)
        assert self.ask(*pair, on="2026-01-10") == "met"
        assert self.ask(*pair, on="2026-01-11") == "gap"
