"""The ESCO classification as a local store: which skill an address or a label means, and what is broader than it.

The store is made once from the official download (`recognition standards import esco`); nothing is fetched. ESCO
describes skills; it never says whether a licence is needed, since its own flag of regulated professions covers a
handful of them only (frameworks.md A6).
"""

from __future__ import annotations

import os
import re
import sys
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Final, NamedTuple
from weakref import finalize

from recognition.foundations.problems import MisuseError, Place, Problem, quoted
from recognition.foundations.text import folded

SCHEMA: Final = 1
"""Of the tables; a store of another one is made anew by importing again."""
PLACE_ENV: Final = "RECOGNITION_ESCO"
ADDRESS: Final = "http://data.europa.eu/esco/"
CREDIT: Final = "This service uses the ESCO classification of the European Commission."
"""The sentence that the Commission asks those to show who reuse ESCO (Decision 2011/833/EU)."""

_WRITTEN: Final = re.compile(
    r"(?:https?://data\.europa\.eu/esco/|esco:)(?:(skill|isced-f)/)?([A-Za-z0-9.-]{1,60})/?", re.ASCII
)
_KEPT: Final = 20_000


def skill_address(text: str) -> str | None:
    """The address of an ESCO skill or skill group in its one form; None for other text.

    `esco:` alone before an identifier means a skill; `https` and a last slash mean the same as without.
    """
    match = _WRITTEN.fullmatch(text)
    return f"{ADDRESS}{match.group(1) or 'skill'}/{match.group(2)}" if match else None


def default_place() -> Path:
    """Where the store is when nobody says otherwise: what the variable names, else the user's data folder."""
    named = os.environ.get(PLACE_ENV)
    if named:
        return Path(named)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
        return (Path(base) if base else Path.home() / "AppData" / "Local") / "recognition" / "esco.sqlite"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "recognition" / "esco.sqlite"
    data = os.environ.get("XDG_DATA_HOME")
    return (Path(data) if data else Path.home() / ".local" / "share") / "recognition" / "esco.sqlite"


class Named(NamedTuple):
    """A skill that a label may mean. `preferred`: the label is its own name, not another wording."""

    address: str
    language: str
    preferred: bool


class Esco:
    """The store, open for reading. Safe to share between threads; every answer is remembered."""

    def __init__(self, place: Path) -> None:
        """Open the store. Raises MisuseError: `esco_missing`, `esco_unreadable`."""
        if not place.is_file():
            hint = "recognition standards import esco FOLDER"
            raise MisuseError(Problem("esco_missing", "There is no store of ESCO.", Place(place.name), hint))
        import sqlite3  # not before: most commands never ask for a skill

        self._lock = Lock()
        self._place = place
        self._failure: Final = sqlite3.Error
        try:
            self._store = sqlite3.connect(f"{place.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
        except sqlite3.Error:
            raise _unreadable(place) from None
        finalize(self, self._store.close)
        self.about: Final = {row[0]: row[1] for row in self._ask("SELECT name, value FROM about")}
        if self.about.get("schema") != str(SCHEMA):
            raise _unreadable(place)
        self.languages: Final = frozenset(self.about["languages"].split())
        """Languages in which skills have labels here."""
        self.named = lru_cache(maxsize=_KEPT)(self._named)
        self.knows = lru_cache(maxsize=_KEPT)(self._knows)
        self.broader = lru_cache(maxsize=_KEPT)(self._broader)

    def _named(self, label: str) -> tuple[Named, ...]:
        """The skills and groups that carry this label in any imported language; those that are named so come first."""
        rows = self._ask(
            "SELECT address, language, preferred FROM label JOIN concept USING (id) "
            "WHERE folded = ? AND pillar = 'skill' ORDER BY preferred DESC, address",
            folded(label),
        )
        return tuple(Named(address, language, bool(preferred)) for address, language, preferred in rows)

    def _knows(self, address: str) -> bool:
        """Whether this edition of ESCO has a skill or group of this address; concepts come and go between editions."""
        return bool(self._ask("SELECT 1 FROM concept WHERE address = ? AND pillar = 'skill'", address))

    def _broader(self, address: str) -> frozenset[str]:
        """Everything above a skill: what it is a kind of, at any distance. Empty for what is not known."""
        rows = self._ask(
            "WITH RECURSIVE up(id) AS (SELECT id FROM concept WHERE address = ? "
            "UNION SELECT broader.above FROM broader JOIN up ON broader.id = up.id) "
            "SELECT address FROM up JOIN concept USING (id)",
            address,
        )
        return frozenset(found for (found,) in rows) - {address}

    def labels(self, address: str) -> dict[str, str]:
        """The names of a skill or occupation by language; empty where it has none."""
        rows = self._ask(
            "SELECT language, text FROM label JOIN concept USING (id) "
            "WHERE address = ? AND preferred = 1 ORDER BY language",
            address,
        )
        return {row[0]: row[1] for row in rows}

    def occupation(self, code: str) -> str | None:
        """The address of the occupation of an ESCO code such as `2221.2`; an address stands for itself."""
        rows = self._ask(
            "SELECT address FROM concept WHERE pillar = 'occupation' AND (code = ? OR address = ?)", code, code
        )
        return rows[0][0] if rows else None

    def skills_of(self, occupation: str, *, essential: bool = True) -> tuple[str, ...]:
        """The addresses of an occupation's essential skills, or of its optional ones."""
        rows = self._ask(
            "SELECT skill.address FROM needs JOIN concept ON concept.id = occupation "
            "JOIN concept AS skill ON skill.id = skill WHERE concept.address = ? AND essential = ? "
            "ORDER BY skill.address",
            occupation,
            int(essential),
        )
        return tuple(address for (address,) in rows)

    def _ask(self, question: str, *values: str | int) -> list[tuple[str, ...]]:
        try:
            with self._lock:
                return self._store.execute(question, values).fetchall()
        except self._failure:
            raise _unreadable(self._place) from None


def opened(place: Path | None) -> Esco | None:
    """The store at a place, None where there is none. Raises MisuseError `esco_unreadable`."""
    return Esco(place) if place is not None and place.is_file() else None


def _unreadable(place: Path) -> MisuseError:
    sentence = f"{quoted(place.name)} is no store of ESCO that this edition reads."
    return MisuseError(Problem("esco_unreadable", sentence, Place(place.name), "import the download again"))
