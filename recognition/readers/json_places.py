"""Places for JSON that the C decoder has read: a tree over plain data that knows the line of every value.

All work on the whole document is done at the speed of C. The texts between quotes are taken out; what is left is short
and holds every bracket and every line break. With line numbers put in for its values it is itself JSON: lists in lists
of numbers, of the same shape as the data. Columns, and the lines of keys, are wanted in messages alone: the exact scan
then tells them.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain, count, repeat
from typing import Any

import orjson

from recognition.readers.limits import LIMITS
from recognition.readers.tree import Lines, Node, PlacedNode

_SHAPE = str.maketrans(
    {chr(code): "0" for code in range(128)} | dict(zip("\n,{}[]:", "\n,[][],", strict=True)) | dict.fromkeys(" \t\r")
)
_BRACKETS = str.maketrans("", "", "\n,0")
_LONG_NUMBER = "0" * (LIMITS.integer_digits + 1)
_FIRST_NUMBERS = tuple(map(str, range(1, 5_001)))


class Doubtful(ValueError):
    """The text may break a rule that the decoder does not hold: the exact scan must decide."""


def placed(data: Any, text: str, exact: Callable[[], Node]) -> PlacedNode:
    """The data that `text` was decoded to, with places; `exact` scans the text. Raises Doubtful as `_outline`."""
    return PlacedNode.root(data, _lines(_outline(data, text)), exact)


def placed_within(holder: Node, data: Any, text: str) -> PlacedNode:
    """The same where all of it has the place of what holds it."""
    _outline(data, text)
    return PlacedNode.root(data, holder.line, lambda: Node(None, holder.line, holder.column))


def _outline(data: Any, text: str) -> str:
    """The shape of the text: brackets, commas, line breaks, and a run of zeros for each key, text, number or word.

    Raises Doubtful where a key stood twice, or where a name, a text or a number may be too long or the levels too many.
    """
    pieces = _unescaped(text).split('"')
    lengths = list(map(len, pieces[1::2]))
    longest = max(lengths, default=0)
    if longest > LIMITS.text_characters and _longest_text(data) > LIMITS.text_characters:  # escapes make texts longer
        raise Doubtful
    if longest > LIMITS.name_characters:
        long = [at for at, length in enumerate(lengths) if length > LIMITS.name_characters]
        if any(pieces[2 * at + 2].lstrip().startswith(":") for at in long):
            raise Doubtful
    outline = '""'.join(pieces[::2]).translate(_SHAPE)
    if _LONG_NUMBER in outline or _is_too_deep(outline) or len(lengths) != _strings(data):
        raise Doubtful
    return outline


def _longest_text(data: Any) -> int:
    found = 0
    waiting = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            found = max(found, len(value))
        elif isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
    return found


def _unescaped(text: str) -> str:
    """The text without escapes of quotes and of backslashes, so that every quote left begins or ends a string."""
    return text.replace("\\\\", "__").replace('\\"', "__") if "\\" in text else text


def _strings(data: Any) -> int:
    """How many strings the data holds, keys and values: fewer than its text where a key stood twice there."""
    try:
        written = orjson.dumps(data, default=float)
    except TypeError:  # deeper, or a longer number, than any document that is read
        raise Doubtful from None
    if b"\\\\" in written:
        written = written.replace(b"\\\\", b"")
    return (written.count(b'"') - written.count(b'\\"')) // 2


def _is_too_deep(outline: str) -> bool:
    brackets = outline.translate(_BRACKETS)
    for _ in range(LIMITS.depth):
        if not brackets:
            return False
        brackets = brackets.replace("[]", "")
    return bool(brackets)


def _lines(outline: str) -> Lines:
    """The outline as lists in lists of line numbers. Raises ValueError for a container of nothing but line breaks."""
    if "\n" not in outline:
        return 1
    nested = outline
    while "00" in nested:
        nested = nested.replace("00", "0")
    nested = nested.replace("[]", "0").replace("[", "[0,")
    numbers = chain(_FIRST_NUMBERS, map(str, count(len(_FIRST_NUMBERS) + 1)))
    found: Lines = orjson.loads(" ".join(map(str.replace, nested.split("\n"), repeat("0"), numbers)))
    return found
