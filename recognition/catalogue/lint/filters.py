"""RL032 in filters: each line of a `where` is an attribute of the item looked at, and a value that it can have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from recognition.catalogue.lint.attributes import ITEMS, annotation_of, attribute_at, attributes
from recognition.catalogue.lint.check import Check
from recognition.catalogue.lint.vocabularies import literals, wrong_occupation, wrong_word
from recognition.catalogue.references import Path
from recognition.catalogue.scope import Scope
from recognition.foundations.problems import Problem, nearest, quoted
from recognition.model import evidence
from recognition.model import requirements as kinds
from recognition.model.requirements import AnyRequirement, Where
from recognition.model.values import Model

OPERATORS = ("not", "in", "not_in", "on", "has", "from", "after", "until", "before", "at_least", "at_most", "between")


def filters_name_attributes(scope: Scope) -> Iterator[Problem]:
    """RL032: each line of a `where` is an attribute of the item looked at, and a word that it can have."""
    if scope.ruleset and scope.ruleset.focus:
        yield from _filter(scope, ("focus", "where"), scope.ruleset.focus.where, ITEMS[scope.ruleset.focus.item])
    for path, requirement in scope.own_requirements():
        for at, where, item in filters(path, requirement):
            yield from _filter(scope, at, where, item)


def filters(path: Path, requirement: AnyRequirement) -> Iterator[tuple[Path, Where, type[Model]]]:
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
        annotation = annotation_of(item, name.split("."))
        if annotation is None:
            noun = item.__name__.lower()
            sentence = f"The evidence {quoted(noun)} has no attribute {quoted(name)}."
            yield scope.problem("RL032", sentence, (*path, name), nearest(name, attributes(item)), key=True)
            continue
        for at, value in literals((*path, name), condition):
            problem = wrong_word(scope, at, annotation, value)
            if problem is None and name == "occupation":
                problem = wrong_occupation(scope, at, value)
            if problem:
                yield problem


def _operators(scope: Scope, path: Path, condition: dict[str, Any]) -> Iterator[Problem]:
    """RL001: the closed list of what a line of a filter may ask (LANGUAGE 1.5)."""
    for key in condition:
        if key not in OPERATORS:
            sentence = f"A filter knows no {quoted(key)}."
            yield scope.problem("RL001", sentence, (*path, key), nearest(key, OPERATORS), key=True)


def stated_attributes_can_be_so(scope: Scope) -> Iterator[Problem]:
    """RL032: a value asked of `focus.country`, or of another attribute, is one that it can have."""
    for path, requirement in scope.own_requirements():
        if not isinstance(requirement, kinds.StatedFact) or "." not in requirement.fact:
            continue
        models, steps = attribute_at(scope, requirement.fact)
        found = [one for one in (annotation_of(model, steps) for model in models) if one is not None]
        for at, value in literals((*path, "is"), requirement.is_) if found else ():
            wrong = [wrong_word(scope, at, annotation, value) for annotation in found]
            if steps == ["occupation"]:
                wrong = [wrong_occupation(scope, at, value)]
            if all(wrong):
                yield from wrong[:1]  # type: ignore[misc]  # all of them are problems


ESSENTIAL: tuple[Check, ...] = (filters_name_attributes,)
CHECKS: tuple[Check, ...] = (*ESSENTIAL, stated_attributes_can_be_so)
