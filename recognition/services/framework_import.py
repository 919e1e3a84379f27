"""From a framework or a curriculum handed in to a list of our own form, so that a curriculum can be held against it.

A framework of competences (CASE, CTDL) gives an entry for each statement; a curriculum (LOQ, QMS-LOMS, any other format
of courses) becomes a reference curriculum, with an entry for each of its parts and for each skill that they teach.

Its words stay its own: the list is the user's copy, of basis `secondary`, since a copy handed in is not the publisher's
page. It is never complete: what it does not ask is not thereby excluded.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from recognition.foundations.problems import MisuseError, Place, Problem, quoted
from recognition.foundations.text import folded
from recognition.model.dossier import Dossier
from recognition.model.evidence import LEARNING_OUTCOME, Document, Module

LIST: Final = "entries"
_STATEMENT: Final = "competency_statement"
_FRAMEWORK: Final = "competency_framework"
_NOT_NAME: Final = re.compile(r"[^a-z0-9]+", re.ASCII)
_CHECK_AGAIN: Final = timedelta(days=365)


_FIELDS: Final = {
    "id": "key of the statement in modules and findings",
    "label": "the statement in the framework's words",
    "kind": "statement: what a learner can do",
    "part_of": "key of the statement that it stands under",
    "has_parts": "whether statements stand under it; where has_parts is false, only the single ones are asked",
}
_PART_FIELDS: Final = {
    "id": "key of the part, or address of the skill, in modules and findings",
    "label": "the title of the part in the curriculum's words; of a skill its name in ESCO, else its address",
    "kind": "part or skill",
    "part_of": "key of the part that it stands under",
    "has_parts": "whether parts stand under it; where has_parts is false, only the single ones are asked",
    "hours": "hours of the part as the curriculum states them",
    "credits": "credits of the part as the curriculum states them",
    "credit_system": "the system of the credits, a row of credits.systems",
}


class Framework(NamedTuple):
    """The two files of a standard: its name, the list and its sources as YAML, and how many entries it has."""

    name: str
    listed: str
    sources: str
    entries: int


def framework_list(
    dossier: Dossier, document: str, *, name: str | None, on: date, skill: Callable[[str], str | None] = lambda _: None
) -> Framework:
    """The standard that a framework or curriculum makes. `name` is its folder; by default made of its title. `skill`
    says what a skill of ESCO is called.

    Raises MisuseError: `not_importable` where the document holds neither statements nor parts of a curriculum, `usage`
    for a name that cannot be one.
    """
    statements = [one for one in dossier.documents if one.type == _STATEMENT and one.note]
    rows = list(_rows(statements) if statements else _parts(dossier.modules, skill))
    if not rows or dossier.subject != "curriculum":
        sentence = f"{quoted(document)} holds no statements of a framework and no parts of a curriculum."
        hint = "import a framework (CASE, CTDL-ASN), or a curriculum with its parts (LOQ, QMS-LOMS)"
        if any(problem.code == "several_courses" for problem in dossier.problems):
            sentence = f"{quoted(document)} describes several courses; none of them was chosen."
            hint = "name one with --course; recognition read lists them"
        raise MisuseError(Problem("not_importable", sentence, Place(document), hint))
    whole = next((one for one in dossier.documents if one.type == _FRAMEWORK), None)
    title = _title(dossier, whole) or "Framework"
    standard = name if name is not None else _slug(title)
    if standard is None or _slug(standard) != standard:
        sentence = f"{quoted(name or title, 60)} cannot be the name of a standard."
        raise MisuseError(Problem("usage", sentence, hint="name it with --name, in a-z, 0-9 and _"))
    publisher = _publisher(dossier, whole)
    source = {
        "title": f"{title}{f' ({publisher})' if publisher else ''}",
        "read_on": on.isoformat(),
        "basis": "secondary",
        "note": "a copy handed in by its user; compare it with the publisher's",
    }
    head = {
        "schema": "standard/1",
        "id": f"{standard}.{LIST}",
        "title": title,
        "key": ["id"],
        "complete": False,
        "checked": {
            "on": on.isoformat(),
            "by": "nobody yet, imported as it was",
            "next": (on + _CHECK_AGAIN).isoformat(),
        },
        "fields": _FIELDS if statements else _PART_FIELDS,
    }
    listed = "".join(f"{key}: {_flow(value)}\n" for key, value in head.items())
    listed += "rows:\n" + "".join(f"  - {_flow(row)}\n" for row in rows)
    sources = f"schema: sources/1\ntitle: {_flow(title)}\nsources:\n  framework: {_flow(source)}\n"
    return Framework(standard, listed, sources, len(rows))


def _rows(statements: list[Document]) -> Iterator[dict[str, Any]]:
    """A row each, by the framework's own code where that is unique, else by its identifier."""
    codes = [code for one in statements for code in one.names[:1]]
    ids = {one.id: _key(one, codes) for one in statements}
    whole = {ids.get(one.of) for one in statements if ids.get(one.of) != ids[one.id]}
    taken: set[str] = set()
    for one in statements:
        key = ids[one.id]
        if key is None or key in taken:
            continue
        taken.add(key)
        above = ids.get(one.of)
        yield {
            "id": key,
            "label": one.note,
            "kind": "statement",
            **({"part_of": above} if above is not None and above != key else {}),
            "has_parts": key in whole,
            "cite": f"framework {key}",
        }


