"""`where:` over items (LANGUAGE 1.5): each line holds, fails or may hold; so an item is in, out or maybe."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from recognition.engine.attested import is_many, read
from recognition.engine.known import Either
from recognition.engine.lists import listed
from recognition.engine.measured import Wanted
from recognition.engine.terms import AttributeTerm, FactTerm, FoundTerm, ParameterTerm, value_form
from recognition.engine.units import to_int
from recognition.foundations.days import UNKNOWN_DAY, Span
from recognition.foundations.text import folded
from recognition.model.evidence import Item
from recognition.model.requirements import Where
from recognition.model.units import POSITIONS
from recognition.model.values import Amount, Day

if TYPE_CHECKING:
    from recognition.engine.case import Case

Value = TypeVar("Value")
OUT, MAYBE, IN = 0, 1, 2
ISSUE_DAYS = ("issued", "sat", "date", "from")
"""The attribute that is an item's issue day, whichever its kind has."""

Test = Callable[["Case", Any, Any], int]


class Line(NamedTuple):
    """One line of a filter: the attribute, its path, and the test on its value (never asked of a missing value)."""

    attribute: str
    path: tuple[str, ...]
    test: Test


class Verdict(NamedTuple):
    """IN, OUT or MAYBE, and what is missing where it is MAYBE."""

    fits: int
    wanted: tuple[Wanted, ...] = ()


SURELY = Verdict(IN)
NEVER = Verdict(OUT)


def lines_of(where: Where) -> tuple[Line, ...]:
    """A filter as written in a ruleset, taken apart. Raises ValueError for a form that is none."""
    return tuple(Line(name, tuple(name.split(".")), _test(name, asked)) for name, asked in where.items())


def judge(lines: Sequence[Line], case: Case, item: Any) -> Verdict:
    """Whether an item passes every line. One line that fails puts it out, whatever is missing elsewhere."""
    wanted: list[Wanted] = []
    for line in lines:
        value = read(item, line.path)
        if value is None:
            if line.attribute == "id":
                value = case.name(item)
            else:
                wanted.append(Wanted("attribute", (case.name(item), line.attribute)))
                continue
        fits = line.test(case, item, value)
        if fits == OUT:
            return NEVER
        if fits == MAYBE:
            wanted.append(Wanted("attribute", (case.name(item), line.attribute)))
    return Verdict(MAYBE, tuple(wanted)) if wanted else SURELY


def _test(name: str, asked: Any) -> Test:
    if not isinstance(asked, Mapping) or "between" in asked:
        return _one_of(_members(asked))
    words = set(asked)
    if words == {"not"}:
        return _negated(_one_of(_members(asked["not"])))
    if words == {"has"}:
        return _one_of(_members(asked["has"]))
    if words <= {"in", "on"} and "in" in words:
        return _on_list(name, str(asked["in"]), asked.get("on"))
    if words <= {"not_in", "on"} and "not_in" in words:
        return _negated(_on_list(name, str(asked["not_in"]), asked.get("on")))
    if words <= {"from", "after", "until", "before"}:
        return _days(asked)
    if words <= {"at_least", "at_most"}:
        return _bounds(name, asked)
    raise ValueError("a filter is a value, a list, or uses not, has, in, not_in, from, after, until, before, at_least")


def _members(asked: Any) -> tuple[Any, ...]:
    """Values asked, terms among them taken apart."""
    each = asked if isinstance(asked, (list, tuple)) and not isinstance(asked, Amount) else (asked,)
    return tuple((value_form(one) or one) if isinstance(one, str) else one for one in each)


def _negated(test: Test) -> Test:
    return lambda case, item, value: IN - test(case, item, value)


def _one_of(asked: tuple[Any, ...]) -> Test:
    def test(case: Case, item: Any, value: Any) -> int:
        if isinstance(value, Either):
            fits = {test(case, item, option) for option in value.options}
            return fits.pop() if len(fits) == 1 else MAYBE
        best = OUT
        for one in asked:
            best = max(best, _against(case, value, one))
            if best == IN:
                return IN
        return best

    return test


def _against(case: Case, value: Any, one: Any) -> int:
    if isinstance(one, (AttributeTerm, FactTerm, FoundTerm, ParameterTerm)):
        known = case.value(one)
        if known.value is None:
            return MAYBE
        if isinstance(known.value, Either):
            fits = [same(case, value, option) for option in known.value.options]
            return fits[0] if len(set(fits)) == 1 else MAYBE
        if known.many:
            return max(same(case, value, option) for option in known.value)
        one = known.value
    return same(case, value, one)


