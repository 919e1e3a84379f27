"""The whole answer (DESIGN 6, `schema: assessment/1`). Keys are never removed inside /1.

Amounts appear in the units that people use (hours, months, ISO days, CEFR words), whole numbers where they are whole.
Nothing here names the person: the subject is its type and the dossier's id.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from recognition.foundations.bases import Basis, Strength

Status = Literal["met", "gap", "unknown", "not_applicable"]
Outcome = Literal["positive", "conditional", "partial", "negative", "undetermined"]
Value = int | float | str
NOTICE = "This is advice. The authority named in the steps decides."
NOTICE_ON_PROGRAMME = "This is advice on the programme. It says nothing about any person who took part."


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measured or needed interval; null: that end is not known. `at_most`: the need is a ceiling."""

    low: Value | None
    high: Value | None
    unit: str
    at_most: bool = False


@dataclass(slots=True)
class Shortfall:
    """What is missing, or for an unknown what would settle it."""

    value: Value
    unit: str


@dataclass(slots=True)
class EvidenceUsed:
    """Where evidence stands. `counted`: it counts for certain; otherwise it only may."""

    id: str
    document: str | None
    path: str | None
    line: int | None
    strength: Strength
    counted: bool


@dataclass(frozen=True, slots=True)
class SourceCited:
    """The law behind a finding."""

    id: str
    title: str
    pinpoint: str
    url: str | None
    read_on: str
    basis: Basis


@dataclass(slots=True)
class Needed:
    """What would decide an unknown: a code (see `recognition.engine.measured.Wanted`) and its arguments."""

    code: str
    args: list[str]


@dataclass(slots=True)
class Finding:
    """Where one requirement stands. Parts of a coverage, a language vector or a floor are findings `<id>.<label>`.

    `because` is the rule that answered; `basis` the weakest basis used; `required` and `found` are null for combiners.
    `whole` is what a share or a ratio was measured against, so that `found` of `whole` is the measured figure.
    """

    id: str
    kind: str
    status: Status
    required: Quantity | None
    found: Quantity | None
    shortfall: Shortfall | None
    basis: Basis
    because: str
    evidence: list[EvidenceUsed]
    sources: list[SourceCited]
    remedies: list[str]
    parts: list[str] = field(default_factory=list)
    needed: list[Needed] = field(default_factory=list)
    whole: Quantity | None = None


@dataclass(slots=True)
class Unknown:
    """A finding that is not decided and what would decide it."""

    finding: str
    needed: list[Needed]


@dataclass(slots=True)
class Interim:
    """A permission that runs meanwhile: none, running, over or unknown."""

    id: str
    state: str
    until: str | None
    allows: str


@dataclass(slots=True)
class Procedure:
    """Can it be filed, is the file complete: cannot_be_filed, incomplete, ready or unknown; beside the outcome."""

    state: str
    because: list[str]
    clock_running: bool | None
    interim: list[Interim]


@dataclass(slots=True)
class StageOutcome:
    """One decision. `worst` and `best` are the outcomes still possible with the evidence at hand.

    `because`: the needs of the reported route that keep it from better, or what keeps every route closed.
    `basis` and `strength` are the weakest of all that the outcome rests on. `confirm`: recalled figures to confirm.
    `valid_until` is None where nothing is given.
    """

    id: str
    status: Outcome
    term: str
    worst: Outcome
    best: Outcome
    valid_until: str | None
    route: str | None
    because: list[str]
    basis: Basis
    strength: Strength | None
    procedure: Procedure
    confirm: list[str] = field(default_factory=list)
    valid_at_most: bool = False
    hope: Outcome | None = None


@dataclass(slots=True)
class Choice:
    """Who chooses between measures, and how many are taken; null: the law as encoded does not say."""

    who: str | None
    take: str | None
    offers: list[str] = field(default_factory=list)
    certain: bool = True


