"""What is shown to be missing, and what is not known with what would decide it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from recognition.engine.answer import FOCUS
from recognition.engine.explain.page import Line, Section
from recognition.engine.explain.words import WHETHER, Words
from recognition.model.assessment import Finding, Needed, RouteOutcome, StageOutcome
from recognition.model.units import is_currency

MOST_PARTS = 12
THINGS = frozenset(
    {
        "document",
        "coverage",
        "experience",
        "language-level",
        "volume",
        "share",
        "examination",
        "registration",
        "accreditation",
    }
)
"""Kinds whose title names a thing to have; the titles of others are sentences that hold or do not."""
OF_ITEMS = frozenset({"attribute", "strength"})
"""Codes of what is wanted that name an item of evidence first."""
FAMILIES = {
    "documents": "document",
    "language_results": "language",
    "examinations": "exam",
    "registrations": "registration",
}
"""Kinds of evidence asked for by a type or a name, not by attributes."""
WEIGHED = frozenset({"unknown_weighed", "unknown_unsure"})
LANGUAGE = "language-level"
ONE_IS_ENOUGH = frozenset({"any-of", "at-least", "points"})


def reported_route(words: Words, stage: StageOutcome) -> RouteOutcome | None:
    """The route that a stage reports."""
    return next((route for route in words.answer.routes if route.id == stage.route), None)


def needed_ids(words: Words) -> list[str]:
    """What the answer hangs on: needs and conditions of the reported routes, then what filing asks.

    A further stage that no way leads to asks for nothing: nobody who extends one certificate lacks another.
    """
    headline = next(stage.id for stage in words.ruleset.stages if stage.headline)
    ids: list[str] = []
    for stage in words.answer.stages:
        route = reported_route(words, stage)
        ids += [FOCUS] if FOCUS in stage.because else []
        if route is not None:
            ids += [*route.blocked_by, *route.needs]
        elif stage.id == headline or stage.status != "negative":
            ids += stage.because
        ids += words.filed(stage.id)
    return [id for id in dict.fromkeys(ids) if id in words.findings]


def missing(words: Words) -> Section | None:
    """Every gap of what the answer hangs on: how much, where it is seen, which law asks it."""
    lines: list[Line] = []
    for id in needed_ids(words):
        finding = words.findings[id]
        if finding.status == "gap":
            lines += _gap(words, finding)
    return Section("missing", words.say("section.missing"), tuple(lines)) if lines else None


def _gap(words: Words, finding: Finding) -> Iterator[Line]:
    parts = [part for part in words.leaves(finding.id, "gap") if part is not finding]
    yield Line(_said(words, finding, bool(parts)), "-", tone="bad")
    for part in parts[:MOST_PARTS]:
        yield Line(_said(words, part, False), "-", 1)
    if len(parts) > MOST_PARTS:
        yield Line(words.say("missing.more", n=len(parts) - MOST_PARTS), "-", 1, "quiet")
    yield from _notes(words, [finding.id, *(part.id for part in parts[:MOST_PARTS])], {})
    seen = words.places(used for used in finding.evidence if used.counted)
    if seen:
        yield Line(words.say("missing.seen", list=seen), depth=1, tone="quiet")
    law = words.law(finding.sources)
    if law:
        yield Line(words.say_here("law", law=law), depth=1, tone="quiet")


def _notes(words: Words, ids: Iterable[str], told: dict[str, None]) -> Iterator[Line]:
    """What the ruleset adds to these requirements, each note once."""
    for id in ids:
        note = words.note("requirements", id)
        if note is not None and note not in told:
            told[note] = None
            yield Line(note, depth=1)


def _said(words: Words, finding: Finding, has_parts: bool) -> str:
    """A thing that is missing, or a sentence that does not hold; with the amounts where it is measured."""
    title = words.in_sentence(words.title(finding.id))
    if finding.kind in ONE_IS_ENOUGH and has_parts:
        return words.say("missing.one_of", title=title)
    sizes = "" if has_parts else _sizes(words, finding)
    key = "missing.thing" if finding.kind in THINGS else "missing.sentence"
    return words.say(key, title=title, sizes=sizes).rstrip()


def _sizes(words: Words, finding: Finding) -> str:
    """`asked: at least 400 hours; shown: 120 hours; missing: 280 hours`."""
    if finding.required is None or finding.required.unit in WHETHER:
        return ""
    said = [words.say("missing.asked", amount=words.required(finding.required))]
    said.append(words.say("missing.shown", amount=words.shown(finding)))
    if finding.shortfall is not None and words.counts(finding.shortfall.unit):
        # Where the law leaves its line open, nobody can say more than the most that may be missing.
        key = "missing.short" if finding.required.low == finding.required.high else "missing.short_at_most"
        said.append(words.say(key, amount=words.short_of(finding.shortfall)))
    return "; ".join(said)


def unknown(words: Words) -> Section | None:
    """What is not known, put together by what would decide it: first what decides the reported routes."""
    open_ones = {one.finding for one in words.answer.unknowns}
    mine = [id for id in _below(words, needed_ids(words)) if id in open_ones]
    others = [id for id in _below(words, further_ids(words)) if id in open_ones and id not in mine]
    first = _by_need(words, mine)
    told: dict[str, None] = {}
    lines = [line for need, asked in first.items() for line in _wanted(words, need, asked, told)]
    further = {need: asked for need, asked in _by_need(words, others).items() if need not in first}
    if further:
        lines.append(Line(words.say("unknown.other_routes"), tone="strong"))
        lines += [line for need, asked in further.items() for line in _wanted(words, need, asked, told)]
    lines = [*_weighed(words), *lines]
    return Section("unknown", words.say("section.unknown"), tuple(lines)) if lines else None


def _weighed(words: Words) -> Iterator[Line]:
    """What no evidence would decide, because the authority must: the ruleset's note or the rule that left it open."""
    for id in needed_ids(words):
        finding = words.findings[id]
        below = [words.findings[one] for one in _below(words, [id])]
        if finding.status == "unknown" and not any(one.needed for one in below):
            weighed = next((one for one in below if one.because in WEIGHED), None)
            if weighed is None:
                said = words.say(f"combine.{finding.because}")
            else:
                said = words.note("requirements", weighed.id) or words.say(f"except.{weighed.because}")
            yield Line(f"{words.in_sentence(words.title(id))}: {said}", "-", tone="open")


