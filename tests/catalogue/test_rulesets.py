"""Finding, keeping, fingerprinting."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from recognition.catalogue.rulesets import find, list_parts, list_rulesets, load_ruleset
from recognition.foundations.problems import InvalidRuleset, RulesetNotFound
from tests.catalogue.conftest import Write

TEXT = """
requirements: {done: {kind: date-order, day: focus.training_end, until: on, cite: "act § 2"}}
stages: [{id: stage, headline: true}]
routes: [{id: way, stage: stage, needs: [done: {term: no}], cite: "act § 1"}]
"""
TEMPLATE = Path(__file__).resolve().parents[2] / "recognition" / "catalogue" / "templates" / "xx" / "example"


def test_names_and_their_aliases(write: Write, tmp_path: Path) -> None:
    file = write("gb/nurse", TEXT)
    write("eu/part", "requirements: {}")
    assert list_rulesets(root=tmp_path) == ("gb/nurse",)
    assert list_parts(root=tmp_path) == ("eu/part",)
    assert find("gb/nurse", root=tmp_path) == find("uk/nurse", root=tmp_path) == file
    assert load_ruleset("uk/nurse", root=tmp_path).id == "gb/nurse"
    assert load_ruleset(file.parent).id == "gb/nurse"


def test_a_misspelt_name_is_answered_with_the_nearest(write: Write, tmp_path: Path) -> None:
    write("gb/nurse", TEXT)
    with pytest.raises(RulesetNotFound) as caught:
        load_ruleset("gb/nurce", root=tmp_path)
    assert caught.value.problems[0].hint == "did you mean 'gb/nurse'?"
    with pytest.raises(RulesetNotFound):
        find("../../etc/passwd", root=tmp_path)


def test_a_part_is_no_ruleset(write: Write, tmp_path: Path) -> None:
    file = write("eu/part", "requirements: {}")
    assert find("eu/part", root=tmp_path) == file
    with pytest.raises(RulesetNotFound):
        load_ruleset("eu/part", root=tmp_path)
    with pytest.raises(InvalidRuleset):
        load_ruleset(file)


def test_the_same_object_until_a_file_changes(write: Write) -> None:
    write("eu/part", "requirements: {}")
    file = write("gb/nurse", "uses: {p: eu/part}" + TEXT)
    first = load_ruleset(file)
    assert load_ruleset(file) is first
    part = write("eu/part", "requirements: {}\n# a comment")
    os.utime(part, ns=(1, 1))
    second = load_ruleset(file)
    assert second is not first
    assert second.sha256 == first.sha256, "comments have no meaning"
    write("eu/part", "requirements: {}\nfacts: {a: {type: yes_no}}")
    assert load_ruleset(file).sha256 != first.sha256


def test_a_wrong_file_is_not_kept(write: Write) -> None:
    file = write("gb/nurse", TEXT.replace("until: on", "until: no"))
    with pytest.raises(InvalidRuleset):
        load_ruleset(file)
    write("gb/nurse", TEXT)
    assert load_ruleset(file).id == "gb/nurse"


def test_texts_are_read_anew_after_a_change(write: Write) -> None:
    file = write("gb/nurse", TEXT)
    assert load_ruleset(file).texts.get("title") == "title"
    (file.parent / "lang").mkdir()
    (file.parent / "lang" / "en.yaml").write_text("title: Nurses", encoding="utf-8")
    assert load_ruleset(file).texts.get("title") == "Nurses"


def test_the_id_is_the_name_of_the_folders(write: Write) -> None:
    file = write("gb/nurse", TEXT)
    file.write_text(file.read_text(encoding="utf-8").replace("gb/nurse", "gb/nurses"), encoding="utf-8")
    with pytest.raises(InvalidRuleset) as caught:
        load_ruleset(file)
    assert (caught.value.code, caught.value.problems[0].place.line) == ("RL005", 3)


def test_many_threads_get_one_ruleset(write: Write) -> None:
    file = write("gb/nurse", TEXT)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: load_ruleset(file), range(64)))
    assert len({id(ruleset) for ruleset in found}) == 1


def test_the_order_of_requirements_is_part_of_the_meaning(write: Write) -> None:
    two = '  b: {kind: age, reached: 18, cite: "act § 1"}\n  a: {kind: age, reached: 21, cite: "act § 1"}\n'
    rest = "stages: [{id: stage, headline: true}]\nreport: [a, b]\n" + TEXT[TEXT.index("routes") :]
    lines = two.splitlines(keepends=True)
    done = "  done: {kind: age, reached: 18, cite: act § 1}\n"
    first = load_ruleset(write("gb/one", "requirements:\n" + done + lines[0] + lines[1] + rest)).sha256
    second = load_ruleset(write("gb/one", "requirements:\n" + done + lines[1] + lines[0] + rest)).sha256
    assert first != second


def test_the_template_loads() -> None:
    ruleset = load_ruleset(TEMPLATE)
    assert ruleset.id == "xx/example"
    assert ruleset.texts.get("requirements.practice.title", "de") == "Professional practice"


@pytest.mark.parametrize("name", list_rulesets())
def test_every_ruleset_that_ships_loads(name: str) -> None:
    assert load_ruleset(name).id == name


@pytest.mark.parametrize(
    "given, hint",
    [
        ("DE/nurse", "did you mean 'de/nurse'?"),
        ("de/nurs", "did you mean 'de/nurse'?"),
        ("nurse", "there are: au/nurse, de/nurse, "),
        ("se/nurse", "there are: au/nurse, de/nurse, "),
        ("fi", "there are: fi/nurse, fi/practical-nurse"),
        ("fi/welder", "for 'fi' there are: fi/nurse, fi/practical-nurse"),
        ("germany", "see: recognition rulesets list"),
    ],
)
def test_no_ruleset_of_another_destination_is_offered_for_one_that_is_not_there(given: str, hint: str) -> None:
    with pytest.raises(RulesetNotFound) as caught:
        load_ruleset(given)
    assert str(caught.value.problems[0].hint).startswith(hint)
