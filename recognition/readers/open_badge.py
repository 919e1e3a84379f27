"""Reader of one Open Badges 3.0 credential in JSON, whatever it travelled in."""

from __future__ import annotations

from typing import Any, Final

from recognition.foundations.problems import quoted
from recognition.model.dossier import Dossier, Person
from recognition.model.evidence import Module, Qualification
from recognition.readers.badge_credential import Credentials
from recognition.readers.badge_words import BADGES
from recognition.readers.building import built
from recognition.readers.elmo_values import Values
from recognition.readers.outcomes import settled, settled_in
from recognition.readers.part import Part
from recognition.readers.reader import Reader
from recognition.readers.tree import Node
from recognition.readers.vc_envelope import envelope_of


def type_names(root: Any) -> frozenset[str]:
    """The types that a credential in JSON names, without prefixes."""
    value = root.value if isinstance(root, Node) else None
    stated = value.get("type") or value.get("@type") if isinstance(value, dict) else None
    found = stated.value if stated is not None else None
    names = [item.value for item in found] if isinstance(found, list) else [found]
    return frozenset(name.rpartition(":")[2] for name in names if isinstance(name, str))


def detects(root: Any) -> bool:
    """Whether this is a credential of one achievement."""
    return bool(type_names(root) & BADGES) and "credentialSubject" in root.value


def read_badge(root: Node, document: str) -> Dossier:
    """The dossier of one badge. Raises InvalidDocument `several_subjects`."""
    envelope = envelope_of(root)
    whole = Part.at(root, "", envelope.path)
    found = Credentials(document)
    found.credential(whole, envelope)
    return dossier_of(found, whole)


READER: Final = Reader("Open Badges 3.0", detects, lambda root, document, trusted: read_badge(root, document))


def dossier_of(found: Credentials, whole: Part) -> Dossier:
    """The dossier of all that was found, with its holder."""
    items = [given.item for given in found.given]
    content = {
        "subject": "person",
        "person": holder(found, whole),
        "qualifications": tuple(settled_in(item, found.notices) for item in items if isinstance(item, Qualification)),
        "modules": tuple(settled((item for item in items if isinstance(item, Module)), found.notices)),
        "documents": tuple(found.documents),
        "accreditations": tuple(found.accreditations),
    }
    return built(Dossier, content, {"_problems": found.notices.problems()})


def holder(found: Credentials, whole: Part) -> Person | None:
    """The holder's name where it is written out. Addresses and numbers of persons stay in the document."""
    subject = found.subject(whole)
    if subject is None:
        return None
    values: Values = {}
    name = found.text(subject.kid("name", "@value") or subject.kid("name"), values, "full_name")
    hashed = False
    for identity in subject.kids("identifier"):
        kind, flag = identity.kid("identityType"), identity.kid("hashed")
        if flag is not None and flag.text == "true":
            hashed = True
        elif name is None and kind is not None and kind.text == "name":
            name = found.text(identity.kid("identityHash"), values, "full_name")
    given = found.text(subject.kid("givenName"), values, "given_names")
    family = found.text(subject.kid("familyName"), values, "family_name")
    if name is None and given is None and family is None:
        sentence = "The holder is told only as a scrambled code." if hashed else "The holder has no name here."
        title = whole.kid("name")
        hint = f"the document is called {quoted(title.text, 40)}" if title is not None and title.text else None
        found.notice("holder_unnamed", sentence, subject, "warning", hint)
        return None
    content = {"full_name": name, "given_names": given, "family_name": family}
    return built(Person, {**content, "origin": found.origin(subject, values)})
