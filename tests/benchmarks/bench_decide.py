"""What deciding costs: asking, remembering, and a whole assessment, beside the bare rules engine in the same run.

    python -m tests.benchmarks.bench_decide

Microseconds. `a question` divides by the questions that reached the engine's desk.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from functools import partial
from statistics import median
from typing import Any

from recognition.engine.adapter import Engine
from recognition.engine.case import Case
from recognition.engine.decide import Decider
from recognition.engine.measure import open_case
from recognition.engine.plan import plan_of
from recognition.model.dossier import Dossier
from recognition.services.assess import assess
from recognition.services.cases import case_ruleset, load_cases
from tests.benchmarks import bench_engine
from tests.engine import build
from tests.engine.random_law import ON, Law, Shown

ROUNDS = 400


def twenty() -> Law:
    """Twenty requirements, fourteen measured and six combined; two routes, a choice, two remedies, three steps."""
    facts = [f"f{i}" for i in range(12)]
    measured: dict[str, Any] = {f"r{i}": {"kind": "stated-fact", "fact": f"f{i}", "is": True} for i in range(10)}
    measured |= {f"r{i}": {"kind": "amount", "of": f"@n{i}", "unit": "score", "at_least": 5} for i in range(10, 14)}
    combined: dict[str, Any] = {
        "k0": {"kind": "all-of", "parts": ["r0", "r1", "r2"]},
        "k1": {"kind": "any-of", "parts": ["r3", "r4"]},
        "k2": {"kind": "none-of", "parts": ["r5"]},
        "k3": {"kind": "at-least", "parts": ["r6", "r7", "r8"], "k": 2},
        "k4": {
            "kind": "points",
            "at_least": 4,
            "features": [{"id": "a", "points": 3, "if": ["r10"]}, {"id": "b", "points": 2, "if": ["r11", "k1"]}],
        },
        "k5": {
            "kind": "any-of",
            "parts": ["k3", "k4"],
            "unless": [{"if": ["r9"], "effect": "proves", "cite": "act § 2"}],
        },
    }
    row = {"offers": ["m0", "m1"], "who": "applicant", "take": "one", "cite": "act § 4"}
    return Law(
        0,
        clocks={"application": {"default": "on"}},
        facts={
            **{name: {"type": "yes_no"} for name in facts},
            **{f"n{i}": {"type": "number"} for i in range(10, 14)},
        },
        requirements={id: {"cite": "act § 1", **written} for id, written in (measured | combined).items()},
        stages=[{"id": "s", "headline": True, "filing": {"complete_when": ["r13"]}}],
        routes=[
            {"id": "w0", "stage": "s", "cite": "act § 3", "open_when": ["k0"], "needs": ["k1", "k2"]},
            {
                "id": "w1",
                "stage": "s",
                "cite": "act § 3",
                "needs": ["k2", {"k5": {"remedies": ["m0", "m1"]}}, "r12"],
                "choice": [{**row, "if": ["r9"], "offers": ["m1"]}, row],
            },
        ],
        remedies={id: {"type": "test", "keeps_open": True, "cite": "act § 5"} for id in ("m0", "m1")},
        steps={"t0": {}, "t1": {"when": {"remedy": "m0"}}, "t2": {"when": {"outcome": "positive"}, "routes": ["w0"]}},
    )


def shown(*, unknown: Sequence[str] = ()) -> Shown:
    """A person who meets most of it."""
    facts: dict[str, Any] = {f"f{i}": i != 5 for i in range(12)}
    facts |= {"n10": 6, "n11": 2, "n12": 7, "n13": 5}
    return Shown({name: value for name, value in facts.items() if name not in unknown})


class Counting(Engine):
    """An engine that counts what it is asked."""

    asked = 0

    def ask(self, table: str, questions: Any) -> list[str]:
        self.asked += len(questions)
        return super().ask(table, questions)


def p50(work: Callable[[], object]) -> float:
    """The median of many rounds, in microseconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return median(times) * 1e6


def decide(decider: Decider, case: Case) -> None:
    """One decision with its trace, measuring apart."""
    decided = decider.decide(case)
    decider.trace(decided, decider.conclude(decided, decider.best_of([decided])))


def measured_case(law: Law, what: Shown) -> Case:
    """A case whose measurements are made, so that only deciding is timed."""
    case = open_case(law.ruleset, what.dossier(), build.day(ON), law.standards, focus=None)  # type: ignore[arg-type]
    for id in plan_of(law.ruleset).measured:
        case.measured(id)
    return case


def of_law() -> None:
    """Deciding alone, on twenty requirements."""
    law = twenty()
    plan = plan_of(law.ruleset)
    print("\ntwenty requirements, p50 us")
    for name, missing in (("all known", ()), ("two unknown", ("f0", "n12")), ("in worlds", ("f5", "f9"))):
        case = measured_case(law, shown(unknown=missing))
        counting = Counting(remember=False)
        decide(Decider(plan, counting, remember=False), case)
        asked = counting.asked
        every = p50(partial(decide, Decider(plan, counting, remember=False), case))
        kept = Decider(plan, Engine())
        decide(kept, case)
        again = p50(partial(decide, kept, case))
        whole = p50(partial(of_dossier, law, shown(unknown=missing).dossier()))
        print(
            f"  {name:12} every question asked {every:7.0f} ({asked} questions, {every / asked:4.1f} each)"
            f"   remembered {again:6.1f}   assess {whole:6.0f}"
        )


def of_dossier(law: Law, dossier: Dossier) -> None:
    """From a dossier to the whole answer."""
    assess(dossier, law.ruleset, on=ON, standards=law.standards)  # type: ignore[arg-type]


def of_cases(name: str) -> None:
    """The worked cases of a ruleset, from dossier to the whole answer."""
    ruleset, path = case_ruleset(name)
    times = []
    for prepared in load_cases(path, ruleset):

        def work(prepared: Any = prepared) -> None:
            assess(prepared.dossier, ruleset, on=prepared.on, dates=prepared.dates)

        work()
        each = []
        for _ in range(9):
            start = time.perf_counter()
            work()
            each.append(time.perf_counter() - start)
        times.append(median(each) * 1e6)
    times.sort()
    print(
        f"\nassess, {name}: {len(times)} cases, p50 {median(times):6.0f} us, "
        f"p90 {times[len(times) * 9 // 10]:6.0f} us, slowest {times[-1]:6.0f} us"
    )


def main() -> None:
    """Prints every figure."""
    gc.disable()
    print("a question, us:    asked    bare   ratio   one alone   remembered")
    for table in ("comparison", "combine", "need"):
        asked, bare, _, alone, remembered, _ = bench_engine.measure(table)
        print(f"  {table:14} {asked:7.2f} {bare:7.2f} {asked / bare:7.2f} {alone:10.1f} {remembered:12.3f}")
    of_law()
    for name in ("de/nurse", "eu/nurse-curriculum"):
        of_cases(name)


if __name__ == "__main__":
    main()
