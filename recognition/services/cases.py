"""Running the worked cases beside the law. Expectations are compared word for word; nothing else is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from recognition.catalogue.files import parse
from recognition.catalogue.folders import PART_FILE
from recognition.catalogue.loaded import Ruleset
from recognition.catalogue.rulesets import find, load_ruleset
from recognition.engine.tables import answer_of
from recognition.foundations.problems import InvalidRuleset, Place, Problem, RecognitionError, nearest
from recognition.model.cases import Case, CaseFile
from recognition.model.dossier import Dossier
from recognition.readers.validation import validate
from recognition.services.assess import Examined, examine

CASES_FILE = "cases.yaml"
AROUND_FILE = "around.yaml"
"""The minimal ruleset around a part, so that its own cases run in its own folder (LANGUAGE 1.6)."""
DEFAULT_DAY = "2026-11-23"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A case with everything that `like` brings in."""

    case: Case
    on: str
    dates: dict[str, str]
    dossier: Dossier
    place: Place


@dataclass(slots=True)
class CaseResult:
    """How one case went: `differences` are sentences "what: expected … found …"; empty is a pass."""

    id: str
    why: str
    place: Place
    differences: list[str] = field(default_factory=list)
    examined: Examined | None = None

    @property
    def passed(self) -> bool:
        """Nothing differs."""
        return not self.differences


def case_ruleset(name: str | Path) -> tuple[Ruleset, Path]:
    """The ruleset that a folder's cases run against (a part's: the minimal one around it) and the case file."""
    path = find(name)
    folder = path.parent
    return load_ruleset(folder / AROUND_FILE if path.name == PART_FILE else path), folder / CASES_FILE


def load_cases(path: Path, ruleset: Ruleset) -> list[Prepared]:
    """Every case of a file, `like` resolved. Raises InvalidRuleset with every fault at its line."""
    document = f"{path.parent.parent.name}/{path.parent.name}/{path.name}"
    node = parse(path, document)
    file = validate(CaseFile, node, document=document, error=InvalidRuleset)
    problems: list[Problem] = []
    raw: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {}
    prepared = []
    for index, case in enumerate(file.cases):
        place = Place(document, f"/cases/{index}", *_line(node, index))
        if case.id in raw:
            problems.append(Problem("RL005", f"the case id '{case.id}' is used twice", place))
            continue
        if case.like is not None and case.like not in raw:
            hint = nearest(case.like, raw) or "a case may only be like one written before it"
            problems.append(Problem("RL030", f"no case '{case.like}' stands before this one", place, hint))
            continue
        dates, dossier, on = raw.get(case.like or "", ({}, {}, file.on or DEFAULT_DAY))
        dates = _overlaid(dates, dict(case.dates))
        dossier = _overlaid(dossier, case.dossier)
        on = case.on or on
        raw[case.id] = (dates, dossier, on)
        try:
            read = Dossier.model_validate({"subject": ruleset.subject, "id": case.id, **dossier})
        except ValidationError as error:
            for one in error.errors()[:20]:
                where = ".".join(map(str, one["loc"]))
                problems.append(Problem("RL003", f"case '{case.id}': {where}: {one['msg']}", place))
            continue
        prepared.append(Prepared(case, on, dates, read, place))
    if problems:
        raise InvalidRuleset(problems)
    return prepared


def _line(node: Any, index: int) -> tuple[int, int]:
    one = node.value["cases"].value[index]
    return one.line, one.column


