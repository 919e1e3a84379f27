"""The schema for editors: made from the model, shipped, and at one with the loader."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from recognition.catalogue.folders import PART_FILE, RULESET_FILE, data_folder
from recognition.catalogue.schema import SHIPPED, ruleset_schema, written
from recognition.readers.tree import plain
from recognition.readers.yaml_loader import parse_yaml

HERE = Path(__file__).parent
RULESETS = data_folder("rulesets")
FILES = [*sorted(RULESETS.rglob(RULESET_FILE)), *sorted(RULESETS.rglob(PART_FILE)), HERE / "right" / "small.yaml"]
REFUSED = (
    "unknown_key", "unknown_key_of_step", "wrong_type", "wrong_word", "missing_key", "bad_id", "bad_ruleset_id",
    "unknown_kind", "field_of_another_kind", "citation_without_pinpoint", "source_never_read", "two_lists_for_one_key",
)  # fmt: skip


def data(path: Path) -> Any:
    return json.loads(json.dumps(plain(parse_yaml(path.read_text(encoding="utf-8"))), default=_number))


def _number(value: Decimal) -> float:
    return float(value)


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = ruleset_schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_the_shipped_schema_is_the_generated_one() -> None:
    assert SHIPPED.read_text(encoding="utf-8") == written(), "run: recognition rulesets schema > the shipped file"


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-3:-1]))
def test_the_schema_takes_what_the_loader_takes(validator: Draft202012Validator, path: Path) -> None:
    assert [(list(error.absolute_path), error.message[:200]) for error in validator.iter_errors(data(path))] == []


@pytest.mark.parametrize("name", REFUSED)
def test_the_schema_refuses_wrong_forms(validator: Draft202012Validator, name: str) -> None:
    assert not validator.is_valid(data(HERE / "wrong" / f"{name}.yaml"))
