"""What a check looks at: one file, all that it says with its parts, and the lists it may name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from recognition.catalogue.files import LawDocument
from recognition.catalogue.levels import dependencies
from recognition.catalogue.parts import Merged
from recognition.catalogue.references import Reference, references
from recognition.foundations.problems import Problem, Severity
from recognition.model.requirements import AnyRequirement
from recognition.model.ruleset import LawFile, RulesetFile

if TYPE_CHECKING:
    from recognition.catalogue.standards import Standards


@dataclass
class Scope:
    """One file under examination. `standards` is None where lists are not looked up; `on` is the day of looking."""

    document: LawDocument
    merged: Merged
    standards: Standards | None = None
    on: date | None = None
    _references: tuple[Reference, ...] | None = field(default=None, init=False)
    _needs: dict[str, frozenset[str]] | None = field(default=None, init=False)

    @property
    def law(self) -> LawFile:
        """The file as written, parts not merged."""
        return self.document.law

    @property
    def ruleset(self) -> RulesetFile | None:
        """The file where it is a ruleset; None for a part."""
        return self.law if isinstance(self.law, RulesetFile) else None

    @property
    def references(self) -> tuple[Reference, ...]:
        """Every reference that the file itself makes; those into a part that cannot be read are left out."""
        if self._references is None:
            readable = (one for one in references(self.law) if not self.merged.lacks_part_of(one.word, self.document))
            self._references = tuple(readable)
        return self._references

    @property
    def needs(self) -> dict[str, frozenset[str]]:
        """Requirement -> requirements that it reads, parts included."""
        if self._needs is None:
            self._needs = dependencies(self.merged)
        return self._needs

    def own_requirements(self) -> Iterator[tuple[tuple[str, str], AnyRequirement]]:
        """Path and requirement of all that this file itself declares."""
        for name, requirement in self.law.requirements.items():
            yield ("requirements", name), requirement

    def problem(
        self,
        code: str,
        sentence: str,
        path: Sequence[str | int],
        hint: str | None = None,
        *,
        key: bool = False,
        severity: Severity = "error",
    ) -> Problem:
        """A problem placed at the value on `path`, or at its key."""
        return Problem(code, sentence, self.document.place(path, key=key), hint, severity)
