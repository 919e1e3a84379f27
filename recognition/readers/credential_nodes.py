"""The claims of a European digital credential: achievements become qualifications and modules, attendance modules only.

What an achievement is specified by, proven by and awarded by may stand inside it or elsewhere in the document. An
activity that influenced an achievement says how it was learnt, not how much: its effort is never added to the whole.
"""

from __future__ import annotations

from typing import Any, Final, Literal

from recognition.foundations.problems import quoted
from recognition.model.evidence import LEARNING_OUTCOME, Hours, Level, Module, Qualification
from recognition.model.values import Day
from recognition.readers.building import built
from recognition.readers.credential_bodies import CredentialBodies
from recognition.readers.credential_words import (
    ACTIVITIES,
    ASSESSMENTS,
    AWARDS,
    NOT_ACHIEVED,
    OUTCOMES,
    SKILLS,
    SPECIFICATION,
    TITLE,
)
from recognition.readers.elmo_checks import add_up
from recognition.readers.elmo_values import Values, ident
from recognition.readers.elmo_words import State, state_of
from recognition.readers.part import Part
from recognition.readers.part_words import NOT_EQUAL
from recognition.readers.references import References

_COMPONENTS: Final = 2_000
_DEPTH: Final = 20
_STATUS: Final[dict[State, Literal["completed", "failed", "in_progress"]]] = {
    "passed": "completed",
    "failed": "failed",
    "in_progress": "in_progress",
}

_REACHED: Final[dict[str | None, str]] = {"completed": "passed", "failed": "failed", "in_progress": "in_progress"}


