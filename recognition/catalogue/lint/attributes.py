"""RL032 where evidence is named: attributes of items, frameworks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_origin

from recognition.catalogue.lint.check import Check
from recognition.catalogue.lint.units import FRAMEWORKS
from recognition.catalogue.lint.vocabularies import members
from recognition.catalogue.scope import Scope
from recognition.foundations.problems import Problem, nearest, quoted
from recognition.model import dossier, evidence
from recognition.model import requirements as kinds
from recognition.model.values import Model

ITEMS: dict[str, type[Model]] = {
    "qualification": evidence.Qualification,
    "registration": evidence.Registration,
    "experience": evidence.Experience,
    "curriculum": dossier.Curriculum,
    "partnership": dossier.Partnership,
}
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
        models, steps = attribute_at(scope, reference.word)
        root = reference.word.partition(".")[0]
        if root == "figures":
            continue
        if not models:
            roots = ("focus", "document", "figures", "facts", *_SUBJECTS)
            sentence = f"{quoted(reference.word)} begins with nothing that is known."
            yield scope.problem("RL032", sentence, reference.path, nearest(root, roots))
            continue
        if not any(annotation_of(model, steps) is not None for model in models):
            known = sorted({name for model in models for name in attributes(model)})
            sentence = f"There is no attribute {quoted('.'.join(steps))} to read."
            yield scope.problem("RL032", sentence, reference.path, nearest(steps[0] if steps else "", known))


def attribute_at(scope: Scope, word: str) -> tuple[list[type[Model]], list[str]]:
    """What `focus.level.eqf` or `document.diploma.issued` may be read from, and the steps to take there."""
    root, *steps = word.split(".")
    if root == "focus":
        focus = _focus(scope)
        return ([focus] if focus else list(ITEMS.values())), steps
    if root == "document":
        return [evidence.Document], steps[-1:]
    return ([_SUBJECTS[root]] if root in _SUBJECTS else []), steps


def _focus(scope: Scope) -> type[Model] | None:
    focus = scope.ruleset.focus if scope.ruleset else None
    return ITEMS[focus.item] if focus else None


def attributes(model: type[Model]) -> dict[str, Any]:
    """Attribute as written in a file -> its type."""
    return {info.alias or name: info.annotation for name, info in model.model_fields.items()}


def annotation_of(model: type[Model], steps: list[str]) -> Any:
    """The type of an attribute path; None where there is no such path."""
    if not steps or steps[0] not in attributes(model):
        return None
    found = attributes(model)[steps[0]]
    if len(steps) == 1:
        return found
    inner = next((part for part in members(found) if isinstance(part, type) and issubclass(part, Model)), None)
    if inner is not None:
        return annotation_of(inner, steps[1:])
    return found if any(get_origin(part) is dict for part in members(found)) else None


def frameworks_are_known(scope: Scope) -> Iterator[Problem]:
    """RL032: EQF, ISCED, the Directive's levels, cycles, or a national framework written with its country."""
    for path, requirement in scope.own_requirements():
        if isinstance(requirement, kinds.QualificationLevel):
            framework = requirement.framework
            if framework not in FRAMEWORKS and "." not in framework:
                sentence = f"The framework {quoted(framework)} is not known."
                yield scope.problem("RL032", sentence, (*path, "framework"), nearest(framework, FRAMEWORKS))


ESSENTIAL: tuple[Check, ...] = (attributes_are_there, frameworks_are_known)
CHECKS = ESSENTIAL
