"""RL031 and RL032 where lists are named: the list, its key, the fields of its rows."""

from __future__ import annotations

from collections.abc import Iterator

from recognition.catalogue.lint.attributes import attributes
from recognition.catalogue.lint.check import Check
from recognition.catalogue.lint.lists import fields_of, list_names, table_of
from recognition.catalogue.references import Path
from recognition.catalogue.scope import Scope
from recognition.foundations.problems import Problem, nearest, quoted
from recognition.model import evidence
from recognition.model import requirements as kinds
from recognition.model.values import Model

_FOUND_ITEMS: dict[type[Model], type[Model]] = {
    kinds.RegistrationKind: evidence.Registration,
    kinds.DocumentKind: evidence.Document,
    kinds.AccreditationKind: evidence.Accreditation,
    kinds.QualificationLevel: evidence.Qualification,
    kinds.ExaminationKind: evidence.Examination,
    kinds.LanguageLevel: evidence.LanguageResult,
    kinds.ExperienceKind: evidence.Experience,
}


def lists_are_there(scope: Scope) -> Iterator[Problem]:
    """RL031: every list named is one of the standards."""
    if scope.standards is None:
        return
    for reference in scope.references:
        if reference.kind == "list" and reference.word not in list_names(scope):
            sentence = f"There is no list {quoted(reference.word)}."
            yield scope.problem("RL031", sentence, reference.path, nearest(reference.word, list_names(scope)))


def keys_and_fields_are_there(scope: Scope) -> Iterator[Problem]:
    """RL032: the key of a list, the field of a row that is found, the field that sizes an entry."""
    for path, requirement in scope.own_requirements():
        if isinstance(requirement, kinds.TitleListed) and (table := table_of(scope, requirement.list)):
            asked = ("country", "title", "body") if requirement.body else ("country", "title")
            if missing := [name for name in asked if name not in fields_of(table)]:
                sentence = f"The list is not one of titles: its rows have no {' and no '.join(missing)}."
                yield scope.problem("RL032", sentence, (*path, "list"))
        if isinstance(requirement, kinds.ListMember) and (table := table_of(scope, requirement.list)):
            strange = [name for name in requirement.key if name not in table.key]
            for name in strange:
                sentence = f"The list has no key attribute {quoted(name)}."
                yield scope.problem("RL032", sentence, (*path, "key", name), nearest(name, table.key), key=True)
            missing = [name for name in table.key if name not in requirement.key]
            if missing and not strange:
                sentence = f"The key does not say {' and '.join(missing)}, so the answer would always be unknown."
                yield scope.problem("RL032", sentence, (*path, "key"), key=True)
        if isinstance(requirement, kinds.Coverage) and (table := table_of(scope, requirement.entries)):
            fields = fields_of(table)
            line = requirement.each.at_least if isinstance(requirement.each, kinds.Each) else None
            if isinstance(line, str) and line[:1] not in ("$", "@") and line not in fields:
                sentence = f"Entries of the list have no field {quoted(line)}."
                yield scope.problem("RL032", sentence, (*path, "each", "at_least"), nearest(line, fields))
            for name in requirement.where:
                if name not in fields:
                    sentence = f"Entries of the list have no field {quoted(name)}."
                    yield scope.problem("RL032", sentence, (*path, "where", name), nearest(name, fields), key=True)


def found_fields_are_there(scope: Scope) -> Iterator[Problem]:
    """RL032: `found:<requirement>.<field>` names a field of the row, or of the item, that the requirement finds."""
    for path, term in _terms(scope):
        owner, _, field = term.removeprefix("found:").rpartition(".")
        requirement = scope.merged.requirements.get(owner)
        if requirement is None:
            continue
        known: frozenset[str] | None = None
        if isinstance(requirement, (kinds.TitleListed, kinds.ListMember)):
            table = table_of(scope, requirement.list)
            known = fields_of(table) if table else None
        elif type(requirement) in _FOUND_ITEMS:
            known = frozenset(attributes(_FOUND_ITEMS[type(requirement)]))
        if known is not None and field not in known:
            sentence = f"The requirement {quoted(owner)} finds nothing with a field {quoted(field)}."
            yield scope.problem("RL032", sentence, path, nearest(field, known))


def _terms(scope: Scope) -> Iterator[tuple[Path, str]]:
    for reference in scope.references:
        if reference.kind == "requirement":
            written = scope.document.value(reference.path)
            if isinstance(written, str) and written.startswith("found:"):
                yield reference.path, written


CHECKS: tuple[Check, ...] = (lists_are_there, keys_and_fields_are_there, found_fields_are_there)
