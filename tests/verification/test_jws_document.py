"""Signed JSON, made for the test: JWT with a key, JAdES with a certificate."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from datetime import date
from gzip import compress
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import ECKey, RSAKey

from recognition.foundations.problems import MisuseError
from recognition.services.verifying import verify
from recognition.verification.report import Verification
from tests.verification.signing import CREDENTIAL, SCHOOL, Holder, holder, jades, jwt, trusting

ON = date(2026, 11, 23)
ISSUER = "https://somewhere.example"
BOUND = f"  - {{file: key.json, signs_for: '{ISSUER}'}}\n"


@pytest.fixture(scope="module")
def key() -> ECKey:
    return ECKey.generate_key("P-256", {"kid": "k1", "use": "sig", "alg": "ES256"})


@pytest.fixture(scope="module")
def school() -> Holder:
    return holder()


@pytest.fixture
def trust(key: ECKey, tmp_path: Path) -> Path:
    return trusting(tmp_path / "trust", BOUND, key_json=json.dumps(key.as_dict(private=False)).encode())


def codes(found: Verification) -> list[str]:
    return [problem.code for problem in found.problems]


def test_a_jwt_of_a_trusted_key_is_signed(key: ECKey, trust: Path) -> None:
    found = verify(jwt(key, CREDENTIAL, {"alg": "ES256", "kid": "k1", "typ": "vc+jwt"}), trust=trust, on=ON)
    assert (found.level, found.strength, codes(found)) == ("issuer_trusted", "signed", [])


def test_the_older_claim_form_is_read_too(key: ECKey, trust: Path) -> None:
    payload = {"iss": ISSUER, "nbf": 1_700_000_000, "vc": CREDENTIAL}
    data = jwt(key, payload, {"alg": "ES256", "typ": "JWT", "kid": "k1"})
    assert verify(data, trust=trust, on=ON).level == "issuer_trusted"
    data = jwt(key, {**payload, "exp": 1_750_000_000}, {"alg": "ES256", "kid": "k1"})
    assert codes(verify(data, trust=trust, on=ON)) == ["expired"]
    data = jwt(key, {**payload, "iss": "https://other.example"}, {"alg": "ES256", "kid": "k1"})
    found = verify(data, trust=trust, on=ON)
    assert (found.level, codes(found)) == ("broken", ["issuer_mismatch"])


def test_every_changed_character_is_noticed(key: ECKey, trust: Path) -> None:
    data = jwt(key, CREDENTIAL, {"alg": "ES256", "kid": "k1"}).decode()
    swapped = {"A": "B"}
    for place in range(data.index("."), len(data), 7):
        if data[place] == ".":
            continue
        changed = data[:place] + swapped.get(data[place], "A") + data[place + 1 :]
        assert verify(changed.encode(), trust=trust, on=ON).level == "broken", place


def test_a_key_without_a_name_is_the_issuers_or_the_document_is_broken(key: ECKey, trust: Path) -> None:
    other = ECKey.generate_key("P-256")
    assert verify(jwt(key, CREDENTIAL, {"alg": "ES256"}), trust=trust, on=ON).level == "issuer_trusted"
    assert codes(verify(jwt(other, CREDENTIAL, {"alg": "ES256"}), trust=trust, on=ON)) == ["bad_signature"]
    stranger = {**CREDENTIAL, "issuer": "https://stranger.example"}
    assert codes(verify(jwt(other, stranger, {"alg": "ES256"}), trust=trust, on=ON)) == ["unknown_issuer"]


def test_a_key_that_the_list_does_not_bind_signs_for_nobody(key: ECKey, tmp_path: Path) -> None:
    folder = trusting(tmp_path / "t", key_json=json.dumps(key.as_dict(private=False)).encode())
    found = verify(jwt(key, CREDENTIAL, {"alg": "ES256", "kid": "k1"}), trust=folder, on=ON)
    assert (found.level, codes(found)) == ("signature_valid", ["key_without_issuer"])


def test_a_pem_key_can_be_trusted(key: ECKey, tmp_path: Path) -> None:
    listed = f"  - {{file: key.pem, signs_for: {ISSUER}}}\n"
    folder = trusting(tmp_path / "t", listed, key_pem=key.as_pem(private=False))
    assert verify(jwt(key, CREDENTIAL, {"alg": "ES256"}), trust=folder, on=ON).level == "issuer_trusted"


def test_a_presentation_counts_by_the_credential_inside(key: ECKey, trust: Path) -> None:
    inner = jwt(key, CREDENTIAL, {"alg": "ES256", "kid": "k1"}).decode()
    wallet = ECKey.generate_key("P-256")
    outer = jwt(wallet, {"vp": {"verifiableCredential": [inner]}}, {"alg": "ES256", "typ": "JWT"})
    assert verify(outer, trust=trust, on=ON).level == "issuer_trusted"
    enveloped = {"type": "EnvelopedVerifiableCredential", "id": f"data:application/vc+jwt,{inner}"}
    assert verify(json.dumps(enveloped).encode(), trust=trust, on=ON).level == "issuer_trusted"


def test_jades_is_trusted_by_its_certificate(school: Holder, tmp_path: Path) -> None:
    data = jades(school, CREDENTIAL)
    assert codes(verify(data, on=ON)) == ["unknown_issuer"]
    found = verify(data, trust=trusting(tmp_path / "t", school_pem=school.pem), on=ON)
    assert (found.form, found.level, found.signer) == ("JAdES", "issuer_trusted", f"'{SCHOOL}'")
    changed = data.replace(b"BSN", b"MSN")
    assert changed != data
    assert codes(verify(changed, trust=tmp_path / "t", on=ON)) == ["bad_signature"]


def test_a_time_before_the_certificate_is_no_day_of_signing(school: Holder, tmp_path: Path) -> None:
    trust = trusting(tmp_path / "t", school_pem=school.pem)
    early = jades(school, CREDENTIAL, at="2020-06-02T10:00:00Z")
    assert codes(verify(early, trust=trust, on=ON)) == ["certificate_expired"]


def test_a_public_key_is_never_a_shared_secret(school: Holder, tmp_path: Path) -> None:
    """The classic confusion: HS256 with the public key of the issuer as its secret."""
    header = urlsafe_b64encode(b'{"alg":"HS256","kid":"k1"}').rstrip(b"=")
    body = urlsafe_b64encode(json.dumps(CREDENTIAL).encode()).rstrip(b"=")
    found = verify(header + b"." + body + b".AAAA", trust=trusting(tmp_path / "t", school_pem=school.pem), on=ON)
    assert (found.level, codes(found)) == ("broken", ["algorithm_forbidden"])


def test_the_algorithm_is_the_keys_own(key: ECKey, trust: Path) -> None:
    rsa = RSAKey.generate_key(2048)
    data = jwt(rsa, CREDENTIAL, {"alg": "RS256", "kid": "k1"})
    assert codes(verify(data, trust=trust, on=ON)) == ["algorithm_forbidden"]


@pytest.mark.parametrize(
    "name, content",
    [
        ("secret.json", b'{"kty": "oct", "k": "c2VjcmV0"}'),
        ("list.json", b'{"keys": ["no key"]}'),
        ("notes.bin", b"hello"),
        ("cut.pem", b"-----BEGIN CERTIFICATE"),
    ],
)
def test_a_folder_of_other_things_is_said(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(MisuseError, match="trust_unreadable"):
        verify(b"{}", trust=tmp_path, on=ON)


def test_a_private_key_is_refused(school: Holder, tmp_path: Path) -> None:
    with pytest.raises(MisuseError, match="private key"):
        verify(b"{}", trust=trusting(tmp_path / "t", school_pem=school.private), on=ON)


def test_a_slip_in_the_list_of_trust_is_said(tmp_path: Path, school: Holder) -> None:
    folder = trusting(tmp_path / "t", "  - {file: shool.pem, signs_for: any}\n", school_pem=school.pem)
    with pytest.raises(MisuseError, match=r"did you mean 'school\.pem'"):
        verify(b"{}", trust=folder, on=ON)


def test_an_unreadable_day_of_validity_is_never_a_yes(key: ECKey, trust: Path) -> None:
    payload: dict[str, Any] = {**CREDENTIAL, "validUntil": "some day"}
    found = verify(jwt(key, payload, {"alg": "ES256", "kid": "k1"}), trust=trust, on=ON)
    assert (found.level, codes(found)) == ("signature_valid", ["validity_unreadable"])


def test_a_data_integrity_proof_is_left_open() -> None:
    found = verify(json.dumps({**CREDENTIAL, "proof": {"type": "DataIntegrityProof"}}).encode(), on=ON)
    assert (found.level, found.strength, codes(found)) == ("signature_present", None, ["proof_not_checked"])
    assert found.answer("not_expired").reply == "unchecked"  # nobody is shown to have said how long it counts


@pytest.mark.parametrize("proof, level", [({}, "unsigned"), ({"proof": {"type": "X"}}, "signature_present")])
def test_an_end_that_has_come_is_said_though_nothing_was_verified(proof: dict[str, Any], level: str) -> None:
    ended = {**CREDENTIAL, "validUntil": "2025-01-01T00:00:00Z", **proof}
    found = verify(json.dumps(ended).encode(), on=ON)
    assert (found.level, codes(found)[-1], found.answer("not_expired").reply) == (level, "expired", "no")


@pytest.mark.parametrize("lister, reply", [(ISSUER, "no"), ("https://other.example", "unchecked")])
def test_only_the_issuers_own_list_withdraws(key: ECKey, tmp_path: Path, lister: str, reply: str) -> None:
    bits = urlsafe_b64encode(compress(b"\xff" * 16_384)).rstrip(b"=").decode()
    subject = {"type": "BitstringStatusList", "statusPurpose": "revocation", "encodedList": f"u{bits}"}
    status = {"id": f"{ISSUER}/status/1", "issuer": lister, "credentialSubject": subject}
    other = ECKey.generate_key("P-256", {"kid": "k2"})
    maker = key if lister == ISSUER else other
    folder = trusting(
        tmp_path / "t",
        BOUND + "  - {file: other.json, signs_for: https://other.example}\n",
        key_json=json.dumps(key.as_dict(private=False)).encode(),
        other_json=json.dumps(other.as_dict(private=False)).encode(),
        list_jws=jwt(maker, status, {"alg": "ES256", "kid": maker.as_dict()["kid"]}),
    )
    entry = {
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "7",
        "statusListCredential": f"{ISSUER}/status/1",
    }
    data = jwt(key, {**CREDENTIAL, "credentialStatus": entry}, {"alg": "ES256", "kid": "k1"})
    assert verify(data, trust=folder, on=ON).answer("not_revoked").reply == reply
