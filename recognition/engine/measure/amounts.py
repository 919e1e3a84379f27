"""amount: one number of the dossier, alone or for each of another (LANGUAGE 2.2)."""

from __future__ import annotations

from collections.abc import Hashable
from fractions import Fraction
from typing import Any, NamedTuple

from recognition.engine.case import Case
from recognition.engine.known import Known
from recognition.engine.measure.common import all_of, joined
from recognition.engine.measured import Measured, Need, Tree, Wanted
from recognition.engine.terms import AttributeTerm, FactTerm, FoundTerm, ParameterTerm, value_form
from recognition.engine.units import scale, whole
from recognition.model.evidence import Money
from recognition.model.requirements import AmountKind, Threshold
from recognition.model.units import is_currency
from recognition.model.values import Amount

PLAIN = "score"
"""The unit of a number that has none: hundredths, shown bare."""


class _Plan(NamedTuple):
    of: Any
    per: Any
    unit: str
    quantity: Hashable


def amount(requirement: AmountKind, case: Case) -> Measured:
    """The number in its unit. With `per`, the need is that share of the other number; that number unknown: open.

    Money of another currency is never converted: it is not known in the currency asked.
    """
    plan: _Plan = case.compiled.plan(requirement) or case.compiled.keep(requirement, _plan(requirement, case))
    known = case.value(plan.of)
    per = case.value(plan.per) if plan.per is not None else None
    used = known.used if per is None else (*known.used, *per.used)
    weak = case.strong(used, requirement.strength)
    wanted = joined(known.wanted, per.wanted if per else (), weak)
    quantity = (plan.quantity, case.focus_key)
    parts: list[Tree] = []
    figures: dict[str, tuple[int | None, int | None, str]] = {}
    for threshold, at_most in ((requirement.at_least, False), (requirement.at_most, True)):
        if threshold is None:
            continue
        number = None if weak else _number(known, plan.unit, ratio=per is not None)
        low, high = _measured(number, plan.unit, at_most)
        if per is None:
            need = case.need(threshold, plan.unit, at_most=at_most)
        else:
            share = case.ratio(threshold)
            base = _number(per, plan.unit, ratio=True) if _one_currency(known, per) else None
            need = Need(None, None, share.basis, share.cited)
            if share.low is not None and share.high is not None:
                if base is None:
                    low = high = None
                    base = Amount(100, 100)
                else:
                    figures["per"] = (base.low, base.high, plan.unit)
                need = need._replace(
                    low=_share(share.low, base.low, at_most), high=_share(share.high, base.high, at_most)
                )
        figures["of"] = (low, high, plan.unit)
        lacking = case.lacking(threshold) if need.low != need.high or need.low is None else ()
        parts.append(
            case.compare(
                requirement, low, high, need, plan.unit, quantity if scale(plan.unit) > 1 else (quantity, at_most),
                at_most=at_most, used=used,
                wanted=joined(wanted, lacking, _other_currency(known, plan.unit)),
            )
        )  # fmt: skip
    return Measured(all_of(parts), found={"of": known.value}, figures=figures)


def _plan(requirement: AmountKind, case: Case) -> _Plan:
    of, per = _term(requirement.of), None if requirement.per is None else _term(requirement.per)
    unit = requirement.unit or _unit(case, requirement.at_least) or _unit(case, requirement.at_most) or PLAIN
    if per is not None:
        unit = requirement.unit or PLAIN
    return _Plan(of, per, unit, ("amount", requirement.of, requirement.per, unit, requirement.strength))


def _term(text: str) -> AttributeTerm | FactTerm | FoundTerm | ParameterTerm:
    return value_form(text) or FactTerm(text)


def _unit(case: Case, threshold: Threshold) -> str | None:
    form = case.compiled.threshold(threshold)
    return case.ruleset.parameters[form.name].unit if isinstance(form, ParameterTerm) else None


def _number(known: Known, unit: str, *, ratio: bool = False) -> Amount | None:
    value = known.value
    if isinstance(value, Money):
        return value.amount if value.unit == unit or ratio else None
    return value if isinstance(value, Amount) and not is_currency(unit) else None


def _one_currency(known: Known, per: Known) -> bool:
    """Whether a ratio of the two means anything: two numbers, or two amounts of one currency."""
    one, other = known.value, per.value
    return not (isinstance(one, Money) and isinstance(other, Money)) or one.unit == other.unit


def _measured(number: Amount | None, unit: str, at_most: bool) -> tuple[int | None, int | None]:
    return (None, None) if number is None else whole(number, unit, at_most=at_most)


def _share(share: Fraction, base: int, at_most: bool) -> int:
    """That share of the base, rounded so that comparing whole numbers gives what comparing exactly would."""
    exact = share * base
    return exact.numerator // exact.denominator if at_most else -(-exact.numerator // exact.denominator)


def _other_currency(known: Known, unit: str) -> tuple[Wanted, ...]:
    if isinstance(known.value, Money) and is_currency(unit) and known.value.unit != unit:
        return (Wanted("attribute", ("amount", unit)),)
    return ()
