"""`recognition doctor`: whether this installation can answer."""

from __future__ import annotations

import typer

from recognition.faces import errors, output

EXAMPLES = """Examples:

  recognition doctor
"""


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command(epilog=EXAMPLES)(doctor)


def doctor() -> int:
    """Check the installation: Python, rules engine, rulesets, standards. Exits with 1 where something is wrong."""
    from recognition.services.doctor import examine_installation

    ill = 0
    for health in examine_installation():
        ill += not health.well
        output.put(f"{'ok     ' if health.well else 'problem'}  {health.name}: {health.said}")
        if health.recipe and not health.well:
            output.put(f"         {health.recipe}")
    output.put("everything works" if not ill else f"{ill} {'thing needs' if ill == 1 else 'things need'} mending")
    return errors.FINDINGS if ill else errors.DONE
