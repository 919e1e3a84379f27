"""Answers in other formats: what is written says what was answered, and can never come back as a qualification."""

from __future__ import annotations

import base64
import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import recognition
from recognition.foundations.problems import MisuseError
from recognition.model.dossier import Dossier
from recognition.readers.read import read
from recognition.writers.elmo_report import NS, STATUS

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
ON = date(2026, 11, 23)
FINNISH = (SAMPLES / "elmo" / "fi-nurse-2021.json", SAMPLES / "demo" / "finnish_nurse_answers.yaml")
FILIPINO = (SAMPLES / "demo" / "filipino_nurse.yaml",)


def answered(files: tuple[Path, ...]) -> tuple[Dossier, recognition.Assessment]:
    from recognition.services.loading import load_all

    dossier = load_all(files[:1], files[1:], subject="person")
    return dossier, recognition.assess(dossier, "de/nurse", on=ON)


@pytest.fixture(scope="module")
def finnish() -> tuple[Dossier, recognition.Assessment]:
    return answered(FINNISH)


@pytest.fixture(scope="module")
def filipino() -> tuple[Dossier, recognition.Assessment]:
    return answered(FILIPINO)


def texts(data: bytes, path: str) -> list[str | None]:
    root = etree.fromstring(data)
    return [one.text for one in root.iterfind("/".join(f"{{{NS}}}{name}" for name in path.split("/")))]


def test_each_decided_stage_is_a_result_and_no_other(filipino: Any, finnish: Any) -> None:
    seen = set()
    for dossier, answer in (finnish, filipino):
        decided = [stage for stage in answer.stages if stage.status in STATUS]
        seen |= {stage.status for stage in answer.stages}
        data = answer.to_elmo(dossier)
        assert texts(data, "report/resultOfRecognition/status") == [STATUS[stage.status] for stage in decided]
        days = texts(data, "report/resultOfRecognition/decisionDate")
        assert days == [ON.isoformat()] * len(decided)
    assert {"positive", "conditional", "undetermined"} <= seen


def test_a_measure_that_is_still_to_be_passed_is_not_written_as_a_result(filipino: Any) -> None:
    dossier, answer = filipino
    assert answer.stage("qualification").status == "conditional"
    titles = texts(answer.to_elmo(dossier), "report/resultOfRecognition/title")
    assert not any("Qualification" in str(title) for title in titles)


def test_the_result_maps_the_qualification_to_the_stage(finnish: Any) -> None:
    dossier, answer = finnish
    data = answer.to_elmo(dossier)
    result = "report/resultOfRecognition"
    assert texts(data, f"{result}/recognitionMapping/mapping/fromMapping/ref") == [answer.focus]
    assert texts(data, f"{result}/recognitionMapping/mapping/toMapping/ref") == ["de/nurse.qualification"]
    basis = f"{result}/recognitionBasis/recognitionReport"
    assert texts(data, f"{basis}/learningOpportunitySpecification/identifier") == [answer.focus]
    assert texts(data, f"{basis}/issuer/country") == ["FI"]


def test_what_rests_on_statements_says_so_in_its_title(finnish: Any) -> None:
    dossier, answer = finnish
    assert answer.stage("qualification").strength == "stated"
    (title,) = texts(answer.to_elmo(dossier), "report/resultOfRecognition/title")
    claims = json.loads(answer.to_edc(dossier))["credentialSubject"]["hasClaim"]
    assert title == claims[0]["title"]["en"]
    assert str(title).startswith("Advice, if documents confirm what was stated")


def test_the_credential_judges_every_stage_and_awards_nothing(finnish: Any, filipino: Any) -> None:
    for dossier, answer in (finnish, filipino):
        credential = json.loads(answer.to_edc(dossier))
        claims = credential["credentialSubject"]["hasClaim"]
        assert {claim["type"] for claim in claims} == {"LearningAssessment"}
        assert [claim["id"].rsplit(":", 1)[1] for claim in claims] == [stage.id for stage in answer.stages]
        assert [claim["grade"]["noteLiteral"]["en"] for claim in claims] == [
            answer._ruleset.texts.get(f"terms.{stage.term}") for stage in answer.stages
        ]
        for claim in claims:
            assert answer.notice in claim["description"]["en"]
            assert "de/nurse" in claim["description"]["en"]


def test_the_whole_answer_is_attached(finnish: Any, filipino: Any) -> None:
    for dossier, answer in (finnish, filipino):
        expected = json.loads(answer.to_json())
        (content,) = texts(answer.to_elmo(dossier), "report/attachment/content")
        credential = json.loads(answer.to_edc(dossier))
        for kept in (str(content).split(",")[1], credential["attachment"][0]["content"]):
            assert json.loads(gzip.decompress(base64.b64decode(kept))) == expected


def test_advice_never_comes_back_as_a_qualification(finnish: Any, filipino: Any) -> None:
    for dossier, answer in (finnish, filipino):
        for data in (answer.to_elmo(dossier), answer.to_edc(dossier)):
            found = read(data, name="advice")
            assert found.qualifications == found.modules == found.registrations == found.examinations == ()
            assert found.person is not None
            assert dossier.person is not None
            assert (found.person.born and found.person.born.text) == (dossier.person.born and dossier.person.born.text)


def test_equal_answers_give_equal_bytes(finnish: Any) -> None:
    dossier, answer = finnish
    again_dossier, again = answered(FINNISH)
    assert answer.to_elmo(dossier) == again.to_elmo(again_dossier)
    assert answer.to_edc(dossier) == again.to_edc(again_dossier)


def test_a_curriculum_is_refused() -> None:
    dossier = read(b"schema: dossier/1\nsubject: curriculum\ncurriculum: {title: {en: Nursing}}\n", name="c.yaml")
    answer = recognition.assess(dossier, "eu/nurse-curriculum", on=ON)
    for write in (answer.to_elmo, answer.to_edc):
        with pytest.raises(MisuseError, match="not_about_a_person"):
            write(dossier)


@given(name=st.text(max_size=40), title=st.text(max_size=40))
@settings(max_examples=60, deadline=None)
def test_any_name_is_written_and_read_back(name: str, title: str) -> None:
    dossier, answer = _ANSWERED
    assert dossier.person is not None
    person = dossier.person.model_copy(update={"given_names": name, "family_name": "<b>&amp;", "full_name": None})
    award = dossier.qualifications[0].model_copy(update={"title": {"en": title}})
    changed = dossier.model_copy(update={"person": person, "qualifications": (award, *dossier.qualifications[1:])})
    forbidden = {char for char in name if (ord(char) < 32 and char not in "\t\n\r") or 0xD800 <= ord(char) < 0xE000}
    forbidden |= {char for char in name if ord(char) in (0xFFFE, 0xFFFF)}
    expected = "".join("\ufffd" if char in forbidden else char for char in name).replace("\r\n", "\n")
    data = answer.to_elmo(changed)
    (found,) = texts(data, "learner/givenNames")
    assert (found or "") == expected
    assert texts(data, "learner/familyName") == ["<b>&amp;"]
    if not any(0xD800 <= ord(char) < 0xE000 for char in name + title):
        subject = json.loads(answer.to_edc(changed))["credentialSubject"]
        assert subject.get("givenName", {}).get("en", "") == name


_ANSWERED = answered(FINNISH)
