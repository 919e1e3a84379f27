"""The ways in which the rules engine is known to crash, hang or answer wrongly: none can be reached through us.

Each is refused as a table, refused as a question, or answered rightly. `C` crashes or hangs, `W` is a wrong answer
without any error; nothing here lets the engine itself crash.
"""

from __future__ import annotations

import ast
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import orjson
import pytest

import recognition
from recognition.engine.adapter import Engine, prove_tables
from recognition.engine.questions import Questions
from recognition.engine.session import BATCH
from recognition.engine.table_form import name_hash
from recognition.engine.tables import Question, load_tables, parse_table
from recognition.foundations.problems import EngineError
from tests.engine import hostile_programs, plain_tables, samples

USED = {
    "create_ruleset",
    "delete_ruleset",
    "assert_events",
    "start_action_for_state",
    "complete_and_start_action",
    "delete_state",
}
MET: Question = ("num", "num", "none", 3, 0, 2, 2, "firm")


class Recorder:
    """Stands before the engine's calls and writes down each."""

    def __init__(self, engine: Engine) -> None:
        self.calls: list[tuple[str, tuple[Any, ...]]] = []
        for desk in engine._desks.values():
            self.error, self._real = desk.ruleset._calls.error, desk.ruleset._calls
            desk.ruleset._calls = self

    def __getattr__(self, name: str) -> Any:
        def call(*args: Any) -> Any:
            self.calls.append((name, args))
            return getattr(self._real, name)(*args)

        return call

    def messages(self) -> list[list[dict[str, Any]]]:
        return [orjson.loads(args[1]) for name, args in self.calls if name == "assert_events"]

    def rulesets(self) -> list[dict[str, Any]]:
        return [json.loads(args[1]) for name, args in self.calls if name == "create_ruleset"]


@pytest.fixture(scope="module")
def recorded() -> Recorder:
    """Everything sent to the engine while 2,000 questions of all tables are asked."""
    engine = Engine(remember=False)
    recorder = Recorder(engine)
    asked = samples.questions(2_000, seed=7)
    for name in load_tables():
        part = [question for table, question in asked if table == name]
        assert engine.ask(name, part) == [plain_tables.ask(name, question) for question in part]
    return recorder


def table(rules: str, fields: str = "a int; b int") -> Engine:
    text = f"[t] .\nfields: {fields}\nanswers: r\n{rules}"
    return Engine(remember=False, tables={"t": parse_table(text, "t")})


def refused_table(rules: str, fields: str = "a int; b int", code: str = "engine_table") -> None:
    with pytest.raises(EngineError) as caught:
        table(rules, fields)
    assert caught.value.code == code


def refused_question(name: str, *question: Any) -> None:
    engine = Engine()
    recorder = Recorder(engine)
    with pytest.raises(EngineError) as caught:
        engine.ask(name, [question])
    assert caught.value.code == "engine_question"
    assert recorder.calls == []


def test_c1_many_sessions(recorded: Recorder) -> None:
    assert not any("sid" in message for batch in recorded.messages() for message in batch)
    deleted = [args for name, args in recorded.calls if name == "delete_state"]
    assert {sid for _, sid in deleted} <= {"0"}


def test_c2_deleting_a_session_in_which_nothing_fired() -> None:
    engine = Engine(tables={"t": HOLE})
    recorder = Recorder(engine)
    with pytest.raises(EngineError):
        engine.ask("t", [(0,)])
    assert "delete_state" not in [name for name, _ in recorder.calls]


HOLE = parse_table("[t] The first question has no answer.\nfields: a 0..1\nanswers: r\nr: a = 1", "t")


def test_c2_the_first_question_of_a_ruleset_is_one_that_is_answered(recorded: Recorder) -> None:
    first: dict[int, int] = {}
    for name, args in recorded.calls:
        if name == "assert_events":
            first.setdefault(args[0], len(orjson.loads(args[1])))
    assert len(first) == len(load_tables())
    assert set(first.values()) == {1}


