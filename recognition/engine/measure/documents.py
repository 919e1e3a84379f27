"""document: documents of a type that fit, once or for every country of practice (LANGUAGE 2.2)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any, NamedTuple

from recognition.engine.attested import read
from recognition.engine.case import Case
from recognition.engine.filters import IN, MAYBE, OUT
from recognition.engine.known import Dated, Either
from recognition.engine.measure.common import ONE, FoundItems, joined, more_evidence
from recognition.engine.measured import Comparison, Count, Measured, Wanted
from recognition.foundations.bases import Basis
from recognition.foundations.days import UNKNOWN_DAY
from recognition.model.evidence import Document
from recognition.model.requirements import DocumentKind
from recognition.model.values import Day

UNIT = "documents"


class _Plan(NamedTuple):
    where: dict[str, Any]
    forms: tuple[str, ...]
    languages: tuple[str, ...]
    types: tuple[str, ...]
    wanted: tuple[Wanted, ...]
    quantity: Hashable


class _Fits(NamedTuple):
    item: Document
    fits: int
    wanted: tuple[Wanted, ...]


def document(requirement: DocumentKind, case: Case) -> Measured:
    """Documents in, and in or maybe; open above unless documents are declared complete."""
    plan: _Plan = case.compiled.plan(requirement) or case.compiled.keep(requirement, _plan(requirement))
    among = [item for item in case.things("documents") if item.type in plan.types or not isinstance(item.type, str)]
    if not among and requirement.per is None:
        return Measured(_silence(requirement, case, plan))
    chosen = case.select("documents", plan.where, strength=requirement.strength, among=among)
    oldest = _oldest(requirement, case)
    judged = [_judge(item, IN, plan, oldest, case) for item in chosen.inside]
    judged += [_judge(item, MAYBE, plan, oldest, case) for item in chosen.maybe]
    held = [one for one in judged if one.fits != OUT]
    found = FoundItems(case, [one.item for one in held if one.fits == IN] or [one.item for one in held])
    quantity = (plan.quantity, case.focus_key)
    if requirement.per is None:
        tree = _compared(requirement, case, held, chosen.complete, chosen.wanted, oldest, quantity, "", plan.wanted)
        return Measured(tree, found=found)
    countries, unplaced = _countries_of_practice(case)
    parts: list[Comparison] = []
    for country in countries:
        here = [_in_country(one, country, case) for one in held]
        parts.append(
            _compared(
                requirement, case, [one for one in here if one.fits != OUT], chosen.complete, chosen.wanted, oldest,
                (quantity, country), country, more_evidence("documents", f"{', '.join(plan.types)} {country}", False),
            )
        )  # fmt: skip
    if unplaced:
        parts.append(
            case.compare(requirement, None, None, ONE, UNIT, (quantity, None), label="unknown", wanted=unplaced)
        )
    return Measured(Count("all", tuple(parts), len(parts), "country_of_practice"), found=found)


def _silence(requirement: DocumentKind, case: Case, plan: _Plan) -> Comparison:
    """No document of the type is shown."""
    complete = case.is_complete("documents")
    return case.compare(
        requirement, 0, 0 if complete else None, ONE, UNIT, (plan.quantity, case.focus_key),
        wanted=() if complete else plan.wanted,
    )  # fmt: skip


def _plan(requirement: DocumentKind) -> _Plan:
    types = (requirement.type,) if isinstance(requirement.type, str) else tuple(requirement.type)
    forms, languages = _many(requirement.form), _many(requirement.translated_into)
    where = {"type": list(types), **requirement.where}
    quantity = (
        "document", types, repr(requirement.where), forms, languages, requirement.age_at_most, repr(requirement.on),
        requirement.per, requirement.strength,
    )  # fmt: skip
    return _Plan(where, forms, languages, types, more_evidence("documents", ", ".join(types), False), quantity)


def _many(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def _oldest(requirement: DocumentKind, case: Case) -> Dated | None:
    """The first day on which the document may have been issued; None where its age is not asked."""
    if requirement.age_at_most is None:
        return None
    day = case.day(requirement.on if requirement.on is not None else "on")
    return case.shifted(day, case.length(requirement.age_at_most), -1)


def _judge(item: Document, fits: int, plan: _Plan, oldest: Dated | None, case: Case) -> _Fits:
    wanted: list[Wanted] = []

    def missing(attribute: str) -> int:
        wanted.append(Wanted("attribute", (case.name(item), attribute)))
        return MAYBE

    if plan.forms:
        form: Any = item.form
        fits = min(fits, missing("form") if form is None else _among(form, plan.forms))
    if plan.languages and item.language not in plan.languages:
        into: Any = item.translated_into
        if not into or isinstance(into, Either) or isinstance(item.language, Either):
            fits = min(fits, missing("translated_into"))
        elif set(into).isdisjoint(plan.languages):
            fits = OUT
    if oldest is not None:
        issued = case.days_of(item.issued) if isinstance(item.issued, Day) else UNKNOWN_DAY
        line = oldest.span
        if issued.before(line):
            fits = OUT
        elif issued.low is None or line.high is None or issued.low < line.high:
            fits = min(fits, MAYBE if issued.low is not None else missing("issued"))
    return _Fits(item, fits, tuple(wanted))


def _among(value: Any, options: Iterable[str]) -> int:
    if isinstance(value, str):
        return IN if value in options else OUT
    fits = {option in options for option in value.options}
    return MAYBE if len(fits) > 1 else IN if fits.pop() else OUT


def _in_country(one: _Fits, country: str, case: Case) -> _Fits:
    issued_in: Any = one.item.country
    if issued_in is None:
        wanted = (*one.wanted, Wanted("attribute", (case.name(one.item), "country")))
        return one._replace(fits=min(one.fits, MAYBE), wanted=wanted)
    return one._replace(fits=min(one.fits, _among(issued_in, (country,))))


def _compared(
    requirement: DocumentKind,
    case: Case,
    held: list[_Fits],
    complete: bool,
    selecting: tuple[Wanted, ...],
    oldest: Dated | None,
    quantity: Hashable,
    label: str,
    asked: tuple[Wanted, ...],
) -> Comparison:
    low = sum(1 for one in held if one.fits == IN)
    basis: Basis = oldest.basis if oldest is not None else "read"
    return case.compare(
        requirement, low, len(held) if complete else None, ONE, UNIT, quantity, label=label, basis=basis,
        used=tuple(case.used(one.item, one.fits == IN) for one in held),
        wanted=joined(
            selecting, *[one.wanted for one in held], case.unsettled(oldest) if oldest is not None else (),
            () if complete else asked,
        ),
        cited=oldest.cited if oldest is not None else (),
    )  # fmt: skip


def _countries_of_practice(case: Case) -> tuple[list[str], tuple[Wanted, ...]]:
    """Countries where the person has worked, and what is wanted where experience does not say or none is shown."""
    items = case.things("experience")
    countries: dict[str, None] = {}
    wanted: list[Wanted] = []
    for item in items:
        country = read(item, ("country",))
        if country is None:
            wanted.append(Wanted("attribute", (case.name(item), "country")))
        else:
            countries.update(dict.fromkeys((country,) if isinstance(country, str) else country.options))
    if not items:
        wanted.extend(more_evidence("experience", "country", case.is_complete("experience")))
    return sorted(countries), tuple(wanted)
