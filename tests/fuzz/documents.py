"""A document or more for every reader: the samples in this repository, and the look-alikes in the readers' tests."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from recognition.foundations.problems import ReadError
from recognition.readers import read as reading
from recognition.readers.baked import unbaked
from recognition.readers.door import Kind, kind_of, take
from recognition.readers.reader import Reader
from tests.fuzz.mutate import Sample, samples_in
from tests.readers import course_documents, framework_documents, personal_documents

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
ELMO_JSON = {
    "generatedDate": "2021-01-13T13:55:06.803+00:00",
    "learner": {"givenNames": "Ana", "familyName": "Example", "bday": "1990-05-01", "citizenship": None},
    "report": [
        {
            "issuer": {"country": "FI", "title": [{"value": "Somewhere", "lang": "en"}], "url": "http://uni.example"},
            "learningOpportunitySpecification": [
                {
                    "identifier": [{"value": "A-1", "type": "local"}],
                    "title": [{"value": "Nursing", "lang": "en"}],
                    "type": "Degree Programme",
                    "specifies": {
                        "learningOpportunityInstance": {
                            "date": "2014-11-27T22:00:00.000+00:00",
                            "status": "passed",
                            "resultLabel": "4",
                            "credit": [{"scheme": "ECTS", "level": None, "value": 210}],
                            "level": [{"type": "EQF", "value": "6"}],
                            "languageOfInstruction": "fi",
                        }
                    },
                    "hasPart": [],
                }
            ],
            "issueDate": "2014-11-27T22:00:00.000+00:00",
        }
    ],
}
KINDS: tuple[Kind, ...] = ("xml", "json", "yaml", "csv")


class Told(NamedTuple):
    """What a document is found to be: its kind of tree, the tree, and the reader that takes it, if any does."""

    kind: Kind
    tree: object
    reader: Reader | None


def told(data: bytes, name: str = "document") -> Told:
    """What the bytes are. Raises ReadError as `read` does before it asks any reader."""
    incoming = unbaked(take(data, name=name))
    kind = kind_of(incoming)
    tree = reading._parsed(incoming, kind)
    return Told(kind, tree, next((reader for reader in reading._readers(kind) if reader.detects(tree)), None))


def readers() -> dict[str, Reader]:
    """Every reader by its name."""
    return {reader.name: reader for kind in KINDS for reader in reading._readers(kind)}


def look_alikes() -> Iterator[Sample]:
    """Documents of our own making that are written in the tests of the readers; these we may give to anybody."""
    yield Sample("elmo_json", json.dumps(ELMO_JSON, indent=1).encode())
    for number, text in enumerate(course_documents.ALL):
        yield Sample(f"course-{number}", text.encode())
    for name, data in framework_documents.ALL.items():
        yield Sample(name, data)
    for name, data in personal_documents.ALL.items():
        yield Sample(name, data)


def by_reader(samples: list[Sample]) -> dict[str, list[Sample]]:
    """The samples that are read, under the names of their readers."""
    found: dict[str, list[Sample]] = defaultdict(list)
    for sample in samples:
        try:
            reader = told(sample.data, sample.name).reader
        except ReadError:
            continue
        if reader is not None:
            found[reader.name].append(sample)
    return dict(found)


def ours() -> dict[str, list[Sample]]:
    """All that lies in this repository, under the names of the readers."""
    return by_reader([*samples_in(SAMPLES), *look_alikes()])
