"""Text compared as people mean it: one normal form, one folding."""

from __future__ import annotations

import unicodedata


def normal(text: str) -> str:
    """NFC, with runs of white space as one space and none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def folded(text: str) -> str:
    """For comparing titles and labels: normal form, case folded, normalised again (LANGUAGE 2.5)."""
    return unicodedata.normalize("NFC", normal(text).casefold())


def unaccented(text: str) -> str:
    """Letters without the accents that stand over, under or behind them: ž as z. Others stay (ø, ß)."""
    if text.isascii():
        return text
    return "".join(one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))
