"""Reader of verifiable diplomas in JSON: EBSI's VerifiableDiploma, and credentials in the words of schema.org.

EBSI: `credentialSubject/{learningAchievement, learningSpecification, awardingOpportunity, gradingScheme}`. schema.org:
`credentialSubject/hasCredential` or `hasAchieved`. Levels that stand only in words stay unknown.
"""

from __future__ import annotations

import re
from typing import Any, Final

from recognition.foundations.problems import quoted
from recognition.model.dossier import Dossier, Person
from recognition.model.evidence import Credits, Document, Level, Qualification
from recognition.readers.badge_credential import Credentials
from recognition.readers.badge_values import Issuer
from recognition.readers.badge_words import PARTICIPATION
from recognition.readers.building import built
from recognition.readers.elmo_values import Values, ident
from recognition.readers.open_badge import holder
from recognition.readers.part import Part
from recognition.readers.part_values import valid_until
from recognition.readers.reader import Reader
from recognition.readers.tree import Node
from recognition.readers.vc_envelope import envelope_of

_EBSI: Final = ("learningAchievement", "awardingOpportunity")
_HELD: Final = ("hasCredential", "schema:hasCredential", "hasAchieved")
_ISCED_F: Final = re.compile(r"(?:0[0-9]|10|99)[0-9]{0,2}", re.ASCII)


def detects(root: Any) -> bool:
    """Whether this is a credential about a diploma in EBSI's words of 2021, or in those of schema.org."""
    value = root.value if isinstance(root, Node) else None
    subject = value.get("credentialSubject") if isinstance(value, dict) else None
    found = subject.value if subject is not None else None
    if isinstance(found, list) and len(found) == 1:
        found = found[0].value
    return isinstance(found, dict) and (set(_EBSI) <= set(found) or bool(set(_HELD) & set(found)))


def read_diploma(root: Node, document: str) -> Dossier:
    """The dossier of one diploma. Raises InvalidDocument `several_subjects`."""
    envelope = envelope_of(root)
    whole = Part.at(root, "", envelope.path)
    diploma = _Diploma(document)
    subject = diploma.subject(whole) or whole
    ebsi = subject.kid(_EBSI[0]) is not None
    values: Values = {}
    issuer = diploma.awarding(subject, whole, values) if ebsi else diploma.issuer(whole.kid("issuer"), whole, values)
    first, last = diploma.validity(whole, issuer.country, values, envelope)
    if last is not None:
        diploma.notice("credential_expires", valid_until(last), whole)
    diploma.signature(whole, envelope.signatures)
    if ebsi:
        found = [diploma.of_ebsi(subject, issuer)]
    else:
        found = [diploma.of_schema(part, whole, issuer, number) for number, part in enumerate(subject.kids(*_HELD), 1)]
    paper = diploma.paper(whole, "verifiable_credential", values, issuer)
    paper.update(issued=first, until=last, of=found[0].id if len(found) == 1 else None)
    content = {
        "subject": "person",
        "person": diploma.person(subject) if ebsi else holder(diploma, whole),
        "qualifications": tuple(found),
        "documents": (built(Document, paper),),
    }
    return built(Dossier, content, {"_problems": diploma.notices.problems()})


READER: Final = Reader("verifiable diploma", detects, lambda root, document, trusted: read_diploma(root, document))


