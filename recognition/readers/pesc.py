"""Reader of PESC transcripts of Canada and the United States: college and high school, alone or in a batch of one.

An award with its day is a qualification; an award that is said not to be completed is one under way. Courses join an
award only where their session names its programme, or where it is the only award. Paths: formats.md section 3.
"""

from __future__ import annotations

from typing import Any, Final

from recognition.foundations.problems import InvalidDocument, Place, Problem
from recognition.model.dossier import Dossier
from recognition.readers.part import Part
from recognition.readers.pesc_transcript import PescTranscript
from recognition.readers.reader import Reader
from recognition.readers.tree import Node

_NAMESPACE: Final = "urn:org:pesc:"
_TRANSCRIPTS: Final = ("CollegeTranscript", "HighSchoolTranscript")
_BATCH: Final = "AcademicRecordBatch"


def detects(root: Any) -> bool:
    """Whether this is a PESC transcript or a batch of them."""
    if isinstance(root, Node):
        return False
    namespace, _, name = root.tag.rpartition("}")
    if namespace:
        return namespace[1:].startswith(_NAMESPACE) and name in (*_TRANSCRIPTS, _BATCH)
    whole = Part.root(root)
    return name in _TRANSCRIPTS and whole.kid("TransmissionData") is not None and whole.kid("Student") is not None


def read_pesc(root: Any, document: str) -> Dossier:
    """The dossier of one transcript.

    Raises InvalidDocument: `several_subjects` for a batch of several transcripts, `no_transcript` for one of none.
    """
    whole = Part.root(root)
    found = [whole]
    if whole.name == _BATCH:
        found = [kid for content in whole.kids("BatchContent") for kid in content.kids(*_TRANSCRIPTS)]
    if len(found) != 1:
        place = Place(document, "/", found[1].line if found else whole.line)
        if found:
            sentence = f"The batch holds {len(found)} transcripts."
            raise InvalidDocument(Problem("several_subjects", sentence, place, "give one transcript at a time"))
        raise InvalidDocument(Problem("no_transcript", "The batch holds no transcript.", place))
    transcript = PescTranscript(document)
    if found[0] is not whole:
        transcript.notice("envelope", "The transcript came inside a batch.", whole)
    return transcript.dossier(found[0])


READER: Final = Reader("PESC transcript", detects, lambda root, document, trusted: read_pesc(root, document))
