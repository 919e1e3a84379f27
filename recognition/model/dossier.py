"""The dossier: all that one subject shows (LANGUAGE 8)."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, PrivateAttr, model_validator

from recognition.foundations.problems import Place, Problem, Severity
from recognition.model.evidence import (
    Accreditation,
    Credits,
    Document,
    Examination,
    Experience,
    Hours,
    Item,
    LanguageResult,
    Level,
    Module,
    Origin,
    Qualification,
    Registration,
)
from recognition.model.values import (
    Country,
    Day,
    Ident,
    Language,
    Many,
    Model,
    Name,
    Size,
    Text,
    Texts,
    exact,
    known_only,
)

Subject = Literal["person", "curriculum", "partnership"]
Pointer = Annotated[str, Field(pattern=r"^((facts|figures)\.[a-z][a-z0-9_]*|partnership|parties|channel)$")]
"""What of a dossier is no item and yet was read somewhere: `facts.<name>`, `figures.<name>`, `channel` …"""

ITEM_KINDS = (
    "qualifications",
    "modules",
    "language_results",
    "experience",
    "registrations",
    "examinations",
    "documents",
    "accreditations",
)
"""The lists of a dossier that hold items, in the order of the file."""

STATED_PARTS = ("facts", "figures")
COMPLETE_KINDS = (*(kind for kind in ITEM_KINDS if kind != "modules"), "facts")
"""What `complete` may name, beside `modules:<id of a qualification or of the curriculum>`."""

Complete = Annotated[str, Field(pattern=rf"^({'|'.join(COMPLETE_KINDS)}|modules:[A-Za-z0-9][A-Za-z0-9_.:/@-]*)$")]


class _Known(Model):
    """A mapping in which `unknown` equals leaving out."""

    @model_validator(mode="before")
    @classmethod
    def _unknown_is_left_out(cls, data: Any) -> Any:
        return known_only(data)


class Person(_Known):
    """Who the dossier is about. Names serve display and conflict checks only; they are never measured."""

    given_names: Text | None = None
    family_name: Text | None = None
    full_name: Text | None = None
    born: Day | None = None
    nationalities: Many[Country] = ()
    residence: Country | None = None
    origin: Origin | None = None


class Provider(_Known):
    """Who offers a curriculum."""

    name: Text | None = None
    country: Country | None = None
    id: Ident | None = None


class Curriculum(_Known):
    """A programme of training before anybody has a qualification from it. Its attributes are `focus.<attribute>`."""

    title: Texts = Field(default_factory=dict)
    provider: Provider | None = None
    country: Country | None = None
    occupation: Ident | None = None
    language: Language | None = None
    level: Level | None = None
    field: Ident | None = None
    admission: Ident | None = None
    admission_years: Size | None = None
    """Years of general schooling asked of entrants."""
    mode: Literal["full_time", "part_time", "distance", "dual"] | None = None
    duration: Size | None = None
    hours: Hours | None = None
    credits: Credits | None = None
    starts: Day | None = None
    version: Ident | None = None
    origin: Origin | None = None


class Party(_Known):
    """Somebody who takes part in a partnership. `as`: planned or delivered."""

    role: Ident | None = None
    as_: Literal["planned", "delivered"] | None = Field(default=None, alias="as")
    name: Text | None = None
    country: Country | None = None


class Act(_Known):
    """A legal act on which a migration channel rests.

    `not_in_force_on` is a day on which it was not in force: it began later, if ever (a treaty never ratified).
    """

    id: Ident | None = None
    in_force_from: Day | None = None
    not_in_force_on: Day | None = None


class Channel(_Known):
    """The way in law by which trained people move."""

    name: Text | None = None
    acts: Many[Act] = ()
    acts_in_force_from: Day | None = None


class Partnership(_Known):
    """A training-and-mobility programme."""

    name: Text | None = None
    origin: Country | None = None
    destination: Country | None = None
    occupation: Ident | None = None
    start: Day | None = None
    stage: Literal["planned", "pilot", "running", "ended", "announced"] | None = None


Stated = Annotated[dict[Name, Any], BeforeValidator(exact)]
"""Values by name as their ruleset types them. A float of a program becomes the decimal number that it is written as."""


class Spot(Model):
    """Where a problem was noticed: in which document, at which path inside it, line and column."""

    document: str | None = None
    path: str | None = None
    line: int | None = None
    column: int | None = None


class Noticed(Model):
    """One problem as a file keeps it: what was noticed when the dossier was read from the document it names."""

    code: Name
    severity: Severity = "note"
    sentence: Annotated[str, Field(max_length=1000)]
    hint: Annotated[str, Field(max_length=1000)] | None = None
    at: Spot = Spot()

    @classmethod
    def of(cls, problem: Problem) -> Self:
        """The written form of a problem."""
        place = problem.place
        at = Spot(document=place.document, path=place.path, line=place.line, column=place.column)
        return cls(code=problem.code, severity=problem.severity, sentence=problem.sentence, hint=problem.hint, at=at)

    @property
    def problem(self) -> Problem:
        """The problem that was written."""
        at = self.at
        place = Place(at.document, at.path, at.line, at.column)
        return Problem(self.code, self.sentence, place, self.hint, self.severity)


class Dossier(Model):
    """All that one subject shows. `problems` are what the reader noticed; they never stop an assessment."""

    schema_: Literal["dossier/1"] = Field(default="dossier/1", alias="schema")
    subject: Subject
    id: Ident | None = None
    complete: Many[Complete] = ()
    person: Person | None = None
    curriculum: Curriculum | None = None
    partnership: Partnership | None = None
    qualifications: Many[Qualification] = ()
    modules: Many[Module] = ()
    language_results: Many[LanguageResult] = ()
    experience: Many[Experience] = ()
    registrations: Many[Registration] = ()
    examinations: Many[Examination] = ()
    documents: Many[Document] = ()
    accreditations: Many[Accreditation] = ()
    facts: Stated = Field(default_factory=dict)
    parties: Many[Party] = ()
    channel: Channel | None = None
    figures: Stated = Field(default_factory=dict)
    curricula: Many[Ident] = ()
    origins: dict[Pointer, Origin] = Field(default_factory=dict)
    """Where facts, figures and the other things without an `origin` of their own were read."""
    noticed: Many[Noticed] = Field(default=(), alias="problems")
    """Problems as a file keeps them: a dossier made of a file has them as `problems`, and none here."""

    _problems: tuple[Problem, ...] = PrivateAttr(default=())

    def model_post_init(self, context: Any, /) -> None:
        """One place for problems, whether a reader noticed them just now or a file kept them."""
        if self.noticed:
            self._problems = tuple(one.problem for one in self.noticed)
            self.__dict__["noticed"] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the reader noticed: departures from the schema, doubtful values, conflicts."""
        return self._problems

    def with_problems(self, problems: tuple[Problem, ...]) -> Self:
        """The same dossier carrying these problems."""
        copy = self.model_copy()
        copy._problems = problems
        return copy

    def items(self) -> Iterator[tuple[str, Item]]:
        """Every item with the name of its list, modules of qualifications included (as `modules`)."""
        for kind in ITEM_KINDS:
            for item in getattr(self, kind):
                yield kind, item
                if isinstance(item, Qualification):
                    for module in item.modules:
                        yield "modules", module

    def is_complete(self, kind: str) -> bool:
        """Whether the author declared this kind (`experience`, `modules:q1`, `facts` …) to be all there is."""
        return kind in self.complete
