"""One file of law, read: its model, and the tree that says where each word of it stands."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, get_args

from recognition.catalogue.causes import root_causes
from recognition.catalogue.folders import PART_FILE, RULESET_FILE
from recognition.catalogue.references import Path as Steps
from recognition.foundations.problems import InvalidRuleset, Place, Problem, ReadError, nearest, quoted
from recognition.model.requirements import AnyRequirement
from recognition.model.ruleset import PartFile, RulesetFile
from recognition.readers.door import take
from recognition.readers.tree import Node, node_at, plain
from recognition.readers.validation import validate
from recognition.readers.yaml_loader import parse_yaml

_CODES = {
    "unknown_key": "RL001",
    "duplicate_key": "RL002",
    "missing_key": "RL003",
    "unknown_word": "RL003",
    "invalid_value": "RL003",
    "key_not_string": "RL003",
    "alias_forbidden": "RL004",
    "tag_forbidden": "RL004",
    "directive_forbidden": "RL004",
    "multi_document": "RL004",
    "not_well_formed": "RL004",
    "string_pattern_mismatch": "RL005",
    "unknown_kind": "RL008",
}
_NAMED = "sources|clocks|parameters|facts|requirements|remedies|steps|uses"
_NAMED_KEY = re.compile(rf"^/(?:{_NAMED})/(?![a-z][a-z0-9_]{{0,79}}$)[^/]*$")
_BAD_NAME = re.compile(rf"{_NAMED_KEY.pattern}|/(?:id|key|term)$")
_FIELD = re.compile(r"/requirements/[^/]+/([^/]+)$")
_LIST_FIELD = re.compile(r"/(?:list|entries|via|concordance)$")


@dataclass(frozen=True, slots=True)
class LawDocument:
    """A ruleset or a part: `name` is what problems call the file."""

    name: str
    path: Path
    node: Node
    law: RulesetFile | PartFile

    @property
    def folder(self) -> Path:
        """Holds the file, its texts and its cases."""
        return self.path.parent

    @property
    def is_part(self) -> bool:
        """Whether this is a part, which is nothing by itself."""
        return isinstance(self.law, PartFile)

    def place(self, path: Sequence[str | int], *, key: bool = False) -> Place:
        """Where `path` stands in the file: at the value, or at its key."""
        found = _found(self.node, path)
        pointer = "".join(f"/{step}" for step in path)
        if key and found.key_line:
            return Place(self.name, pointer, found.key_line, found.key_column)
        return Place(self.name, pointer, found.line, found.column)

    def has(self, path: Sequence[str | int]) -> bool:
        """Whether the file itself writes something at `path`."""
        return node_at(self.node, path)[1] == len(path)

    def value(self, path: Sequence[str | int]) -> object:
        """What the file writes at `path`: plain text or number, or a tree below it."""
        return node_at(self.node, path)[0].value

    def canonical(self) -> bytes:
        """What the file says, without layout and comments; order is kept, for it breaks ties."""
        return json.dumps(plain(self.node), ensure_ascii=False, separators=(",", ":"), default=_number).encode()


def read_law(path: Path) -> LawDocument:
    """Read a ruleset or a part. Raises InvalidRuleset with every fault of form (RL001 to RL009, RL012, RL014)."""
    name = "/".join(path.absolute().parts[-3:]) if path.name in (RULESET_FILE, PART_FILE) else path.name
    node = parse(path, name)
    part = path.name == PART_FILE or _schema(node) == "part/1"
    try:
        kind: type[RulesetFile] | type[PartFile] = PartFile if part else RulesetFile
        law = validate(kind, node, document=name, error=InvalidRuleset, rename=_CODES)
    except InvalidRuleset as wrong:
        raise InvalidRuleset(root_causes(_sharper(problem, node) for problem in wrong.problems)) from None
    document = LawDocument(name, path, node, law)
    if path.name in (RULESET_FILE, PART_FILE):
        expected = "/".join(path.absolute().parts[-3:-1])
        if law.id != expected:
            sentence = "The id is not the name of the folders that hold the file."
            raise InvalidRuleset(Problem("RL005", sentence, document.place(("id",)), f"write {expected}"))
    return document


def parse(path: Path, name: str) -> Node:
    """The tree of a YAML file of law. Raises InvalidRuleset; faults of YAML carry RL codes where one fits."""
    try:
        return parse_yaml(take(path, name=name), document=name)
    except ReadError as wrong:
        raise InvalidRuleset(
            [replace(problem, code=_CODES.get(problem.code, problem.code)) for problem in wrong.problems]
        ) from None


def _schema(node: Node) -> object:
    entry = node.value.get("schema") if isinstance(node.value, dict) else None
    return entry.value if entry else None


def _sharper(problem: Problem, node: Node) -> Problem:
    """The code that says more than "wrong": by the place where the fault was found."""
    path = problem.place.path or ""
    if problem.code == "RL001":
        field = _FIELD.search(path)
        if field and field.group(1) in fields_of_kinds():
            return replace(problem, code="RL009", sentence=f"The key '{field.group(1)}' is not a field of this kind.")
    elif problem.code == "RL003":
        if problem.sentence == "The key 'kind' is missing." and (
            slip := _slip_of("kind", _found(node, path.split("/")[1:]))
        ):
            place = replace(problem.place, path=f"{path}/{slip[0]}", line=slip[1].key_line, column=slip[1].key_column)
            return Problem("RL001", f"The key {quoted(slip[0])} is not known here.", place, "did you mean 'kind'?")
        if "'read_on'" in problem.sentence or path.endswith("/read_on"):
            return replace(problem, code="RL014")
        if path.endswith("/cite") and "citation" in problem.sentence:
            return replace(problem, code="RL012")
        if _LIST_FIELD.search(path) and isinstance(_found(node, path.split("/")[1:]).value, list):
            return replace(problem, code="RL046", sentence="Two lists are two requirements and never merged.")
        if _BAD_NAME.search(path):
            at = _found(node, path.split("/")[1:])
            line, column = (at.key_line, at.key_column) if _NAMED_KEY.search(path) else (at.line, at.column)
            return replace(problem, code="RL005", place=replace(problem.place, line=line, column=column))
    return problem


def _slip_of(key: str, node: Node) -> tuple[str, Node] | None:
    """The key of a mapping that stands where `key` should, nearly written so."""
    entries = node.value if isinstance(node.value, dict) else {}
    return next(((str(name), item) for name, item in entries.items() if nearest(str(name), [key])), None)


@cache
def fields_of_kinds() -> frozenset[str]:
    """Every key that some kind of requirement knows."""
    kinds = get_args(get_args(AnyRequirement)[0])
    return frozenset(info.alias or name for kind in kinds for name, info in kind.model_fields.items())


def _found(node: Node, path: Steps | Sequence[str | int]) -> Node:
    """The deepest node on `path`; a lone map counts as a list of one, and `{id: {…}}` holds what its id holds."""
    for step in path:
        value = node.value
        if isinstance(value, list):
            index = int(step) if isinstance(step, int) or step.isdigit() else -1
            if not 0 <= index < len(value):
                break
            node = value[index]
        elif isinstance(value, dict) and step in value:
            node = value[str(step)]
        elif not isinstance(step, int):
            break
    return node


def _number(value: object) -> Any:
    return {"number": format(value.normalize(), "f")} if isinstance(value, Decimal) else str(value)
