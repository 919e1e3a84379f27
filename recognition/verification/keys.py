"""Public keys in the form in which signatures are checked with them."""

from __future__ import annotations

from typing import Any, Final, TypeAlias

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, OKPKey, RSAKey

PublicKey: TypeAlias = RSAKey | ECKey | OKPKey
LEAST_RSA_BITS: Final = 2048
_PARTS: Final = ("version", "subject", "issuer", "extensions", "not_valid_before_utc", "not_valid_after_utc")


def from_pem(pem: bytes) -> PublicKey | None:
    """The key of a PEM text; None for a kind of key that signatures here are not made with."""
    for kind in (RSAKey, ECKey, OKPKey):
        try:
            return kind.import_key(pem)
        except (JoseError, ValueError, TypeError):
            continue
    return None


def from_jwk(data: dict[str, Any]) -> list[PublicKey]:
    """The keys of a JWK or JWKS. Raises ValueError or JoseError for none, a private one, or a shared secret."""
    several = data.get("keys", [data])
    if not isinstance(several, list) or any(one.get("kty") == "oct" or "d" in one for one in several):
        raise ValueError("a private key or a shared secret proves nothing about who signed")
    keys = KeySet.import_key_set({"keys": several}).keys
    return [key for key in keys if isinstance(key, PublicKey)]


def readable(certificate: x509.Certificate) -> x509.Certificate:
    """The certificate, if all of it that is used here can be read: the library reads each part when it is asked for.

    Raises ValueError.
    """
    try:
        for part in _PARTS:
            getattr(certificate, part)
        certificate.public_key()
    except (UnsupportedAlgorithm, x509.DuplicateExtension, x509.UnsupportedGeneralNameType) as error:
        raise ValueError("a part of the certificate cannot be read") from error
    return certificate


def of_certificate(certificate: x509.Certificate) -> PublicKey | None:
    """The key of a certificate's holder."""
    return from_pem(certificate.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))


def encoded(key: PublicKey | x509.Certificate) -> bytes:
    """The bare key, so that two can be compared."""
    if isinstance(key, x509.Certificate):
        return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return key.public_key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def is_weak(key: PublicKey | x509.Certificate) -> bool:
    """Whether anybody with means can sign in the key's name by now, or the kind of key is not one we know."""
    native = key.public_key() if isinstance(key, x509.Certificate) else key.public_key
    if isinstance(native, rsa.RSAPublicKey):
        return native.key_size < LEAST_RSA_BITS
    return not isinstance(native, (ec.EllipticCurvePublicKey, ed25519.Ed25519PublicKey, ed448.Ed448PublicKey))
