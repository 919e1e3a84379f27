"""An interview: asks, takes answers, assesses anew after each, and writes down what was answered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from recognition.catalogue.loaded import Ruleset
from recognition.catalogue.standards import default_standards
from recognition.engine.explain.phrases import phrases
from recognition.foundations.days import parse_day
from recognition.foundations.text import folded
from recognition.model.dossier import Dossier, Person
from recognition.model.evidence import Document, Qualification
from recognition.model.values import Day
from recognition.readers.dossier_write import write_dossier
from recognition.readers.merge import merge
from recognition.services.assess import Assessment, DayGiven, assess
from recognition.services.given import NO, UNKNOWN, YES, fact_value, figure_value, options
from recognition.services.questions import Question, next_question

DONT_KNOW = frozenset({"", *UNKNOWN, "i do not know", "ich weiß es nicht", "weiß nicht"})
SHORT = 3
OPTIONS: Mapping[str, Sequence[str]] = {
    "focus.status": ("completed", "in_progress"),
    "focus.type": ("degree", "vocational", "school", "certificate", "licence", "attestation", "other"),
    "focus.mode": ("full_time", "part_time", "distance", "dual"),
    "focus.level.cycle": ("short", "bachelor", "master", "doctorate"),
    "focus.level.directive": ("a", "b", "c", "d", "e"),
    "focus.level.eqf": ("1", "2", "3", "4", "5", "6", "7", "8"),
}
"""What an attribute of the diploma may be, where the model knows a closed list."""
OWN = "stated"
"""The id of what is only told in the interview."""


class Interview:
    """Asks about one dossier. Answers are stated evidence of their own and never change what a document shows."""

    def __init__(
        self,
        ruleset: Ruleset,
        dossier: Dossier,
        *,
        on: DayGiven | None = None,
        dates: Mapping[str, str] | None = None,
        lang: str = "en",
    ):
        self.ruleset = ruleset
        self.dates: dict[str, str] = dict(dates or {})
        self.lang = lang
        self.say = phrases(lang).say
        self._words = phrases(lang)
        self._dossier = dossier
        self._on = on
        self._asked: set[str] = set()
        self._facts: dict[str, Any] = {}
        self._person: dict[str, Any] = {}
        self._focus: dict[str, Any] = {}
        self._figures: dict[str, Any] = {}
        self._documents: dict[str, Document] = {}
        self.assessment = self._assess()

    def next(self) -> Question | None:
        """The next best question; None where nothing is left that a person could answer."""
        asked = set(self._asked)
        while (question := next_question(self.assessment, self.ruleset, asked)) is not None:
            if self._answerable(question):
                return question
            asked.add(question.id)
        return None

    def worded(self, question: Question) -> Iterator[str]:
        """The question as people read it, with what may be answered."""
        texts = self.ruleset.texts
        if question.about == "fact":
            yield texts.get(f"facts.{question.name}.ask", self.lang)
            key = f"facts.{question.name}.help"
            if texts.has(key, self.lang) or texts.has(key):
                yield texts.get(key, self.lang)
        elif question.about == "document":
            yield self.say("ask.document", document=self._words.of("document", question.name))
        elif question.about == "clock":
            yield self.say("ask.clock", clock=self._words.of("clock", question.name))
        else:
            key = f"ask.{question.name}"
            what = self._words.of("attribute", question.name.partition(".")[2])
            yield self.say(key) if self._words.has(key) else self.say("ask.attribute", what=what)
        shown = self._choices(question)
        # Short codes such as those of the Länder are known to people; long ones are names of ours.
        short = all(len(code) <= SHORT for code in shown)
        for number, (code, title) in enumerate(shown.items(), 1):
            yield f"  {number}  {title} ({code})" if short and code != title else f"  {number}  {title}"
        yield self.say(self._form(question))

    def _form(self, question: Question) -> str:
        return "ask.form.choices" if self._several(question) else f"ask.form.{question.form}"

    def _several(self, question: Question) -> bool:
        """Whether several options may be true at once, as of a programme: who pays, who gains."""
        return self.ruleset.subject == "partnership" and question.about == "fact" and question.form == "choice"

    def take(self, question: Question, given: str) -> str | None:
        """Takes an answer and assesses anew; a sentence saying what is wrong where it cannot be read."""
        if folded(given) in DONT_KNOW:
            self._asked.add(question.id)
            return None
        value = self._value(question, given)
        if value is None:
            return self.say("ask.wrong", form=self.say(self._form(question)))
        self._asked.add(question.id)
        self._keep(question, value)
        self.assessment = self._assess()
        return None

    def answers(self) -> str:
        """What was answered, as a file for `check --answers` (`schema: answers/1`)."""
        text = write_dossier(self._answered())
        return text.replace("schema: dossier/1", "schema: answers/1", 1)

    def _choices(self, question: Question) -> dict[str, str]:
        if question.about == "fact" and question.form == "choice":
            return options(self.ruleset, question.name, self.lang)
        if question.name == "focus.occupation":
            return self._occupations()
        options_of = OPTIONS.get(question.name, ())
        return {option: self.say(f"option.{question.name}.{option}") for option in options_of}

    def _occupations(self) -> dict[str, str]:
        """The occupations that requirements of this ruleset name, with their titles."""
        named = re.findall(r"isco08:[0-9]{4}", " ".join(str(one) for one in self.ruleset.requirements.values()))
        table = default_standards().table("occupations.isco08") if named else None
        titles = {str(row.key.get("id", row.key.get("code", ""))): row for row in (table.rows if table else ())}
        found = {}
        for code in sorted(set(named)):
            row = titles.get(code) or titles.get(code.partition(":")[2])
            label = (
                (row.fields.get("label") or row.fields.get("title") or row.key.get("label"))
                if row is not None
                else None
            )
            found[code] = str(label or code)
        return {**found, "isco08:0000": self.say("ask.other_occupation")} if found else {}

    def _answerable(self, question: Question) -> bool:
        """Whether an answer can be kept: what a document of the dossier shows is not told over."""
        if question.about != "attribute" or question.name.startswith(("person.", "figures.")):
            return True
        own = self.assessment.focus in (None, OWN)
        return (
            own and question.name.startswith("focus.") and (question.form != "choice" or bool(self._choices(question)))
        )

    def _value(self, question: Question, given: str) -> Any:
        one = self._one_value(question, given)
        if one is not None or "," not in given or not self._several(question):
            return one
        each = [self._one_value(question, part.strip()) for part in given.split(",")]
        return None if None in each else list(dict.fromkeys(each))

    def _one_value(self, question: Question, given: str) -> Any:
        shown = self._choices(question)
        choices = list(shown)
        if choices and given.isascii() and given.isdigit() and 1 <= int(given) <= len(choices):
            return choices[int(given) - 1]
        for code, title in shown.items():
            if folded(given) in (folded(code), folded(title)):
                return code
        if question.about == "fact":
            return fact_value(self.ruleset, question.name, given)
        match question.form:
            case "yes_no" | "held":
                return True if folded(given) in YES else False if folded(given) in NO else None
            case "country":
                return given.upper() if re.fullmatch(r"[A-Za-z]{2}", given) else None
            case "countries":
                each = given.replace(",", " ").upper().split()
                return tuple(each) if all(re.fullmatch("[A-Z]{2}", one) for one in each) else None
            case "figure":
                return figure_value(given)
            case "day":
                try:
                    parse_day(given)
                except ValueError:
                    return None
                return given
            case "choice":
                return None
            case _:
                return given if given.isprintable() and len(given) <= 200 else None

    def _keep(self, question: Question, value: Any) -> None:
        whose, _, attribute = question.name.partition(".")
        if question.about == "fact":
            self._facts[question.name] = value
        elif question.about == "clock":
            self.dates[question.name] = value
        elif question.about == "document":
            if value:
                self._documents[question.name] = Document(
                    id=f"told-{question.name.replace('_', '-')}", type=question.name
                )
        elif whose == "person":
            self._person[attribute] = _typed(attribute, value)
        elif whose == "figures":
            self._figures[attribute] = value
        elif attribute.startswith("level."):
            kind = attribute.removeprefix("level.")
            levels = {**self._focus.get("level", {}), kind: int(value) if kind == "eqf" else value}
            self._focus["level"] = levels
        else:
            self._focus[attribute] = _typed(attribute, value)

    def _answered(self) -> Dossier:
        return Dossier(
            subject=self._dossier.subject,
            person=Person(**self._person) if self._person else None,
            qualifications=(Qualification(id=OWN, **self._focus),) if self._focus else (),
            documents=tuple(self._documents.values()),
            facts=self._facts,
            figures=self._figures,
        )

    def _assess(self) -> Assessment:
        whole = merge([self._dossier, self._answered()])
        return assess(whole.with_problems(self._dossier.problems), self.ruleset, on=self._on, dates=self.dates)


def _typed(attribute: str, value: Any) -> Any:
    """The value as the model holds it."""
    if attribute in ("issued", "training_start", "training_end", "born"):
        return Day(value)
    if attribute == "title":
        return {"und": value}
    return value
