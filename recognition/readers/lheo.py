"""Reader of LHEO 1.3 to 2.3: offers of training as French law lays them down, whole or light, in a namespace or none.

Levels are numbers of LHEO's own list: its 6 is the former French level III, not EQF 6. They are kept in that list's
name and never turned into EQF here.
"""

from __future__ import annotations

from typing import Any, Final

from recognition.foundations.problems import quoted
from recognition.foundations.text import folded
from recognition.model.dossier import Dossier, Provider
from recognition.model.evidence import Document, Hours, Module
from recognition.model.values import Amount
from recognition.readers.building import built
from recognition.readers.course_tree import Spot, local, namespace
from recognition.readers.course_words import FRENCH_LEVELS, MODES
from recognition.readers.courses import Course, Courses, Found, ids_of
from recognition.readers.elmo_shape import Element
from recognition.readers.elmo_values import Values, ident
from recognition.readers.reader import Reader

_NAMESPACE: Final = "http://www.lheo.org/"
_OFFERS: Final = ("formation", "offre-formation", "resume-offre")
_WORDS: Final = ("objectif-formation", "resultats-attendus", "contenu-formation")
_NONE_STATED: Final = "0"


class Lheo(Courses):
    """The offers of one document."""

    format = "LHEO"

    def __init__(self, root: Spot, document: str) -> None:
        super().__init__(root, document)
        self._below: Final[dict[str, dict[str, list[Spot]]]] = {}

    def deep(self, spot: Spot | None, *names: str) -> Spot | None:
        """The first element below of the first of these names that is there."""
        return next(iter(self.deep_all(spot, *names)), None)

    def deep_all(self, spot: Spot | None, *names: str) -> list[Spot]:
        """All elements below, name by name. LHEO moved them about between versions."""
        if spot is None:
            return []
        found = self._below.get(spot.path)
        if found is None:
            found = self._below[spot.path] = {}
            waiting = spot.kids()[::-1]
            while waiting:
                here = waiting.pop()
                found.setdefault(here.name, []).append(here)
                if len(here.element):
                    waiting.extend(here.kids()[::-1])
        return [one for name in names for one in found.get(name, ())]

    def listed(self) -> list[Course]:
        offers = [offer for group in self.root.kids("offres", "resumes-offres") for offer in group.kids(*_OFFERS)]
        return [self._course(offer) for offer in offers]

    def _course(self, offer: Spot) -> Course:
        title = self.deep(offer, "intitule-formation", "intitule-action")
        sessions = self.deep_all(offer, "session")
        return Course(
            offer,
            ids_of([offer.get("numero"), *(_rncp(code) for code in self.deep_all(offer, "code-RNCP"))]),
            {"fr": text} if title is not None and (text := title.text) else {},
            tuple((session.get("numero"), session) for session in sessions),
            self.deep(offer, "organisme-formation-responsable") or (offer if offer.name == "resume-offre" else None),
        )

    def provider(self, spot: Spot) -> Provider:
        siret = self.text(self.deep(spot, "SIRET"))
        self.text(spot.kid("numero-activite"))
        country = self.country(self.deep_all(spot.kid("coordonnees-organisme"), "pays"))
        if country is None and siret:
            country = "FR"  # the register of these numbers is France's
            self.notice("country_by_register", "The provider's country is that of the register of its number.", spot)
        return built(
            Provider,
            {
                "name": self.text(spot.kid("nom-organisme") or spot.kid("raison-sociale")),
                "country": country,
                "id": ident(f"siret:{siret}") if siret else None,
            },
        )

    def found(self, course: Course) -> Found:
        offer, values = course.spot, Values()
        heading = self.deep(offer, "intitule-formation", "intitule-action")
        title = {"fr": text} if (text := self.text(heading, values, "title")) else {}
        self.markup(self.deep_all(offer, *_WORDS))
        mode = (
            MODES.get(folded(text))
            if (text := self.text(self.deep(offer, "rythme-formation"), values, "mode"))
            else None
        )
        days = [self.run(self.deep(run, "debut"), self.deep(run, "fin"), values) for _, run in course.runs]
        length = self.deep(offer, "duree-indicative")
        years = self.years(length, values)
        if years is not None and length is not None:
            if mode != "full_time":
                sentence = "The length is not that of full-time study; how many years of that it makes is not told."
                self.notice("duration_not_full_time", sentence, length)
                years = None
            for run in days:
                years = self.lasting(years, run, length)
        occupations = list(dict.fromkeys(code.text for code in self.deep_all(offer, "code-ROME") if code.text))
        for number, code in enumerate(self.deep_all(offer, "code-ROME"), 1):
            self.text(code, values, f"occupation_{number}")
        self.text(self.deep(offer, "certifiante"), values, "certifying")
        if len(occupations) > 1:
            sentence = f"{len(occupations)} occupations are named; the course leads to none of them in particular."
            self.notice("occupations_several", sentence, offer)
        curriculum: dict[str, Any] = {
            "title": title,
            "occupation": ident(f"rome:{occupations[0]}") if len(occupations) == 1 else None,
            "country": self.country(self.deep_all(self.deep(offer, "lieu-de-formation"), "pays"), values),
            "level": self._level(offer, title, values),
            "language": self.language(self.deep_all(offer, "langue-formation"), values),
            "mode": mode,
            "duration": years,
            "hours": self._hours(offer, values),
            "starts": self.agreed((first for first, _ in days), "the first day", offer),
        }
        return Found(curriculum, values, self._modules(offer), self._awards(offer))

    def _level(self, offer: Spot, title: dict[str, str], values: Values) -> Any:
        spot = self.deep(offer, "code-niveau-sortie")
        code = self.text(spot, values, "level")
        if spot is None or code is None or code == _NONE_STATED:
            return None
        former = FRENCH_LEVELS.get(code)
        sentence = f"The level on leaving, {quoted(code, 20)}, is a number of LHEO's own list, not an EQF level."
        hint = f"it is {former}; state the level if a decision hangs on it" if former else None
        self.notice("level_not_eqf", sentence, spot, "note", hint)
        return self.level(None, title.values(), spot, ident(f"fr.lheo:{code}"))

    def _hours(self, offer: Spot, values: Values) -> Hours | None:
        parts: dict[str, Amount] = {}
        for field, name in (
            ("total", "nombre-heures-total"),
            ("theory", "nombre-heures-centre"),
            ("practice", "nombre-heures-entreprise"),
        ):
            spot = self.deep(offer, name)
            amount = self.number(spot, values, "hours" if field == "total" else f"hours_{field}")
            if amount is None or (field == "total" and amount.high == 0):
                continue
            parts[field] = amount
        return built(Hours, parts) if parts else None

    def _modules(self, offer: Spot) -> tuple[Module, ...]:
        found = []
        for number, part in enumerate(self.deep_all(offer, "sous-module"), 1):
            values: Values = {}
            title = self.text(part.kid("reference-module"), values, "title")
            if title is not None:
                content = {
                    "id": f"m{number}",
                    "strength": "document",
                    "origin": self.origin(part, values),
                    "title": {"fr": title},
                }
                found.append(built(Module, content))
        return tuple(found)

    def _awards(self, offer: Spot) -> tuple[Document, ...]:
        """The entries of national registers that the course leads to."""
        found: dict[str, Document] = {}
        for name, register in (("code-RNCP", "rncp"), ("code-CERTIFINFO", "certifinfo")):
            for spot in self.deep_all(offer, name):
                values: Values = {}
                code = self.text(spot, values, "id")
                key = ident(f"{register}:{code}") if code else None
                if key is not None and key not in found:
                    content = {
                        "id": key,
                        "strength": "document",
                        "origin": self.origin(spot, values),
                        "type": "award",
                        "country": "FR",
                        "form": "digital",
                    }
                    found[key] = built(Document, content)
        return tuple(found.values())


def _rncp(spot: Spot) -> str | None:
    return f"rncp:{spot.text}" if spot.text else None


def _detects(root: Element) -> bool:
    return local(root.tag) in ("lheo", "lheo-leger") and namespace(root.tag)[: len(_NAMESPACE)] in ("", _NAMESPACE)


def _read(root: Element, document: str, course: str | None = None) -> Dossier:
    offers = Lheo(Spot.root(root), document)
    if not namespace(root.tag):
        offers.notice("namespace_missing", "The document names no namespace; it was read as LHEO.", Spot.root(root))
    return offers.dossier(course)


READER: Final = Reader("LHEO", _detects, lambda root, document, trusted: _read(root, document), _read)
