"""list-member and title-listed: rows of a list on a day (LANGUAGE 1.4, 2.5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from recognition.catalogue.list_table import ListRow
from recognition.engine.case import Case
from recognition.engine.known import Dated, Either, Known
from recognition.engine.lists import Fit, FoundRows, Listed, Prepared, counted, listed
from recognition.engine.measure.common import ONE, joined, more_evidence
from recognition.engine.measured import Measured, Used, Wanted
from recognition.engine.terms import value_form
from recognition.foundations.bases import weakest
from recognition.foundations.text import folded
from recognition.model.evidence import Qualification
from recognition.model.requirements import ListMember, TitleListed

UNIT = "rows"


def list_member(requirement: ListMember, case: Case) -> Measured:
    """Rows of the list for the key on the day. Of several values (nationalities) one that is listed is enough."""
    terms, quantity = case.compiled.plan(requirement) or case.compiled.keep(requirement, _key_plan(requirement, case))
    prepared = case.listing(requirement.list)
    day = case.day(requirement.on, strength=requirement.strength)
    key: dict[str, Sequence[Any] | None] = {}
    several: tuple[str, tuple[Any, ...]] | None = None
    used: list[Used] = list(day.used)
    wanted: list[Wanted] = list(case.unsettled(day))
    for name, form, literal in terms:
        if form is None:
            key[name] = literal
            if len(literal) > 1:
                several = (name, literal)
            continue
        known: Known = case.value(form)
        weak = case.strong(known.used, requirement.strength)
        used.extend(known.used)
        wanted.extend((*known.wanted, *weak))
        if weak or known.value is None:
            key[name] = None
        elif known.many or isinstance(known.value, dict):
            several = (name, tuple(known.value.values() if isinstance(known.value, dict) else known.value))
        else:
            key[name] = known.value.options if isinstance(known.value, Either) else (known.value,)
    if several is None:
        rows = listed(prepared, key, day.span)
    else:
        rows = any_listed([listed(prepared, {**key, several[0]: (value,)}, day.span) for value in several[1]])
    comparison = case.compare(
        requirement, rows.low, rows.high, ONE, UNIT, (quantity, case.focus_key), label=requirement.list,
        basis=weakest((rows.basis, day.basis)), used=tuple(used), wanted=joined(tuple(wanted), rows.wanted),
        cited=rows.cited,
    )  # fmt: skip
    return Measured(comparison, found=FoundRows(rows.rows, prepared))


def _key_plan(requirement: ListMember, case: Case) -> tuple[tuple[tuple[str, Any, Any], ...], Any]:
    terms: list[tuple[str, Any, Any]] = []
    for name, written in requirement.key.items():
        form = value_form(written) if isinstance(written, str) else None
        each = tuple(written) if isinstance(written, (list, tuple)) else (written,)
        terms.append((name, form, None if form is not None else each))
    asked = tuple((name, form or literal) for name, form, literal in terms)
    day = case.compiled.day(requirement.on)
    return tuple(terms), ("list-member", requirement.list, asked, day, requirement.strength)


def any_listed(answers: Sequence[Listed]) -> Listed:
    """What holds where one of several things listed is enough."""
    if len(answers) == 1:
        return answers[0]
    best = max(answers, key=lambda answer: (answer.low, answer.high is None, answer.high or 0))
    sure = [answer for answer in answers if answer.low > 0]
    counts = sure or [answer for answer in answers if answer.high != 0] or list(answers)
    highs = [answer.high for answer in answers if answer.high is not None]
    return Listed(
        best.low,
        max(highs) if len(highs) == len(answers) else None,
        tuple(row for answer in counts for row in answer.rows),
        weakest(answer.basis for answer in counts),
        tuple(cited for answer in counts for cited in answer.cited),
        joined(*(answer.wanted for answer in counts)),
    )


class _Title(NamedTuple):
    """What a qualification says of its country, title and awarding body; None where it does not say."""

    countries: tuple[str, ...] | None
    wordings: frozenset[str] | None
    bodies: frozenset[str] | None
    certain: bool


def title_listed(requirement: TitleListed, case: Case) -> Measured:
    """Qualifications whose country and title stand in the list on the day; another wording only may."""
    prepared = case.listing(requirement.list)
    day = case.day(requirement.on, strength=requirement.strength)
    complete = case.is_complete("qualifications")
    everything = requirement.of == "any" or case.focus_is_missing
    quantity = (
        "title-listed", requirement.list, requirement.of, requirement.body, case.compiled.day(requirement.on),
        requirement.strength, case.focus_key,
    )  # fmt: skip
    answers: list[Listed] = []
    used: list[Used] = list(day.used)
    wanted: list[Wanted] = list(case.unsettled(day))
    low, high = 0, (0 if complete else None) if everything else 0
    for item in case.candidates("qualifications", requirement.of):
        rows = _title_rows(prepared, _said(item, case), requirement.body, day)
        weak = case.strong((case.used(item),), requirement.strength)
        low += 0 if weak else rows.low
        high = None if high is None or rows.high is None else high + rows.high
        answers.append(rows)
        if rows.high != 0:
            used.append(case.used(item, rows.low > 0 and not weak))
            wanted.extend((*weak, *_missing(item, case, requirement.body), *rows.wanted))
    asked = more_evidence("qualifications", requirement.list, complete) if everything else ()
    sure = [answer for answer in answers if answer.low > 0] or answers
    basis = weakest((day.basis, *(answer.basis for answer in sure))) if sure else prepared.silence
    rows_found = tuple(row for answer in sure for row in answer.rows)
    comparison = case.compare(
        requirement, low, high, ONE, UNIT, quantity, label=requirement.list, basis=basis, used=tuple(used),
        wanted=joined(tuple(wanted), asked),
        cited=tuple(cited for answer in sure for cited in answer.cited) or _silent(prepared),
    )  # fmt: skip
    return Measured(comparison, found=FoundRows(rows_found, prepared))


def _silent(prepared: Prepared) -> tuple[Any, ...]:
    return tuple(prepared.cited(row) for row in prepared.table.rows[:1])


def _said(item: Qualification, case: Case) -> _Title:
    country: Any = item.country
    countries = None if country is None else country.options if isinstance(country, Either) else (country,)
    wordings, sure_title = _wordings(item.title)
    bodies, sure_body = _wordings(item.body)
    return _Title(countries, wordings, bodies, sure_title and sure_body)


def _wordings(texts: Any) -> tuple[frozenset[str] | None, bool]:
    """Every wording of a text, folded, and whether all claims agree on it."""
    if isinstance(texts, Either):
        return frozenset(folded(text) for one in texts.options for text in one.values()), False
    return (frozenset(folded(text) for text in texts.values()), True) if texts else (None, True)


def _missing(item: Qualification, case: Case, body: bool) -> Iterable[Wanted]:
    for name in ("country", "title", "body") if body else ("country", "title"):
        if not getattr(item, name):
            yield Wanted("attribute", (case.name(item), name))


def _title_rows(prepared: Prepared, said: _Title, body: bool, day: Dated) -> Listed:
    """Rows of the country: with this title they fit, with another wording (or none said) they may."""
    asked = (said, body, day.span)
    known = prepared.recall(asked)
    if known is not None:
        return known
    same: list[Fit] = []
    other: list[Fit] = []
    for row, here in _rows_of(prepared, said.countries):
        titled = "title" not in row.key or (said.wordings is not None and not said.wordings.isdisjoint(row.wordings))
        if not titled:
            other.append(Fit(row, False))
            continue
        awarded = not body or _awarded(row, said.bodies)
        same.append(Fit(row, here and awarded and said.certain))
    settled = any(fit.sure for fit in same)
    return prepared.keep(asked, counted(prepared, same if settled else [*same, *other], day.span))


def _rows_of(prepared: Prepared, countries: tuple[str, ...] | None) -> Iterable[tuple[ListRow, bool]]:
    if countries is None:
        return ((row, "country" not in row.key) for row in prepared.table.rows)
    if len(countries) == 1:
        return ((row, True) for row in prepared.rows_named("country", countries[0]))
    fitting = [[id(row) for row in prepared.rows_named("country", country)] for country in countries]
    rows = {id(row): row for country in countries for row in prepared.rows_named("country", country)}
    return ((row, all(key in one for one in fitting)) for key, row in rows.items())


def _awarded(row: ListRow, bodies: frozenset[str] | None) -> bool:
    named = row.fields.get("body", row.key.get("body"))
    if named is None:
        return True
    each = named.values() if isinstance(named, dict) else named if isinstance(named, (list, tuple)) else (named,)
    return bodies is not None and not bodies.isdisjoint(folded(str(one)) for one in each)
