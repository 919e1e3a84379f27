"""Evidence dated after the day of the assessment does not count: a diploma to come is never recognised today."""

from __future__ import annotations

from itertools import permutations

import pytest

from recognition.model.dossier import Dossier
from recognition.services.assess import assess
from recognition.services.held import ended_before, held_on
from tests.engine.build import day

ROMANIAN = {
    "id": "licenta",
    "title": {"ro": "Diplomă de licență de asistent medical generalist"},
    "country": "RO",
    "occupation": "isco08:2221",
    "training_start": "2022-10",
    "status": "completed",
    "strength": "document",
}


@pytest.mark.parametrize(
    "training_end, issued, on, recognised",
    [
        ("2026-06", "2026-07-01", "2026-11-23", True),
        ("2026-06", "2026-11-23", "2026-11-23", True),
        ("2026-06", "2026-11-24", "2026-11-23", False),
        ("2027-06", "2027-07-01", "2026-11-23", False),
    ],
)
def test_a_diploma_to_come_is_not_recognised(training_end: str, issued: str, on: str, recognised: bool) -> None:
    diploma = {**ROMANIAN, "training_end": training_end, "issued": issued}
    answer = assess(
        Dossier.model_validate({"subject": "person", "id": "p", "qualifications": [diploma]}), "de/nurse", on=on
    )
    assert (answer.outcome == "positive") is recognised
    assert ("dated_after_assessment" in [problem.code for problem in answer.problems]) is not recognised


@pytest.mark.parametrize(
    "kind, item, told",
    [
        ("documents", {"until": "2026-11-22"}, True),
        ("documents", {"until": "2026-11-23"}, False),
        ("documents", {"until": "2026-11"}, False),
        ("documents", {"until": "2025"}, True),
        ("qualifications", {"expires": "2026-11-22"}, True),
        ("qualifications", {"expires": "2027-01-01"}, False),
        ("registrations", {"until": "2020-01-01"}, False),
    ],
)
def test_what_has_ended_stays_and_is_told(kind: str, item: dict[str, str], told: bool) -> None:
    dossier = Dossier.model_validate({"subject": "person", "id": "p", kind: [{"id": "old", **item}]})
    answer = assess(dossier, "de/nurse", on="2026-11-23")
    found = [problem for problem in answer.problems if problem.code == "ended_before_assessment"]
    assert len(found) == told
    assert all("'old' was valid until" in problem.sentence for problem in found)
    assert held_on(dossier, day("2026-11-23"))[0] is dossier


@pytest.mark.parametrize("until, of, told", [("2020", "q1", 2), ("2021", "q1", 3), ("2020", "q", 3), ("2020", None, 3)])
def test_the_end_of_a_diploma_is_told_once(until: str, of: str | None, told: int) -> None:
    documents = [{"id": "d1", "until": until, "of": of}]
    shown = {"qualifications": [{"expires": "2020"}, {"id": "q1", "expires": "2020"}], "documents": documents}
    found = ended_before(Dossier.model_validate({"subject": "person", **shown}), day("2026-11-23"))
    assert len(found) == told


def test_the_order_of_evidence_does_not_show_in_what_is_told() -> None:
    items = [
        {"id": "old", "until": "2020-01-01"}, {"id": "of_old", "of": "old", "until": "2020-01-01"},
        {"id": "next", "issued": "2027-01-01"}, {"id": "later", "issued": "2028-01-01"},
    ]  # fmt: skip
    told = set()
    for order in permutations(items):
        shown = Dossier.model_validate({"subject": "person", "id": "p", "documents": list(order)})
        told.add(tuple(problem.sentence for problem in assess(shown, "de/nurse", on="2026-11-23").problems))
    assert [len(one) for one in told] == [4]


@pytest.mark.parametrize(
    "kind, item",
    [
        ("qualifications", {"issued": "2027-01-01"}),
        ("qualifications", {"training_end": "2027-01", "status": "completed"}),
        ("language_results", {"sat": "2026-11-24"}),
        ("experience", {"start": "2027"}),
        ("examinations", {"sat": "2026-12"}),
        ("documents", {"issued": "2026-11-24"}),
    ],
)
def test_what_is_dated_later_is_left_out_and_told(kind: str, item: dict[str, str]) -> None:
    dossier = Dossier.model_validate({"subject": "person", kind: [{"id": "later", **item}, {"id": "other"}]})
    held, problems = held_on(dossier, day("2026-11-23"))
    assert [one.id for one in getattr(held, kind)] == ["other"]
    assert [problem.code for problem in problems] == ["dated_after_assessment"]


@pytest.mark.parametrize(
    "kind, item",
    [
        ("qualifications", {"issued": "2026"}),
        ("qualifications", {"training_end": "2027-01", "status": "in_progress"}),
        ("documents", {"issued": "2026-11-23"}),
        ("registrations", {"from": "2027-01-01"}),
    ],
)
def test_what_may_have_come_stays(kind: str, item: dict[str, str]) -> None:
    dossier = Dossier.model_validate({"subject": "person", kind: [{"id": "one", **item}]})
    assert held_on(dossier, day("2026-11-23")) == (dossier, [])
