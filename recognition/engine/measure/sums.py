"""Sums over leaf modules beside what the document states in total (LANGUAGE 2.4, 3.5)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from recognition.engine.attested import Focus
from recognition.engine.case import Case
from recognition.engine.filters import IN, OUT, judge
from recognition.engine.known import Either, Selection, merged
from recognition.engine.measure.credits import Converted, from_hours, to_credits, to_hours, to_years
from recognition.engine.measure.modules import Tree, counts, placed
from recognition.engine.measured import Cited, Used, Wanted
from recognition.engine.units import show
from recognition.foundations.bases import STRENGTHS, Basis, Strength, weakest
from recognition.foundations.problems import quoted
from recognition.model.dossier import Curriculum, Partnership
from recognition.model.evidence import Credits, Item, Module, Qualification
from recognition.model.requirements import Convert, Selector
from recognition.model.values import Amount

NEVER_SHORT = 10**9
"""An amount that nothing bounds, for the allocation of `once` groups."""

PARTS = ("theory", "clinical", "practice")
"""Categories whose hours a document may state beside the total."""


class Asked(NamedTuple):
    """A sum asked for: which modules, in which unit, of which programmes."""

    selector: Selector
    unit: str
    of: str
    system: str | None = None
    convert: Convert | None = None
    strength: Strength = "stated"

    @property
    def is_whole(self) -> bool:
        """Whether everything counts, so that a stated total says the same."""
        one = self.selector
        return not (one.where or one.counts or one.not_ or one.unclear)

    @property
    def attribute(self) -> str:
        """The attribute of a module that holds the amount."""
        return "hours" if self.unit == "hours" else "credits"


class Sum(NamedTuple):
    """An amount in the unit; `most` is what may count of the evidence at hand, even where `high` is open."""

    low: int | None
    high: int | None
    most: int
    chosen: Selection
    basis: Basis = "read"
    cited: tuple[Cited, ...] = ()
    used: tuple[Used, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    problems: tuple[str, ...] = ()


class _Claim(NamedTuple):
    """What the document states beside its modules. High None: nothing bounds it."""

    low: int
    high: int | None
    used: tuple[Used, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    basis: Basis = "read"
    cited: tuple[Cited, ...] = ()


NO_CLAIM = _Claim(0, None)


def summed(case: Case, asked: Asked, keep: Selection | None = None) -> Sum:
    """The sum of one programme, or of all where `of` is any. `keep`: only these modules, as an allocation left them."""
    if asked.of == "focus":
        return _one(case, asked, case.focus, keep)
    owners = [*case.things("qualifications"), *([case.dossier.curriculum] if case.dossier.curriculum else [])]
    sums = [_one(case, asked, owner, keep) for owner in owners]
    if case.dossier.curriculum is None and case.dossier.modules:
        sums.append(_modules_only(case, asked, case.dossier.modules, keep))
    return _together(sums, complete=case.is_complete("qualifications"))


def _together(sums: list[Sum], *, complete: bool) -> Sum:
    highs = [one.high for one in sums]
    open_ = not complete or None in highs
    return Sum(
        sum(one.low or 0 for one in sums),
        None if open_ else sum(high for high in highs if high is not None),
        sum(one.most for one in sums),
        Selection(
            [item for one in sums for item in one.chosen.inside],
            [item for one in sums for item in one.chosen.maybe], complete, (), (),
        ),
        weakest(one.basis for one in sums), merged(one.cited for one in sums), merged(one.used for one in sums),
        merged(one.wanted for one in sums), tuple(problem for one in sums for problem in one.problems),
    )  # fmt: skip


def _one(case: Case, asked: Asked, owner: Focus, keep: Selection | None) -> Sum:
    claim = NO_CLAIM if keep is not None else _stated(case, asked, owner)
    if asked.unit in ("months", "years"):
        known = claim is not NO_CLAIM
        nothing = Selection([], [], known, (), ())
        low, high = (claim.low, claim.high) if known else (None, None)
        wanted = claim.wanted if known else (Wanted("attribute", (_name(case, owner), "duration")),)
        return Sum(low, high, high or NEVER_SHORT, nothing, claim.basis, claim.cited, claim.used, wanted)
    modules = case.things("modules") if owner is case.focus else case.modules(owner)
    complete = case.is_complete("modules", owner)
    added = _added(case, asked, modules, complete, keep, curriculum=isinstance(owner, (Curriculum, Partnership)))
    wanted = added.wanted
    if not complete and claim.high is None:
        name = _name(case, owner)
        wanted = (*wanted, Wanted("item", ("modules", asked.unit)), Wanted("complete", (f"modules:{name}",)))
    low, high, conflict = _beside(added, claim)
    problems: tuple[str, ...] = ()
    if conflict:
        told = show(claim.low if claim.low == claim.high or claim.high is None else claim.high, asked.unit)
        problems = (
            f"{quoted(_name(case, owner))}: the modules add up to {show(added.low or 0, asked.unit)}, "
            f"but {told} are stated in total.",
        )
    return added._replace(
        low=low, high=high, basis=weakest((added.basis, claim.basis)), cited=merged((added.cited, claim.cited)),
        used=merged((claim.used, added.used)), wanted=merged((wanted, claim.wanted)), problems=problems,
    )  # fmt: skip


def _name(case: Case, owner: Focus) -> str:
    return "focus" if owner is None else case.name(owner)


def _modules_only(case: Case, asked: Asked, modules: Iterable[Module], keep: Selection | None) -> Sum:
    sound = [module for module in modules if module.strength != "broken"]
    return _added(case, asked, sound, False, keep, curriculum=False)


def _beside(added: Sum, claim: _Claim) -> tuple[int, int | None, bool]:
    """Modules and stated total as two claims: what both allow; where they exclude each other, from one to the other.

    Modules that may be incomplete are a lower bound, so they contradict a total only by exceeding it.
    """
    low = added.low or 0
    over = claim.high is not None and low > claim.high
    under = added.high is not None and added.high < claim.low
    if over or under:
        high = None if added.high is None or claim.high is None else max(added.high, claim.high)
        return min(low, claim.low), high, True
    ends = [end for end in (added.high, claim.high) if end is not None]
    return max(low, claim.low), min(ends, default=None), False


def _added(
    case: Case, asked: Asked, modules: list[Module], complete: bool, keep: Selection | None, *, curriculum: bool
) -> Sum:
    tree = Tree(modules)
    selector = asked.selector
    lines = case.compiled.where(selector.where)
    least = STRENGTHS.index(asked.strength)
    partition = bool(selector.counts or selector.not_ or selector.unclear)
    kept = None if keep is None else {id(one) for one in (*keep.inside, *keep.maybe)}
    doubtful = set() if keep is None else {id(one) for one in keep.maybe}
    inside: list[Item] = []
    maybe: list[Item] = []
    used: list[Used] = []
    wanted: list[Wanted] = []
    amounts: list[tuple[Module, bool]] = []
    for module in tree.carriers(asked.attribute):
        fits = IN if not lines else _judged(case, lines, module, wanted)
        if fits == OUT or (kept is not None and id(module) not in kept):
            continue
        fits = min(fits, counts(module.status, curriculum))
        if partition and fits != OUT:
            category = tree.nearest(module, "category")
            place = placed(category, selector.counts, selector.not_)
            if place != IN and category is None:
                wanted.append(Wanted("attribute", (case.name(module), "category")))
            fits = min(fits, place)
        if fits == OUT:
            continue
        if STRENGTHS.index(module.strength) < least:
            wanted.append(Wanted("strength", (case.name(module), asked.strength)))
            fits = min(fits, IN - 1)
        sure = fits == IN and id(module) not in doubtful
        (inside if sure else maybe).append(module)
        used.append(case.used(module, sure))
        amounts.append((module, sure))
    low, high, most, basis, cited = _total(case, asked, amounts, wanted)
    return Sum(
        low, high if complete else None, most, Selection(inside, maybe, complete, (), ()),
        basis, cited, tuple(used), tuple(wanted),
    )  # fmt: skip


def _judged(case: Case, lines: Any, module: Module, wanted: list[Wanted]) -> int:
    verdict = judge(lines, case, module)
    wanted.extend(verdict.wanted)
    return verdict.fits


def _total(
    case: Case, asked: Asked, amounts: list[tuple[Module, bool]], wanted: list[Wanted]
) -> tuple[int, int | None, int, Basis, tuple[Cited, ...]]:
    """Sure amounts from below, all of them from above. Credits of two systems are never added: the richer counts."""
    sums: dict[str | None, int] = {}
    low = most = 0
    is_open = False
    bases: list[Basis] = []
    cites: list[tuple[Cited, ...]] = []
    high: int | None
    system: str | None
    for module, sure in amounts:
        if asked.unit == "hours" and isinstance(module.hours, Amount):
            least, high, system = module.hours.low, module.hours.high, None
        else:
            amount, system = _amount(case, asked, module)
            least, high = amount.low, amount.high
            if amount.high is None:
                is_open = True
                wanted.append(Wanted("attribute", (case.name(module), asked.attribute)))
            if amount.cited:
                bases.append(amount.basis)
                cites.append(amount.cited)
        if sure:
            sums[system] = sums.get(system, 0) + least
        most += NEVER_SHORT if high is None else high
    low = sums.pop(None, 0) + max(sums.values(), default=0)
    if len(sums) > 1:
        is_open = True
    return low, None if is_open else most, most, weakest(bases), merged(cites)


def _amount(case: Case, asked: Asked, module: Module) -> tuple[Converted, str | None]:
    """A module's amount in the unit, and the system of its credits where the requirement names none."""
    given = module.credits
    hours = module.hours if isinstance(module.hours, Amount) else None
    if not isinstance(given, Credits) or isinstance(given.system, Either):
        if asked.unit == "credits" and hours is not None and asked.convert and asked.system:
            return from_hours(case, asked.convert, hours, asked.system), None
        return Converted(0, None), None
    if asked.unit == "hours":
        if asked.convert is None:
            return Converted(0, None), None
        return to_hours(case, asked.convert, given.amount, given.system), None
    return _in_system(case, asked, given), given.system if asked.system is None else None


