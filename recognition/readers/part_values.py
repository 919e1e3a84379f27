"""Single values of documents read by parts: texts, days, countries, languages; what is doubtful is noticed."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from recognition.foundations.problems import Severity, quoted
from recognition.foundations.text import normal
from recognition.model.evidence import Level, Module, Origin
from recognition.model.values import Amount, Day
from recognition.readers import normalise
from recognition.readers.building import built
from recognition.readers.countries import CUSTOMARY
from recognition.readers.elmo_values import Values, ident, written
from recognition.readers.language_codes import ISO639
from recognition.readers.notices import Notices
from recognition.readers.part import Part
from recognition.readers.part_words import ESCO_SKILL, LANGUAGE_NAMES

_NO_DAY: Final = "0001-01-01"
_CYCLE_LEVELS: Final = {"phd": 8, "ph.d.": 8, "doctor": 8, "doctorate": 8, "master": 7, "bachelor": 6}

_SHORT: Final = 40

_decimal = lru_cache(maxsize=1_000)(normalise.decimal)
"""The same few credits and days stand at every course of a transcript."""


@lru_cache(maxsize=1_000)
def _day(text: str, zone: str | None) -> tuple[Day | None, str | None]:
    return normalise.day(text, zone=zone)


class PartValues:
    """Reads values and remembers where each stands."""

    def __init__(self, document: str) -> None:
        self.document: Final = document
        self.notices: Final = Notices(document)

    def notice(
        self, code: str, sentence: str, part: Part, severity: Severity = "note", hint: str | None = None
    ) -> None:
        """Remember one thing noticed at a part."""
        self.notices.add(code, sentence, part.path or "/", part.line, severity, hint)

    def origin(self, part: Part, values: Values) -> Origin:
        """Where an item stands, and each of its values."""
        return built(Origin, {"document": self.document, "path": part.path or "/", "line": part.line, "values": values})

    def keep(self, part: Part, values: Values, field: str, raw: str | None = None) -> None:
        """Remember the raw text behind a field, the first one only."""
        values.setdefault(field, written((part.path or "/", part.line, part.raw if raw is None else raw)))

    def text(self, part: Part | None, values: Values | None = None, field: str = "") -> str | None:
        """A text; a stand-in or nothing is not known."""
        if part is None or (text := part.text) is None:
            return None
        if values is not None:
            self.keep(part, values, field or part.name)
        if normalise.is_placeholder(text):
            self.notice("placeholder", f"<{_shown(part.name)}> holds a stand-in, not a value.", part)
            return None
        if not text.isascii():
            text = normal(text)
            if (meant := normalise.misdecoded(text)) is not None:
                sentence = f"A text was stored in a wrong encoding: {quoted(text)}."
                self.notice("misdecoded_text", sentence, part, "warning", f"it probably read {quoted(meant)}")
        if "<" in text and normalise.holds_markup(text):
            self.notice("markup_in_text", "A text holds markup; it is shown as plain text.", part)
        return text

    def day(self, part: Part | None, values: Values, field: str, zone: str | None = None) -> Day | None:
        """A day. The first day of all time means that none was recorded."""
        if part is None or (text := part.text) is None:
            return None
        self.keep(part, values, field)
        name = quoted(part.name, 40)
        if text.startswith(_NO_DAY):
            self.notice("day_empty", f"The day in {name} is 0001-01-01, which means none was recorded.", part)
            return None
        if normalise.is_placeholder(text):
            self.notice("placeholder", f"{name} holds a stand-in, not a value.", part)
            return None
        found, code = _day(text, zone) if len(text) <= _SHORT else normalise.day(text, zone=zone)
        if code is not None:
            severity: Severity = "note" if found else "warning"
            self.notice(code, normalise.day_sentence(code, name), part, severity)
        return found

    def day_of_parts(self, part: Part | None, values: Values, field: str) -> Day | None:
        """A day given as year, month and day apart, as Europass does: attributes, elements or members.

        The month may be written `--08` and the day `---01`, as XML Schema has them. What is left out is not known.
        """
        if part is None:
            return None
        pieces = {name: _piece(part, name) for name in ("year", "month", "day")}
        if pieces["year"] is None:
            return self.day(part, values, field) if part.is_leaf else None
        known = [piece for piece in pieces.values() if piece is not None]
        self.keep(part, values, field, " ".join(known))
        if any(piece.startswith("--") for piece in known):
            self.notice("day_form", "Months or days are written with dashes before them, as in --03.", part)
        numbers = [piece.lstrip("-") for piece in known]
        if pieces["month"] is None and pieces["day"] is not None:
            numbers = numbers[:1]
        try:
            text = "-".join([f"{int(numbers[0]):04d}", *(f"{int(number):02d}" for number in numbers[1:])])
            return Day.of(text)
        except ValueError:
            self.notice("day_unreadable", normalise.day_sentence("day_unreadable", part.name), part, "warning")
            return None

    def amount(self, part: Part | None, values: Values, field: str) -> Amount | None:
        """A number that is not negative; what cannot be read as one is not known."""
        text = self.text(part, values, field)
        if part is None or text is None:
            return None
        try:
            found, code = _decimal(text) if len(text) <= _SHORT else normalise.decimal(text)
        except ValueError:
            sentence = f"The number in {quoted(part.name, 40)} cannot be read; it stays unknown."
            self.notice("number_unreadable", sentence, part, "warning")
            return None
        if code is not None:
            self.notice(code, "A decimal comma stands where a point belongs.", part)
        return found

    def country(self, part: Part | None, values: Values, field: str) -> str | None:
        """A country, by code or by a known name."""
        text = self.text(part, values, field)
        if part is None or text is None:
            return None
        if (code := text.upper()) in CUSTOMARY:
            self.notice(
                "country_customary", f"{code} stands for {CUSTOMARY[code]}, as European Union papers have it.", part
            )
        found = normalise.country(text)
        if found is None:
            self.notice("country_unknown", f"The country {quoted(text, 30)} is not known.", part, "warning")
        return found

    def language(self, part: Part | None, values: Values, field: str = "language") -> str | None:
        """A language by code of two or three letters, or by its English name; other words are not known."""
        text = self.text(part, values, field)
        if part is None or text is None:
            return None
        named = LANGUAGE_NAMES.get(text.casefold())
        code = normalise.language(text)
        if named is None and code is None:
            self.notice("language_unreadable", f"The language {quoted(text, 30)} has no code that is known.", part)
        return named or (ISO639.get(code, code) if code else None)

    def level(self, part: Part | None, label: str | None, title: str | None, values: Values) -> Level | None:
        """An EQF level; a title that names a degree of another level is noticed, and the level kept as stated."""
        text = self.text(part, values, "level")
        if part is None or text is None:
            return None
        if label is not None and any(word in label.upper() for word in ("ISCED", "CITE")):
            self.notice("level_not_eqf", f"The level {quoted(text, 20)} is one of ISCED, not of EQF.", part)
            return built(Level, {"isced": int(text)}) if text in tuple("012345678") else None
        if text not in tuple("12345678"):
            self.notice("level_unreadable", f"The level {quoted(text, 20)} is no number from 1 to 8.", part)
            return None
        first = (title or "").casefold().replace("’", "'").split(" ", 1)[0].removesuffix("'s").rstrip(",:;")
        if _CYCLE_LEVELS.get(first, int(text)) != int(text):
            sentence = f"EQF level {text} is stated for a title that begins with {quoted(first, 20)}."
            self.notice("level_doubtful", sentence, part, "warning", "the level is kept as stated")
        return built(Level, {"eqf": int(text)})

    def skills(self, root: Part, shared: dict[str, Any]) -> list[Module]:
        """ESCO skills anywhere in the document, one module of `shared` each."""
        found: dict[str, Module] = {}
        for part in root.below() if root.holds(ESCO_SKILL) else ():
            text = part.text if part.is_leaf else None
            if text is None or not text.startswith(ESCO_SKILL) or (address := ident(text)) is None or address in found:
                continue
            values: Values = {}
            self.keep(part, values, "outcomes")
            found[address] = built(
                Module,
                {
                    **shared,
                    "id": f"s{len(found) + 1}",
                    "type": "skill",
                    "outcomes": (address,),
                    "origin": self.origin(part, values),
                },
            )
        return list(found.values())


def _piece(part: Part, name: str) -> str | None:
    found = part.attribute(name)
    if found is None:
        kid = part.kid(name)
        found = kid.text if kid is not None else None
    return found.strip() or None if found else None


def _shown(name: str) -> str:
    return quoted(name, 40)[1:-1]


def valid_until(last: Day) -> str:
    """The sentence on the last day of a credential, or on the two that are possible."""
    return f"The credential says that it is valid until {quoted(last.text.replace('..', ' or '), 30)}."
