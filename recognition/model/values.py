"""Value types shared by all models, each with its written form.

Amounts are whole hundredths inside (LANGUAGE 2.1: hours, credits, money and scores times 100) and plain numbers in
files. A value that lies somewhere between two is an interval; a value that is not known is left out or `unknown`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from difflib import get_close_matches
from math import isfinite
from typing import Annotated, Any, NamedTuple, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    Strict,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from recognition.foundations.currencies import CURRENCIES
from recognition.foundations.days import Span, parse_day
from recognition.foundations.text import normal

HUNDRED = 100
_EXACT = Context(prec=1_000)  # a number with more digits than Decimal keeps by itself must not be rounded onto a line
MOST = 10**15  # whole part of the largest number taken from a document (facts/reliability: 15 digits)


class Day:
    """A day as written, with the interval of days that it can mean. `ongoing` is an end that has not come yet."""

    __slots__ = ("span", "text")

    def __init__(self, text: str, span: Span | None = None):
        self.text = text
        self.span = span if span is not None else parse_day(text)

    @property
    def ongoing(self) -> bool:
        """True for an end still to come: the item runs on."""
        return self.text == "ongoing"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Day) and (self.text, self.span) == (other.text, other.span)

    def __hash__(self) -> int:
        return hash((self.text, self.span))

    def __repr__(self) -> str:
        return f"Day({self.text!r})"

    @classmethod
    def of(cls, value: object) -> Day:
        """From the written form: a day, month, year, `ongoing`, or {between: [a, b]}. Raises ValueError."""
        if isinstance(value, Day):
            return value
        if isinstance(value, str):
            if value == "ongoing":
                return cls(value, Span(None, None))
            return cls(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return cls(f"{value:04d}")
        low, high = _between(value)
        if not (isinstance(low, str) and isinstance(high, str)):
            raise ValueError("a day is written YYYY-MM-DD, YYYY-MM or YYYY")
        first, last = parse_day(low), parse_day(high)
        if (first.low or 0) > (last.high or 0):
            raise ValueError("the first of the two days must not be later than the second")
        return cls(f"{low}..{high}", Span(first.low, last.high))

    def written(self) -> Any:
        """The form used in files."""
        if ".." in self.text:
            return {"between": self.text.split("..")}
        return self.text

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return _written_schema(cls.of, cls.written)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        day = {"type": "string", "pattern": r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$|^ongoing$|^unknown$"}
        return {"anyOf": [day, {"type": "integer"}, _between_schema(day)]}


def exact(value: object) -> object:
    """The value with every float in it, at any depth, as the decimal number that it is written as.

    Raises ValueError for one that is no number of finite size.
    """
    if isinstance(value, float):
        if not isfinite(value):
            raise ValueError("a number is expected")
        return Decimal(repr(value))
    if isinstance(value, dict):
        return {key: exact(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(map(exact, value))
    return value


class Amount(NamedTuple):
    """A number in hundredths, `low` to `high`; both the same where it is known exactly."""

    low: int
    high: int

    @classmethod
    def of(cls, value: object) -> Amount:
        """From the written form: a number or {between: [a, b]}. Raises ValueError; text and truth words are refused."""
        if isinstance(value, Amount):
            return value
        value = exact(value)
        if isinstance(value, (int, Decimal)):
            low = high = value
        elif isinstance(value, dict):
            low, high = _between(value)
        else:
            raise ValueError("a number is expected, or {between: [a, b]}")
        a, b = _hundredths(low, ROUND_FLOOR), _hundredths(high, ROUND_CEILING)
        if a > b:
            raise ValueError("the first of the two numbers must not be larger than the second")
        return cls(a, b)

    def written(self) -> Any:
        """The form used in files."""
        if self.low == self.high:
            return _plain(self.low)
        return {"between": [_plain(self.low), _plain(self.high)]}

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return _written_schema(cls.of, cls.written)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [{"type": "number"}, {"const": "unknown"}, _between_schema({"type": "number"})]}


def _hundredths(value: object, rounding: str) -> int:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise ValueError("a number is expected")
    number = Decimal(value)
    if not number.is_finite() or abs(number) >= MOST:
        raise ValueError("the number is too large")
    return int(_EXACT.multiply(number, HUNDRED).to_integral_value(rounding=rounding))


def _plain(hundredths: int) -> int | float:
    whole, rest = divmod(hundredths, HUNDRED)
    return whole if rest == 0 else hundredths / HUNDRED


def _between(value: object) -> tuple[Any, Any]:
    if isinstance(value, dict) and set(value) == {"between"}:
        ends = value["between"]
        if isinstance(ends, (list, tuple)) and len(ends) == 2:
            return ends[0], ends[1]
    raise ValueError("expected a plain value or {between: [a, b]}")


def _within(most: int | None, sentence: str) -> Callable[[Amount], Amount]:
    def check(value: Amount) -> Amount:
        if value.low < 0 or (most is not None and value.high > most):
            raise ValueError(sentence)
        return value

    return check


def _number_schema(**limits: int) -> WithJsonSchema:
    number = {"type": "number", **limits}
    return WithJsonSchema({"anyOf": [number, {"const": "unknown"}, _between_schema(number)]})


def _between_schema(of: dict[str, Any]) -> dict[str, Any]:
    pair = {"type": "array", "items": of, "minItems": 2, "maxItems": 2}
    return {"type": "object", "properties": {"between": pair}, "required": ["between"], "additionalProperties": False}


def _written_schema(read: Callable[[object], Any], write: Callable[[Any], Any]) -> CoreSchema:
    return core_schema.no_info_plain_validator_function(
        read, serialization=core_schema.plain_serializer_function_ser_schema(write)
    )


def _matching(pattern: str, sentence: str) -> Callable[[object], object]:
    compiled = re.compile(pattern, re.ASCII)

    def check(value: object) -> object:
        if not isinstance(value, str) or compiled.fullmatch(value) is None:
            raise ValueError(sentence)
        return value

    return check


_name = _matching(r"[a-z][a-z0-9_]{0,79}", "a name is lower-case letters, digits and _")


def _text(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError("text is expected")
    if "\x00" in value:
        raise ValueError("text may not hold a NUL")
    return normal(value)


def _currency(value: object) -> object:
    if not isinstance(value, str) or value not in CURRENCIES:
        close = get_close_matches(str(value)[:3], sorted(CURRENCIES), n=1)
        raise ValueError(f"a currency is an ISO 4217 code such as {close[0] if close else 'EUR'}")
    return value


def _unit(value: object) -> object:
    return _currency(value) if isinstance(value, str) and value.isupper() else _name(value)


def _texts(value: object) -> object:
    return {"und": value} if isinstance(value, str) else value


Size = Annotated[Amount, AfterValidator(_within(None, "the number here is never negative")), _number_schema(minimum=0)]
"""An amount of hours, credits, years, points … which is never negative."""

Share = Annotated[
    Amount,
    AfterValidator(_within(HUNDRED, "a part of full time lies between 0 and 1: 0.5 is half")),
    _number_schema(minimum=0, maximum=1),
]
"""Part of full time. A percentage would make full time of every half."""

Text = Annotated[str, BeforeValidator(_text)]
"""Text in Unicode normal form C; the raw form stays in the item's origin."""

