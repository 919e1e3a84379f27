"""The closed list of requirement kinds (LANGUAGE 2): one class per kind, its fields as a ruleset writes them."""

from typing import Annotated, Any, Literal

from pydantic import Field

from recognition.foundations.bases import Strength
from recognition.model.law import Cite, InForce, Scalar
from recognition.model.values import Amount, Language, Many, Model, Name, Text

Ref = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$")]
"""The id of a requirement, remedy or step; a part's id carries the part's prefix (`eu.three_of_five`)."""

Threshold = Any
"""A literal, `$parameter`, `@fact`, or `{times: "45/100", of: $parameter}` (LANGUAGE 1.3)."""

DayTerm = Any
"""A day, a clock, `$parameter`, `@fact`, `focus.<attribute>`, `document.<type>.<field>`,
`found:<requirement>.<field>`, or `{of: <day term>, plus|minus: <duration>}` (LANGUAGE 1.3)."""

Where = dict[str, Any]
"""Attributes of an item against values (LANGUAGE 1.5)."""

Never = Literal["met", "gap", "unknown", "not_applicable"]


class Exception_(Model):
    """One of the three exceptions (LANGUAGE 3.3)."""

    if_: Many[Ref] = Field(alias="if")
    effect: Literal["lifts", "proves", "weighed"]
    cite: Cite


class Requirement(Model):
    """What all kinds share. `when`: asked only where all hold, otherwise not applicable."""

    kind: str
    cite: Cite | None = None
    when: Many[Ref] = ()
    unless: Many[Exception_] = ()
    strength: Strength = "stated"
    in_force: InForce | None = None
    once: Name | None = None
    never: dict[Never, Text] = Field(default_factory=dict)
    """Statuses that cannot arise, each with its reason; lint then asks no case for them (RL070)."""


class Combine(Model):
    """Two sittings of one test taken together."""

    within: str
    floor: dict[str, Threshold] = Field(default_factory=dict)
    overall: Literal["each", "one"] | None = None


class AtLeastOf(Model):
    """`at_least` of the skills reach `of`."""

    at_least: int
    of: Threshold


class Way(Model):
    """One way of `accept`: a CEFR level, a test with the receiver's own scores, or something that stands for both."""

    cefr: Threshold = None
    test: str | None = None
    version: str | None = None
    skills: Literal["each", "overall"] | dict[str, Threshold] | None = None
    overall: Threshold = None
    combine: Combine | None = None
    and_: AtLeastOf | None = Field(default=None, alias="and")
    sum: Threshold = None
    one_lower: Threshold = None
    passed: bool = False
    """What the result does not print counts as reached where it says that the test was passed; a number that it does
    print is compared."""
    mode: Many[str] | str | None = None
    sat_from: DayTerm = None
    sat_until: DayTerm = None
    concordance: str | None = None
    taught_in: Many[Language] = ()
    by: Ref | None = None
    in_force: InForce | None = None
    cite: Cite | None = None


class Excluded(Model):
    """Sittings that the receiver does not accept."""

    issuer: str | None = None
    place: Many[str] | str | None = None
    test: str | None = None
    mode: str | None = None
    sat_from: DayTerm = None
    sat_until: DayTerm = None


class LanguageLevel(Requirement):
    kind: Literal["language-level"]
    languages: Many[Language]
    accept: Many[Way]
    max_age: str | None = None
    valid_on: DayTerm = None
    exclude: Many[Excluded] = ()
    exam: bool = False


class QualificationLevel(Requirement):
    kind: Literal["qualification-level"]
    of: Literal["focus", "any"] = "focus"
    where: Where = Field(default_factory=dict)
    framework: str
    at_least: Threshold = None
    at_most: Threshold = None
    via: str | None = None


class Selector(Model):
    """Which modules a sum runs over: the partition of `category` and a filter."""

    where: Where = Field(default_factory=dict)
    counts: Many[str] = ()
    not_: Many[str] = Field(default=(), alias="not")
    unclear: Many[str] = ()


class Convert(Model):
    """Conversion between hours and credits: every basis is computed and spanned."""

    list: str
    bases: Many[Literal["by_year", "by_hours"]] = ("by_year", "by_hours")


class Volume(Requirement, Selector):
    kind: Literal["volume"]
    of: Literal["focus", "any"] = "focus"
    unit: Literal["hours", "credits", "months", "years"]
    system: str | None = None
    at_least: Threshold = None
    at_most: Threshold = None
    convert: Convert | None = None
    maker: str | None = None


class Share(Requirement):
    kind: Literal["share"]
    of: Literal["focus", "any"] = "focus"
    unit: Literal["hours", "credits"] = "hours"
    part: Selector
    whole: Selector | str
    at_least: Threshold = None
    at_most: Threshold = None


class ReducedByExperience(Model):
    where: Where = Field(default_factory=dict)
    area: Literal["entry"] = "entry"


class ReducedBy(Model):
    """Proven work that the authority sets against what is short, at `rate` (hours a month)."""

    experience: ReducedByExperience
    rate: Threshold


class Each(Model):
    at_least: Threshold


