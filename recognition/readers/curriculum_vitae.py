"""What every self-written document becomes: a person, education, work and languages, each of strength `stated`.

The holder wrote it, so it proves nothing by itself: an education with an end is not thereby completed, and a language
level is the holder's own estimate. What a document leaves open stays unknown.
"""

from __future__ import annotations

from typing import Any, Final

from recognition.foundations.problems import quoted
from recognition.model.dossier import Dossier, Person
from recognition.model.evidence import Cefr, Experience, LanguageResult, Module, Qualification, Skill
from recognition.model.values import Day
from recognition.readers.building import built
from recognition.readers.elmo_values import Values
from recognition.readers.outcomes import settled_in
from recognition.readers.part import Part
from recognition.readers.part_values import PartValues
from recognition.readers.part_words import CEFR, CEFR_ORDER

_TRUE: Final = frozenset({"true", "1", "yes"})


class CurriculumVitae(PartValues):
    """Everything found so far; the readers of each format fill it."""

    def __init__(self, document: str) -> None:
        super().__init__(document)
        self.person: Person | None = None
        self.qualifications: list[Qualification] = []
        self.results: list[LanguageResult] = []
        self.work: list[Experience] = []
        self.modules: list[Module] = []

    def dossier(self, root: Part) -> Dossier:
        """The dossier, carrying all that was noticed."""
        self.notice("self_declared", "The holder wrote this document; nothing in it is proved by it.", root)
        self.modules += self.skills(root, {"strength": "stated"})
        found = {
            "subject": "person",
            "person": self.person,
            "qualifications": tuple(settled_in(one, self.notices) for one in self.qualifications),
            "modules": tuple(self.modules),
            "language_results": tuple(self.results),
            "experience": tuple(self.work),
        }
        return built(Dossier, found, {"_problems": self.notices.problems()})

    def holder(self, part: Part, values: Values, fields: dict[str, Any]) -> None:
        """The person of the document."""
        if not any(fields.get(name) for name in ("given_names", "family_name", "full_name")):
            self.notice("holder_unnamed", "The holder has no name here.", part, "warning")
        self.person = built(Person, {**fields, "origin": self.origin(part, values)})

    def period(
        self, part: Part, start: Day | None, end: Day | None, current: str | None, *, ends: bool
    ) -> tuple[Day | None, Day | None, bool | None]:
        """First and last day, and whether it runs on. `ends`: the document has a place for an end here.

        A missing end means that it runs on only where the document says so; an end before the start leaves both open.
        """
        runs = None if current is None else current.strip().lower() in _TRUE
        if runs and end is not None:
            self.notice(
                "period_conflict", "A period is said to run on and has an end; its end is not known.", part, "warning"
            )
            return start, None, None
        if runs:
            return start, Day.of("ongoing"), True
        if end is None and ends:
            self.notice("end_missing", "A period has no end; whether it runs on is not stated.", part)
        if start and end and (start.span.low or 0) > (end.span.high or start.span.low or 0):
            self.notice("period_reversed", "A period ends before it starts; neither day is used.", part, "warning")
            return None, None, runs
        return start, end, runs

    def education(self, part: Part, values: Values, runs: bool | None, fields: dict[str, Any]) -> Qualification:
        """One training. It is under way where the document says so; that it is completed is never assumed."""
        start, end = fields.pop("start", None), fields.pop("end", None)
        found = {
            "strength": "stated",
            "status": "in_progress" if runs else None,
            **fields,
            "id": f"q{len(self.qualifications) + 1}",
            "origin": self.origin(part, values),
            "training_start": start,
            "training_end": None if runs else end,
        }
        if "body" not in found:
            found["body"] = found.get("institution", {})
        self.qualifications.append(built(Qualification, found))
        return self.qualifications[-1]

    def employment(self, part: Part, values: Values, fields: dict[str, Any]) -> None:
        """One stretch of work."""
        found = {"strength": "stated", **fields, "id": f"w{len(self.work) + 1}", "origin": self.origin(part, values)}
        self.work.append(built(Experience, found))

    def native(self, part: Part, spot: Part | None) -> None:
        """A mother tongue: no level is stated for it, and none is made up."""
        values: Values = {}
        code = self.language(spot, values)
        self._result(part, values, {"language": code, "note": "mother tongue"})

    def spoken(
        self, part: Part, code: str | None, levels: dict[str, Part], certificates: list[Part], values: Values
    ) -> None:
        """A language with the holder's own levels. `interaction` and `production` together are speaking: the lower."""
        steps: dict[str, Cefr] = {}
        for skill, spot in levels.items():
            text = self.text(spot, values, f"cefr.{skill}")
            if text is None:
                continue
            if (step := CEFR.get(text.upper())) is None:
                self.notice("cefr_unreadable", f"The level {quoted(text, 20)} is none of A1 to C2.", spot, "warning")
            else:
                if step != text:
                    self.notice("level_spelling", "A language level is written in lower case.", spot)
                steps[skill] = step
        speaking = [steps.pop(name) for name in ("interaction", "production") if name in steps]
        cefr: dict[Skill, Cefr] = {name: steps[name] for name in ("listening", "reading", "writing") if name in steps}
        if len(speaking) == 2:
            cefr["speaking"] = min(speaking, key=CEFR_ORDER.index)
            if speaking[0] != speaking[1]:
                sentence = "Levels of spoken interaction and production differ; the lower is taken for speaking."
                self.notice("speaking_lower", sentence, part)
        elif speaking:
            self.notice(
                "speaking_half", "Only one of spoken interaction and production has a level; speaking is unknown.", part
            )
        if not cefr:
            self.notice("language_without_level", "A language is named without a level.", part)
        titles = [title for spot in certificates if (title := self.text(spot, values, "certificates"))]
        note = f"certificates named: {', '.join(titles)}" if titles else None
        if titles:
            sentence = "A certificate of a language is named; it is no result until the certificate itself is shown."
            self.notice("certificate_named", sentence, part)
        self._result(part, values, {"language": code, "cefr": cefr or None, "note": note})

    def named(self, part: Part, code: str | None, note: str | None, values: Values) -> None:
        """A language of which no level is told."""
        self._result(part, values, {"language": code, "note": note})

    def _result(self, part: Part, values: Values, fields: dict[str, Any]) -> None:
        found = {**fields, "strength": "stated", "id": f"l{len(self.results) + 1}", "origin": self.origin(part, values)}
        self.results.append(built(LanguageResult, found))


def und(text: str | None) -> dict[str, str]:
    """A text whose language is not told."""
    return {"und": text} if text else {}


def noted(**texts: str | None) -> str | None:
    """Several facts for people, in one note: `position: Nurse; grade: 4.0`."""
    return "; ".join(f"{name}: {text}" for name, text in texts.items() if text) or None
