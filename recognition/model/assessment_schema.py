"""The JSON Schema of `assessment/1`, made from the dataclasses that hold an answer and shipped beside them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from recognition.model.assessment import AssessmentData

SHIPPED = Path(__file__).parent / "schemas" / "assessment-1.json"


def assessment_schema() -> dict[str, Any]:
    """Every key that an answer holds is always there; keys are never removed inside /1, and may be added."""
    made: dict[str, Any] = TypeAdapter(AssessmentData).json_schema(mode="serialization")
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    made["title"] = "assessment/1"
    made["properties"]["schema"] = {"const": "assessment/1"}
    for part in (made, *made["$defs"].values()):
        part["required"] = list(part["properties"])
        for one in part["properties"].values():
            one.pop("default", None)
            one.pop("title", None)
    return made


def text() -> str:
    """The schema as its file holds it."""
    return json.dumps(assessment_schema(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
