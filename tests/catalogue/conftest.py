"""Small files of law written into a folder of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Write = Callable[[str, str], Path]

HEAD = """
version: 1
status: draft
checked: {on: 2026-11-23, by: nobody yet, next: 2099-01-01}
sources: {act: {title: An act, read_on: 2026-11-23, basis: read}}
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes `xx/name` as a ruleset, or as a part where it begins with `part`; gives the file."""

    def made(name: str, text: str) -> Path:
        part = name.split("/")[1].startswith("part")
        folder = tmp_path / name
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / ("part.yaml" if part else "ruleset.yaml")
        schema = "schema: part/1" if part else "schema: ruleset/1\nsubject: person"
        file.write_text(f"{schema}\nid: {name}{HEAD}{text}", encoding="utf-8")
        return file

    return made
