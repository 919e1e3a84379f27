"""What a signed credential says of itself: its issuer, its days, and where its status is listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from lxml import etree

from recognition.verification.issuer import Issuer
from recognition.verification.report import Answer

_FROM: Final = ("validFrom", "issuanceDate")
_UNTIL: Final = ("validUntil", "expirationDate", "expires")
_CREDENTIAL: Final = "europassCredential"
_CALLED: Final = ("id", "legalName", "prefLabel", "altLabel", "title", "name", "homepage", "url")
_NUMBERS: Final = ("eIDASIdentifier", "registration", "identifier")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Credential:
    """The claims of a signed document: `outer` of the JWT (empty without one), `inner` of the credential itself."""

    outer: Mapping[str, Any]
    inner: Mapping[str, Any]

    @property
    def agrees(self) -> bool:
        """Whether the JWT and the credential inside it name one issuer."""
        said, issuer = self.outer.get("iss"), self.inner.get("issuer")
        if said is None or issuer is None:
            return True
        return bool(said == (issuer.get("id") if isinstance(issuer, dict) else issuer))

    def issuers(self) -> list[Issuer]:
        """The issuer, by all that the credential calls it; empty if it names none."""
        issuer = self.inner.get("issuer", self.outer.get("iss"))
        found = frozenset(_called(issuer))
        return [found] if found else []

    @property
    def statuses(self) -> list[Mapping[str, Any]]:
        """The entries that say where the status is listed."""
        held = self.inner.get("credentialStatus")
        several = held if isinstance(held, list) else [held]
        return [one for one in several if isinstance(one, dict)]

    def days(self, on: date) -> Answer:
        """Whether the credential is valid on the day; a day that cannot be read is open, never a yes."""
        starts = [_day(self.inner[key]) for key in _FROM if key in self.inner]
        ends = [_day(self.inner[key]) for key in _UNTIL if key in self.inner]
        starts += [_seconds(self.outer["nbf"])] if "nbf" in self.outer else []
        ends += [_seconds(self.outer["exp"])] if "exp" in self.outer else []
        return _validity(starts, ends, on)


def credential_of(payload: Mapping[str, Any]) -> Credential:
    """The credential of a signed payload: the claim `vc` of a JWT, else the payload itself."""
    inner = payload.get("vc")
    if isinstance(inner, dict):
        return Credential(payload, inner)
    claims = {key: payload[key] for key in ("iss", "nbf", "exp") if key in payload}
    return Credential(claims, payload)


def days_of_xml(root: etree._Element, on: date) -> Answer:
    """The same of a document in XML: the days stand beside the issuer, in the root or in the credential presented."""
    presented = [one for one in root.iterchildren(etree.Element) if _name(one) == _CREDENTIAL]
    held = presented[0] if len(presented) == 1 and _name(root) != _CREDENTIAL else root
    found = [(_name(one), (one.text or "").strip()) for one in held.iterchildren(etree.Element)]
    starts = [_day(text) for name, text in found if name in _FROM]
    return _validity(starts, [_day(text) for name, text in found if name in _UNTIL], on)


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _validity(starts: Sequence[date | None], ends: Sequence[date | None], on: date) -> Answer:
    if any(end is not None and end < on for end in ends):
        return Answer("not_expired", "no", "The credential's validity has ended.", "expired")
    if any(start is not None and start > on for start in starts):
        return Answer("not_expired", "no", "The credential is not valid yet.", "not_yet_valid")
    if None in (*starts, *ends):
        return Answer("not_expired", "unchecked", "A day of its validity cannot be read.", "validity_unreadable")
    return Answer("not_expired", "yes", "Valid on that day." if ends else "It states no end of validity.")


def _called(issuer: Any) -> Iterator[str]:
    if isinstance(issuer, str):
        yield issuer
    if not isinstance(issuer, dict):
        return
    for key in _CALLED:
        yield from _texts(issuer.get(key))
    for key in _NUMBERS:
        held = issuer.get(key)
        for one in held if isinstance(held, list) else [held]:
            yield from _texts(one.get("notation") if isinstance(one, dict) else one)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value.strip():
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def _day(value: Any) -> date | None:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    if moment is None:
        return None
    try:
        return (moment.astimezone(UTC) if moment.tzinfo is not None else moment).date()
    except OverflowError:  # in the first hours of the first year, or the last of the last
        return None


def _seconds(value: Any) -> date | None:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 10**11:
        return None
    return (_EPOCH + timedelta(seconds=value)).date()


signing_day = _day
"""The day of a moment written as text in ISO 8601; None where it is not one."""
