"""What an ELMO document says twice: credits of a degree and of its parts, figures and words of a diploma supplement."""

from __future__ import annotations

import re
from typing import Final

from recognition.foundations.problems import quoted
from recognition.model.evidence import Origin, Qualification
from recognition.model.values import HUNDRED
from recognition.readers.elmo_shape import LOCAL, Element
from recognition.readers.notices import Notices

_ECTS: Final = re.compile(r"\b([0-9]{1,4}(?:[.,][0-9]{1,2})?)\s*ECTS\b", re.ASCII | re.IGNORECASE)
_CHAPTERS_WITHOUT: Final = frozenset("145678")  # all but the qualification and its level
_LANGUAGE_SECTION: Final = "2.5"  # of the supplement of UNESCO, Council of Europe and European Commission


def add_up(degree: Qualification, notices: Notices) -> None:
    """Notice where the parts' credits do not give the degree's. Only leaves count, and only the degree's own system."""
    if degree.credits is None or not degree.modules:
        return
    containers = {module.part_of for module in degree.modules}
    parts = [
        module.credits.amount.low
        for module in degree.modules
        if module.id not in containers and module.credits is not None and module.credits.system == degree.credits.system
    ]
    stated, found = degree.credits.amount.low, sum(parts)
    if found == stated:
        return
    origin = degree.origin or Origin()
    place = origin.values.get("credits")
    system = quoted(degree.credits.system, 20)
    sentence = f"The degree has {stated / HUNDRED:g} credits of {system}, its parts together {found / HUNDRED:g}."
    notices.add(
        "credits_do_not_add_up",
        sentence,
        place.path if place else origin.path,
        place.line if place else origin.line,
        "warning" if found > stated else "note",
        "the degree's own figure is used",
    )


def look_at_chapter(section: Element, degree: Qualification, path: str, notices: Notices) -> None:
    """Notice what a diploma supplement words otherwise than the data; its text is never read as data."""
    if section.get("number") not in _CHAPTERS_WITHOUT:
        _look_at_section(section, degree, path, notices)


def _look_at_section(section: Element, degree: Qualification, path: str, notices: Notices) -> None:
    number = section.get("number") or ""
    for part in section:
        name = LOCAL[part.tag]
        if name == "section":
            _look_at_section(part, degree, path, notices)
        elif name == "content" and (text := part.text):
            place = f"{path}/section[@number='{number}']" if number.replace(".", "").isdigit() else path
            if "ects" in text.lower():
                _compare_credits(text, degree, place, part.sourceline, notices)
            if number == _LANGUAGE_SECTION and not degree.taught_in and text.strip():
                sentence = (
                    f"The diploma supplement words the language of instruction as {quoted(text.strip(), 40)}; "
                    "the data do not state it."
                )
                notices.add(
                    "supplement_language", sentence, place, part.sourceline, "note", "words are not read as data"
                )


def _compare_credits(text: str, degree: Qualification, place: str, line: int | None, notices: Notices) -> None:
    stated = _ECTS.search(text)
    if stated is None or degree.credits is None or degree.credits.system != "ects":
        return
    ects = degree.credits.amount.low
    if round(float(stated.group(1).replace(",", ".")) * HUNDRED) != ects:
        sentence = f"The diploma supplement says {stated.group(1)} ECTS, the data {ects / HUNDRED:g}."
        notices.add("supplement_disagrees", sentence, place, line, "warning", "the data are used")
