"""What the dossier shows: its things, their attributes, stated facts, each with the place where it was read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from recognition.catalogue.loaded import Ruleset
from recognition.engine.claims import Conflict, settled
from recognition.engine.known import Either, Known
from recognition.engine.measured import Used, Wanted
from recognition.engine.terms import AttributeTerm
from recognition.foundations.bases import STRENGTHS, Strength
from recognition.foundations.days import UNKNOWN_DAY, Span
from recognition.model.dossier import Act, Channel, Curriculum, Dossier, Partnership
from recognition.model.evidence import Item, Module, Money, Origin, Qualification
from recognition.model.ruleset import Fact
from recognition.model.values import Amount, Day

ALIASES: Mapping[str, str] = {"from": "from_", "register": "register_", "as": "as_"}
"""Attributes whose written name is a word of Python."""

LIST_OF: Mapping[str, str] = {"experience": "experience"}
"""Lists of the dossier whose name is not the kind of their items with an s."""

Focus = Item | Curriculum | Partnership | None


def read(thing: Any, path: tuple[str, ...]) -> Any:
    """The value at a path of attributes, None where anything on the way is missing or empty."""
    for name in path:
        if thing is None:
            return None
        thing = thing.get(name) if isinstance(thing, dict) else getattr(thing, ALIASES.get(name, name), None)
    return None if isinstance(thing, (tuple, dict)) and not thing else thing


def is_many(value: Any) -> bool:
    """Whether several values hold at once (nationalities, languages of teaching)."""
    return isinstance(value, tuple) and not isinstance(value, (Amount, Either))


class Attested:
    """A dossier with its focus on one day, read-only and cached; made anew for each assessment."""

    def __init__(self, ruleset: Ruleset, dossier: Dossier, on: int, focus: Focus) -> None:
        self.ruleset = ruleset
        self.dossier = dossier
        self.on = on
        self.conflicts: list[Conflict] = []
        """Claims that differ, filled as kinds of evidence are first looked at."""
        self._things: dict[str, list[Any]] = {}
        self._names: dict[int, str] = {}
        self._used: dict[tuple[int, bool], Used] = {}
        self._facts: dict[str, Known] = {}
        self._attributes: dict[AttributeTerm, Known] = {}
        self.focus: Focus = self._settled_focus(focus)

    def _settled_focus(self, focus: Focus) -> Focus:
        """The focus with every claim about it, where several items of the dossier speak of it."""
        if isinstance(focus, Item) and focus.id is not None:
            for thing in self.things(LIST_OF.get(focus.kind, f"{focus.kind}s")):
                if thing.id == focus.id:
                    return thing  # type: ignore[no-any-return]
        return focus

    def things(self, kind: str) -> list[Any]:
        """The items of a list of the dossier (`experience`, `documents` …), claims settled, broken ones left out.

        `modules` are those of the focus: a qualification's own, the curriculum's or the programme's.
        """
        found = self._things.get(kind)
        if found is None:
            if kind == "modules":
                found = list(self.modules(self.focus))
            else:
                found, conflicts = settled(getattr(self.dossier, kind))
                self.conflicts.extend(conflicts)
                for index, item in enumerate(found):
                    self._names[id(item)] = item.id or f"{kind}:{index + 1}"
            self._things[kind] = found
        return found

    @cached_property
    def focus_is_missing(self) -> bool:
        """Whether the focus stands for a candidate that the dossier does not show (LANGUAGE 1.1)."""
        focus = self.focus
        if isinstance(focus, Item):
            return not any(thing is focus for thing in self.things(LIST_OF.get(focus.kind, f"{focus.kind}s")))
        return focus is None

    def modules(self, owner: Focus) -> list[Module]:
        """The modules of a qualification, of the curriculum or of the programme, broken ones left out."""
        if isinstance(owner, Qualification):
            listed = owner.modules
        elif isinstance(owner, (Curriculum, Partnership)):
            listed = self.dossier.modules
        else:
            return []
        found = [module for module in listed if module.strength != "broken"]
        for index, module in enumerate(found):
            self._names[id(module)] = module.id or f"modules:{index + 1}"
        return found

    def name(self, thing: Any) -> str:
        """The id of an item, or its kind and number where it has none."""
        known = self._names.get(id(thing))
        if known is None:
            known = getattr(thing, "id", None) or (None if isinstance(thing, Item) else self.dossier.id)
        return str(known or getattr(type(thing), "kind", "subject"))

    def used(self, item: Item, counted: bool = True) -> Used:
        """The item as a comparison names it."""
        key = (id(item), counted)
        used = self._used.get(key)
        if used is None:
            used = self._used[key] = _used(self.name(item), item, counted)
        return used

    def is_complete(self, kind: str, owner: Focus = None) -> bool:
        """Whether the author declared this kind to be all there is; `modules` for one qualification or curriculum."""
        if kind != "modules":
            return self.dossier.is_complete(kind)
        thing = owner if owner is not None else self.focus
        return thing is not None and self.dossier.is_complete(f"modules:{self.name(thing)}")

    def strong(self, used: tuple[Used, ...], asked: Strength) -> tuple[Wanted, ...]:
        """What is weaker than asked; empty where all evidence is strong enough."""
        if asked == "stated":
            return ()
        least = STRENGTHS.index(asked)
        return tuple(Wanted("strength", (use.id, asked)) for use in used if STRENGTHS.index(use.strength) < least)

    def days_of(self, day: Day) -> Span:
        """The days that a written day can mean; an end still to come is the assessment day or later."""
        return Span(self.on, None) if day.ongoing else day.span

    def fact(self, name: str) -> Known:
        """A stated fact, typed as the ruleset declares it; where `facts` are complete a yes_no not given is false."""
        found = self._facts.get(name)
        if found is None:
            found = self._facts[name] = self._fact(name)
        return found

    def _fact(self, name: str) -> Known:
        declared = self.ruleset.facts.get(name)
        raw = self.dossier.facts.get(name)
        wanted = (Wanted("fact", (name,)),)
        if raw is None:
            if declared is not None and declared.type == "yes_no" and self.dossier.is_complete("facts"):
                return Known(False)
            return Known(None, (), wanted)
        value = usable(raw, declared)
        if value is None:
            return Known(None, (), wanted)
        return Known(value, (self._stated(f"facts.{name}", f"facts.{name}"),), (), is_many(value))

    def _stated(self, name: str, pointer: str) -> Used:
        """What is only stated, with the place where it was read if the dossier tells one."""
        origin = self.dossier.origins.get(pointer) or Origin()
        return Used(name, origin.document, origin.path, origin.line, "stated", True)

    def attribute(self, term: AttributeTerm) -> Known:
        """The value at `focus.<attribute>`, `person.<attribute>`, `figures.<name>`, `facts.<name>` and the like."""
        known = self._attributes.get(term)
        if known is None:
            known = self._attributes[term] = self._attribute(term)
        return known

    def _attribute(self, term: AttributeTerm) -> Known:
        root, path = term
        if root == "facts":
            return self.fact(".".join(path))
        if root == "focus":
            return self._of_focus(path)
        if root == "figures":
            value = typed(self.dossier.figures.get(path[0]), None)
        else:
            value = read(getattr(self.dossier, root), path)
            if value is None and root == "channel" and path == ("acts_in_force_from",):
                value = _all_in_force(self.dossier.channel)
        if value is None:
            return Known(None, (), (Wanted("attribute", (root, ".".join(path))),))
        used = self._stated(root, f"figures.{path[0]}" if root == "figures" else root)
        return Known(value, (used,), (), is_many(value))

    def _of_focus(self, path: tuple[str, ...]) -> Known:
        focus = self.focus
        if focus is None:
            return Known(None, (), (Wanted("attribute", ("focus", ".".join(path))),))
        value = self.name(focus) if path == ("id",) else read(focus, path)
        if value is None:
            return Known(None, (), (Wanted("attribute", (self.name(focus), ".".join(path))),))
        used = self.used(focus) if isinstance(focus, Item) else Used("focus", None, None, None, "stated", True)
        return Known(value, (used,), (), is_many(value))


def _used(name: str, item: Item, counted: bool) -> Used:
    origin = item.origin
    if origin is None:
        return Used(name, None, None, None, item.strength, counted)
    return Used(name, origin.document, origin.path, origin.line, item.strength, counted)


def usable(raw: Any, declared: Fact | None) -> Any:
    """A stated value as its fact's type and options allow it; None where they do not, so that it is not known."""
    value = typed(raw, declared.type if declared else None)
    if value is None or declared is None or not declared.options or _offered(value, declared.options):
        return value
    return None


