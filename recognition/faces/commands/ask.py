"""`recognition ask`: asks in the terminal, the question that decides most first; then answers as `check` does."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recognition.faces import errors, output
from recognition.faces.commands.check import Answers, Dates, Facts, Lang, On, Trust, gathered, languages
from recognition.faces.commands.new import write_whole
from recognition.faces.law_given import completed, law_given

if TYPE_CHECKING:
    from recognition.services.asking import Interview

EXAMPLES = """Examples:

  recognition ask de/nurse

  recognition ask de/nurse transcript.xml --save answers.yaml
"""


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command(epilog=EXAMPLES)(ask)


def ask(
    ruleset: Annotated[
        str,
        typer.Argument(
            help="What to check against: `recognition rulesets list`.", show_default=False, autocompletion=completed
        ),
    ],
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE]...", help="Documents that are at hand already.", show_default=False),
    ] = None,
    on: On = None,
    date: Dates = None,
    answers: Answers = None,
    fact: Facts = None,
    trust: Trust = None,
    lang: Lang = "en",
    save: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write what was answered, for `check --answers FILE`.", show_default=False),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over the file of --save.")] = False,
) -> int:
    """Ask what no document answers, the next best question first; nothing is kept unless you save it."""
    errors.remember([*(files or ()), *(answers or ())])
    from recognition.catalogue.rulesets import load_ruleset
    from recognition.engine.explain import page
    from recognition.foundations.problems import MisuseError, Place, Problem, quoted
    from recognition.services.asking import Interview
    from recognition.services.given import dates_given, on_given

    day = on_given(on)
    law = load_ruleset(law_given(ruleset))
    languages(law, lang)
    if save is not None and save.exists() and not force:
        raise MisuseError(
            Problem(
                "already_there",
                f"{quoted(save.name)} is there already.",
                Place(save.name),
                "choose another name, or add --force",
            )
        )
    dossier = gathered(law, files or (), answers or (), fact or (), trust=trust, on=day)
    interview = Interview(law, dossier, on=day, dates=dates_given(law, date or ()), lang=lang)
    output.put_wrapped(law.texts.get("title", lang))
    output.put_wrapped(interview.say("ask.how"))
    while (asked := interview.next()) is not None and _one(interview, asked):
        pass
    output.put()
    output.put_page(page(interview.assessment, law, lang))
    if save is not None:
        write_whole(save, interview.answers())
        output.put(interview.say("ask.saved", file=str(save)))
        if interview.dates:
            given = " ".join(f"--date {name}={day}" for name, day in interview.dates.items())
            output.put(interview.say("ask.dates", options=given))
    return errors.DONE


def _one(interview: Interview, asked: Any) -> bool:
    """Asks one question until it is answered; False where the person wants to stop."""
    output.put()
    for line in interview.worded(asked):
        output.put_wrapped(line)
    while True:
        given = _line()
        if given is None or given.lower() in ("q", "quit", "stop"):
            return False
        wrong = interview.take(asked, given)
        if wrong is None:
            return True
        output.put_wrapped(wrong)


def _line() -> str | None:
    """One line of the terminal or pipe; None at its end."""
    sys.stdout.write("> ")
    sys.stdout.flush()
    line = sys.stdin.readline(2000)
    if not line:
        sys.stdout.write("\n")
        return None
    return line.strip()
