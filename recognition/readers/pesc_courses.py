"""One course of a PESC transcript as a module: what was attempted, what was earned, and whether it was passed.

A course that shows neither a pass nor earned credits only may count: its outcome is read as unclear, and said so.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final, NamedTuple

from recognition.foundations.problems import quoted
from recognition.foundations.text import folded
from recognition.model.evidence import Credits, Module
from recognition.model.values import HUNDRED, Amount
from recognition.readers.building import built
from recognition.readers.elmo_values import Values, ident
from recognition.readers.language_codes import ISO639
from recognition.readers.part import Part
from recognition.readers.part_values import PartValues
from recognition.readers.pesc_words import EXEMPTION, RESULTS, STATUS_CODES, State

_GRADE: Final = re.compile(r"[A-E][+-]?|[0-9]{1,3}(?:\.[0-9]{1,2})?%?", re.ASCII)
_PLAUSIBLE_PASS: Final = 50
_NO_UNIT: Final = "NoCredit"


class Issuer(NamedTuple):
    """Who gave the courses."""

    country: str | None = None
    name: str | None = None
    ids: tuple[str, ...] = ()


class _Result(NamedTuple):
    text: str | None
    code: str | None
    spot: Part


class PescCourses(PartValues):
    """Courses found so far; `earned` adds up what was earned, in whatever unit."""

    def __init__(self, document: str) -> None:
        super().__init__(document)
        self.issuer = Issuer()
        self.courses = 0
        self.earned = 0
        self.untagged = False

    def course(self, part: Part, session: Part | None) -> Module:
        """One course, in its session or outside every session."""
        self.courses += 1
        values: Values = {}
        title = self.text(part.kid("CourseTitle"), values, "title")
        self.untagged = self.untagged or bool(title and not title.isascii())
        attempted = self.amount(part.kid("CourseCreditValue"), values, "credits_attempted")
        earned = self.amount(part.kid("CourseCreditEarned"), values, "credits_earned")
        self.earned += earned.low if earned else 0
        result = self._result(part, values)
        status = self._status(part, result, attempted, earned)
        own = status != "credited"  # a credited course was taken elsewhere
        school = self.text(part.kid("CourseOverrideSchool", "OrganizationName"), values, "institution")
        name = school or (self.issuer.name if own else None)
        found: dict[str, Any] = {
            "id": f"c{self.courses}",
            "strength": "document",
            "note": " ".join(
                filter(None, (self._code(part, "CourseSubjectAbbreviation"), self._code(part, "CourseNumber")))
            )
            or None,
            "title": {"und": title} if title else {},
            "credits": self._credits(part, attempted, earned, status, values),
            "language": self._language(part.kid("LanguageOfInstruction", "LanguageCode"), values),
            "country": self.issuer.country if own and school is None else None,
            "institution": {"und": name} if name else {},
            "date": self._date(part, session, values),
            "status": status,
            "result": result.text,
            "origin": self.origin(part, values),
        }
        return built(Module, found)

    def _code(self, part: Part, name: str) -> str | None:
        spot = part.kid(name)
        return spot.text if spot is not None else None

    def _date(self, part: Part, session: Part | None, values: Values) -> Any:
        found = self.day(part.kid("CourseEndDate"), values, "date", self.issuer.country)
        if found is None and session is not None:
            values.pop("date", None)
            found = self.day(
                session.kid("AcademicSessionDetail", "SessionEndDate"), values, "date", self.issuer.country
            )
        return found

    def _language(self, part: Part | None, values: Values) -> str | None:
        """The language of instruction: codes of three letters, of which only those of ISO 639-2 are known."""
        text = self.text(part, values, "language")
        if part is None or text is None:
            return None
        code = ISO639.get(text.lower()) or (
            text.lower() if len(text) == 2 and text.isascii() and text.isalpha() else None
        )
        if code is None:
            self.notice("language_unreadable", f"The language of instruction {quoted(text, 20)} is not known.", part)
        return code

    def _result(self, part: Part, values: Values) -> _Result:
        """The grade and status code, of the course or else of its supplemental grade."""
        grade, code = part.kid("CourseAcademicGrade"), part.kid("CourseAcademicGradeStatusCode")
        text = self.text(grade, values, "result")
        word = self.text(code, values, "status")
        if text is None:
            self.notice("grade_missing", "A course has no grade of its own.", part)
        extra = part.kid("CourseSupplementalAcademicGrade", "CourseSupplementalGrade")
        if extra is not None:
            if text is None:
                grade = extra.kid("CourseAcademicSupplementalGrade")
                text = self.text(grade, values, "result")
            if word is None:
                code = extra.kid("CourseAcademicSupplementalGradeStatusCode")
                word = self.text(code, values, "status")
        return _Result(text, word, grade or code or part)

    def _status(self, part: Part, result: _Result, attempted: Amount | None, earned: Amount | None) -> State | None:
        by_code = STATUS_CODES.get(result.code) if result.code else None
        if result.code and by_code is None:
            sentence = f"The status code {quoted(result.code, 40)} is not known."
            self.notice("status_unreadable", sentence, result.spot)
        by_word = RESULTS.get(folded(result.text)) if result.text else None
        gained = bool(earned and earned.high)
        claims = {state for state in (by_code, by_word) if state}
        if (gained and claims == {"failed"}) or {"failed", "passed"} <= claims:
            self.notice(
                "status_conflict",
                "A status and a result contradict each other; the course only may count.",
                result.spot,
                "warning",
            )
            return "unclear"
        state: State | None = by_code or by_word
        if state == "in_progress":
            self.notice("course_in_progress", "A course is in progress; it counts for nothing yet.", part)
        elif state == "credited":
            self.notice("course_credited", "Credits for a course taken elsewhere were transferred.", part)
        elif state == "failed":
            self._failed(result, by_code)
        return state or self._by_credits(part, result, attempted, gained)

    def _failed(self, result: _Result, by_code: State | None) -> None:
        if by_code is None:
            self.notice("failed_by_result", "No status is stated; the result itself means failed.", result.spot)
        elif result.text and result.text.isdigit() and int(result.text) >= _PLAUSIBLE_PASS:
            sentence = "A course is marked as failed beside a grade of 50 or more; the mark of the issuer is used."
            self.notice("failed_beside_grade", sentence, result.spot, "warning", "ask the issuer what the mark means")

    def _by_credits(self, part: Part, result: _Result, attempted: Amount | None, gained: bool) -> State | None:
        """The outcome where no word tells it: credits that were earned are a pass, a bare grade stays open."""
        if gained:
            self.notice("passed_by_credits", "No status is stated; the course earned credits, so it was passed.", part)
            return "passed"
        basis = self._code(part, "CourseCreditBasis")
        if basis is not None and folded(basis) == EXEMPTION and result.text is None:
            self.notice("course_exempted", "A course was exempted; it was neither taken nor graded here.", part)
            return "credited"
        if attempted is not None and attempted.high:
            sentence = "A course earned none of its credits and shows no outcome; it only may count."
        elif result.text is None or _GRADE.fullmatch(result.text.upper()) is None:
            sentence = "A course shows neither a grade nor credits; it only may count."
        else:
            return None
        self.notice("outcome_not_shown", sentence, part, "warning")
        return "unclear"

    def _credits(
        self, part: Part, attempted: Amount | None, earned: Amount | None, status: State | None, values: Values
    ) -> Credits | None:
        """What was earned, or for a course that earned nothing what it is worth; 0 means not recorded."""
        spot = part.kid("CourseCreditEarned") or part.kid("CourseCreditValue")
        if spot is None:
            return None
        first = "credits_earned" if earned and earned.high else "credits_attempted"
        amount = earned if earned and earned.high else attempted
        if first in values:
            values["credits"] = values[first]
        if amount is None or amount.high == 0:
            self.notice("credits_zero", "Credits are 0, which means not recorded.", spot)
            return None
        if earned and attempted and attempted.high and earned.high > attempted.high:
            sentence = (
                f"A course earned {earned.high / HUNDRED:g} credits of {attempted.high / HUNDRED:g}; neither is used."
            )
            self.notice("credits_conflict", sentence, spot, "warning")
            return None
        system = self._system(part.kid("CourseCreditUnits"))
        return built(Credits, {"system": system, "amount": amount}) if system else None

    def _system(self, part: Part | None) -> str | None:
        """The unit as a credit system. Units called `Other` are the issuer's own, and never those of another issuer."""
        unit = self.text(part)
        if part is None or unit is None:
            if part is not None:
                self.notice("scheme_missing", "Credits stand without the unit that they count in.", part, "warning")
            return None
        if unit == _NO_UNIT:
            self.notice("credits_without_value", "Credits are of a unit that counts for no award.", part)
            return None
        if unit == "Semester" and self.issuer.country == "US":
            return "us_semester"
        if unit not in ("Other", "Units"):
            return ident(f"pesc:{unit.lower()}")
        whose = self.issuer.ids[0] if self.issuer.ids else _plain(self.issuer.name or "")
        return ident(f"pesc:{unit.lower()}:{whose}") if whose else None


def _plain(name: str) -> str:
    """A name in letters without accents, fit for an id."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
