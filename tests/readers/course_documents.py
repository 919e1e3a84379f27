"""Small documents of our own in every format of course metadata; the shapes are those of real ones."""

from __future__ import annotations

from typing import Final

XCRI: Final = """<?xml version="1.0" encoding="UTF-8"?>
<catalog xmlns="http://xcri.org/profiles/1.2/catalog" xmlns:credit="http://purl.org/net/cm" generated="2024-01-01"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:mlo="http://purl.org/net/mlo" xmlns:cdp="http://xcri.co.uk"
 xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<provider><dc:identifier xsi:type="cdp:ukprn">10000001</dc:identifier><dc:title>Example College</dc:title>
<course><dc:identifier>https://college.example/c1</dc:identifier>
<dc:identifier xsi:type="cdp:internalID">C1</dc:identifier>
<dc:title>Care of the old</dc:title><dc:description>Some <b>bold</b> words</dc:description>
<mlo:qualification><dc:title>Diploma</dc:title><dcterms:educationLevel>Undergraduate</dcterms:educationLevel>
</mlo:qualification>
<mlo:credit><credit:scheme>Example College</credit:scheme><credit:level>1</credit:level>
<credit:value>60</credit:value></mlo:credit>
<mlo:credit><credit:scheme>SCQF</credit:scheme><credit:level>7</credit:level><credit:value>60</credit:value>
</mlo:credit>
<presentation><dc:identifier>C1A</dc:identifier><mlo:start dtf="2025-09-01">September 2025</mlo:start>
<end>2026-08-31</end>
<mlo:duration interval="P1Y">one year</mlo:duration><studyMode identifier="FT">Full time</studyMode>
<mlo:languageOfInstruction>EN</mlo:languageOfInstruction></presentation>
<presentation><dc:identifier>C1B</dc:identifier><mlo:start>2026-02-01</mlo:start><end>2028-01-31</end>
<mlo:duration interval="P2Y">two years</mlo:duration><studyMode identifier="PT">Part time</studyMode>
<mlo:languageOfInstruction>en</mlo:languageOfInstruction></presentation></course>
<course><dc:identifier>C2</dc:identifier><dc:title>Care of children</dc:title></course>
</provider></catalog>"""

LHEO: Final = """<?xml version="1.0" encoding="UTF-8"?>
<lheo xmlns="http://www.lheo.org/2.2"><offres><formation numero="F1">
<domaine-formation><code-ROME>J1501</code-ROME></domaine-formation>
<intitule-formation>Aide aux soins</intitule-formation>
<contenu-formation>&lt;p&gt;Du contenu&lt;/p&gt;</contenu-formation>
<certification><code-RNCP>999</code-RNCP></certification><code-niveau-sortie>6</code-niveau-sortie>
<action numero="A1"><rythme-formation>Temps plein</rythme-formation><langue-formation>fr</langue-formation>
<lieu-de-formation><coordonnees><adresse><pays>FR</pays></adresse></coordonnees></lieu-de-formation>
<session numero="S1"><periode><debut>20240902</debut><fin>20250630</fin></periode></session>
<nombre-heures-total>1400</nombre-heures-total><nombre-heures-entreprise>600</nombre-heures-entreprise>
<sous-modules><sous-module><reference-module>Hygiène</reference-module></sous-module></sous-modules>
<duree-indicative>10 mois</duree-indicative></action>
<organisme-formation-responsable><numero-activite>99999999999</numero-activite>
<SIRET-organisme-formation><SIRET>12345678900011</SIRET></SIRET-organisme-formation>
<nom-organisme>Institut Exemple</nom-organisme></organisme-formation-responsable>
</formation></offres></lheo>"""

EWP_COURSES: Final = """<courses-response
 xmlns="https://github.com/erasmus-without-paper/ewp-specs-api-courses/tree/stable-v1">
<learningOpportunitySpecification><los-id>DEP/1</los-id><title xml:lang="en">Nursing programme</title>
<type>Degree Programme</type><contains><los-id>CR/2</los-id><los-id>CR/404</los-id></contains>
</learningOpportunitySpecification>
<learningOpportunitySpecification><los-id>CR/2</los-id><title xml:lang="en">Anatomy</title><type>Course</type>
<iscedCode>0913</iscedCode><specifies>
<learningOpportunityInstance><loi-id>CRI/1</loi-id><start>2025-09-01</start><end>2025-12-20</end>
<credit><scheme>ects</scheme><level>Bachelor</level><value>6</value></credit>
<credit><scheme>xx-points</scheme><value>2</value></credit>
<languageOfInstruction>en</languageOfInstruction><engagementHours>60</engagementHours></learningOpportunityInstance>
</specifies></learningOpportunitySpecification></courses-response>"""

