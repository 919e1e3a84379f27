"""RL010 to RL016: every statement of law has a source, and says no more than the source does."""

from __future__ import annotations

from collections.abc import Iterator

from recognition.catalogue.lint.check import Check
from recognition.catalogue.references import Path
from recognition.catalogue.scope import Scope
from recognition.foundations.bases import weakest
from recognition.foundations.problems import Problem, nearest, quoted
from recognition.model.law import Citation
from recognition.model.requirements import COMBINERS, Age, Requirement
from recognition.model.values import Model

_NOBODY = frozenset({"nobody", "nobody yet", "none", "unknown", "-", "?", "tbd", "n/a"})


def sources_are_declared(scope: Scope) -> Iterator[Problem]:
    """RL010: a citation names a declared source."""
    known = scope.merged.names("source")
    for reference in scope.references:
        if reference.kind == "source" and reference.word not in known:
            sentence = f"The source {quoted(reference.word)} is not declared."
            yield scope.problem("RL010", sentence, reference.path, nearest(reference.word, known))


def sources_are_cited(scope: Scope) -> Iterator[Problem]:
    """RL011: every declared source is cited."""
    cited = {reference.word for reference in scope.references if reference.kind == "source"}
    for name in scope.law.sources:
        if name not in cited:
            yield scope.problem("RL011", f"Nothing cites the source {quoted(name)}.", ("sources", name), key=True)


def requirements_cite(scope: Scope) -> Iterator[Problem]:
    """RL012: every requirement cites its law, and every route; combiners may leave it to their parts."""
    for path, requirement in scope.own_requirements():
        left_to_others = isinstance(requirement, COMBINERS)
        if requirement.cite is None and not left_to_others and not _reading(requirement):
            yield scope.problem("RL012", "The requirement cites no law.", path, "add cite", key=True)
    for i, route in enumerate(scope.law.routes):
        if route.cite is None and route.take is None:
            yield scope.problem("RL012", "The route cites no law.", ("routes", i), "add cite")


def _reading(requirement: Requirement) -> bool:
    return isinstance(requirement, Age) and requirement.reading is not None  # told as RL042


def bases_are_not_raised(scope: Scope) -> Iterator[Problem]:
    """RL013: a citation may lower the basis of its source, never raise it."""
    for path, cite in _citations(scope.law, ()):
        source = scope.merged.sources.get(cite.source)
        if source and cite.basis and weakest((source.basis, cite.basis)) != cite.basis:
            sentence = f"The source is {source.basis}; a citation cannot make it {cite.basis}."
            yield scope.problem("RL013", sentence, (*path, "basis"))


def _citations(value: object, path: Path) -> Iterator[tuple[Path, Citation]]:
    if isinstance(value, Citation):
        yield path, value
    elif isinstance(value, Model):
        for name, info in type(value).model_fields.items():
            yield from _citations(getattr(value, name), (*path, info.alias or name))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _citations(item, (*path, key))
    elif isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from _citations(item, (*path, i))


def check_is_not_overdue(scope: Scope) -> Iterator[Problem]:
    """RL015: the next comparison with the sources lies ahead."""
    checked = scope.law.checked
    on, due = checked.on.span.low or 0, checked.next.span.low or 0
    if due <= on:
        yield scope.problem("RL015", "The next check lies before the last.", ("checked", "next"))
    elif scope.on is not None and due < scope.on.toordinal():
        sentence = f"The file was to be compared with its sources again by {checked.next.text}."
        yield scope.problem("RL015", sentence, ("checked", "next"), severity="warning")


def status_has_a_reader(scope: Scope) -> Iterator[Problem]:
    """RL016: above draft somebody has read the file against its sources."""
    if scope.law.status in ("reviewed", "confirmed") and scope.law.checked.by.casefold() in _NOBODY:
        sentence = f"The status is {scope.law.status}, but nobody has read the file against its sources."
        yield scope.problem("RL016", sentence, ("checked", "by"), "name who did, or set the status to draft")


ESSENTIAL: tuple[Check, ...] = (sources_are_declared,)
CHECKS: tuple[Check, ...] = (
    sources_are_declared, sources_are_cited, requirements_cite, bases_are_not_raised, check_is_not_overdue,
    status_has_a_reader,
)  # fmt: skip
