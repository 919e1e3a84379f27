"""A way of `accept` taken apart once per ruleset: its numbers, its law, what names its measurement (LANGUAGE 2.3)."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import NamedTuple

from recognition.engine.case import Case
from recognition.engine.measure.same import frozen, quantity
from recognition.engine.measured import Cited, Need
from recognition.engine.terms import Literal, ParameterTerm, Times
from recognition.foundations.bases import Basis, weakest
from recognition.model.evidence import Item
from recognition.model.requirements import LanguageLevel, StatedFact, Threshold, Way

SKILLS = ("listening", "reading", "speaking", "writing")


class WayPlan(NamedTuple):
    """One way. `asked` are the thresholds by skill; `read` are the skills that it looks at."""

    way: Way
    unit: str
    asked: Mapping[str, Threshold]
    read: tuple[str, ...]
    overall: Threshold
    number: Threshold
    """The one threshold on one scale that the whole way comes to, None where it asks several things."""
    basis: Basis
    cited: tuple[Cited, ...]
    admits: Hashable
    """Which results the way and its requirement admit."""
    unseen: Hashable
    """Names what a result not shown would reach: equal for two ways that differ only in `number`."""
    taught: StatedFact | None
    thresholds: tuple[Threshold, ...]
    """Every threshold that the way writes, each once."""
    fixed: dict[int, Need]
    """Needs that hang on no sitting and no case, by the identity of the threshold, which the way keeps alive."""


def plans_of(requirement: LanguageLevel, case: Case) -> tuple[WayPlan, ...]:
    """The ways of a requirement, taken apart at first use."""
    found: tuple[WayPlan, ...] | None = case.compiled.plan(requirement)
    if found is None:
        found = case.compiled.keep(requirement, tuple(_plan(requirement, way, case) for way in requirement.accept))
    return found


def _plan(requirement: LanguageLevel, way: Way, case: Case) -> WayPlan:
    asked, overall = _asked(way)
    unit = "cefr" if way.cefr is not None else way.test or "score"
    read = tuple(asked) or (SKILLS if way.sum is not None else ())
    shape, number = _single(way, asked, overall)
    admits = (
        *quantity(requirement, ("languages", "exclude", "exam")),
        *(frozen(getattr(way, name)) for name in ("test", "version", "mode")),
    )
    ages = (requirement.max_age, frozen(requirement.valid_on), frozen(way.sat_from), frozen(way.sat_until))
    scale: Hashable = (unit, shape, way.concordance) if number is not None else frozen(way)
    taught = None
    if way.taught_in:
        fact = "focus.language" if case.ruleset.subject == "curriculum" else "focus.taught_in"
        about = {"kind": "stated-fact", "fact": fact, "is": way.taught_in, "strength": requirement.strength}
        taught = StatedFact.model_validate({**about, "cite": requirement.cite})
    cited = case.cite(way.cite)
    basis = weakest(one.basis for one in cited)
    unseen = ("unseen", admits, ages, scale)
    thresholds = _thresholds(way, asked, overall)
    return WayPlan(way, unit, asked, read, overall, number, basis, cited, admits, unseen, taught, thresholds, {})


def _thresholds(way: Way, asked: Mapping[str, Threshold], overall: Threshold) -> tuple[Threshold, ...]:
    further = (way.sum, way.one_lower, way.and_.of if way.and_ is not None else None)
    floors = way.combine.floor.values() if way.combine is not None else ()
    written = (overall, *asked.values(), *further, *floors)
    return tuple({id(one): one for one in written if one is not None}.values())


def _asked(way: Way) -> tuple[dict[str, Threshold], Threshold]:
    """The threshold of each skill, and of the total."""
    skills = way.skills
    if isinstance(skills, dict):
        each = skills.get("each", way.cefr)
        asked = dict.fromkeys(SKILLS, each) if each is not None else {}
        asked.update({skill: value for skill, value in skills.items() if skill not in ("each", "overall")})
        return asked, skills.get("overall", way.overall)
    if skills == "overall":
        return {}, way.cefr if way.overall is None else way.overall
    return (dict.fromkeys(SKILLS, way.cefr) if way.cefr is not None else {}), way.overall


def _single(way: Way, asked: Mapping[str, Threshold], overall: Threshold) -> tuple[str, Threshold]:
    """The shape and the threshold of a way that asks one number on one scale."""
    if way.combine is not None or way.and_ is not None or way.one_lower is not None:
        return "", None
    each = list({frozen(one): one for one in asked.values()}.values())
    if len(each) == 1 and len(asked) == len(SKILLS) and overall is None and way.sum is None:
        return "each", each[0]
    if not asked and (overall is None) != (way.sum is None):
        return ("sum", way.sum) if overall is None else ("overall", overall)
    return "", None


def need_of(plan: WayPlan, case: Case, threshold: Threshold, items: tuple[Item, ...]) -> Need:
    """The law's line; where its clock is the sitting day, that of any of these sittings."""
    need = plan.fixed.get(id(threshold))
    if need is not None:
        return need
    form = case.compiled.threshold(threshold)
    need = case.need(threshold, plan.unit, items[0] if items else None)
    if isinstance(form, Literal):
        plan.fixed[id(threshold)] = need
    while isinstance(form, Times):
        form = form.of
    if isinstance(form, ParameterTerm) and case.compiled.per_item(form.name):
        for item in items[1:]:
            need = _spanning(need, case.need(threshold, plan.unit, item))
    return need


def _spanning(one: Need, other: Need) -> Need:
    basis = weakest((one.basis, other.basis))
    cited = tuple({id(cited): cited for cited in (*one.cited, *other.cited)}.values())
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return Need(None, None, basis, cited)
    return Need(min(one.low, other.low), max(one.high, other.high), basis, cited)
