"""Credentials come signed, presented or wrapped; what is inside is read, and what was around it is said."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from typing import Any

import pytest

from recognition.foundations.problems import InvalidDocument, ReadError
from recognition.readers.door import kind_of, take
from recognition.readers.tree import plain
from recognition.readers.vc_envelope import envelope_of, is_compact, parse_credential_json

CREDENTIAL = {"type": ["VerifiableCredential"], "credentialSubject": {"id": "did:example:1"}}


def packed(value: Any) -> str:
    return urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def jwt(claims: Any, signature: str = "c2ln") -> str:
    return f"{packed({'alg': 'ES256'})}.{packed(claims)}.{signature}"


def opened(value: Any) -> Any:
    text = value if isinstance(value, str) else json.dumps(value)
    incoming = take(text.encode())
    assert kind_of(incoming) == "json"
    return parse_credential_json(incoming)


WRAPPED: list[tuple[Any, str, tuple[str, ...], int]] = [
    (CREDENTIAL, "", (), 0),
    ({"credential": CREDENTIAL, "deliveryDetails": {}}, "/credential", ("wrapper",), 0),
    ({"payload": json.dumps(CREDENTIAL), "signatures": [{}, {}]}, "/payload", ("JAdES",), 2),
    ({"payload": packed(CREDENTIAL), "protected": "e30", "signature": "c2ln"}, "/payload", ("JAdES",), 1),
    (jwt({"iss": "did:example:2", "vc": CREDENTIAL}), "/vc", ("JWS", "VC-JWT"), 1),
    (jwt(CREDENTIAL) + "\n", "", ("JWS",), 1),
    (jwt(CREDENTIAL, ""), "", ("JWS",), 0),
    ({"vp": 1, "verifiableCredential": [CREDENTIAL]}, "/verifiableCredential/0", ("presentation",), 0),
    ({"verifiableCredential": [jwt({"vc": CREDENTIAL})]}, "/verifiableCredential/0/vc",
     ("presentation", "JWS", "VC-JWT"), 1),
    (jwt({"vp": {"verifiableCredential": jwt(CREDENTIAL)}}), "/vp/verifiableCredential",
     ("JWS", "VP-JWT", "presentation", "JWS"), 2),
    ({"verifiableCredential": [{"type": "EnvelopedVerifiableCredential",
                                "id": f"data:application/vc+jwt,{jwt(CREDENTIAL)}"}]},
     "/verifiableCredential/0/id", ("presentation", "enveloped credential", "JWS"), 1),
]  # fmt: skip


@pytest.mark.parametrize("value, path, layers, signatures", WRAPPED)
def test_what_is_inside_is_the_credential(value: Any, path: str, layers: tuple[str, ...], signatures: int) -> None:
    root = opened(value)
    assert plain(root) == CREDENTIAL
    envelope = envelope_of(root)
    assert (envelope.path, envelope.layers, envelope.signatures) == (path, layers, signatures)


def test_registered_claims_are_kept() -> None:
    claims = envelope_of(opened(jwt({"iss": "did:example:2", "exp": 4, "other": 1, "vc": CREDENTIAL}))).claims
    assert claims is not None
    assert {key: node.value for key, node in claims.items()} == {"iss": "did:example:2", "exp": 4}


def test_lines_of_a_payload_are_those_of_the_document() -> None:
    text = '{"signatures": [],\n "payload": ' + json.dumps(json.dumps(CREDENTIAL, indent=2)) + "}"
    root = opened(text)
    assert isinstance(root.value, dict)
    assert root.value["credentialSubject"].line == 2


@pytest.mark.parametrize(
    "value, code",
    [
        ({"payload": "{", "signatures": []}, "not_well_formed"),
        ({"payload": "%%", "signatures": []}, "payload_unreadable"),
        ({"payload": "____", "signatures": []}, "payload_unreadable"),
        ({"payload": 5, "signatures": []}, "payload_unreadable"),
        ({"verifiableCredential": [CREDENTIAL, CREDENTIAL]}, "several_subjects"),
        (f"{packed({'alg': 'x'})}.AAAA.", "not_well_formed"),
    ],
)
def test_an_unreadable_payload_is_refused_with_its_place(value: Any, code: str) -> None:
    with pytest.raises(ReadError) as refused:
        opened(value)
    assert refused.value.code == code
    assert refused.value.problems[0].place.line == 1


def test_layers_end() -> None:
    value: Any = CREDENTIAL
    for _ in range(20):
        value = {"credential": value}
    assert len(envelope_of(opened(value)).layers) == 6


def test_two_of_three_parts_are_no_token() -> None:
    assert not is_compact("eyJhIjoxfQ.e30")
    with pytest.raises(InvalidDocument):
        opened({"payload": "[1]", "signature": ""})
