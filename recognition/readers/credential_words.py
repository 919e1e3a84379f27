"""Names and codes of the European Learning Model, in its versions 2 and 3 and as pilots write it.

Names are given as documents have them; the first of each row is the one of ELM 3. A code that is not listed means
nothing here (formats.md sections 3 and 5; the concept addresses stand in the published samples).
"""

from __future__ import annotations

import re
from typing import Final

ACHIEVEMENTS: Final = ("hasClaim", "achieved", "learningAchievement", "learningAchievements")
AWARDS: Final = ("awardedBy", "wasAwardedBy")
ASSESSMENTS: Final = ("provenBy", "wasDerivedFrom")
ACTIVITIES: Final = ("influencedBy", "wasInfluencedBy")
SPECIFICATION: Final = ("specifiedBy",)
TITLE: Final = ("title",)
EQF: Final = ("eqfLevel", "eqflLevel", "eqf")
NQF: Final = ("nqfLevel", "nqflLevel")
ECTS_POINTS: Final = ("hasECTSCreditPoints", "eCTSCreditPoints")
FIELDS: Final = ("thematicArea", "ISCEDFCode", "hasISCED-FCode", "educationSubject")
OUTCOMES: Final = ("learningOutcome", "learningOutcomes")
SKILLS: Final = ("relatedESCOSkill", "relatedEscoSkill")
NAMES: Final = ("legalName", "prefLabel", "preferredName", "name", "altLabel")
MISSPELT: Final = {
    "eqflLevel": "eqfLevel",
    "nqflLevel": "nqfLevel",
    "eCTSCreditPoints": "creditPoint",
    "inLangaue": "language",
}

ECTS_CONCEPT: Final = "http://data.europa.eu/snb/education-credit/6fcec5c5af"
ECTS_LABELS: Final = frozenset(
    {"ects", "european credit transfer system", "european credit transfer and accumulation system"}
)
SUPPLEMENT_TYPES: Final = (
    "http://data.europa.eu/snb/credential/6dff8a0f87",
    "EuropeanHigherEducationDiplomaSupplement",
)
DEGREE_CREDENTIALS: Final = frozenset({"EuropeanHigherEducationDiploma", "EuropeanHigherEducationDiplomaSupplement"})
CERTIFICATE_CREDENTIALS: Final = frozenset(
    {"EuropeanVocationalEducationTrainingMicrocredential", "ProfessionalTrainingCredential"}
)
LEVEL_IN_TITLE: Final = re.compile(r"\b(?:EQF|QF)[ -]*(?:level[ -]*)?([1-8])\b", re.IGNORECASE | re.ASCII)
EQF_ADDRESS: Final = re.compile(r"(?:http.*/eqf/)?([1-8])", re.IGNORECASE | re.ASCII)
LAST_STEP: Final = re.compile(r"(?<![^/#])[^/#]+$")  # begun once a step: else the time grows as the square
ISCED_F: Final = re.compile(r"(?:0[0-9]|10|99)[0-9]{0,2}", re.ASCII)
DURATION: Final = re.compile(
    r"P(?=.)(?:([0-9]{1,4})Y)?(?:([0-9]{1,4})M)?(?:([0-9]{1,4})W)?(?:([0-9]{1,5})D)?"
    r"(?:T(?=.)(?:([0-9]{1,6}(?:[.,][0-9]{1,2})?)H)?(?:([0-9]{1,6})M)?(?:([0-9]{1,6})S)?)?",
    re.ASCII,
)
NOT_ACHIEVED: Final = re.compile(
    r"\b(?:enrol|enroll|enrolment|enrollment|attendance|participation|attended|participated|matriculation|inscripci[oó]n"
    r"|immatriculation|teilnahme|immatrikulation)",
    re.IGNORECASE,
)
CYCLE_LEVELS: Final = (
    (re.compile(r"\s*(?:ph\.?d\b|doctor(?:ate)?\b)", re.IGNORECASE), 8),
    (re.compile(r"\s*master(?:['’]s)?\b", re.IGNORECASE), 7),
    (re.compile(r"\s*bachelor(?:['’]s)?\b", re.IGNORECASE), 6),
)
"""EQF levels of the cycles of the European higher education area, by the word that a title begins with."""

BROAD_FIELDS: Final = {
    "generic programmes and qualifications": "00",
    "education": "01",
    "arts and humanities": "02",
    "social sciences, journalism and information": "03",
    "business, administration and law": "04",
    "natural sciences, mathematics and statistics": "05",
    "information and communication technologies": "06",
    "engineering, manufacturing and construction": "07",
    "agriculture, forestry, fisheries and veterinary": "08",
    "health and welfare": "09",
    "services": "10",
}
"""Broad fields of ISCED-F 2013 by their English name."""

ATTENDANCE_MODES: Final = {"full-time": "full_time", "part-time": "part_time"}
