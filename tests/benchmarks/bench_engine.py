"""What asking the decision tables costs, beside the bare rules engine in the same run.

    python -m tests.benchmarks.bench_engine

Each figure is the best of many rounds in microseconds a question. `bare` sends the same messages, written
beforehand, to the engine's C module and throws the firings away unread.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from random import Random

import durable_rules_engine as bare

from recognition.engine.adapter import Engine
from recognition.engine.tables import Question, load_tables
from tests.engine import samples

BATCH = 100
ROUNDS = 300
TABLES = ("comparison", "combine", "except", "need", "rank", "route", "step")


def best(work: Callable[[], object]) -> float:
    """The quickest round, in microseconds."""
    least = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        least = min(least, time.perf_counter() - start)
    return least * 1e6


def distinct(name: str, count: int) -> list[Question]:
    """Up to `count` different questions of a table, fewer where it has fewer."""
    random = Random(11)
    found = dict.fromkeys(samples.question(load_tables()[name], random) for _ in range(40 * count))
    return list(found)[:count]


def fire(handle: int, messages: str) -> None:
    """The same calls as the adapter's, with nothing read."""
    _, place = bare.assert_events(handle, messages)
    firing = bare.start_action_for_state(handle, place)[1]
    while firing:
        firing = bare.complete_and_start_action(handle, place)


def measure(name: str) -> list[float]:
    """Asked anew, bare, same cell, one asked again, remembered, one remembered; a question each."""
    asked = distinct(name, BATCH)
    always, remembering = Engine(remember=False), Engine()
    always.ask(name, asked)
    remembering.ask(name, asked)
    ruleset, desk = always._desks[name].ruleset, remembering._desks[name]
    messages, _ = ruleset.batch(asked).messages[0]
    handle = bare.create_ruleset(name, ruleset._definition)
    fifty = (asked * 50)[:50]

    def anew() -> None:
        always._desks[name]._batches.clear()
        always.ask(name, asked)

    def same_cell() -> None:
        desk._exact.clear()
        remembering.ask(name, asked)

    figures = [
        best(anew) / len(asked),
        best(lambda: fire(handle, messages)) / len(asked),
        best(same_cell) / len(asked),
        best(lambda: always.ask(name, asked[:1])),
    ]
    remembering.ask(name, fifty)
    return [*figures, best(lambda: remembering.ask(name, fifty)) / 50, best(lambda: remembering.ask(name, fifty[:1]))]


def main() -> None:
    gc.disable()
    start = time.perf_counter()
    engine = Engine()
    for name in TABLES:
        engine.ask(name, distinct(name, 1))
    ready = (time.perf_counter() - start) * 1e3
    print(f"ready to answer the first question of {len(TABLES)} tables after {ready:.1f} ms")
    print(f"microseconds a question; asked in batches of {BATCH}, remembered exactly in lists of 50")
    for name in TABLES:
        asked, plain, cell, alone, exact, exact_alone = measure(name)
        print(
            f"{name:12s} asked {asked:5.2f}  bare {plain:5.2f}  ratio {asked / plain:4.1f}  one alone {alone:5.1f}"
            f"   remembered: cell {cell:5.2f}  exact {exact:5.2f}  exact alone {exact_alone:5.2f}"
        )


if __name__ == "__main__":
    main()
