"""Reads spoiled copies of real documents and reports whatever comes of it but a dossier or a refusal with a code.

    python -m tests.fuzz.mutate --samples tests/samples --count 5000 --seed 1 --state fuzz.json

Mutation number N of a seed is the same wherever the samples and the version of Python are the same.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import pkgutil
import resource
import signal
import sys
import threading
import time
import traceback
import warnings
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from importlib import import_module
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any, NamedTuple

import recognition.readers
from recognition.foundations.codes_all import CODES
from recognition.foundations.problems import ReadError
from recognition.model.dossier import Dossier
from recognition.readers.read import read
from tests.fuzz.changes import changed
from tests.memory import peak_kilobytes

SECONDS_FOR_ONE = 2.0  # of the processor's time: a busy machine is no fault of a reader
SECONDS_UNTIL_KILLED = 120  # of the clock: for what hangs inside a C library, where no exception can be raised
PEAK_MB = 500
ADDRESS_SPACE = 2_000_000_000  # what a runaway reader gets before its MemoryError, so that the machine survives
LARGE = 100_000
MOST_OF_A_LARGE_ONE = 1_000
SUFFIXES = frozenset({".xml", ".json", ".jsonld", ".yaml", ".b64", ".svg", ".png", ".jwt", ".csv", ".ttl"})
MODULES = (".py", ".pyc", ".so")
FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "urllib.", "_thread.start")

Reading = Callable[[bytes, str], object]


class Sample(NamedTuple):
    """A real document: its name below the folder of samples, and its bytes."""

    name: str
    data: bytes


def samples_in(folder: Path) -> list[Sample]:
    """Every document of a folder, in a settled order; licences, notices and files packed as a whole are none."""
    paths = sorted(p for p in folder.rglob("*") if SUFFIXES.intersection(p.suffixes) and p.suffix != ".gz")
    return [Sample(path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths if path.is_file()]


def sample_of(samples: list[Sample], number: int) -> Sample:
    """The sample of one mutation: each in its turn, the large ones in the first `MOST_OF_A_LARGE_ONE` rounds only."""
    rounds = len(samples) * MOST_OF_A_LARGE_ONE
    small = [sample for sample in samples if len(sample.data) < LARGE]
    if number < rounds or not small:
        return samples[number % len(samples)]
    return small[(number - rounds) % len(small)]


def mutation(samples: list[Sample], seed: int, number: int) -> tuple[Sample, bytes]:
    """The sample and the spoiled copy of it that a seed and a number stand for."""
    chance = Random(f"{seed}:{number}")
    sample = sample_of(samples, number)
    return sample, changed(sample.data, chance.choice(samples).data, chance)


class TookTooLong(BaseException):
    """Raised into a reader that has spent its time; no `except Exception` can hold it."""


class Watch:
    """What one thread opens, and whom it calls, while `heard` is a list. An audit hook stays until the process ends."""

    def __init__(self) -> None:
        self.heard: list[str] | None = None
        self._thread = threading.get_ident()
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.heard is None or threading.get_ident() != self._thread:
            return
        if event == "open" and isinstance(arguments[0], (str, bytes)):
            name = os.fsdecode(arguments[0])
            if not name.endswith(MODULES):
                self.heard.append(f"open {Path(name).name}")
        elif event.startswith(FORBIDDEN):
            self.heard.append(event)


def stop_reading(_signal: int, _frame: FrameType | None) -> None:
    """Handles the signal that the time for one document is spent."""
    raise TookTooLong


def peak_mb() -> float:
    """The most memory this process ever had."""
    return peak_kilobytes() / 1_024


def fault_of(data: bytes, name: str, watch: Watch, reading: Reading) -> tuple[bool, str | None]:
    """Whether a dossier came of it, and what is wrong, if anything."""
    peak = peak_mb()
    started = time.process_time()
    watch.heard = []
    signal.setitimer(signal.ITIMER_PROF, SECONDS_FOR_ONE)
    try:
        made, fault = _outcome(data, name, reading)
    except TookTooLong:
        place = traceback.extract_tb(sys.exc_info()[2])[-2]  # the last is `stop_reading`
        made, fault = False, f"took over {SECONDS_FOR_ONE} s, at {Path(place.filename).name}:{place.lineno}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        heard, watch.heard = watch.heard, None
    spent = time.process_time() - started
    if fault is None and spent > SECONDS_FOR_ONE:
        fault = f"took {spent:.1f} s"
    if fault is None and heard:
        fault = f"reached out: {sorted(set(heard))[:5]}"
    if fault is None and PEAK_MB < peak_mb() > peak:
        fault = f"took {peak_mb():.0f} MB"
    return made, fault


def _outcome(data: bytes, name: str, reading: Reading) -> tuple[bool, str | None]:
    try:
        made = reading(data, name)
    except ReadError as error:
        return False, _unregistered({problem.code for problem in error.problems})
    except Exception as error:  # noqa: BLE001 - whatever comes is what we are here to find
        frames = [f"{Path(one.filename).name}:{one.lineno}" for one in traceback.extract_tb(error.__traceback__)[-3:]]
        return False, f"{type(error).__name__} at {' > '.join(frames)}: {str(error)[:200]!r}"
    if not isinstance(made, Dossier):
        return False, f"gave a {type(made).__name__}"
    return True, _unregistered({problem.code for problem in made.problems})


def _unregistered(codes: set[str]) -> str | None:
    unknown = sorted(codes - CODES.keys())
    return f"codes not registered: {unknown}" if unknown else None


@dataclass
class State:
    """How far a run has come. `next` is written before that mutation is read, so it also names one that hangs."""

    seed: int
    samples: str
    next: int = 0
    made: int = 0
    refused: int = 0
    faults: list[str] = field(default_factory=list)

    def save(self, file: Path) -> None:
        """Write all of it or nothing."""
        draft = file.with_name(file.name + ".new")
        draft.write_text(json.dumps(asdict(self)), "utf-8")
        draft.replace(file)


def fingerprint(samples: list[Sample]) -> str:
    """The same for the same names and bytes."""
    parts = (f"{sample.name} {hashlib.sha256(sample.data).hexdigest()}" for sample in samples)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def state_of(file: Path, seed: int, samples: list[Sample]) -> State:
    """Where to go on; ends the program when the file belongs to another seed or other samples."""
    fresh = State(seed, fingerprint(samples))
    if not file.exists():
        return fresh
    found = State(**json.loads(file.read_text("utf-8")))
    if (found.seed, found.samples) != (fresh.seed, fresh.samples):
        raise SystemExit(f"{file.name} belongs to another seed or other samples: name another file")
    return found


def run(samples: list[Sample], state: State, count: int, file: Path, reading: Reading) -> None:
    """Read mutations until `count` have been read, saving before each."""
    watch = Watch()
    while state.next < count:
        state.save(file)
        signal.alarm(SECONDS_UNTIL_KILLED)
        sample, data = mutation(samples, state.seed, state.next)
        made, fault = fault_of(data, Path(sample.name).name, watch, reading)
        if fault:
            state.faults.append(f"seed {state.seed}, mutation {state.next}, sample {sample.name}: {fault}")
            print(state.faults[-1], flush=True)
        state.made += made
        state.refused += not made and not fault
        state.next += 1
    signal.alarm(0)
    state.save(file)


def ready() -> None:
    """Make this process one in which a reader can be watched: modules imported, limits set, warnings as errors."""
    for module in pkgutil.iter_modules(recognition.readers.__path__):
        import_module(f"recognition.readers.{module.name}")
    Dossier.model_rebuild(force=True)  # building the first model, pydantic looks through files for its plugins
    warnings.simplefilter("error")
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, resource.getrlimit(resource.RLIMIT_AS)[1]))
    signal.signal(signal.SIGPROF, stop_reading)


def main() -> None:
    """Ends with 1 if there was any fault."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.mutate", description=__doc__.partition("\n")[0])
    parser.add_argument("--samples", type=Path, required=True, help="folder of real documents")
    parser.add_argument("--count", type=int, default=1_000, help="mutations in all, those of earlier runs included")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--state", type=Path, required=True, help="where to note progress, and to go on from")
    parser.add_argument("--keep", type=int, metavar="NUMBER", help="only write this mutation's document to output")
    chosen = parser.parse_args()
    samples = samples_in(chosen.samples)
    if not samples:
        raise SystemExit(f"no samples in {chosen.samples}")
    if chosen.keep is not None:
        sys.stdout.buffer.write(mutation(samples, chosen.seed, chosen.keep)[1])
        return
    state = state_of(chosen.state, chosen.seed, samples)
    ready()
    run(samples, state, chosen.count, chosen.state, lambda data, name: read(data, name=name))
    print(f"{state.next} mutations: {state.made} read, {state.refused} refused, {len(state.faults)} faults; "
          f"{peak_mb():.0f} MB at most")  # fmt: skip
    sys.exit(bool(state.faults))


if __name__ == "__main__":
    main()
