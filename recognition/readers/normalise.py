"""What documents write for countries, languages, days and numbers, brought to one form or to unknown.

Each function returns the value and the code of what was noticed, or None where nothing was. A value that cannot be told
is None and never guessed; the raw text stays with the caller. Kinds of dirt: formats.md section 5.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Final

from recognition.foundations.days import YEARS, Span
from recognition.foundations.text import folded, normal
from recognition.model.values import HUNDRED, Amount, Day
from recognition.readers.countries import ALPHA2, ALPHA2_OF_ALPHA3, CUSTOMARY, NAMES, STANDARD_OFFSET
from recognition.readers.limits import LIMITS

_DECIMAL = re.compile(
    rf"\+?(?:[0-9]{{1,{LIMITS.integer_digits}}}(?:[.,][0-9]{{0,{LIMITS.fraction_digits}}})?"
    rf"|[.,][0-9]{{1,{LIMITS.fraction_digits}}})",
    re.ASCII,
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]{1,9})?)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?",
    re.ASCII,
)
_MONTH_OR_YEAR = re.compile(r"[0-9]{4}(?:-[0-9]{2})?", re.ASCII)
_WRITTEN_ORDER = re.compile(r"([0-9]{1,2})[-./]([0-9]{1,2})[-./]([0-9]{4})", re.ASCII)
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})", re.ASCII)
_DAY_FIRST: Final = ("dd-mm-yyyy", "dd.mm.yyyy", "dd/mm/yyyy")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{2,8})*", re.ASCII)
_PLACEHOLDERS: Final = frozenset({"-", "--", "n/a", "none", "null", "unknown", "tbd", "?"})
_PLACEHOLDER_STARTS: Final = frozenset("-?nutNUT")
_TODO = re.compile(r"todo\b", re.IGNORECASE | re.ASCII)
_MISDECODED = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]"
)
_MARKUP = re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,9}(?:\s[^<>]{0,200})?/?>")

_STAND_IN: Final = "1900-01-01"
_DAY_SENTENCES: Final = {
    "day_form": "The day in {name} is not written YYYY-MM-DD; its parts could be told apart.",
    "day_shifted": "The day in {name} was stored as a moment in UTC; it is the day on the writer's clock.",
    "day_uncertain": "The day in {name} was stored as a moment in UTC; two days are possible.",
    "day_unreadable": "The day in {name} cannot be read; it stays unknown.",
    "day_stand_in": f"The day in {{name}} is {_STAND_IN}, which stands where none was told; it stays unknown.",
}
_FIRST: Final = date(YEARS[0], 1, 1).toordinal()
_LAST: Final = date(YEARS[1], 12, 31).toordinal()
EARTH = (timedelta(hours=-12), timedelta(hours=14))
"""Clocks on Earth stand between these and UTC."""


def is_placeholder(text: str) -> bool:
    """Whether a document wrote a stand-in (`TODO: …`, `-`, `n/a`) where a value belongs."""
    if text[:1] not in _PLACEHOLDER_STARTS:
        return False
    return text.casefold() in _PLACEHOLDERS or _TODO.match(text) is not None


def country(text: str) -> str | None:
    """ISO 3166-1 alpha-2 of an alpha-2 or alpha-3 code, a customary code or a known name; None where it is none."""
    code = text.strip().upper()
    if code in ALPHA2:
        return code
    return ALPHA2_OF_ALPHA3.get(code) or CUSTOMARY.get(code) or NAMES.get(folded(text))


@lru_cache(maxsize=1_000)
def language(text: str) -> str | None:
    """The primary part of a language tag in lower case (`FI` fi, `en-EN` en); None for other text."""
    match = _LANGUAGE.fullmatch(text.strip())
    return match.group(1).lower() if match else None


def decimal(text: str) -> tuple[Amount, str | None]:
    """A non-negative decimal number as an amount; `decimal_comma` where a comma stood for the point.

    Raises ValueError for everything else: signs below zero, exponents, NaN, other scripts' digits, too many digits.
    """
    if text.isdigit() and text.isascii() and len(text) <= 15:
        return Amount(int(text) * HUNDRED, int(text) * HUNDRED), None
    if _DECIMAL.fullmatch(text) is None:
        raise ValueError("a number is written with ASCII digits and one decimal point, without sign or exponent")
    return Amount.of(Decimal(text.replace(",", "."))), "decimal_comma" if "," in text else None


def day(text: str, *, form: str | None = None, zone: str | None = None) -> tuple[Day | None, str | None]:
    """The day that a text means.

    `form` is a pattern that the document names (ELMO before 1.0: `dd-MM-yyyy`); `zone` is the country whose clock the
    writer kept, which alone may settle a moment in UTC near midnight. Codes: `day_form` another order than ISO,
    `day_shifted` a day moved by its time zone and set right, `day_uncertain` two days are possible, `day_unreadable`,
    `day_stand_in` the first day of 1900, which databases hold where nobody told a day.
    """
    found, code = _as_written(text.strip(), form, zone)
    return (None, "day_stand_in") if found is not None and found.text == _STAND_IN else (found, code)


def day_sentence(code: str, name: str) -> str:
    """What a code of `day` says of the day at `name`, as the format calls the place."""
    return _DAY_SENTENCES[code].format(name=name)


def _as_written(text: str, form: str | None, zone: str | None) -> tuple[Day | None, str | None]:
    try:
        if _DAY.fullmatch(text):
            ordinal = date.fromisoformat(text).toordinal()
            return Day(text, Span(ordinal, ordinal) if _FIRST <= ordinal <= _LAST else None), None
        if _MONTH_OR_YEAR.fullmatch(text):
            return Day.of(text), None
        if match := _MOMENT.fullmatch(text):
            return _of_moment(match, zone)
        if match := _COMPACT.fullmatch(text):
            return Day.of("-".join(match.groups())), "day_form"
        match = _WRITTEN_ORDER.fullmatch(text)
        if match and (form is None or form.lower() in _DAY_FIRST):
            return _day_first(match, sure=form is not None or "." in text)
    except ValueError:
        return None, "day_unreadable"
    return None, "day_unreadable"


def _day_first(match: re.Match[str], *, sure: bool) -> tuple[Day | None, str | None]:
    first, second, year = match.groups()
    if not sure and int(first) <= 12 and int(second) <= 12 and first != second:
        return None, "day_unreadable"  # 03/04/2015 is two different days in two traditions
    if not sure and int(first) <= 12 < int(second):
        first, second = second, first
    return Day.of(f"{year}-{int(second):02d}-{int(first):02d}"), "day_form"


def _of_moment(match: re.Match[str], zone: str | None) -> tuple[Day | None, str | None]:
    """A day with a time. An offset other than zero is the writer's own clock, so the day stands as written."""
    written, hour, minute, second, offset = match.groups()
    stated = Day.of(written)
    if hour is None or offset is None or offset.strip("+-0:") not in ("", "Z"):
        return stated, None
    try:
        moment = datetime.fromisoformat(f"{written}T{hour}:{minute}:{second or '00'}").replace(tzinfo=UTC)
    except ValueError:
        return None, "day_unreadable"
    if (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return stated, None  # a plain day stored as a moment
    hours = STANDARD_OFFSET.get(zone or "")
    ends = EARTH if hours is None else (timedelta(hours=hours), timedelta(hours=hours + 1))
    local = [moment + end for end in ends]
    if hours is not None:
        for clock in local:  # exactly midnight there, in winter or in summer: a day was stored and then shifted
            if (clock.hour, clock.minute, clock.second) == (0, 0, 0):
                return Day.of(clock.date().isoformat()), "day_shifted"
    first, last = local[0].date(), local[1].date()
    if first == last:
        return Day.of(first.isoformat()), None if first == date.fromisoformat(written) else "day_shifted"
    return Day.of({"between": [first.isoformat(), last.isoformat()]}), "day_uncertain"


def misdecoded(text: str) -> str | None:
    """What a text probably read before UTF-8 was taken for Latin-1 (`KÃ¸benhavn`); None where nothing shows it."""
    if text.isascii() or _MISDECODED.search(text) is None:
        return None
    for encoding in ("latin-1", "cp1252"):
        try:
            return normal(text.encode(encoding).decode("utf-8"))
        except UnicodeError:
            continue
    return None


def holds_markup(text: str) -> bool:
    """Whether HTML tags stand in what should be plain text."""
    return "<" in text and _MARKUP.search(text) is not None
