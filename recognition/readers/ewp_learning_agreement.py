"""Reader of EWP learning agreements (omobility-las): what a student plans to study and what is to be recognised.

All of it is planned: no component is an achievement, and a level of language is held or only to be reached by the
start. A proposal of changes that nobody approved is not counted. Signatures there are time stamps and prove nothing.
"""

from __future__ import annotations

from collections import deque
from typing import Any, Final

from recognition.foundations.problems import InvalidDocument, Place, Problem, quoted
from recognition.foundations.text import folded
from recognition.model.dossier import Dossier, Person
from recognition.model.evidence import Document, LanguageResult, Level, Module, Qualification
from recognition.readers.building import built
from recognition.readers.course_tree import Spot, local, namespace
from recognition.readers.course_values import CourseValues
from recognition.readers.elmo_shape import EWP, Element
from recognition.readers.elmo_values import Values, ident
from recognition.readers.reader import Reader

_CEFR: Final = ("A1", "A2", "B1", "B2", "C1", "C2")
_LISTS: Final = ("components-studied", "components-recognized")
_SIGNATURES: Final = ("student-signature", "sending-hei-signature", "receiving-hei-signature")


class LearningAgreement(CourseValues):
    """One agreement."""

    def dossier(self, la: Spot) -> Dossier:
        """The dossier of the student."""
        sending, receiving = self._hei(la, "sending-hei"), self._hei(la, "receiving-hei")
        modules = self._components(la, sending, receiving)
        student = la.kid("student")
        content: dict[str, Any] = {
            "subject": "person",
            "person": self._person(student) if student else None,
            "qualifications": self._studies(la, sending),
            "modules": tuple(modules),
            "language_results": self._languages(la),
            "documents": (self._document(la, sending, receiving, modules),),
        }
        if proposal := la.kid("changes-proposal"):
            sentence = "A proposal of changes is not approved; nothing of it was used."
            self.notice("proposal_pending", sentence, proposal, "warning")
        if any(la.below(version, name) for version in ("first-version", "approved-changes") for name in _SIGNATURES):
            sentence = "The signatures are time stamps, not cryptographic ones; they prove nothing."
            self.notice("signatures_are_time_stamps", sentence, la)
        return built(Dossier, content, {"_problems": self.notices.problems()})

    def _hei(self, la: Spot, name: str) -> str | None:
        return self.text(la.kid(name, "hei-id"))

    def _person(self, student: Spot) -> Person:
        values = Values()
        return built(
            Person,
            {
                "given_names": self.text(student.kid("given-names"), values, "given_names"),
                "family_name": self.text(student.kid("family-name"), values, "family_name"),
                "born": self.day(student.kid("birth-date"), values, "born"),
                "nationalities": tuple(
                    dict.fromkeys(
                        country
                        for spot in student.kids("citizenship")
                        if (country := self.country([spot], values)) is not None
                    )
                ),
                "origin": self.origin(student, values),
            },
        )

    def _studies(self, la: Spot, sending: str | None) -> tuple[Qualification, ...]:
        """The studies under way at home, which the agreement names by level and field."""
        values = Values()
        eqf = self.eqf(la.kids("eqf-level-studied-at-departure"), values)
        field = self.field(la.kids("isced-f-code"), values)
        if eqf is None and field is None:
            return ()
        content: dict[str, Any] = {
            "id": "q1",
            "strength": "document",
            "origin": self.origin(la, values),
            "note": self.text(la.kid("isced-clarification"), values, "note"),
            "institution": {"und": sending} if sending else {},
            "institution_id": ident(f"schac:{sending}") if sending else None,
            "status": "in_progress",
            "level": built(Level, {"eqf": eqf}) if eqf else None,
            "field": field,
        }
        return (built(Qualification, content),)

    def _languages(self, la: Spot) -> tuple[LanguageResult, ...]:
        found = []
        for number, spot in enumerate(la.kids("student-language-skill"), 1):
            values = Values()
            language = self.language(spot.kids("language"), values)
            cefr = (self.text(spot.kid("cefr-level"), values, "cefr") or "").upper()
            if language is None or cefr not in _CEFR:
                self.notice("language_level_unreadable", "A level of language cannot be read.", spot, "warning")
                continue
            sentence = "A level of language in an agreement is held or only to be reached; no test is named."
            self.notice("language_agreed", sentence, spot, "warning")
            content = {
                "id": f"l{number}",
                "strength": "stated",
                "origin": self.origin(spot, values),
                "language": language,
                "cefr": cefr,
            }
            found.append(built(LanguageResult, content))
        return tuple(found)

    def _components(self, la: Spot, sending: str | None, receiving: str | None) -> list[Module]:
        """The components of the first version as the approved changes left them."""
        agreed = _Agreed()
        for version in ("first-version", "approved-changes"):
            for kind in _LISTS:
                for spot in la.below(version, kind, "component"):
                    if folded(spot.get("status") or "") != "deleted":
                        agreed.add(kind, spot)
                    elif not agreed.delete(kind, spot):
                        self.notice("reference_to_nothing", "A component is deleted that was not agreed before.", spot)
        return [
            self._module(kind, spot, f"m{number}", receiving if kind == _LISTS[0] else sending)
            for number, (kind, spot) in enumerate(agreed.left(), 1)
        ]

    def _module(self, kind: str, spot: Spot, name: str, institution: str | None) -> Module:
        values = Values()
        stated = [
            (scheme.text if (scheme := one.kid("scheme")) else None, one.kid("value")) for one in spot.kids("credit")
        ]
        return built(
            Module,
            {
                "id": name,
                "strength": "document",
                "origin": self.origin(spot, values),
                "title": self.texts(spot.kids("title"), values, "title"),
                "type": "studied" if kind == _LISTS[0] else "recognised",
                "credits": self.credits(stated, values),
                "institution": {"und": institution} if institution else {},
                "status": "planned",
            },
        )

    def _document(self, la: Spot, sending: str | None, receiving: str | None, modules: list[Module]) -> Document:
        values = Values()
        start = self.day(la.kid("start-year-month") or la.kid("start-date"), values, "from")
        end = self.day(la.kid("end-year-month") or la.kid("end-date"), values, "until")
        signed = [spot for name in _SIGNATURES for spot in la.below("first-version", name)]
        studied = sum(module.type == "studied" for module in modules)
        period = f"; {start.text if start else 'unknown'} to {end.text if end else 'unknown'}" if start or end else ""
        return built(
            Document,
            {
                "id": "agreement",
                "strength": "document",
                "origin": self.origin(la, values),
                "type": "learning_agreement",
                "form": "digital",
                "issuer": ident(f"schac:{sending}") if sending else None,
                "issuer_name": {"und": sending} if sending else {},
                "note": f"EWP learning agreement; {sending or 'unknown'} to {receiving or 'unknown'}{period}; studied: "
                f"{studied}; recognised: {len(modules) - studied}; signatures of the first version: {len(signed)}",
            },
        )


