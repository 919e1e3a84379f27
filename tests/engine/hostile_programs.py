"""Hostile engine programs put into our own words: a table's text, and the questions that its messages would be."""

from __future__ import annotations

from typing import Any

SIGNS = {"$lt": "<", "$gt": ">", "$lte": "<=", "$gte": ">="}
WORDS = {"$ex": "exists", "$nex": "absent", "$mt": "matches"}


def made(program: dict[str, Any]) -> dict[str, Any]:
    """Programs described in words, written out."""
    text = program.get("make", "")
    if text.startswith("70 rules"):
        rules = {f"r{i}": {"all": [{"m": {"$lt": {"a": i}}}]} for i in range(70)}
        return {"rules": rules, "ops": [["assert", {"a": -1}]]}
    if text.startswith("513 rules"):
        rules = {f"r{i}": {"all": [{"m": {"a": i}}]} for i in range(513)}
        return {"rules": rules, "ops": [["assert", {"a": 0}]]}
    assert "rules" in program, "a program described in words that this test does not know"
    return program


def _right(value: Any) -> str:
    if isinstance(value, dict):
        if "$div" in value:
            parts = value["$div"]
            return f"{_right(parts['$l'])} / {_right(parts['$r'])}"
        ((alias, field),) = value.items()
        return f"{alias}.{field}"
    return (
        {True: "true", False: "false", None: "null"}.get(value, str(value))
        if not isinstance(value, int) or isinstance(value, bool)
        else str(value)
    )


def _terms(alias: str, pattern: dict[str, Any]) -> list[str]:
    terms = []
    for key, value in pattern.items():
        if key == "$and":
            terms += [term for part in value for term in _terms(alias, part)]
        elif key in SIGNS or key in WORDS:
            ((field, right),) = value.items()
            tail = f" {_right(right)}" if key not in ("$ex", "$nex") else ""
            terms.append(f"{alias}{field} {SIGNS.get(key) or WORDS[key]}{tail}")
        else:
            terms.append(f"{alias}{key} = {_right(value)}")
    return terms


def _kind(values: list[Any]) -> str:
    if values and all(isinstance(value, str) for value in values):
        return "|".join(dict.fromkeys(values))
    return "int"


def _facts(ops: list[list[Any]]) -> list[dict[str, Any]]:
    return [fact for op, body in ops for fact in (body if op == "asserts" else [body])]


def table_text(program: dict[str, Any]) -> str:
    """The nearest that our tables could say: one message, so the alias stays only where a rule has several."""
    lines = []
    for name, rule in program["rules"].items():
        parts = [(alias, pattern) for step in rule["all"] for alias, pattern in step.items()]
        terms = [t for alias, p in parts for t in _terms(f"{alias}." if len(parts) > 1 else "", p)]
        lines.append(f"{name}: {'; '.join(terms)}")
    fields: dict[str, list[Any]] = {}
    for fact in _facts(program["ops"]):
        for field, value in fact.items():
            fields.setdefault(field, []).append(value)
    kinds = "; ".join(f"{field} {_kind(values)}" for field, values in fields.items())
    answers = "; ".join(program["rules"]) or "none"
    return "\n".join(["[hostile] From outside.", f"fields: {kinds or 'a int'}", f"answers: {answers}", *lines])


def questions(program: dict[str, Any], fields: tuple[str, ...]) -> list[tuple[Any, ...]]:
    """The program's messages as questions; a message that lacks a field makes a shorter question."""
    return [tuple(fact[field] for field in fields if field in fact) for fact in _facts(program["ops"])]
