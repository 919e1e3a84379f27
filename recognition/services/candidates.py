"""The focus of a case: each candidate item is assessed by itself, at most twenty (LANGUAGE 1.1)."""

from __future__ import annotations

from recognition.engine.attested import Focus
from recognition.engine.case import Case
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


def candidates(case: Case) -> tuple[list[Focus], list[Problem]]:
    """The items that the case may be about, the latest issued first; and a problem where there are too many."""
    focus = case.ruleset.focus
    if case.dossier.subject == "curriculum":
        return [case.dossier.curriculum or Curriculum()], []
    if case.dossier.subject == "partnership":
        return [case.dossier.partnership or Partnership()], []
    if focus is None or focus.item not in LISTS:
        return [Qualification()], []
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
    return list(items[:MOST]) or [EMPTY[focus.item]()], problems


def _latest_first(item: Item) -> tuple[int, str]:
    issued = getattr(item, "issued", None) or getattr(item, "from_", None) or getattr(item, "start", None)
    day = issued.span.high if issued is not None and issued.span.high is not None else 0
    return -day, item.id or ""
