"""`recognition read`: what was understood of a document, with the place of every value and every problem.

Nobody is trusted here, so no signature makes anything stronger; one that fails makes it count for nothing.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recognition.faces import errors, output
from recognition.faces.commands import batches
from recognition.faces.commands.overview import headed, overview
from recognition.faces.commands.shown import cut, leaves, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recognition.model.dossier import Dossier
    from recognition.readers.batch import Transcript

EXAMPLES = """Examples:

  recognition read transcript.xml

  recognition read transcript.xml --format yaml > me.yaml

  recognition read transcripts.xml --batch --format json > dossiers.jsonl
"""
SKIPPED = frozenset({"id", "raw", "strength", "modules"})
YEARS = frozenset({"duration", "admission_years"})
_SHORT = 3  # so few characters may stand inside another value by chance


class Form(StrEnum):
    """How a dossier is written."""

    text = "text"
    json = "json"
    yaml = "yaml"


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command(epilog=EXAMPLES)(read)


def read(
    file: Annotated[
        Path, typer.Argument(help="A document in a known format, or a dossier in YAML or JSON.", show_default=False)
    ],
    format: Annotated[
        Form, typer.Option(help="Text for people; json and yaml write a dossier that can be checked.")
    ] = Form.text,
    course: Annotated[
        str | None, typer.Option(help="The one course to read of a catalogue, by id or title.", show_default=False)
    ] = None,
    batch: Annotated[bool, typer.Option("--batch", help=batches.Batch)] = False,
) -> int:
    """Show what was understood of a document, with the place of every value and every problem."""
    errors.remember([file])
    if batch:
        batches.refuse({"--course": course is not None, "--format yaml": format is Form.yaml})
        return batches.each(file, _put_one_line if format is Form.json else _put_described)
    from recognition.readers.door import take
    from recognition.services.loading import load
    from recognition.services.verifying import verifier

    incoming = take(file)
    # Else evidence under a signature that fails would count again once its reading is saved.
    dossier = verifier(None, None)(load(incoming, course=course), incoming)
    if format is not Form.text:
        from recognition.readers.dossier_write import write_dossier

        output.put_raw(write_dossier(dossier, "json" if format is Form.json else "yaml").encode())
        return errors.DONE
    _put(dossier)
    return errors.DONE


def _put_one_line(one: Transcript, dossier: Dossier) -> None:
    from recognition.readers.dossier_write import write_dossier

    output.put_raw(batches.one_line(write_dossier(dossier, "json")))


def _put_described(one: Transcript, dossier: Dossier) -> None:
    output.put(batches.heading(one))
    _put(dossier)
    output.put()


def _put(dossier: Dossier) -> None:
    output.put_page(overview(dossier, output.width()))
    output.put()
    output.put("every value, and where it stands")
    for line in described(dossier):
        output.put(line)


def described(dossier: Dossier) -> Iterator[str]:
    """The dossier line by line: `path:line  name  value`."""
    complete = ", ".join(dossier.complete) or "nothing"
    yield f"declared to be all there is: {complete}"
    for part in ("person", "curriculum", "partnership", "channel"):
        value = getattr(dossier, part)
        if value is not None:
            yield ""
            yield part
            yield from _fields(value)
    last = ""
    for _, heading, item in headed(dossier):
        if heading != last:
            yield ""
            yield heading
            last = heading
        yield f"- {item.id or 'without an id'} ({item.strength}){_place(item.origin)}"
        yield from _fields(item)
    for name in ("facts", "figures"):
        values = getattr(dossier, name)
        if values:
            yield ""
            yield f"{name} (stated)"
            for key, value in values.items():
                yield f"    {key}: {shown(value)}{_place(dossier.origins.get(f'{name}.{key}'))}"
    yield ""
    yield f"problems: {len(dossier.problems)}" if dossier.problems else "problems: none"
    for problem in dossier.problems:
        hint = f" ({problem.hint})" if problem.hint else ""
        at = f" {problem.place.path}" if problem.place.path else ""
        yield f"- {problem.severity} {problem.code} {problem.place}{at}: {problem.sentence}{hint}"


def _fields(model: Any) -> Iterator[str]:
    from recognition.model.evidence import Origin

    origin = getattr(model, "origin", None)
    values = origin.values if isinstance(origin, Origin) else {}
    told = {"id"}
    words: list[str] = []
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        if (
            name in SKIPPED
            or isinstance(value, Origin)
            or value is None
            or value == field.get_default(call_default_factory=True)
        ):
            continue
        word = f"{shown(value)} years" if name in YEARS else shown(value)
        told |= {name, field.alias or name}
        words.append(word)
        place = ""
        written = values.get(field.alias or name) or values.get(name)
        if written is not None:
            place = f"   [line {written.line}]" if written.line else f"   [{written.path}]" if written.path else ""
            if written.raw is not None and " ".join(written.raw.split()) not in (word, *leaves(value)):
                place += f"   written: {cut(written.raw)}"
        yield f"    {(field.alias or name).replace('_', ' ')}: {word}{place}"
    for name, written in values.items():
        raw = cut(written.raw or "")
        if not raw or name in told or ((len(raw) > _SHORT or "." in name) and any(raw in one for one in words)):
            continue  # a value with a line of its own, or inside another's
        place = f"   [line {written.line}]" if written.line else ""
        yield f"    also written, {name.replace('_', ' ')}: {raw}{place}"


def _place(origin: Any) -> str:
    if origin is None or origin.document is None:
        return ""
    where = f":{origin.line}" if origin.line is not None else ""
    return f"  {origin.document}{where}{f' {origin.path}' if origin.path else ''}"
