"""Units that law and evidence are measured in: the one list of them, for checking figures and for measuring.

Frameworks are positions: CEFR 0 (below A1) to 6 (C2), EQF 1 to 8, ISCED 0 to 8, Directive 2005/36 Art. 11 levels a to
e as 1 to 5, cycles as 1 (short) to 4 (doctorate). Any other name is a test's own scale or an ISO 4217 currency.
"""

from collections.abc import Mapping
from typing import Final, get_args

from recognition.foundations.currencies import CURRENCIES
from recognition.model.evidence import Cefr, DirectiveLevel

COUNTED: Final = frozenset({"months", "days", "points", "count"})
FOUND: Final = frozenset({"rows", "entries", "parts", "documents", "records"})
"""What measuring counts; no figure of law is written in these."""
WHOLE: Final = COUNTED | FOUND
"""Units counted in whole numbers."""

HUNDREDTHS: Final = frozenset({"hours", "credits", "years", "places", "score", "share", "ratio"})
"""Units held in hundredths."""

CEFR: Final[tuple[str, ...]] = get_args(Cefr)
CYCLES: Final = ("short", "bachelor", "master", "doctorate")
POSITIONS: Final[Mapping[str, Mapping[str, int]]] = {
    "cefr": {step: position for position, step in enumerate(CEFR)},
    "eqf": {str(n): n for n in range(1, 9)},
    "isced": {str(n): n for n in range(9)},
    "directive": {letter: position for position, letter in enumerate(get_args(DirectiveLevel), 1)},
    "cycle": {cycle: position for position, cycle in enumerate(CYCLES, 1)},
    "yes_no": {"false": 0, "true": 1},
}
"""Unit -> step as written -> its position."""


def is_currency(unit: str) -> bool:
    """Whether the unit is money: an ISO 4217 code."""
    return unit in CURRENCIES
