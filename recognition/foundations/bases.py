"""How sure a statement of law is, and how strong a piece of evidence is: two short ladders."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

Basis = Literal["read", "secondary", "own", "recalled"]
"""`read` in the text or on the authority's page; `secondary`; `own` (our choice, not law); `recalled`, unverified."""

Strength = Literal["broken", "stated", "document", "signed", "issuer_confirmed"]
"""`broken` (a signature that fails) counts for nothing and never falls back to document (DESIGN 2)."""

BASES: Final[tuple[Basis, ...]] = ("read", "secondary", "own", "recalled")
STRENGTHS: Final[tuple[Strength, ...]] = ("broken", "stated", "document", "signed", "issuer_confirmed")


def weakest(bases: Iterable[Basis]) -> Basis:
    """The weakest basis of several; `read` of none. What is derived is as weak as its weakest input."""
    return max(bases, key=BASES.index, default="read")


def is_firm(basis: Basis, *, own_is_firm: bool = False) -> bool:
    """Whether a finding may carry an outcome. `own` is firm only where the subject is a partnership (LANGUAGE 1.2)."""
    return basis in ("read", "secondary") or (own_is_firm and basis == "own")


def at_least_as_strong(strength: Strength, asked: Strength) -> bool:
    """Whether evidence of `strength` satisfies a requirement that asks for `asked`."""
    return STRENGTHS.index(strength) >= STRENGTHS.index(asked)
