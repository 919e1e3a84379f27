"""One pass over a European digital credential: holder, issuer, claims, validity, and what is doubtful in it."""

from __future__ import annotations

from typing import Final

from recognition.foundations.problems import quoted
from recognition.model.dossier import Curriculum, Dossier, Person
from recognition.model.evidence import Accreditation, Document, Hours, Scope
from recognition.model.values import Day
from recognition.readers.building import built
from recognition.readers.credential_nodes import CredentialNodes
from recognition.readers.credential_words import (
    ACHIEVEMENTS,
    CERTIFICATE_CREDENTIALS,
    DEGREE_CREDENTIALS,
    SUPPLEMENT_TYPES,
    TITLE,
)
from recognition.readers.elmo_values import Values, ident
from recognition.readers.outcomes import settled_in
from recognition.readers.part import Part
from recognition.readers.part_values import valid_until
from recognition.readers.references import path_of

_SIGNED: Final = ("proofValue", "jws", "signatureValue", "SignatureValue")


class Credential(CredentialNodes):
    """Everything found in one credential; `dossier` fills and returns it."""

    def dossier(self, root: Part, form: str, signatures: int) -> Dossier:
        """The dossier, carrying all that was noticed. `form` names the format; `signatures` stood around the root."""
        values: Values = {}
        kinds = {text for kind in root.kids("type") if (text := self.code(kind))}
        self.type = (
            "degree" if kinds & DEGREE_CREDENTIALS else "certificate" if kinds & CERTIFICATE_CREDENTIALS else None
        )
        subject = root.kid("credentialSubject")
        self.issuer = self.body(self.one(root, "issuer"), values, "issuer_name")
        self.accredited(self.one(root, "issuer"), "institution", None)
        about_nobody = subject is not None and subject.kid("authorizationClaims") is not None
        person = self._person(subject) if subject is not None and not about_nobody else None
        curriculum = self._claims(root, subject, values)
        self._look_at_references(root)
        self._look_at_notes()
        self._look_at_signature(root, subject, signatures)
        document = self._document(root, kinds, form, values)
        found = {
            "subject": "person" if curriculum is None else "curriculum",
            "person": person,
            "curriculum": curriculum,
            "qualifications": tuple(settled_in(one, self.notices) for one in self.qualifications),
            "modules": tuple(self.modules),
            "documents": (document,),
            "accreditations": tuple(self.accreditations),
        }
        return built(Dossier, found, {"_problems": self.notices.problems()})

    def _claims(self, root: Part, subject: Part | None, values: Values) -> Curriculum | None:
        authorised = subject.kid("authorizationClaims") if subject is not None else None
        if subject is not None and authorised is not None:
            return self._accreditation(root, subject, authorised, values)
        claims = self.all((subject.kid("achievements") or subject) if subject is not None else None, *ACHIEVEMENTS)
        for claim in claims:
            self.claim(claim)
        if not claims and subject is not None and (direct := subject.kid("qualification")) is not None:
            self.achievement(direct, direct)
        elif not claims and subject is not None and (activities := subject.kid("activities")) is not None:
            for activity in activities.kids("activity"):
                self._activity(activity)
        if not self.components:
            self.notice("no_claim", "The credential states no achievement and no activity.", subject or root, "warning")
        return None

    def _person(self, subject: Part) -> Person:
        values: Values = {}
        names = {
            field: self.texts(subject.kid(name) or subject.kid(name.replace("Name", "Names")), values, field)
            for field, name in (("given_names", "givenName"), ("family_name", "familyName"), ("full_name", "fullName"))
        }
        known = {field: next(iter(found.values())) for field, found in names.items() if found}
        if not known:
            self.notice("holder_unnamed", "The holder has no name here.", subject, "warning")
        nations = [self.country_of(one, values, "nationalities") for one in self.all(subject, "citizenshipCountry")]
        identified: list[str | None] = []
        for one in subject.kids("nationalID", "nationalId"):
            spatial = one.attribute("spatialID")
            if spatial is not None:
                if len(spatial.strip()) == 2:
                    sentence = "A national identifier names its country in two letters, where others have three."
                    self.notice("country_form", sentence, one)
                self.keep(one, values, "national_id_country", spatial)
            else:
                identified.append(self.country_of(self.one(one, "spatial"), values, "national_id_country"))
        zones = tuple(dict.fromkeys(zone for zone in (*nations, *identified, self.issuer.country) if zone))
        found = {
            **known,
            "born": self.born(subject.kid("dateOfBirth"), zones, values),
            "nationalities": tuple(dict.fromkeys(country for country in nations if country)),
            "origin": self.origin(subject, values),
        }
        return built(Person, found)

    def _document(self, root: Part, kinds: set[str], form: str, values: Values) -> Document:
        country = self.issuer.country
        names = dict(self.issuer.names)
        if not names:
            self.notice("issuer_unnamed", "The issuer is an identifier without a name.", root)
        bodies = [*(one.institution for one in self.qualifications), *(one.institution for one in self.modules)]
        if names and any(body != names for body in bodies if body):
            sentence = "The issuer that sealed the credential is not the awarding body; the awarding body counts."
            self.notice("issuer_not_awarding_body", sentence, root)
        zone = country or next((one.country for one in self.qualifications if one.country), None)
        issued = self.day(root.kid("issued") or root.kid("issuanceDate"), values, "issued", zone)
        began = self.day(root.kid("validFrom"), values, "valid_from", zone)
        until = self.day(self._last_day(root), values, "until", zone)
        if issued and began and issued.span.before(began.span):
            self.notice("valid_later", "The credential is valid only from a day after its issue.", root)
        if until is not None:
            self.notice("credential_expires", valid_until(until), root)
        if country is None:
            self.notice("issuer_country_unknown", "The issuer's country is not stated.", root)
        supplement = any(kind in SUPPLEMENT_TYPES for kind in kinds) or self._profile(root) in SUPPLEMENT_TYPES
        title = self.word(root.kid(*TITLE)) or self.word(self._display_title(root))
        self.texts(root.kid(*TITLE), values, "title")
        note = f"{form}; components: {self.components}" + (f"; title: {title}" if title else "")
        return built(
            Document,
            {
                "id": "t1",
                "strength": "document",
                "origin": self.origin(root, values),
                "note": note,
                "type": "diploma_supplement" if supplement else "digital_credential",
                "country": country,
                "issued": issued,
                "until": until,
                "form": "digital",
                "issuer": self.issuer.ids[0] if self.issuer.ids else None,
                "issuer_name": names,
                "issuer_ids": self.issuer.ids,
                "of": self.qualifications[0].id if len(self.qualifications) == 1 else None,
            },
        )

    def _profile(self, root: Part) -> str | None:
        profile = root.kid("credentialProfiles", "id")
        return profile.text if profile is not None else None

    def _display_title(self, root: Part) -> Part | None:
        return root.kid("displayParameter", "title")

    def _last_day(self, root: Part) -> Part | None:
        outside = root.kid("validUntil") or root.kid("expirationDate")
        inside = root.kid("credentialSubject", "expirationDate")
        return outside or inside

    def _accreditation(self, root: Part, subject: Part, claims: Part, values: Values) -> Curriculum:
        """An accreditation of a programme: no person is its subject, and nobody achieved anything."""
        programme = claims.kid("limitQualification")
        stated: Values = {}
        level = self.eqf_of(claims, (), stated)
        until = self.day(self._last_day(root), stated, "until", self.issuer.country)
        began = self.day(root.kid("issuanceDate") or root.kid("validFrom"), stated, "from", self.issuer.country)
        review = claims.kid("reviewDate") or (programme.kid("reviewDate") if programme is not None else None)
        self.day(review, stated, "review", self.issuer.country)
        decision = self.text(claims.kid("decision"), stated, "decision")
        target = claims.kid("qualification")
        named = ident(target.text) if target is not None and target.text else None
        agents: list[Part | None] = [*claims.kids("accreditingAgent")]
        for agent in agents or [None]:
            values_here = dict(stated)
            name = self.word(self.name_of(agent)) if agent is not None else None
            if agent is not None:
                self.keep(agent, values_here, "by", name)
            by = ident(name) if name else (self.issuer.ids[0] if self.issuer.ids else None)
            self.accreditations.append(
                self._decision(claims, values_here, by, named, (began, until), level.eqf if level else None, decision)
            )
        sentence = "The credential accredits a programme or an institution; it is about no person."
        self.notice("accreditation_credential", sentence, claims)
        self.components += 1
        title = self.texts(programme.kid(*TITLE), values) if programme is not None else {}
        hours = self.hours(programme, values, "volumeOfLearning")
        start = programme.kid("trainingDuration", "startDate") if programme is not None else None
        return built(
            Curriculum,
            {
                "title": title,
                "level": level,
                "hours": built(Hours, {"total": hours}) if hours else None,
                "credits": self.credits([programme], values),
                "starts": self.day(start, values, "starts"),
            },
        )

    def _decision(
        self,
        part: Part,
        values: Values,
        by: str | None,
        subject: str | None,
        days: tuple[Day | None, Day | None],
        level: int | None,
        decision: str | None,
    ) -> Accreditation:
        return built(
            Accreditation,
            {
                "id": f"c{len(self.accreditations) + 1}",
                "strength": "document",
                "origin": self.origin(part, values),
                "of": "programme",
                "by": by,
                "subject_id": subject,
                "from_": days[0],
                "until": days[1],
                "scope": built(Scope, {"levels": (level,)}) if level else None,
                "note": f"Decision: {decision}" if decision else None,
            },
        )

    def _look_at_references(self, root: Part) -> None:
        if self.references.repeated:
            sentence = f"{self.references.repeated} objects are written out more than once; each counts once."
            self.notice("repeated_inline", sentence, root)
        for part in self.references.dangling:
            sentence = f"The reference {quoted(part.attribute('idref'), 60)} leads to nothing."
            self.notice("reference_to_nothing", sentence, part)
        for element in self.references.spaced:
            place, line = path_of(element), element.sourceline
            self.notices.add("address_with_space", "An address has a space around it.", place, line)

    def _look_at_notes(self) -> None:
        """Accreditation told in words only: never read as one."""
        for part in self.references.notes if not self.accreditations else ():
            told = [one.text or "" for one in part.below() if one.is_leaf and "accredit" in (one.raw or "").lower()]
            if told:
                sentence = "An accreditation is told in words only; it was not read as one."
                self.notice("accreditation_in_words", sentence, part, hint=f"it says {quoted(told[0], 100)}")

    def _look_at_signature(self, root: Part, subject: Part | None, signatures: int) -> None:
        for holder in (root, subject) if subject is not None else (root,):
            for proof in holder.kids("proof", "Signature"):
                below = {one.name for one in proof.below()}
                signatures += bool(below & set(_SIGNED))
        if subject is not None:
            inside = [name for name in ("proof", "expirationDate", "credentialStatus") if subject.kid(name) is not None]
            if inside:
                sentence = f"Fields of the credential stand inside its subject: {', '.join(inside)}."
                self.notice("fields_misplaced", sentence, subject)
        if signatures:
            sentence = "A signature is present; it was not verified and makes the evidence no stronger."
            self.notice("signature_present_not_verified", sentence, root)
