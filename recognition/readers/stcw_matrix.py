"""Reader of an academy's STCW competence matrix: a flat export of tables of the Code, with courses and tasks.

Each row is one item of knowledge, understanding or proficiency under a competence, the courses that teach it and the
tasks that assess it. A table is what one certificate asks, so one table is chosen. A competence counts as assessed only
if a task assesses each of its items; an item without a course counts as nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from recognition.foundations.problems import quoted
from recognition.model.dossier import Dossier, Provider
from recognition.model.evidence import Module
from recognition.readers.building import built
from recognition.readers.course_tree import Spot, local
from recognition.readers.courses import Course, Courses, Found
from recognition.readers.elmo_shape import Element
from recognition.readers.elmo_values import Values, ident
from recognition.readers.reader import Reader
from recognition.readers.stcw_keys import KEYS

_MARKS: Final = re.compile(r"\*{1,2}(?=\S)([^*\n]{1,500}?)\*{1,2}|^[ \t]*(?:[0-9]{1,2}\.|[-*+])[ \t]+", re.MULTILINE)
_ROW: Final = "RECORD"
_SIGNS: Final = frozenset({"Table", "competence", "kup"})


class StcwMatrix(Courses):
    """The tables of one export."""

    format = "STCW competence matrix"

    def listed(self) -> list[Course]:
        self.notice("flat_export", "The tables were exported flat; what stands on many rows was read once.", self.root)
        found: list[Course] = []
        for name, rows in self._tables().items():
            title = rows[0].kid("Table_Full_Name", "Table_Name")
            words = next((spot.text for spot in rows[0].kids("Table_Full_Name", "Table_Name") if spot.text), None)
            found.append(Course(rows[0], (name,), {"en": f"{name}: {words}"} if words or title else {}))
        return found

    def counted(self, courses: list[Course]) -> str:
        return f"{self.format}; rows: {len(self.root.kids(_ROW))}; tables: {len(courses)}"

    def provider(self, spot: Spot) -> Provider:
        return built(Provider, {})

    def found(self, course: Course) -> Found:
        table = course.ids[0]
        values: Values = {}
        competences: dict[str, list[Spot]] = {}
        for row in self._tables()[table]:
            competences.setdefault(f"{_of(row, 'FunctionNo')}.{_of(row, 'CompetenceNo')}", []).append(row)
        modules: list[Module] = []
        for place, rows in competences.items():
            modules.extend(self._competence(table, place, rows))
        self.keep(course.spot, values, "title", table)
        return Found({"title": course.title}, values, tuple(modules))

    def _tables(self) -> dict[str, list[Spot]]:
        found: dict[str, list[Spot]] = {}
        for row in self.root.kids(_ROW):
            found.setdefault(_of(row, "Table") or "unnamed", []).append(row)
        return found

    def _competence(self, table: str, place: str, rows: list[Spot]) -> Iterable[Module]:
        """The competence, and its items as parts of it."""
        values: Values = {}
        first = rows[0].kid("competence") or rows[0]
        title = self.text(first, values, "title")
        if any(_of(row, "competence") != _of(rows[0], "competence") for row in rows):
            sentence = f"Rows of competence {quoted(place, 20)} word it differently; the first was read."
            self.notice("rows_differ", sentence, rows[0], "warning")
        name = (ident(f"{table}.{place}") or "competence")[:160]
        assessed = all(_all(row, "taskNo") for row in rows)
        if not assessed and any(_all(row, "taskNo") for row in rows):
            sentence = f"Some items of competence {quoted(f'{table} {place}', 30)} have no task that assesses them."
            self.notice("assessment_partial", sentence, rows[0])
        yield built(
            Module,
            {
                "id": name, "strength": "document", "origin": self.origin(rows[0], values), "type": "competence",
                "title": {"en": title} if title else {}, "subject": KEYS.get((table, place)),
            },
        )  # fmt: skip
        for number, row in enumerate(rows, 1):
            yield self._item(row, f"{name}.{number}", name, assessed)

    def _item(self, row: Spot, spare: str, part_of: str, assessed: bool) -> Module:
        values: Values = {}
        code, spot = _of(row, "kupNo"), row.kid("kup")
        courses, tasks = _all(row, "CourseNo"), _all(row, "taskNo")
        if not courses:
            self.notice("untaught", f"No course teaches the item {quoted(code or spare, 30)}.", row, "warning")
        if spot is not None and (raw := "".join(spot.element.itertext())) and _MARKS.search(raw):
            self.notice("markdown_in_text", "Texts hold marks of layout; they were left out.", spot)
        text = self.text(spot, values, "title")
        if spot is not None and text is not None:
            text = " ".join(_MARKS.sub(r"\1", "".join(spot.element.itertext())).split())
        shown = (f"courses: {', '.join(courses) or 'none'}", f"tasks: {', '.join(tasks) or 'none'}")
        content = {
            "id": ident(code or spare), "strength": "document", "origin": self.origin(row, values), "part_of": part_of,
            "type": "item", "title": {"en": text} if text else {}, "note": "; ".join(shown),
            "assessment": f"tasks {', '.join(tasks)}" if assessed else None,
            "status": None if courses else "in_progress",
        }  # fmt: skip
        return built(Module, content)


class StcwCourses(Courses):
    """An academy's list of courses: numbers and names, nothing of what they teach."""

    format = "STCW course list"

    def listed(self) -> list[Course]:
        found = []
        for spot in self.root.kids("course"):
            number, name = spot.get("cnum"), spot.get("cname")
            found.append(Course(spot, (number,) if number else (), {"en": " ".join(name.split())} if name else {}))
        return found

    def provider(self, spot: Spot) -> Provider:
        return built(Provider, {})

    def found(self, course: Course) -> Found:
        values: Values = {}
        for attribute, field in (("cname", "title"), ("major", "programme")):
            if (raw := course.spot.get(attribute)) is not None:
                self.keep(course.spot, values, field, raw)
        return Found({"title": course.title}, values)


def _of(row: Spot, name: str) -> str | None:
    spot = row.kid(name)
    return spot.text if spot is not None else None


def _all(row: Spot, name: str) -> list[str]:
    """Cells of one name, each value once: the export repeats what several columns shared."""
    return list(dict.fromkeys(text for spot in row.kids(name) if (text := spot.text)))


def _is_matrix(root: Element) -> bool:
    return local(root.tag) == "RECORDS" and any(
        {local(cell.tag) for cell in row} >= _SIGNS for row in list(root)[:3] if local(row.tag) == _ROW
    )


def _is_course_list(root: Element) -> bool:
    return (
        local(root.tag) == "courses"
        and len(root) > 0
        and all(local(one.tag) == "course" and one.get("cnum") is not None for one in list(root)[:3])
    )


def detects(root: Element) -> bool:
    """Whether this is a matrix, or the list of courses that goes with one."""
    return _is_matrix(root) or _is_course_list(root)


def _read(root: Element, document: str, course: str | None = None) -> Dossier:
    kind = StcwMatrix if local(root.tag) == "RECORDS" else StcwCourses
    return kind(Spot.root(root), document).dossier(course)


READER: Final = Reader("STCW competence matrix", detects, lambda root, document, trusted: _read(root, document), _read)
