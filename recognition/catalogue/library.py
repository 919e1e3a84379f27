"""Where the parts come from that a file of law uses."""

from __future__ import annotations

from pathlib import Path

from recognition.catalogue.files import LawDocument, read_law
from recognition.catalogue.folders import PART_FILE, RULESET_FILE, data_folder, named_law_file
from recognition.catalogue.parts import Library


def part_library(root: Path | None, beside: Path | None = None) -> Library:
    """Finds parts under `root`, or beside the given file's own root, then among those that ship."""
    roots = [root or data_folder("rulesets")]
    if beside is not None and any((beside.parent / file).is_file() for file in (RULESET_FILE, PART_FILE)):
        roots.insert(0, beside.resolve().parents[2])
    if root is not None:
        roots.append(data_folder("rulesets"))
    read: dict[str, LawDocument] = {}

    def part(name: str) -> LawDocument:
        if name not in read:
            read[name] = read_law(named_law_file(name, tuple(dict.fromkeys(roots)), (PART_FILE,)))
        return read[name]

    return part
