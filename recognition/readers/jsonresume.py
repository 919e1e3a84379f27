"""Reader of JSON Resume: the weakest evidence, since all of it is free text of the holder (formats.md section 3)."""

from __future__ import annotations

from typing import Any, Final

from recognition.model.dossier import Dossier
from recognition.model.evidence import Module
from recognition.readers.building import built
from recognition.readers.curriculum_vitae import CurriculumVitae, noted, und
from recognition.readers.elmo_values import Values
from recognition.readers.part import Part
from recognition.readers.reader import Reader
from recognition.readers.tree import Node

_SECTIONS: Final = frozenset({"work", "education", "languages", "skills", "volunteer", "projects", "certificates"})


def detects(root: Any) -> bool:
    """Whether this is a JSON Resume: `basics` beside one of its sections."""
    if not isinstance(root, Node) or not isinstance(root.value, dict):
        return False
    basics = root.value.get("basics")
    return basics is not None and isinstance(basics.value, dict) and not _SECTIONS.isdisjoint(root.value)


def read_resume(root: Any, document: str) -> Dossier:
    """The dossier of one resume."""
    whole = Part.root(root)
    cv = CurriculumVitae(document)
    _holder(whole.kid("basics") or whole, cv)
    for part in whole.kids("education"):
        _education(part, cv)
    for part in whole.kids("certificates"):
        _certificate(part, cv)
    for part in whole.kids("work"):
        _work(part, cv)
    for part in whole.kids("languages"):
        _language(part, cv)
    for part in whole.kids("volunteer"):
        cv.notice("volunteer_unread", "Voluntary work is listed; it was not read as employment.", part)
    return cv.dossier(whole)


READER: Final = Reader("JSON Resume", detects, lambda root, document, trusted: read_resume(root, document))


def _holder(part: Part, cv: CurriculumVitae) -> None:
    values: Values = {}
    fields = {
        "full_name": cv.text(part.kid("name"), values, "full_name"),
        "residence": cv.country(part.kid("location", "countryCode"), values, "residence"),
    }
    cv.holder(part, values, fields)


def _education(part: Part, cv: CurriculumVitae) -> None:
    values: Values = {}
    start, end, _ = cv.period(
        part,
        cv.day(part.kid("startDate"), values, "training_start"),
        cv.day(part.kid("endDate"), values, "training_end"),
        None,
        ends=True,
    )
    courses = part.kids("courses")
    modules = [module for index, spot in enumerate(courses) if (module := _course(spot, index, cv)) is not None]
    cv.education(
        part,
        values,
        None,
        {
            "start": start,
            "end": end,
            "title": und(cv.text(part.kid("studyType"), values, "title")),
            "institution": und(cv.text(part.kid("institution"), values, "institution")),
            "modules": tuple(modules),
            "note": noted(
                area=cv.text(part.kid("area"), values, "area"), score=cv.text(part.kid("score"), values, "score")
            ),
        },
    )


def _course(part: Part, index: int, cv: CurriculumVitae) -> Module | None:
    values: Values = {}
    title = cv.text(part, values, "title")
    if title is None:
        return None
    name = f"q{len(cv.qualifications) + 1}c{index + 1}"
    found = {"id": name, "strength": "stated", "title": und(title), "origin": cv.origin(part, values)}
    return built(Module, found)


def _certificate(part: Part, cv: CurriculumVitae) -> None:
    values: Values = {}
    cv.education(
        part,
        values,
        None,
        {
            "type": "certificate",
            "title": und(cv.text(part.kid("name"), values, "title")),
            "body": und(cv.text(part.kid("issuer"), values, "body")),
            "issued": cv.day(part.kid("date"), values, "issued"),
        },
    )


def _work(part: Part, cv: CurriculumVitae) -> None:
    values: Values = {}
    start, end, _ = cv.period(
        part,
        cv.day(part.kid("startDate"), values, "start"),
        cv.day(part.kid("endDate"), values, "end"),
        None,
        ends=True,
    )
    cv.employment(
        part,
        values,
        {
            "start": start,
            "end": end,
            "employer": cv.text(part.kid("name") or part.kid("company"), values, "employer"),
            "note": noted(
                position=cv.text(part.kid("position"), values, "position"),
                place=cv.text(part.kid("location"), values, "place"),
            ),
        },
    )


def _language(part: Part, cv: CurriculumVitae) -> None:
    values: Values = {}
    code = cv.language(part.kid("language"), values)
    fluency = part.kid("fluency")
    text = cv.text(fluency, values, "fluency")
    if fluency is not None and text is not None:
        cv.notice(
            "fluency_in_words", "How well a language is known stands in words; no level is read from them.", fluency
        )
    cv.named(part, code, text, values)
