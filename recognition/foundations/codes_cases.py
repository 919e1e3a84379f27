"""Codes of running the worked cases beside the law."""

from __future__ import annotations

from recognition.foundations.codes import Code

CODES: dict[str, Code] = {
    "case_fails": Code(
        "a worked case gives another answer than it expects",
        "Either the law as written or the case is wrong; until that is settled neither can be relied on.",
        "Look at both: recognition rulesets test RULESET --only CASE",
    ),
}
