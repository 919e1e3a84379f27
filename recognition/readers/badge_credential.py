"""One Open Badges 3.0 credential: its achievement becomes a qualification or a module, its issuing a document.

Paths are those of the Open Badges 3.0 information model (`credentialSubject/achievement/…`) and of the Dutch education
profile (`ECTS`, `SBU`, `educationProgramIdentifier`). A credential of an achievement says that its criteria were met;
where a result or a word says otherwise, or says participation only, it is not taken as completed.
"""

from __future__ import annotations

from typing import Any, Final, Literal, NamedTuple

from recognition.foundations.problems import InvalidDocument, Place, Problem, quoted
from recognition.model.evidence import Credits, Document, Hours, Level, Module, Qualification
from recognition.readers.badge_documents import BadgeDocuments, kid_text
from recognition.readers.badge_results import Results
from recognition.readers.badge_values import UNWRAPPED, Issuer
from recognition.readers.badge_words import (
    CYCLES,
    NOT_OF_LEARNING,
    PARTICIPATION,
    PARTS,
    QUALIFICATIONS,
    Outcome,
)
from recognition.readers.building import built
from recognition.readers.elmo_values import Values, ident
from recognition.readers.part import Part
from recognition.readers.vc_envelope import Envelope

Status = Literal["completed", "failed", "in_progress", "withdrawn"]

_OF_QUALIFICATION: Final[dict[Outcome, Status]] = {
    "passed": "completed",
    "failed": "failed",
    "in_progress": "in_progress",
    "withdrawn": "withdrawn",
}
_OF_MODULE: Final[dict[Outcome, Literal["passed", "failed", "in_progress"]]] = {
    "passed": "passed",
    "failed": "failed",
    "in_progress": "in_progress",
    "withdrawn": "in_progress",  # begun and not finished
}


class Given(NamedTuple):
    """What one credential gave: the item, and the ids of its achievement and of itself in the document."""

    item: Qualification | Module
    achievement: str | None
    credential: str | None


