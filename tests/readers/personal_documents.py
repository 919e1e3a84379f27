"""Look-alikes of CVs, records, resumes and PESC transcripts, for behaviour tested without other people's."""

from __future__ import annotations

import json
from typing import Any

EUROPASS = "http://europass.cedefop.europa.eu/Europass"
CANDIDATE_HEAD = (
    '<Candidate xmlns="http://www.europass.eu/1.0" xmlns:hr="http://www.hr-xml.org/3" '
    'xmlns:oa="http://www.openapplications.org/oagis/9" xmlns:eures="http://www.europass_eures.eu/1.0">'
)
PESC = "urn:org:pesc:message:CollegeTranscript:v1.4.0"


def passport(*, education: str = "", work: str = "", languages: str = "", namespace: str = EUROPASS) -> bytes:
    """A SkillsPassport 3 in XML."""
    return f"""<SkillsPassport xmlns="{namespace}" locale="en">
<DocumentInfo><XSDVersion>V3.4</XSDVersion></DocumentInfo>
<LearnerInfo><Identification><PersonName><FirstName>Ana</FirstName><Surname>Example</Surname></PersonName>
<ContactInfo><Address><Contact><Country><Code>EL</Code></Country></Contact></Address></ContactInfo>
<Demographics><Birthdate year="1990" month="--02" day="---28"/></Demographics></Identification>
<WorkExperienceList>{work}</WorkExperienceList><EducationList>{education}</EducationList>
<Skills><Linguistic>{languages}</Linguistic></Skills></LearnerInfo></SkillsPassport>""".encode()


def job(period: str) -> str:
    """One stretch of work."""
    return f"<WorkExperience><Period>{period}</Period><Employer><Name>Clinic</Name></Employer></WorkExperience>"


def training(title: str = "Nursing", level: str = "", period: str = "") -> str:
    """One education."""
    return f"<Education><Period>{period}</Period><Title>{title}</Title>{level}</Education>"


def spoken(levels: dict[str, str], code: str = "de", extra: str = "") -> str:
    """A foreign language with its levels."""
    found = "".join(f"<{name}>{level}</{name}>" for name, level in levels.items())
    return (
        "<ForeignLanguageList><ForeignLanguage>"
        f"<Description><Code>{code}</Code><Label>Anything</Label></Description>"
        f"<ProficiencyLevel>{found}</ProficiencyLevel>{extra}</ForeignLanguage></ForeignLanguageList>"
    )


LEARNERINFO = b"""<e:learnerinfo xmlns:e="http://europass.cedefop.europa.eu/Europass/V2.0"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<identification><firstname>Ana</firstname><lastname>Example</lastname>
<demographics><birthdate>1990-02-28</birthdate></demographics></identification>
<workexperiencelist><workexperience><period><from><year>2015</year><month>--03</month></from><to></to></period>
<employer><name>Clinic</name></employer></workexperience></workexperiencelist>
<educationlist><education><title>Nursing</title><level><code>5</code></level></education></educationlist>
<languagelist><language xsi:type="e:mother"><code>es</code></language>
<language xsi:type="e:foreign"><code>de</code><level><listening>b2</listening><reading>b1</reading>
<spokeninteraction>b1</spokeninteraction><spokenproduction>a2</spokenproduction><writing>a2</writing></level></language>
</languagelist></e:learnerinfo>"""

PASSPORT_JSON: dict[str, Any] = {
    "SkillsPassport": {
        "DocumentInfo": {"XSDVersion": "V3.4"},
        "LearnerInfo": {
            "Identification": {
                "PersonName": {"FirstName": "Ana", "Surname": "Example"},
                "Demographics": {"Birthdate": {"Year": 1990, "Month": 2, "Day": 28}, "Nationality": [{"Code": "EL"}]},
            },
            "WorkExperience": [{"Period": {"From": {"Year": 2015, "Month": 3}, "Current": True}}],
            "Education": [{"Title": "Nursing", "Level": {"Code": "6", "Label": "EQF level 6"}}],
            "Skills": {
                "Linguistic": {
                    "MotherTongue": [{"Description": {"Code": "el"}}],
                    "ForeignLanguage": [
                        {
                            "Description": {"Code": "de"},
                            "ProficiencyLevel": {
                                "Listening": "B2",
                                "SpokenInteraction": "B1",
                                "SpokenProduction": "B1",
                            },
                            "Certificate": [{"Title": "One"}, {"Title": "Two"}],
                        }
                    ],
                }
            },
        },
    }
}

