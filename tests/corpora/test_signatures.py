"""Threat V1: signatures that others forged, altered, copied, wrapped. Whoever signed is trusted here, for anybody."""

from __future__ import annotations

import base64
import json
import re
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from cryptography import x509

from recognition.foundations.codes_all import CODES
from recognition.foundations.problems import ReadError
from recognition.readers.door import take
from recognition.readers.read import read
from recognition.verification.jose import Refused, holds, split_compact
from recognition.verification.keys import from_jwk, readable
from recognition.verification.report import Verification
from recognition.verification.trust import ANY, Anchor, Trust
from recognition.verification.verify import verify

pytestmark = pytest.mark.filterwarnings("ignore")  # of the library of certificates, whose tests hold odd ones
ON = date(2024, 1, 1)
SECONDS = 2.0
SIGNED = ("signed", "issuer_confirmed")
_CERTIFICATE = re.compile(rb"MII[A-Za-z0-9+/\s=\\]{300,}={0,2}")
_PROTECTED = re.compile(rb'"protected"\s*:\s*"([A-Za-z0-9_-]+)|\A\s*([A-Za-z0-9_-]{20,})\.')


def test_wycheproof_refusals(corpora: Path) -> None:
    """All 355 are refused. Of the 46 to accept we take 26; the rest is HMAC, an empty content, or a key for another."""
    path = corpora / "wycheproof" / "testvectors_v1" / "json_web_signature_test.json"
    counted: Counter[tuple[str, bool]] = Counter()
    for group in json.loads(path.read_text("utf-8"))["testGroups"]:
        public = group.get("public")
        keys = from_jwk(public) if public is not None else []
        for case in group["tests"]:
            try:
                taken = bool(keys) and holds(split_compact(case["jws"]), keys[0])
            except Refused:
                taken = False
            counted[case["result"], taken] += 1
    assert counted == {("invalid", False): 355, ("valid", True): 26, ("valid", False): 20}


def brought(data: bytes) -> Trust:
    """A trust in whoever's certificate the document brings, so that only the signature stands between."""
    texts = [data]
    for found in _PROTECTED.finditer(data):
        part = found[1] or found[2]
        texts.append(base64.urlsafe_b64decode(part + b"=" * (-len(part) % 4)))
    anchors = []
    for text in texts:
        for found in _CERTIFICATE.finditer(text):
            written = found[0].replace(b"\\", b"").replace(b"&#13;", b"")
            try:
                certificate = readable(x509.load_der_x509_certificate(base64.b64decode(written)))
            except ValueError:
                continue
            anchors.append(Anchor(f"c{len(anchors)}", certificate=certificate, signs_for=(ANY,)))
    return Trust(tuple(anchors))


def verified(path: Path) -> Verification | str:
    """What is said of a document, or the code of its refusal; in time, with registered codes."""
    data = path.read_bytes()
    started = time.process_time()
    try:
        found = verify(take(data, name=path.name), brought(data), ON)
    except ReadError as refusal:
        return refusal.code
    assert time.process_time() - started < SECONDS, path.name
    assert all(problem.code in CODES for problem in found.problems)
    return found


def taken(paths: list[Path]) -> set[str]:
    """The names of documents that come out as signed by somebody trusted."""
    found = {path.stem: verified(path) for path in paths}
    return {name for name, what in found.items() if isinstance(what, Verification) and what.strength in SIGNED}


GOOD_JADES = {
    "double-lta-in-container", "jades-with-expiration-time-header", "jades-without-non-critical-header-in-crit",
    "jades-b-iat-and-sigt", "jades-b-no-signing-time", "jades-level-b-full-type", "jades-lta-with-etsiU-whitespaces",
    "jades-lta", "jades-with-counter-signature", "jades-with-sigAndRefsTst-with-dot",
    "jades-with-sigAndRefsTst-without-dot", "serialization-extra-element",
}  # fmt: skip
"""Nothing in these is altered, broken, copied or replaced."""


def test_jades_of_dss(corpora: Path) -> None:
    paths = sorted((corpora / "dss" / "dss-jades").rglob("*.json"))
    assert len(paths) == 63
    assert taken(paths) == GOOD_JADES


GOOD_XADES = {
    "dss-signed", "dss1770", "XAdESPublicKeyInKeyInfo", "dss1788-original", "dss1920-cert-in-certValues",
    "dss1920-cert-in-certValues-without-publicKey", "data2sign-signed-xades-enveloped-baseline-cts-lta",
    "data2sign-signed-xades-enveloped-baseline-lta", "xades-enveloped-arcTst132-no-objects", "X-B-B-basic", "X-B-B",
    "signing-cert-multiple-refs-sig", "sk-tsl", "xades-extended-xl", "TSL-CY-sign", "TSL-noID", "original",
    "xades-ocsp-not-embeds-certs",
}  # fmt: skip


def test_xades_of_dss(corpora: Path) -> None:
    """Wrapped (XSW-*), altered, fake and copied ones are not among those that are taken."""
    paths = sorted((corpora / "dss" / "dss-xades").rglob("*.xml"))
    assert len(paths) >= 240
    assert any(path.stem.startswith("XSW-") for path in paths)
    assert taken(paths) == GOOD_XADES


def test_interoperability_documents_of_signxml(corpora: Path) -> None:
    """None is a credential: they are here for crashes, and for signatures over a part or by a shared secret."""
    paths = sorted((corpora / "signxml" / "test").rglob("*.xml"))
    assert len(paths) >= 150
    for path in paths:
        found = verified(path)
        if isinstance(found, Verification) and found.strength in SIGNED:
            assert "hmac" not in path.stem.lower()
            assert found.algorithm is not None
            assert "SHA1" not in found.algorithm


def test_credentials_of_the_w3c_suite_are_read_or_refused(corpora: Path) -> None:
    paths = sorted((corpora / "vc-data-model-2.0-test-suite" / "tests" / "input").rglob("*.json"))
    assert len(paths) == 120
    for path in paths:
        found = verified(path)
        assert isinstance(found, str) or found.strength not in SIGNED, path.name
        try:
            made = read(path)
        except ReadError as refusal:
            assert refusal.code in CODES  # noqa: PT017 - the refusal is one of two good outcomes
            continue
        assert {item.strength for _, item in made.items()} <= {"document", "stated"}
