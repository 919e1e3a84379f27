"""What a verification says: five questions, each with its own answer, and the level and strength that follow."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from recognition.foundations.bases import Strength
from recognition.foundations.problems import Place, Problem, Severity

Question = Literal["signature_present", "signature_valid", "issuer_trusted", "not_expired", "not_revoked"]
Reply = Literal["yes", "no", "unchecked"]
"""`unchecked` is "could not be checked offline"; it is never taken for a yes nor for a no."""

Level = Literal[
    "broken", "revoked", "unsigned", "signature_present", "signature_valid", "issuer_trusted", "not_revoked"
]
QUESTIONS: Final[tuple[Question, ...]] = (
    "signature_present",
    "signature_valid",
    "issuer_trusted",
    "not_expired",
    "not_revoked",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question: `sentence` says what was found, `code` names what is wrong or open, if anything."""

    question: Question
    reply: Reply
    sentence: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """What is known of one document's signature on the day `on`.

    `broken` is a signature that fails, or one that no honest issuer makes; such evidence counts for nothing. `form` is
    how it is signed, `algorithm` by which method, `signer` who did, as the certificate or the list of trust names them.
    """

    document: str
    on: date
    answers: tuple[Answer, ...]
    broken: bool = False
    form: str | None = None
    algorithm: str | None = None
    signer: str | None = None

    def answer(self, question: Question) -> Answer:
        """The answer to one question; what was not reached could not be checked."""
        given = next((one for one in self.answers if one.question == question), None)
        return given or Answer(question, "unchecked", "Not reached, because of the answers above.")

    @property
    def level(self) -> Level:
        """The highest level that every answer up to it carries (reliability, section 4); no answer is no step."""
        if self.broken:
            return "broken"
        if self.answer("signature_present").reply != "yes":
            return "unsigned"
        if self.answer("signature_valid").reply != "yes":
            return "signature_present"
        if self.answer("not_revoked").reply == "no":
            return "revoked"
        if self.answer("issuer_trusted").reply != "yes" or self.answer("not_expired").reply != "yes":
            return "signature_valid"
        return "not_revoked" if self.answer("not_revoked").reply == "yes" else "issuer_trusted"

    @property
    def strength(self) -> Strength | None:
        """What the document's evidence may be relied on for; None leaves it as it was read."""
        strengths: dict[Level, Strength] = {
            "broken": "broken",
            "revoked": "broken",
            "issuer_trusted": "signed",
            "not_revoked": "issuer_confirmed",
        }
        return strengths.get(self.level)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What keeps the signature from counting: an error where it counts against the document, else a warning."""
        severity: Severity = "error" if self.strength == "broken" else "warning"
        return tuple(
            Problem(one.code, one.sentence, Place(self.document), severity=severity)
            for one in (self.answer(question) for question in QUESTIONS)
            if one.code is not None
        )

    def saying(self, *answers: Answer) -> Verification:
        """The same verification with these answers added."""
        return replace(self, answers=(*self.answers, *answers))


def unsigned(document: str, on: date) -> Verification:
    """A document without a signature: read as it is, neither stronger nor weaker."""
    return Verification(document, on, (Answer("signature_present", "no", "There is no signature in the document."),))


def unreadable(document: str, on: date, form: str, code: str, sentence: str) -> Verification:
    """Something that claims to be signed and is not as the standard has it: refused."""
    present = Answer("signature_present", "yes", f"The document is signed: {form}.")
    return Verification(document, on, (present, Answer("signature_valid", "no", sentence, code)), True, form)
