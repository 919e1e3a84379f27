"""Facts and days given as words, typed by the ruleset that asks for them; all of them are only stated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from recognition.catalogue.loaded import Ruleset
from recognition.catalogue.texts import ENGLISH
from recognition.engine.attested import usable
from recognition.foundations.days import parse_day
from recognition.foundations.problems import MisuseError, Place, Problem, nearest, quoted
from recognition.foundations.text import folded
from recognition.model.dossier import Dossier
from recognition.model.ruleset import Fact

YES: Final = frozenset({"yes", "y", "true", "ja", "j", "oui", "si", "sí", "tak", "da"})
NO: Final = frozenset({"no", "n", "false", "nein", "non", "nie", "ne"})
UNKNOWN: Final = frozenset({"unknown", "?", "unbekannt"})
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?", re.ASCII)
_MONEY = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,2})?) ?([A-Z]{3})", re.ASCII)


def facts_given(ruleset: Ruleset, pairs: Iterable[str]) -> dict[str, Any]:
    """`NAME=VALUE` words as facts. Raises MisuseError naming every wrong name and value with the nearest right one."""
    facts: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, value in _split(pairs, "--fact", problems):
        declared = ruleset.facts.get(name)
        if declared is None:
            problems.append(_unknown("unknown_fact", "fact", name, ruleset.facts, ruleset.id))
            continue
        typed = fact_value(ruleset, name, value)
        if typed is None and value.lower() not in UNKNOWN:
            problems.append(wrong_value(name, declared, value))
        elif name in facts and facts[name] != typed:
            problems.append(Problem("given_twice", f"The fact {quoted(name)} is given in two ways.", Place("--fact")))
        elif typed is not None:
            facts[name] = typed
    if problems:
        raise MisuseError(problems)
    return facts


def on_given(text: str | None) -> date | None:
    """The day of `--on`; None where it is not given. Raises MisuseError for what is no full day."""
    if text is None:
        return None
    try:
        span = parse_day(text)
        if span.low is None or span.low != span.high:
            raise ValueError("the assessment day must be one full day")
    except ValueError as error:
        sentence = f"{quoted(text)} is not a day: {error}."
        raise MisuseError(Problem("invalid_day", sentence, Place("--on"), "such as 2026-11-01")) from None
    return date.fromordinal(span.low)


def dates_given(ruleset: Ruleset, pairs: Iterable[str]) -> dict[str, str]:
    """`CLOCK=DATE` words as days of clocks. Raises MisuseError as `facts_given` does."""
    dates: dict[str, str] = {}
    problems: list[Problem] = []
    for name, value in _split(pairs, "--date", problems):
        if name not in ruleset.clocks:
            problems.append(_unknown("unknown_clock", "clock", name, ruleset.clocks, ruleset.id))
            continue
        try:
            parse_day(value)
        except ValueError as error:
            sentence = f"{quoted(value)} is not a day: {error}."
            problems.append(Problem("invalid_day", sentence, Place("--date"), "such as 2026-11-01"))
            continue
        if dates.setdefault(name, value) != value:
            problems.append(Problem("given_twice", f"The day of {quoted(name)} is given in two ways.", Place("--date")))
    if problems:
        raise MisuseError(problems)
    return dates


def fact_value(ruleset: Ruleset, name: str, text: str) -> Any:
    """The value of a fact from words, in the form of dossier files; None where it is not one of its type.

    A choice may be given by its option or by what people read for it in any language of the ruleset.
    """
    declared, word = ruleset.facts[name], text.strip()
    match declared.type:
        case "yes_no":
            return True if folded(word) in YES else False if folded(word) in NO else None
        case "choice":
            return _option(ruleset, name, declared, word)
        case "number":
            return _number(word)
        case "money":
            return _money(word)
        case "day":
            try:
                parse_day(word)
            except ValueError:
                return None
            return word
        case "country":
            return word.upper() if re.fullmatch(r"[A-Za-z]{2}", word) else None


def figure_value(text: str) -> Any:
    """A figure of a programme from words, a number or an amount of money; None where it is neither."""
    number = _number(text.strip())
    return number if number is not None else _money(text.strip())


def _number(word: str) -> Decimal | None:
    return Decimal(word) if _NUMBER.fullmatch(word) else None


def _money(word: str) -> dict[str, Any] | None:
    match = _MONEY.fullmatch(word)
    return {"amount": Decimal(match[1]), "unit": match[2]} if match else None


def options(ruleset: Ruleset, name: str, lang: str = ENGLISH) -> dict[str, str]:
    """The options of a choice with what people read for them; empty for other types."""
    texts = ruleset.texts
    shown = {}
    for option in ruleset.facts[name].options:
        key = f"facts.{name}.options.{option}"
        shown[option] = texts.get(key, lang) if texts.has(key, lang) or texts.has(key) else option.replace("_", " ")
    return shown


def _option(ruleset: Ruleset, name: str, declared: Fact, word: str) -> str | None:
    for option in declared.options:
        if folded(option) == folded(word):
            return option
    for lang in ruleset.texts.languages:
        for option, title in options(ruleset, name, lang).items():
            if folded(title) == folded(word):
                return option
    return None


_TYPES: Final = {
    "yes_no": "yes or no",
    "number": "a number such as 12 or 12.5",
    "money": "an amount with its currency, such as 400 EUR",
    "day": "a day such as 2026-11-01",
    "country": "a country code such as FI",
}
_IN_FILES: Final = {**_TYPES, "yes_no": "true or false", "money": "written {amount: 400, unit: EUR}"}


def wrong_value(name: str, declared: Fact, value: str) -> Problem:
    """The problem of a value that is not of its fact's type, with what may stand there."""
    return _wrong(name, declared, value, Place("--fact"), _TYPES)


