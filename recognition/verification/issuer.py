"""Whether the key that signed may sign for whom the document names as its issuer (threat V2)."""

from __future__ import annotations

from collections.abc import Sequence

from cryptography import x509

from recognition.foundations.problems import quoted
from recognition.foundations.text import folded
from recognition.verification.certificates import names
from recognition.verification.report import Answer
from recognition.verification.trust import ANY, Anchor

Issuer = frozenset[str]
"""All that a document calls one issuer: addresses, registered numbers, names in its languages."""


def issuer_answer(
    issuers: Sequence[Issuer], anchor: Anchor, certificate: x509.Certificate | None
) -> tuple[Answer, bool]:
    """Whether the signer is trusted as every issuer of the document, and whether signing for it is a plain forgery.

    A signer whom the list of trust binds to other issuers, and who signs for this one, makes the document broken. A
    certificate that merely names its holder otherwise than the document does leaves it as it was read.
    """
    allowed = anchor.signs_for
    if ANY in allowed:
        return _yes(f"You trust the signer ({quoted(anchor.name)}) for every issuer."), False
    bound = bool(allowed)
    if not allowed and certificate is not None:
        allowed = tuple(names(certificate))
    if not allowed:
        sentence = f"The key ({quoted(anchor.name)}) is trusted, but trust.yaml does not say whose it is."
        return Answer("issuer_trusted", "unchecked", sentence, "key_without_issuer"), False
    if not issuers:
        sentence = "The document names no issuer that the signer could be compared with."
        return Answer("issuer_trusted", "unchecked", sentence, "issuer_not_named"), False
    may = {_same(one) for one in allowed}
    if all(any(_same(name) in may for name in issuer) for issuer in issuers):
        return _yes(f"The signer is trusted ({quoted(anchor.name)}) and is the issuer."), False
    if bound:
        sentence = "The signer is trusted for other issuers, and not for the one that the document names."
    else:
        sentence = "The signer's certificate does not name the document's issuer; trust.yaml can say that it may sign."
    return Answer("issuer_trusted", "no", sentence, "issuer_mismatch"), bound


def _yes(sentence: str) -> Answer:
    return Answer("issuer_trusted", "yes", sentence)


def _same(name: str) -> str:
    return folded(name.strip()).rstrip("/")
