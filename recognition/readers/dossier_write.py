"""Writing a dossier in our own format, so that reading it gives the same dossier again."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any, Final, Literal

import yaml
from pydantic import BaseModel

from recognition.model.dossier import Dossier, Noticed
from recognition.model.evidence import Origin, Written
from recognition.model.values import HUNDRED, Amount, Day

_PLAIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:[.:/@-][A-Za-z0-9_]+)*", re.ASCII)
_WORDS: Final = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def write_dossier(dossier: Dossier, form: Literal["yaml", "json"] = "yaml") -> str:
    """The text of a dossier file. What is not known is left out; what was noticed in the documents goes with it."""
    kept = dossier.model_copy(update={"noticed": tuple(map(Noticed.of, dossier.problems))})
    data = {"schema": dossier.schema_, "subject": dossier.subject, **_written(kept)}
    if form == "json":
        return _json(data, "") + "\n"
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=False, width=100)


def _written(value: Any) -> Any:
    if isinstance(value, Day):
        return value.written()
    if isinstance(value, Amount):
        low, high = Decimal(value.low) / HUNDRED, Decimal(value.high) / HUNDRED
        return _number(low) if low == high else {"between": [_number(low), _number(high)]}
    if isinstance(value, Written):
        return [value.path, value.line, value.raw]
    if isinstance(value, BaseModel):
        return _model(value)
    if isinstance(value, dict):
        return {key: _written(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_written(item) for item in value]
    return value


def _model(model: BaseModel) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        if value is None or value == field.get_default(call_default_factory=True):
            continue
        is_origin = isinstance(value, Origin) and "from_" not in type(model).model_fields
        key = "from" if is_origin else field.alias or name
        kept[key] = _written(value)
    return kept


def _number(number: Decimal) -> int | Decimal:
    return int(number) if number == number.to_integral_value() else number.normalize()


class _Dumper(yaml.SafeDumper):
    """Block style, no anchors, and quotes around every text that another reader could take for something else."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    plain = _PLAIN.fullmatch(text) is not None and text.lower() not in _WORDS
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if plain else '"')


def _decimal(dumper: _Dumper, number: Decimal) -> yaml.ScalarNode:
    kind = "int" if number == number.to_integral_value() else "float"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", format(number, "f" if kind == "float" else ".0f"))


_Dumper.add_representer(str, _text)
_Dumper.add_representer(Decimal, _decimal)


def _json(value: Any, indent: str) -> str:
    """JSON with exact decimals, which the standard module would turn into binary fractions."""
    inner = indent + "  "
    if isinstance(value, dict) and value:
        lines = (f"{inner}{_json(key, '')}: {_json(item, inner)}" for key, item in value.items())
        return "{\n" + ",\n".join(lines) + f"\n{indent}}}"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(inner + _json(item, inner) for item in value) + f"\n{indent}]"
    if isinstance(value, Decimal):
        return format(value, "f")
    return json.dumps(value, ensure_ascii=False)
