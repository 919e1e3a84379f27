"""`recognition`: the command line. Heavy things are imported by the command that needs them."""

from __future__ import annotations

import gc
import os
import sys
from io import TextIOWrapper
from typing import Annotated, Any

import typer

from recognition.faces import errors
from recognition.faces.commands import ask, check, doctor, explain, new, read, rulesets, standards, verify

app = typer.Typer(
    name="recognition",
    help="Checks a certificate, a curriculum or a programme against the law of a destination: the answer, what is "
    "missing, what can close it, and what to do next, each with its source. It is advice; the named authority decides.",
    epilog="Begin with: recognition rulesets list · recognition new dossier -o me.yaml · "
    "recognition check me.yaml --to de/nurse",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import PackageNotFoundError, version

        try:
            found = version("recognition")
        except PackageNotFoundError:
            found = "a checkout that is not installed"
        sys.stdout.write(f"recognition {found}\n")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Options of the command itself."""


for _command in (check, ask, read, verify, new, doctor, explain):
    _command.register(app)
app.add_typer(rulesets.app, name="rulesets")
app.add_typer(standards.app, name="standards")


def run(arguments: list[str]) -> int:
    """Runs one command line; returns its exit code (0 done, 1 findings, 2 misuse or unreadable input)."""
    return errors.guarded(lambda: _run(arguments))


def _run(arguments: list[str]) -> int:
    command = typer.main.get_command(app)
    try:
        result: Any = command.main(args=arguments, prog_name="recognition", standalone_mode=False)
    except Exception as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            sys.stdout.write(f"{error.format_message()}\n")  # type: ignore[attr-defined]  # typer's own copy of click
            return errors.DONE
        misuse = _misuse(error)
        if misuse is None:
            raise
        errors.show([misuse])
        return errors.MISUSE
    return result if isinstance(result, int) else errors.DONE


def _misuse(error: Exception) -> Any:
    """A wrong option or argument as a problem of ours; None where it is something else."""
    from recognition.foundations.problems import Place, Problem

    message = getattr(error, "format_message", None)
    if message is None:
        return None
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "recognition"
    sentence, _, hint = str(message()).replace(": Value error, ", ": ").partition(" Did you mean ")
    near = f"did you mean {hint}" if hint else f"see: {path} --help"
    return Problem("usage", sentence or "A command is missing.", Place(path), near)


def main() -> None:
    """The entry point that the package installs."""
    # A command lives for a second: looking for garbage as often as a server would costs a tenth of it.
    gc.set_threshold(500_000, 20, 100)
    # Nothing here wants pydantic's plugins; the search for them opens the metadata of every installed package.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # A terminal of few letters gets § as \\xa7, and no answer is lost for a letter.
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))
