"""Random small rulesets and dossiers, in their written form, and built for the product.

`Law.random(seed)` writes a ruleset as a lawyer would, in plain dicts; `build_ruleset` turns it into what the loader
yields. The reference evaluator (`tests.engine.reference`) reads the same dicts and nothing of the product.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from random import Random
from typing import Any

from recognition.catalogue.list_table import ListTable
from recognition.catalogue.loaded import Ruleset
from recognition.model.dossier import Dossier
from recognition.model.law import Source
from recognition.model.ruleset import Remedy, Route, Stage, Step
from tests.engine import build

ON = "2026-06-15"
SOURCES = {**build.SOURCES, "house": {"title": "Our choice", "read_on": "2026-11-23", "basis": "own"}}
CITES = ("act § 1", "act § 2", "act § 3", "page § 1", "memory § 1", "house § 1")
COUNTRIES = ("XA", "XB", "XC", "XD")
DAYS = ("2019-12-31", "2020-01-01", "2020-03-01", "2022-07-15", "2026-06-14", "2026-06-15", "2026-06-16")
CLOCK_DAYS = ("2020-01-01", "2024-06-01", "2024-06-15", "2026-01-01")
OPTIONS = ("deck", "engine", "other_work")
AGES = (18, 35, 40)
EXAM = "entry_exam"


@dataclass
class Law:
    """A ruleset in its written form, with the lists it names. `seed` writes the same one again."""

    seed: int
    subject: str = "person"
    clocks: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    parameters: dict[str, Any] = field(default_factory=dict)
    lists: dict[str, Any] = field(default_factory=dict)
    requirements: dict[str, Any] = field(default_factory=dict)
    stages: list[dict[str, Any]] = field(default_factory=list)
    routes: list[dict[str, Any]] = field(default_factory=list)
    remedies: dict[str, Any] = field(default_factory=dict)
    steps: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def random(cls, seed: int, *, simple: bool = False) -> Law:
        """`simple`: known figures, no recalled law: every unknown is a fact's, so completions tell everything."""
        return _Writer(seed, simple).write()

    @cached_property
    def ruleset(self) -> Ruleset:
        """What the loader would yield."""
        return build.ruleset(
            self.requirements,
            subject=self.subject,
            clocks=self.clocks,
            parameters=self.parameters,
            facts=self.facts,
            sources={name: Source.model_validate(source) for name, source in SOURCES.items()},
            levels=levels(self.requirements),
            stages=tuple(Stage.model_validate(one) for one in self.stages),
            routes=tuple(Route.model_validate(one) for one in self.routes),
            remedies={id: Remedy.model_validate(one) for id, one in self.remedies.items()},
            steps={id: Step.model_validate(one) for id, one in self.steps.items()},
        )

    @cached_property
    def standards(self) -> build.Lists:
        """The lists as standards."""
        return build.Lists(*(self._table(name, one) for name, one in self.lists.items()))

    def _table(self, name: str, written: dict[str, Any]) -> ListTable:
        return build.table(name, ["country"], [dict(row) for row in written["rows"]], complete=written["complete"])


@dataclass
class Shown:
    """What one subject shows, in its written form, and the days given with the question."""

    facts: dict[str, Any]
    born: Any = None
    sittings: int = 0
    complete: tuple[str, ...] = ()
    dates: dict[str, str] = field(default_factory=dict)

    def dossier(self, subject: str = "person") -> Dossier:
        """The dossier of this form."""
        lists: dict[str, Any] = {"id": "p-1", "facts": self.facts, "complete": list(self.complete)}
        lists["examinations"] = [{"id": f"x{i}", "exam": EXAM} for i in range(self.sittings)]
        if subject == "partnership":
            lists["partnership"] = {"name": "Programme"}
        elif self.born is not None:
            lists["person"] = {"born": self.born}
        return build.dossier(subject, **lists)


def levels(requirements: dict[str, Any]) -> tuple[tuple[str, ...], ...]:
    """Ids by how deep they refer to others."""
    depth: dict[str, int] = {}
    for id, written in requirements.items():
        below = [*written.get("parts", ()), *written.get("when", ())]
        below += [one for exception in written.get("unless", ()) for one in exception["if"]]
        below += [one for feature in written.get("features", ()) for one in feature["if"]]
        depth[id] = 1 + max((depth[one] for one in below), default=-1)
    return tuple(
        tuple(id for id, mine in depth.items() if mine == level) for level in range(max(depth.values(), default=0) + 1)
    )


