"""Values of a dossier as a person reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 200


def shown(value: Any) -> str:
    """One value in words: intervals with both ends, money with its currency, texts with their language, a model as its
    fields."""
    from pydantic import BaseModel

    from recognition.model.values import Amount, Day

    if isinstance(value, Amount):
        low, high = (f"{end / 100:.10g}" for end in value)
        return low if low == high else f"{low} to {high}"
    if isinstance(value, Day):
        return value.text.replace("..", " to ")
    if isinstance(value, BaseModel):
        parts = ((name.strip("_").replace("_", " "), getattr(value, name)) for name in type(value).model_fields)
        return ", ".join(f"{name} {shown(one)}" for name, one in parts if one not in (None, (), {}))
    if isinstance(value, Mapping):
        if value.keys() == {"between"}:
            return " to ".join(map(shown, value["between"]))
        if value.keys() == {"amount", "unit"}:
            return f"{shown(value['amount'])} {value['unit']}"
        return "; ".join(f"{shown(one)} ({key})" if key != "und" else shown(one) for key, one in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(map(shown, value))
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else cut(str(value))


def leaves(value: Any) -> Iterator[str]:
    """What a value shows in a line together with other words: a title, a credit value, a level."""
    from pydantic import BaseModel

    from recognition.model.values import Amount, Day

    inner: Any = ()
    if isinstance(value, BaseModel):
        inner = (getattr(value, name) for name in type(value).model_fields)
    elif isinstance(value, dict):
        inner = value.values()
    for one in inner:
        if isinstance(one, (str, int, Amount, Day)):
            yield shown(one)


def cut(text: str, most: int = LONGEST) -> str:
    """The text on one line, at most so many characters."""
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1]}…"
