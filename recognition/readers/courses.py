"""Documents of course metadata: one course makes a curriculum; of several, none is chosen for the reader.

A document of several courses becomes a curriculum dossier of what they share, with a list of them among its documents
and a problem that says how to choose. Nothing of a course that was not chosen can then meet or fail a requirement.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from recognition.foundations.problems import MisuseError, Place, Problem, nearest, quoted
from recognition.foundations.text import folded
from recognition.model.dossier import Curriculum, Dossier, Provider
from recognition.model.evidence import Accreditation, Document, Module
from recognition.readers.building import built
from recognition.readers.course_tree import Spot
from recognition.readers.course_values import CourseValues
from recognition.readers.elmo_values import Values, ident

CATALOGUE: Final = "course_catalogue"
LISTED: Final = "course_description"


class Course(NamedTuple):
    """One course of a document: where it stands, what it is called, and its runs (groups, sessions, presentations)."""

    spot: Spot
    ids: tuple[str, ...]
    title: dict[str, str]
    runs: tuple[tuple[str | None, Spot], ...] = ()
    provider: Spot | None = None

    @property
    def shown(self) -> str:
        """The id to choose it by: a code rather than an address, since institutes know their own codes."""
        return next((one for one in self.ids if "://" not in one), next(iter(self.ids), ""))


class Found(NamedTuple):
    """What a course shows."""

    curriculum: dict[str, Any]
    values: Values
    modules: tuple[Module, ...] = ()
    documents: tuple[Document, ...] = ()
    accreditations: tuple[Accreditation, ...] = ()


class Courses(CourseValues):
    """Courses of one document. A format says how to find them (`listed`) and how to read one (`found`)."""

    format: str

    def __init__(self, root: Spot, document: str) -> None:
        super().__init__(document)
        self.root: Final = root

    @abstractmethod
    def listed(self) -> list[Course]:
        """The courses that stand for themselves, in the order of the document."""

    @abstractmethod
    def found(self, course: Course) -> Found:
        """What one course shows; of its runs only those in `course.runs`."""

    @abstractmethod
    def provider(self, spot: Spot) -> Provider:
        """Who offers a course."""

    def counted(self, courses: list[Course]) -> str:
        """A line of what the document holds."""
        runs = sum(len(course.runs) for course in courses)
        return f"{self.format}; courses: {len(courses)}; runs: {runs}"

    def dossier(self, chosen: str | None) -> Dossier:
        """The dossier of the chosen course, of the only one, or of the catalogue.

        Raises MisuseError `course_not_found` where nothing has the chosen id or title, `course_ambiguous` for several.
        """
        courses = self.listed()
        if chosen is not None:
            return self._one(self._chosen(courses, chosen), courses)
        if len(courses) == 1:
            return self._one(courses[0], courses)
        return self._catalogue(courses)

    def _one(self, course: Course, courses: list[Course]) -> Dossier:
        found = self.found(course)
        values = {**found.values}
        if course.provider is not None:
            found.curriculum.setdefault("provider", self.provider(course.provider))
        curriculum = built(Curriculum, {**found.curriculum, "origin": self.origin(course.spot, values)})
        if curriculum.country is None and (curriculum.provider is None or curriculum.provider.country is None):
            self.notice(
                "country_unknown", "No country, or not one alone, is stated for the course.", course.spot, "warning"
            )
        if curriculum.level is None:
            self.notice("level_missing", "No level of the course is stated in a framework that is known.", course.spot)
        return self._built(
            {
                "id": ident(course.shown) if course.shown else None,
                "curriculum": curriculum,
                "modules": found.modules,
                "documents": (self._whole(courses, course.provider), *found.documents),
                "accreditations": found.accreditations,
            }
        )

    def _catalogue(self, courses: list[Course]) -> Dossier:
        providers = list(dict.fromkeys(course.provider for course in courses if course.provider is not None))
        only = self.provider(providers[0]) if len(providers) == 1 else None
        documents = [self._whole(courses, providers[0] if len(providers) == 1 else None)]
        taken: set[str] = set()
        for number, course in enumerate(courses, 1):
            own = name = ident(course.shown) or f"course-{number}"
            again = 0
            while name in taken:
                again += 1
                name = f"{own[:160]}-{number}" if again == 1 else f"{own[:160]}-{number}-{again}"
            taken.add(name)
            title = next(iter(course.title.values()), "without a title")
            documents.append(
                built(
                    Document,
                    {
                        "id": name,
                        "strength": "document",
                        "origin": self.origin(course.spot, {}),
                        "type": LISTED,
                        "note": title,
                        "form": "digital",
                    },
                )
            )
        if courses:
            sentence = f"The document describes {len(courses)} courses; none of them was chosen."
            hint = f"choose one by its id or title: --course {documents[1].id}"
            self.notice("several_courses", sentence, self.root, "warning", hint)
        else:
            self.notice("no_course", "The document describes no course.", self.root, "warning")
        curriculum = built(Curriculum, {"provider": only, "origin": self.origin(self.root, {})}) if only else None
        return self._built({"curriculum": curriculum, "documents": tuple(documents)})

    def _whole(self, courses: list[Course], provider: Spot | None) -> Document:
        name = self.provider(provider).name if provider is not None else None
        return built(
            Document,
            {
                "id": "catalogue",
                "strength": "document",
                "origin": self.origin(self.root, {}),
                "type": CATALOGUE,
                "note": self.counted(courses),
                "form": "digital",
                "issuer_name": {"und": name} if name else {},
            },
        )

    def _built(self, content: dict[str, Any]) -> Dossier:
        return built(Dossier, {"subject": "curriculum", **content}, {"_problems": self.notices.problems()})

    def _chosen(self, courses: list[Course], chosen: str) -> Course:
        """A course by its id, by the id of one of its runs (which is then its only one), or by its title."""
        wanted = folded(chosen)
        found = [course for course in courses if wanted in map(_key, course.ids)]
        if not found:
            found = [
                course._replace(runs=((name, run),))
                for course in courses
                for name, run in course.runs
                if name is not None and _key(name) == wanted
            ]
        if not found:
            found = [course for course in courses if wanted in map(folded, course.title.values())]
        if len(found) == 1:
            return found[0]
        place = Place(self.document, self.root.path, self.root.line)
        if found:
            sentence = f"{len(found)} courses are called {quoted(chosen, 60)}."
            hint = f"choose by id: {', '.join(course.shown for course in found[:10])}"
            raise MisuseError(Problem("course_ambiguous", sentence, place, hint))
        known = [course.shown for course in courses]
        sentence = f"None of the {len(courses)} courses has the id or title {quoted(chosen, 60)}."
        raise MisuseError(Problem("course_not_found", sentence, place, nearest(chosen, known)))


def _key(name: str) -> str:
    return folded(name)


def ids_of(texts: Iterable[str | None]) -> tuple[str, ...]:
    """Codes as they stand, each once, without those that are empty."""
    return tuple(dict.fromkeys(text for text in texts if text))