def test_c3_no_host_and_no_threads(recorded: Recorder) -> None:
    assert {name for name, _ in recorded.calls} <= USED
    importing = []
    for file in Path(recognition.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            importing += [(file.name, name) for name in names if name.split(".")[0].startswith("durable")]
    assert importing == [("adapter.py", "durable_rules_engine")]


def test_c4_inequality_joins(recorded: Recorder) -> None:
    refused_table("r: first.a = 1; second.a > first.a")
    rules = [rule for ruleset in recorded.rulesets() for rule in ruleset.values()]
    assert len(rules) > 100
    assert all(len(rule["all"]) == 1 and list(rule["all"][0]) == ["m"] for rule in rules)


def test_c5_one_session_from_several_threads() -> None:
    engine = Engine(remember=False)
    asked: list[Question] = [("num", "num", "none", n, 0, 5, 5, "firm") for n in range(10)]
    right = ["unknown_more"] * 5 + ["met"] * 5
    with ThreadPoolExecutor(8) as pool:
        assert all(answers == right for answers in pool.map(lambda _: engine.ask("comparison", asked), range(800)))


def test_c6_empty_messages(recorded: Recorder) -> None:
    refused_question("remedy")
    refused_question("comparison", *MET[:-1])
    fields = {("id", *one.fields) for one in load_tables().values()}
    assert {tuple(message) for batch in recorded.messages() for message in batch} == fields


def test_c7_empty_batches(recorded: Recorder) -> None:
    engine = Engine()
    recorder = Recorder(engine)
    assert engine.ask("remedy", []) == []
    assert recorder.calls == []
    assert min(map(len, recorded.messages())) == 1


def test_c7_a_place_at_random_is_never_used() -> None:
    engine = Engine()
    engine.ask("comparison", [MET])
    for text in ("[]", "[1]", "hello"):
        with pytest.raises(EngineError) as caught:
            engine._desks["comparison"].ruleset.fire(text, 1)
        assert caught.value.code == "engine_failed"
        assert Engine.ask(engine, "comparison", [("num", "num", "none", 1, 0, 2, 2, "firm")]) == ["unknown_more"]


def test_c8_deep_nesting(recorded: Recorder) -> None:
    deep: Any = "yes"
    for _ in range(1_000):
        deep = (deep,)
    refused_question("remedy", deep, "yes")
    kinds = {type(value) for batch in recorded.messages() for message in batch for value in message.values()}
    assert kinds == {int, str}


def test_c9_very_long_names_and_codes() -> None:
    refused_question("remedy", "y" * 9_000_000, "yes")
    refused_table(f"{'r' * 65}: a = 1")
    refused_table("r: a = 1", f"a int; {'b' * 65} int")
    refused_table("r: a = y", f"a y|{'y' * 65}")


def test_c10_too_many_comparisons() -> None:
    refused_table("r: a in " + ", ".join(map(str, range(201))), code="engine_limit")


def test_w1_negation() -> None:
    for rules in ("r: none a = 1", "r: not a = 1", "r: a not 1", "r: a = 1; none(b = 1)"):
        refused_table(rules)


def test_w2_retraction(recorded: Recorder) -> None:
    assert not {"retract_fact", "retract_facts"} & {name for name, _ in recorded.calls}


@pytest.mark.parametrize("value", [1e16, 1e-7, 1.0, float("inf"), float("nan")])
def test_w3_numbers_that_the_parser_cannot_read(value: float) -> None:
    refused_question("rank", "weakest", value, 0, 0, 0)


def test_w4_one_unmatched_question_voids_the_call_and_no_later_one() -> None:
    engine = Engine(remember=False, tables={"t": parse_table("[t] .\nfields: a 0..9\nanswers: r\nr: a < 5", "t")})
    for _ in range(3):
        with pytest.raises(EngineError) as caught:
            engine.ask("t", [(1,), (7,), (2,)])
        assert caught.value.code == "engine_failed"
        assert engine.ask("t", [(3,), (1,)]) == ["r", "r"]


def test_w5_two_sessions_in_a_batch() -> None:
    refused_table("r: sid = 1", "sid int")
    refused_question("remedy", "yes", "yes", "evil")


def test_w6_equal_hashes_of_message_numbers(recorded: Recorder) -> None:
    assert len({name_hash(str(number)) for number in range(BATCH)}) == BATCH
    for batch in recorded.messages():
        assert [message["id"] for message in batch] == [str(number) for number in range(len(batch))]


def test_w6_equal_messages_are_no_duplicates() -> None:
    engine = Engine(remember=False)
    for _ in range(3):
        assert engine.ask("comparison", [MET, MET]) == ["met", "met"]


def test_w7_equal_hashes_of_sessions() -> None:
    assert name_hash("f6059") == name_hash("f264602")
    refused_question("remedy", "yes", "yes", "f264602")


def test_w8_equal_hashes_of_names() -> None:
    assert name_hash("q189dbz") == name_hash("q57828z")
    refused_table("r: q189dbz = 1", "q189dbz int; q57828z int")


def test_w9_a_comparison_whose_right_side_is_missing(recorded: Recorder) -> None:
    compared = 0
    for ruleset in recorded.rulesets():
        for rule in ruleset.values():
            terms = rule["all"][0]["m"]["$and"]
            for place, term in enumerate(terms):
                for other in (value for sides in term.values() if isinstance(sides, dict) for value in sides.values()):
                    if isinstance(other, dict):
                        compared += 1
                        assert terms[place - 1] == {"$ex": {other["$m"]: 1}}
    assert compared == 18
    engine = Engine()
    with pytest.raises(EngineError):
        engine._desks["combine"].ruleset.fire('[{"id":"0","n":1,"c1":1,"c2":1,"c3":1,"c4":1}]', 1)


def test_w10_misspelt_names() -> None:
    refused_table("r: a > bb")
    refused_table("r: m = 1")


def test_w11_or() -> None:
    refused_table("r: a = 1 or b = 1")
    refused_table("r: a = 1 | b = 1")
    assert table("r: a in 1, 2", "a 1..2; b int").ask("t", [(1, 1), (2, 1)]) == ["r", "r"]
    refused_table("r: a in 1, 1")


def test_w12_absence() -> None:
    refused_table("r: a absent")
    refused_question("remedy", None, "yes")
    assert "none" in load_tables()["comparison"].kinds["low"].words  # type: ignore[union-attr]


def test_w13_text_against_number() -> None:
    refused_table("r: a > b", "a int; b b1|b2")
    refused_table("r: a = b1")
    refused_table("r: a > '9'")
    refused_question("rank", "weakest", "10", 0, 0, 0)


def test_w14_order_of_texts() -> None:
    refused_table("r: a < b2", "a b1|b2")
    refused_table("r: a <= b", "a b1|b2; b b1|b2")


def test_w15_big_integers() -> None:
    refused_question("rank", "weakest", 2**64, 0, 0, 0)
    refused_question("rank", "weakest", 2**53 + 1, 0, 0, 0)
    refused_table(f"r: a = {2**63 - 1}")
    top = 2**53
    asked: list[Question] = [("num", "num", "none", n, 0, top, top, "firm") for n in (top - 1, top)]
    assert Engine(remember=False).ask("comparison", asked) == ["unknown_more", "met"]


def test_w16_arithmetic() -> None:
    for rules in ("r: a >= 5/2", "r: a > b / 2", "r: a > b + 1", "r: a = 5 / 0"):
        refused_table(rules)


def test_w17_null() -> None:
    refused_table("r: a = null")
    refused_question("rank", "weakest", None, 0, 0, 0)
    refused_question("rank", "weakest", float("nan"), 0, 0, 0)


def test_w18_any_item_and_all_items() -> None:
    refused_table("r: a anyItem 1")
    refused_question("remedy", ["yes"], "yes")


@pytest.mark.parametrize("pitfall", ["w19 action raises", "w20 fact from an action", "w21 slow action"])
def test_w19_to_w21_no_python_actions(recorded: Recorder, pitfall: str) -> None:
    """An engine rule of ours has conditions and a cap, and nothing that could run."""
    rules = [rule for ruleset in recorded.rulesets() for rule in ruleset.values()]
    assert {key for rule in rules for key in rule} == {"cap", "all"}, pitfall
    assert {name for name, _ in recorded.calls} <= USED, pitfall


def test_w22_an_exception_between_start_and_end(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine(remember=False)
    engine.ask("comparison", [MET])

    def broken(text: str) -> Any:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("recognition.engine.session.orjson.loads", broken)
        with pytest.raises(KeyboardInterrupt):
            engine.ask("comparison", [MET])
    assert engine.ask("comparison", [MET]) == ["met"]


def test_w23_a_message_that_meets_too_many_comparisons() -> None:
    refused_table("\n".join(f"r_{i}: a < {i}" for i in range(61)), code="engine_limit")
    widest = max(len(one.tests()) for one in load_tables().values())
    assert widest < 60


def test_w23_sixty_comparisons_met_at_once_are_borne() -> None:
    rows = [f"r_{i}: a = {i - 59}; a < {i + 1}" for i in range(59)] + ["r_rest: a >= 0"]
    assert table("\n".join(rows), "a -59..60").ask("t", [(-59,), (-1,), (60,)]) == ["r_0", "r_58", "r_rest"]


def test_w24_two_rules_that_hold() -> None:
    with pytest.raises(EngineError) as caught:
        prove_tables({"t": parse_table("[t] .\nfields: a 0..9\nanswers: r\nr_low: a < 6\nr_high: a > 4", "t")})
    assert caught.value.code == "engine_table"
    assert prove_tables() > 900


REFUSED_TABLES = {
    "absent_property_loop": "engine_table",
    "and_join_segfault": "engine_table",
    "big_integer": "engine_table",
    "divide_by_zero": "engine_table",
    "dotted_forgery": "engine_table",
    "empty_fact_batch": "engine_table",
    "equal_facts": "engine_table",
    "exists_id_loop": "engine_table",
    "foreign_sid": "engine_table",
    "generated_id": "engine_table",
    "join_int_float": "engine_table",
    "join_missing_property": "engine_table",
    "many_thresholds": "engine_limit",
    "many_values": "engine_limit",
    "name_hash_forgery": "engine_table",
    "order_of_negation": "engine_table",
    "regex_tail": "engine_table",
    "same_id": "engine_table",
}
REFUSED_QUESTIONS = {"batch_silent_loss", "bool_number", "string_number"}
ANSWERED = {"empty_batch"}


def program(shared: Path, name: str) -> dict[str, Any]:
    text = (shared / "hostile" / "engine" / f"{name}.json").read_text(encoding="utf-8")
    return hostile_programs.made(json.loads(text))


def test_every_hostile_program_is_tried(shared: Path) -> None:
    there = {file.stem for file in (shared / "hostile" / "engine").glob("*.json")}
    assert there == REFUSED_TABLES.keys() | REFUSED_QUESTIONS | ANSWERED


@pytest.mark.parametrize("name, code", REFUSED_TABLES.items())
def test_a_hostile_program_cannot_be_built(shared: Path, name: str, code: str) -> None:
    with pytest.raises(EngineError) as caught:
        parse_table(hostile_programs.table_text(program(shared, name)), "hostile")
    assert caught.value.code == code


@pytest.mark.parametrize("name", sorted(REFUSED_QUESTIONS))
@pytest.mark.parametrize("remember", [True, False])
def test_a_hostile_message_is_refused(shared: Path, name: str, remember: bool) -> None:
    # The value at fault is sent as it stands, although the kind of its field comes from the rule.
    text = "[hostile] .\nfields: a int\nanswers: r; other\n"
    rule = {"bool_number": "r: a = 1\nother_low: a < 1\nother_high: a > 1"}
    rest = {"batch_silent_loss": "r: a > 0\nother: a <= 0", "string_number": "r: a > 100\nother: a <= 100"}
    hostile = parse_table(text + (rule | rest)[name], "hostile")
    engine = Engine(remember=remember, tables={"hostile": hostile})
    good: list[Question] = [(1,), (2,), (3,), (100,), (101,)]
    before = engine.ask("hostile", good)
    asked: list[Any] = hostile_programs.questions(program(shared, name), hostile.fields)
    with pytest.raises(EngineError) as caught:
        engine.ask("hostile", asked)
    assert caught.value.code == "engine_question"
    assert engine.ask("hostile", good) == before
    assert len(before) == len(good)


def test_a_hostile_empty_batch_is_answered_by_nothing(shared: Path) -> None:
    one = program(shared, "empty_batch")
    engine = table("r: a = 1\nr_low: a < 1\nr_high: a > 1", "a int")
    assert engine.ask("t", hostile_programs.questions(one, ("a",))) == []


def test_equal_courses_are_both_answered(shared: Path) -> None:
    """The right answer behind `equal_facts` and `same_id`: equal values are no duplicates, and ids are ours."""
    engine = table("r: credits > 0\nr_none: credits <= 0", "credits int")
    asked = hostile_programs.questions(program(shared, "equal_facts"), ("credits",))
    assert engine.ask("t", asked) == ["r", "r"]


def test_the_cells_of_every_table_are_few() -> None:
    assert sum(len(Questions(one).cells()) for one in load_tables().values()) < 1_000
