"""Reference data: lists of dated, cited rows (LANGUAGE 1.4)."""

from typing import Any, Literal

from pydantic import ConfigDict, Field

from recognition.foundations.bases import Basis
from recognition.model.law import Checked, Cite, FullDay, Source
from recognition.model.values import Day, Many, Model, Name, Text


class Known(Model):
    """The days for which a list is known to be right."""

    from_: FullDay | None = Field(default=None, alias="from")
    to: FullDay | None = None


class Row(Model):
    """One record. Key attributes and other fields are extra keys; an attribute that a row leaves out means "any".

    `excluded: true` says that whatever fits is out; it wins over other rows.
    """

    model_config = ConfigDict(extra="allow")

    from_: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    excluded: bool = False
    cite: Cite
    basis: Basis | None = None
    aliases: Many[Text] = ()

    @property
    def fields(self) -> dict[str, Any]:
        """Key attributes and other fields as written."""
        return self.__pydantic_extra__ or {}


class StandardList(Model):
    """`standards/<standard>/<list>.yaml`, named `<standard>.<list>`.

    `complete`: silence on a day inside `known` means "not listed"; otherwise silence is unknown.
    """

    schema_: Literal["standard/1"] = Field(default="standard/1", alias="schema")
    id: str
    title: Text
    key: Many[Name]
    complete: bool
    known: Known = Field(default_factory=Known)
    checked: Checked
    note: Text | None = None
    fields: dict[Name, Text] = Field(default_factory=dict)
    """What each further field means, with its unit."""
    rows: Many[Row]


class StandardSources(Model):
    """`standards/<standard>/SOURCE.yaml`: the texts that the rows cite."""

    schema_: Literal["sources/1"] = Field(default="sources/1", alias="schema")
    title: Text
    sources: dict[Name, Source]
