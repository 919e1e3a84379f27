"""Tests over documents of others, which are selected only where `RECOGNITION_CORPORA` names their folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

VARIABLE = "RECOGNITION_CORPORA"
HERE = Path(__file__).parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave them out of the selection without the variable: a skip would be a failure of `make test-full`."""
    if os.environ.get(VARIABLE):
        return
    left_out = [item for item in items if HERE in item.path.parents]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if HERE not in item.path.parents]


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of all corpora."""
    folder = Path(os.environ[VARIABLE])
    assert folder.is_dir(), f"{VARIABLE} names no folder"
    return folder
