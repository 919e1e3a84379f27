"""XML signatures, made for the test: who is trusted, what is noticed, what is refused."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from recognition.services.verifying import verify
from recognition.verification.certificates import load_all
from recognition.verification.report import Verification
from tests.readers.test_edci import page
from tests.verification.signing import ELMO, SCHOOL, Holder, enveloped, holder, trusting

ON = date(2026, 11, 23)


@pytest.fixture(scope="module")
def authority() -> Holder:
    return holder("Authority of Nowhere", ca=True)


@pytest.fixture(scope="module")
def school(authority: Holder) -> Holder:
    return holder(by=authority)


@pytest.fixture(scope="module")
def signed(school: Holder) -> bytes:
    return enveloped(school)


@pytest.fixture
def trust(authority: Holder, tmp_path: Path) -> Path:
    return trusting(tmp_path / "trust", authority_pem=authority.pem)


def codes(found: Verification) -> list[str]:
    return [problem.code for problem in found.problems]


def test_a_chain_to_a_trusted_authority_makes_it_signed(signed: bytes, trust: Path) -> None:
    found = verify(signed, trust=trust, on=ON)
    assert (found.level, found.strength, codes(found)) == ("issuer_trusted", "signed", [])
    assert found.answer("not_revoked").reply == "unchecked"


def test_xades_is_verified_too(school: Holder, trust: Path) -> None:
    found = verify(enveloped(school, advanced=True), trust=trust, on=ON)
    assert (found.form, found.level) == ("XAdES", "issuer_trusted")


def test_a_changed_signed_property_of_xades_is_noticed(school: Holder, trust: Path) -> None:
    data = enveloped(school, advanced=True)
    start = data.index(b"SigningTime>") + len(b"SigningTime>")
    changed = data[:start] + b"1999" + data[start + 4 :]
    assert verify(changed, trust=trust, on=ON).level == "broken"


def test_without_trust_a_good_signature_proves_no_issuer(signed: bytes) -> None:
    found = verify(signed, on=ON)
    assert (found.level, found.strength, codes(found)) == ("signature_valid", None, ["unknown_issuer"])


def test_every_changed_byte_of_the_content_is_noticed(signed: bytes, trust: Path) -> None:
    for before, after in ((b">210<", b">240<"), (b"passed", b"Passed"), (b"Ana", b"Ann"), (b'"BSN"', b'"BSM"')):
        changed = signed.replace(before, after, 1)
        found = verify(changed, trust=trust, on=ON)
        if before in signed:
            assert (found.level, codes(found)) == ("broken", ["bad_signature"])


def test_a_signed_document_in_a_forged_root_is_refused(signed: bytes, trust: Path) -> None:
    """Wrapping: the signature inside is good, and what is read is what stands around it."""
    inner = signed.decode().partition("?>")[2] if signed.startswith(b"<?xml") else signed.decode()
    forged = ELMO.replace("210", "300").replace("</elmo>", f"<extension>{inner}</extension></elmo>")
    assert verify(forged.encode(), trust=trust, on=ON).level == "broken"


def test_a_signature_over_a_part_is_refused_though_it_holds(school: Holder, trust: Path) -> None:
    root = etree.fromstring(enveloped(school, ELMO.replace("<elmo ", '<elmo Id="all" ')))
    reference = root.find(".//{*}Reference")
    assert reference is not None
    wrapper = etree.fromstring(b"<response/>")
    wrapper.append(root)
    found = verify(etree.tostring(wrapper), trust=trust, on=ON)
    assert found.level == "broken"
    reference.set("URI", "#all")
    found = verify(etree.tostring(wrapper), trust=trust, on=ON)
    assert (found.level, codes(found)) == ("broken", ["signature_covers_part"])


def test_content_hidden_inside_the_signature_is_refused(signed: bytes, trust: Path) -> None:
    hidden = b"<ds:Object><report xmlns='https://github.com/emrex-eu/elmo-schemas/tree/v1'/></ds:Object></ds:Signature>"
    changed = signed.replace(b"</ds:Signature>", hidden)
    assert changed != signed
    assert codes(verify(changed, trust=trust, on=ON)) == ["signature_covers_part"]


def test_two_signatures_are_left_open(signed: bytes, trust: Path) -> None:
    start, end = signed.index(b"<ds:Signature "), signed.index(b"</ds:Signature>") + len(b"</ds:Signature>")
    doubled = signed[:end] + signed[start:end] + signed[end:]
    found = verify(doubled, trust=trust, on=ON)
    assert (found.level, found.strength, codes(found)) == ("signature_present", None, ["several_signatures"])


def test_a_trusted_authority_does_not_let_one_school_sign_for_another(authority: Holder, trust: Path) -> None:
    found = verify(enveloped(holder("Another School", by=authority)), trust=trust, on=ON)
    assert (found.level, found.strength, codes(found)) == ("signature_valid", None, ["issuer_mismatch"])


def test_a_signer_bound_to_another_issuer_is_a_forger(school: Holder, signed: bytes, tmp_path: Path) -> None:
    listed = "  - {file: school.pem, signs_for: Another School}\n"
    trust = trusting(tmp_path / "t", listed, school_pem=school.pem)
    assert verify(signed, trust=trust, on=ON).level == "broken"


@pytest.mark.parametrize("whom", [SCHOOL, "somewhere.example", "any"])
def test_the_list_of_trust_says_for_whom_somebody_signs(tmp_path: Path, whom: str) -> None:
    contact = holder("National Contact Point")
    listed = f"  - {{file: contact.pem, signs_for: ['{whom}'], from: 2024-01-01, until: 2026-12-31}}\n"
    trust = trusting(tmp_path / "t", listed, contact_pem=contact.pem)
    data = enveloped(contact)
    assert verify(data, trust=trust, on=ON).level == "issuer_trusted"
    assert verify(data, trust=trust, on=date(2027, 1, 1)).level == "signature_valid"


def test_a_certificate_counts_on_its_own_days(authority: Holder, trust: Path) -> None:
    short = holder(by=authority, end=datetime(2025, 1, 1, tzinfo=UTC))
    found = verify(enveloped(short), trust=trust, on=ON)
    assert (found.level, codes(found)) == ("signature_valid", ["certificate_expired"])


def test_a_short_key_proves_no_issuer(tmp_path: Path) -> None:
    weak = holder(bits=1024)
    found = verify(enveloped(weak), trust=trusting(tmp_path / "t", weak_pem=weak.pem), on=ON)
    assert (found.level, codes(found)) == ("signature_valid", ["weak_signature"])


def test_a_foreign_authority_of_the_same_name_leads_nowhere(trust: Path) -> None:
    foreign = holder(by=holder("Authority of Nowhere", ca=True))
    found = verify(enveloped(foreign), trust=trust, on=ON)
    assert (found.level, codes(found)) == ("signature_valid", ["unknown_issuer"])


def test_a_certificate_of_an_unknown_kind_of_key_is_no_crash(school: Holder) -> None:
    """The library reads the parts of a certificate only when it is asked for them."""
    odd = school.certificate.public_bytes(Encoding.DER).replace(
        bytes.fromhex("2a864886f70d010101"), bytes.fromhex("2a864886f70d01017f")
    )
    with pytest.raises(ValueError, match="cannot be read"):
        load_all([odd])


COLLEGE = "College of Lowland"
ENDS = "<cred:validUntil>2025-01-01T00:00:00+01:00</cred:validUntil><cred:issued>"


def presented(credential: str, issuer: str) -> str:
    """A credential inside a presentation, which names an issuer of its own."""
    named = f'<vp:issuer id="urn:vp"><prefLabel><text lang="en">{issuer}</text></prefLabel></vp:issuer>'
    head = 'xmlns:vp="http://data.europa.eu/europass/model/credentials/presentation#"'
    return f"<vp:verifiablePresentation {head}>{named}{credential}</vp:verifiablePresentation>"


@pytest.mark.parametrize("advanced", [False, True])
def test_the_days_of_a_credential_in_xml_are_asked(tmp_path: Path, advanced: bool) -> None:
    college = holder(COLLEGE)
    trust = trusting(tmp_path / "t", college_pem=college.pem)
    data = enveloped(college, page().replace("<cred:issued>", ENDS), advanced=advanced)
    held = verify(data, trust=trust, on=date(2024, 12, 31))
    assert (held.level, held.strength, held.answer("not_expired").reply) == ("issuer_trusted", "signed", "yes")
    over = verify(data, trust=trust, on=date(2025, 1, 1))
    assert (over.level, over.strength, codes(over)) == ("signature_valid", None, ["expired"])
    early = verify(data, trust=trust, on=date(2024, 6, 29))
    assert codes(early) == ["not_yet_valid"]
    unreadable = enveloped(college, page().replace("<cred:issued>", ENDS.replace("2025", "next year")))
    assert codes(verify(unreadable, trust=trust, on=ON)) == ["validity_unreadable"]


def test_the_days_of_a_credential_that_is_presented_are_asked(tmp_path: Path) -> None:
    college = holder(COLLEGE)
    trust = trusting(tmp_path / "t", college_pem=college.pem)
    data = enveloped(college, presented(page().replace("<cred:issued>", ENDS), COLLEGE))
    assert verify(data, trust=trust, on=date(2024, 12, 31)).level == "issuer_trusted"
    assert codes(verify(data, trust=trust, on=ON)) == ["expired"]


def test_an_end_that_has_come_is_said_without_a_signature_too() -> None:
    ended = verify(page().replace("<cred:issued>", ENDS).encode(), on=ON)
    assert (ended.level, codes(ended)) == ("unsigned", ["expired"])
    assert verify(page().encode(), on=ON).answer("not_expired").reply == "unchecked"


def test_an_issuer_that_is_referred_to_is_compared_with_the_signer(tmp_path: Path) -> None:
    college, other = holder(COLLEGE), holder("Another School")
    trust = trusting(tmp_path / "t", college_pem=college.pem, other_pem=other.pem)
    assert verify(enveloped(college, page()), trust=trust, on=ON).level == "issuer_trusted"
    for text in (page(), presented(page(), "Another School")):
        found = verify(enveloped(other, text), trust=trust, on=ON)
        assert (found.level, codes(found)) == ("signature_valid", ["issuer_mismatch"])


@pytest.mark.parametrize("to", ['idref="urn:org:9"', 'idref="urn:twice"'])
def test_an_issuer_by_a_reference_to_nothing_or_to_two_is_nobody(tmp_path: Path, to: str) -> None:
    college = holder(COLLEGE)
    two = "".join(
        f'<organization id="urn:twice"><legalName><text lang="en">{name}</text></legalName></organization>'
        for name in (COLLEGE, "Another School")
    )
    text = page().replace('<cred:issuer idref="urn:org:1"', f"<cred:issuer {to}")
    text = text.replace("<agentReferences>", f"<agentReferences>{two}")
    found = verify(enveloped(college, text), trust=trusting(tmp_path / "t", college_pem=college.pem), on=ON)
    assert (found.level, codes(found)) == ("signature_valid", ["issuer_mismatch"])


def test_each_language_of_a_name_is_a_name(tmp_path: Path) -> None:
    college = holder(COLLEGE)
    text = page().replace("<legalName>", '<legalName><text lang="nl">Laagland</text>')
    found = verify(enveloped(college, text), trust=trusting(tmp_path / "t", college_pem=college.pem), on=ON)
    assert found.level == "issuer_trusted"


XPATH, FILTER = "http://www.w3.org/TR/1999/REC-xpath-19991116", "http://www.w3.org/2002/06/xmldsig-filter2"
DS = "http://www.w3.org/2000/09/xmldsig#"


def sealed(signer: Holder, algorithm: str, path: str) -> bytes:
    """A document whose signature is left out by an XPath, as European seals do it, signed again."""
    root = etree.fromstring(enveloped(signer))
    said, value = root.find(f".//{{{DS}}}SignedInfo"), root.find(f".//{{{DS}}}SignatureValue")
    assert said is not None
    assert value is not None
    step = said.find(f".//{{{DS}}}Transform")
    assert step is not None
    step.set("Algorithm", algorithm)
    step.append(etree.fromstring(path))
    alone = etree.fromstring(etree.tostring(said, with_tail=False))
    method = said.find(f"{{{DS}}}CanonicalizationMethod")
    assert method is not None
    written = etree.tostring(alone, method="c14n", exclusive="exc-c14n" in str(method.get("Algorithm")))
    value.text = b64encode(signer.key.sign(written, padding.PKCS1v15(), hashes.SHA256())).decode()
    return etree.tostring(root)


@pytest.mark.parametrize(
    "algorithm, path, level",
    [
        (XPATH, '<ds:XPath xmlns:ds="{ds}">not(ancestor-or-self::ds:Signature)</ds:XPath>', "issuer_trusted"),
        (FILTER, '<f:XPath xmlns:f="{f}" xmlns:ds="{ds}" Filter="subtract">/descendant::ds:Signature</f:XPath>', None),
        (XPATH, '<ds:XPath xmlns:ds="{ds}">not(ancestor-or-self::ds:Signature) or true()</ds:XPath>', "broken"),
        (XPATH, '<ds:XPath xmlns:ds="{ds}">not(ancestor-or-self::ds:report)</ds:XPath>', "broken"),
        (XPATH, '<ds:XPath xmlns:ds="urn:other">not(ancestor-or-self::ds:Signature)</ds:XPath>', "broken"),
        (FILTER, '<f:XPath xmlns:f="{f}" xmlns:ds="{ds}" Filter="union">/descendant::ds:Signature</f:XPath>', "broken"),
    ],
)
def test_a_seal_that_leaves_itself_out_by_a_path(tmp_path: Path, algorithm: str, path: str, level: str | None) -> None:
    college = holder()
    data = sealed(college, algorithm, path.format(ds=DS, f=FILTER))
    found = verify(data, trust=trusting(tmp_path / "t", college_pem=college.pem), on=ON)
    assert found.level == (level or "issuer_trusted")
    if level == "broken":
        assert codes(found) == ["signature_covers_part"]
