"""`--batch`: the same commands over a file of many transcripts, one after another, so that no file is too large.

What cannot be read is said on the error stream with its place and loses no other; the exit code tells that there was
such a one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from recognition.faces import errors

if TYPE_CHECKING:
    from recognition.model.dossier import Dossier
    from recognition.readers.batch import Transcript

Batch = "Treat the file as a batch of transcripts (PESC, ELMO, JSON Lines) and each by itself, whatever its size."
"""What the option says of itself."""


def each(
    file: Path, work: Callable[[Transcript, Dossier], None], *, trust: Path | None = None, on: date | None = None
) -> int:
    """Do the work for every transcript that can be read, with the signature of each line of JSON verified.

    `trust` is the folder of those who are trusted, nobody if not given; `on` the day asked about. Gives the exit code.
    """
    from recognition.foundations.problems import ReadError
    from recognition.readers.batch import read_batch
    from recognition.services.verifying import verifier

    code = errors.DONE
    for one in read_batch(file, verified=verifier(trust, on)):
        if isinstance(one.found, ReadError):
            errors.show(one.found.problems)
            code = errors.MISUSE
        else:
            work(one, one.found)
    return code


def heading(one: Transcript) -> str:
    """What a transcript is called among the others."""
    return f"transcript {one.number}, line {one.line}"


def one_line(written: str) -> bytes:
    """JSON of ours without its line breaks and indents; a text in it has no line break of its own."""
    return "".join(line.strip() for line in written.split("\n")).encode()


def refuse(options: dict[str, bool]) -> None:
    """Raise MisuseError for the first option that is given and makes no sense for a batch."""
    from recognition.foundations.problems import MisuseError, Place, Problem

    for option, given in options.items():
        if given:
            sentence = f"With --batch, {option} has no meaning."
            raise MisuseError(Problem("usage", sentence, Place("--batch"), f"leave out {option}"))
