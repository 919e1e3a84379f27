"""What changed between two versions of a ruleset: figures, requirements, routes … and from which day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel

from recognition.catalogue.loaded import Ruleset
from recognition.model.ruleset import Parameter, ParameterRow

TABLES = ("sources", "clocks", "facts", "requirements", "remedies", "steps")


class Difference(NamedTuple):
    """One change: `kind` is added, removed or changed; `from_day` is where the law gives it a day."""

    part: str
    id: str
    kind: str
    said: str
    from_day: str | None = None


def differences(old: Ruleset, new: Ruleset) -> list[Difference]:
    """Every change of meaning, figures of law first. Titles and other texts are not compared."""
    found = [*_header(old, new), *_parameters(old.parameters, new.parameters)]
    for table in TABLES:
        found += _table(table, getattr(old, table), getattr(new, table))
    found += _table(
        "routes", {r.id or str(r.take): r for r in old.routes}, {r.id or str(r.take): r for r in new.routes}
    )
    found += _table("stages", {s.id: s for s in old.stages}, {s.id: s for s in new.stages})
    if set(old.report) != set(new.report):
        found.append(Difference("report", "", "changed", f"{', '.join(old.report)} -> {', '.join(new.report)}"))
    return found


def _header(old: Ruleset, new: Ruleset) -> Iterator[Difference]:
    for name in ("id", "version", "subject", "status"):
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield Difference("ruleset", name, "changed", f"{before} -> {after}")
    if old.in_force != new.in_force:
        yield Difference("ruleset", "in_force", "changed", f"{_written(old.in_force)} -> {_written(new.in_force)}")


def _parameters(old: Mapping[str, Parameter], new: Mapping[str, Parameter]) -> Iterator[Difference]:
    for id in dict.fromkeys([*old, *new]):
        if id not in old or id not in new:
            yield Difference("parameters", id, "removed" if id in old else "added", "")
            continue
        before, after = old[id], new[id]
        for name in ("unit", "clock", "key"):
            if getattr(before, name) != getattr(after, name):
                yield Difference(
                    "parameters", id, "changed", f"{name}: {getattr(before, name)} -> {getattr(after, name)}"
                )
        rows, now = _rows(before), _rows(after)
        for key in dict.fromkeys([*rows, *now]):
            was, is_ = rows.get(key), now.get(key)
            said = f"{_value(was)} -> {_value(is_)}"
            if was != is_:
                yield Difference("parameters", id, "changed", f"{key[0]}: {said}" if key[0] else said, key[1])


def _rows(parameter: Parameter) -> dict[tuple[str, str], ParameterRow]:
    return {
        (row.for_ or "", row.from_ if isinstance(row.from_, str) else row.from_.text): row for row in parameter.values
    }


def _value(row: ParameterRow | None) -> str:
    if row is None:
        return "no row"
    until = f" until {row.until.text}" if row.until is not None else ""
    return f"{_written(row.is_)}{until} ({row.cite.source} {row.cite.at})"


def _table(part: str, old: Mapping[str, BaseModel], new: Mapping[str, BaseModel]) -> Iterator[Difference]:
    for id in dict.fromkeys([*old, *new]):
        if id not in old or id not in new:
            yield Difference(
                part, id, "removed" if id in old else "added", "", _begins((new if id in new else old)[id])
            )
        elif old[id] != new[id]:
            before, after = _plain(old[id]), _plain(new[id])
            changed = [key for key in dict.fromkeys([*before, *after]) if before.get(key) != after.get(key)]
            said = "; ".join(f"{key}: {_written(before.get(key))} -> {_written(after.get(key))}" for key in changed)
            yield Difference(part, id, "changed", said, _begins(new[id]))


def _begins(model: BaseModel) -> str | None:
    force = getattr(model, "in_force", None)
    return force.from_.text if force is not None and force.from_ is not None else None


def _plain(model: BaseModel) -> dict[str, Any]:
    return model.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _written(value: Any) -> str:
    """A value as a ruleset writes it, in one line."""
    if value is None:
        return "nothing"
    if isinstance(value, BaseModel):
        return _written(_plain(value))
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_written(one)}" for key, one in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_written, value)) + "]"
    return str(value)
