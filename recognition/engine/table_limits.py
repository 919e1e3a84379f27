"""How much one decision table may hold, well below where the engine refuses, hangs or loses messages."""

from __future__ import annotations

from recognition.engine.table_form import Table, refused

MOST_FIELDS = 60
"""The engine refuses a message of more than 252 properties."""

MOST_RULES = 200
"""Rules after `in` is written out; the engine takes 256 that end in the same comparison."""

MOST_COMPARISONS = 400
"""Distinct comparisons; at 512 on one level the engine never returns."""

MOST_ORDERS = 60
"""Distinct comparisons by `< > <= >=`; the engine refuses a message that meets more than 64 at once."""

MOST_CONDITIONS = 16
"""Conditions of one rule; the engine takes fewer than 29."""

MOST_CODES = 200
"""Codes of one field."""


def check_limits(table: Table) -> None:
    """Raises EngineError `engine_limit` that names the limit."""
    comparisons = table.tests()
    counts = (
        ("fields", len(table.fields), MOST_FIELDS),
        ("rules", sum(1 for rule in table.rules for _ in rule.alternatives()), MOST_RULES),
        ("comparisons", len(comparisons), MOST_COMPARISONS),
        ("comparisons of order", sum(test.operator != "=" for test in comparisons), MOST_ORDERS),
        ("conditions in one rule", max(len(rule.conditions) for rule in table.rules), MOST_CONDITIONS),
        ("codes of one field", max(_codes(table)), MOST_CODES),
    )
    for what, count, most in counts:
        if count > most:
            raise refused("engine_limit", f"the table has {count} {what}; at most {most} are safe", table.name)


def _codes(table: Table) -> list[int]:
    return [len(getattr(kind, "words", ())) for kind in table.kinds.values()]
