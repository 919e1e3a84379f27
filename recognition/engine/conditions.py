"""Conditions of routes, remedies, steps and interim permissions, measured like requirements."""

from __future__ import annotations

from recognition.engine.case import Case
from recognition.engine.measure.examinations import attempts_made
from recognition.engine.measured import Comparison, Need, Tree
from recognition.foundations.bases import weakest
from recognition.model.law import Citation, InForce
from recognition.model.requirements import DayTerm
from recognition.model.ruleset import RemedyAttempts


def in_force_on(case: Case, in_force: InForce, cite: Citation | None, what: str) -> Tree:
    """Whether the day of the clock lies within `in_force`, asked as one more date comparison."""
    tree = case.in_force(in_force, cite)
    if tree is None:
        return Comparison(case.on, case.on, Need(case.on, case.on), "day", "read", ("on",), label=what)
    return tree


def not_past(case: Case, term: DayTerm, what: str) -> Tree:
    """Whether the assessment day is not past `term`."""
    last = case.day(term)
    need = Need(last.span.low, last.span.high, last.basis, last.cited)
    if last.span.low is None or last.span.high is None:
        need = Need(None, None, last.basis, last.cited)
    return Comparison(
        low=case.on,
        high=case.on,
        need=need,
        unit="day",
        basis=last.basis,
        quantity=("on",),
        at_most=True,
        label=what,
        wanted=last.wanted,
        cited=last.cited,
    )


def attempts_left(case: Case, attempts: RemedyAttempts, cite: Citation, what: str) -> Tree:
    """Whether fewer sittings than allowed are used up. Sittings that may have been are possible, not certain."""
    allowed = case.need(attempts.at_most, "count")
    low, high, taken = attempts_made(attempts.exam, case)
    need = (
        allowed
        if allowed.low is None or allowed.high is None
        else allowed._replace(low=allowed.low - 1, high=allowed.high - 1)
    )
    _, basis = case.ruleset.cited(cite)
    return Comparison(
        low=low,
        high=high,
        need=need,
        unit="count",
        basis=weakest((basis, allowed.basis)),
        quantity=("attempts", attempts.exam),
        at_most=True,
        label=what,
        used=taken.used,
        wanted=taken.wanted,
        cited=allowed.cited,
    )
