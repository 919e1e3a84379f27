"""Reader of a Comprehensive Learner Record 2.0: credentials of many achievements, and what belongs to what.

`credentialSubject/verifiableCredential` holds credentials as Open Badges have them, `achievement` mere descriptions,
`association` the links. A description without a credential is nobody's achievement. A link that may mean several
achievements is not followed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from recognition.foundations.problems import quoted
from recognition.model.dossier import Dossier
from recognition.model.evidence import Document, Module, Qualification
from recognition.readers.badge_credential import Credentials, Given
from recognition.readers.badge_documents import kid_text
from recognition.readers.badge_words import BADGES, ENDORSEMENT, RECORD
from recognition.readers.building import built
from recognition.readers.elmo_checks import add_up
from recognition.readers.elmo_values import Values
from recognition.readers.open_badge import dossier_of, type_names
from recognition.readers.part import Part
from recognition.readers.reader import Reader
from recognition.readers.tree import Node
from recognition.readers.vc_envelope import Envelope, envelope_of, unwrap

_DOWN: Final = "isParentOf"
_UP: Final = frozenset({"isChildOf", "isPartOf"})


def detects(root: Any) -> bool:
    """Whether this is a learner record."""
    return RECORD in type_names(root) and "credentialSubject" in root.value


def read_record(root: Node, document: str) -> Dossier:
    """The dossier of one record. Raises InvalidDocument `several_subjects`, and what a signed part is refused for."""
    envelope = envelope_of(root)
    whole = Part.at(root, "", envelope.path)
    record = LearnerRecord(document)
    record.read(whole, root, envelope)
    return dossier_of(record, whole)


READER: Final = Reader(
    "Comprehensive Learner Record 2.0", detects, lambda root, document, trusted: read_record(root, document)
)


class LearnerRecord(Credentials):
    """Everything found so far in one record."""

    def read(self, whole: Part, root: Node, around: Envelope) -> None:
        """Read the record itself, its credentials, and then what links them."""
        values: Values = {}
        issuer = self.issuer(whole.kid("issuer"), whole, values)
        first, last = self.validity(whole, issuer.country, values, around)
        self.signature(whole, around.signatures)
        paper = self.paper(whole, "learner_record", values, issuer)
        self.documents.append(built(Document, {**paper, "issued": first, "until": last}))
        subject = self.subject(whole)
        if subject is None:
            self.notice("achievement_missing", "The record has no subject.", whole, "warning")
            return
        endorsements = [
            part for part, inner in self._credentials(root, around.path) if not self._take(part, inner, subject)
        ]
        named = self._named()
        about = {address: given[0].item.id for address, given in named.items() if len(given) == 1}
        for part in endorsements:
            self.endorsement(part, about)
        described = {text: part for part in subject.kids("achievement") if (text := kid_text(part, "id"))}
        if described:
            sentence = f"{len(described)} achievements are only described; no credential says that the holder has them."
            self.notice("achievement_described", sentence, next(iter(described.values())), "warning")
        links = subject.kids("association")
        self._describe(described, links)
        number = len(self.given) + len(endorsements)
        self._link(links, named, described)
        note = f"CLR 2.0; credentials: {number}; described: {len(described)}; associations: {len(links)}"
        if (name := whole.kid("name")) is not None and name.text:
            note = f"{note}; called: {name.text}"
        self.documents[0] = self.documents[0].model_copy(update={"note": note})

    def _credentials(self, root: Node, path: str) -> Iterator[tuple[Part, Envelope]]:
        """The credentials inside, each taken out of its signature, with what was around it."""
        node, path = _below(root, "credentialSubject", path)
        held, path = _below(node, "verifiableCredential", path)
        listed = held.value if isinstance(held.value, list) else [held]
        for index, item in enumerate(listed):
            place = f"{path}/{index}" if isinstance(held.value, list) else path
            inside = unwrap(item, self.document)
            around = envelope_of(inside)
            if isinstance(inside.value, dict):
                yield Part.at(inside, "verifiableCredential", place + around.path), around
            elif inside.value is not None:
                self.notices.add(
                    "credential_unknown", "Something in the record is no credential.", place, item.line, "warning"
                )

    def _take(self, part: Part, around: Envelope, subject: Part) -> bool:
        """Read one credential; False for an endorsement, which waits until all that it may name is known."""
        types = set(self.types(part))
        if ENDORSEMENT in types:
            return False
        if not types & BADGES:
            sentence = "A credential of another kind in the record was not read."
            self.notice("credential_unknown", sentence, part, "warning")
            return True
        own, other = kid_text(subject, "id"), part.kid("credentialSubject", "id")
        if own and other is not None and other.text != own:
            sentence = "A credential in the record names another subject than the record does."
            self.notice("subject_differs", sentence, other, "warning")
        self.credential(part, around)
        return True

    def _describe(self, described: dict[str, Part], links: list[Part]) -> None:
        """Achievements that are only described, as documents that prove nothing; `of` keeps what stands above them."""
        first = len(self.documents) + 1
        ids = {address: f"d{number}" for number, address in enumerate(described, first)}
        above: dict[str, str] = {}
        for link in links:
            ends = [kid_text(link, "sourceId") or "", kid_text(link, "targetId") or ""]
            if (kind := kid_text(link, "associationType")) in (_DOWN, *_UP) and ids.keys() >= set(ends):
                parent, child = ends if kind == _DOWN else ends[::-1]
                above.setdefault(child, ids[parent])
        for address, part in described.items():
            values: Values = {}
            content = {
                "id": ids[address],
                "strength": "document",
                "type": "achievement_description",
                "form": "digital",
                "of": above.get(address),
                "note": self.text(part.kid("name"), values, "note"),
                "origin": self.origin(part, values),
            }
            self.documents.append(built(Document, content))

    def _named(self) -> dict[str, list[Given]]:
        """What was given, by the ids of achievements and of credentials."""
        named: dict[str, list[Given]] = {}
        for given in self.given:
            for address in {given.achievement, given.credential} - {None}:
                named.setdefault(str(address), []).append(given)
        return named

    def _link(self, links: list[Part], named: dict[str, list[Given]], described: dict[str, Part]) -> None:
        parents: dict[str, str] = {}
        items = {given.item.id or "": given.item for given in self.given}
        for link in links:
            kind = kid_text(link, "associationType")
            ends = [self._end(link, name, named, described) for name in ("sourceId", "targetId")]
            if None in ends or (kind != _DOWN and kind not in _UP):
                continue
            source, target = str(ends[0]), str(ends[1])
            parent, child = (source, target) if kind == _DOWN else (target, source)
            if child in parents or not isinstance(items[child], Module) or _above(parent, child, parents):
                sentence = "A link cannot be kept: only parts stand in one whole, and never in a circle."
                self.notice("association_not_used", sentence, link)
                continue
            parents[child] = parent
        self._nest(parents, items)

    def _end(self, link: Part, name: str, named: dict[str, list[Given]], described: dict[str, Part]) -> str | None:
        """The item that one end of a link means; None where it means none, several, or a mere description."""
        part = link.kid(name)
        address = part.text if part is not None else None
        found = named.get(address or "", [])
        if len(found) > 1:
            sentence = f"{len(found)} achievements share the id {quoted(address, 60)}; links to it were not followed."
            self.notice("achievement_id_shared", sentence, part or link, "warning")
        elif not found and address in described:
            self.notice("association_not_used", "A link joins achievements that are only described.", link)
        elif not found:
            sentence = "A link leads to an achievement that is not in the record."
            self.notice("reference_to_nothing", sentence, part or link)
        return found[0].item.id if len(found) == 1 else None

    def _nest(self, parents: dict[str, str], items: dict[str, Qualification | Module]) -> None:
        """Put modules into the qualification above them; a module inside a module says so itself."""
        inside: dict[str, list[Module]] = {}
        kept: list[Given] = []
        for given in self.given:
            item = given.item
            parent = parents.get(item.id or "")
            if isinstance(item, Module) and parent is not None:
                if isinstance(items[parent], Module):
                    item = item.model_copy(update={"part_of": parent})
                top = parent
                while isinstance(items[top], Module) and top in parents:
                    top = parents[top]
                if isinstance(items[top], Qualification):
                    inside.setdefault(top, []).append(item)
                    continue
            kept.append(given._replace(item=item))
        for index, given in enumerate(kept):
            modules = inside.get(given.item.id or "")
            if modules and isinstance(given.item, Qualification):
                whole = given.item.model_copy(update={"modules": (*given.item.modules, *modules)})
                add_up(whole, self.notices)
                kept[index] = given._replace(item=whole)
        self.given = kept


def _below(node: Node, name: str, path: str) -> tuple[Node, str]:
    """The value of a member, out of a list of one, with its pointer; an empty node where there is none."""
    value = node.value
    found = value.get(name) if isinstance(value, dict) else None
    if found is None:
        return Node(None, node.line, node.column), path
    path = f"{path}/{name}"
    if name == "credentialSubject" and isinstance(found.value, list) and found.value:
        return found.value[0], f"{path}/0"
    return found, path


def _above(parent: str, child: str, parents: dict[str, str]) -> bool:
    """Whether `child` is `parent` or stands above it."""
    here: str | None = parent
    while here is not None:
        if here == child:
            return True
        here = parents.get(here)
    return False
