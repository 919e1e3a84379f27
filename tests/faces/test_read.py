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


def test_the_owner_sees_a_table_first(command: Command) -> None:
    lines = command("read", str(SAMPLES / "elmo" / "fi-nurse-2021.json")).out.splitlines()
    assert lines[0] == "A person, dossier without an id"
    assert lines[4] == "qualifications"
    assert lines[5].split() == ["What", "Amount", "Awarded", "By", "Line"]
    assert lines[6].split()[:2] == ["q1", "Terveydenhoitaja"]
    assert "m2      Asiakaslähtöinen hoitotyö      5 ects    passed, 3    2015-04-17  122" in lines
    assert max(map(len, lines[: lines.index("every value, and where it stands")])) <= 80


def test_modules_are_set_in_under_those_that_they_are_part_of(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "course.yaml"
    path.write_text(
        "{schema: dossier/1, subject: curriculum, curriculum: {title: {en: Welding}, provider: {name: Centre A}},\n"
        " modules: [{id: u1, title: {en: Practice}}, {id: u2, title: {en: Arc welding}, hours: 260, part_of: u1}]}\n"
    )
    lines = command("read", str(path)).out.splitlines()
    assert lines[2] == "Welding, Centre A"
    rows = [line.rstrip() for line in lines if line.startswith("u")]
    assert [row.split("  ")[0] for row in rows] == ["u1", "u2"]
    assert rows[0].index("Practice") + 2 == rows[1].index("Arc welding")
    assert "260 hours" in rows[1]


def test_every_kind_of_item_has_its_table(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "person.yaml"
    path.write_text(
        "schema: dossier/1\nsubject: person\nperson: {full_name: Ada Ex, born: 1990-01-02, nationalities: [TN]}\n"
        "qualifications: [{id: q1, title: {fr: Licence}, country: TN, training_end: 2013-06, duration: 3},\n"
        "  {id: q2, title: {fr: Master}, status: in_progress}]\n"
        "language_results: [{id: l1, language: de, test: goethe_b2, sat: 2026-02-03, scores: {reading: 66}}]\n"
        "experience: [{id: e1, employer: Clinic, start: 2014-01-01, end: ongoing, share: 0.5, country: TN},\n"
        "  {id: e2, kind_of_service: hospital, amount: {value: 18, unit: months}}]\n"
        "registrations: [{id: r1, register: tn.order, country: TN, status: active, from: 2013-09-01}]\n"
        "examinations: [{id: x1, exam: state_exam, sat: 2013-05, result: passed}]\n"
        "documents: [{id: d1, type: good_standing, country: TN, issued: 2026-09-20}]\n"
        "accreditations: [{id: a1, of: programme, by: xa.board, from: 2022-01-01}]\n"
    )
    out = command("read", str(path)).out
    overview = [" ".join(line.split()) for line in out.partition("every value, and where it stands")[0].splitlines()]
    assert overview[2] == "Ada Ex, born 1990-01-02, TN"
    assert [line for line in overview if line[:2] in {"q1", "q2", "l1", "e1", "e2", "r1", "x1", "d1", "a1"}] == [
        "q1 Licence 3 years ended TN 4",
        "q2 Master in progress 5",
        "l1 de, goethe b2 reading 66 2026-02-03 6",
        "e1 Clinic 2014-01-01 to ongoing 0.5 TN 7",
        "e2 hospital 18 months 8",
        "r1 tn.order TN 2013-09-01 active 9",
        "x1 state exam passed 2013-05 10",
        "d1 good standing 2026-09-20 TN 11",
        "a1 programme xa.board 2022-01-01 12",
    ]


def test_what_is_stated_of_a_programme_reads_as_words(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "programme.yaml"
    path.write_text(
        "schema: dossier/1\nsubject: partnership\npartnership: {name: Dual, origin: XA, destination: XB}\n"
        "channel: {acts: [{id: act, in_force_from: 2005}]}\n"
        "figures: {hired: {between: [0, 720]}, cost: {amount: 9000, unit: EUR}}\n"
    )
    out = command("read", str(path)).out
    assert "\nDual, from XA to XB\n" in out
    assert "    acts: id act, in force from 2005\n" in out
    assert "    hired: 0 to 720  " in out
    assert "    cost: 9000 EUR  " in out


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
