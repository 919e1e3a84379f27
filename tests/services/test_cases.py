"""The case runner, lint's demand for cases and the sweep, on small law written for the purpose."""

from __future__ import annotations

from pathlib import Path

import pytest

from recognition.catalogue.rulesets import load_ruleset
from recognition.foundations.problems import InvalidRuleset
from recognition.services.case_lint import lint_cases
from recognition.services.cases import run_cases
from recognition.services.sweep import boundary_days, sweep

LAW = """
schema: ruleset/1
id: xx/sample
version: 1
subject: person
status: draft
checked: {on: 2026-11-23, by: nobody yet, next: 2099-01-01}
sources: {act: {title: An act, read_on: 2026-11-23, basis: read}}
clocks: {application: {default: on}}
parameters:
  most: {unit: years, clock: application, values: [{from: always, is: 2, cite: "act § 1"}, {from: 2025-01-01, is: 3, cite: "act § 1"}]}
facts: {trained: {type: yes_no}, waived: {type: yes_no}, years: {type: number, unit: years}}
requirements:
  trained_there: {kind: stated-fact, fact: trained, is: true, cite: "act § 2"}
  long_enough: {kind: amount, of: facts.years, at_least: $most, unit: years, cite: "act § 3", unless: [{if: [waiver], effect: proves, cite: "act § 4"}]}
  waiver: {kind: stated-fact, fact: waived, is: true, cite: "act § 4"}
stages: [{id: entry, headline: true, terms: {positive: admitted, negative: refused}}]
routes:
  - {id: plain, stage: entry, open_when: [trained_there], needs: [long_enough: {term: too_short}], steps: [apply], cite: "act § 5"}
steps: {apply: {cite: "act § 6"}}
"""  # noqa: E501  law in one line a rule reads better
CASES = """
schema: cases/1
on: 2026-11-23
cases:
  - {id: long, why: Three years are enough., dossier: {complete: [facts], facts: {trained: true, years: 3}},
     expect: {stages: {entry: {status: positive, term: admitted, route: plain}}, findings: {long_enough: met, trained_there: met, waiver: gap}, steps: [apply]}}
  - {id: short, why: One year too few., like: long, dossier: {facts: {years: 2}},
     expect: {stages: {entry: {status: negative, term: too_short}}, findings: {long_enough: gap}, shortfall: {long_enough: 1 years}}}
  - {id: short_before, why: Two years were enough before., like: short, dates: {application: 2024-12-31}, expect: {stages: {entry: {status: positive}}, findings: {long_enough: met}}}
  - {id: short_after, why: The day of the change., like: short, dates: {application: 2025-01-01}, expect: {stages: {entry: {status: negative}}}}
  - {id: waived, why: A waiver proves it., like: short, dossier: {facts: {waived: true}}, expect: {findings: {waiver: met, long_enough: met}}}
  - {id: not_told, why: Nobody said., dossier: {}, expect: {stages: {entry: {status: undetermined}}, findings: {trained_there: unknown, long_enough: unknown, waiver: unknown}}}
  - {id: elsewhere, why: Trained elsewhere., like: long, dossier: {facts: {trained: false}}, expect: {stages: {entry: {status: negative, term: no_route}}, findings: {trained_there: gap}, steps: {apply: not_needed}}}
"""  # noqa: E501  a case a line
SCORE = """  score: {unit: yki, clock: sitting, values: [{from: always, is: 3, cite: "act § 7"}, {from: 2025-01-01, is: 4, cite: "act § 7"}]}
"""  # noqa: E501  as above
SPOKEN = """  spoken: {kind: language-level, languages: [fi], accept: [{test: yki, skills: {each: $score}}], cite: "act § 7"}
"""  # noqa: E501  as above
SITTINGS = """language_results: [
       {id: s1, language: fi, test: yki, sat: 2024-12-31, scores: {speaking: 3}},
       {id: s2, language: fi, test: yki, sat: 2025-01-01, scores: {speaking: 4}}]"""


@pytest.fixture
def law(tmp_path: Path) -> Path:
    """The folder of a small ruleset with complete cases."""
    folder = tmp_path / "xx" / "sample"
    (folder / "lang").mkdir(parents=True)
    (folder / "ruleset.yaml").write_text(LAW, encoding="utf-8")
    (folder / "cases.yaml").write_text(CASES, encoding="utf-8")
    return folder


def changed(law: Path, file: str, old: str, new: str) -> Path:
    """The same folder with one thing written otherwise."""
    text = (law / file).read_text(encoding="utf-8")
    assert old in text
    (law / file).write_text(text.replace(old, new), encoding="utf-8")
    return law


def test_cases_that_hold_pass(law: Path) -> None:
    results = list(run_cases(law))
    assert [(r.id, r.differences) for r in results if not r.passed] == []
    assert len(results) == 7


def test_one_case_can_be_run_alone(law: Path) -> None:
    assert [r.id for r in run_cases(law, only="waived")] == ["waived"]


