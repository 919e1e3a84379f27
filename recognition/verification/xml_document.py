"""XML signatures (XML-DSig, XAdES): one signature, enveloped, over the whole document, or it does not count.

signxml verifies; what a signature must cover is decided here, before it is asked: a valid signature inside a forged
root would verify (wrapping), and what stands outside the signed part would be read as if it were signed.
"""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from cryptography import x509
from lxml import etree
from signxml.algorithms import DigestAlgorithm, SignatureMethod
from signxml.exceptions import SignXMLException
from signxml.verifier import SignatureConfiguration, XMLVerifier
from signxml.xades.xades import XAdESSignatureConfiguration, XAdESVerifier

from recognition.foundations.problems import quoted
from recognition.readers.door import Incoming, text_of
from recognition.verification.beside import FOREIGN, is_foreign_xml
from recognition.verification.certificates import holder, leads_to, load_all
from recognition.verification.credential import signing_day
from recognition.verification.issuer import Issuer, issuer_answer
from recognition.verification.keys import is_weak
from recognition.verification.report import Answer, Verification, unreadable, unsigned
from recognition.verification.trust import Trust

_DS: Final = "{http://www.w3.org/2000/09/xmldsig#}"
_XADES: Final = "{http://uri.etsi.org/01903/v1.3.2#}"
_ENVELOPED: Final = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
_CANONICAL: Final = (
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
    "http://www.w3.org/2001/10/xml-exc-c14n#",
    "http://www.w3.org/2006/12/xml-c14n11",
)
_XPATH: Final = "http://www.w3.org/TR/1999/REC-xpath-19991116"
_FILTER: Final = "http://www.w3.org/2002/06/xmldsig-filter2"
_XADES_141: Final = "{http://uri.etsi.org/01903/v1.4.1#}"
_KNOWN: Final = (_DS, _XADES, _XADES_141, "{http://www.w3.org/2009/xmldsig11#}", f"{{{_FILTER}}}")
_METHODS: Final = frozenset(method for method in SignatureMethod if not method.name.startswith("HMAC"))
_DIGESTS: Final = frozenset(DigestAlgorithm)
_IDS: Final = ("Id", "ID", "id", "{http://www.w3.org/XML/1998/namespace}id")
_MOST_CERTIFICATES: Final = 10
_MOST_REFERENCES: Final = 20  # the document, signed properties, key: an honest signature needs three or four
_CHANGED: Final = "The signature does not hold: the document was changed since it was signed."
_PART: Final = "The signature does not cover the whole document as it stands; what it leaves out could be anything."


class _Sound:
    """What signxml does not do by itself: canonical form of inner elements, and two spellings of "enveloped".

    lxml writes a stray `xmlns=""` into the canonical form of an inner element where two prefixes have one namespace,
    as real ELMO has it; written out and parsed again, the element canonicalises as it should. European seals leave the
    signature out by XPath, which signxml passes over in silence; with one signature in the document it is the same as
    the enveloped transform, and that is what it is given.
    """

    def _c14n(self, nodes: Any, algorithm: Any, inclusive_ns_prefixes: Any = None) -> bytes:
        base: Any = super()
        if isinstance(nodes, etree._Element) and nodes.getparent() is not None:
            nodes = base._fromstring(etree.tostring(nodes, with_tail=False))
        written: bytes = base._c14n(nodes, algorithm=algorithm, inclusive_ns_prefixes=inclusive_ns_prefixes)
        return written

    def _apply_transforms(self, payload: Any, *, transforms_node: Any, signature: Any) -> Any:
        base: Any = super()
        if transforms_node is not None:
            for transform in transforms_node.findall(f"{_DS}Transform"):
                if _leaves_out_signature(transform):
                    transform.set("Algorithm", _ENVELOPED)
        return base._apply_transforms(payload, transforms_node=transforms_node, signature=signature)


class _Plain(_Sound, XMLVerifier):
    pass


class _Advanced(_Sound, XAdESVerifier):
    pass


@dataclass(frozen=True, slots=True)
class _Shape:
    """A signature as it stands: the element, whether it is XAdES, its algorithm, and the certificates it brings."""

    element: etree._Element
    advanced: bool
    algorithm: str
    weak: bool
    certificates: Sequence[x509.Certificate]

    @property
    def form(self) -> str:
        return "XAdES" if self.advanced else "XML signature"


