"""Loading what people hand in: one document or several, and answers to what no document holds."""

from __future__ import annotations

from collections.abc import Iterable

from recognition.model.dossier import Dossier, Subject
from recognition.readers.answers import read_answers
from recognition.readers.door import Incoming, take
from recognition.readers.merge import merge
from recognition.readers.read import Source, read
from recognition.services.verifying import Verifier


def load(source: Source | Incoming, *, name: str | None = None, course: str | None = None) -> Dossier:
    """The dossier of one document: a path, bytes or an open binary file; `name` is how problems call it,
    `course` the id or title of one course of a catalogue.

    Raises ReadError (UnknownFormat, UnsafeDocument, InvalidDocument) with all problems, MisuseError for a path without
    a file. What does not forbid reading stands in the dossier's `problems`.
    """
    return read(source, name=name, course=course)


def load_all(
    sources: Iterable[Source], answers: Iterable[Source] = (), *, subject: Subject, verifier: Verifier | None = None
) -> Dossier:
    """One dossier of several documents, with answers behind them. No document: an empty dossier of `subject`.

    `verifier` gives each document's evidence the strength of its signature, from the very bytes that were read.
    Answers complete the subject of the documents, or `subject` where there are none. Raises as `load` and `merge` do.
    """
    documents = [_verified(source, verifier) for source in sources]
    about = documents[0].subject if documents else subject
    answered = [read_answers(source, subject=about) for source in answers]
    return merge([*documents, *answered] or [Dossier(subject=subject)])


def _verified(source: Source, verifier: Verifier | None) -> Dossier:
    if verifier is None:
        return load(source)
    incoming = take(source)
    return verifier(load(incoming), incoming)