@dataclass(slots=True)
class RouteOutcome:
    """One lawful way: `status` is its answer in table `route` (not_open, negative, undetermined, positive …).

    `needs`: need id -> the rule that ranked it on the worst side; `blocked_by`: conditions that keep it closed.
    """

    id: str
    stage: str
    status: str
    needs: dict[str, str]
    blocked_by: list[str]
    choice: Choice | None
    warnings: list[str]
    grant: str | None = None


@dataclass(slots=True)
class FeeQuoted:
    """A fee as law or practice states it on a day; null amounts are unknown, never zero.

    `source`: where it stands, which tells two fees of one step apart; null where the fee cites nothing of its own.
    """

    low: Value | None
    high: Value | None
    unit: str | None
    as_of: str | None
    basis: Basis | None
    due_even_if_refused: bool | None = None
    source: SourceCited | None = None


@dataclass(slots=True)
class TimeQuoted:
    """How long something takes, from when, whether the law says so or experience does, and where it stands."""

    low: Value | None
    high: Value | None
    unit: str
    starts: str | None
    nature: str | None
    basis: Basis | None
    pauses: str | None = None
    source: SourceCited | None = None


@dataclass(slots=True)
class RemedyOffered:
    """What the law offers on the reported route. `size` null: unknown; `at_most` is the legal maximum.

    `repeats` and `extension`: how often it may be repeated and extended; null: the ruleset does not say.
    """

    id: str
    type: str
    state: str
    keeps_open: bool
    size: Shortfall | None
    at_most: str | None
    fee: list[FeeQuoted]
    time: list[TimeQuoted]
    closes: list[str] = field(default_factory=list)
    sources: list[SourceCited] = field(default_factory=list)
    per_entry: list[str] = field(default_factory=list)
    repeats: int | None = None
    extension: int | None = None


@dataclass(slots=True)
class DocumentAsked:
    type: str
    form: str | None
    translated_into: list[str]
    age_at_most: str | None


@dataclass(slots=True)
class SilenceMeans:
    """What the law makes of an authority that does not answer within `after` (ISO 8601): `granted` or `refused`."""

    after: str
    means: str
    basis: Basis | None
    source: SourceCited | None = None


@dataclass(slots=True)
class Expiry:
    """When what a step gives runs out (null: the day is not known), and the step to take then."""

    on: str | None
    then: str


@dataclass(slots=True)
class StepToTake:
    """Something to do. `state`: needed, possible or not_needed; `why` is the rule that says so."""

    id: str
    state: str
    authority: str | None
    documents: list[DocumentAsked]
    fee: list[FeeQuoted]
    time: list[TimeQuoted]
    after: list[str]
    why: str
    deadline: str | None = None
    silence: SilenceMeans | None = None
    expires: Expiry | None = None
    see: str | None = None
    sources: list[SourceCited] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Firing:
    """One answer of the rules engine: which table, what was asked, which rule."""

    layer: str
    question: str
    rule: str


@dataclass(slots=True)
class Noticed:
    """A problem of the documents, with its place."""

    code: str
    sentence: str
    document: str | None
    path: str | None
    line: int | None
    severity: str


@dataclass(slots=True)
class RulesetUsed:
    id: str
    version: int
    sha256: str
    status: str
    checked: str


@dataclass(slots=True)
class SubjectOf:
    type: str
    id: str


@dataclass(slots=True)
class AssessmentData:
    """The fields of `assessment/1` in their order."""

    schema: str
    subject: SubjectOf
    ruleset: RulesetUsed
    on: str
    dates: dict[str, str]
    outcome: Outcome
    stages: list[StageOutcome]
    routes: list[RouteOutcome]
    findings: list[Finding]
    unknowns: list[Unknown]
    remedies: list[RemedyOffered]
    steps: list[StepToTake]
    trace: list[Firing]
    problems: list[Noticed]
    notice: str = NOTICE
    focus: str | None = None
