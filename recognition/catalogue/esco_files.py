"""The files of an ESCO download: which tables a folder holds, and their lines one by one."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Final, NamedTuple, cast

from recognition.foundations.problems import InvalidDocument, MisuseError, Place, Problem, quoted

_NAME: Final = re.compile(r"([A-Za-z]+)_([a-z]{2,3})(?:-[A-Za-z]+)?\.csv(\.gz)?", re.ASCII)
_MOST_BYTES: Final = 500_000_000
"""Of one table, unpacked; the largest of ESCO 1.2 has about 40 million."""
_MOST_FIELD: Final = 1_000_000
_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "skills": ("conceptUri", "preferredLabel"),
    "skillGroups": ("conceptUri", "preferredLabel"),
    "occupations": ("conceptUri", "preferredLabel"),
    "ISCOGroups": ("conceptUri", "preferredLabel"),
    "broaderRelationsSkillPillar": ("conceptUri", "broaderUri"),
    "broaderRelationsOccPillar": ("conceptUri", "broaderUri"),
    "occupationSkillRelations": ("occupationUri", "relationType", "skillUri"),
}
"""The tables that are used, with the columns that each must have; more columns do no harm."""


class Line:
    """One record, with the place where it stands."""

    __slots__ = ("_columns", "_file", "_number", "_values")

    def __init__(self, columns: Mapping[str, int], values: list[str], file: str, number: int) -> None:
        self._columns = columns
        self._values = values
        self._file = file
        self._number = number

    def of(self, column: str) -> str:
        """The value of a column; empty where the table has no such column or the record ends before it."""
        place = self._columns.get(column)
        return self._values[place] if place is not None and place < len(self._values) else ""

    def fault(self, sentence: str) -> InvalidDocument:
        """The error of a value that cannot stand here."""
        return InvalidDocument(Problem("invalid_value", sentence, Place(self._file, line=self._number)))


class Table(NamedTuple):
    """One file of the download: `<name>_<language>.csv`, perhaps packed."""

    name: str
    language: str
    file: Path

    def lines(self) -> Iterator[Line]:
        """The records in order. Raises InvalidDocument with file and line, MisuseError where it cannot be opened."""
        try:
            with self._opened() as raw:
                yield from self._read(raw)
        except EOFError:
            raise self._broken("The packed file is cut off.", None) from None
        except gzip.BadGzipFile:
            raise self._broken("The packed file is damaged.", None) from None
        except OSError:
            sentence = f"The file {quoted(self.file.name)} cannot be opened."
            raise MisuseError(Problem("not_readable", sentence, Place(self.file.name))) from None

    def _opened(self) -> IO[bytes]:
        if self.file.suffix == ".gz":
            return cast("IO[bytes]", gzip.open(self.file, "rb"))
        return self.file.open("rb")

    def _read(self, raw: IO[bytes]) -> Iterator[Line]:
        reader = csv.reader(self._text(raw), strict=True)
        before = csv.field_size_limit(_MOST_FIELD)
        try:
            columns = {name.strip(): place for place, name in enumerate(next(reader, []))}
            for name in _COLUMNS[self.name]:
                if name not in columns:
                    raise self._broken(f"The table has no column {quoted(name)}.", 1)
            for values in reader:
                if values:
                    yield Line(columns, values, self.file.name, reader.line_num)
        except csv.Error:
            raise self._broken("The line is not CSV.", reader.line_num) from None
        except UnicodeDecodeError:
            raise self._broken("A byte near here is not UTF-8 text.", reader.line_num + 1) from None
        finally:
            csv.field_size_limit(before)

    def _text(self, raw: IO[bytes]) -> io.TextIOWrapper:
        return io.TextIOWrapper(io.BufferedReader(_Capped(raw, self.file.name), 65_536), "utf-8-sig", newline="")

    def _broken(self, sentence: str, line: int | None) -> InvalidDocument:
        return InvalidDocument(Problem("not_well_formed", sentence, Place(self.file.name, line=line)))


class _Capped(io.RawIOBase):
    """Bytes up to the limit; beyond it the file is refused, however small it was when packed."""

    def __init__(self, raw: IO[bytes], name: str) -> None:
        self._raw = raw
        self._left = _MOST_BYTES
        self._name = name

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        part = self._raw.read(len(buffer))
        self._left -= len(part)
        if self._left < 0:
            sentence = f"The table has more than {_MOST_BYTES:,} bytes."
            raise InvalidDocument(Problem("too_large", sentence, Place(self._name)))
        buffer[: len(part)] = part
        return len(part)


def tables_in(folder: Path) -> list[Table]:
    """The tables that are used, by name and language. Raises MisuseError `not_found` where there is no such folder."""
    if not folder.is_dir():
        sentence = f"There is no folder {quoted(folder.name)}."
        raise MisuseError(
            Problem("not_found", sentence, Place(folder.name), "name the folder of the unpacked download")
        )
    found: dict[tuple[str, str], Table] = {}
    for file in sorted(folder.iterdir()):
        match = _NAME.fullmatch(file.name)
        if match and match.group(1) in _COLUMNS:
            found.setdefault((match.group(1), match.group(2)), Table(match.group(1), match.group(2), file))
    return list(found.values())
