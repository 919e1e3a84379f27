"""coverage: entries present and in hours, by id and by label, k of n, work set against what is short."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognition.engine.measured import Comparison, Count, Wanted
from tests.engine.build import case, dossier, leaves, measured, ruleset, table

AREAS = table(
    "xx.areas", ["id"],
    [
        {"id": "acute", "label": "Acute care", "group": "practice", "hours": 100, "line": {"between": [1, 100]}},
        {"id": "psychiatry", "label": "Psychiatric care, of all ages", "aliases": ["Psychiatry"], "group": "practice",
         "hours": 120, "line": {"between": [1, 120]}},
        {"id": "law", "label": "Health law", "group": "theory", "hours": 40, "line": "unknown"},
        {"id": "old", "label": "Gone", "group": "theory", "until": "2024-12-31", "hours": 10},
    ],
)  # fmt: skip
BASE = {"kind": "coverage", "entries": "xx.areas"}
HOURS = {**BASE, "each": {"at_least": "hours"}, "where": {"group": "practice"}}
BOTH = {"match": ["id", "label"]}


def programme(*modules: dict[str, Any], complete: bool = True, experience: Any = None, **more: Any) -> Any:
    named = [{"id": f"m{number}", **module} for number, module in enumerate(modules, 1)]
    names = ["modules:q1"] if complete else []
    return dossier(
        qualifications=[{"id": "q1", "modules": named}], complete=[*names, *more.pop("also", [])],
        experience=experience or [], **more,
    )  # fmt: skip


def entries(shown: Any, base: dict[str, Any] = BASE, **fields: Any) -> dict[str, tuple[int | None, int | None]]:
    about = {name: fields.pop(name) for name in ("on", "parameters", "tables") if name in fields}
    tree = measured({**base, **fields}, shown, **{"tables": (AREAS,), **about}).tree
    return {leaf.label: (leaf.low, leaf.high) for leaf in leaves(tree)}


def test_every_entry_in_force_is_one_comparison() -> None:
    assert entries(programme()) == {"acute": (0, 0), "psychiatry": (0, 0), "law": (0, 0)}
    assert "old" in entries(programme(), on="2024-12-31")
    assert entries(programme(), where={"group": "theory"}) == {"law": (0, 0)}


def test_an_absent_entry_is_open_unless_modules_are_complete() -> None:
    assert entries(programme({"area": "acute"}, complete=False))["law"] == (0, None)
    assert entries(programme({"area": "acute"}))["law"] == (0, 0)


SISTERS = table("xx.wards", ["id"], [{"id": "night", "label": "Night duty"}])
ELSEWHERE = table("yy.areas", ["id"], [{"id": "langzeit", "label": "Langzeitpflege"}])


@pytest.mark.parametrize(
    "named, told",
    [
        ("old", True),  # of the list, though of another day
        ("night", True),  # of a sister in the same standard
        ("http://data.europa.eu/esco/skill/1", True),  # of ESCO, which has no entry here
        ("langzeit", False),  # of another standard
        ("ANAT101", False),  # of nobody but the institute
    ],
)
def test_an_id_of_another_vocabulary_says_nothing_of_the_list(named: str, told: bool) -> None:
    shown = programme({"outcomes": [named]}, {"area": "acute"})
    high = 0 if told else 1
    tables = (AREAS, SISTERS, ELSEWHERE)
    assert entries(shown, tables=tables) == {"acute": (1, 1), "psychiatry": (0, high), "law": (0, high)}
    titled = programme({"outcomes": [named], "title": {"en": "Something else"}}, {"area": "acute"})
    assert entries(titled, tables=tables, **BOTH)["law"] == (0, 0)


@pytest.mark.parametrize(
    "module", [{"area": "acute"}, {"subject": "acute"}, {"subjects": ["acute"]}, {"outcomes": ["acute"]}]
)
def test_a_module_names_its_entry(module: dict[str, Any]) -> None:
    assert entries(programme(module)) == {"acute": (1, 1), "psychiatry": (0, 0), "law": (0, 0)}


@pytest.mark.parametrize(
    "title, ends",
    [
        ({"en": "PSYCHIATRIC  care, of all ages"}, (1, 1)),
        ({"en": "psychiatry"}, (1, 1)),
        ({"en": "Psychiatry in practice"}, (0, 1)),
        ({"en": "Psychiatric care of all age"}, (0, 1)),
        ({"en": "Welding"}, (0, 0)),
        ({"und": "Welding"}, (0, 0)),
        ({"ro": "Sudură"}, (0, 1)),
        ({"de": "Schweißen"}, (0, 1)),
        ({"fr": "Soudage"}, (0, 1)),
        ({}, (0, 1)),
    ],
)
def test_a_label_is_the_same_resembles_or_differs(title: dict[str, str], ends: tuple[int, int]) -> None:
    assert entries(programme({"title": title}), **BOTH)["psychiatry"] == ends


def test_a_title_says_nothing_where_only_ids_are_matched() -> None:
    assert entries(programme({"title": {"en": "Welding"}}))["acute"] == (0, 1)


def test_a_module_placed_elsewhere_does_not_resemble() -> None:
    module = {"area": "law", "title": {"en": "Psychiatry in practice"}}
    assert entries(programme(module), **BOTH)["psychiatry"] == (0, 0)


def test_a_part_belongs_to_what_the_module_around_it_teaches() -> None:
    outer = {"id": "outer", "area": "acute"}
    inner = {"part_of": "outer", "title": {"en": "Part one"}, "hours": 60}
    assert entries(programme(outer, inner), HOURS, **BOTH)["acute"] == (6000, 6000)


def test_hours_of_an_entry_are_added_and_compared_with_its_line() -> None:
    shown = programme({"area": "acute", "hours": 60}, {"area": "acute", "hours": 39})
    assert entries(shown, HOURS) == {"acute": (9900, 9900), "psychiatry": (0, 0)}
    tree = measured({**HOURS, "each": {"at_least": "line"}}, shown, tables=(AREAS,)).tree
    assert [leaf.need[:2] for leaf in leaves(tree)] == [(100, 10000), (100, 12000)]


def test_a_line_that_the_list_does_not_know_is_no_need() -> None:
    tree = measured({**HOURS, "each": {"at_least": "line"}, "where": {"id": "law"}}, programme(), tables=(AREAS,)).tree
    (leaf,) = leaves(tree)
    assert leaf.need[:2] == (None, None)
    assert Wanted("law", ("xx.areas",)) in leaf.wanted


@pytest.mark.parametrize("on, need", [("2025-12-31", 5000), ("2026-06-01", 0)])
def test_what_an_entry_that_may_be_gone_asks_is_never_a_gap(on: str, need: int) -> None:
    fading = table("xx.areas", ["id"], [{"id": "fading", "hours": 50, "until": "2026"}])
    (leaf,) = leaves(measured({**BASE, "each": {"at_least": "hours"}}, programme(), tables=(fading,), on=on).tree)
    assert (leaf.low, leaf.high, leaf.need[:2]) == (0, 0, (need, 5000))


def test_credits_of_two_systems_are_never_added() -> None:
    asked = {**BASE, "unit": "credits", "each": {"at_least": 30}, "where": {"id": "acute"}}

    def shown(*systems: str) -> Any:
        return programme(*({"area": "acute", "credits": {"amount": 20, "system": one}} for one in systems))

    assert entries(shown("ects", "ects"), asked) == {"acute": (4000, 4000)}
    assert entries(shown("ects", "ca"), asked) == {"acute": (0, None)}


def test_one_line_may_hold_for_all_entries() -> None:
    tree = measured({**HOURS, "each": {"at_least": 25}}, programme(), tables=(AREAS,)).tree
    assert [leaf.need[:2] for leaf in leaves(tree)] == [(2500, 2500), (2500, 2500)]


def test_hours_not_told_leave_the_entry_open() -> None:
    assert entries(programme({"area": "acute", "hours": 60}, {"area": "acute"}), HOURS)["acute"] == (6000, None)


def test_hours_of_a_module_of_several_entries_are_not_counted_twice() -> None:
    shown = programme({"subjects": ["acute", "psychiatry"], "hours": 120})
    assert entries(shown, HOURS) == {"acute": (0, 12000), "psychiatry": (0, 12000)}
    assert entries(shown)["acute"] == (1, 1)


@pytest.mark.parametrize("status, ends", [("passed", (1, 1)), (None, (1, 1)), ("failed", (0, 0)), ("planned", (0, 0))])
def test_what_is_not_done_is_not_taught(status: str | None, ends: tuple[int, int]) -> None:
    assert entries(programme({"area": "acute", "status": status}))["acute"] == ends


def test_assessment_may_be_asked_too() -> None:
    assert entries(programme({"area": "acute"}), assessed=True)["acute"] == (0, 1)
    assert entries(programme({"area": "acute", "assessment": "test"}), assessed=True)["acute"] == (1, 1)


@pytest.mark.parametrize(
    "at_least, k, combiner",
    [("all", 3, "all"), (2, 2, "count"), ("9/10", 3, "all"), ("1/2", 2, "count"), ("1/3", 1, "count")],
)
def test_as_many_entries_as_asked_rounded_up(at_least: Any, k: int, combiner: str) -> None:
    tree = measured({**BASE, "at_least": at_least}, programme(), tables=(AREAS,)).tree
    assert isinstance(tree, Count)
    assert (tree.k, tree.combiner) == (k, combiner)


def test_a_list_outside_the_days_it_is_known_gives_no_need() -> None:
    old = table("xx.areas", ["id"], [{"id": "acute", "label": "Acute care"}], known=("2000-01-01", "2025-12-31"))
    (leaf,) = leaves(measured(BASE, programme({"area": "acute"}), tables=(old,)).tree)
    assert leaf.need[:2] == (None, None)
    assert Wanted("list_not_current", ("xx.areas",)) in leaf.wanted


def test_no_entry_is_unknown_law() -> None:
    tree = measured({**BASE, "where": {"group": "none"}}, programme(), tables=(AREAS,)).tree
    assert isinstance(tree, Comparison)
    assert tree.need[:2] == (None, None)


def test_an_entry_rests_on_the_basis_of_its_row() -> None:
    weak = table("xx.areas", ["id"], [{"id": "acute", "basis": "recalled"}, {"id": "law"}])
    assert [leaf.basis for leaf in leaves(measured(BASE, programme(), tables=(weak,)).tree)] == ["recalled", "read"]


WORK = {"start": "2020-01-01", "end": "2020-12-31", "share": 1, "area": "acute"}
RATE = {"rate": {"unit": "hours", "values": [{"from": "always", "is": 10, "cite": "act 1"}]}}
NO_RATE = {"rate": {"unit": "hours", "values": [{"from": "always", "is": "unknown", "cite": "act 1"}]}}
REDUCED = {**HOURS, "reduced_by": {"experience": {"where": {}, "area": "entry"}, "rate": "$rate"}}


def worked(*items: dict[str, Any], known: bool = True, rate: Any = RATE) -> dict[str, Any]:
    named = [{"id": f"e{n}", **item} for n, item in enumerate(items)]
    shown = programme(experience=named, also=["experience"] if known else [])
    return entries(shown, REDUCED, parameters=rate)


def test_months_of_work_in_the_area_times_the_rate_are_added() -> None:
    assert worked(WORK) == {"acute": (12000, 12000), "psychiatry": (0, 0)}
    assert worked({**WORK, "area": "law"}) == {"acute": (0, 0), "psychiatry": (0, 0)}
    assert worked({**WORK, "share": None})["acute"] == (0, 12000)


def test_work_without_an_area_may_be_anywhere() -> None:
    assert worked({**WORK, "area": None}) == {"acute": (0, 12000), "psychiatry": (0, 12000)}


def test_work_without_a_rate_is_for_the_authority_to_weigh() -> None:
    assert worked(WORK, rate=NO_RATE) == {"acute": (0, None), "psychiatry": (0, 0)}
    assert worked(rate=NO_RATE) == {"acute": (0, 0), "psychiatry": (0, 0)}
    shown = programme(experience=[{"id": "e1", **WORK}], also=["experience"])
    tree = measured(REDUCED, shown, tables=(AREAS,), parameters=NO_RATE).tree
    assert Wanted("weigh", ("acute",)) in leaves(tree)[0].wanted


def test_work_not_declared_complete_leaves_every_entry_open() -> None:
    assert worked(WORK, known=False) == {"acute": (12000, None), "psychiatry": (0, None)}


def test_modules_of_a_once_group_only_may_count() -> None:
    fields = {**BASE, "once": "g"}
    asked = case(ruleset({"one": fields, "two": fields}), programme({"area": "acute"}), tables=(AREAS,))
    assert next((leaf.low, leaf.high) for leaf in leaves(asked.measured("one").tree)) == (0, 1)


modules = st.lists(
    st.fixed_dictionaries({
        "area": st.sampled_from(["acute", "psychiatry", None]),
        "title": st.sampled_from([{"en": "Acute care"}, {"en": "Psychiatry one"}, {"ro": "Sudură"}, {}]),
        "hours": st.one_of(st.none(), st.integers(0, 90)),
    }),
    max_size=5,
)  # fmt: skip


@given(modules, modules)
@settings(max_examples=60, deadline=None)
def test_more_modules_never_lower_an_entry_and_order_never_matters(found: list[Any], more: list[Any]) -> None:
    for fields in (BASE, HOURS):
        shown = entries(programme(*found), fields, **BOTH)
        assert entries(programme(*reversed(found)), fields, **BOTH) == shown
        for name, (low, _) in entries(programme(*found, *more), fields, **BOTH).items():
            before, high = shown[name]
            assert low is not None
            assert before is not None
            assert low >= before
            assert high is None or high >= before
