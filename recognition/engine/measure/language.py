"""language-level: any way of `accept`, by any sitting or, where a way combines them, any pair (LANGUAGE 2.3).

Each number is one comparison, a candidate the all-of of its comparisons, the requirement the any-of over candidates.
A skill that is not told is open, never zero. Where no result can be read by any way, each way leaves one comparison
that is open, or below everything where the dossier declares its results complete.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from recognition.engine.case import Case
from recognition.engine.known import Dated, merged
from recognition.engine.measure.common import all_of, day_need
from recognition.engine.measure.concordance import step_of
from recognition.engine.measure.same import frozen, quantity
from recognition.engine.measure.sittings import Sitting, for_way, several, sittings_of
from recognition.engine.measured import NO_NEED, Cited, Comparison, Count, Measured, Need, StatusOf, Tree, Used, Wanted
from recognition.engine.terms import AttributeTerm, Literal
from recognition.foundations.bases import Basis, weakest
from recognition.foundations.days import Span
from recognition.model.dossier import Curriculum
from recognition.model.requirements import LanguageLevel, Way

SKILLS = ("listening", "reading", "speaking", "writing")
ONE = Need(1, 1)
Ends = tuple[int | None, int | None]


class WayPlan(NamedTuple):
    """A way taken apart: the unit of its numbers and the threshold of every skill it names, `overall` among them."""

    way: Way
    unit: str
    asked: Mapping[str, Any]
    overall: Any
    by_score: bool
    needs: dict[int, Need]
    """Needs that are plain figures, by the identity of the threshold, which the way keeps alive."""


class Number(NamedTuple):
    """One number of one candidate."""

    ends: Ends
    quantity: Hashable
    basis: Basis
    cited: tuple[Cited, ...]
    wanted: tuple[Wanted, ...]


def language_level(requirement: LanguageLevel, case: Case) -> Measured:
    """The candidates of every way, and beside them what is taught in the language or stands for it."""
    plans: tuple[WayPlan, ...] = case.compiled.plan(requirement) or case.compiled.keep(
        requirement, tuple(_plan(way) for way in requirement.accept)
    )
    sittings = sittings_of(requirement, case)
    candidates: list[Tree] = []
    others: list[Tree] = []
    for plan in plans:
        way = plan.way
        if way.by is not None:
            others.append(StatusOf(way.by, way.by))
        elif way.taught_in:
            others.append(_taught_in(requirement, case, way))
        else:
            candidates += _candidates(requirement, case, plan, sittings)
    if not candidates:
        candidates = [
            _none(requirement, case, plan) for plan in plans if plan.way.by is None and not plan.way.taught_in
        ]
    parts = (*candidates, *others)
    return Measured(parts[0] if len(parts) == 1 else Count("any", parts, 1))


def _plan(way: Way) -> WayPlan:
    by_score = way.cefr is None
    unit = (way.test or "score") if by_score else "cefr"
    skills = way.skills
    overall = way.overall
    asked: dict[str, Any] = {}
    if isinstance(skills, dict):
        each = skills.get("each")
        asked = dict.fromkeys(SKILLS, each) if each is not None else {}
        asked.update({skill: value for skill, value in skills.items() if skill not in ("each", "overall")})
        overall = skills.get("overall", overall)
    elif skills == "overall":
        overall = way.cefr if overall is None else overall
    elif not by_score:
        asked = dict.fromkeys(SKILLS, way.cefr)
    return WayPlan(way, unit, asked, overall, by_score, {})


def _candidates(requirement: LanguageLevel, case: Case, plan: WayPlan, sittings: Sequence[Sitting]) -> Iterable[Tree]:
    readable = for_way(plan.way, sittings)
    for sitting in readable:
        yield _candidate(requirement, case, plan, (sitting,))
    if plan.way.combine is None:
        return
    for one, other in combinations(readable, 2):
        if one.test is None or other.test is None or one.test == other.test:
            yield _candidate(requirement, case, plan, (one, other))


def _candidate(requirement: LanguageLevel, case: Case, plan: WayPlan, sittings: tuple[Sitting, ...]) -> Tree:
    way = plan.way
    used = tuple(sitting.used for sitting in sittings)

    def leaf(label: str, number: Number, threshold: Any) -> Comparison:
        need = plan.needs.get(id(threshold)) or _need(case, threshold, plan, sittings)
        known = need.low is not None and need.low == need.high
        lacking = () if known else case.lacking(threshold, sittings[0].item)
        return case.compare(
            requirement, *number.ends, need, plan.unit, number.quantity, label=label, basis=number.basis, used=used,
            wanted=merged((number.wanted, lacking)) if lacking else number.wanted, cited=number.cited,
        )  # fmt: skip

    best = {skill: _best(case, plan, sittings, skill) for skill in (plan.asked or (SKILLS if _counts(way) else ()))}
    parts: list[Tree] = []
    if plan.overall is not None:
        if len(sittings) == 2 and way.combine is not None and way.combine.overall != "one":
            parts += [leaf("overall", _number(case, plan, sitting, "overall"), plan.overall) for sitting in sittings]
        else:
            parts.append(leaf("overall", _best(case, plan, sittings, "overall"), plan.overall))
    if way.one_lower is not None:
        reached = tuple(leaf(skill, best[skill], plan.asked[skill]) for skill in plan.asked)
        parts.append(Count("count", reached, max(0, len(reached) - 1), "all_but_one"))
        parts += [leaf(skill, best[skill], way.one_lower) for skill in plan.asked]
    else:
        parts += [leaf(skill, best[skill], threshold) for skill, threshold in plan.asked.items()]
    if way.and_ is not None:
        counted = tuple(leaf(skill, best[skill], way.and_.of) for skill in best)
        parts.append(Count("count", counted, way.and_.at_least, "at_least"))
    if way.sum is not None:
        parts.append(leaf("sum", _sum(best), way.sum))
    if len(sittings) == 2:
        parts += _pair(requirement, case, plan, sittings, leaf)
    for sitting in sittings:
        parts += _accepted(requirement, case, way, sitting)
    if way.in_force is not None:
        limited = case.in_force(way.in_force, way.cite or requirement.cite, "in_force")
        parts += [limited] if limited is not None else []
    return Count("all", tuple(parts), len(parts), "+".join(sitting.name for sitting in sittings))


def _counts(way: Way) -> bool:
    return way.sum is not None or way.and_ is not None


def _need(case: Case, threshold: Any, plan: WayPlan, sittings: Sequence[Sitting]) -> Need:
    """The threshold; where its clock is the sitting day, that of any sitting used."""
    unit = plan.unit
    need = case.need(threshold, unit, sittings[0].item)
    if isinstance(case.compiled.threshold(threshold), Literal):
        plan.needs[id(threshold)] = need
        return need
    if len(sittings) == 1:
        return need
    other = case.need(threshold, unit, sittings[1].item)
    if other == need:
        return need
    if need.low is None or need.high is None or other.low is None or other.high is None:
        return NO_NEED
    basis, cited = weakest((need.basis, other.basis)), merged((need.cited, other.cited))
    return Need(min(need.low, other.low), max(need.high, other.high), basis, cited)


def _number(case: Case, plan: WayPlan, sitting: Sitting, skill: str) -> Number:
    """A score, or a step of the CEFR: as printed, else by the concordance that the way names."""
    if plan.by_score:
        score = sitting.scores.get(skill)
        named = ("language", plan.unit, sitting.name, skill)
        if score is None:
            return Number((None, None), named, "read", (), _told(sitting, "scores", skill))
        return Number((score.low, score.high), named, "read", (), ())
    step = sitting.steps.get(skill)
    concordance = plan.way.concordance
    named = ("language", "cefr", sitting.name, skill)
    if step is not None:
        return Number(step, named, "read", (), ())
    score = sitting.scores.get(skill)
    if concordance is None or score is None or not isinstance(sitting.test, str):
        return Number((None, None), (*named, concordance), "read", (), _told(sitting, "cefr", skill))
    found = step_of(case, concordance, sitting.test, skill, score, sitting.day)
    return Number((found.low, found.high), (*named, concordance), found.basis, found.cited, found.wanted)


def _told(sitting: Sitting, field: str, skill: str) -> tuple[Wanted, ...]:
    return (Wanted("attribute", (sitting.name, f"{field}.{skill}")),)


def _best(case: Case, plan: WayPlan, sittings: Sequence[Sitting], skill: str) -> Number:
    """The better number of the sittings: at least the best known, open above where one is not known."""
    numbers = [_number(case, plan, sitting, skill) for sitting in sittings]
    if len(numbers) == 1:
        return numbers[0]
    lows = [low for low, _ in (number.ends for number in numbers) if low is not None]
    highs = [high for _, high in (number.ends for number in numbers) if high is not None]
    return Number(
        (max(lows, default=None), max(highs) if len(highs) == len(numbers) else None),
        tuple(number.quantity for number in numbers),
        weakest(number.basis for number in numbers),
        merged(number.cited for number in numbers),
        merged(number.wanted for number in numbers),
    )


def _sum(best: Mapping[str, Number]) -> Number:
    """The sum of the skills: what is known counts from below, one skill not known leaves the sum open above."""
    numbers = tuple(best.values())
    lows = [number.ends[0] for number in numbers if number.ends[0] is not None]
    highs = [number.ends[1] for number in numbers if number.ends[1] is not None]
    return Number(
        (sum(lows) if lows else None, sum(highs) if len(highs) == len(numbers) else None),
        ("sum", *(number.quantity for number in numbers)),
        weakest(number.basis for number in numbers),
        merged(number.cited for number in numbers),
        merged(number.wanted for number in numbers),
    )


def _pair(
    requirement: LanguageLevel, case: Case, plan: WayPlan, sittings: tuple[Sitting, ...], leaf: Any
) -> list[Tree]:
    """What two sittings must keep: every score of both its floor, the later day the time after the earlier."""
    combine = plan.way.combine
    if combine is None:
        return []
    parts: list[Tree] = []
    skills = plan.asked or SKILLS
    if plan.overall is not None and "overall" in combine.floor:
        skills = (*skills, "overall")
    for skill in skills:
        floor = combine.floor.get(skill, combine.floor.get("other") if skill != "overall" else None)
        if floor is not None:
            parts += [leaf(f"floor_{skill}", _number(case, plan, sitting, skill), floor) for sitting in sittings]
    one, other = (sitting.day for sitting in sittings)
    earlier = Span(_both(min, one.low, other.low), _either(min, one.high, other.high))
    later = Span(_either(max, one.low, other.low), _both(max, one.high, other.high))
    line = case.shifted(Dated(earlier), case.length(combine.within, sittings[0].item), 1)
    named = ("language", "later", tuple(sitting.name for sitting in sittings))
    parts.append(
        case.compare(
            requirement, later.low, later.high, day_need(line, 0), "day", named,
            at_most=True, label="within", basis=line.basis, used=tuple(sitting.used for sitting in sittings),
            wanted=merged((line.wanted, *(_day_told(sitting) for sitting in sittings))), cited=line.cited,
        )
    )  # fmt: skip
    return parts


def _both(pick: Any, one: int | None, other: int | None) -> int | None:
    """Of two ends, known only where both are."""
    return None if one is None or other is None else pick(one, other)


def _either(pick: Any, one: int | None, other: int | None) -> int | None:
    """Of two ends, known where one is: the earlier day is not after either, the later not before either."""
    known = [end for end in (one, other) if end is not None]
    return pick(known) if known else None


def _day_told(sitting: Sitting) -> tuple[Wanted, ...]:
    return () if sitting.day.known else (Wanted("attribute", (sitting.name, "sat")),)


def _accepted(requirement: LanguageLevel, case: Case, way: Way, sitting: Sitting) -> list[Tree]:
    """Whether this sitting may be used at all: certain or not, its day, its age."""
    parts: list[Tree] = []
    used: tuple[Used, ...] = (sitting.used,)
    if not sitting.sure:
        named = ("language", "accepted", sitting.name, tuple(sitting.wanted))
        parts.append(
            case.compare(requirement, 0, 1, ONE, "count", named, label="accepted", used=used, wanted=sitting.wanted)
        )
    if isinstance(case.focus, Curriculum):
        return parts
    lines: list[tuple[str, Any, bool]] = []
    if way.sat_from is not None:
        lines.append(("sat_from", case.day(way.sat_from, sitting.item), False))
    if way.sat_until is not None:
        lines.append(("sat_until", case.day(way.sat_until, sitting.item), True))
    if requirement.max_age is not None:
        on = case.day("on" if requirement.valid_on is None else requirement.valid_on, sitting.item)
        lines.append(("max_age", case.shifted(on, case.length(requirement.max_age, sitting.item), -1), False))
    for label, line, at_most in lines:
        parts.append(
            case.compare(
                requirement, sitting.day.low, sitting.day.high, day_need(line, 0), "day",
                ("language", "sat", sitting.name), at_most=at_most, label=label, basis=line.basis, used=used,
                wanted=merged((_day_told(sitting), line.wanted)), cited=line.cited,
            )
        )  # fmt: skip
    return parts


def _taught_in(requirement: LanguageLevel, case: Case, way: Way) -> Comparison:
    """1 where the focus was taught in these languages only, 0 where in none of them; partly is for the authority."""
    path = ("language",) if isinstance(case.focus, Curriculum) else ("taught_in",)
    known = case.attribute(AttributeTerm("focus", path))
    weak = case.strong(known.used, requirement.strength)
    low: int | None = None
    high: int | None = None
    if known.value is not None and not weak:
        taught = [language in way.taught_in for language in several(known.value)]
        low, high = int(all(taught)), int(any(taught))
    named = ("language", "taught_in", tuple(way.taught_in), requirement.strength, case.focus_key)
    return case.compare(
        requirement, low, high, ONE, "yes_no", named, label="taught_in", used=known.used,
        wanted=merged((known.wanted, weak)),
    )  # fmt: skip


def _none(requirement: LanguageLevel, case: Case, plan: WayPlan) -> Tree:
    """No result that this way can read: open, or below everything where all results are shown."""
    way = plan.way
    curriculum = isinstance(case.focus, Curriculum)
    kind = "modules" if curriculum else "language_results"
    complete = case.is_complete(kind)
    thresholds = [one for one in (plan.overall, *plan.asked.values(), way.sum) if one is not None]
    if not thresholds and way.and_ is not None:
        thresholds = [way.and_.of]
    needs = [case.need(threshold, plan.unit) for threshold in {id(one): one for one in thresholds}.values()]
    need = _highest(needs)
    shape = "overall" if not plan.asked and plan.overall is not None else "each"
    named = (
        *quantity(requirement, ("languages", "max_age", "valid_on", "exclude", "exam")), plan.unit, shape, way.version,
        frozen(way.mode), frozen(way.sat_from), frozen(way.sat_until), way.concordance,
    )  # fmt: skip
    languages = "_or_".join(requirement.languages)
    what = f"modules:{case.name(case.focus)}" if curriculum else kind
    wanted = () if complete else (Wanted("item", (kind, languages, plan.unit)), Wanted("complete", (what,)))
    low, high = (0, 0) if complete else (None, None)
    lacking = () if need.low is not None else merged(case.lacking(threshold) for threshold in thresholds)
    leaf = case.compare(
        requirement, low, high, need, plan.unit, named, label=shape, wanted=merged((wanted, lacking)),
    )  # fmt: skip
    limited = case.in_force(way.in_force, way.cite or requirement.cite, "in_force")
    return leaf if limited is None else all_of([leaf, limited])


def _highest(needs: Sequence[Need]) -> Need:
    """The line that lies highest; none where one is not known."""
    if not needs or any(need.low is None or need.high is None for need in needs):
        return NO_NEED
    return Need(
        max(need.low for need in needs if need.low is not None),
        max(need.high for need in needs if need.high is not None),
        weakest(need.basis for need in needs),
        merged(need.cited for need in needs),
    )
