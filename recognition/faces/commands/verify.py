"""`recognition verify`: is the document signed, does the signature hold, and whose is it?"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recognition.faces import errors, output
from recognition.faces.commands.check import On, Trust

if TYPE_CHECKING:
    from recognition.verification.report import Verification

EXAMPLES = """Examples:

  recognition verify diploma.jsonld

  recognition verify transcript.xml --trust trusted/ --on 2026-11-01

In the folder of --trust: certificates and public keys (PEM, DER, JWK), copies of status lists, and trust.yaml, which
says for whom a key may sign: {schema: trust/1, signers: [{file: university.pem, signs_for: https://university.example}]}
"""
WORDS = {
    "signature_present": "signature present",
    "signature_valid": "signature valid",
    "issuer_trusted": "issuer trusted",
    "not_expired": "not expired",
    "not_revoked": "not revoked",
}
REPLIES = {"yes": "yes", "no": "no", "unchecked": "could not be checked offline"}


class Form(StrEnum):
    """How the answers are written."""

    text = "text"
    json = "json"


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command(epilog=EXAMPLES)(verify)


def verify(
    file: Annotated[Path, typer.Argument(help="A document: XML, JSON, or a credential as JWT.", show_default=False)],
    trust: Trust = None,
    on: On = None,
    format: Annotated[Form, typer.Option(help="Text for people, or JSON for programs.")] = Form.text,
) -> int:
    """Verify a document's signature without any network: exit code 0 if it holds and its issuer is trusted, else 1."""
    errors.remember([file])
    from recognition.services.given import on_given
    from recognition.services.verifying import verify as verified

    found = verified(file, trust=trust, on=on_given(on))
    if format is Form.json:
        import orjson

        output.put_raw(orjson.dumps(as_data(found), option=orjson.OPT_INDENT_2))
    else:
        for line in described(found):
            output.put(line)
    return errors.DONE if found.level in ("issuer_trusted", "not_revoked") else errors.FINDINGS


def described(found: Verification) -> list[str]:
    """The level, then one answer a line: the question, yes, no or open, and why."""
    from recognition.verification.report import QUESTIONS

    lines = [f"{found.document}: {found.level.replace('_', ' ')}"]
    if found.signer is not None:
        lines.append(f"  signed by {found.signer}, as its certificate or your list of trust has it")
    strength = found.strength or "as it was read, neither stronger nor weaker"
    lines.append(f"  evidence: {strength.replace('_', ' ')}, on {found.on.isoformat()}")
    for question in QUESTIONS:
        answer = found.answer(question)
        code = f" [{answer.code}]" if answer.code is not None else ""
        lines.append(f"  {WORDS[question]}: {REPLIES[answer.reply]}. {answer.sentence}{code}")
    return lines


def as_data(found: Verification) -> dict[str, Any]:
    """The same for programs."""
    from recognition.verification.report import QUESTIONS

    answers = [found.answer(question) for question in QUESTIONS]
    return {
        "schema": "verification/1",
        "document": found.document,
        "on": found.on.isoformat(),
        "level": found.level,
        "strength": found.strength,
        "form": found.form,
        "algorithm": found.algorithm,
        "signer": found.signer,
        "answers": [
            {"question": one.question, "reply": one.reply, "code": one.code, "sentence": one.sentence}
            for one in answers
        ],
    }
