"""Reader of the Europass CV since 2020: the `Candidate` document, made of HR-XML and OAGIS elements.

Read from descriptions of the format, not from a schema, which is not published; elements are found by their local
names, and what is not known here is read past. Languages carry ISO 639-2 codes, education an EQF level.
"""

from __future__ import annotations

from typing import Any, Final

from recognition.foundations.problems import quoted
from recognition.foundations.text import folded
from recognition.model.dossier import Dossier
from recognition.model.evidence import Credits
from recognition.readers.building import built
from recognition.readers.curriculum_vitae import CurriculumVitae, noted, und
from recognition.readers.elmo_values import Values, ident
from recognition.readers.part import Part
from recognition.readers.part_words import ESCO_OCCUPATION
from recognition.readers.reader import Reader
from recognition.readers.tree import Node

NAMESPACE: Final = "http://www.europass.eu/1.0"
_SKILLS: Final = {
    "CEF-Understanding-Listening": "listening",
    "CEF-Understanding-Reading": "reading",
    "CEF-Speaking-Interaction": "interaction",
    "CEF-Speaking-Production": "production",
    "CEF-Writing-Production": "writing",
}


def detects(root: Any) -> bool:
    """Whether this is a Europass document of 2020 or later."""
    return not isinstance(root, Node) and root.tag == f"{{{NAMESPACE}}}Candidate"


def read_candidate(root: Any, document: str) -> Dossier:
    """The dossier of one CV."""
    whole = Part.root(root)
    cv = CurriculumVitae(document)
    person = whole.kid("CandidatePerson")
    profile = whole.kid("CandidateProfile") or whole
    _holder(person or whole, cv)
    for employer in (kid for history in profile.kids("EmploymentHistory") for kid in history.kids("EmployerHistory")):
        for position in employer.kids("PositionHistory") or [employer]:
            _work(employer, position, cv)
    for history in profile.kids("EducationHistory"):
        for attendance in history.kids("EducationOrganizationAttendance"):
            _education(attendance, cv)
    for spot in person.kids("PrimaryLanguageCode") if person is not None else ():
        cv.native(spot, spot)
    for qualifications in profile.kids("PersonQualifications"):
        for competency in qualifications.kids("PersonCompetency"):
            _language(competency, cv)
    return cv.dossier(whole)


READER: Final = Reader(
    "Europass CV since 2020", detects, lambda root, document, trusted: read_candidate(root, document)
)


def _holder(part: Part, cv: CurriculumVitae) -> None:
    values: Values = {}
    stated = [cv.country(spot, values, "nationalities") for spot in part.kids("NationalityCode")]
    homes = [spot for channel in part.kids("Communication") for spot in channel.kids("Address")]
    home = homes[0].kid("CountryCode") if len(homes) == 1 else None
    cv.holder(
        part,
        values,
        {
            "given_names": cv.text(part.kid("PersonName", "GivenName"), values, "given_names"),
            "family_name": cv.text(part.kid("PersonName", "FamilyName"), values, "family_name"),
            "born": cv.day(part.kid("BirthDate"), values, "born"),
            "nationalities": tuple(dict.fromkeys(country for country in stated if country)),
            "residence": cv.country(home, values, "residence"),
        },
    )


def _address(part: Part) -> Part | None:
    return part.kid("OrganizationContact", "Communication", "Address", "CountryCode")


def _period(
    part: Part | None, beside: Part, word: str, cv: CurriculumVitae, values: Values, names: tuple[str, str]
) -> tuple[Any, Any, bool | None]:
    if part is None:
        return None, None, None
    start = cv.day(part.kid("StartDate", "FormattedDateTime"), values, names[0])
    end = cv.day(part.kid("EndDate", "FormattedDateTime"), values, names[1])
    current = part.kid(word) or beside.kid(word)
    if end is None:
        cv.text(current, values, names[1])
    return cv.period(part, start, end, cv.text(current), ends=True)


def _work(employer: Part, position: Part, cv: CurriculumVitae) -> None:
    values: Values = {}
    period = position.kid("EmploymentPeriod") or employer.kid("EmploymentPeriod")
    start, end, _ = _period(period, position, "CurrentIndicator", cv, values, ("start", "end"))
    title = position.kid("PositionTitle")
    cv.employment(
        position,
        values,
        {
            "start": start,
            "end": end,
            "occupation": _occupation(title, cv, values),
            "country": cv.country(position.kid("Country") or _address(employer), values, "country"),
            "employer": cv.text(employer.kid("OrganizationName"), values, "employer"),
            "note": noted(position=cv.text(title, values, "position")),
        },
    )


def _occupation(title: Part | None, cv: CurriculumVitae, values: Values) -> str | None:
    """The ESCO occupation that a position names by its address; a title in words names none."""
    address = title.attribute("typeCode") if title is not None else None
    if title is None or address is None or not address.strip().startswith(ESCO_OCCUPATION):
        return None
    cv.keep(title, values, "occupation", address)
    return ident(address.strip())


def _education(part: Part, cv: CurriculumVitae) -> None:
    values: Values = {}
    degree = part.kid("EducationDegree") or part
    start, end, runs = _period(
        part.kid("AttendancePeriod"), part, "Ongoing", cv, values, ("training_start", "training_end")
    )
    title = cv.text(degree.kid("DegreeName"), values, "title")
    cv.education(
        part,
        values,
        runs,
        {
            "start": start,
            "end": end,
            "title": und(title),
            "country": cv.country(_address(part), values, "country"),
            "institution": und(cv.text(part.kid("OrganizationName"), values, "institution")),
            "level": cv.level(part.kid("EducationLevelCode") or degree.kid("EducationLevelCode"), None, title, values),
            "credits": _credits(degree, cv, values),
            "note": noted(grade=cv.text(degree.kid("FinalGrade", "ScoreText"), values, "grade")),
        },
    )


def _credits(degree: Part, cv: CurriculumVitae, values: Values) -> Credits | None:
    spot = degree.kid("NumberOfCredit")
    amount = cv.amount(spot, values, "credits")
    if spot is None or amount is None:
        return None
    scheme = cv.text(degree.kid("CreditType"))
    if amount.high == 0:
        cv.notice("credits_zero", "Credits are 0, which means not recorded.", spot)
        return None
    if scheme is None or (system := ident(scheme.lower())) is None:
        cv.notice("scheme_missing", "Credits stand without the system that they count in.", spot, "warning")
        return None
    return built(Credits, {"system": system, "amount": amount})


def _language(part: Part, cv: CurriculumVitae) -> None:
    kind = cv.text(part.kid("TaxonomyID"))
    if kind is None or folded(kind) != "language":
        return
    values: Values = {}
    code = cv.language(part.kid("CompetencyID"), values)
    levels: dict[str, Part] = {}
    for dimension in part.kids("CompetencyDimension"):
        name = cv.text(dimension.kid("CompetencyDimensionTypeCode"))
        score = dimension.kid("Score", "ScoreText")
        if name in _SKILLS and score is not None:
            levels.setdefault(_SKILLS[name], score)
        elif name is not None and name not in _SKILLS:
            sentence = f"The skill {quoted(name, 40)} is none of the five of Europass."
            cv.notice("skill_unknown", sentence, dimension)
    cv.spoken(part, code, levels, [], values)
