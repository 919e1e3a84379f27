"""Measuring: from one requirement and one case to comparisons still to be made (LANGUAGE 2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from recognition.catalogue.loaded import Ruleset
from recognition.engine.attested import Focus
from recognition.engine.case import Case
from recognition.engine.measure.registry import KINDS
from recognition.engine.measured import Measured
from recognition.foundations.days import Span
from recognition.model.dossier import Dossier

if TYPE_CHECKING:
    from recognition.catalogue.standards import Standards


def measure(requirement_id: str, case: Case) -> Measured:
    """Measure one requirement that is no combiner (those are counted by *decide*).

    Raises KeyError for an unknown id; the loader has refused such rulesets.
    """
    requirement = case.ruleset.requirements[requirement_id]
    measured = KINDS[requirement.kind](requirement, case)
    if requirement.in_force is not None:
        measured.in_force = case.in_force(requirement.in_force, requirement.cite)
    return measured


def open_case(
    ruleset: Ruleset,
    dossier: Dossier,
    on: int,
    standards: Standards,
    *,
    focus: Focus = None,
    dates: Mapping[str, Span] | None = None,
) -> Case:
    """A case ready to be measured. `on` is an ordinal; `dates` are the clocks given with the question."""
    return Case(ruleset, dossier, on, standards, measure, focus, dates)
