"""Single values of course metadata: texts, days, credits, levels, hours and durations; what is doubtful is noticed.

Leniency is one-sided: what cannot be read stays unknown with a problem, and nothing is refused or repaired.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from recognition.foundations.problems import Severity, quoted
from recognition.foundations.text import folded
from recognition.model.evidence import Credits, Level, Origin
from recognition.model.values import HUNDRED, Amount, Day
from recognition.readers import normalise
from recognition.readers.building import built
from recognition.readers.course_tree import Spot
from recognition.readers.course_words import ECTS_SCHEMES, SYSTEMS, UNITS
from recognition.readers.elmo_values import Values, ident, written
from recognition.readers.language_codes import ISO639
from recognition.readers.notices import Notices
from recognition.readers.part_words import ESCO_SKILL, NOT_EQUAL

T = TypeVar("T")

_ISCED_F: Final = re.compile(r"(?:0[0-9]|10|99)[0-9]{0,2}", re.ASCII)
_EQF: Final = re.compile(r"(?:^|eqf/?(?:level)?[:/ ]?)([1-8])$", re.ASCII | re.IGNORECASE)
_EQF_IN_TITLE: Final = re.compile(r"\bEQF\s*(?:level\s*)?([1-8])\b", re.ASCII | re.IGNORECASE)
_LAST: Final = re.compile(r"(?<![^/#:])[^/#:]+$")  # begun once a step: else the time grows as the square
_DURATION: Final = re.compile(
    r"P(?:([0-9]{1,5})Y)?(?:([0-9]{1,5})M)?(?:([0-9]{1,5})W)?(?:([0-9]{1,5})D)?"
    r"(T(?:([0-9]{1,6})H)?(?:([0-9]{1,7})M)?(?:([0-9]{1,8})(?:\.[0-9]{1,9})?S)?)?",
    re.ASCII,
)
_PROSE: Final = re.compile(r"([0-9]{1,3})\s*([^\W\d_]+)")
_ISO_DAY: Final = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?", re.ASCII)
_ZONED_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:Z|[+-][0-9]{2}:[0-9]{2})", re.ASCII)


def last(address: str) -> str:
    """What an address ends in: `…/country/NOR` NOR."""
    found = _LAST.search(address.strip())
    return found.group(0) if found else ""


class CourseValues:
    """Reads values and notes where each stands."""

    def __init__(self, document: str) -> None:
        self.document: Final = document
        self.notices: Final = Notices(document)

    def notice(
        self, code: str, sentence: str, spot: Spot, severity: Severity = "note", hint: str | None = None
    ) -> None:
        """Remember one thing noticed at an element."""
        self.notices.add(code, sentence, spot.path, spot.line, severity, hint)

    def origin(self, spot: Spot, values: Values) -> Origin:
        """Where an item stands, and each of its values."""
        return built(Origin, {"document": self.document, "path": spot.path, "line": spot.line, "values": values})

    def keep(self, spot: Spot, values: Values | None, field: str, raw: str | None = None) -> None:
        """Remember the raw text behind a field, the first one only."""
        if values is not None and field:
            text = raw if raw is not None else "".join(spot.element.itertext())
            values.setdefault(field, written((spot.path, spot.line, text)))

    def text(self, spot: Spot | None, values: Values | None = None, field: str = "") -> str | None:
        """The text of an element; a stand-in or nothing is not known."""
        if spot is None or (text := spot.text) is None:
            return None
        self.keep(spot, values, field)
        if normalise.is_placeholder(text) or _is_run_of_nines(text):
            self.notice("placeholder", f"<{spot.name}> holds a stand-in, not a value.", spot)
            return None
        self._look_at(text, spot)
        return text

    def texts(self, spots: Iterable[Spot], values: Values | None = None, field: str = "") -> dict[str, str]:
        """A text by language; `und` where no language is named. The languages stand on the element or on its texts."""
        found: dict[str, str] = {}
        for spot in spots:
            for one in spot.kids("text") or [spot]:
                text = self.text(one, values, field)
                if text is not None:
                    found.setdefault(self._tag(one), text)
        return found

    def _tag(self, spot: Spot) -> str:
        raw = spot.tag
        if raw is None:
            return "und"
        known = normalise.language(raw)
        if known != raw:
            self.notice("language_tag", f"A language tag is written {quoted(raw, 20)}, not in its usual form.", spot)
        return known or "und"

    def _look_at(self, text: str, spot: Spot) -> None:
        if normalise.holds_markup(text):
            self.notice("markup_in_text", "A text holds markup; it is shown as plain text.", spot)
        if (meant := normalise.misdecoded(text)) is not None:
            sentence = f"A text was stored in a wrong encoding: {quoted(text, 60)}."
            self.notice("misdecoded_text", sentence, spot, "warning", f"it probably read {quoted(meant, 60)}")

    def markup(self, spots: Iterable[Spot]) -> None:
        """Notice markup in texts of which nothing else is used."""
        for spot in spots:
            text = spot.text
            if text is not None and normalise.holds_markup(text):
                self.notice("markup_in_text", "A text holds markup; it is shown as plain text.", spot)

    def day(self, spot: Spot | None, values: Values, field: str) -> Day | None:
        """A day. An attribute `dtf` holding one counts before the prose beside it."""
        if spot is None or ((text := spot.text) is None and spot.get("dtf") is None):
            return None
        stated = spot.get("dtf")
        if stated is not None and _ISO_DAY.fullmatch(stated):
            if stated != text:
                self.notice(
                    "day_in_attribute", f"The day of <{spot.name}> stands in an attribute beside its words.", spot
                )
            text = stated
        if text is None:
            return None
        self.keep(spot, values, field, text if text == stated else None)
        if _ZONED_DAY.fullmatch(text):
            self.notice("day_with_zone", f"The day in <{spot.name}> has a time zone but no time.", spot)
        found, code = normalise.day(text)
        if code is not None:
            self.notice(code, normalise.day_sentence(code, f"<{spot.name}>"), spot, "note" if found else "warning")
        return found

    def run(self, start: Spot | None, end: Spot | None, values: Values) -> tuple[Day | None, Day | None]:
        """First and last day of a course; an end before its start leaves both unknown."""
        first, final = self.day(start, values, "starts"), self.day(end, values, "ends")
        low, high = (first.span.low if first else None), (final.span.high if final else None)
        if low is not None and high is not None and high < low and end is not None:
            self.notice("end_before_start", "The last day lies before the first; neither is used.", end, "warning")
            return None, None
        return first, final

    def number(self, spot: Spot | None, values: Values, field: str, zero: str = "") -> Amount | None:
        """A number; what cannot be one, and 0 where that means not recorded (`zero` is its code), is not known."""
        text = self.text(spot, values, field)
        if text is None or spot is None:
            return None
        try:
            found, code = normalise.decimal(text)
        except ValueError:
            sentence = f"<{spot.name}> holds {quoted(text, 20)}, which is no number; it stays unknown."
            self.notice("number_unreadable", sentence, spot, "warning")
            return None
        if code is not None:
            self.notice(code, "A decimal comma stands where a point belongs.", spot)
        if zero and found.high == 0:
            self.notice(zero, f"<{spot.name}> is 0, which means not recorded.", spot)
            return None
        return found

    def credits(self, stated: Sequence[tuple[str | None, Spot | None]], values: Values) -> Credits | None:
        """Credits as (system, value): ECTS first, else the first; never added, never converted."""
        found: list[tuple[Credits, Spot]] = []
        for scheme, spot in stated:
            first: Values = {}
            amount = self.number(spot, first, "credits", "credits_zero")
            if spot is None or amount is None:
                continue
            system = _system(scheme) if scheme else None
            if system is None:
                self.notice("scheme_missing", "Credits stand without the system they count in.", spot, "warning")
                continue
            found.append((built(Credits, {"system": system, "amount": amount}), spot))
        if not found:
            return None
        found.sort(key=lambda pair: pair[0].system != "ects")
        chosen, spot = found[0]
        if len({pair[0] for pair in found}) > 1:
            self.notice("credits_several", "Credits are given more than once; they are not added.", spot)
            if any(other.system == chosen.system and other.amount != chosen.amount for other, _ in found):
                return None
        if chosen.system != "ects":
            sentence = f"Credits count in the system {quoted(chosen.system, 40)}, not in ECTS."
            self.notice("credits_not_ects", sentence, spot, "note", "they are not converted")
        self.keep(spot, values, "credits")
        for other, place in found[1:]:
            self.keep(place, values, f"credits_{other.system}")
        return chosen

    def eqf(self, spots: Iterable[Spot], values: Values) -> int | None:
        """The EQF level that addresses or texts name."""
        found: set[int] = set()
        for spot in spots:
            text = spot.get("uri", "targetID") or spot.text
            if text is None:
                continue
            self.keep(spot, values, "level", text)
            match = _EQF.search(text.strip())
            if match is None:
                sentence = f"<{spot.name}> holds {quoted(text, 60)}, not an EQF level."
                self.notice("level_unreadable", sentence, spot, "warning")
                continue
            found.add(int(match.group(1)))
            if len(found) > 1:
                self.notice("level_conflict", "Two EQF levels are stated; neither is used.", spot, "warning")
        return found.pop() if len(found) == 1 else None

    def level(self, eqf: int | None, titles: Iterable[str], spot: Spot, national: str | None = None) -> Level | None:
        """A level, unless the title names another one."""
        named = {int(match) for title in titles for match in _EQF_IN_TITLE.findall(title)}
        if eqf is not None and named and named != {eqf}:
            sentence = f"The title names EQF {min(named)}, the data EQF {eqf}; neither is used."
            self.notice("level_conflict", sentence, spot, "warning")
            eqf = None
        return built(Level, {"eqf": eqf, "national": national}) if eqf or national else None

    def other_level(self, spots: Iterable[Spot]) -> None:
        """Notice levels of frameworks that are not known here, and words that are no level."""
        for spot in spots:
            shown = spot.get("uri", "targetNotation") or spot.text
            if shown is not None:
                sentence = f"<{spot.name}> holds {quoted(shown, 60)}, a level of no framework that is known here."
                self.notice("level_framework_unknown", sentence, spot)

    def field(self, spots: Iterable[Spot], values: Values) -> str | None:
        """An ISCED-F 2013 code, where one alone is named."""
        found: dict[str, None] = {}
        for spot in spots:
            text = last(spot.get("uri") or spot.text or "")
            self.keep(spot, values, "field", text)
            if _ISCED_F.fullmatch(text):
                found[text] = None
            elif text:
                sentence = f"<{spot.name}> holds {quoted(text, 20)}, which is no ISCED-F code."
                self.notice("field_unreadable", sentence, spot)
        return next(iter(found)) if len(found) == 1 else None

    def language(self, spots: Iterable[Spot], values: Values) -> str | None:
        """The language of instruction, where one alone is named: a tag, or an address that ends in one."""
        found: dict[str, None] = {}
        for spot in spots:
            text = last(spot.get("uri") or spot.text or "")
            if not text or normalise.is_placeholder(text):
                continue
            self.keep(spot, values, "language", text)
            known = normalise.language(text)
            if known is None:
                sentence = f"<{spot.name}> holds {quoted(text, 20)}, not one language code."
                self.notice("language_unreadable", sentence, spot)
                continue
            if known != text and not spot.get("uri"):
                self.notice("language_tag", f"A language is written {quoted(text, 20)}, not in its usual form.", spot)
            found[ISO639.get(known, known)] = None
            if len(found) > 1:
                sentence = "Several languages of instruction are named; which one is used for what is not told."
                self.notice("languages_several", sentence, spot)
        return next(iter(found)) if len(found) == 1 else None

    def country(self, spots: Iterable[Spot], values: Values | None = None) -> str | None:
        """The country that addresses, codes or names give, where it is one alone."""
        found: dict[str, None] = {}
        for spot in spots:
            text = last(spot.get("uri") or "") or spot.text
            if not text:
                continue
            self.keep(spot, values, "country", text)
            known = normalise.country(text)
            if known is None:
                self.notice("country_unknown", f"The country {quoted(text, 30)} is not known.", spot, "warning")
            else:
                found[known] = None
        return next(iter(found)) if len(found) == 1 else None

    def hours(self, spot: Spot | None, values: Values, field: str = "hours") -> Amount | None:
        """Hours of an ISO 8601 duration (`PT60H`). Calendar units are no hours: `P60M` is sixty months."""
        text = self.text(spot, values, field)
        if text is None or spot is None:
            return None
        match = _DURATION.fullmatch(text)
        if match is None or text in ("P", "PT"):
            self.notice("duration_unreadable", f"<{spot.name}> is no duration; it stays unknown.", spot, "warning")
            return None
        years, months, weeks, days, clock, hours, minutes, seconds = match.groups()
        if any(int(part or 0) for part in (years, months, weeks, days)):
            sentence = f"<{spot.name}> counts {quoted(text, 30)}, calendar time where hours are meant."
            self.notice("hours_in_calendar_time", sentence, spot, "warning")
            return None
        total = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
        if clock is None or not total:
            self.notice("hours_zero", f"<{spot.name}> is 0, which means not recorded.", spot)
            return None
        return Amount(total * HUNDRED // 3600, -(-total * HUNDRED // 3600))

    def years(self, spot: Spot | None, values: Values) -> Amount | None:
        """Years of a duration: ISO 8601, or a number and a unit in words. Words that only come near are no number."""
        text = self.text(spot, values, "duration")
        if text is None or spot is None:
            return None
        stated = spot.get("interval") or text
        if stated != text:
            self.notice(
                "day_in_attribute", f"The length in <{spot.name}> stands in an attribute beside its words.", spot
            )
            values["duration"] = written((spot.path, spot.line, stated))
        if match := _DURATION.fullmatch(stated):
            years, months, weeks, days = (int(part or 0) for part in match.groups()[:4])
            if not (years or months or weeks or days):
                return None
            rest = weeks * 7 + days
            return Amount(
                (years * 12 + months) * HUNDRED // 12 + rest * HUNDRED // 366,
                -(-(years * 12 + months) * HUNDRED // 12) - (-rest * HUNDRED // 365),
            )
        match = _PROSE.fullmatch(stated)
        if match and (per_year := UNITS.get(folded(match.group(2)))):
            number = int(match.group(1)) * HUNDRED
            return Amount(number // per_year, -(-number // per_year)) if number else None
        self.notice("duration_prose", f"<{spot.name}> gives the length in words; it stays unknown.", spot)
        return None

    def lasting(self, years: Amount | None, run: tuple[Day | None, Day | None], spot: Spot) -> Amount | None:
        """The length, unless the first and the last day give quite another one."""
        first, final = run
        if years is None or first is None or final is None or first.span.low is None or final.span.high is None:
            return years
        days = final.span.high - first.span.low + 1
        if years.low * 365 * 3 <= days * HUNDRED * 4 and days * HUNDRED <= years.high * 366 * 2:
            return years
        sentence = f"The course is said to last {years.low / HUNDRED:g} years and runs {days} days; neither is used."
        self.notice("duration_conflict", sentence, spot, "warning")
        return None

    def skill(self, spot: Spot) -> str | None:
        """The address of an ESCO skill that is what was learnt."""
        address = spot.get("targetID", "uri", "id") or spot.text or ""
        if last(spot.get("type") or "") in NOT_EQUAL:
            self.notice("skill_not_equal", f"<{spot.name}> ties what is learnt to a broader or narrower skill.", spot)
            return None
        if address.startswith(ESCO_SKILL):
            return ident(address)
        if address:
            self.notice("skill_not_esco", f"<{spot.name}> holds an address that is not of ESCO.", spot)
        return None

    def agreed(self, found: Iterable[T | None], what: str, spot: Spot) -> T | None:
        """What all that state it state alike; where they differ it is not known."""
        stated = list(dict.fromkeys(one for one in found if one is not None))
        if len(stated) > 1:
            sentence = f"The runs of the course differ in {what}; it stays unknown."
            self.notice("runs_differ", sentence, spot, "note", "choose one run by its id")
            return None
        return stated[0] if stated else None


def _system(scheme: str) -> str | None:
    """A credit system as an id: a key of `credits.systems` where the name is known."""
    name = folded(last(scheme) if "://" in scheme else scheme)
    if name in ECTS_SCHEMES:
        return "ects"
    return SYSTEMS.get(name) or ident(name)


def _is_run_of_nines(text: str) -> bool:
    return len(text) > 5 and set(text) == {"9"}