class Coverage(Requirement):
    kind: Literal["coverage"]
    of: Literal["focus", "any"] = "focus"
    entries: str
    where: Where = Field(default_factory=dict)
    """Filter on the rows of `entries`."""
    each: Literal["present"] | Each = "present"
    unit: Literal["hours", "credits"] = "hours"
    assessed: bool = False
    match: Many[Literal["id", "label"]] = ("id",)
    at_least: Literal["all"] | int | str = "all"
    reduced_by: ReducedBy | None = None


class TitleListed(Requirement):
    kind: Literal["title-listed"]
    of: Literal["focus", "any"] = "focus"
    list: str
    on: DayTerm = "on"
    body: bool = False


class AccreditationKind(Requirement):
    kind: Literal["accreditation"]
    of: Literal["programme", "institution"]
    where: Where = Field(default_factory=dict)
    on: DayTerm = "focus.issued"
    system: Literal["programme", "institution"] | None = None
    scope: dict[str, Any] = Field(default_factory=dict)


class RegistrationKind(Requirement):
    kind: Literal["registration"]
    where: Where = Field(default_factory=dict)
    on: DayTerm = "on"
    limited: bool = False


class Attempts(Model):
    at_most: Threshold
    per: Literal["exam", "part"] = "exam"


class ExaminationKind(Requirement):
    kind: Literal["examination"]
    exam: str
    parts: Many[str] = ()
    by: DayTerm = None
    attempts: Attempts | None = None
    max_age: str | None = None
    valid_on: DayTerm = None


class Window(Model):
    """Days looked at: `length` `before` a day, or `from` to `until`, or any one of several windows."""

    length: str | None = None
    before: DayTerm = None
    from_: DayTerm = Field(default=None, alias="from")
    until: DayTerm = None


class Floor(Model):
    """An inner minimum, its own comparison."""

    where: Where = Field(default_factory=dict)
    counts: Many[str] = ()
    at_least: Threshold


class ExperienceKind(Requirement):
    kind: Literal["experience"]
    where: Where = Field(default_factory=dict)
    counts: Many[str] = ()
    not_: Many[str] = Field(default=(), alias="not")
    unclear: Many[str] = ()
    unit: Literal["months", "days", "hours"]
    at_least: Threshold
    how: Literal["total", "longest_run"]
    window: Window | None = None
    part_time: Literal["counts_full", "equivalent", "full_time_only"] | None = None
    """Required (RL040 where missing)."""
    pause: str | None = None
    after: DayTerm = None
    floors: Many[Floor] = ()


class DocumentKind(Requirement):
    kind: Literal["document"]
    type: str | Many[str]
    where: Where = Field(default_factory=dict)
    age_at_most: str | None = None
    on: DayTerm = None
    form: Many[str] | str | None = None
    translated_into: Many[Language] | Language | None = None
    per: Literal["country_of_practice"] | None = None


class Age(Requirement):
    kind: Literal["age"]
    on: DayTerm = "on"
    reached: int | None = None
    not_reached: int | None = None
    not_older_than: int | None = None
    older_than: int | None = None
    past_birthday: int | None = None
    reading: Literal["completed_years", "birthday"] | None = None


class DateOrder(Requirement):
    kind: Literal["date-order"]
    day: DayTerm
    from_: DayTerm = Field(default=None, alias="from")
    after: DayTerm = None
    until: DayTerm = None
    before: DayTerm = None


class ListMember(Requirement):
    kind: Literal["list-member"]
    list: str
    key: dict[str, Any]
    on: DayTerm = "on"


class AmountKind(Requirement):
    kind: Literal["amount"]
    of: str
    per: str | None = None
    at_least: Threshold = None
    at_most: Threshold = None
    unit: str | None = None


class StatedFact(Requirement):
    kind: Literal["stated-fact"]
    fact: str
    is_: Scalar | Many[Scalar] = Field(alias="is")


class Combiner(Requirement):
    parts: Many[Ref]


class AllOf(Combiner):
    kind: Literal["all-of"]


class AnyOf(Combiner):
    kind: Literal["any-of"]


class NoneOf(Combiner):
    kind: Literal["none-of"]


class AtLeast(Combiner):
    kind: Literal["at-least"]
    k: int


class Feature(Model):
    id: Name
    points: Threshold
    if_: Many[Ref] = Field(alias="if")


class Group(Model):
    of: Many[Name]
    highest: Literal[True] = True


class Cap(Model):
    of: Many[Name]
    at_most: Amount | int


class Points(Requirement):
    kind: Literal["points"]
    at_least: Threshold
    features: Many[Feature]
    groups: Many[Group] = ()
    caps: Many[Cap] = ()


AnyRequirement = Annotated[
    LanguageLevel
    | QualificationLevel
    | Volume
    | Share
    | Coverage
    | TitleListed
    | AccreditationKind
    | RegistrationKind
    | ExaminationKind
    | ExperienceKind
    | DocumentKind
    | Age
    | DateOrder
    | ListMember
    | AmountKind
    | StatedFact
    | AllOf
    | AnyOf
    | NoneOf
    | AtLeast
    | Points,
    Field(discriminator="kind"),
]
COMBINERS = (AllOf, AnyOf, NoneOf, AtLeast, Points)
