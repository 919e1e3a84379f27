"""Checks what a person, a course or a programme shows against what a destination asks: outcome, gaps, remedies, steps.

    dossier = recognition.load("transcript.xml")
    answer = recognition.assess(dossier, "de/nurse", on=date(2026, 11, 1), dates={"application": "2026-11-01"})
    print(answer.explain("en"))

It is advice; the authority named in the steps decides. Nothing is read or loaded at import.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from recognition.catalogue.lint.run import lint
    from recognition.catalogue.loaded import Ruleset
    from recognition.catalogue.rulesets import list_rulesets, load_ruleset
    from recognition.foundations.problems import (
        EngineError,
        InvalidDocument,
        InvalidRuleset,
        MisuseError,
        Place,
        Problem,
        ReadError,
        RecognitionError,
        RulesetError,
        RulesetNotFound,
        RulesetNotInForce,
        UnknownFormat,
        UnsafeDocument,
    )
    from recognition.model.dossier import Dossier
    from recognition.services.assess import Assessment, assess
    from recognition.services.loading import load
    from recognition.services.verifying import verify

__all__ = [
    # the main job
    "load",
    "assess",
    "verify",
    "Dossier",
    "Assessment",
    # the law
    "list_rulesets",
    "load_ruleset",
    "lint",
    "Ruleset",
    # what can be wrong
    "Problem",
    "Place",
    "RecognitionError",
    "ReadError",
    "UnknownFormat",
    "UnsafeDocument",
    "InvalidDocument",
    "RulesetError",
    "InvalidRuleset",
    "RulesetNotFound",
    "RulesetNotInForce",
    "MisuseError",
    "EngineError",
]

_PROBLEMS = "recognition.foundations.problems"
_HOMES = {
    "load": "recognition.services.loading",
    "assess": "recognition.services.assess",
    "verify": "recognition.services.verifying",
    "Assessment": "recognition.services.assess",
    "Dossier": "recognition.model.dossier",
    "list_rulesets": "recognition.catalogue.rulesets",
    "load_ruleset": "recognition.catalogue.rulesets",
    "lint": "recognition.catalogue.lint.run",
    "Ruleset": "recognition.catalogue.loaded",
}


def __getattr__(name: str) -> Any:
    """Exported names are imported when they are first used."""
    if name not in __all__:
        raise AttributeError(f"module 'recognition' has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_HOMES.get(name, _PROBLEMS)), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
