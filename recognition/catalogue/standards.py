"""Lists of reference data, read when they are first asked for (LANGUAGE 1.4)."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from threading import RLock

from recognition.catalogue.esco import Esco, default_place, opened
from recognition.catalogue.folders import data_folder
from recognition.catalogue.list_file import SOURCES_FILE, read_sources, read_table, shown
from recognition.catalogue.list_table import ListRow, ListTable, Matching
from recognition.foundations.problems import InvalidRuleset, Place, Problem, nearest, quoted
from recognition.model.law import Source

__all__ = ["ListRow", "ListTable", "Matching", "Standards", "default_standards"]

OWN_ENV = "RECOGNITION_STANDARDS"
"""Names the user's own folders of standards, into which lists are imported."""


class Standards:
    """All lists under some folders, each `<folder>/<standard>/<list>.yaml`. Safe to share between threads."""

    def __init__(self, folders: Iterable[Path], esco: Path | None = None) -> None:
        """`esco`: where the store of ESCO is, if one was imported."""
        self._folders = tuple(folders)
        self._esco_place = esco
        self._lock = RLock()
        self._tables: dict[str, ListTable] = {}
        self._sources: dict[Path, Mapping[str, Source]] = {}
        self._files: dict[str, Path] | None = None

    def names(self) -> tuple[str, ...]:
        """Every list, by name. No file is opened."""
        return tuple(sorted(self._index()))

    def table(self, name: str) -> ListTable:
        """The list of that name. Raises InvalidRuleset: `unknown_list` with the nearest name, or its faults."""
        found = self._tables.get(name)
        if found is not None:
            return found
        with self._lock:
            if name not in self._tables:
                file = self._index().get(name)
                if file is None:
                    hint = nearest(name, self._index()) or "see: recognition standards list"
                    raise InvalidRuleset(Problem("unknown_list", f"There is no list {quoted(name)}.", Place(), hint))
                self._tables[name] = read_table(name, file, self._sources_beside(file))
            return self._tables[name]

    @cached_property
    def esco(self) -> Esco | None:
        """The skills of ESCO, None where nobody imported them. Raises MisuseError `esco_unreadable`."""
        return opened(self._esco_place)

    def _index(self) -> dict[str, Path]:
        with self._lock:
            if self._files is None:
                files: dict[str, Path] = {}
                for path in _list_files(self._folders):
                    name = f"{path.parent.name}.{path.stem}"
                    if name in files:
                        sentence = f"The list {quoted(name)} stands in two folders."
                        hint = "give one of them another name"
                        raise InvalidRuleset(Problem("list_twice", sentence, Place(shown(path)), hint))
                    files[name] = path
                self._files = files
            return self._files

    def _sources_beside(self, file: Path) -> Mapping[str, Source]:
        path = file.with_name(SOURCES_FILE)
        if path not in self._sources:
            self._sources[path] = read_sources(path)
        return self._sources[path]


@cache
def default_standards() -> Standards:
    """The standards that ship with this package, the user's own, and the skills of ESCO that the user imported."""
    return Standards([data_folder("standards"), *own_folders()], default_place())


def own_folders() -> list[Path]:
    """The folders of standards that the variable names, separated as the system separates paths."""
    named = [Path(folder) for folder in os.environ.get(OWN_ENV, "").split(os.pathsep) if folder]
    return [folder for folder in named if folder.is_dir()]


def _list_files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from (path for path in sorted(folder.glob("*/*.yaml")) if path.name != SOURCES_FILE)
