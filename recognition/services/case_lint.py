"""Lint's demand for cases (RL070 to RL078): what the law says in every direction must be shown by a worked case.

Statuses count where a case states them; boundaries, rows, routes, remedies and steps where a passing case reaches them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from recognition.catalogue.lint.applicability import can_be_not_applicable
from recognition.catalogue.loaded import Ruleset
from recognition.engine.plan import Plan, plan_of
from recognition.engine.tables import answer_of
from recognition.foundations.problems import Place, Problem
from recognition.model.ruleset import Need
from recognition.services.boundaries import boundary_problems
from recognition.services.cases import CaseResult, Prepared, case_ruleset, load_cases, run_case
from recognition.services.left_out import somebody_is_left_out

STATUSES = ("met", "gap", "unknown")


class Shown:
    """What the cases of one ruleset show, gathered from every case that passes."""

    def __init__(self, ruleset: Ruleset, plan: Plan, prefix: str):
        self.ruleset, self.plan, self.prefix = ruleset, plan, prefix
        self.stated: dict[str, set[str]] = defaultdict(set)
        self.routes: dict[str, set[str]] = defaultdict(set)
        self.exceptions: dict[tuple[str, int], set[str]] = defaultdict(set)
        self.remedies: dict[str, set[str]] = defaultdict(set)
        self.limits: dict[str, set[str]] = defaultdict(set)
        self.choices: set[tuple[str, int]] = set()
        self.outcomes: dict[str, set[str]] = defaultdict(set)
        self.procedures: dict[str, set[str]] = defaultdict(set)
        self.interims: dict[str, set[str]] = defaultdict(set)
        self.steps: dict[str, set[str]] = defaultdict(set)

    def mine(self, ids: Iterable[str]) -> Iterator[str]:
        """The ids that this folder itself writes: a ruleset's own, or under a part's prefix the part's."""
        for id in ids:
            if self.prefix:
                if id.startswith(self.prefix) and "." not in id.removeprefix(self.prefix):
                    yield id
            elif "." not in id:
                yield id

    def take(self, prepared: Prepared, result: CaseResult) -> None:
        """Adds what one passing case shows."""
        for id, status in prepared.case.expect.findings.items():
            self.stated[id].add(status.removesuffix("_recalled"))
        examined = result.examined
        if examined is None:
            return
        of = examined.reported.statuses.of
        for route in examined.reported.ranked.routes.values():
            self.routes[route.plan.id].add(answer_of(route.rule))
            for id, state in route.remedies.items():
                self.remedies[id].add(state)
            for i, row in enumerate(route.plan.route.choice):
                if any(chosen.row is row for chosen in route.choice):
                    self.choices.add((route.plan.id, i))
        for remedy in self.plan.remedies.values():
            for id in remedy.limits:
                self.limits[f"{remedy.id}.{id}"].add(of[id])
        for level in self.plan.levels:
            for requirement in level:
                for i, exception in enumerate(requirement.exceptions):
                    if exception.effect != "when":
                        conditions = {_condition(of[id]) for id in exception.ids}
                        first = next(word for word in ("no", "unsure", "yes") if word in conditions)
                        self.exceptions[requirement.id, i].add(first)
        for stage in examined.conclusion.stages:
            self.outcomes[stage.stage.id].add(stage.status)
            self.procedures[stage.stage.id].add(answer_of(stage.procedure))
            for id, rule in stage.interim.items():
                self.interims[id].add(answer_of(rule))
        for id, rule in examined.conclusion.steps.items():
            self.steps[id].add("needed" if answer_of(rule) != "not_needed" else "not_needed")


def _condition(status: str) -> str:
    return {"met": "yes", "met_recalled": "yes", "not_applicable": "yes", "gap": "no"}.get(status, "unsure")


def lint_cases(name: str | Path) -> list[Problem]:
    """Every case that is missing or fails. Raises InvalidRuleset where the files themselves are wrong."""
    ruleset, path = case_ruleset(name)
    document = f"{path.parent.parent.name}/{path.parent.name}/{path.name}"
    if not path.is_file():
        return [Problem("RL070", "there is no cases.yaml beside the law", Place(document=document))]
    prepared = load_cases(path, ruleset)
    results = [run_case(one, ruleset) for one in prepared]
    problems = [
        Problem("case_fails", f"case '{result.id}': {difference}", result.place)
        for result in results
        for difference in result.differences
    ]
    return [*problems, *missing_cases(ruleset, prepared, results, document, part=path.parent.joinpath("part.yaml"))]


def missing_cases(
    ruleset: Ruleset, prepared: Sequence[Prepared], results: Sequence[CaseResult], document: str, part: Path
) -> list[Problem]:
    """RL070 to RL078 for cases already run."""
    plan = plan_of(ruleset)
    prefix = next((f"{name}." for name in ruleset.parts), "") if part.is_file() else ""
    shown = Shown(ruleset, plan, prefix)
    passed = [(one, result) for one, result in zip(prepared, results, strict=True) if result.passed]
    for one, result in passed:
        shown.take(one, result)
    place = Place(document=document)
    found = [
        *_requirements(shown),
        *_routes(shown),
        *_exceptions(shown),
        *_remedies(shown),
        *_outcomes(shown),
        *boundary_problems(ruleset, plan, [r.examined for _, r in passed if r.examined is not None], shown.mine),
    ]
    return [Problem(code, sentence, place) for code, sentence in found]


