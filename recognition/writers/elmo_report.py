"""An answer as ELMO with the `resultOfRecognition` of the 2.0 preview."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lxml import etree

from recognition.catalogue.loaded import Ruleset
from recognition.model.assessment import AssessmentData, StageOutcome
from recognition.model.dossier import Dossier
from recognition.model.evidence import Qualification
from recognition.writers.words import (
    ISSUER,
    ISSUER_ID,
    attached,
    focus_of,
    of_a_person,
    stage_sentences,
    stage_title,
    whole,
    written,
)

NS: Final = "https://github.com/emrex-eu/elmo-schemas/tree/v1"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
STATUS: Final = {"positive": "Positive", "partial": "Partially Positive", "negative": "Negative"}
"""The words of ELMO; it has none for conditional and undetermined."""
ATTACHED: Final = "assessment"


def elmo_report(answer: AssessmentData, dossier: Dossier, ruleset: Ruleset, lang: str = "en") -> bytes:
    """UTF-8 bytes, the same for the same answer. Raises MisuseError `not_about_a_person`."""
    of_a_person(answer, "elmo")
    moment = f"{answer.on}T00:00:00Z"
    root = etree.Element(f"{{{NS}}}elmo", nsmap={None: NS})  # type: ignore[dict-item]  # None is the default one
    _put(root, "generatedDate", moment)
    _learner(root, dossier)
    report = _put(root, "report")
    _issuer(report, {lang: ISSUER}, None, ISSUER_ID)
    focus = focus_of(answer, dossier)
    for stage in answer.stages:
        if stage.status in STATUS:
            _result(report, answer, ruleset, stage, focus, lang)
    _put(report, "issueDate", moment)
    attachment = _put(report, "attachment")
    _put(attachment, "identifier", ATTACHED).set("type", "local")
    _put(attachment, "title", f"Advice on recognition, {answer.on}").set(_LANG, "en")
    _put(attachment, "type", "Other")
    _put(attachment, "description", whole(answer, ruleset, lang)).set(_LANG, lang)
    _put(attachment, "content", f"data:application/gzip;base64,{attached(answer)}")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _put(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    element = etree.SubElement(parent, f"{{{NS}}}{name}")
    if text is not None:
        element.text = written(text)
    return element


def _learner(root: etree._Element, dossier: Dossier) -> None:
    person, learner = dossier.person, _put(root, "learner")
    given = (person.given_names if person else None) or ""
    family = (person.family_name if person else None) or ""
    _put(learner, "givenNames", given)
    _put(learner, "familyName", family)
    _put(learner, "alternativeName", (person.full_name if person else None) or f"{given} {family}".strip())
    born = person.born.span if person is not None and person.born is not None else None
    if born is not None and born.low is not None and born.low == born.high and person is not None and person.born:
        _put(learner, "dateOfBirth", person.born.text)


def _issuer(parent: etree._Element, names: Mapping[str, str], country: str | None, name: str | None) -> None:
    issuer = _put(parent, "issuer")
    if country is not None:
        _put(issuer, "country", country)
    _put(issuer, "identifier", name or "unknown").set("type", "local")
    for language, text in (names or {"und": "unknown"}).items():
        title = _put(issuer, "title", text)
        if language != "und":
            title.set(_LANG, language)
    _put(issuer, "url", "unknown")


def _result(
    report: etree._Element, answer: AssessmentData, ruleset: Ruleset, stage: StageOutcome, focus: Qualification | None,
    lang: str,
) -> None:  # fmt: skip
    result = _put(report, "resultOfRecognition")
    title = stage_title(answer, ruleset, stage, lang)
    _put(result, "title", title).set(_LANG, lang)
    _put(result, "description", stage_sentences(answer, ruleset, stage, lang)).set(_LANG, lang)
    _put(result, "status", STATUS[stage.status])
    _put(result, "decisionDate", answer.on)
    if focus is not None:
        basis = _put(_put(result, "recognitionBasis"), "recognitionReport")
        _issuer(basis, focus.body or focus.institution, focus.country, focus.institution_id)
        _specification(basis, focus.id or "focus", focus.title, focus)
        _put(basis, "issueDate", f"{answer.on}T00:00:00Z")
    _specification(_put(result, "recognitionResult"), f"{answer.ruleset.id}.{stage.id}", {lang: title}, None)
    mapping = _put(_put(result, "recognitionMapping"), "mapping")
    if focus is not None:
        _put(_put(mapping, "fromMapping"), "ref", focus.id or "focus")
    _put(_put(mapping, "toMapping"), "ref", f"{answer.ruleset.id}.{stage.id}")
    _put(_put(result, "attachments"), "ref", ATTACHED)


def _specification(parent: etree._Element, name: str, titles: Mapping[str, str], of: Qualification | None) -> None:
    node = _put(parent, "learningOpportunitySpecification")
    _put(node, "identifier", name).set("type", "local")
    for language, text in (titles or {"und": "unknown"}).items():
        title = _put(node, "title", text)
        if language != "und":
            title.set(_LANG, language)
    if of is not None and of.field is not None:
        _put(node, "iscedCode", of.field)
    run = _put(_put(node, "specifies"), "learningOpportunityInstance")
    if of is not None and of.issued is not None and of.issued.span.low == of.issued.span.high:
        _put(run, "date", of.issued.text)
    if of is not None and of.credits is not None and of.credits.amount.low == of.credits.amount.high:
        credit = _put(run, "credit")
        _put(credit, "scheme", of.credits.system)
        _put(credit, "value", str(of.credits.amount.written()))
