"""registration and accreditation: entries and decisions that cover a day (LANGUAGE 2.2, 2.5)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from recognition.engine.attested import read
from recognition.engine.case import Case
from recognition.engine.filters import IN, MAYBE, OUT
from recognition.engine.known import Either
from recognition.engine.measure.common import ONE, FoundItems, joined, more_evidence
from recognition.engine.measured import Measured, Wanted
from recognition.engine.terms import value_form
from recognition.foundations.days import Span
from recognition.model.dossier import Curriculum
from recognition.model.evidence import Accreditation, Qualification, Registration
from recognition.model.requirements import AccreditationKind, RegistrationKind
from recognition.model.values import Day

NOT_VALID = frozenset({"suspended", "ended", "withdrawn"})


def registration(requirement: RegistrationKind, case: Case) -> Measured:
    """Entries valid on the day; open above unless registrations are declared complete."""
    day = case.day(requirement.on)
    chosen = case.select("registrations", requirement.where, strength=requirement.strength)
    inside: list[Registration] = []
    maybe: list[Registration] = []
    wanted: list[Wanted] = [*chosen.wanted, *case.unsettled(day)]
    for item, fits in ((item, IN) for item in chosen.inside):
        _sort(item, fits, requirement, day.span, case, inside, maybe, wanted)
    for item in chosen.maybe:
        _sort(item, MAYBE, requirement, day.span, case, inside, maybe, wanted)
    same = case.compiled.plan(requirement) or case.compiled.keep(
        requirement,
        ("registration", repr(requirement.where), case.compiled.day(requirement.on), requirement.limited,
         requirement.strength),
    )  # fmt: skip
    what = str(requirement.where.get("register", requirement.where.get("type", "")))
    comparison = case.compare(
        requirement, len(inside), len(inside) + len(maybe) if chosen.complete else None, ONE, "records",
        (same, case.focus_key), basis=day.basis,
        used=(*(case.used(item) for item in inside), *(case.used(item, False) for item in maybe), *day.used),
        wanted=joined(tuple(wanted), more_evidence("registrations", what, chosen.complete)), cited=day.cited,
    )  # fmt: skip
    return Measured(comparison, found=FoundItems(case, inside or maybe))


def _sort(
    item: Registration, fits: int, requirement: RegistrationKind, day: Span, case: Case,
    inside: list[Registration], maybe: list[Registration], wanted: list[Wanted],
) -> None:  # fmt: skip
    valid, missing = _valid(item, day, requirement.limited, case)
    fits = min(fits, valid)
    if fits == OUT:
        return
    wanted.extend(Wanted("attribute", (case.name(item), name)) for name in missing)
    (inside if fits == IN else maybe).append(item)


def _valid(item: Registration, day: Span, limited_too: bool, case: Case) -> tuple[int, tuple[str, ...]]:
    """Whether an entry is valid on the day, and what is missing.

    The status is as of the assessment day: an active entry whose end is not told runs at least until then, and one
    since suspended or ended may have been valid on an earlier day.
    """
    status: Any = item.status
    first = case.days_of(item.from_) if isinstance(item.from_, Day) else Span(None, None)
    last = case.days_of(item.until) if isinstance(item.until, Day) else Span(None, None)
    active = status == "active"
    if active and last.low is None:
        last = Span(case.on, last.high)
    if active and first.high is None:
        first = Span(first.low, case.on)
    covered, missing = _covers(first, last, day)
    if covered == OUT:
        return OUT, ()
    if status is None or isinstance(status, Either):
        covered, missing = min(covered, MAYBE), (*missing, "status")
    elif status in NOT_VALID:
        earlier = day.low is None or day.low < case.on
        covered, missing = (min(covered, MAYBE), (*missing, "status")) if earlier else (OUT, ())
    if not limited_too:
        limited: Any = True if item.limitation else item.limited
        if limited is True:
            return OUT, ()
        if limited is not False:
            covered, missing = min(covered, MAYBE), (*missing, "limited")
    return covered, missing


def _covers(first: Span, last: Span, day: Span) -> tuple[int, tuple[str, ...]]:
    """Whether `first` .. `last` holds the day, and which ends are missing where that is not certain."""
    if day.before(first) or last.before(day):
        return OUT, ()
    begun = day.low is not None and first.high is not None and day.low >= first.high
    running = day.high is not None and last.low is not None and day.high <= last.low
    missing = tuple(name for name, held in (("from", begun), ("until", running)) if not held)
    return (IN, ()) if not missing else (MAYBE, missing)


def accreditation(requirement: AccreditationKind, case: Case) -> Measured:
    """Records covering the day: 1 where one does, 0 where all that speak of it do not; none at all leaves it open.

    Silence of a register of accreditations is never a gap, even in a complete dossier.
    """
    day = case.day(requirement.on, strength=requirement.strength)
    chosen = case.select("accreditations", requirement.where, strength=requirement.strength)
    asked = _asked_scope(requirement, case)
    low, high = 0, 0
    relevant: list[tuple[Accreditation, int]] = []
    wanted: list[Wanted] = [*chosen.wanted, *case.unsettled(day)]
    for item, fits in [*((item, IN) for item in chosen.inside), *((item, MAYBE) for item in chosen.maybe)]:
        about, missing = _about(item, requirement, case)
        if about == OUT:
            continue
        covers, further = _covering(item, requirement, asked, day.span, case)
        sure = covers if min(about, fits) == IN else min(covers, MAYBE)
        relevant.append((item, sure))
        low, high = max(low, 1 if sure == IN else 0), max(high, 0 if sure == OUT else 1)
        wanted.extend(Wanted("attribute", (case.name(item), name)) for name in (*missing, *further))
    same = case.compiled.plan(requirement) or case.compiled.keep(
        requirement,
        ("accreditation", requirement.of, repr(requirement.where), case.compiled.day(requirement.on),
         requirement.system, repr(requirement.scope), requirement.strength),
    )  # fmt: skip
    if not relevant:
        wanted.append(Wanted("item", ("accreditations", requirement.of)))
    comparison = case.compare(
        requirement, low, high if relevant else None, ONE, "records", (same, case.focus_key), basis=day.basis,
        used=(*(case.used(item, sure == IN) for item, sure in relevant), *day.used), wanted=tuple(wanted),
        cited=day.cited,
    )  # fmt: skip
    best = [item for item, sure in relevant if sure == IN] or [item for item, sure in relevant if sure == MAYBE]
    return Measured(comparison, found=FoundItems(case, best))


def _about(item: Accreditation, requirement: AccreditationKind, case: Case) -> tuple[int, tuple[str, ...]]:
    """Whether a record speaks of the programme or institution of the focus. One without a subject speaks of it."""
    if requirement.of == "institution" and item.of == "programme":
        return OUT, ()
    if item.subject_id is None:
        return IN, ()
    own = _subject(case, item.of or requirement.of)
    if own is None or isinstance(item.subject_id, Either):
        return MAYBE, ("subject_id",)
    return (IN, ()) if item.subject_id == own else (OUT, ())


def _subject(case: Case, of: str) -> str | None:
    focus = case.focus
    if isinstance(focus, Qualification):
        return focus.programme_id if of == "programme" else focus.institution_id
    if isinstance(focus, Curriculum):
        provider = focus.provider.id if focus.provider is not None else None
        return case.dossier.id if of == "programme" else provider
    return None


def _covering(
    item: Accreditation, requirement: AccreditationKind, asked: dict[str, Any], day: Span, case: Case
) -> tuple[int, tuple[str, ...]]:
    """Whether a record covers the day and what is taught; a later withdrawal takes nothing from an earlier day."""
    last = case.days_of(item.until) if isinstance(item.until, Day) else Span(None, None)
    if isinstance(item.withdrawn, Day):
        gone = case.days_of(item.withdrawn)
        gone = Span(None if gone.low is None else gone.low - 1, None if gone.high is None else gone.high - 1)
        last = gone if item.until is None else Span(_least(last.low, gone.low), _least(last.high, gone.high))
    first = case.days_of(item.from_) if isinstance(item.from_, Day) else Span(None, None)
    fits, missing = _covers(first, last, day)
    if fits == OUT:
        return (MAYBE, ()) if last.before(day) and _teach_out(item, case) else (OUT, ())
    if requirement.of == "programme" and item.of != "programme":
        if item.of == "institution" and requirement.system == "programme":
            return OUT, ()
        fits, missing = MAYBE, (*missing, "of")
    if item.campus is not None and getattr(case.focus, "campus", None) != item.campus:
        fits, missing = MAYBE, (*missing, "campus")
    scope, unclear = _in_scope(item, asked)
    return (OUT, ()) if scope == OUT else (min(fits, scope), (*missing, *unclear))


def _least(one: int | None, other: int | None) -> int | None:
    """The earlier of two ends; an end that is not told cannot be later than the one that is."""
    return other if one is None else one if other is None else min(one, other)


def _teach_out(item: Accreditation, case: Case) -> bool:
    """Whether a cohort that the focus may belong to could finish under the ended accreditation."""
    if not isinstance(item.teach_out, Day):
        return False
    begun: Any = read(case.focus, ("training_start",))
    end = item.teach_out.span.high
    return not (isinstance(begun, Day) and begun.span.low is not None and end is not None and begun.span.low >= end)


def _asked_scope(requirement: AccreditationKind, case: Case) -> dict[str, Any]:
    """What the scope must hold: field, level and type of the focus, or what the requirement says instead."""
    focus = case.focus
    asked: dict[str, Any] = {
        "fields": read(focus, ("field",)),
        "levels": read(focus, ("level", "eqf")),
        "types": read(focus, ("type",)),
    }
    for name, written in requirement.scope.items():
        key = name if name.endswith("s") else f"{name}s"
        form = value_form(written) if isinstance(written, str) else None
        asked[key] = written if form is None else case.value(form).value
    return asked


def _in_scope(item: Accreditation, asked: dict[str, Any]) -> tuple[int, tuple[str, ...]]:
    """A scope limits only what it names. A broader ISCED field holds a narrower one; the other way round it may.

    A field "not further defined" (0910, 0900) says less than those beside it and never contradicts them.
    """
    if item.scope is None:
        return IN, ()
    worst, missing = IN, list[str]()
    for name, value in asked.items():
        named: Any = getattr(item.scope, name, ())
        if not named:
            continue
        open_ = value is None or isinstance(value, Either) or isinstance(named, Either)
        fits = MAYBE if open_ else _held(name, value, named)
        if fits == MAYBE:
            missing.append(f"scope.{name}")
        worst = min(worst, fits)
    return worst, tuple(missing)


def _held(name: str, value: Any, named: Iterable[Any]) -> int:
    best = OUT
    for one in value if isinstance(value, (list, tuple)) else (value,):
        if one in named:
            return IN
        if name == "fields":
            if any(str(one).startswith(str(field)) for field in named):
                return IN
            if any(_overlap(str(one), str(field)) for field in named):
                best = MAYBE
    return best


def _overlap(one: str, other: str) -> bool:
    """Whether one of two ISCED fields is, or lies in, the other, once what is not further defined is cut off."""
    short, long = sorted((_defined(one), _defined(other)), key=len)
    return long.startswith(short)


def _defined(field: str) -> str:
    """The part of a detailed field that says something: 091 of 0910, 09 of 0900."""
    return field.removesuffix("0").removesuffix("0") if len(field) == 4 and field.endswith("0") else field
