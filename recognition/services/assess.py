"""Assessing: one dossier against one ruleset on one day (DESIGN 6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from os import PathLike
from typing import NamedTuple, cast

import orjson

from recognition.catalogue.loaded import Ruleset
from recognition.catalogue.rulesets import load_ruleset
from recognition.catalogue.standards import Standards, default_standards
from recognition.engine.adapter import Engine, default_engine
from recognition.engine.answer import answer
from recognition.engine.attested import Focus
from recognition.engine.case import Case
from recognition.engine.conclusions import Conclusion
from recognition.engine.decide import Decided, decider_of
from recognition.engine.explain import explain
from recognition.engine.measure import open_case
from recognition.engine.plan import plan_of
from recognition.foundations.days import Span, iso, parse_day
from recognition.foundations.problems import MisuseError, Place, Problem, RulesetNotInForce, nearest, quoted
from recognition.model.assessment import AssessmentData, Finding, StageOutcome
from recognition.model.dossier import Dossier
from recognition.readers.merge import merge
from recognition.services.candidates import candidates, in_doubt
from recognition.services.given import wrong_facts
from recognition.services.held import ended_before, held_on

DayGiven = date | str


class Assessment(AssessmentData):
    """The whole answer; fields as in `assessment/1`. `outcome` is the headline stage's."""

    _ruleset: Ruleset

    @property
    def gaps(self) -> list[Finding]:
        """What is shown to be missing."""
        return [finding for finding in self.findings if finding.status == "gap"]

    def stage(self, id: str) -> StageOutcome:
        """One stage by its id; KeyError where there is none."""
        return {stage.id: stage for stage in self.stages}[id]

    def explain(self, lang: str = "en") -> str:
        """The answer in words; languages a ruleset has no text in fall back to English."""
        return explain(self, self._ruleset, lang)

    def to_json(self, *, indent: bool = False) -> bytes:
        """JSON of `assessment/1`: keys in the schema's order, UTF-8."""
        data = {field.name.rstrip("_"): getattr(self, field.name) for field in fields(AssessmentData)}
        return orjson.dumps(data, option=orjson.OPT_INDENT_2 if indent else 0)

    def to_elmo(self, dossier: Dossier, lang: str = "en") -> bytes:
        """XML: an ELMO report with the result of recognition (ELMO 2.0 preview), advice with this answer attached.

        `dossier` is the one that was assessed; it names the person and the qualification, which the answer does not.
        Raises MisuseError `not_about_a_person` for an answer that is not about a person.
        """
        from recognition.writers.elmo_report import elmo_report

        return elmo_report(self, dossier, self._ruleset, lang)

    def to_edc(self, dossier: Dossier, lang: str = "en") -> bytes:
        """JSON-LD: an unsigned European Digital Credential (European Learning Model 3); otherwise as `to_elmo`."""
        from recognition.writers.edc_statement import edc_statement

        return edc_statement(self, dossier, self._ruleset, lang)


def assess(
    dossier: Dossier | Sequence[Dossier],
    ruleset: str | Ruleset,
    *,
    on: DayGiven | None = None,
    dates: Mapping[str, DayGiven] | None = None,
    standards: Standards | None = None,
    engine: Engine | None = None,
) -> Assessment:
    """Decides a dossier (or several, taken together) against a ruleset.

    `on` is the assessment day, today by default, and always recorded. `dates` gives clocks of the ruleset a day; a
    month or a year is an interval of days. Raises RulesetNotFound, InvalidRuleset, RulesetNotInForce, MisuseError
    (unknown clock, wrong day, another kind of subject) and EngineError. Gaps and unknowns are results, never errors.
    """
    return examine(dossier, ruleset, on=on, dates=dates, standards=standards, engine=engine).assessment


class Examined(NamedTuple):
    """An assessment with what it was made from: every candidate decided, the reported one first."""

    assessment: Assessment
    reported: Decided
    conclusion: Conclusion
    decided: tuple[Decided, ...]


