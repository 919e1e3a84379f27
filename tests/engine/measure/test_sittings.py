"""Which results count at all: form, place, issuer, day; claims in conflict; what modules of a curriculum reach."""

from __future__ import annotations

from typing import Any

import pytest

from recognition.engine.known import Either
from recognition.engine.measured import Comparison, Wanted
from recognition.model.dossier import Dossier
from tests.engine.build import case, dossier, leaves, measured, ruleset
from tests.engine.spoken import ask, result, scores, stands, status


@pytest.mark.parametrize(
    "way, fields, expected",
    [
        ({"mode": "test_centre"}, {"mode": "test_centre"}, "met"),
        ({"mode": "test_centre"}, {"mode": "at_home"}, "gap"),
        ({"mode": "test_centre"}, {}, "unknown"),
        ({"version": "v2"}, {"version": "v2"}, "met"),
        ({"version": "v2"}, {}, "unknown"),
        ({"sat_from": "2025-01-10"}, {}, "met"),
        ({"sat_from": "2025-01-11"}, {}, "gap"),
        ({"sat_until": "2025-01-10"}, {}, "met"),
        ({"sat_until": "2025-01-09"}, {}, "gap"),
        ({"sat_from": "2025-01-10"}, {"sat": None}, "unknown"),
        ({"in_force": {"from": "2026-06-01"}}, {}, "met"),
        ({"in_force": {"from": "2026-06-02"}}, {}, "gap"),
    ],
)
def test_form_and_day_of_a_way(way: dict[str, Any], fields: dict[str, Any], expected: str) -> None:
    assert status([{"test": "t", "skills": {"each": 70}, **way}], [result(scores=scores(), **fields)]) == expected


@pytest.mark.parametrize(
    "fields, expected",
    [
        ({"issuer": "telc", "place": "RS", "sat": "2022-06-23"}, "out"),
        ({"issuer": "telc", "place": "RS", "sat": "2022-06-22"}, "met"),
        ({"issuer": "telc", "place": "DE", "sat": "2022-06-23"}, "met"),
        ({"issuer": "goethe", "place": "RS", "sat": "2022-06-23"}, "met"),
        ({"issuer": "telc", "sat": "2022-06-23"}, "unknown"),
        ({"place": "RS", "sat": "2022-06"}, "unknown"),
        ({"issuer": "telc", "place": "RS", "sat": None}, "unknown"),
    ],
)
def test_excluded_sittings_are_out(fields: dict[str, Any], expected: str) -> None:
    rule = [{"issuer": "telc", "place": ["RS", "BA"], "sat_from": "2022-06-23"}]
    way = [{"test": "t", "skills": {"each": 70}}]
    found = result(scores=scores(), **fields)
    assert status(way, [found], exclude=rule) == ("gap" if expected == "out" else expected)


def test_an_unknown_exclusion_is_one_comparison_more() -> None:
    rule = [{"issuer": "telc"}]
    tree = ask([{"test": "t", "skills": {"each": 70}}], [result(scores=scores())], exclude=rule).tree
    accepted = [leaf for leaf in leaves(tree) if leaf.label == "accepted"]
    assert [(leaf.low, leaf.high, leaf.need[:2]) for leaf in accepted] == [(0, 1, (1, 1))]
    assert accepted[0].wanted == (Wanted("attribute", ("r1", "issuer")),)


@pytest.mark.parametrize(
    "reaches, exam, expected",
    [
        ({"cefr": "A2", "exam": True}, True, "met"),
        ({"cefr": "A1", "exam": True}, True, "open"),
        ({"cefr": "A2", "exam": False}, True, "open"),
        ({"cefr": "A2"}, True, "unknown"),
        ({"cefr": "A2"}, False, "met"),
    ],
)
def test_a_curriculum_shows_what_its_modules_reach(reaches: dict[str, Any], exam: bool, expected: str) -> None:
    fields = {
        "kind": "language-level",
        "languages": ["de"],
        "accept": [{"cefr": "A2", "skills": "overall"}],
        "exam": exam,
    }
    for complete in (False, True):
        shown = dossier(
            "curriculum", id="c", curriculum={"language": "en"}, complete=["modules:c"] if complete else [],
            modules=[{"id": "m1", "status": "planned", "reaches": {"language": "de", **reaches}}],
        )  # fmt: skip
        silent = "gap" if complete else "unknown"
        assert stands(measured(fields, shown, subject="curriculum").tree) == (
            silent if expected == "open" else expected
        )


def test_weaker_evidence_than_asked_is_uncertain() -> None:
    way = [{"test": "t", "skills": {"each": 70}}]
    assert status(way, [result(scores=scores())], strength="document") == "unknown"
    assert status(way, [result(scores=scores(), strength="document")], strength="document") == "met"
    assert status(way, [result(scores=scores(writing=1))], strength="document") == "gap"


def accepted(results: list[dict[str, Any]], **fields: Any) -> list[Comparison]:
    way = [{"test": "t", "skills": {"each": 70}, **fields.pop("way", {})}]
    return [leaf for leaf in leaves(ask(way, results, **fields).tree) if leaf.label == "accepted"]


