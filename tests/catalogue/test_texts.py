"""Texts by key and language, with those of parts under their prefix."""

from __future__ import annotations

from pathlib import Path

import pytest

from recognition.catalogue.lint.run import lint
from recognition.catalogue.texts import Texts, spelled_out
from recognition.foundations.problems import InvalidRuleset
from tests.catalogue.conftest import Write


def language(folder: Path, code: str, text: str) -> None:
    (folder / "lang").mkdir(parents=True, exist_ok=True)
    (folder / "lang" / f"{code}.yaml").write_text(text, encoding="utf-8")


@pytest.fixture
def texts(tmp_path: Path) -> Texts:
    own, part = tmp_path / "own", tmp_path / "part"
    language(own, "en", "title: Nurse\nrequirements.a.title: A\nfacts.f.ask: F?")
    language(own, "de", "title: Pflege")
    shared = "facts.g.ask: G?\nterms.late: too late\nfacts.f.ask: no"
    language(part, "en", f"title: Directive\nrequirements.b.title: B\n{shared}")
    language(part, "de", "requirements.b.title: Be")
    return Texts(own, {"eu": part})


def test_a_text_falls_back_to_english_then_to_its_id(texts: Texts) -> None:
    assert texts.get("title", "de") == "Pflege"
    assert texts.get("requirements.a.title", "de") == "A"
    assert texts.get("requirements.three_of_five.title", "de") == "three of five"
    assert texts.get("title", "fr") == "Nurse"
    assert texts.get("title", "../../secret") == "Nurse"


def test_texts_of_a_part_stand_under_its_prefix(texts: Texts) -> None:
    assert texts.get("requirements.eu.b.title", "de") == "Be"
    assert texts.get("requirements.b.title") == "b"
    assert texts.get("title") == "Nurse"


def test_the_title_of_a_part_is_not_the_rulesets(tmp_path: Path) -> None:
    language(tmp_path / "part", "en", "title: Directive")
    assert Texts(tmp_path / "own", {"eu": tmp_path / "part"}).get("title") == "title"


def test_facts_and_terms_of_a_part_keep_their_names_and_give_way(texts: Texts) -> None:
    assert texts.get("facts.g.ask") == "G?"
    assert texts.get("terms.late") == "too late"
    assert texts.get("facts.f.ask") == "F?"


def test_languages_and_what_they_have(texts: Texts) -> None:
    assert texts.languages == ("en", "de")
    assert texts.has("title", "de")
    assert not texts.has("requirements.a.title", "de")


@pytest.mark.parametrize(
    "key, words",
    [
        ("requirements.eu.three_of_five.title", "three of five"),
        ("terms.measure_owed", "measure owed"),
        ("steps.apply.do", "apply"),
        ("title", "title"),
        ("facts.land.ask", "land"),
    ],
)
def test_an_id_spelled_out(key: str, words: str) -> None:
    assert spelled_out(key) == words


def test_no_word_of_a_language_file_becomes_a_truth_or_a_number(tmp_path: Path) -> None:
    language(tmp_path, "en", "a: NO\nb: on")
    assert Texts(tmp_path).get("a") == "NO"
    language(tmp_path, "fr", "a: true")
    with pytest.raises(InvalidRuleset) as caught:
        Texts(tmp_path).get("a", "fr")
    assert (caught.value.code, caught.value.problems[0].place.column) == ("RL003", 4)


def test_a_text_that_belongs_to_nothing_is_told_at_its_key(write: Write) -> None:
    file = write(
        "xx/user",
        'requirements: {done: {kind: age, reached: 18, cite: "act § 2"}}\nstages: [{id: stage, headline: true}]\n'
        'routes: [{id: way, stage: stage, needs: [done: {term: no}], cite: "act § 1"}]',
    )
    language(file.parent, "en", "title: T\nrequirements.done.title: Done\nroutes.way.title: Way\nterms.no: no\n")
    assert lint(file) == []
    language(file.parent, "de", "title: T\nrequirements.doen.title: Getan\n")
    (problem,) = lint(file)
    assert (problem.code, problem.place.line, problem.place.column) == ("RL001", 2, 1)
    assert problem.hint == "did you mean 'requirements.done.title'?"
