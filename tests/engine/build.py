"""Rulesets, lists, dossiers and cases from a few lines, built on the models themselves and not on any loader."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from pydantic import TypeAdapter

from recognition.catalogue.list_table import ListRow, ListTable
from recognition.catalogue.loaded import Ruleset
from recognition.catalogue.standards import Standards
from recognition.engine.case import Case
from recognition.engine.measure import open_case
from recognition.engine.measured import Comparison, Count, Measured
from recognition.foundations.days import Span, parse_day
from recognition.foundations.text import folded
from recognition.model.dossier import Dossier
from recognition.model.law import Checked, Citation, InForce, Source
from recognition.model.requirements import AnyRequirement
from recognition.model.ruleset import Clock, Fact, Focus, Parameter
from recognition.model.values import Day

CHECKED = {"on": "2026-11-23", "by": "tests", "next": "2027-11-23"}
SOURCES = {
    "act": {"title": "An act", "read_on": "2026-11-23", "basis": "read"},
    "page": {"title": "A page", "read_on": "2026-11-23", "basis": "secondary"},
    "memory": {"title": "From memory", "read_on": "2026-11-23", "basis": "recalled"},
}
REQUIREMENT: TypeAdapter[Any] = TypeAdapter(AnyRequirement)


def day(text: str) -> int:
    """A full day as its ordinal."""
    return date.fromisoformat(text).toordinal()


def ruleset(
    requirements: Mapping[str, Mapping[str, Any]],
    *,
    subject: str = "person",
    clocks: Mapping[str, Any] | None = None,
    parameters: Mapping[str, Any] | None = None,
    facts: Mapping[str, Any] | None = None,
    focus: Mapping[str, Any] | None = None,
    **more: Any,
) -> Ruleset:
    """A ruleset of these requirements, in one level; each cites `act § 1` unless it says otherwise.

    `sources` are act (read), page (secondary) and memory (recalled); `more` are fields of `Ruleset`, as they are.
    """
    built = {name: REQUIREMENT.validate_python({"cite": "act § 1", **fields}) for name, fields in requirements.items()}
    given: dict[str, Any] = {
        "id": "xx/test", "version": 1, "subject": subject, "status": "draft",
        "checked": Checked.model_validate(CHECKED), "sha256": "0" * 64, "in_force": None,
        "focus": Focus.model_validate(focus) if focus is not None else None,
        "sources": {name: Source.model_validate(source) for name, source in SOURCES.items()},
        "clocks": {name: Clock.model_validate(clock) for name, clock in (clocks or {}).items()},
        "parameters": {name: Parameter.model_validate(one) for name, one in (parameters or {}).items()},
        "facts": {name: Fact.model_validate(fact) for name, fact in (facts or {}).items()},
        "requirements": built, "levels": (tuple(built),), "stages": (), "routes": (), "remedies": {}, "steps": {},
        "report": (), "texts": None,
    }  # fmt: skip
    return Ruleset(**{**given, **more})


def table(
    name: str,
    key: list[str],
    rows: list[Mapping[str, Any]],
    *,
    complete: bool = True,
    known: tuple[str | None, str | None] = ("1950-01-01", "2050-12-31"),
) -> ListTable:
    """A list; a row is written as in a file (`from`, `until`, `excluded`, `aliases`, `basis` beside its values)."""
    return ListTable(
        name=name, title=name, key=tuple(key), complete=complete,
        known_from=None if known[0] is None else day(known[0]), known_to=None if known[1] is None else day(known[1]),
        rows=tuple(_row(key, row) for row in rows), checked=Checked.model_validate(CHECKED), sources={}, meanings={},
    )  # fmt: skip


def _row(key: list[str], row: Mapping[str, Any]) -> ListRow:
    values = dict(row)
    first, last = values.pop("from", None), values.pop("until", None)
    aliases = tuple(values.pop("aliases", ()))
    basis = values.pop("basis", "read")
    excluded = values.pop("excluded", False)
    title = values.get("title", values.get("label"))
    keys = {name: values.pop(name) for name in key if name in values}
    return ListRow(
        key={name: tuple(value) if isinstance(value, list) else value for name, value in keys.items()},
        fields=values,
        from_=None if first is None else Day.of(first).span,
        until=None if last is None else Day.of(last).span,
        excluded=excluded,
        basis=basis,
        source=Source.model_validate({"title": "A list", "read_on": "2026-11-23", "basis": basis}),
        citation=Citation(source="list", at="row"),
        aliases=aliases,
        wordings=frozenset(folded(text) for text in (*([title] if title else ()), *aliases)),
    )  # fmt: skip


class Lists:
    """Standards that hold these lists and no others."""

    def __init__(self, *tables: ListTable) -> None:
        self._tables = {one.name: one for one in tables}

    def names(self) -> tuple[str, ...]:
        """Every list, by name."""
        return tuple(self._tables)

    def table(self, name: str) -> ListTable:
        """The list of that name. KeyError for another."""
        return self._tables[name]


def dossier(subject: str = "person", **lists: Any) -> Dossier:
    """A dossier from its written form."""
    return Dossier.model_validate({"subject": subject, **lists})


def case(
    rules: Ruleset,
    shown: Dossier | None = None,
    *,
    on: str = "2026-06-01",
    tables: tuple[ListTable, ...] = (),
    focus: Any = "first",
    dates: Mapping[str, str | Span] | None = None,
) -> Case:
    """A case. `focus`: "first" (the first qualification, the curriculum or the partnership), or an item, or None."""
    shown = shown if shown is not None else dossier()
    if focus == "first":
        focus = shown.curriculum or shown.partnership or (shown.qualifications[0] if shown.qualifications else None)
    given = {name: parse_day(one) if isinstance(one, str) else one for name, one in (dates or {}).items()}
    return open_case(rules, shown, day(on), cast(Standards, Lists(*tables)), focus=focus, dates=given)


def measured(fields: Mapping[str, Any], shown: Dossier | None = None, **rest: Any) -> Measured:
    """One requirement measured against a dossier. Rest: arguments of `ruleset` and of `case`."""
    about_case = {name: rest.pop(name) for name in ("on", "tables", "focus", "dates") if name in rest}
    return case(ruleset({"it": fields}, **rest), shown, **about_case).measured("it")


def one(tree: Any) -> Comparison:
    """The tree, which must be a single comparison."""
    assert isinstance(tree, Comparison), tree
    return tree


def interval(fields: Mapping[str, Any], shown: Dossier | None = None, **rest: Any) -> tuple[int | None, int | None]:
    """The measured ends of a requirement that is one comparison."""
    comparison = one(measured(fields, shown, **rest).tree)
    return comparison.low, comparison.high


def leaves(tree: Any) -> list[Comparison]:
    """All comparisons of a tree, in order."""
    if isinstance(tree, Count):
        return [leaf for part in tree.parts for leaf in leaves(part)]
    return [tree] if isinstance(tree, Comparison) else []


def in_force(**fields: Any) -> InForce:
    """An `in_force`, from its written form."""
    return InForce.model_validate(fields)
