"""From a signed JSON document to its answers: whose key, does the signature hold, is it valid, was it withdrawn."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final

from cryptography import x509

from recognition.foundations.problems import quoted
from recognition.verification.beside import FOREIGN, is_foreign_json
from recognition.verification.certificates import Found, holder, leads_to, load_all
from recognition.verification.credential import Credential, credential_of, signing_day
from recognition.verification.issuer import issuer_answer
from recognition.verification.jose import Refused, Signed, holds, json_object, split_compact
from recognition.verification.keys import is_weak, of_certificate
from recognition.verification.report import Answer, Verification, unreadable
from recognition.verification.status import status_answer
from recognition.verification.trust import Anchor, Trust

_NO_KEY: Final = "The key that signed is not among those you trust; the signature could not be checked."


@dataclass(frozen=True, slots=True)
class _Signer:
    """Whose signature holds: the anchor it leads to, if any, and the certificate that the document brought."""

    found: Found
    certificate: x509.Certificate | None
    name: str
    weak: bool


def verify_jws(document: str, signed: Signed, trust: Trust, on: date, *, with_status: bool = True) -> Verification:
    """All answers for one signature. Raises Refused for what no honest issuer writes."""
    credential = credential_of(json_object(signed.payload, "What is signed"))
    if not credential.agrees:
        raise Refused("issuer_mismatch", "The signature and the credential inside it name different issuers.")
    present = Answer("signature_present", "yes", f"The document is signed: {signed.form}, {signed.algorithm}.")
    about = Verification(document, on, (present,), False, signed.form, signed.algorithm)
    signer = _signer(signed, credential, trust, on)
    expiry = credential.days(on)
    if signer is None:
        unknown = Answer("signature_valid", "unchecked", _NO_KEY)
        open_ = Answer("issuer_trusted", "no", "Nobody whom you trust is shown to have signed.", "unknown_issuer")
        return about.saying(unknown, open_, expiry)
    valid = Answer("signature_valid", "yes", "The signature holds: nothing was changed since it was signed.")
    answer, forged = _trusted(signer, credential, trust)
    if answer.reply == "yes" and is_foreign_json(signed):
        answer = FOREIGN
    status = status_answer(credential, lambda address: _listed(address, trust, on)) if with_status else None
    answers = (valid, answer, expiry, *((status,) if status is not None else ()))
    return Verification(document, on, (present, *answers), forged, signed.form, signed.algorithm, signer.name)


def refused(document: str, on: date, why: Refused) -> Verification:
    """A signature that is none: the evidence counts for nothing."""
    return unreadable(document, on, "JWS", why.code, why.sentence)


def _trusted(signer: _Signer, credential: Credential, trust: Trust) -> tuple[Answer, bool]:
    if signer.weak:
        sentence = "The signer's key is so short that others can sign in its name."
        return Answer("issuer_trusted", "no", sentence, "weak_signature"), False
    if signer.found.anchor is None:
        return Answer("issuer_trusted", "no", signer.found.sentence, signer.found.code), False
    return issuer_answer(credential.issuers(), signer.found.anchor, signer.certificate, trust)


def _signer(signed: Signed, credential: Credential, trust: Trust, on: date) -> _Signer | None:
    """Who signed; None where no key is at hand. Raises Refused `bad_signature` where the key says that nobody did."""
    kid = signed.header.get("kid")
    named = [anchor for anchor in trust.anchors if anchor.key is not None and kid is not None and anchor.kid == kid]
    chain = _certificates(signed)
    if not named and chain:
        return _by_certificate(signed, chain, trust, on)
    if not named and kid is None:
        named = _of_issuer(credential, trust)
    if not named:
        return None
    unfit, fit = None, False
    for anchor in named:
        try:
            if anchor.key is not None and holds(signed, anchor.key):
                return _Signer(Found(anchor), anchor.certificate, anchor.kid or anchor.name, is_weak(anchor.key))
        except Refused as why:  # another key of the same issuer may be of the kind that signed
            unfit = why
        else:
            fit = True
    if unfit is not None and not fit:
        raise unfit
    raise Refused("bad_signature", "The signature does not hold: the document was changed, or somebody else signed it.")


def _of_issuer(credential: Credential, trust: Trust) -> list[Anchor]:
    """The keys and certificates that the list of trust binds to the document's issuer, where no key is named."""
    called = {name for issuer in credential.issuers() for name in issuer}
    bound = [anchor for anchor in trust.anchors if called.intersection(anchor.signs_for)]
    keyed = [anchor if anchor.key is not None else _with_key(anchor) for anchor in bound]
    return [anchor for anchor in keyed if anchor.key is not None]


def _with_key(anchor: Anchor) -> Anchor:
    key = of_certificate(anchor.certificate) if anchor.certificate is not None else None
    return Anchor(anchor.name, key, anchor.certificate, anchor.signs_for, anchor.first, anchor.last)


def _by_certificate(signed: Signed, chain: Sequence[x509.Certificate], trust: Trust, on: date) -> _Signer:
    leaf = chain[0]
    key = of_certificate(leaf)
    if key is None or not holds(signed, key):
        raise Refused("bad_signature", "The signature does not hold: the document was changed since it was signed.")
    claimed = signing_day(signed.header.get("sigT"))
    day = claimed if claimed is not None and claimed <= on else on
    found = leads_to(leaf, chain[1:], trust, day)
    return _Signer(found, leaf, quoted(holder(leaf), 100), is_weak(leaf))


def _certificates(signed: Signed) -> list[x509.Certificate]:
    try:
        chain = load_all(signed.chain())
    except ValueError:
        raise Refused("malformed", "A certificate in the header of the signature cannot be read.") from None
    print_ = signed.header.get("x5t#S256")
    if chain and print_ is not None:
        found = urlsafe_b64encode(sha256(signed.chain()[0]).digest()).rstrip(b"=").decode()
        if print_ != found:
            raise Refused("malformed", "The signature names another certificate than the one that it brings.")
    return chain


def _listed(address: str, trust: Trust, on: date) -> Credential | None:
    """A status list of the folder of trust: signed, trusted and valid on the day, or nothing."""
    for text in trust.status_lists:
        try:
            signed = split_compact(text)
            payload = json_object(signed.payload, "The status list")
            if payload.get("id") != address and credential_of(payload).inner.get("id") != address:
                continue
            found = verify_jws("status list", signed, trust, on, with_status=False)
        except Refused:
            continue
        if found.level == "issuer_trusted":
            return credential_of(payload)
    return None
