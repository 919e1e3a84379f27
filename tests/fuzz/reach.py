"""Reads and verifies spoiled documents between two marks that strace can see, so that whatever stands between is ours.

    strace -f -e trace=%file,%network -o calls.txt python -m tests.fuzz.reach --count 300

The XML library opens files without telling Python's audit hooks; the kernel it cannot leave out.
"""

from __future__ import annotations

import argparse
import codecs
import os
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from random import Random

from recognition.foundations.problems import ReadError
from recognition.readers.door import take
from recognition.readers.read import read
from recognition.services.verifying import verify
from recognition.verification.trust import Trust
from recognition.verification.verify import verify as verify_with
from tests.fuzz.changes import changed
from tests.fuzz.documents import SAMPLES, by_reader, ours
from tests.fuzz.mutate import Sample, ready, samples_in

BEGIN, END = "reading-begins", "reading-ends"
ON = date(2026, 11, 23)
FIRST_USE = "first use"
CODECS = ("utf-16-le", "utf-16-be", "idna")  # each is a module, imported when first used
_CALL = re.compile(r"^(?:\d+ +)?(?P<name>[a-z0-9_]+)\((?P<arguments>.*)$")
_MARK = re.compile(rf'"(?P<mark>{BEGIN}|{END})/(?P<what>[^"]*)"')


def marked(what: str, work: Callable[[], object]) -> None:
    """Do the work between two marks: two looks at files that no machine has."""
    os.access(f"{BEGIN}/{what}", os.F_OK)
    work()
    os.access(f"{END}/{what}", os.F_OK)


def between_marks(calls: str) -> dict[str, list[str]]:
    """What strace saw between each pair of marks, by what they mark; signals and ends of threads are no calls."""
    seen: dict[str, list[str]] = {}
    inside: list[str] | None = None
    for line in calls.splitlines():
        if mark := _MARK.search(line):
            inside = seen.setdefault(mark["what"], []) if mark["mark"] == BEGIN else None
        elif inside is not None and (call := _CALL.match(line)):
            inside.append(f"{call['name']}({call['arguments']}")
    if inside is not None:
        raise ValueError("the work never came to its end")
    return seen


def copies(samples: list[Sample], count: int, seed: int) -> list[bytes]:
    """Each sample as it is, then spoiled copies of them in turn, small ones only, which are more to try in a second."""
    small = [sample.data for sample in sorted(samples, key=lambda one: len(one.data))[:8]]
    chances = [Random(f"{seed}:{number}") for number in range(count)]
    spoiled = (changed(small[n % len(small)], chance.choice(small), chance) for n, chance in enumerate(chances))
    return [*small, *spoiled]


def take_in(documents: list[bytes]) -> None:
    """What is done with a document before any law is asked: read, and its signature looked at."""
    for data in documents:
        with suppress(ReadError):
            read(data, name="document")
        with suppress(ReadError):
            verify_with(take(data, name="document"), Trust(), ON)


def first_use() -> None:
    """What happens once in a process: modules and codecs are imported, signxml reads the schemas that it brings."""
    for name in CODECS:
        codecs.lookup(name)
    for document in (*(SAMPLES / "elmo").glob("*-signed-*.xml"), *(SAMPLES / "openbadges3").glob("*.jwt")):
        verify(document.read_bytes(), on=ON)


def main() -> None:
    """Every reader's documents, one pair of marks for each reader."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.reach", description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=300, help="spoiled copies for each reader")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--samples", type=Path, help="folder of documents; those of this repository if not given")
    chosen = parser.parse_args()
    found = by_reader(samples_in(chosen.samples)) if chosen.samples else ours()
    ready()
    marked(FIRST_USE, first_use)
    for name, samples in sorted(found.items()):
        documents = copies(samples, chosen.count, chosen.seed)
        marked(name, lambda documents=documents: take_in(documents))
    sys.stdout.write(f"{len(found)} readers\n")


if __name__ == "__main__":
    main()
