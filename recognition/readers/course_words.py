"""Words and codes of course metadata that carry meaning. What is not listed means nothing here."""

from __future__ import annotations

from typing import Final, Literal

Mode = Literal["full_time", "part_time", "distance", "dual"]

ESCO: Final = "http://data.europa.eu/esco/skill/"
ECTS_SCHEMES: Final = frozenset({"ects", "6fcec5c5af"})
"""The European Learning Model names ECTS by the second of these."""

SYSTEMS: Final[dict[str, str]] = {"scqf": "scqf", "cats": "uk_cats", "uk cats": "uk_cats"}
"""Credit systems by name; the keys of `credits.systems`."""

NATIONAL_LEVELS: Final[dict[str, str]] = {"scqf": "gb_sct.scqf"}
"""Credit systems whose levels are those of a framework (`eqf.frameworks`)."""

UNITS: Final[dict[str, int]] = {
    **dict.fromkeys(("year", "years", "an", "ans", "année", "années"), 1),
    **dict.fromkeys(("month", "months", "mois"), 12),
}
"""How many of a unit make a year. Weeks and days are left out: nobody says how many of them are taught."""

MODES: Final[dict[str, Mode]] = {
    **dict.fromkeys(("ft", "full time", "full-time", "fulltime", "temps plein", "72a0ab92fa"), "full_time"),
    **dict.fromkeys(
        ("pt", "part time", "part-time", "parttime", "temps partiel", "67395e6b5a", "f230bae523"), "part_time"
    ),
    **dict.fromkeys(("ds", "da", "on", "online", "distance"), "distance"),
}
"""Modes by code or word: XCRI-CAP, LHEO and the learning schedules of the European Learning Model."""

FRENCH_LEVELS: Final[dict[str, str]] = {"6": "the former French level III (BTS, DUT), since placed at EQF 5"}
"""What LHEO's numbers of levels mean, as far as it was read (formats.md section 5)."""

_THREE_AND_TWO: Final = """
bul bg ces cs dan da deu de ell el eng en est et fin fi fra fr gle ga hrv hr hun hu ita it lav lv lit lt mlt mt nld nl
pol pl por pt ron ro slk sk slv sl spa es swe sv nor no nob nb nno nn isl is cat ca eus eu glg gl ukr uk rus ru tur tr
ara ar sqi sq srp sr mkd mk bos bs kat ka hye hy aze az heb he zho zh jpn ja kor ko
"""
_CODES: Final = _THREE_AND_TWO.split()
ISO639: Final[dict[str, str]] = dict(zip(_CODES[::2], _CODES[1::2], strict=True))
"""Two letters for the three that authority tables of the European Union write."""
