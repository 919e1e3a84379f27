"""Commented starting points for files written by hand."""

from __future__ import annotations

from importlib.resources import files
from typing import Final, Literal

Template = Literal["dossier", "curriculum", "partnership"]
TEMPLATES: Final[tuple[Template, ...]] = ("dossier", "curriculum", "partnership")


def template(name: Template) -> str:
    """The text of a template; it reads without a problem as it stands."""
    return files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
