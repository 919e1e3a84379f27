"""From an imported framework and the ESCO store to an answer: the whole way, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from recognition.catalogue.esco import PLACE_ENV
from recognition.catalogue.esco_import import import_esco
from recognition.catalogue.standards import OWN_ENV
from tests.esco_made import BREAD, TIG, WELDING, download
from tests.readers.course_documents import LOQ
from tests.readers.framework_documents import case, item, link

HOURS = "{at_least: hours}, unit: hours"

RULESET = """\
schema: ruleset/1
id: xx/skilled
version: 1
subject: person
status: draft
checked: {on: 2026-11-23, by: tests, next: 2099-11-23}
focus: {item: qualification}
sources:
  act: {title: Skills Act, read_on: 2026-11-23, basis: read}
requirements:
  skills: {kind: coverage, entries: guild.entries, each: present, match: [id, label], at_least: all, cite: "act § 1"}
stages:
  - id: title
    headline: true
    terms: {positive: recognised, negative: refused, undetermined: more_needed}
routes:
  - {id: only, stage: title, needs: [skills], cite: "act § 1"}
"""
TEXTS = """\
title: "Skilled work"
stages.title.title: "Title"
terms.recognised: "recognised"
terms.refused: "not recognised"
terms.more_needed: "more is needed"
terms.no_route: "no way is open"
requirements.skills.title: "The skills are taught"
routes.only.title: "Title"
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    law = tmp_path / "law" / "xx" / "skilled"
    (law / "lang").mkdir(parents=True)
    (law / "ruleset.yaml").write_text(RULESET)
    (law / "lang" / "en.yaml").write_text(TEXTS)
    standard = tmp_path / "mine" / "guild"
    standard.mkdir(parents=True)
    (standard / "SOURCE.yaml").write_text(
        "schema: sources/1\ntitle: Guild\nsources:\n"
        "  rules: {title: Rules of the guild, read_on: 2026-11-23, basis: read}\n"
    )
    (standard / "entries.yaml").write_text(
        "schema: standard/1\nid: guild.entries\ntitle: Skills\nkey: [id]\ncomplete: true\n"
        "checked: {on: 2026-01-01, by: tests, next: 2099-11-23}\nfields: {id: address, label: name}\n"
        f'rows:\n  - {{id: "{WELDING}", label: Welding, cite: "rules 1"}}\n'
    )
    import_esco(download(tmp_path / "download"), tmp_path / "esco.sqlite")
    return tmp_path


def answer(place: Path, module: dict[str, Any], *, on: str = "2026-11-23", **more: str) -> tuple[str, str]:
    """The outcome and the finding on each of the skills."""
    dossier = {
        "schema": "dossier/1", "subject": "person", "complete": ["modules:q1", "qualifications"],
        "qualifications": [{"id": "q1", "strength": "document", "modules": [{"id": "m1", **module}]}],
    }  # fmt: skip
    (place / "dossier.json").write_text(json.dumps(dossier))
    root = str(Path(__file__).resolve().parents[2])
    own = {OWN_ENV: str(place / "mine"), PLACE_ENV: str(place / "esco.sqlite")}
    ran = subprocess.run(
        [sys.executable, "-m", "recognition.faces", "check", "dossier.json", "--to", "law/xx/skilled",
         "--on", on, "--format", "json"],
        cwd=place, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": root, **own, **more},
    )  # fmt: skip
    assert ran.stdout, ran.stderr
    said = json.loads(ran.stdout)
    return said["outcome"], " ".join(one["status"] for one in said["findings"] if one["id"].startswith("skills."))


@pytest.mark.parametrize(
    "module, outcome, finding",
    [
        ({"outcomes": [TIG]}, "positive", "met"),
        ({"title": {"de": "Lichtbogenschweißen"}}, "positive", "met"),
        ({"outcomes": [BREAD]}, "negative", "gap"),
        ({"outcomes": ["esco:nobody"]}, "undetermined", "unknown"),
        ({"title": {"en": "Ward practice"}, "area": "practice", "hours": 100}, "undetermined", "unknown"),
    ],
)
def test_a_skill_reaches_the_outcome(place: Path, module: dict[str, Any], outcome: str, finding: str) -> None:
    assert answer(place, module) == (outcome, finding)


def test_without_the_store_a_skill_below_is_left_open(place: Path) -> None:
    assert answer(place, {"outcomes": [TIG]}, **{PLACE_ENV: str(place / "none")}) == ("undetermined", "unknown")
    assert answer(place, {"outcomes": [BREAD]}, **{PLACE_ENV: str(place / "none")}) == ("undetermined", "unknown")


@pytest.mark.parametrize("hours, outcome", [(60, "positive"), (59, "negative"), (None, "undetermined")])
def test_a_state_s_own_curriculum_is_checked_against(place: Path, hours: int | None, outcome: str) -> None:
    """An import of LOQ, a requirement that asks the hours of every part of it, and answers at and below the line."""
    (place / "state.xml").write_text(LOQ.replace("P60M", "PT60H"))
    root = str(Path(__file__).resolve().parents[2])
    subprocess.run(
        [sys.executable, "-m", "recognition.faces", "standards", "import", "state.xml", "--into", "mine",
         "--name", "state"],
        cwd=place, check=True, env={**os.environ, "PYTHONPATH": root},
    )  # fmt: skip
    ruleset = place / "law" / "xx" / "skilled" / "ruleset.yaml"
    asked = f"entries: state.entries, where: {{kind: part}}, each: {HOURS}"
    ruleset.write_text(RULESET.replace("entries: guild.entries, each: present", asked))
    module = {"title": {"en": "Ward practice"}, **({} if hours is None else {"hours": hours})}
    assert answer(place, module, on=datetime.now().astimezone().date().isoformat())[0] == outcome


@pytest.mark.parametrize(
    "module, outcome, findings",
    [
        ({"outcomes": ["W.1", "W.2"]}, "positive", "met met"),
        ({"outcomes": ["W.1"]}, "negative", "met gap"),
        ({"title": {"en": "Weld with gas"}, "outcomes": ["W.1"]}, "positive", "met met"),
        ({"title": {"en": "Metal work"}, "area": "practice", "hours": 400}, "undetermined", "unknown unknown"),
        ({"outcomes": ["W"]}, "undetermined", "unknown unknown"),
        ({"title": {"en": "Weld"}, "outcomes": ["W.2"]}, "undetermined", "unknown met"),
    ],
)
def test_a_framework_in_case_is_checked_against(
    place: Path, module: dict[str, Any], outcome: str, findings: str
) -> None:
    """An import of CASE whose single statements are all asked."""
    statements = [
        item(name, text, humanCodingScheme=code)
        for name, text, code in (("a", "Weld", "W"), ("b", "Weld with an arc", "W.1"), ("c", "Weld with gas", "W.2"))
    ]
    (place / "guild.json").write_bytes(case(*statements, links=[link("b", "a"), link("c", "a")]))
    root = str(Path(__file__).resolve().parents[2])
    subprocess.run(
        [sys.executable, "-m", "recognition.faces", "standards", "import", "guild.json", "--into", "mine",
         "--name", "welders"],
        cwd=place, check=True, env={**os.environ, "PYTHONPATH": root},
    )  # fmt: skip
    ruleset = place / "law" / "xx" / "skilled" / "ruleset.yaml"
    asked = "entries: welders.entries, where: {has_parts: false}"
    ruleset.write_text(RULESET.replace("entries: guild.entries", asked))
    assert answer(place, module, on=datetime.now().astimezone().date().isoformat()) == (outcome, findings)
