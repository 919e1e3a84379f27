"""What everything taken from the law carries: a source, a pinpoint, dates, and how sure we are (LANGUAGE 1.2, 1.3)."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from recognition.foundations.bases import Basis
from recognition.model.values import Day, Many, Model, Name, Text


def _one_day(value: object) -> object:
    day = Day.of(value)
    if not day.span.known:
        raise ValueError("a full day is expected: YYYY-MM-DD")
    return day


FullDay = Annotated[Day, BeforeValidator(_one_day)]
"""Exactly one day."""


def _change_day(value: object) -> object:
    return value if value == "always" else Day.of(value)


ChangeDay = Annotated[Literal["always"] | Day, BeforeValidator(_change_day)]
"""The day from which a row holds: a day, `{between: [d, e]}` where the day itself is uncertain, or `always`."""


class Source(Model):
    """A text of law, an authority's page or a study."""

    title: Text
    url: str | None = None
    read_on: FullDay
    text_as_of: Day | None = None
    basis: Basis
    note: Text | None = None


class Citation(Model):
    """A pinpoint in a source; `basis` may lower the source's, never raise it."""

    source: Name
    at: Text
    basis: Basis | None = None


def _citation(value: object) -> object:
    if isinstance(value, str):
        source, space, pinpoint = value.partition(" ")
        if not (space and pinpoint.strip()):
            raise ValueError("a citation is a source id, a space and a pinpoint: 'act § 42(2)'")
        return {"source": source, "at": pinpoint}
    return value


Cite = Annotated[Citation, BeforeValidator(_citation)]
"""Written `act § 42(2) s. 1`, or as a mapping with its own basis."""


class Checked(Model):
    """When a file was last compared with its sources, by whom, and when that is due again."""

    on: FullDay
    by: Text
    next: FullDay


class InForce(Model):
    """The days on which something applies, both inclusive, measured on `clock` (or on all of several)."""

    from_: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    clock: Name | Many[Name] = "on"


Scalar = Any  # an int, Decimal, str or bool of a file, or {between: [a, b]}; its type is the unit's (checked by lint)
