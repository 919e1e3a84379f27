"""An answer as an unsigned European Digital Credential (European Learning Model 3, JSON-LD)."""

from __future__ import annotations

from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

import orjson

from recognition.catalogue.loaded import Ruleset
from recognition.model.assessment import AssessmentData, StageOutcome
from recognition.model.dossier import Dossier, Person
from recognition.writers.words import (
    ISSUER,
    as_json,
    attached,
    of_a_person,
    stage_sentences,
    stage_title,
    whole,
)

CONTEXT: Final = ("https://www.w3.org/2018/credentials/v1", "http://data.europa.eu/snb/model/context/edc-ap")
_GENERIC: Final = "http://data.europa.eu/snb/credential/e34929035b"
_BASE64: Final = "http://data.europa.eu/snb/encoding/6146cde7dd"
_GZIP: Final = "http://publications.europa.eu/resource/authority/file-type/GZIP"


def edc_statement(answer: AssessmentData, dossier: Dossier, ruleset: Ruleset, lang: str = "en") -> bytes:
    """UTF-8 JSON, the same for the same answer. Raises MisuseError `not_about_a_person`."""
    of_a_person(answer, "edc")
    base = f"urn:uuid:{uuid5(NAMESPACE_URL, as_json(answer).decode())}"
    moment = f"{answer.on}T00:00:00Z"
    title = f"Advice on recognition: {ruleset.texts.get('title', lang)}"
    content = {
        "@context": list(CONTEXT),
        "id": base,
        "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
        "credentialProfiles": [_concept(_GENERIC)],
        "displayParameter": {
            "id": f"{base}:display",
            "type": "DisplayParameter",
            "title": {lang: title},
            "description": {lang: answer.notice},
        },
        "issuer": {"id": f"{base}:issuer", "type": "Organisation", "legalName": {"en": ISSUER}},
        "issuanceDate": moment,
        "issued": moment,
        "validFrom": moment,
        "credentialSubject": {
            "id": f"{base}:subject",
            "type": "Person",
            **_names(dossier.person, lang),
            "hasClaim": [_claim(base, answer, ruleset, stage, lang) for stage in answer.stages],
        },
        "attachment": [
            {
                "id": f"{base}:assessment",
                "type": "MediaObject",
                "title": {"en": "assessment/1, gzipped JSON"},
                "description": {lang: whole(answer, ruleset, lang)},
                "content": attached(answer),
                "contentEncoding": _concept(_BASE64),
                "contentType": _concept(_GZIP),
            }
        ],
    }
    return orjson.dumps(content, option=orjson.OPT_INDENT_2)


def _concept(address: str) -> dict[str, Any]:
    scheme = address.rsplit("/", 1)[0]
    return {"id": address, "type": "Concept", "inScheme": {"id": scheme, "type": "ConceptScheme"}}


def _names(person: Person | None, lang: str) -> dict[str, Any]:
    if person is None:
        return {}
    names = {"givenName": person.given_names, "familyName": person.family_name, "fullName": person.full_name}
    found: dict[str, Any] = {name: {lang: text} for name, text in names.items() if text}
    if person.born is not None and person.born.span.low is not None and person.born.span.low == person.born.span.high:
        found["dateOfBirth"] = f"{person.born.text}T00:00:00"
    return found


def _claim(base: str, answer: AssessmentData, ruleset: Ruleset, stage: StageOutcome, lang: str) -> dict[str, Any]:
    """A judgement of what the person has; it awards nothing and entitles to nothing."""
    here = f"{base}:{stage.id}"
    return {
        "id": here,
        "type": "LearningAssessment",
        "title": {lang: stage_title(answer, ruleset, stage, lang)},
        "description": {lang: stage_sentences(answer, ruleset, stage, lang)},
        "grade": {
            "id": f"{here}:outcome",
            "type": "Note",
            "noteLiteral": {lang: ruleset.texts.get(f"terms.{stage.term}", lang)},
        },
        "specifiedBy": {
            "id": f"{here}:ruleset",
            "type": "LearningAssessmentSpecification",
            "title": {"en": f"{answer.ruleset.id}, version {answer.ruleset.version}"},
        },
        "awardedBy": {
            "id": f"{here}:process",
            "type": "AwardingProcess",
            "awardingBody": [{"id": f"{base}:issuer", "type": "Organisation", "legalName": {"en": ISSUER}}],
            "awardingDate": f"{answer.on}T00:00:00Z",
        },
    }
