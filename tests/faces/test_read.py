"""What `recognition read` prints: everything that was read, also what no field of ours holds."""

from __future__ import annotations

from pathlib import Path

from recognition.readers.read import read
from tests.faces.conftest import Command
from tests.verification.signing import enveloped, holder

SAMPLES = Path(__file__).resolve().parents[1] / "samples"


def test_what_has_no_field_is_printed_as_written(command: Command) -> None:
    out = command("read", str(SAMPLES / "edc3" / "ec-microcredential-annex1.jsonld")).out
    assert "    also written, maximum duration: P1M   [line 1]\n" in out
    assert "    also written, level national: RQF Level 6   [line 1]\n" in out


def test_what_stands_in_a_line_already_is_not_repeated(command: Command) -> None:
    out = command("read", str(SAMPLES / "edc3" / "ec-microcredential-annex1.jsonld")).out
    assert "    note: Grade: Pass\n" in out
    assert "also written, result" not in out


def test_modules_stand_under_the_qualification_that_they_are_of(command: Command) -> None:
    out = command("read", str(SAMPLES / "clr2" / "1edtech-nurse-assistant.json")).out
    assert out.count("\nmodules of q1\n- m1 ") == 1
    assert out.count("\nmodules\n- m2 ") == 1


def test_a_length_has_its_unit_and_a_text_is_not_written_twice(command: Command, tmp_path: Path) -> None:
    document = tmp_path / "me.yaml"
    words = "{schema: dossier/1, subject: curriculum, curriculum: {title: {en: Weaving}, duration: 1.5}}\n"
    document.write_text(words, encoding="utf-8")
    out = command("read", str(document)).out
    assert "    title: Weaving (en)\n" in out
    assert "    duration: 1.5 years\n" in out
    out = command("read", str(SAMPLES / "edc3" / "ec-microcredential-annex1.jsonld")).out
    assert "    title: Digital micro-credential creation (en)   [line 1]\n" in out
    assert "    credits: system ects, amount 2   [line 1]\n" in out
    assert "    country: IE   [line 1]   written: http://publications.europa.eu/resource/authority/country/IRL\n" in out


def test_what_a_failing_signature_covers_stays_worth_nothing_when_it_is_saved(command: Command, tmp_path: Path) -> None:
    honest, changed, saved = (tmp_path / name for name in ("honest.xml", "changed.xml", "me.yaml"))
    honest.write_bytes(enveloped(holder()))
    changed.write_bytes(honest.read_bytes().replace(b">210<", b">300<"))
    assert "\n- q1 (document)  honest.xml:" in command("read", str(honest)).out
    out = command("read", str(changed)).out
    assert "\n- q1 (broken)  changed.xml:" in out
    assert out.partition("problems: ")[2].splitlines()[1].startswith("- error bad_signature changed.xml: ")
    saved.write_text(command("read", str(changed), "--format", "yaml").out, encoding="utf-8")
    again = read(saved)
    assert {item.strength for _, item in again.items()} == {"broken"}
    assert again.problems[0].code == "bad_signature"
    assert command("read", str(saved)).out == out
