"""Strict JWS: one spelling only, the algorithms that are named here, and no key that the document brings along.

Libraries tolerate padding, spaces and headers that they do not know; two byte strings would then be one credential, or
a rule of the signer would go unheard. All that is refused here, before joserfc computes anything.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64decode, urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Any, Final

from joserfc import jws
from joserfc.errors import BadSignatureError, JoseError, UnsupportedAlgorithmError
from joserfc.registry import HeaderParameter

from recognition.foundations.problems import ReadError
from recognition.readers.json_loader import parse_json
from recognition.readers.limits import LIMITS
from recognition.readers.tree import plain
from recognition.verification.keys import PublicKey

ALGORITHMS: Final = frozenset(
    {"EdDSA", "Ed25519", "Ed448", "ES256", "ES384", "ES512", "PS256", "PS384", "PS512", "RS256", "RS384", "RS512"}
)
"""Signatures by a private key alone: never `none`, never a shared secret."""

UNDERSTOOD: Final = frozenset({"b64", "sigT", "adoTst", "sigPl", "srCms"})
"""Critical headers whose meaning is heeded; time stamps among them are reported, and prove nothing here."""

TYPES: Final = frozenset(
    {"jwt", "jws", "jose", "jose+json", "vc+jwt", "vc+ld+jwt", "vc+ld+json+jwt", "vc+jose", "vp+jwt", "vc-ld+jwt"}
)
_BASE64URL: Final = re.compile(r"[A-Za-z0-9_-]*", re.ASCII)
_HEADER_BYTES: Final = 64 * 1024
_JWS_JSON: Final = frozenset({"payload", "signatures", "signature", "protected", "header"})


class Refused(Exception):
    """The signature is not one that an honest issuer makes; `code` and `sentence` say why."""

    def __init__(self, code: str, sentence: str):
        super().__init__(code)
        self.code, self.sentence = code, sentence


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature taken apart: protected header, payload as text, the three parts as they stand.

    `beside` holds what the signature does not sign: time stamps and counter-signatures of JAdES.
    """

    header: dict[str, Any]
    payload: bytes
    parts: tuple[str, str, str]
    beside: tuple[Any, ...] = ()

    @property
    def algorithm(self) -> str:
        """The algorithm of the header; one of ALGORITHMS."""
        return str(self.header["alg"])

    @property
    def form(self) -> str:
        """What people call this kind of signature."""
        return "JAdES" if "sigT" in self.header or ("iat" in self.header and "x5c" in self.header) else "JWS"

    def chain(self) -> list[bytes]:
        """The certificates that it brings, the signer's first. Raises Refused `malformed`."""
        chain = self.header.get("x5c", [])
        if not isinstance(chain, list) or not all(isinstance(one, str) for one in chain) or len(chain) > 10:
            raise Refused("malformed", "The certificates in the header of the signature are not a list of texts.")
        try:
            return [b64decode(one, validate=True) for one in chain]
        except binascii.Error:
            raise Refused("malformed", "A certificate in the header of the signature is damaged.") from None


def split_compact(text: str) -> Signed:
    """Three parts and two dots, each in base64url without padding. Raises Refused; its code may be `duplicate_key`."""
    parts = text.strip("\r\n").split(".")
    if len(parts) != 3 or not all(parts[:2]):
        raise Refused("malformed", "A signature has three parts with dots between them; this one has not.")
    header = _header(parts[0])
    if header.get("b64") is False:
        raise Refused("malformed", "A signature in one line must have its content in base64url.")
    return Signed(header, opened(parts[1]), (parts[0], parts[1], parts[2]))


def split_json(document: dict[str, Any]) -> Signed:
    """One signature of the JSON form, as JAdES has it. Of headers outside the signature only `etsiU` is kept."""
    if not document.keys() <= _JWS_JSON or ("signatures" in document) == ("signature" in document):
        raise Refused("malformed", "The signed document has keys that a signed document does not have.")
    several = document.get("signatures", [document])
    if not isinstance(several, list) or len(several) != 1 or not isinstance(several[0], dict):
        raise Refused("several_signatures", "The document must have exactly one signature.")
    one = several[0]
    texts = document.get("payload"), one.get("protected"), one.get("signature")
    payload, protected, signature = texts
    if not (isinstance(payload, str) and isinstance(protected, str) and isinstance(signature, str)):
        raise Refused("malformed", "Content, header and signature must be texts.")
    header = _header(protected)
    plainly = header.get("b64") is False
    content = payload.encode() if plainly else opened(payload)
    outside = one.get("header")
    beside = outside.get("etsiU", []) if isinstance(outside, dict) else []
    if not isinstance(beside, list):
        raise Refused("malformed", "What stands beside the signature is not a list.")
    return Signed(header, content, (protected, payload, signature), tuple(beside))


