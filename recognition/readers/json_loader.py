"""Strict JSON: one meaning for every program, numbers exact, a place for every value.

Ordinary documents go through the C decoder; places are added to what it gives. Whatever that path finds doubtful is
decided by the exact scan, which names the place of what is wrong.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

from recognition.readers.door import Incoming, text_of
from recognition.readers.json_places import Doubtful, placed, placed_within
from recognition.readers.json_scan import scan_json
from recognition.readers.limits import LIMITS
from recognition.readers.numbers import decimal
from recognition.readers.tree import Node, PlacedNode, plain

_ESCAPED_NO_TEXT = re.compile(r"\\u(?:0000|[dD][89abAB])")


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
        return placed(_decoded(text), text, lambda: scan_json(text, document))
    except (ValueError, RecursionError):  # the scan knows what is wrong and where
        return scan_json(text, document)


def parse_json_within(holder: Node, text: str, *, document: str | None = None) -> Node:
    """JSON that stands inside another document: every value has the place of its holder. Raises as `parse_json`."""
    try:
        return placed_within(holder, _decoded(text), text)
    except (ValueError, RecursionError):
        data = plain(scan_json(text, document))
        return PlacedNode.root(data, holder.line, lambda: Node(None, holder.line, holder.column))


def _decoded(text: str) -> Any:
    values = 1 + text.count(",") + text.count("[") + text.count("{")  # or fewer: in texts they count for nothing
    if values > LIMITS.nodes or _ESCAPED_NO_TEXT.search(text) or (not text.isascii() and _has_half_characters(text)):
        raise Doubtful
    return _DECODER.decode(text)


def _has_half_characters(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _decimal(digits: str) -> Decimal:
    number = decimal(digits, digits=LIMITS.magnitude_digits)
    if number is None:
        raise Doubtful
    return number


def _constant(word: str) -> Any:
    raise Doubtful


_DECODER = json.JSONDecoder(parse_float=_decimal, parse_constant=_constant, strict=True)
