"""The checks without which a ruleset cannot be used at all; all others are asked by `recognition rulesets lint`."""

from __future__ import annotations

from recognition.catalogue.lint import (
    applicability,
    ascending,
    attributes,
    filters,
    names,
    parameters,
    points,
    requirements,
    routes,
    sources,
    steps,
    structure,
)
from recognition.catalogue.lint.check import Check
from recognition.catalogue.parts import Merged
from recognition.catalogue.scope import Scope
from recognition.foundations.problems import Problem

ESSENTIAL: tuple[Check, ...] = (
    *structure.ESSENTIAL, *sources.ESSENTIAL, *parameters.ESSENTIAL, *ascending.ESSENTIAL, *names.ESSENTIAL,
    *attributes.ESSENTIAL, *filters.ESSENTIAL, *points.ESSENTIAL, *applicability.ESSENTIAL, *requirements.ESSENTIAL,
    *routes.ESSENTIAL, *steps.ESSENTIAL,
)  # fmt: skip


def essential_problems(scope: Scope) -> list[Problem]:
    """Every fault of the file that would make an answer meaningless."""
    return [problem for check in ESSENTIAL for problem in check(scope)]


def unusable_parts(merged: Merged) -> list[Problem]:
    """The same of the parts that a file uses, and of theirs."""
    found: list[Problem] = []
    for prefix, inner in merged.inner.items():
        found += essential_problems(Scope(merged.documents[prefix], inner))
        found += unusable_parts(inner)
    return list(dict.fromkeys(found))
