"""One pass over one ELMO transcript: holder, issuers, qualifications and their modules, each value with its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from recognition.foundations.problems import quoted
from recognition.foundations.text import folded
from recognition.model.dossier import Dossier, Person
from recognition.model.evidence import Document, Origin
from recognition.model.values import Day
from recognition.readers import normalise
from recognition.readers.building import built
from recognition.readers.elmo_checks import add_up
from recognition.readers.elmo_nodes import ElmoNodes, Issuer
from recognition.readers.elmo_shape import LOCAL, Element, Shape
from recognition.readers.elmo_values import Parts, Values, ident, text_of

_ISSUER_IDS: Final = {"schac": 0, "pic": 1, "erasmus": 2}


class ElmoTranscript(ElmoNodes):
    """Everything found so far; `dossier` fills and returns it."""

    def __init__(self, document: str, shapes: dict[str, Shape], *, pointer: bool = False) -> None:
        super().__init__(document, shapes, pointer=pointer)
        self.issuers: dict[Issuer, dict[str, Any]] = {}
        self.people: list[Person] = []
        self.scales = 0
        self.root_parts: Parts = {}

    def dossier(self, root: Element) -> Dossier:
        """The dossier, carrying all that was noticed."""
        base = "" if self.pointer else "/elmo"
        parts = self.parts(root, "elmo", base)
        self.root_parts = parts
        reports = parts.get("report", [])
        for index, report in enumerate(reports):
            self._report(report, self.step(base, "report", index))
        for element in parts.get("learner", ()):
            countries = {issuer.country for issuer in self.issuers}
            self._learner(element, f"{base}/learner", countries.pop() if len(countries) == 1 else None)
        if signatures := parts.get("Signature") or parts.get("signature"):
            sentence = "A signature is present; it was not verified and makes the evidence no stronger."
            self.notices.add("signature_present_not_verified", sentence, f"{base}/Signature", signatures[0].sourceline)
        if self.components and not self.levels:
            self.notices.add(
                "level_missing", "No part of the document states a level that is known.", base or "/", root.sourceline
            )
        self._spellings(base)
        self.settle()
        self.attach_courses()
        for _, qualification in self.qualifications:
            add_up(qualification, self.notices)
        return self._built(
            f"EMREX ELMO; reports: {len(reports)}; components: {self.components}; "
            f"grading schemes: {self.scales}; groups: {_groups(parts)}"
        )

    def _built(self, note: str) -> Dossier:
        documents = [built(Document, {**item, "note": note}) for item in self.issuers.values()]
        found = {
            "subject": "person",
            "person": self._holder(),
            "qualifications": tuple(found for _, found in self.qualifications),
            "modules": tuple(found for _, found in self.modules),
            "documents": (*documents, *self.supplements),
        }
        return built(Dossier, found, {"_problems": self.notices.problems()})

    def _report(self, report: Element, path: str) -> None:
        parts = self.parts(report, "report", path)
        issuers = parts.get("issuer", [])
        wanted = {text for scale in parts.get("gradingScheme", ()) if (text := scale.get("localId"))}
        self.scales += len(wanted)
        self.issuer = Issuer()
        if len(issuers) > 1:
            sentence = "A report names several issuers; each governs what follows it."
            self.notices.add("several_issuers", sentence, path, issuers[1].sourceline)
        number = {"issuer": 0, "learningOpportunitySpecification": 0}
        for element in report if len(issuers) > 1 else _in_order(parts):
            name = LOCAL[element.tag]
            if name in number:
                place = self.step(path, name, number[name], listed=name != "issuer" or len(issuers) > 1)
                number[name] += 1
                if name == "issuer":
                    self._issuer(element, place, parts, path)
                else:
                    self.top(element, place, wanted)
        for element in parts.get("learner", ()):
            self._learner(element, f"{path}/learner", self.issuer.country)

    def _issuer(self, element: Element, path: str, report: Parts, report_path: str) -> None:
        parts = self.parts(element, "issuer", path)
        line = element.sourceline
        values: Values = {}
        names = self.titles(parts, path, values, "issuer_name")
        stated = self.first(parts, "country", path, values)
        country = normalise.country(stated) if stated else None
        if country is None:
            sentence = (
                "The issuer's country is not stated."
                if stated is None
                else f"The issuer's country {quoted(stated, 30)} is not known."
            )
            self.notices.add("country_unknown", sentence, path, line, "warning")
        ids = {}
        for found in parts.get("identifier", ()):
            kind, code = (found.get("type") or "").lower(), text_of(found)
            if code is None or kind == "url":
                continue
            if normalise.is_placeholder(code) or normalise.is_placeholder(kind):
                self.notices.add(
                    "placeholder", "<identifier> holds a stand-in, not a value.", f"{path}/identifier", found.sourceline
                )
            elif whole := ident(f"{kind}:{code}" if kind else code):
                ids[whole] = _ISSUER_IDS.get(kind, 3)
        self.issuer = Issuer(country, tuple(names.items()), tuple(sorted(ids, key=ids.__getitem__)))
        if self.issuer not in self.issuers:
            self._shared_ids(path, line)
            day = self._issued(report, report_path, country, values)
            self.issuers[self.issuer] = {
                "id": f"t{len(self.issuers) + 1}",
                "strength": "document",
                "origin": self.origin(path, line, values),
                "type": "transcript_of_records",
                "country": country,
                "issued": day,
                "form": "digital",
                "issuer": self.issuer.ids[0] if ids else None,
                "issuer_name": names,
                "issuer_ids": self.issuer.ids,
            }

    def _issued(self, report: Parts, path: str, country: str | None, values: Values) -> Day | None:
        """The day of the transcript: when it was generated, or before 1.1 when its report was issued."""
        if "generatedDate" in self.root_parts:
            base = "" if self.pointer else "/elmo"
            return self.day(self.root_parts, "generatedDate", base, country, values, "issued")
        return self.day(report, "issueDate", path, country, values, "issued")

    def _shared_ids(self, path: str, line: int | None) -> None:
        """The same code under two names: one of them is wrong, so they stay two issuers."""
        for other in self.issuers:
            shared = set(other.ids) & set(self.issuer.ids)
            if shared and other.names != self.issuer.names:
                sentence = f"Two issuers of different names carry the same code {quoted(min(shared), 40)}."
                self.notices.add("issuer_id_shared", sentence, path, line, "warning")

    def _learner(self, element: Element, path: str, zone: str | None) -> None:
        parts = self.parts(element, "learner", path)
        values: Values = {}
        given = self.first(parts, "givenNames", path, values, "given_names")
        family = self.first(parts, "familyName", path, values, "family_name")
        full = self.first(parts, "fullName", path, values, "full_name")
        if given is None and family is None and full is None:
            self.notices.add("holder_unnamed", "The holder has no name here.", path, element.sourceline, "warning")
        stated = [text_of(found) for found in parts.get("citizenship", ())]
        stated += [text_of(found) for found in parts.get("identifier", ()) if found.get("type") == "nationality"]
        countries = [normalise.country(text) for text in stated if text]
        if None in countries:
            self.notices.add(
                "country_unknown", "A citizenship is not known.", f"{path}/citizenship", element.sourceline, "warning"
            )
        found = {
            "given_names": given,
            "family_name": family,
            "full_name": full,
            # ELMO 2.0 preview calls it dateOfBirth.
            "born": self.day(parts, "bday" if "bday" in parts else "dateOfBirth", path, zone, values, "born"),
            "nationalities": tuple(dict.fromkeys(country for country in countries if country)),
            "origin": self.origin(path, element.sourceline, values),
        }
        self.people.append(built(Person, found))

    def _holder(self) -> Person | None:
        """The first learner; what the reports disagree on is noticed, and a disputed day of birth is not known."""
        if not self.people:
            return None
        first = self.people[0]
        for other in self.people[1:]:
            place = other.origin or Origin()
            if any(
                a and b and folded(a) != folded(b)
                for a, b in ((first.given_names, other.given_names), (first.family_name, other.family_name))
            ):
                self.notices.add(
                    "conflicting_names",
                    "The reports write the holder's name differently.",
                    place.path,
                    place.line,
                    "warning",
                )
            if first.born and other.born and first.born.span != other.born.span:
                self.notices.add(
                    "conflicting_births",
                    "The reports state different days of birth.",
                    place.path,
                    place.line,
                    "warning",
                )
                first = first.model_copy(update={"born": None})
        return first

    def _spellings(self, base: str) -> None:
        for system, seen in self.spellings.items():
            if len(seen) > 1:
                sentence = f"The credit system {quoted(system, 20)} is spelt in {len(seen)} ways."
                self.notices.add(
                    "scheme_spelling", sentence, base or "/", max(line or 0 for line in seen.values()) or None
                )


def _in_order(parts: Parts) -> Iterator[Element]:
    """The issuer first, wherever it stands: a report with one issuer means it for all."""
    yield from parts.get("issuer", ())
    yield from parts.get("learningOpportunitySpecification", ())


def _groups(parts: Parts) -> int:
    types = [kind for groups in parts.get("groups", ()) for kind in groups]
    return sum(LOCAL[group.tag] == "group" for kind in types for group in kind)
