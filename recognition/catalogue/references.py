"""Every place of the model where one thing names another, in one table: read for checking, rewritten for parts.

`references` lists them, `rewritten` gives a copy with the words exchanged. Nothing else knows where names stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from operator import is_
from typing import Any, Literal, NamedTuple, TypeVar, get_args

from recognition.model import law, requirements, ruleset
from recognition.model.values import Model

Kind = Literal[
    "requirement", "remedy", "step", "route", "stage", "interim", "source", "clock", "parameter", "fact", "list",
    "authority", "once", "ruleset", "attribute",
]  # fmt: skip
Path = tuple[str | int, ...]
M = TypeVar("M", bound=Model)


class Reference(NamedTuple):
    """`word` names a thing of `kind` at `path` of the file; `role` says by which field of which class."""

    kind: Kind
    word: str
    path: Path
    role: str


Visitor = Callable[[Reference], str]
"""Gives the word to stand in place of a reference's word: the same to leave it."""


class _Here(NamedTuple):
    visitor: Visitor
    path: Path
    role: str
    days: list[tuple[Path, Any]] | None = None

    def at(self, *steps: str | int) -> _Here:
        return _Here(self.visitor, self.path + steps, self.role, self.days)

    def name(self, kind: Kind, word: str) -> str:
        return self.visitor(Reference(kind, word, self.path, self.role))


Handler = Callable[[Any, _Here], Any]
DAY_TEXT = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
WORD = re.compile(r"[a-z][a-z0-9_]*")
_DAY_LIMITS = ("from", "after", "until", "before", "on")
_LISTS = ("in", "not_in")
_PLAIN = (str, int)


def _words(kind: Kind) -> Handler:
    def handle(value: Any, here: _Here) -> Any:
        if isinstance(value, str):
            return here.name(kind, value)
        if isinstance(value, (tuple, list)):
            return tuple(handle(item, here.at(i)) for i, item in enumerate(value))
        return value

    return handle


