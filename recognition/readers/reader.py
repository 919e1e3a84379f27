"""What a reader of one format is: a name, how its documents are told, how they are read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from recognition.model.dossier import Dossier


class Reader(NamedTuple):
    """`detects` looks at the parsed tree only; `read` gets the tree, the document's name, and whether its own word on
    strength is taken (case files of ours). It maps, normalises, and leaves what it noticed in the dossier's problems.
    `choose` is there in formats whose documents may describe several courses: it reads the one that is named.
    """

    name: str
    detects: Callable[[Any], bool]
    read: Callable[[Any, str, bool], Dossier]
    choose: Callable[[Any, str, str | None], Dossier] | None = None
