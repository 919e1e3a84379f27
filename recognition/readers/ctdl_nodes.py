"""The nodes of a CTDL graph: links followed inside the document, texts by language, names with and without prefix."""

from __future__ import annotations

from typing import Final

from recognition.foundations.problems import nearest, quoted
from recognition.readers import normalise
from recognition.readers.countries import ALPHA2
from recognition.readers.elmo_values import Values, ident
from recognition.readers.part import Part
from recognition.readers.part_values import PartValues

_PREFIXES: Final = ("ceterms:", "ceasn:", "asn:", "schema:", "skos:", "")
_TITLES: Final = ("name", "prefLabel", "competencyText")
_UNITS: Final = (
    "DegreeCredit", "ContinuingEducationUnit", "CertificateCredit", "SecondaryDiplomaCredit", "RequirementNoCredit",
    "RequirementCredit", "NonCredit", "UnknownCredit", "ProfessionalDevelopmentHours", "ClockHour", "ContactHour",
    "QuarterHour", "SemesterHour", "ECTS", "CarnegieUnit",
)  # fmt: skip
_MISSPELT: Final = {"DegreeeCredit": "DegreeCredit"}
"""Slips seen in documents; any other word that is not of the vocabulary stays unknown."""


def local(name: str) -> str:
    """A name without its prefix or address."""
    return name.rpartition("/")[2].rpartition(":")[2]


class CtdlNodes(PartValues):
    """Reads nodes of one document."""

    def __init__(self, root: Part, document: str) -> None:
        super().__init__(document)
        self.root: Final = root
        request = root.kid("Credential")
        self.nodes: Final = root.kids("@graph") or ([request] if request is not None else [root])
        self._by_id: Final = {name: node for node in self.nodes if (name := _address(node)) is not None}

    def type_of(self, node: Part) -> str:
        """The type of a node without its prefix; empty where none is stated."""
        kind = node.kid("@type") or node.kid("CredentialType")
        return local(kind.text or "") if kind is not None else ""

    def all(self, part: Part | None, *names: str) -> list[Part]:
        """Children of these names, under any prefix of CTDL."""
        return [] if part is None else part.kids(*(f"{prefix}{name}" for name in names for prefix in _PREFIXES))

    def one(self, part: Part | None, *names: str) -> Part | None:
        """The first of them."""
        found = self.all(part, *names)
        return found[0] if found else None

    def followed(self, part: Part | None) -> Part | None:
        """The node that a link names; a node that stands in place is itself. None: the link leads out of here."""
        if part is None:
            return None
        if not part.is_leaf and any(self.all(part, *_TITLES)):
            return part
        if not part.is_leaf and part.kid("@id") is not None:
            self.notice("link_object", "Links are written as objects, not as plain text.", part)
        address = _address(part) if not part.is_leaf else part.text
        return self._by_id.get(address) if address else None

    def named(self, node: Part, name: str) -> Part | None:
        """What a property names, where the document holds it."""
        return self.followed(self.one(node, name))

    def id_of(self, node: Part) -> str | None:
        """The identifier of a node or of what a link names, the last step of its address."""
        address = node.text if node.is_leaf else (_address(node) or _text(self.one(node, "ctid")))
        return ident(local(address)) if address else None

    def title(self, node: Part | None, values: Values) -> dict[str, str]:
        """The name of a node by language."""
        return self.texts(self.one(node, *_TITLES), values, "title") if node is not None else {}

    def texts(self, part: Part | None, values: Values, field: str) -> dict[str, str]:
        """A text by language; a plain text has none."""
        if part is None:
            return {}
        if part.is_leaf:
            text = self.text(part, values, field)
            if text is not None:
                self.notice("language_missing", "Texts stand without a language.", part)
            return {"und": text} if text else {}
        found: dict[str, str] = {}
        for kid in part.every_kid():
            text = self.text(kid, values, field)
            if text is not None:
                found.setdefault(normalise.language(kid.name) or "und", text)
        return found

    def word(self, part: Part | None) -> str | None:
        """A text in one of its languages."""
        return next(iter(self.texts(part, {}, "").values()), None)

    def status(self, node: Part, values: Values) -> str | None:
        """The status that the register gives a credential, in lower case: `active`, `deprecated` …"""
        part = self.one(node, "credentialStatusType")
        code = part if part is not None and part.is_leaf else self.one(part, "targetNode")
        if code is None:
            return None
        text = code.text if code.is_leaf else _address(code)
        if text:
            self.keep(code, values, "outcome", text)
        return local(text).lower() if text else None

    def unit(self, part: Part | None, values: Values) -> str | None:
        """The unit of a credit value. A code that the vocabulary does not have is not known, never the nearest one."""
        code = part if part is None or part.is_leaf else self.one(part, "targetNode")
        if code is None or code.text is None:
            return None
        self.keep(code, values, "unit")
        found = local(code.text)
        if found in _MISSPELT:
            sentence = f"The unit {quoted(found, 40)} is misspelt; it was read as {_MISSPELT[found]}."
            self.notice("misspelt_name", sentence, code, "warning")
            return _MISSPELT[found]
        if found in _UNITS:
            return found
        sentence = f"The unit {quoted(found, 40)} is not one of the vocabulary; it stays unknown."
        self.notice("unit_unreadable", sentence, code, "warning", nearest(found, _UNITS))
        return None

    def with_owner(self, node: Part | None) -> str | None:
        """A node as people call it: its name and who owns it."""
        name = next(iter(self.title(node, {}).values()), None)
        owner = next(iter(self.title(self.named(node, "ownedBy"), {}).values()), None) if node is not None else None
        return f"{name} ({owner})" if name and owner else name

    def country_of(self, node: Part, values: Values) -> str | None:
        """The country of an organisation's address."""
        for part in self.all(node, "address"):
            stated = self.one(self.followed(part) or part, "addressCountry")
            text = self.word(stated)
            if stated is None or text is None:
                continue
            self.keep(stated, values, "country", text)
            found = normalise.country(text)
            if found is None:
                self.notice("country_unknown", f"The country {quoted(text, 30)} is not known.", stated, "warning")
            elif text.upper() not in ALPHA2:
                self.notice("country_in_words", f"The country is written {quoted(text, 30)}, not as a code.", stated)
            return found
        return None

    def look_at_spelling(self) -> None:
        """Notice a misspelt name that real documents hold."""
        for node in self.nodes:
            if (part := self.one(node, "inLangaue")) is not None:
                sentence = f"The name {quoted(part.name, 30)} stands where the model has another."
                self.notice("misspelt_name", sentence, part, hint="meant: inLanguage")


def _address(part: Part) -> str | None:
    return _text(part.kid("@id"))


def _text(part: Part | None) -> str | None:
    return part.text if part is not None else None
