"""The entries of a list that a coverage asks for, and which of them a module teaches (LANGUAGE 2.4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import chain
from typing import Any, NamedTuple

from recognition.catalogue.esco import skill_address
from recognition.catalogue.list_table import ListRow
from recognition.engine.case import Case
from recognition.engine.filters import IN, judge
from recognition.engine.known import Either, any_of_days
from recognition.engine.lists import Prepared
from recognition.engine.measure.kin import Kin
from recognition.engine.measure.skills import Skills, skills_among
from recognition.engine.measure.vocabulary import Vocabulary, vocabulary
from recognition.engine.measured import NO_NEED, Cited, Need
from recognition.foundations.bases import Basis, weakest
from recognition.foundations.days import Span
from recognition.foundations.text import folded
from recognition.model.evidence import Module
from recognition.model.requirements import Coverage, Each

RESEMBLES = 0.8
MOST_KEPT = 4096
READ_AS = ("en", "und")
"""Titles in these languages can be told apart from the labels of lists; another language can hide any entry."""
OUTCOME_KINDS = ("skill", "statement")
"""The `kind` of a row that says what a learner can do. Like a skill of ESCO it is ruled out by outcomes only: no title
or area of a module says all that is learnt in it."""


class Entry(NamedTuple):
    """One entry: its id, its wordings, the need where a field of the row gives it, and its law."""

    id: str
    wordings: tuple[tuple[str, frozenset[str]], ...]
    need: Need
    surely: bool
    """False where no row of it is surely in force on the day asked."""
    outcome: bool
    """True where it is a skill or a statement of what a learner can do."""
    basis: Basis
    cited: tuple[Cited, ...]


class Match(NamedTuple):
    """Entries that a module surely teaches and those that it may, by their numbers."""

    sure: tuple[int, ...]
    maybe: tuple[int, ...]


NO_MATCH = Match((), ())


class Entries:
    """The entries on one day, with every title matched once."""

    def __init__(
        self,
        entries: Sequence[Entry],
        by: Sequence[str],
        current: bool,
        kin: Kin,
        skills: Skills | None,
        vocabulary: Vocabulary,
    ) -> None:
        self.entries = tuple(entries)
        self.current = current
        """False where the list is not known to be right on that day."""
        self._by_id = "id" in by
        self._by_label = "label" in by
        self._numbers = {entry.id: number for number, entry in enumerate(self.entries)}
        self._outcomes = [number for number, entry in enumerate(self.entries) if entry.outcome]
        self._vocabulary = vocabulary
        self._kin = kin
        self._skills = skills
        self._kept: dict[Any, Match] = {}

    def match(self, module: Module, around: Sequence[Module]) -> Match:
        """What a module teaches; what it does not say of itself is asked of the modules around it."""
        own: Match | None = None
        for one in around or (module,):
            ids = _ids(one)
            key = (ids, one.outcomes, tuple(one.title.items()))
            found = self._kept.get(key)
            if found is None:
                if len(self._kept) >= MOST_KEPT:
                    self._kept.clear()
                found = self._kept[key] = self._match(ids, one.title, one.outcomes)
            if found.sure or ids:
                return found
            own = own or found
        return own or NO_MATCH

    def _match(self, ids: tuple[Any, ...], title: dict[str, str], outcomes: Sequence[object]) -> Match:
        sure: dict[int, None] = {}
        maybe: dict[int, None] = {}
        if self._by_id:
            for value in ids:
                options = value.options if isinstance(value, Either) else (value,)
                for option in options:
                    number = self._numbers.get(option)
                    if number is not None:
                        (sure if len(options) == 1 else maybe)[number] = None
        if self._skills is not None:
            reached = chain(
                self._skills.taught(ids) if self._by_id else (), self._skills.called(title) if self._by_label else ()
            )
            for number, surely in reached:
                (sure if surely else maybe)[number] = None
        placed = bool(sure or maybe)
        if self._by_label:
            for text in map(folded, title.values()):
                words = frozenset(text.split())
                for number, entry in enumerate(self.entries):
                    if any(text == wording for wording, _ in entry.wordings):
                        sure[number] = None
                    elif not placed and number not in maybe and _resembles(text, words, entry.wordings):
                        maybe[number] = None
        named = chain(_options(ids) if self._by_id else (), (self.entries[number].id for number in (*sure, *maybe)))
        maybe.update(dict.fromkeys(self._kin.near([*named], map(folded, title.values()) if self._by_label else ())))
        if self._hidden(ids, title):
            maybe.update(dict.fromkeys(range(len(self.entries))))
        maybe.update(dict.fromkeys(self._untold(outcomes)))
        return Match(tuple(sure), tuple(number for number in maybe if number not in sure))

    def _untold(self, outcomes: Sequence[object]) -> Iterable[int]:
        """Outcomes that a module may teach because it names none, or only those of the other kind (ESCO or not)."""
        if not self._outcomes:
            return ()
        told = {skill_address(str(option)) is not None for option in _options(outcomes)}
        return [number for number in self._outcomes if (skill_address(self.entries[number].id) is not None) not in told]

    def _hidden(self, ids: tuple[Any, ...], title: dict[str, str]) -> bool:
        """Whether a module says nothing by which an entry could be excluded."""
        if self._by_id and any(map(self._vocabulary.has, _options(ids))):
            return False
        return not (self._by_label and any(language in title for language in READ_AS))


def _options(values: Iterable[object]) -> Iterable[object]:
    """The values, where claims differ all that they claim."""
    return chain.from_iterable(value.options if isinstance(value, Either) else (value,) for value in values)


def _ids(module: Module) -> tuple[Any, ...]:
    found = (module.subject, module.area, *module.subjects, *module.outcomes)
    return tuple(value for value in found if value is not None)


def _resembles(text: str, words: frozenset[str], wordings: Iterable[tuple[str, frozenset[str]]]) -> bool:
    """Whether all words of one stand in the other, or the two are alike letter by letter."""
    for wording, known in wordings:
        if words and known and (words <= known or known <= words):
            return True
        longest = max(len(text), len(wording))
        if 2 * min(len(text), len(wording)) < RESEMBLES * (len(text) + longest):
            continue
        matcher = SequenceMatcher(None, wording, text)
        if matcher.quick_ratio() >= RESEMBLES and matcher.ratio() >= RESEMBLES:
            return True
    return False


def entries_of(requirement: Coverage, case: Case, kept: dict[Any, tuple[Any, Entries]]) -> Entries:
    """The entries that the requirement asks on the day of its clock. `kept`: what was made before, by list and day."""
    listing = case.listing(requirement.entries)
    clock = requirement.in_force.clock if requirement.in_force is not None else "on"
    span = any_of_days(case.clock(name) for name in ((clock,) if isinstance(clock, str) else clock)).span
    key = (id(listing), span)
    known = kept.get(key)
    if known is not None and known[0] is listing:
        return known[1]
    found = _made(requirement, case, listing, span)
    if not _hangs_on_the_case(requirement.where):
        if len(kept) >= MOST_KEPT:
            kept.clear()
        kept[key] = (listing, found)
    return found


def _hangs_on_the_case(asked: Any) -> bool:
    if isinstance(asked, dict):
        return any(_hangs_on_the_case(value) for value in asked.values())
    if isinstance(asked, (list, tuple)):
        return any(_hangs_on_the_case(value) for value in asked)
    return isinstance(asked, str) and (asked[:1] in ("$", "@") or asked.startswith(("focus.", "found:")))


def _made(requirement: Coverage, case: Case, listing: Prepared, span: Span) -> Entries:
    lines = case.compiled.where(requirement.where)
    rows: dict[str, list[tuple[ListRow, bool]]] = {}
    first = 1 if span.low is None else span.low
    last = listing.known_to + 1 if span.high is None else span.high
    current = first >= listing.known_from and last <= listing.known_to
    for row in listing.table.rows:
        begins, surely, ends, at_latest = listing.days[id(row)]
        if row.excluded or (current and (last < begins or first > at_latest)):
            continue
        if lines and judge(lines, case, {**row.key, **row.fields}).fits != IN:
            continue
        sure = first >= surely and last <= ends
        rows.setdefault(str(row.key.get(listing.table.key[0])), []).append((row, sure))
    entries = [_entry(requirement, case, listing, name, found) for name, found in rows.items()]
    kin = Kin(listing.table.rows, listing.table.key[0], {name: number for number, name in enumerate(rows)})
    skills = skills_among(rows, case.standards)
    return Entries(entries, requirement.match, current, kin, skills, vocabulary(listing, case))


def _entry(
    requirement: Coverage, case: Case, listing: Prepared, name: str, rows: Sequence[tuple[ListRow, bool]]
) -> Entry:
    wordings = {wording for row, _ in rows for wording in row.wordings}
    cited = tuple({id(row): listing.cited(row) for row, _ in rows}.values())
    needs = [_need(requirement, case, row) for row, _ in rows]
    known = all(need.low is not None for need in needs)
    return Entry(
        name,
        tuple((wording, frozenset(wording.split())) for wording in sorted(wordings)),
        Need(min(need.low or 0 for need in needs), max(need.high or 0 for need in needs)) if known else NO_NEED,
        any(sure for _, sure in rows) or len(rows) > 1,
        skill_address(name) is not None or any(row.fields.get("kind") in OUTCOME_KINDS for row, _ in rows),
        weakest(row.basis for row, _ in rows),
        cited,
    )


def _need(requirement: Coverage, case: Case, row: ListRow) -> Need:
    """What the row itself asks; a line that the ruleset gives for all entries is asked when measuring."""
    if not isinstance(requirement.each, Each):
        return Need(1, 1)
    field = requirement.each.at_least
    if not is_field(field):
        return NO_NEED
    value = row.fields.get(field)
    if value is None or value == "unknown":
        return NO_NEED
    return case.need(dict(value) if isinstance(value, Mapping) else value, requirement.unit)


def is_field(threshold: Any) -> bool:
    """Whether the line of `each` is a field of the entry's row, not a figure."""
    return isinstance(threshold, str) and threshold[:1] not in ("$", "@")
