"""A second opinion on deciding, in plain Python, written from the text of the rule language and from nothing else.

It reads rulesets and dossiers in their written form (`tests.engine.random_law`), so it shares no model, no measuring
and no engine with the product. Unknowns are not cut into cells here: every value that an unknown can have is tried,
one after the other, and each combination of values is a world.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import product
from typing import Any, NamedTuple

from tests.engine import plain_tables
from tests.engine.random_law import ON, OPTIONS, SOURCES, Law, Shown

MOST_WORLDS = 512
ask = cache(plain_tables.ask)
NO_DAY = (None, None)
TODAY = date.fromisoformat(ON)
SIDES = ("worst", "best", "hope")
RANKS = {"ok": 3, "owed": 2, "partial": 1, "fails": 0}
OUTCOMES = {3: "positive", 2: "conditional", 1: "partial", 0: "negative"}
LADDER = ("gap", "gap_recalled", "unknown", "met_recalled", "met")
TURNED = dict(zip(LADDER, reversed(LADDER), strict=True))
Span = tuple[Any, Any]
Bounds = tuple[int, int, int]


class Compared(NamedTuple):
    """One number against one line; `quantity` names what is measured."""

    quantity: str
    low: Any
    high: Any
    line: Span
    firm: bool
    ceiling: bool = False


@dataclass
class RouteStands:
    open: str
    status: str
    bounds: Bounds
    needs: dict[str, Bounds]
    remedies: dict[str, str]
    limits: dict[str, str]
    rows: list[tuple[dict[str, Any], str]]

    @property
    def counted(self) -> Bounds:
        worst, best, hope = self.bounds
        return {"yes": (worst, best, hope), "unsure": (0, best, hope), "no_recalled": (0, 0, hope), "no": (0, 0, 0)}[
            self.open
        ]


@dataclass
class Stands:
    """Everything that holds in one world."""

    statuses: dict[str, str]
    routes: dict[str, RouteStands] = field(default_factory=dict)
    stages: dict[str, Bounds] = field(default_factory=dict)


@dataclass
class Answer:
    """The whole answer; `exact` unless there were too many worlds to try."""

    statuses: dict[str, str]
    routes: dict[str, RouteStands]
    bounds: dict[str, Bounds]
    outcomes: dict[str, str]
    reported: dict[str, str | None]
    procedures: dict[str, str]
    interim: dict[str, str]
    steps: dict[str, str]
    exact: bool
    worlds: int


def short(rule: str, answers: tuple[str, ...]) -> str:
    """The word that a rule's name begins with: `met_proved` is `met`, `met_recalled_proved` is `met_recalled`."""
    return max((word for word in answers if rule == word or rule.startswith(f"{word}_")), key=len)


STATUSES = ("met", "met_recalled", "gap", "gap_recalled", "unknown", "not_applicable")


def span(text: Any) -> tuple[date | None, date | None]:
    """A day, a month or a year as its first and last day."""
    if text is None:
        return NO_DAY
    parts = [int(part) for part in str(text).split("-")]
    if len(parts) == 3:
        return date(*parts), date(*parts)
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    after = date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
    return date(parts[0], parts[1], 1), after - timedelta(days=1)


