"""RL032 where evidence is named: attributes of items, words that they can have, filters, frameworks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, Union, get_args, get_origin

from recognition.catalogue.lint.check import Check
from recognition.catalogue.lint.units import FRAMEWORKS
from recognition.catalogue.references import Path
from recognition.catalogue.scope import Scope
from recognition.foundations.problems import Problem, nearest, quoted
from recognition.model import dossier, evidence
from recognition.model import requirements as kinds
from recognition.model.requirements import AnyRequirement, Where
from recognition.model.values import Model

_ITEMS: dict[str, type[Model]] = {
    "qualification": evidence.Qualification,
    "registration": evidence.Registration,
    "experience": evidence.Experience,
    "curriculum": dossier.Curriculum,
    "partnership": dossier.Partnership,
}
OPERATORS = ("not", "in", "not_in", "on", "has", "from", "after", "until", "before", "at_least", "at_most", "between")
_SUBJECTS: dict[str, type[Model]] = {
    "person": dossier.Person,
    "curriculum": dossier.Curriculum,
    "partnership": dossier.Partnership,
    "channel": dossier.Channel,
}


def attributes_are_there(scope: Scope) -> Iterator[Problem]:
    """RL032: `focus.issued`, `document.<type>.issued`, `person.residence` name attributes of what they read."""
    for reference in scope.references:
        if reference.kind != "attribute":
            continue
        root, *steps = reference.word.split(".")
        models: list[type[Model]]
        if root == "focus":
            focus = _focus(scope)
            models = [focus] if focus else list(_ITEMS.values())
        elif root == "document":
            models, steps = [evidence.Document], steps[-1:]
        elif root in _SUBJECTS:
            models = [_SUBJECTS[root]]
        elif root == "figures":
            continue
        else:
            roots = ("focus", "document", "figures", "facts", *_SUBJECTS)
            sentence = f"{quoted(reference.word)} begins with nothing that is known."
            yield scope.problem("RL032", sentence, reference.path, nearest(root, roots))
            continue
        if not any(_annotation(model, steps) is not None for model in models):
            known = sorted({name for model in models for name in attributes(model)})
            sentence = f"There is no attribute {quoted('.'.join(steps))} to read."
            yield scope.problem("RL032", sentence, reference.path, nearest(steps[0] if steps else "", known))


def _focus(scope: Scope) -> type[Model] | None:
    focus = scope.ruleset.focus if scope.ruleset else None
    return _ITEMS[focus.item] if focus else None


def attributes(model: type[Model]) -> dict[str, Any]:
    """Attribute as written in a file -> its type."""
    return {info.alias or name: info.annotation for name, info in model.model_fields.items()}


def _annotation(model: type[Model], steps: list[str]) -> Any:
    """The type of an attribute path; None where there is no such path."""
    if not steps or steps[0] not in attributes(model):
        return None
    found = attributes(model)[steps[0]]
    if len(steps) == 1:
        return found
    inner = next((part for part in _parts(found) if isinstance(part, type) and issubclass(part, Model)), None)
    if inner is not None:
        return _annotation(inner, steps[1:])
    return found if any(get_origin(part) is dict for part in _parts(found)) else None


def _parts(annotation: Any) -> Iterator[Any]:
    """The members of unions and of `Many`."""
    yield annotation
    if get_origin(annotation) in (Union, tuple) or type(annotation).__name__ in ("UnionType", "_AnnotatedAlias"):
        for part in get_args(annotation):
            yield from _parts(part)


def filters_name_attributes(scope: Scope) -> Iterator[Problem]:
    """RL032: each line of a `where` is an attribute of the item looked at, and a word that it can have."""
    if scope.ruleset and scope.ruleset.focus:
        yield from _filter(scope, ("focus", "where"), scope.ruleset.focus.where, _ITEMS[scope.ruleset.focus.item])
    for path, requirement in scope.own_requirements():
        for at, where, item in _filters(path, requirement):
            yield from _filter(scope, at, where, item)


def _filters(path: Path, requirement: AnyRequirement) -> Iterator[tuple[Path, Where, type[Model]]]:
    match requirement:
        case kinds.ExperienceKind():
            yield (*path, "where"), requirement.where, evidence.Experience
            for i, floor in enumerate(requirement.floors):
                yield (*path, "floors", i, "where"), floor.where, evidence.Experience
        case kinds.Volume():
            yield (*path, "where"), requirement.where, evidence.Module
        case kinds.Share():
            yield (*path, "part", "where"), requirement.part.where, evidence.Module
            if isinstance(requirement.whole, kinds.Selector):
                yield (*path, "whole", "where"), requirement.whole.where, evidence.Module
        case kinds.Coverage():
            if requirement.reduced_by:
                inner = requirement.reduced_by.experience.where
                yield (*path, "reduced_by", "experience", "where"), inner, evidence.Experience
        case kinds.QualificationLevel():
            yield (*path, "where"), requirement.where, evidence.Qualification
        case kinds.RegistrationKind():
            yield (*path, "where"), requirement.where, evidence.Registration
        case kinds.AccreditationKind():
            yield (*path, "where"), requirement.where, evidence.Accreditation
        case kinds.DocumentKind():
            yield (*path, "where"), requirement.where, evidence.Document
        case _:
            return


def _filter(scope: Scope, path: Path, where: Where, item: type[Model]) -> Iterator[Problem]:
    for name, condition in where.items():
        if isinstance(condition, dict):
            yield from _operators(scope, (*path, name), condition)
        annotation = _annotation(item, name.split("."))
        if annotation is None:
            noun = item.__name__.lower()
            sentence = f"The evidence {quoted(noun)} has no attribute {quoted(name)}."
            yield scope.problem("RL032", sentence, (*path, name), nearest(name, attributes(item)), key=True)
            continue
        words = {word for part in _parts(annotation) if get_origin(part) is Literal for word in get_args(part)}
        if words:
            yield from _words(scope, (*path, name), condition, words)


def _operators(scope: Scope, path: Path, condition: dict[str, Any]) -> Iterator[Problem]:
    """RL001: the closed list of what a line of a filter may ask (LANGUAGE 1.5)."""
    for key in condition:
        if key not in OPERATORS:
            sentence = f"A filter knows no {quoted(key)}."
            yield scope.problem("RL001", sentence, (*path, key), nearest(key, OPERATORS), key=True)


def _words(scope: Scope, path: Path, condition: Any, words: set[str]) -> Iterator[Problem]:
    if isinstance(condition, dict):
        for key in ("not", "has"):
            if key in condition:
                yield from _words(scope, (*path, key), condition[key], words)
    elif isinstance(condition, (list, tuple)):
        for i, one in enumerate(condition):
            yield from _words(scope, (*path, i), one, words)
    elif isinstance(condition, str) and condition not in words and condition[:1] not in "$@" and "." not in condition:
        sentence = f"The attribute cannot be {quoted(condition)}."
        yield scope.problem("RL032", sentence, path, nearest(condition, words) or f"one of: {', '.join(sorted(words))}")


def frameworks_are_known(scope: Scope) -> Iterator[Problem]:
    """RL032: EQF, ISCED, the Directive's levels, cycles, or a national framework written with its country."""
    for path, requirement in scope.own_requirements():
        if isinstance(requirement, kinds.QualificationLevel):
            framework = requirement.framework
            if framework not in FRAMEWORKS and "." not in framework:
                sentence = f"The framework {quoted(framework)} is not known."
                yield scope.problem("RL032", sentence, (*path, "framework"), nearest(framework, FRAMEWORKS))


ESSENTIAL: tuple[Check, ...] = (attributes_are_there, filters_name_attributes, frameworks_are_known)
CHECKS = ESSENTIAL
