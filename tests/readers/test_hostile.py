"""Every hostile document that the door, the loaders and `validate` decide.

Those that only a reader of ELMO can judge (wrong root or namespace, values of credits, texts that attack a report) are
tried here for safety only; what must come of them stands in `test_elmo_hostile.py`.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import pytest
from pydantic import BaseModel, BeforeValidator, ConfigDict

from recognition.foundations.codes_reading import CODES
from recognition.foundations.problems import ReadError
from recognition.readers.door import Incoming, take
from recognition.readers.json_loader import parse_json
from recognition.readers.tree import plain
from recognition.readers.validation import validate
from recognition.readers.xml_loader import parse_xml
from recognition.readers.yaml_loader import parse_yaml
from tests.memory import peak_kilobytes

FOLDERS = ("xml", "emrex", "yaml", "json")
JUDGED_BY_THE_ELMO_READER = ("wrong_root", "wrong_ns", "credit_")
FREE_OF_KEYS = ("norway", "leading_zero", "sexagesimal", "version_number", "date.", "date_bad")
IN_SMALL_RUNS = ("laughs", "xxe_file", "xxe_http", "bomb_10MB", "merge_bomb", "deep", "ok_minimal")


class Hostile(NamedTuple):
    path: Path
    folder: str
    expect: str
    code: str | None
    max_ms: int
    max_extra_mb: int
    value: Any


@cache
def hostile(root: Path) -> tuple[Hostile, ...]:
    entries = json.loads((root / "MANIFEST.json").read_text("utf-8"))
    return tuple(
        Hostile(
            root / e["file"],
            e["file"].split("/")[0],
            e["expect"],
            e["code"],
            e["max_ms"],
            e["max_extra_mb"],
            e.get("value"),
        )
        for e in entries
    )


def _day(value: object) -> object:
    if not (isinstance(value, str) and len(value) == len("2024-02-29") and value.isascii()):
        raise ValueError("a day is written YYYY-MM-DD")
    return date.fromisoformat(value)


class AnySmallModel(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore", frozen=True, hide_input_in_errors=True)
    curriculum: str = ""
    country: str = ""
    hours: int | str = 0
    valid_from: Annotated[date | None, BeforeValidator(_day)] = None


class WholeHours(AnySmallModel):
    hours: int = 0


def load(case: Hostile) -> Any:
    """What the product does with a document up to the model: the root, or the model."""
    incoming = take(case.path)
    if case.folder in ("xml", "emrex"):
        return parse_xml(incoming)
    if case.folder == "json" or case.path.name.endswith(".json"):
        return validate(WholeHours, parse_json(incoming), document=incoming.name)
    model = AnySmallModel if case.path.name.startswith(FREE_OF_KEYS) else WholeHours
    return validate(model, parse_yaml(incoming), document=incoming.name)


def outcome(case: Hostile) -> str:
    try:
        load(case)
    except ReadError as error:
        return error.code
    return "read"


def cases(root: Path, folders: tuple[str, ...] = FOLDERS) -> list[Hostile]:
    found = [case for case in hostile(root) if case.folder in folders]
    assert len(found) >= 9
    return found


def wrong(case: Hostile, got: str) -> str | None:
    """What is wrong with an outcome, if anything."""
    if case.path.name.startswith(JUDGED_BY_THE_ELMO_READER):
        return None if got in ("read", case.code) else f"{case.path.name}: {got}"
    right = {"accept": ("read",), "refuse": (case.code,)}.get(case.expect, ("read", *CODES))
    return None if got in right else f"{case.path.name}: {got}, not {case.expect} {case.code}"


def test_each_gets_what_it_must(shared: Path) -> None:
    faults = [fault for case in cases(shared / "hostile") if (fault := wrong(case, outcome(case)))]
    assert faults == []


def test_refusals_name_a_place_and_quote_nothing_raw(shared: Path) -> None:
    for case in cases(shared / "hostile"):
        try:
            load(case)
        except ReadError as error:
            for problem in error.problems:
                assert problem.place.document == case.path.name
                assert problem.code in CODES
                assert str(problem).isprintable()
                assert "canary" not in str(problem)
                assert len(str(problem)) < 400


def test_values_that_must_not_change(shared: Path) -> None:
    root = shared / "hostile"
    for case in cases(root, ("yaml",)):
        if case.value is not None:
            assert plain(parse_yaml(take(case.path))) == case.value


def test_benign_twins_read_whole(shared: Path) -> None:
    def text(name: str, tag: str) -> list[str]:
        found = parse_xml(take(shared / "hostile" / name)).iter("{*}" + tag)
        return [element.text or "" for element in found]

    for twin in ("minimal", "utf16", "comment_in_text", "cdata", "charref"):
        assert text(f"xml/ok_{twin}.xml", "title")[-1] == "Bachelor of Science in Nursing"
        assert text(f"xml/ok_{twin}.xml", "value") == ["180"]
    assert text("emrex/ok.b64", "value") == text("emrex/plain_not_gzip.b64", "value") == ["180"]
    names = text("xml/ok_diacritics.xml", "givenNames") + text("xml/ok_diacritics.xml", "familyName")
    assert any(not name.isascii() for name in names)


# Each in a process of its own, with limits, and no file or address but the one named.

PYTHONS_OWN = str(Path(os.__file__).parent / "encodings")
ADDRESS_SPACE = 2_000_000_000
TIMES_OF_A_BUSY_MACHINE = 5  # the manifest speaks of a machine that does nothing else


def _alone(case: Hostile, run: Callable[[Hostile], str], reply: Connection) -> None:
    opened: list[str] = []

    def listen(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(arguments[0], (str, bytes)):
            opened.append(os.fsdecode(arguments[0]))
        elif event.startswith(("socket.", "subprocess.", "os.system", "urllib.")):
            opened.append(event)

    signal.alarm(10)
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    before = peak_kilobytes()
    sys.addaudithook(listen)
    start = time.process_time()
    got = run(case)
    spent = (time.process_time() - start) * 1_000
    beyond = [name for name in opened if not _may_open(name, case)]
    reply.send((got, spent, (peak_kilobytes() - before) / 1024, beyond))


def _may_open(name: str, case: Hostile) -> bool:
    return name == str(case.path) or name.startswith(PYTHONS_OWN)  # codecs are imported when first used


def alone(case: Hostile, run: Callable[[Hostile], str] = outcome) -> tuple[str, float, float, list[str]]:
    here, there = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=_alone, args=(case, run, there))
    child.start()
    there.close()
    try:
        reply: tuple[str, float, float, list[str]] = here.recv()
    except EOFError:
        child.join()
        pytest.fail(f"{case.path.name}: the process ended with {child.exitcode}")
    child.join()
    return reply


def check_alone(chosen: list[Hostile]) -> None:
    faults = []
    for case in chosen:
        got, spent, extra, opened = alone(case)
        name = case.path.name
        faults += [fault] if (fault := wrong(case, got)) else []
        faults += [f"{name}: {spent:.0f} ms"] if spent > case.max_ms * TIMES_OF_A_BUSY_MACHINE else []
        faults += [f"{name}: {extra:.0f} MB"] if extra > case.max_extra_mb else []
        faults += [f"{name}: opened {opened}"] if opened else []
    assert faults == []


def test_a_handful_alone(shared: Path) -> None:
    chosen = [case for case in cases(shared / "hostile") if case.path.name.startswith(IN_SMALL_RUNS)]
    assert len(chosen) >= 8
    check_alone(chosen)


@pytest.mark.full
def test_each_alone(shared: Path) -> None:
    check_alone(cases(shared / "hostile"))


@pytest.mark.full
def test_big_ones_alone(shared: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, shared / "hostile" / "gen.py", tmp_path, "--big"], check=True, capture_output=True)
    chosen = [case._replace(folder=case.path.name.split("_")[0]) for case in cases(tmp_path, ("big",))]
    check_alone(chosen)


def test_the_watch_sees_what_it_must(shared: Path) -> None:
    case = cases(shared / "hostile")[0]

    def opens_another(_: Hostile) -> str:
        return str(len(Path(__file__).read_bytes()))

    def eats(_: Hostile) -> str:
        return str(len(bytearray(100_000_000)))

    assert alone(case, opens_another)[3] == [__file__]
    assert alone(case, eats)[2] > 50


def test_manifest_lists_what_is_there(shared: Path) -> None:
    folder = shared / "hostile"
    listed = {case.path for case in hostile(folder) if case.folder in FOLDERS}
    assert listed == {path for name in FOLDERS for path in (folder / name).iterdir()}


def test_engine_words_and_forged_trust_reach_no_model() -> None:
    text = '{"curriculum": "a", "sid": "x", "k7y_5nd": true, "trusted": true}'
    made = validate(WholeHours, parse_json(Incoming("x", text.encode())))
    assert made.model_dump() == {"curriculum": "a", "country": "", "hours": 0, "valid_from": None}
