"""What credentials travel in: signatures (JWS, VC-JWT, JAdES), presentations, and the wrapper of the Europass portal.

`unwrap` gives the tree of the credential inside; `envelope_of` says what was around it. No signature is checked here
and no key is looked at: what is inside is read as a document, and only verification can make it more.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from dataclasses import dataclass
from typing import Final

from recognition.foundations.problems import InvalidDocument, Place, Problem, ReadError
from recognition.readers.door import Incoming, text_of
from recognition.readers.json_loader import parse_json, parse_json_within
from recognition.readers.tree import Node, PlacedNode, unplaced

_BASE64URL: Final = r"[A-Za-z0-9_-]+"
_COMPACT: Final = re.compile(rf"\s*eyJ{_BASE64URL}\.({_BASE64URL})\.[A-Za-z0-9_-]*\s*", re.ASCII)
_DATA_ADDRESS: Final = re.compile(r"data:application/(?:vc|vp)(?:\+ld)?\+(?:jwt|jws)(?:;[a-z=0-9-]{1,40})*,", re.ASCII)
_LAYERS: Final = 6
"""Presentation in a JWT, credential in a JWT inside it, each with its claim: no honest document needs more."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What was around a credential.

    `path` is the JSON pointer at which the credential stands (its own pointers go on from there); `layers` names what
    was taken off, outermost first; `signatures` counts the signatures that are present, none of them verified;
    `claims` are the registered claims of the innermost JWT (`iss`, `sub`, `nbf`, `exp` …) as nodes.
    """

    path: str = ""
    layers: tuple[str, ...] = ()
    signatures: int = 0
    claims: dict[str, Node] | None = None


class EnvelopedNode(PlacedNode):
    """The root of a credential that came in an envelope."""

    __slots__ = ("envelope",)

    def __init__(self, node: Node, envelope: Envelope) -> None:
        super().__init__(*unplaced(node))
        self._exact = node
        self.envelope = envelope


_NONE: Final = Envelope()


def envelope_of(root: Node) -> Envelope:
    """What a tree came in; an empty envelope for a document that stands alone."""
    return root.envelope if isinstance(root, EnvelopedNode) else _NONE


def is_compact(text: str) -> bool:
    """Whether a text is a JWS in its compact form, three parts with dots between (a VC-JWT is one)."""
    return text.lstrip()[:3] == "eyJ" and _COMPACT.fullmatch(text) is not None


def parse_credential_json(incoming: Incoming) -> Node:
    """The JSON of a document, or of the credential inside its envelope. Raises ReadError as `parse_json`, `unwrap`."""
    text = text_of(incoming)
    root = Node(text, 1, 1) if is_compact(text) else parse_json(incoming)
    return unwrap(root, incoming.name)


def unwrap(root: Node, document: str) -> Node:
    """The tree of the credential inside, with its envelope; the same tree where there is none.

    Places inside a signed payload are those of the payload as a whole: its own lines are not lines of the document.
    Raises InvalidDocument: `payload_unreadable` for a payload that is no JSON, `several_subjects` for a presentation of
    more than one credential; and what JSON itself is refused for.
    """
    if not _may_be_enveloped(root):
        return root
    node, path, signatures = root, "", 0
    layers: list[str] = []
    claims: dict[str, Node] | None = None
    for _ in range(_LAYERS):
        value = node.value
        if isinstance(value, str):
            text = _DATA_ADDRESS.sub("", value, count=1)
            found = _COMPACT.fullmatch(text)
            if found is None:
                break
            node = _payload(found[1], node, path, document)
            signatures += not text.rstrip().endswith(".")
            layers.append("JWS")
            inside = node.value if isinstance(node.value, dict) else {}
            claims = {key: item for key, item in inside.items() if key in _REGISTERED}
            continue
        step = _step(value, path, document) if isinstance(value, dict) else None
        if step is None:
            break
        name, below, pointer = step
        if name == "JAdES" and isinstance(value, dict):
            signatures += _count(value)
            path += pointer
            node = below if isinstance(below.value, dict) else _payload(str(below.value), below, path, document)
        else:
            node, path = below, path + pointer
        layers.append(name)
    if not layers:
        return root
    return EnvelopedNode(node, Envelope(path, tuple(layers), signatures, claims))


_REGISTERED: Final = frozenset({"iss", "sub", "aud", "exp", "nbf", "iat", "jti"})
_WRAPPERS: Final = frozenset({"payload", "credential", "verifiablePresentation", "verifiableCredential", "vc", "vp"})


def _may_be_enveloped(root: Node) -> bool:
    data = root.data if isinstance(root, PlacedNode) else root.value
    if isinstance(data, str):
        return is_compact(data)
    return isinstance(data, dict) and "credentialSubject" not in data and not _WRAPPERS.isdisjoint(data)


def _step(entries: dict[str, Node], path: str, document: str) -> tuple[str, Node, str] | None:
    """The name of the next layer, what is inside it, and the pointer to that."""
    if "credentialSubject" in entries:
        return None
    if "payload" in entries and ("signatures" in entries or "signature" in entries):
        return "JAdES", entries["payload"], "/payload"
    for key, name in (("vc", "VC-JWT"), ("vp", "VP-JWT"), ("credential", "wrapper"), ("verifiablePresentation", "VP")):
        if key in entries and isinstance(entries[key].value, (dict, str)):
            return name, entries[key], f"/{key}"
    held = entries.get("verifiableCredential")
    if held is not None:
        if not isinstance(held.value, list):
            return "presentation", held, "/verifiableCredential"
        if len(held.value) == 1:
            return "presentation", held.value[0], "/verifiableCredential/0"
        if held.value:
            place = Place(document, f"{path}/verifiableCredential", held.line)
            sentence = "The presentation holds several credentials."
            raise InvalidDocument(
                Problem("several_subjects", sentence, place, "give one credential at a time; they make one dossier")
            )
    address = entries.get("id")
    if address is not None and isinstance(address.value, str) and _DATA_ADDRESS.match(address.value):
        return "enveloped credential", address, "/id"
    return None


def _count(entries: dict[str, Node]) -> int:
    signatures = entries.get("signatures")
    if signatures is not None and isinstance(signatures.value, list):
        return len(signatures.value)
    return 1


def _payload(text: str, holder: Node, path: str, document: str) -> Node:
    """A signed payload: JSON as text, as JAdES of the European Commission has it, or JSON in base64url."""
    if not text.lstrip().startswith("{"):
        try:
            text = b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True).decode("utf-8")
        except (binascii.Error, ValueError):
            raise InvalidDocument(
                Problem(
                    "payload_unreadable",
                    "The signed payload is neither JSON nor base64url of it.",
                    _place(document, path, holder),
                )
            ) from None
    try:
        return parse_json_within(holder, text, document=document)
    except ReadError as error:
        place = _place(document, path, holder)
        inner = [Problem(found.code, found.sentence, place, "inside the signed payload") for found in error.problems]
        raise type(error)(inner) from None


def _place(document: str, path: str, holder: Node) -> Place:
    return Place(document, path or "/", holder.line, holder.column)
