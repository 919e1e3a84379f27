"""Reader of EMREX ELMO: transcripts of records in XML, in either namespace or in none, plain or enveloped.

What is read is `document` evidence. Nothing is inferred: no country but the issuer's own, no level from a national
cycle, no hours from 0.0, no content of a course from its title. Every departure from the schema is a problem of the
dossier and never a refusal; only a credit value that cannot be a number is refused.
"""

from __future__ import annotations

from typing import Final

from recognition.foundations.problems import InvalidDocument, Place, Problem
from recognition.model.dossier import Dossier
from recognition.readers.elmo_shape import BEFORE_1, BEFORE_1_SHAPES, EWP, LOCAL, V1, V1_SHAPES, Element, Shape
from recognition.readers.elmo_transcript import ElmoTranscript
from recognition.readers.reader import Reader

_ROOTS: Final = frozenset({f"{{{V1}}}elmo", f"{{{BEFORE_1}}}elmo", "elmo"})
_ENVELOPE_DEPTH: Final = 4  # response, tor, elmo; one more for what institutions add


def detects(root: Element) -> bool:
    """Whether this is ELMO, or an Erasmus Without Paper envelope around it."""
    return root.tag in _ROOTS or (root.tag.startswith("{" + EWP) and _enveloped(root) != [])


def read_elmo(root: Element, document: str) -> Dossier:
    """The dossier of one transcript.

    Raises InvalidDocument: `invalid_value` for credits that cannot be a number, `several_subjects` for an envelope of
    more than one transcript.
    """
    if root.tag in _ROOTS:
        transcript = ElmoTranscript(document, _shapes_of(root))
        _note_variant(root, transcript)
        return transcript.dossier(root)
    found = _enveloped(root)
    if len(found) > 1:
        place = Place(document, "/", found[1].sourceline)
        raise InvalidDocument(
            Problem(
                "several_subjects", "The envelope holds several transcripts.", place, "give one transcript at a time"
            )
        )
    transcript = ElmoTranscript(document, _shapes_of(found[0]))
    transcript.notices.add("envelope", "The transcript came inside an EWP envelope.", "/", root.sourceline)
    _note_variant(found[0], transcript)
    return transcript.dossier(found[0])


READER: Final = Reader("EMREX ELMO", detects, lambda root, document, trusted: read_elmo(root, document))


def _enveloped(root: Element) -> list[Element]:
    level, found = [root], list[Element]()
    for _ in range(_ENVELOPE_DEPTH):
        inside = [child for element in level for child in element]
        found.extend(child for child in inside if child.tag in _ROOTS)
        level = [child for child in inside if child.tag not in _ROOTS]
    return found


def _shapes_of(root: Element) -> dict[str, Shape]:
    """Before 1.0 the learner stood inside the report; without a namespace that is the only sign."""
    if root.tag == "elmo":
        direct = any(LOCAL[child.tag] in ("learner", "generatedDate") for child in root)
        return V1_SHAPES if direct else BEFORE_1_SHAPES
    return BEFORE_1_SHAPES if root.tag.startswith("{" + BEFORE_1) else V1_SHAPES


def _note_variant(root: Element, transcript: ElmoTranscript) -> None:
    if root.tag == "elmo":
        transcript.notices.add(
            "namespace_missing", "The document names no namespace; it was read as ELMO.", "/elmo", root.sourceline
        )
    if transcript.before_1:
        transcript.notices.add("old_version", "The document is ELMO from before version 1.0.", "/elmo", root.sourceline)
