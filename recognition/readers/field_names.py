"""Which keys a model knows at a place: walks types along a location of pydantic's, through unions and containers."""

from __future__ import annotations

import types
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from typing_extensions import TypeAliasType


def field_names(root: Any, location: Sequence[str | int]) -> list[str]:
    """The names, as written in a file, of all fields that could stand at `location` below `root`."""
    here = _models_and_containers(root)
    for step in location:
        here = _below(here, step)
    return sorted({name for found in here if _is_model(found) for name in _written_names(found)})


def _below(here: Sequence[Any], step: str | int) -> list[Any]:
    found: list[Any] = []
    for kind in here:
        if _is_model(kind):
            fields = [field for name, field in kind.model_fields.items() if step in (field.alias or name, name)]
            found += [below for field in fields for below in _models_and_containers(field.annotation)]
        else:
            found += _models_and_containers(_item_type(kind, step))
    if found:
        return found
    tagged = [kind for kind in here if _is_model(kind) and _bears(kind, step)]
    return tagged or list(here)


def _item_type(container: Any, step: str | int) -> Any:
    arguments = [argument for argument in get_args(container) if argument is not Ellipsis]
    mapping = isinstance(get_origin(container), type) and issubclass(get_origin(container), dict)
    if not arguments or (isinstance(step, str) and not mapping):
        return None
    return arguments[-1]


def _models_and_containers(annotation: Any) -> list[Any]:
    """An annotation taken apart into models and generic containers; scalars fall away."""
    if isinstance(annotation, TypeAliasType):
        return _models_and_containers(annotation.__value__)
    origin = get_origin(annotation)
    if origin is Annotated:
        return _models_and_containers(get_args(annotation)[0])
    if origin is Union or origin is types.UnionType:
        return [found for part in get_args(annotation) for found in _models_and_containers(part)]
    if _is_model(annotation):
        return [annotation]
    return [annotation] if isinstance(origin, type) and issubclass(origin, (dict, list, tuple, set, frozenset)) else []


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _written_names(model: type[BaseModel]) -> Iterable[str]:
    return (field.alias or name for name, field in model.model_fields.items())


def _bears(model: type[BaseModel], tag: str | int) -> bool:
    """Whether `tag` picks this model out of a union: the word of a literal field, or the model's own name."""
    words = {word for field in model.model_fields.values() for word in _literals(field.annotation)}
    return tag in words or tag == model.__name__


def _literals(annotation: Any) -> list[Any]:
    if get_origin(annotation) is not Literal:
        return []
    return [word.value if isinstance(word, Enum) else word for word in get_args(annotation)]
