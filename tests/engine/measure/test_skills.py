"""Skills of ESCO in a coverage: by address, by label in any imported language, upwards; and what is left open."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest

from recognition.catalogue.esco_import import import_esco
from recognition.catalogue.standards import Standards
from recognition.engine.measure import open_case
from tests.engine.build import Lists, day, dossier, leaves, ruleset, table
from tests.esco_made import ARC, BREAD, SKILL, TIG, WELDING, download

Ends = tuple[int | None, int | None]
LISTED = table(
    "xx.skills", ["id"],
    [
        {"id": WELDING, "label": "Welding"},
        {"id": TIG, "label": "Welding with tungsten"},
        {"id": "esco:s2", "label": "Bakery"},
        {"id": "law", "label": "Health law"},
    ],
)  # fmt: skip
NOTHING: dict[str, Ends] = {WELDING: (0, 0), TIG: (0, 0), "esco:s2": (0, 0), "law": (0, 0)}
MAYBE = (0, 1)
SURE = (1, 1)


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("esco") / "esco.sqlite"
    import_esco(download(place.with_name("download")), place)
    return place


def asked(module: dict[str, Any], store: Path | None, **fields: Any) -> dict[str, Ends]:
    """What a complete programme of one module shows of each entry."""
    lists: Any = Lists(LISTED)
    lists.esco = Standards([], store).esco
    rules = ruleset({"it": {"kind": "coverage", "entries": "xx.skills", **fields}})
    shown = dossier(qualifications=[{"id": "q1", "modules": [{"id": "m1", **module}]}], complete=["modules:q1"])
    case = open_case(rules, shown, day("2026-06-01"), cast(Standards, lists), focus=shown.qualifications[0])
    return {leaf.label: (leaf.low, leaf.high) for leaf in leaves(case.measured("it").tree)}


def test_a_skill_meets_its_own_address_however_it_is_written(stored: Path) -> None:
    for written in (TIG, "esco:s1-tig", "https://data.europa.eu/esco/skill/s1-tig"):
        assert asked({"outcomes": [written]}, stored)[TIG] == SURE


def test_a_skill_meets_what_it_is_a_kind_of(stored: Path) -> None:
    assert asked({"outcomes": [TIG]}, stored) == {**NOTHING, WELDING: SURE, TIG: SURE}
    assert asked({"outcomes": [BREAD]}, stored) == {**NOTHING, "esco:s2": SURE}


def test_a_broader_skill_only_may_hold_the_one_asked(stored: Path) -> None:
    assert asked({"outcomes": [ARC]}, stored) == {**NOTHING, WELDING: SURE, TIG: MAYBE}


def test_a_skill_elsewhere_in_the_hierarchy_shows_nothing(stored: Path) -> None:
    assert asked({"outcomes": [f"{SKILL}G1"]}, stored) == {**NOTHING, WELDING: MAYBE, TIG: MAYBE}
    assert asked({"outcomes": [BREAD]}, stored)[WELDING] == (0, 0)


@pytest.mark.parametrize("store", [True, False])
def test_an_unknown_skill_leaves_every_skill_open_and_nothing_else(stored: Path, store: bool) -> None:
    module = {"outcomes": [f"{SKILL}of-another-edition"]}
    expected = {WELDING: MAYBE, TIG: MAYBE, "esco:s2": MAYBE, "law": (0, 0)}
    assert asked(module, stored if store else None) == expected


def test_without_a_store_an_address_still_meets_itself(stored: Path) -> None:
    found = asked({"outcomes": [WELDING]}, None)
    assert found == {WELDING: SURE, TIG: MAYBE, "esco:s2": MAYBE, "law": (0, 0)}


BY_LABEL = {"match": ["id", "label"]}


@pytest.mark.parametrize(
    "title, expected",
    [
        ({"en": "Fuse metal"}, {WELDING: SURE, TIG: MAYBE}),
        ({"de": "Lichtbogenschweißen"}, {WELDING: SURE, TIG: MAYBE}),
        ({"und": "LICHTBOGENSCHWEISSEN"}, {WELDING: SURE, TIG: MAYBE}),
        ({"en": "arc work"}, {WELDING: MAYBE, TIG: MAYBE}),  # two skills are called so
        ({"en": "Bake"}, {"esco:s2": SURE}),  # the skill of that name, not the one for which it is another word
    ],
)
def test_a_label_in_any_imported_language_means_its_skill(
    stored: Path, title: dict[str, str], expected: dict[str, Ends]
) -> None:
    found = asked({"title": title}, stored, **BY_LABEL)
    assert {entry: found[entry] for entry in expected} == expected
    assert found["law"][0] == 0


def test_a_label_counts_in_the_language_in_which_it_is_written(stored: Path) -> None:
    assert asked({"title": {"de": "Gift"}}, stored, **BY_LABEL)["esco:s2"] == SURE  # bread, a kind of baking
    assert asked({"title": {"und": "Gift"}}, stored, **BY_LABEL)["esco:s2"] == MAYBE  # bread or baking
    english = {"title": {"en": "Gift"}, "outcomes": [WELDING]}
    assert asked(english, stored, **BY_LABEL)["esco:s2"] == (0, 0)  # no English skill is called so


def test_labels_say_nothing_where_only_ids_are_matched(stored: Path) -> None:
    module = {"title": {"en": "Fuse metal"}, "area": "law", "outcomes": [BREAD]}
    assert asked(module, stored)[WELDING] == (0, 0)


@pytest.mark.parametrize("store", [True, False])
@pytest.mark.parametrize("more", [{}, {"outcomes": ["guild-7"]}])
def test_no_title_and_no_area_rules_a_skill_out(stored: Path, store: bool, more: dict[str, Any]) -> None:
    """A transcript that names subjects and hours says nothing of the single skills that were learnt in them."""
    module = {"title": {"en": "Ward practice"}, "area": "practice", "hours": 100, **more}
    found = asked(module, stored if store else None, **BY_LABEL)
    assert found == {WELDING: MAYBE, TIG: MAYBE, "esco:s2": MAYBE, "law": (0, 0)}


def test_a_statement_of_a_framework_is_ruled_out_by_outcomes_only() -> None:
    rows = [
        {"id": "W.1", "label": "Weld with an arc", "kind": "statement"},
        {"id": "W.2", "label": "Weld with tungsten", "kind": "skill"},
        {"id": "law", "label": "Health law", "kind": "part"},
    ]
    lists = Lists(table("xx.statements", ["id"], rows))
    rules = ruleset({"it": {"kind": "coverage", "entries": "xx.statements", **BY_LABEL}})
    for module, expected in (
        ({"title": {"en": "Ward practice"}, "area": "practice"}, [MAYBE, MAYBE, (0, 0)]),
        ({"title": {"en": "Ward practice"}, "outcomes": [BREAD]}, [MAYBE, MAYBE, (0, 0)]),
        ({"title": {"en": "Weld with an arc"}, "area": "practice"}, [SURE, MAYBE, (0, 0)]),
        ({"title": {"en": "Ward practice"}, "outcomes": ["W.1"]}, [SURE, (0, 0), (0, 0)]),
    ):
        shown = dossier(qualifications=[{"id": "q1", "modules": [{"id": "m1", **module}]}], complete=["modules:q1"])
        case = open_case(rules, shown, day("2026-06-01"), cast(Standards, lists), focus=shown.qualifications[0])
        assert [(leaf.low, leaf.high) for leaf in leaves(case.measured("it").tree)] == expected


def test_hours_of_a_skill_under_two_entries_are_not_counted_twice(stored: Path) -> None:
    found = asked({"outcomes": [TIG], "hours": 40}, stored, each={"at_least": 30})
    assert (found[WELDING], found[TIG]) == ((0, 4000), (0, 4000))
    assert asked({"outcomes": [BREAD], "hours": 40}, stored, each={"at_least": 30})["esco:s2"] == (4000, 4000)


def test_a_list_without_skills_never_opens_the_store() -> None:
    plain = table("xx.skills", ["id"], [{"id": "law", "label": "Health law"}])
    rules = ruleset({"it": {"kind": "coverage", "entries": "xx.skills"}})
    shown = dossier(qualifications=[{"id": "q1", "modules": [{"id": "m1", "outcomes": [TIG]}]}])
    case = open_case(rules, shown, day("2026-06-01"), cast(Standards, Lists(plain)), focus=shown.qualifications[0])
    assert case.measured("it") is not None  # Lists has no store; asking for it would raise


def test_a_part_and_the_whole_that_it_stands_in_leave_each_other_open() -> None:
    rows = [
        {"id": "W", "label": "Welding", "kind": "statement"},
        {"id": "W.1", "label": "Arc", "kind": "statement", "part_of": "W"},
        {"id": "W.1.a", "label": "Arc of steel", "kind": "statement", "part_of": "W.1"},
        {"id": "B", "label": "Baking", "kind": "statement"},
        {"id": "C", "label": "Circle", "kind": "statement", "part_of": "D"},
        {"id": "D", "label": "Ring", "kind": "statement", "part_of": "C"},
    ]
    lists = Lists(table("xx.statements", ["id"], rows))
    no = (0, 0)
    for outcome, expected in (
        ("W.1", [MAYBE, SURE, MAYBE, no, no, no]),
        ("W", [SURE, MAYBE, MAYBE, no, no, no]),
        ("C", [no, no, no, no, SURE, MAYBE]),
    ):
        rules = ruleset({"it": {"kind": "coverage", "entries": "xx.statements"}})
        shown = dossier(qualifications=[{"id": "q1", "modules": [{"outcomes": [outcome]}]}], complete=["modules:q1"])
        case = open_case(rules, shown, day("2026-06-01"), cast(Standards, lists), focus=shown.qualifications[0])
        assert [(leaf.low, leaf.high) for leaf in leaves(case.measured("it").tree)] == expected


def test_hours_of_a_part_may_lie_in_the_whole() -> None:
    rows = [
        {"id": "ward", "label": "Ward", "kind": "part"}, {"id": "night", "kind": "part", "part_of": "ward"},
        {"id": "law", "label": "Health law"},
    ]  # fmt: skip
    rules = ruleset({"it": {"kind": "coverage", "entries": "xx.parts", "each": {"at_least": 30}, "unit": "hours"}})
    modules = [{"area": "night", "hours": 40}, {"area": "law", "hours": 20}]
    shown = dossier(qualifications=[{"id": "q1", "modules": modules}], complete=["modules:q1"])
    lists = cast(Standards, Lists(table("xx.parts", ["id"], rows)))
    case = open_case(rules, shown, day("2026-06-01"), lists, focus=shown.qualifications[0])
    assert [(leaf.low, leaf.high) for leaf in leaves(case.measured("it").tree)] == [
        (0, 4000), (4000, 4000), (2000, 2000),
    ]  # fmt: skip
