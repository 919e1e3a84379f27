"""Organisations of a European digital credential: who issued, who awarded, and which accreditations they state."""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from recognition.model.evidence import Accreditation
from recognition.readers.building import built
from recognition.readers.credential_values import CredentialValues
from recognition.readers.credential_words import NAMES
from recognition.readers.elmo_values import Values, ident
from recognition.readers.part import Part
from recognition.readers.references import References

_SORT: Final = re.compile(r"type of|kind of", re.IGNORECASE)
"""Schemes whose identifiers many organisations share: they tell of what sort one is."""


class Body(NamedTuple):
    """Who awarded something: names by language, identifiers, and the country where known."""

    names: tuple[tuple[str, str], ...] = ()
    ids: tuple[str, ...] = ()
    country: str | None = None


class CredentialBodies(CredentialValues):
    """Accreditations found so far; `issuer` is who sealed the credential."""

    def __init__(self, document: str, references: References) -> None:
        super().__init__(document, references)
        self.accreditations: list[Accreditation] = []
        self.issuer = Body()

    def body(self, part: Part | None, values: Values, field: str) -> Body:
        """An organisation. An identifier alone (a DID) names nobody, but is kept."""
        if part is None:
            return Body()
        names = next((found for name in NAMES if (found := self.texts(part.kid(name), values, field))), {})
        if names and part.kid("legalName") is None and part.kid("prefLabel") is not None:
            self.notice("name_not_legal", "An organisation has a label but no legal name.", part)
        own = part if part.is_leaf else part.kid("id")
        ids = [own.text] if own is not None and own.text else []
        for kid in part.kids("identifier"):
            scheme = kid.kid("schemeName") or kid.kid("schemeID")
            name = kid.attribute("schemeID") or (scheme.text if scheme else None)
            holder = kid.kid("notation") or kid.kid("value") or (kid if kid.is_leaf else None)
            if name and _SORT.match(name):
                self.notice(
                    "identifier_of_sort", "An identifier tells of what sort an organisation is, not which.", kid
                )
            elif holder is not None and holder.text:
                ids.append(f"{name}:{holder.text}" if name else holder.text)
        country = None
        for location in self.all(part, "location", "hasLocation"):
            address = self.one(location, "address", "hasAddress")
            country = country or self.country_of(self.one(address, "countryCode", "country"), values)
        if country is None and (legal := self.one(part, "eIDASIdentifier")) is not None:
            country = self.country_of(self.one(legal, "spatial"), values)
            if country is not None:
                sentence = "An organisation's country stands only in its legal identifier."
                self.notice("country_elsewhere", sentence, legal)
        known = dict.fromkeys(code for text in ids if (code := ident(text)))
        return Body(tuple(names.items()), tuple(known), country)

    def accredited(self, part: Part | None, of: Literal["programme", "institution"], subject: str | None) -> None:
        """Accreditations stated of a programme or an institution."""
        for one in self.all(part, "accreditation", "hasAccreditation"):
            values: Values = {}
            agent = self.one(one, "accreditationBody", "accreditingAgent", "accreditedBy")
            name = agent.text if agent is not None and agent.is_leaf else self.word(self.name_of(agent))
            if agent is not None:
                self.keep(agent, values, "by", name)
            began = one.kid("accreditationDate") or one.kid("issued")
            self.accreditations.append(
                built(
                    Accreditation,
                    {
                        "id": f"c{len(self.accreditations) + 1}",
                        "strength": "document",
                        "origin": self.origin(one, values),
                        "of": of,
                        "by": ident(name) if name else None,
                        "subject_id": subject,
                        "from_": self.day(began, values, "from"),
                        "until": self.day(one.kid("expiryDate"), values, "until"),
                    },
                )
            )

    def name_of(self, agent: Part | None) -> Part | None:
        """What an agent is called, where it is called anything."""
        return next((found for name in NAMES if agent is not None and (found := agent.kid(name))), None)
