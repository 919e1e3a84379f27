"""Words and codes of course metadata that carry meaning. What is not listed means nothing here."""

from __future__ import annotations

from typing import Final, Literal

Mode = Literal["full_time", "part_time", "distance", "dual"]

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
