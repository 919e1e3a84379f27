"""Certificates: whom they name, whether a chain leads to one that the user trusts, and whether the key is strong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final

from cryptography import x509
from cryptography.x509.verification import ExtensionPolicy, PolicyBuilder, Store, VerificationError

from recognition.verification.keys import encoded, readable
from recognition.verification.trust import Anchor, Trust

_ORGANISATION_ID: Final = x509.ObjectIdentifier("2.5.4.97")
_NAMES: Final = (x509.NameOID.ORGANIZATION_NAME, _ORGANISATION_ID)


@dataclass(frozen=True, slots=True)
class Found:
    """Where a certificate leads: the anchor that it is, or its chain's end; else `code` and `sentence` say why."""

    anchor: Anchor | None
    code: str | None = None
    sentence: str = ""


def holder(certificate: x509.Certificate) -> str:
    """The name of the holder as people know it: the organisation, else the common name, else the whole name."""
    for oid in (*_NAMES, x509.NameOID.COMMON_NAME):
        for attribute in certificate.subject.get_attributes_for_oid(oid):
            return str(attribute.value)
    return certificate.subject.rfc4514_string() or "nobody named"


def names(certificate: x509.Certificate) -> frozenset[str]:
    """What the certificate vouches that its holder is called: organisation, its registered number, addresses."""
    found = {str(one.value) for oid in _NAMES for one in certificate.subject.get_attributes_for_oid(oid)}
    try:
        other = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        return frozenset(found)
    found.update(other.get_values_for_type(x509.UniformResourceIdentifier))
    found.update(f"https://{host}" for host in other.get_values_for_type(x509.DNSName) if "*" not in host)
    return frozenset(found)


def leads_to(certificate: x509.Certificate, others: Sequence[x509.Certificate], trust: Trust, day: date) -> Found:
    """The anchor that a signer's certificate leads to on the day of signing: itself, its key, or its chain's end."""
    if not certificate.not_valid_before_utc.date() <= day <= certificate.not_valid_after_utc.date():
        return Found(None, "certificate_expired", "The signer's certificate was not valid on the day of signing.")
    for anchor in trust.anchors:
        keyed = anchor.key is not None and encoded(anchor.key) == encoded(certificate)
        if keyed or anchor.certificate == certificate:
            return Found(anchor)
    roots = [anchor.certificate for anchor in trust.anchors if anchor.certificate is not None]
    if not roots:
        return Found(None, "unknown_issuer", "Nothing that you trust leads to the signer's certificate.")
    policy = PolicyBuilder().store(Store(roots)).time(datetime.combine(day, time(12), UTC)).max_chain_depth(8)
    # A seal's certificate is none of a web site: names and uses that the web asks for are not asked of it.
    policy = policy.extension_policies(
        ee_policy=ExtensionPolicy.permit_all(), ca_policy=ExtensionPolicy.webpki_defaults_ca()
    )
    try:
        chain = policy.build_client_verifier().verify(certificate, list(others)).chain
    except (VerificationError, ValueError):
        return Found(None, "unknown_issuer", "No chain of certificates leads from the signer to one that you trust.")
    return Found(next(anchor for anchor in trust.anchors if anchor.certificate == chain[-1]))


def load_all(several: Iterable[bytes]) -> list[x509.Certificate]:
    """Certificates of their DER bytes. Raises ValueError for one that is none."""
    return [readable(x509.load_der_x509_certificate(one)) for one in several]
