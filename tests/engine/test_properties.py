"""What must hold for every ruleset and every dossier, tried on random ones."""

from __future__ import annotations

import resource
import threading
from dataclasses import replace
from decimal import Decimal
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognition.engine.adapter import Engine, default_engine
from recognition.engine.decide import Decider
from recognition.engine.measure import open_case
from recognition.engine.plan import plan_of
from recognition.engine.verdicts import Bounds
from recognition.foundations.problems import EngineError
from recognition.model.dossier import Dossier
from recognition.services.assess import Assessment, Examined, assess, examine
from tests.engine import build
from tests.engine.random_law import ON, OPTIONS, Law, Shown, random_shown

SEEDS = st.integers(0, 10**9)


def examined(law: Law, shown: Shown, engine: Engine | None = None) -> Examined:
    dossier = shown.dossier(law.subject)
    return examine(dossier, law.ruleset, on=ON, dates=shown.dates, standards=law.standards, engine=engine)  # type: ignore[arg-type]


def stage_bounds(answer: Examined) -> dict[str, Bounds]:
    return {one.stage.id: one.bounds for one in answer.conclusion.stages}


def without(shown: Shown, random: Random) -> Shown:
    """The same with some facts taken away."""
    facts = {name: value for name, value in shown.facts.items() if random.random() < 0.6}
    born = shown.born if random.random() < 0.6 else None
    return replace(shown, facts=facts, born=born, complete=())


def more_examples(small: int) -> Any:
    return settings(max_examples=small, deadline=None, derandomize=True)


def evidence_only_narrows(seed: int) -> None:
    law, random = Law.random(seed), Random(seed)
    after = replace(random_shown(law, random, unknown=0.2), complete=())
    before = without(after, random)
    wide, narrow = examined(law, before), examined(law, after)
    for stage, bounds in stage_bounds(wide).items():
        now = stage_bounds(narrow)[stage]
        assert bounds.worst <= now.worst, stage
        assert now.best <= bounds.best, stage
        assert now.hope <= bounds.hope, stage


@given(SEEDS)
@more_examples(150)
def test_more_evidence_keeps_the_outcome_between_worst_and_best(seed: int) -> None:
    evidence_only_narrows(seed)


@pytest.mark.full
@given(SEEDS)
@more_examples(5_000)
def test_more_evidence_keeps_the_outcome_between_worst_and_best_at_length(seed: int) -> None:
    evidence_only_narrows(seed)


@given(SEEDS)
@more_examples(150)
def test_less_evidence_moves_what_is_measured_only_towards_unknown(seed: int) -> None:
    law, random = Law.random(seed), Random(seed)
    after = replace(random_shown(law, random, unknown=0.2), complete=())
    more, less = examined(law, after).reported, examined(law, without(after, random)).reported
    for id, plan in ((plan.id, plan) for level in plan_of(law.ruleset).levels for plan in level):
        if plan.combiner == "measured" and not plan.exceptions:
            assert less.statuses.of[id] in ("unknown", more.statuses.of[id]), id


@given(SEEDS)
@more_examples(150)
def test_what_is_met_or_missing_stays_so_when_more_is_shown(seed: int) -> None:
    """A gap is never made by silence: what less evidence decides, more evidence does not decide otherwise."""
    law, random = Law.random(seed, simple=True), Random(seed)
    after = replace(random_shown(law, random, unknown=0.2), complete=())
    more, less = examined(law, after).reported, examined(law, without(after, random)).reported
    for id, status in less.statuses.of.items():
        if status in ("met", "gap") and id in law.requirements:
            turned = {"met": "gap", "gap": "met"}[status]
            assert more.statuses.of[id] != turned, id


