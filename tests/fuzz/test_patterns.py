"""No pattern of ours takes a time that grows as the square of a text, or worse: texts have up to 100,000 characters."""

from __future__ import annotations

import pkgutil
import re
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import recognition

FOLDER = Path(recognition.__file__).parent
LENGTH = 8_000  # so that a square takes 200 ms and more on every Python; a straight pattern takes less than 2 ms
SECONDS = 0.06
WAYS = {"search": "search", "sub": "search", "finditer": "search", "findall": "search", "split": "search",
        "match": "match", "fullmatch": "fullmatch"}  # fmt: skip
HELD_IN_TUPLES = {"CYCLE_LEVELS": {"match"}}
UNITS = (
    "a", "9", " ", "/", "#", ".", "-", ":", "_", "A", "é", "\n", "(", "<", "{", "*", "a ", "a/", "9.", "9-", "a.",
    "://", "P1", "a,", "0 ", "\t", "+", "--", "eyJ", "a9", "9a", ", ", "; ", "|", "'", '"', "1 ", "M ", "EQF ",
)  # fmt: skip
STARTS, ENDS = ("", "eyJ", "P", "http://", "9"), ("", "!", "\x00", "z\n", "/")


class Used(NamedTuple):
    name: str
    pattern: re.Pattern[Any]
    way: str


def used() -> Iterator[Used]:
    """Each pattern of each module, in each way it is used: a private one in its module, another in any."""
    calls = _calls("\n".join(path.read_text("utf-8") for path in sorted(FOLDER.rglob("*.py"))))
    for info in pkgutil.walk_packages(recognition.__path__, "recognition."):
        if info.name.startswith("recognition.faces"):
            continue
        module = import_module(info.name)
        own = _calls(Path(str(module.__file__)).read_text("utf-8"))
        for name, value in vars(module).items():
            held = [value] if isinstance(value, re.Pattern) else _inside(value)
            ways = (own if name.startswith("_") else calls).get(name) or HELD_IN_TUPLES.get(name, {"search"})
            yield from (Used(f"{info.name}.{name}", pattern, way) for pattern in held for way in ways)


def _calls(source: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, call in re.findall(r"\b([A-Za-z_]\w*)\.([a-z]+)\(", source):
        if call in WAYS:
            found.setdefault(name, set()).add(WAYS[call])
    return found


def _inside(value: object) -> list[re.Pattern[Any]]:
    waiting, found = [value], []
    while waiting:
        one = waiting.pop()
        if isinstance(one, re.Pattern):
            found.append(one)
        elif isinstance(one, (tuple, list)) and len(one) < 100:
            waiting += one
    return found


def slow_text(pattern: re.Pattern[Any], way: str) -> str | None:
    """The first text that takes the pattern too long, twice in a row."""
    for unit in UNITS:
        for start in STARTS if len(unit) == 1 else STARTS[:1]:
            for end in ENDS:
                text = start + unit * (LENGTH // len(unit)) + end
                if spent(pattern, way, text) > SECONDS and spent(pattern, way, text) > SECONDS:
                    return f"{start}{unit}…{end}"
    return None


def spent(pattern: re.Pattern[Any], way: str, text: str) -> float:
    given = text if isinstance(pattern.pattern, str) else text.encode()
    started = time.process_time()
    getattr(pattern, way)(given)
    return time.process_time() - started


@pytest.mark.full
def test_no_pattern_is_slow_on_long_texts() -> None:
    tried = {(one.pattern, one.way): one.name for one in used()}
    assert len(tried) > 80
    slow = {}
    for (pattern, way), name in tried.items():
        if (text := slow_text(pattern, way)) is not None:
            slow[name] = (way, text)
    assert slow == {}


def test_a_slow_pattern_is_told() -> None:
    assert slow_text(re.compile(r"[^/#]+$"), "search") is not None


def test_patterns_are_found_in_the_ways_they_are_used() -> None:
    ways = {(one.name.rpartition(".")[2], one.way) for one in used()}
    assert {("LAST_STEP", "search"), ("CYCLE_LEVELS", "match"), ("_COMPACT", "fullmatch")} <= ways
