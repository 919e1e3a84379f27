"""Loading what people hand in: one document or several, and answers to what no document holds."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date

from recognition.foundations.problems import MisuseError, Problem
from recognition.model.dossier import Dossier, Subject
from recognition.readers.answers import read_answers
from recognition.readers.door import Incoming, take
from recognition.readers.merge import merge
from recognition.readers.read import Source, read
from recognition.readers.reader import Verifier
from recognition.services import verifying


def load(
    source: Source | Incoming,
    *,
    name: str | None = None,
    course: str | None = None,
    trust: str | os.PathLike[str] | None = None,
    on: date | None = None,
) -> Dossier:
    """The dossier of one document: a path, bytes or an open binary file; `name` is how problems call it,
    `course` the id or title of one course of a catalogue.

    A signature in it is verified first, as `verify` does with `trust` and `on`: evidence under one that fails counts
    for nothing, and without `trust` none becomes stronger. Without the extra `verify` the problems say that nobody did.

    Raises ReadError (UnknownFormat, UnsafeDocument, InvalidDocument) with all problems, MisuseError for a path without
    a file. What does not forbid reading stands in the dossier's `problems`.
    """
    incoming = source if isinstance(source, Incoming) else take(source, name=name)
    return verifying.verifier(trust, on)(read(incoming, name=name, course=course), incoming)


def load_all(
    sources: Iterable[Source],
    answers: Iterable[Source] = (),
    *,
    subject: Subject,
    verifier: Verifier | None = None,
    course: str | None = None,
) -> Dossier:
    """One dossier of several documents, with answers behind them. No document: an empty dossier of `subject`.

    `verifier` gives each document's evidence the strength of its signature, from the very bytes that were read.
    `course` is the id or title of one course of the catalogue among the documents. Answers complete the subject of the
    documents, or `subject` where there are none. Raises as `load` and `merge` do.
    """
    incoming = [take(source) for source in sources]
    documents = _documents(incoming, course)
    if verifier is not None:
        documents = [verifier(dossier, one) for dossier, one in zip(documents, incoming, strict=True)]
    about = documents[0].subject if documents else subject
    answered = [read_answers(source, subject=about) for source in answers]
    return merge([*documents, *answered] or [Dossier(subject=subject)])


def _documents(incoming: Sequence[Incoming], course: str | None) -> list[Dossier]:
    """Each document by itself; the course is one of the catalogue among them."""
    if course is not None and len(incoming) == 1:
        return [read(incoming[0], course=course)]
    found = [read(one) for one in incoming]
    if course is not None:
        catalogues = [i for i, dossier in enumerate(found) if _has_several_courses(dossier)]
        if not catalogues:
            sentence = "None of the documents describes several courses."
            raise MisuseError(Problem("no_courses", sentence, hint="leave --course out"))
        for i in catalogues:
            found[i] = read(incoming[i], course=course)
    return found


def _has_several_courses(dossier: Dossier) -> bool:
    return any(problem.code == "several_courses" for problem in dossier.problems)
