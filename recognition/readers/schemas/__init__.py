"""JSON Schemas of our own file formats, made from the models that read them and shipped beside this module."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any, Final, Literal

from recognition.model.dossier import Dossier

Schema = Literal["dossier"]
SCHEMAS: Final[dict[Schema, str]] = {"dossier": "dossier-1.json"}

_UNKNOWN: Final = {"const": "unknown"}
_REQUIRED_TO_MEAN_SOMETHING: Final = frozenset({"Credits", "Period", "Reach", "Money", "Noticed", "Spot"})


def json_schema(name: Schema) -> dict[str, Any]:
    """The schema as the models give it: what passes it is read, up to what only the readers can tell (days, places)."""
    made = Dossier.model_json_schema(by_alias=True, mode="validation")
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    made["title"] = f"{name}/1"
    made["required"] = ["schema", "subject"]
    for title, part in {"Dossier": made, **made["$defs"]}.items():
        _open_to_unknown(title, part)
    return made


def shipped(name: Schema) -> str:
    """The text of the schema file that is installed."""
    return files(__name__).joinpath(SCHEMAS[name]).read_text(encoding="utf-8")


def text(name: Schema) -> str:
    """The schema as its file holds it."""
    return json.dumps(json_schema(name), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _open_to_unknown(title: str, part: dict[str, Any]) -> None:
    """`unknown` equals leaving out, a bare text stands for a text by language, and `from` may name the origin."""
    fields: dict[str, Any] = part.get("properties", {})
    for name, field in fields.items():
        if _is_by_language(field):
            fields[name] = {"anyOf": [{"type": "string"}, field]}
        if title in _REQUIRED_TO_MEAN_SOMETHING or name in ("schema", "subject", "complete") or title == "Dossier":
            continue
        fields[name] = {"anyOf": [fields[name], _UNKNOWN]}
    if "origin" in fields:
        place = {"$ref": "#/$defs/Origin"}
        fields["from"] = {"anyOf": [fields["from"], place]} if "from" in fields else place


def _is_by_language(field: dict[str, Any]) -> bool:
    return field.get("type") == "object" and field.get("additionalProperties") == {"type": "string"}