def split_counter(value: Any) -> Signed:
    """A signature over another signature, in one line or as JSON, with its content left out. Raises Refused."""
    if isinstance(value, str):
        parts = value.split(".")
        if len(parts) != 3:
            raise Refused("malformed", "A signature has three parts with dots between them; this one has not.")
        protected, payload, signature = parts
    else:
        held = value if isinstance(value, dict) else {}
        found = held.get("protected"), held.get("payload", ""), held.get("signature")
        if not all(isinstance(one, str) for one in found):
            raise Refused("malformed", "Content, header and signature must be texts.")
        protected, payload, signature = (str(one) for one in found)
    return Signed(_header(protected), b"", (protected, payload, signature))


def holds(signed: Signed, key: PublicKey) -> bool:
    """Whether the key made the signature. Raises Refused `algorithm_forbidden` where key and algorithm do not fit."""
    own = key.as_dict(private=False).get("alg")
    fits = own in (None, signed.algorithm) or {own, signed.algorithm} <= {"EdDSA", "Ed25519", "Ed448"}
    if not fits:
        raise Refused("algorithm_forbidden", "The key is meant for another algorithm than the signature names.")
    protected, payload, signature = signed.parts
    value: Any = {"payload": payload, "protected": protected, "signature": signature}
    try:
        jws.deserialize_json(value, key, registry=_registry())
    except BadSignatureError:
        return False
    except (JoseError, ValueError, TypeError, KeyError):
        raise Refused("algorithm_forbidden", "The key cannot make signatures of the algorithm that is named.") from None
    return True


class _Registry(jws.JWSRegistry):
    """The library's algorithms, of which ours are let through. It warns at `EdDSA`, the name that credentials use."""

    max_header_length = _HEADER_BYTES
    max_payload_length = LIMITS.input_bytes * 2

    def get_alg(self, name: str) -> Any:
        if name not in ALGORITHMS or name not in self.algorithms:
            raise UnsupportedAlgorithmError(name)
        return self.algorithms[name]


def _registry() -> _Registry:
    known = {name: HeaderParameter(name, _as_it_is) for name in sorted(UNDERSTOOD - {"b64"})}
    return _Registry(header_registry=known, algorithms=sorted(ALGORITHMS), strict_check_header=False)


def _as_it_is(value: object) -> None:
    """A header whose value says nothing that a check of the signature hangs on."""


def _header(part: str) -> dict[str, Any]:
    if len(part) > _HEADER_BYTES:
        raise Refused("malformed", f"The header of the signature has more than {_HEADER_BYTES:,} characters.")
    header = json_object(opened(part), "The header of the signature")
    algorithm = header.get("alg")
    if not isinstance(algorithm, str):
        raise Refused("malformed", "The header of the signature names no algorithm.")
    if algorithm not in ALGORITHMS:
        raise Refused("algorithm_forbidden", "The signature names an algorithm that proves nothing about the signer.")
    _check_critical(header)
    kind = header.get("typ")
    if kind is not None and (not isinstance(kind, str) or kind.lower().removeprefix("application/") not in TYPES):
        raise Refused("wrong_type", "What is signed says that it is no credential.")
    return header


def _check_critical(header: dict[str, Any]) -> None:
    if "b64" in header and (not isinstance(header["b64"], bool) or "b64" not in header.get("crit", ())):
        raise Refused("malformed", "The header of the signature does not say properly how the content is written.")
    if "crit" not in header:
        return
    critical = header["crit"]
    if not isinstance(critical, list) or not critical or not all(isinstance(name, str) for name in critical):
        raise Refused("malformed", "The list of critical headers is not a list of names.")
    if len(set(critical)) < len(critical) or not set(critical) <= header.keys():
        raise Refused("malformed", "The list of critical headers names one twice, or one that is not there.")
    if not set(critical) <= UNDERSTOOD:
        raise Refused("unsupported_critical_header", "The signature has a rule that must be heeded and is not known.")


def json_object(data: bytes, what: str) -> dict[str, Any]:
    """The JSON object of signed bytes. Raises Refused with the code of the reader: `malformed`, `duplicate_key` …"""
    try:
        found = plain(parse_json(data.decode("utf-8")))
    except UnicodeDecodeError:
        raise Refused("malformed", f"{what} is not text.") from None
    except ReadError as error:
        code = "malformed" if error.code in ("not_well_formed", "empty") else error.code
        raise Refused(code, f"{what} cannot be read: {error.problems[0].sentence}") from None
    if not isinstance(found, dict):
        raise Refused("malformed", f"{what} is no JSON object.")
    return found


def opened(part: str) -> bytes:
    """Base64url of one spelling: no padding, no other character, no stray bits at the end."""
    if not _BASE64URL.fullmatch(part) or len(part) % 4 == 1:
        raise Refused("malformed", "A part of the signature has characters that do not belong there.")
    data = urlsafe_b64decode(part + "=" * (-len(part) % 4))
    if urlsafe_b64encode(data).rstrip(b"=") != part.encode():
        raise Refused("malformed", "A part of the signature is not written in the one way that it can be.")
    return data
