"""The sentences of an answer by key: rule names, codes of what is wanted, units, kinds of document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from recognition.catalogue.texts import plain_texts

FOLDER = Path(__file__).resolve().parents[1] / "phrases"
ENGLISH = "en"


class Phrases:
    """Sentences in one language, English behind it."""

    def __init__(self, lang: str):
        self.lang = lang if lang in languages() else ENGLISH
        self._english = _read(ENGLISH)
        self._own = _read(self.lang)

    def has(self, key: str) -> bool:
        """Whether there is such a sentence in any language at hand."""
        return key in self._own or key in self._english

    def say(self, key: str, **words: object) -> str:
        """The sentence with its words filled in; a missing one shows its key spelled out, never nothing."""
        text = self._own.get(key) or self._english.get(key)
        if text is None:
            return key.rpartition(".")[2].replace("_", " ")
        return text.format_map(words)

    def of(self, family: str, key: str) -> str:
        """A word of a family such as `document`; an unknown one is its own id, spelled out."""
        return self.say(f"{family}.{key}") if self.has(f"{family}.{key}") else key.rpartition(".")[2].replace("_", " ")


@cache
def phrases(lang: str) -> Phrases:
    """The sentences of a language."""
    return Phrases(lang)


@cache
def languages() -> tuple[str, ...]:
    """Languages that have sentences, English first."""
    found = (path.stem for path in FOLDER.glob("*.yaml") if re.fullmatch(r"[a-z]{2,3}", path.stem))
    return tuple(sorted(found, key=lambda code: (code != ENGLISH, code)))


@cache
def _read(lang: str) -> Mapping[str, str]:
    return plain_texts(FOLDER / f"{lang}.yaml")
