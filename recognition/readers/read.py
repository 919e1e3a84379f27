"""From any document to a dossier: unwrap, detect by content, map, normalise, and say what was noticed.

The name of a file never decides. A format is one Reader in the table of its kind of tree; the first that detects its
document reads it. Readers are imported when a document of their kind arrives.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from typing import Any, BinaryIO

from recognition.foundations.problems import (
    InvalidDocument,
    MisuseError,
    Place,
    Problem,
    UnknownFormat,
    nearest,
    quoted,
)
from recognition.model.dossier import Dossier
from recognition.readers.baked import unbaked
from recognition.readers.door import Incoming, Kind, kind_of, take
from recognition.readers.reader import Reader
from recognition.readers.tree import Node

_TAKEN_FOR_YAML = "it was read as YAML, for it is neither XML nor JSON nor a table"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
Source = str | os.PathLike[str] | bytes | BinaryIO


def read(
    source: Source | Incoming, *, name: str | None = None, trusted: bool = False, course: str | None = None
) -> Dossier:
    """The dossier of one document: a path, bytes, an open binary file, or what came through the door already.

    `name` is how messages call it.

    `course` names one course of a catalogue by its id or title. `trusted` takes an own dossier's word on the strength
    of its evidence; only case files of ours are read so. Raises ReadError (UnknownFormat, UnsafeDocument,
    InvalidDocument) with all problems, MisuseError for a path without a file, `course_not_found`, `course_ambiguous`,
    and `no_courses` for a course of a document that is no catalogue.
    What does not forbid reading stands in the dossier's `problems`.
    """
    incoming = unbaked(source if isinstance(source, Incoming) else take(source, name=name))
    kind = kind_of(incoming)
    tree = _parsed(incoming, kind)
    for reader in _readers(kind):
        if reader.detects(tree):
            return _with_wrapping(_dossier(reader, tree, incoming, trusted, course), incoming)
    raise UnknownFormat(_unknown(tree, kind, incoming.name))


def _dossier(reader: Reader, tree: Any, incoming: Incoming, trusted: bool, course: str | None) -> Dossier:
    if course is None:
        return reader.read(tree, incoming.name, trusted)
    if reader.choose is None:
        sentence = f"A document of the format {reader.name} holds no courses to choose from."
        raise MisuseError(Problem("no_courses", sentence, Place(incoming.name)))
    return reader.choose(tree, incoming.name, course)


def _parsed(incoming: Incoming, kind: Kind) -> Any:
    if kind == "xml":
        from recognition.readers.xml_loader import parse_xml

        return parse_xml(incoming)
    if kind == "json":
        from recognition.readers.vc_envelope import parse_credential_json

        return parse_credential_json(incoming)
    if kind == "csv":
        from recognition.readers.csv_loader import parse_csv

        return parse_csv(incoming)
    from recognition.readers.yaml_loader import parse_yaml

    try:
        return parse_yaml(incoming)
    except InvalidDocument as error:
        raise InvalidDocument(
            replace(one, hint=_TAKEN_FOR_YAML) if one.code == "not_well_formed" and one.hint is None else one
            for one in error.problems
        ) from error


_READERS: dict[Kind, tuple[str, ...]] = {
    "yaml": ("dossier_file",),
    "json": (
        "dossier_file",
        "elmo_json",
        "open_badge",
        "learner_record",
        "open_badge_2",
        "verifiable_diploma",
        "europass_cv",
        "hropen",
        "jsonresume",
        "edc",
        "case_framework",
        "ctdl",
        "deqar",
    ),
    "xml": (
        "elmo",
        "europass_cv",
        "europass_candidate",
        "pesc",
        "xcri",
        "lheo",
        "ewp_courses",
        "ewp_learning_agreement",
        "ewp_iias",
        "loq",
        "edci",
        "stcw_matrix",
    ),
    "csv": ("deqar_table",),
}
"""The modules whose `READER` reads trees of each kind, in the order in which they are asked."""


def _readers(kind: Kind) -> Iterator[Reader]:
    for module in _READERS[kind]:
        yield import_module(f"recognition.readers.{module}").READER


def _with_wrapping(dossier: Dossier, incoming: Incoming) -> Dossier:
    notes: list[Problem] = []
    if incoming.wrapping:
        sentence = f"The document came wrapped in {' of '.join(incoming.wrapping)}."
        notes.append(Problem("unwrapped", sentence, Place(incoming.name), severity="note"))
    if incoming.data[:2] in _UTF16_MARKS:
        sentence = "The document is in UTF-16, as its first two bytes tell, whatever it says of itself."
        notes.append(Problem("encoding_wide", sentence, Place(incoming.name, line=1), severity="note"))
    return dossier.with_problems((*dossier.problems, *notes)) if notes else dossier


def _unknown(tree: Any, kind: Kind, document: str) -> Problem:
    known = ", ".join(reader.name for reader in _readers(kind))
    hint = f"read from {kind.upper()}: {known}"
    if kind == "xml":
        local = str(tree.tag).rpartition("}")[2]
        return Problem(
            "unknown_format",
            f"No reader knows a root element {quoted(local, 40)} of this namespace.",
            Place(document, "/", tree.sourceline),
            hint,
        )
    place = Place(document, "/", tree.line, tree.column)
    if isinstance(tree, Node) and isinstance(tree.value, dict) and (near := _near_key(tree.value)):
        return replace(Problem("unknown_format", "No reader knows a document of these keys.", place), hint=near)
    return Problem("unknown_format", "No reader knows a document of these keys.", place, hint)


def _near_key(entries: dict[str, Node]) -> str | None:
    hints = (nearest(key, ("schema", "subject")) for key in list(entries)[:20])
    return next((hint for hint in hints if hint), None)
