"""The register of codes: what each means, why it matters and what to do. `recognition explain CODE` prints it.

Each area keeps its codes in a module of its own under this name's siblings (`codes_reading`, `codes_ruleset`, …) and
a test proves that every code raised anywhere is registered and every registered code is raised.
"""

from __future__ import annotations

from typing import NamedTuple


class Code(NamedTuple):
    """A registered code: a title in a few words, why it is raised, and what to do about it."""

    title: str
    why: str
    do: str
