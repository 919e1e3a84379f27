"""What no document calls passed only may count: never done for sure, never missing for sure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from recognition.model.evidence import Module, Qualification
from recognition.readers.notices import Notices
from recognition.readers.outcomes import settled, settled_in
from recognition.readers.read import read

SAMPLES = Path(__file__).resolve().parents[1] / "samples"


def module(number: int, **fields: Any) -> Module:
    return Module.model_validate({"id": f"m{number}", **fields})


def statuses(modules: list[Module]) -> list[str | None]:
    return [one.status for one in modules]


def test_no_status_is_unclear_whatever_the_grade() -> None:
    notices = Notices("paper")
    assert statuses(settled([module(1), module(2, result="B")], notices)) == ["unclear", "unclear"]
    shown = [(problem.code, "neither a result" in problem.sentence) for problem in notices.problems()]
    assert shown == [("outcome_unclear", True), ("outcome_unclear", False)]


@pytest.mark.parametrize("status", ["passed", "failed", "in_progress", "planned", "credited", "unclear"])
def test_a_stated_status_stays(status: str) -> None:
    notices = Notices("paper")
    assert statuses(settled([module(1, status=status)], notices)) == [status]
    assert not notices.problems()


@pytest.mark.parametrize(
    "status, parts", [("passed", [None, None]), ("credited", [None, None]), ("failed", ["unclear", "unclear"])]
)
def test_parts_follow_a_module_around_them_that_was_passed(status: str, parts: list[str | None]) -> None:
    tree = [module(1, status=status), module(2, part_of="m1"), module(3, part_of="m2")]
    assert statuses(settled(tree, Notices("paper"))) == [status, *parts]


@pytest.mark.parametrize("status, part", [("completed", None), ("in_progress", "unclear"), (None, "unclear")])
def test_parts_follow_a_qualification_that_was_completed(status: str | None, part: str | None) -> None:
    whole = Qualification.model_validate({"id": "q1", "status": status, "modules": [{"id": "m1"}]})
    assert statuses(list(settled_in(whole, Notices("paper")).modules)) == [part]


def test_nothing_else_of_a_module_changes() -> None:
    before = module(1, title={"en": "Care"}, credits={"system": "ects", "amount": 5}, result="B")
    (after,) = settled([before], Notices("paper"))
    assert after == Module.model_validate({**before.model_dump(by_alias=True), "status": "unclear"})


@pytest.mark.parametrize(
    "name, wanted",
    [
        ("elmo/dk-signed-2017.xml", {"unclear"}),
        ("elmo/elmo-1.0-example.xml", {"unclear"}),
        ("elmo/fi-signed-2015.xml", {"passed"}),
        ("jsonresume/sample.resume.json", {"unclear"}),
        ("clr2/1edtech-nurse-assistant.json", {"passed", "unclear"}),
    ],
)
def test_every_format_that_shows_no_pass_says_so(name: str, wanted: set[str]) -> None:
    found = read(SAMPLES / name)
    assert {item.status for _, item in found.items() if isinstance(item, Module)} == wanted
    assert ("outcome_unclear" in {problem.code for problem in found.problems}) == ("unclear" in wanted)
