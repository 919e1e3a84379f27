"""No place where law names law is forgotten."""

from __future__ import annotations

import inspect
import re

import pytest

from recognition.catalogue.references import TABLE, references, rewritten
from recognition.model import law, requirements, ruleset
from recognition.model.requirements import DateOrder, ExperienceKind
from recognition.model.values import Model

NAMING = re.compile(r"\b(Ref|DayTerm|Threshold|Where)\b")
IDS_OF_THEIR_OWN = {("Need", "id")}


def models() -> list[type[Model]]:
    return [
        thing
        for module in (law, requirements, ruleset)
        for _, thing in inspect.getmembers(module, inspect.isclass)
        if issubclass(thing, Model) and thing.__module__ == module.__name__
    ]


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_every_field_that_can_name_something_is_in_the_table(model: type[Model]) -> None:
    handled = {name for base in model.__mro__ for name in TABLE.get(base, {})}
    for name, annotation in model.__annotations__.items():
        if NAMING.search(str(annotation)):
            assert name in handled, f"{model.__name__}.{name}: {annotation}"


def test_the_table_names_only_fields_that_are_there() -> None:
    for model, handlers in TABLE.items():
        assert set(handlers) <= set(model.model_fields)


def day_order(**fields: object) -> DateOrder:
    return DateOrder.model_validate({"kind": "date-order", "cite": "act § 1", **fields})


@pytest.mark.parametrize(
    "term, expected",
    [
        ("application", [("clock", "application")]),
        ("2026-01-01", []),
        ("2026", []),
        ("$limit", [("parameter", "limit")]),
        ("@chosen", [("fact", "chosen")]),
        ("focus.issued", [("attribute", "focus.issued")]),
        ("found:eu.title.reference_date", [("requirement", "eu.title")]),
        ({"of": {"of": "decision", "minus": "P1M"}, "plus": "$w"}, [("clock", "decision"), ("parameter", "w")]),
    ],
)
def test_a_day_term(term: object, expected: list[tuple[str, str]]) -> None:
    found = [(one.kind, one.word) for one in references(day_order(day=term)) if one.kind != "source"]
    assert found == expected


def test_terms_inside_filters() -> None:
    model = ExperienceKind.model_validate(
        {
            "kind": "experience", "unit": "months", "how": "total", "at_least": {"times": "1/2", "of": "$full"},
            "where": {
                "country": {"not_in": "a.list"}, "start": {"from": "arrival"}, "area": "@chosen",
                "occupation": ["focus.occupation", "isco08:2221"], "share": {"at_least": "$half"},
            },
        }
    )  # fmt: skip
    found = {(one.kind, one.word) for one in references(model)}
    assert found == {
        ("list", "a.list"), ("clock", "arrival"), ("fact", "chosen"), ("attribute", "focus.occupation"),
        ("parameter", "half"), ("parameter", "full"),
    }  # fmt: skip


def test_rewriting_changes_words_and_nothing_else() -> None:
    before = day_order(day="found:a.day", before={"of": "$p", "plus": "P1M"})
    after = rewritten(before, lambda one: f"x.{one.word}")
    assert (after.day, after.before) == ("found:x.a.day", {"of": "$x.p", "plus": "P1M"})
    assert after.cite is not None
    assert (after.cite.source, after.cite.at) == ("x.act", "§ 1")
    assert rewritten(before, lambda one: one.word) is before
