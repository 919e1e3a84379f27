"""Awards of a PESC transcript, and which courses are part of which."""

from __future__ import annotations

from typing import NamedTuple

from recognition.foundations.problems import quoted
from recognition.foundations.text import folded
from recognition.model.evidence import Module, Qualification
from recognition.model.values import Day
from recognition.readers.building import built
from recognition.readers.elmo_values import Values
from recognition.readers.part import Part
from recognition.readers.pesc_courses import PescCourses


class Taken(NamedTuple):
    module: Module
    programmes: frozenset[str]


class Award(NamedTuple):
    qualification: Qualification
    programmes: frozenset[str]


class PescAwards(PescCourses):
    """Awards and courses found so far; `made` is the day of the document."""

    def __init__(self, document: str) -> None:
        super().__init__(document)
        self.taken: list[Taken] = []
        self.awards: list[Award] = []
        self.programmes: dict[str, Part] = {}
        self.made: Day | None = None

    def award(self, part: Part) -> None:
        """One award, held where it has a day and is not said to be open."""
        values: Values = {}
        title = self.text(part.kid("AcademicAwardTitle"), values, "title")
        date = self.day(part.kid("AcademicAwardDate"), values, "issued", self.issuer.country)
        level = part.kid("AcademicAwardLevel")
        word = self.text(level, values, "level")
        if level is not None and word is not None:
            sentence = f"The award level {quoted(word, 20)} is one of PESC, not of EQF."
            self.notice("level_framework_unknown", sentence, level)
        status = self._award_status(part, date, values)
        majors = [
            (self._code(programme, "AcademicProgramType") or "programme", text)
            for programme in part.kids("AcademicAwardProgram")
            if (text := self.text(programme.kid("AcademicProgramName"), values, "programme"))
        ]
        average = self._average(part, values)
        notes = [f"{kind}: {text}" for kind, text in majors] + ([f"GPA: {average}"] if average else [])
        names = {"und": self.issuer.name} if self.issuer.name else {}
        found = {
            "id": f"q{len(self.awards) + 1}",
            "strength": "document",
            "origin": self.origin(part, values),
            "note": "; ".join(notes) or None,
            "title": {"und": title} if title else {},
            "country": self.issuer.country,
            "body": names,
            "institution": names,
            "institution_id": self.issuer.ids[0] if self.issuer.ids else None,
            "training_end": date if status == "completed" else None,
            "issued": date if status == "completed" else None,
            "status": status,
        }
        programmes = frozenset(folded(text) for _, text in majors)
        self.awards.append(Award(built(Qualification, found), programmes))

    def _average(self, part: Part, values: Values) -> str | None:
        """The average of all courses of the award as printed; 0 means that none was worked out."""
        spot = part.kid("AcademicSummary", "GPA", "GradePointAverage")
        text = self.text(spot, values, "average")
        return text if text and text.strip("0.") else None

    def _award_status(self, part: Part, date: Day | None, values: Values) -> str | None:
        spot = part.kid("AcademicCompletionIndicator")
        word = self.text(spot, values, "status")
        if word is not None and spot is not None and folded(word) in ("false", "0", "no"):
            if date is not None:
                sentence = "An award has a day and is said not to be completed; whether it is held is not known."
                self.notice("status_conflict", sentence, spot, "warning")
            else:
                self.notice("award_not_completed", "An award is listed but said not to be completed.", spot, "warning")
            return "in_progress"
        if date is None:
            self.notice("award_without_day", "An award has no day; whether it was made is not known.", part, "warning")
            return None
        made = self.made.span.high if self.made else None
        if made is not None and date.span.low is not None and date.span.low > made:
            sentence = "An award is dated after the document was made; whether it was made is not known."
            self.notice("award_in_future", sentence, part, "warning")
            return None
        return "completed"

    def without_award(self, root: Part) -> None:
        """A transcript of studies under way: their programme becomes a qualification that is not held yet."""
        self.notice("award_missing", "No award is listed; nothing here shows that a degree is held.", root, "warning")
        open_ = {name for course in self.taken if course.module.status == "in_progress" for name in course.programmes}
        for name in (name for name in self.programmes if name in open_):
            spot = self.programmes[name]
            values: Values = {}
            title = self.text(spot, values, "title")
            names = {"und": self.issuer.name} if self.issuer.name else {}
            found = {
                "id": f"q{len(self.awards) + 1}",
                "strength": "document",
                "origin": self.origin(spot, values),
                "title": {"und": title} if title else {},
                "country": self.issuer.country,
                "institution": names,
                "body": names,
                "institution_id": self.issuer.ids[0] if self.issuer.ids else None,
                "status": "in_progress",
            }
            self.awards.append(Award(built(Qualification, found), frozenset({name})))

    def attached(self) -> list[Module]:
        """Courses that belong to no award; the others are put into theirs, and that is said."""
        loose: list[Module] = []
        mine: dict[int, list[Module]] = {}
        first_two: dict[str, list[int]] = {}  # of the awards of each programme: whether there is one, no more is asked
        for place, one in enumerate(self.awards):
            for name in one.programmes:
                if len(places := first_two.setdefault(name, [])) < 2:
                    places.append(place)
        for course in self.taken:
            number = self._award_of(course, first_two)
            if number is None:
                loose.append(course.module)
            else:
                mine.setdefault(number, []).append(course.module)
        for number, modules in mine.items():
            award = self.awards[number]
            origin = award.qualification.origin
            changed = award.qualification.model_copy(update={"modules": tuple(modules)})
            self.awards[number] = award._replace(qualification=changed)
            if origin is not None:
                sentence = f"{len(modules)} courses were read as parts of an award: their sessions name its programme."
                if not award.programmes:
                    sentence = f"{len(modules)} courses were read as parts of the only award; nothing says they are."
                self.notices.add("modules_assumed", sentence, origin.path, origin.line, "warning")
        return loose

    def _award_of(self, course: Taken, first_two: dict[str, list[int]]) -> int | None:
        """The award that a course can only belong to, None where there is none or more than one."""
        if not course.programmes and not (len(self.awards) == 1 and not self.awards[0].programmes):
            return None
        if len(self.awards) == 1 and not self.awards[0].programmes:
            named = [0]
        else:
            named = list({number for name in course.programmes for number in first_two.get(name, ())})
        if len(named) != 1:
            return None
        issued, day = self.awards[named[0]].qualification.issued, course.module.date
        if issued and day and issued.span.before(day.span):
            return None
        return named[0]