def same(case: Case, value: Any, asked: Any) -> int:
    """Whether an attribute's value is the one asked; of several values (nationalities) any may be."""
    if isinstance(value, Either):
        fits = {same(case, option, asked) for option in value.options}
        return fits.pop() if len(fits) == 1 else MAYBE
    if isinstance(value, Amount):
        number = _written(Amount.of, asked)
        return MAYBE if number is None else _spans((value.low, value.high), (number.low, number.high))
    if is_many(value):
        return max((same(case, one, asked) for one in value), default=MAYBE)
    if isinstance(value, Day):
        wanted = _written(Day.of, asked)
        return MAYBE if wanted is None else _spans(case.days_of(value), wanted.span, inside=True)
    if isinstance(value, dict):
        word = folded(str(asked))
        return IN if any(folded(str(text)) == word for text in value.values()) else OUT
    if isinstance(value, bool) or isinstance(asked, bool):
        return IN if value is asked else OUT
    return IN if str(value) == str(asked) else OUT


def _written(read_as: Callable[[object], Value], asked: Any) -> Value | None:
    """The value asked in the attribute's own type; None where a stated fact holds something else."""
    try:
        return read_as(asked)
    except ValueError:
        return None


def _spans(value: tuple[int | None, int | None], asked: tuple[int | None, int | None], inside: bool = False) -> int:
    """IN where the value certainly is (or, for days, lies inside) what is asked; OUT where they cannot meet."""
    low, high = value
    first, last = asked
    if (high is not None and first is not None and high < first) or (
        low is not None and last is not None and low > last
    ):
        return OUT
    if inside:
        held = low is not None and high is not None and first is not None and last is not None
        return IN if held and low >= first and high <= last else MAYBE  # type: ignore[operator]
    return IN if low is not None and low == high == first == last else MAYBE


def _days(asked: Mapping[str, Any]) -> Test:
    """`from` and `until` include their day; `after` and `before` do not."""
    bounds = tuple((word, term) for word, term in asked.items())

    def test(case: Case, item: Any, value: Any) -> int:
        if not isinstance(value, Day):
            return MAYBE
        span = case.days_of(value)
        worst = IN
        for word, term in bounds:
            worst = min(worst, _bound(word, span, case.day(term, item).span))
            if worst == OUT:
                return OUT
        return worst

    return test


def _bound(word: str, span: Span, line: Span) -> int:
    if word in ("from", "after"):
        step = 1 if word == "after" else 0
        if span.low is not None and line.high is not None and span.low >= line.high + step:
            return IN
        return OUT if span.high is not None and line.low is not None and span.high < line.low + step else MAYBE
    step = 1 if word == "before" else 0
    if span.high is not None and line.low is not None and span.high <= line.low - step:
        return IN
    return OUT if span.low is not None and line.high is not None and span.low > line.high - step else MAYBE


def _bounds(name: str, asked: Mapping[str, Any]) -> Test:
    last = name.rpartition(".")[2]
    unit = last if last in POSITIONS else "score"

    def test(case: Case, item: Any, value: Any) -> int:
        number = _number(value, unit)
        if number is None:
            return MAYBE
        worst = IN
        for word, threshold in asked.items():
            line = case.need(threshold, unit, item)
            if line.low is None or line.high is None:
                worst = min(worst, MAYBE)
            elif word == "at_least":
                worst = min(worst, IN if number[0] >= line.high else OUT if number[1] < line.low else MAYBE)
            else:
                worst = min(worst, IN if number[1] <= line.low else OUT if number[0] > line.high else MAYBE)
        return worst

    return test


def _number(value: Any, unit: str) -> tuple[int, int] | None:
    if isinstance(value, Amount):
        return value.low, value.high
    options = value.options if isinstance(value, Either) else (value,)
    try:
        ends = [to_int(option, unit) for option in options]
    except ValueError:
        return None
    return min(ends), max(ends)


def _on_list(name: str, list_name: str, on: Any) -> Test:
    """Whether the value is on a list, by default on the item's issue day; further key attributes come from the item."""
    attribute = name.rpartition(".")[2]

    def test(case: Case, item: Any, value: Any) -> int:
        prepared = case.listing(list_name)
        names = prepared.table.key
        span = case.day(on, item).span if on is not None else issue_day(case, item)
        options = value if is_many(value) else (value,)
        fits = OUT
        for option in options:
            key = {part: _key_values(read(item, (part,))) for part in names}
            key[attribute if attribute in names else names[0]] = _key_values(option)
            rows = listed(prepared, key, span)
            fits = max(fits, IN if rows.low >= 1 else OUT if rows.high == 0 else MAYBE)
        return fits

    return test


def _key_values(value: Any) -> tuple[Any, ...] | None:
    if value is None:
        return None
    return value.options if isinstance(value, Either) else (value,)


def issue_day(case: Case, item: Item) -> Span:
    """The day an item was issued; for experience, which has none, any day from its start to its end."""
    for name in ISSUE_DAYS:
        value = read(item, (name,))
        if isinstance(value, Day):
            return case.days_of(value)
    start, end = read(item, ("start",)), read(item, ("end",))
    if isinstance(start, Day):
        return Span(start.span.low, case.days_of(end).high if isinstance(end, Day) else None)
    return UNKNOWN_DAY
