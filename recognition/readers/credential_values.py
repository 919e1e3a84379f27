"""Single values of a European digital credential: texts, concepts, levels, credits, durations, countries."""

from __future__ import annotations

from typing import Final, Literal

from recognition.foundations.problems import quoted
from recognition.foundations.text import folded
from recognition.model.evidence import Credits, Level
from recognition.model.values import HUNDRED, Amount, Day
from recognition.readers import normalise
from recognition.readers.building import built
from recognition.readers.credential_words import (
    ATTENDANCE_MODES,
    BROAD_FIELDS,
    CYCLE_LEVELS,
    DURATION,
    ECTS_CONCEPT,
    ECTS_LABELS,
    ECTS_POINTS,
    EQF,
    EQF_ADDRESS,
    FIELDS,
    ISCED_F,
    LAST_STEP,
    LEVEL_IN_TITLE,
    MISSPELT,
    NQF,
)
from recognition.readers.elmo_values import Values, ident
from recognition.readers.language_codes import ISO639
from recognition.readers.part import Part
from recognition.readers.part_values import PartValues
from recognition.readers.references import References

_PART_NAMES: Final = frozenset({"id", "type", "@value", "@language"})


class CredentialValues(PartValues):
    """Reads values through references: what is named by an identifier is looked up in the document."""

    def __init__(self, document: str, references: References) -> None:
        super().__init__(document)
        self.references: Final = references

    def all(self, part: Part | None, *names: str) -> list[Part]:
        """Children of these names with references followed; a misspelt name is noticed."""
        if part is None:
            return []
        found = part.kids(*names)
        for kid in found:
            if kid.name in MISSPELT:
                sentence = f"The name {quoted(kid.name, 30)} stands where the model has another."
                self.notice("misspelt_name", sentence, kid, hint=f"meant: {MISSPELT[kid.name]}")
        return [self.references.followed(kid) for kid in found]

    def one(self, part: Part | None, *names: str) -> Part | None:
        """The first child of these names, references followed."""
        found = self.all(part, *names)
        return found[0] if found else None

    def texts(self, part: Part | None, values: Values | None = None, field: str = "title") -> dict[str, str]:
        """A text by language; a plain text is of language `und`."""
        if part is None:
            return {}
        kids = part.kids("text") or part.kids("noteLiteral") or [kid for kid in part.every_kid() if _is_tag(kid)]
        if kids and kids[0].name == "noteLiteral":
            return self.texts(kids[0], values, field)
        found: dict[str, str] = {}
        for kid in kids or ([part] if part.is_leaf else []):
            tag = (kid.attribute("lang") if kid.name == "text" else kid.name) if kids else "und"
            if (kid.text or "") == "":
                self.notice("empty_element", f"A text of {quoted(part.name, 30)} is empty.", kid)
            elif (kid.text or "").strip(".…") == "":
                self.notice("placeholder", f"{quoted(part.name, 30)} holds a stand-in, not a value.", kid)
            elif (text := self.text(kid, values, field)) is not None:
                found.setdefault(normalise.language(tag or "") or "und", text)
        return found

    def word(self, part: Part | None) -> str | None:
        """One language of a text, English first."""
        found = self.texts(part)
        return found.get("en") or next(iter(found.values()), None)

    def code(self, part: Part | None) -> str | None:
        """What a concept is told by: its address, else its notation, else the plain text."""
        if part is None:
            return None
        for address in (part.attribute("uri"), _text_of(part.kid("id"))):
            if address:
                return address.strip()
        notation = _text_of(part.kid("notation"))
        if notation is not None:
            self.notice("concept_without_address", "A concept is told by its notation alone, without address.", part)
            return notation
        return part.text if part.is_leaf else None

    def label(self, part: Part | None) -> str | None:
        """What a concept is called."""
        return self.word(part.kid("prefLabel") or part.kid("targetName")) if part is not None else None

    def country_of(self, part: Part | None, values: Values, field: str = "country") -> str | None:
        """The country that a concept names, alpha-2 or alpha-3, plain or as the last step of an address."""
        code = self.code(part)
        if part is None or code is None:
            return None
        self.keep(part, values, field, code)
        last = LAST_STEP.search(code)
        found = normalise.country(last.group()) if last else None
        if found is None:
            self.notice("country_unknown", f"The country {quoted(code, 60)} is not known.", part, "warning")
        return found

    def languages(self, part: Part | None, values: Values) -> tuple[str, ...]:
        """Languages of instruction as ISO 639-1 where there is such a code."""
        found: list[str] = []
        for kid in part.kids("language") if part is not None else ():
            code = self.code(kid) or ""
            last = LAST_STEP.search(code)
            tag = normalise.language(last.group()) if last else None
            if tag is None:
                self.notice("language_unreadable", f"The language {quoted(code, 40)} has no code that is known.", kid)
                continue
            self.keep(kid, values, "language", code)
            found.append(ISO639.get(tag, tag))
        return tuple(dict.fromkeys(found))

    def eqf_of(self, part: Part | None, titles: tuple[str | None, ...], values: Values) -> Level | None:
        """The EQF level as stated; titles that name another are noticed, and two different levels are none."""
        stated: set[int] = set()
        holders = [kid for name in ("level", "report") if part for kid in part.kids(name)]
        kids = self.all(part, *EQF) + [kid for holder in holders for kid in self.all(holder, *EQF)]
        for kid in kids:
            code = self.code(kid) or ""
            self.keep(kid, values, "level", code)
            match = EQF_ADDRESS.fullmatch(code)
            if match is None:
                self.notice("level_unreadable", f"The EQF level {quoted(code, 40)} is not known.", kid, "warning")
            else:
                stated.add(int(match[1]))
                if kid.is_leaf and code == match[1]:
                    self.notice("level_bare", "The EQF level is a bare number, not a concept of the list.", kid)
        for kid in self.all(part, *NQF):
            self.keep(kid, values, "level_national", self.label(kid) or self.code(kid))
        if len(stated) != 1:
            if stated:
                self.notice("level_conflict", "Two EQF levels are stated; neither is used.", kids[0], "warning")
            return None
        eqf = stated.pop()
        for title in titles:
            self._doubt(eqf, title or "", kids[0])
        return built(Level, {"eqf": eqf})

    def _doubt(self, eqf: int, title: str, part: Part) -> None:
        named = LEVEL_IN_TITLE.search(title)
        if named and int(named[1]) != eqf:
            sentence = f"EQF level {eqf} is stated beside the title {quoted(title, 60)}."
            self.notice("level_title_conflict", sentence, part, "warning", "the level is kept as stated")
        for word, usual in CYCLE_LEVELS:
            if word.match(title) and usual != eqf:
                sentence = f"EQF level {eqf} is stated for a title that begins as of level {usual}."
                self.notice("level_doubtful", sentence, part, "warning", "the level is kept as stated")

    def credits(self, parts: list[Part | None], values: Values) -> Credits | None:
        """The credits, ECTS first. Credits of two systems are never added; two figures of one system are none."""
        found: list[Credits] = []
        first: Part | None = None
        for part in {id(one.source): one for one in parts if one is not None}.values():
            for point in self.all(part, "creditPoint", "creditReceived"):
                framework = self.one(point, "framework")
                system = self._system(framework)
                if framework is not None and system != "ects" and (name := self.label(framework)):
                    self.keep(framework, values, f"credit_system_{len(found) + 1}", name)
                self._credit(point.kid("point"), system, found, values)
                first = first or point
            for points in self.all(part, *ECTS_POINTS):
                self._credit(points, "ects", found, values)
                first = first or points
            for points in self.all(part, "hasCreditPoints", "creditPoints"):
                self.keep(points, values, "other_credits")
                self.notice("scheme_missing", "Credits stand without the system that they count in.", points)
        distinct = list(dict.fromkeys((one.system, one.amount) for one in found))
        if first is not None and len(distinct) > 1:
            self.notice("credits_several", "Credits are given more than once; they are not added.", first)
        found.sort(key=lambda one: one.system != "ects")
        if not found or any(one.system == found[0].system and one.amount != found[0].amount for one in found):
            return None
        return found[0]

    def _system(self, framework: Part | None) -> str | None:
        code, label = self.code(framework), self.label(framework)
        if code == ECTS_CONCEPT or any(folded(text) in ECTS_LABELS for text in (code, label) if text):
            return "ects"
        if label is None and code and "/" not in code:
            label = code
        return ident((label or "").lower()[:120])

    def _credit(self, part: Part | None, system: str | None, found: list[Credits], values: Values) -> None:
        text = self.text(part, values, "credits" if "credits" not in values else f"credits_{len(found) + 1}")
        if part is None or text is None:
            return
        amount = self.number(text, "Credits", part)
        if amount is None:
            return
        if system is None:
            self.notice("scheme_missing", "Credits stand without the system that they count in.", part, "warning")
        elif amount.high == 0:
            self.notice("credits_zero", "Credits are 0, which means not recorded.", part)
        else:
            found.append(built(Credits, {"system": system, "amount": amount}))

    def number(self, text: str, what: str, part: Part) -> Amount | None:
        """A number; what cannot be one is noticed and unknown."""
        try:
            found, code = normalise.decimal(text)
        except ValueError:
            self.notice("number_unreadable", f"{what}: {quoted(text, 30)} is no number.", part, "warning")
            return None
        if code is not None:
            self.notice(code, "A decimal comma stands where a point belongs.", part)
        return found

    def hours(self, part: Part | None, values: Values, *names: str, field: str = "hours") -> Amount | None:
        """Hours of a duration as ISO 8601 writes it. Months or years are no hours: noticed, and unknown."""
        kids = part.kids(*names) if part is not None else []
        for kid in kids:
            text = self.text(kid, values, field)
            match = DURATION.fullmatch(text) if text else None
            if match is None:
                if text:
                    sentence = f"The duration {quoted(text, 30)} cannot be read."
                    self.notice("duration_unreadable", sentence, kid, "warning")
                continue
            years, months, weeks, days, hours, minutes, _ = match.groups()
            if years or months or weeks or days:
                sentence = f"The effort is written {quoted(text, 20)}: years, months or days, not hours."
                self.notice("months_for_hours", sentence, kid, "warning", "probably hours or minutes were meant")
                continue
            total, _ = normalise.decimal(hours or "0")
            low = total.low + int(minutes or 0) * HUNDRED // 60
            if low == 0:
                self.notice("hours_zero", "The effort is 0, which means not recorded.", kid)
                continue
            return Amount(low, total.high + -(-int(minutes or 0) * HUNDRED // 60))
        return None

    def years(self, part: Part | None, values: Values) -> Amount | None:
        """Years of a stated duration of years and months; a maximum is no duration and stays as raw text."""
        if part is None:
            return None
        for kid in part.kids("maximumDuration"):
            self.text(kid, values, "maximum_duration")
        for kid in part.kids("duration"):
            inner = kid.kid("duration") or kid
            text = self.text(inner, values, "duration")
            match = DURATION.fullmatch(text) if text else None
            if match is None:
                continue
            years, months = int(match[1] or 0), int(match[2] or 0)
            if (years or months) and not any(match.groups()[2:]):
                part_of_year = months * HUNDRED
                return Amount(years * HUNDRED + part_of_year // 12, years * HUNDRED - (-part_of_year // 12))
        return None

    def field(self, part: Part | None, values: Values) -> str | None:
        """The first ISCED-F 2013 code; a name that belongs to another broad field is noticed."""
        found: list[str] = []
        for kid in part.kids(*FIELDS) if part is not None else ():
            code = self.code(kid) or ""
            last = LAST_STEP.search(code)
            self.keep(kid, values, "field" if not found else f"field_{len(found) + 1}", code)
            if last is None or ISCED_F.fullmatch(last.group()) is None:
                self.notice("field_unreadable", f"The field {quoted(code, 40)} is no ISCED-F code.", kid)
                continue
            found.append(last.group())
            broad = BROAD_FIELDS.get(folded(self.label(kid) or ""))
            if broad is not None and not last.group().startswith(broad):
                sentence = f"The field {last.group()} is called {quoted(self.label(kid), 40)}, which is field {broad}."
                self.notice("field_name_conflict", sentence, kid, "warning", "the code is used")
        return found[0] if found else None

    def mode(self, part: Part | None, values: Values) -> Literal["full_time", "part_time"] | None:
        """Full or part time, which some pilots write as a mode of learning."""
        for kid in part.kids("mode") if part is not None else ():
            word = self.code(kid) if kid.kid("id") is None and kid.attribute("uri") is None else None
            if word and (mode := ATTENDANCE_MODES.get(folded(word))):
                self.keep(kid, values, "mode", word)
                self.notice("mode_misplaced", "Full or part time stands where the mode of learning belongs.", kid)
                return "full_time" if mode == "full_time" else "part_time"
        return None

    def born(self, part: Part | None, zones: tuple[str, ...], values: Values) -> Day | None:
        """A day of birth; one stored as a moment is settled by the clock of a country of the holder, or not at all."""
        text = part.text if part is not None else None
        if text is None or "T" not in text:
            return self.day(part, values, "born")
        settled = next((zone for zone in zones if normalise.day(text, zone=zone)[1] == "day_shifted"), None)
        return self.day(part, values, "born", settled)


def _text_of(part: Part | None) -> str | None:
    return part.text if part is not None and part.is_leaf else None


def _is_tag(part: Part) -> bool:
    return part.is_leaf and part.name not in _PART_NAMES and normalise.language(part.name) is not None
