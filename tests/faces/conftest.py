"""A command line that runs in this process: exit code, output, error output."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from recognition.faces import errors
from recognition.faces.cli import run

HERE = Path(__file__).parent
LAW = str(HERE / "law" / "xx" / "welder" / "ruleset.yaml")
WELDER = str(HERE / "law" / "welder.yaml")
ON = ("--on", "2026-11-23")


class Ran(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str


Command = Callable[..., Ran]


@pytest.fixture
def command(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs `recognition <arguments>`."""
    monkeypatch.delenv("RECOGNITION_DEBUG", raising=False)
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setattr(errors, "_files", {})
    monkeypatch.setattr(errors, "_law_roots", [])

    def ran(*arguments: str) -> Ran:
        capfd.readouterr()
        code = run(list(arguments))
        out, err = capfd.readouterr()
        return Ran(code, out, err)

    return ran
