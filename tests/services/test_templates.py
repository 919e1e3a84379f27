"""The files to begin with: filled in as they say, they read and are assessed without anything to remark."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from recognition.catalogue.rulesets import load_ruleset
from recognition.model.dossier import Dossier
from recognition.model.evidence import Module
from recognition.readers.read import read
from recognition.readers.templates import TEMPLATES, Template, template
from recognition.services.assess import assess

RULESETS = {"dossier": "de/nurse", "curriculum": "eu/nurse-curriculum", "partnership": "partnership/audit"}


def forms(name: Template) -> list[str]:
    """The template as it stands, with what it offers as a comment taken up, and with an unfinished list."""
    text = template(name)
    return [
        text,
        re.sub(r"^( *)# ([a-z_]+: [{\[])", r"\1\2", text, flags=re.MULTILINE),
        re.sub(r"^complete: .*$", "complete: []", text, flags=re.MULTILINE),
    ]


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_filled_as_it_says_is_without_a_problem(name: Template) -> None:
    for text in forms(name):
        dossier = read(text.encode(), name=f"{name}.yaml")
        assert dossier.problems == ()
        answer = assess(dossier, RULESETS[name], on="2026-11-23")
        assert [one.sentence for one in answer.problems] == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_hours_of_a_template_agree(name: Template) -> None:
    for text in forms(name):
        dossier = read(text.encode(), name=f"{name}.yaml")
        for whole, modules, complete in wholes(dossier):
            assert whole.hours is not None
            total = whole.hours.total
            assert total is not None
            parts = [part for part in (whole.hours.theory, whole.hours.clinical) if part is not None]
            taught = [module.hours for module in modules if module.hours is not None]
            assert not parts or sum(part.low for part in parts) == total.low
            assert sum(hours.low for hours in taught) <= total.low
            assert not complete or sum(hours.low for hours in taught) == total.low


def test_the_partnership_template_holds_every_question_of_the_audit() -> None:
    stated = yaml.safe_load(template("partnership"))["facts"]
    assert stated.keys() == load_ruleset("partnership/audit").facts.keys()


def wholes(dossier: Dossier) -> list[tuple[Any, tuple[Module, ...], bool]]:
    """What states hours, its modules, and whether they are all there is."""
    found: list[tuple[Any, tuple[Module, ...], bool]] = [
        (one, one.modules, dossier.is_complete(f"modules:{one.id}")) for one in dossier.qualifications
    ]
    if dossier.curriculum is not None:
        found.append((dossier.curriculum, dossier.modules, dossier.is_complete(f"modules:{dossier.id}")))
    return [(whole, modules, complete) for whole, modules, complete in found if whole.hours is not None]
