"""`recognition rulesets`: the law as data: list, show, lint, test, compare."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recognition.faces import errors, output
from recognition.faces.law_given import completed, law_given

if TYPE_CHECKING:
    from recognition.catalogue.loaded import Ruleset
    from recognition.foundations.problems import Problem

app = typer.Typer(
    help="The rulesets: list, show, lint, test, compare, and their schema.", no_args_is_help=True, rich_markup_mode=None
)


class Form(StrEnum):
    """How results are written."""

    text = "text"
    json = "json"


Format = Annotated[Form, typer.Option("--format", help="Text for people, JSON for programs.")]
Names = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[RULESET]...",
        help="Names such as de/nurse, or files; all of them if none is given.",
        show_default=False,
        autocompletion=completed,
    ),
]


@app.command("list", epilog="Examples:\n\n  recognition rulesets list")
def list_(format: Format = Form.text) -> int:
    """List every ruleset: what it is about, how far it was checked."""
    from recognition.services.overview import overview, sources_in_words

    entries = overview()
    if format is Form.json:
        _json([entry._asdict() for entry in entries])
        return errors.DONE
    rows = [
        (one.id, one.subject, one.status, one.checked, sources_in_words(one), f"{one.cases}", one.about)
        for one in entries
    ]
    output.table(("ruleset", "subject", "status", "checked", "sources", "cases", "about"), rows)
    return errors.DONE


@app.command(
    epilog="Examples:\n\n  recognition rulesets show de/nurse\n\n  recognition rulesets show de/nurse --lang de"
)
def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="RULESET", help="A name such as de/nurse, or a file.", show_default=False, autocompletion=completed
        ),
    ],
    lang: Annotated[str, typer.Option(metavar="CODE", help="Language of the titles.")] = "en",
) -> int:
    """Show what a ruleset asks: stages, ways, requirements with their law, measures, questions."""
    from recognition.catalogue.rulesets import load_ruleset
    from recognition.engine.plan import plan_of

    ruleset = load_ruleset(law_given(name))
    texts = ruleset.texts
    output.put(texts.get("title", lang))
    output.put(f"{ruleset.id}, version {ruleset.version}, {ruleset.status}, about a {ruleset.subject}")
    checked = ruleset.checked
    output.put(f"checked {checked.on.text} by {checked.by}, next {checked.next.text}; sha256 {ruleset.sha256}")
    for stage in ruleset.stages:
        output.put(f"\nDecision: {texts.get(f'stages.{stage.id}.title', lang)}")
        for route in plan_of(ruleset).routes_of(stage):
            output.put(f"- {texts.get(f'routes.{route.id}.title', lang)}{_cited(ruleset, route.route)}")
            for need in route.needs:
                title = texts.get(f"requirements.{need.id}.title", lang)
                output.put(f"    {title}{_cited(ruleset, ruleset.requirements[need.id])}")
                for remedy in need.remedies:
                    title = texts.get(f"remedies.{remedy}.title", lang)
                    output.put(f"        or: {title}{_cited(ruleset, ruleset.remedies[remedy])}")
    if ruleset.facts:
        output.put("\nQuestions that no document answers (--fact NAME=VALUE)")
        for id, fact in ruleset.facts.items():
            values = f" ({'|'.join(fact.options)})" if fact.options else f" ({fact.type.replace('_', ' ')})"
            output.put(f"- {id}{values}: {texts.get(f'facts.{id}.ask', lang)}")
    output.put(f"\nDays (--date CLOCK=DATE): {', '.join(ruleset.clocks) or 'none'}")
    output.put("\nSources")
    for id, source in ruleset.sources.items():
        url = f", {source.url}" if source.url else ""
        output.put(f"- {id}: {source.title}, {source.basis}, read on {source.read_on.text}{url}")
    return errors.DONE


def _cited(ruleset: Ruleset, law: Any) -> str:
    cite = getattr(law, "cite", None)
    if cite is None:
        return ""
    basis = ruleset.cited(cite)[1]
    return f"   [{cite.source} {cite.at}{'' if basis == 'read' else f', {basis}'}]"


@app.command(epilog="Examples:\n\n  recognition rulesets lint\n\n  recognition rulesets lint de/nurse --format json")
def lint(
    names: Names = None,
    cases: Annotated[
        bool, typer.Option(help="Also ask whether the worked cases show the law in every direction.")
    ] = True,
    format: Format = Form.text,
) -> int:
    """Look for faults in rulesets and parts, each with file, line and column. Exits with 1 where there are any."""
    from recognition.catalogue.lint.run import lint as lint_one

    given = _named(names, parts=True)
    found: dict[Path, list[Problem]] = {}
    for path in output.progress([law_given(name, parts=True) for name in given], "lint", len(given)):
        errors.remember_law(path)
        faults = lint_one(path)
        if cases and not faults:
            from recognition.services.case_lint import lint_cases

            faults = lint_cases(path)
        found[path] = faults
    if format is Form.json:
        _json([_problem(one) for faults in found.values() for one in faults])
    else:
        for path, faults in found.items():
            errors.remember_law(path)
            errors.show(faults, to_stdout=True)
        count = sum(map(len, found.values()))
        said = "no faults" if not count else "1 fault" if count == 1 else f"{count} faults"
        output.put(f"{len(given)} looked at, {said}")
    return errors.FINDINGS if any(found.values()) else errors.DONE


@app.command(
    "test",
    epilog="Examples:\n\n  recognition rulesets test de/nurse\n\n  recognition rulesets test de/nurse --only short_run",
)
def run(
    names: Names = None,
    only: Annotated[str | None, typer.Option(metavar="CASE", help="Run one case.", show_default=False)] = None,
    format: Format = Form.text,
) -> int:
    """Run the worked cases beside the law. Exits with 1 where one differs."""
    from recognition.services.cases import case_ids, run_cases

    given = _tested(names)
    results = []
    for name in given:
        ran = run_cases(law_given(name, parts=True), only=only)
        results += [(name, result) for result in output.progress(ran, f"cases of {name}")]
    failed = [(name, result) for name, result in results if not result.passed]
    if only is not None and not results:
        from recognition.foundations.problems import MisuseError, Place, Problem, nearest, quoted

        hint = nearest(only, (case for name in given for case in case_ids(law_given(name, parts=True))))
        raise MisuseError(Problem("unknown_case", f"There is no case {quoted(only)}.", Place("--only"), hint))
    if format is Form.json:
        _json(
            [
                {"ruleset": name, "case": one.id, "passed": one.passed, "differences": one.differences}
                for name, one in results
            ]
        )
    else:
        for name, result in failed:
            output.put(f"differs  {name} {result.id}  {result.place}: {result.why}")
            for difference in result.differences:
                output.put(f"         {difference}")
        output.put(f"{len(results)} cases, {len(failed)} differ")
    return errors.FINDINGS if failed else errors.DONE


@app.command(epilog="Examples:\n\n  recognition rulesets diff old/ruleset.yaml de/nurse")
def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A ruleset or its file.", show_default=False)],
    new: Annotated[str, typer.Argument(metavar="NEW", help="A ruleset or its file.", show_default=False)],
    format: Format = Form.text,
) -> int:
    """Compare two rulesets: what changed in figures, requirements, ways and steps, and from which day."""
    from recognition.catalogue.rulesets import load_ruleset
    from recognition.services.differences import differences

    found = differences(load_ruleset(law_given(old)), load_ruleset(law_given(new)))
    if format is Form.json:
        _json(
            [
                {"part": one.part, "id": one.id, "kind": one.kind, "from": one.from_day, "said": one.said}
                for one in found
            ]
        )
        return errors.DONE
    for one in found:
        day = f" from {one.from_day}" if one.from_day is not None else ""
        output.put(f"{one.kind:<8} {one.part} {one.id}{day}{f': {one.said}' if one.said else ''}")
    output.put(f"{len(found)} changes" if found else "no change of meaning")
    return errors.DONE


@app.command(
    epilog="Examples:\n\n  recognition rulesets schema > ruleset.schema.json\n\n"
    "  recognition rulesets schema assessment > assessment.schema.json"
)
def schema(
    of: Annotated[str, typer.Argument(help="ruleset (parts too), dossier or assessment.", metavar="WHAT")] = "ruleset",
) -> int:
    """Write a JSON Schema: of rulesets and parts, of dossiers, or of the answers that check gives as JSON."""
    from recognition.catalogue.schema import SHIPPED as RULESET
    from recognition.foundations.problems import MisuseError, Problem, nearest, quoted
    from recognition.model.assessment_schema import SHIPPED as ASSESSMENT
    from recognition.readers.schemas import shipped

    texts = {
        "ruleset": lambda: RULESET.read_text(encoding="utf-8"),
        "assessment": lambda: ASSESSMENT.read_text(encoding="utf-8"),
        "dossier": lambda: shipped("dossier"),
    }
    if of not in texts:
        hint = nearest(of, texts) or f"one of {', '.join(texts)}"
        raise MisuseError(Problem("unknown_schema", f"there is no schema of {quoted(of)}", hint=hint))
    output.put_raw(texts[of]().encode())
    return errors.DONE


def _named(names: Sequence[str] | None, *, parts: bool = False) -> list[str]:
    from recognition.catalogue.rulesets import list_parts, list_rulesets

    return list(names) if names else [*list_rulesets(), *(list_parts() if parts else ())]


def _tested(names: Sequence[str] | None) -> list[str]:
    """What was named; else every ruleset that has cases."""
    if names:
        return list(names)
    from recognition.catalogue.rulesets import find
    from recognition.services.cases import CASES_FILE

    return [name for name in _named(None) if (find(name).parent / CASES_FILE).is_file()]


def _head(ruleset: Ruleset) -> dict[str, object]:
    return {
        "id": ruleset.id,
        "version": ruleset.version,
        "subject": ruleset.subject,
        "status": ruleset.status,
        "checked": ruleset.checked.on.text,
        "sha256": ruleset.sha256,
    }


def _problem(one: Problem) -> dict[str, object]:
    place = one.place
    return {
        "code": one.code,
        "sentence": one.sentence,
        "file": place.document,
        "line": place.line,
        "column": place.column,
        "path": place.path,
        "hint": one.hint,
    }


def _json(data: object) -> None:
    import orjson

    output.put_raw(orjson.dumps(data))
