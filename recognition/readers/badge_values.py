"""What Open Badges, learner records and verifiable diplomas share: issuers, texts by language, levels, numbers."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final, NamedTuple

from recognition.foundations.problems import quoted
from recognition.model.values import Amount, Day
from recognition.readers import normalise
from recognition.readers.badge_words import EQF_ADDRESS, EQF_TYPES, PRIVATE_IDENTIFIERS
from recognition.readers.countries import ALPHA2
from recognition.readers.elmo_values import Values, ident
from recognition.readers.part import Part
from recognition.readers.part_values import PartValues
from recognition.readers.part_words import ESCO_SKILL
from recognition.readers.vc_envelope import Envelope

_REGION: Final = re.compile(r"[A-Za-z]{2,3}[-_]([A-Za-z]{2})", re.ASCII)
_LAST_SECOND: Final = 7_258_118_399
"""The end of 2199, the last year of any document."""
UNWRAPPED: Final = Envelope()
_NUMBER: Final = re.compile(r"[0-9]+", re.ASCII)


class Issuer(NamedTuple):
    """Who issued a credential: country, names by language, and every code as `<kind>:<code>`, its address last."""

    country: str | None = None
    names: tuple[tuple[str, str], ...] = ()
    ids: tuple[str, ...] = ()

    @property
    def address(self) -> str | None:
        """The address or decentralised identifier that a key would be bound to."""
        return self.ids[-1] if self.ids else None


class BadgeValues(PartValues):
    """Reads values of a credential and remembers where each stands."""

    def types(self, part: Part | None) -> tuple[str, ...]:
        """What `type` (or `@type`) names, without the prefix of a vocabulary."""
        if part is None:
            return ()
        return tuple(text.rpartition(":")[2] for kid in part.kids("type", "@type") if (text := kid.text))

    def titles(self, parts: list[Part], values: Values, field: str = "title") -> dict[str, str]:
        """A text by language: plain text, or values with `@value` and `@language` (VC 2.0)."""
        found: dict[str, str] = {}
        for part in parts:
            spoken = part.kid("@value")
            text = self.text(spoken or part, values, field)
            if text is None:
                continue
            tag = part.kid("@language")
            code = normalise.language(tag.text) if tag is not None and tag.text else None
            found.setdefault(code or "und", text)
        return found

    def issuer(self, part: Part | None, holder: Part, values: Values) -> Issuer:
        """The issuer of a credential, from its profile or, where only an address is given, from that alone."""
        if part is None or part.is_leaf:
            ids = () if part is None or not (address := ident(part.text or "")) else (address,)
            if part is not None:
                self.keep(part, values, "issuer")
            self.notice(
                "issuer_unnamed", "The issuer has no name here; nothing was looked up.", part or holder, "warning"
            )
            self.notice("country_unknown", "The issuer's country is not stated.", part or holder, "warning")
            return Issuer(None, (), ids)
        names = self.titles(part.kids("name", "preferredName", "legalName"), values, "issuer_name")
        if not names:
            self.notice("issuer_unnamed", "The issuer has no name here; nothing was looked up.", part, "warning")
        return Issuer(self.issuer_country(part, values), tuple(names.items()), self._issuer_ids(part))

    def issuer_country(self, part: Part, values: Values) -> str | None:
        """The country of an issuer's address, by code first; a region or a city says nothing of it."""
        address = part.kid("address")
        stated = (address.kid("addressCountryCode") or address.kid("addressCountry")) if address else None
        if stated is None:
            self.notice("country_unknown", "The issuer's country is not stated.", part, "warning")
            return None
        return self.country(stated, values, "country")

    def country(self, part: Part | None, values: Values, field: str) -> str | None:
        """A country by code, or by a name that is known here, which is noticed."""
        found = super().country(part, values, field)
        if part is not None and found is not None and len(part.text or "") > 3:
            self.notice("country_in_words", f"The country is named {quoted(part.text, 30)}, not coded.", part)
        return found

    def _issuer_ids(self, part: Part) -> tuple[str, ...]:
        found: list[str] = []
        for entry in part.kids("otherIdentifier"):
            kind = entry.kid("identifierType")
            code = entry.kid("identifier")
            name = (kind.text or "").removeprefix("ext:").lower() if kind is not None else ""
            if code is None or name in PRIVATE_IDENTIFIERS or not (text := self.text(code)):
                continue
            if whole := ident(f"{name}:{text}" if name else text):
                found.append(whole)
        address = part.kid("id")
        if address is not None and (text := self.text(address)) and (whole := ident(text)):
            found.append(whole)
        return tuple(dict.fromkeys(found))

    def tagged_language(self, part: Part | None, values: Values) -> tuple[str, ...]:
        """The language of an achievement, from a tag such as `nl-NL`; a region that is no country is noticed."""
        found = self.language(part, values, "taught_in")
        if part is None or found is None:
            return ()
        region = _REGION.fullmatch(part.text or "")
        if region is not None and region.group(1).upper() not in ALPHA2:
            sentence = f"The language tag {quoted(part.text, 20)} has a region that is no country."
            self.notice("language_tag", sentence, part)
        return (found,)

    def number(self, part: Part | None, values: Values, field: str) -> Amount | None:
        """A number from 0. One that is 0 or cannot be read is not known; the raw text stays."""
        if part is None or (text := self.text(part, values, field)) is None:
            return None
        try:
            found, code = normalise.decimal(text)
        except ValueError:
            sentence = f"{quoted(part.name, 40)} holds {quoted(text, 20)}, which is no number from 0."
            self.notice("number_unreadable", sentence, part, "warning")
            return None
        if code is not None:
            self.notice(code, "A decimal comma stands where a point belongs.", part)
        return found

    def eqf(self, achievement: Part, values: Values) -> int | None:
        """The EQF level that alignments name; where two differ, or code and name do, it is not known."""
        found: dict[int, Part] = {}
        for alignment in achievement.kids("alignment"):
            if not self._is_eqf(alignment):
                continue
            code = alignment.kid("targetCode")
            stated = self.level(code, None, None, values)
            if stated is None or stated.eqf is None:
                if code is None:
                    self.notice("level_without_value", "The EQF is named without a level.", alignment, "warning")
                continue
            name = alignment.kid("targetName")
            named = _NUMBER.findall(name.text or "") if name is not None else []
            if named and str(stated.eqf) not in named:
                sentence = f"EQF level {stated.eqf} is called {quoted(name and name.text, 40)}; neither is used."
                self.notice("level_conflict", sentence, alignment, "warning")
                return None
            found[stated.eqf] = alignment
        if len(found) > 1:
            self.notice("level_conflict", "Two EQF levels are stated; neither is used.", achievement, "warning")
            return None
        return next(iter(found), None)

    def _is_eqf(self, alignment: Part) -> bool:
        kind = alignment.kid("targetType")
        address = alignment.kid("targetUrl")
        return (kind is not None and (kind.text or "").lower() in EQF_TYPES) or (
            address is not None and (address.text or "").startswith(EQF_ADDRESS)
        )

    def skills_of(self, achievement: Part) -> list[tuple[str, dict[str, str], Part]]:
        """ESCO skills that alignments name: address, name, place."""
        found: dict[str, tuple[str, dict[str, str], Part]] = {}
        for alignment in achievement.kids("alignment"):
            address = alignment.kid("targetUrl")
            text = address.text if address is not None else None
            if text and text.startswith(ESCO_SKILL) and (whole := ident(text)):
                found.setdefault(whole, (whole, self.titles(alignment.kids("targetName"), {}), alignment))
        return list(found.values())

    def validity(
        self, credential: Part, zone: str | None, values: Values, around: Envelope = UNWRAPPED
    ) -> tuple[Day | None, Day | None]:
        """First and last day of validity, in the words of VC 2.0, VC 1.1 and EBSI; else the token's end."""
        start = credential.kid("validFrom") or credential.kid("issuanceDate") or credential.kid("issued")
        end = credential.kid("validUntil") or credential.kid("expirationDate")
        first = self.day(start, values, "issued", zone)
        last = self.day(end, values, "until", zone) if end is not None else self._end_of_token(around, values)
        if first and last and first.span.high is not None and last.span.low is not None and end is not None:
            if last.span.low < first.span.high:
                self.notice("validity_reversed", "The validity ends before it begins.", end, "warning")
            elif last.span.low == first.span.high:
                self.notice("validity_of_a_day", "The validity ends on the day on which it begins.", end, "warning")
        return first, last

    def _end_of_token(self, around: Envelope, values: Values) -> Day | None:
        claim = (around.claims or {}).get("exp")
        if claim is None:
            return None
        part = Part.at(claim, "exp", "/exp")
        self.keep(part, values, "until")
        if not isinstance(claim.value, int) or not 0 <= claim.value <= _LAST_SECOND:
            self.notice("number_unreadable", "The end of the token is no number of seconds.", part, "warning")
            return None
        found, code = normalise.day(datetime.fromtimestamp(claim.value, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
        if code is not None:
            self.notice(code, "The end of the token is a moment in UTC.", part)
        return found

    def signature(self, credential: Part, around: int = 0) -> None:
        """Say that signatures are present; none is verified here."""
        proof = credential.kid("proof")
        if proof is not None or around:
            sentence = "A signature is present; it was not verified and makes the evidence no stronger."
            self.notice("signature_present_not_verified", sentence, proof or credential)
        status = credential.kid("credentialStatus")
        if status is not None:
            sentence = "The credential names a list of revoked credentials; it was not looked at."
            self.notice("revocation_not_checked", sentence, status)