class _Writer:
    def __init__(self, seed: int, simple: bool):
        self.random = Random(seed)
        self.simple = simple
        self.law = Law(seed)
        self.firm: list[str] = []
        """Requirements that always say yes or no: they may stand anywhere (LANGUAGE 2.1)."""
        self.every: list[str] = []

    def write(self) -> Law:
        law, random = self.law, self.random
        law.subject = "partnership" if random.random() < 0.15 else "person"
        law.clocks = {"application": {"default": "on"} if random.random() < 0.5 else {}}
        law.facts = {
            **{f"f{i}": {"type": "yes_no"} for i in range(random.randint(1, 4))},
            **{f"c{i}": {"type": "choice", "options": list(OPTIONS)} for i in range(random.randint(1, 2))},
            **{f"n{i}": {"type": "number"} for i in range(random.randint(1, 2))},
            **{f"d{i}": {"type": "day"} for i in range(random.randint(1, 2))},
            "land": {"type": "country"},
        }
        for i in range(random.randint(1, 3)):
            law.parameters[f"p{i}"] = self.parameter("score")
        law.parameters["mark"] = self.parameter("points", exact=True)
        law.parameters["worth"] = self.parameter("points")
        for i in range(2):
            law.lists[f"lists.l{i}"] = self.listing()
        for i in range(random.randint(3, 12)):
            self.requirement(f"r{i}", self.measured())
        for i in range(random.randint(0, 5)):
            self.requirement(f"k{i}", self.combiner())
        for i in range(random.randint(0, 3)):
            self.remedy(f"m{i}")
        for i in range(random.randint(1, 3)):
            law.stages.append(self.stage(f"s{i}", headline=i == 0))
        for i in range(random.randint(1, 4)):
            law.routes.append(self.route(f"w{i}"))
        for i in range(random.randint(0, 4)):
            law.steps[f"t{i}"] = self.step()
        for remedy in law.remedies.values():
            if random.random() < 0.5:
                remedy["steps"] = self.some(list(law.steps), 2, 0)
        return law

    def cite(self) -> str:
        if self.simple:
            return "act § 1"
        return self.random.choice(CITES if self.random.random() < 0.5 else CITES[:4])

    def some(self, pool: list[str], most: int, least: int = 1) -> list[str]:
        return self.random.sample(pool, min(len(pool), self.random.randint(least, most)))

    def parameter(self, unit: str, *, exact: bool = False) -> dict[str, Any]:
        rows = [{"from": "always", "is": self.figure(exact), "cite": self.cite()}]
        if not exact and not self.simple and self.random.random() < 0.4:
            rows.append({"from": self.random.choice(CLOCK_DAYS), "is": self.figure(exact), "cite": self.cite()})
        clock = "on" if self.random.random() < 0.5 else "application"
        return {"unit": unit, "clock": "on" if exact or self.simple else clock, "values": rows}

    def figure(self, exact: bool) -> Any:
        chance = 1.0 if exact or self.simple else self.random.random()
        if chance < 0.1:
            return "unknown"
        if chance < 0.3:
            low = self.random.randint(1, 5)
            return {"between": [low, low + self.random.randint(1, 3)]}
        return self.random.randint(1, 7)

    def listing(self) -> dict[str, Any]:
        rows = []
        for country in self.some(list(COUNTRIES), 3):
            row: dict[str, Any] = {"country": country}
            if self.random.random() < 0.3:
                row["from"] = self.random.choice(("2020-01-01", "2027-01-01"))
            if self.random.random() < 0.3:
                row["until"] = self.random.choice(("2025-12-31", "2026-12-31"))
            if self.random.random() < 0.15:
                row["excluded"] = True
            if not self.simple and self.random.random() < 0.2:
                row["basis"] = "recalled"
            if "from" in row and "until" in row and row["from"] > row["until"]:
                del row["from"]
            rows.append(row)
        return {"complete": self.random.random() < 0.6, "rows": rows}

    def requirement(self, id: str, written: dict[str, Any]) -> None:
        random = self.random
        combiner = "parts" in written or "features" in written
        if not combiner or random.random() < 0.4:
            written["cite"] = self.cite()
        certain = set(written.get("parts", ())) <= set(self.firm)
        if self.firm and random.random() < 0.2:
            written["when"] = self.some(self.firm, 2)
            certain = False
        if self.firm and random.random() < 0.3:
            written["unless"] = [
                {"if": self.some(self.firm, 2), "effect": effect, "cite": self.cite()}
                for effect in self.some(["lifts", "proves", "weighed"], 2)
            ]
            certain = certain and all(one["effect"] != "lifts" for one in written["unless"])
        if random.random() < 0.12:
            written["in_force"] = self.in_force()
            certain = False
        self.law.requirements[id] = written
        self.every.append(id)
        if certain:
            self.firm.append(id)

    def in_force(self) -> dict[str, Any]:
        written: dict[str, Any] = {"clock": "application" if self.random.random() < 0.7 else "on"}
        ends = sorted(self.random.sample(CLOCK_DAYS, 2))
        which = self.random.choice(("from", "until", "both"))
        if which in ("from", "both"):
            written["from"] = ends[0]
        if which in ("until", "both"):
            written["until"] = ends[1]
        return written

    def measured(self) -> dict[str, Any]:
        random, law = self.random, self.law
        kinds = ["yes_no", "yes_no", "choice", "amount", "amount", "day", "list"]
        kind = random.choice(kinds + (["age"] if law.subject == "person" else []))
        fact = random.choice([name for name, one in law.facts.items() if one["type"] == KIND_FACT.get(kind, "yes_no")])
        match kind:
            case "yes_no":
                return {"kind": "stated-fact", "fact": fact, "is": random.random() < 0.6}
            case "choice":
                several = random.random() < 0.4
                return {
                    "kind": "stated-fact",
                    "fact": fact,
                    "is": self.some(list(OPTIONS), 2) if several else OPTIONS[0],
                }
            case "amount":
                end = "at_most" if random.random() < 0.4 else "at_least"
                figures = [f"${name}" for name in law.parameters if name.startswith("p")]
                figure = random.choice(figures) if random.random() < 0.6 else random.randint(1, 7)
                return {"kind": "amount", "of": f"@{fact}", "unit": "score", end: figure}
            case "day":
                written: dict[str, Any] = {"kind": "date-order", "day": f"@{fact}"}
                first, last = sorted(random.sample(DAYS, 2))
                which = random.choice(("low", "high", "both"))
                if which in ("low", "both"):
                    written[random.choice(("from", "after"))] = first
                if which in ("high", "both"):
                    written[random.choice(("until", "before"))] = last
                return written
            case "list":
                return {
                    "kind": "list-member",
                    "list": random.choice(list(law.lists)),
                    "key": {"country": "@land"},
                    "on": "on",
                }
            case _:
                wording = random.choice(("reached", "not_reached", "not_older_than", "older_than", "past_birthday"))
                return {"kind": "age", wording: random.choice(AGES), "on": "on"}

    def combiner(self) -> dict[str, Any]:
        random = self.random
        kind = random.choice(("all-of", "any-of", "none-of", "at-least", "points"))
        if kind == "all-of":
            return {"kind": kind, "parts": self.some(self.every, 4)}
        if not self.firm:
            return {"kind": "all-of", "parts": self.some(self.every, 3)}
        parts = self.some(self.firm, 4)
        if kind == "at-least":
            return {"kind": kind, "parts": parts, "k": random.randint(1, len(parts))}
        if kind == "points":
            return self.points()
        return {"kind": kind, "parts": parts}

    def points(self) -> dict[str, Any]:
        random = self.random
        ids = [f"a{i}" for i in range(random.randint(1, 5))]
        worth: Any = lambda: "$worth" if not self.simple and random.random() < 0.15 else random.randint(1, 5)  # noqa: E731
        features = [{"id": id, "points": worth(), "if": self.some(self.firm, 2)} for id in ids]
        written: dict[str, Any] = {"kind": "points", "features": features}
        written["at_least"] = "$mark" if random.random() < 0.3 else random.randint(1, 8)
        rest = list(ids)
        random.shuffle(rest)
        if len(rest) > 1 and random.random() < 0.5:
            written["groups"] = [{"of": rest[:2], "highest": True}]
        if random.random() < 0.5:
            grouped = rest[:2] if "groups" in written else []
            whole = {*self.some(ids, 3)}
            # A cap takes all features of a group, or none (RL034).
            whole |= {*grouped} if whole & {*grouped} else set()
            written["caps"] = [{"of": sorted(whole), "at_most": random.randint(1, 6)}]
        return written

    def remedy(self, id: str) -> None:
        random = self.random
        written: dict[str, Any] = {"type": "test", "keeps_open": random.random() < 0.75, "cite": self.cite()}
        if self.firm and random.random() < 0.3:
            written["when"] = self.some(self.firm, 2)
        if random.random() < 0.2:
            written["attempts"] = {"exam": EXAM, "at_most": random.randint(1, 3)}
        if random.random() < 0.2:
            written["until"] = random.choice(("2026-06-14", "2026-06-15", "2026-06", "2027-01-01", "@d0"))
        if random.random() < 0.2:
            written["in_force"] = self.in_force()
        self.law.remedies[id] = written

    def stage(self, id: str, *, headline: bool) -> dict[str, Any]:
        random = self.random
        written: dict[str, Any] = {"id": id, "headline": headline}
        if random.random() < 0.5:
            written["filing"] = {
                "cannot_be_filed_unless": self.some(self.every, 2, 0),
                "complete_when": self.some(self.every, 2, 0),
            }
        if self.firm and random.random() < 0.4:
            until = random.choice((None, "2026-06-14", "2026-06-15", "2026-06", "@d0"))
            written["interim"] = [
                {"id": f"i{id}", "if": self.some(self.firm, 2), "until": until, "allows": "service", "cite": "act § 9"}
            ]
        return written

    def need(self) -> Any:
        random = self.random
        id = random.choice(self.every)
        remedies = self.some(list(self.law.remedies), 2, 0) if self.law.remedies else []
        policy = random.choice((None, None, None, "partial", "discretion", "fails"))
        options: dict[str, Any] = {}
        if remedies:
            options["remedies"] = remedies
        if policy:
            options["if_gap"] = policy
        if random.random() < 0.3:
            options["term"] = f"term_{id}"
        return {id: options} if options else id

    def route(self, id: str) -> dict[str, Any]:
        random = self.random
        written: dict[str, Any] = {"id": id, "stage": random.choice(self.law.stages)["id"], "cite": self.cite()}
        if self.firm:
            written["open_when"] = self.some(self.firm, 2, 0)
        needs: dict[str, Any] = {}
        for _ in range(random.randint(0, 4)):
            need = self.need()
            needs.setdefault(need if isinstance(need, str) else next(iter(need)), need)
        written["needs"] = list(needs.values())
        if random.random() < 0.2:
            written["gives"] = random.choice(("conditional", "partial"))
        if random.random() < 0.15:
            written["in_force"] = self.in_force()
        if self.law.remedies and random.random() < 0.15:
            written["owes"] = self.some(list(self.law.remedies), 2)
        if self.law.remedies and random.random() < 0.4:
            rows = [self.row(last=False) for _ in range(random.randint(0, 2))] if self.firm else []
            written["choice"] = [*rows, self.row(last=True)]
        return written

    def row(self, *, last: bool) -> dict[str, Any]:
        random = self.random
        row: dict[str, Any] = {} if last else {"if": self.some(self.firm, 2)}
        row["offers"] = self.some(list(self.law.remedies), 3)
        return {
            **row,
            "who": random.choice(("applicant", "authority")),
            "take": random.choice(("one", "all", "one_or_all")),
            "cite": "act § 8",
        }

    def step(self) -> dict[str, Any]:
        random, law = self.random, self.law
        written: dict[str, Any] = {}
        if random.random() < 0.6:
            written["routes"] = self.some([route["id"] for route in law.routes], 2)
        if random.random() < 0.7:
            written["when"] = [self.step_when() for _ in range(random.randint(1, 2))]
        if random.random() < 0.2:
            written["in_force"] = self.in_force()
        return written

    def step_when(self) -> dict[str, Any]:
        random, law = self.random, self.law
        choices: dict[str, Any] = {
            "outcome": random.choice(("positive", ["conditional", "partial"], "negative", "undetermined")),
            "route": random.choice(law.routes)["id"],
            "gap": random.choice(self.every),
            "met": self.some(self.every, 2),
            "unknown": random.choice(self.every),
            "procedure": random.choice(("ready", ["incomplete", "cannot_be_filed"])),
        }
        if law.remedies:
            choices["remedy"] = random.choice(list(law.remedies))
        interim = [one["id"] for stage in law.stages for one in stage.get("interim", ())]
        if interim:
            choices["interim"] = random.choice(interim)
        return {key: choices[key] for key in self.some(list(choices), 2)}


