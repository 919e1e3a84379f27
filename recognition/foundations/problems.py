"""Problems and errors: a place, a stable code, a sentence, and the nearest right word.

The tree of errors (each holds every problem found, not only the first)::

    RecognitionError
      ReadError              a document could not be read
        UnknownFormat        no reader knows it
        UnsafeDocument       refused before or while parsing (entities, bombs, depth, encodings)
        InvalidDocument      read, but a value or structure is wrong
      RulesetError           a ruleset cannot be used
        InvalidRuleset       the file is wrong; every fault with file, line, column
        RulesetNotFound      no ruleset of that name
        RulesetNotInForce    assessed on a day outside `in_force`
      MisuseError            a wrong argument: clock, day, fact, option
      EngineError            the rules engine failed; never an answer
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: document name, path inside it (XPath or JSON pointer), line and column from 1."""

    document: str | None = None
    path: str | None = None
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        parts = [self.document or "input"]
        if self.line is not None:
            parts.append(str(self.line))
            if self.column is not None:
                parts.append(str(self.column))
        return ":".join(parts)


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong or noteworthy. `code` is stable and explained by `recognition explain CODE`.

    `sentence` never quotes a document's own text unless it is cut and escaped (`quoted`); `hint` holds the
    nearest right word or what to do.
    """

    code: str
    sentence: str
    place: Place = NOWHERE
    hint: str | None = None
    severity: Severity = "error"

    def __str__(self) -> str:
        text = f"{self.place}: {self.code}: {self.sentence}"
        return f"{text} ({self.hint})" if self.hint else text

    def in_document(self, document: str | None) -> Problem:
        """The same problem, placed in `document` if it has no document yet."""
        if document is None or self.place.document is not None:
            return self
        return replace(self, place=replace(self.place, document=document))


_RANK: dict[Severity, int] = {"error": 0, "warning": 1, "note": 2}


def worst_first(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Errors, then warnings, then notes; among equals the order stays."""
    return tuple(sorted(problems, key=lambda problem: _RANK[problem.severity]))


class RecognitionError(Exception):
    """Base of every error that this package raises on purpose; holds all problems, the worst first."""

    def __init__(self, problems: Problem | Iterable[Problem]):
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))

    @property
    def code(self) -> str:
        """The code of the first problem."""
        return self.problems[0].code


class ReadError(RecognitionError):
    """A document could not be read; nothing of it is used."""


class UnknownFormat(ReadError):
    """No reader knows this document."""


class UnsafeDocument(ReadError):
    """Refused because reading it could harm: entities, bombs, depth, forbidden encodings."""


class InvalidDocument(ReadError):
    """Not well-formed, or a value in it cannot be what it claims to be."""


class RulesetError(RecognitionError):
    """A ruleset cannot be used."""


class InvalidRuleset(RulesetError):
    """The text of a ruleset, part, standard or language file is wrong."""


class RulesetNotFound(RulesetError):
    """No ruleset of that name; the hint holds the nearest."""


class RulesetNotInForce(RulesetError):
    """The day asked lies outside the ruleset's `in_force`."""


class MisuseError(RecognitionError):
    """An argument is wrong: an unknown clock, day, fact, option or file."""


class EngineError(RecognitionError):
    """The rules engine failed or its self-check did not hold; there is no answer."""


def nearest(word: str, words: Iterable[str]) -> str | None:
    """A hint naming the nearest right word, or None when none is near."""
    found = get_close_matches(word[:200], list(words), n=1, cutoff=0.6)
    return f"did you mean '{found[0]}'?" if found else None


def quoted(text: object, limit: int = 60) -> str:
    """Foreign text made safe for a message: cut, with control and direction characters escaped."""
    try:
        raw = str(text)
    except RecursionError:  # before Python 3.12, nesting of some hundred levels cannot be written out
        raw = f"a deeply nested {type(text).__name__}"
    if len(raw) <= limit and raw.isprintable():  # direction characters are not
        return f"'{raw}'"
    shown = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in raw[:limit])
    return f"'{shown}…'" if len(raw) > limit else f"'{shown}'"