def verify_xml(incoming: Incoming, issuers: Sequence[Issuer], trust: Trust, on: date) -> Verification:
    """All answers but on its days for one XML document, already found harmless; `issuers` are those that it names."""
    document = incoming.name
    root = etree.fromstring(text_of(incoming).removeprefix("\ufeff").encode(), _parser())
    signatures = list(root.iter(f"{_DS}Signature"))
    if not signatures:
        return unsigned(document, on)
    present = Answer("signature_present", "yes", "The document is signed: XML signature.")
    if len(signatures) > 1:
        sentence = f"There are {len(signatures)} signatures; which of them counts for what could not be decided."
        valid = Answer("signature_valid", "unchecked", sentence, "several_signatures")
        return Verification(document, on, (present, valid), False, "XML signature")
    if not _covers(root, signatures[0]):
        return unreadable(document, on, "XML signature", "signature_covers_part", _PART)
    shape = _shape(signatures[0])
    if shape is None:
        sentence = "The signature names a method or holds a certificate that cannot be read."
        return unreadable(document, on, "XML signature", "malformed", sentence)
    return _verified(document, root, shape, issuers, trust, on)


def _verified(
    document: str, root: etree._Element, shape: _Shape, issuers: Sequence[Issuer], trust: Trust, on: date
) -> Verification:
    present = Answer("signature_present", "yes", f"The document is signed: {shape.form}, {shape.algorithm}.")
    brought = shape.certificates or [one.certificate for one in trust.anchors if one.certificate is not None]
    signer = next((one for one in brought[:_MOST_CERTIFICATES] if _holds(root, shape, one)), None)
    if signer is None and not shape.certificates:
        sentence = "The signature brings no certificate, and none that you trust fits; it could not be checked."
        unknown = Answer("signature_valid", "unchecked", sentence, "unknown_issuer")
        return Verification(document, on, (present, unknown), False, shape.form, shape.algorithm)
    if signer is None:
        return unreadable(document, on, shape.form, "bad_signature", _CHANGED)
    valid = Answer("signature_valid", "yes", "The signature holds: nothing was changed since it was signed.")
    others = [one for one in brought if one is not signer]
    trusted, forged = _trusted(shape, signer, others, issuers, trust, on)
    if trusted.reply == "yes" and is_foreign_xml(shape.element):
        trusted = FOREIGN
    status = Answer("not_revoked", "unchecked", "Whether it was withdrawn could not be checked offline.")
    answers = (present, valid, trusted, status)
    return Verification(document, on, answers, forged, shape.form, shape.algorithm, quoted(holder(signer), 100))


def _trusted(
    shape: _Shape,
    signer: x509.Certificate,
    others: Sequence[x509.Certificate],
    issuers: Sequence[Issuer],
    trust: Trust,
    on: date,
) -> tuple[Answer, bool]:
    if shape.weak or is_weak(signer):
        sentence = f"The signature is of a kind that others can make by now ({shape.algorithm}); it proves no issuer."
        return Answer("issuer_trusted", "no", sentence, "weak_signature"), False
    time = shape.element.find(f".//{_XADES}SignedSignatureProperties/{_XADES}SigningTime")
    claimed = signing_day(time.text) if time is not None and shape.advanced else None
    found = leads_to(signer, others, trust, claimed if claimed is not None and claimed <= on else on)
    if found.anchor is None:
        return Answer("issuer_trusted", "no", found.sentence, found.code), False
    return issuer_answer(issuers, found.anchor, signer, trust)


def _holds(root: etree._Element, shape: _Shape, certificate: x509.Certificate) -> bool:
    """Whether the certificate's key signed exactly this document. Its own days are another question."""
    location, moment = ".//", certificate.not_valid_before_utc
    references = len(shape.element.findall(f"{_DS}SignedInfo/{_DS}Reference"))
    try:
        if shape.advanced:
            advanced = XAdESSignatureConfiguration(
                location=location,
                signature_methods=_METHODS,
                digest_algorithms=_DIGESTS,
                expect_references=references,
                verification_time=moment,
            )
            _Advanced().verify(root, x509_cert=certificate, expect_config=advanced)
        else:
            plain = SignatureConfiguration(
                location=location,
                signature_methods=_METHODS,
                digest_algorithms=_DIGESTS,
                expect_references=references,
                verification_time=moment,
            )
            _Plain().verify(root, x509_cert=certificate, expect_config=plain)
    except (SignXMLException, etree.LxmlError, ValueError, TypeError, KeyError, AttributeError):
        return False  # signxml lets other errors through for values that its schema does not hold to
    return True


