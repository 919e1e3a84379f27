"""All codes of all areas. A code means one thing wherever it is raised."""

from __future__ import annotations

from recognition.foundations import (
    codes_badges,
    codes_cases,
    codes_courses,
    codes_credentials,
    codes_documents,
    codes_engine,
    codes_esco,
    codes_frameworks,
    codes_misuse,
    codes_personal,
    codes_reading,
    codes_ruleset,
    codes_standards,
    codes_verification,
)
from recognition.foundations.codes import Code

AREAS: dict[str, dict[str, Code]] = {
    "reading": codes_reading.CODES,
    "documents": codes_documents.CODES,
    "badges": codes_badges.CODES,
    "courses": codes_courses.CODES,
    "personal": codes_personal.CODES,
    "credentials": codes_credentials.CODES,
    "rulesets": codes_ruleset.CODES,
    "cases": codes_cases.CODES,
    "standards": codes_standards.CODES,
    "verification": codes_verification.CODES,
    "esco": codes_esco.CODES,
    "frameworks": codes_frameworks.CODES,
    "engine": codes_engine.CODES,
    "misuse": codes_misuse.CODES,
}
CODES: dict[str, Code] = {code: entry for area in AREAS.values() for code, entry in area.items()}