@pytest.mark.parametrize("missing", ["issuer", "place", "mode", "sat"])
def test_doubt_about_an_exclusion_asks_for_what_is_missing(missing: str) -> None:
    rule = [{"issuer": "telc", "place": ["RS", "BA"], "mode": "at_home", "sat_from": "2022-06-23"}]
    told: dict[str, Any] = {"issuer": "telc", "place": "RS", "mode": "at_home", "sat": "2022-06-23"}
    (leaf,) = accepted([result(scores=scores(), **{**told, missing: "unknown"})], exclude=rule)
    assert leaf.wanted == (Wanted("attribute", ("r1", missing)),)
    assert [use.counted for use in leaf.used] == [False]
    for other in ({"issuer": "goethe"}, {"place": "DE"}, {"mode": "test_centre"}, {"sat": "2022-06-22"}):
        if missing not in other:
            assert not accepted([result(scores=scores(), **{**told, missing: "unknown", **other})], exclude=rule)


def test_an_exclusion_may_hang_on_a_clock() -> None:
    rule = [{"sat_until": "cut"}]
    asked: dict[str, Any] = {"exclude": rule, "clocks": {"cut": {}}}
    (leaf,) = accepted([result(scores=scores())], **asked)
    assert leaf.wanted == (Wanted("clock", ("cut",)),)
    assert accepted([result(scores=scores())], dates={"cut": "2025-01-09"}, **asked) == []
    assert ask([{"test": "t", "sum": 1}], [result(scores=scores())], dates={"cut": "2025-01-10"}, **asked).found == {}


def test_any_rule_of_several_refuses_and_a_rule_of_nothing_none() -> None:
    rules = [{"issuer": "ecl"}, {"place": "RS"}]
    way = [{"test": "t", "skills": {"each": 70}}]
    assert status(way, [result(scores=scores(), issuer="telc", place="RS")], exclude=rules) == "gap"
    assert status(way, [result(scores=scores(), issuer="ecl", place="DE")], exclude=rules) == "gap"
    assert status(way, [result(scores=scores(), issuer="telc", place="DE")], exclude=rules) == "met"
    (leaf,) = accepted([result(scores=scores())], exclude=rules)
    assert leaf.wanted == (Wanted("attribute", ("r1", "issuer")), Wanted("attribute", ("r1", "place")))
    assert status(way, [result(scores=scores())], exclude=[{}]) == "met"


def test_a_doubt_is_one_unknown_only_where_the_same_is_accepted() -> None:
    found = [result(scores=scores())]
    named = [
        leaf.quantity for issuer in ("telc", "ecl", "telc") for leaf in accepted(found, exclude=[{"issuer": issuer}])
    ]
    assert named[0] == named[2] != named[1]
    at_home, centre = (accepted(found, way={"mode": mode})[0].quantity for mode in ("at_home", "test_centre"))
    assert at_home != centre


@pytest.mark.parametrize(
    "claims, expected",
    [
        (({"mode": "at_home"}, {"mode": "test_centre"}), "unknown"),
        (({"mode": "unknown_mode"}, {"mode": "at_home"}), "unknown"),
        (({"mode": "at_home"}, {"mode": "at_home"}), "gap"),
        (({"mode": "test_centre"}, {}), "met"),
        (({"language": "de"}, {"language": "fr"}), "unknown"),
        (({"language": "en"}, {"language": "fr"}), "gap"),
        (({"test": "t"}, {"test": "u"}), "unknown"),
    ],
)
def test_claims_in_conflict_are_doubted(claims: tuple[dict[str, Any], ...], expected: str) -> None:
    told = {"mode": "test_centre"} if "mode" not in claims[0] else {}
    found = [result(scores=scores(), **{**told, **claim}) for claim in claims]
    assert status([{"test": "t", "skills": {"each": 70}, "mode": "test_centre"}], found) == expected


REACHED = {"kind": "language-level", "languages": ["de"], "accept": [{"cefr": "A2", "skills": "overall"}], "exam": True}


@pytest.mark.parametrize(
    "field, options, expected",
    [
        ("language", ("de", "en"), "unknown"),
        ("language", ("fr", "en"), "gap"),
        ("exam", (True, False), "unknown"),
        ("cefr", ("A1", "A2"), "unknown"),
        ("cefr", ("A2", "B1"), "met"),
    ],
)
def test_conflicting_claims_on_what_a_module_reaches(field: str, options: tuple[Any, ...], expected: str) -> None:
    plain = dossier(
        "curriculum", id="c", curriculum={"language": "en"}, complete=["modules:c"],
        modules=[{"id": "m1", "reaches": {"language": "de", "cefr": "A2", "exam": True}}],
    )  # fmt: skip
    module = plain.modules[0]
    assert module.reaches is not None
    reaches = module.reaches.model_copy(update={field: Either(options)})
    doubtful: Dossier = plain.model_copy(update={"modules": (module.model_copy(update={"reaches": reaches}),)})
    rules = ruleset({"it": REACHED}, subject="curriculum")
    assert stands(case(rules, plain).measured("it").tree) == "met"
    assert stands(case(rules, doubtful).measured("it").tree) == expected


def test_a_module_has_no_age() -> None:
    shown = dossier(
        "curriculum", id="c", curriculum={"language": "en"},
        modules=[{"id": "m1", "reaches": {"language": "de", "cefr": "A2", "exam": True}}],
    )  # fmt: skip
    assert stands(measured({**REACHED, "max_age": "P2Y"}, shown, subject="curriculum").tree) == "met"