class CredentialNodes(CredentialBodies):
    """Qualifications and modules found so far."""

    def __init__(self, document: str, references: References) -> None:
        super().__init__(document, references)
        self.qualifications: list[Qualification] = []
        self.modules: list[Module] = []
        self.type: Literal["degree", "certificate"] | None = None
        self.components = 0
        self._seen: dict[int, Any] = {}  # holds the sources, so that no number is used again

    def claim(self, part: Part) -> None:
        """One claim about the holder."""
        kind = part.kid("type")
        word = (kind.text if kind else None) or part.name
        if word.lower() in ("learningactivity", "activity"):
            self._activity(part)
        elif word.lower() in ("learningentitlement", "entitlement", "learningassessment", "assessment"):
            sentence = f"A claim of the kind {quoted(word, 30)} stands alone; it shows no achievement."
            self.notice("claim_alone", sentence, part)
        else:
            self.achievement(part, self.one(part, *SPECIFICATION))

    def achievement(self, part: Part, spec: Part | None) -> None:
        """A claim of an achievement, as a qualification with its parts."""
        self._seen[id(part.source)] = part.source
        values: Values = {}
        shared, state, note = self._shared(part, spec, values, None)
        number = f"q{len(self.qualifications) + 1}"
        modules: list[Module] = []
        self._parts(part, shared["country"], None, modules, 1)
        start, end = self._period(part, shared["country"], values, alone=not modules)
        awarded = shared.pop("date")
        title = " ".join(shared["title"].values())
        doubtful = NOT_ACHIEVED.search(title) is not None
        if doubtful:
            sentence = f"An achievement is called {quoted(title, 60)}, which names taking part, not achieving."
            self.notice("achievement_doubtful", sentence, part, "warning", "it does not count as awarded")
        if state is None and awarded is not None:
            state = "passed"
        if state is None or (state == "passed" and awarded is None):
            self.notice("award_undated", "The day of the award is not stated.", part)
        reached = status = _STATUS.get(state) if state and not doubtful else None
        partial = spec.kid("isPartialQualification") if spec else None
        if partial is not None and partial.text in ("true", "1"):
            sentence = "The document calls this a part of a qualification."
            self.notice("partial_qualification", sentence, partial, "warning", "it does not count as a whole one")
            status = None if status == "completed" else status
        total = shared.pop("hours")
        languages = self.languages(spec, values)
        entry = spec.kid("entryRequirement") or spec.kid("entryRequirementsNote") if spec is not None else None
        self.texts(entry, values, "entry_requirement")
        self._aside(part, spec, values)
        shared.pop("outcomes")
        qualification = built(
            Qualification,
            {
                **shared,
                "id": number,
                "note": note,
                "type": self.type,
                "body": shared["institution"],
                "training_start": start,
                "training_end": end,
                "issued": awarded if status == "completed" else None,
                "status": status,
                "taught_in": languages,
                "mode": self.mode(spec, values),
                "duration": self.years(spec, values),
                "hours": built(Hours, {"total": total}) if total else None,
                "modules": tuple(modules),
                "origin": self.origin(part, values),
            },
        )
        self.qualifications.append(qualification)
        add_up(qualification, self.notices)
        if qualification.level is None and any(module.level for module in modules):
            self.notice("level_only_in_parts", "The whole states no level, its parts do; none is derived.", part)
        self._outcomes(spec, shared, _REACHED.get(reached, "unclear"))
        self.accredited(spec, "programme", number)

    def _aside(self, part: Part, spec: Part | None, values: Values) -> None:
        """What no rule asks of: the setting of the learning, and how it was assessed."""
        setting = self.one(spec, "learningSetting", "learningSettingType") if spec is not None else None
        assessment = next(iter(self.all(part, *ASSESSMENTS)), None)
        checked = self.one(assessment, "idVerification", "idVerificationMethod") if assessment is not None else None
        for field, one in (("setting", setting), ("identity_check", checked)):
            if one is not None and (label := self.label(one)):
                self.keep(one, values, field, label)
        if assessment is not None and not assessment.kids("creditPoint"):
            self.texts(assessment.kid(*TITLE), values, "assessment")

    def _shared(
        self, part: Part, spec: Part | None, values: Values, whole: str | None
    ) -> tuple[dict[str, Any], State | None, str | None]:
        """What a qualification and a module have in common, the outcome, and the grade in words."""
        self.components += 1
        qualification = self.one(spec, "qualification")
        title = self.texts(part.kid(*TITLE), values) or self.texts(spec.kid(*TITLE) if spec else None, values)
        named = tuple(self.word(one.kid(*TITLE)) for one in (part, spec, qualification) if one is not None)
        process = self.one(part, *AWARDS)
        body = self.body(self.one(process, "awardingBody") if process else None, values, "body")
        country = body.country
        if process is not None and country is None:
            place = self.one(process, "country") or self.one(self.one(process, "location"), "spatial")
            country = self.country_of(place, values) if place else None
            if country is not None:
                self.notice("country_elsewhere", "A country stands at the award, not at the awarding body.", process)
        if process is None and whole is None:
            body, country = self.issuer, self.issuer.country
            self.notice("awarding_body_assumed", "No awarding body is stated; the issuer was read as it.", part)
        elif not body.names and process is not None:
            self.notice("body_unnamed", "The awarding body is an identifier without a name.", process, "warning")
        if country is None and process is not None and body.ids:
            same = set(body.ids) & set(self.issuer.ids)
            country = self.issuer.country if same else None
        if country is None and (process is not None or whole is None):
            self.notice("country_unknown", "The awarding body's country is not stated.", process or part, "warning")
        if whole and country and country != whole:
            sentence = f"A part was awarded in {country}, the whole in {whole}."
            self.notice("awarded_abroad", sentence, part)
        awarded = process.kid("awardingDate") or process.kid("date") if process is not None else None
        state, grade = self._result(part, values)
        read_from(values, "institution", "body")
        shared = {
            "strength": "document",
            "title": title,
            "country": country,
            "institution": dict(body.names),
            "level": self._level(spec, qualification, named, values),
            "credits": self.credits([spec, part], values),
            "field": self.field(spec, values),
            "hours": self.hours(spec, values, "volumeOfLearning", "workload"),
            "date": self.day(awarded, values, "issued", country),
            "outcomes": tuple(self._skills(spec)),
        }
        entitled = [word for one in self.all(part, "entitlesTo") if (word := self.word(one.kid(*TITLE)))]
        for one in self.all(part, "entitlesTo"):
            self.texts(one.kid(*TITLE), values, "entitles_to")
        note = ". ".join(
            text
            for text in (f"Grade: {grade}" if grade else "", "Entitles to: " + "; ".join(entitled) if entitled else "")
            if text
        )
        return shared, state, note or None

    def _level(
        self, spec: Part | None, qualification: Part | None, named: tuple[str | None, ...], values: Values
    ) -> Level | None:
        if qualification is not None and spec is not None and not spec.kids("eqfLevel"):
            return self.eqf_of(qualification, named, values)
        return self.eqf_of(spec, named, values)

    def _result(self, part: Part, values: Values) -> tuple[State | None, str | None]:
        for assessment in self.all(part, *ASSESSMENTS):
            if assessment.kids("creditPoint"):
                continue  # a course of its own, see _parts
            grade = self.texts(assessment.kid("grade"), values, "result")
            if grade:
                return self._state(grade, assessment)
        spec = self.one(part, *SPECIFICATION)
        overall = self.texts(spec.kid("overallClassification"), values, "result") if spec else {}
        return self._state(overall, part) if overall else (None, None)

    def _state(self, grade: dict[str, str], part: Part) -> tuple[State | None, str]:
        word = grade.get("en") or next(iter(grade.values()))
        state, _ = state_of(None, word)
        if state == "failed":
            self.notice("failed_by_result", "No status is stated; the result itself means failed.", part)
        return state, word

    def _period(self, part: Part, country: str | None, values: Values, *, alone: bool) -> tuple[Day | None, Day | None]:
        """When the only activity behind an achievement without parts ran. Of several, none tells of the whole."""
        activities = {id(one.source): one for one in self.all(part, *ACTIVITIES)}
        for activity in activities.values():
            self.hours(activity, values, "volumeOfLearning", "workload", field="activity_hours")
            spec = self.one(activity, *SPECIFICATION)
            self.hours(spec, values, "volumeOfLearning", "workload", field="activity_hours")
        training = part.kid("trainingDuration")
        if training is None and (len(activities) != 1 or not alone):
            return None, None
        return self._ends(training or next(iter(activities.values())), country, values)

    def _ends(self, part: Part, country: str | None, values: Values) -> tuple[Day | None, Day | None]:
        period = self.one(part, "temporal") or part
        start = period.kid("startDate") or period.kid("startedAtTime")
        end = period.kid("endDate") or period.kid("endedAtTime")
        return (
            self.day(start, values, "training_start", country),
            self.day(end, values, "training_end", country),
        )

    def _parts(self, part: Part, country: str | None, within: str | None, found: list[Module], depth: int) -> None:
        below: list[Part] = []
        for holder in part.kids("hasPart"):
            inner = holder.kids("learningAchievement", "learningAchievements")
            below.extend(inner or [self.references.followed(holder)])
        for assessment in self.all(part, *ASSESSMENTS):
            if assessment.kids("creditPoint"):
                self.notice("course_as_assessment", "A course with credits is written as an assessment.", assessment)
                below.append(assessment)
        for one in below:
            if id(one.source) in self._seen or self.components >= _COMPONENTS or depth > _DEPTH:
                continue
            self._seen[id(one.source)] = one.source
            self._module(one, country, within, found, depth)

    def _module(self, part: Part, country: str | None, within: str | None, found: list[Module], depth: int) -> None:
        values: Values = {}
        spec = self.one(part, *SPECIFICATION)
        shared, state, _ = self._shared(part, spec, values, country or "unknown")
        if not part.kids(*AWARDS):
            shared["country"], shared["institution"] = country, {}
        own = self.texts(part.kid("grade"), values, "result")
        if own:
            state, _ = self._state(own, part)
        languages = self.languages(spec, values)
        for activity in () if languages else self.all(part, *ACTIVITIES):
            languages = languages or self.languages(self.one(activity, *SPECIFICATION), values)
        period = self.one(part, "temporal")
        awarded = shared.pop("date")
        if state is None and awarded is not None and not NOT_ACHIEVED.search(" ".join(shared["title"].values())):
            state = "passed"
        date = awarded or (self._ends(period, country, values)[1] if period else None)
        read_from(values, "date", "issued", "training_end")
        name = f"m{self.components}"
        found.append(
            built(
                Module,
                {
                    **shared,
                    "id": name,
                    "type": "learning_achievement",
                    "language": languages[0] if len(languages) == 1 else None,
                    "date": date,
                    "status": state,
                    "result": values["result"].raw if "result" in values else None,
                    "part_of": within,
                    "origin": self.origin(part, values),
                },
            )
        )
        self._parts(part, country, name, found, depth + 1)

    def _activity(self, part: Part) -> None:
        """Taking part in something: a module of its own that only may count, never passed, never a qualification."""
        values: Values = {}
        spec = self.one(part, *SPECIFICATION)
        process = self.one(part, *AWARDS)
        body = self.body(self.one(process, "awardingBody") or self.one(part, "directedBy"), values, "body")
        self.components += 1
        start, end = self._ends(part, body.country, values)
        read_from(values, "date", "training_end", "training_start")
        read_from(values, "institution", "body")
        hours = self.hours(part, values, "workload", "volumeOfLearning")
        stated = self.hours(spec, values, "volumeOfLearning", "workload", field="specified_hours")
        languages = self.languages(spec, values)
        title = self.texts(part.kid(*TITLE), values) or self.texts(spec.kid(*TITLE) if spec else None, values)
        sentence = "The document confirms that the holder took part; it shows no achievement."
        self.notice("attendance_only", sentence, part, "warning")
        self.modules.append(
            built(
                Module,
                {
                    "id": f"a{self.components}",
                    "strength": "document",
                    "origin": self.origin(part, values),
                    "title": title,
                    "type": "learning_activity",
                    "country": body.country,
                    "institution": dict(body.names),
                    "hours": hours or stated,
                    "language": languages[0] if len(languages) == 1 else None,
                    "date": end or start,
                    "status": "unclear",
                },
            )
        )

    def _skills(self, spec: Part | None) -> list[str]:
        found: list[str] = []
        for holder in self.all(spec, *OUTCOMES):
            for outcome in self.all(holder, "learningOutcome") or [holder]:
                found.extend(self._related(outcome))
        return list(dict.fromkeys(found))

    def _related(self, outcome: Part) -> list[str]:
        """The skills that are what was learnt, not more or less than it."""
        parts = self.all(outcome, *SKILLS)
        equal = [part for part in parts if (part.attribute("type") or "").rpartition("/")[2] not in NOT_EQUAL]
        if len(equal) < len(parts):
            self.notice("skill_not_equal", "An outcome is tied to a broader or narrower skill.", outcome)
        return [code for part in equal if (code := ident(self.code(part) or ""))]

    def _outcomes(self, spec: Part | None, shared: dict[str, Any], status: str) -> None:
        """Learning outcomes of the whole, one module each, reached as it was; no hours or credits of their own."""
        tags: list[frozenset[str]] = []
        for holder in self.all(spec, *OUTCOMES):
            for outcome in self.all(holder, "learningOutcome") or [holder]:
                values: Values = {}
                label = outcome.kid("title") or outcome.kid("prefLabel") or outcome.kid("description")
                title = self.texts(label, values)
                tags.append(frozenset(title))
                skills = self._related(outcome)
                for skill in self.all(outcome, *SKILLS):
                    self.keep(skill, values, "outcomes", self.code(skill))
                self.modules.append(
                    built(
                        Module,
                        {
                            "id": f"o{len(self.modules) + 1}",
                            "strength": "document",
                            "origin": self.origin(outcome, values),
                            "title": title,
                            "type": LEARNING_OUTCOME,
                            "outcomes": tuple(dict.fromkeys(skills)),
                            "country": shared["country"],
                            "institution": shared["institution"],
                            "status": status,
                        },
                    )
                )
        if spec is not None and len({tag for tag in tags if tag}) > 1:
            self.notice("languages_uneven", "Learning outcomes are given in different sets of languages.", spec)


def read_from(values: Values, field: str, *others: str) -> None:
    """A field that was read where another stands has its place."""
    found = next((values[other] for other in others if other in values), None)
    if found is not None:
        values[field] = found
