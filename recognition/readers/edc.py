"""Reader of European Digital Credentials for Learning: European Learning Model 3 in JSON-LD.

Plain, signed as JAdES or JWT, and prepared for upload; the variants of DC4EU and EBSI. Keys are read by their short
names, as every issuer writes them; no context is fetched, and RDF in other forms (Turtle) is not read.
"""

from __future__ import annotations

from typing import Final

from recognition.model.dossier import Dossier
from recognition.readers.credential import Credential
from recognition.readers.part import Part
from recognition.readers.reader import Reader
from recognition.readers.references import References
from recognition.readers.tree import Node
from recognition.readers.vc_envelope import envelope_of

_TYPES: Final = frozenset(
    {
        "EuropeanDigitalCredential",
        "EuropeanDigitalPresentation",
        "Europass",
        "ProfessionalTrainingCredential",
        "ContinuousMedicalTrainingAccreditation",
    }
)
_CLAIMS: Final = frozenset({"hasClaim", "achieved", "authorizationClaims"})


def detects(root: Node) -> bool:
    """Whether a JSON value is a credential of the European Learning Model, by its type or by what its subject holds."""
    entries = root.value
    if not isinstance(entries, dict) or "credentialSubject" not in entries:
        return False
    kinds = entries.get("type")
    listed = [] if kinds is None else kinds.value if isinstance(kinds.value, list) else [kinds]
    if any(isinstance(kind.value, str) and kind.value in _TYPES for kind in listed):
        return True
    subject = entries["credentialSubject"].value
    return isinstance(subject, dict) and not _CLAIMS.isdisjoint(subject)


def read_edc(root: Node, document: str) -> Dossier:
    """The dossier of one credential. What departs from the model is noticed and read past; nothing is refused."""
    envelope = envelope_of(root)
    credential = Credential(document, References(root, envelope.path))
    part = Part.at(root, "", envelope.path)
    if envelope.layers:
        sentence = f"The credential came inside: {', '.join(envelope.layers)}."
        credential.notice("credential_wrapped", sentence, part)
    return credential.dossier(part, "European Learning Model 3", envelope.signatures)


READER: Final = Reader("European Digital Credential", detects, lambda root, document, trusted: read_edc(root, document))
