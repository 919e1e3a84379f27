"""The law that ships: every ruleset and part passes lint, its own cases, lint's demand for cases, and the sweep."""

from __future__ import annotations

import pytest

from recognition.catalogue.lint.run import lint
from recognition.catalogue.rulesets import list_parts, list_rulesets
from recognition.services.case_lint import lint_cases
from recognition.services.sweep import sweep

EVERY = (*list_rulesets(), *list_parts())


def test_the_rulesets_of_the_main_job_are_there() -> None:
    assert {"de/nurse", "eu/nurse-curriculum", "eu/directive-2005-36"} <= set(EVERY)


@pytest.mark.parametrize("name", EVERY)
def test_lint_finds_nothing(name: str) -> None:
    assert [str(problem) for problem in lint(name)] == []


@pytest.mark.parametrize("name", EVERY)
def test_every_case_passes_and_none_is_missing(name: str) -> None:
    assert [str(problem) for problem in lint_cases(name)] == []


@pytest.mark.parametrize("name", EVERY)
def test_every_boundary_day_has_an_answer(name: str) -> None:
    assert [one for one in sweep(name) if one.fault is not None] == []
