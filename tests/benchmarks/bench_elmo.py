"""What reading an ELMO transcript costs, beside the least that could give the same values, in the same run.

    python -m tests.benchmarks.bench_elmo

`bare` parses the same bytes with lxml and makes the same dossier through pydantic out of plain values that were written
down beforehand: it finds nothing in the document, checks nothing and notices nothing. `naive` is what somebody would
write by hand: it also finds the text of every element. Each figure is the best of many rounds, in microseconds.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from recognition.model.dossier import Dossier
from recognition.readers.dossier_write import write_dossier
from recognition.readers.door import take
from recognition.readers.elmo import read_elmo
from recognition.readers.json_loader import parse_json
from recognition.readers.read import read
from recognition.readers.tree import plain
from recognition.readers.xml_loader import parse_xml

SAMPLE = Path(__file__).resolve().parents[1] / "samples" / "elmo" / "elmo-1.7-schema-example.xml"
ROUNDS = 600


def best(works: dict[str, Callable[[], object]]) -> dict[str, float]:
    """The quickest round of each, taken in turn so that a busy machine is unfair to none."""
    least = dict.fromkeys(works, float("inf"))
    for _ in range(ROUNDS):
        for name, work in works.items():
            start = time.perf_counter_ns()
            work()
            least[name] = min(least[name], (time.perf_counter_ns() - start) / 1_000)
    return least


def main() -> None:
    """Print the figures and the ratios."""
    data = SAMPLE.read_bytes()
    values = plain(parse_json(write_dossier(read(data), "json")))
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    incoming = take(data)
    root = parse_xml(incoming)

    def bare() -> Dossier:
        etree.fromstring(data, parser)
        return Dossier.model_validate(values)

    def naive() -> Dossier:
        found: dict[str, list[str | None]] = {}
        for element in etree.fromstring(data, parser).iter(etree.Element):
            found.setdefault(element.tag, []).append(element.text)
        return Dossier.model_validate(values)

    works: dict[str, Callable[[], object]] = {
        "read": lambda: read(data),
        "bare": bare,
        "naive": naive,
        "parse alone": lambda: etree.fromstring(data, parser),
        "hardened parse": lambda: parse_xml(incoming),
        "mapping": lambda: read_elmo(root, "sample"),
    }
    gc.disable()
    figures = best(works)
    gc.enable()
    for name, figure in figures.items():
        print(f"{name:>16}: {figure:7.0f} us")
    print(f"      read / bare: {figures['read'] / figures['bare']:.2f}   (asked: at most 1.5)")
    print(f"     read / naive: {figures['read'] / figures['naive']:.2f}")


if __name__ == "__main__":
    main()
