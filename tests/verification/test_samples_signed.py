"""The signed documents of the real world: what is known of each, and that one changed byte is noticed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from recognition.readers.door import take
from recognition.verification.trust import Trust
from recognition.verification.verify import verify

ON = date(2026, 11, 23)


@pytest.mark.parametrize(
    "sample, level, code",
    [
        # signed with SHA-1, by the key of its own certificate: it holds, and proves no issuer
        ("elmo/dk-signed-2017.xml", "signature_valid", "weak_signature"),
        ("elmo/fi-old-ns-two-reports.gz.b64.txt", "signature_valid", "weak_signature"),
        # the value of the example of the schema, copied into other documents
        ("elmo/fi-signed-2015.xml", "broken", "bad_signature"),
        ("elmo/elmo-1.7-schema-example.xml", "broken", "bad_signature"),
        # a seal of a test authority, which nobody trusts unless told
        ("edc3/ec-participation-signed-jades.jsonld", "signature_valid", "unknown_issuer"),
        ("edci2/presentation-fi-supplement.xml", "signature_valid", "unknown_issuer"),
        # no key comes with it, and none is fetched
        ("openbadges3/1edtech-simple.jwt", "signature_present", "unknown_issuer"),
        ("openbadges3/1edtech-simple.json", "signature_present", "proof_not_checked"),
        ("elmo/fi-ncp-2020.xml", "unsigned", None),
        ("edc3/ec-microcredential-annex1.jsonld", "unsigned", None),
    ],
)
def test_signed_samples_come_out_as_they_are(shared: Path, sample: str, level: str, code: str | None) -> None:
    found = verify(take(shared / "samples" / sample), Trust(), ON)
    assert found.level == level
    assert [problem.code for problem in found.problems] == ([code] if code else [])


@pytest.mark.parametrize(
    "sample, before, after",
    [
        ("elmo/dk-signed-2017.xml", b"<value>10.000</value>", b"<value>90.000</value>"),
        ("edc3/ec-participation-signed-jades.jsonld", b"EDC Updates Webinar", b"EDC Updates webinar"),
        ("edci2/presentation-fi-supplement.xml", b"urn:verifiable:131af3e6", b"urn:verifiable:131af3e7"),
    ],
)
def test_one_changed_byte_of_a_real_document_is_noticed(
    shared: Path, sample: str, before: bytes, after: bytes
) -> None:
    data = (shared / "samples" / sample).read_bytes()
    assert before in data
    changed = data.replace(before, after, 1)
    assert sum(one != other for one, other in zip(data, changed, strict=True)) == 1
    assert verify(take(data, name="whole"), Trust(), ON).level == "signature_valid"
    assert verify(take(changed, name="changed"), Trust(), ON).level == "broken"