@given(SEEDS)
@more_examples(150)
def test_nothing_is_a_gap_where_nothing_is_shown(seed: int) -> None:
    law = Law.random(seed)
    nothing = examined(law, Shown({})).reported.statuses.of
    for id, written in law.requirements.items():
        if written["kind"] in ("stated-fact", "amount", "age") or (written["kind"] == "date-order"):
            assert nothing[id] in ("unknown", "not_applicable", "met", "met_recalled"), id
            proved = any(one["effect"] == "proves" for one in written.get("unless", ()))
            assert proved or nothing[id] in ("unknown", "not_applicable"), id


@given(SEEDS)
@more_examples(200)
def test_positive_rests_on_an_open_route_whose_needs_all_hold(seed: int) -> None:
    """No false "recognised": in every world some route is open and no need of it is short or undecided."""
    law, random = Law.random(seed), Random(seed)
    answer = examined(law, random_shown(law, random, unknown=random.choice((0.0, 0.1, 0.3))))
    if answer.reported.worlds > 1:
        return
    of = answer.reported.statuses.of
    for stage in answer.conclusion.stages:
        if stage.status != "positive":
            continue
        mine = [route for route in answer.reported.ranked.routes.values() if route.plan.stage == stage.stage.id]
        assert any(
            all(of[id] == "met" for id in route.plan.opens)
            and all(of[need.id] in ("met", "not_applicable") for need in route.plan.needs)
            and route.plan.firm
            and route.plan.route.gives == "positive"
            and not route.plan.route.owes
            for route in mine
        ), stage.stage.id


def completions(law: Law, shown: Shown) -> list[Shown] | None:
    """Every dossier that this one may turn out to be; None where there are too many to try."""
    facts: dict[str, list[Any]] = {}
    asked = {
        str(one.get("fact", one.get("of", one.get("day", "")))).removeprefix("@") for one in law.requirements.values()
    }
    count = 1
    for name, fact in law.facts.items():
        value = shown.facts.get(name)
        if name not in asked or (value is not None and not isinstance(value, dict)):
            continue
        match fact["type"]:
            case "yes_no":
                facts[name] = [True, False]
            case "choice":
                facts[name] = [*OPTIONS]
            case "number":
                low, high = value["between"] if isinstance(value, dict) else (0, 8)
                facts[name] = [Decimal(half) / 2 for half in range(2 * low, 2 * high + 1)]
        count *= len(facts.get(name, "x"))
    if count > 300:
        return None
    return [
        replace(shown, facts={**shown.facts, **dict(zip(facts, values, strict=True))})
        for values in product(*facts.values())
    ]


def exact_by_brute_force(seed: int) -> bool:
    law, random = Law.random(seed, simple=True), Random(seed)
    facts = random_shown(law, random, unknown=0.0).facts
    hidden = [name for name in facts if law.facts[name]["type"] in ("yes_no", "choice", "number")]
    for name in random.sample(hidden, min(len(hidden), 3)):
        del facts[name]
    shown = Shown(facts, "1980-01-01", 1, ("examinations",), {"application": "2024-06-15"})
    answer = examined(law, shown)
    every = completions(law, shown)
    if every is None or answer.reported.left_out:
        return False
    each = [stage_bounds(examined(law, one)) for one in every]
    for stage, bounds in stage_bounds(answer).items():
        assert bounds.worst == min(one[stage].worst for one in each), stage
        assert bounds.best == max(one[stage].best for one in each), stage
    return True


def test_worst_and_best_are_those_of_all_that_the_unknown_may_turn_out_to_be() -> None:
    assert sum(exact_by_brute_force(seed) for seed in range(60)) > 30


@pytest.mark.full
def test_worst_and_best_are_exact_at_length() -> None:
    assert sum(exact_by_brute_force(seed) for seed in range(1_000, 3_000)) > 1_000


@given(SEEDS)
@more_examples(60)
def test_remembered_is_what_would_be_asked(seed: int) -> None:
    law, random = Law.random(seed), Random(seed)
    plan = plan_of(law.ruleset)
    asking = Decider(plan, ASKING, remember=False)
    remembering = Decider(plan, default_engine())
    for _ in range(3):
        shown = random_shown(law, random)
        for _ in range(2):
            answers = [told(decider, law, shown) for decider in (asking, remembering)]
            assert answers[0] == answers[1]


