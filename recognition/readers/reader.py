"""What a reader of one format is: a name, how its documents are told, how they are read; and what verifies one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from recognition.model.dossier import Dossier
from recognition.readers.door import Incoming

Verifier = Callable[[Dossier, Incoming], Dossier]
"""Gives the items of a dossier the strength that its document's signature has."""


class Reader(NamedTuple):
    """`detects` looks at the parsed tree only; `read` gets the tree, the document's name, and whether its own word on
    strength is taken (case files of ours). It maps, normalises, and leaves what it noticed in the dossier's problems.
    `choose` is there in formats whose documents may describe several courses: it reads the one that is named.
    """

    name: str
    detects: Callable[[Any], bool]
    read: Callable[[Any, str, bool], Dossier]
    choose: Callable[[Any, str, str | None], Dossier] | None = None
