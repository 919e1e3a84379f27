"""What each reader costs, beside the least that could give the same values, in the same run.

    python -m tests.benchmarks.bench_readers [FORMAT ...]

`bare` parses the same bytes (lxml or orjson; what is packed or signed is unpacked beforehand) and makes the same
dossier through pydantic out of plain values that were written down beforehand: it looks at nothing in the document,
checks nothing and notes no place. `read` is ours, from bytes to dossier; `parse` is our hardened loader alone. Rounds
are short and taken in turn, and each figure is the quickest, in microseconds of the processor's own time, so that a
busy machine is unfair to none.
Where the repository has no sample, the shared ones are read; a format without either is named as not measured.
"""

from __future__ import annotations

import gc
import sys
import time
from base64 import b64decode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import orjson
from lxml import etree

from recognition.model.dossier import Dossier
from recognition.readers.baked import unbaked
from recognition.readers.door import kind_of, take, text_of
from recognition.readers.dossier_write import write_dossier
from recognition.readers.json_loader import parse_json
from recognition.readers.read import read
from recognition.readers.tree import plain
from recognition.readers.vc_envelope import parse_credential_json
from recognition.readers.xml_loader import parse_xml
from tests.conftest import shared_folder

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
SECONDS = 1.0
AT_MOST = 2.0
FORMATS = {
    "ELMO": "elmo/elmo-1.7-schema-example.xml",
    "ELMO, JSON": "elmo/fi-nurse-2021.json",
    "EDC (ELM 3)": "edc3/ec-microcredential-annex1.jsonld",
    "EDC, DC4EU": "edc3/dc4eu-diploma-supplement.json",
    "EDC, signed JAdES": "edc3/ec-participation-signed-jades.jsonld",
    "EDCI (ELM 2)": "edci2/degree-hr-msc.xml",
    "EBSI diploma": "vc/ebsi-verifiable-diploma.json",
    "Open Badges 3": "openbadges3/1edtech-complete.json",
    "Open Badges 3, JWT": "openbadges3/1edtech-simple.jwt",
    "Open Badges 2": "openbadges3/ob20-assertion.json",
    "CLR 2": "clr2/1edtech-nurse-assistant.json",
    "Europass CV, XML": "europass-cv/skillspassport-3.4-betty.xml",
    "Europass CV, JSON": "europass-cv/skillspassport-3.4-betty.json",
    "learnerinfo": "europass-cv/learnerinfo-2.0.xml",
    "HR Open LER-RS": "hropen/ler-rs-2-applying.json",
    "JSON Resume": "jsonresume/sample.resume.json",
    "PESC college": "pesc/on-university-1.4-fr.xml",
    "PESC high school": "pesc/ns-highschool-1.5-utf16.xml",
    "XCRI-CAP": "xcri/ou-two-courses-2011.xml",
    "LHEO": "lheo/onisep-bts-2.2.xml",
    "LOQ": "loq/loq-3.1-generated.xml",
    "AMS": "loq/ams-3.1-generated.xml",
    "QMS-LOMS": "loq/qms-loms-1.1.xml",
    "EWP courses": "ewp/courses-2-courses.xml",
    "EWP instances": "ewp/courses-2-instances.xml",
    "EWP agreement": "ewp/omobility-las.xml",
    "EWP IIA": "ewp/iias-7.xml",
    "CASE": "case/opensalt-smartlevel.json",
    "CTDL": "ctdl/registry-health-informatics.json",
    "DEQAR": "deqar/programme.json",
    "STCW": "stcw/courses.xml",
}


def best(works: dict[str, Callable[[], object]]) -> dict[str, float]:
    """The quickest of many rounds of each, in microseconds."""
    least = dict.fromkeys(works, float("inf"))
    until = time.perf_counter() + SECONDS
    rounds = 0
    while rounds < 20 or time.perf_counter() < until:
        rounds += 1
        for name, work in works.items():
            start = time.thread_time_ns()
            work()
            least[name] = min(least[name], (time.thread_time_ns() - start) / 1_000)
    return least


def bare_parse(data: bytes) -> Callable[[], object]:
    """Parsing of the same content by the usual library, with nothing around it."""
    incoming = unbaked(take(data))
    kind = kind_of(incoming)
    if kind == "xml":
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        return lambda: etree.fromstring(incoming.data, parser)
    text = text_of(incoming).strip()
    inner = incoming.data
    if text.startswith("eyJ"):
        body = text.split(".")[1]
        inner = b64decode(body + "=" * (-len(body) % 4), altchars=b"-_")
    return lambda: orjson.loads(inner)


def our_parse(data: bytes) -> Callable[[], object]:
    """Our loader from bytes to a tree."""
    incoming = unbaked(take(data))
    return (lambda: parse_xml(incoming)) if kind_of(incoming) == "xml" else lambda: parse_credential_json(incoming)


def measured(data: bytes) -> dict[str, float]:
    """The figures of one document."""
    values: Any = plain(parse_json(write_dossier(read(data).with_problems(()), "json")))
    bare = bare_parse(data)
    works: dict[str, Callable[[], object]] = {
        "read": lambda: read(data),
        "bare": lambda: (bare(), Dossier.model_validate(values)),
        "parse": our_parse(data),
        "bare parse": bare,
    }
    gc.collect()
    gc.freeze()
    figures = best(works)
    gc.unfreeze()
    return figures


def samples(wanted: list[str]) -> Iterator[tuple[str, Path | None]]:
    """Each format with its sample, None where that is absent."""
    for name, path in FORMATS.items():
        if not wanted or any(word.casefold() in name.casefold() for word in wanted):
            found = (folder / path for folder in (SAMPLES, shared_folder() / "samples"))
            yield name, next((one for one in found if one.is_file()), None)


def main() -> None:
    """Print the figures and the ratios."""
    print(f"{'format':20} {'bytes':>8} {'read':>8} {'bare':>8} {'parse':>8} {'alone':>8}  read / bare")
    for name, path in samples(sys.argv[1:]):
        if path is None:
            print(f"{name:20} NOT MEASURED: its sample is absent")
            continue
        data = path.read_bytes()
        found = measured(data)
        shown = " ".join(f"{figure:8.0f}" for figure in found.values())
        ratio = found["read"] / found["bare"]
        print(f"{name:20} {len(data):8} {shown}  {ratio:5.2f}{'' if ratio <= AT_MOST else f'  over {AT_MOST:g}'}")


if __name__ == "__main__":
    main()
