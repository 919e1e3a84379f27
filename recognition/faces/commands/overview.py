"""The items of a dossier in tables, so that its owner sees at a glance what was understood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from recognition.faces.commands.shown import cut, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from recognition.engine.explain.page import Page, Section, Table
    from recognition.model.dossier import Dossier


class Column(NamedTuple):
    """A heading, the most characters that its cells take of a line (0: what is left), and what they hold of an item."""

    heading: str
    most: int
    of: Callable[[Any], str]


def overview(dossier: Dossier, width: int) -> Page:
    """A table for each kind of item, under the heading that its items have in the list of all values.

    `width` is how many columns the screen has: what an item is called gets what the other cells leave.
    """
    from recognition.engine.explain.page import Page

    return Page(f"A {dossier.subject}, dossier {dossier.id or 'without an id'}", list(_sections(dossier, width)))


def headed(dossier: Dossier) -> Iterator[tuple[str, str, Any]]:
    """Every item with the name of its list and its heading, such as `modules of q1`."""
    whole = {id(module): one.id or "a qualification" for one in dossier.qualifications for module in one.modules}
    for kind, item in dossier.items():
        yield kind, f"{kind.replace('_', ' ')}{f' of {whole[id(item)]}' if id(item) in whole else ''}", item


def _sections(dossier: Dossier, width: int) -> Iterator[Section]:
    from recognition.engine.explain.page import Line, Section

    subject = _subject(dossier)
    if subject:
        yield Section("subject", "", (Line(subject),))
    groups: dict[tuple[str, str], list[Any]] = {}
    for kind, heading, item in headed(dossier):
        groups.setdefault((kind, heading), []).append(item)
    for (kind, heading), items in groups.items():
        yield Section(heading, heading, (_table(COLUMNS[kind], items, width),))


def _subject(dossier: Dossier) -> str:
    """Who or what the dossier is about, as far as it says."""
    person, course, programme = dossier.person, dossier.curriculum, dossier.partnership
    told: tuple[Any, ...] = ()
    if person is not None:
        names = (person.given_names, person.family_name)
        born = f"born {shown(person.born)}" if person.born is not None else None
        told = (person.full_name or " ".join(name for name in names if name), born, person.nationalities)
    elif course is not None:
        told = (course.title, course.provider and course.provider.name, _amount(course))
    elif programme is not None:
        ends = (("from", programme.origin), ("to", programme.destination))
        told = (programme.name, " ".join(f"{word} {country}" for word, country in ends if country))
    return ", ".join(_plain(value) for value in told if value)


def _table(columns: tuple[Column, ...], items: list[Any], width: int) -> Table:
    from recognition.engine.explain.page import Row, Table

    cells = {column: [column.of(item) for item in items] for column in (*_FIRST, *columns, _LINE)}
    told = [column for column, texts in cells.items() if column in _FIRST or any(texts)]
    depths = _depths(items)
    return Table(
        headings=tuple(column.heading for column in told),
        rows=tuple(Row(row, depths[at]) for at, row in enumerate(zip(*(cells[one] for one in told), strict=True))),
        widths=_sizes(told, cells, width),
    )


def _sizes(told: list[Column], cells: dict[Column, list[str]], width: int) -> tuple[int, ...]:
    """What each column needs; those that may wrap (at most two) share what the others leave of the line."""
    wanted = [max(_NARROWEST, len(column.heading), *map(len, cells[column])) for column in told]
    left = width - 2 * (len(told) - 1)
    left -= sum(min(size, column.most) for column, size in zip(told, wanted, strict=True) if column.most)
    wide = [at for at, column in enumerate(told) if not column.most]
    sizes = [min(size, column.most or size) for column, size in zip(told, wanted, strict=True)]
    for at in reversed(wide[1:]):
        sizes[at] = max(_NARROWEST, min(sizes[at], left // 2))
        left -= sizes[at]
    sizes[wide[0]] = max(_NARROWEST, left)
    return tuple(sizes)


def _depths(items: list[Any]) -> list[int]:
    """How deep each module stands inside others of the same list; 0 for all else."""
    depth: dict[str, int] = {}
    found = []
    for item in items:
        above = getattr(item, "part_of", None)
        found.append(depth.get(above, -1) + 1 if above else 0)
        if item.id:
            depth[item.id] = found[-1]
    return found


def _name(item: Any) -> str:
    """What the item is called: its title in every language, or the code that says most."""
    titles = getattr(item, "title", None)
    if titles:
        return " / ".join(dict.fromkeys(titles.values()))
    codes = ("language", "test", "register_", "exam", "part", "type", "occupation", "kind_of_service", "employer", "of")
    told = [shown(value).replace("_", " ") for code in codes if (value := getattr(item, code, None)) is not None]
    return ", ".join([*told, cut(item.note, _LONGEST_NOTE)] if item.note else told)


def _amount(item: Any) -> str:
    hours = item.hours.total if item.hours is not None and hasattr(item.hours, "total") else item.hours
    credits = item.credits
    years = getattr(item, "duration", None)
    parts = (
        f"{shown(hours)} hours" if hours is not None else None,
        f"{shown(credits.amount)} {credits.system.replace(':', ' ')}" if credits is not None else None,
        f"{shown(years)} years" if years is not None else None,
    )
    return ", ".join(part for part in parts if part)


def _texts(*names: str) -> Callable[[Any], str]:
    """The values of these fields that are told, one after the other."""

    def told(item: Any) -> str:
        values = (getattr(item, name) for name in names)
        return ", ".join(_plain(value) for value in values if value not in (None, (), {}))

    return told


def _by(*names: str) -> Callable[[Any], str]:
    """The first of these fields that is told, and the country."""

    def told(item: Any) -> str:
        who = next((text for name in names if (text := _texts(name)(item))), "")
        return ", ".join(part for part in (who, item.country) if part)

    return told


def _plain(value: Any) -> str:
    """A text in each of its languages without their codes; every other value as it is shown elsewhere."""
    return " / ".join(dict.fromkeys(value.values())) if isinstance(value, dict) else shown(value)


def _period(item: Any) -> str:
    days = " to ".join(shown(day) if day is not None else "?" for day in (item.start, item.end))
    amount = f"{shown(item.amount.value)} {item.amount.unit}" if item.amount is not None else ""
    return ", ".join(part for part in (days if item.start or item.end else "", amount) if part)


def _scores(item: Any) -> str:
    scores = ", ".join(f"{skill} {shown(score)}" for skill, score in item.scores.items())
    return ", ".join(part for part in (shown(item.cefr) if item.cefr is not None else "", scores) if part)


def _awarded(item: Any) -> str:
    """The day of issue, or else the end of training; and what became of it where that is no completion."""
    day = item.issued or item.training_end
    told = (
        item.status.replace("_", " ") if item.status not in (None, "completed") else None,
        f"{'' if item.issued else 'ended '}{shown(day)}" if day is not None else None,
    )
    return ", ".join(part for part in told if part)


_NARROWEST = 6
_LONGEST_NOTE = 60
_FIRST = (Column("", 12, lambda item: item.id or "-"), Column("What", 0, _name))
_LINE = Column("Line", 6, lambda item: str(item.origin.line) if item.origin and item.origin.line else "")

COLUMNS: dict[str, tuple[Column, ...]] = {
    "qualifications": (
        Column("Level", 12, _texts("level")),
        Column("Amount", 12, _amount),
        Column("Awarded", 11, _awarded),
        Column("By", 0, _by("body", "institution")),
    ),
    "modules": (
        Column("Amount", 12, _amount),
        Column("Result", 16, _texts("status", "result")),
        Column("Date", 10, _texts("date")),
        Column("Level", 12, _texts("level")),
    ),
    "language_results": (Column("Result", 0, _scores), Column("Sat", 10, _texts("sat"))),
    "experience": (
        Column("When", 24, _period),
        Column("Share", 6, _texts("share")),
        Column("Country", 7, _texts("country")),
    ),
    "registrations": (
        Column("Country", 7, _texts("country")),
        Column("From", 10, _texts("from_")),
        Column("Until", 10, _texts("until")),
        Column("Status", 9, _texts("status")),
    ),
    "examinations": (Column("Result", 8, _texts("result")), Column("Sat", 10, _texts("sat"))),
    "documents": (
        Column("Issued", 10, _texts("issued")),
        Column("Until", 10, _texts("until")),
        Column("By", 0, _by("issuer_name", "issuer")),
    ),
    "accreditations": (
        Column("By", 0, _texts("by")),
        Column("From", 10, _texts("from_")),
        Column("Until", 10, _texts("until")),
    ),
}
