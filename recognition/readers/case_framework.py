"""Reader of CASE 1.0 and 1.1: frameworks of statements about what learners should know (1EdTech).

A framework is no programme: that something is stated in it shows nobody teaching or learning it. Its statements are
therefore documents of the dossier, and nothing in them can meet or fail a requirement.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, Final

from recognition.foundations.problems import quoted
from recognition.model.dossier import Curriculum, Dossier, Provider
from recognition.model.evidence import Document
from recognition.readers.building import built
from recognition.readers.elmo_values import Values, ident
from recognition.readers.part import Part
from recognition.readers.part_values import PartValues
from recognition.readers.reader import Reader
from recognition.readers.tree import Node

STATEMENT: Final = "competency_statement"
FRAMEWORK: Final = "competency_framework"
_CHILD: Final = "ischildof"
_NO_ZONE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{4,18}", re.ASCII)


class CaseFramework(PartValues):
    """One package: document, items, associations."""

    def dossier(self, root: Part) -> Dossier:
        """The framework, its statements, and which statement is part of which."""
        about = root.kid("CFDocument") or root
        items, links = root.kids("CFItems"), root.kids("CFAssociations")
        values: Values = {}
        title = self.text(about.kid("title"), values, "title")
        creator = self.text(about.kid("creator"), values, "provider")
        language = self._language(about, values)
        status = self.text(about.kid("adoptionStatus"), values, "status")
        self._day(about, values)
        if status is not None and status.lower() not in ("adopted", "implemented"):
            sentence = f"The framework has the status {quoted(status, 30)}; it is not in use, or not yet."
            self.notice("framework_not_adopted", sentence, about, "warning")
        sentence = "This is a framework of statements, not a programme; nothing in it counts as taught or learnt."
        self.notice("framework_no_programme", sentence, about, hint="give the curriculum that follows it")
        parents = self._parents(items, links)
        statements = self._statements(items, parents, language)
        kinds = Counter(text for link in links if (text := _word(link, "associationType")))
        counted = ", ".join(f"{kind} {number}" for kind, number in sorted(kinds.items()))
        note = f"CASE; items: {len(items)}; associations: {len(links)}" + (f" ({counted})" if counted else "")
        whole = {
            "id": "framework", "strength": "document", "origin": self.origin(about, values), "type": FRAMEWORK,
            "form": "digital", "language": language, "issuer_name": {"und": creator} if creator else {},
            "outcome": ident(status.lower()) if status else None, "note": note,
        }  # fmt: skip
        curriculum = {
            "title": {language or "und": title} if title else {},
            "provider": built(Provider, {"name": creator}) if creator else None,
            "language": None,
            "origin": self.origin(about, values),
        }
        content: dict[str, Any] = {
            "subject": "curriculum",
            "id": ident(_word(about, "identifier") or ""),
            "curriculum": built(Curriculum, curriculum),
            "documents": (built(Document, whole), *statements),
        }
        return built(Dossier, content, {"_problems": self.notices.problems()})

    def _language(self, about: Part, values: Values) -> str | None:
        if about.kid("language") is None:
            self.notice("language_missing", "The framework names no language for its texts.", about)
            return None
        return self.language(about.kid("language"), values)

    def _day(self, part: Part, values: Values) -> None:
        moment = part.kid("lastChangeDateTime")
        text = moment.text if moment is not None else None
        if moment is not None and text is not None and _NO_ZONE.fullmatch(text):
            self.notice("moment_without_zone", "A time is given without its zone; only its day was read.", moment)
        self.day(moment, values, "changed")

    def _parents(self, items: list[Part], links: list[Part]) -> dict[str, str]:
        """Which item stands under which; a link whose ends are not items here is only noticed."""
        known = {name for item in items if (name := _word(item, "identifier"))}
        found: dict[str, str] = {}
        for link in links:
            if (_word(link, "associationType") or "").lower() != _CHILD:
                continue
            child, parent = (_word(link.kid(end), "identifier") for end in ("originNodeURI", "destinationNodeURI"))
            if child is None or parent is None or child not in known:
                sentence = "An association names an item that is not in the document."
                self.notice("reference_to_nothing", sentence, link)
            elif parent in known and parent != child:
                found.setdefault(child, parent)
        return found

    def _statements(self, items: list[Part], parents: dict[str, str], language: str | None) -> list[Document]:
        taken: set[str] = {"framework"}
        found: list[Document] = []
        for number, item in enumerate(items, 1):
            values: Values = {}
            name = ident(_word(item, "identifier") or "") or f"item-{number}"
            if name in taken:
                self.notice("id_repeated", f"Two items have the identifier {quoted(name, 60)}.", item, "warning")
                name = f"{name[:180]}-{number}"
            taken.add(name)
            self._day(item, values)
            own = parents.get(_word(item, "identifier") or "")
            text = self.text(item.kid("fullStatement"), values, "note")
            if text is None:
                self.notice("statement_missing", "An item states nothing.", item, "warning")
            content = {
                "id": name, "strength": "document", "origin": self.origin(item, values), "type": STATEMENT,
                "note": text, "of": ident(own or "") or "framework",
                "language": self.language(item.kid("language"), values) or language,
                "names": _idents(_word(item, "humanCodingScheme")),
            }  # fmt: skip
            found.append(built(Document, content))
        return found


def _word(part: Part | None, name: str) -> str | None:
    kid = part.kid(name) if part is not None else None
    return kid.text if kid is not None else None


def _idents(text: str | None) -> tuple[str, ...]:
    found = ident(text) if text else None
    return (found,) if found else ()


def detects(root: Node) -> bool:
    """Whether a JSON value is a CASE package, or one document of it."""
    value = root.value
    return isinstance(value, dict) and "CFDocument" in value and isinstance(value["CFDocument"].value, dict)


def read_case(root: Node, document: str) -> Dossier:
    """The dossier of one framework."""
    return CaseFramework(document).dossier(Part.root(root))


READER: Final = Reader("CASE", detects, lambda root, document, trusted: read_case(root, document))
