"""`recognition standards`: the reference data: list, show, import."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recognition.faces import errors, output
from recognition.faces.commands.new import write_whole
from recognition.faces.commands.rulesets import Form, Format
from recognition.faces.commands.shown import shown

app = typer.Typer(help="The reference data: list, show, import.", no_args_is_help=True, rich_markup_mode=None)


@app.command("list", epilog="Examples:\n\n  recognition standards list")
def list_(format: Format = Form.text) -> int:
    """List every list of reference data: how many records, whether it is complete, when it was checked."""
    from recognition.catalogue.standards import default_standards

    standards = default_standards()
    tables = [standards.table(name) for name in standards.names()]
    if format is Form.json:
        import orjson

        output.put_raw(
            orjson.dumps(
                [
                    {
                        "name": t.name,
                        "title": t.title,
                        "rows": len(t.rows),
                        "complete": t.complete,
                        "checked": t.checked.on.text,
                    }
                    for t in tables
                ]
            )
        )
        return errors.DONE
    rows = [
        (t.name, str(len(t.rows)), "complete" if t.complete else "incomplete", t.checked.on.text, t.title)
        for t in tables
    ]
    output.table(("list", "records", "", "checked", "about"), rows)
    return errors.DONE


@app.command(epilog="Examples:\n\n  recognition standards show authorities.all")
def show(
    name: Annotated[str, typer.Argument(metavar="LIST", help="A name such as cefr.tests.", show_default=False)],
) -> int:
    """Show a list: what its fields mean and every record with its source and basis."""
    from recognition.catalogue.standards import default_standards
    from recognition.foundations.days import iso

    table = default_standards().table(name)
    output.put(f"{table.name}: {table.title}")
    output.put(f"checked {table.checked.on.text}, next {table.checked.next.text}; {len(table.rows)} records")
    output.put(
        "complete: what is not in it is not listed"
        if table.complete
        else "incomplete: what is not in it is unknown, not a no"
    )
    known = [iso(day) if day is not None else "?" for day in (table.known_from, table.known_to)]
    if known != ["?", "?"]:
        output.put(f"known to be right from {known[0]} to {known[1]}")
    if table.note:
        output.put(table.note)
    for field, meaning in table.meanings.items():
        output.put(f"  {field}: {meaning}")
    for row in table.rows:
        values = {**row.key, **row.fields}
        words = "; ".join(f"{key}: {one if isinstance(one, str) else shown(one)}" for key, one in values.items())
        output.put(
            f"- {words}{' (excluded)' if row.excluded else ''}   [{row.citation.source} {row.citation.at}, {row.basis}]"
        )
    return errors.DONE


@app.command(
    "import",
    epilog="Examples:\n\n  recognition standards import titles/list.yaml --into my-standards"
    "\n\n  recognition standards import framework.json --into my-standards --name welding"
    "\n\n  recognition standards import catalogue.xml --course LOP0001 --into my-standards --name nursing"
    "\n\n  recognition standards import esco esco-download --release 1.2.0",
)
def import_(
    file: Annotated[
        Path,
        typer.Argument(
            help="A list in our own form (schema: standard/1) beside its SOURCE.yaml; a framework in CASE or CTDL; "
            "a curriculum in LOQ or QMS-LOMS; or the word esco.",
            show_default=False,
        ),
    ],
    folder: Annotated[
        Path | None,
        typer.Argument(help="With esco: the folder of the unpacked CSV download.", show_default=False),
    ] = None,
    into: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Your folder of standards.", show_default=False)
    ] = None,
    store: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="With esco: where the store goes. [default: your data folder, or what RECOGNITION_ESCO names]",
            show_default=False,
        ),
    ] = None,
    release: Annotated[
        str, typer.Option(metavar="NAME", help="With esco: the edition, such as 1.2.0.", show_default=False)
    ] = "",
    name: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="What the standard is called that is made.", show_default=False),
    ] = None,
    course: Annotated[
        str | None, typer.Option(help="The one course to take of a catalogue, by id or title.", show_default=False)
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over what is there.")] = False,
) -> int:
    """Put a list, framework or curriculum into your folder of standards; or make the skills of ESCO searchable."""
    from recognition.catalogue.list_file import SOURCES_FILE, read_sources, read_table
    from recognition.catalogue.standards import OWN_ENV
    from recognition.foundations.problems import MisuseError, Place, Problem, quoted

    if str(file) == "esco" and folder is not None:
        from recognition.faces.commands.standards_esco import import_skills

        return import_skills(folder, store, release)
    if folder is not None or into is None:
        raise MisuseError(Problem("usage", "Import takes a list and --into, or the word esco and a folder."))
    if file.suffix.lower() in (".json", ".jsonld", ".xml"):
        from recognition.faces.commands.standards_framework import import_framework

        return import_framework(file, into, name, course, force=force)
    errors.remember([file, file.with_name(SOURCES_FILE)])
    if file.suffix not in (".yaml", ".yml"):
        sentence = f"{quoted(file.name)} is no list in YAML; spreadsheets and registers cannot be imported yet."
        raise MisuseError(Problem("not_importable", sentence, Place(file.name), "write it as schema: standard/1"))
    if not file.is_file() or not file.with_name(SOURCES_FILE).is_file():
        missing = file if not file.is_file() else file.with_name(SOURCES_FILE)
        raise MisuseError(
            Problem(
                "not_found",
                f"There is no file {quoted(missing.name)}.",
                Place(missing.name),
                "a list stands beside its SOURCE.yaml",
            )
        )
    table = read_table(f"{file.absolute().parent.name}.{file.stem}", file, read_sources(file.with_name(SOURCES_FILE)))
    folder = into / file.absolute().parent.name
    targets = {folder / path.name: path for path in (file, file.with_name(SOURCES_FILE))}
    there = [target for target, path in targets.items() if target.exists() and target.read_bytes() != path.read_bytes()]
    if there and not force:
        raise MisuseError(
            Problem(
                "already_there", f"{quoted(path.name)} is there already and differs.", Place(path.name), "add --force"
            )
            for path in there
        )
    for target, path in targets.items():
        write_whole(target, path.read_text(encoding="utf-8"))
    output.put(f"Imported {table.name}: {len(table.rows)} records into {folder}")
    output.put(f"Rulesets find it where the variable {OWN_ENV} names {into}")
    return errors.DONE
