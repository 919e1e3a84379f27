"""The table of requirements: status, what was asked, what was shown, and the law with its basis."""

from __future__ import annotations

from collections.abc import Iterator

from recognition.engine.explain.missing import WEIGHED, reported_route
from recognition.engine.explain.page import Line, Row, Section, Table, Tone
from recognition.engine.explain.words import WHETHER, Words
from recognition.model.assessment import Finding

TONES: dict[str, Tone] = {"met": "good", "gap": "bad", "unknown": "open", "not_applicable": "quiet"}
WIDTHS = (9, 27, 14, 24)
DEEPEST = 3


def table(words: Words, *, full: bool = False) -> Section:
    """Requirements of the reported routes and of the file, each with what it consists of; all of them where `full`."""
    rows: list[Row] = []
    shown: set[str] = set()
    asked = set(needed_and_filed(words))
    for id in _first(words):
        rows += _rows(words, id, 0, shown, id in asked, full)
    rest = [one for one in words.answer.findings if one.id not in shown]
    if full:
        for finding in rest:
            rows += _rows(words, finding.id, 0, shown, False, full)
    headings = tuple(words.say_here(f"table.{name}") for name in ("status", "requirement", "asked_shown", "law"))
    blocks: list[Line | Table] = [Table(headings, tuple(rows), WIDTHS)]
    if rest and not full:
        counts = [(status, sum(one.status == status for one in rest)) for status in ("met", "gap", "unknown")]
        said = ", ".join(f"{n} {words.say(f'status.{status}')}" for status, n in counts if n)
        blocks.append(Line(words.say("table.rest", n=len(rest), counts=said), tone="quiet"))
    return Section("requirements", words.say("section.requirements"), tuple(blocks))


def _first(words: Words) -> list[str]:
    ids: list[str] = []
    for stage in words.answer.stages:
        route = reported_route(words, stage)
        if route is None:
            ids += stage.because
        else:
            law = next((one for one in words.ruleset.routes if (one.id or one.take) == route.id), None)
            ids += [*(law.open_when if law is not None else ()), *route.needs, *route.warnings]
        ids += words.filed(stage.id)
    return [id for id in dict.fromkeys([*ids, *words.ruleset.report]) if id in words.findings]


def needed_and_filed(words: Words) -> list[str]:
    """What is asked of the person: needs of the reported routes and what filing asks; the rest are conditions."""
    ids = [
        need for stage in words.answer.stages for need in (getattr(reported_route(words, stage), "needs", None) or ())
    ]
    return [*ids, *(id for stage in words.ruleset.stages for id in words.filed(stage.id))]


def _rows(
    words: Words, id: str, depth: int, shown: set[str], asked: bool, full: bool, weighed: bool = False
) -> Iterator[Row]:
    finding = words.findings[id]
    if id in shown or (finding.status == "not_applicable" and depth):
        return
    shown.add(id)
    yield _row(words, finding, depth, asked, weighed)
    below = [part for part in finding.parts if part in words.findings] if depth < DEEPEST else []
    if finding.status == "met" and not full:
        # What carries it is enough: of an any-of what is met, of a none-of its own title.
        below = [] if finding.kind == "none-of" else [one for one in below if words.findings[one].status == "met"]
    for part in below:
        below_weighed = finding.status == "unknown" and finding.because in WEIGHED
        yield from _rows(words, part, depth + 1, shown, asked and finding.kind == "coverage", full, below_weighed)


def _row(words: Words, finding: Finding, depth: int, asked: bool, weighed: bool) -> Row:
    """One requirement. A part short of what the authority has yet to weigh is not missing yet (LANGUAGE 3.3)."""
    standing = "unknown" if weighed and finding.status == "gap" else finding.status
    status = words.say(f"status.{standing}" if asked else f"condition.{standing}")
    if finding.basis == "recalled" and standing in ("met", "gap"):
        status = words.say("status.recalled", status=status)
    return Row(
        (status, words.title(finding.id), _asked_and_shown(words, finding), words.law(finding.sources)),
        depth,
        TONES[standing],
    )


def _asked_and_shown(words: Words, finding: Finding) -> str:
    """`at least 400 hours / 120 hours`; where only "is there one" matters, what was shown."""
    if finding.required is None or finding.status == "not_applicable":
        return ""
    if finding.kind == "coverage" and finding.parts:
        parts = [words.findings[part] for part in finding.parts if part in words.findings]
        return words.say("table.parts", met=sum(part.status == "met" for part in parts), n=len(parts))
    if finding.required.unit in WHETHER:
        return "" if finding.status == "met" else words.found(finding.found)
    return f"{words.required(finding.required)} / {words.shown(finding)}"
