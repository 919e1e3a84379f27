"""Errors as a good compiler shows them: severity, code, place, sentence, the line itself with a caret, and a hint.

Here alone, at the outermost edge, any exception is caught: a person gets a sentence and an exit code, never a
traceback. Set RECOGNITION_DEBUG=1 to see the traceback of a fault of ours.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from recognition.foundations.problems import Place, Problem, RecognitionError
from recognition.foundations.screen import columns, safe

DONE, FINDINGS, MISUSE = 0, 1, 2
INTERRUPTED = 130
MOST_SHOWN = 50
LARGEST_FRAMED = 4_000_000
BEFORE_CARET, WIDEST_FRAMED = 50, 100
_COLOURS = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "note": "\x1b[1;36m"}
_BOLD, _QUIET, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"

_files: dict[str, Path] = {}
"""What problems call a file -> where it lies; filled by the command that was given it."""
_law_roots: list[Path] = []
"""The folder that holds the law a command was given last, in folders by name; empty for law that ships."""


class Finished(Exception):
    """Ends a command with an exit code."""

    def __init__(self, code: int):
        super().__init__(code)
        self.code = code


def remember(paths: Iterable[str | os.PathLike[str]]) -> None:
    """The files a command was given, so that a problem in one of them can show the line."""
    for path in paths:
        _files.setdefault(Path(path).name, Path(path))


def remember_law(path: Path) -> None:
    """The file of law that a command was given: it and the parts beside it are shown from there, whatever ships."""
    _files[path.name] = path
    folders = path.absolute().parents
    _law_roots[:] = [folders[2]] if path.name in ("ruleset.yaml", "part.yaml") and len(folders) > 2 else []


def guarded(run: Callable[[], int | None]) -> int:
    """Runs a command; every failure becomes a message on the error stream and an exit code."""
    try:
        return run() or DONE
    except Finished as end:
        return end.code
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else DONE
    except RecognitionError as error:
        show(error.problems)
        return MISUSE
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone; nothing more can be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as fault:
        if os.environ.get("RECOGNITION_DEBUG"):
            raise
        show([_internal(fault)])
        return MISUSE


def _internal(fault: Exception) -> Problem:
    if isinstance(fault, OSError):
        sentence = f"The system refused: {fault.strerror or type(fault).__name__}."
        return Problem(
            "not_readable", sentence, Place(Path(str(fault.filename)).name if fault.filename else "recognition")
        )
    frame = fault.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    module = Path(frame.tb_frame.f_code.co_filename).name if frame is not None else None
    line = frame.tb_lineno if frame is not None else None
    sentence = f"This is a fault of the program ({type(fault).__name__}), not of your documents. There is no answer."
    return Problem("internal", sentence, Place(module, line=line), "run again with RECOGNITION_DEBUG=1 and report it")


def show(problems: Iterable[Problem], *, to_stdout: bool = False) -> None:
    """All problems, the first of them in full; on a terminal with colour."""
    out = sys.stdout if to_stdout else sys.stderr
    colour = out.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    every = list(problems)
    for problem in every[:MOST_SHOWN]:
        out.write(rendered(problem, colour=colour))
    if len(every) > MOST_SHOWN:
        out.write(f"and {len(every) - MOST_SHOWN} more\n")


def rendered(problem: Problem, *, colour: bool = False) -> str:
    """One problem as text, with the line of the document where that can be read."""
    strong, bold, quiet, plain = (_COLOURS[problem.severity], _BOLD, _QUIET, _PLAIN) if colour else ("", "", "", "")
    place = "" if problem.place == Place() else f" {safe(str(problem.place))}"
    text = f"{strong}{problem.severity} {problem.code}{plain}{bold}{place}{plain}  {safe(problem.sentence)}\n"
    if problem.place.line is None and problem.place.path and problem.place.path != "/":
        text += f"{quiet}  at {safe(problem.place.path)}{plain}\n"
    for line in frame(problem.place):
        text += f"{quiet}{line}{plain}\n"
    if problem.hint:
        text += f"help: {safe(problem.hint)}\n"
    return text + f"{quiet}      recognition explain {problem.code}{plain}\n"


def frame(place: Place, *, about: int = 1) -> list[str]:
    """The line of a place with the one before it, and a caret below the column."""
    lines = _lines(place.document) if place.document and place.line else None
    if lines is None or place.line is None or not 1 <= place.line <= len(lines):
        return []
    target = lines[place.line - 1].rstrip("\r")
    start = max(0, min((place.column or 1) - 1, len(target)) - BEFORE_CARET)
    size = len(str(place.line))
    shown = [
        f"  {number:>{size}} | {_cut(lines[number - 1].rstrip(), start)}".rstrip()
        for number in range(max(1, place.line - about), place.line + 1)
    ]
    if place.column is not None:
        before = _cut(target[: place.column - 1], start)
        shown.append(f"  {' ' * size} | {' ' * columns(before)}^")
    return shown


def _cut(line: str, start: int) -> str:
    """At most 100 characters of a line, from the same place in all lines of a frame."""
    text = line.replace("\t", " ")
    before, after = "…" if start else "", "…" if len(text) > start + WIDEST_FRAMED else ""
    return before + safe(text[start : start + WIDEST_FRAMED]) + after


def _lines(document: str) -> list[str] | None:
    path = _file(document)
    if path is None:
        return None
    try:
        if path.stat().st_size > LARGEST_FRAMED:
            return None
        return path.read_bytes().decode("utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return None


def _file(document: str) -> Path | None:
    """Where a document that a problem names lies: among the files given, beside the law given, or in what ships."""
    if document in _files:
        return _files[document]
    from recognition.catalogue.folders import data_folder

    for root in (*_law_roots, data_folder("rulesets"), data_folder("standards"), data_folder("standards").parent):
        path = root / document
        if path.is_file():
            return path
    given = [path for path in _files.values() if str(path).replace(os.sep, "/").endswith(document)]
    return given[0] if given else None
