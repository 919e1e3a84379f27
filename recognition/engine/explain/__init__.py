"""The answer in words: what the engine decided, said in the reader's language; nothing is decided here again."""

from __future__ import annotations

from recognition.catalogue.loaded import Ruleset
from recognition.engine.explain.beside import notice, problems
from recognition.engine.explain.layout import as_text
from recognition.engine.explain.missing import missing, unknown
from recognition.engine.explain.page import Page
from recognition.engine.explain.table import table
from recognition.engine.explain.todo import remedies, steps
from recognition.engine.explain.verdict import verdict
from recognition.engine.explain.why import why
from recognition.engine.explain.words import Words
from recognition.model.assessment import AssessmentData

__all__ = ["explain", "page"]


def page(answer: AssessmentData, ruleset: Ruleset, lang: str = "en", *, full: bool = False) -> Page:
    """The answer laid out: verdict, what is missing, what is not known, what closes it, steps, table, why, notice.

    `full` adds every requirement and every answer of the rules engine. A language without texts falls back to English.
    """
    words = Words(answer, ruleset, lang)
    sections = [
        verdict(words),
        missing(words),
        unknown(words),
        remedies(words),
        steps(words),
        table(words, full=full),
        why(words, full=full),
        problems(words),
        notice(words),
    ]
    title = ruleset.texts.get("title", lang)
    return Page(title, [section for section in sections if section is not None])


def explain(answer: AssessmentData, ruleset: Ruleset, lang: str = "en", *, width: int = 80) -> str:
    """The whole answer as plain text of lines of at most `width` columns."""
    return as_text(page(answer, ruleset, lang), width)
