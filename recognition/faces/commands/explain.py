"""`recognition explain CODE`: what a code means, why it is raised, and what to do."""

from __future__ import annotations

from textwrap import fill
from typing import Annotated

import typer

from recognition.faces import errors, output

EXAMPLES = """Examples:

  recognition explain RL020

  recognition explain --all
"""


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command(epilog=EXAMPLES)(explain)


def explain(
    code: Annotated[str | None, typer.Argument(help="A code that a message named.", show_default=False)] = None,
    everything: Annotated[bool, typer.Option("--all", help="List every code.")] = False,
) -> int:
    """Explain a code: what it means, why it is raised, what to do."""
    from recognition.foundations.codes_all import CODES
    from recognition.foundations.problems import MisuseError, Place, Problem, nearest, quoted

    if everything or code is None:
        output.table(("code", "meaning"), ((name, CODES[name].title) for name in sorted(CODES)))
        return errors.DONE
    by_folded = {name.casefold(): name for name in CODES}
    found = by_folded.get(code.casefold())
    if found is None:
        begun = ", ".join(
            name for name in sorted(CODES) if name.startswith(code.upper()) or name.startswith(code.lower())
        )
        near = nearest(code, CODES) or nearest(code.upper(), CODES)
        hint = f"there are: {begun}" if begun else near or "see them all: recognition explain --all"
        raise MisuseError(Problem("unknown_code", f"There is no code {quoted(code)}.", Place("explain"), hint))
    entry = CODES[found]
    output.put(f"{found}: {entry.title}")
    for heading, text in (("Why", entry.why), ("What to do", entry.do)):
        output.put()
        output.put(heading)
        output.put(fill(text, output.width(), initial_indent="    ", subsequent_indent="    "))
    return errors.DONE
