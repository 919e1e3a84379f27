"""European Learning Model 2 in XML: one small look-alike for each behaviour, and mutations of them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognition.foundations.codes_all import CODES
from recognition.foundations.problems import InvalidDocument, ReadError, UnknownFormat
from recognition.model.dossier import Dossier
from recognition.readers.read import read

NAMESPACE = "http://data.europa.eu/snb"
HEAD = f'xmlns="{NAMESPACE}" xmlns:cred="http://data.europa.eu/europass/model/credentials/w3c#"'
PAGE = """<europassCredential {head} cred:id="urn:credential:1">
<cred:validFrom>2024-07-01T00:00:00+02:00</cred:validFrom><cred:issued>2024-07-01T00:00:00+02:00</cred:issued>
<cred:issuer idref="urn:org:1"/>
<title><text lang="en">Diploma in Weaving</text></title>
<credentialSubject id="urn:person:1">
<nationalId spatialID="NLD">987</nationalId>
<fullName><text lang="en">Mia Weaver</text></fullName><dateOfBirth>2001-05-01</dateOfBirth>
<citizenshipCountry uri="http://publications.europa.eu/resource/authority/country/NLD"/>
<achievements><learningAchievement id="urn:whole:1">
<title><text lang="en">Diploma in Weaving</text><text lang="nl">Diploma Weven</text></title>
<wasDerivedFrom id="urn:assessment:1"><grade>8</grade></wasDerivedFrom>
<wasAwardedBy idref="urn:award:1"/>{inside}<specifiedBy idref="urn:spec:1"/>
</learningAchievement></achievements>
</credentialSubject>
<learningSpecificationReferences><qualification id="urn:spec:1"><title><text lang="en">Weaving</text></title>
<volumeOfLearning>PT1500H</volumeOfLearning><hasECTSCreditPoints>60</hasECTSCreditPoints>
<hasISCED-FCode uri="http://data.europa.eu/snb/isced-f/0723"/>
<language uri="http://publications.europa.eu/resource/authority/language/NLD"/>
<learningOutcomes><learningOutcome idref="urn:outcome:1"/></learningOutcomes>
<eqfLevel uri="http://data.europa.eu/snb/eqf/4"/></qualification></learningSpecificationReferences>
<learningOutcomeReferences><learningOutcome id="urn:outcome:1"><prefLabel><text lang="en">Spin</text></prefLabel>
<relatedEscoSkill uri="http://data.europa.eu/esco/skill/a-1"/></learningOutcome></learningOutcomeReferences>
<awardingProcessReferences><awardingProcess id="urn:award:1"><awardingBody idref="urn:org:1"/>
<date>2024-06-30T00:00:00+02:00</date></awardingProcess></awardingProcessReferences>
<agentReferences><organization id="urn:org:1"><legalName><text lang="en">College of Lowland</text></legalName>
<hasLocation><hasAddress><country uri="http://publications.europa.eu/resource/authority/country/NLD"/></hasAddress>
</hasLocation></organization></agentReferences>
</europassCredential>"""
PART = """<hasPart><learningAchievement id="{id}"><title><text lang="en">Looms</text></title>
<wasAwardedBy idref="urn:award:1"/><specifiedBy idref="urn:spec:1"/>{inside}</learningAchievement></hasPart>"""


def page(inside: str = "", head: str = HEAD) -> str:
    return PAGE.format(inside=inside, head=head)


def opened(text: str) -> Dossier:
    return read(text.encode(), name="c.xml")


def codes(dossier: Dossier) -> set[str]:
    return {problem.code for problem in dossier.problems}


def test_a_credential_reads_whole() -> None:
    dossier = opened(page())
    (found,) = dossier.qualifications
    assert found.title == {"en": "Diploma in Weaving", "nl": "Diploma Weven"}
    assert (found.country, found.status, found.issued and found.issued.text) == ("NL", "completed", "2024-06-30")
    assert found.body == {"en": "College of Lowland"}
    assert found.level is not None
    assert found.level.eqf == 4
    assert found.field == "0723"
    assert found.taught_in == ("nl",)
    assert [module.outcomes for module in dossier.modules] == [("http://data.europa.eu/esco/skill/a-1",)]
    assert found.origin is not None
    place = found.origin.values["level"]
    assert place.path == "/europassCredential/learningSpecificationReferences[1]/qualification[1]/eqfLevel[1]"
    assert "eqfLevel" in page().splitlines()[(place.line or 0) - 1]
    assert codes(dossier) == set()


def test_the_namespace_does_not_matter() -> None:
    older = page(head=HEAD.replace(NAMESPACE, "http://data.europa.eu/europass/model/credentials#"))
    assert opened(older).qualifications[0].title == opened(page()).qualifications[0].title
    assert opened(page(head='xmlns:cred="urn:any"')).qualifications[0].country == "NL"


def test_a_presentation_is_opened() -> None:
    outer = f'<vp:verifiablePresentation xmlns:vp="{NAMESPACE}/vp">{page()}{{more}}</vp:verifiablePresentation>'
    dossier = opened(outer.format(more="<Signature><SignatureValue>x</SignatureValue></Signature>"))
    assert dossier.qualifications[0].title == opened(page()).qualifications[0].title
    assert {"credential_wrapped", "signature_present_not_verified"} <= codes(dossier)
    with pytest.raises(InvalidDocument) as refused:
        opened(outer.format(more=page()))
    assert refused.value.code == "several_subjects"
    with pytest.raises(UnknownFormat):
        opened('<verifiablePresentation xmlns="urn:other"><a/></verifiablePresentation>')


def test_parts_stand_in_a_tree_and_repeat_nothing() -> None:
    inner = PART.format(id="urn:part:2", inside="")
    dossier = opened(page(PART.format(id="urn:part:1", inside=inner)))
    first, second = dossier.qualifications[0].modules
    assert (first.part_of, second.part_of) == (None, first.id)
    assert first.status == "passed"


def test_a_reference_to_nothing_is_noticed() -> None:
    dossier = opened(page().replace('idref="urn:spec:1"', 'idref="urn:gone"'))
    assert dossier.qualifications[0].level is None
    assert "reference_to_nothing" in codes(dossier)


def test_an_achievement_that_specifies_itself_ends() -> None:
    loop = '<hasPart><learningAchievement idref="urn:whole:1"/></hasPart>'
    assert len(opened(page(loop)).qualifications) == 1


def test_an_empty_proof_is_no_signature() -> None:
    assert "signature_present_not_verified" not in codes(opened(page().replace("</europass", "<proof/></europass")))


def told(data: bytes) -> set[str]:
    """The codes of what was noticed, or of what the document was refused for."""
    try:
        dossier = read(data, name="c.xml")
    except ReadError as error:
        return {problem.code for problem in error.problems}
    dossier.model_dump_json()
    return codes(dossier)


TEXT = page(PART.format(id="urn:part:1", inside=""))
TAGS = [match.span() for match in re.finditer(r"<[^>]+>|\"[^\"]*\"|>[^<>]+<", TEXT)]
ODD = [
    "",
    "-",
    "TODO",
    '"x"',
    "<a/>",
    ">P2M<",
    ">-1<",
    ">0001-01-01<",
    '"urn:whole:1"',
    '"http://x/country/XX"',
    "&#9;",
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(TAGS) - 1), st.sampled_from(ODD)), min_size=1, max_size=3))
def test_odd_values_anywhere_give_a_dossier_or_a_read_error(changes: list[tuple[int, str]]) -> None:
    text = TEXT
    for number, odd in sorted(changes, reverse=True):
        start, end = TAGS[number]
        text = text[:start] + odd + text[end:]
    assert told(text.encode()) <= set(CODES)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(TEXT) - 1), st.integers(0, 60), st.binary(max_size=8))
def test_damaged_bytes_give_a_dossier_or_a_read_error(start: int, length: int, put: bytes) -> None:
    data = TEXT.encode()
    assert told(data[:start] + put + data[start + length :]) <= set(CODES)


def test_an_identifier_of_a_sort_names_nobody() -> None:
    """Two bodies of one sort are not one body: the awarding body's country stays unknown."""
    sort = '<identifier schemeID="Type of institution">Higher education institution</identifier>'
    other = f'<organization id="urn:org:2">{sort}<legalName><text lang="en">Another</text></legalName></organization>'
    text = page().replace('<awardingBody idref="urn:org:1"/>', '<awardingBody idref="urn:org:2"/>')
    text = text.replace('<organization id="urn:org:1">', f'{other}<organization id="urn:org:1">{sort}')
    found = opened(text)
    assert found.documents[0].issuer_ids == ()
    assert (found.documents[0].country, found.qualifications[0].country) == ("NL", None)
    assert {"identifier_of_sort", "country_unknown"} <= codes(found)


def test_a_skill_broader_than_the_outcome_is_not_what_was_learnt() -> None:
    kind = 'relatedEscoSkill type="http://data.europa.eu/europass/skillAssociationType/{}" uri='
    for match, taught in (("closeMatch", 1), ("broaderMatch", 0)):
        dossier = opened(page().replace("relatedEscoSkill uri=", kind.format(match)))
        assert [len(module.outcomes) for module in dossier.modules] == [taught]
        assert ("skill_not_equal" in codes(dossier)) is (not taught)


def test_a_part_of_a_qualification_is_not_held_as_a_whole() -> None:
    part = opened(page().replace("<eqfLevel", "<isPartialQualification>true</isPartialQualification><eqfLevel"))
    assert (part.qualifications[0].status, opened(page()).qualifications[0].status) == (None, "completed")
    assert "partial_qualification" in codes(part)