class Credentials(BadgeDocuments):
    """Everything found so far in one document."""

    def __init__(self, document: str) -> None:
        super().__init__(document)
        self.given: list[Given] = []

    def credential(self, part: Part, around: Envelope = UNWRAPPED) -> None:
        """Read one credential of an achievement."""
        values: Values = {}
        subject = self.subject(part)
        issuer = self.issuer(part.kid("issuer"), part, values)
        achievement = subject.kid("achievement") if subject is not None else None
        first, last = self.validity(part, issuer.country, values, around)
        self.signature(part, around.signatures)
        found = self._achieved(part, subject or part, achievement, issuer)
        if isinstance(found, Qualification):
            found = found.model_copy(update={"expires": last})
        self.given.append(Given(found, kid_text(achievement, "id") if achievement else None, kid_text(part, "id")))
        document = self.paper(part, "open_badge", values, issuer)
        document.update(issued=first, until=last, of=found.id, note=_note(achievement))
        self.documents.append(built(Document, document))
        self.endorsements(part, achievement, found)

    def subject(self, part: Part) -> Part | None:
        """The subject of a credential. Raises InvalidDocument `several_subjects` where there are several."""
        subjects = part.kids("credentialSubject")
        if len(subjects) > 1:
            place = Place(self.document, subjects[1].path, subjects[1].line)
            raise InvalidDocument(
                Problem("several_subjects", "The credential has several subjects.", place, "give one at a time")
            )
        return subjects[0] if subjects else None

    def _achieved(self, part: Part, subject: Part, achievement: Part | None, issuer: Issuer) -> Qualification | Module:
        values: Values = {}
        titles = self._titles(part, achievement, values)
        results = self.results(subject, achievement, values)
        kind = self.text(achievement.kid("achievementType"), values, "type") if achievement else None
        outcome = self._reached(part, achievement, results, kind, titles)
        inside = achievement or part
        eqf = self.eqf(inside, values)
        shared: dict[str, Any] = {
            "strength": "document",
            "title": titles,
            "credits": self._credits(subject, inside, values),
            "level": _level(eqf, CYCLES.get(kind or "")),
            "country": issuer.country,
            "institution": dict(issuer.names),
            "origin": self.origin(inside, values),
            "note": _graded(results),
        }
        hours = self.number(inside.kid("SBU"), values, "hours")
        if hours is not None and not hours.high:
            self.notice("hours_zero", "The hours are 0, which means not recorded.", inside)
            hours = None
        language = self.tagged_language(inside.kid("inLanguage"), values)
        if kind in PARTS:
            return self._module(subject, inside, shared, kind, outcome, hours, language, results, values, issuer)
        found = self._qualification(subject, inside, shared, kind, outcome, language, values, issuer, part)
        modules = self._skills(inside, found, outcome)
        return found.model_copy(
            update={"hours": built(Hours, {"total": hours}) if hours else None, "modules": tuple(modules)}
        )

    def _titles(self, part: Part, achievement: Part | None, values: Values) -> dict[str, str]:
        titles = self.titles(achievement.kids("name"), values) if achievement else {}
        if titles:
            return titles
        if achievement is None:
            self.notice("achievement_missing", "The credential names no achievement.", part, "warning")
        elif achievement.is_leaf:
            sentence = "The achievement is only an address; nothing was looked up."
            self.notice("achievement_elsewhere", sentence, achievement, "warning")
        titles = self.titles(part.kids("name"), values)
        if titles:
            self.notice("title_of_credential", "The title is that of the credential itself.", part)
        return titles

    def _reached(
        self, part: Part, achievement: Part | None, results: Results, kind: str | None, titles: dict[str, str]
    ) -> Outcome | None:
        if results.outcome is not None or results.disputed or achievement is None or achievement.is_leaf:
            return results.outcome
        if results.shown is None and achievement.kids("resultDescription"):
            sentence = "The achievement is marked, but the credential gives no mark; the outcome stays unknown."
            self.notice("result_missing", sentence, achievement, "warning")
            return None
        names = " ".join((*titles.values(), kind or ""))
        if PARTICIPATION.search(names):
            sentence = "The title speaks of taking part; it is not taken as an achievement."
            self.notice("participation_only", sentence, achievement, "warning")
            return None
        if kind in NOT_OF_LEARNING:
            sentence = f"An achievement of type {quoted(kind, 30)} is not one of learning; its outcome stays unknown."
            self.notice("not_of_learning", sentence, achievement)
            return None
        sentence = "No status is stated; a badge is given to those who met its criteria, so it was read as completed."
        self.notice("completion_implied", sentence, part)
        return "passed"

    def _qualification(
        self, subject: Part, inside: Part, shared: dict[str, Any], kind: str | None, outcome: Outcome | None,
        language: tuple[str, ...], values: Values, issuer: Issuer, part: Part,
    ) -> Qualification:  # fmt: skip
        number = sum(isinstance(given.item, Qualification) for given in self.given) + 1
        programme = inside.kid("educationProgramIdentifier") or inside.kid("humanCode")
        if programme is None and inside is not part:
            programme = inside.kid("id")
        code = self.text(programme, values, "programme_id")
        awarded = outcome == "passed"
        day = part.kid("awardedDate")
        if awarded and day is None:
            day = part.kid("validFrom") or part.kid("issuanceDate")
            if day is not None:
                sentence = "No day of award is stated; the first day of validity is taken for it and may be later."
                self.notice("award_day_assumed", sentence, day)
        issued = self.day(day, values, "issued", issuer.country) if awarded else None
        found = {
            **shared,
            "id": f"q{number}",
            "type": "other" if kind in NOT_OF_LEARNING else QUALIFICATIONS.get(kind or ""),
            "body": shared["institution"],
            "institution_id": issuer.ids[0] if issuer.ids else None,
            "programme_id": ident(code) if code else None,
            "training_start": self.day(subject.kid("activityStartDate"), values, "training_start", issuer.country),
            "training_end": self.day(subject.kid("activityEndDate"), values, "training_end", issuer.country),
            "issued": issued,
            "status": _OF_QUALIFICATION[outcome] if outcome else None,
            "taught_in": language,
        }
        self.quality(inside, found["programme_id"])
        return built(Qualification, found)

    def _module(
        self, subject: Part, inside: Part, shared: dict[str, Any], kind: str, outcome: Outcome | None, hours: Any,
        language: tuple[str, ...], results: Results, values: Values, issuer: Issuer,
    ) -> Module:  # fmt: skip
        number = sum(isinstance(given.item, Module) for given in self.given) + 1
        found = {
            **shared,
            "id": f"m{number}",
            "type": kind,
            "hours": hours,
            "language": language[0] if language else None,
            "date": self.day(subject.kid("activityEndDate"), values, "date", issuer.country),
            "status": _OF_MODULE[outcome] if outcome else None,
            "result": results.shown,
            "outcomes": tuple(address for address, _, _ in self.skills_of(inside)),
        }
        self.quality(inside, None)
        return built(Module, found)

    def _skills(self, inside: Part, of: Qualification, outcome: Outcome | None) -> list[Module]:
        """Skills of ESCO as modules of the qualification; where nothing says that it was reached, they show nothing."""
        skills = self.skills_of(inside)
        if skills and outcome is None:
            sentence = "Skills are named, but nothing says that they were reached; they are not used."
            self.notice("skills_not_shown", sentence, skills[0][2])
        if outcome is None:
            return []
        return [
            built(
                Module,
                {
                    "id": f"{of.id}s{number}",
                    "strength": "document",
                    "origin": self.origin(part, {}),
                    "title": titles,
                    "type": "skill",
                    "outcomes": (address,),
                    "country": of.country,
                    "institution": of.institution,
                    "status": _OF_MODULE[outcome],
                },
            )
            for number, (address, titles, part) in enumerate(skills, 1)
        ]

    def _credits(self, subject: Part, inside: Part, values: Values) -> Credits | None:
        ects = self.number(inside.kid("ECTS"), values, "credits")
        available, earned = inside.kid("creditsAvailable"), subject.kid("creditsEarned")
        if earned is not None or available is not None:
            sentence = "Credits are stated without their system; they stay unknown."
            self.notice("scheme_missing", sentence, earned or available or inside, "warning")
            most = self.number(available, values, "credits_available")
            own = self.number(earned, values, "credits_earned")
            if most and own and own.low > most.low:
                sentence = "More credits were earned than the achievement has."
                self.notice("credits_exceed", sentence, earned or inside, "warning")
        if ects is not None and not ects.high:
            self.notice("credits_zero", "The credits are 0, which means not recorded.", inside)
            return None
        return built(Credits, {"system": "ects", "amount": ects}) if ects else None


def _level(eqf: int | None, cycle: str | None) -> Level | None:
    return built(Level, {"eqf": eqf, "cycle": cycle}) if eqf is not None or cycle is not None else None


def _graded(results: Results) -> str | None:
    return ", ".join(filter(None, (f"result {results.shown}", results.scale))) if results.shown else None


_ASIDE: Final = ("assessmentType", "participationType", "supervisionType", "identityChecked")


def _note(achievement: Part | None) -> str:
    """How learners took part and were assessed, in the words of the Dutch profile."""
    found = [f"{name}: {text}" for name in _ASIDE if achievement is not None and (text := kid_text(achievement, name))]
    return "; ".join(("Open Badges 3.0", *found))
