"""A ruleset and a part as their files write them (LANGUAGE 1, 4, 5). Unknown keys are errors."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from recognition.model.dossier import Subject
from recognition.model.law import ChangeDay, Checked, Cite, InForce, Scalar, Source
from recognition.model.requirements import AnyRequirement, DayTerm, Ref, Threshold, Where
from recognition.model.values import Currency, Day, Many, Model, Name, Text, Unit

RulesetId = Annotated[str, Field(pattern=r"^[a-z]{2,12}/[a-z][a-z0-9-]*$")]
Term = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class Focus(Model):
    """The item that the case is about."""

    item: Literal["qualification", "registration", "experience", "curriculum", "partnership"]
    where: Where = Field(default_factory=dict)


class Use(Model):
    """A part taken in under a prefix, with what it asks for."""

    part: RulesetId
    with_: dict[Name, Any] = Field(default_factory=dict, alias="with")


def _use(value: object) -> object:
    return {"part": value} if isinstance(value, str) else value


class Clock(Model):
    """A named day. `default: on` is the assessment day; `from` reads it; `item` reads it from each item looked at."""

    default: Literal["on"] | None = None
    from_: DayTerm = Field(default=None, alias="from")
    item: Name | None = None


class ParameterRow(Model):
    """A value from a day on. `is`: a value, `unknown`, or `{between: [a, b]}`."""

    for_: str | None = Field(default=None, alias="for")
    from_: ChangeDay = Field(alias="from")
    until: Day | None = None
    is_: Scalar = Field(alias="is")
    cite: Cite


class Parameter(Model):
    """A dated figure of law. `clock` may be a list: the text does not say which day counts."""

    unit: Unit
    clock: Name | Many[Name] = "on"
    key: Name | None = None
    values: Many[ParameterRow]


class Fact(Model):
    """A stated fact that no document holds."""

    type: Literal["yes_no", "choice", "number", "money", "day", "country"]
    options: Many[str] = ()
    unit: str | None = None


class Filing(Model):
    cannot_be_filed_unless: Many[Ref] = ()
    complete_when: Many[Ref] = ()


class Interim(Model):
    id: Name
    if_: Many[Ref] = Field(alias="if")
    until: DayTerm = None
    allows: Term
    cite: Cite


class Stage(Model):
    """One decision with its own outcome; stages do not wait for each other."""

    id: Name
    headline: bool = False
    terms: dict[Literal["positive", "conditional", "partial", "negative", "undetermined"], Term] = Field(
        default_factory=dict
    )
    validity: Many[DayTerm] = ()
    filing: Filing | None = None
    interim: Many[Interim] = ()


class Need(Model):
    """One need of a route. Written as an id, or `id: {if_gap, remedies, term}`."""

    id: Ref
    if_gap: Literal["fails", "remedy", "partial", "discretion"] | None = None
    remedies: Many[Ref] = ()
    term: Term | None = None

    @property
    def policy(self) -> Literal["fails", "remedy", "partial", "discretion"]:
        """What a gap here means: `fails` by default without remedies, `remedy` with."""
        return self.if_gap or ("remedy" if self.remedies else "fails")


def _need(value: object) -> object:
    if isinstance(value, str):
        return {"id": value}
    if isinstance(value, dict) and len(value) == 1:
        ((key, options),) = value.items()
        if key not in ("id",) and isinstance(options, dict):
            return {"id": key, **options}
    return value


NeedEntry = Annotated[Need, BeforeValidator(_need)]


class ChoiceRow(Model):
    if_: Many[Ref] = Field(default=(), alias="if")
    offers: Many[Ref]
    who: Literal["applicant", "authority"]
    take: Literal["one", "all", "one_or_all"]
    cite: Cite


class Route(Model):
    """One lawful way to a positive outcome (LANGUAGE 4.2). `take` brings in a part's route."""

    id: Name | None = None
    take: Ref | None = None
    stage: Name | None = None
    cite: Cite | None = None
    in_force: InForce | None = None
    open_when: Many[Ref] = ()
    needs: Many[NeedEntry] = ()
    watch: Many[Ref] = ()
    gives: Literal["positive", "conditional", "partial"] = "positive"
    owes: Many[Ref] = ()
    choice: Many[ChoiceRow] = ()
    grant: Literal["duty", "discretion"] | None = None
    steps: Many[Ref] = ()


class Size(Model):
    from_: Literal["shortfall"] = Field(default="shortfall", alias="from")
    per: Literal["entry", "total"] = "total"
    rate: Threshold = None
    unit: Literal["hours", "months", "days"] = "months"
    round: Literal["up", "down", "none"] = "up"


class RemedyAttempts(Model):
    exam: str
    at_most: Threshold


