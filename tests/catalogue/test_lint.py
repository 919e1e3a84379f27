"""Wrong rulesets, each refused at the right line and column with the right code and the nearest right word.

The first line of each file under `wrong/` says what must be found: `# refused: CODE LINE:COLUMN [hint]`.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from recognition.catalogue.lint.applicability import can_be_not_applicable
from recognition.catalogue.lint.essential import ESSENTIAL
from recognition.catalogue.lint.run import CHECKS, lint
from recognition.catalogue.rulesets import load_ruleset
from recognition.foundations.codes_ruleset import CODES
from recognition.foundations.problems import InvalidRuleset, Problem
from recognition.model.requirements import AnyRequirement

HERE = Path(__file__).parent
WRONG = sorted((HERE / "wrong").rglob("*.yaml"))
EXPECTED = re.compile(r"# refused: (RL[0-9]{3}) ([0-9]+):([0-9]+)(?: (.*))?")
ON = date(2026, 11, 23)


def expected(path: Path) -> tuple[str, int, int, str | None]:
    match = EXPECTED.fullmatch(path.read_text(encoding="utf-8").splitlines()[0])
    assert match, f"{path.name} does not say what must be found"
    return match[1], int(match[2]), int(match[3]), match[4]


def found(problem: Problem) -> tuple[str, int | None, int | None]:
    return problem.code, problem.place.line, problem.place.column


def wrong_rulesets() -> list[Path]:
    return [path for path in WRONG if EXPECTED.match(path.read_text(encoding="utf-8"))]


def _name(path: Path) -> str:
    return path.parent.name if path.stem in ("ruleset", "part") else path.stem


@pytest.mark.parametrize("path", wrong_rulesets(), ids=_name)
def test_wrong_ruleset_is_refused_at_its_fault(path: Path) -> None:
    code, line, column, hint = expected(path)
    problems = lint(path, on=ON)
    assert [found(problem) for problem in problems] == [(code, line, column)], "\n".join(map(str, problems))
    if hint is not None:
        assert problems[0].hint == hint


def test_right_rulesets_have_no_problem() -> None:
    assert lint(HERE / "right" / "small.yaml", on=ON) == []


def test_every_code_before_the_cases_has_a_wrong_ruleset() -> None:
    shown = {expected(path)[0] for path in wrong_rulesets()}
    assert shown == {code for code in CODES if code < "RL070"}


def test_what_makes_a_ruleset_unusable_stops_loading_too() -> None:
    essential = {check.__name__ for check in ESSENTIAL}
    assert essential <= {check.__name__ for check in CHECKS}
    refused = {"unknown_requirement", "decides_itself", "hole_between_rows", "overlap", "unknown_kind", "two_headlines"}
    for path in wrong_rulesets():
        if path.stem in refused:
            with pytest.raises(InvalidRuleset) as caught:
                load_ruleset(path)
            code, line, column, _ = expected(path)
            assert (code, line, column) in [found(problem) for problem in caught.value.problems]
            refused.discard(path.stem)
    assert not refused


def test_what_is_only_bad_style_does_not_stop_loading() -> None:
    load_ruleset(HERE / "wrong" / "unused_source.yaml")
    load_ruleset(HERE / "wrong" / "fee_without_day.yaml")


def test_overdue_check_depends_on_the_day_of_looking() -> None:
    path = HERE / "right" / "small.yaml"
    assert [problem.code for problem in lint(path, on=date(2099, 1, 2))] == ["RL015"]
    assert lint(path, on=date(2099, 1, 1)) == []


GROUPS = "groups: [{of: [high, low], highest: true}]"
CHANGE = "{from: always, is: 24,"
BETWEEN = "{from: 2025-01-01, is: 36"


@pytest.mark.parametrize(
    "changes, codes",
    [
        ({CHANGE: "{from: always, until: 2024-12-31, is: 24,"}, []),
        ({CHANGE: "{from: always, until: 2025-01-01, is: 24,"}, ["RL021"]),
        ({CHANGE: "{from: always, until: 2024-12-30, is: 24,"}, ["RL020"]),
        ({CHANGE: "{from: 2025-01-01, is: 24,"}, ["RL020", "RL021"]),
        ({BETWEEN: "{from: {between: [2025-01-01, 2025-06-30]}, is: 36"}, []),
        ({BETWEEN: "{from: always, is: 36"}, ["RL022"]),
        ({"is: 36": "is: unknown"}, []),
        ({"is: 36": "is: {between: [12, 36]}"}, []),
        ({"is: 36": "is: {between: [36, 36]}"}, ["RL026"]),
        ({"is: 36": "is: -1"}, ["RL028"]),
        ({"at_least: 5, features": "at_least: 7, features"}, []),
        ({"at_least: 5, features": "at_least: {between: [4, 5]}, features"}, ["RL033"]),
        ({"groups: [{of: [high, low], highest: true}]": "caps: [{of: [high, low], at_most: 2}]"}, []),
        ({"groups: [{of: [high, low], highest: true}]": "caps: [{of: [high, low], at_most: 1}]"}, ["RL033"]),
        ({GROUPS: f"{GROUPS}, caps: [{{of: [high, low, more], at_most: 6}}]"}, []),
        ({GROUPS: f"{GROUPS}, caps: [{{of: [more], at_most: 2}}]"}, []),
        ({GROUPS: f"{GROUPS}, caps: [{{of: [more, low], at_most: 4}}]"}, ["RL034"]),
        ({GROUPS: "caps: [{of: [high, more], at_most: 6}, {of: [low, more], at_most: 4}]"}, ["RL034"]),
        ({"k: 2": "k: 3"}, []),
        ({"k: 2": "k: 0"}, ["RL035"]),
        ({"unclear: [general, other]": "unclear: [general, other, theory]"}, ["RL041"]),
        ({"parts: [from_union]": "parts: []"}, ["RL003"]),
        ({"framework: eqf, at_least: 6": "framework: eqf, at_least: 8"}, []),
        ({"framework: eqf, at_least: 6": "framework: directive, at_most: c"}, []),
        ({"framework: eqf, at_least: 6": "framework: de.dqr, at_least: 6"}, []),
        ({"framework: eqf": "framework: eqr"}, ["RL032"]),
        ({"not_older_than: 35, reading: birthday": "reached: 18"}, []),
        ({"not_older_than: 35, reading: birthday": "reached: 18, not_reached: 35"}, ["RL003"]),
        ({"fact: will_stay, is: true": "fact: person.residence, is: FI"}, []),
        ({"fact: will_stay, is: true": "fact: person.residence, is: FX"}, ["RL032"]),
        ({"key: {group: eu, country: focus.country}": 'key: {group: eu, country: "@land"}'}, []),
        ({"{cefr: B2, skills: each}": "{test: norskproven, cefr: B2, skills: each}"}, []),
        ({"{cefr: B2, skills: each}": "{test: bergenstest, passed: true, cefr: B2, skills: each}"}, []),
        ({"{cefr: B2, skills: each}": "{test: bergenstest, cefr: B2, skills: each}"}, ["RL044"]),
        ({"{cefr: B2, skills: each}": "{passed: true, cefr: B2, skills: each}"}, ["RL043"]),
        ({"how: total": "how: total\n    window: {length: P5Y, before: application}"}, []),
        ({"how: total": "how: total\n    window: {length: P5Y}"}, ["RL003"]),
        ({"how: total": "how: total\n    window: {length: P5Y, from: application}"}, ["RL003"]),
    ],
)
def test_the_line_between_right_and_wrong(tmp_path: Path, changes: dict[str, str], codes: list[str]) -> None:
    text = (HERE / "right" / "small.yaml").read_text(encoding="utf-8")
    for old, new in changes.items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    (tmp_path / "changed.yaml").write_text(text, encoding="utf-8")
    problems = lint(tmp_path / "changed.yaml", on=ON)
    assert [problem.code for problem in problems] == codes, "\n".join(map(str, problems))


@pytest.mark.parametrize(
    "fact, codes",
    [
        ("has_visa", ["RL056"]),
        ("visa_granted", ["RL056"]),
        ("agency_consent_given", ["RL056"]),
        ("visa_requested", []),
        ("years_on_visa_free_stay", []),
        ("earlier_visa_held", []),
        ("without_visa", []),
        ("visas", []),
    ],
)
def test_a_fact_about_a_decision_is_not_the_decision(tmp_path: Path, fact: str, codes: list[str]) -> None:
    text = (HERE / "right" / "small.yaml").read_text(encoding="utf-8").replace("will_stay", fact)
    (tmp_path / "changed.yaml").write_text(text, encoding="utf-8")
    assert [problem.code for problem in lint(tmp_path / "changed.yaml", on=ON)] == codes


def requirement(text: dict[str, object]) -> AnyRequirement:
    made: AnyRequirement = TypeAdapter(AnyRequirement).validate_python({"cite": "act § 1", **text})
    return made


def test_what_may_not_apply_is_found_through_all_of() -> None:
    plain: dict[str, object] = {"kind": "age", "reached": 18}
    requirements = {
        "outer": requirement({"kind": "all-of", "parts": ["inner"]}),
        "inner": requirement({"kind": "all-of", "parts": ["dated", "asked", "lifted"]}),
        "mixed": requirement({"kind": "all-of", "parts": ["dated", "plain"]}),
        "any": requirement({"kind": "any-of", "parts": ["plain"]}),
        "dated": requirement({**plain, "in_force": {"from": "2020-01-01"}}),
        "asked": requirement({**plain, "when": ["plain"]}),
        "lifted": requirement({**plain, "unless": [{"if": ["plain"], "effect": "lifts", "cite": "act § 1"}]}),
        "proved": requirement({**plain, "unless": [{"if": ["plain"], "effect": "proves", "cite": "act § 1"}]}),
        "plain": requirement(plain),
    }
    assert can_be_not_applicable(requirements) == {"outer", "inner", "dated", "asked", "lifted"}


def test_all_problems_come_at_once_and_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = (HERE / "right" / "small.yaml").read_text(encoding="utf-8")
    for right, other in (("fact: will_stay", "fact: gone"), ("k: 2", "k: 9"), ("authority: de.land", "authority: xx")):
        text = text.replace(right, other)
    wrong = tmp_path / "several.yaml"
    wrong.write_text(text, encoding="utf-8")
    problems = lint(wrong, on=ON)
    assert [problem.code for problem in problems] == ["RL032", "RL035", "RL061"]
    assert [problem.place.line for problem in problems] == sorted(problem.place.line or 0 for problem in problems)
