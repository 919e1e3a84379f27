"""Whatever a file of law says, lint answers with problems and never breaks down itself."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from recognition.catalogue.lint.run import lint
from recognition.catalogue.rulesets import load_ruleset
from recognition.foundations.problems import RecognitionError
from recognition.readers.tree import plain
from recognition.readers.yaml_loader import parse_yaml

SMALL = Path(__file__).parent / "right" / "small.yaml"
STRANGE: tuple[Any, ...] = (
    None, True, 0, -1, 10**12, "", " ", "unknown", "on", "$", "@", "$none", "@none", "found:", "found:a",
    "found:practice.x",
    "a.b.c", ".", "focus.", "document.x", "P3M", "2026-02-30", "1/0", "practice", "score", [], {}, ["practice"],
    {"between": []}, {"between": [1]}, {"between": [2, 1]}, {"between": ["B1", "x"]}, {"of": "x"},
    {"of": "application", "plus": "P1M"}, {"times": "x", "of": "$months_wanted"}, {"if": ["practice"]}, {"unknown": 1},
)  # fmt: skip


def spots(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place of a tree: the container and the key or index in it."""
    if isinstance(value, dict):
        pairs: list[tuple[Any, Any]] = list(value.items())
    else:
        pairs = list(enumerate(value)) if isinstance(value, list) else []
    for key, item in pairs:
        yield value, key
        yield from spots(item)


def number(value: Decimal) -> float:
    return float(value)


@pytest.mark.parametrize("seed", range(150))
def test_a_spoilt_ruleset_is_told_and_never_crashes(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    tree = json.loads(json.dumps(plain(parse_yaml(SMALL.read_text(encoding="utf-8"))), default=number))
    for _ in range(chance.randint(1, 2)):
        container, key = chance.choice(list(spots(tree)))
        if chance.random() < 0.2:
            del container[key]
        else:
            container[key] = chance.choice(STRANGE)
    file = tmp_path / "spoilt.yaml"
    file.write_text(json.dumps(tree, ensure_ascii=False), encoding="utf-8")
    for problem in lint(file):
        assert problem.place.line is not None, problem
    with suppress(RecognitionError):  # any other error fails the test
        load_ruleset(file)
