"""Boundaries that cases must show: thresholds, days of change, clock lists, list rows (RL071, RL072, RL073, RL077)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from recognition.catalogue.loaded import Ruleset
from recognition.engine.case import Case
from recognition.engine.measured import Comparison
from recognition.engine.plan import Plan
from recognition.engine.units import scale
from recognition.model.requirements import AnyRequirement, ListMember, TitleListed
from recognition.services.assess import Examined

NUMERIC = frozenset({"volume", "experience", "age", "date-order", "amount", "qualification-level", "share"})
"""Kinds whose threshold is a line that evidence can stand on or just below."""

LINES = ("at_least", "at_most", "from_", "after", "until", "before")
"""Fields that draw a line, a number or a day."""

Mine = Callable[[Iterable[str]], Iterable[str]]


def boundary_problems(
    ruleset: Ruleset, plan: Plan, examined: Sequence[Examined], mine: Mine
) -> Iterator[tuple[str, str]]:
    """Every boundary that no case stands on, as (code, sentence)."""
    leaves: dict[str, list[Comparison]] = defaultdict(list)
    for one in examined:
        for candidate in one.decided:
            for leaf in candidate.measurement.leaves:
                leaves[leaf.owner].append(leaf.comparison)
    own = set(mine(ruleset.requirements))
    yield from _thresholds(ruleset, leaves, own)
    yield from _changes(ruleset, examined, set(mine(ruleset.parameters)))
    yield from _lists(ruleset, leaves, own)


def _thresholds(ruleset: Ruleset, leaves: dict[str, list[Comparison]], own: set[str]) -> Iterator[tuple[str, str]]:
    for id, requirement in ruleset.requirements.items():
        if id not in own or requirement.kind not in NUMERIC or not _has_line(ruleset, requirement):
            continue
        seen = [leaf for leaf in leaves[id] if leaf.need.low is not None and leaf.low is not None]
        if not any(_at_line(leaf) for leaf in seen):
            yield "RL071", f"no case stands exactly at the line of '{id}'"
        if "gap" not in requirement.never and not any(_just_short(leaf) for leaf in seen):
            yield "RL071", f"no case stands one unit short of the line of '{id}'"


def _has_line(ruleset: Ruleset, requirement: AnyRequirement) -> bool:
    """Whether evidence can stand at a line: not where every line is a parameter whose value is never known."""
    written = [getattr(requirement, name, None) for name in LINES]
    lines = [line for line in written if line is not None]
    return not lines or any(not _never_known(ruleset, line) for line in lines)


def _never_known(ruleset: Ruleset, line: object) -> bool:
    """A term hangs on a parameter of which every row is unknown, at any depth."""
    if isinstance(line, Mapping):
        return any(_never_known(ruleset, part) for part in line.values())
    if not isinstance(line, str) or not line.startswith("$"):
        return False
    parameter = ruleset.parameters.get(line[1:])
    return parameter is not None and all(row.is_ == "unknown" for row in parameter.values)


def _at_line(leaf: Comparison) -> bool:
    return leaf.low == leaf.high and leaf.low == (leaf.need.low if leaf.at_most else leaf.need.high)


def _just_short(leaf: Comparison) -> bool:
    """One unit short: for hundredths anything within a whole unit, for a share within a hundredth of the whole."""
    if leaf.high is None or leaf.low is None or leaf.need.low is None or leaf.need.high is None:
        return False
    unit = max(scale(leaf.unit), abs(leaf.need.high) // 100 if leaf.unit in ("share", "ratio") else 1)
    short = leaf.low - leaf.need.high if leaf.at_most else leaf.need.low - leaf.high
    return 0 < short <= unit


def _changes(ruleset: Ruleset, examined: Sequence[Examined], own: set[str]) -> Iterator[tuple[str, str]]:
    """The last day before and the first day of each value row, on the parameter's own clock."""
    for name, parameter in ruleset.parameters.items():
        if name not in own:
            continue
        clocks = (parameter.clock,) if isinstance(parameter.clock, str) else parameter.clock
        days: set[int] = set()
        spans: set[tuple[int | None, ...]] = set()
        for one in examined:
            case = one.reported.measurement.case
            asked = [case.clock(clock).span for clock in clocks]
            days |= {span.low for span in asked if span.known and span.low is not None}
            days |= _days_of_items(case, clocks)
            spans.add(tuple(span.low for span in asked))
        for row in parameter.values:
            first = row.from_.span.low if not isinstance(row.from_, str) and row.from_.span.known else None
            if first is None:
                continue
            for day, what in ((first - 1, "the last day before"), (first, "the first day of")):
                if day not in days:
                    yield "RL072", f"no case asks '{name}' on {what} its value of {row.from_.text}"  # type: ignore[union-attr]
        if len(clocks) > 1 and len({len(set(span)) > 1 for span in spans}) < 2:
            yield "RL073", f"no two cases have the clocks of '{name}' agreeing and disagreeing"


def _days_of_items(case: Case, clocks: Iterable[str]) -> set[int]:
    """The known days that clocks with `item:` read from the items of a case."""
    read = {clock: case.ruleset.clocks.get(clock) for clock in clocks}
    names = {clock: one.item for clock, one in read.items() if one is not None and one.item is not None}
    spans = (
        case.clock(clock, item).span
        for clock, attribute in names.items()
        for _, item in case.dossier.items()
        if getattr(item, attribute, None) is not None
    )
    return {span.low for span in spans if span.known and span.low is not None}


def _lists(ruleset: Ruleset, leaves: dict[str, list[Comparison]], own: set[str]) -> Iterator[tuple[str, str]]:
    for id, requirement in ruleset.requirements.items():
        if id not in own or not isinstance(requirement, (ListMember, TitleListed)):
            continue
        seen = leaves[id]
        if not any(leaf.low is not None and leaf.low >= 1 for leaf in seen):
            yield "RL077", f"no case is on the list of '{id}'"
        if not any(leaf.low == 0 for leaf in seen):
            yield "RL077", f"no case is not on the list of '{id}'"
