"""Reader of EWP inter-institutional agreements: who sends whom where, how many, at which level, in which language.

A partnership of two institutions. Its conditions are kept as documents; what they recommend is nobody's achievement.
"""

from __future__ import annotations

from typing import Final

from recognition.model.dossier import Dossier, Partnership, Party
from recognition.model.evidence import Document
from recognition.readers.building import built
from recognition.readers.course_tree import Spot, local, namespace
from recognition.readers.course_values import CourseValues
from recognition.readers.elmo_shape import EWP, Element
from recognition.readers.elmo_values import Values, ident
from recognition.readers.ewp_learning_agreement import only
from recognition.readers.reader import Reader

_FIELDS: Final = {
    "sending-hei-id": "from",
    "receiving-hei-id": "to",
    "receiving-first-academic-year-id": "first_year",
    "receiving-last-academic-year-id": "last_year",
    "mobilities-per-year": "per_year",
    "total-months-per-year": "months",
    "total-days-per-year": "days",
    "eqf-level": "eqf",
    "blended": "blended",
}
_SUFFIX: Final = "-mobility-spec"


class Agreement(CourseValues):
    """One agreement between institutions."""

    def dossier(self, iia: Spot) -> Dossier:
        """The dossier of the partnership."""
        names = [name for spot in iia.below("partner", "hei-id") if (name := self.text(spot)) is not None]
        parties = tuple(built(Party, {"role": "institution", "name": name}) for name in names)
        conditions = [spot for group in iia.kids("cooperation-conditions") for spot in group.kids()]
        documents = [
            self._condition(spot, number)
            for number, spot in enumerate((spot for spot in conditions if spot.name.endswith(_SUFFIX)), 1)
        ]
        content = {
            "subject": "partnership",
            "partnership": built(Partnership, {"name": " and ".join(names) or None}),
            "parties": parties,
            "documents": (self._agreement(iia, len(documents)), *documents),
        }
        return built(Dossier, content, {"_problems": self.notices.problems()})

    def _agreement(self, iia: Spot, conditions: int) -> Document:
        values = Values()
        effect = self.text(iia.kid("in-effect"), values, "in_effect")
        code = next((text for spot in iia.below("partner", "iia-id") if (text := spot.text)), None)
        if effect not in ("true", "1"):
            sentence = "The agreement is not said to be in effect."
            self.notice("agreement_not_in_effect", sentence, iia, "warning")
        return built(
            Document,
            {
                "id": ident(code or "") or "agreement",
                "strength": "document",
                "origin": self.origin(iia, values),
                "type": "interinstitutional_agreement",
                "form": "digital",
                "outcome": "in_effect" if effect in ("true", "1") else None,
                "note": f"EWP inter-institutional agreement; conditions: {conditions}",
            },
        )

    def _condition(self, spot: Spot, number: int) -> Document:
        values = Values()
        said: dict[str, list[str]] = {}
        for child in spot.kids():
            field = _FIELDS.get(child.name)
            if field is not None and (text := self.text(child, values, field)):
                said.setdefault(field, []).append(text)
        languages = [
            f"{language.text} {level.text}"
            for skill in spot.kids("recommended-language-skill")
            if (language := skill.kid("language")) is not None and (level := skill.kid("cefr-level")) is not None
        ]
        area = spot.kid("subject-area")
        field = self.field(area.kids("isced-f-code"), values) if area else None
        kind = spot.name.removesuffix(_SUFFIX).replace("-", " ")
        parts = [
            kind,
            f"{_one(said, 'from')} to {_one(said, 'to')}",
            f"{_one(said, 'first_year')} to {_one(said, 'last_year')}",
            f"{_one(said, 'per_year')} a year",
            *(f"{_one(said, unit)} {unit} a year" for unit in ("months", "days") if unit in said),
            *([f"EQF {', '.join(said['eqf'])}"] if "eqf" in said else []),
            *([f"languages {', '.join(languages)}"] if languages else []),
            *([f"ISCED-F {field}"] if field else []),
        ]
        return built(
            Document,
            {
                "id": f"condition-{number}",
                "strength": "document",
                "origin": self.origin(spot, values),
                "type": "mobility_condition",
                "form": "digital",
                "note": "; ".join(parts),
            },
        )


def _one(said: dict[str, list[str]], field: str) -> str:
    return said[field][0] if field in said else "unknown"


def _detects(root: Element) -> bool:
    return local(root.tag) == "iias-get-response" and namespace(root.tag).startswith(EWP)


def _read(root: Element, document: str) -> Dossier:
    return Agreement(document).dossier(only(Spot.root(root), "iia", document))


READER: Final = Reader("EWP agreement of institutions", _detects, lambda root, document, trusted: _read(root, document))