EWP_LA: Final = """<omobility-las-get-response
 xmlns="https://github.com/erasmus-without-paper/ewp-specs-api-omobility-las/blob/stable-v1/endpoints/get-response.xsd">
<la><sending-hei><hei-id>home.example</hei-id></sending-hei><receiving-hei><hei-id>away.example</hei-id>
</receiving-hei>
<student><given-names>Test</given-names><family-name>Person</family-name><birth-date>2000-02-29</birth-date>
<citizenship>FI</citizenship></student>
<start-year-month>2025-09</start-year-month><end-year-month>2026-01</end-year-month>
<eqf-level-studied-at-departure>6</eqf-level-studied-at-departure><isced-f-code>0913</isced-f-code>
<student-language-skill><language>de</language><cefr-level>B2</cefr-level></student-language-skill>
<first-version><components-studied>
<component><title>Anatomy</title><credit><scheme>ects</scheme><value>6</value></credit></component>
<component><title>Ethics</title><credit><scheme>ects</scheme><value>3</value></credit></component>
</components-studied><components-recognized>
<component><title>Human body</title><credit><scheme>ects</scheme><value>9</value></credit></component>
</components-recognized><student-signature><timestamp>2025-05-01T10:00:00Z</timestamp></student-signature>
</first-version>
<approved-changes><components-studied>
<component status="deleted"><title>Ethics</title></component>
<component status="inserted"><title>Law</title><credit><scheme>ects</scheme><value>4</value></credit></component>
</components-studied></approved-changes>
<changes-proposal><components-studied>
<component status="inserted"><title>Poetry</title><credit><scheme>ects</scheme><value>30</value></credit></component>
</components-studied><student><family-name>Other</family-name></student></changes-proposal></la>
</omobility-las-get-response>"""

EWP_IIA: Final = """<iias-get-response
 xmlns="https://github.com/erasmus-without-paper/ewp-specs-api-iias/blob/stable-v7/endpoints/get-response.xsd">
<iia><partner><hei-id>one.example</hei-id><iia-id>I1</iia-id></partner><partner><hei-id>two.example</hei-id></partner>
<in-effect>false</in-effect><cooperation-conditions><student-studies-mobility-spec>
<sending-hei-id>one.example</sending-hei-id><receiving-hei-id>two.example</receiving-hei-id>
<mobilities-per-year>2</mobilities-per-year>
<recommended-language-skill><language>en</language><cefr-level>B1</cefr-level></recommended-language-skill>
<total-months-per-year>5</total-months-per-year><eqf-level>6</eqf-level></student-studies-mobility-spec>
</cooperation-conditions></iia></iias-get-response>"""

SKILL: Final = "http://data.europa.eu/esco/skill/00000000-0000-4000-8000-000000000001"