Texts = Annotated[dict[str, Text], BeforeValidator(_texts)]
"""The same text by language tag; a bare string means language `und` (not told)."""

Ident = Annotated[
    str, BeforeValidator(_matching(r"[A-Za-z0-9][A-Za-z0-9_.:/@-]{0,199}", "an id is letters, digits and _.:/@-"))
]
Name = Annotated[str, BeforeValidator(_name)]
"""An id inside a ruleset (LANGUAGE 1.1)."""

Country = Annotated[str, BeforeValidator(_matching(r"[A-Z]{2}", "a country is an ISO 3166-1 alpha-2 code such as FI"))]
Language = Annotated[str, BeforeValidator(_matching(r"[a-z]{2,3}", "a language is an ISO 639 code such as de"))]
Currency = Annotated[str, BeforeValidator(_currency)]
Unit = Annotated[str, BeforeValidator(_unit)]
"""A unit or the scale of a test by its name, or a currency in capitals."""


def known_only(data: Any) -> Any:
    """A mapping without what is `unknown` or null, which equals leaving it out (LANGUAGE 8).

    `from` holding a mapping says where the thing was read and is moved to `origin`; a day, or an interval of days,
    stays. Anything but a mapping is given back as it is.
    """
    if not isinstance(data, dict):
        return data
    kept = {key: value for key, value in data.items() if value != "unknown" and value is not None}
    if isinstance(kept.get("from"), dict) and "between" not in kept["from"]:
        kept["origin"] = kept.pop("from")
    return kept


T = TypeVar("T")
Many = Annotated[tuple[T, ...], Strict(False)]
"""A sequence: a list in files, a tuple inside."""


class Model(BaseModel):
    """Closed and frozen; input is never echoed in an error.

    Modules of models do without `from __future__ import annotations`: pydantic would evaluate each annotation from its
    text, which makes classes a good deal slower to build, at every start of a command.
    """

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, populate_by_name=True, hide_input_in_errors=True, defer_build=True
    )
