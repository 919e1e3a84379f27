"""The same dossier gives the same bytes, whatever its order, the hash seed, the locale and the time zone."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from itertools import product
from pathlib import Path
from random import Random

import pytest

from recognition.services.assess import assess
from tests.engine.random_law import ON, Law, random_shown

ROOT = Path(__file__).resolve().parents[2]
LAWS = 12
SHUFFLES = 20


def in_random_order(seed: int, random: Random) -> bytes:
    """One dossier with its items in some order."""
    law = Law.random(seed)
    shown = random_shown(law, Random(seed))
    items = list(shown.facts.items())
    random.shuffle(items)
    shown.facts = dict(items)
    dossier = shown.dossier(law.subject)
    sittings = list(dossier.examinations)
    random.shuffle(sittings)
    dossier = dossier.model_copy(update={"examinations": type(dossier.examinations)(sittings)})
    return assess(dossier, law.ruleset, on=ON, dates=shown.dates, standards=law.standards).to_json()  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(LAWS))
def test_the_order_of_evidence_never_matters(seed: int) -> None:
    assert len({in_random_order(seed, Random(shuffle)) for shuffle in range(SHUFFLES)}) == 1


def digest() -> str:
    """Of every answer of this process."""
    made = hashlib.sha256()
    for seed in range(LAWS):
        made.update(in_random_order(seed, Random(0)))
    return made.hexdigest()


def digest_in(seed: str, locale: str, zone: str) -> str:
    """The digest as another process makes it."""
    environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "LANG": locale, "TZ": zone}
    code = "from tests.engine.test_same_bytes import digest; print(digest())"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


def sweep(seeds: tuple[str, ...], locales: tuple[str, ...], zones: tuple[str, ...]) -> None:
    digests = {digest_in(*where): where for where in product(seeds, locales, zones)}
    assert list(digests) == [digest()], digests


def test_the_same_bytes_in_other_processes() -> None:
    sweep(("0", "1"), ("C",), ("Asia/Kathmandu",))


@pytest.mark.full
def test_the_same_bytes_under_every_seed_locale_and_zone() -> None:
    sweep(("0", "1", "2", "3", "4"), ("C", "C.UTF-8", "tr_TR.UTF-8"), ("UTC", "Asia/Kathmandu", "America/St_Johns"))
