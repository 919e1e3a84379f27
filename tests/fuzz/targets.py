"""What is fuzzed: readers, loaders, the loader of rulesets, verification; bytes in, a value or a refusal out."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import import_module
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from hypothesis import strategies as st
from lxml import etree

from recognition.catalogue.loaded import Ruleset
from recognition.catalogue.rulesets import load_ruleset
from recognition.foundations.codes_all import CODES
from recognition.foundations.problems import MisuseError, Problem, ReadError, RulesetError
from recognition.model.dossier import Dossier
from recognition.readers import read as reading
from recognition.readers.baked import unbaked
from recognition.readers.csv_loader import parse_csv
from recognition.readers.door import kind_of, take
from recognition.readers.dossier_write import write_dossier
from recognition.readers.json_loader import parse_json
from recognition.readers.reader import Reader
from recognition.readers.tree import Node, plain
from recognition.readers.xml_loader import parse_xml
from recognition.readers.yaml_loader import parse_yaml
from recognition.verification.report import Verification
from recognition.verification.trust import Trust
from recognition.verification.verify import verify
from tests.fuzz.changes import changed
from tests.fuzz.documents import ours

HERE = Path(__file__).resolve().parent
CORPUS = HERE / "corpus"
LAW = HERE.parent / "catalogue"
ON = date(2026, 11, 23)
SECONDS = 2.0  # of the processor
SMALLEST = 6  # seeds of one target: what is short is changed in more ways in the same time
LARGEST = 20_000
PLAIN = (str, int, Decimal, bool, type(None))


class Fault(AssertionError):
    """Something else than a value or a refusal in our own words."""


class Target(NamedTuple):
    """One thing to try. `run` gives problems; it raises ReadError or RulesetError to refuse, Fault for a bad value."""

    name: str
    run: Callable[[bytes], tuple[Problem, ...]]
    seeds: Callable[[], list[bytes]]


def check(target: Target, data: bytes) -> None:
    """Hold one document to the promise. Raises whatever comes of it but a value or a refusal."""
    started = time.process_time()
    try:
        problems = target.run(data)
    except (ReadError, RulesetError) as refusal:
        problems = refusal.problems
        if not problems:
            raise Fault("a refusal that says nothing") from None
    spent = time.process_time() - started
    if spent > SECONDS:
        raise Fault(f"took {spent:.1f} s")
    for problem in problems:
        if problem.code not in CODES:
            raise Fault(f"the code {problem.code} is not registered")
        if not str(problem).isprintable():
            raise Fault(f"a message carries the document's own characters: {str(problem)!r}")


def copies(target: Target) -> st.SearchStrategy[bytes]:
    """Spoiled copies of the target's seeds and corpus; what fails shrinks to few changes of a short document."""
    seeds = sorted(_seeds(target.name), key=len)
    one = st.sampled_from(seeds)
    return st.builds(changed, one, one, st.randoms(use_true_random=False)) | st.binary(max_size=200)


def mutated(target: Target, data: bytes, seed: int) -> bytes:
    """What atheris is handed half of the time: a change that keeps documents well-formed, which it seldom finds."""
    chance = Random(seed)
    return changed(data, chance.choice(_seeds(target.name)), chance)


@cache
def _seeds(name: str) -> tuple[bytes, ...]:
    return (*TARGETS[name].seeds(), *(path.read_bytes() for path in kept(name)))


def kept(name: str) -> list[Path]:
    """The corpus of one target: what it once stumbled over, and what reached most of its lines."""
    return sorted((CORPUS / name).glob("*"))


def _smallest(documents: list[bytes]) -> list[bytes]:
    return sorted((one for one in documents if len(one) < LARGEST), key=len)[:SMALLEST]


def _tree(node: Node) -> tuple[Problem, ...]:
    waiting = [plain(node)]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += [*value, *value.values()]
        elif isinstance(value, list):
            waiting += value
        elif type(value) not in PLAIN:
            raise Fault(f"gave a {type(value).__name__}")
    return ()


