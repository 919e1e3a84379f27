"""The tree of an ELMO report: a degree becomes a qualification, everything else a module.

A course counts as part of a degree only where the document says so, or where it can mean nothing else: one degree,
without parts of its own, from the same issuer (`modules_assumed`).
"""

from __future__ import annotations

from typing import Any, Final, Literal, NamedTuple

from recognition.foundations.problems import quoted
from recognition.foundations.text import folded
from recognition.model.evidence import Document, Hours, Module, Origin, Qualification
from recognition.model.values import Day
from recognition.readers.building import built
from recognition.readers.elmo_checks import look_at_chapter
from recognition.readers.elmo_shape import LOCAL, Element, Shape
from recognition.readers.elmo_values import ElmoValues, Parts, Values, ident, written
from recognition.readers.elmo_words import DEGREE_TYPES, State, state_of
from recognition.readers.outcomes import settled, settled_in

Status = Literal["completed", "failed", "in_progress"]

_STATUS: Final[dict[State, Status]] = {"passed": "completed", "failed": "failed", "in_progress": "in_progress"}
_NODE: Final = "learningOpportunitySpecification"


class Issuer(NamedTuple):
    """Who awarded what follows in a report."""

    country: str | None = None
    names: tuple[tuple[str, str], ...] = ()
    ids: tuple[str, ...] = ()


class _Node(NamedTuple):
    """What a qualification and a module have in common."""

    shared: dict[str, Any]
    state: State | None
    unclear: bool
    result: str | None
    values: Values
    run: Parts
    place: str


