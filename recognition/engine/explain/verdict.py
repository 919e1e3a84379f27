"""The first sentences: every stage with its verdict, what it rests on, and what stands in the way of filing."""

from __future__ import annotations

from collections.abc import Iterator

from recognition.engine.explain.missing import reported_route
from recognition.engine.explain.page import Line, Section, Tone
from recognition.engine.explain.words import Words
from recognition.model.assessment import StageOutcome

TONES: dict[str, Tone] = {
    "positive": "good",
    "conditional": "open",
    "partial": "open",
    "negative": "bad",
    "undetermined": "open",
}


def verdict(words: Words) -> Section:
    """Procedure first where it stops everything, then every stage in the field's own words, then what to beware of."""
    stages = words.answer.stages
    blocks = [line for stage in stages for line in _filing(words, stage, "cannot_be_filed")]
    stated = False
    for stage in stages:
        if _on_word_alone(stage) and not stated:
            blocks.append(Line(words.say("verdict.stated"), tone="strong"))
        stated = _on_word_alone(stage)
        blocks.append(Line(" ".join(_stage(words, stage)), tone=TONES[stage.status]))
    blocks += [line for stage in stages for state in ("incomplete", "unknown") for line in _filing(words, stage, state)]
    blocks += [line for stage in stages for line in _interim(words, stage)]
    blocks.append(Line(words.say("verdict.dated", on=words.answer.on), tone="quiet"))
    return Section("verdict", "", tuple(blocks))


def _on_word_alone(stage: StageOutcome) -> bool:
    """Decided to some degree, and on nothing but what was stated."""
    wide_open = (stage.worst, stage.best) == ("negative", "positive")
    return stage.strength == "stated" and not wide_open


def _stage(words: Words, stage: StageOutcome) -> Iterator[str]:
    title = words.stage(stage.id)
    if stage.status != "undetermined":
        yield words.say("verdict.decided", stage=title, term=words.term(stage.term))
    elif stage.worst == stage.best:
        yield words.say("verdict.recalled", stage=title, term=words.outcome(stage.id, stage.best))
    else:
        worst, best = words.outcome(stage.id, stage.worst), words.outcome(stage.id, stage.best)
        yield words.say("verdict.undetermined", stage=title, worst=worst, best=best)
        depends = [words.title(id) for id in stage.because]
        if depends:
            yield words.say("verdict.depends", list=words.listed(depends, 4))
    if stage.status == "conditional":
        for status in ("gap", "unknown"):
            ids = [id for id in stage.because if id in words.findings and words.findings[id].status == status]
            if ids:
                yield words.say(f"verdict.still.{status}", list=words.listed(map(words.title, ids), 4))
        owed = [id for id in stage.because if id in words.ruleset.remedies]
        if owed:
            key = "verdict.owed" if len(owed) == 1 else "verdict.owed_some"
            yield words.say(key, list=words.listed(map(words.remedy, owed), 4))
    route = reported_route(words, stage)
    if stage.status == "negative" and route is not None:
        short = {id for id, finding in words.findings.items() if finding.status == "gap"}
        failing = [need for need, rule in route.needs.items() if rule.startswith("fails") and need in short]
        failing = failing or stage.because
        if failing:
            yield words.say("verdict.because", list=words.listed(map(words.title, failing), 3))
    if stage.confirm and (stage.hope is not None or stage.status == "undetermined"):
        decided = stage.worst == stage.best
        key = "verdict.confirm" if decided else "verdict.confirm_first"
        yield words.say(key, list=words.listed(map(words.title, stage.confirm), 3))
    if stage.basis == "secondary":
        yield words.say("verdict.secondary")
    if stage.valid_until is not None:
        yield words.say("verdict.valid_at_most" if stage.valid_at_most else "verdict.valid", day=stage.valid_until)


def _filing(words: Words, stage: StageOutcome, state: str) -> Iterator[Line]:
    if stage.procedure.state == state and stage.procedure.because:
        listed = words.listed((words.title(id) for id in stage.procedure.because), 8)
        tone: Tone = "bad" if state == "cannot_be_filed" else "open"
        yield Line(words.say(f"verdict.procedure.{state}", stage=words.stage(stage.id), list=listed), tone=tone)


def _interim(words: Words, stage: StageOutcome) -> Iterator[Line]:
    for one in stage.procedure.interim:
        if one.state == "none":
            continue
        title = words.ruleset.texts.get(f"interim.{one.id}.title", words.lang)
        until = one.until or words.say("found.unknown")
        yield Line(words.say(f"verdict.interim.{one.state}", title=title, until=until), tone="open")
