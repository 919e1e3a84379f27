"""Whether the key that signed may sign for whom the document names as its issuer (threat V2)."""

from __future__ import annotations

from collections.abc import Sequence

from cryptography import x509

from recognition.foundations.problems import quoted
from recognition.foundations.text import folded
from recognition.verification.certificates import names as certified
from recognition.verification.report import Answer
from recognition.verification.trust import ANY, Anchor, Trust

Issuer = frozenset[str]
"""All that a document calls one issuer: addresses, registered numbers, names in its languages."""


def issuer_answer(
    issuers: Sequence[Issuer], anchor: Anchor, certificate: x509.Certificate | None, trust: Trust
) -> tuple[Answer, bool]:
    """Whether the signer is trusted as every issuer of the document, and whether signing for it is a plain forgery.

    A signer whom the list of trust binds to other issuers, and who signs for this one, makes the document broken. A
    certificate that merely names its holder otherwise than the document does leaves it as it was read. A document that
    calls its issuer by the signer's name and by that of somebody else whom the user trusts is not the signer's either:
    people would read the other name.
    """
    allowed = anchor.signs_for
    if ANY in allowed:
        return _yes(f"You trust the signer ({quoted(anchor.name)}) for every issuer."), False
    bound = bool(allowed)
    if not allowed and certificate is not None:
        allowed = tuple(certified(certificate))
    if not allowed:
        sentence = f"The key ({quoted(anchor.name)}) is trusted, but trust.yaml does not say whose it is."
        return Answer("issuer_trusted", "unchecked", sentence, "key_without_issuer"), False
    if not issuers:
        sentence = "The document names no issuer that the signer could be compared with."
        return Answer("issuer_trusted", "unchecked", sentence, "issuer_not_named"), False
    may = {_same(one) for one in allowed}
    called = [{_same(name) for name in issuer} for issuer in issuers]
    if any(_of_others(trust, anchor, may) & names for names in called):
        sentence = "The document calls its issuer by the name of another whom you trust, and that one did not sign."
        return Answer("issuer_trusted", "no", sentence, "issuer_mismatch"), bound
    if all(names & may for names in called):
        return _yes(f"The signer is trusted ({quoted(anchor.name)}) and is the issuer."), False
    if bound:
        sentence = "The signer is trusted for other issuers, and not for the one that the document names."
    else:
        sentence = "The signer's certificate does not name the document's issuer; trust.yaml can say that it may sign."
    return Answer("issuer_trusted", "no", sentence, "issuer_mismatch"), bound


def _of_others(trust: Trust, signer: Anchor, own: set[str]) -> set[str]:
    """What only others are called: who shares a name with the signer is taken to be the signer, with another key."""
    found: set[str] = set()
    for anchor in trust.anchors:
        called = anchor.signs_for or (certified(anchor.certificate) if anchor.certificate is not None else ())
        theirs = {_same(name) for name in called if name != ANY}
        if anchor is not signer and not theirs & own:
            found |= theirs
    return found


def _yes(sentence: str) -> Answer:
    return Answer("issuer_trusted", "yes", sentence)


def _same(name: str) -> str:
    return folded(name.strip()).rstrip("/")
