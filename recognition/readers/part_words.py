"""Codes and words of personal documents that carry meaning. What is not listed means nothing here."""

from __future__ import annotations

from typing import Final

from recognition.model.evidence import Cefr

ESCO_SKILL: Final = "http://data.europa.eu/esco/skill/"
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

_THREE = (
    "bul:bg ces:cs cze:cs dan:da deu:de ger:de ell:el gre:el eng:en est:et fin:fi fra:fr fre:fr gle:ga hrv:hr hun:hu "
    "ita:it lav:lv lit:lt mlt:mt nld:nl dut:nl pol:pl por:pt ron:ro rum:ro slk:sk slo:sk slv:sl spa:es swe:sv nor:no "
    "nob:nb nno:nn isl:is ice:is ukr:uk rus:ru tur:tr ara:ar sqi:sq alb:sq srp:sr mkd:mk mac:mk bos:bs zho:zh chi:zh "
    "jpn:ja kor:ko fas:fa per:fa hin:hi vie:vi tgl:tl"
)
ISO639: Final[dict[str, str]] = dict(pair.split(":") for pair in _THREE.split())
"""Two letters for three, both forms of ISO 639-2."""
