"""The focus of a case: each candidate item is assessed by itself, at most twenty (LANGUAGE 1.1).

An item that only may match the focus is a candidate in doubt: nothing may be won by it until it is known that the case
is about it, so its worst side is that of a case without it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from recognition.engine.adapter import Engine
from recognition.engine.answer import Doubt
from recognition.engine.attested import Focus
from recognition.engine.case import Case
from recognition.engine.decide import Decided
from recognition.engine.measured import Used, Wanted
from recognition.engine.verdicts import Bounds, rank
from recognition.foundations.problems import Problem, quoted
from recognition.model.dossier import Curriculum, Partnership
from recognition.model.evidence import Experience, Item, Qualification, Registration

MOST = 20
LISTS = {"qualification": "qualifications", "registration": "registrations", "experience": "experience"}
# No candidate: one empty one, whose attributes are all missing.
EMPTY: dict[str, type[Qualification] | type[Registration] | type[Experience]] = {
    "qualification": Qualification,
    "registration": Registration,
    "experience": Experience,
}


WHETHER = ("num", "num", "num", 0, 1, 1, 1, "firm")
"""The question whether a candidate in doubt is one: none or one shown, one needed."""


class Candidate(NamedTuple):
    """What the case may be about. `doubts`: what would tell whether it matches the focus; empty where it does."""

    focus: Focus
    doubts: tuple[Wanted, ...] = ()
    used: tuple[Used, ...] = ()


def candidates(case: Case) -> tuple[list[Candidate], list[Problem]]:
    """The items that the case may be about, the latest issued first; and a problem where there are too many."""
    focus = case.ruleset.focus
    if case.dossier.subject == "curriculum":
        return [Candidate(case.dossier.curriculum or Curriculum())], []
    if case.dossier.subject == "partnership":
        return [Candidate(case.dossier.partnership or Partnership())], []
    if focus is None or focus.item not in LISTS:
        return [Candidate(Qualification())], []
    chosen = case.select(LISTS[focus.item], focus.where, strength="stated")
    items = sorted([*chosen.inside, *chosen.maybe], key=_latest_first)
    problems = []
    if not items and (out := getattr(case.dossier, LISTS[focus.item])):
        named = ", ".join(quoted(item.id) for item in out[:3] if item.id) or str(len(out))
        sentence = f"the case can be about none of the {LISTS[focus.item]} ({named}), such as one that is not finished"
        problems.append(Problem("no_candidate", sentence, severity="warning"))
    if len(items) > MOST:
        sentence = f"only the {MOST} latest of {len(items)} {LISTS[focus.item]} are assessed"
        problems.append(Problem("too_many_candidates", sentence, severity="warning"))
    found = []
    for item in items[:MOST]:
        mine = [one for one in chosen.wanted if one.args[0] == case.name(item)]
        wanted = tuple(one for one in mine if not _settled(one, item, case.on))
        found.append(Candidate(item, wanted, (case.used(item, False),)) if wanted else Candidate(item))
    return found or [Candidate(EMPTY[focus.item]())], problems


def _settled(wanted: Wanted, item: Item, on: int) -> bool:
    """A diploma that was certainly issued by `on` was completed, where nothing else is said."""
    issued = getattr(item, "issued", None)
    unsaid = wanted.args[1] == "status" and getattr(item, "status", None) is None
    return unsaid and issued is not None and issued.span.high is not None and bool(issued.span.high <= on)


def in_doubt(
    found: Sequence[Candidate],
    decided: Sequence[Decided],
    without: Callable[[Focus], Decided],
    engine: Engine,
) -> list[Doubt | None]:
    """Lowers the worst side of every candidate in doubt, and says which stages stand lower by it; None: no doubt.

    Beside a certain candidate one in doubt can only add to what is possible. Where all are in doubt, any of them alone
    may be the one, or none: then each stands at worst where the least of them does, or a case `without` any.
    """
    if not any(one.doubts for one in found):
        return [None] * len(found)
    ids = list(decided[0].bounds)
    least = {id: [Bounds(0, 3, 3)] for id in ids}
    if all(one.doubts for one in found):
        nobody = without(type(found[0].focus)())  # type: ignore[misc]  # a kind of item, never None
        least = {id: [Bounds(one.bounds[id].worst, 3, 3) for one in (*decided, nobody)] for id in ids}
    rule = engine.ask("comparison", [WHETHER])[0]
    result: list[Doubt | None] = []
    for candidate, one in zip(found, decided, strict=True):
        if not candidate.doubts:
            result.append(None)
            continue
        before = one.bounds
        lower = rank("weakest", [[before[id], *least[id]] for id in ids], engine)
        one.bounds = dict(zip(ids, lower, strict=True))
        stages = frozenset(id for id in ids if one.bounds[id] != before[id])
        result.append(Doubt(rule, candidate.doubts, candidate.used, stages))
    return result


def _latest_first(item: Item) -> tuple[int, str]:
    issued = getattr(item, "issued", None) or getattr(item, "from_", None) or getattr(item, "start", None)
    day = issued.span.high if issued is not None and issued.span.high is not None else 0
    return -day, item.id or ""
