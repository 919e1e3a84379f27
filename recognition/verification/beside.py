"""What stands beside a signature and is not signed by it: time stamps and counter-signatures.

None of it is needed for any level, and no authority behind it is asked. But what was made for another signature, or
changed since, shows that somebody else had the document in hand; such a document counts as one that nobody signed for
(threat V1).
A time stamp holds a digest of what it stamps, so that can be told without the stamp's own certificates.
"""

from __future__ import annotations

import binascii
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import new
from typing import Any, Final

from lxml import etree

from recognition.verification.certificates import load_all
from recognition.verification.jose import Refused, Signed, holds, json_object, opened, split_counter
from recognition.verification.keys import of_certificate
from recognition.verification.report import Answer

_DIGESTS: Final = ("sha256", "sha384", "sha512", "sha1")  # old stamps have the last; it only ever clears one
_DS: Final = "{http://www.w3.org/2000/09/xmldsig#}"
_XADES: Final = "{http://uri.etsi.org/01903/v1.3.2#}"
_MOST: Final = 20

FOREIGN: Final = Answer(
    "issuer_trusted",
    "unchecked",
    "A time stamp or counter-signature beside the signature was made for another one, or changed.",
    "foreign_timestamp",
)


def is_foreign_json(signed: Signed) -> bool:
    """Whether a time stamp or counter-signature of a JAdES signature is not one of this signature (TS 119 182-1)."""
    protected, payload, signature = signed.parts
    content = signed.header.get("adoTst")
    seen: set[str] = set()
    if content is not None and not _stamps(content, payload, seen):
        return True
    entries = signed.beside
    if len(entries) > _MOST:
        return True
    for number, entry in enumerate(entries):
        try:
            properties = json_object(opened(entry), "What stands beside") if isinstance(entry, str) else entry
        except Refused:
            return True
        if not isinstance(properties, dict):
            return True
        before = "".join(one for one in entries[:number] if isinstance(one, str))
        stamped = {"sigTst": signature, "arcTst": f"{payload}.{protected}.{signature}.{before}"}
        for name, value in properties.items():
            if name in stamped and not _stamps(value, stamped[name], seen):
                return True
            if name == "cSig" and not _countersigns(value, signature):
                return True
    return False


def is_foreign_xml(signature: etree._Element) -> bool:
    """Whether a time stamp of a XAdES signature was made for another signature value."""
    value = signature.find(f"{_DS}SignatureValue")
    digests = _digests(_canonical(value)) if value is not None else []
    for stamp in signature.iter(f"{_XADES}SignatureTimeStamp"):
        texts = ["".join((one.text or "").split()) for one in stamp.iter(f"{_XADES}EncapsulatedTimeStamp")]
        if not texts or not all(_holds(text, digests) for text in texts):
            return True
    return False


def _canonical(element: etree._Element) -> Iterator[bytes]:
    """The ways in which an element may be written before it is digested."""
    alone = etree.fromstring(etree.tostring(element, with_tail=False))
    for exclusive in (False, True):
        for one in (element, alone):
            yield etree.tostring(one, method="c14n", exclusive=exclusive, with_comments=False, with_tail=False)


def _stamps(value: Any, text: str, seen: set[str]) -> bool:
    """Whether every token of a time stamp holds the digest of the text, and none was `seen` before."""
    held = value.get("tstContainer", value) if isinstance(value, dict) else None
    tokens = held.get("tstTokens") if isinstance(held, dict) else None
    if not isinstance(tokens, list) or not tokens or len(tokens) > _MOST:
        return False
    digests = _digests((text.encode(),))
    for one in tokens:
        token = one.get("val") if isinstance(one, dict) else None
        if not isinstance(token, str) or token in seen or not _holds(token, digests):
            return False
        seen.add(token)
    return True


def _digests(stamped: Iterable[bytes]) -> list[bytes]:
    return [new(name, one).digest() for one in stamped for name in _DIGESTS]


def _holds(token: str, digests: Iterable[bytes]) -> bool:
    try:
        data = b64decode(token, validate=True)
    except (binascii.Error, ValueError):
        return False
    return any(digest in data for digest in digests)


def _countersigns(value: Any, signature: str) -> bool:
    """Whether a counter-signature is over this signature, by the key of the certificate that it brings."""
    try:
        counter = split_counter(value)
        written = urlsafe_b64encode(signature.encode()).rstrip(b"=").decode()
        if counter.parts[1] not in ("", signature, written):
            return False
        chain = load_all(counter.chain())
        key = of_certificate(chain[0]) if chain else None
        if key is None:
            return False
        protected, _, own = counter.parts
        ways = (replace(counter, parts=(protected, text, own)) for text in (written, signature))
        return any(holds(one, key) for one in ways)
    except (Refused, ValueError):
        return False
