"""What *measure* hands to *decide*: comparisons still to be made, never a verdict (LANGUAGE 0, boundary of the layers).

A requirement measures into a tree. Its leaves are `Comparison`s, each one question of table `comparison`; its inner
nodes are counts, each one question of table `combine`. All numbers are whole: hundredths for hours, credits, money and
scores; ordinals for days; counts, months and positions as they are.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from recognition.foundations.bases import Basis, Strength
from recognition.model.law import Source


class Cited(NamedTuple):
    """A pinpoint resolved to its source, with the basis that the citation gives it."""

    id: str
    source: Source
    pinpoint: str
    basis: Basis


class Used(NamedTuple):
    """Evidence that a comparison looked at. `counted`: in; otherwise it only may count."""

    id: str
    document: str | None
    path: str | None
    line: int | None
    strength: Strength
    counted: bool


class Need(NamedTuple):
    """The law's line: `low` to `high`, the same where the text leaves no room; both None where it is unknown."""

    low: int | None
    high: int | None
    basis: Basis = "read"
    cited: tuple[Cited, ...] = ()


NO_NEED = Need(None, None)


class Wanted(NamedTuple):
    """What would decide an unknown: a code of a closed list with its arguments (texts are made by explain).

    `code`: `item` (args: kind of evidence, attributes asked), `attribute` (item id, attribute), `fact` (name),
    `clock` (name), `law` (parameter or list whose value is unknown), `list_not_current` (list), `strength` (item id,
    strength asked), `complete` (kind to be declared complete), `weigh` (the authority weighs it), `confirm` (source).
    """

    code: str
    args: tuple[str, ...] = ()


@dataclass(slots=True)
class Comparison:
    """`low` .. `high` measured (None: that end is open) against `need`.

    `at_most`: the need is a ceiling, asked with all signs turned. `basis` is the weakest of everything used: the
    requirement's citation, parameter rows, list rows, concordances. `quantity` is equal for two comparisons of the same
    measurement (same kind, same fields but the threshold), so that worlds can treat them as one unknown; `option` is
    set where the quantity is a stated fact: the comparison is 1 when the fact is one of these values, else 0.
    """

    low: int | None
    high: int | None
    need: Need
    unit: str
    basis: Basis
    quantity: Hashable
    at_most: bool = False
    label: str = ""
    used: tuple[Used, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    cited: tuple[Cited, ...] = ()
    option: tuple[Any, ...] | None = None


@dataclass(slots=True)
class Count:
    """At least `k` of `parts`: all-of (k = number of parts), any-of (k = 1), or k as written. `of_all`: k is all."""

    combiner: Literal["all", "any", "count"]
    parts: tuple[Tree, ...]
    k: int = 1
    label: str = ""


class StatusOf(NamedTuple):
    """Stands for the decided status of another requirement (a way of `accept` written `by: <requirement>`)."""

    requirement: str
    label: str = ""


Tree = Comparison | Count | StatusOf


@dataclass(slots=True)
class Measured:
    """All that measuring one requirement gave.

    `applies`: False where the requirement's `in_force` is certainly over or not begun; a Tree where that is asked as
    one more date comparison. `found` are the fields that `found:<requirement>.<field>` reads (a list row's or an
    item's); `entries` are the labels of a coverage's entries in order, `per` those of a document asked per country.
    """

    tree: Tree
    in_force: Tree | None = None
    found: Mapping[str, Any] = field(default_factory=dict)
    figures: Mapping[str, tuple[int | None, int | None, str]] = field(default_factory=dict)
    """Further measured figures to show: name -> (low, high, unit)."""
    problems: tuple[str, ...] = ()
