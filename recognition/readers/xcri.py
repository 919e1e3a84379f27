"""Reader of XCRI-CAP 1.2 (and 1.1): course catalogues of British providers.

`catalog/provider/course` with `presentation`s, which are runs. British credit points are never read as ECTS, words such
as Undergraduate never as a level, and words for a length or a start never as a number.
"""

from __future__ import annotations

import re
from typing import Any, Final

from recognition.foundations.text import folded
from recognition.model.dossier import Dossier, Provider
from recognition.readers.building import built
from recognition.readers.course_tree import Spot, local, namespace
from recognition.readers.course_words import MODES, NATIONAL_LEVELS, Mode
from recognition.readers.courses import Course, Courses, Found, ids_of
from recognition.readers.elmo_shape import Element
from recognition.readers.elmo_values import Values, ident
from recognition.readers.reader import Reader

_NAMESPACE: Final = "http://xcri.org/profiles/"
_ACADEMIC_NAME: Final = re.compile(r"https?://(?:[a-z0-9-]+\.)+ac\.uk(?:[:/].*)?", re.IGNORECASE | re.ASCII)
"""Names that only institutions of the United Kingdom are given."""


class Xcri(Courses):
    """The courses of one catalogue."""

    format = "XCRI-CAP"

    def listed(self) -> list[Course]:
        return [
            self._course(course, provider)
            for provider in self.root.kids("provider")
            for course in provider.kids("course")
        ]

    def _course(self, spot: Spot, provider: Spot) -> Course:
        parts = spot.parts()
        return Course(
            spot,
            ids_of(one.text for one in parts.get("identifier", ())),
            {one.tag or "und": text for one in parts.get("title", ())[:1] if (text := one.text)},
            tuple((_id(run), run) for run in parts.get("presentation", ())),
            provider,
        )

    def provider(self, spot: Spot) -> Provider:
        identifiers = spot.kids("identifier")
        ukprn = next((one.text for one in identifiers if one.type.lower() == "ukprn" and one.text), None)
        other = next((one.text for one in identifiers if one.text), None)
        country = self.country(spot.below("location", "country"))
        if country is None and ukprn:
            country = "GB"  # the register of these numbers is the United Kingdom's
            self.notice("country_by_register", "The provider's country is that of the register of its number.", spot)
        elif country is None and other and _ACADEMIC_NAME.fullmatch(other.strip()):
            country = "GB"
            sentence = "The provider's country is that of the register of its name on the internet, .ac.uk."
            self.notice("country_by_register", sentence, spot)
        return built(
            Provider,
            {
                "name": self.text(spot.kid("title")),
                "country": country,
                "id": ident(f"ukprn:{ukprn}" if ukprn else other or ""),
            },
        )

    def found(self, course: Course) -> Found:
        spot, values = course.spot, Values()
        title = self.texts(spot.kids("title"), values, "title")
        credits = [(credit.kid("scheme"), credit.kid("level"), credit.kid("value")) for credit in spot.kids("credit")]
        national = None
        for scheme, level, _ in credits:
            named = level.text if level else None
            if scheme is None or level is None or named is None:
                continue
            framework = NATIONAL_LEVELS.get(folded(scheme.text or ""))
            if framework is None:
                self.other_level([level])
            else:
                national = ident(f"{framework}:{named}")
                self.keep(level, values, "level")
        words = [level for award in spot.kids("qualification") for level in award.kids("educationLevel", "level")]
        for word in words:
            self.keep(word, values, "level")
        self.other_level(words)
        self.text(spot.kid("prerequisite"), values, "admission")
        self.text(spot.kid("qualification", "title"), values, "award")
        self.markup(spot.kids("description", "abstract", "learningOutcome", "objective", "assessment"))
        curriculum: dict[str, Any] = {
            "title": title,
            "credits": self.credits([(scheme.text if scheme else None, value) for scheme, _, value in credits], values),
            "level": self.level(None, title.values(), spot, national),
            **self._runs(course, values),
        }
        return Found(curriculum, values)

    def _runs(self, course: Course, values: Values) -> dict[str, Any]:
        runs = []
        for _, run in course.runs:
            mode = _mode(run)
            days = self.run(run.kid("start"), run.kid("end"), values)
            years = self.years(run.kid("duration"), values)
            if years is not None and mode != "full_time":
                sentence = "The length is not that of full-time study; how many years of that it makes is not told."
                self.notice("duration_not_full_time", sentence, run)
                years = None
            language = self.language(run.kids("languageOfInstruction"), values)
            runs.append((days[0], mode, self.lasting(years, days, run), language))
        return {
            "starts": self.agreed((run[0] for run in runs), "the first day", course.spot),
            "mode": self.agreed((run[1] for run in runs), "the mode", course.spot),
            "duration": self.agreed((run[2] for run in runs), "the length", course.spot),
            "language": self.agreed((run[3] for run in runs), "the language", course.spot),
        }


def _id(run: Spot) -> str | None:
    spot = run.kid("identifier")
    return spot.text if spot else None


def _mode(run: Spot) -> Mode | None:
    """Distance where attendance says so, else full or part time; None where nothing is said."""
    said: list[Mode] = []
    for name in ("attendanceMode", "studyMode"):
        spot = run.kid(name)
        text = folded((spot.get("identifier") or spot.text or "") if spot else "")
        mode = "distance" if text.startswith("distance") else MODES.get(text)
        if mode is not None:
            said.append(mode)
    return said[0] if said else None


def _detects(root: Element) -> bool:
    return local(root.tag) == "catalog" and namespace(root.tag).startswith(_NAMESPACE)


def _read(root: Element, document: str, course: str | None = None) -> Dossier:
    return Xcri(Spot.root(root), document).dossier(course)


READER: Final = Reader("XCRI-CAP", _detects, lambda root, document, trusted: _read(root, document), _read)