@pytest.mark.parametrize(
    "old, new, what",
    [
        (
            "status: positive, term: admitted",
            "status: negative, term: admitted",
            "stage entry status: expected negative",
        ),
        ("term: too_short}}, findings", "term: too_long}}, findings", "stage entry term: expected too_long"),
        ("long_enough: 1 years", "long_enough: 2 years", "long_enough shortfall: expected 2 years, found 1 years"),
        ("waiver: gap", "waiver: met", "waiver: expected met, found gap"),
        ("steps: [apply]", "steps: [appeal]", "step appeal: expected needed, found no such step"),
        ("apply: not_needed", "apply: needed", "step apply: expected needed, found not_needed"),
    ],
)
def test_a_wrong_expectation_is_a_difference(law: Path, old: str, new: str, what: str) -> None:
    results = list(run_cases(changed(law, "cases.yaml", old, new)))
    assert [d for r in results for d in r.differences if d.startswith(what)] != []


def test_wrong_law_is_noticed(law: Path) -> None:
    results = list(run_cases(changed(law, "ruleset.yaml", "is: 3,", "is: 2,")))
    assert {r.id for r in results if not r.passed} == {"short", "short_after"}


def test_like_needs_an_earlier_case(law: Path) -> None:
    with pytest.raises(InvalidRuleset) as raised:
        list(
            run_cases(
                changed(
                    law,
                    "cases.yaml",
                    "like: long, dossier: {facts: {years: 2}}",
                    "like: lnog, dossier: {facts: {years: 2}}",
                )
            )
        )
    problem = raised.value.problems[0]
    assert (problem.code, problem.place.line, problem.hint) == ("RL030", 7, "did you mean 'long'?")


def test_a_case_whose_dossier_is_wrong_names_its_line(law: Path) -> None:
    with pytest.raises(InvalidRuleset) as raised:
        list(run_cases(changed(law, "cases.yaml", "dossier: {},", "dossier: {persn: {}},")))
    assert [(p.code, p.place.line) for p in raised.value.problems] == [("RL003", 12)]


def test_complete_cases_satisfy_lint(law: Path) -> None:
    assert [str(problem) for problem in lint_cases(law)] == []


@pytest.mark.parametrize(
    "file, old, new, code, words",
    [
        ("cases.yaml", "trained_there: unknown, ", "", "RL070", "'trained_there' is unknown"),
        ("cases.yaml", "years: 2}", "years: 1}", "RL071", "one unit short of the line of 'long_enough'"),
        ("cases.yaml", "2024-12-31", "2024-12-30", "RL072", "the last day before"),
        ("cases.yaml", "2025-01-01", "2025-01-02", "RL072", "the first day of"),
        ("cases.yaml", "{facts: {trained: false}}", "{facts: {trained: true}}", "RL074", "'plain' not open"),
        ("cases.yaml", "{facts: {waived: true}}", "{facts: {waived: false}}", "RL075", "yes"),
    ],
)
def test_lint_asks_for_the_case_that_is_missing(
    law: Path, file: str, old: str, new: str, code: str, words: str
) -> None:
    found = lint_cases(changed(law, file, old, new))
    assert any(problem.code == code and words in problem.sentence for problem in found), [str(p) for p in found]


def test_a_day_read_from_each_sitting_counts_as_asked(law: Path) -> None:
    changed(law, "ruleset.yaml", "{application: {default: on}}", "{application: {default: on}, sitting: {item: sat}}")
    changed(law, "ruleset.yaml", "facts: {trained", SCORE + "facts: {trained")
    changed(law, "ruleset.yaml", "stages: [{id", SPOKEN + "stages: [{id")
    changed(law, "cases.yaml", "years: 3}}", "years: 3}, " + SITTINGS + "}")
    assert not any("'score'" in str(problem) for problem in lint_cases(law))
    changed(law, "cases.yaml", "sat: 2025-01-01", "sat: 2025-01-02")
    found = [str(problem) for problem in lint_cases(law) if "'score'" in str(problem)]
    assert len(found) == 1
    assert "RL072" in found[0]
    assert "the first day of" in found[0]


def test_no_case_can_stand_at_a_line_that_nobody_knows(law: Path) -> None:
    changed(law, "ruleset.yaml", "is: 2,", "is: unknown,")
    half_known = [str(problem) for problem in lint_cases(law)]
    changed(law, "ruleset.yaml", "is: 3,", "is: unknown,")
    never_known = [str(problem) for problem in lint_cases(law)]
    assert not any("line of 'long_enough'" in one for one in never_known)
    assert any("RL070" in one for one in never_known), "what no case states is still asked for"
    changed(law, "cases.yaml", "years: 2}", "years: 1}")
    changed(law, "ruleset.yaml", "is: unknown, cite: \"act § 1\"}]", "is: 3, cite: \"act § 1\"}]")
    assert not any("line of 'long_enough'" in one for one in half_known)
    assert any("line of 'long_enough'" in str(problem) for problem in lint_cases(law))


def test_a_folder_without_cases_is_told_so(law: Path) -> None:
    (law / "cases.yaml").unlink()
    assert [problem.code for problem in lint_cases(law)] == ["RL070"]


def test_the_sweep_asks_every_boundary_day(law: Path) -> None:
    days = boundary_days(load_ruleset(law))
    assert len(days["application"]) == 3
    swept = list(sweep(law))
    assert [one for one in swept if one.fault is not None] == []
    assert {one.day for one in swept} == {"2024-12-31", "2025-01-01", "2025-01-02"}
