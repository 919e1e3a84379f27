"""Threats V2 to V5: whose key signs for whom, lists that cannot be relied on, what a document claims, what it costs."""

from __future__ import annotations

import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from gzip import compress
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import ECKey
from lxml import etree

from recognition.foundations.problems import ReadError
from recognition.model.dossier import Dossier
from recognition.readers.door import take
from recognition.readers.read import read
from recognition.services.loading import load_all
from recognition.services.verifying import verifier, verify
from recognition.verification.report import Verification
from tests.verification.signing import CREDENTIAL, ELMO, SCHOOL, Holder, enveloped, holder, jades, jwt, trusting

ON = date(2026, 11, 23)
SIGNED = ("signed", "issuer_confirmed")


@dataclass(frozen=True)
class School:
    """An institution with a seal and a bare key, and what the list of trust calls it."""

    name: str
    seal: Holder
    key: ECKey

    @property
    def address(self) -> str:
        return f"https://{self.host}"

    @property
    def host(self) -> str:
        return f"{self.name.split()[-1].lower()}.example"


@cache
def schools() -> tuple[School, ...]:
    names = [SCHOOL, "College of Elsewhere", "Academy of Nowhere"]
    return tuple(
        School(name, holder(name), ECKey.generate_key("P-256", {"kid": f"k{n}"})) for n, name in enumerate(names)
    )


