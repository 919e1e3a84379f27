"""What makes two measurements the same: equal fields but the threshold (LANGUAGE 3.5)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from decimal import Decimal

from recognition.model.requirements import Requirement
from recognition.model.values import Day, Model


def frozen(value: object) -> Hashable:
    """A value of a ruleset as something that can be compared and hashed."""
    if isinstance(value, dict):
        return tuple(sorted(((str(name), frozen(one)) for name, one in value.items()), key=repr))
    if isinstance(value, (list, tuple)):
        return tuple(frozen(one) for one in value)
    if isinstance(value, Model):
        return tuple((name, frozen(getattr(value, name))) for name in type(value).model_fields)
    return value if isinstance(value, (str, int, bool, Decimal, Day)) or value is None else repr(value)


def quantity(requirement: Requirement, fields: Iterable[str]) -> tuple[Hashable, ...]:
    """What names the measurement of a requirement: its kind, these fields, and which evidence it admits."""
    return tuple(frozen(getattr(requirement, name)) for name in ("kind", "strength", "once", *fields))
