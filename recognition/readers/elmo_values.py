"""Single values of an ELMO document: texts by language, days, credits, levels, hours; what is doubtful is noticed."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Final

from recognition.foundations.problems import InvalidDocument, Place, Problem, Severity, quoted
from recognition.foundations.text import folded, normal, unaccented
from recognition.model.evidence import Credits, Level, Written
from recognition.model.values import Amount, Day
from recognition.readers import normalise
from recognition.readers.building import built
from recognition.readers.elmo_shape import BEFORE_1_SHAPES, LANG, LOCAL, Element, Shape
from recognition.readers.elmo_words import Cycle, cycle_of
from recognition.readers.notices import Notices

Parts = dict[str, list[Element]]
Values = dict[str, Written]

written: Final[Callable[[tuple[str, int | None, str | None]], Written]] = partial(tuple.__new__, Written)
"""A Written of three values at once, at a third of the cost of naming them."""

_NONE: Final[list[Element]] = []
_NOT_ENGLISH = re.compile("[æøåäöüßłńśźżąęçõþð]", re.IGNORECASE)
_ISCED_F = re.compile(r"(?:0[0-9]|10|99)[0-9]{0,2}", re.ASCII)
_NOT_IDENT = re.compile(r"[^A-Za-z0-9_.:/@-]+", re.ASCII)
_EQF = re.compile(r"[1-8]", re.ASCII)
_SHORT: Final = 40


def text_of(element: Element) -> str | None:
    """All text of an element in normal form, None where there is none."""
    raw = element.text if not len(element) else "".join(element.itertext())
    if not raw:
        return None
    return (" ".join(raw.split()) if raw.isascii() else normal(raw)) or None


def ident(text: str) -> str | None:
    """A code fit to be an id: accents left out, other characters as `_`; None where nothing is left."""
    return _NOT_IDENT.sub("_", unaccented(text)).strip("_.:/@-")[:200] or None


@lru_cache(maxsize=200)
def _system(scheme: str) -> str | None:
    """The name of a credit system as an id: `ECTS` and `ects` are one."""
    return ident(scheme.lower())


@lru_cache(maxsize=1_000)
def _day(text: str, form: str | None, zone: str | None) -> tuple[Day | None, str | None]:
    """Courses of one transcript share their few days."""
    return normalise.day(text, form=form, zone=zone)


class ElmoValues:
    """Reads values and notes where each stands. `pointer`: places are JSON pointers, not paths of elements."""

    def __init__(self, document: str, shapes: dict[str, Shape], *, pointer: bool) -> None:
        self.document: Final = document
        self.notices: Final = Notices(document)
        self.shapes: Final = shapes
        self.before_1: Final = shapes is BEFORE_1_SHAPES
        self.pointer: Final = pointer
        self.spellings: dict[str, dict[str, int | None]] = {}

    def step(self, base: str, name: str, index: int = 0, *, listed: bool = True) -> str:
        """The path of the index-th child of a name; `listed`: the JSON form holds these in a list."""
        if self.pointer:
            return f"{base}/{name}/{index}" if listed else f"{base}/{name}"
        return f"{base}/{name}[{index + 1}]" if listed else f"{base}/{name}"

    def parts(self, element: Element, kind: str, path: str) -> Parts:
        """Children by local name; what departs from the shape of this kind is noticed."""
        ranks, required, repeated = self.shapes[kind]
        found: Parts = {}
        reached, before = 0, ""
        for child in element:
            name = LOCAL[child.tag]
            if name in found:
                found[name].append(child)
                if name not in repeated and name in ranks:
                    self._depart("repeated_element", f"<{kind}> holds more than one <{name}>.", path, child)
                if name == before:
                    continue
            else:
                found[name] = [child]
            rank = ranks.get(name)
            if rank is None:
                self._depart(
                    "unknown_element", f"<{kind}> holds {_shown(name)}, which its schema does not know.", path, child
                )
            elif rank < reached:
                self._depart(
                    "misplaced_element", f"In <{kind}>, <{before}> stands before <{name}>, not after it.", path, child
                )
            else:
                reached, before = rank, name
        if not required <= found.keys():
            for name in sorted(required - found.keys()):
                self._depart("missing_element", f"<{kind}> lacks <{name}>, which its schema wants.", path, element)
        return found

    def _depart(self, code: str, sentence: str, path: str, element: Element) -> None:
        self.notices.add(code, sentence, path or "/", element.sourceline)

    def first(self, parts: Parts, name: str, path: str, values: Values | None = None, field: str = "") -> str | None:
        """The text of the first child of a name. An empty or stand-in text is not known."""
        elements = parts.get(name)
        if elements is None:
            return None
        element = elements[0]
        raw = element.text
        text = raw if raw and raw.isalnum() and raw.isascii() and not len(element) else text_of(element)
        if text is None:
            return None
        if values is not None:
            values[field or name] = written((f"{path}/{name}", element.sourceline, raw))
        if normalise.is_placeholder(text):
            self.notices.add(
                "placeholder", f"<{name}> holds a stand-in, not a value.", f"{path}/{name}", element.sourceline
            )
            return None
        return text

    def titles(
        self, parts: Parts, path: str, values: Values, field: str = "title", name: str = "title"
    ) -> dict[str, str]:
        """A text by language. Stand-ins and empty ones are left out; nothing is repaired, only noticed."""
        found: dict[str, str] = {}
        for index, element in enumerate(parts.get(name, _NONE)):
            text = text_of(element)
            line = element.sourceline
            place = self.step(path, name, index)
            if text is None:
                self.notices.add("empty_element", f"A <{name}> is empty.", place, line)
                continue
            if normalise.is_placeholder(text):
                self.notices.add("placeholder", f"<{name}> holds a stand-in, not a value.", place, line, "warning")
                continue
            raw = element.get(LANG)
            tag = "und" if raw is None else normalise.language(raw) or "und"
            if tag != raw and raw is not None:
                sentence = f"A language tag is written {quoted(raw, 20)}, not as its schema wants."
                self.notices.add("language_tag", sentence, place, line)
            if not text.isascii() or "<" in text:
                self._look_at(text, tag, place, line)
            if field not in values:
                values[field] = written((place, line, element.text))
            found.setdefault(tag, text)
        return found

    def _look_at(self, text: str, tag: str, place: str, line: int | None) -> None:
        if "<" in text and normalise.holds_markup(text):
            self.notices.add("markup_in_text", "A title holds markup; it is shown as plain text.", place, line)
        meant = normalise.misdecoded(text)
        if meant is not None:
            sentence = f"A title was stored in a wrong encoding: {quoted(text)}."
            self.notices.add("misdecoded_text", sentence, place, line, "warning", f"it probably read {quoted(meant)}")
        elif tag == "en" and _NOT_ENGLISH.search(text):
            sentence = f"A title is marked as English but has letters that English lacks: {quoted(text)}."
            self.notices.add("language_doubtful", sentence, place, line)

    def day(self, parts: Parts, name: str, path: str, zone: str | None, values: Values, field: str) -> Day | None:
        """A day; the country is the writer's, whose clock may settle a moment in UTC."""
        elements = parts.get(name)
        if elements is None:
            return None
        element = elements[0]
        text = text_of(element)
        if text is None:
            return None
        place = f"{path}/{name}"
        values[field] = written((place, element.sourceline, element.text))
        form = element.get("dtf")
        found, code = _day(text, form, zone) if len(text) <= _SHORT else normalise.day(text, form=form, zone=zone)
        if code is not None:
            severity: Severity = "note" if found else "warning"
            sentence = normalise.day_sentence(code, f"<{name}>")
            self.notices.add(code, sentence, place, element.sourceline, severity)
        return found

    def amount(self, text: str, what: str, path: str, line: int | None) -> Amount:
        """A number that carries weight: InvalidDocument where it cannot be one."""
        try:
            found, code = normalise.decimal(text)
        except ValueError as error:
            raise InvalidDocument(
                Problem("invalid_value", f"{what} is not a number: {error}.", Place(self.document, path, line))
            ) from None
        if code is not None:
            self.notices.add(code, "A decimal comma stands where a point belongs.", path, line)
        return found

    def credits(
        self, elements: list[Element], path: str, values: Values
    ) -> tuple[Credits | None, list[tuple[str, str, int | None]]]:
        """The credits, ECTS first where there are several systems, and the levels that stand beside them."""
        found: list[Credits] = []
        levels: list[tuple[str, str, int | None]] = []
        for index, element in enumerate(elements):
            place = self.step(path, "credit", index)
            parts = self.parts(element, "credit", place)
            line = element.sourceline
            if "level" in parts and (level := text_of(parts["level"][0])) is not None:
                levels.append((level, f"{place}/level", line))
            scheme = self.first(parts, "scheme", place)
            stated: Values = {}
            value = self.first(parts, "value", place, stated)
            if value is None:
                continue
            values.setdefault("credits", stated["value"])
            amount = self.amount(value, "A credit value", f"{place}/value", stated["value"].line)
            system = _system(scheme) if scheme else None
            if amount.high == 0:
                self.notices.add("credits_zero", "Credits are 0, which means not recorded.", f"{place}/value", line)
            elif scheme is None or system is None:
                self.notices.add(
                    "scheme_missing", "Credits stand without the system that they count in.", place, line, "warning"
                )
            else:
                self.spellings.setdefault(system, {}).setdefault(scheme, line)
                found.append(built(Credits, {"system": system, "amount": amount}))
        if len(found) > 1:
            found.sort(key=lambda credits: credits.system != "ects")
            self.notices.add(
                "credits_several", "Credits are given more than once; they are not added.", path, elements[0].sourceline
            )
            if any(other.system == found[0].system and other.amount != found[0].amount for other in found):
                return None, levels
        return (found[0] if found else None), levels

    def level(
        self, elements: list[Element], beside: list[tuple[str, str, int | None]], path: str, values: Values
    ) -> Level | None:
        """EQF as stated and the cycle where a word names it; numbers of national scales are never read as EQF."""
        eqf: int | None = None
        for index, element in enumerate(elements):
            place = self.step(path, "level", index)
            if not len(element):
                if (word := text_of(element)) is not None:
                    beside.append((word, place, element.sourceline))
                continue
            parts = self.parts(element, "level", place)
            stated: Values = {}
            scale, value = self.first(parts, "type", place), self.first(parts, "value", place, stated)
            if value is None:
                sentence = f"A level of type {quoted(scale or '', 20)} has no value."
                self.notices.add("level_without_value", sentence, place, element.sourceline)
            elif scale is None or folded(scale) != "eqf":
                sentence = f"A level of type {quoted(scale or '', 20)} names no framework that is known here."
                self.notices.add("level_framework_unknown", sentence, place, element.sourceline)
            elif _EQF.fullmatch(value) is None:
                self.notices.add(
                    "level_unreadable",
                    "An EQF level is not a number from 1 to 8.",
                    place,
                    element.sourceline,
                    "warning",
                )
            elif eqf is not None and eqf != int(value):
                self.notices.add(
                    "level_conflict",
                    "Two EQF levels are stated; neither is used.",
                    place,
                    element.sourceline,
                    "warning",
                )
                return None
            else:
                eqf = int(value)
                values["level"] = stated["value"]
        cycle: Cycle | None = None
        for word, place, line in beside:
            values.setdefault("level", written((place, line, word)))
            named = cycle_of(word)
            if named is not None and cycle is not None and named != cycle:
                self.notices.add("level_conflict", "Two cycles are stated; neither is used.", place, line, "warning")
                return built(Level, {"eqf": eqf}) if eqf else None
            if named is None:
                self._odd_level(word, place, line)
            cycle = cycle or named
        return built(Level, {"eqf": eqf, "cycle": cycle}) if eqf or cycle else None

    def _odd_level(self, word: str, place: str, line: int | None) -> None:
        if word.isdigit():
            sentence = f"The level {quoted(word, 20)} is a number of a national scale, not of EQF."
            self.notices.add("level_not_eqf", sentence, place, line)
        elif normalise.is_placeholder(word):
            self.notices.add("placeholder", "<level> holds a stand-in, not a value.", place, line)
        else:
            self.notices.add("level_unreadable", f"The level {quoted(word, 20)} is not known here.", place, line)

    def field(self, parts: Parts, path: str, values: Values) -> str | None:
        """An ISCED-F 2013 code of two to four digits."""
        if "iscedCode" not in parts:
            return None
        code = self.first(parts, "iscedCode", path, values, "field")
        if code is None or _ISCED_F.fullmatch(code):
            return code
        sentence = f"<iscedCode> holds {quoted(code, 20)}, which is no ISCED-F code."
        self.notices.add("field_unreadable", sentence, f"{path}/iscedCode", parts["iscedCode"][0].sourceline)
        return None

    def hours(self, parts: Parts, path: str, values: Values) -> Amount | None:
        """Engagement hours; 0 means that none were recorded."""
        if "engagementHours" not in parts:
            return None
        text = self.first(parts, "engagementHours", path, values, "hours")
        if text is None:
            return None
        line = parts["engagementHours"][0].sourceline
        found = self.amount(text, "<engagementHours>", f"{path}/engagementHours", line)
        if found.high:
            return found
        self.notices.add(
            "hours_zero", "<engagementHours> is 0, which means not recorded.", f"{path}/engagementHours", line
        )
        return None

    def languages(self, parts: Parts, path: str, values: Values) -> tuple[str, ...]:
        """Languages of instruction as ISO 639 codes."""
        if "languageOfInstruction" not in parts:
            return ()
        text = self.first(parts, "languageOfInstruction", path, values, "language")
        if text is None:
            return ()
        found = tuple(dict.fromkeys(code for part in re.split(r"[,;/\s]+", text) if (code := normalise.language(part))))
        if not found or len(text) > 3:
            line = parts["languageOfInstruction"][0].sourceline
            sentence = f"<languageOfInstruction> holds {quoted(text, 20)}, not one language code."
            self.notices.add("language_unreadable", sentence, f"{path}/languageOfInstruction", line)
            return ()
        return found


def _shown(name: str) -> str:
    return f"<{quoted(name, 40)[1:-1]}>" if name.isidentifier() else "an element of another namespace"
