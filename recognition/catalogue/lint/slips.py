"""RL032 where no list closes a vocabulary: a word that stands nowhere else, and is nearly one that does, is a slip.

Kinds of documents, examinations, capacities, duties and their like are open words. What law writes in other places is
what dossiers are written with, so a lone word beside a known one can only be missed by everybody.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path as File
from typing import NamedTuple

from recognition.catalogue.files import read_law
from recognition.catalogue.folders import PART_FILE, RULESET_FILE, data_folder, names_under
from recognition.catalogue.lint.attributes import annotation_of
from recognition.catalogue.lint.check import Check
from recognition.catalogue.lint.filters import filters
from recognition.catalogue.lint.vocabularies import is_ident, literals
from recognition.catalogue.references import Path, references
from recognition.catalogue.scope import Scope
from recognition.catalogue.texts import ENGLISH, plain_texts
from recognition.foundations.problems import InvalidRuleset, Problem, quoted
from recognition.model import requirements as kinds
from recognition.model.ruleset import LawFile

NEARLY = 0.85
"""From this likeness on (1 is the same) two words are taken for one; `passport` and `pasport` are 0.93 alike."""
DOCUMENT = "document"
_CLOSED = ("country", "occupation")
_NUMBERS = re.compile(r"[a-z]?[0-9]+[a-z]?")


class Used(NamedTuple):
    """An open word where it is written; `family` says of what it is a word."""

    family: str
    word: str
    path: Path


def open_words(law: LawFile) -> Iterator[Used]:
    """Every word of an open vocabulary that a file of law writes, in the order of requirements, remedies and steps."""
    for name, requirement in law.requirements.items():
        path: Path = ("requirements", name)
        if isinstance(requirement, kinds.DocumentKind):
            yield from (Used(DOCUMENT, word, at) for at, word in literals((*path, "type"), requirement.type))
        elif isinstance(requirement, kinds.ExaminationKind):
            yield Used("examination", requirement.exam, (*path, "exam"))
            parts = literals((*path, "parts"), requirement.parts)
            yield from (Used(f"part of {requirement.exam}", word, at) for at, word in parts)
        for where, lines, item in filters(path, requirement):
            for attribute, condition in lines.items():
                if attribute not in _CLOSED and is_ident(annotation_of(item, attribute.split("."))):
                    family = f"{item.__name__.lower()} {attribute}"
                    found = literals((*where, attribute), condition)
                    yield from (Used(family, word, at) for at, word in found if isinstance(word, str))
    for name, remedy in law.remedies.items():
        if remedy.attempts is not None:
            yield Used("examination", remedy.attempts.exam, ("remedies", name, "attempts", "exam"))
    for name, step in law.steps.items():
        for i, document in enumerate(step.documents):
            yield Used(DOCUMENT, document.type, ("steps", name, "documents", i, "type"))
        times = step.time if isinstance(step.time, tuple) else (step.time,)
        for i, time in enumerate(times):
            if time is not None and time.starts is not None:
                yield Used("day from which a time runs", time.starts, ("steps", name, "time", i, "starts"))
    for reference in references(law):
        if reference.kind == "attribute" and reference.word.startswith("document."):
            yield Used(DOCUMENT, reference.word.split(".")[1], reference.path)


@cache
def _shipped() -> Mapping[File, tuple[Used, ...]]:
    """The open words of all law that ships, by file; law that cannot be read teaches no words."""
    root = data_folder("rulesets")
    found = {}
    for file in (RULESET_FILE, PART_FILE):
        for name in names_under(root, file):
            path = (root / name / file).resolve()
            try:
                found[path] = tuple(open_words(read_law(path).law))
            except InvalidRuleset:
                continue
    return found


def lone_words_are_no_slips(scope: Scope) -> Iterator[Problem]:
    """RL032: a word that one place alone writes is not nearly another; a document's name in `lang/` makes it known."""
    own = list(open_words(scope.law))
    counted = Counter((one.family, one.word) for one in own)
    here = scope.document.path.resolve()
    elsewhere = {(one.family, one.word) for path, words in _shipped().items() if path != here for one in words}
    named = plain_texts(scope.document.folder / "lang" / f"{ENGLISH}.yaml")
    elsewhere |= {(DOCUMENT, key.split(".")[1]) for key in named if key.startswith("documents.")}
    known = elsewhere | {pair for pair, times in counted.items() if times > 1}
    for i, one in enumerate(own):
        if (one.family, one.word) in known:
            continue
        before = {(other.family, other.word) for other in own[:i]}
        near = _nearest(one.word, {word for family, word in known | before if family == one.family} - {one.word})
        if near is not None:
            sentence = f"{quoted(one.word)} stands nowhere else in law, and is nearly {quoted(near)}."
            more = f", or name it in lang/en.yaml: documents.{one.word}.title" if one.family == DOCUMENT else ""
            yield scope.problem("RL032", sentence, one.path, f"did you mean '{near}'?{more}")


def _nearest(word: str, known: set[str]) -> str | None:
    """The known word that this one is a slip of. What differs in numbers, or in levels as a2 and b1, are two words."""
    alike = [(SequenceMatcher(None, word, other, autojunk=False).ratio(), other) for other in sorted(known)]
    alike = [(ratio, other) for ratio, other in alike if _NUMBERS.sub("", word) != _NUMBERS.sub("", other)]
    ratio, other = max(alike, default=(0.0, ""))
    return other if ratio >= NEARLY else None


CHECKS: tuple[Check, ...] = (lone_words_are_no_slips,)
