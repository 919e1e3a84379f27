"""Reader of the Europass CV and language passport: SkillsPassport 3 in XML and JSON, and learnerinfo 2.0 before it.

The levels are those of the holder's own estimate against the Common European Framework; EQF levels are kept as stated.
Paths: formats.md section 3, "Other personal documents".
"""

from __future__ import annotations

from typing import Any, Final

from recognition.foundations.problems import quoted
from recognition.model.dossier import Dossier
from recognition.readers.curriculum_vitae import CurriculumVitae, noted, und
from recognition.readers.elmo_values import Values
from recognition.readers.part import Part
from recognition.readers.reader import Reader
from recognition.readers.tree import Node

NAMESPACE: Final = "http://europass.cedefop.europa.eu/Europass"
_ROOTS: Final = ("SkillsPassport", "learnerinfo")
_SKILLS: Final = {
    "listening": "listening",
    "reading": "reading",
    "spokeninteraction": "interaction",
    "spokenproduction": "production",
    "writing": "writing",
}


def detects(root: Any) -> bool:
    """Whether this is a Europass document from before 2020."""
    if isinstance(root, Node):
        value = root.value
        return isinstance(value, dict) and ("SkillsPassport" in value or {"LearnerInfo", "DocumentInfo"} <= set(value))
    namespace, _, name = root.tag.rpartition("}")
    return name in _ROOTS and (not namespace or namespace[1:].startswith(NAMESPACE))


def read_europass(root: Any, document: str) -> Dossier:
    """The dossier of one CV or language passport."""
    whole = Part.root(root)
    cv = CurriculumVitae(document)
    if not isinstance(root, Node):
        _note_variant(whole, cv)
    passport = whole.kid("SkillsPassport") or whole
    learner = passport.kid("LearnerInfo") or passport
    _holder(learner.kid("Identification") or learner, cv)
    for work in learner.listed("WorkExperience"):
        _work(work, cv)
    for education in learner.listed("Education"):
        _education(education, cv)
    _languages(learner, cv)
    return cv.dossier(whole)


READER: Final = Reader("Europass CV", detects, lambda root, document, trusted: read_europass(root, document))


def _note_variant(root: Part, cv: CurriculumVitae) -> None:
    if not root.namespace:
        cv.notice("namespace_missing", "The document names no namespace; it was read as Europass.", root)
    elif root.name == "learnerinfo":
        cv.notice("europass_old", "The document is Europass from before version 3; its shape differs.", root)
        if any(kid.namespace != root.namespace for kid in root.kids("identification", "languagelist")):
            cv.notice("root_alone_qualified", "Only the root element is in the namespace of the format.", root)


def _holder(part: Part, cv: CurriculumVitae) -> None:
    values: Values = {}
    name = part.kid("PersonName") or part
    demographics = part.kid("Demographics") or part
    nationalities = [
        country
        for spot in demographics.listed("Nationality")
        if (country := cv.country(spot.kid("Code"), values, "nationalities"))
    ]
    cv.holder(
        part,
        values,
        {
            "given_names": cv.text(name.kid("FirstName"), values, "given_names"),
            "family_name": cv.text(name.kid("Surname") or name.kid("LastName"), values, "family_name"),
            "born": cv.day_of_parts(demographics.kid("Birthdate"), values, "born"),
            "nationalities": tuple(dict.fromkeys(nationalities)),
            "residence": cv.country(_country(part), values, "residence"),
        },
    )


def _country(part: Part) -> Part | None:
    """The country in the address of a person or an organisation, by code where there is one."""
    contact = part.kid("ContactInfo") or part
    address = contact.kid("Address")
    if address is None:
        return None
    country = (address.kid("Contact") or address).kid("Country")
    return None if country is None else _described(country)


def _described(part: Part) -> Part | None:
    code = part.kid("Code")
    return code if code is not None and code.text else part.kid("Label")


def _period(part: Part, cv: CurriculumVitae, values: Values, names: tuple[str, str]) -> tuple[Any, Any, bool | None]:
    period = part.kid("Period")
    if period is None:
        return None, None, None
    start = cv.day_of_parts(period.kid("From"), values, names[0])
    end = cv.day_of_parts(period.kid("To"), values, names[1])
    current = period.kid("Current")
    if end is None:
        cv.text(current, values, names[1])
    return cv.period(period, start, end, cv.text(current), ends=True)


def _work(part: Part, cv: CurriculumVitae) -> None:
    values: Values = {}
    employer = part.kid("Employer") or part
    start, end, _ = _period(part, cv, values, ("start", "end"))
    cv.employment(
        part,
        values,
        {
            "start": start,
            "end": end,
            "country": cv.country(_country(employer), values, "country"),
            "employer": cv.text(employer.kid("Name"), values, "employer"),
            "note": noted(position=cv.text(part.kid("Position", "Label"), values, "position")),
        },
    )


def _education(part: Part, cv: CurriculumVitae) -> None:
    values: Values = {}
    organisation = part.kid("Organisation") or part
    start, end, runs = _period(part, cv, values, ("training_start", "training_end"))
    title = cv.text(part.kid("Title"), values, "title")
    level = part.kid("Level") or part
    code = level.kid("Code")
    if code is not None and code.text and part.name == "education":
        sentence = f"The level {quoted(code.text, 20)} names no framework; before version 3 it was not EQF."
        cv.notice("level_framework_unknown", sentence, code)
        code = None
    cv.education(
        part,
        values,
        runs,
        {
            "start": start,
            "end": end,
            "title": und(title),
            "country": cv.country(_country(organisation), values, "country"),
            "institution": und(cv.text(organisation.kid("Name"), values, "institution")),
            "level": cv.level(code, cv.text(level.kid("Label")), title, values),
        },
    )


def _languages(learner: Part, cv: CurriculumVitae) -> None:
    linguistic = learner.kid("Skills", "Linguistic") or learner
    old = learner.listed("Language")
    for part in linguistic.listed("MotherTongue"):
        cv.native(part, _described(part.kid("Description") or part))
    for part in linguistic.listed("ForeignLanguage"):
        _foreign(part, part.kid("Description") or part, "ProficiencyLevel", cv)
    for part in old:
        kind = (part.attribute("type") or "").rpartition(":")[2]
        if kind == "mother":
            cv.native(part, _described(part))
        else:
            _foreign(part, part, "level", cv)


def _foreign(part: Part, named: Part, levels: str, cv: CurriculumVitae) -> None:
    values: Values = {}
    code = cv.language(_described(named), values)
    level = part.kid(levels)
    steps = {skill: spot for name, skill in _SKILLS.items() if level is not None and (spot := level.kid(name))}
    verified = part.kid("VerifiedBy") or part
    certificates = [title for spot in verified.listed("Certificate") for title in spot.kids("Title")]
    cv.spoken(part, code, steps, certificates, values)
