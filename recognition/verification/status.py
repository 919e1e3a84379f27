"""Revoked or not, by a status list that the user has a copy of (Bitstring Status List, Status List 2021).

The list must be signed by the credential's own issuer and be valid on the day. Whatever is missing leaves the question
open: a status that could not be looked up is never "not revoked" (threat V4).
"""

from __future__ import annotations

import binascii
import zlib
from base64 import urlsafe_b64decode
from collections.abc import Callable, Mapping
from typing import Any, Final

from recognition.verification.credential import Credential
from recognition.verification.report import Answer

_KINDS: Final = frozenset({"BitstringStatusListEntry", "StatusList2021Entry"})
_COUNTING: Final = {"revocation": "revoked", "suspension": "suspended"}
_MOST_BYTES: Final = 1_000_000
_MOST_ENTRIES: Final = 8  # each may mean that every list at hand is read and verified
_GZIP: Final = 31

Lookup = Callable[[str], Credential | None]
"""From the address of a status list to its verified, trusted and valid content; None where there is no such copy."""


def status_answer(credential: Credential, lookup: Lookup) -> Answer:
    """Whether the issuer has withdrawn the credential."""
    entries = credential.statuses
    if not entries:
        return Answer("not_revoked", "unchecked", "It names no list by which withdrawal could be checked offline.")
    if len(entries) > _MOST_ENTRIES:
        sentence = f"It names more than {_MOST_ENTRIES} lists by which it could be withdrawn; they were not looked up."
        return Answer("not_revoked", "unchecked", sentence, "status_unknown")
    purposes = set()
    open_ = False
    for entry in entries:
        purpose = entry.get("statusPurpose", "revocation" if entry.get("type") == "StatusList2021Entry" else None)
        if purpose is not None and purpose not in _COUNTING:
            continue  # a message or a refresh service does not withdraw anything
        bit = _bit(entry, purpose, credential, lookup)
        if bit:
            word = _COUNTING[str(purpose)]
            return Answer("not_revoked", "no", f"The issuer's list says that the credential is {word}.", "revoked")
        open_ = open_ or bit is None
        purposes.add(purpose)
    if open_:
        sentence = "Whether it was withdrawn could not be checked offline: no valid copy of its list is at hand."
        return Answer("not_revoked", "unchecked", sentence, "status_unknown")
    if "revocation" not in purposes:
        sentence = "No list says whether it was revoked; that could not be checked offline."
        return Answer("not_revoked", "unchecked", sentence, "status_unknown")
    return Answer("not_revoked", "yes", "The issuer's list, as you have it, does not withdraw it.")


def _bit(entry: Mapping[str, Any], purpose: Any, credential: Credential, lookup: Lookup) -> bool | None:
    address, index = entry.get("statusListCredential"), entry.get("statusListIndex")
    if entry.get("type") not in _KINDS or not isinstance(address, str) or not isinstance(index, (str, int)):
        return None
    digits = str(index)
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        return None
    listed = lookup(address)
    if listed is None or not _shares(listed, credential):
        return None
    subject = listed.inner.get("credentialSubject")
    if not isinstance(subject, dict) or subject.get("statusPurpose") != purpose:
        return None
    bits = _inflated(subject.get("encodedList"))
    place = int(digits)
    if bits is None or place // 8 >= len(bits):
        return None
    return bool(bits[place // 8] >> (7 - place % 8) & 1)


def _shares(listed: Credential, credential: Credential) -> bool:
    """Whether one issuer made both, by its address and not by a name that two may have."""
    return _address(listed) is not None and _address(listed) == _address(credential)


def _address(credential: Credential) -> str | None:
    issuer = credential.inner.get("issuer", credential.outer.get("iss"))
    found = issuer.get("id") if isinstance(issuer, dict) else issuer
    return found if isinstance(found, str) else None


def _inflated(encoded: Any) -> bytes | None:
    """The bits of a list: gzip in base64url, with the `u` of multibase before it in the newer form."""
    if not isinstance(encoded, str) or not encoded.isascii():
        return None
    text = encoded.removeprefix("u").rstrip("=")
    try:
        packed = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        member = zlib.decompressobj(wbits=_GZIP)
        bits = member.decompress(packed, _MOST_BYTES)
    except (binascii.Error, zlib.error):
        return None
    return bits if member.eof and not member.unconsumed_tail else None
