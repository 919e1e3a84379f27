"""Where LOQ, AMS (European Learning Model 3) and QMS-LOMS keep the same things under different names."""

from __future__ import annotations

from typing import Final, Literal

LOQ: Final = "http://data.europa.eu/snb/model/ap/loq-constraints/"
AMS: Final = "http://data.europa.eu/snb/model/ap/ams-constraints/"
QMS: Final = "http://data.europa.eu/europass/qms-xml/schema/"

OPPORTUNITY: Final = "learningOpportunity"
SPECIFICATIONS: Final = ("learningSpecification", "qualification", "learningAchievementSpecification")
SPECIFIED: Final = ("specifiedBy", "learningAchievementSpecification", "defines")
ORGANISATIONS: Final = ("organisation", "organization", "agent", "person", "group")
NAMES: Final = ("legalName", "prefLabel")
PLACES: Final = ("location", "hasLocation", "providedAt")
COUNTRIES: Final = ("country", "countryCode")
EQF: Final = ("EQFLevel", "eqfLevel", "eqflLevel", "hasEQFLevel")
OTHER_LEVELS: Final = ("NQFLevel", "nqfLevel", "educationLevel", "hasEducationLevel")
FIELDS: Final = ("ISCEDFCode", "hasISCED-FCode")
SKILLS: Final = ("relatedESCOSkill", "relatedEscoSkill")
NOTES: Final = ("description", "additionalNote", "definition", "entryRequirementsNote", "entryRequirement")

ACCREDITED: Final[dict[str, Literal["programme", "institution"]]] = {
    "003293d2ce": "institution",
    "bb4618238e": "institution",
    "e57dddfcf3": "programme",
    "820101cba6": "programme",
}
"""Types of accreditation of the European Learning Model: licences and quality assurance, of either."""
