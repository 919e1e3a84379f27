"""Every text for people: flat keys in `lang/<code>.yaml`, found by key and language, English behind every other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from threading import Lock

from recognition.catalogue.files import parse
from recognition.foundations.problems import InvalidRuleset, Place, Problem
from recognition.foundations.text import normal
from recognition.readers.tree import Node

ENGLISH = "en"
_TABLES = frozenset({"requirements", "routes", "remedies", "steps", "interim"})
"""Families of keys whose next word is an id: a part's prefix stands before that id."""
_CODE = re.compile(r"[a-z]{2,3}")


class Texts:
    """The texts of a ruleset with those of its parts: `requirements.eu.three_of_five.title` is the part's own
    `requirements.three_of_five.title`. A language is read when it is first asked for. Safe for threads.
    """

    def __init__(self, folder: Path, parts: Mapping[str, Path] | None = None) -> None:
        """`folder` is the ruleset's; `parts` gives the folder of each prefix."""
        self._folder = folder
        self._parts = dict(parts or {})
        self._read: dict[str, dict[str, str]] = {}
        self._lock = Lock()

    @property
    def languages(self) -> tuple[str, ...]:
        """Codes that the ruleset itself has, English first."""
        found = {path.stem for path in (self._folder / "lang").glob("*.yaml") if _CODE.fullmatch(path.stem)}
        return tuple(sorted(found, key=lambda code: (code != ENGLISH, code)))

    def get(self, key: str, lang: str = ENGLISH) -> str:
        """The text, else the English text, else the id spelled out (`three_of_five` -> `three of five`).

        Raises InvalidRuleset where the language file is wrong.
        """
        found = self._of(lang).get(key)
        if found is None and lang != ENGLISH:
            found = self._of(ENGLISH).get(key)
        return found if found is not None else spelled_out(key)

    def has(self, key: str, lang: str = ENGLISH) -> bool:
        """Whether that very language has the text."""
        return key in self._of(lang)

    def _of(self, lang: str) -> dict[str, str]:
        with self._lock:
            if lang not in self._read:
                self._read[lang] = self._merged(lang) if _CODE.fullmatch(lang) else {}
            return self._read[lang]

    def _merged(self, lang: str) -> dict[str, str]:
        merged: dict[str, str] = {}
        for prefix, folder in self._parts.items():
            for key, text in plain_texts(folder / "lang" / f"{lang}.yaml").items():
                if key != "title":
                    merged[under(prefix, key)] = text
        return merged | plain_texts(self._folder / "lang" / f"{lang}.yaml")


def under(prefix: str, key: str) -> str:
    """The key by which a part's text is found; facts and terms are shared by name and keep theirs."""
    family, dot, rest = key.partition(".")
    return f"{family}.{prefix}.{rest}" if dot and family in _TABLES else key


def spelled_out(key: str) -> str:
    """The id in a key, as words: a text that is missing must never leave a gap in a sentence."""
    steps = key.split(".")
    if steps[0] in _TABLES | {"facts", "stages", "clocks", "parameters"} and len(steps) > 2:
        steps = steps[:-1]
    return steps[-1].replace("_", " ").strip() or key


def plain_texts(path: Path) -> dict[str, str]:
    """Key -> text of one language file; nothing where there is none. Raises InvalidRuleset."""
    if not path.is_file():
        return {}
    name = "/".join(path.absolute().parts[-4:])
    return {key: normal(str(item.value)) for key, item in text_nodes(path, name).items()}


def text_nodes(path: Path, name: str) -> dict[str, Node]:
    """The entries of a language file with their places. Raises InvalidRuleset (RL003) for what is not text."""
    node = parse(path, name)
    if not isinstance(node.value, dict):
        raise InvalidRuleset(Problem("RL003", "A file of texts is a mapping.", Place(name, line=1, column=1)))
    entries = [(Place(name, f"/{key}", item.line, item.column), item) for key, item in node.value.items()]
    wrong = [
        Problem("RL003", "The value here must be text.", place, "put it in quotes")
        for place, item in entries
        if not isinstance(item.value, str)
    ]
    if wrong:
        raise InvalidRuleset(wrong)
    return node.value
