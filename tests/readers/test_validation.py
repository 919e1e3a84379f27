"""Faults of a model: each at its key or value, with our code, in our words."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from recognition.foundations.problems import InvalidDocument, InvalidRuleset, Problem
from recognition.readers.json_loader import parse_json
from recognition.readers.limits import LIMITS
from recognition.readers.read import read
from recognition.readers.validation import validate
from recognition.readers.yaml_loader import parse_yaml


class Closed(BaseModel):
    model_config = ConfigDict(
        strict=True, extra="forbid", frozen=True, hide_input_in_errors=True, populate_by_name=True
    )


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


def _even(value: object) -> object:
    if isinstance(value, int) and value % 2:
        raise ValueError("the number must be even")
    if value == 100:
        raise PydanticCustomError("too_round", "a round number needs a reason")
    return value


class Language(Closed):
    kind: Literal["language"]
    language: str
    minimum: Literal["A1", "A2", "B1"]


class Hours(Closed):
    kind: Literal["minimum-hours"]
    at_least: Annotated[int, BeforeValidator(_even), Field(ge=0)]
    from_: str | None = Field(default=None, alias="from")
    note: dict[str, str] = {}
    limit: Decimal | None = None


Requirement = Annotated[Language | Hours, Field(discriminator="kind")]


class Rules(Closed):
    title: str
    flag: bool = False
    colour: Annotated[Colour, Field(strict=False)] = Colour.RED
    requirements: dict[str, Requirement] = {}
    steps: list[Hours] = []


def problems(text: str, **more: Any) -> list[Problem]:
    with pytest.raises(InvalidDocument) as caught:
        validate(Rules, parse_yaml(text), document="r.yaml", **more)
    return list(caught.value.problems)


def placed(text: str) -> list[tuple[str, int | None, int | None, str | None, str | None]]:
    return [(p.code, p.place.line, p.place.column, p.place.path, p.hint) for p in problems(text)]


def test_a_right_file_becomes_a_model() -> None:
    rules = validate(Rules, parse_yaml("title: NO\nrequirements: {a: {kind: minimum-hours, at_least: 4, from: x}}"))
    assert rules.title == "NO"
    assert rules.requirements["a"] == Hours.model_validate({"kind": "minimum-hours", "at_least": 4, "from": "x"})


@pytest.mark.parametrize(
    "text,expected",
    [
        ("titel: a", [("missing_key", 1, 1, "", None), ("unknown_key", 1, 1, "/titel", "did you mean 'title'?")]),
        ("title: 1.10", [("invalid_value", 1, 8, "/title", "put it in quotes")]),
        ("title: a\nflag: yes", [("invalid_value", 2, 7, "/flag", None)]),
        ("title: a\ncolour: gren", [("unknown_word", 2, 9, "/colour", "did you mean 'green'?")]),
        (
            "title: a\nrequirements: {x: {kind: minimum_hours}}",
            [("unknown_kind", 2, 26, "/requirements/x/kind", "did you mean 'minimum-hours'?")],
        ),
        ("title: a\nrequirements:\n  x: {minimum: A1}", [("missing_key", 3, 3, "/requirements/x", None)]),
        (
            "title: a\nrequirements:\n  x: {kind: language, language: de, minimum: B9}",
            [("unknown_word", 3, 46, "/requirements/x/minimum", "one of: A1, A2, B1")],
        ),
        (
            "title: a\nrequirements:\n  language: {kind: language, language: de, minimun: A1}",
            [
                ("missing_key", 3, 3, "/requirements/language", None),
                ("unknown_key", 3, 44, "/requirements/language/minimun", "did you mean 'minimum'?"),
            ],
        ),
        (
            "title: a\nrequirements:\n  x: {kind: language, language: 5, minimum: A1}",
            [("invalid_value", 3, 33, "/requirements/x/language", "put it in quotes")],
        ),
        (
            "title: a\nsteps:\n - {kind: minimum-hours, at_least: '4', fro: x}",
            [
                ("invalid_value", 3, 36, "/steps/0/at_least", "write it without quotes"),
                ("unknown_key", 3, 41, "/steps/0/fro", "did you mean 'from'?"),
            ],
        ),
        (
            "title: a\nsteps: [{kind: minimum-hours, at_least: -2}]",
            [("invalid_value", 2, 41, "/steps/0/at_least", None)],
        ),
        ("title: a\nsteps: [{kind: minimum-hours, at_least: 100}]", [("too_round", 2, 41, "/steps/0/at_least", None)]),
        (
            "title: a\nsteps: [{kind: minimum-hours, at_least: 2, note: {'a/b': 1}}]",
            [("invalid_value", 2, 58, "/steps/0/note/'a~1b'", "put it in quotes")],
        ),
        ("title: a\nsteps: 5", [("invalid_value", 2, 8, "/steps", None)]),
        ("[]", [("invalid_value", 1, 1, "", None)]),
    ],
)
def test_code_place_and_hint(text: str, expected: list[object]) -> None:
    assert placed(text) == expected


def test_hint_names_only_keys_of_the_kind_at_hand() -> None:
    found = problems("title: a\nrequirements: {x: {kind: language, language: de, minimum: A1, at_leest: 1}}")
    assert [(p.code, p.hint) for p in found] == [("unknown_key", None)]


def test_own_sentences() -> None:
    found = problems("title: a\nsteps: [{kind: minimum-hours, at_least: 3}, {kind: minimum-hours, at_least: 100}]")
    assert [p.sentence for p in found] == ["the number must be even", "a round number needs a reason"]


def test_input_is_not_quoted_raw() -> None:
    found = problems('title: a\n"x\\u202Ey": secret\nflag: "another secret"\ncolour: "r\\ne"')
    text = "\n".join(map(str, found)) + "".join(str(p.place.path) for p in found)
    assert "secret" not in text
    assert "\u202e" not in text
    assert "r\\u000ae" in text


def test_codes_and_error_can_be_the_callers() -> None:
    rename = {"extra_forbidden": "RL001", "missing_key": "RL002", "too_round": "RL009"}
    text = "x: 1\nsteps: [{kind: minimum-hours, at_least: 100}]"
    with pytest.raises(InvalidRuleset) as caught:
        validate(Rules, parse_yaml(text), error=InvalidRuleset, rename=rename)
    assert sorted(p.code for p in caught.value.problems) == ["RL001", "RL002", "RL009"]


def test_json_places() -> None:
    with pytest.raises(InvalidDocument) as caught:
        validate(Rules, parse_json('{"title": "a",\n "flag": 1}', document="x"), document="x.json")
    assert str(caught.value).startswith("x.json:2:10: invalid_value: The value here must be true or false.")


def test_at_most_so_many_problems() -> None:
    text = "title: a\n" + "".join(f"k{i}: 1\n" for i in range(3 * LIMITS.problems))
    assert len(problems(text)) == LIMITS.problems


def test_types_beside_models() -> None:
    assert validate(list[int], parse_yaml("[1, 2]")) == [1, 2]
    with pytest.raises(InvalidDocument) as caught:
        validate(Requirement, parse_yaml("kind: languag"))  # type: ignore[arg-type]
    assert caught.value.code == "unknown_kind"


def test_what_is_none_of_the_kinds_is_told_to_have_been_read_as_yaml() -> None:
    with pytest.raises(InvalidDocument) as caught:
        read(b"# a\nPYTHON ?=\nJOBS ?= auto\n\n# R\nIN = ./e\n", name="Makefile")
    (problem,) = caught.value.problems
    assert problem.code == "not_well_formed"
    assert problem.hint == "it was read as YAML, for it is neither XML nor JSON nor a table"
