"""`recognition check`: one dossier against one ruleset, as an answer that a migrant can read."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recognition.faces import errors, output
from recognition.faces.commands import batches
from recognition.faces.law_given import law_given

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date as Date

    from recognition.catalogue.loaded import Ruleset
    from recognition.model.dossier import Dossier
    from recognition.readers.batch import Transcript
    from recognition.services.assess import Assessment

EXAMPLES = """Examples:

  recognition check transcript.xml --to de/nurse

  recognition check diploma.yaml work.yaml --to de/nurse --on 2026-11-01 --fact land=HE

  recognition check transcript.xml --to de/nurse --answers answers.yaml --format json

  recognition check transcript.xml --to de/nurse --format elmo > advice.xml

  recognition check catalogue.xml accreditation.json --course NUR-1 --to eu/nurse-curriculum
"""


class Form(StrEnum):
    """How an answer is written."""

    text = "text"
    json = "json"
    elmo = "elmo"
    edc = "edc"


Files = Annotated[
    list[Path], typer.Argument(help="Documents of one subject: ELMO, or a dossier in YAML or JSON.", show_default=False)
]
On = Annotated[
    str | None, typer.Option(metavar="DATE", help="The day of the assessment; today if not given.", show_default=False)
]
Dates = Annotated[
    list[str] | None,
    typer.Option(
        metavar="CLOCK=DATE",
        help="The day of a clock of the ruleset, such as application=2026-11-01.",
        show_default=False,
    ),
]
Answers = Annotated[
    list[Path] | None, typer.Option(metavar="FILE", help="Answers to what no document holds.", show_default=False)
]
Facts = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME=VALUE", help="A fact that no document holds, such as land=HE.", show_default=False),
]
Trust = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR", help="A folder of certificates, public keys and status lists that you trust.", show_default=False
    ),
]
Course = Annotated[
    str | None,
    typer.Option(metavar="COURSE", help="The one course to check of a catalogue, by id or title.", show_default=False),
]
Lang = Annotated[str, typer.Option(metavar="CODE", help="Language of the answer; English where a text is missing.")]


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command(epilog=EXAMPLES)(check)


def check(
    files: Files,
    to: Annotated[str, typer.Option(metavar="RULESET", help="What to check against: `recognition rulesets list`.")],
    on: On = None,
    date: Dates = None,
    answers: Answers = None,
    fact: Facts = None,
    trust: Trust = None,
    course: Course = None,
    lang: Lang = "en",
    format: Annotated[
        Form,
        typer.Option(help="Text for people, JSON (assessment/1) for programs, an ELMO report, or an EDC credential."),
    ] = Form.text,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 unless the answer is positive.")] = False,
    trace: Annotated[
        bool, typer.Option("--trace", help="Show every requirement and every answer of the rules engine.")
    ] = False,
    batch: Annotated[bool, typer.Option("--batch", help=batches.Batch)] = False,
) -> int:
    """Check documents against the law of a destination: answer, gaps, remedies, next steps, reasons."""
    errors.remember([*files, *(answers or ())])
    from recognition.catalogue.rulesets import load_ruleset
    from recognition.services.given import dates_given, on_given

    day = on_given(on)
    ruleset = load_ruleset(law_given(to))
    languages(ruleset, lang)
    if batch:
        beside = {
            f"--format {format.value}": format in (Form.elmo, Form.edc),
            "--answers": bool(answers), "--trace": trace, "--course": course is not None,
        }  # fmt: skip
        batches.refuse({"a second file": len(files) > 1, **beside})
        dates = dates_given(ruleset, date or ())
        return _check_each(files[0], ruleset, fact or (), trust, day, dates, format, strict)
    dossier = gathered(ruleset, files, answers or (), fact or (), trust=trust, on=day, course=course)
    dates = dates_given(ruleset, date or ())
    from recognition.services.assess import assess

    answer = assess(dossier, ruleset, on=day, dates=dates)
    if format is Form.elmo:
        output.put_raw(answer.to_elmo(dossier, lang))
    elif format is Form.edc:
        output.put_raw(answer.to_edc(dossier, lang))
    else:
        show(answer, ruleset, lang, format, trace=trace)
    return errors.FINDINGS if strict and answer.outcome != "positive" else errors.DONE


def _check_each(
    file: Path,
    ruleset: Ruleset,
    facts: Sequence[str],
    trust: Path | None,
    day: Date | None,
    dates: dict[str, Any],
    form: Form,
    strict: bool,
) -> int:
    """One line for each transcript: where it stands and its outcome, or all of its answer in JSON."""
    from recognition.services.assess import assess

    outcomes: set[str] = set()

    def put(one: Transcript, dossier: Dossier) -> None:
        answer = assess(with_facts(ruleset, dossier, facts), ruleset, on=day, dates=dates)
        outcomes.add(answer.outcome)
        if form is Form.json:
            output.put_raw(answer.to_json())
        else:
            output.put(f"{batches.heading(one)}: {answer.outcome}")

    code = batches.each(file, put, trust=trust, on=day)
    return code or (errors.FINDINGS if strict and outcomes != {"positive"} else errors.DONE)


def gathered(
    ruleset: Ruleset,
    files: Sequence[Path],
    answers: Sequence[Path],
    facts: Sequence[str],
    *,
    trust: Path | None,
    on: Date | None,
    course: str | None = None,
) -> Dossier:
    """One dossier of documents, each with its signature verified, of answers, and of facts on the command line."""
    from recognition.services.loading import load_all
    from recognition.services.verifying import verifier

    subject: Any = ruleset.subject  # the model holds it to the three
    dossier = load_all(files, answers, subject=subject, verifier=verifier(trust, on), course=course)
    return with_facts(ruleset, dossier, facts)


def with_facts(ruleset: Ruleset, dossier: Dossier, facts: Sequence[str]) -> Dossier:
    """The dossier with facts of the command line, which win over its own, and remarks on what it says."""
    from recognition.model.dossier import Dossier
    from recognition.readers.merge import merge
    from recognition.services.given import facts_given, remarks

    given = facts_given(ruleset, facts)
    if given:
        kept = {name: value for name, value in dossier.facts.items() if name not in given}
        dossier = merge(
            [
                dossier.model_copy(update={"facts": kept}).with_problems(dossier.problems),
                Dossier(subject=dossier.subject, facts=given),
            ]
        )
    return dossier.with_problems((*dossier.problems, *remarks(ruleset, dossier)))


def languages(ruleset: Ruleset, lang: str) -> None:
    """Says what language the answer falls back to, where it must."""
    from recognition.engine.explain.phrases import languages as spoken
    from recognition.foundations.problems import Place, Problem, nearest, quoted

    known = sorted({*ruleset.texts.languages, *spoken()})
    if lang not in known:
        sentence = f"There are no texts in {quoted(lang)} yet; the answer is in English."
        hint = nearest(lang, known) or f"there are: {', '.join(known)}"
        errors.show([Problem("no_such_language", sentence, Place("--lang"), hint, "warning")])


def show(answer: Assessment, ruleset: Ruleset, lang: str, form: Form, *, trace: bool = False) -> None:
    """The answer on the standard output."""
    if form is Form.json:
        output.put_raw(answer.to_json())
        return
    from recognition.engine.explain import page

    output.put_page(page(answer, ruleset, lang, full=trace))
