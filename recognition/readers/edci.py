"""Reader of European Digital Credentials before 2023: European Learning Model 2 in XML, plain or in a presentation.

Organisations, specifications, outcomes and awards stand in tables of their own and are named by `idref`.
"""

from __future__ import annotations

from typing import Final

from recognition.foundations.problems import InvalidDocument, Place, Problem
from recognition.model.dossier import Dossier
from recognition.readers.credential import Credential
from recognition.readers.elmo_shape import Element
from recognition.readers.part import Part
from recognition.readers.reader import Reader
from recognition.readers.references import References, path_of

_CREDENTIAL: Final = "europassCredential"
_PRESENTATION: Final = "verifiablePresentation"


def detects(root: Element) -> bool:
    """Whether this is a Europass credential or a presentation that holds some."""
    name = _local(root.tag)
    return name == _CREDENTIAL or (name == _PRESENTATION and bool(_inside(root)))


def read_edci(root: Element, document: str) -> Dossier:
    """The dossier of one credential.

    Raises InvalidDocument `several_subjects` for a presentation of more than one.
    """
    if _local(root.tag) == _CREDENTIAL:
        credential = Credential(document, References(root))
        return credential.dossier(Part.root(root), "European Learning Model 2", 0)
    held = _inside(root)
    if len(held) > 1:
        place = Place(document, "/", held[1].sourceline)
        raise InvalidDocument(
            Problem("several_subjects", "The presentation holds several credentials.", place, "give one at a time")
        )
    credential = Credential(document, References(held[0]))
    outer = Part.root(root)
    credential.notice("credential_wrapped", "The credential came inside: presentation.", outer)
    signatures = sum(_local(child.tag) in ("proof", "Signature") and len(child) > 0 for child in root)
    part = Part.at(held[0], _CREDENTIAL, path_of(held[0]))
    return credential.dossier(part, "European Learning Model 2", signatures)


def _inside(root: Element) -> list[Element]:
    direct = list(root)
    deeper = [grandchild for child in direct for grandchild in child]
    return [element for element in (*direct, *deeper) if _local(element.tag) == _CREDENTIAL]


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


READER: Final = Reader(
    "Europass credential (ELM 2)", detects, lambda root, document, trusted: read_edci(root, document)
)
