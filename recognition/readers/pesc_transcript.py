"""One PESC transcript: its holder, issuer, awards and sessions, each value with its place."""

from __future__ import annotations

from recognition.foundations.text import folded
from recognition.model.dossier import Dossier, Person
from recognition.model.evidence import Document, Qualification
from recognition.model.values import HUNDRED, Amount
from recognition.readers import normalise
from recognition.readers.building import built
from recognition.readers.elmo_values import Values, ident
from recognition.readers.outcomes import settled, settled_in
from recognition.readers.part import Part
from recognition.readers.pesc_awards import PescAwards, Taken
from recognition.readers.pesc_courses import Issuer
from recognition.readers.pesc_words import CANADIAN_CODES, ISSUER_CODES, PROVINCES, STATES


class PescTranscript(PescAwards):
    """Everything found so far; `dossier` fills and returns it."""

    def dossier(self, root: Part) -> Dossier:
        """The dossier, carrying all that was noticed."""
        self._variant(root)
        sending = root.kid("TransmissionData") or root
        student = root.kid("Student") or root
        records = student.kids("AcademicRecord")
        values: Values = {}
        self.made = self.day(sending.kid("CreatedDateTime"), values, "issued")
        names = self._issuer(sending, records, values)
        for record in records:
            self._record(record)
        if root.name == "HighSchoolTranscript":
            self.awards = [award._replace(qualification=_of_school(award.qualification)) for award in self.awards]
        if not any(record.kids("AcademicAward") for record in records):
            self.without_award(root)
        modules = settled(self.attached(), self.notices)
        self._sums(records)
        if self.untagged:
            self.notice("language_untagged", "Titles carry no language tag; their language is not told.", root)
        person = self._holder(student.kid("Person") or student)
        if sending.kid("DocumentProcessCode") is not None and self._code(sending, "DocumentProcessCode") == "TEST":
            sentence = "The document says of itself that it is a test."
            self.notice("test_document", sentence, sending.kid("DocumentProcessCode") or sending, "warning")
        sessions = sum(len(record.kids("AcademicSession")) for record in records)
        transcript = {
            "id": "t1",
            "strength": "document",
            "origin": self.origin(sending, values),
            "note": "; ".join(
                (
                    f"PESC {root.name}; courses: {self.courses}; sessions: {sessions}; awards: {len(self.awards)}",
                    *(f"programme: {spot.text}" for spot in self.programmes.values()),
                )
            ),
            "type": "transcript_of_records",
            "country": self.issuer.country,
            "issued": self.made,
            "form": "digital",
            "issuer": self.issuer.ids[0] if self.issuer.ids else None,
            "issuer_name": names,
            "issuer_ids": self.issuer.ids,
        }
        found = {
            "subject": "person",
            "person": person,
            "qualifications": tuple(settled_in(award.qualification, self.notices) for award in self.awards),
            "modules": tuple(modules),
            "documents": (built(Document, transcript),),
        }
        return built(Dossier, found, {"_problems": self.notices.problems()})

    def _variant(self, root: Part) -> None:
        if not root.namespace:
            self.notice("namespace_missing", "The document names no namespace; it was read as PESC.", root)
        elif any(not kid.namespace for kid in root.kids("TransmissionData", "Student")):
            self.notice("root_alone_qualified", "Only the root element is in the namespace of the format.", root)

    def _issuer(self, sending: Part, records: list[Part], values: Values) -> dict[str, str]:
        """The school of the record; where it names none, the organisation that sent it."""
        source = sending.kid("Source", "Organization")
        school = next(
            (spot for record in records for spot in record.kids("School") if spot.kid("OrganizationName")), None
        )
        part = school or source
        if part is None:
            return {}
        name = self.text(part.kid("OrganizationName"), values, "issuer_name")
        ids = [
            code
            for kind in ISSUER_CODES
            for spot in part.kids(kind)
            if (text := self.text(spot)) and (code := ident(f"{kind.lower()}:{text}"))
        ]
        self.issuer = Issuer(self._country(part, ids, values), name, tuple(dict.fromkeys(ids)))
        if self.issuer.country is None:
            self.notice("country_unknown", "The issuer's country is not stated.", part, "warning")
        return {"und": name} if name else {}

    def _country(self, part: Part, ids: list[str], values: Values) -> str | None:
        """The country of the address; of its province or state; of the register that numbers the institution."""
        addresses = [address for contact in part.kids("Contacts") for address in contact.kids("Address")]
        for address in addresses:
            stated = address.kid("CountryCode") or address.kid("Country")
            if stated is not None and stated.text:
                return self.country(stated, values, "country")
        for spot in (spot for address in addresses for spot in address.kids("StateProvinceCode", "StateProvince")):
            code = (spot.text or "").upper()
            if code in PROVINCES or code in STATES:
                self.keep(spot, values, "country")
                self.notice("country_by_province", f"The country was taken from the province or state {code}.", spot)
                return "CA" if code in PROVINCES else "US"
        if any(code.partition(":")[0] in CANADIAN_CODES for code in ids):
            sentence = "The country was taken from the institution's number in a register of Canada."
            self.notice("country_by_register", sentence, part)
            return "CA"
        return None

    def _holder(self, part: Part) -> Person:
        values: Values = {}
        name = part.kid("Name") or part
        given = [
            text for spot in name.kids("FirstName", "MiddleName") if (text := self.text(spot, values, "given_names"))
        ]
        family = self.text(name.kid("LastName"), values, "family_name")
        if not given and family is None:
            self.notice("holder_unnamed", "The holder has no name here.", part, "warning")
        born = self.day(part.kid("Birth", "BirthDate"), values, "born")
        spot = part.kid("Birth", "BirthDate") or part
        if born is not None and self.made is not None and born.span == self.made.span:
            sentence = "The day of birth is the day on which the document was made; it stays unknown."
            self.notice("birth_is_creation", sentence, spot, "warning")
            born = None
        birthday = part.kid("Birth", "Birthday")
        if birthday is not None and birthday.text:
            self.keep(birthday, values, "born")
            self.notice("day_without_year", "The birthday has no year; the day of birth stays unknown.", birthday)
        found = {
            "given_names": " ".join(given) or None,
            "family_name": family,
            "born": born,
            "origin": self.origin(part, values),
        }
        return built(Person, found)

    def _record(self, record: Part) -> None:
        for part in record.kids("AcademicAward"):
            self.award(part)
        for course in record.kids("Course"):
            self.taken.append(Taken(self.course(course, None), frozenset()))
        for session in record.kids("AcademicSession"):
            spots = [spot for one in session.kids("AcademicProgram") for spot in one.kids("AcademicProgramName")]
            named = {folded(text): spot for spot in spots if (text := spot.text)}
            for name, spot in named.items():
                self.programmes.setdefault(name, spot)
            for course in session.kids("Course"):
                self.taken.append(Taken(self.course(course, session), frozenset(named)))

    def _sums(self, records: list[Part]) -> None:
        """Notice where the courses do not give the credits that the transcript says were earned in all."""
        stated: list[tuple[Amount, Part]] = []
        for record in records:
            for part in (record, *record.kids("AcademicSession")):
                for summary in part.kids("AcademicSummary"):
                    spot = summary.kid("GPA", "CreditHoursEarned")
                    if spot is None or folded(self._code(summary, "AcademicSummaryType") or "") != "cumulative":
                        continue
                    try:
                        stated.append((normalise.decimal(spot.text or "")[0], spot))
                    except ValueError:
                        self.notice("number_unreadable", "A sum of credits cannot be read.", spot)
        if not stated:
            return
        most, spot = max(stated, key=lambda pair: pair[0])
        if most.high and most.high != self.earned:
            sentence = (
                f"The transcript has {most.high / HUNDRED:g} credits earned in all, "
                f"its courses together {self.earned / HUNDRED:g}."
            )
            self.notice("credits_do_not_add_up", sentence, spot, "warning")


def _of_school(found: Qualification) -> Qualification:
    return found.model_copy(update={"type": "school"})
