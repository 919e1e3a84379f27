"""What may be shown on a screen: foreign text cannot move the cursor, recolour it, or turn its direction around."""

from __future__ import annotations

import unicodedata

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Categories of characters that act instead of being seen; those of direction are of Cf."""
_JOINERS = frozenset("\u200c\u200d\u00ad")
"""Format characters that letters of Persian, Hindi and others need, and the soft hyphen; they harm nobody."""


def safe(text: str) -> str:
    """The text with control, direction and line-separating characters written as `\\u001b`; letters stay."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(f"\\u{ord(c):04x}" if unicodedata.category(c) in _HIDDEN and c not in _JOINERS else c for c in text)


def columns(text: str) -> int:
    """How many columns of a terminal the text takes: wide letters two, marks that sit on a letter none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) or c in _JOINERS else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )
