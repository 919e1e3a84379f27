"""The schema that ships is the one the answer keeps to."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import orjson
import pytest

import recognition
from recognition.model.assessment_schema import SHIPPED, assessment_schema, text

SAMPLES = Path(__file__).parents[1] / "samples"
SECTIONS = ["schema", "subject", "ruleset", "on", "dates", "outcome", "stages", "routes", "findings", "unknowns"]
SECTIONS += ["remedies", "steps", "trace", "problems", "notice"]


def test_the_shipped_schema_is_the_one_made() -> None:
    assert SHIPPED.read_text(encoding="utf-8") == text()


def test_the_schema_names_every_key_of_the_contract() -> None:
    assert set(SECTIONS) <= set(assessment_schema()["properties"])


@pytest.mark.parametrize("file", ["demo/filipino_nurse.yaml", "elmo/fi-nurse-2021.json", "elmo/no-gateway-2023.b64"])
def test_an_answer_keeps_to_the_schema(file: str) -> None:
    answer = recognition.assess(recognition.load(SAMPLES / file), "de/nurse", on="2026-11-23")
    data = orjson.loads(answer.to_json())
    jsonschema.Draft202012Validator(json.loads(SHIPPED.read_text(encoding="utf-8"))).validate(data)


def test_an_answer_that_breaks_the_contract_is_noticed() -> None:
    answer = recognition.assess(recognition.load(SAMPLES / "demo/filipino_nurse.yaml"), "de/nurse", on="2026-11-23")
    data = orjson.loads(answer.to_json())
    data["stages"][0]["status"] = "perhaps"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(assessment_schema()).validate(data)