class Fee(Model):
    """A fee; unknown is never zero."""

    from_: Scalar = Field(default=None, alias="from")
    to: Scalar = None
    unit: Currency | None = None
    as_of: Day | None = None
    due_even_if_refused: bool | None = None
    cite: Cite | None = None


class Time(Model):
    """How long something takes; when the time starts; whether the law or experience says so."""

    from_: Scalar = Field(default=None, alias="from")
    to: Scalar = None
    unit: Literal["days", "weeks", "months", "minutes", "hours"]
    starts: str | None = None
    nature: Literal["statutory", "observed"] | None = None
    pauses: Text | None = None
    cite: Cite | None = None


class Remedy(Model):
    """What the law offers to close a gap (LANGUAGE 4.3)."""

    type: Literal[
        "test", "adaptation", "course", "language-exam", "service", "document", "waiver-request", "new-evidence"
    ]
    keeps_open: bool
    when: Many[Ref] = ()
    attempts: RemedyAttempts | None = None
    until: DayTerm = None
    in_force: InForce | None = None
    size: Size | None = None
    parts: Literal["gaps"] | None = None
    at_most: str | None = None
    repeats: int | None = None
    extension: int | None = None
    steps: Many[Ref] = ()
    fee: str | Fee | None = None
    time: Time | None = None
    cite: Cite


class StepWhen(Model):
    """Keys of one map are "all"; a list of maps is "any" (LANGUAGE 5).

    `outcome` and `procedure` are those of the stages that the step's own routes lead to; a step of no route looks at
    the headline stage alone, whatever other stages come to.
    """

    outcome: str | Many[str] | None = None
    route: Ref | Many[Ref] | None = None
    remedy: Ref | Many[Ref] | None = None
    gap: Ref | Many[Ref] | None = None
    met: Ref | Many[Ref] | None = None
    unknown: Ref | Many[Ref] | None = None
    procedure: str | Many[str] | None = None
    interim: Name | Many[Name] | None = None


def _any_of_maps(value: object) -> object:
    return [value] if isinstance(value, dict) else value


class StepDocument(Model):
    type: Name
    form: str | None = None
    translated_into: Many[str] | str | None = None
    age_at_most: str | None = None


class ByKey(Model):
    by: Name
    """A stated fact, such as the Land, whose value picks the authority."""


class Silence(Model):
    after: str
    means: Literal["granted", "refused"]
    cite: Cite | None = None


class Expires(Model):
    on: DayTerm
    then: Ref


class Step(Model):
    """Something to do. Default: needed where its route is the reported one."""

    when: Annotated[Many[StepWhen], BeforeValidator(_any_of_maps)] = ()
    in_force: InForce | None = None
    routes: Many[Ref] = ()
    after: Many[Ref] = ()
    see: RulesetId | None = None
    authority: str | ByKey | None = None
    documents: Many[StepDocument] = ()
    fee: str | Fee | Many[Fee] | None = None
    time: Time | Many[Time] | None = None
    deadline: DayTerm = None
    silence: Silence | None = None
    expires: Expires | None = None
    cite: Cite | None = None


UseEntry = Annotated[Use, BeforeValidator(_use)]


class LawFile(Model):
    """What rulesets and parts share."""

    status: Literal["draft", "reviewed", "confirmed", "withdrawn"]
    checked: Checked
    uses: dict[Name, UseEntry] = Field(default_factory=dict)
    sources: dict[Name, Source]
    clocks: dict[Name, Clock] = Field(default_factory=dict)
    parameters: dict[Name, Parameter] = Field(default_factory=dict)
    facts: dict[Name, Fact] = Field(default_factory=dict)
    requirements: dict[Name, AnyRequirement]
    routes: Many[Route] = ()
    remedies: dict[Name, Remedy] = Field(default_factory=dict)
    steps: dict[Name, Step] = Field(default_factory=dict)
    report: Many[Ref] = ()


class RulesetFile(LawFile):
    """`rulesets/<destination>/<purpose>/ruleset.yaml`."""

    schema_: Literal["ruleset/1"] = Field(alias="schema")
    id: RulesetId
    version: Annotated[int, Field(ge=1)]
    subject: Subject
    in_force: InForce | None = None
    focus: Focus | None = None
    stages: Many[Stage]


class PartFile(LawFile):
    """`rulesets/<destination>/<name>/part.yaml`: law that several rulesets share (LANGUAGE 1.6)."""

    schema_: Literal["part/1"] = Field(alias="schema")
    id: RulesetId
    version: Annotated[int, Field(ge=1)]
    asks: dict[Name, Literal["requirement", "parameter"]] = Field(default_factory=dict)
