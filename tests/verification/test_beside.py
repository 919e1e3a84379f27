"""Time stamps and counter-signatures: those of this signature change nothing, those of another one are noticed."""

from __future__ import annotations

import json
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from datetime import date
from hashlib import sha1, sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from joserfc import jws
from joserfc.jwk import RSAKey
from lxml import etree

from recognition.services.verifying import verify
from tests.verification.signing import CREDENTIAL, Holder, enveloped, holder, jades, trusting

ON = date(2026, 11, 23)
XADES = "http://uri.etsi.org/01903/v1.3.2#"
DS = "{http://www.w3.org/2000/09/xmldsig#}"
SCHOOL = holder()


@pytest.fixture
def trust(tmp_path: Path) -> Path:
    return trusting(tmp_path / "trust", "  - {file: school.pem, signs_for: any}\n", school_pem=SCHOOL.pem)


def seen(data: bytes, trust: Path) -> tuple[str, list[str]]:
    found = verify(data, trust=trust, on=ON)
    return found.level, [problem.code for problem in found.problems]


GOOD: tuple[str, list[str]] = ("issuer_trusted", [])
FOREIGN = ("signature_valid", ["foreign_timestamp"])


def token(stamped: str, digest: Callable[[bytes], Any] = sha256) -> dict[str, str]:
    """What stands for a time stamp: the digest amid other bytes. Nobody's signature over it is asked for."""
    return {"val": b64encode(b"\x30\x82" + digest(stamped.encode()).digest() + b"\x02\x01").decode()}


def entry(**properties: Any) -> str:
    return urlsafe_b64encode(json.dumps(properties).encode()).rstrip(b"=").decode()


def beside(make: Callable[[str, str, str], Any]) -> bytes:
    """A good JAdES document with what `make` of its three parts puts beside the signature."""
    document = json.loads(jades(SCHOOL, CREDENTIAL))
    one = document["signatures"][0] if "signatures" in document else document
    one["header"] = {"etsiU": make(one["protected"], document["payload"], one["signature"])}
    return json.dumps(document).encode()


def countersignature(content: str, by: Holder, *, attached: str = "", altered: bool = False) -> dict[str, str]:
    chain = [b64encode(by.certificate.public_bytes(Encoding.DER)).decode()]
    registry = jws.JWSRegistry(algorithms=["RS256"], strict_check_header=False)
    registry.max_header_length = 65_536
    header, key = {"alg": "RS256", "x5c": chain}, RSAKey.import_key(by.private)
    made = jws.serialize_compact(header, content, key, registry=registry)
    protected, _, signature = made.split(".")
    if altered:
        signature = ("A" if signature[0] != "A" else "B") + signature[1:]
    return {"protected": protected, "payload": attached, "signature": signature}


def test_stamps_of_this_signature_change_nothing(trust: Path) -> None:
    def make(protected: str, payload: str, signature: str) -> list[str]:
        first = entry(sigTst={"tstTokens": [token(signature)]})
        second = entry(xVals=[])
        archive = f"{payload}.{protected}.{signature}.{first}{second}"
        return [first, second, entry(arcTst={"tstContainer": {"tstTokens": [token(archive, sha1)]}})]

    assert seen(beside(make), trust) == GOOD
    assert seen(beside(lambda *_: []), trust) == GOOD


@pytest.mark.parametrize(
    "make",
    [
        lambda p, c, s: [entry(sigTst={"tstTokens": [token("another")]})],
        lambda p, c, s: [entry(sigTst={"tstTokens": [token(s), token("another")]})],
        lambda p, c, s: [entry(sigTst={"tstTokens": [token(s), token(s)]})],
        lambda p, c, s: [entry(sigTst={"tstTokens": [token(s)]}), entry(sigTst={"tstTokens": [token(s)]})],
        lambda p, c, s: [entry(sigTst={"tstTokens": []})],
        lambda p, c, s: [entry(sigTst={"tstTokens": [{"val": "é"}]})],
        lambda p, c, s: [entry(sigTst=None)],
        lambda p, c, s: [entry(arcTst={"tstTokens": [token(f"{c}.{p}.{s}")]})],
        lambda p, c, s: [entry(xVals=[]), entry(arcTst={"tstTokens": [token(f"{c}.{p}.{s}.")]})],
        lambda p, c, s: [entry(xVals=[])] * 21,
        lambda p, c, s: ["!"],
        lambda p, c, s: [7],
        lambda p, c, s: [entry(cSig="a.b")],
        lambda p, c, s: [entry(cSig=countersignature("another", SCHOOL))],
        lambda p, c, s: [entry(cSig=countersignature(s, SCHOOL, altered=True))],
        lambda p, c, s: [entry(cSig=countersignature(s, SCHOOL, attached="YW5vdGhlcg"))],
        lambda p, c, s: [entry(cSig={"protected": 7})],
    ],
)
def test_what_belongs_to_another_signature_is_noticed(make: Callable[[str, str, str], Any], trust: Path) -> None:
    assert seen(beside(make), trust) == FOREIGN


def test_a_countersignature_over_this_one_changes_nothing(trust: Path) -> None:
    assert seen(beside(lambda p, c, s: [entry(cSig=countersignature(s, SCHOOL))]), trust) == GOOD
    compact = beside(lambda p, c, s: [entry(cSig=".".join(countersignature(s, SCHOOL).values()))])
    assert seen(compact, trust) == GOOD


def test_what_stands_beside_must_be_a_list(trust: Path) -> None:
    assert seen(beside(lambda *_: {"sigTst": {}}), trust) == ("broken", ["malformed"])


def stamped(value: str | None, *, digest: Callable[[bytes], Any] = sha256) -> bytes:
    """A good XAdES document with a time stamp of its own signature value, or of another."""
    root = etree.fromstring(enveloped(SCHOOL, advanced=True))
    (signature,) = root.iter(f"{DS}SignatureValue")
    (qualifying,) = root.iter(f"{{{XADES}}}QualifyingProperties")
    written = etree.tostring(signature, method="c14n", exclusive=True, with_tail=False)
    held = digest(written if value is None else value.encode()).digest()
    below = qualifying
    for name in ("UnsignedProperties", "UnsignedSignatureProperties", "SignatureTimeStamp", "EncapsulatedTimeStamp"):
        below = etree.SubElement(below, f"{{{XADES}}}{name}")
    below.text = b64encode(b"\x30" + held + b"\x02").decode()
    return etree.tostring(root)


@pytest.mark.parametrize("digest", [sha256, sha1])
def test_a_stamp_in_xml_is_told_from_anothers(digest: Callable[[bytes], Any], trust: Path) -> None:
    assert seen(stamped(None, digest=digest), trust) == GOOD
    assert seen(stamped("another", digest=digest), trust) == FOREIGN


def test_no_stamp_makes_a_broken_signature_good(trust: Path) -> None:
    data = beside(lambda p, c, s: [entry(sigTst={"tstTokens": [token(s)]})])
    document = json.loads(data)
    document["payload"] = document["payload"].replace("BSN", "MSN")
    assert seen(json.dumps(document).encode(), trust)[0] == "broken"
