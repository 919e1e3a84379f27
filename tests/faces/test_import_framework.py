"""`recognition standards import` of a framework: a list that our own loader reads, written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from recognition.catalogue.esco import CREDIT, PLACE_ENV
from recognition.catalogue.esco_import import import_esco
from recognition.catalogue.standards import Standards, default_standards
from tests.esco_made import TIG, download
from tests.faces.conftest import Command
from tests.readers.course_documents import AMS, LOQ, QMS, SKILL, XCRI
from tests.readers.framework_documents import case, graph, item, link, node

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "case"


def given(folder: Path, data: bytes) -> str:
    file = folder / "framework.json"
    file.write_bytes(data)
    return str(file)


def test_a_framework_becomes_a_list(command: Command, tmp_path: Path) -> None:
    first = item("a", 'Weld: "arc" # and more', humanCodingScheme="W.1")
    data = case(first, item("b", "No", humanCodingScheme="W.2"), item("c", ""), links=[link("b", "a")])
    into = tmp_path / "mine"
    ran = command("standards", "import", given(tmp_path, data), "--into", str(into))
    assert (ran.code, ran.err) == (0, "")
    table = Standards([into]).table("welding.entries")
    assert [(row.key["id"], row.fields["label"], row.fields.get("part_of")) for row in table.rows] == [
        ("W.1", 'Weld: "arc" # and more', None),
        ("W.2", "No", "W.1"),
    ]
    assert [(row.fields["kind"], row.fields["has_parts"]) for row in table.rows] == [
        ("statement", True),
        ("statement", False),
    ]
    assert {row.basis for row in table.rows} == {"secondary"}
    assert not table.complete
    assert "Guild" in table.sources["framework"].title


def test_codes_that_stand_twice_are_no_keys(command: Command, tmp_path: Path) -> None:
    data = case(item("a", "One", humanCodingScheme="1"), item("b", "Two", humanCodingScheme="1"))
    command("standards", "import", given(tmp_path, data), "--into", str(tmp_path / "mine"), "--name", "guild")
    assert [row.key["id"] for row in Standards([tmp_path / "mine"]).table("guild.entries").rows] == ["a", "b"]


def test_the_samples_become_lists(command: Command, tmp_path: Path) -> None:
    for number, (name, rows) in enumerate((("opensalt-math.json", 16), ("opensalt-smartlevel.json", 14))):
        ran = command("standards", "import", str(SAMPLES / name), "--into", str(tmp_path), "--name", f"s{number}x")
        assert ran.code == 0, ran.err
        assert len(Standards([tmp_path]).table(f"s{number}x.entries").rows) == rows


def test_ctdl_competences_become_a_list(command: Command, tmp_path: Path) -> None:
    whole = {"@id": "res:f", "@type": "ceasn:CompetencyFramework", "ceasn:name": {"en": "Safety"}}
    one = {"@id": "res:k", "@type": "ceasn:Competency", "ceasn:competencyText": {"en": "Wear a helmet"}}
    ran = command("standards", "import", given(tmp_path, graph(whole, one)), "--into", str(tmp_path / "mine"))
    assert ran.code == 0, ran.err
    assert Standards([tmp_path / "mine"]).table("safety.entries").rows[0].named("wear a  HELMET")


STANDARD = LOQ.replace("P60M", "PT60H").replace(
    "<volumeOfLearning>PT60H", '<title language="fi">Harjoittelu</title><volumeOfLearning>PT60H'
)


def curriculum(folder: Path, text: str) -> str:
    file = folder / "curriculum.xml"
    file.write_text(text)
    return str(file)


def rows(into: Path, name: str) -> list[dict[str, object]]:
    return [{**row.key, **row.fields} for row in Standards([into]).table(name).rows]


def test_a_curriculum_in_loq_becomes_a_reference_curriculum(command: Command, tmp_path: Path) -> None:
    into = tmp_path / "mine"
    ran = command("standards", "import", curriculum(tmp_path, STANDARD), "--into", str(into))
    assert (ran.code, ran.err) == (0, "")
    part, skill = rows(into, "nursing.entries")
    assert (part["id"], part["label"], part["kind"], part["hours"]) == ("urn:q:2", "Ward practice", "part", 60)
    assert (skill["kind"], skill["part_of"]) == ("skill", "urn:q:2")
    assert (part["has_parts"], skill["has_parts"]) == (False, False)
    assert "/esco/skill/" in str(skill["id"])
    table = Standards([into]).table("nursing.entries")
    assert table.rows[0].named("harjoittelu")
    assert "Example School" in table.sources["framework"].title


def test_a_curriculum_in_qms_loms_becomes_a_reference_curriculum(command: Command, tmp_path: Path) -> None:
    ran = command("standards", "import", curriculum(tmp_path, QMS), "--into", str(tmp_path / "mine"), "--name", "weld")
    assert (ran.code, ran.err) == (0, "")
    assert [row["kind"] for row in rows(tmp_path / "mine", "weld.entries")] == ["part", "skill"]


def test_what_only_the_whole_course_names_is_a_skill_of_no_part(command: Command, tmp_path: Path) -> None:
    part = '<learningOpportunity id="urn:lop:2"><title><text lang="en">Seams</text></title></learningOpportunity>'
    whole = QMS.replace('<specifiedBy idref="urn:q:1"/>', '<specifiedBy idref="urn:q:1"/><hasPart idref="urn:lop:2"/>')
    given_file = curriculum(tmp_path, whole.replace("</learningOpportunities>", f"{part}</learningOpportunities>"))
    command("standards", "import", given_file, "--into", str(tmp_path / "mine"), "--name", "weld")
    assert [(row["kind"], row.get("part_of")) for row in rows(tmp_path / "mine", "weld.entries")] == [
        ("part", None),
        ("skill", None),
    ]


def test_a_skill_goes_by_its_name_in_esco_where_it_was_imported(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_esco(download(tmp_path / "download"), tmp_path / "esco.sqlite")
    monkeypatch.setenv(PLACE_ENV, str(tmp_path / "esco.sqlite"))
    default_standards.cache_clear()
    known = QMS.replace("http://data.europa.eu/esco/skill/00000000-0000-4000-8000-000000000001", TIG)
    for number, (text, label) in enumerate(((known, "weld with tungsten"), (QMS, SKILL))):
        ran = command(
            "standards", "import", curriculum(tmp_path, text), "--into", str(tmp_path), "--name", f"w{number}x"
        )
        assert [row["label"] for row in rows(tmp_path, f"w{number}x.entries")] == ["EQF Level 1 welder", label]
        assert (CREDIT in ran.out) is (label != SKILL)
    default_standards.cache_clear()


def test_of_a_catalogue_one_course_is_named(command: Command, tmp_path: Path) -> None:
    given_file, into = curriculum(tmp_path, XCRI), tmp_path / "mine"
    several = command("standards", "import", given_file, "--into", str(into))
    assert (several.code, into.exists()) == (2, False)
    assert "--course" in several.err
    without_parts = command("standards", "import", given_file, "--course", "C1", "--into", str(into))
    assert (without_parts.code, into.exists()) == (2, False)
    assert "no parts" in without_parts.err
    assert "course_not_found" in command("standards", "import", given_file, "--course", "C9", "--into", str(into)).err


def test_records_of_accreditation_are_no_curriculum(command: Command, tmp_path: Path) -> None:
    ran = command("standards", "import", curriculum(tmp_path, AMS), "--into", str(tmp_path / "mine"), "--name", "x")
    assert ran.code == 2
    assert "not_importable" in ran.err


@pytest.mark.parametrize(
    "data, name, code",
    [
        (case(), "x", "not_importable"),
        (b"{", "x", "not_well_formed"),
        (case(item("a")), "../evil", "usage"),
        (case(item("a")), "Big", "usage"),
        (case(item("a"), title="焊接"), None, "usage"),
        (graph(node("a", "Badge", "x")), "x", "not_importable"),
    ],
)
def test_what_is_no_framework_is_refused(
    command: Command, tmp_path: Path, data: bytes, name: str | None, code: str
) -> None:
    into = tmp_path / "mine"
    more = () if name is None else ("--name", name)
    ran = command("standards", "import", given(tmp_path, data), "--into", str(into), *more)
    assert ran.code == 2
    assert code in ran.err
    assert not into.exists()


def test_what_is_there_is_not_written_over(command: Command, tmp_path: Path) -> None:
    into = tmp_path / "mine"
    arguments = ("standards", "import", given(tmp_path, case(item("a"))), "--into", str(into))
    assert command(*arguments).code == command(*arguments).code == 0
    (into / "welding" / "entries.yaml").write_text("mine")
    assert "already_there" in command(*arguments).err
    assert (into / "welding" / "entries.yaml").read_text() == "mine"
    assert command(*arguments, "--force").code == 0
