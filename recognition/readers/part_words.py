"""Codes and words of personal documents that carry meaning. What is not listed means nothing here."""

from __future__ import annotations

from typing import Final

from recognition.model.evidence import Cefr

ESCO_SKILL: Final = "http://data.europa.eu/esco/skill/"
NOT_EQUAL: Final = frozenset({"broaderMatch", "narrowerMatch"})
"""Ways in which an outcome is tied to a skill that is not what was learnt, but more or less than it."""
ESCO_OCCUPATION: Final = "http://data.europa.eu/esco/occupation/"

CEFR: Final[dict[str, Cefr]] = {"A1": "A1", "A2": "A2", "B1": "B1", "B2": "B2", "C1": "C1", "C2": "C2"}
CEFR_ORDER: Final[tuple[Cefr, ...]] = ("below A1", "A1", "A2", "B1", "B2", "C1", "C2")

_NAMES = (
    "en:english de:german fr:french es:spanish it:italian pt:portuguese nl:dutch sv:swedish da:danish fi:finnish "
    "pl:polish cs:czech sk:slovak hu:hungarian ro:romanian bg:bulgarian el:greek hr:croatian sl:slovenian et:estonian "
    "lv:latvian lt:lithuanian mt:maltese ga:irish is:icelandic no:norwegian uk:ukrainian ru:russian tr:turkish "
    "ar:arabic fa:persian hi:hindi ja:japanese ko:korean vi:vietnamese tl:tagalog sr:serbian sq:albanian"
)
LANGUAGE_NAMES: Final[dict[str, str]] = {name: code for code, name in (pair.split(":") for pair in _NAMES.split())}
"""English names, case folded. Where a name may mean several languages (Chinese), it is left out."""
