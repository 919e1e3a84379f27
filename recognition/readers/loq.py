"""Reader of LOQ (European Learning Model 3) and of QMS-LOMS before it: learning opportunities and qualifications.

What a document's lists hold refers to each other by id. A learning opportunity that is not part of another one is a
course; a document without opportunities describes qualifications as such. AMS holds accreditations alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from recognition.model.dossier import Dossier, Provider
from recognition.model.evidence import LEARNING_OUTCOME, Accreditation, Credits, Hours, Module
from recognition.readers.building import built
from recognition.readers.course_tree import Spot, local, namespace
from recognition.readers.course_values import last
from recognition.readers.course_words import MODES, Mode
from recognition.readers.courses import Course, Courses, Found, ids_of
from recognition.readers.elmo_shape import Element
from recognition.readers.elmo_values import Values, ident
from recognition.readers.loq_accreditations import accreditation
from recognition.readers.loq_shape import (
    AMS,
    COUNTRIES,
    EQF,
    FIELDS,
    LOQ,
    NAMES,
    NOTES,
    OPPORTUNITY,
    OTHER_LEVELS,
    PLACES,
    QMS,
    SKILLS,
    SPECIFICATIONS,
    SPECIFIED,
)
from recognition.readers.reader import Reader

_NAMESPACES: Final = (LOQ, AMS, QMS)
_COUNTED: Final = (
    ("opportunities", (OPPORTUNITY,)),
    ("specifications", ("learningSpecification",)),
    ("qualifications", ("qualification", "learningAchievementSpecification")),
    ("outcomes", ("learningOutcome",)),
    ("accreditations", ("accreditation",)),
    ("organisations", ("organisation", "organization")),
)


class Opportunities(Courses):
    """The lists of one document."""

    def __init__(self, root: Spot, document: str) -> None:
        super().__init__(root, document)
        spaces = {LOQ: "LOQ", AMS: "AMS"}
        self.format = spaces.get(namespace(root.element.tag), "QMS-LOMS")
        self.entries: Final = [entry for group in root.kids() for entry in group.kids()]
        self._by_id: Final[dict[str, Spot]] = {}
        for entry in self.entries:
            if (name := entry.get("id")) is not None:
                self._by_id.setdefault(name, entry)

    def counted(self, courses: list[Course]) -> str:
        numbers = ((what, sum(entry.name in names for entry in self.entries)) for what, names in _COUNTED)
        return "; ".join([self.format, *(f"{what}: {number}" for what, number in numbers if number)])

    def follow(self, spots: Iterable[Spot]) -> list[Spot]:
        """What references lead to; one to nothing is noticed. An entry may also stand where the reference would."""
        found = []
        for spot in spots:
            name = spot.get("idref")
            if name is None:
                found.extend([spot] if spot.kids() else [])
            elif (entry := self._by_id.get(name)) is not None:
                found.append(entry)
            else:
                self.notice("reference_to_nothing", f"<{spot.name}> refers to what is not in the document.", spot)
        return found

    def listed(self) -> list[Course]:
        entries = [entry for entry in self.entries if entry.name == OPPORTUNITY]
        entries = entries or [entry for entry in self.entries if entry.name in SPECIFICATIONS]
        inside = {name for entry in entries for part in entry.kids("hasPart") if (name := part.get("idref"))}
        whole = [entry for entry in entries if entry.get("id") not in inside]
        return [self._course(entry) for entry in whole or entries]

    def _course(self, entry: Spot) -> Course:
        codes = [code.text for one in entry.kids("identifier") for code in one.kids("notation") or [one]]
        title: dict[str, str] = {}
        for spot in entry.kids("title"):
            for one in spot.kids("text") or [spot]:
                if text := one.text:
                    title.setdefault(one.tag or "und", text)
        providers = entry.kids("providedBy")
        found = [org for spot in providers if (org := self._by_id.get(spot.get("idref") or "")) is not None]
        return Course(entry, ids_of([*codes, entry.get("id")]), title, (), found[0] if len(found) == 1 else None)

    def provider(self, spot: Spot) -> Provider:
        names = next((texts for name in NAMES if (texts := self.texts(spot.kids(name)))), {})
        return built(
            Provider,
            {
                "name": names.get("en") or next(iter(names.values()), None),
                "country": self._country(spot.kids(*PLACES), None),
                "id": ident(spot.get("id") or ""),
            },
        )

    def _country(self, places: list[Spot], values: Values | None) -> str | None:
        addresses = [one for place in self.follow(places) for one in place.kids("address", "hasAddress")]
        return self.country([spot for address in addresses for spot in address.kids(*COUNTRIES)], values)

    def found(self, course: Course) -> Found:
        entry, values = course.spot, Values()
        specification = self.specification(entry)
        title = self.texts(entry.kids("title"), values, "title")
        self._notes(entry)
        temporal = entry.kid("temporal") or entry
        days = self.run(
            temporal.kid("startDate") or temporal.kid("startedAtDate"),
            temporal.kid("endDate") or temporal.kid("endedAtDate"),
            values,
        )
        mode = self._mode(entry)
        length = entry.kid("duration")
        years = self.years(length, values)
        if years is not None and length is not None:
            if mode != "full_time":
                sentence = "The length is not that of full-time study; how many years of that it makes is not told."
                self.notice("duration_not_full_time", sentence, length)
                years = None
            years = self.lasting(years, days, length)
        for price in entry.below("priceDetails", "amount"):
            unit = last(price.get("unit") or "").lower()
            self.keep(price, values, f"price_{unit}" if unit else "price")
        content = self._content(specification, values) if specification else {}
        hours = content.pop("hours", None)
        curriculum: dict[str, Any] = {
            **content,
            "title": title or content.get("title", {}),
            "country": self._country(entry.kids("location", "providedAt"), values),
            "mode": mode,
            "duration": years,
            "starts": days[0],
            "hours": built(Hours, {"total": hours}) if hours else None,
        }
        modules = self._modules(entry, specification)
        return Found(curriculum, values, modules, (), self._accreditations(specification))

    def specification(self, entry: Spot) -> Spot | None:
        """What a learning opportunity leads to: itself where it is a specification."""
        if entry.name in SPECIFICATIONS:
            return entry
        found = self.follow(entry.kids(*SPECIFIED))
        return found[0] if found else None

    def _notes(self, entry: Spot) -> None:
        for name in NOTES:
            self.markup([text for note in entry.kids(name) for text in note.kids("text") or [note]])

    def _content(self, entry: Spot, values: Values) -> dict[str, Any]:
        """What a specification states of itself; `hours` as an amount."""
        self._notes(entry)
        title = self.texts(entry.kids("title"), values, "title")
        eqf = self.eqf(entry.kids(*EQF), values)
        self.other_level(entry.kids(*OTHER_LEVELS))
        self.texts(entry.kids("entryRequirementsNote"), values, "admission")
        return {
            "title": title,
            "level": self.level(eqf, title.values(), entry),
            "field": self.field(entry.kids(*FIELDS), values),
            "language": self.language(entry.kids("language"), values),
            "credits": self._credits(entry, values),
            "hours": self.hours(entry.kid("volumeOfLearning"), values),
        }

    def _credits(self, entry: Spot, values: Values) -> Credits | None:
        stated: list[tuple[str | None, Spot | None]] = [("ects", spot) for spot in entry.kids("hasECTSCreditPoints")]
        stated += [(spot.get("schemeID"), spot) for spot in entry.kids("hasCreditPoints")]
        for spot in entry.kids("creditPoint"):
            framework = spot.kid("framework")
            stated.append((framework.get("uri") if framework else None, spot.kid("point")))
        return self.credits(stated, values)

    def _mode(self, entry: Spot) -> Mode | None:
        names = [last(spot.get("uri") or "").lower() for spot in entry.kids("learningSchedule")]
        return self.agreed([MODES.get(name) for name in names], "the schedule", entry)

    def _modules(self, entry: Spot, specification: Spot | None) -> tuple[Module, ...]:
        """The parts of an opportunity, else of what it leads to; what only the whole names is a module of outcomes."""
        found: list[Module] = []
        whole = entry if entry.kids("hasPart") else specification
        seen = {spot.path for spot in (entry, specification) if spot is not None}
        waiting: list[tuple[str | None, Spot]] = [(None, whole)] if whole is not None else []
        while waiting:
            within, here = waiting.pop(0)
            for part in self.follow(here.kids("hasPart")):
                if part.path not in seen:
                    seen.add(part.path)
                    module = self._module(part, f"m{len(found) + 1}", within)
                    found.append(module)
                    waiting.append((module.id, part))
        told = {skill for module in found for skill in module.outcomes}
        outcomes = self._outcomes(specification) if specification is not None else ()
        if specification is not None and (rest := tuple(skill for skill in outcomes if skill not in told)):
            values: Values = {}
            content = {
                "id": f"m{len(found) + 1}",
                "strength": "document",
                "title": self.texts(specification.kids("title"), values, "title") if not found else {},
                "type": LEARNING_OUTCOME if found else None,
                "outcomes": rest,
                "origin": self.origin(specification, values),
            }
            found.append(built(Module, content))
        return tuple(found)

    def _module(self, entry: Spot, name: str, within: str | None) -> Module:
        values: Values = {}
        specification = self.specification(entry)
        own = self.texts(entry.kids("title"), values, "title")
        content = self._content(specification, values) if specification else {}
        return built(
            Module,
            {
                **content,
                "id": ident(entry.get("id") or "") or name,
                "strength": "document",
                "title": own or content.get("title", {}),
                "outcomes": self._outcomes(specification) if specification else (),
                "part_of": within,
                "origin": self.origin(entry, values),
            },
        )

    def _outcomes(self, specification: Spot) -> tuple[str, ...]:
        """The ESCO skills of what is learnt."""
        groups = [specification, *specification.kids("learningOutcomes")]
        outcomes = self.follow(spot for group in groups for spot in group.kids("learningOutcome"))
        skills = (self.skill(spot) for outcome in outcomes for spot in outcome.kids(*SKILLS))
        return tuple(dict.fromkeys(skill for skill in skills if skill))

    def _accreditations(self, specification: Spot | None) -> tuple[Accreditation, ...]:
        if specification is None:
            return ()
        entries = self.follow(specification.kids("accreditation", "hasAccreditation"))
        found = (accreditation(self, entry, f"a{number}", None) for number, entry in enumerate(entries, 1))
        return tuple(one for one in found if one is not None)

    def records(self) -> Dossier:
        """The dossier of a document of accreditations alone. A record that names nobody speaks of nobody here."""
        found = []
        for number, entry in enumerate((entry for entry in self.entries if entry.name == "accreditation"), 1):
            about = entry.kid("organisation")
            subject = ident(about.get("idref") or "") if about else None
            if about is None or subject is None:
                sentence = "An accreditation names nobody whom it speaks of; it is left out."
                self.notice("accreditation_of_nobody", sentence, entry, "warning")
                continue
            self.follow([about])
            record = accreditation(self, entry, f"a{number}", subject)
            if record is not None:
                found.append(record)
        content = {"documents": (self._whole([], None),), "accreditations": tuple(found)}
        return self._built(content)


def _detects(root: Element) -> bool:
    return namespace(root.tag).startswith(_NAMESPACES)


def _read(root: Element, document: str, course: str | None = None) -> Dossier:
    found = Opportunities(Spot.root(root), document)
    if course is None and local(root.tag) == "Accreditations":
        return found.records()
    return found.dossier(course)


READER: Final = Reader("LOQ, AMS or QMS-LOMS", _detects, lambda root, document, trusted: _read(root, document), _read)