class Evaluator:
    """Decides one dossier against one law."""

    def __init__(self, law: Law, shown: Shown):
        self.law = law
        self.shown = shown
        # The same in every world, so worked out once.
        self.compared = cache(self.compared)  # type: ignore[method-assign]
        self.figure = cache(self.figure)  # type: ignore[method-assign]
        self.known = cache(self.known)  # type: ignore[method-assign]
        self.all_within = cache(self.all_within)  # type: ignore[method-assign]

    # What the words of the law mean

    def basis(self, cite: str | None) -> bool:
        """Whether law is firm: read, secondary, or our own choice where programmes are audited."""
        if cite is None:
            return True
        basis = SOURCES[cite.split(" ")[0]]["basis"]
        return basis in ("read", "secondary") or (basis == "own" and self.law.subject == "partnership")

    def clock(self, name: str) -> Span:
        if name == "on":
            return TODAY, TODAY
        if name in self.shown.dates:
            return span(self.shown.dates[name])
        return (TODAY, TODAY) if self.law.clocks[name].get("default") == "on" else NO_DAY

    def figure(self, written: Any) -> tuple[Any, Any, bool]:
        """A threshold as the lowest and the highest that it can be, and whether its law is firm."""
        if not isinstance(written, str):
            return written, written, True
        parameter = self.law.parameters[written[1:]]
        first, last = self.clock(parameter["clock"])
        rows = parameter["values"]
        lows, highs, firm, known = [], [], True, True
        for i, row in enumerate(rows):
            begins = date.min if row["from"] == "always" else date.fromisoformat(row["from"])
            ends = date.fromisoformat(rows[i + 1]["from"]) - timedelta(days=1) if i + 1 < len(rows) else date.max
            if (first or date.min) <= ends and begins <= (last or date.max):
                firm = firm and self.basis(row["cite"])
                value = row["is"]
                known = known and value != "unknown"
                if known:
                    low, high = value["between"] if isinstance(value, dict) else (value, value)
                    lows.append(low)
                    highs.append(high)
        return (min(lows), max(highs), firm) if known else (None, None, firm)

    # Measuring: what is known of a quantity, and every value it can have

    def known(self, quantity: str) -> Span:
        """The interval of a quantity; for a fact that is one of several words, the word twice."""
        kind, _, name = quantity.partition(":")
        facts = self.shown.facts
        if kind == "fact":
            if name not in facts and self.law.facts[name]["type"] == "yes_no" and "facts" in self.shown.complete:
                return False, False
            return facts.get(name), facts.get(name)
        if kind == "number":
            value = facts.get(name)
            return tuple(value["between"]) if isinstance(value, dict) else (value, value)
        if kind == "day":
            return span(facts.get(name))
        if kind == "clock":
            return self.clock(name)
        if kind == "born":
            return span(self.shown.born)
        if kind == "rows":
            return self.rows(name)
        return self.shown.sittings, self.shown.sittings if "examinations" in self.shown.complete else None

    def rows(self, name: str) -> Span:
        """How many rows name the country today; all countries are possible where it is not stated."""
        table = self.law.lists[name]
        country = self.shown.facts.get("land")
        nobody = (0, 0) if table["complete"] else (0, None)
        if country is not None:
            return self.row(table, country) or nobody
        # Any country may be meant, one on no row among them; what all of them give is certain.
        each = {self.row(table, row["country"]) or nobody for row in table["rows"]} | {nobody}
        return each.pop() if len(each) == 1 else (0, 1)

    def row(self, table: dict[str, Any], country: str) -> Span | None:
        rows = [row for row in table["rows"] if row["country"] == country]
        rows = [row for row in rows if row.get("from", ON) <= ON <= row.get("until", ON)]
        if not rows:
            return None
        return (0, 0) if any(row.get("excluded") for row in rows) else (1, 1)

    def listed_firmly(self, name: str) -> bool:
        """A list is as firm as the rows that fit; that none fits rests on all of them."""
        rows = self.law.lists[name]["rows"]
        fit = [row for row in rows if row["country"] == self.shown.facts.get("land")]
        current = [row for row in fit if row.get("from", ON) <= ON <= row.get("until", ON)]
        return all(row.get("basis", "read") != "recalled" for row in current or rows)

    def values(self, quantity: str) -> list[Any]:
        """Every value that an unknown can have; where there is no end to them, all that the law can tell apart."""
        kind, _, name = quantity.partition(":")
        low, high = self.known(quantity)
        if kind == "fact":
            return (
                [low] if low is not None else [True, False] if self.law.facts[name]["type"] == "yes_no" else [*OPTIONS]
            )
        if kind == "number":
            # Halves too: the law's lines are whole here, and numbers need not be.
            return [half / 2 for half in range(0 if low is None else 2 * low, (18 if high is None else 2 * high) + 1)]
        if kind == "sittings":
            return list(range(low, (low + 5 if high is None else high) + 1))
        if kind == "rows":
            return [low] if low == high else [0, 1]
        if low is not None and high is not None:
            return [low + timedelta(days=i) for i in range((high - low).days + 1)]
        if kind == "born":
            return [TODAY.replace(year=TODAY.year - age) + timedelta(days=i) for age in AGES_ASKED for i in (-1, 0, 1)]
        return [date.fromisoformat(day) + timedelta(days=i) for day in DAYS_ASKED for i in (-1, 0, 1)]

    # Requirements

    def compared(self, id: str) -> list[Compared]:
        """The comparisons of a requirement; it is the all-of of them."""
        written = self.law.requirements[id]
        firm = self.basis(written.get("cite"))
        match written["kind"]:
            case "stated-fact":
                return [Compared(f"fact:{written['fact']}", written["is"], None, (1, 1), firm)]
            case "amount":
                low, high, sure = self.figure(written.get("at_least", written.get("at_most")))
                quantity = f"number:{written['of'][1:]}"
                return [Compared(quantity, *self.known(quantity), (low, high), firm and sure, "at_most" in written)]
            case "list-member":
                quantity = f"rows:{written['list']}"
                return [Compared(quantity, *self.known(quantity), (1, 1), firm and self.listed_firmly(written["list"]))]
            case "date-order":
                return list(self.ordered(f"day:{written['day'][1:]}", written, firm))
        return [self.aged(written, firm)]

    def ordered(self, quantity: str, written: Mapping[str, Any], firm: bool) -> Iterator[Compared]:
        """A day against the days that `from`, `after`, `until` and `before` name."""
        for word, days, ceiling in (("from", 0, False), ("after", 1, False), ("until", 0, True), ("before", -1, True)):
            if written.get(word) is not None:
                first, last = span(written[word])
                assert first is not None
                assert last is not None
                line = (first + timedelta(days=days), last + timedelta(days=days))
                yield Compared(quantity, *self.known(quantity), line, firm, ceiling)

    def aged(self, written: Mapping[str, Any], firm: bool) -> Compared:
        """The day of birth, so that one person's age is one unknown; the line is the law's, seen from today."""

        def ago(years: int) -> date:
            return TODAY.replace(year=TODAY.year - years)

        born = self.known("born:")
        day = timedelta(days=1)
        if (years := written.get("reached")) is not None:  # has had that birthday: born on or before that day
            return Compared("born:", *born, (ago(years), ago(years)), firm, True)
        if (years := written.get("not_reached")) is not None:
            return Compared("born:", *born, (ago(years) + day, ago(years) + day), firm)
        if (years := written.get("past_birthday")) is not None:  # the birthday is over: born before that day
            return Compared("born:", *born, (ago(years) - day, ago(years) - day), firm, True)
        if (years := written.get("not_older_than")) is not None:  # yes until the birthday, no from the next one on
            return Compared("born:", *born, (ago(years + 1) + day, ago(years)), firm)
        years = written["older_than"]
        return Compared("born:", *born, (ago(years + 1), ago(years) - day), firm, True)

    def compare(self, one: Compared, world: Mapping[str, Any]) -> str:
        """met, gap or unknown, as LANGUAGE 0 says it in one sentence; recalled where its law is."""
        low, high, (line_low, line_high) = one.low, one.high, one.line
        if one.quantity.startswith("fact:"):
            asked = one.low if isinstance(one.low, list) else [one.low]
            value = world.get(one.quantity, self.known(one.quantity)[0])
            low = high = None if value is None else int(value in asked)
        elif one.quantity in world:
            low = high = world[one.quantity]
        if line_low is None:
            return "unknown"
        if one.ceiling:
            met, gap = high is not None and high <= line_low, low is not None and low > line_high
        else:
            met, gap = low is not None and low >= line_high, high is not None and high < line_low
        status = "met" if met else "gap" if gap else "unknown"
        return status if one.firm or status == "unknown" else f"{status}_recalled"

    def within(self, written: Mapping[str, Any], cite: str | None) -> list[Compared]:
        """The days on which something is in force."""
        return self.all_within(written["clock"], written.get("from"), written.get("until"), cite)

    def all_within(self, clock: str, first: str | None, last: str | None, cite: str | None) -> list[Compared]:
        return list(self.ordered(f"clock:{clock}", {"from": first, "until": last}, self.basis(cite)))

    def all_compared(self) -> Iterator[Compared]:
        """Every comparison that any part of the law makes."""
        for id, written in self.law.requirements.items():
            if "parts" not in written and "features" not in written:
                yield from self.compared(id)
            if "in_force" in written:
                yield from self.within(written["in_force"], written.get("cite"))
        for route in self.law.routes:
            if "in_force" in route:
                yield from self.within(route["in_force"], route["cite"])
        for remedy in self.law.remedies.values():
            if "in_force" in remedy:
                yield from self.within(remedy["in_force"], remedy["cite"])
            if "attempts" in remedy:
                yield self.attempts(remedy)

    def attempts(self, remedy: Mapping[str, Any]) -> Compared:
        """Fewer sittings than allowed are used up."""
        most = remedy["attempts"]["at_most"] - 1
        return Compared("sittings:", *self.known("sittings:"), (most, most), self.basis(remedy["cite"]), True)

    def past(self, until: Any, world: Mapping[str, Any]) -> str:
        """Whether today is not past a day."""
        first, last = self.known(f"day:{until[1:]}") if until.startswith("@") else span(until)
        if first is None:
            return "unknown"
        return "met" if first >= TODAY else "gap" if last < TODAY else "unknown"

    # Composition

    def all_of(self, statuses: list[str]) -> str:
        """The lowest of those that apply."""
        apply = [status for status in statuses if status != "not_applicable"]
        return min(apply, key=LADDER.index) if apply else "not_applicable"

    def at_least(self, k: int, statuses: list[str]) -> str:
        """The k-th best of those that apply."""
        apply = sorted((status for status in statuses if status != "not_applicable"), key=LADDER.index, reverse=True)
        if not apply:
            return "not_applicable"
        return apply[k - 1] if k <= len(apply) else "gap"

    def combined(self, id: str, of: Mapping[str, str], world: Mapping[str, Any]) -> str:
        written = self.law.requirements[id]
        parts = [of[part] for part in written.get("parts", ())]
        match written["kind"]:
            case "all-of":
                status = self.all_of(parts)
            case "any-of":
                status = self.at_least(1, parts)
            case "none-of":
                status = self.all_of([TURNED.get(part, part) for part in parts])
            case "at-least":
                status = self.at_least(written["k"], parts)
            case "points":
                return self.points(written, of)
            case _:
                return self.all_of([self.compare(one, world) for one in self.compared(id)])
        if not self.basis(written.get("cite")) and status in ("met", "gap"):
            status = f"{status}_recalled"
        return status

    def points(self, written: Mapping[str, Any], of: Mapping[str, str]) -> str:
        """At least the pass mark, counting features from the certain to the merely hoped for."""
        mark, _, firm = self.figure(written["at_least"])
        firm = firm and self.basis(written.get("cite"))
        figures = {feature["id"]: self.figure(feature["points"]) for feature in written["features"]}
        firm = firm and all(one[2] for one in figures.values())
        stands = {feature["id"]: self.all_of([of[id] for id in feature["if"]]) for feature in written["features"]}

        def total(counting: tuple[str, ...], *, high: bool) -> int:
            points = {}
            for id, status in stands.items():
                low, most, _ = figures[id]
                # Points of an unknown number may be enough by themselves.
                worth = (mark if low is None else most) if high else (low or 0)
                points[id] = worth if status in counting else 0
            for group in written.get("groups", ()):
                best = max(group["of"], key=lambda id: points[id])
                for id in group["of"]:
                    points[id] = points[id] if id == best else 0
            for cap in written.get("caps", ()):
                over = sum(points[id] for id in cap["of"]) - cap["at_most"]
                for id in cap["of"]:
                    less = min(points[id], max(over, 0))
                    points[id] -= less
                    over -= less
            return sum(points.values())

        if total(("met",), high=False) >= mark:
            status = "met"
        elif total(("met", "met_recalled"), high=False) >= mark:
            status = "met_recalled"
        elif total(("met", "met_recalled", "unknown"), high=True) >= mark:
            status = "unknown"
        elif total(("met", "met_recalled", "unknown", "gap_recalled"), high=True) >= mark:
            status = "gap_recalled"
        else:
            status = "gap"
        if firm:
            return status
        # c1 = 0 and c4 the highest sum: nothing is plainly met, and no gap is plain that all points would close.
        if status == "met":
            return "met_recalled"
        return "gap_recalled" if status == "gap" and total(RISING, high=True) >= mark else status

    def status(self, id: str, of: Mapping[str, str], world: Mapping[str, Any]) -> str:
        """A requirement: measured or combined, then its exceptions in order."""
        written = self.law.requirements[id]
        status = self.combined(id, of, world)
        exceptions: list[tuple[str, str]] = []
        if "in_force" in written:
            inside = [self.compare(one, world) for one in self.within(written["in_force"], written.get("cite"))]
            exceptions.append(("when", self.all_of(inside)))
        if "when" in written:
            exceptions.append(("when", self.all_of([of[one] for one in written["when"]])))
        for one in written.get("unless", ()):
            holds = self.all_of([of[id] for id in one["if"]])
            exceptions.append(
                (one["effect"], "met_recalled" if holds == "met" and not self.basis(one["cite"]) else holds)
            )
        for effect, holds in exceptions:
            condition = {"met": "yes", "met_recalled": "yes_recalled", "gap": "no"}.get(holds, "unsure")
            # DESIGN 5 before LANGUAGE 7: no outcome may hang on recalled law, so it lifts nothing for certain.
            condition = "unsure" if (effect, condition) == ("lifts", "yes_recalled") else condition
            rule = ask("except", (effect, condition, status))
            if not rule.startswith("keep"):
                status = short(rule, STATUSES)
        return status

    # Routes

    def stands(self, world: Mapping[str, Any]) -> Stands:
        """Everything in one world."""
        of: dict[str, str] = {}
        for id in self.law.requirements:
            of[id] = self.status(id, of, world)
        result = Stands(of)
        for route in self.law.routes:
            result.routes[route["id"]] = self.route(route, of, world)
        for stage in self.law.stages:
            mine = [result.routes[route["id"]].counted for route in self.law.routes if route["stage"] == stage["id"]]
            result.stages[stage["id"]] = (
                max((one[0] for one in mine), default=0),
                max((one[1] for one in mine), default=0),
                max((one[2] for one in mine), default=0),
            )
        return result

    def route(self, route: Mapping[str, Any], of: Mapping[str, str], world: Mapping[str, Any]) -> RouteStands:
        opens = [of[id] for id in route.get("open_when", ())]
        if "in_force" in route:
            opens += [self.compare(one, world) for one in self.within(route["in_force"], route["cite"])]
        if not self.basis(route["cite"]):
            opens.append("met_recalled")  # law only recalled may not open a way for certain
        opened = self.all_of(opens or ["met"])
        open = {"met": "yes", "gap": "no", "gap_recalled": "no_recalled"}.get(opened, "unsure")
        rows = self.rows_of(route, of)
        needs: dict[str, Bounds] = {}
        remedies: dict[str, str] = {}
        limits: dict[str, str] = {}
        named = [
            id
            for need in route["needs"]
            if isinstance(need, dict)
            for one in need.values()
            for id in one.get("remedies", ())
        ]
        for id in (*named, *route.get("owes", ())):
            limits[id] = self.limit(id, rows, of, world)
            yes = {"met": "yes", "met_recalled": "yes", "gap": "no"}.get(limits[id], "unsure")
            remedies[id] = ask("remedy", (yes, "yes" if self.law.remedies[id]["keeps_open"] else "no"))
        for need in route["needs"]:
            id, options = (need, {}) if isinstance(need, str) else next(iter(need.items()))
            offered = options.get("remedies", ())
            policy = options.get("if_gap") or ("remedy" if offered else "fails")
            needs[id] = self.ranked(of[id], policy, [remedies[one] for one in offered])
        owes = route.get("owes", ())
        # Where the law says that one of the measures is taken, one that is open is enough.
        takes = {row["take"] == "all" for row, _ in rows}
        each = {id: self.ranked("gap", "remedy", [remedies[id]]) for id in owes}
        any_one = self.ranked("gap", "remedy", [remedies[id] for id in owes])
        for id in owes:
            # Unsure which row applies: at worst each is due, at best one is enough.
            worst = any_one[0] if takes == {False} else each[id][0]
            best, hope = any_one[1:] if False in takes else each[id][1:]
            needs[f"owes {id}"] = (worst, best, hope)
        gives = {"positive": 3, "conditional": 2, "partial": 1}[route.get("gives", "positive")]
        lowest = tuple(min([gives, *(need[side] for need in needs.values())]) for side in range(3))
        bounds: Bounds = (lowest[0], lowest[1], lowest[2])
        return RouteStands(open, ask("route", (open, *bounds)), bounds, needs, remedies, limits, rows)

    def rows_of(self, route: Mapping[str, Any], of: Mapping[str, str]) -> list[tuple[dict[str, Any], str]]:
        """The rows of `choice` that apply or may: the first that holds, and any before it that is unsure."""
        rows: list[tuple[dict[str, Any], str]] = []
        for row in route.get("choice", ()):
            holds = self.all_of([of[id] for id in row["if"]]) if row.get("if") else "met"
            if holds in ("met", "met_recalled"):
                rows.append((row, "possible" if rows else "taken"))
                return rows
            if holds != "gap":
                rows.append((row, "possible"))
        return rows

    def limit(
        self, id: str, rows: list[tuple[dict[str, Any], str]], of: Mapping[str, str], world: Mapping[str, Any]
    ) -> str:
        """All that keeps a remedy from being open."""
        written = self.law.remedies[id]
        parts = [of[one] for one in written.get("when", ())]
        if rows:
            offering = [id in row["offers"] for row, _ in rows]
            parts.append("met" if all(offering) else "unknown" if any(offering) else "gap")
        if "attempts" in written:
            parts.append(self.compare(self.attempts(written), world))
        if written.get("until") is not None:
            parts.append(self.past(written["until"], world))
        if "in_force" in written:
            parts += [self.compare(one, world) for one in self.within(written["in_force"], written["cite"])]
        if not self.basis(written["cite"]):
            parts.append("unknown")  # law only recalled may not keep a way open for certain
        return self.all_of(parts or ["met"])

    def ranked(self, status: str, policy: str, remedies: list[str]) -> Bounds:
        """A need on the three sides."""
        ranks = []
        for side in SIDES:
            fine = ask("bound", (side, status)).startswith("fine")
            asked = ("fine" if fine else "short", policy, remedies.count("open"), remedies.count("possible"), side)
            ranks.append(RANKS[ask("need", asked).partition("_")[0]])
        return (ranks[0], ranks[1], ranks[2])

    # The answer

    def answer(self) -> Answer:
        """Over every world: the lowest worst, the highest best and hope."""
        base = self.stands({})
        unknown: dict[str, list[Compared]] = {}
        for one in self.all_compared():
            unknown.setdefault(one.quantity, []).append(one)
        supposed: dict[str, list[Any]] = {}
        for quantity, asked in unknown.items():
            if quantity == "clock:on":
                continue
            apart: dict[tuple[str, ...], Any] = {}
            for value in self.values(quantity):
                apart.setdefault(tuple(self.compare(one, {quantity: value}) for one in asked), value)
            if len(apart) > 1:
                supposed[quantity] = list(apart.values())
        count = 1
        for values in supposed.values():
            count *= len(values)
        exact = count <= MOST_WORLDS
        bounds = dict(base.stages)
        if exact and supposed:
            worlds = [self.stands(dict(zip(supposed, values, strict=True))) for values in product(*supposed.values())]
            for stage in bounds:
                each = [world.stages[stage] for world in worlds]
                bounds[stage] = (min(one[0] for one in each), max(one[1] for one in each), max(one[2] for one in each))
        return self.told(base, bounds, exact, count)

    def told(self, base: Stands, bounds: dict[str, Bounds], exact: bool, worlds: int) -> Answer:
        outcomes = {}
        for stage, (worst, best, hope) in bounds.items():
            decided = worst == best and (best > 0 or hope == 0)
            outcomes[stage] = OUTCOMES[best] if decided else "undetermined"
        reported: dict[str, str | None] = {}
        procedures: dict[str, str] = {}
        interim: dict[str, str] = {}
        of = base.statuses
        for stage in self.law.stages:
            mine = [route["id"] for route in self.law.routes if route["stage"] == stage["id"]]
            mine = [id for id in mine if base.routes[id].open in ("yes", "unsure")]
            reported[stage["id"]] = max(mine, key=lambda id: base.routes[id].counted[:2], default=None)
            filing = stage.get("filing") or {}
            procedures[stage["id"]] = self.procedure(filing, of)
            for one in stage.get("interim", ()):
                interim[one["id"]] = self.interim(one, of)
        steps = Steps(self, base, outcomes, reported, procedures, interim)
        return Answer(of, base.routes, bounds, outcomes, reported, procedures, interim, steps.all(), exact, worlds)

    def procedure(self, filing: Mapping[str, Any], of: Mapping[str, str]) -> str:
        file, whole = (
            self.all_of([of[id] for id in filing.get(key, ())]) for key in ("cannot_be_filed_unless", "complete_when")
        )
        fine = ("met", "met_recalled", "not_applicable")
        if file == "gap":
            return "cannot_be_filed"
        if file not in fine:
            return "unknown"
        return "incomplete" if whole == "gap" else "ready" if whole in fine else "unknown"

    def interim(self, written: Mapping[str, Any], of: Mapping[str, str]) -> str:
        held = self.all_of([of[id] for id in written["if"]])
        if held == "gap":
            return "none"
        if held not in ("met", "met_recalled"):
            return "unknown"
        until = "met" if written["until"] is None else self.past(written["until"], {})
        return {"met": "running", "gap": "over"}.get(until, "unknown")


