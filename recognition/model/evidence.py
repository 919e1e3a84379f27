"""Evidence: one class per kind of item that a dossier can hold (LANGUAGE 8).

Every field left out, and every field written `unknown`, is not known; no reader puts a default in its place. Names
follow the European Learning Model, Directive 2005/36/EC and STCW.
"""

from typing import Annotated, Any, ClassVar, Final, Literal, NamedTuple

from pydantic import Field, model_validator

from recognition.foundations.bases import Strength
from recognition.model.values import (
    Country,
    Currency,
    Day,
    Ident,
    Language,
    Many,
    Model,
    Share,
    Size,
    Text,
    Texts,
    known_only,
)

Skill = Literal["listening", "reading", "writing", "speaking", "overall"]
Cefr = Literal["below A1", "A1", "A2", "B1", "B2", "C1", "C2"]
DirectiveLevel = Literal["a", "b", "c", "d", "e"]


class Written(NamedTuple):
    """Where one value stands in the document and its raw text there, before any normalising."""

    path: str | None
    line: int | None
    raw: str | None


class Origin(Model):
    """Where an item was read, and where each of its values stands."""

    document: str | None = None
    path: str | None = None
    line: int | None = None
    values: dict[str, Written] = Field(default_factory=dict)


class Item(Model):
    """One item of evidence. `strength` says how far it may be relied on; `raw` is its text as found."""

    kind: ClassVar[str] = "item"

    id: Ident | None = None
    strength: Strength = "stated"
    origin: Origin | None = None
    raw: str | None = None
    note: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _unknown_is_left_out(cls, data: Any) -> Any:
        return known_only(data)


class Credits(Model):
    """Credits of one system. `system` is a row of `credits.systems`; credits of two systems are never added."""

    system: Ident
    amount: Size


class Level(Model):
    """Levels as stated in the document, each in its own framework; never derived from one another (frameworks A2)."""

    eqf: Annotated[int, Field(ge=1, le=8)] | None = None
    isced: Annotated[int, Field(ge=0, le=8)] | None = None
    directive: DirectiveLevel | None = None
    cycle: Literal["short", "bachelor", "master", "doctorate"] | None = None
    national: Ident | None = None
    """A level of a national framework as `<framework>:<level>`, e.g. `de.dqr:6`."""


class Hours(Model):
    """Hours as stated in total, by part. Sums over modules are made by the engine, not here."""

    total: Size | None = None
    theory: Size | None = None
    clinical: Size | None = None
    practice: Size | None = None


class Reach(Model):
    """A language level that a module says its learners reach, and whether an examination ends it."""

    language: Language
    cefr: Cefr | dict[Skill, Cefr]
    exam: bool | None = None


Category = Literal[
    "theory",
    "clinical",
    "practice",
    "laboratory",
    "language",
    "thesis",
    "self_study",
    "examination",
    "general",
    "other",
]

LEARNING_OUTCOME: Final = "learning_outcome"
"""The type of a module that only says what is learnt in a whole programme."""


class Module(Item):
    """A part of a programme. `part_of` names the module that contains it; only leaves are counted."""

    kind: ClassVar[str] = "module"

    title: Texts = Field(default_factory=dict)
    type: Text | None = None
    category: Category | None = None
    subject: Ident | None = None
    """The subject, competence or area of a list that this module teaches, by its key there."""
    subjects: Many[Ident] = ()
    area: Ident | None = None
    hours: Size | None = None
    credits: Credits | None = None
    outcomes: Many[Ident] = ()
    assessment: Text | None = None
    language: Language | None = None
    level: Level | None = None
    track: Literal["common", "origin_only", "destination_only"] | None = None
    place: Literal["origin", "destination", "third"] | None = None
    reaches: Reach | None = None
    field: Ident | None = None
    """ISCED-F 2013 code."""
    country: Country | None = None
    institution: Texts = Field(default_factory=dict)
    """Who gave the module; a module outside every qualification has its country and institution only here."""
    part_of: Ident | None = None
    date: Day | None = None
    status: Literal["passed", "failed", "in_progress", "planned", "credited", "unclear"] | None = None
    """`unclear`: an outcome is stated that cannot be read or contradicts itself, so the module only may count."""
    result: Text | None = None


class Qualification(Item):
    """Evidence of formal qualifications (Directive 2005/36 Art. 3(1)(c)), awarded or still under way."""

    kind: ClassVar[str] = "qualification"

    title: Texts = Field(default_factory=dict)
    type: Literal["degree", "vocational", "school", "certificate", "licence", "attestation", "other"] | None = None
    country: Country | None = None
    occupation: Ident | None = None
    specialisation: Ident | None = None
    body: Texts = Field(default_factory=dict)
    """Awarding body."""
    institution: Texts = Field(default_factory=dict)
    institution_id: Ident | None = None
    programme_id: Ident | None = None
    campus: Text | None = None
    training_start: Day | None = None
    training_end: Day | None = None
    issued: Day | None = None
    status: Literal["completed", "in_progress", "failed", "withdrawn"] | None = None
    state_recognised: bool | None = None
    regulated: bool | None = None
    level: Level | None = None
    field: Ident | None = None
    """ISCED-F 2013 code."""
    taught_in: Many[Language] = ()
    mode: Literal["full_time", "part_time", "distance", "dual"] | None = None
    duration: Size | None = None
    """Years of full-time training as stated."""
    hours: Hours | None = None
    credits: Credits | None = None
    expires: Day | None = None
    modules: Many[Module] = ()


