"""Codes of languages: two letters for the three that documents write (ISO 639-1 and both forms of ISO 639-2)."""

from __future__ import annotations

from typing import Final

_CODES: Final = """
ar:ara az:aze bg:bul bs:bos ca:cat cs:ces,cze da:dan de:deu,ger el:ell,gre en:eng es:spa et:est eu:eus
fa:fas,per fi:fin fr:fra,fre ga:gle gl:glg he:heb hi:hin hr:hrv hu:hun hy:hye is:ice,isl it:ita ja:jpn ka:kat
ko:kor lt:lit lv:lav mk:mac,mkd mt:mlt nb:nob nl:dut,nld nn:nno no:nor pl:pol pt:por ro:ron,rum ru:rus
sk:slk,slo sl:slv sq:alb,sqi sr:srp sv:swe tl:tgl tr:tur uk:ukr vi:vie zh:chi,zho
"""
ISO639: Final[dict[str, str]] = {
    three: two for two, _, codes in (row.partition(":") for row in _CODES.split()) for three in codes.split(",")
}
"""Two letters for three. A code that is not listed is not known, never guessed from its letters."""
