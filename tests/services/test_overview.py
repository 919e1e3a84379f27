"""The table of `rulesets/README.md` is made from the files, and says so truthfully."""

from __future__ import annotations

from pathlib import Path

from recognition.services.overview import overview, sources_in_words, with_table

README = Path(__file__).parents[2] / "rulesets" / "README.md"


def test_the_table_is_as_the_files_say() -> None:
    text = README.read_text(encoding="utf-8")
    assert text == with_table(text), "run: python -m recognition.services.overview"


def test_an_entry_counts_sources_by_basis_and_cases() -> None:
    entry = {one.id: one for one in overview()}["de/nurse"]
    assert entry.cases > 100
    assert sum(entry.sources.values()) == 10
    assert sources_in_words(entry) == "9 read, 1 secondary"
