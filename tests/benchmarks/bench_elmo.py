"""What reading an ELMO transcript costs, beside the least that could give the same values, in the same run.

    python -m tests.benchmarks.bench_elmo

`bare` parses the same bytes with lxml and makes the same dossier through pydantic out of plain values that were written
down beforehand; it looks at nothing in the document. `by hand` also looks the main values up by their paths, as a short
reader without places, checks or problems would (formats.md section 2 measured such a one). Each figure is the best of
many rounds, in microseconds.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from recognition.model.dossier import Dossier
from recognition.readers.door import take
from recognition.readers.dossier_write import write_dossier
from recognition.readers.elmo import read_elmo
from recognition.readers.json_loader import parse_json
from recognition.readers.read import read
from recognition.readers.tree import plain
from recognition.readers.xml_loader import parse_xml

SAMPLE = Path(__file__).resolve().parents[1] / "samples" / "elmo" / "elmo-1.7-schema-example.xml"
ROUNDS = 600
NS = "{https://github.com/emrex-eu/elmo-schemas/tree/v1}"
NODE = f"{NS}learningOpportunitySpecification"
RUN = f"{NS}specifies/{NS}learningOpportunityInstance"
ABOUT = ("type", "iscedCode")
RESULT = ("start", "date", "status", "resultLabel", "engagementHours", "languageOfInstruction")


def best(works: dict[str, Callable[[], object]]) -> dict[str, float]:
    """The quickest round of each, taken in turn so that a busy machine is unfair to none."""
    least = dict.fromkeys(works, float("inf"))
    for _ in range(ROUNDS):
        for name, work in works.items():
            start = time.perf_counter_ns()
            work()
            least[name] = min(least[name], (time.perf_counter_ns() - start) / 1_000)
    return least


def look_up(root: etree._Element) -> list[dict[str, object]]:
    """The holder, the issuer and every node of the transcript, by paths."""
    found: list[dict[str, object]] = [
        {name: root.findtext(f"{NS}learner/{NS}{name}") for name in ("givenNames", "familyName", "bday", "citizenship")}
    ]
    for report in root.iterfind(f"{NS}report"):
        issuer = report.find(f"{NS}issuer")
        if issuer is not None:
            titles = [title.text for title in issuer.iterfind(f"{NS}title")]
            found.append({"country": issuer.findtext(f"{NS}country"), "titles": titles})
        for node in report.iter(NODE):
            one: dict[str, object] = {name: node.findtext(f"{NS}{name}") for name in ABOUT}
            one["titles"] = [title.text for title in node.iterfind(f"{NS}title")]
            run = node.find(RUN)
            if run is not None:
                one |= {name: run.findtext(f"{NS}{name}") for name in RESULT}
                one["credits"] = [
                    [credit.findtext(f"{NS}{name}") for name in ("scheme", "level", "value")]
                    for credit in run.iterfind(f"{NS}credit")
                ]
                one["levels"] = [
                    [level.findtext(f"{NS}{name}") for name in ("type", "value")]
                    for level in run.iterfind(f"{NS}level")
                ]
            found.append(one)
    return found


def main() -> None:
    """Print the figures and the ratios."""
    data = SAMPLE.read_bytes()
    values = plain(parse_json(write_dossier(read(data).with_problems(()), "json")))
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    incoming = take(data)
    root = parse_xml(incoming)

    def bare() -> Dossier:
        etree.fromstring(data, parser)
        return Dossier.model_validate(values)

    def by_hand() -> Dossier:
        look_up(etree.fromstring(data, parser))
        return Dossier.model_validate(values)

    works: dict[str, Callable[[], object]] = {
        "read": lambda: read(data),
        "bare": bare,
        "by hand": by_hand,
        "parse alone": lambda: etree.fromstring(data, parser),
        "hardened parse": lambda: parse_xml(incoming),
        "mapping": lambda: read_elmo(root, "sample"),
    }
    gc.disable()
    figures = best(works)
    gc.enable()
    for name, figure in figures.items():
        print(f"{name:>16}: {figure:7.0f} us")
    strict, usual = figures["read"] / figures["bare"], figures["read"] / figures["by hand"]
    print(f"      read / bare: {strict:.2f}   (at most 1.5 in the strictest reading)")
    print(f"   read / by hand: {usual:.2f}   (at most 1.5 beside the reader that formats.md measured)")


if __name__ == "__main__":
    main()
