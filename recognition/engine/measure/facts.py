"""stated-fact: one value against the values asked; 1 where it is one of them, 0 where not (LANGUAGE 1.5, 2.2)."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from recognition.engine.case import Case
from recognition.engine.filters import IN, MAYBE, OUT, same
from recognition.engine.known import Either, Known
from recognition.engine.measured import Measured, Need
from recognition.engine.terms import AttributeTerm, FactTerm, FoundTerm, value_form
from recognition.model.requirements import StatedFact

ONE = Need(1, 1)
MULTIPLE = frozenset({"nationalities", "taught_in", "names", "translated_into", "outcomes", "subjects"})


def stated_fact(requirement: StatedFact, case: Case) -> Measured:
    """1 where the fact is one of `is`, 0 where it is another, open where it is not known."""
    form, asked, name = case.compiled.plan(requirement) or case.compiled.keep(requirement, _plan(requirement))
    known = case.value(form)
    weak = case.strong(known.used, requirement.strength)
    low, high = (None, None) if weak or known.value is None else _is(case, known, asked)
    exclusive = not known.many and not _multiple(form)
    quantity: Hashable = ("fact", name, requirement.strength, case.focus_key if name.startswith("focus.") else None)
    comparison = case.compare(
        requirement, low, high, ONE, "yes_no", quantity if exclusive else (quantity, asked),
        used=known.used, wanted=(*known.wanted, *weak), option=asked if exclusive else None,
    )  # fmt: skip
    return Measured(comparison, found={"value": known.value} if known.value is not None else {})


def _plan(requirement: StatedFact) -> tuple[Any, tuple[Any, ...], str]:
    asked = requirement.is_
    values = tuple(asked) if isinstance(asked, (list, tuple)) else (asked,)
    form = value_form(requirement.fact)
    if not isinstance(form, (AttributeTerm, FoundTerm, FactTerm)):
        form = FactTerm(requirement.fact)
    return form, values, requirement.fact


def _multiple(form: Any) -> bool:
    """Attributes that hold several values at once: knowing one of them rules out no other."""
    return isinstance(form, AttributeTerm) and form.path[-1] in MULTIPLE


def _is(case: Case, known: Known, asked: tuple[Any, ...]) -> tuple[int, int]:
    value = known.value
    options = value.options if isinstance(value, Either) else None
    if options is not None:
        fits = {max(same(case, option, one) for one in asked) for option in options}
        best = fits.pop() if len(fits) == 1 else MAYBE
    else:
        best = max((same(case, value, one) for one in asked), default=OUT)
    return (1, 1) if best == IN else (0, 0) if best == OUT else (0, 1)
