"""What a ruleset adds to a requirement reaches the reader: with what is missing, not known, or for others to decide."""

from __future__ import annotations

from datetime import date
from typing import Any

from recognition.model.dossier import Dossier
from recognition.services.assess import assess

ON = date(2026, 11, 30)


def text_of(ruleset: str, **shown: Any) -> str:
    dossier = Dossier.model_validate({"schema": "dossier/1", **shown})
    return " ".join(assess(dossier, ruleset, on=ON).explain("en").split())


def test_with_what_is_not_known_and_once() -> None:
    course = {"title": {"en": "Course"}, "country": "TN"}
    text = text_of("it/art-23-programme", subject="curriculum", id="c", curriculum=course)
    assert text.count("The guidelines fix hours, but we could not read them") == 1


def test_with_what_is_missing() -> None:
    certificate = {"id": "q1", "country": "PH", "status": "completed", "state_recognised": False, "regulated": False}
    text = text_of("de/vocational-equivalence", subject="person", qualifications=[certificate])
    assert "A company's own certificate is no base for the procedure" in text[text.index("What is missing") :]


def test_in_place_of_a_general_reason_where_another_decides() -> None:
    certificate = {"id": "q1", "type": "certificate", "country": "DE", "status": "completed"}
    facts = {"origin": "PH", "earned_abroad": True, "agreed_beforehand": False, "origin_decision": "none_yet"}
    text = text_of("any/return-recognition", subject="person", qualifications=[certificate], facts=facts)
    assert "The State of origin has recognised it: Only the decision of that State settles this." in text
    assert "weigh what else you have learned" not in text
