"""A ruleset ready to be used: parts merged under their prefixes, every reference resolved, requirements in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from recognition.foundations.bases import Basis, weakest
from recognition.model.law import Checked, Citation, InForce, Source
from recognition.model.requirements import AnyRequirement
from recognition.model.ruleset import Clock, Fact, Focus, Parameter, Remedy, Route, Stage, Step

if TYPE_CHECKING:
    from recognition.catalogue.texts import Texts


@dataclass(frozen=True, slots=True)
class Ruleset:
    """One destination and purpose. Ids of a part carry its prefix everywhere (`eu.run`, source `eu.directive`).

    `levels`: requirement ids in dependency order: a requirement refers only to requirements of earlier levels (through
    parts, when, unless, features, `by:` ways and `found:` day terms). `sha256` covers the file and its parts.
    """

    id: str
    version: int
    subject: str
    status: str
    checked: Checked
    sha256: str
    in_force: InForce | None
    focus: Focus | None
    sources: Mapping[str, Source]
    clocks: Mapping[str, Clock]
    parameters: Mapping[str, Parameter]
    facts: Mapping[str, Fact]
    requirements: Mapping[str, AnyRequirement]
    levels: tuple[tuple[str, ...], ...]
    stages: tuple[Stage, ...]
    routes: tuple[Route, ...]
    remedies: Mapping[str, Remedy]
    steps: Mapping[str, Step]
    report: tuple[str, ...]
    texts: Texts
    parts: Mapping[str, str] = field(default_factory=dict)
    """Prefix -> part id."""
    extra: dict[str, Any] = field(default_factory=dict, compare=False)
    """Room for what the engine compiles once per ruleset; never part of its meaning."""

    def cited(self, cite: Citation) -> tuple[Source, Basis]:
        """The source of a citation and the basis that it gives: the weaker of the source's and the citation's own."""
        source = self.sources[cite.source]
        return source, weakest((source.basis, cite.basis)) if cite.basis else source.basis
