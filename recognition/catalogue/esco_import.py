"""From the official ESCO download (CSV, one file per table and language) to the local store."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from recognition.catalogue.esco import ADDRESS, SCHEMA
from recognition.catalogue.esco_files import Line, Table, tables_in
from recognition.foundations.problems import MisuseError, Place, Problem, quoted
from recognition.foundations.text import folded

Progress = Callable[[str], None]

_TABLES: Final = """
CREATE TABLE concept (id INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE, pillar TEXT NOT NULL, type TEXT, code TEXT,
  regulated INTEGER NOT NULL);
CREATE TABLE label (id INTEGER NOT NULL, language TEXT NOT NULL, preferred INTEGER NOT NULL, text TEXT NOT NULL,
  folded TEXT NOT NULL);
CREATE TABLE broader (id INTEGER NOT NULL, above INTEGER NOT NULL, PRIMARY KEY (id, above)) WITHOUT ROWID;
CREATE TABLE needs (occupation INTEGER NOT NULL, skill INTEGER NOT NULL, essential INTEGER NOT NULL,
  PRIMARY KEY (occupation, essential, skill)) WITHOUT ROWID;
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_INDEXES: Final = """
CREATE INDEX label_by_text ON label (folded);
CREATE INDEX label_by_concept ON label (id, language);
CREATE INDEX concept_by_code ON concept (code);
"""
_PILLARS: Final[Mapping[str, str]] = {
    "skills": "skill", "skillGroups": "skill", "occupations": "occupation", "ISCOGroups": "occupation",
}  # fmt: skip
_EDGES: Final = ("broaderRelationsSkillPillar", "broaderRelationsOccPillar")
_NEEDED: Final = ("skills", "occupations", "occupationSkillRelations", "broaderRelationsSkillPillar")
_ESSENTIAL: Final = {"essential": 1, "optional": 0}


class Imported(NamedTuple):
    """What came into the store, and what was noticed on the way."""

    occupations: int
    regulated: int
    """Occupations that ESCO flags as regulated: a handful, so the flag decides nothing (frameworks.md A6)."""
    skills: int
    relations: int
    broader: int
    languages: tuple[str, ...]
    """Languages in which skills have labels."""
    other_languages: tuple[str, ...]
    """Languages in which only occupations or groups of them have."""
    problems: tuple[Problem, ...]


def import_esco(folder: Path, place: Path, *, release: str = "", progress: Progress = lambda _: None) -> Imported:
    """Read the tables of a folder into a new store, which replaces the one at `place` only when it is whole.

    `release` is the edition's name, kept beside the data: concepts come and go between editions. Raises MisuseError
    (`not_found`, `esco_incomplete`, `not_writable`) and InvalidDocument with the file and line at fault.
    """
    tables = tables_in(folder)
    missing = [name for name in _NEEDED if not any(table.name == name for table in tables)]
    if missing:
        sentence = f"The folder has no ESCO table {quoted(missing[0])}."
        hint = "download the classification as CSV from esco.ec.europa.eu and unpack it"
        raise MisuseError(Problem("esco_incomplete", sentence, Place(folder.name), hint))
    new = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        new.unlink(missing_ok=True)
        store = sqlite3.connect(new)
    except (OSError, sqlite3.Error):
        raise _not_writable(place) from None
    try:
        found = _Import(store, progress).fill(tables, release)
        store.close()
        new.replace(place)
    except (OSError, sqlite3.Error):
        raise _not_writable(place) from None
    finally:
        store.close()
        new.unlink(missing_ok=True)
    return found


