"""Keys, certificates and real signatures, made anew in each run."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joserfc import jws
from joserfc.jwk import ECKey, RSAKey
from lxml import etree
from signxml.algorithms import DigestAlgorithm
from signxml.signer import XMLSigner
from signxml.xades.xades import XAdESSigner

SCHOOL = "University of Somewhere"
ELMO = f"""<?xml version="1.0" encoding="UTF-8"?>
<elmo xmlns="https://github.com/emrex-eu/elmo-schemas/tree/v1">
 <generatedDate>2024-06-01T10:00:00Z</generatedDate>
 <learner><givenNames>Ana</givenNames><familyName>Example</familyName><bday>1990-05-01</bday></learner>
 <report>
  <issuer><country>FI</country><identifier type="schac">somewhere.example</identifier>
   <title xml:lang="en">{SCHOOL}</title></issuer>
  <learningOpportunitySpecification>
   <identifier type="local">BSN</identifier><title xml:lang="en">Bachelor of Nursing</title>
   <type>Degree Programme</type>
   <specifies><learningOpportunityInstance>
    <start>2019-09-01</start><date>2023-06-30</date><status>passed</status>
    <credit><scheme>ECTS</scheme><value>210</value></credit>
   </learningOpportunityInstance></specifies>
  </learningOpportunitySpecification>
  <issueDate>2024-06-01T10:00:00Z</issueDate>
 </report>
</elmo>"""
CREDENTIAL: dict[str, Any] = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "type": ["VerifiableCredential"],
    "issuer": {"id": "https://somewhere.example", "name": SCHOOL},
    "validFrom": "2024-06-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:ana", "achievement": "BSN"},
}
START, END = datetime(2024, 1, 1, tzinfo=UTC), datetime(2034, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Holder:
    """A private key with its certificate."""

    key: rsa.RSAPrivateKey
    certificate: x509.Certificate

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def private(self) -> bytes:
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def holder(
    organisation: str = SCHOOL, by: Holder | None = None, *, ca: bool = False, bits: int = 2048, end: datetime = END
) -> Holder:
    """A certificate of `organisation`, by itself or by an authority."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=bits)
    name = x509.Name([x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, organisation)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(by.certificate.subject if by is not None else name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(START)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(_usage(ca), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    maker = by.key if by is not None else key
    builder = builder.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(maker.public_key()), critical=False
    )
    return Holder(key, builder.sign(maker, hashes.SHA256()))


def _usage(ca: bool) -> x509.KeyUsage:
    seal = not ca
    return x509.KeyUsage(seal, seal, False, False, False, ca, ca, False, False)


def enveloped(signer: Holder, text: str = ELMO, *, advanced: bool = False) -> bytes:
    """The document with a signature inside over all of it: XML-DSig, or XAdES."""
    root = etree.fromstring(text.encode())
    kind = XAdESSigner if advanced else XMLSigner
    chosen: Any = kind(digest_algorithm=DigestAlgorithm.SHA256)
    signed = chosen.sign(root, key=signer.private, cert=signer.pem.decode())
    return etree.tostring(signed)


def jwt(key: ECKey | RSAKey, payload: dict[str, Any], header: dict[str, Any]) -> bytes:
    """A credential as JWT."""
    registry = jws.JWSRegistry(algorithms=["ES256", "RS256"], strict_check_header=False)
    registry.max_header_length = 65_536
    return jws.serialize_compact(header, json.dumps(payload), key, registry=registry).encode()


def jades(signer: Holder, payload: dict[str, Any], at: str = "2024-06-02T10:00:00Z") -> bytes:
    """A credential as the European Commission seals it: content as text, the certificate in the header."""
    chain = [b64encode(signer.certificate.public_bytes(Encoding.DER)).decode()]
    header = {"alg": "RS256", "typ": "jose+json", "x5c": chain, "sigT": at, "b64": False, "crit": ["b64", "sigT"]}
    names = {"sigT": jws.default_registry.header_registry["typ"]}
    registry = jws.JWSRegistry(header_registry=names, algorithms=["RS256"], strict_check_header=False)
    registry.max_header_length = 65_536
    member: Any = {"protected": header}
    made = jws.serialize_json([member], json.dumps(payload), RSAKey.import_key(signer.private), registry=registry)
    return json.dumps(made).encode()


def trusting(folder: Path, listed: str | None = None, **files: bytes) -> Path:
    """A folder of trust; `listed` is its trust.yaml, a name with an underscore stands for one with a dot."""
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        (folder / name.replace("_", ".")).write_bytes(data)
    if listed is not None:
        (folder / "trust.yaml").write_text(f"schema: trust/1\nsigners:\n{listed}", encoding="utf-8")
    return folder