class Steps:
    """Which steps are needed."""

    def __init__(
        self,
        evaluator: Evaluator,
        base: Stands,
        outcomes: Mapping[str, str],
        reported: Mapping[str, str | None],
        procedures: Mapping[str, str],
        interim: Mapping[str, str],
    ):
        self.evaluator, self.base = evaluator, base
        self.outcomes, self.procedures, self.interim = outcomes, procedures, interim
        self.reported = [id for id in reported.values() if id is not None]
        self.open = [id for id, route in base.routes.items() if route.status.startswith("undetermined")]
        self.stage_of = {route["id"]: route["stage"] for route in evaluator.law.routes}
        self.headline = next(stage["id"] for stage in evaluator.law.stages if stage["headline"])

    def all(self) -> dict[str, str]:
        """needed, possible or not_needed for each step."""
        return {id: self.one(id, written) for id, written in self.evaluator.law.steps.items()}

    def one(self, id: str, written: Mapping[str, Any]) -> str:
        routes = written.get("routes", ())
        on = not routes or any(id in self.reported for id in routes)
        maybe = any(id in self.open for id in routes)
        if not on and not maybe:
            return "not_needed"
        maps = [self.evaluator.all_of(list(self.terms(one, routes))) for one in written.get("when", ())]
        if not maps:  # a step that remedies name is there for them
            named = [name for name, remedy in self.evaluator.law.remedies.items() if id in remedy.get("steps", ())]
            maps = [self.remedy(name) for name in named]
        parts = [self.evaluator.at_least(1, maps)] if maps else []
        if "in_force" in written:
            within = self.evaluator.within(written["in_force"], None)
            parts += [self.evaluator.compare(one, {}) for one in within]
        holds = self.evaluator.all_of(parts or ["met"])
        if holds == "gap":
            return "not_needed"
        return "needed" if on and holds in ("met", "met_recalled") else "possible"

    def terms(self, when: Mapping[str, Any], routes: Any) -> Iterator[str]:
        of = self.base.statuses
        stages = {self.stage_of[id] for id in routes} or {self.headline}
        for key, wanted in when.items():
            words = [wanted] if isinstance(wanted, str) else wanted
            match key:
                case "outcome":
                    found = {self.outcomes[stage] for stage in stages}
                    yield "met" if found & set(words) else "unknown" if "undetermined" in found else "gap"
                case "procedure":
                    found = {self.procedures[stage] for stage in stages}
                    yield "met" if found & set(words) else "unknown" if "unknown" in found else "gap"
                case "route":
                    certain, possible = set(words) & set(self.reported), set(words) & set(self.open)
                    yield "met" if certain else "unknown" if possible else "gap"
                case "interim":
                    found = {self.interim[id] for id in words}
                    yield "met" if "running" in found else "unknown" if "unknown" in found else "gap"
                case "remedy":
                    yield from (self.remedy(id) for id in words)
                case "unknown":
                    doubtful = ("unknown", "met_recalled", "gap_recalled")
                    yield from ("met" if of[id] in doubtful else "gap" for id in words)
                case _:
                    certain_word = {"met": "met", "gap": "gap"}[key]
                    for id in words:
                        yield "met" if of[id] == certain_word else "gap" if of[id] in STATUSES_PLAIN else "unknown"

    def remedy(self, id: str) -> str:
        """Whether a remedy is called for on a reported route: what it is for is short, and it is to be had."""
        found = [self.called_for(route, id) for route in self.reported]
        return max(found, key=LADDER.index, default="gap")

    def called_for(self, name: str, id: str) -> str:
        route = self.base.routes[name]
        if id not in route.remedies or route.remedies[id] == "closed":
            return "gap"
        written = next(one for one in self.evaluator.law.routes if one["id"] == name)
        ranks = [route.needs[f"owes {id}"]] if id in written.get("owes", ()) else []
        for need in written["needs"]:
            if isinstance(need, dict):
                ((which, options),) = need.items()
                ranks += [route.needs[which]] if id in options.get("remedies", ()) else []
        called = "met" if any(r[1] < 3 for r in ranks) else "unknown" if any(r[0] < 3 for r in ranks) else "gap"
        sure = route.limits[id] in ("met", "met_recalled")
        return self.evaluator.all_of([called, "met" if sure else "unknown"])


RISING = ("met", "met_recalled", "unknown", "gap_recalled", "gap")
STATUSES_PLAIN = ("met", "gap", "not_applicable")
AGES_ASKED = (16, 18, 19, 35, 36, 40, 41, 70)
DAYS_ASKED = (
    "1950-01-01", "2019-12-31", "2020-01-01", "2020-03-01", "2022-07-15", "2024-06-01", "2024-06-15", "2026-01-01",
    "2026-06-14", "2026-06-15", "2026-06-16", "2100-01-01",
)  # fmt: skip


def evaluate(law: Law, shown: Shown) -> Answer:
    """The second opinion."""
    return Evaluator(law, shown).answer()