CANDIDATE = f"""{CANDIDATE_HEAD}<CandidatePerson><PersonName><oa:GivenName>Ana</oa:GivenName>
<hr:FamilyName>Example</hr:FamilyName></PersonName><Communication><Address><CountryCode>es</CountryCode></Address>
</Communication><NationalityCode>co</NationalityCode><hr:BirthDate>1990-02-28</hr:BirthDate>
<PrimaryLanguageCode name="NORMAL">spa</PrimaryLanguageCode></CandidatePerson>
<CandidateProfile languageCode="en">
<EmploymentHistory><EmployerHistory><hr:OrganizationName>Clinic</hr:OrganizationName>
<PositionHistory><PositionTitle typeCode="http://data.europa.eu/esco/occupation/abc-1">Nurse</PositionTitle>
<eures:EmploymentPeriod><eures:StartDate><hr:FormattedDateTime>2015-03</hr:FormattedDateTime></eures:StartDate>
<hr:CurrentIndicator>true</hr:CurrentIndicator></eures:EmploymentPeriod><Country>es</Country></PositionHistory>
</EmployerHistory></EmploymentHistory><EducationHistory><EducationOrganizationAttendance>
<hr:OrganizationName>School</hr:OrganizationName><AttendancePeriod>
<StartDate><hr:FormattedDateTime>2010</hr:FormattedDateTime></StartDate>
<EndDate><hr:FormattedDateTime>2014-06-30</hr:FormattedDateTime></EndDate><Ongoing>false</Ongoing></AttendancePeriod>
<EducationDegree><hr:DegreeName>Nursing</hr:DegreeName><CreditType>ECTS</CreditType><NumberOfCredit>240</NumberOfCredit>
</EducationDegree><EducationLevelCode>6</EducationLevelCode></EducationOrganizationAttendance></EducationHistory>
<PersonQualifications><PersonCompetency><CompetencyID schemeName="NORMAL">deu</CompetencyID>
<hr:TaxonomyID>language</hr:TaxonomyID><eures:CompetencyDimension>
<hr:CompetencyDimensionTypeCode>CEF-Understanding-Listening</hr:CompetencyDimensionTypeCode>
<eures:Score><hr:ScoreText>B2</hr:ScoreText></eures:Score></eures:CompetencyDimension>
</PersonCompetency><PersonCompetency><hr:TaxonomyID>ESCO</hr:TaxonomyID>
<CompetencyID>http://data.europa.eu/esco/skill/abc-2</CompetencyID></PersonCompetency></PersonQualifications>
</CandidateProfile></Candidate>""".encode()

RECORD: dict[str, Any] = {
    "@context": ["https://www.w3.org/2018/credentials/v1"],
    "type": ["VerifiableCredential"],
    "credentialSubject": {
        "person": {"name": {"given": "Ana", "family": "Example"}, "birthDate": "1990-02-28"},
        "communication": {"address": [{"countryCode": "USA", "useCode": "ResidenceAddress"}, {"countryCode": "MX"}]},
        "educationAndLearnings": [
            {
                "start": "2010-09-01",
                "end": "2014-06-30",
                "institution": {"name": "School"},
                "educationDegrees": [
                    {"name": "Nursing", "iscedEducationLevelCode": "6", "degreeGrantedStatus": "Granted"}
                ],
            }
        ],
        "employmentHistories": [
            {"organization": {"name": "Clinic"}, "positionHistories": [{"title": "Nurse", "start": "2015-03-01"}]}
        ],
        "certifications": [{"name": "First aid", "issuingAuthority": {"name": "Red Cross"}}],
    },
}