KIND_FACT = {"yes_no": "yes_no", "choice": "choice", "amount": "number", "day": "day", "list": "country"}


def random_shown(law: Law, random: Random, *, unknown: float = 0.3) -> Shown:
    """What a subject might show to this law; each fact missing with that chance."""
    facts: dict[str, Any] = {}
    for name, fact in law.facts.items():
        if random.random() < unknown:
            continue
        match fact["type"]:
            case "yes_no":
                facts[name] = random.random() < 0.5
            case "choice":
                facts[name] = random.choice(OPTIONS)
            case "number":
                low = random.randint(0, 8)
                facts[name] = {"between": [low, low + random.randint(1, 3)]} if random.random() < 0.2 else low
            case "day":
                facts[name] = random.choice((*DAYS, "2020", "2020-03", "2026-06"))
            case _:
                facts[name] = random.choice(COUNTRIES)
    born = None
    if random.random() >= unknown:
        born = random.choice(
            (
                "1980-01-01",
                "1986",
                "1986-06",
                "1986-06-15",
                "1991-06-15",
                "1991-06-16",
                "1990",
                "2008-06-16",
                "2008-06-15",
            )
        )
    dates = {}
    if random.random() >= unknown:
        dates["application"] = random.choice((*CLOCK_DAYS, "2023-12-31", "2024-05-31", "2024-06", "2024", "2026-06-15"))
    kinds = [kind for kind in ("facts", "examinations") if random.random() < 0.15 + (kind == "examinations") * 0.4]
    return Shown(facts, born, random.randint(0, 3), tuple(kinds), dates)
