"""What a finding shows of many comparisons: the one that is short, with what is asked and shown there."""

from __future__ import annotations

from typing import Any

import pytest

from recognition.model.assessment import Quantity
from recognition.model.dossier import Dossier
from recognition.services.assess import assess
from tests.engine.random_law import Law

SKILLS = ("listening", "reading", "writing", "speaking")


@pytest.mark.parametrize(
    "way, scores, asked, shown",
    [
        ({"skills": {"each": 7}, "one_lower": 6}, (7, 7, 6.5, 6.5), 7, 6.5),
        ({"skills": {"each": 7}, "one_lower": 6}, (7, 7, 7, 5.5), 6, 5.5),
        ({"skills": {"each": 6}, "and": {"at_least": 3, "of": 7}}, (7, 7, 6.5, 6.5), 7, 6.5),
        ({"skills": {"each": 7}}, (7, 7, 7, 6.5), 7, 6.5),
    ],
)
def test_a_gap_shows_the_score_that_is_short(
    way: dict[str, Any], scores: tuple[float, ...], asked: float, shown: float
) -> None:
    english = {"kind": "language-level", "languages": ["en"], "accept": [{"test": "t", **way}], "cite": "act § 1"}
    law = Law(
        0,
        requirements={"english": english},
        stages=[{"id": "s", "headline": True}],
        routes=[{"id": "w", "stage": "s", "cite": "act § 1", "needs": ["english"]}],
    )
    result = {"id": "r", "language": "en", "test": "t", "scores": dict(zip(SKILLS, scores, strict=True))}
    dossier = Dossier.model_validate(
        {"subject": "person", "language_results": [result], "complete": ["language_results"]}
    )
    finding = next(one for one in assess(dossier, law.ruleset, on="2026-11-23").findings if one.id == "english")
    assert finding.status == "gap"
    assert finding.required is not None
    assert isinstance(finding.found, Quantity)
    assert (finding.required.low, finding.found.high) == (asked, shown)
