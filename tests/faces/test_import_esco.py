"""`recognition standards import esco`, and a check that uses what it made."""

from __future__ import annotations

from pathlib import Path

import pytest

from recognition.catalogue.esco import CREDIT, PLACE_ENV
from tests.esco_made import download
from tests.faces.conftest import Command


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(PLACE_ENV, str(tmp_path / "data" / "esco.sqlite"))
    return download(tmp_path / "download")


def test_a_download_is_imported_and_counted(command: Command, folder: Path, tmp_path: Path) -> None:
    ran = command("standards", "import", "esco", str(folder), "--release", "9.9")
    assert ran.code == 0
    assert "Imported ESCO 9.9" in ran.out
    assert "skills: 5; links of occupations to skills: 2" in ran.out
    assert CREDIT in ran.out
    assert "esco_dangling" in ran.err
    assert (tmp_path / "data" / "esco.sqlite").is_file()


def test_another_place_is_an_option(command: Command, folder: Path, tmp_path: Path) -> None:
    ran = command("standards", "import", "esco", str(folder), "--store", str(tmp_path / "mine.sqlite"))
    assert ran.code == 0
    assert PLACE_ENV in ran.out
    assert (tmp_path / "mine.sqlite").is_file()


@pytest.mark.parametrize("given", [("esco",), ("list.yaml",), ("list.yaml", "folder")])
def test_half_a_command_is_misuse(command: Command, folder: Path, given: tuple[str, ...]) -> None:
    ran = command("standards", "import", *given)
    assert ran.code == 2
    assert "usage" in ran.err


def test_a_folder_without_the_tables_is_refused(command: Command, folder: Path, tmp_path: Path) -> None:
    (folder / "skills_en.csv").unlink()
    (folder / "skills_de.csv").unlink()
    (folder / "skills_no.csv.gz").unlink()
    ran = command("standards", "import", "esco", str(folder))
    assert ran.code == 2
    assert "esco_incomplete" in ran.err
    assert "there is no folder" in command("standards", "import", "esco", str(tmp_path / "none")).err.lower()
