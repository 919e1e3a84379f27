"""Worked cases beside the law: `cases.yaml` (LANGUAGE 9)."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from recognition.model.values import Many, Model, Name, Text


class ExpectedStage(Model):
    """What is expected of one stage; only what is written is compared."""

    status: Literal["positive", "conditional", "partial", "negative", "undetermined"] | None = None
    term: str | None = None
    route: str | None = None
    worst: str | None = None
    best: str | None = None
    basis: str | None = None
    strength: str | None = None
    valid_until: str | None = None


class Expected(Model):
    """What is expected of an answer. A status may carry its rung: `met_recalled`, `gap_recalled`.

    `steps`: a list of steps that are needed, or step -> needed | possible | not_needed.
    """

    stages: dict[Name, ExpectedStage] = Field(default_factory=dict)
    findings: dict[str, str] = Field(default_factory=dict)
    shortfall: dict[str, str] = Field(default_factory=dict)
    remedies: dict[str, str] = Field(default_factory=dict)
    routes: dict[str, str] = Field(default_factory=dict)
    size: dict[str, str] = Field(default_factory=dict)
    choice: str | None = None
    take: str | None = None
    steps: Many[str] | dict[str, str] = ()
    procedure: dict[Name, str] = Field(default_factory=dict)
    interim: dict[str, str] = Field(default_factory=dict)
    unknowns: Many[str] = ()
    confirm: dict[Name, Many[str]] = Field(default_factory=dict)


class Case(Model):
    """One case that a lawyer could read. `like` copies another's days and dossier; null removes."""

    id: Name
    why: Text
    source: Text | None = None
    like: Name | None = None
    on: str | None = None
    dates: dict[Name, str | None] = Field(default_factory=dict)
    dossier: dict[str, Any] = Field(default_factory=dict)
    expect: Expected


class CaseFile(Model):
    """All cases of a ruleset or part."""

    schema_: Literal["cases/1"] = Field(default="cases/1", alias="schema")
    on: str | None = None
    """The assessment day of every case that names none."""
    cases: Many[Case]
