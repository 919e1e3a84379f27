"""Law that several rulesets share: prefixes, what a part asks for, routes taken over, parts of parts."""

from __future__ import annotations

from pathlib import Path

import pytest

from recognition.catalogue.lint.run import lint
from recognition.catalogue.loaded import Ruleset
from recognition.catalogue.rulesets import load_ruleset
from recognition.foundations.problems import InvalidRuleset
from tests.catalogue.conftest import Write

PART = """
asks: {essential: requirement, window: parameter}
clocks: {attestation: {from: document.attestation.issued}}
parameters: {least: {unit: months, values: [{from: always, is: 36, cite: "act § 1"}]}}
facts: {asked: {type: yes_no}, never_asked: {type: yes_no}}
requirements:
  found_day: {kind: list-member, list: countries.groups, key: {group: eu, country: focus.country}, cite: "act § 1"}
  late: {kind: date-order, day: focus.issued, after: found:found_day.from, cite: "act § 2"}
  run: {kind: experience, once: shared, unit: months, at_least: $least, how: total, part_time: equivalent,
        window: {length: $window, before: attestation}, when: [essential], cite: "act § 3"}
  stated: {kind: stated-fact, fact: asked, is: true, cite: "act § 4"}
  unreached: {kind: stated-fact, fact: never_asked, is: true, cite: "act § 5"}
routes:
  - {id: right, open_when: [essential], needs: [late: {remedies: [course]}], watch: [stated], steps: [file_it],
     cite: "act § 6"}
  - {id: unused, needs: [unreached: {term: no}], cite: "act § 6"}
remedies: {course: {type: course, keeps_open: true, steps: [learn], cite: "act § 7"}}
steps:
  learn: {after: [file_it], when: {remedy: course}}
  file_it: {}
  afterwards: {when: {route: right, outcome: positive}}
  unreached_step: {when: {gap: unreached}}
"""
USER = """
uses: {p: {part: xx/part, with: {essential: mine, window: five_years}}}
parameters: {five_years: {unit: years, values: [{from: always, is: 5, cite: "act § 1"}]}}
requirements:
  mine: {kind: stated-fact, fact: focus.occupation, is: nurse, cite: "act § 1"}
  also: {kind: all-of, parts: [mine, p.run]}
stages: [{id: stage, headline: true}]
routes: [{id: taken, take: p.right, stage: stage, needs: [also: {term: no}], watch: [mine], steps: [later]}]
steps: {later: {after: [p.learn]}}
"""


def loaded(write: Write, part: str = PART, user: str = USER) -> Ruleset:
    write("xx/part", part)
    return load_ruleset(write("xx/user", user))


def codes(wrong: InvalidRuleset) -> list[str]:
    return [problem.code for problem in wrong.problems]


def test_every_name_of_a_part_carries_its_prefix(write: Write) -> None:
    ruleset = loaded(write)
    late, run = ruleset.requirements["p.late"], ruleset.requirements["p.run"]
    assert late.after == "found:p.found_day.from"
    assert late.cite is not None
    assert late.cite.source == "p.act"
    assert ruleset.cited(late.cite)[0] is ruleset.sources["p.act"]
    assert (run.at_least, run.once) == ("$p.least", "p.shared")
    assert ruleset.steps["p.learn"].after == ("p.file_it",)
    assert ruleset.remedies["p.course"].steps == ("p.learn",)


def test_what_a_part_asks_for_is_filled_in(write: Write) -> None:
    run = loaded(write).requirements["p.run"]
    assert run.when == ("mine",)
    assert run.window is not None
    assert run.window.length == "$five_years"


def test_clocks_and_facts_are_one_whoever_asks(write: Write) -> None:
    ruleset = loaded(write)
    assert set(ruleset.clocks) == {"attestation"}
    assert ruleset.requirements["p.run"].window.before == "attestation"
    assert set(ruleset.facts) == {"asked"}


def test_a_taken_route_gains_and_loses_nothing(write: Write) -> None:
    (route,) = loaded(write).routes
    assert (route.id, route.stage, route.open_when) == ("taken", "stage", ("mine",))
    assert [need.id for need in route.needs] == ["p.late", "also"]
    assert route.needs[0].remedies == ("p.course",)
    assert route.watch == ("p.stated", "mine")
    assert route.steps == ("p.file_it", "later")


def test_a_parts_step_follows_its_route_to_the_id_it_was_taken_under(write: Write) -> None:
    assert loaded(write).steps["p.afterwards"].when[0].route == ("taken",)


def test_a_route_taken_without_an_id_keeps_the_parts_name(write: Write) -> None:
    user = USER.replace("id: taken, ", "").replace("later: {", "later: {routes: [p.right], ")
    ruleset = loaded(write, user=user)
    assert ruleset.routes[0].id == "p.right"
    assert ruleset.steps["later"].routes == ("p.right",)
    assert ruleset.steps["p.afterwards"].when[0].route == "p.right"


def test_what_nothing_reaches_of_a_part_is_left_out(write: Write) -> None:
    ruleset = loaded(write)
    assert "p.unreached" not in ruleset.requirements
    assert "p.unreached_step" not in ruleset.steps
    assert "never_asked" not in ruleset.facts