RESUME: dict[str, Any] = {
    "basics": {"name": "Ana Example", "location": {"countryCode": "ES"}},
    "work": [{"company": "Clinic", "position": "Nurse", "startDate": "2015-03"}],
    "volunteer": [{"organization": "Red Cross"}],
    "education": [
        {"institution": "School", "studyType": "Bachelor", "endDate": "2014-06-30", "courses": ["Care", " "]}
    ],
    "certificates": [{"name": "First aid", "issuer": "Red Cross", "date": "2016"}],
    "languages": [{"language": "German", "fluency": "B2, nearly"}, {"language": "Elvish"}],
    "skills": [{"name": "Care", "keywords": ["http://data.europa.eu/esco/skill/abc-3"]}],
}


def course(**fields: str) -> str:
    """One course, each field by its name without `Course`."""
    return "<Course>" + "".join(f"<Course{name}>{text}</Course{name}>" for name, text in fields.items()) + "</Course>"


def transcript(
    *, awards: str = "", courses: str = "", programme: str = "", organisation: str = "<PSIS>1</PSIS>",
    summary: str = "", made: str = "2020-06-30T12:00:00-05:00", birth: str = "<BirthDate>1999-05-01</BirthDate>",
    process: str = "", after: str = "",
) -> bytes:  # fmt: skip
    """A PESC college transcript of one session that ends on 31 May 2019."""
    named = (
        f"<AcademicProgram><AcademicProgramName>{programme}</AcademicProgramName></AcademicProgram>"
        if programme
        else ""
    )
    return f"""<p:CollegeTranscript xmlns:p="{PESC}"><TransmissionData><CreatedDateTime>{made}</CreatedDateTime>
<Source><Organization>{organisation}<OrganizationName>Example College</OrganizationName></Organization></Source>
{process}</TransmissionData><Student><Person><Birth>{birth}</Birth><Name><FirstName>Ana</FirstName><LastName>Example</LastName>
</Name></Person><AcademicRecord>{awards}{after}<AcademicSession><AcademicSessionDetail>
<SessionEndDate>2019-05-31</SessionEndDate></AcademicSessionDetail>{named}
{courses}{summary}</AcademicSession></AcademicRecord></Student></p:CollegeTranscript>""".encode()


def award(title: str = "Diploma", date: str = "2019-06-30", programme: str = "", extra: str = "") -> str:
    """One award."""
    named = f"<AcademicProgramName>{programme}</AcademicProgramName>" if programme else ""
    return (
        f"<AcademicAward><AcademicAwardDate>{date}</AcademicAwardDate><AcademicAwardTitle>{title}</AcademicAwardTitle>"
        f"{extra}<AcademicAwardProgram>{named}</AcademicAwardProgram></AcademicAward>"
    )


def batch(*transcripts: bytes) -> bytes:
    """An AcademicRecordBatch."""
    inside = b"".join(transcripts).decode()
    head = 'xmlns:b="urn:org:pesc:message:AcademicRecordBatch:v2.0.0"'
    return f"<b:AcademicRecordBatch {head}><BatchContent>{inside}</BatchContent></b:AcademicRecordBatch>".encode()


def written(data: dict[str, Any]) -> bytes:
    """JSON with a line for each member."""
    return json.dumps(data, indent=1, ensure_ascii=False).encode()


ALL: dict[str, bytes] = {
    "passport": passport(
        education=training(
            "Bachelor of Nursing", "<Level><Code>6</Code></Level>", '<From year="2010"/><To year="2014"/>'
        ),
        work=job('<From year="2015" month="--03"/><Current>true</Current>'),
        languages=spoken({"Listening": "B2", "SpokenInteraction": "B1", "SpokenProduction": "B2"}),
    ),
    "learnerinfo": LEARNERINFO,
    "passport_json": written(PASSPORT_JSON),
    "candidate": CANDIDATE,
    "record": written(RECORD),
    "resume": written(RESUME),
    "transcript": transcript(
        awards=award(programme="Nursing"),
        programme="Nursing",
        courses=course(CreditUnits="Semester", CreditValue="3", CreditEarned="3", AcademicGrade="A", Title="Care"),
    ),
    "batch": batch(transcript(awards=award(), courses=course(AcademicGrade="F", Title="Care"))),
}
"""One document of each format, for what must hold of all of them."""
