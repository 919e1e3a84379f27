"""Whom the user trusts: a folder of certificates, keys and status lists, and `trust.yaml`, which says whose they are.

A certificate names its holder; a bare key does not, so `trust.yaml` must. Nothing is fetched: a status list counts if
a copy of it lies in the folder.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Final, Literal

from cryptography import x509
from joserfc.errors import JoseError
from pydantic import BeforeValidator, Field

from recognition.foundations.problems import MisuseError, Place, Problem, RecognitionError, nearest, quoted
from recognition.model.values import Day, Many, Model
from recognition.readers.door import Incoming, text_of
from recognition.readers.json_loader import parse_json
from recognition.readers.tree import plain
from recognition.readers.validation import validate
from recognition.readers.yaml_loader import parse_yaml
from recognition.verification.keys import PublicKey, from_jwk, from_pem, readable

ANY: Final = "any"
"""`signs_for: any`: somebody whom the user trusts to sign for every institution, as a national contact point does."""

_LIST: Final = "trust.yaml"
_PASSED_OVER: Final = (".md", ".txt")
_MOST_FILES, _LARGEST_FILE = 1_000, 2_000_000


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


class _Signer(Model):
    file: str
    signs_for: Annotated[Many[str], BeforeValidator(_listed)] = ()
    from_: Day | None = Field(default=None, alias="from")
    until: Day | None = None


class _TrustList(Model):
    schema_: Literal["trust/1"] = Field(alias="schema")
    signers: Many[_Signer] = ()


@dataclass(frozen=True, slots=True)
class Anchor:
    """One key or certificate that the user trusts, of the file `name`.

    `signs_for` names issuers; empty means that the list of trust is silent: then a certificate signs for the holder
    that it names, and a bare key for nobody. `first` and `last` bound the days on which it is trusted.
    """

    name: str
    key: PublicKey | None = None
    certificate: x509.Certificate | None = None
    signs_for: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None

    @property
    def kid(self) -> str | None:
        """The name of a key that is in a JWK, as signatures call it."""
        kid = self.key.as_dict(private=False).get("kid") if self.key is not None else None
        return kid if isinstance(kid, str) else None

    def counts_on(self, day: date) -> bool:
        """Whether the user trusts it on that day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Trust:
    """All anchors that the user named, and copies of status lists (signed themselves, and verified before use)."""

    anchors: tuple[Anchor, ...] = ()
    status_lists: tuple[str, ...] = ()

    def on(self, day: date) -> Trust:
        """What is trusted on one day."""
        return replace(self, anchors=tuple(anchor for anchor in self.anchors if anchor.counts_on(day)))


def load_trust(folder: str | Path) -> Trust:
    """The trust that a folder holds: PEM or DER certificates, PEM public keys, JWK and JWKS, JWS status lists.

    Raises MisuseError: `not_found` for no such folder, `trust_unreadable` for a file that is none of these (a private
    key too), InvalidDocument for a wrong `trust.yaml`.
    """
    path = Path(folder)
    if not path.is_dir():
        raise MisuseError(Problem("not_found", f"There is no folder {quoted(path.name)}.", Place(path.name)))
    anchors: list[Anchor] = []
    lists: list[str] = []
    files = [file for file in sorted(path.iterdir()) if file.is_file() and not file.name.startswith(".")]
    for file in files[:_MOST_FILES]:
        if file.name == _LIST or file.suffix in _PASSED_OVER:
            continue
        with file.open("rb") as opened:
            data = opened.read(_LARGEST_FILE + 1)
        found = _anchors(file.name, data)
        if isinstance(found, str):
            lists.append(found)
        else:
            anchors += found
    if len(files) > _MOST_FILES:
        raise _unreadable(path.name, f"The folder has more than {_MOST_FILES:,} files.")
    names = {file.name for file in files}
    return Trust(tuple(_bound(anchors, path / _LIST, names) if _LIST in names else anchors), tuple(lists))


def _anchors(name: str, data: bytes) -> list[Anchor] | str:
    if len(data) > _LARGEST_FILE:
        raise _unreadable(name, f"The file has more than {_LARGEST_FILE:,} bytes.")
    if b"PRIVATE KEY" in data:
        raise _unreadable(name, "The file holds a private key; only certificates and public keys belong here.")
    try:
        if b"BEGIN CERTIFICATE" in data:
            return [Anchor(name, certificate=readable(found)) for found in x509.load_pem_x509_certificates(data)]
        if b"BEGIN PUBLIC KEY" in data:
            key = from_pem(data)
            if key is not None:
                return [Anchor(name, key=key)]
        if data.startswith(b"\x30"):
            return [Anchor(name, certificate=readable(x509.load_der_x509_certificate(data)))]
        text = text_of(Incoming(name, data)).strip()
        if text.startswith("{"):
            return [Anchor(name, key=key) for key in from_jwk(plain(parse_json(text, document=name)))]
    except (JoseError, ValueError, TypeError, AttributeError, RecognitionError):
        raise _unreadable(name, "The certificate or key in the file cannot be read.") from None
    if text.count(".") == 2 and text.isascii():
        return text
    raise _unreadable(name, "The file is neither a certificate, nor a public key, nor a status list.")


def _bound(anchors: list[Anchor], path: Path, names: set[str]) -> list[Anchor]:
    """The anchors with what `trust.yaml` says of them. A file that it names and that is not there is a slip."""
    incoming = Incoming(_LIST, path.read_bytes())
    listed = validate(_TrustList, parse_yaml(incoming), document=_LIST, rename={})
    by_file: dict[str, _Signer] = {}
    for signer in listed.signers:
        if signer.file not in names:
            sentence = f"The list of trust names {quoted(signer.file)}, which is not in the folder."
            raise MisuseError(Problem("trust_unreadable", sentence, Place(_LIST), nearest(signer.file, names)))
        by_file[signer.file] = signer
    return [_said(anchor, by_file.get(anchor.name)) for anchor in anchors]


def _said(anchor: Anchor, signer: _Signer | None) -> Anchor:
    if signer is None:
        return anchor
    first = _day(signer.from_.span.low if signer.from_ is not None else None)
    last = _day(signer.until.span.high if signer.until is not None else None)
    return replace(anchor, signs_for=tuple(signer.signs_for), first=first, last=last)


def _day(ordinal: int | None) -> date | None:
    return date.fromordinal(ordinal) if ordinal is not None else None


def _unreadable(name: str, sentence: str) -> MisuseError:
    return MisuseError(Problem("trust_unreadable", sentence, Place(name)))
