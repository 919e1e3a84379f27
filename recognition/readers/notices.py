"""What a reader noticed in a document, collected once per kind: departures from its schema, doubtful values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from recognition.foundations.problems import Place, Problem, Severity, worst_first
from recognition.readers.limits import LIMITS


@dataclass(slots=True)
class _Noticed:
    place: Place
    severity: Severity
    hint: str | None
    times: int = 1


class Notices:
    """Problems of one document. The same sentence found again is counted, not repeated."""

    def __init__(self, document: str | None) -> None:
        self.document: Final = document
        self._found: dict[tuple[str, str], _Noticed] = {}

    def add(
        self,
        code: str,
        sentence: str,
        path: str | None,
        line: int | None,
        severity: Severity = "note",
        hint: str | None = None,
    ) -> None:
        """Remember one thing noticed at a path and line. The sentence ends with a full stop; it quotes by `quoted`."""
        known = self._found.get((code, sentence))
        if known is not None:
            known.times += 1
        elif len(self._found) < LIMITS.problems:
            self._found[code, sentence] = _Noticed(Place(self.document, path, line), severity, hint)

    def problems(self) -> tuple[Problem, ...]:
        """All that was noticed, warnings before notes, else in the order of the document."""
        return worst_first(
            Problem(
                code,
                sentence if seen.times == 1 else f"{sentence[:-1]} ({seen.times} times, first here).",
                seen.place,
                seen.hint,
                seen.severity,
            )
            for (code, sentence), seen in self._found.items()
        )
