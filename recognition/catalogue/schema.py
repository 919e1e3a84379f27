"""The JSON Schema of rulesets and parts, for editors that complete and check while one writes.

It is made from the model; short forms that the model takes (`act § 1`, a need by its id) are added by hand below. The
file that ships must equal what is made here. Lint says more: a schema cannot follow a name.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from recognition.model.ruleset import PartFile, RulesetFile

SHIPPED = Path(__file__).parent / "schemas" / "ruleset-1.json"
_CITATION = {"type": "string", "pattern": r"^[a-z][a-z0-9_.]* \S"}
_TEXT = {"type": "string"}
_NAME = "^[a-z][a-z0-9_]{0,79}$"
_NAMED = {"uses", "sources", "clocks", "parameters", "facts", "requirements", "remedies", "steps", "asks"}


def ruleset_schema() -> dict[str, Any]:
    """The schema of a ruleset or a part, told apart by `schema`."""
    files: list[tuple[type[BaseModel], JsonSchemaMode]] = [(RulesetFile, "validation"), (PartFile, "validation")]
    definitions: dict[str, Any] = _without_titles(models_json_schema(files)[1]["$defs"])
    for file in ("RulesetFile", "PartFile"):
        for table in _NAMED & definitions[file]["properties"].keys():
            definitions[file]["properties"][table]["propertyNames"] = {"pattern": _NAME}
    _short_form(definitions, "Citation", _CITATION)
    _short_form(definitions, "Use", _TEXT)
    _short_form(definitions, "Need", _TEXT, _need_by_id(definitions["Need"]))
    step = definitions["Step"]["properties"]["when"]
    definitions["Step"]["properties"]["when"] = {"anyOf": [{"$ref": "#/$defs/StepWhen"}, _without_default(step)]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Ruleset or part",
        "if": {"properties": {"schema": {"const": "part/1"}}, "required": ["schema"]},
        "then": {"$ref": "#/$defs/PartFile"},
        "else": {"$ref": "#/$defs/RulesetFile"},
        "$defs": dict(sorted(definitions.items())),
    }


def written() -> str:
    """The schema as the shipped file holds it."""
    return json.dumps(ruleset_schema(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _short_form(definitions: dict[str, Any], name: str, *forms: dict[str, Any]) -> None:
    """Let a definition be written in a short form as well."""
    definitions[f"{name}InFull"] = definitions[name]
    definitions[name] = {"anyOf": [*forms, {"$ref": f"#/$defs/{name}InFull"}]}


def _need_by_id(need: dict[str, Any]) -> dict[str, Any]:
    """`{id: {if_gap, remedies, term}}`."""
    options = {name: form for name, form in need["properties"].items() if name != "id"}
    inner = {"type": "object", "properties": options, "additionalProperties": False}
    return {
        "type": "object",
        "maxProperties": 1,
        "minProperties": 1,
        "propertyNames": {"not": {"const": "id"}},
        "additionalProperties": inner,
    }


def _without_titles(form: Any) -> Any:
    """Titles only repeat the keys."""
    if isinstance(form, dict):
        return {
            key: _without_titles(value) for key, value in form.items() if key != "title" or not isinstance(value, str)
        }
    return [_without_titles(one) for one in form] if isinstance(form, list) else form


def _without_default(form: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in form.items() if key not in ("default", "title")}
