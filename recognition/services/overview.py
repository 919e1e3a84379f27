"""What the catalogue holds: every ruleset and part with its status, sources by basis, last check and cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from recognition.catalogue.files import parse, read_law
from recognition.catalogue.folders import data_folder
from recognition.catalogue.rulesets import find, list_parts, list_rulesets
from recognition.catalogue.texts import Texts
from recognition.readers.tree import plain
from recognition.services.cases import CASES_FILE

BEGIN = "<!-- rulesets: this table is made from the files -->"
END = "<!-- /rulesets -->"


class Entry(NamedTuple):
    """One ruleset or part. `sources`: how many were read, secondary, recalled or are our own choice."""

    id: str
    about: str
    subject: str
    status: str
    checked: str
    requirements: int
    sources: dict[str, int]
    cases: int


def overview(*, parts: bool = True, root: Path | None = None) -> list[Entry]:
    """Every ruleset, then every part, by name. Raises InvalidRuleset for a file that cannot be read."""
    names = [*list_rulesets(root=root), *(list_parts(root=root) if parts else ())]
    return [_entry(name, root) for name in names]


def _entry(name: str, root: Path | None) -> Entry:
    path = find(name, root=root)
    law = read_law(path).law
    cases = path.parent / CASES_FILE
    written = plain(parse(cases, name)) if cases.is_file() else {"cases": []}
    bases = Counter(source.basis for source in law.sources.values())
    return Entry(
        id=name,
        about=Texts(path.parent).get("title"),
        subject=getattr(law, "subject", "part"),
        status=law.status,
        checked=law.checked.on.text,
        requirements=len(law.requirements),
        sources={str(basis): number for basis, number in sorted(bases.items())},
        cases=len(written["cases"]),
    )


def sources_in_words(entry: Entry) -> str:
    """`7 read, 2 secondary`."""
    order = ("read", "secondary", "recalled", "own")
    return ", ".join(f"{entry.sources[basis]} {basis}" for basis in order if basis in entry.sources) or "none"


def table(entries: list[Entry]) -> str:
    """The table of `rulesets/README.md`."""
    heads = ("id", "about", "subject", "status", "last checked", "requirements", "sources", "cases")
    rows = [
        (f"`{one.id}`", one.about, one.subject, one.status, one.checked, str(one.requirements), sources_in_words(one),
         str(one.cases))
        for one in entries
    ]  # fmt: skip
    return _written(heads, rows)


def short_table(entries: list[Entry]) -> str:
    """The table of the project's own README: what can be asked, and how far it may be relied on."""
    heads = ("ruleset", "about", "status", "last checked", "sources", "cases")
    rows = [
        (f"`{one.id}`", one.about, one.status, one.checked, sources_in_words(one), str(one.cases))
        for one in entries
        if one.subject != "part"
    ]
    return _written(heads, rows)


def _written(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, ["---"] * len(heads), *rows))


READMES: Mapping[str, Callable[[list[Entry]], str]] = {"README.md": short_table, "rulesets/README.md": table}
"""The files that hold a table between the marks, from the root of a checkout, each with what makes its table."""


def with_table(readme: str, made: str) -> str:
    """A README with its table between the marks made anew."""
    before, _, rest = readme.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{made}\n{END}{after}"


def main() -> None:
    """Writes the tables into the READMEs of the checkout."""
    entries = overview()
    for name, make in READMES.items():
        path = data_folder("rulesets").parent / name
        path.write_text(with_table(path.read_text(encoding="utf-8"), make(entries)), encoding="utf-8")


if __name__ == "__main__":
    main()
