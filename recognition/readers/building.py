"""Models made from values that are already of the right types, without checking them again.

Half of the time of reading a transcript would go into checking what the reader itself has just made. A test holds every
reader to it: what it builds equals what the checked model makes of the same values.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple, TypeVar, cast

from recognition.model.values import Model

M = TypeVar("M", bound=Model)
_UNKNOWN = "unknown"

_set: Callable[[object, str, object], None] = object.__setattr__


class _Defaults(NamedTuple):
    fixed: dict[str, Any]
    made: tuple[tuple[str, Callable[[], Any]], ...]
    required: frozenset[str]


@cache
def _defaults(model: type[Model]) -> _Defaults:
    fields = model.model_fields.items()
    made = {name: cast("Callable[[], Any]", field.default_factory) for name, field in fields if field.default_factory}
    fixed = {name: field.default for name, field in fields if name not in made}
    return _Defaults(fixed, tuple(made.items()), frozenset(name for name, field in fields if field.is_required()))


def built(model: type[M], values: dict[str, Any], private: dict[str, Any] | None = None) -> M:
    """A model holding `values` (by field name) and its defaults; `private` holds all its private attributes, if any."""
    defaults = _defaults(model)
    if _UNKNOWN in values.values():  # a document that writes the word says no more than one that is silent
        values = {name: value for name, value in values.items() if value != _UNKNOWN or name in defaults.required}
    content = {**defaults.fixed, **values}
    for name, make in defaults.made:
        if name not in values:
            content[name] = make()
    new = model.__new__(model)
    _set(new, "__dict__", content)
    _set(new, "__pydantic_fields_set__", set(values))
    _set(new, "__pydantic_extra__", None)
    _set(new, "__pydantic_private__", private)
    return new