def test_levels_come_after_all_that_they_read(write: Write) -> None:
    ruleset = loaded(write)
    at = {name: number for number, level in enumerate(ruleset.levels) for name in level}
    assert at["p.found_day"] < at["p.late"]
    assert at["mine"] < at["p.run"] < at["also"]
    assert sorted(at) == sorted(ruleset.requirements)


def test_parts_may_use_parts(write: Write) -> None:
    write("xx/partbase", 'requirements: {base: {kind: stated-fact, fact: focus.mode, is: dual, cite: "act § 1"}}')
    write("xx/part", "uses: {b: xx/partbase}\nrequirements: {both: {kind: all-of, parts: [b.base]}}")
    ruleset = load_ruleset(
        write(
            "xx/user",
            "uses: {p: xx/part}\nrequirements: {}\nstages: [{id: stage, headline: true}]\n"
            'routes: [{id: way, stage: stage, needs: [p.both: {term: no}], cite: "act § 1"}]',
        )
    )
    assert set(ruleset.requirements) == {"p.both", "p.b.base"}
    assert ruleset.requirements["p.both"].parts == ("p.b.base",)
    assert ruleset.parts == {"p": "xx/part", "p.b": "xx/partbase"}
    assert set(ruleset.sources) >= {"p.b.act"}


def test_parts_that_use_each_other_are_refused(write: Write) -> None:
    write("xx/partone", "uses: {two: xx/parttwo}\nrequirements: {}")
    write("xx/parttwo", "uses: {one: xx/partone}\nrequirements: {}")
    with pytest.raises(InvalidRuleset) as caught:
        load_ruleset(write("xx/user", USER.replace("xx/part,", "xx/partone,")))
    assert "RL037" in codes(caught.value)
    (cycle,) = [problem for problem in caught.value.problems if problem.code == "RL037"]
    assert (cycle.place.document, cycle.place.line) == ("xx/parttwo/part.yaml", 7)


@pytest.mark.parametrize(
    "old, new, code, hint",
    [
        ("essential: mine, ", "", "RL030", None),
        (", window: five_years", "", "RL032", None),
        ("essential: mine", "esential: mine", "RL001", "did you mean 'essential'?"),
        ("essential: mine", "essential: mien", "RL030", "did you mean 'mine'?"),
        ("essential: mine", "essential: true", "RL003", None),
        ("take: p.right", "take: p.rigth", "RL030", "did you mean 'p.right'?"),
        ("watch: [mine]", "gives: partial", "RL009", None),
        ("also: {term: no}", "p.late: {if_gap: discretion}", "RL009", None),
        ("xx/part,", "xx/prat,", "RL030", "did you mean 'xx/part'?"),
    ],
)
def test_a_part_is_used_as_it_says(write: Write, old: str, new: str, code: str, hint: str | None) -> None:
    assert old in USER
    with pytest.raises(InvalidRuleset) as caught:
        loaded(write, user=USER.replace(old, new))
    misspelt_and_so_not_given = ["RL030"] if code == "RL001" else []
    assert codes(caught.value) == [*misspelt_and_so_not_given, code]
    problem = caught.value.problems[-1]
    assert problem.place.document == "xx/user/ruleset.yaml"
    assert problem.place.line is not None
    if hint:
        assert problem.hint == hint


def test_a_fact_shared_with_a_part_is_the_same_in_both(write: Write) -> None:
    with pytest.raises(InvalidRuleset) as caught:
        loaded(write, user=USER + "facts: {asked: {type: day}}\n")
    assert "RL006" in codes(caught.value)
    assert loaded(write, user=USER + "facts: {asked: {type: yes_no}}\n").facts["asked"].type == "yes_no"


def test_what_may_not_apply_cannot_fill_a_condition_of_a_part(write: Write) -> None:
    user = USER.replace("is: nurse,", "is: nurse, in_force: {from: 2020-01-01},")
    with pytest.raises(InvalidRuleset) as caught:
        loaded(write, user=user)
    assert [problem.place.path for problem in caught.value.problems if problem.code == "RL036"] == [
        "/uses/p/with/essential"
    ]


def test_a_fault_of_a_part_is_told_at_its_own_file(write: Write) -> None:
    with pytest.raises(InvalidRuleset) as caught:
        loaded(write, part=PART.replace("how: total", "how: toal"))
    (problem,) = [problem for problem in caught.value.problems if problem.code == "RL003"]
    assert problem.place.document == "xx/part/part.yaml"


def test_what_makes_a_part_unusable_stops_its_users(write: Write) -> None:
    with pytest.raises(InvalidRuleset) as caught:
        loaded(write, part=PART.replace("after: found:found_day.from", "after: found:found_dya.from"))
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.document) == ("RL030", "xx/part/part.yaml")
    assert problem.hint == "did you mean 'found_day'?"


def test_a_part_can_be_linted_alone(write: Write, tmp_path: Path) -> None:
    write("xx/part", PART)
    found = {problem.code for problem in lint("xx/part", root=tmp_path)}
    assert found == {"RL007"}