def _offered(value: Any, options: tuple[str, ...]) -> bool:
    return all(one in options for one in (value if is_many(value) else (value,)))


def typed(raw: Any, kind: str | None) -> Any:
    """A fact or figure as the model's value types; None where it is not of its declared type or not known."""
    try:
        if isinstance(raw, (Amount, Day, Money)) or raw is None:
            return raw
        if isinstance(raw, bool):
            return raw if kind in (None, "yes_no") else None
        if kind == "day":
            return Day.of(raw)
        if isinstance(raw, dict) and set(raw) == {"amount", "unit"}:
            return Money(amount=Amount.of(raw["amount"]), unit=raw["unit"]) if kind in (None, "money") else None
        if isinstance(raw, str):
            return raw if kind in (None, "choice", "country") and raw != "unknown" else None
        if isinstance(raw, (list, tuple)):
            return tuple(raw) if kind in (None, "choice", "country") else None
        return Amount.of(raw) if kind in (None, "number") else None
    except ValueError:
        return None


def _all_in_force(channel: Channel | None) -> Day | None:
    """The day from which every act of the channel is in force: the latest of them. One act that comes late is enough
    to know that they come late; that they come in time is known only of all."""
    if channel is None or not channel.acts:
        return None
    spans = [_in_force_from(act) for act in channel.acts]
    lows = [span.low for span in spans if span.low is not None]
    highs = [span.high for span in spans if span.high is not None]
    low = max(lows) if lows else None
    high = max(highs) if len(highs) == len(spans) else None
    return None if low is None and high is None else Day("latest", Span(low, high))


def _in_force_from(act: Act) -> Span:
    known = act.in_force_from.span if act.in_force_from is not None else UNKNOWN_DAY
    without = act.not_in_force_on.span.low if act.not_in_force_on is not None else None
    if without is None:
        return known
    low = without + 1 if known.low is None else max(known.low, without + 1)
    return UNKNOWN_DAY if known.high is not None and known.high < low else Span(low, known.high)
