"""All checks of one file of law that need no cases (RL001 to RL065)."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

from recognition.catalogue.causes import follows, root_causes
from recognition.catalogue.files import read_law
from recognition.catalogue.folders import PART_FILE, RULESET_FILE, data_folder, law_file
from recognition.catalogue.library import part_library
from recognition.catalogue.lint import (
    applicability,
    ascending,
    attributes,
    filters,
    listed,
    names,
    parameters,
    points,
    requirements,
    routes,
    slips,
    sources,
    steps,
    structure,
    thresholds,
    vocabularies,
    wording,
)
from recognition.catalogue.lint.check import Check
from recognition.catalogue.lint.essential import unusable_parts
from recognition.catalogue.parts import merge
from recognition.catalogue.scope import Scope
from recognition.catalogue.standards import Standards, default_standards
from recognition.foundations.problems import InvalidRuleset, Problem

CHECKS: tuple[Check, ...] = (
    *structure.CHECKS, *wording.CHECKS, *sources.CHECKS, *parameters.CHECKS, *ascending.CHECKS,
    *thresholds.CHECKS, *names.CHECKS, *attributes.CHECKS, *filters.CHECKS, *vocabularies.CHECKS,
    *slips.CHECKS, *listed.CHECKS, *points.CHECKS, *applicability.CHECKS, *requirements.CHECKS,
    *routes.CHECKS, *steps.CHECKS,
)  # fmt: skip


def lint(
    name_or_path: str | os.PathLike[str],
    *,
    root: Path | None = None,
    standards: Standards | None = None,
    on: date | None = None,
) -> list[Problem]:
    """Everything wrong with a ruleset or a part, in the order of the file; empty where nothing is.

    What only follows from a wrong name (nothing uses the right one any more) is left out, or comes last.
    Of the parts that it uses only what makes them unusable is told. Faults of form come alone, for what is not read
    cannot be judged. `on` is the day of looking (today, UTC, if not given). Raises RulesetNotFound.
    """
    path = law_file(name_or_path, (root or data_folder("rulesets"),), (RULESET_FILE, PART_FILE))
    try:
        document = read_law(path)
    except InvalidRuleset as wrong:
        return list(wrong.problems)
    scope = Scope(
        document,
        merge(document, part_library(root, path)),
        standards or default_standards(),
        on or datetime.now(UTC).date(),
    )
    found = [*scope.merged.problems, *(problem for check in CHECKS for problem in check(scope))]
    found += unusable_parts(scope.merged)
    causes = root_causes(dict.fromkeys(found))
    return sorted(causes, key=lambda one: (follows(one, causes), *_order(one, document.name)))


def _order(problem: Problem, first: str) -> tuple[bool, str, int, int]:
    place = problem.place
    return place.document != first, place.document or "", place.line or 0, place.column or 0