@pytest.fixture(scope="module")
def trust(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trust")
    listed, files = "", {}
    for n, school in enumerate(schools()):
        names = json.dumps([school.name, school.address, school.host])
        listed += f"  - {{file: key{n}.json, signs_for: {names}}}\n  - {{file: seal{n}.pem, signs_for: {names}}}\n"
        files[f"key{n}_json"] = json.dumps(school.key.as_dict(private=False)).encode()
        files[f"seal{n}_pem"] = school.seal.pem
    return trusting(folder, listed, **files)


def naming(school: School, *, title: str | None = None) -> dict[str, Any]:
    return {**CREDENTIAL, "issuer": {"id": school.address, "name": title or school.name}}


def transcript(school: School, *, title: str | None = None) -> str:
    return ELMO.replace("somewhere.example", school.host).replace(SCHOOL, title or school.name)


def documents(signer: School, named: School, *, title: str | None = None) -> dict[str, bytes]:
    """What a signer can seal in the name of another, in each form of signature."""
    kid = signer.key.as_dict()["kid"]
    told = naming(named, title=title)
    return {
        "jwt": jwt(signer.key, told, {"alg": "ES256", "kid": kid}),
        "jwt, kid of the other": jwt(signer.key, told, {"alg": "ES256", "kid": named.key.as_dict()["kid"]}),
        "jwt without kid": jwt(signer.key, told, {"alg": "ES256"}),
        "jades": jades(signer.seal, told),
        "xml": enveloped(signer.seal, transcript(named, title=title)),
        "xades": enveloped(signer.seal, transcript(named, title=title), advanced=True),
    }


@pytest.mark.parametrize("named", range(3))
@pytest.mark.parametrize("signer", range(3))
def test_only_own_pairs_pass(signer: int, named: int, trust: Path) -> None:
    for form, data in documents(schools()[signer], schools()[named]).items():
        found = verify(data, trust=trust, on=ON)
        codes = [problem.code for problem in found.problems]
        if signer == named:
            assert (found.level, found.strength) == ("issuer_trusted", "signed"), form
        else:
            assert found.level == "broken", form
            assert codes in (["issuer_mismatch"], ["bad_signature"]), form


def test_one_school_may_have_keys_of_several_kinds(tmp_path: Path) -> None:
    school = schools()[0]
    listed = "".join(f"  - {{file: {name}, signs_for: {school.address}}}\n" for name in ("a.pem", "k.json"))
    key = json.dumps(school.key.as_dict(private=False)).encode()
    folder = trusting(tmp_path / "t", listed, a_pem=school.seal.pem, k_json=key)
    assert verify(documents(school, school)["jwt without kid"], trust=folder, on=ON).level == "issuer_trusted"


@pytest.mark.parametrize("bound", [True, False])
def test_the_signers_own_address_does_not_lend_it_anothers_name(bound: bool, tmp_path: Path) -> None:
    """People read the title: an issuer called by the signer's address and by another's title is not the signer's."""
    signer, other = schools()[:2]
    listed = f"  - {{file: a.pem, signs_for: {json.dumps([signer.host, signer.address])}}}\n" if bound else ""
    listed += f"  - {{file: b.pem, signs_for: {json.dumps(other.name)}}}\n"
    folder = trusting(tmp_path / "t", listed, a_pem=signer.seal.pem, b_pem=other.seal.pem)
    honest = verify(documents(signer, signer)["xml"], trust=folder, on=ON)
    assert honest.level == "issuer_trusted"
    for form in ("xml", "xades", "jades"):
        found = verify(documents(signer, signer, title=other.name)[form], trust=folder, on=ON)
        assert found.strength not in SIGNED, form
        assert "issuer_mismatch" in [problem.code for problem in found.problems], form


def test_two_keys_of_one_school_do_not_stand_against_each_other(tmp_path: Path) -> None:
    school, other = schools()[:2]
    listed = f"  - {{file: a.pem, signs_for: {json.dumps([school.name, school.host])}}}\n"
    listed += f"  - {{file: b.pem, signs_for: {json.dumps([school.name, school.address])}}}\n"
    folder = trusting(tmp_path / "t", listed, a_pem=school.seal.pem, b_pem=other.seal.pem)
    assert verify(documents(school, school)["jades"], trust=folder, on=ON).level == "issuer_trusted"


def test_an_issuer_inside_another_is_not_the_same(trust: Path) -> None:
    signer = schools()[0]
    inner = f"<issuer><identifier>{signer.host}</identifier></issuer>"
    text = transcript(schools()[1]).replace("</issuer>", f"{inner}</issuer>", 1)
    assert verify(enveloped(signer.seal, text), trust=trust, on=ON).level == "broken"


# V4: lists of withdrawal.

ADDRESS = "https://somewhere.example/status/1"


def bits(number: int = 16_384, withdrawn: int | None = None) -> str:
    held = bytearray(number)
    if withdrawn is not None:
        held[withdrawn // 8] = 128 >> withdrawn % 8
    return "u" + urlsafe_b64encode(compress(bytes(held))).rstrip(b"=").decode()


def status_list(encoded: object, **changes: Any) -> dict[str, Any]:
    subject = {"type": "BitstringStatusList", "statusPurpose": "revocation", "encodedList": encoded}
    return {"id": ADDRESS, "issuer": "https://somewhere.example", "credentialSubject": subject, **changes}


def entry(**changes: Any) -> dict[str, Any]:
    return {
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "7",
        "statusListCredential": ADDRESS,
        **changes,
    }


def stated(listed: dict[str, Any] | bytes, held: object, folder: Path, on: date = ON) -> Verification:
    """What is said of a good credential whose status the list tells; the list is signed by its issuer unless bytes."""
    school = schools()[0]
    header = {"alg": "ES256", "kid": "k0"}
    folder = trusting(
        folder,
        f"  - {{file: key.json, signs_for: {school.address}}}\n",
        key_json=json.dumps(school.key.as_dict(private=False)).encode(),
        list_jws=listed if isinstance(listed, bytes) else jwt(school.key, listed, header),
    )
    payload = {**naming(school), "credentialStatus": held, "validUntil": "2030-06-01T00:00:00Z"}
    return verify(jwt(school.key, payload, header), trust=folder, on=on)


def forged() -> bytes:
    return jwt(schools()[1].key, status_list(bits()), {"alg": "ES256", "kid": "k0"})


UNRELIABLE = {
    "no copy": (status_list(bits(), id="https://somewhere.example/status/2"), entry()),
    "signed by another": (forged(), entry()),
    "expired list": (status_list(bits(), validUntil="2026-11-22T00:00:00Z"), entry()),
    "list of tomorrow": (status_list(bits(), validFrom="2026-11-24T00:00:00Z"), entry()),
    "issuer unnamed": ({k: v for k, v in status_list(bits()).items() if k != "issuer"}, entry()),
    "index beyond the end": (status_list(bits(1)), entry(statusListIndex="8")),
    "index negative": (status_list(bits()), entry(statusListIndex=-1)),
    "index of other digits": (status_list(bits()), entry(statusListIndex="٧")),
    "index too long": (status_list(bits()), entry(statusListIndex="7" * 400)),
    "index no number": (status_list(bits()), entry(statusListIndex=None)),
    "other purpose": (status_list(bits()), entry(statusPurpose="suspension")),
    "no list in it": (status_list(None), entry()),
    "damaged list": (status_list(bits()[:-9]), entry()),
    "no base64": (status_list("é"), entry()),
    "list that unpacks to too much": (status_list(bits(1_000_001)), entry()),
    "unknown kind": (status_list(bits()), entry(type="RevocationList2020Status")),
    "no address": (status_list(bits()), entry(statusListCredential=None)),
    "one of two is open": (status_list(bits()), [entry(), entry(statusListCredential="https://elsewhere.example")]),
    "too many lists": (status_list(bits()), [entry() for _ in range(9)]),
}


@pytest.mark.parametrize("case", UNRELIABLE)
def test_what_cannot_be_relied_on_never_says_not_revoked(case: str, tmp_path: Path) -> None:
    listed, held = UNRELIABLE[case]
    found = stated(listed, held, tmp_path / "t")
    assert found.answer("not_revoked").reply == "unchecked"
    assert (found.level, found.answer("not_revoked").code) == ("issuer_trusted", "status_unknown")


def test_a_good_list_says_so_until_its_last_day(tmp_path: Path) -> None:
    listed = status_list(bits(), validUntil="2030-06-01T00:00:00Z")
    assert stated(listed, entry(), tmp_path / "a").level == "not_revoked"
    assert stated(listed, entry(), tmp_path / "b", date(2030, 6, 1)).level == "not_revoked"
    late = stated(listed, entry(), tmp_path / "c", date(2030, 6, 2))
    assert (late.level, late.answer("not_revoked").reply) == ("signature_valid", "unchecked")
    assert late.answer("not_expired").reply == "no"


@pytest.mark.parametrize("purpose, word", [("revocation", "revoked"), ("suspension", "suspended")])
def test_the_withdrawn_one_is_told(purpose: str, word: str, tmp_path: Path) -> None:
    listed = status_list(bits(withdrawn=7))
    listed["credentialSubject"]["statusPurpose"] = purpose
    found = stated(listed, entry(statusPurpose=purpose), tmp_path / "t")
    assert (found.level, found.strength, found.answer("not_revoked").code) == ("revoked", "broken", "revoked")
    assert word in found.answer("not_revoked").sentence
    open_ = entry(statusListCredential="https://elsewhere.example")
    both = stated(listed, [open_, entry(statusPurpose=purpose)], tmp_path / "v")
    assert both.level == "revoked"
    beside = stated(listed, entry(statusPurpose=purpose, statusListIndex=6), tmp_path / "u")
    assert beside.answer("not_revoked").reply != "no"


# V5: what a document says of its own trust.

CLAIMS: dict[str, Any] = {
    "strength": "issuer_confirmed",
    "trusted": True,
    "verified": True,
    "verification": {"level": "not_revoked", "issuer_trusted": "yes"},
    "k7y_5nd": True,
    "level": "issuer_trusted",
}


def strengths(dossier: Dossier) -> set[str]:
    return {item.strength for _, item in dossier.items()}


def objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for below in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(below)


def test_a_document_cannot_say_that_it_is_trusted() -> None:
    from tests.fuzz.documents import SAMPLES, look_alikes, samples_in

    tried = 0
    for sample in [*samples_in(SAMPLES), *look_alikes()]:
        try:
            plainly = read(sample.data, name=sample.name)
            tree: Any = json.loads(sample.data)
        except (ReadError, ValueError):
            continue
        for one in list(objects(tree)):
            one.update({key: value for key, value in CLAIMS.items() if key not in one})
        try:
            claiming = load_all([json.dumps(tree).encode()], subject="person", verifier=verifier(None, ON))
        except ReadError:
            continue
        assert strengths(claiming) <= strengths(plainly) | {"stated"}, sample.name
        tried += 1
    assert tried >= 10


@pytest.mark.parametrize("name", ["engine_keys", "evidence_forged"])
def test_hostile_claims_reach_nothing(name: str, shared: Path) -> None:
    data = (shared / "hostile" / "json" / f"{name}.json").read_bytes()
    found = verify(data, on=ON)
    assert (found.level, found.strength) == ("unsigned", None)
    with pytest.raises(ReadError):
        read(take(data))


def test_an_own_dossier_is_not_taken_at_its_word() -> None:
    text = "schema: dossier/1\nsubject: person\nqualifications:\n- {title: Nurse, strength: issuer_confirmed}\n"
    for data in (text.encode(), json.dumps({**_dossier("issuer_confirmed")}).encode()):
        found = load_all([data], subject="person", verifier=verifier(None, ON))
        assert strengths(found).isdisjoint(SIGNED)


def _dossier(strength: str) -> dict[str, Any]:
    return {"schema": "dossier/1", "subject": "person", "qualifications": [{"title": "Nurse", "strength": strength}]}


# What an attacker may spend of our time: everything here is read before anybody is trusted.

SECONDS = 5.0  # of the processor; each took minutes, or grows as the square of the document, where nothing bounds it


def spent(data: bytes) -> float:
    started = time.process_time()
    verify(data, on=ON)
    return time.process_time() - started


@pytest.mark.parametrize("depth", [1, 95])
def test_many_issuers_inside_each_other_cost_little(depth: int) -> None:
    names = b"<title>ab</title>" * 30_000
    assert spent(b"<elmo>" + b"<issuer>" * depth + names + b"</issuer>" * depth + b"</elmo>") < SECONDS


def test_many_references_cost_little() -> None:
    root = etree.fromstring(enveloped(schools()[0].seal))
    (info,) = root.iter("{http://www.w3.org/2000/09/xmldsig#}SignedInfo")
    reference = etree.tostring(info[-1], with_tail=False)
    info.extend(etree.fromstring(reference) for _ in range(3_000))
    assert spent(etree.tostring(root)) < SECONDS


def test_many_lists_of_status_cost_little(tmp_path: Path) -> None:
    started = time.process_time()
    found = stated(status_list(bits()), [entry(statusListIndex=n) for n in range(5_000)], tmp_path / "t")
    assert found.answer("not_revoked").code == "status_unknown"
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_the_ends_of_the_calendar_are_no_crash(moment: str) -> None:
    school = schools()[0]
    for claims in ({"validFrom": moment}, {"validUntil": moment}):
        found = verify(jades(school.seal, {**naming(school), **claims}, at=moment), on=ON)
        assert found.strength is None
