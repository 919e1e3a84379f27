"""What a badge shows beside its achievement: papers, endorsements, and the accreditations that it names of itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from recognition.model.evidence import Accreditation, Document, Module, Qualification
from recognition.readers.badge_results import ResultValues
from recognition.readers.badge_values import Issuer
from recognition.readers.badge_words import ENDORSEMENT, QUALITY_TYPES
from recognition.readers.building import built
from recognition.readers.elmo_values import Values
from recognition.readers.part import Part


class BadgeDocuments(ResultValues):
    """Documents and accreditations found so far."""

    def __init__(self, document: str) -> None:
        super().__init__(document)
        self.documents: list[Document] = []
        self.accreditations: list[Accreditation] = []
        self._endorsed: set[str] = set()

    def quality(self, inside: Part, programme: str | None) -> None:
        """An accreditation that an alignment names: its code and title, no days and nobody who decided."""
        for alignment in inside.kids("alignment"):
            if (kid_text(alignment, "targetType") or "").lower() not in QUALITY_TYPES:
                continue
            values: Values = {}
            code = self.text(alignment.kid("targetCode"), values, "code")
            name = self.text(alignment.kid("targetName"), values, "name")
            sentence = "The badge itself names its accreditation; no register was asked."
            self.notice("accreditation_claimed", sentence, alignment)
            found = {
                "id": f"a{len(self.accreditations) + 1}",
                "strength": "document",
                "origin": self.origin(alignment, values),
                "of": "programme",
                "subject_id": programme,
                "note": ": ".join(filter(None, (code, name))) or None,
            }
            self.accreditations.append(built(Accreditation, found))

    def paper(self, part: Part, kind: str, values: Values, issuer: Issuer) -> dict[str, Any]:
        """What every document has in common, by field."""
        return {
            "id": f"d{len(self.documents) + 1}",
            "strength": "document",
            "origin": self.origin(part, values),
            "type": kind,
            "country": issuer.country,
            "form": "digital",
            "issuer": issuer.address,
            "issuer_name": dict(issuer.names),
            "issuer_ids": issuer.ids,
        }

    def endorsements(self, part: Part, achievement: Part | None, item: Qualification | Module) -> None:
        """Endorsements of the credential, the achievement, or their makers: documents about what they name."""
        makers = (part, part.kid("issuer"), achievement, achievement.kid("creator") if achievement else None)
        about = {
            address: item.id for holder in makers[::2] if holder is not None and (address := kid_text(holder, "id"))
        }
        for holder in makers:
            for endorsement in holder.kids("endorsement") if holder is not None else ():
                self.endorsement(endorsement, about)

    def endorsement(self, part: Part, about: Mapping[str, str | None]) -> None:
        """Read one endorsement; `about`: items by the ids under which it may name them."""
        address = kid_text(part, "id")
        if ENDORSEMENT not in self.types(part) or (address and address in self._endorsed):
            return
        if address:
            self._endorsed.add(address)
        values: Values = {}
        issuer = self.issuer(part.kid("issuer"), part, values)
        first, last = self.validity(part, issuer.country, values)
        self.signature(part)
        subject = part.kid("credentialSubject")
        document = self.paper(part, "endorsement", values, issuer)
        comment = self.text(subject.kid("endorsementComment"), values, "note") if subject else None
        of = about.get(kid_text(subject, "id") or "") if subject is not None else None
        document.update(issued=first, until=last, of=of, note=comment)
        self.documents.append(built(Document, document))


def kid_text(part: Part, name: str) -> str | None:
    """The text of a child, None where there is none."""
    found = part.kid(name)
    return found.text if found is not None else None
