"""Reader of EWP courses: version 1 (as in ELMO, with runs) and version 2 (courses and instances in two documents).

Where classes of a course are given only by id, they are not known here. ECTS of version 2 are an element of their own.
"""

from __future__ import annotations

from typing import Any, Final

from recognition.model.dossier import Dossier, Provider
from recognition.model.evidence import Hours, Level, Module
from recognition.readers.building import built
from recognition.readers.course_tree import Spot, local, namespace
from recognition.readers.courses import Course, Courses, Found, ids_of
from recognition.readers.elmo_shape import EWP, Element
from recognition.readers.elmo_values import Values, ident
from recognition.readers.elmo_words import cycle_of
from recognition.readers.reader import Reader

_ROOTS: Final = ("courses-response", "instances-response")
_NODES: Final = ("learningOpportunitySpecification", "course", "instance")


class EwpCourses(Courses):
    """The courses of one answer."""

    format = "EWP courses"

    def listed(self) -> list[Course]:
        nodes = self.root.kids(*_NODES)
        contained = {spot.text for node in nodes for spot in node.below("contains", "los-id")}
        courses = [self._course(node) for node in nodes]
        return [course for course in courses if not contained & set(course.ids)] or courses

    def _course(self, node: Spot) -> Course:
        runs = [node] if node.name == "instance" else node.below("specifies", "learningOpportunityInstance")
        codes = [*node.kids("los-code"), *node.kids("los-id")]
        title = {spot.tag or "und": spot.text for spot in node.kids("title") if spot.text}
        return Course(
            node,
            ids_of(spot.text for spot in codes),
            title,
            tuple((name.text if (name := run.kid("loi-id")) else None, run) for run in runs),
        )

    def provider(self, spot: Spot) -> Provider:
        return Provider()  # the answer is that of one institution, which the caller knows and the document does not say

    def found(self, course: Course) -> Found:
        node, values = course.spot, Values()
        title = self.texts(node.kids("title"), values, "title")
        self.markup(node.kids("description", "learning-outcomes"))
        self.texts(node.kids("learning-outcomes"), values, "outcomes")
        runs = [self._run(run, values) for _, run in course.runs]
        own = self._run(node, values) if node.name == "course" else {}
        shown = {key: self.agreed([run.get(key) for run in [own, *runs]], _WHAT[key], node) for key in _WHAT}
        hours, cycle = shown.pop("hours"), shown.pop("cycle")
        level = self.level(None, title.values(), node)
        curriculum: dict[str, Any] = {
            "title": title,
            "field": self.field(node.kids("iscedCode", "isced-f-code"), values),
            "hours": built(Hours, {"total": hours}) if hours else None,
            "level": built(Level, {"cycle": cycle}) if cycle else level,
            **shown,
        }
        return Found(curriculum, values, self._modules(node))

    def _run(self, run: Spot, values: Values) -> dict[str, Any]:
        credits = [(one.kid("scheme"), one.kid("value")) for one in run.kids("credit")]
        stated = [(scheme.text if scheme else None, value) for scheme, value in credits]
        stated += [("ects", spot) for spot in run.kids("ects")]
        words = [level for one in run.kids("credit") for level in one.kids("level")]
        cycles = []
        for word in words:
            self.keep(word, values, "level")
            if (cycle := cycle_of(word.text or "")) is not None:
                cycles.append(cycle)
            else:
                self.other_level([word])
        first, _ = self.run(run.kid("start") or run.kid("start-date"), run.kid("end") or run.kid("end-date"), values)
        hours = run.kid("engagementHours") or run.kid("engagement-hours")
        return {
            "starts": first,
            "credits": self.credits(stated, values),
            "language": self.language(run.kids("languageOfInstruction", "language-of-instruction"), values),
            "hours": self.number(hours, values, "hours", "hours_zero"),
            "cycle": self.agreed(cycles, "the cycle", run),
        }

    def _modules(self, node: Spot) -> tuple[Module, ...]:
        """What the course contains, as far as the document describes it."""
        found: list[Module] = []
        described = {one: other for other in self.root.kids(*_NODES) for one in self._course(other).ids}
        waiting: list[tuple[str | None, Spot]] = [(None, node)]
        seen = {node.path}
        while waiting:
            within, here = waiting.pop(0)
            for spot in here.below("contains", "los-id"):
                part = described.get(spot.text or "")
                name = ident(spot.text or "")
                if part is None or name is None:
                    sentence = "A part is given only by its id; what it is stands in another document."
                    self.notice("reference_to_nothing", sentence, spot)
                elif part.path not in seen:
                    seen.add(part.path)
                    found.append(self._module(part, name, within))
                    waiting.append((name, part))
        return tuple(found)

    def _module(self, part: Spot, name: str, within: str | None) -> Module:
        values = Values()
        course = self._course(part)
        runs = [self._run(run, values) for _, run in course.runs] or [self._run(part, values)]
        return built(
            Module,
            {
                "id": name,
                "strength": "document",
                "title": self.texts(part.kids("title"), values, "title"),
                "type": self.text(part.kid("type")),
                "field": self.field(part.kids("iscedCode", "isced-f-code"), values),
                "hours": self.agreed([run["hours"] for run in runs], "the hours", part),
                "credits": self.agreed([run["credits"] for run in runs], "the credits", part),
                "language": self.agreed([run["language"] for run in runs], "the language", part),
                "part_of": within,
                "origin": self.origin(part, values),
            },
        )


_WHAT: Final = {
    "starts": "the first day",
    "credits": "the credits",
    "language": "the language",
    "hours": "the hours",
    "cycle": "the cycle",
}


def _detects(root: Element) -> bool:
    return local(root.tag) in _ROOTS and namespace(root.tag).startswith(EWP)


def _read(root: Element, document: str, course: str | None = None) -> Dossier:
    return EwpCourses(Spot.root(root), document).dossier(course)


READER: Final = Reader("EWP courses", _detects, lambda root, document, trusted: _read(root, document), _read)
