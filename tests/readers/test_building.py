"""Models built without checking are those that checking makes."""

from __future__ import annotations

from recognition.model.evidence import Document
from recognition.model.values import Model
from recognition.readers.building import built


class Named(Model):
    name: str
    note: str | None = None


def test_the_word_unknown_is_as_good_as_silence() -> None:
    values = {"id": "a", "note": "unknown", "type": "course_description"}
    assert built(Document, values) == Document.model_validate(values)
    assert built(Document, values).note is None


def test_what_must_be_there_stays() -> None:
    assert built(Named, {"name": "unknown", "note": "unknown"}).__dict__ == {"name": "unknown", "note": None}
