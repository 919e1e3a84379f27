"""Fixtures every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

SHARED_ENV = "RECOGNITION_SHARED"

# The same commit gives the same result, however busy the machine is; `make explore` draws other examples each time.
_UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", _UNHURRIED, derandomize=True)
settings.register_profile("explore", _UNHURRIED)
settings.load_profile("same")


def shared_folder() -> Path:
    """Where hostile inputs and samples would be: `shared/` beside the checkout, or what the variable names."""
    named = os.environ.get(SHARED_ENV)
    return Path(named) if named else Path(__file__).resolve().parents[1].parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of hostile inputs and samples; a test that needs it is skipped, loudly, where it is absent."""
    folder = shared_folder()
    if not (folder / "hostile" / "MANIFEST.json").is_file():
        pytest.skip(f"NOT TESTED: no hostile inputs and samples at {folder}; set {SHARED_ENV} to their folder")
    return folder
