"""Reader of CTDL and CTDL-ASN: what the Credential Registry says of credentials, programmes and frameworks.

It describes what is offered and shows nobody holding or learning it. A credential with the programme that leads to it
becomes a curriculum; frameworks, levels, competences and transfer values become documents, which meet no requirement.
No context is fetched: names are read as they stand, with any prefix.
"""

from __future__ import annotations

from typing import Any, Final

from recognition.foundations.problems import quoted
from recognition.model.dossier import Curriculum, Dossier, Provider
from recognition.model.evidence import Document, Level, Module
from recognition.readers.building import built
from recognition.readers.ctdl_nodes import CtdlNodes, local
from recognition.readers.elmo_values import Values, ident
from recognition.readers.part import Part
from recognition.readers.reader import Reader
from recognition.readers.tree import Node

_NAMED: Final = """
Credential Certificate CertificateOfCompletion Certification Diploma Badge DigitalBadge OpenBadge License
AssociateDegree
BachelorDegree MasterDegree DoctoralDegree ProfessionalDoctorate ResearchDoctorate Degree SecondarySchoolDiploma
GeneralEducationDevelopment ApprenticeshipCertificate JourneymanCertificate MasterCertificate MicroCredential
QualityAssuranceCredential
"""
_CREDENTIALS: Final = frozenset(_NAMED.split())
_PROGRAMMES: Final = frozenset({"LearningProgram", "LearningOpportunityProfile"})
_LISTED: Final = {
    "QualificationsFramework": "qualifications_framework",
    "ProgressionLevel": "framework_level",
    "CredentialType": "credential_type",
    "CompetencyFramework": "competency_framework",
    "Competency": "competency_statement",
    "TransferValueProfile": "transfer_value",
}
_KNOWN: Final = _CREDENTIALS | _PROGRAMMES | _LISTED.keys() | {"Course"}


