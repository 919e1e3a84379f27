"""Facts and days given as words, typed by the ruleset that asks for them; all of them are only stated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from recognition.catalogue.loaded import Ruleset
from recognition.catalogue.texts import ENGLISH
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


def wrong_value(name: str, declared: Fact, value: str) -> Problem:
    """The problem of a value that is not of its fact's type, with what may stand there."""
    form = {
        "yes_no": "yes or no",
        "choice": f"one of: {', '.join(declared.options)}",
        "number": "a number such as 12 or 12.5",
        "money": "an amount with its currency, such as 400 EUR",
        "day": "a day such as 2026-11-01",
        "country": "a country code such as FI",
    }[declared.type]
    hint = (nearest(value, declared.options) if declared.options else None) or form
    return Problem("invalid_fact", f"The fact {quoted(name)} cannot be {quoted(value)}.", Place("--fact"), hint)


def remarks(ruleset: Ruleset, dossier: Dossier) -> list[Problem]:
    """Facts of a dossier that this ruleset cannot use: a name that it does not ask for, a value of another type."""
    found = []
    for name, value in dossier.facts.items():
        declared = ruleset.facts.get(name)
        if declared is None:
            unknown = _unknown("unknown_fact", "fact", name, ruleset.facts, ruleset.id)
            found.append(
                Problem(unknown.code, f"{unknown.sentence} It is not used.", hint=unknown.hint, severity="warning")
            )
        elif declared.type == "choice" and isinstance(value, str) and value not in (*declared.options, "unknown"):
            wrong = wrong_value(name, declared, value)
            found.append(Problem(wrong.code, f"{wrong.sentence} It is not used.", hint=wrong.hint, severity="warning"))
    return found


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