def _in_system(case: Case, asked: Asked, given: Credits) -> Converted:
    if asked.system is None or given.system == asked.system:
        return Converted(given.amount.low, given.amount.high)
    if asked.convert is None:
        return Converted(0, None)
    return to_credits(case, asked.convert, given.amount, given.system, asked.system)


def _stated(case: Case, asked: Asked, owner: Focus) -> _Claim:
    """What a document states of itself: its total, its parts, its length."""
    if not isinstance(owner, (Qualification, Curriculum)):
        return NO_CLAIM
    claim = _of_unit(case, asked, owner)
    if claim is NO_CLAIM:
        return claim
    if not isinstance(owner, Qualification):
        return claim._replace(used=(Used("focus", None, None, None, "stated", True),))
    used = (case.used(owner),)
    weak = case.strong(used, asked.strength)
    return _Claim(0, None, (case.used(owner, False),), weak) if weak else claim._replace(used=used)


def _of_unit(case: Case, asked: Asked, owner: Qualification | Curriculum) -> _Claim:
    if asked.unit == "hours":
        hours = owner.hours
        if hours is not None:
            claim = _of_hours(asked, {part: getattr(hours, part) for part in ("total", *PARTS)})
            if claim is not NO_CLAIM:
                return claim
    if not asked.is_whole:
        return NO_CLAIM
    if asked.unit in ("years", "months"):
        if isinstance(owner.duration, Amount):
            return _Claim(owner.duration.low, owner.duration.high)
        if asked.convert is not None and owner.credits is not None:
            return _claimed(to_years(case, asked.convert, owner.credits.amount, owner.credits.system))
        return NO_CLAIM
    if owner.credits is None:
        return NO_CLAIM
    if asked.unit == "credits":
        return _claimed(_in_system(case, asked, owner.credits))
    if asked.convert is None:
        return NO_CLAIM
    return _claimed(to_hours(case, asked.convert, owner.credits.amount, owner.credits.system))


def _claimed(amount: Converted) -> _Claim:
    return NO_CLAIM if amount.high is None else _Claim(amount.low, amount.high, basis=amount.basis, cited=amount.cited)


def _of_hours(asked: Asked, stated: dict[str, Amount | None]) -> _Claim:
    """The total where everything counts; else the parts that count, bounded by the total less the parts that do not."""
    total, one = stated["total"], asked.selector
    if asked.is_whole:
        return NO_CLAIM if total is None else _Claim(total.low, total.high)
    if one.where:
        return NO_CLAIM if total is None else _Claim(0, total.high)
    counted = [stated.get(category) for category in one.counts]
    low = sum(amount.low for amount in counted if amount is not None)
    ends = []
    if total is not None:
        ends.append(total.high - sum(amount.low for part in one.not_ if (amount := stated.get(part)) is not None))
    if not one.unclear and None not in counted:
        ends.append(sum(amount.high for amount in counted if amount is not None))
    if not ends and not any(amount is not None for amount in counted):
        return NO_CLAIM
    return _Claim(low, max(low, min(ends)) if ends else None)
