"""Any document in, its five answers out. What can be signed is told by content, never by the name of the file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import islice
from typing import Any, Final

from lxml import etree

from recognition.readers.door import Incoming, kind_of, text_of
from recognition.readers.json_loader import parse_json
from recognition.readers.tree import plain
from recognition.readers.xml_loader import parse_xml
from recognition.verification.credential import credential_of, days_of_xml
from recognition.verification.issuer import Issuer
from recognition.verification.jose import Refused, Signed, json_object, split_compact, split_json
from recognition.verification.jws_document import refused, verify_jws
from recognition.verification.report import Answer, Verification, unsigned
from recognition.verification.signs import looks_compact
from recognition.verification.trust import Trust

_CALLED: Final = frozenset({"title", "identifier", "url", "legalName", "prefLabel", "name", "homepage"})
_WRAPPERS: Final = ("credential", "verifiablePresentation", "vp", "verifiableCredential")
_ISSUER: Final = "issuer"
_MOST_PIECES: Final = 20  # of the text of one name, between elements; an identifier has two
_DATA: Final = "data:application/v"
_LAYERS: Final = 6


def verify(incoming: Incoming, trust: Trust, on: date) -> Verification:
    """The answers for one document on one day, from the document and the trust alone; nothing is fetched.

    Raises ReadError as the readers do for what cannot be read at all. A signature that is no proper one is no error
    but a verification of level `broken`.
    """
    trusted = trust.on(on)
    if looks_compact(incoming):
        return _compact(incoming.name, text_of(incoming), trusted, on)
    kind = kind_of(incoming)
    if kind == "xml":
        from recognition.verification.xml_document import verify_xml

        root = parse_xml(incoming)
        return _dated(verify_xml(incoming, list(_issuers(root)), trusted, on), days_of_xml(root, on))
    if kind == "json":
        return _json(incoming.name, plain(parse_json(incoming)), trusted, on)
    return unsigned(incoming.name, on)


def _compact(document: str, text: str, trust: Trust, on: date) -> Verification:
    def answered() -> Verification:
        signed = split_compact(text)
        inner = _presented(signed)
        return verify_jws(document, split_compact(inner) if inner is not None else signed, trust, on)

    return _guarded(document, answered, on)


def _guarded(document: str, answered: Any, on: date) -> Verification:
    try:
        found: Verification = answered()
    except Refused as why:
        return refused(document, on, why)
    return found


def _presented(signed: Signed) -> str | None:
    """The credential inside a presentation: the holder signed around it, and only the issuer's signature counts."""
    payload = json_object(signed.payload, "What is signed")
    held = _inside(payload.get("vp", payload)) if "vp" in payload or "verifiableCredential" in payload else None
    return held if isinstance(held, str) else None


def _json(document: str, data: Any, trust: Trust, on: date) -> Verification:
    for _ in range(_LAYERS):
        if isinstance(data, str):
            return _compact(document, data.partition(",")[2] if data.startswith(_DATA) else data, trust, on)
        if not isinstance(data, dict):
            return unsigned(document, on)
        if "payload" in data and ("signatures" in data or "signature" in data):
            return _guarded(document, partial(_signed_json, document, data, trust, on), on)
        below = _inside(data)
        if below is None:
            break
        data = below
    if not isinstance(data, dict):
        return unsigned(document, on)
    found = _proof(document, on) if "proof" in data else unsigned(document, on)
    return _dated(found, credential_of(data).days(on))


def _dated(found: Verification, days: Answer) -> Verification:
    """With what the document says of its own days. Unless the signature holds, only that it counts no longer is said:
    nobody forges that, but anybody a later end.
    """
    shown = found.answer("signature_valid").reply == "yes"
    return found.saying(days) if shown or (days.reply == "no" and not found.broken) else found


def _signed_json(document: str, data: dict[str, Any], trust: Trust, on: date) -> Verification:
    return verify_jws(document, split_json(data), trust, on)


def _inside(data: Any) -> Any:
    """What a wrapper or presentation holds; None for what is itself the credential."""
    if not isinstance(data, dict) or "credentialSubject" in data:
        return None
    address = data.get("id")
    if isinstance(address, str) and address.startswith(_DATA):
        return address
    for key in _WRAPPERS:
        held = data.get(key)
        if isinstance(held, list) and len(held) == 1:
            held = held[0]
        if isinstance(held, (dict, str)):
            return held
    return None


def _proof(document: str, on: date) -> Verification:
    """A Data Integrity proof: no maintained library for Python verifies one without fetching, so it stays open."""
    present = Answer("signature_present", "yes", "The document is signed: Data Integrity proof.")
    sentence = "A Data Integrity proof could not be checked offline; ask the issuer for the credential as JWT or JAdES."
    valid = Answer("signature_valid", "unchecked", sentence, "proof_not_checked")
    return Verification(document, on, (present, valid), False, "Data Integrity proof")


def _issuers(root: etree._Element) -> Iterator[Issuer]:
    """Each issuer that an XML document names, by all that it calls it; an issuer inside another is one of its own.

    One that is only referred to (`idref`, as ELM 2 has it) is called what stands at that place; a reference to nothing
    is an issuer without a name, whom nobody may sign for.
    """
    open_: list[set[str]] = []
    referred: dict[str, set[str]] = {}
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = _name(element)
        if name == _ISSUER and event == "start":
            open_.append(set())
        elif name == _ISSUER:
            found, address = open_.pop(), element.get("idref")
            if address is not None:
                referred = referred or _called_at(root)
                found |= referred.get(address, set())
            if found or address is not None:
                yield frozenset(found)
        elif open_ and event == "start" and name in _CALLED:
            open_[-1].update(_texts(element))


def _called_at(root: etree._Element) -> dict[str, set[str]]:
    """What is called how, by its id; what shares its id with something else is called nothing."""
    found: dict[str, set[str]] = {}
    shared: set[str] = set()
    for element in root.iter(etree.Element):
        address = element.get("id")
        if address is not None:
            shared.update([address] if address in found else [])
            called = (one for one in element.iterchildren(etree.Element) if _name(one) in _CALLED)
            found[address] = {text for one in called for text in _texts(one)}
    return {address: names for address, names in found.items() if address not in shared}


def _texts(element: etree._Element) -> Iterator[str]:
    """The names that an element holds: one for each language, or else one."""
    each = [one for one in islice(element.iterchildren(etree.Element), _MOST_PIECES) if _name(one) == "text"]
    for one in each or [element]:
        if text := "".join(islice(map(str, one.itertext()), _MOST_PIECES)).strip():
            yield text


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]
