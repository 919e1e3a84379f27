"""Batches made for tests: of any size, written as they are made."""

from __future__ import annotations

from pathlib import Path

from tests.readers.personal_documents import award, course, transcript

HEAD = (
    '<?xml version="1.0"?>\n<!-- a batch -->\n'
    '<b:AcademicRecordBatch xmlns:b="urn:org:pesc:message:AcademicRecordBatch:v2.0.0">\n'
    "<BatchEnvelope><BatchID>1</BatchID></BatchEnvelope>\n<BatchContent>\n"
)
TAIL = "</BatchContent>\n</b:AcademicRecordBatch>\n"
COURSES = 20
NOTE = f"<NoteMessage>{'It is said that all went well. ' * 800}</NoteMessage>"
"""What real transcripts have much of: words that no reader uses."""


def college(number: int, courses: int = 1, note: str = "") -> str:
    """A transcript that is told from the others by its award and the number of its courses."""
    taken = "\n".join(
        course(
            CreditUnits="Semester", CreditValue="3", CreditEarned="3", Title=f"Care {number}-{one}", AcademicGrade="B"
        )
        for one in range(courses)
    )
    return transcript(awards=award(f"Diploma {number}"), courses=taken, after=note).decode()


def batch_of(*transcripts: str, between: str = "\n") -> str:
    """A batch with line breaks around each transcript."""
    return HEAD + "".join(one + between for one in transcripts) + TAIL


def write_batch(path: Path, size: int) -> int:
    """Writes a batch of at least `size` bytes, every tenth transcript broken; how many there are."""
    number = written = 0
    with path.open("w", encoding="utf-8") as file:
        written += file.write(HEAD)
        while written < size:
            number += 1
            one = college(number, COURSES, NOTE)
            written += file.write(one.replace("</AcademicAward>", "", 1) if number % 10 == 0 else one)
            written += file.write("\n")
        file.write(TAIL)
    return number
