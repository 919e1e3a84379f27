"""Fuzzes one target until it is stopped: by coverage where atheris is installed, else by hypothesis.

    python -m tests.fuzz.harness elmo corpus-of-today -max_total_time=600 -timeout=5

What follows the target is libFuzzer's: a folder to go on from and to write new documents to, and options.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

EXAMPLES = 10_000
LONGEST = 16_384


def by_coverage(name: str, options: list[str]) -> None:
    """libFuzzer: it keeps what reaches lines that nothing before it did. A fault ends the process with its document."""
    import atheris

    with atheris.instrument_imports(include=["recognition"]):
        targets: Any = import_module("tests.fuzz.targets")
    target = _named(targets, name)
    folders = [folder for folder in options if not folder.startswith("-")][:1]
    for folder in folders:
        _fill(Path(folder), target.seeds())
    kept = [str(targets.CORPUS / name)] if folders and targets.kept(name) else []

    def mutate(data: bytes, longest: int, seed: int) -> bytes:
        found: bytes = targets.mutated(target, data, seed) if seed % 2 else atheris.Mutate(data, longest)
        return found[:longest]

    words = [sys.argv[0], f"-max_len={LONGEST}", *options, *kept]
    atheris.Setup(words, lambda data: targets.check(target, data), custom_mutator=mutate)
    atheris.Fuzz()


def by_hypothesis(name: str) -> None:
    """What fails is shrunk and shown."""
    from hypothesis import HealthCheck, given, settings

    targets: Any = import_module("tests.fuzz.targets")
    target = _named(targets, name)
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
    chosen = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=quiet)
    chosen(given(targets.copies(target))(lambda data: targets.check(target, data)))()
    sys.stdout.write(f"{name}: {EXAMPLES:,} documents, no fault\n")


def _named(targets: Any, name: str) -> Any:
    if name not in targets.TARGETS:
        raise SystemExit(f"no target {name}; there are: {', '.join(targets.TARGETS)}")
    return targets.TARGETS[name]


def _fill(folder: Path, seeds: list[bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds):
        (folder / f"seed-{number}").write_bytes(seed)


def main() -> None:
    """Ends with an error at the first fault."""
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    name, *options = sys.argv[1:]
    if find_spec("atheris") is not None:
        by_coverage(name, options)
    else:
        by_hypothesis(name)


if __name__ == "__main__":
    main()