def _element(root: object) -> tuple[Problem, ...]:
    if not isinstance(root, etree._Element):
        raise Fault(f"gave a {type(root).__name__}")
    return ()


def _dossier(made: object) -> tuple[Problem, ...]:
    if not isinstance(made, Dossier):
        raise Fault(f"gave a {type(made).__name__}")
    again = Dossier.model_validate(plain(parse_json(write_dossier(made, "json"))))
    if again != made:
        raise Fault("what is written is not what was read")
    return made.problems


def _reading(reader: Reader, kinds: frozenset[str]) -> Callable[[bytes], tuple[Problem, ...]]:
    def run(data: bytes) -> tuple[Problem, ...]:
        incoming = unbaked(take(data, name="document"))
        kind = kind_of(incoming)
        if kind not in kinds:
            return ()
        tree = reading._parsed(incoming, kind)
        if not reader.detects(tree):
            return ()
        problems = _dossier(reader.read(tree, incoming.name, False))
        if reader.choose is not None:
            try:
                problems += _dossier(reader.choose(tree, incoming.name, None))
            except MisuseError as refusal:
                problems += refusal.problems
        return problems

    return run


def _seeds_of_kind(kind: str) -> list[bytes]:
    modules = reading._READERS[kind]  # type: ignore[index]
    return _smallest([seed for module in modules for seed in TARGETS[module].seeds()[:1]])


def _any(data: bytes) -> tuple[Problem, ...]:
    return _dossier(reading.read(data, name="document"))


def _verified(data: bytes) -> tuple[Problem, ...]:
    made = verify(take(data, name="document"), Trust(), ON)
    if not isinstance(made, Verification) or made.strength not in (None, "broken"):
        raise Fault("trusts somebody whom nobody named")
    return made.problems


def _law(data: bytes) -> tuple[Problem, ...]:
    with TemporaryDirectory() as folder:
        file = Path(folder, "law.yaml")
        file.write_bytes(data)
        made = load_ruleset(file)
    if not isinstance(made, Ruleset):
        raise Fault(f"gave a {type(made).__name__}")
    return ()


def _law_seeds() -> list[bytes]:
    return [path.read_bytes() for path in sorted((*(LAW / "right").glob("*.yaml"), *(LAW / "wrong").glob("*.yaml")))]


def _signed_seeds() -> list[bytes]:
    samples = HERE.parent / "samples"
    paths = [samples / "openbadges3" / "1edtech-simple.jwt", *sorted((samples / "elmo").glob("*-signed-*.xml"))]
    return [path.read_bytes() for path in paths]


def _readers() -> dict[str, Target]:
    kinds: dict[str, set[str]] = {}
    for kind, modules in reading._READERS.items():
        for module in modules:
            kinds.setdefault(module, set()).add(kind)
    return {module: _of_reader(module, frozenset(of)) for module, of in kinds.items()}


def _of_reader(module: str, kinds: frozenset[str]) -> Target:
    reader: Any = import_module(f"recognition.readers.{module}").READER
    return Target(module, _reading(reader, kinds), lambda: _smallest([one.data for one in _ours()[reader.name]]))


@cache
def _ours() -> dict[str, Any]:
    return ours()


TARGETS: dict[str, Target] = _readers() | {
    target.name: target
    for target in (
        Target("xml", lambda data: _element(parse_xml(take(data))), lambda: _seeds_of_kind("xml")),
        Target("json", lambda data: _tree(parse_json(take(data))), lambda: _seeds_of_kind("json")),
        Target(
            "yaml", lambda data: _tree(parse_yaml(take(data))), lambda: [*_seeds_of_kind("yaml"), *_law_seeds()[:3]]
        ),
        Target("csv", lambda data: (parse_csv(take(data)), ())[1], lambda: _seeds_of_kind("csv")),
        Target("any", _any, lambda: [seed for module in _readers() for seed in TARGETS[module].seeds()[:1]]),
        Target("ruleset", _law, _law_seeds),
        Target("verify", _verified, _signed_seeds),
    )
}
"""Readers by their modules, loaders, `any` for the whole way through the door, `ruleset`, `verify`."""