def _wrong(name: str, declared: Fact, value: object, place: Place, types: Mapping[str, str]) -> Problem:
    if declared.type == "choice":
        hint = nearest(str(value), declared.options) or f"one of: {', '.join(declared.options)}"
    else:
        hint = types[declared.type]
    shown = str(value).lower() if isinstance(value, bool) else value
    return Problem("invalid_fact", f"The fact {quoted(name)} cannot be {quoted(shown)}.", place, hint)


def wrong_facts(ruleset: Ruleset, dossier: Dossier) -> list[Problem]:
    """Facts of documents with a value that the ruleset's fact cannot have: `yes` for true, a word of no option."""
    return [
        _wrong(name, declared, value, _place_of(dossier, name), _IN_FILES)
        for name, value in dossier.facts.items()
        if (declared := ruleset.facts.get(name)) is not None
        and value not in (None, "unknown")
        and usable(value, declared) is None
    ]


def remarks(ruleset: Ruleset, dossier: Dossier) -> list[Problem]:
    """Facts of a dossier that this ruleset does not ask for; another one may."""
    found = []
    for name in dossier.facts:
        if name not in ruleset.facts:
            near = nearest(name, ruleset.facts)
            hint = f" ({near})" if near else ""
            sentence = f"The ruleset {ruleset.id} knows no fact {quoted(name)}{hint}. It is not used."
            found.append(Problem("unknown_fact", sentence, _place_of(dossier, name), near, severity="warning"))
    return found


def _place_of(dossier: Dossier, fact: str) -> Place:
    origin = dossier.origins.get(f"facts.{fact}")
    return Place() if origin is None else Place(origin.document, origin.path, origin.line)


def _split(pairs: Iterable[str], option: str, problems: list[Problem]) -> list[tuple[str, str]]:
    found = []
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if equals and name.strip() and value.strip():
            found.append((name.strip(), value.strip()))
        else:
            sentence = f"{quoted(pair)} is not of the form NAME=VALUE."
            problems.append(Problem("not_a_pair", sentence, Place(option), f"for example: {option} name=value"))
    return found


def _unknown(code: str, what: str, name: str, known: Mapping[str, object], ruleset: str) -> Problem:
    names = ", ".join(known) or "none"
    hint = nearest(name, known) or f"it knows: {names}"
    return Problem(
        code,
        f"The ruleset {ruleset} knows no {what} {quoted(name)}.",
        Place(f"--{'date' if what == 'clock' else what}"),
        hint,
    )