class _Agreed:
    """Components in their order. Two are one by id where both have one, else by title."""

    def __init__(self) -> None:
        self._all: dict[int, tuple[str, Spot]] = {}
        self._named: dict[tuple[str, str, str | None], deque[int]] = {}
        self._added = 0

    def add(self, kind: str, spot: Spot) -> None:
        """One more."""
        self._added += 1
        number = self._added
        self._all[number] = (kind, spot)
        own, title = _word(spot, "los-id"), _word(spot, "title")
        keys = [("id", own), ("title", title), *([("title alone", title)] if own is None else [])]
        for name, text in keys:
            if text is not None:
                self._named.setdefault((kind, name, text), deque()).append(number)

    def delete(self, kind: str, spot: Spot) -> bool:
        """Take out the first that is the same. False where there is none."""
        own, title = _word(spot, "los-id"), _word(spot, "title")
        keys = [(kind, "title", title)] if own is None else [(kind, "id", own), (kind, "title alone", title)]
        firsts = [first for key in keys if (first := self._first(key)) is not None]
        if firsts:
            del self._all[min(firsts)]
        return bool(firsts)

    def left(self) -> list[tuple[str, Spot]]:
        """Those that were not deleted."""
        return list(self._all.values())

    def _first(self, key: tuple[str, str, str | None]) -> int | None:
        numbers = self._named.get(key, deque())
        while numbers and numbers[0] not in self._all:
            numbers.popleft()
        return numbers[0] if numbers else None


def _word(spot: Spot, name: str) -> str | None:
    kid = spot.kid(name)
    return folded(kid.text or "") if kid is not None else None


def only(root: Spot, name: str, document: str) -> Spot:
    """The one element of a name. Raises InvalidDocument: `missing_element` for none, `several_subjects` for more."""
    found = root.kids(name)
    if len(found) == 1:
        return found[0]
    place = Place(document, root.path, root.line)
    if not found:
        raise InvalidDocument(Problem("missing_element", f"The answer holds no {quoted(name, 20)}.", place))
    sentence = f"The answer holds {len(found)} agreements."
    raise InvalidDocument(Problem("several_subjects", sentence, place, "give one agreement at a time"))


def _detects(root: Element) -> bool:
    return local(root.tag) == "omobility-las-get-response" and namespace(root.tag).startswith(EWP)


def _read(root: Element, document: str) -> Dossier:
    return LearningAgreement(document).dossier(only(Spot.root(root), "la", document))


READER: Final = Reader("EWP learning agreement", _detects, lambda root, document, trusted: _read(root, document))