def _overlaid(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """`above` laid over `below`: maps merge, items of the same id merge, null removes, all else replaces."""
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        if value is None:
            merged.pop(key, None)
        elif isinstance(value, Mapping) and isinstance(old, Mapping):
            merged[key] = _overlaid(old, value)
        elif _are_items(value) and _are_items(old):
            merged[key] = _items(old, value)
        else:
            merged[key] = value
    return merged


def _are_items(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and bool(value) and all(isinstance(i, Mapping) and "id" in i for i in value)


def _items(below: Any, above: Any) -> list[Any]:
    merged = {item["id"]: item for item in below}
    for item in above:
        merged[item["id"]] = _overlaid(merged.get(item["id"], {}), item)
    return list(merged.values())


def run_cases(name: str | Path, *, only: str | None = None) -> Iterator[CaseResult]:
    """Runs the cases of a ruleset or part one by one. Raises InvalidRuleset where the files themselves are wrong."""
    ruleset, path = case_ruleset(name)
    for prepared in load_cases(path, ruleset):
        if only is None or prepared.case.id == only:
            yield run_case(prepared, ruleset)


def case_ids(name: str | Path) -> list[str]:
    """The ids of the cases of a ruleset or part. Raises as `run_cases` does."""
    ruleset, path = case_ruleset(name)
    return [prepared.case.id for prepared in load_cases(path, ruleset)]


def run_case(prepared: Prepared, ruleset: Ruleset) -> CaseResult:
    """One case against its ruleset; an error of the engine or the language is a difference, not a crash."""
    case = prepared.case
    result = CaseResult(case.id, case.why, prepared.place)
    try:
        examined = examine(prepared.dossier, ruleset, on=prepared.on, dates=prepared.dates)
    except RecognitionError as error:
        result.differences.append(f"assessing: {error}")
        return result
    result.examined = examined
    result.differences = [
        f"{what}: expected {expected}, found {found}"
        for what, expected, found in _compared(case, examined)
        if expected != found
    ]
    return result


def _compared(case: Case, examined: Examined) -> Iterator[tuple[str, object, object]]:
    expect, answer = case.expect, examined.assessment
    stages = {stage.id: stage for stage in answer.stages}
    for id, wanted in expect.stages.items():
        for name, value in wanted.model_dump(exclude_none=True).items():
            yield f"stage {id} {name}", value, getattr(stages.get(id), name, "no such stage")
    of = examined.reported.statuses.of
    findings = {finding.id: finding for finding in answer.findings}
    for id, status in expect.findings.items():
        found = findings.get(id)
        # A rung is compared where one is expected; plain `met` does not pass for met on recalled law.
        yield id, status, of.get(id, found.status if found is not None else "no such finding")
    for id, size in expect.shortfall.items():
        short = findings[id].shortfall if id in findings else None
        yield f"{id} shortfall", size, f"{short.value} {short.unit}" if short is not None else "none"
    offered = {remedy.id: remedy for remedy in answer.remedies}
    for id, state in expect.remedies.items():
        yield f"remedy {id}", state, offered[id].state if id in offered else "not offered"
    for id, size in expect.size.items():
        sized = offered[id].size if id in offered else None
        yield f"size of {id}", size, f"{sized.value} {sized.unit}" if sized is not None else "unknown"
    routes = {route.id: route for route in answer.routes}
    for id, status in expect.routes.items():
        yield f"route {id}", status, answer_of(routes[id].status) if id in routes else "no such route"
    yield from _compared_beside(case, examined)


def _compared_beside(case: Case, examined: Examined) -> Iterator[tuple[str, object, object]]:
    expect, answer = case.expect, examined.assessment
    headline = next(stage for stage in examined.conclusion.stages if stage.stage.headline)
    reported = next((r for r in answer.routes if headline.route and r.id == headline.route.plan.id), None)
    choice = reported.choice if reported is not None else None
    if expect.choice is not None:
        yield "choice", expect.choice, choice.who if choice is not None else None
    if expect.take is not None:
        yield "take", expect.take, choice.take if choice is not None else None
    rules = examined.conclusion.steps
    steps = expect.steps if isinstance(expect.steps, dict) else dict.fromkeys(expect.steps, "needed")
    for id, state in steps.items():
        yield f"step {id}", state, answer_of(rules[id]) if id in rules else "no such step"
    stages = {stage.id: stage for stage in answer.stages}
    for id, state in expect.procedure.items():
        yield f"procedure {id}", state, stages[id].procedure.state if id in stages else "no such stage"
    interim = {one.id: one.state for stage in answer.stages for one in stage.procedure.interim}
    for id, state in expect.interim.items():
        yield f"interim {id}", state, interim.get(id, "no such permission")
    unknown = {one.finding for one in answer.unknowns}
    for id in expect.unknowns:
        yield f"unknown {id}", True, id in unknown
    for id, wanted in expect.confirm.items():
        yield f"confirm {id}", sorted(wanted), sorted(stages[id].confirm) if id in stages else "no such stage"
