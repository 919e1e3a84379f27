"""The ESCO download as a local store: what comes in, what is noticed, what is refused, and what it answers."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from recognition.catalogue import esco_files
from recognition.catalogue.esco import PLACE_ENV, Esco, default_place, opened, skill_address
from recognition.catalogue.esco_import import Imported, import_esco
from recognition.foundations.codes_all import CODES
from recognition.foundations.problems import InvalidDocument, MisuseError, RecognitionError
from recognition.readers.tree import plain
from recognition.readers.yaml_loader import parse_yaml
from tests.esco_made import ARC, BAKING, BREAD, SKILL, TIG, WELDER, WELDING, download


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "data" / "esco.sqlite"


@pytest.fixture
def made(tmp_path: Path, place: Path) -> Imported:
    return import_esco(download(tmp_path / "download"), place, release="made-up")


def test_everything_of_a_download_comes_in(made: Imported) -> None:
    counts = (made.occupations, made.regulated, made.skills, made.relations, made.broader)
    assert counts == (1, 0, 5, 2, 4)
    assert (made.languages, made.other_languages) == (("de", "en", "no"), ())
    noticed = {(problem.code, problem.place.document) for problem in made.problems}
    assert noticed == {("esco_untyped", None), ("esco_dangling", "skills_de.csv")}
    assert {problem.code for problem in made.problems} <= CODES.keys()


def test_a_label_finds_its_skill_in_any_language(made: Imported, place: Path) -> None:
    store = Esco(place)
    assert [one.address for one in store.named("Lichtbogenschweissen")] == [ARC]  # folded: ß is ss
    assert [one.address for one in store.named("  FUSE   metal")] == [WELDING]
    assert {(one.address, one.language) for one in store.named("gift")} == {(BAKING, "no"), (BREAD, "de")}
    assert [(one.address, one.preferred) for one in store.named("bake")] == [(BAKING, True), (BREAD, False)]
    assert store.named("welder") == ()  # an occupation is no skill
    assert store.named("Fliegen") == ()
    assert store.labels(ARC) == {"de": "Lichtbogenschweißen", "en": "weld with an arc"}
    assert store.about["release"] == "made-up"


def test_the_hierarchy_is_followed_upwards_to_its_end(made: Imported, place: Path) -> None:
    store = Esco(place)
    assert store.broader(TIG) == {ARC, WELDING, f"{SKILL}G1"}
    assert store.broader(WELDING) == {f"{SKILL}G1"}
    assert store.broader(f"{SKILL}nobody") == frozenset()
    assert store.knows(TIG)
    assert not store.knows(f"{SKILL}nobody")
    assert not store.knows(WELDER)


def test_a_circle_in_the_hierarchy_ends(tmp_path: Path, place: Path) -> None:
    text = f"conceptUri,broaderUri\n{ARC},{WELDING}\n{WELDING},{ARC}\n{BAKING},{BAKING}\n"
    import_esco(download(tmp_path / "download", broaderRelationsSkillPillar_en=text), place)
    store = Esco(place)
    assert store.broader(ARC) == {WELDING}
    assert store.broader(BAKING) == frozenset()


def test_an_occupation_gives_its_skills(made: Imported, place: Path) -> None:
    store = Esco(place)
    assert store.occupation("7212.3") == store.occupation(WELDER) == WELDER
    assert store.occupation("9999") is None
    assert store.skills_of(WELDER) == (ARC,)
    assert store.skills_of(WELDER, essential=False) == (BREAD,)


@pytest.mark.parametrize(
    "text, address",
    [
        ("esco:s1", f"{SKILL}s1"),
        ("esco:skill/s1", f"{SKILL}s1"),
        ("https://data.europa.eu/esco/skill/s1/", f"{SKILL}s1"),
        (f"{SKILL}s1", f"{SKILL}s1"),
        ("esco:isced-f/10", "http://data.europa.eu/esco/isced-f/10"),
        (WELDER, None),
        ("isco08:7212", None),
        ("http://data.europa.eu/esco.example/skill/s1", None),
        ("xesco:s1", None),
    ],
)
def test_an_address_has_one_form(text: str, address: str | None) -> None:
    assert skill_address(text) == address


REFUSED: list[tuple[dict[str, str | None], str, str, int | None]] = [
    ({"skills_en": None, "skills_de": None, "skills_no": None}, "esco_incomplete", "download", None),
    ({"broaderRelationsSkillPillar_en": None}, "esco_incomplete", "download", None),
    ({"occupationSkillRelations_en": None}, "esco_incomplete", "download", None),
    ({"occupations_en": "uri,label\n"}, "not_well_formed", "occupations_en.csv", 1),
    ({"occupations_en": ""}, "not_well_formed", "occupations_en.csv", 1),
    ({"skills_en": 'conceptUri,preferredLabel\n"x'}, "not_well_formed", "skills_en.csv", None),
    ({"skills_en": "conceptUri,preferredLabel\nfile:///etc/passwd,x\n"}, "invalid_value", "skills_en.csv", 2),
    (
        {"occupationSkillRelations_en": f"occupationUri,relationType,skillUri\n{WELDER},perhaps,{ARC}\n"},
        "invalid_value",
        "occupationSkillRelations_en.csv",
        2,
    ),
]


@pytest.mark.parametrize("changes, code, document, line", REFUSED, ids=[str(row[1:3]) for row in REFUSED])
def test_a_wrong_download_is_refused_with_its_place(
    tmp_path: Path, place: Path, changes: dict[str, str | None], code: str, document: str, line: int | None
) -> None:
    with pytest.raises(RecognitionError) as refused:
        import_esco(download(tmp_path / "download", **changes), place)
    problem = refused.value.problems[0]
    assert (problem.code, problem.place.document) == (code, document)
    assert line is None or problem.place.line == line
    assert not place.exists()
    assert not list(place.parent.glob("*"))


def test_what_was_imported_stays_when_a_later_import_fails(made: Imported, tmp_path: Path, place: Path) -> None:
    with pytest.raises(InvalidDocument):
        import_esco(download(tmp_path / "other", skills_en="conceptUri,preferredLabel\nx,y\n"), place)
    assert Esco(place).knows(ARC)
    assert [file.name for file in place.parent.iterdir()] == [place.name]


@pytest.mark.parametrize("packed", [b"\x1f\x8b\x08\x00damaged", b"no gzip at all"])
def test_a_damaged_packed_table_is_refused(tmp_path: Path, place: Path, packed: bytes) -> None:
    folder = download(tmp_path / "download")
    (folder / "skills_no.csv.gz").write_bytes(packed)
    with pytest.raises(InvalidDocument) as refused:
        import_esco(folder, place)
    assert refused.value.problems[0].place.document == "skills_no.csv.gz"


def test_a_table_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(esco_files, "_MOST_BYTES", 100)
    with pytest.raises(InvalidDocument) as refused:
        import_esco(download(tmp_path / "download"), place)
    assert refused.value.code == "too_large"


@pytest.mark.parametrize("content", [b"", b"no store", b"SQLite format 3\x00" + b"\x00" * 200])
def test_a_file_that_is_no_store_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "esco.sqlite"
    place.write_bytes(content)
    with pytest.raises(MisuseError) as refused:
        Esco(place)
    assert refused.value.code == "esco_unreadable"


def test_no_store_is_no_error_until_it_is_asked_for(tmp_path: Path) -> None:
    assert opened(None) is None
    assert opened(tmp_path / "nothing.sqlite") is None
    with pytest.raises(MisuseError) as refused:
        Esco(tmp_path / "nothing.sqlite")
    assert refused.value.code == "esco_missing"


def test_a_store_is_read_only_and_shared_by_threads(made: Imported, place: Path) -> None:
    place.chmod(0o400)
    store, found = Esco(place), set()
    threads = [threading.Thread(target=lambda: found.add(store.broader(TIG))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {frozenset({ARC, WELDING, f"{SKILL}G1"})}


def test_the_variable_names_the_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(PLACE_ENV, str(tmp_path / "mine.sqlite"))
    assert default_place() == tmp_path / "mine.sqlite"
    monkeypatch.delenv(PLACE_ENV)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_place().name == "esco.sqlite"


@pytest.fixture(scope="session")
def real(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Imported, Esco]:
    place = tmp_path_factory.mktemp("esco") / "esco.sqlite"
    return import_esco(shared / "samples" / "esco", place, release="1.1.1"), Esco(place)


def test_the_real_classification_is_what_was_expected(shared: Path, real: tuple[Imported, Esco]) -> None:
    entries: dict[str, Any] = plain(parse_yaml((shared / "samples" / "EXPECTED.yaml").read_text("utf-8")))
    wanted = {key.removeprefix("esco/").partition(".")[0]: value for key, value in entries.items() if "esco/" in key}
    made, store = real
    assert made.occupations == wanted["occupations_en"]["rows"] == 3007
    assert made.regulated == wanted["occupations_en"]["regulated"]
    assert made.skills == wanted["skills_en"]["rows"]
    assert made.broader == wanted["broaderRelationsSkillPillar_en"]["rows"]
    links = wanted["occupationSkillRelations_en"]
    assert made.relations == links["rows"]
    untold = {problem.code: problem.sentence for problem in made.problems}
    assert untold["esco_unlabelled"].startswith(f"{made.skills - wanted['skills_en']['labelled']} skills")
    assert untold["esco_untyped"].startswith(f"{made.skills - wanted['skills_en']['typed']} skills")
    find = wanted["occupations_en"]["find"]
    assert store.occupation(find["code"]) == find["uri"]
    assert store.labels(find["uri"])["en"] == find["label"]
    codes = {"nurse_general_care": "2221.2", "ship_captain": "3152.4", "bricklayer": "7112.1", "deck_officer": "3152.1"}
    for name, code in codes.items():
        occupation = store.occupation(code)
        assert occupation is not None
        assert len(store.skills_of(occupation)) == links[name]["essential"], name
        assert len(store.skills_of(occupation, essential=False)) == links[name]["optional"], name
    assert (made.languages, made.other_languages) == (("en",), ("de", "fi", "fr", "it", "no"))