def further_ids(words: Words) -> list[str]:
    """What other routes rest on that may still turn out better, where a stage is not decided."""
    undecided = {stage.id for stage in words.answer.stages if stage.status == "undetermined"}
    routes = [one for one in words.answer.routes if one.stage in undecided and one.status.startswith("undetermined")]
    # What a way asks does not matter before it is known that the way is open.
    return [id for route in routes for id in route.blocked_by or route.needs]


def _below(words: Words, ids: Iterable[str]) -> Iterator[str]:
    """The undecided findings that these rest on, with what their exceptions ask; what is decided needs nothing."""
    wanted, seen = list(ids), set[str]()
    while wanted:
        id = wanted.pop(0)
        if id in seen or id not in words.findings or words.findings[id].status != "unknown":
            continue
        seen.add(id)
        yield id
        wanted += words.findings[id].parts
        requirement = words.ruleset.requirements.get(id)
        if requirement is not None:
            wanted += [*requirement.when, *(one for exception in requirement.unless for one in exception.if_)]


@dataclass(slots=True)
class _Asked:
    """The findings that something would decide, and the items that it is asked of."""

    findings: dict[str, None] = field(default_factory=dict)
    items: dict[str, None] = field(default_factory=dict)


def _by_need(words: Words, ids: Iterable[str]) -> dict[tuple[str, ...], _Asked]:
    """What is wanted, the same attribute of several items together."""
    found: dict[tuple[str, ...], _Asked] = {}
    for id in ids:
        wanted_here = [one for one in words.findings[id].needed if one.code != "complete"]
        for needed in wanted_here:
            if needed.args[:1] == ["found"] and len(wanted_here) > 1:
                continue  # what that rests on is asked for beside it
            of_items = needed.code in OF_ITEMS
            # That the authority weighs something is said once, whatever it weighs.
            args = [] if needed.code == "weigh" else needed.args[1:] if of_items else needed.args
            key = (needed.code, *args)
            asked = found.setdefault(key, _Asked())
            asked.findings[id] = None
            if of_items:
                asked.items[needed.args[0]] = None
    return found


