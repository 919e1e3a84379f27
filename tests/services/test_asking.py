"""An interview: what is answered is kept as people said it, and read back the same from a file."""

from __future__ import annotations

import json
from typing import Any

import pytest

from recognition.catalogue.rulesets import load_ruleset
from recognition.engine.answer import FOCUS
from recognition.engine.explain.phrases import languages, phrases
from recognition.model.dossier import Dossier
from recognition.model.evidence import Qualification
from recognition.readers.answers import read_answers
from recognition.readers.dossier_write import write_dossier
from recognition.services.asking import OPTIONS, Interview
from recognition.services.cases import case_ruleset, load_cases
from recognition.services.questions import ASKABLE, Question

ON = "2026-11-23"


def interview(law: str, **shown: Any) -> Interview:
    ruleset = load_ruleset(law)
    return Interview(ruleset, Dossier.model_validate({"subject": ruleset.subject, **shown}), on=ON)


def asked(name: str, form: str | None = None) -> Question:
    return Question("attribute", name, form or ASKABLE[name], 1)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "given, kept",
    [("60", 60), ("6100 EUR", {"amount": 6100, "unit": "EUR"}), ("some", None), ("60, 70", None)],
)
def test_a_figure_is_a_number_or_an_amount(given: str, kept: object) -> None:
    one = interview("partnership/audit")
    wrong = one.take(asked("figures.trained", "figure"), given)
    assert (wrong is None) is (kept is not None)
    again = read_answers(one.answers().encode(), subject="partnership")
    assert json.loads(write_dossier(again, "json")).get("figures", {}) == ({"trained": kept} if kept else {})


def test_several_may_pay_for_a_programme() -> None:
    one = interview("partnership/audit")
    payers = Question("fact", "cost_payers", "choice", 1)
    assert any("several with commas" in line for line in one.worded(payers))
    assert one.take(payers, "1, nobody") is not None
    assert one.take(payers, "4, The trainees") is None
    kept = read_answers(one.answers().encode(), subject="partnership").facts["cost_payers"]
    assert list(kept) == ["destination_employer", "trainee"]


def test_a_person_gives_one_answer_to_a_choice() -> None:
    one = interview("de/nurse")
    assert one.take(Question("fact", "land", "choice", 1), "BY, HE") is not None


def test_the_audit_asks_for_figures_until_nothing_is_left() -> None:
    one = interview("partnership/audit")
    names = []
    while (question := one.next()) is not None:
        names.append(question.id)
        assert all(one.worded(question))
        assert one.take(question, "") is None
    assert {"attribute:figures.trained", "attribute:figures.hired"} & set(names)
    assert len(names) == len(set(names))


def test_whether_the_training_is_completed_is_asked_and_settles_the_doubt() -> None:
    law, path = case_ruleset("it/nurse")
    case = next(one for one in load_cases(path, law) if one.case.id == "o13_union_citizen")
    diploma = case.dossier.qualifications[0]
    one = Interview(law, case.dossier.model_copy(update={"qualifications": ()}), on=ON, dates=case.dates)
    for name, given in (
        ("country", str(diploma.country)),
        ("title", next(iter(diploma.title.values()))),
        ("training_start", diploma.training_start.text if diploma.training_start else ""),
        ("training_end", diploma.training_end.text if diploma.training_end else ""),
    ):
        assert one.take(asked(f"focus.{name}"), given) is None
    while (question := one.next()) is not None and question.name != "focus.status":
        assert one.take(question, "") is None
    assert question is not None
    assert FOCUS in one.assessment.stages[0].because
    worded = list(one.worded(question))
    assert worded[:3] == ["Is your training completed?", "  1  It is completed", "  2  I am still training"]
    assert one.take(question, "maybe") is not None
    assert one.take(question, "1") is None
    assert FOCUS not in one.assessment.stages[0].because
    assert read_answers(one.answers().encode()).qualifications[0].status == "completed"


def test_no_diploma_is_asked_of_where_the_case_is_about_a_certificate_of_competency() -> None:
    one = interview("no/seafarer-endorsement")
    while (question := one.next()) is not None:
        assert not question.name.startswith("focus."), question
        assert one.take(question, "") is None


def test_levels_are_kept_side_by_side_and_citizens_may_be_of_two_states() -> None:
    one = interview("de/nurse")
    for name, given in (("focus.level.eqf", "6"), ("focus.level.directive", "d"), ("person.nationalities", "ph, it")):
        assert one.take(asked(name), given) is None
    assert one.take(asked("person.nationalities"), "Italian") is not None
    again = read_answers(one.answers().encode())
    level = again.qualifications[0].level
    assert level is not None
    assert (level.eqf, level.directive) == (6, "d")
    assert again.person is not None
    assert again.person.nationalities == ("PH", "IT")


@pytest.mark.parametrize("lang", languages())
def test_every_question_and_option_has_words_and_is_a_value_of_the_model(lang: str) -> None:
    words = phrases(lang)
    for name, form in ASKABLE.items():
        assert words.has(f"ask.form.{form}"), form
        for option in OPTIONS.get(name, ()):
            assert words.has(f"option.{name}.{option}"), option
            *above, last = name.removeprefix("focus.").split(".")
            value: Any = int(option) if last == "eqf" else option
            for one in (last, *reversed(above)):
                value = {one: value}
            Qualification.model_validate(value)