class LanguageResult(Item):
    """One sitting of one test; `scores` as printed, `cefr` as printed."""

    kind: ClassVar[str] = "language_result"

    language: Language | None = None
    test: Ident | None = None
    version: Ident | None = None
    sitting: Ident | None = None
    sat: Day | None = None
    mode: Literal["test_centre", "at_home", "unknown_mode"] | None = None
    place: Country | None = None
    issuer: Ident | None = None
    passed: bool | None = None
    scores: dict[Skill, Size] = Field(default_factory=dict)
    cefr: Cefr | dict[Skill, Cefr] | None = None


class Period(Model):
    """An amount of time without days: `{value: 18, unit: months}`."""

    value: Size
    unit: Literal["hours", "days", "months", "years"]


class Experience(Item):
    """Work, practice or seagoing service."""

    kind: ClassVar[str] = "experience"

    occupation: Ident | None = None
    country: Country | None = None
    start: Day | None = None
    end: Day | None = None
    amount: Period | None = None
    share: Share | None = None
    """Part of full time: 1 is full time, 0.5 half."""
    capacity: Ident | None = None
    kind_of_service: Ident | None = None
    area: Ident | None = None
    """Area of care or of work; the waters in which a ship sailed are `waters`."""
    waters: Ident | None = None
    """Kind of waters of service at sea, such as `polar`; None: not stated, which is no statement that they were not."""
    employer: Text | None = None
    lawful: bool | None = None
    registered: bool | None = None
    approved_programme: bool | None = None
    record_book: bool | None = None
    duty: Ident | None = None
    supervised_by: Ident | None = None
    ship_type: Ident | None = None
    tonnage: Size | None = None
    power: Size | None = None


class Registration(Item):
    """An entry in a professional register, a licence or a certificate of competency."""

    kind: ClassVar[str] = "registration"

    register_: Ident | None = Field(default=None, alias="register")
    country: Country | None = None
    occupation: Ident | None = None
    type: Ident | None = None
    status: Literal["active", "suspended", "ended", "withdrawn"] | None = None
    limited: bool | None = None
    limitation: Text | None = None
    from_: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    capacity: Ident | None = None
    of: Ident | None = None


class Examination(Item):
    """One sitting of an examination or of a part of it."""

    kind: ClassVar[str] = "examination"

    exam: Ident | None = None
    part: Ident | None = None
    sat: Day | None = None
    result: Literal["passed", "failed", "absent"] | None = None
    attempt: Annotated[int, Field(ge=1, le=99)] | None = None
    country: Country | None = None
    authority: Ident | None = None


class Document(Item):
    """A document held: certificates of conformity, of good standing, translations, decisions …"""

    kind: ClassVar[str] = "document"

    type: Ident | None = None
    country: Country | None = None
    issued: Day | None = None
    until: Day | None = None
    form: Literal["original", "certified_copy", "copy", "digital"] | None = None
    language: Language | None = None
    translated_into: Many[Language] = ()
    issuer: Ident | None = None
    issuer_name: Texts = Field(default_factory=dict)
    issuer_ids: Many[Ident] = ()
    """Every code of the issuer as `<kind>:<code>`: `schac:uio.no`, `pic:999975814`."""
    of: Ident | None = None
    """Id of the item that the document is about."""
    outcome: Ident | None = None
    names: Many[Ident] = ()
    """What the document confirms, as codes of the ruleset that asks for it."""
    exam: bool | None = None


class Scope(Model):
    """What an accreditation is limited to; empty lists limit nothing."""

    fields: Many[Ident] = ()
    levels: Many[Annotated[int, Field(ge=1, le=8)]] = ()
    types: Many[Ident] = ()


class Accreditation(Item):
    """A licence or quality-assurance decision on a programme or an institution."""

    kind: ClassVar[str] = "accreditation"

    of: Literal["programme", "institution"] | None = None
    by: Ident | None = None
    subject_id: Ident | None = None
    from_: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    withdrawn: Day | None = None
    retroactive: bool | None = None
    teach_out: Day | None = None
    """Training begun before this day may be finished under the ended accreditation."""
    campus: Text | None = None
    scope: Scope | None = None


class Money(Model):
    """An amount of one currency; amounts of two currencies are never converted."""

    amount: Size
    unit: Currency