def _wanted(words: Words, need: Sequence[str], asked: _Asked, told: dict[str, None]) -> Iterator[Line]:
    args = [words.items(asked.items), *need[1:]] if asked.items else list(need[1:])
    kinds = {words.findings[id].kind for id in asked.findings}
    said = wanted(words, Needed(need[0], args), named=bool(asked.items), of_tests=kinds == {LANGUAGE})
    yield Line(said, "-", tone="open")
    titles = words.listed([words.in_sentence(words.title(id)) for id in asked.findings], 3)
    yield Line(words.say("unknown.decides", list=titles), depth=1, tone="quiet")
    yield from _notes(words, asked.findings, told)


def wanted(words: Words, needed: Needed, *, named: bool = False, of_tests: bool = False) -> str:
    """What would decide an unknown, as something a person can do or find out.

    `named`: its item is in words already. `of_tests`: the item is a language test, whose mode is not a programme's.
    """
    args = [*needed.args, "", ""]
    item = args[0] if named or needed.code not in OF_ITEMS else words.item(args[0])
    match needed.code:
        case "fact":
            return words.say("wanted.fact", question=words.fact(args[0]), name=args[0], values=words.values(args[0]))
        case "clock":
            return words.say("wanted.clock", clock=words.phrases.of("clock", args[0]), name=args[0])
        case "item":
            kind = words.phrases.of("kind", args[0])
            what = words.listed(_asked_for(words, args[0], one) for one in _names(args[1]))
            key = f"wanted.item.{args[0]}" if words.phrases.has(f"wanted.item.{args[0]}") else "wanted.item"
            return words.say(key, kind=kind, what=what or kind)
        case "attribute":
            of_test = f"{args[1]}.language_results"
            if args[1] == "status" and item == words.item("focus"):
                return words.say("wanted.completed", item=item)
            known = of_tests and words.phrases.has(f"attribute.{of_test}")
            what = words.phrases.of("attribute", of_test if known else args[1])
            if is_currency(args[1]):
                what = words.say("attribute.amount_in", unit=args[1])
            return words.say("wanted.attribute", what=what, item=item)
        case "strength":
            return words.say("wanted.strength", item=item, strength=words.phrases.of("strength", args[1]))
        case "law" if (title := words.list_title(args[0])) is not None:
            return words.say("wanted.list", name=title)
        case "law" | "list_not_current":
            return words.say(f"wanted.{needed.code}", name=law_name(words, args[0]))
        case "confirm":
            source = words.ruleset.sources.get(args[0])
            return words.say("wanted.confirm", source=source.title if source is not None else args[0])
        case code:
            return words.say(f"wanted.{code}")


def _asked_for(words: Words, kind: str, name: str) -> str:
    """An attribute of an item, or the type of it that is asked for; a document may be that of one country."""
    type_, _, country = name.partition(" ")
    family = FAMILIES.get(kind, "attribute")
    said = words.phrases.of(family if words.phrases.has(f"{family}.{type_}") else "attribute", type_)
    return f"{said} ({country})" if country else said


def _names(written: str) -> list[str]:
    """The names in `a, b`."""
    return [one for one in map(str.strip, written.split(",")) if one]


def law_name(words: Words, name: str) -> str:
    """A parameter or a list as people call it."""
    texts = words.ruleset.texts
    key = f"parameters.{name}.title"
    if texts.has(key, words.lang) or texts.has(key):
        return texts.get(key, words.lang)
    return words.list_title(name) or words.phrases.of("parameter", name)
