"""What both formats say of an answer, in words that no format can misread."""

from __future__ import annotations

import base64
import gzip
import re
from dataclasses import fields
from typing import Final

import orjson

from recognition.catalogue.loaded import Ruleset
from recognition.engine.explain import explain
from recognition.foundations.problems import MisuseError, Place, Problem
from recognition.model.assessment import AssessmentData, StageOutcome
from recognition.model.dossier import Dossier
from recognition.model.evidence import Qualification

ISSUER: Final = "recognition (a program that advises; not an authority)"
ISSUER_ID: Final = "recognition"
_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def of_a_person(answer: AssessmentData, form: str) -> None:
    """Raises MisuseError `not_about_a_person` for an answer that is not about a person."""
    if answer.subject.type != "person":
        sentence = f"The format {form} describes persons, and the answer is about a {answer.subject.type}."
        raise MisuseError(Problem("not_about_a_person", sentence, Place("--format"), "write it as json"))


def written(text: str) -> str:
    """Text that XML can hold: what it forbids becomes the replacement character."""
    return _FORBIDDEN.sub("\ufffd", text)


def stage_title(answer: AssessmentData, ruleset: Ruleset, stage: StageOutcome, lang: str) -> str:
    """What was asked, as advice, and whether it hangs on what the person merely stated."""
    asked = f"{ruleset.texts.get('title', lang)}: {ruleset.texts.get(f'stages.{stage.id}.title', lang)}"
    return f"{'Advice, if documents confirm what was stated' if stage.strength == 'stated' else 'Advice'}. {asked}"


def stage_sentences(answer: AssessmentData, ruleset: Ruleset, stage: StageOutcome, lang: str) -> str:
    """The notice, the outcome in the ruleset's own word, and what it was worked out from."""
    term = ruleset.texts.get(f"terms.{stage.term}", lang)
    of = answer.ruleset
    confirm = f" To be confirmed: {', '.join(stage.confirm)}." if stage.confirm else ""
    return (
        f"{answer.notice} {term} ({stage.status}; at worst {stage.worst}, at best {stage.best})."
        f" Basis: {stage.basis}.{confirm}"
        f" Ruleset {of.id}, version {of.version}, {of.status}, checked {of.checked}. As of {answer.on}."
    )


def whole(answer: AssessmentData, ruleset: Ruleset, lang: str) -> str:
    """The answer as a person reads it."""
    return explain(answer, ruleset, lang)


def as_json(answer: AssessmentData) -> bytes:
    """The answer as `assessment/1`."""
    return orjson.dumps({one.name: getattr(answer, one.name) for one in fields(AssessmentData)})


def attached(answer: AssessmentData) -> str:
    """The answer as `assessment/1`, gzipped, since readers bound the length of a text, and in base64."""
    return base64.b64encode(gzip.compress(as_json(answer), mtime=0)).decode("ascii")


def focus_of(answer: AssessmentData, dossier: Dossier) -> Qualification | None:
    """The qualification that the answer is about, where it is about one."""
    return next((one for one in dossier.qualifications if one.id == answer.focus), None) if answer.focus else None
