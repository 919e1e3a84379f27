"""What an answer calls things: titles of a ruleset, authorities, amounts, days, places in documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from recognition.catalogue.list_table import ListRow
from recognition.catalogue.loaded import Ruleset
from recognition.catalogue.standards import default_standards
from recognition.engine.answer import FOCUS
from recognition.engine.explain.phrases import phrases
from recognition.foundations.bases import Basis
from recognition.model.assessment import AssessmentData, EvidenceUsed, Finding, Quantity, Shortfall, SourceCited, Value
from recognition.model.units import is_currency

WHETHER = frozenset({"yes_no", "rows", "records", "documents", "count", "entries"})
"""Units in which only "is there one?" matters to people where one is asked."""
LONGEST = 80
"""Letters of the options of a choice beyond which only the first are written; `rulesets show` has them all."""
MOST_LINES = 6
_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?", re.ASCII)


class Words:
    """Names things for one answer in one language."""

    def __init__(self, answer: AssessmentData, ruleset: Ruleset, lang: str):
        self.answer = answer
        self.ruleset = ruleset
        self.lang = lang
        self.phrases = phrases(lang)
        self.say = self.phrases.say
        self.findings = {finding.id: finding for finding in answer.findings}
        self.stages = {stage.id: stage for stage in ruleset.stages}

    def say_here(self, key: str, **words: object) -> str:
        """The sentence in the wording for this kind of subject, where it has one of its own."""
        own = f"{key}.{self.ruleset.subject}"
        return self.say(own if self.phrases.has(own) else key, **words)

    # titles

    def title(self, id: str) -> str:
        """A requirement, an entry of one, or a condition that the language makes by itself."""
        if id == FOCUS:
            asked = {needed.args[-1] for needed in self.findings[id].needed} if id in self.findings else set()
            key = "condition.completed" if asked == {"status"} else "condition.focus"
            return self.say(key, item=self.item("focus"))
        if id in self.ruleset.requirements:
            return self.ruleset.texts.get(f"requirements.{id}.title", self.lang)
        if id in self.ruleset.remedies:  # what a route owes in any case
            return self.remedy(id)
        if any(route.id == id for route in self.answer.routes):
            return self.route(id)
        for prefix, family in (("in_force.route.", "routes"), ("in_force.", "requirements"), ("until.", "remedies")):
            if id.startswith(prefix):
                return self.say("condition.in_force", title=self._titled(family, id.removeprefix(prefix)))
        if id.startswith("attempts."):
            return self.say("condition.attempts", title=self._titled("remedies", id.removeprefix("attempts.")))
        if "." in id:
            return self._entry(id)
        return id.replace("_", " ")

    def note(self, family: str, id: str) -> str | None:
        """The note that a ruleset adds to a title, if it does."""
        key = f"{family}.{id}.note"
        texts = self.ruleset.texts
        return texts.get(key, self.lang) if texts.has(key, self.lang) or texts.has(key) else None

    def route(self, id: str) -> str:
        """The title of a route."""
        return self._titled("routes", id)

    def remedy(self, id: str) -> str:
        """The title of a remedy."""
        return self._titled("remedies", id)

    def stage(self, id: str) -> str:
        """The title of a stage."""
        return self._titled("stages", id)

    def filed(self, stage: str) -> list[str]:
        """What filing asks at a stage: what must be there before it, then what makes the file complete."""
        filing = self.stages[stage].filing
        return [] if filing is None else [*filing.cannot_be_filed_unless, *filing.complete_when]

    def term(self, term: str) -> str:
        """The field's own word for an outcome."""
        texts = self.ruleset.texts
        key = f"terms.{term}"
        if texts.has(key, self.lang) or texts.has(key) or not self.phrases.has(f"outcome_word.{term}"):
            return texts.get(key, self.lang)
        return self.say(f"outcome_word.{term}")

    def outcome(self, stage: str, outcome: str) -> str:
        """The field's own word for an outcome of a stage."""
        return self.term(self.stages[stage].terms.get(outcome, outcome))  # type: ignore[call-overload]  # any outcome

    def step(self, id: str) -> str:
        """What to do."""
        return self.ruleset.texts.get(f"steps.{id}.do", self.lang)

    def fact(self, id: str) -> str:
        """The question that asks for a fact."""
        return self.ruleset.texts.get(f"facts.{id}.ask", self.lang)

    def values(self, fact: str) -> str:
        """What may be answered to a fact, in the form of the command line."""
        law = self.ruleset.facts.get(fact)
        if law is None:
            return "..."
        if law.type != "choice":
            return self.say(f"fact_type.{law.type}")
        options = "|".join(law.options)
        return options if len(options) <= LONGEST else f"{'|'.join(law.options[:2])}|..."

    def _titled(self, family: str, id: str) -> str:
        return self.ruleset.texts.get(f"{family}.{id}.title", self.lang)

    def _entry(self, id: str) -> str:
        """`<requirement>.<entry>`: the label of the list's row, a skill, a country."""
        owner, _, label = id.rpartition(".")
        while owner and owner not in self.ruleset.requirements:
            owner, _, more = owner.rpartition(".")
            label = f"{more}.{label}"
        entries = getattr(self.ruleset.requirements.get(owner), "entries", None)
        row = self._row(entries, label) if isinstance(entries, str) else None
        if row is not None:
            named = row.fields.get("label") or row.key.get("label") or row.fields.get("title")
            if isinstance(named, str):
                return named
        return self.phrases.of("part", label)

    def _row(self, table: str, id: str) -> ListRow | None:
        found = default_standards()
        if table not in found.names():
            return None
        return next((row for row in found.table(table).rows if row.key.get("id") == id), None)

    def list_title(self, name: str) -> str | None:
        """The title of a list of reference data; None where there is no such list."""
        found = default_standards()
        return found.table(name).title if name in found.names() else None

    def authority(self, id: str) -> tuple[str, str | None]:
        """The name of an authority and its address, if one was read."""
        row = self._row("authorities.all", id)
        if row is None:
            return id.rpartition(".")[2].replace("_", " "), None
        url = row.fields.get("url")
        return str(row.fields.get("name", id)), url if isinstance(url, str) else None

    # amounts

    def amount(self, value: Value, unit: str) -> str:
        """`36 months`, `B2`, `2026-03-10`, `411 EUR`."""
        if unit == "day" or isinstance(value, str):
            return str(value)
        shown = _grouped(value)
        if self.phrases.has(f"unit.{unit}.other"):
            return self.say(f"unit.{unit}.{'one' if value == 1 else 'other'}", n=shown)
        return f"{shown} {unit}" if is_currency(unit) else shown

    def counts(self, unit: str) -> bool:
        """Whether "so much is missing" can be said in the unit; points of a test's own scale cannot be added up."""
        return self.phrases.has(f"unit.{unit}.other") or is_currency(unit)

    def required(self, asked: Quantity | None) -> str:
        """What the law asks: `at least 400 hours`, `yes`, `from 2008-01-01`."""
        if asked is None:
            return ""
        if asked.unit in WHETHER and asked.low == asked.high and asked.low in (0, 1):
            return self.say("asked.no" if asked.low == 0 or asked.at_most else "asked.yes")
        if asked.low is None or asked.high is None:
            return self.say("asked.unknown")
        day = ".day" if asked.unit == "day" else ""
        if asked.unit == "yes_no":
            return self.say("asked.yes" if str(asked.high) == "true" else "asked.no")
        side = "at_most" if asked.at_most else "at_least"
        if asked.low == asked.high:
            return self.say(f"asked.{side}{day}", amount=self.amount(asked.low, asked.unit))
        low, high = self.amount(asked.low, asked.unit), self.amount(asked.high, asked.unit)
        ceiling = ".at_most" if asked.at_most else ""
        return self.say(f"asked.between{ceiling}{day}", low=self.bare(asked.low, low, asked.unit), high=high)

    def found(self, shown: Quantity | None) -> str:
        """What the dossier shows: `120 hours`, `yes`, `not known`."""
        if shown is None:
            return ""
        if shown.low is None and shown.high is None:
            return self.say("found.unknown")
        if shown.unit in WHETHER:
            return self._whether(shown)
        if shown.low == shown.high and shown.low is not None:
            return self.amount(shown.low, shown.unit)
        if shown.high is None and shown.low is not None:
            empty = shown.low in (0, "below A1")
            return self.say("found.unknown") if empty else self.say("found.low", low=self.amount(shown.low, shown.unit))
        if shown.low is None and shown.high is not None:
            return self.say("found.high", high=self.amount(shown.high, shown.unit))
        low, high = (self.amount(end, shown.unit) for end in (shown.low, shown.high) if end is not None)
        return self.say("found.between", low=self.bare(shown.low, low, shown.unit), high=high)

    def shown(self, finding: Finding) -> str:
        """What the dossier shows for a finding; `nothing` where no evidence stands behind a zero."""
        found = finding.found
        if found is not None and not finding.evidence and found.low == found.high and found.low in (0, "below A1"):
            return self.say("found.nothing")
        if finding.whole is None or found is None or (found.low is None and found.high is None):
            return self.found(found)
        measured = "found.of" if finding.kind == "share" else "found.against"
        part = self.found(found)
        if found.low == found.high:
            part = self.bare(found.low, part, found.unit)
        return self.say(measured, found=part, whole=self.found(finding.whole))

    def _whether(self, shown: Quantity) -> str:
        low, high = ({"true": 1, "false": 0}.get(str(end), end) for end in (shown.low, shown.high))
        if isinstance(low, int) and low >= 1:
            return self.say("found.yes")
        return self.say("found.no" if high == 0 else "found.unknown")

    def bare(self, value: Value | None, shown: str, unit: str) -> str:
        """The first of two amounts, without the unit that the second names."""
        return _grouped(value) if value is not None and self.counts(unit) else shown

    def short_of(self, missing: Shortfall | None) -> str:
        """How much is missing; nothing where a number says nothing."""
        return "" if missing is None else self.amount(missing.value, missing.unit)

    def duration(self, written: str) -> str:
        """`P3M` as `3 months`."""
        match = _DURATION.fullmatch(written)
        if match is None:
            return written
        parts = zip(match.groups(), ("years", "months", "days"), strict=True)
        return " ".join(self.amount(int(number), unit) for number, unit in parts if number)

    # law and evidence

    def law(self, sources: Sequence[SourceCited], most: int = 1) -> str:
        """Pinpoints with the short name of their source; what is not read by us is marked."""
        return "; ".join(self.pinpoint(one) + self.basis(one.basis) for one in sources[:most])

    def pinpoint(self, source: SourceCited) -> str:
        """Where a thing stands, with the short name of its source: `PflBG § 40(2)`."""
        article = re.match(r"(?:§|[Aa]rt\b|[Aa]nnex\b)", source.pinpoint)
        return f"{self.short(source)}{' ' if article else ', '}{source.pinpoint}"

    def short(self, source: SourceCited) -> str:
        """The abbreviation in a title's last parentheses, else its first words: `PflBG`, `Residence Act`."""
        inside = re.search(r"\(([^()]*)\)\s*$", source.title)
        if inside:
            return inside[1].rpartition(", ")[2]
        head = re.split(r"[,:;(]| as amended| read through", source.title, maxsplit=1)[0].strip()
        return head if len(head) <= 45 else head[:44].rstrip() + "…"

    def basis(self, basis: Basis) -> str:
        """How sure we are, where it is less than read in the text itself."""
        return "" if basis == "read" else f" ({self.say(f'basis.{basis}')})"

    def place(self, used: EvidenceUsed) -> str:
        """Where evidence stands: `transcript.xml, line 12`, or `report, page 3` where a person wrote the place."""
        if used.document is None:
            return self.say("place.stated")
        if used.line is not None:
            return self.say("place.line", document=used.document, line=used.line)
        if used.path is not None and not used.path.startswith(("/", "$")):
            return self.say("place.named", document=used.document, place=used.path)
        return used.document

    def places(self, used: Iterable[EvidenceUsed]) -> str:
        """Several places, the lines of one document together: `transcript.xml, lines 12, 40`."""
        lines: dict[str, list[int]] = {}
        whole: dict[str, None] = {}
        for one in used:
            if one.document is not None and one.line is not None:
                lines.setdefault(one.document, []).append(one.line)
            else:
                whole[self.place(one)] = None
        shown = [self._lines(document, sorted(set(found))) for document, found in lines.items()]
        return self.listed([*shown, *whole], 3)

    def _lines(self, document: str, found: Sequence[int]) -> str:
        if len(found) == 1:
            return self.say("place.line", document=document, line=found[0])
        shown = ", ".join(map(str, found[:MOST_LINES]))
        rest = len(found) - MOST_LINES
        return self.say("place.lines", document=document, lines=shown if rest <= 0 else f"{shown}, …")

    def item(self, id: str) -> str:
        """What people call an item of evidence: the diploma, or where it stands."""
        if id in ("focus", self.answer.focus) or (self.answer.focus is None and id == self._focus_kind):
            return self._focus_item()
        if id in ("person", "curriculum", "partnership", "channel", "figures"):
            return self.say(f"item.{id}")
        used = self._used.get(id)
        return self.say("item.at", place=self.place(used)) if used is not None else self.say("item.other", id=id)

    @property
    def _focus_kind(self) -> str:
        return self.ruleset.focus.item if self.ruleset.focus is not None else "qualification"

    def _focus_item(self) -> str:
        """What the case is about, as people call it."""
        key = f"item.focus.{self._focus_kind}"
        return self.say(key if self.phrases.has(key) else f"item.focus.{self.ruleset.subject}")

    def items(self, ids: Iterable[str]) -> str:
        """Several items of evidence: each, or how many and where the first stand."""
        every = list(ids)
        if len(every) <= 2:
            return self.listed(map(self.item, every))
        places = self.places(self._used[id] for id in every if id in self._used)
        return self.say("item.many", n=len(every), places=places or every[0])

    @cached_property
    def _used(self) -> dict[str, EvidenceUsed]:
        return {used.id: used for finding in self.answer.findings for used in finding.evidence}

    def listed(self, texts: Iterable[str], most: int = 6) -> str:
        """Texts in one sentence; what is too much is counted."""
        all_of_them = list(dict.fromkeys(texts))
        shown = "; ".join(all_of_them[:most])
        rest = len(all_of_them) - most
        return shown if rest <= 0 else self.say("list.more", shown=shown, n=rest)

    def in_sentence(self, title: str) -> str:
        """A title inside a sentence."""
        return title.rstrip(".")

    def leaves(self, id: str, status: str) -> list[Finding]:
        """The findings below one that share its status and have nothing of theirs below: what it really is about."""
        found: list[Finding] = []
        seen: set[str] = set()

        def visit(one: Finding) -> None:
            if one.id in seen:
                return
            seen.add(one.id)
            below = [self.findings[part] for part in one.parts if part in self.findings]
            # What breaks a none-of is what is met; its own title says that best.
            same = [] if (one.kind, status) == ("none-of", "gap") else [p for p in below if p.status == status]
            if not same:
                found.append(one)
            for part in same:
                visit(part)

        if id in self.findings and self.findings[id].status == status:
            visit(self.findings[id])
        return found


def _grouped(value: Value) -> str:
    """A number with its thousands apart; every digit of it, since money and shares have cents and hundredths."""
    return f"{value:,}".replace(",", "\N{NARROW NO-BREAK SPACE}") if isinstance(value, (int, float)) else value
