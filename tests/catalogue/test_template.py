"""The ruleset to begin with is without a fault before its cases."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from recognition.catalogue import rulesets
from recognition.catalogue.lint.run import lint

TEMPLATE = Path(rulesets.__file__).parent / "templates" / "xx" / "example"


def test_the_template_has_no_fault() -> None:
    assert lint(TEMPLATE, on=date(2026, 11, 23)) == []


def test_the_template_says_what_to_fill_in() -> None:
    text = (TEMPLATE / "ruleset.yaml").read_text(encoding="utf-8")
    assert text.count("#") >= 10
    assert (TEMPLATE / "cases.yaml").is_file()