def _parts(modules: Sequence[Module], called: Callable[[str], str | None]) -> Iterator[dict[str, Any]]:
    """A row for each part with a title, in the order of the curriculum, and one for each skill where first taught."""
    whole = {module.part_of for module in modules}
    taken: set[str] = set()
    for module in modules:
        if module.type == LEARNING_OUTCOME:
            yield from _skills(module, None, taken, called)
        if module.id is None or module.id in taken or not module.title:
            continue
        taken.add(module.id)
        label, *others = dict.fromkeys([*_first_in_english(module.title)])
        yield {
            "id": module.id,
            "label": label,
            "kind": "part",
            **({"aliases": others} if others else {}),
            **({"part_of": module.part_of} if module.part_of else {}),
            "has_parts": module.id in whole,
            **({"hours": module.hours.written()} if module.hours is not None else {}),
            **(
                {"credits": module.credits.amount.written(), "credit_system": module.credits.system}
                if module.credits is not None
                else {}
            ),
            "cite": f"framework {module.id}",
        }
        yield from _skills(module, module.id, taken, called)


def _skills(
    module: Module, part: str | None, taken: set[str], called: Callable[[str], str | None]
) -> Iterator[dict[str, Any]]:
    for skill in module.outcomes:
        if skill not in taken:
            taken.add(skill)
            yield {
                "id": skill,
                "label": called(skill) or skill,
                "kind": "skill",
                **({"part_of": part} if part is not None else {}),
                "has_parts": False,
                "cite": f"framework {part or skill}",
            }


def _first_in_english(texts: Mapping[str, str]) -> list[str]:
    return [text for _, text in sorted(texts.items(), key=lambda entry: entry[0] != "en")]


def _key(one: Document, codes: list[str]) -> str | None:
    code = one.names[0] if one.names else None
    return code if code is not None and codes.count(code) == 1 else one.id


def _title(dossier: Dossier, whole: Document | None) -> str | None:
    titles = dossier.curriculum.title if dossier.curriculum is not None else {}
    return next(iter(_first_in_english(titles)), None) or (whole.note if whole is not None else None)


def _publisher(dossier: Dossier, whole: Document | None) -> str | None:
    if whole is not None:
        return next(iter(whole.issuer_name.values()), None)
    provider = dossier.curriculum.provider if dossier.curriculum is not None else None
    return provider.name if provider is not None else None


def _slug(title: str) -> str | None:
    found = _NOT_NAME.sub("_", folded(title)).strip("_").lstrip("0123456789_")[:60].rstrip("_")
    return found or None


def _flow(value: Any) -> str:
    """A value on one line: JSON is YAML too, and every text stands in quotes."""
    return json.dumps(value, ensure_ascii=False)