LOQ: Final = f"""<Courses xmlns="http://data.europa.eu/snb/model/ap/loq-constraints/" xsdVersion="3.1.0">
<learningOpportunityReferences>
<learningOpportunity id="urn:lop:1"><identifier><notation>NUR-1</notation></identifier>
<title language="en">Nursing</title><title language="fi">Hoitotyö</title>
<temporal><startDate>2025-09-01</startDate><endDate>2028-08-31</endDate></temporal><duration>P3Y</duration>
<learningSchedule uri="http://data.europa.eu/snb/learning-schedule/72a0ab92fa"/>
<providedBy idref="urn:org:1"/><location idref="urn:loc:1"/><learningAchievementSpecification idref="urn:q:1"/>
</learningOpportunity></learningOpportunityReferences>
<learningAchievementSpecificationReferences>
<qualification id="urn:q:1"><title language="en">Nurse</title>
<ISCEDFCode uri="http://data.europa.eu/snb/isced-f/0913"/>
<volumeOfLearning>PT4600H</volumeOfLearning>
<creditPoint><framework uri="http://data.europa.eu/snb/education-credit/6fcec5c5af"/><point>210</point></creditPoint>
<language uri="http://publications.europa.eu/resource/authority/language/FIN"/>
<hasPart idref="urn:q:2"/><EQFLevel uri="http://data.europa.eu/snb/eqf/6"/><accreditation idref="urn:acc:1"/>
</qualification>
<qualification id="urn:q:2"><title language="en">Ward practice</title><volumeOfLearning>P60M</volumeOfLearning>
<learningOutcome idref="urn:lo:1"/><hasPart idref="urn:q:1"/></qualification>
</learningAchievementSpecificationReferences>
<learningOutcomeReferences><learningOutcome id="urn:lo:1"><title language="en">Care</title>
<relatedESCOSkill uri="{SKILL}"/><relatedESCOSkill uri="http://skills.example/7"/></learningOutcome>
</learningOutcomeReferences>
<agentReferences><organisation id="urn:org:1"><legalName language="en">Example School</legalName>
<location idref="urn:loc:1"/></organisation></agentReferences>
<accreditationReferences><accreditation id="urn:acc:1">
<type uri="http://data.europa.eu/snb/accreditation/e57dddfcf3"/>
<accreditingAgent idref="urn:org:9"/><issued>2020-01-01</issued><expiryDate>2030-12-31</expiryDate>
<limitEQFLevel uri="http://data.europa.eu/snb/eqf/6"/></accreditation></accreditationReferences>
<locationReferences><location id="urn:loc:1"><address>
<countryCode uri="http://publications.europa.eu/resource/authority/country/FIN"/></address></location>
</locationReferences>
</Courses>"""

AMS: Final = """<Accreditations xmlns="http://data.europa.eu/snb/model/ap/ams-constraints/" xsdVersion="3.1.0">
<accreditationReferences>
<accreditation id="urn:acc:1"><type uri="http://data.europa.eu/snb/accreditation/003293d2ce"/>
<title language="en">Licence</title><organisation idref="urn:org:1"/>
<limitField uri="http://data.europa.eu/snb/isced-f/0913"/>
<accreditingAgent idref="urn:org:2"/><issued>2020-01-01</issued><valid>2020-03-01</valid>
<expiryDate>2025-12-31</expiryDate>
</accreditation></accreditationReferences>
<agentReferences><organisation id="urn:org:1"/><organisation id="urn:org:2"/></agentReferences></Accreditations>"""

QMS: Final = """<qmsLearningOpportunities xmlns="http://data.europa.eu/europass/qms-xml/schema/learning-opportunities">
<learningOpportunities><learningOpportunity id="urn:lop:1"><title><text lang="en">Welding</text></title>
<startedAtDate>2025-09-01Z</startedAtDate><endedAtDate>2026-06-30Z</endedAtDate><providedBy idref="urn:org:1"/>
<providedAt><hasAddress><country uri="http://publications.europa.eu/resource/authority/country/NLD"/></hasAddress>
</providedAt>
<specifiedBy idref="urn:q:1"/></learningOpportunity></learningOpportunities>
<learningSpecificationReferences><qualification id="urn:q:1"><title><text lang="en">EQF Level 1 welder</text></title>
<description><text lang="en">&lt;b&gt;bold&lt;/b&gt;</text></description>
<volumeOfLearning>PT900H30M</volumeOfLearning>
<hasECTSCreditPoints>30</hasECTSCreditPoints><eqfLevel uri="http://data.europa.eu/snb/eqf/6"/>
<learningOutcomes><learningOutcome idref="urn:lo:1"/></learningOutcomes></qualification>
</learningSpecificationReferences>
<learningOutcomeReferences><learningOutcome id="urn:lo:1">
<relatedEscoSkill targetID="http://data.europa.eu/esco/skill/00000000-0000-4000-8000-000000000001"/></learningOutcome>
</learningOutcomeReferences><agentReferences><organization id="urn:org:1"><prefLabel>
<text lang="en">Weld School</text></prefLabel>
</organization></agentReferences></qmsLearningOpportunities>"""

ALL: Final = (XCRI, LHEO, EWP_COURSES, EWP_LA, EWP_IIA, LOQ, AMS, QMS)