def examine(
    dossier: Dossier | Sequence[Dossier],
    ruleset: str | Ruleset,
    *,
    on: DayGiven | None = None,
    dates: Mapping[str, DayGiven] | None = None,
    standards: Standards | None = None,
    engine: Engine | None = None,
) -> Examined:
    """`assess`, keeping the measurements and statuses for those who check the law itself (cases, lint, sweeps)."""
    loaded = load_ruleset(ruleset) if isinstance(ruleset, str) else ruleset
    if isinstance(dossier, (str, bytes, PathLike)):
        sentence = "assess takes a dossier, not a document."
        raise MisuseError(Problem("usage", sentence, hint="recognition.load reads one"))
    one = dossier if isinstance(dossier, Dossier) else merge(dossier)
    day = _day(on if on is not None else datetime.now().astimezone().date(), "on")
    clocks = _clocks(loaded, dates or {})
    _same_subject(loaded, one)
    known = standards or default_standards()
    one, not_yet = held_on(one, _single(day))
    no_longer = ended_before(one, _single(day))
    first = open_case(loaded, one, _single(day), known, dates=clocks)
    _in_force(loaded, first)
    decider = decider_of(plan_of(loaded), engine or default_engine())
    focuses, problems = candidates(first)

    def decide(focus: Focus) -> Decided:
        return decider.decide(open_case(loaded, one, first.on, known, focus=focus, dates=clocks))

    decided = tuple(decide(candidate.focus) for candidate in focuses)
    doubts = in_doubt(focuses, decided, decide, decider.engine)
    # The best outcome over candidates; among equals the latest issued, which comes first.
    headline = decider.plan.headline
    best, doubt = max(zip(decided, doubts, strict=True), key=lambda candidate: candidate[0].bounds[headline])
    conclusion = decider.conclude(best, decider.best_of(decided))
    trace = decider.trace(best, conclusion)
    found = [
        *one.problems, *not_yet, *no_longer, *problems, *best.measurement.problems(), *_not_used(loaded, one),
    ]  # fmt: skip
    written = {name: str(given) for name, given in (dates or {}).items()}
    made = cast(Assessment, answer(best, conclusion, trace, written, found, Assessment, doubt))
    made._ruleset = loaded
    return Examined(made, best, conclusion, decided)


def _not_used(ruleset: Ruleset, dossier: Dossier) -> list[Problem]:
    """A fact with a value that it cannot have is not known; left unsaid, nobody would see why."""
    wrong = wrong_facts(ruleset, dossier)
    return [replace(one, sentence=f"{one.sentence} It is not used.", severity="warning") for one in wrong]


def _day(given: DayGiven, name: str) -> Span:
    if isinstance(given, date):
        return Span(given.toordinal(), given.toordinal())
    try:
        return parse_day(given)
    except ValueError as error:
        raise MisuseError(Problem("invalid_day", f"'{name}' is not a day: {error}", hint="2026-11-01")) from error


def _single(day: Span) -> int:
    if day.low is None or not day.known:
        raise MisuseError(Problem("invalid_day", "the assessment day must be one full day", hint="2026-11-01"))
    return day.low


def _clocks(ruleset: Ruleset, dates: Mapping[str, DayGiven]) -> dict[str, Span]:
    unknown = [name for name in dates if name not in ruleset.clocks]
    if unknown:
        raise MisuseError(
            Problem(
                "unknown_clock",
                f"{ruleset.id} has no clock {quoted(name)}",
                hint=nearest(name, ruleset.clocks) or f"its clocks: {', '.join(ruleset.clocks)}",
            )
            for name in unknown
        )
    return {name: _day(given, name) for name, given in dates.items()}


def _same_subject(ruleset: Ruleset, dossier: Dossier) -> None:
    if ruleset.subject != dossier.subject:
        sentence = f"{ruleset.id} is about a {ruleset.subject}; the dossier is about a {dossier.subject}."
        hint = "recognition rulesets list says what each ruleset is about"
        raise MisuseError(Problem("other_subject", sentence, hint=hint))


def _in_force(ruleset: Ruleset, case: Case) -> None:
    """Assessing outside a ruleset's days is an error, not an outcome; a clock that is not known is no reason."""
    force = ruleset.in_force
    if force is None:
        return
    for name in (force.clock,) if isinstance(force.clock, str) else force.clock:
        day = case.clock(name).span
        begins = force.from_.span.low if force.from_ is not None else None
        ends = force.until.span.high if force.until is not None else None
        if day.high is not None and begins is not None and day.high < begins:
            raise _not_in_force(ruleset, name, f"applies from {iso(begins)}")
        if day.low is not None and ends is not None and day.low > ends:
            raise _not_in_force(ruleset, name, f"applied until {iso(ends)}")


def _not_in_force(ruleset: Ruleset, clock: str, sentence: str) -> RulesetNotInForce:
    said = f"{ruleset.id} {sentence}, which the day '{clock}' decides."
    hint = "give a later or earlier day: --on DAY" if clock == "on" else f"give its day: --date {clock}=DAY"
    return RulesetNotInForce(Problem("not_in_force", said, Place(document=ruleset.id), hint))
