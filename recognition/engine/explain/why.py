"""Why: the ways of the law and what each came to; with the full trace every answer of the rules engine."""

from __future__ import annotations

from collections.abc import Iterator

from recognition.engine.explain.missing import reported_route
from recognition.engine.explain.page import Line, Row, Section, Table
from recognition.engine.explain.words import Words
from recognition.model.assessment import Firing, StageOutcome


def why(words: Words, *, full: bool = False) -> Section:
    """The reported way need by need, then why no other way is better."""
    blocks: list[Line | Table] = []
    for stage in words.answer.stages:
        blocks += _stage(words, stage, full)
    if full:
        blocks.append(Line(words.say("why.trace", n=len(words.answer.trace)), tone="strong"))
        headings = tuple(words.say(f"trace.{name}") for name in ("question", "answer", "rule"))
        rows = tuple(_firing(words, firing) for firing in words.answer.trace)
        blocks.append(Table(headings, rows, (26, 32, 18)))
    return Section("why", words.say("section.why"), tuple(blocks))


def _stage(words: Words, stage: StageOutcome, full: bool) -> Iterator[Line]:
    title = words.stage(stage.id)
    route = reported_route(words, stage)
    if route is None:
        yield Line(words.say("why.no_route", stage=title), tone="strong")
    else:
        taken = words.route(route.id)
        yield Line(words.say("why.route", stage=title, route=taken) if taken != title else f"{title}.", tone="strong")
        yield Line(words.say(f"route.{route.status}"), "-", 1)
        for need, rules in route.needs.items():
            if need in words.ruleset.remedies:
                yield Line(f"{words.in_sentence(words.remedy(need))}: {words.say('need.owed_always')}", "-", 1)
                continue
            finding = words.findings.get(need)
            if finding is not None and finding.status != "not_applicable":
                key = f"need.{rules}.{finding.status}"
                said = words.say_here(key if words.phrases.has(key) else f"need.{rules}")
                yield Line(f"{words.in_sentence(words.title(need))}: {said}", "-", 1)
        note = words.note("routes", route.id)
        if note is not None:
            yield Line(note, depth=1, tone="quiet")
        for warning in route.warnings:
            yield Line(words.say("why.warning", title=words.title(warning)), depth=1, tone="open")
    if stage.status != "positive" or full:
        yield from _others(words, stage)


def _others(words: Words, stage: StageOutcome) -> Iterator[Line]:
    others = [route for route in words.answer.routes if route.stage == stage.id and route.id != stage.route]
    if others:
        yield Line(words.say("why.others"))
    alike: dict[tuple[str, str], list[str]] = {}
    for route in others:
        reason = _reason(words, route.blocked_by[0]) if route.blocked_by else ""
        alike.setdefault((words.say(f"route.{route.status}"), reason), []).append(words.route(route.id))
    for (said, reason), routes in alike.items():
        head = words.say("why.blocked", said=said.rstrip("."), reason=reason) if reason else said
        yield Line(f"{head} {words.listed(routes, len(routes))}.", "-", 1, "quiet")


def _reason(words: Words, id: str) -> str:
    """A condition with how it stands: `Some title: no`."""
    finding = words.findings.get(id)
    if finding is None:
        return words.title(id)
    return words.say(f"why.condition.{finding.status}", title=words.in_sentence(words.title(id)))


def _firing(words: Words, firing: Firing) -> Row:
    """One answer of the engine: what was asked, what the rule says, layer and rule."""
    sides = [words.say(f"{firing.layer}.{rule}") for rule in firing.rule.split("/")]
    # Needs are asked on the worst side, the best side and the side of hope; equal answers are written once.
    said = sides[0] if len(sides) == 1 else words.say("trace.sides", worst=sides[0], best=sides[-1])
    return Row((_asked(words, firing), said, f"{firing.layer} {firing.rule}"))


def _asked(words: Words, firing: Firing) -> str:
    """What a question was about, by its titles; parts of a requirement keep their numbers."""
    question = firing.question
    match firing.layer:
        case "route":
            return words.route(question)
        case "step":
            return words.step(question)
        case "outcome" | "procedure":
            return words.stage(question)
        case "need" | "remedy":
            about, _, rest = question.partition(".")
            return f"{words.route(about)}: {words.title(rest) if firing.layer == 'need' else words.remedy(rest)}"
    return words.title(question) if question in words.findings else question