class _Import:
    def __init__(self, store: sqlite3.Connection, progress: Progress) -> None:
        self._store = store
        self._progress = progress
        self._ids: dict[str, int] = {}
        self._untyped = 0
        self._lost: dict[str, int] = {}

    def fill(self, tables: list[Table], release: str) -> Imported:
        self._store.execute("PRAGMA journal_mode = OFF")
        self._store.execute("PRAGMA synchronous = OFF")
        self._store.executescript(_TABLES)
        with self._store:
            for name in _PILLARS:
                for number, table in enumerate(_english_first(tables, name)):
                    self._progress(table.file.name)
                    self._concepts(table, first=number == 0)
            for name in _EDGES:
                for table in _english_first(tables, name)[:1]:
                    self._progress(table.file.name)
                    self._store.executemany("INSERT OR IGNORE INTO broader VALUES (?, ?)", self._edges(table))
            for table in _english_first(tables, "occupationSkillRelations")[:1]:
                self._progress(table.file.name)
                self._store.executemany("INSERT OR IGNORE INTO needs VALUES (?, ?, ?)", self._needs(table))
            spoken = self._column("SELECT DISTINCT language FROM label JOIN concept USING (id) WHERE pillar = 'skill'")
            every = self._column("SELECT DISTINCT language FROM label ORDER BY language")
            about = {"schema": str(SCHEMA), "release": release, "languages": " ".join(sorted(spoken))}
            self._store.executemany("INSERT INTO about VALUES (?, ?)", about.items())
            self._store.executescript(_INDEXES)
        self._store.execute("ANALYZE")
        self._store.commit()
        return self._report(sorted(spoken), [one for one in every if one not in spoken])

    def _report(self, languages: list[str], others: list[str]) -> Imported:
        skills = self._count("concept WHERE address LIKE '%/esco/skill/%' AND type <> 'group'")
        unnamed = self._count("concept WHERE type <> 'group' AND pillar = 'skill' AND id NOT IN (SELECT id FROM label)")
        problems = []
        if unnamed:
            sentence = f"{unnamed} skills have no label; they match by address only."
            problems.append(Problem("esco_unlabelled", sentence, severity="note"))
        if self._untyped:
            sentence = f"{self._untyped} skills have no type."
            problems.append(Problem("esco_untyped", sentence, severity="note"))
        for file, lost in self._lost.items():
            sentence = f"{lost} lines name a concept that this edition does not have; they were left out."
            problems.append(Problem("esco_dangling", sentence, Place(file), severity="warning"))
        return Imported(
            self._count("concept WHERE pillar = 'occupation' AND type <> 'group'"),
            self._count("concept WHERE regulated"), skills,
            self._count("needs"), self._count("broader"), tuple(languages), tuple(others), tuple(problems),
        )  # fmt: skip

    def _concepts(self, table: Table, *, first: bool) -> None:
        pillar, group = _PILLARS[table.name], table.name in ("skillGroups", "ISCOGroups")
        for line in table.lines():
            address = line.of("conceptUri").strip()
            if not address.startswith(ADDRESS):
                raise line.fault(f"{quoted(address, 80)} is no address of ESCO.")
            known = self._ids.get(address)
            if known is None:
                if not first:
                    self._lose(table)
                    continue
                known = self._ids[address] = len(self._ids) + 1
                type_ = "group" if group else line.of("skillType")
                self._untyped += not type_ and pillar == "skill"
                regulated = line.of("regulatedProfessionNote").rstrip("/").endswith("/regulated")
                values = (known, address, pillar, type_, line.of("code"), int(regulated))
                self._store.execute("INSERT INTO concept VALUES (?, ?, ?, ?, ?, ?)", values)
            self._store.executemany("INSERT INTO label VALUES (?, ?, ?, ?, ?)", _labels(known, table.language, line))

    def _edges(self, table: Table) -> Iterator[tuple[int, int]]:
        for line in table.lines():
            yield from self._known(table, line.of("conceptUri"), line.of("broaderUri"))

    def _needs(self, table: Table) -> Iterator[tuple[int, int, int]]:
        for line in table.lines():
            essential = _ESSENTIAL.get(line.of("relationType").strip().lower())
            if essential is None:
                raise line.fault(f"{quoted(line.of('relationType'), 30)} is neither essential nor optional.")
            for occupation, skill in self._known(table, line.of("occupationUri"), line.of("skillUri")):
                yield occupation, skill, essential

    def _known(self, table: Table, one: str, other: str) -> Iterator[tuple[int, int]]:
        first, second = self._ids.get(one.strip()), self._ids.get(other.strip())
        if first is None or second is None:
            self._lose(table)
        else:
            yield first, second

    def _lose(self, table: Table) -> None:
        self._lost[table.file.name] = self._lost.get(table.file.name, 0) + 1

    def _column(self, question: str) -> list[str]:
        return [value for (value,) in self._store.execute(question)]

    def _count(self, of: str) -> int:
        return int(self._store.execute(f"SELECT COUNT(*) FROM {of}").fetchone()[0])  # noqa: S608


def _labels(concept: int, language: str, line: Line) -> Iterator[tuple[int, str, int, str, str]]:
    preferred = line.of("preferredLabel").strip()
    seen = {""}
    for rank, text in ((1, preferred), *((0, text.strip()) for text in line.of("altLabels").split("\n"))):
        if (key := folded(text)) not in seen:
            seen.add(key)
            yield concept, language, rank, text, key


def _english_first(tables: list[Table], name: str) -> list[Table]:
    """The files of a table. The first says which concepts there are; the others, often of an older edition, add labels.

    Edges and relations are the same in every language, so that the first file of them is enough.
    """
    return sorted((table for table in tables if table.name == name), key=lambda table: table.language != "en")


def _not_writable(place: Path) -> MisuseError:
    sentence = f"The store {quoted(place.name)} cannot be written."
    return MisuseError(Problem("not_writable", sentence, Place(place.name), "name another place with --store"))