class _Diploma(Credentials):
    def awarding(self, subject: Part, whole: Part, values: Values) -> Issuer:
        """The awarding body of EBSI, which may be another than who sealed the credential; else the issuer."""
        opportunity = subject.kid("awardingOpportunity") or subject
        body = opportunity.kid("awardingBody")
        if body is None:
            return self.issuer(whole.kid("issuer"), whole, values)
        names = self.titles(body.kids("preferredName"), values, "issuer_name")
        country = self.country(opportunity.kid("location"), values, "country")
        if opportunity.kid("location") is None:
            self.notice("country_unknown", "The country of the awarding body is not stated.", body, "warning")
        address, code = body.kid("id"), body.kid("registration")
        self.text(body.kid("eidasLegalIdentifier"))
        texts = (f"registration:{text}" if (text := self.text(code)) else None, self.text(address))
        ids = tuple(whole_id for text in texts if text and (whole_id := ident(text)))
        sealer = whole.kid("issuer")
        sealed_by = sealer.text or (sealer.kid("id") or sealer).text if sealer is not None else None
        if sealer is not None and address is not None and sealed_by and sealed_by != address.text:
            sentence = "The credential was issued by another than the awarding body; the awarding body is shown."
            self.notice("issuer_not_awarding", sentence, sealer)
        return Issuer(country, tuple(names.items()), ids)

    def person(self, subject: Part) -> Person:
        """The holder as EBSI writes it; numbers of persons stay in the document."""
        values: Values = {}
        given = self.text(subject.kid("givenNames"), values, "given_names")
        family = self.text(subject.kid("familyName"), values, "family_name")
        if given is None and family is None:
            self.notice("holder_unnamed", "The holder has no name here.", subject, "warning")
        born = self.day(subject.kid("dateOfBirth"), values, "born")
        content = {"given_names": given, "family_name": family, "born": born}
        return built(Person, {**content, "origin": self.origin(subject, values)})

    def of_ebsi(self, subject: Part, issuer: Issuer) -> Qualification:
        """The diploma itself. That the credential ends says nothing of the diploma, which so has no end here."""
        achievement = subject.kid("learningAchievement") or subject
        about = subject.kid("learningSpecification") or subject
        run = subject.kid("awardingOpportunity") or subject
        values: Values = {}
        titles = self.titles(achievement.kids("title"), values)
        reached = self._reached_by_title(titles, achievement)
        content = {
            "training_start": self.day(run.kid("startedAtTime"), values, "training_start", issuer.country),
            "training_end": self.day(run.kid("endedAtTime"), values, "training_end", issuer.country),
            "level": self._levels(about, titles, values),
            "credits": self._ects(about, values),
            "field": self._field(about, values),
            "note": self._grade(subject, values),
        }
        return self._built(achievement, titles, reached, issuer, values, content)

    def of_schema(self, part: Part, whole: Part, issuer: Issuer, number: int) -> Qualification:
        """An educational or occupational credential in the words of schema.org."""
        values: Values = {}
        titles = self.titles(part.kids("name"), values)
        if part.is_leaf:
            sentence = "The achievement is only an address; nothing was looked up."
            self.notice("achievement_elsewhere", sentence, part, "warning")
        reached = self._reached_by_title(titles, part)
        day = whole.kid("awardedDate") or whole.kid("issuanceDate") or whole.kid("validFrom") if reached else None
        if day is not None and day.name != "awardedDate":
            sentence = "No day of award is stated; the first day of validity is taken for it and may be later."
            self.notice("award_day_assumed", sentence, day)
        self.notice("level_missing", "The credential states no level that is known.", part)
        content = {"issued": self.day(day, values, "issued", issuer.country)}
        return self._built(part, titles, reached, issuer, values, content, number)

    def _built(
        self, part: Part, titles: dict[str, str], reached: bool, issuer: Issuer, values: Values,
        content: dict[str, Any], number: int = 1,
    ) -> Qualification:  # fmt: skip
        shared = {
            "id": f"q{number}",
            "strength": "document",
            "origin": self.origin(part, values),
            "title": titles,
            "country": issuer.country,
            "body": dict(issuer.names),
            "institution": dict(issuer.names),
            "institution_id": issuer.ids[0] if issuer.ids else None,
            "status": "completed" if reached else None,
        }
        return built(Qualification, {**shared, **content})

    def _reached_by_title(self, titles: dict[str, str], part: Part) -> bool:
        if not titles:
            return False
        if any(PARTICIPATION.search(title) for title in titles.values()):
            sentence = "The title speaks of taking part; it is not taken as an achievement."
            self.notice("participation_only", sentence, part, "warning")
            return False
        sentence = "No status is stated; a diploma is given to those who completed it, so it was read as completed."
        self.notice("completion_implied", sentence, part)
        return True

    def _levels(self, about: Part, titles: dict[str, str], values: Values) -> Level | None:
        national = about.kid("nqfLevel")
        if national is not None and national.text:
            self.notice("level_framework_unknown", "A national level is stated without its framework.", national)
        return self.level(about.kid("eqfLevel"), None, next(iter(titles.values()), None), values)

    def _ects(self, about: Part, values: Values) -> Credits | None:
        part = about.kid("ectsCreditPoints")
        found = self.number(part, values, "credits")
        if part is not None and found is not None and not found.high:
            self.notice("credits_zero", "The credits are 0, which means not recorded.", part)
            return None
        return built(Credits, {"system": "ects", "amount": found}) if found else None

    def _field(self, about: Part, values: Values) -> str | None:
        part = about.kid("iscedfCode")
        code = self.text(part, values, "field")
        if part is None or code is None or _ISCED_F.fullmatch(code):
            return code
        self.notice("field_unreadable", f"{quoted(code, 20)} is no ISCED-F code.", part)
        return None

    def _grade(self, subject: Part, values: Values) -> str | None:
        scheme = subject.kid("gradingScheme", "title")
        grade = self.text(scheme, values, "result")
        if scheme is None or grade is None:
            return None
        sentence = "A grading scheme is called as a grade would be; it may be the holder's grade."
        self.notice("grade_in_scheme", sentence, scheme)
        return f"grading scheme, or grade: {grade}"