def _covers(root: etree._Element, signature: etree._Element) -> bool:
    """Whether the references are the whole document without this signature, and else only its own parts."""
    references = signature.findall(f"{_DS}SignedInfo/{_DS}Reference")
    if len(references) > _MOST_REFERENCES:
        return False  # each of them is looked for in the whole document
    named = _by_id(root)
    whole = [one for one in references if one.get("URI") == "" or _named(named, one) is root]
    if len(whole) != 1:
        return False
    steps = whole[0].findall(f"{_DS}Transforms/{_DS}Transform")
    left_out = [_leaves_out_signature(step) for step in steps]
    rest = [step.get("Algorithm") for step, out in zip(steps, left_out, strict=True) if not out]
    if not any(left_out) or any(algorithm not in _CANONICAL for algorithm in rest):
        return False
    if len(list(signature.iter(f"{_XADES}SignedProperties"))) > 1:
        return False  # one of them could be signed, and another be read
    if any(not str(one.tag).startswith(_KNOWN) for one in signature.iter(etree.Element)):
        return False  # what stands inside a signature is not signed by it
    return all(_is_own_part(signature, named, one) for one in references if one is not whole[0])


def _leaves_out_signature(transform: etree._Element) -> bool:
    """Whether a transform takes the signature out of the document, and nothing else (there is only one signature)."""
    algorithm = transform.get("Algorithm")
    if algorithm == _ENVELOPED:
        return True
    if len(transform) != 1 or f"{{{transform[0].nsmap.get('ds')}}}" != _DS:
        return False
    path, said = transform[0], "".join((transform[0].text or "").split())
    if algorithm == _XPATH:
        return path.tag == f"{_DS}XPath" and said == "not(ancestor-or-self::ds:Signature)"
    subtracts = path.tag == f"{{{_FILTER}}}XPath" and path.get("Filter") == "subtract"
    return algorithm == _FILTER and subtracts and said == "/descendant::ds:Signature"


def _by_id(root: etree._Element) -> dict[str, list[etree._Element]]:
    """Every element that can be referred to, under each of its ids."""
    found: dict[str, list[etree._Element]] = {}
    for one in root.iter(etree.Element):
        for name in {value for key in _IDS if (value := one.get(key))}:
            found.setdefault(name, []).append(one)
    return found


def _named(named: dict[str, list[etree._Element]], reference: etree._Element) -> etree._Element | None:
    """The element that `#id` means, if no other has the same id."""
    target = reference.get("URI") or ""
    found = named.get(target.removeprefix("#"), []) if target.startswith("#") else []
    return found[0] if len(found) == 1 else None


def _is_own_part(signature: etree._Element, named: dict[str, list[etree._Element]], reference: etree._Element) -> bool:
    """Whether a further reference is to what the signature itself holds: signed properties, or the certificate."""
    part = _named(named, reference)
    steps = [step.get("Algorithm") for step in reference.iterfind(f"{_DS}Transforms/{_DS}Transform")]
    return part is not None and signature in part.iterancestors() and all(step in _CANONICAL for step in steps)


def _shape(signature: etree._Element) -> _Shape | None:
    method = signature.find(f"{_DS}SignedInfo/{_DS}SignatureMethod")
    digests = [one.get("Algorithm") for one in signature.iterfind(f"{_DS}SignedInfo/{_DS}Reference/{_DS}DigestMethod")]
    found = [one.text or "" for one in signature.iterfind(f"{_DS}KeyInfo/{_DS}X509Data/{_DS}X509Certificate")]
    try:
        algorithm = SignatureMethod(method.get("Algorithm") if method is not None else None)
        names = [algorithm.name, *(DigestAlgorithm(digest).name for digest in digests)]
        certificates = load_all(b64decode("".join(one.split()), validate=True) for one in found)
    except (SignXMLException, ValueError, binascii.Error):
        return None
    if algorithm not in _METHODS:
        return None
    advanced = signature.find(f"{_DS}Object/{_XADES}QualifyingProperties") is not None
    weak = any("SHA1" in name for name in names)
    return _Shape(signature, advanced, algorithm.name.replace("_", "-"), weak, certificates)


def _parser() -> etree.XMLParser:
    """As the reader parses, but with comments and instructions kept: a signature may cover them."""
    return etree.XMLParser(
        encoding="utf-8", resolve_entities=False, load_dtd=False, no_network=True, dtd_validation=False,
        attribute_defaults=False, recover=False, huge_tree=False,
    )  # fmt: skip