class ElmoNodes(ElmoValues):
    """Qualifications and modules found so far; `issuer` governs the node that is read next."""

    def __init__(self, document: str, shapes: dict[str, Shape], *, pointer: bool = False) -> None:
        super().__init__(document, shapes, pointer=pointer)
        self.issuer = Issuer()
        self.qualifications: list[tuple[Issuer, Qualification]] = []
        self.modules: list[tuple[Issuer, Module]] = []
        self.supplements: list[Document] = []
        self.components = 0
        self.levels = 0
        self._numbered = 0

    def top(self, element: Element, path: str, scales: set[str]) -> None:
        """One node that stands directly under the report. `scales`: grading schemes that the report explains."""
        parts = self.parts(element, _NODE, path)
        kind = self.first(parts, "type", path)
        if kind is None and "hasPart" in parts:
            sentence = "A node with parts has no type; it was read as a qualification of unknown kind."
            self.notices.add("degree_assumed", sentence, path, element.sourceline, "warning")
            self._qualification(element, parts, kind, path, scales)
        elif kind is not None and folded(kind) in DEGREE_TYPES:
            self._qualification(element, parts, kind, path, scales)
        else:
            found: list[Module] = []
            self._module(element, parts, kind, path, None, scales, found)
            self.modules.extend((self.issuer, module) for module in found)

    def settle(self) -> None:
        """Say which outcomes no document tells, before a course is given to a degree that nothing says it is of."""
        loose = settled([module for _, module in self.modules], self.notices)
        self.modules = [(issuer, module) for (issuer, _), module in zip(self.modules, loose, strict=True)]
        self.qualifications = [(issuer, settled_in(degree, self.notices)) for issuer, degree in self.qualifications]

    def attach_courses(self) -> None:
        """Give loose courses to the only degree where the document can mean nothing else; say where it does not."""
        if len(self.qualifications) != 1 or not self.modules:
            return
        issuer, degree = self.qualifications[0]
        place = degree.origin or Origin()
        if degree.modules:
            sentence = f"{len(self.modules)} courses stand outside the degree and were not counted as part of it."
            self.notices.add("modules_outside_degree", sentence, place.path, place.line)
            return
        end = degree.training_end.span.high if degree.training_end else None
        mine = [
            module
            for other, module in self.modules
            if other == issuer and not (end and module.date and module.date.span.low and module.date.span.low > end)
        ]
        if not mine:
            return
        given = {module.id for module in mine}  # ids are ours, one for each module
        self.modules = [pair for pair in self.modules if pair[1].id not in given]
        self.qualifications[0] = (issuer, degree.model_copy(update={"modules": tuple(mine)}))
        sentence = f"{len(mine)} courses of its issuer were read as parts of the only degree; nothing says they are."
        self.notices.add("modules_assumed", sentence, place.path, place.line, "warning")

    def origin(self, path: str, line: int | None, values: Values) -> Origin:
        """Where an item stands, and each of its values."""
        return built(Origin, {"document": self.document, "path": path, "line": line, "values": values})

    def _node(self, element: Element, parts: Parts, path: str, scales: set[str]) -> _Node:
        self.components += 1
        line = element.sourceline
        values: Values = {}
        titles = self.titles(parts, path, values)
        run, place = self._run(parts, path)
        inside = place if "credit" in run else path
        credits, beside = self.credits(run.get("credit") or parts.get("credit") or [], inside, values)
        inside = place if "level" in run else path
        level = self.level(run.get("level") or parts.get("level") or [], beside, inside, values)
        self.levels += level is not None
        result = self.first(run, "resultLabel" if "resultLabel" in run else "result", place, values, "result")
        status = self.first(run, "status", place, values)
        state, code = state_of(status, result)
        for distribution in run.get("resultDistribution", ())[:1]:
            cells = [f"{one.get('label')} {one.get('count')}" for one in distribution if one.get("label")]
            if cells:
                here = f"{place}/resultDistribution"
                values["result_distribution"] = written((here, distribution.sourceline, ", ".join(cells)))
        if state == "failed" and status is None:
            self.notices.add("failed_by_result", "No status is stated; the result itself means failed.", place, line)
        if code is not None:
            reason = (
                "A status and a result contradict each other"
                if code == "status_conflict"
                else "A status word is not known"
            )
            self.notices.add(code, f"{reason}; the outcome stays unknown.", place, line, "warning")
        scale = self.first(run, "gradingSchemeLocalId", place)
        if scale is not None and scale not in scales:
            sentence = f"The grading scheme {quoted(scale, 20)} is named but not in the report."
            self.notices.add("reference_to_nothing", sentence, f"{place}/gradingSchemeLocalId", line)
        shared = {
            "strength": "document",
            "origin": self.origin(path, line, values),
            "title": titles,
            "credits": credits,
            "level": level,
            "field": self.field(parts, path, values),
            "country": self.issuer.country,
            "institution": dict(self.issuer.names),
        }
        return _Node(shared, state, code is not None, result, values, run, place)

    def _run(self, parts: Parts, path: str) -> tuple[Parts, str]:
        for specifies in parts.get("specifies", ()):
            inside = self.parts(specifies, "specifies", f"{path}/specifies")
            for instance in inside.get("learningOpportunityInstance", ()):
                place = f"{path}/specifies/learningOpportunityInstance"
                return self.parts(instance, "learningOpportunityInstance", place), place
        return {}, path

    def _qualification(self, element: Element, parts: Parts, kind: str | None, path: str, scales: set[str]) -> None:
        node = self._node(element, parts, path, scales)
        run, values, place = node.run, node.values, node.place
        status = _STATUS.get(node.state) if node.state else None
        start = self.day(run, "start", place, self.issuer.country, values, "training_start")
        date = self.day(run, "date", place, self.issuer.country, values, "training_end")
        awarded = status == "completed" and date is not None
        if awarded:
            values["issued"] = values["training_end"]
        elif status == "in_progress":
            date = None
        hours = self.hours(run, place, values)
        modules: list[Module] = []
        self._children(parts, path, None, scales, modules)
        node.shared.update(
            id=f"q{len(self.qualifications) + 1}",
            type="degree" if kind else None,
            body=node.shared["institution"],
            institution_id=self.issuer.ids[0] if self.issuer.ids else None,
            programme_id=self._programme(parts),
            training_start=start,
            training_end=date,
            issued=date if awarded else None,
            status=status,
            taught_in=self.languages(run, place, values),
            hours=built(Hours, {"total": hours}) if hours else None,
            modules=tuple(modules),
        )
        found = built(Qualification, node.shared)
        self.qualifications.append((self.issuer, found))
        for supplement in run.get("diplomaSupplement", ()):
            self._supplement(supplement, found, f"{place}/diplomaSupplement")

    def _programme(self, parts: Parts) -> str | None:
        for element in parts.get("identifier", ()):
            if element.get("type") == "local" and element.text:
                return ident(element.text.strip())
        return None

    def _supplement(self, element: Element, degree: Qualification, path: str) -> None:
        values: Values = {}
        issued: Day | None = None
        for child in element:
            name = LOCAL[child.tag]
            if name == "section":
                look_at_chapter(child, degree, path, self.notices)
            elif name == "issueDate":
                issued = self.day({name: [child]}, name, path, degree.country, values, "issued")
        self.supplements.append(
            built(
                Document,
                {
                    "id": f"s{len(self.supplements) + 1}",
                    "strength": "document",
                    "origin": self.origin(path, element.sourceline, values),
                    "type": "diploma_supplement",
                    "country": degree.country,
                    "issued": issued,
                    "form": "digital",
                    "issuer": degree.institution_id,
                    "of": degree.id,
                },
            )
        )

    def _children(self, parts: Parts, path: str, within: str | None, scales: set[str], found: list[Module]) -> None:
        for index, part in enumerate(parts.get("hasPart", ())):
            place = self.step(path, "hasPart", index)
            for number, element in enumerate(self.parts(part, "hasPart", place).get(_NODE, ())):
                inside = self.step(place, _NODE, number, listed=not self.pointer)
                below = self.parts(element, _NODE, inside)
                self._module(element, below, self.first(below, "type", inside), inside, within, scales, found)

    def _module(
        self,
        element: Element,
        parts: Parts,
        kind: str | None,
        path: str,
        within: str | None,
        scales: set[str],
        found: list[Module],
    ) -> None:
        """A node and, after it, everything below it; `part_of` keeps the tree."""
        node = self._node(element, parts, path, scales)
        run, values, place = node.run, node.values, node.place
        if kind is not None and folded(kind) in DEGREE_TYPES:
            self.notices.add(
                "degree_nested",
                "A degree stands inside another node and was read as a module.",
                path,
                element.sourceline,
                "warning",
            )
        self.day(run, "start", place, self.issuer.country, values, "start")
        languages = self.languages(run, place, values)
        self._numbered += 1
        name = f"m{self._numbered}"
        node.shared.update(
            id=name,
            type=kind,
            hours=self.hours(run, place, values),
            language=languages[0] if languages else None,
            date=self.day(run, "date", place, self.issuer.country, values, "date"),
            status="unclear" if node.unclear else node.state,
            result=node.result,
            part_of=within,
        )
        found.append(built(Module, node.shared))
        self._children(parts, path, name, scales, found)