ASKING = Engine(remember=False)


def told(decider: Decider, law: Law, shown: Shown) -> Any:
    dates = {name: build.parse_day(day) for name, day in shown.dates.items()}
    case = open_case(law.ruleset, shown.dossier(law.subject), build.day(ON), law.standards, dates=dates)  # type: ignore[arg-type]
    decided = decider.decide(case)
    conclusion = decider.conclude(decided, decider.best_of([decided]))
    return decided.statuses.of, decided.bounds, conclusion.steps, decider.trace(decided, conclusion)


def some_cases(count: int) -> list[tuple[Law, Shown, Dossier]]:
    cases = []
    for seed in range(count):
        law, random = Law.random(seed), Random(seed)
        shown = random_shown(law, random)
        cases.append((law, shown, shown.dossier(law.subject)))
    return cases


def assessed(case: tuple[Law, Shown, Dossier], engine: Engine | None = None) -> Assessment:
    law, shown, dossier = case
    return assess(dossier, law.ruleset, on=ON, dates=shown.dates, standards=law.standards, engine=engine)  # type: ignore[arg-type]


def many_threads(assessments: int) -> None:
    cases = some_cases(20)
    alone = [assessed(case).to_json() for case in cases]
    engine = Engine()
    wrong: list[int] = []

    def work(offset: int) -> None:
        for i in range(assessments):
            which = (i + offset) % len(cases)
            if assessed(cases[which], engine).to_json() != alone[which]:
                wrong.append(which)

    threads = [threading.Thread(target=work, args=(3 * offset,)) for offset in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_eight_threads_answer_as_one() -> None:
    many_threads(60)


@pytest.mark.full
def test_eight_threads_of_five_hundred_assessments_answer_as_one() -> None:
    many_threads(500)


def resident() -> int:
    """Resident memory in bytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize()


def grown_after(assessments: int, warm: int) -> int:
    cases = some_cases(8)
    for i in range(warm):
        assessed(cases[i % len(cases)])
    start = resident()
    for i in range(assessments):
        assessed(cases[i % len(cases)])
    return resident() - start


def test_memory_is_flat() -> None:
    assert grown_after(3_000, 600) <= 1 << 20


@pytest.mark.full
def test_memory_is_flat_over_200_000_assessments() -> None:
    assert grown_after(200_000, 5_000) <= 1 << 20


class Faulty(Engine):
    """An engine whose n-th question fails."""

    fails_at = 0
    count = 0

    def ask(self, table: str, questions: Any) -> list[str]:
        self.count += 1
        if self.count == self.fails_at:
            questions = [("no", "such", "question")]
        return super().ask(table, questions)


def test_every_fault_of_the_engine_is_an_error_and_the_next_answer_is_right() -> None:
    (case,) = some_cases(1)
    engine = Faulty()
    right = assessed(case, engine).to_json()
    calls = engine.count
    assert calls > 20
    for n in range(1, calls + 1):
        case[0].ruleset.extra.pop("deciders")  # nothing decided is remembered: every layer is asked again
        engine.count, engine.fails_at = 0, n
        with pytest.raises(EngineError):
            assessed(case, engine)
        engine.fails_at = 0
        assert assessed(case, engine).to_json() == right, n


def test_a_wrong_answer_of_the_engine_is_never_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that no table has is an error, not a status."""
    (case,) = some_cases(1)
    engine = Engine(remember=False)
    ask = engine.ask

    def lying(table: str, questions: Any) -> list[str]:
        answers = ask(table, questions)
        return ["recognised"] * len(answers) if table == "outcome" else answers

    monkeypatch.setattr(engine, "ask", lying)
    with pytest.raises(EngineError):
        assessed(case, engine)
