"""Which question to ask next: the open fact, day, attribute or document that decides most open requirements."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from recognition.catalogue.loaded import Ruleset
from recognition.model.assessment import AssessmentData, Needed, Unknown

Form = Literal["yes_no", "choice", "number", "money", "day", "country", "countries", "text", "held", "figure"]
ASKABLE: Final[dict[str, Form]] = {
    "focus.country": "country",
    "focus.occupation": "choice",
    "focus.issued": "day",
    "focus.training_start": "day",
    "focus.training_end": "day",
    "focus.title": "text",
    "focus.state_recognised": "yes_no",
    "focus.status": "choice",
    "focus.type": "choice",
    "focus.mode": "choice",
    "focus.level.cycle": "choice",
    "focus.level.directive": "choice",
    "focus.level.eqf": "choice",
    "focus.regulated": "yes_no",
    "person.nationalities": "countries",
    "person.residence": "country",
    "person.born": "day",
    "documents.issued": "day",
}
"""Attributes that a person can tell without a document in hand, and how the answer is typed."""
MINE: Final = 1000
"""How much more a requirement of the reported routes weighs than one of others."""


@dataclass(frozen=True, slots=True)
class Question:
    """`about`: `fact`, `clock`, `attribute` or `document`; `name` is the fact, the clock, `focus.country`, the type.

    `weight` is how many open requirements it would help to decide.
    """

    about: Literal["fact", "clock", "attribute", "document"]
    name: str
    form: Form
    weight: int

    @property
    def id(self) -> str:
        """What `asked` holds once it has been asked."""
        return f"{self.about}:{self.name}"


def next_question(assessment: AssessmentData, ruleset: Ruleset, asked: Collection[str]) -> Question | None:
    """The question that helps most; None where nothing that a person could answer is open. A pure function.

    Questions about what the reported routes hang on come before questions about other routes; among equals the one
    that helps more requirements, then the order of the ruleset.
    """
    beside = _measured(assessment, ruleset)
    mine = _open_below(_reported(assessment, ruleset), assessment, ruleset)
    others = _open_below([*_further(assessment), *(one.finding for one in beside)], assessment, ruleset)
    found: dict[str, tuple[Question, int, int]] = {}
    for order, unknown in enumerate([*assessment.unknowns, *beside]):
        weight = MINE if unknown.finding in mine else 1 if unknown.finding in others else 0
        for question in (one for needed in unknown.needed for one in _questions(needed, ruleset, assessment.focus)):
            if weight and question.id not in asked:
                _, before, first = found.get(question.id, (question, 0, order))
                found[question.id] = (question, before + weight, first)
    if not found:
        return None
    best, weight, _ = max(found.values(), key=lambda one: (_first(one[0]), one[1], -one[2]))
    return Question(best.about, best.name, best.form, weight // MINE + weight % MINE)


def _first(question: Question) -> bool:
    """Where the diploma comes from decides which ways are open at all, so nothing is asked before it."""
    return question.name == "focus.country"


def _questions(needed: Needed, ruleset: Ruleset, focus: str | None) -> Iterator[Question]:
    args = [*needed.args, "", ""]
    match needed.code:
        case "fact" if args[0] in ruleset.facts:
            yield Question("fact", args[0], ruleset.facts[args[0]].type, 0)
        case "clock":
            yield Question("clock", args[0], "day", 0)
        case "item" if args[0] == "documents":
            for kind in filter(None, (one.strip() for one in args[1].split(","))):
                yield Question("document", kind, "held", 0)
        case "attribute":
            # An item without an id goes by its kind; where there is no candidate that is the empty focus.
            # A registration or work is not told in a few words, so nothing is asked of it.
            nameless = "qualification" if focus is None else focus
            whose = "focus" if args[0] in ("focus", "", focus, nameless) else args[0]
            for attribute in args[1].split(","):
                name = f"{whose}.{attribute.strip()}"
                form = "figure" if whose == "figures" else ASKABLE.get(name)
                if form is not None:
                    yield Question("attribute", name, form, 0)


def _reported(assessment: AssessmentData, ruleset: Ruleset) -> list[str]:
    """What the reported routes and the filing rest on."""
    routes = {route.id: route for route in assessment.routes}
    ids: list[str] = []
    for stage in assessment.stages:
        route = routes.get(stage.route or "")
        ids += [*stage.because, *((*route.blocked_by, *route.needs) if route is not None else ())]
    filings = [stage.filing for stage in ruleset.stages if stage.filing is not None]
    return [*ids, *(id for filing in filings for id in (*filing.cannot_be_filed_unless, *filing.complete_when))]


def _measured(assessment: AssessmentData, ruleset: Ruleset) -> list[Unknown]:
    """What the audit of a programme measures beside its verdicts, which is asked after everything else."""
    shown = ruleset.report if ruleset.subject == "partnership" else ()
    return [Unknown(one.id, one.needed) for one in assessment.findings if one.id in shown and one.status == "unknown"]


def _further(assessment: AssessmentData) -> list[str]:
    """What other routes rest on that may still turn out better, where a stage is not decided."""
    undecided = {stage.id for stage in assessment.stages if stage.status == "undetermined"}
    routes = [one for one in assessment.routes if one.stage in undecided and one.status.startswith("undetermined")]
    # What a way asks does not matter before it is known that the way is open.
    return [id for route in routes for id in route.blocked_by or route.needs]


def _open_below(roots: list[str], assessment: AssessmentData, ruleset: Ruleset) -> set[str]:
    """The undecided findings at and below these, with what their exceptions ask; what is decided needs no question."""
    findings = {finding.id: finding for finding in assessment.findings}
    wanted, seen = list(roots), set[str]()
    while wanted:
        id = wanted.pop()
        if id in seen or id not in findings or findings[id].status != "unknown":
            continue
        seen.add(id)
        wanted += findings[id].parts
        law = ruleset.requirements.get(id)
        if law is not None:
            wanted += [*law.when, *(one for exception in law.unless for one in exception.if_)]
    return seen