def _sigil(value: Any, here: _Here) -> Any:
    """`$parameter` and `@fact`, wherever a value may stand; through `times`, `between`, lists and mappings."""
    if isinstance(value, str):
        if value[:1] == "$":
            return "$" + here.name("parameter", value[1:])
        if value[:1] == "@":
            return "@" + here.name("fact", value[1:])
        return value
    if isinstance(value, dict):
        return {key: _sigil(item, here.at(key)) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(_sigil(item, here.at(i)) for i, item in enumerate(value))
    return value


def _day(value: Any, here: _Here) -> Any:
    """A day term (LANGUAGE 1.3). A plain word is a clock."""
    if here.days is not None:
        here.days.append((here.path, value))
    if isinstance(value, dict):
        return {key: (_day if key == "of" else _sigil)(item, here.at(key)) for key, item in value.items()}
    if not isinstance(value, str) or DAY_TEXT.fullmatch(value):
        return value
    if value.startswith("found:"):
        owner, dot, field = value[6:].rpartition(".")
        return f"found:{here.name('requirement', owner)}.{field}" if dot else value
    if value[:1] in "$@":
        return _sigil(value, here)
    if WORD.fullmatch(value):
        return here.name("clock", value)
    return _attribute(value, here)


def _days(value: Any, here: _Here) -> Any:
    return tuple(_day(item, here.at(i)) for i, item in enumerate(value))


def _attribute(value: Any, here: _Here) -> Any:
    """`focus.issued`, `figures.hired`; `facts.<name>` and `@name` are facts."""
    if not isinstance(value, str):
        return value
    if value.startswith("facts."):
        return "facts." + here.name("fact", value[6:])
    if value[:1] in ("$", "@"):
        return _sigil(value, here)
    return here.name("attribute", value) if "." in value else value


def _fact(value: Any, here: _Here) -> Any:
    if isinstance(value, str) and WORD.fullmatch(value):
        return here.name("fact", value)
    return _attribute(value, here)


def _terms(value: Any, here: _Here) -> Any:
    """The key of a list: attribute -> term."""
    return {key: _value(item, here.at(key)) for key, item in value.items()}


def _value(value: Any, here: _Here) -> Any:
    """A literal, or a term that stands for a value (`$parameter`, `@fact`, `focus.country`, `found:…`), or a list."""
    if isinstance(value, (list, tuple)):
        return type(value)(_value(item, here.at(i)) for i, item in enumerate(value))
    if isinstance(value, str):
        if value.startswith("found:"):
            return _day(value, here)
        root, dot, _ = value.partition(".")
        if dot and root in ATTRIBUTE_ROOTS:
            return _attribute(value, here)
    return _sigil(value, here)


def _where(value: Any, here: _Here) -> Any:
    return {key: _condition(item, here.at(key)) for key, item in value.items()}


def _condition(value: Any, here: _Here) -> Any:
    if not isinstance(value, dict):
        return _value(value, here)
    done: dict[str, Any] = {}
    for key, item in value.items():
        inner = here.at(key)
        if key in _LISTS:
            done[key] = _words("list")(item, inner)
        elif key in _DAY_LIMITS:
            done[key] = _day(item, inner)
        else:
            done[key] = _value(item, inner)
    return done


def _authority(value: Any, here: _Here) -> Any:
    return here.name("authority", value) if isinstance(value, str) else _walk(value, here)


def _fee_or_model(value: Any, here: _Here) -> Any:
    return _sigil(value, here) if isinstance(value, str) else _walk(value, here)


ATTRIBUTE_ROOTS = ("focus", "document", "person", "curriculum", "partnership", "channel", "figures", "facts")
"""What a dotted word may begin with; anything else with a dot is a literal, or a mistake."""

_requirement, _remedy, _step, _route, _list, _clock = (
    _words("requirement"), _words("remedy"), _words("step"), _words("route"), _words("list"), _words("clock"),
)  # fmt: skip

_R, _S = requirements, ruleset
TABLE: dict[type[Model], dict[str, Handler]] = {
    law.Citation: {"source": _words("source")},
    law.InForce: {"clock": _clock},
    _R.Exception_: {"if_": _requirement},
    _R.Requirement: {"when": _requirement, "once": _words("once")},
    _R.Combine: {"within": _sigil, "floor": _sigil},
    _R.AtLeastOf: {"of": _sigil},
    _R.Way: {
        "cefr": _sigil, "skills": _sigil, "overall": _sigil, "sum": _sigil, "one_lower": _sigil, "sat_from": _day,
        "sat_until": _day, "concordance": _list, "by": _requirement,
    },
    _R.Excluded: {"sat_from": _day, "sat_until": _day},
    _R.LanguageLevel: {"max_age": _sigil, "valid_on": _day},
    _R.QualificationLevel: {"where": _where, "at_least": _sigil, "at_most": _sigil, "via": _list},
    _R.Selector: {"where": _where},
    _R.Convert: {"list": _list},
    _R.Volume: {"at_least": _sigil, "at_most": _sigil, "maker": _authority},
    _R.Share: {"whole": _fee_or_model, "at_least": _sigil, "at_most": _sigil},
    _R.ReducedByExperience: {"where": _where},
    _R.ReducedBy: {"rate": _sigil},
    _R.Each: {"at_least": _sigil},
    _R.Coverage: {"entries": _list, "where": _where, "at_least": _sigil},
    _R.TitleListed: {"list": _list, "on": _day},
    _R.AccreditationKind: {"where": _where, "on": _day, "scope": _sigil},
    _R.RegistrationKind: {"where": _where, "on": _day},
    _R.Attempts: {"at_most": _sigil},
    _R.ExaminationKind: {"by": _day, "max_age": _sigil, "valid_on": _day},
    _R.Window: {"length": _sigil, "before": _day, "from_": _day, "until": _day},
    _R.Floor: {"where": _where, "at_least": _sigil},
    _R.ExperienceKind: {"where": _where, "at_least": _sigil, "pause": _sigil, "after": _day},
    _R.DocumentKind: {"where": _where, "age_at_most": _sigil, "on": _day},
    _R.Age: {"on": _day},
    _R.DateOrder: {"day": _day, "from_": _day, "after": _day, "until": _day, "before": _day},
    _R.ListMember: {"list": _list, "key": _terms, "on": _day},
    _R.AmountKind: {"of": _attribute, "per": _attribute, "at_least": _sigil, "at_most": _sigil},
    _R.StatedFact: {"fact": _fact, "is_": _sigil},
    _R.Combiner: {"parts": _requirement},
    _R.Feature: {"points": _sigil, "if_": _requirement},
    _R.Points: {"at_least": _sigil},
    _S.Focus: {"where": _where},
    _S.Clock: {"from_": _day},
    _S.Parameter: {"clock": _clock, "key": _words("fact")},
    _S.Filing: {"cannot_be_filed_unless": _requirement, "complete_when": _requirement},
    _S.Interim: {"if_": _requirement, "until": _day},
    _S.Stage: {"validity": _days},
    _S.Need: {"id": _requirement, "remedies": _remedy},
    _S.ChoiceRow: {"if_": _requirement, "offers": _remedy},
    _S.Route: {
        "take": _route, "stage": _words("stage"), "open_when": _requirement, "watch": _requirement, "owes": _remedy,
        "steps": _step,
    },
    _S.Size: {"rate": _sigil},
    _S.RemedyAttempts: {"at_most": _sigil},
    _S.Fee: {"from_": _sigil, "to": _sigil},
    _S.Time: {"from_": _sigil, "to": _sigil},
    _S.Remedy: {"when": _requirement, "until": _day, "at_most": _sigil, "steps": _step, "fee": _fee_or_model},
    _S.StepWhen: {
        "route": _route, "remedy": _remedy, "gap": _requirement, "met": _requirement, "unknown": _requirement,
        "interim": _words("interim"),
    },
    _S.StepDocument: {"age_at_most": _sigil},
    _S.ByKey: {"by": _words("fact")},
    _S.Silence: {"after": _sigil},
    _S.Expires: {"on": _day, "then": _step},
    _S.Step: {
        "routes": _route, "after": _step, "see": _words("ruleset"), "authority": _authority, "fee": _fee_or_model,
        "deadline": _day,
    },
    _S.LawFile: {"report": _requirement},
}  # fmt: skip


@cache
def _fields(cls: type[Model]) -> tuple[tuple[str, str, str, Handler], ...]:
    """(attribute, key in the file, role, handler) of the fields that can hold references."""
    handlers: dict[str, Handler] = {}
    for base in reversed(cls.__mro__):
        handlers |= TABLE.get(base, {})
    return tuple(
        (name, info.alias or name, f"{cls.__name__}.{name}", handlers.get(name, _walk))
        for name, info in cls.model_fields.items()
        if name in handlers or _holds_models(info.annotation)
    )


def _holds_models(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return True
    return any(_holds_models(part) for part in get_args(annotation))


def _walk(value: Any, here: _Here) -> Any:
    """A model, or lists and mappings of models; the value itself is given back where nothing in it changed."""
    if isinstance(value, Model):
        visitor, path, _, days = here
        if isinstance(value, ruleset.Need):  # written `id: {…}`
            path = (*path, value.id)
        held = value.__dict__
        changes: dict[str, Any] = {}
        for name, key, role, handler in _fields(type(value)):
            old = held[name]
            if old is None or old == () or (handler is _walk and isinstance(old, _PLAIN)):
                continue
            spot = here.path if role == "Need.id" else (*path, key)
            new = handler(old, _Here(visitor, spot, role, days))
            if new is not old and new != old:
                changes[name] = new
        return value.model_copy(update=changes) if changes else value
    if isinstance(value, tuple):
        items = tuple([_walk(item, here.at(i)) for i, item in enumerate(value)])
        return value if all(map(is_, items, value)) else items
    if isinstance(value, dict):
        entries = {key: _walk(item, here.at(key)) for key, item in value.items()}
        return value if all(map(is_, entries.values(), value.values())) else entries
    return value


def rewritten(model: M, visitor: Visitor, path: Path = ()) -> M:
    """A copy of `model` with every reference's word exchanged for what `visitor` gives."""
    done: M = _walk(model, _Here(visitor, path, ""))
    return done


def references(model: Any, path: Path = ()) -> Iterator[Reference]:
    """Every reference inside a model, or inside lists and mappings of models, in the order of the file's fields."""
    found: list[Reference] = []

    def note(reference: Reference) -> str:
        found.append(reference)
        return reference.word

    _walk(model, _Here(note, path, ""))
    return iter(found)


def day_terms(model: Any, path: Path = ()) -> list[tuple[Path, Any]]:
    """Every day term as written, those inside others too."""
    found: list[tuple[Path, Any]] = []
    _walk(model, _Here(lambda reference: reference.word, path, "", found))
    return found
