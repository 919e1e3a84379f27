"""Loading lists, and which rows fit."""

from __future__ import annotations

import threading
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from recognition.catalogue.standards import ListTable, Standards
from recognition.foundations.days import Span
from recognition.foundations.problems import InvalidRuleset

SOURCES = """\
schema: sources/1
title: Made up for tests
sources:
  act: {title: An act, read_on: 2026-01-01, basis: read}
  page: {title: A page, read_on: 2026-01-01, basis: secondary}
"""
HEAD = """\
schema: standard/1
id: made.list
title: A list
key: [country, title]
complete: true
checked: {on: 2026-01-01, by: a test, next: 2026-07-01}
fields: {country: where, title: what, hours: hours}
rows:
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "made").mkdir()
    (tmp_path / "made" / "SOURCE.yaml").write_text(SOURCES, "utf-8")
    return tmp_path


def load(folder: Path, *rows: str, head: str = HEAD) -> ListTable:
    text = head + "".join(f"  - {{{row}}}\n" for row in rows)
    (folder / "made" / "list.yaml").write_text(text, "utf-8")
    return Standards([folder]).table("made.list")


def refused(folder: Path, *rows: str, head: str = HEAD) -> tuple[str, int | None, int | None, str | None]:
    with pytest.raises(InvalidRuleset) as caught:
        load(folder, *rows, head=head)
    problem = caught.value.problems[0]
    assert problem.place.document == f"{folder.name}/made/list.yaml"
    return problem.code, problem.place.line, problem.place.column, problem.hint


def titles(rows: object) -> list[object]:
    return [row.key.get("title", "any") for row in rows]  # type: ignore[attr-defined]


def test_a_row_carries_its_values_law_and_days(folder: Path) -> None:
    row = load(
        folder,
        'country: FI, title: Nurse, hours: {between: [60, 120.5]}, from: 2020-01-01, until: 2024-12, cite: "act § 1"',
    ).rows[0]
    assert dict(row.key) == {"country": "FI", "title": "Nurse"}
    assert dict(row.fields["hours"]) == {"between": (60, Decimal("120.5"))}
    assert row.from_ == Span(date(2020, 1, 1).toordinal(), date(2020, 1, 1).toordinal())
    assert row.until == Span(date(2024, 12, 1).toordinal(), date(2024, 12, 31).toordinal())
    assert (row.source.title, row.citation.at, row.basis, row.excluded) == ("An act", "§ 1", "read", False)


def test_a_row_that_goes_on_has_no_last_day(folder: Path) -> None:
    row = load(folder, 'country: FI, from: 2020-01-01, until: ongoing, excluded: true, cite: "act § 1"').rows[0]
    assert (row.until, row.excluded) == (None, True)


def test_a_key_attribute_left_out_means_any_and_a_list_any_of(folder: Path) -> None:
    table = load(
        folder,
        'country: [FI, SE], title: A, cite: "act § 1"',
        'country: FI, cite: "act § 1"',
        'country: DE, title: A, cite: "act § 1"',
    )
    assert titles(table.matching({"country": "SE", "title": "A"}).fitting) == ["A"]
    assert titles(table.matching({"country": "FI", "title": "A"}).fitting) == ["A", "any"]
    assert table.matching({"country": "NO", "title": "A"}) == ((), ())


def test_an_unknown_attribute_makes_rows_possible_only(folder: Path) -> None:
    table = load(folder, 'country: FI, title: A, cite: "act § 1"', 'country: FI, cite: "act § 1"')
    for attributes in ({"country": "FI", "title": None}, {"country": "FI"}):
        matching = table.matching(attributes)
        assert titles(matching.fitting) == ["any"]
        assert titles(matching.possible) == ["A"]
    assert table.matching({"country": None, "title": "B"}).fitting == ()
    assert titles(table.matching({"country": None, "title": "B"}).possible) == ["any"]


def test_of_several_values_one_that_fits_is_enough(folder: Path) -> None:
    table = load(folder, 'country: FI, title: A, cite: "act § 1"')
    assert titles(table.matching({"country": "FI", "title": ("B", "A")}).fitting) == ["A"]
    assert table.matching({"country": "FI", "title": ("B", "C")}).fitting == ()


def test_titles_are_compared_folded_and_by_alias_other_attributes_exactly(folder: Path) -> None:
    table = load(folder, 'country: FI, title: "Sjuksköterskeexamen", aliases: ["Nurse  exam"], cite: "act § 1"')
    for title in ("SJUKSKÖTERSKEEXAMEN", "sjuksko\u0308terskeexamen", " nurse exam "):
        assert table.matching({"country": "FI", "title": title}).fitting, title
    assert not table.matching({"country": "FI", "title": "Sjuksköterska"}).fitting
    assert not table.matching({"country": "fi", "title": "Nurse exam"}).fitting


def test_true_is_not_one(folder: Path) -> None:
    head = HEAD.replace("key: [country, title]", "key: [hours]")
    table = load(folder, 'hours: 1, cite: "act § 1"', head=head)
    assert table.matching({"hours": Decimal("1.0")}).fitting
    assert not table.matching({"hours": True}).fitting


def test_the_weakest_basis_of_row_citation_and_source_counts(folder: Path) -> None:
    table = load(
        folder,
        'country: FI, title: A, cite: "act § 1"',
        'country: SE, title: A, cite: "page top"',
        "country: DE, title: A, basis: own, cite: {source: page, at: top, basis: secondary}",
        'country: DK, title: A, cite: {source: act, at: "§ 1", basis: recalled}',
    )
    assert [row.basis for row in table.rows] == ["read", "secondary", "own", "recalled"]
    assert table.basis == "recalled"


def test_a_copy_that_names_no_days_is_known_until_it_is_due(folder: Path) -> None:
    row = 'country: FI, title: A, cite: "act § 1"'
    checked, due = date(2026, 1, 1).toordinal(), date(2026, 7, 1).toordinal()
    assert (load(folder, row).known_from, load(folder, row).known_to) == (checked, due)
    for known, expected in (
        ("known: {from: 2004-06-10}", (date(2004, 6, 10).toordinal(), due)),
        ("known: {to: 2025-12-31}", (None, date(2025, 12, 31).toordinal())),
    ):
        table = load(folder, row, head=HEAD.replace("complete: true", f"complete: true\n{known}"))
        assert (table.known_from, table.known_to) == expected


@pytest.mark.parametrize(
    "row, code, stands_at, hint",
    [
        ('country: FI, title: A, cite: "act2 § 1"', "unknown_list_source", '"act2', "did you mean 'act'?"),
        ('country: FI, basis: read, cite: "page top"', "list_basis_raised", '"page', None),
        ('country: FI, title: A, hour: 3, cite: "act § 1"', "undeclared_field", "hour", "did you mean 'hours'?"),
        ('from: 2021-01-01, until: 2020-12-31, cite: "act § 1"', "dates_crossed", "{from", None),
        ("country: FI, title: A", "missing_key", "{country", None),
        ('from: 2021-13-01, cite: "act § 1"', "invalid_value", "2021-13", None),
    ],
)
def test_a_wrong_row_is_refused_at_its_place(
    folder: Path, row: str, code: str, stands_at: str, hint: str | None
) -> None:
    found = refused(folder, row)
    column = f"  - {{{row}}}".index(stands_at) + 1
    assert found[:3] == (code, HEAD.count("\n") + 1, column)
    if hint:
        assert found[3] == hint


def test_every_fault_is_told_at_once(folder: Path) -> None:
    with pytest.raises(InvalidRuleset) as caught:
        load(folder, 'country: FI, x: 1, cite: "act § 1"', 'country: FI, cite: "acts § 1"')
    assert [problem.code for problem in caught.value.problems] == ["undeclared_field", "unknown_list_source"]


def test_the_id_is_folder_and_file(folder: Path) -> None:
    code, line, _, hint = refused(folder, 'country: FI, cite: "act § 1"', head=HEAD.replace("made.list", "made.other"))
    assert (code, line, hint) == ("wrong_list_id", 2, "write made.list")


def test_broken_yaml_and_missing_sources_are_errors_of_the_law(folder: Path) -> None:
    assert refused(folder, 'country: &x FI, cite: "act § 1"')[0] == "alias_forbidden"
    (folder / "made" / "SOURCE.yaml").unlink()
    with pytest.raises(InvalidRuleset) as caught:
        load(folder, 'country: FI, cite: "act § 1"')
    assert caught.value.code == "not_found"


def test_an_unknown_list_names_the_nearest(folder: Path) -> None:
    load(folder, 'country: FI, cite: "act § 1"')
    with pytest.raises(InvalidRuleset) as caught:
        Standards([folder]).table("made.lists")
    assert (caught.value.code, caught.value.problems[0].hint) == ("unknown_list", "did you mean 'made.list'?")


def test_one_name_in_two_folders_is_refused(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    load(folder, 'country: FI, cite: "act § 1"')
    other = tmp_path_factory.mktemp("other")
    (other / "made").mkdir()
    (other / "made" / "list.yaml").write_text(HEAD, "utf-8")
    with pytest.raises(InvalidRuleset) as caught:
        Standards([folder, other]).names()
    assert caught.value.code == "list_twice"


def test_a_broken_list_does_not_hinder_the_others(folder: Path) -> None:
    load(folder, 'country: FI, cite: "act § 1"')
    (folder / "made" / "broken.yaml").write_text("nonsense", "utf-8")
    standards = Standards([folder])
    assert standards.names() == ("made.broken", "made.list")
    assert len(standards.table("made.list").rows) == 1
    with pytest.raises(InvalidRuleset):
        standards.table("made.broken")


def test_a_list_is_read_once_whoever_asks(folder: Path) -> None:
    load(folder, 'country: FI, cite: "act § 1"')
    standards = Standards([folder])
    found: list[ListTable] = []
    start = threading.Barrier(8)

    def ask() -> None:
        start.wait()
        found.append(standards.table("made.list"))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len({id(table) for table in found}) == 1
