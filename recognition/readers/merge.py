"""Several documents, one dossier: what each shows is kept side by side, and what they disagree on is said.

Nothing is resolved in silence: of two names the first is shown and the conflict noticed; a disputed day of birth is not
known. Items that clash in their id get the document's number behind it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from recognition.foundations.problems import MisuseError, Place, Problem, quoted
from recognition.foundations.text import folded, unaccented
from recognition.model.dossier import ITEM_KINDS, STATED_PARTS, Dossier, Person
from recognition.model.evidence import Item, Origin, Qualification
from recognition.readers.merge_conflicts import conflicts_of_awards

_POINTERS: Final = ("part_of", "of")
_SINGLE: Final = ("curriculum", "partnership", "channel")
_UNKNOWN: Final = "unknown"
_WORD: Final = re.compile(r"\w+")


class _Numbered(NamedTuple):
    number: int
    dossier: Dossier


def merge(dossiers: Sequence[Dossier]) -> Dossier:
    """One dossier of several of the same subject, in their order. Problems of all are kept, conflicts added.

    A document that describes nobody, such as a register's record of accreditation, goes with any subject. Raises
    MisuseError `several_subjects` where the subjects differ in kind or are two people, `nothing_to_merge` for none.
    """
    if not dossiers:
        raise MisuseError(Problem("nothing_to_merge", "No document was given."))
    if len(dossiers) == 1:
        return dossiers[0]
    about = [dossier for dossier in dossiers if not _describes_nobody(dossier)] or dossiers
    first = about[0]
    for other in about[1:]:
        if other.subject != first.subject:
            sentence = f"A {first.subject} and a {other.subject} cannot be one dossier."
            raise MisuseError(Problem("several_subjects", sentence, _place(other), "give documents of one subject"))
    _refuse_two_people(about)
    problems: list[Problem] = [problem for dossier in dossiers for problem in dossier.problems]
    taken: set[str] = set()
    complete: list[str] = []
    changes: dict[str, Any] = {kind: [] for kind in ITEM_KINDS}
    for numbered in (_Numbered(index + 1, dossier) for index, dossier in enumerate(dossiers)):
        renamed = _renamed(numbered, taken)
        complete += [_kind_of(kind, renamed) for kind in numbered.dossier.complete]
        for kind in ITEM_KINDS:
            changes[kind] += [_item(item, renamed) for item in getattr(numbered.dossier, kind)]
    merged: dict[str, Any] = {kind: tuple(items) for kind, items in changes.items()}
    merged["person"] = _person([found.person for found in dossiers if found.person is not None], problems)
    merged["facts"] = _facts(dossiers, "facts", problems)
    merged["figures"] = _facts(dossiers, "figures", problems)
    merged["complete"] = tuple(dict.fromkeys(complete))
    merged["parties"] = tuple(party for dossier in dossiers for party in dossier.parties)
    merged["curricula"] = tuple(dict.fromkeys(found for dossier in dossiers for found in dossier.curricula))
    merged["origins"] = _origins(dossiers)
    for part in _SINGLE:
        merged[part] = _only([getattr(dossier, part) for dossier in dossiers], part, problems)
    problems += conflicts_of_awards(dossiers)
    return first.model_copy(update=merged).with_problems(tuple(problems))


def _refuse_two_people(dossiers: Sequence[Dossier]) -> None:
    """Two people's evidence taken together could recognise one of them for what the other has shown.

    A slip in a day of birth, or another name after a marriage, is one person still; both at once are two.
    """
    seen: list[Person] = []
    for dossier in dossiers:
        person = dossier.person
        if person is None:
            continue
        if any(_born_apart(person, other) and _share_no_name(person, other) for other in seen):
            sentence = "These documents are about two people: neither the day of birth nor any part of a name agrees."
            origin = person.origin or Origin()
            place = Place(origin.document, origin.path, origin.line)
            raise MisuseError(Problem("several_subjects", sentence, place, "check each person alone"))
        seen.append(person)


def _born_apart(one: Person, other: Person) -> bool:
    return one.born is not None and other.born is not None and one.born.span.apart(other.born.span)


def _share_no_name(one: Person, other: Person) -> bool:
    mine, yours = _name_words(one), _name_words(other)
    return bool(mine) and bool(yours) and mine.isdisjoint(yours)


def _name_words(person: Person) -> set[str]:
    names = (person.given_names, person.family_name, person.full_name)
    return {word for name in names if name is not None for word in _WORD.findall(unaccented(folded(name)))}


def _describes_nobody(dossier: Dossier) -> bool:
    """Whether a document holds records of accreditation alone."""
    if not dossier.accreditations or dossier.person is not None or dossier.facts or dossier.figures:
        return False
    if any(getattr(dossier, part) is not None for part in _SINGLE):
        return False
    return not any(getattr(dossier, kind) for kind in ITEM_KINDS if kind not in ("documents", "accreditations"))


def _kind_of(complete: str, renamed: Mapping[str, str]) -> str:
    """What a document declares to be all there is of its own award stays said of that award."""
    kind, mark, owner = complete.partition(":")
    return f"{kind}{mark}{renamed.get(owner, owner)}" if mark else complete


def _renamed(numbered: _Numbered, taken: set[str]) -> dict[str, str]:
    """New ids of this document's items, where an earlier document used them."""
    found = dict.fromkeys(item.id for _, item in numbered.dossier.items() if item.id is not None)
    renamed: dict[str, str] = {}
    for name in found:
        new = name
        if new in taken:
            new = f"{name}-{numbered.number}"
            while new in taken or new in found:
                new += "x"
            renamed[name] = new
        taken.add(new)
    return renamed


