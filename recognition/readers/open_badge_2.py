"""Reader of an Open Badges 2.0 assertion. Most name their badge and issuer by address only: both then stay unknown."""

from __future__ import annotations

from typing import Any, Final

from recognition.model.dossier import Dossier
from recognition.model.evidence import Document, Qualification
from recognition.readers.badge_credential import Credentials, Given
from recognition.readers.badge_words import PARTICIPATION
from recognition.readers.building import built
from recognition.readers.elmo_values import Values
from recognition.readers.open_badge import type_names
from recognition.readers.part import Part
from recognition.readers.reader import Reader
from recognition.readers.tree import Node
from recognition.readers.vc_envelope import envelope_of


def detects(root: Any) -> bool:
    """Whether this is an assertion of Open Badges 2."""
    names = {"badge", "recipient"}
    return "Assertion" in type_names(root) and names <= set(root.value) and "credentialSubject" not in root.value


def read_assertion(root: Node, document: str) -> Dossier:
    """The dossier of one assertion."""
    envelope = envelope_of(root)
    whole = Part.at(root, "", envelope.path)
    found = Credentials(document)
    badge = whole.kids("badge")[0] if whole.kids("badge") else whole
    values: Values = {}
    issuer = found.issuer(badge.kid("issuer"), badge, values)
    titles = found.titles(badge.kids("name"), values)
    reached = bool(titles) and not any(PARTICIPATION.search(title) for title in titles.values())
    if badge.is_leaf:
        sentence = "The badge is only an address; nothing was looked up."
        found.notice("achievement_elsewhere", sentence, badge, "warning")
    elif reached:
        sentence = "A badge is given to those who met its criteria, so it was read as completed."
        found.notice("completion_implied", sentence, whole)
    elif titles:
        sentence = "The title speaks of taking part; it is not taken as an achievement."
        found.notice("participation_only", sentence, badge, "warning")
    issued = found.day(whole.kid("issuedOn"), values, "issued", issuer.country)
    expires = found.day(whole.kid("expires"), values, "expires", issuer.country)
    item = {
        "id": "q1",
        "strength": "document",
        "origin": found.origin(whole, values),
        "title": titles,
        "country": issuer.country,
        "body": dict(issuer.names),
        "institution": dict(issuer.names),
        "institution_id": issuer.ids[0] if issuer.ids else None,
        "issued": issued if reached else None,
        "status": "completed" if reached else None,
        "expires": expires,
    }
    found.given.append(Given(built(Qualification, item), None, None))
    paper = found.paper(whole, "open_badge", values, issuer)
    paper.update(issued=issued, until=expires, of="q1", note="Open Badges 2.0")
    found.documents.append(built(Document, paper))
    _look_around(found, whole, envelope.signatures)
    content = {
        "subject": "person",
        "qualifications": tuple(given.item for given in found.given),
        "documents": tuple(found.documents),
    }
    return built(Dossier, content, {"_problems": found.notices.problems()})


READER: Final = Reader("Open Badges 2.0", detects, lambda root, document, trusted: read_assertion(root, document))


def _look_around(found: Credentials, whole: Part, signatures: int) -> None:
    """Say who cannot be told and what was not asked."""
    recipient = whole.kid("recipient") or whole
    hashed = recipient.kid("hashed")
    scrambled = hashed is not None and hashed.text == "true"
    sentence = "The holder is told only as a scrambled code." if scrambled else "The holder has no name here."
    found.notice("holder_unnamed", sentence, recipient, "warning")
    found.signature(whole, signatures)
    revoked = whole.kid("revoked")
    if revoked is not None and revoked.text == "true":
        found.notice("revoked_by_itself", "The assertion says of itself that it was revoked.", revoked, "warning")
    kind = whole.kid("verification", "type") or whole.kid("verify", "type")
    if kind is not None and (kind.text or "").lower().startswith("hosted"):
        sentence = "The badge is to be checked at the address where it is held; nothing was looked up."
        found.notice("hosted_not_checked", sentence, kind)
