"""Random questions that keep a table's promises, and random tables that are exhaustive and disjoint by construction."""

from __future__ import annotations

from random import Random

from recognition.engine.tables import Codes, Question, Table, load_tables

BIG = 2**53
SIX = ["met", "met_recalled", "unknown", "gap_recalled", "gap", "not_applicable"]


def number(random: Random) -> int:
    """Near zero, near a hundred, or anywhere: equal ones must come up often."""
    span = random.choice((2, 3, 100, 100_000, BIG))
    return random.randint(-span, span)


def question(table: Table, random: Random) -> Question:
    """A random question with real values that `table` may be asked."""
    if table.name == "comparison":
        need_lo, need_hi = sorted((number(random), number(random)))
        around = [need_lo, need_hi, need_lo - 1, need_hi + 1, number(random), number(random)]
        lo, hi = sorted(max(-BIG, min(BIG, value)) for value in random.sample(around, 2))
        need, low, high = (random.choice(("num", "num", "num", "none")) for _ in range(3))
        return (need, low, high, lo, hi, need_lo, need_hi, random.choice(("firm", "recalled")))
    if table.name == "combine":
        c = sorted(abs(number(random)) for _ in range(4))
        k = random.choice([*c, c[0] - 1, c[3] + 1, number(random)])
        return (random.choice((0, 1, 2, 17)), max(-BIG, min(BIG, k)), *c)
    values: list[int | str] = []
    ranks = sorted(random.randint(0, 3) for _ in range(3))
    for field, kind in table.kinds.items():
        if isinstance(kind, Codes):
            values.append(random.choice(kind.words))
        elif field in ("worst", "best", "hope"):
            values.append(ranks.pop(0))
        else:
            values.append(random.choice((0, 0, 1, 2, 40, kind.greatest)))
    return tuple(values)


def questions(count: int, seed: int) -> list[tuple[str, Question]]:
    """Random questions over all tables."""
    random = Random(seed)
    tables = list(load_tables().values())
    return [(table.name, question(table, random)) for table in random.choices(tables, k=count)]


def tree(random: Random, name: str = "tree") -> tuple[str, list[str]]:
    """The text of a random table and its fields: every leaf of a random decision tree is a rule."""
    codes = {f"code_{i}": random.sample(SIX, random.randint(2, 4)) for i in range(random.randint(1, 3))}
    ints = [f"int_{i}" for i in range(random.randint(1, 4))]
    leaves: list[list[str]] = []

    def grow(path: list[str], left: dict[str, list[str]], depth: int) -> None:
        if depth == 0 or random.random() < 0.15:
            leaves.append(path)
        elif random.random() < 0.5 and (field := random.choice(list(left))) and len(left[field]) > 1:
            cut = random.randint(1, len(left[field]) - 1)
            for words in (left[field][:cut], left[field][cut:]):
                grow([*path, f"{field} in {', '.join(words)}"], {**left, field: words}, depth - 1)
        else:
            one = random.choice(ints)
            other = random.choice([*(name for name in ints if name != one), str(random.randint(-3, 3))])
            constant = other.lstrip("-").isdigit()
            ways = [("<", ">="), (">", "<="), ("<", "=", ">")] if constant else [("<", ">="), (">", "<=")]
            for sign in random.choice(ways):
                grow([*path, f"{one} {sign} {other}"], left, depth - 1)

    grow([f"code_0 in {', '.join(codes['code_0'])}"], codes, 3)
    fields = [f"{field} {'|'.join(words)}" for field, words in codes.items()] + [f"{field} int" for field in ints]
    rules = [f"leaf_{i}: {'; '.join(path)}" for i, path in enumerate(leaves)]
    return "\n".join([f"[{name}] Grown.", "fields: " + "; ".join(fields), "answers: leaf", *rules]), [*codes, *ints]