def _requirements(shown: Shown) -> Iterator[tuple[str, str]]:
    may_not_apply = can_be_not_applicable(shown.ruleset.requirements)
    for id in shown.mine(shown.ruleset.requirements):
        requirement = shown.ruleset.requirements[id]
        wanted = [*STATUSES]
        if id in may_not_apply:
            wanted.append("not_applicable")
        missing = [s for s in wanted if s not in shown.stated[id] and s not in requirement.never]
        if missing:
            yield "RL070", f"no case states that '{id}' is {' / '.join(missing)}"


def _routes(shown: Shown) -> Iterator[tuple[str, str]]:
    for route in shown.plan.routes:
        if route.id not in set(shown.mine([route.id])):
            continue
        seen = shown.routes[route.id]
        if not seen - {"not_open"}:
            yield "RL074", f"no case reaches the route '{route.id}'"
        if route.opens and "not_open" not in seen:
            yield "RL074", f"no case finds the route '{route.id}' not open"
        for i in range(len(route.route.choice)):
            if (route.id, i) not in shown.choices:
                yield "RL076", f"no case comes to choice {i + 1} of the route '{route.id}'"


def _exceptions(shown: Shown) -> Iterator[tuple[str, str]]:
    for level in shown.plan.levels:
        for requirement in level:
            if requirement.id not in set(shown.mine([requirement.id])):
                continue
            for i, exception in enumerate(requirement.exceptions):
                if exception.effect == "when":
                    continue
                missing = [c for c in ("yes", "no", "unsure") if c not in shown.exceptions[requirement.id, i]]
                if missing:
                    what = f"'{exception.effect}' of '{requirement.id}'"
                    yield "RL075", f"no case finds the condition of {what} {' / '.join(missing)}"


def _remedies(shown: Shown) -> Iterator[tuple[str, str]]:
    for id in shown.mine(shown.plan.remedies):
        remedy = shown.plan.remedies[id]
        open_word = "open" if remedy.remedy.keeps_open else "later"
        if open_word not in shown.remedies[id] and remedy.firm:
            yield "RL076", f"no case finds the remedy '{id}' {open_word}"
        for limit in remedy.limits:
            if not shown.limits[f"{id}.{limit}"] & {"gap", "gap_recalled"}:
                yield "RL076", f"no case closes the remedy '{id}' by '{limit}'"


def _outcomes(shown: Shown) -> Iterator[tuple[str, str]]:
    if shown.prefix:
        return
    for stage in shown.plan.stages:
        possible = _possible_outcomes(shown.plan, stage.id)
        missing = [o for o in possible if o not in shown.outcomes[stage.id]]
        if missing:
            yield "RL078", f"no case ends the stage '{stage.id}' {' / '.join(missing)}"
        if stage.filing is not None:
            states = {"ready"}
            states |= {"cannot_be_filed"} if stage.filing.cannot_be_filed_unless else set()
            states |= {"incomplete"} if stage.filing.complete_when else set()
            lacking = sorted(states - shown.procedures[stage.id])
            if lacking:
                yield "RL078", f"no case finds the procedure of '{stage.id}' {' / '.join(lacking)}"
        for interim in stage.interim:
            lacking = sorted({"none", "running", "over"} - shown.interims[interim.id])
            if lacking:
                yield "RL078", f"no case finds the permission '{interim.id}' {' / '.join(lacking)}"
    for id in shown.mine(shown.ruleset.steps):
        step = shown.ruleset.steps[id]
        wanted = {"needed", "not_needed"} if step.when or step.routes else {"needed"}
        lacking = sorted(wanted - shown.steps[id])
        if lacking:
            yield "RL078", f"no case finds the step '{id}' {' / '.join(word.replace('_', ' ') for word in lacking)}"


def _possible_outcomes(plan: Plan, stage: str) -> list[str]:
    """Outcomes that the routes of a stage can give; a stage whose every need is owed can never be negative."""
    routes = [route for route in plan.routes if route.stage == stage]
    possible = ["undetermined"]
    if any(route.gives == 3 and not route.route.owes for route in routes):
        possible.append("positive")
    if any(route.route.owes or any(need.policy == "remedy" for need in route.needs) for route in routes):
        keeps_open = any(plan.remedies[id].remedy.keeps_open for route in routes for id in route.remedies)
        possible += ["conditional"] if keeps_open else []
    if any(route.gives == 1 or any(need.policy == "partial" for need in route.needs) for route in routes):
        possible.append("partial")
    fails = any(_can_fail(plan, need) for route in routes for need in route.needs)
    if fails or somebody_is_left_out(plan.ruleset, routes):
        possible.append("negative")
    return possible


def _can_fail(plan: Plan, need: Need) -> bool:
    """A need without a remedy, whose gap the law does not rule out."""
    return need.policy == "fails" and "gap" not in plan.ruleset.requirements[need.id].never