def _item(item: Item, renamed: Mapping[str, str]) -> Item:
    changes: dict[str, Any] = {}
    for field in ("id", *_POINTERS):
        value = getattr(item, field, None)
        if isinstance(value, str) and value in renamed:
            changes[field] = renamed[value]
    if isinstance(item, Qualification) and item.modules:
        changes["modules"] = tuple(_item(module, renamed) for module in item.modules)
    return item.model_copy(update=changes) if changes else item


def _person(people: list[Person], problems: list[Problem]) -> Person | None:
    if not people:
        return None
    changes: dict[str, Any] = {}
    for field in ("given_names", "family_name", "full_name", "residence"):
        stated = [(person, getattr(person, field)) for person in people if getattr(person, field) is not None]
        if stated:
            changes[field] = stated[0][1]
        for person, value in stated[1:]:
            if folded(value) != folded(stated[0][1]):
                code = "conflicting_residence" if field == "residence" else "conflicting_names"
                sentence = f"The documents state the holder's {field.replace('_', ' ')} differently."
                problems.append(_conflict(code, sentence, person, stated[0][0]))
                if field == "residence":
                    changes[field] = None
    births = [person for person in people if person.born is not None]
    if births:
        changes["born"] = births[0].born
    for person in births[1:]:
        if person.born is not None and births[0].born is not None and person.born.span != births[0].born.span:
            sentence = "The documents state different days of birth; it is not known."
            problems.append(_conflict("conflicting_births", sentence, person, births[0]))
            changes["born"] = None
    changes["nationalities"] = tuple(dict.fromkeys(country for person in people for country in person.nationalities))
    return people[0].model_copy(update=changes)


def _facts(dossiers: Sequence[Dossier], part: str, problems: list[Problem]) -> dict[str, Any]:
    """Facts of all; one that is stated in two ways is not known, and `unknown` states nothing."""
    found: dict[str, Any] = {}
    disputed: set[str] = set()
    for dossier in dossiers:
        for name, value in getattr(dossier, part).items():
            if found.get(name, _UNKNOWN) == _UNKNOWN:
                found[name] = value
            elif value not in (found[name], _UNKNOWN):
                disputed.add(name)
                sentence = f"The fact {quoted(name)} is stated in two ways; it is not known."
                problems.append(Problem("conflicting_facts", sentence, _place(dossier), severity="warning"))
    return {**found, **dict.fromkeys(disputed, _UNKNOWN)}


def _origins(dossiers: Sequence[Dossier]) -> dict[str, Origin]:
    """Where things were read, of a fact or figure the place of the first that states it."""
    return {
        pointer: origin
        for dossier in reversed(dossiers)
        for pointer, origin in dossier.origins.items()
        if not _states_nothing(dossier, pointer)
    }


def _states_nothing(dossier: Dossier, pointer: str) -> bool:
    part, _, name = pointer.partition(".")
    return part in STATED_PARTS and getattr(dossier, part).get(name, _UNKNOWN) == _UNKNOWN


def _only(values: list[Any], part: str, problems: list[Problem]) -> Any:
    """What the documents say of the part together; what they say differently of it is not known."""
    stated = [value for value in values if value is not None]
    if len(stated) < 2:
        return stated[0] if stated else None
    changes: dict[str, Any] = {}
    for name, field in type(stated[0]).model_fields.items():
        empty = field.get_default(call_default_factory=True)
        said = [(one, value) for one in stated if (value := getattr(one, name)) != empty]
        changes[name] = said[0][1] if said else empty
        for other, value in said[1:]:
            if name != "origin" and value != said[0][1]:
                sentence = f"The documents state the {name.strip('_')} of the {part} differently; it is not known."
                problems.append(_conflict("conflicting_parts", sentence, other, said[0][0]))
                changes[name] = empty
    return stated[0].model_copy(update=changes)


def _conflict(code: str, sentence: str, one: Any, other: Any) -> Problem:
    """A conflict of two parts, each with its place where it has one."""
    here, there = getattr(one, "origin", None) or Origin(), getattr(other, "origin", None) or Origin()
    hint = f"the other is {quoted(there.document, 60)}" if there.document else None
    return Problem(code, sentence, Place(here.document, here.path, here.line), hint, severity="warning")


def _place(dossier: Dossier) -> Place:
    for _, item in dossier.items():
        if item.origin is not None:
            return Place(item.origin.document, item.origin.path, item.origin.line)
    origin = (dossier.person.origin if dossier.person else None) or Origin()
    return Place(origin.document, origin.path, origin.line)
