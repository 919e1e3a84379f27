"""The catalogue of rulesets: found by name, read with their parts, checked, kept until a file changes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from threading import RLock

from recognition.catalogue.files import LawDocument, read_law
from recognition.catalogue.folders import PART_FILE, RULESET_FILE, data_folder, law_file, names_under
from recognition.catalogue.levels import dependencies, levels
from recognition.catalogue.library import part_library
from recognition.catalogue.lint.essential import essential_problems, unusable_parts
from recognition.catalogue.loaded import Ruleset
from recognition.catalogue.parts import Merged, merge
from recognition.catalogue.pruning import prune
from recognition.catalogue.scope import Scope
from recognition.catalogue.texts import Texts
from recognition.foundations.problems import InvalidRuleset, Problem
from recognition.model.ruleset import RulesetFile

_Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    stamp: _Stamp
    files: tuple[Path, ...]
    ruleset: Ruleset


_lock = RLock()
_kept: dict[Path, _Kept] = {}


def list_rulesets(*, root: Path | None = None) -> tuple[str, ...]:
    """Names of all rulesets, `<destination>/<purpose>`, in order."""
    return tuple(names_under(root or data_folder("rulesets"), RULESET_FILE))


def list_parts(*, root: Path | None = None) -> tuple[str, ...]:
    """Names of all parts that rulesets may use."""
    return tuple(names_under(root or data_folder("rulesets"), PART_FILE))


def find(name: str | os.PathLike[str], *, root: Path | None = None) -> Path:
    """The file of a ruleset or part: by name (`uk/…` is `gb/…`), by its folder or by its path.

    Raises RulesetNotFound with the nearest name.
    """
    return law_file(name, (root or data_folder("rulesets"),), (RULESET_FILE, PART_FILE))


def load_ruleset(name_or_path: str | os.PathLike[str], *, root: Path | None = None) -> Ruleset:
    """The ruleset with its parts, ready to be used. The same object comes back until one of its files changes.

    Raises RulesetNotFound, or InvalidRuleset with every fault that makes it unusable, each at file, line and column.
    Whether it is in force on a day is not asked here. Safe for threads.
    """
    path = law_file(name_or_path, (root or data_folder("rulesets"),)).resolve()
    with _lock:
        kept = _kept.get(path)
        if kept is not None and _stamp(kept.files) == kept.stamp:
            return kept.ruleset
        made = _load(path, root)
        _kept[path] = made
        return made.ruleset


def _load(path: Path, root: Path | None) -> _Kept:
    document = read_law(path)
    law = document.law
    if not isinstance(law, RulesetFile):
        place = document.place(("schema",))
        raise InvalidRuleset(Problem("RL003", "This is a part; only a ruleset can be assessed.", place))
    merged = merge(document, part_library(root, path))
    problems = [*merged.problems, *essential_problems(Scope(document, merged)), *unusable_parts(merged)]
    if problems:
        raise InvalidRuleset(sorted(problems, key=_order))
    further: list[object] = [*law.stages]
    further += [model for model in (law.focus, law.in_force) if model is not None]
    prune(merged, further)
    ruleset = _assembled(document, law, merged)
    files = tuple(_files(document, merged.documents.values()))
    return _Kept(_stamp(files), files, ruleset)


def _assembled(document: LawDocument, law: RulesetFile, merged: Merged) -> Ruleset:
    return Ruleset(
        id=law.id,
        version=law.version,
        subject=law.subject,
        status=law.status,
        checked=law.checked,
        sha256=fingerprint(document, merged.documents.values()),
        in_force=law.in_force,
        focus=law.focus,
        sources=merged.sources,
        clocks=merged.clocks,
        parameters=merged.parameters,
        facts=merged.facts,
        requirements=merged.requirements,
        levels=levels(dependencies(merged))[0],
        stages=law.stages,
        routes=merged.routes,
        remedies=merged.remedies,
        steps=merged.steps,
        report=merged.report,
        texts=Texts(document.folder, {prefix: part.folder for prefix, part in merged.documents.items()}),
        parts=merged.parts,
    )


def fingerprint(document: LawDocument, parts: Iterable[LawDocument]) -> str:
    """SHA-256 over what the file and its parts say (`LawDocument.canonical`), parts by id; texts do not count."""
    digest = hashlib.sha256(document.canonical())
    for part in sorted({part.law.id: part for part in parts}.values(), key=lambda part: part.law.id):
        digest.update(b"\x00" + part.canonical())
    return digest.hexdigest()


def _files(document: LawDocument, parts: Iterable[LawDocument]) -> Iterable[Path]:
    """All files that the loaded ruleset rests on, and the folders of its texts."""
    for one in dict.fromkeys((document.folder, *(part.folder for part in parts))):
        texts = one / "lang"
        yield from (one / RULESET_FILE, one / PART_FILE, texts, *sorted(texts.glob("*.yaml")))
    yield document.path


def _stamp(files: tuple[Path, ...]) -> _Stamp:
    return tuple((str(path), *_changed(path)) for path in files)


def _changed(path: Path) -> tuple[int, int]:
    try:
        stat = path.stat()
    except OSError:
        return (0, 0)
    return (stat.st_mtime_ns, stat.st_size)


def _order(problem: Problem) -> tuple[str, int, int]:
    return problem.place.document or "", problem.place.line or 0, problem.place.column or 0
