"""The tables of the READMEs are made from the files, and say so truthfully."""

from __future__ import annotations

from pathlib import Path

import pytest

from recognition.catalogue.rulesets import list_rulesets
from recognition.services.overview import READMES, overview, sources_in_words, with_table

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["README.md", "rulesets/README.md"])
def test_the_table_is_as_the_files_say(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert text == with_table(text, READMES[name](overview())), "run: python -m recognition.services.overview"


def test_the_readme_names_every_ruleset_with_its_status() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in list_rulesets():
        assert f"| `{name}` |" in text, "run: python -m recognition.services.overview"


def test_an_entry_counts_sources_by_basis_and_cases() -> None:
    entry = {one.id: one for one in overview()}["de/nurse"]
    assert entry.cases > 100
    assert sum(entry.sources.values()) == 11
    assert sources_in_words(entry) == "9 read, 2 secondary"
