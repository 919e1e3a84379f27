"""Strict JSON: one meaning for every program, numbers exact, places on demand.

Ordinary documents go through the C decoder, and their places are worked out only when one is asked for. Whatever that
path finds doubtful is decided by the exact scan, which names the place. The scan also makes the places.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from recognition.readers.door import Incoming, text_of
from recognition.readers.json_scan import scan_json
from recognition.readers.limits import LIMITS
from recognition.readers.numbers import decimal, whole
from recognition.readers.tree import LazyNode, Node

_ESCAPED_NO_TEXT = re.compile(r"\\u(?:0000|[dD][89abAB])")


class _Doubtful(ValueError):
    """The fast path cannot vouch for the document."""


def parse_json(source: Incoming | str, *, document: str | None = None) -> Node:
    """Read one JSON document: numbers become int or Decimal, keys are unique, no byte order mark.

    A fault of syntax or size ends the reading; doubled keys and impossible values are collected and raised together.
    Raises InvalidDocument or UnsafeDocument with line and column; codes: `not_well_formed`, `duplicate_key`,
    `invalid_value`, `too_deep`, `too_many_nodes`, `too_large`, `name_too_long`, `encoding_forbidden`, `empty`.
    """
    if isinstance(source, Incoming):
        document = document or source.name
        text = text_of(source)
    else:
        text = source
    try:
        data = _fast(text)
    except (ValueError, RecursionError):  # the scan knows what is wrong and where
        return scan_json(text, document)
    return LazyNode(data, lambda: scan_json(text, document))


def _fast(text: str) -> Any:
    values = 1 + text.count(",") + text.count("[") + text.count("{")  # or fewer: in texts they count for nothing
    if values > LIMITS.nodes or _ESCAPED_NO_TEXT.search(text) or (not text.isascii() and _has_half_characters(text)):
        raise _Doubtful
    if len(text) > LIMITS.text_characters and max(map(len, text.split('"'))) > LIMITS.text_characters:
        raise _Doubtful
    data = _DECODER.decode(text)
    if _depth_exceeds(data, LIMITS.depth):
        raise _Doubtful
    return data


def _has_half_characters(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    entries = dict(pairs)
    if len(entries) != len(pairs) or (entries and max(map(len, entries)) > LIMITS.name_characters):
        raise _Doubtful
    return entries


def _integer(digits: str) -> int:
    number = whole(digits)
    if number is None:
        raise _Doubtful
    return number


def _decimal(digits: str) -> Decimal:
    number = decimal(digits)
    if number is None:
        raise _Doubtful
    return number


def _constant(word: str) -> None:
    raise _Doubtful


_DECODER = json.JSONDecoder(
    object_pairs_hook=_unique, parse_int=_integer, parse_float=_decimal, parse_constant=_constant, strict=True
)


def _depth_exceeds(data: Any, limit: int) -> bool:
    level: list[Any] = [data]
    for _ in range(limit):
        level = [item for outer in level for item in _items(outer) if isinstance(item, (dict, list))]
        if not level:
            return False
    return True


def _items(outer: Any) -> Iterable[Any]:
    if isinstance(outer, dict):
        return outer.values()
    return outer if isinstance(outer, list) else ()