class Ctdl(CtdlNodes):
    """One graph, one resource or one publishing request."""

    def dossier(self) -> Dossier:
        """What the graph describes. Of several credentials or programmes none is chosen."""
        credentials = [node for node in self.nodes if self.type_of(node) in _CREDENTIALS]
        programmes = [node for node in self.nodes if self.type_of(node) in _PROGRAMMES]
        transfers = [node for node in self.nodes if self.type_of(node) == "TransferValueProfile"]
        documents = [self._listed(node) for node in self.nodes if self.type_of(node) in _LISTED]
        documents += [self._credential(node) for node in credentials]
        content: dict[str, Any] = {"subject": "curriculum", "documents": tuple(documents)}
        subjects = credentials or ([] if transfers else programmes)
        if len(subjects) == 1:
            subject = subjects[0]
            content["id"] = self.id_of(subject)
            content["curriculum"] = self._curriculum(subject, programmes)
            content["modules"] = tuple(self._course(node) for node in self.nodes if self.type_of(node) == "Course")
        elif subjects:
            sentence = f"The document describes {len(subjects)} credentials or programmes; none of them was chosen."
            self.notice("several_courses", sentence, self.root, "warning", "give one of them alone")
        if {"CompetencyFramework", "QualificationsFramework"} & {self.type_of(node) for node in self.nodes}:
            sentence = "This is a framework, not a programme; nothing in it counts as taught or learnt."
            self.notice("framework_no_programme", sentence, self.root, hint="give the curriculum that follows it")
        self.look_at_spelling()
        return built(Dossier, content, {"_problems": self.notices.problems()})

    def _curriculum(self, subject: Part, programmes: list[Part]) -> Curriculum:
        values: Values = {}
        offering = self.named(subject, "offeredBy") or self.named(subject, "ownedBy")
        languages = [self.one(node, "inLanguage", "inLangaue") for node in (subject, *programmes)]
        language = next((found for part in languages if (found := self.language(part, values))), None)
        content = {
            "title": self.title(subject, values),
            "provider": self._provider(offering) if offering is not None else None,
            "level": self._level(subject, values),
            "language": language,
            "origin": self.origin(subject, values),
        }
        return built(Curriculum, content)

    def _provider(self, node: Part) -> Provider:
        values: Values = {}
        name = next(iter(self.title(node, values).values()), None)
        return built(Provider, {"name": name, "country": self.country_of(node, values), "id": self.id_of(node)})

    def _level(self, subject: Part, values: Values) -> Level | None:
        """The level of a national framework, as `<framework>:<level>`; no other framework's level follows from it."""
        for part in self.all(subject, "atLevel"):
            name, scheme = (
                self.word(self.one(part, "targetName", "targetNodeName")),
                self.word(self.one(part, "frameworkName")),
            )
            node = self.followed(self.one(part, "targetNode")) if name is None else None
            name = name or (next(iter(self.title(node, {}).values()), None) if node is not None else None)
            national = ident(f"{scheme}:{name}") if name and scheme else None
            if national is None:
                continue
            self.keep(part, values, "level", f"{scheme}: {name}")
            sentence = (
                f"The level {quoted(name or '', 30)} is one of {quoted(scheme or '', 40)}, which is not known here."
            )
            self.notice("level_framework_unknown", sentence, part)
            return built(Level, {"national": national})
        return None

    def _course(self, node: Part) -> Module:
        values: Values = {}
        content = {
            "id": self.id_of(node), "strength": "document", "type": "Course", "title": self.title(node, values),
            "language": self.language(self.one(node, "inLanguage", "inLangaue"), values),
            "origin": self.origin(node, values),
        }  # fmt: skip
        return built(Module, content)

    def _credential(self, node: Part) -> Document:
        """The credential as its register has it: its kind, its status, and who owns it."""
        values: Values = {}
        owner = self.named(node, "ownedBy")
        status = self.status(node, values)
        if status is not None and status != "active":
            sentence = f"The register gives the credential the status {quoted(status, 30)}."
            self.notice("credential_not_active", sentence, node, "warning")
        kind = self.type_of(node)
        content = {
            "id": f"credential-{self.id_of(node) or 1}"[:200], "strength": "document", "type": "credential_description",
            "form": "digital", "outcome": ident(status) if status else None, "note": f"CTDL; {kind}",
            "issuer_name": self.title(owner, {}) if owner is not None else {},
            "country": self.country_of(owner, values) if owner is not None else None,
            "origin": self.origin(node, values),
        }  # fmt: skip
        return built(Document, content)

    def _listed(self, node: Part) -> Document:
        kind = self.type_of(node)
        values: Values = {}
        title = self.title(node, values)
        above = next((self.id_of(part) for part in self.all(node, "isChildOf", "isPartOf")), None)
        content: dict[str, Any] = {
            "id": self.id_of(node), "strength": "document", "type": _LISTED[kind], "form": "digital",
            "note": next(iter(title.values()), None), "of": above, "origin": self.origin(node, values),
        }  # fmt: skip
        if (address := node.kid("@id")) is not None:
            self.keep(address, values, "address")
        publisher = self.texts(self.one(node, "publisherName", "creatorName"), values, "issuer_name")
        if publisher:
            content["issuer_name"] = publisher
        if kind == "TransferValueProfile":
            content.update(self._transfer(node, values))
        return built(Document, content)

    def _transfer(self, node: Part, values: Values) -> dict[str, Any]:
        """How much one body grants for what was done at another. The words of its conditions are not judged."""
        owner = self.named(node, "ownedBy")
        worth = self.one(node, "transferValue")
        unit = self.unit(self.one(worth, "creditUnitType"), values) if worth is not None else None
        amount = self.amount(self.one(worth, "value"), values, "credits") if worth is not None else None
        ends = [self.with_owner(self.named(node, name)) for name in ("transferValueFrom", "transferValueFor")]
        names = []
        if self.all(node, "requires"):
            names.append("conditions")
            sentence = "The value is granted under conditions only; they are words and were not judged."
            self.notice("transfer_conditions", sentence, node, "warning")
        if self.all(node, "evaluationEvidence"):
            names.append("evaluation_evidence")
        shown = f"{amount.low / 100:g} {unit or 'of an unknown unit'}" if amount is not None else "a value not known"
        return {
            "issuer_name": self.title(owner, {}) if owner is not None else {},
            "names": tuple(names),
            "note": f"{shown} from {ends[0] or 'not named'} to {ends[1] or 'not named'}",
        }


def detects(root: Node) -> bool:
    """Whether a JSON value is CTDL: a resource or graph of one of its types, or a request to publish one."""
    value = root.value
    if not isinstance(value, dict):
        return False
    if "Credential" in value and isinstance(value["Credential"].value, dict):
        return "CredentialType" in value["Credential"].value
    graph = value.get("@graph")
    nodes = graph.value if graph is not None and isinstance(graph.value, list) else [root]
    types = {kind for node in nodes[:500] for kind in _types(node)}
    return any(prefix in ("ceterms", "ceasn", "asn") and local(kind) in _KNOWN for kind, prefix in _split(types))


def _types(node: Node) -> list[str]:
    stated = node.value.get("@type") if isinstance(node.value, dict) else None
    found = stated.value if stated is not None else None
    if isinstance(found, list):
        return [one.value for one in found if isinstance(one.value, str)]
    return [found] if isinstance(found, str) else []


def _split(types: set[str]) -> list[tuple[str, str]]:
    return [(kind, kind.partition(":")[0]) for kind in types]


def read_ctdl(root: Node, document: str) -> Dossier:
    """The dossier of one document."""
    return Ctdl(Part.root(root), document).dossier()


READER: Final = Reader("CTDL", detects, lambda root, document, trusted: read_ctdl(root, document))
