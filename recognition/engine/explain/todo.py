"""What can close what is missing, and what to do next, in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recognition.engine.explain.missing import reported_route
from recognition.engine.explain.page import Line, Section
from recognition.engine.explain.words import Words
from recognition.model.assessment import (
    DocumentAsked,
    FeeQuoted,
    RemedyOffered,
    RouteOutcome,
    SourceCited,
    StepToTake,
    TimeQuoted,
    Value,
)


def remedies(words: Words) -> Section | None:
    """What the law offers on the reported routes: who chooses, then each with size, most, fee and time."""
    offered = {remedy.id: remedy for remedy in words.answer.remedies}
    if not offered:
        return None
    lines: list[Line] = []
    told: set[str] = set()
    for stage in words.answer.stages:
        route = reported_route(words, stage)
        mine = [id for id in _offers(words, route) if id in offered and id not in told]
        if not mine or route is None:
            continue
        told.update(mine)
        lines.append(Line(_who(words, route, stage.id, len(mine)), tone="strong"))
        lines += [line for id in mine for line in _remedy(words, offered[id])]
    lines += [line for id, remedy in offered.items() if id not in told for line in _remedy(words, remedy)]
    return Section("remedies", words.say("section.remedies"), tuple(lines))


def _offers(words: Words, route: RouteOutcome | None) -> list[str]:
    if route is None:
        return []
    chosen = route.choice.offers if route.choice is not None else []
    needs = [id for need in route.needs if need in words.findings for id in words.findings[need].remedies]
    return list(dict.fromkeys([*chosen, *needs]))


def _who(words: Words, route: RouteOutcome, stage: str, offers: int) -> str:
    title = words.stage(stage)
    choice = route.choice
    if choice is None or choice.who is None or offers == 1:
        key = "choose.open" if choice is not None and not choice.certain and offers > 1 else "choose.none"
        return words.say(key, stage=title)
    if choice.take == "all":
        return words.say("choose.all", stage=title)
    return words.say(f"choose.{choice.who}", stage=title, take=words.say(f"take.{choice.take or 'open'}"))


def _remedy(words: Words, remedy: RemedyOffered) -> Iterator[Line]:
    state = "" if remedy.state == "open" else f" ({words.say_here(f'remedy.{remedy.state}')})"
    yield Line(f"{words.remedy(remedy.id)}{state}", "-")
    if remedy.closes:
        titles = words.listed(words.in_sentence(words.title(id)) for id in remedy.closes)
        yield Line(words.say("remedy.for", list=titles), depth=1, tone="quiet")
    note = words.note("remedies", remedy.id)
    if note is not None:
        yield Line(note, depth=1)
    else:
        for name in ("repeats", "extension"):
            times = getattr(remedy, name)
            if times is not None:
                yield Line(words.say(f"remedy.{name}", n=times), depth=1)
    size = _size(words, remedy)
    if size:
        yield Line(size, depth=1)
    if remedy.per_entry:
        yield Line(words.say("remedy.covers", list=words.listed(map(words.title, remedy.per_entry), 20)), depth=1)
    for fee in remedy.fee:
        yield Line(words.say("step.fee", fee=fee_of(words, fee, remedy.sources, named=len(remedy.fee) > 1)), depth=1)
    for time in remedy.time:
        yield Line(words.say("step.time", time=time_of(words, time, remedy.sources)), depth=1)
    law = words.law(remedy.sources)
    if law:
        yield Line(words.say_here("law", law=law), depth=1, tone="quiet")


def _size(words: Words, remedy: RemedyOffered) -> str:
    sized = getattr(words.ruleset.remedies.get(remedy.id), "size", None) is not None
    most = words.duration(remedy.at_most) if remedy.at_most else ""
    if remedy.size is not None:
        size = words.amount(remedy.size.value, remedy.size.unit)
        return words.say("remedy.size_at_most" if most else "remedy.size", size=size, most=most)
    if sized:
        return words.say("remedy.size_unknown_at_most" if most else "remedy.size_unknown", most=most)
    return words.say("remedy.at_most", most=most) if most else ""


def steps(words: Words) -> Section | None:
    """Numbered in the order in which they can be done; what depends on something not known yet says perhaps."""
    all_steps = [
        step
        for step in words.answer.steps
        if step.state in ("needed", "possible") and not _of_a_way_not_taken(words, step)
    ]
    if not all_steps:
        return None
    numbers = {step.id: number for number, step in enumerate(all_steps, 1)}
    lines = [line for step in all_steps for line in _step(words, step, numbers)]
    if any(step.state == "possible" for step in all_steps):
        lines.append(Line(words.say("step.legend"), tone="quiet"))
    return Section("steps", words.say("section.steps"), tuple(lines))


def _of_a_way_not_taken(words: Words, step: StepToTake) -> bool:
    """A step of another way although its stage is decided: what that way might need does not matter any more."""
    law = words.ruleset.steps.get(step.id)
    if step.why != "possible_route" or law is None:
        return False
    decided = {stage.id for stage in words.answer.stages if stage.status != "undetermined"}
    stages = {route.stage for route in words.answer.routes if route.id in law.routes}
    return bool(stages) and stages <= decided


def _step(words: Words, step: StepToTake, numbers: dict[str, int]) -> Iterator[Line]:
    do = words.step(step.id)
    yield Line(do if step.state == "needed" else words.say("step.perhaps", do=do), f"{numbers[step.id]:>2}.")
    only = _only_if(words, step.id)
    if only:
        yield Line(words.say("step.only_if", list=words.listed(map(words.remedy, only))), depth=1)
    if step.authority is not None:
        name, url = words.authority(step.authority)
        yield Line(words.say("step.where", name=f"{name}, {url}" if url else name), depth=1)
    if step.documents:
        documents = words.listed((_document(words, one) for one in step.documents), 12)
        yield Line(words.say("step.documents", list=documents), depth=1)
    if step.fee:
        fees = (fee_of(words, fee, step.sources, named=len(step.fee) > 1) for fee in step.fee)
        yield Line(words.say("step.fee", fee=words.listed(fees)), depth=1)
    for time in step.time:
        yield Line(words.say("step.time", time=time_of(words, time, step.sources)), depth=1)
    if step.deadline is not None:
        yield Line(words.say("step.deadline", day=step.deadline), depth=1, tone="strong")
    if step.silence is not None:
        silence = step.silence
        said = words.say(f"step.silence_{silence.means}", time=words.duration(silence.after))
        law = words.law([silence.source]) if silence.source is not None else ""
        yield Line(f"{said} ({law})" if law else said, depth=1)
    if step.expires is not None:
        day = step.expires.on or words.say("found.unknown")
        yield Line(words.say("step.expires", day=day, do=words.step(step.expires.then)), depth=1)
    before = sorted(numbers[id] for id in step.after if id in numbers)
    if before:
        yield Line(words.say("step.after", list=", ".join(map(str, before))), depth=1, tone="quiet")
    if step.see is not None:
        yield Line(words.say("step.see", ruleset=step.see), depth=1, tone="quiet")
    law = words.law(step.sources)
    if law:
        yield Line(words.say_here("law", law=law), depth=1, tone="quiet")


def _only_if(words: Words, id: str) -> list[str]:
    """The remedies for which alone a step is there, where there is a choice between them and others."""
    chosen = {
        remedy
        for choice in (route.choice for route in words.answer.routes)
        if choice is not None and len(choice.offers) > 1
        if choice.take in ("one", "one_or_all") or (choice.take is None and not choice.certain)
        for remedy in choice.offers
    }
    step = words.ruleset.steps.get(id)
    asked = [when.remedy for when in step.when] if step is not None else []
    if not asked or any(one is None for one in asked):
        return []
    named = [id for one in asked if one is not None for id in ((one,) if isinstance(one, str) else one)]
    return list(dict.fromkeys(named)) if chosen.issuperset(named) else []


def _document(words: Words, asked: DocumentAsked) -> str:
    further = []
    if asked.form is not None:
        further.append(words.phrases.of("form", asked.form))
    if asked.translated_into:
        languages = words.listed(words.phrases.of("language", code) for code in asked.translated_into)
        further.append(words.say("document.translated", languages=languages))
    if asked.age_at_most is not None:
        further.append(words.say("document.age", age=words.duration(asked.age_at_most)))
    name = words.phrases.of("document", asked.type)
    return f"{name} ({', '.join(further)})" if further else name


def fee_of(words: Words, fee: FeeQuoted, law: Sequence[SourceCited] = (), *, named: bool = False) -> str:
    """`411 EUR (as of 2026-08-19)`; what is not known is said so and is never 0.

    With the place where it stands if that is not in `law`, which is shown below, or `named`: beside others of one step.
    """
    amount = _interval(words, fee.low, fee.high, fee.unit or "")
    known = amount != words.say("found.unknown")
    elsewhere = fee.source is not None and (named or (known and _elsewhere(fee.source, law)))
    further = [words.pinpoint(fee.source)] if fee.source is not None and elsewhere else []
    further += [words.say("fee.as_of", day=fee.as_of)] if fee.as_of is not None else []
    if fee.due_even_if_refused:
        further.append(words.say("fee.due_even_if_refused"))
    if fee.basis not in (None, "read") and known:
        further.append(words.say(f"basis.{fee.basis}"))
    return f"{amount} ({', '.join(further)})" if further else amount


def _elsewhere(source: SourceCited, law: Sequence[SourceCited]) -> bool:
    return all((source.id, source.pinpoint) != (one.id, one.pinpoint) for one in law)


def time_of(words: Words, time: TimeQuoted, law: Sequence[SourceCited] = ()) -> str:
    """`at most 4 months, from the day the file is complete (by law, PflAPrV § 43(3))`; the place as with a fee."""
    if (time.low is None and time.high is not None) or (time.low == time.high and time.high is not None):
        said = words.say("time.at_most", amount=words.amount(time.high, time.unit))
    else:
        said = _interval(words, time.low, time.high, time.unit)
    if time.starts is not None:
        said += words.say("time.starts", starts=words.phrases.of("starts", time.starts))
    if time.pauses is not None:
        said += words.say("time.pauses", pauses=time.pauses)
    marks = [words.say(f"time.{time.nature}")] if time.nature is not None else []
    marks += [words.pinpoint(time.source)] if time.source is not None and _elsewhere(time.source, law) else []
    if time.basis not in (None, "read"):
        marks.append(words.say(f"basis.{time.basis}"))
    return f"{said} ({', '.join(marks)})" if marks else said


def _interval(words: Words, low: Value | None, high: Value | None, unit: str) -> str:
    if low is None and high is None:
        return words.say("found.unknown")
    if low is None or high is None:
        end = "low" if high is None else "high"
        return words.say(f"found.{end}", **{end: words.amount(low if high is None else high, unit)})  # type: ignore[arg-type]
    if low == high:
        return words.amount(low, unit)
    return words.say("found.between", low=words.bare(low, words.amount(low, unit), unit), high=words.amount(high, unit))
