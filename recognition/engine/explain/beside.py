"""What stands beside the answer: what was noticed in the documents, and what this answer is."""

from __future__ import annotations

from recognition.engine.explain.page import Line, Section, Tone
from recognition.engine.explain.words import Words
from recognition.model.assessment import Noticed

MOST = 12
TONES: dict[str, Tone] = {"error": "bad", "warning": "open", "note": "quiet"}


def problems(words: Words) -> Section | None:
    """Problems with their places, the graver first; notes are only counted."""
    noticed = words.answer.problems
    grave = [one for one in noticed if one.severity != "note"]
    grave.sort(key=lambda one: one.severity != "error")
    lines = [Line(_problem(words, one), "-", tone=TONES.get(one.severity, "plain")) for one in grave[:MOST]]
    rest = len(noticed) - min(len(grave), MOST)
    if rest:
        lines.append(Line(words.say("problems.more" if grave else "problems.notes", n=rest), tone="quiet"))
    return Section("problems", words.say("section.problems"), tuple(lines)) if lines else None


def _problem(words: Words, one: Noticed) -> str:
    place = one.document or ""
    if one.document is not None and one.line is not None:
        place = words.say("place.line", document=one.document, line=one.line)
    return f"{place}: {one.sentence} [{one.code}]" if place else f"{one.sentence} [{one.code}]"


def notice(words: Words) -> Section:
    """Who decides, which text was used, and how far it has been checked."""
    ruleset = words.answer.ruleset
    used = words.say(
        "notice.ruleset",
        id=ruleset.id,
        version=ruleset.version,
        status=words.phrases.of("ruleset_status", ruleset.status),
        checked=ruleset.checked,
        sha256=ruleset.sha256[:12],
    )
    lines = [Line(words.say_here("notice.advice"), tone="strong"), Line(used, tone="quiet")]
    if any(finding.basis == "recalled" for finding in words.answer.findings):
        lines.append(Line(words.say("notice.recalled"), tone="quiet"))
    return Section("notice", "", tuple(lines))
