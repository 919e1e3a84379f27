"""`recognition doctor`: whether this installation can answer."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from recognition.faces import errors, output

EXAMPLES = """Examples:

  recognition doctor

  recognition doctor --format json
"""


class Form(StrEnum):
    """How the findings are written."""

    text = "text"
    json = "json"


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command(epilog=EXAMPLES)(doctor)


def doctor(
    format: Annotated[Form, typer.Option(help="Text for people, JSON for programs.")] = Form.text,
) -> int:
    """Check the installation: Python, rules engine, rulesets, standards. Exits with 1 where something is wrong."""
    from recognition.services.doctor import examine_installation

    ill = 0
    seen = []
    for health in examine_installation():
        ill += not health.well
        if format is Form.json:
            seen.append({"name": health.name, "well": health.well, "said": health.said, "recipe": health.recipe})
            continue
        output.put(f"{'ok     ' if health.well else 'problem'}  {health.name}: {health.said}")
        if health.recipe and not health.well:
            output.put(f"         {health.recipe}")
    if format is Form.json:
        output.put(json.dumps(seen, indent=2, ensure_ascii=False))
    else:
        output.put("everything works" if not ill else f"{ill} {'thing needs' if ill == 1 else 'things need'} mending")
    return errors.FINDINGS if ill else errors.DONE
