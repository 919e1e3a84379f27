"""The decision tables: their text, what is refused in it, and the proof that each answers every cell exactly once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from recognition.engine.adapter import Engine, prove_tables
from recognition.engine.questions import Questions
from recognition.engine.table_form import name_hash
from recognition.engine.tables import Codes, Ints, answer_of, load_tables, parse_table
from recognition.foundations.problems import EngineError
from tests.engine import plain_tables

NAMES = sorted(
    [
        "comparison",
        "combine",
        "except",
        "remedy",
        "bound",
        "need",
        "rank",
        "route",
        "outcome",
        "choice",
        "procedure",
        "interim",
        "step",
    ]
)
STATUSES = {"met", "met_recalled", "unknown", "gap_recalled", "gap", "not_applicable"}


def one_field(rules: str, field: str = "a int") -> str:
    return f"[t] A table.\nfields: {field}\nanswers: r\n{rules}"


def refusal(text: str) -> EngineError:
    with pytest.raises(EngineError) as caught:
        parse_table(text, "t")
    return caught.value


def test_every_table_of_the_language_is_there() -> None:
    assert sorted(load_tables()) == sorted(NAMES)


@pytest.mark.parametrize(
    "name, fields",
    [
        ("comparison", "need low high lo hi need_lo need_hi basis"),
        ("combine", "n k c1 c2 c3 c4"),
        ("except", "effect cond base"),
        ("remedy", "limits keeps_open"),
        ("bound", "side status"),
        ("need", "class policy open possible side"),
        ("rank", "which n0 n1 n2 n3"),
        ("route", "open worst best hope"),
        ("outcome", "worst best hope"),
        ("choice", "before cond"),
        ("procedure", "filing file"),
        ("interim", "held over"),
        ("step", "path cond"),
    ],
)
def test_the_order_of_fields_is_the_contract(name: str, fields: str) -> None:
    assert load_tables()[name].fields == tuple(fields.split())


def test_tables_say_what_the_language_says(shared: Path) -> None:
    language = (shared / "LANGUAGE.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"```tables\n(.*?)```", language, re.S)
    assert plain_tables.read(text) == {name: plain_tables.table(name)[1] for name in NAMES}
    heads = {file.read_text(encoding="utf-8").splitlines()[0] for file in plain_tables.FOLDER.iterdir()}
    assert heads == {line for line in text.splitlines() if line.startswith("[")}


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_has_exactly_one_answer_and_the_engine_gives_it(name: str) -> None:
    samples = list(Questions(load_tables()[name]).samples())
    plain = [plain_tables.holding(name, question) for question in samples]
    assert [answers for answers in plain if len(answers) != 1] == []
    assert Engine(remember=False).ask(name, samples) == [answer for (answer,) in plain]
    assert Engine().ask(name, samples) == [answer for (answer,) in plain]


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_answers_some_cell(name: str) -> None:
    samples = Questions(load_tables()[name]).samples()
    answered = {plain_tables.ask(name, question) for question in samples}
    assert answered == {rule.name for rule in load_tables()[name].rules}


def test_the_engine_itself_proves_the_tables() -> None:
    cells = sum(len(Questions(table).cells()) for table in load_tables().values())
    assert prove_tables() == 2 * cells > 900


def test_a_table_in_which_two_rules_hold_is_not_proved() -> None:
    text = "[t] Overlaps at 5.\nfields: a int\nanswers: small; large\nsmall: a <= 5\nlarge: a >= 5"
    with pytest.raises(EngineError) as caught:
        prove_tables({"t": parse_table(text, "t")})
    assert caught.value.code == "engine_table"
    assert "'small' and 'large' answer (5,)" in str(caught.value)


def test_a_table_with_a_hole_is_not_proved() -> None:
    text = "[t] Nothing at 5.\nfields: a int\nanswers: small; large\nsmall: a < 5\nlarge: a > 5"
    with pytest.raises(EngineError) as caught:
        prove_tables({"t": parse_table(text, "t")})
    assert caught.value.code == "engine_failed"


ANSWERS = {
    "met_recalled": "met_recalled",
    "gap_recalled": "gap_recalled",
    "met_recalled_proved": "met_recalled",
    "gap_recalled_applies": "gap_recalled",
    "unknown_between": "unknown",
    "keep_applies_recalled": "keep",
    "keep_proved_na": "keep",
    "not_applicable_here": "not_applicable",
    "fails_no_remedy": "fails",
    "owed_hoped": "owed",
    "ok_discretion": "ok",
    "fine_to_confirm": "fine",
    "short_recalled": "short",
    "weakest_0": "0",
    "strongest_3": "3",
    "not_open_recalled": "not_open",
    "negative_recalled": "negative",
    "undetermined_open": "undetermined",
    "undetermined_recalled": "undetermined",
    "possible_last": "possible",
    "possible_route": "possible",
    "skipped_later": "skipped",
    "taken": "taken",
    "cannot_be_filed": "cannot_be_filed",
    "filing_unknown": "unknown",
    "file_unknown": "unknown",
    "unknown_held": "unknown",
    "not_needed": "not_needed",
    "not_on_route": "not_needed",
    "later": "later",
    "none": "none",
}


@pytest.mark.parametrize("rule, answer", ANSWERS.items())
def test_answer_of(rule: str, answer: str) -> None:
    assert answer_of(rule) == answer


def test_answers_are_closed_words_of_their_table() -> None:
    tables = load_tables()
    assert set(tables["comparison"].answers.values()) == STATUSES - {"not_applicable"}
    assert set(tables["combine"].answers.values()) == STATUSES
    assert set(tables["except"].answers.values()) == STATUSES - {"gap"} | {"keep"}
    assert set(tables["rank"].answers.values()) == set("0123")
    assert set(tables["step"].answers.values()) == {"needed", "possible", "not_needed"}
    outcomes = {"positive", "conditional", "partial", "negative", "undetermined"}
    assert set(tables["outcome"].answers.values()) == outcomes
    assert set(tables["route"].answers.values()) == outcomes | {"not_open"}


def test_answer_of_an_unknown_rule_is_refused_with_the_nearest() -> None:
    with pytest.raises(EngineError, match="met_recalled") as caught:
        answer_of("met_recaled")
    assert caught.value.code == "engine_question"


UNSAFE = {
    "join with another message": "r: first.metric = A",
    "negation": "r: a not 1",
    "not equal": "r: a != 1",
    "presence": "r: a exists",
    "pattern": "r: a matches [0-9]+",
    "arithmetic": "r: a > a / 2",
    "itself": "r: a > a",
    "float": "r: a > 1.5",
    "exponent": "r: a = 1e16",
    "beyond 2^53": f"r: a = {2**53 + 1}",
    "null": "r: a = null",
    "unknown field": "r: b = 1",
    "no conditions": "r:",
    "empty condition": "r: a = 1;",
    "value twice": "r: a in 1, 1",
    "rule twice": "r: a < 1\nr: a >= 1",
    "rule name": "Rule: a = 1",
    "no rules": "",
    "text for a number": "r: a = yes",
    "answer of no rule": "other: a = 1",
}


@pytest.mark.parametrize("rules", UNSAFE.values(), ids=UNSAFE)
def test_conditions_outside_the_safe_subset_are_refused(rules: str) -> None:
    assert parse_table(one_field("r: a > 1"), "t").rules[0].name == "r"
    assert refusal(one_field(rules)).code == "engine_table"


def test_a_refusal_names_file_and_line() -> None:
    assert str(refusal(one_field("r: a > 1\ns: a !! 1"))).startswith(
        "t.table:5: engine_table: 'a !! 1' is no condition"
    )


FIELDS = {
    "code in capitals": "a YES|no",
    "empty code": "a yes|",
    "code with a quote": 'a yes"|no',
    "code too long": f"a {'y' * 65}|no",
    "code twice": "a yes|yes",
    "empty range": "a 3..1",
    "range too large": f"a 0..{2**53 + 1}",
    "dotted name": "a.b int",
    "name twice": "a int; a int",
    "the engine's id": "a int; id int",
    "the engine's session": "a int; sid int",
    "hash of id": "a int; u7wsct int",
    "hash of sid": "a int; fgffg6 int",
    "hash of another field": "a int; trusted yes|no; k7y_5nd yes|no",
    "no kind": "a",
}


@pytest.mark.parametrize("fields", FIELDS.values(), ids=FIELDS)
def test_fields_that_the_engine_would_confuse_are_refused(fields: str) -> None:
    text = one_field("r: a > 1", fields)
    assert refusal(text).code == "engine_table"


def test_an_order_of_texts_is_refused() -> None:
    assert "only ints have an order" in str(refusal(one_field("r: a < b2", "a b1|b2")))


def test_a_code_that_the_field_does_not_list_is_refused() -> None:
    assert "cannot stand in 'a', which holds one of b1, b2" in str(refusal(one_field("r: a = b3", "a b1|b2")))


@pytest.mark.parametrize("line", ["given: a <= c", "given: c <= a", "given: a <= b where c = maybe", "given: a < b"])
def test_promises_about_what_is_no_int_are_refused(line: str) -> None:
    text = f"[t] .\nfields: a int; b int; c yes|no\n{line}\nanswers: r\nr: a > 1"
    assert refusal(text).code == "engine_table"


@pytest.mark.parametrize("text", ["", "fields: a int", "[t] .\nanswers: r\nr: a = 1", "[t] .\nfields: a int\nr: a = 1"])
def test_a_text_without_its_parts_is_refused(text: str) -> None:
    assert refusal(text).code == "engine_table"


def values(count: int) -> str:
    return ", ".join(map(str, range(count)))


LIMITS = {
    "fields": lambda n: one_field("r: a > 1", "; ".join(["a int", *(f"f{i} int" for i in range(n - 1))])),
    "rules": lambda n: one_field(f"r: a in {values(n)}"),
    "comparisons of order": lambda n: one_field("\n".join(f"r_{i}: a < {i}" for i in range(n))),
    "conditions in one rule": lambda n: one_field("r: " + "; ".join(f"a < {i}" for i in range(n))),
    "codes of one field": lambda n: one_field("r: a = c0", "a " + "|".join(f"c{i}" for i in range(n))),
}


@pytest.mark.parametrize(
    "what, most",
    [
        ("fields", 60),
        ("rules", 200),
        ("comparisons of order", 60),
        ("conditions in one rule", 16),
        ("codes of one field", 200),
    ],
)
def test_limits_hold_at_n_and_refuse_at_one_more(what: str, most: int) -> None:
    assert parse_table(LIMITS[what](most), "t").name == "t"
    error = refusal(LIMITS[what](most + 1))
    assert error.code == "engine_limit"
    assert f"{most + 1} {what}; at most {most}" in str(error)


def test_comparisons_are_counted_over_all_rules() -> None:
    def text(count: int) -> str:
        rules = [f"r_{i}: a = {i % 200}; b = {i // 200}; c = {i}" for i in range(count)]
        return one_field("\n".join(rules), "a int; b int; c int")

    assert parse_table(text(199), "t").name == "t"
    assert refusal(text(200)).code == "engine_limit"


def test_the_engine_bears_a_table_at_every_limit() -> None:
    rows = "\n".join([f"r_{i}: a = {i}" for i in range(140)] + ["s: a < 0", "t: a >= 140"])
    table = parse_table(f"[t] .\nfields: a int\nanswers: r; s; t\n{rows}", "t")
    answers = Engine(remember=False, tables={"t": table}).ask("t", [(i,) for i in range(-1, 141)])
    assert answers == ["s", *(f"r_{i}" for i in range(140)), "t"]


def test_hashes_are_the_engines() -> None:
    assert name_hash("trusted") == name_hash("k7y_5nd")
    assert name_hash("issuer.trusted") == name_hash("i_o5_gb")


def test_kinds_hold_no_look_alikes() -> None:
    assert Ints(0, 3).holds(3)
    assert not any(Ints(0, 3).holds(value) for value in (4, -1, True, 1.0, "1", None))
    assert Codes(("yes",)).holds("yes")
    assert not any(Codes(("yes",)).holds(value) for value in ("no", 1, None, b"yes"))
