"""Words of Open Badges, learner records and verifiable diplomas that carry meaning. What is not listed means nothing.

Types of achievement and states of a result are those of the Open Badges 3.0 information model; those that begin with
`ext:` are of the Dutch education profile.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from recognition.readers.elmo_words import Cycle

QualificationType = Literal["degree", "vocational", "school", "certificate", "licence", "other"]
Outcome = Literal["passed", "failed", "in_progress", "withdrawn"]

BADGES: Final = frozenset({"OpenBadgeCredential", "AchievementCredential"})
RECORD: Final = "ClrCredential"
ENDORSEMENT: Final = "EndorsementCredential"

_DEGREES: Final = (
    "Degree AssociateDegree BachelorDegree MasterDegree DoctoralDegree ProfessionalDoctorate ResearchDoctorate"
)
QUALIFICATIONS: Final[dict[str, QualificationType]] = {
    **dict.fromkeys(_DEGREES.split(), "degree"),
    **dict.fromkeys(["SecondarySchoolDiploma", "GeneralEducationDevelopment"], "school"),
    **dict.fromkeys(["ApprenticeshipCertificate", "JourneymanCertificate", "MasterCertificate"], "vocational"),
    **dict.fromkeys(["Certificate", "CertificateOfCompletion", "Certification", "MicroCredential"], "certificate"),
    "License": "licence",
}
"""Types whose kind is plain. A diploma or a badge may be of any kind, so the kind stays unknown."""

CYCLES: Final[dict[str, Cycle]] = {
    "BachelorDegree": "bachelor",
    "MasterDegree": "master",
    "DoctoralDegree": "doctorate",
    "ResearchDoctorate": "doctorate",
}
PARTS: Final = frozenset(
    {"Course", "Assignment", "Assessment", "Competency", "LearningProgram"}
    | {"CoCurricular", "CommunityService", "Fieldwork"}
)
"""Types of what is a part of learning and not a qualification: read as modules."""

NOT_OF_LEARNING: Final = frozenset({"Membership", "Award", "QualityAssuranceCredential"})

STATES: Final[dict[str, Outcome]] = {
    "completed": "passed",
    "failed": "failed",
    "withdrew": "withdrawn",
    **dict.fromkeys(("enrolled", "inprogress", "onhold", "provisional"), "in_progress"),
}
PREDICTED: Final = "PredictedScore"
RISING: Final = frozenset({"Percent", "GradePointAverage", "RawScore", "ScaledScore"})
"""Kinds of result in which more is better whatever their range."""

PARTICIPATION: Final = re.compile(
    r"\b(?:participat|attendan|attended|enrol|deelname|aanwezigheid|teilnahme|partecipazion|asistencia|osallistu)", re.I
)

EQF_TYPES: Final = frozenset({"ext:eqf", "eqf"})
EQF_ADDRESS: Final = "http://data.europa.eu/snb/eqf/"
QUALITY_TYPES: Final = frozenset({"ext:qualityassurance"})
PRIVATE_IDENTIFIERS: Final = frozenset({"nationalidentitynumber", "emailaddress", "username", "accountid"})
"""Kinds of identifier that may be a person's; they are left in the document."""
