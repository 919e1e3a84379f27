"""From plain data with places to a model of ours: every fault at once, each at its key or value, in our own words.

The models are strict and closed, so nothing is converted by guess; this module only translates what pydantic found.
A validator of ours speaks by raising ValueError with its sentence (code `invalid_value`), or PydanticCustomError whose
type is the code and whose message is the sentence; foreign text in either goes through `quoted`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar, get_args

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails
from pydantic_core.core_schema import ErrorType

from recognition.foundations.problems import InvalidDocument, Place, Problem, RecognitionError, nearest, quoted
from recognition.readers.field_names import field_names
from recognition.readers.limits import LIMITS
from recognition.readers.tree import Node, node_at, place_of, plain

T = TypeVar("T")
Location = tuple[str | int, ...]

_PYDANTIC_TYPES = frozenset(get_args(ErrorType))
_CODES = {
    "extra_forbidden": "unknown_key",
    "missing": "missing_key",
    "literal_error": "unknown_word",
    "enum": "unknown_word",
    "union_tag_invalid": "unknown_kind",
    "union_tag_not_found": "missing_key",
}
_EXPECTED = {
    "int_type": "a whole number", "int_from_float": "a whole number", "int_parsing": "a whole number",
    "float_type": "a number", "decimal_type": "a number", "decimal_parsing": "a number", "string_type": "text",
    "bool_type": "true or false", "bool_parsing": "true or false", "none_required": "null",
    "date_type": "a day, YYYY-MM-DD", "date_parsing": "a day, YYYY-MM-DD", "model_type": "a mapping",
    "date_from_datetime_parsing": "a day, YYYY-MM-DD", "model_attributes_type": "a mapping", "dict_type": "a mapping",
    "mapping_type": "a mapping", "dataclass_type": "a mapping", "list_type": "a list", "tuple_type": "a list",
    "set_type": "a list", "frozen_set_type": "a list", "iterable_type": "a list",
}  # fmt: skip
_BOUNDS = {
    "greater_than": "The value must be above {gt}.",
    "greater_than_equal": "The value must be at least {ge}.",
    "less_than": "The value must be below {lt}.",
    "less_than_equal": "The value must be at most {le}.",
    "too_short": "At least {min_length} are needed here.",
    "too_long": "At most {max_length} are allowed here.",
    "string_too_short": "The text must have at least {min_length} characters.",
    "string_too_long": "The text must have at most {max_length} characters.",
    "string_pattern_mismatch": "The text is not of the form that stands here.",
}
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]+)?")
_WORD = re.compile(r"'([^']*)'")
_PLAIN_STEP = re.compile(r"[A-Za-z0-9_.:@$ -]{1,80}")


@lru_cache(maxsize=256)
def _adapter(model: Any) -> TypeAdapter[Any]:
    return TypeAdapter(model)


def validate(
    model: type[T],
    node: Node,
    *,
    document: str | None = None,
    error: type[RecognitionError] = InvalidDocument,
    rename: Mapping[str, str] | None = None,
) -> T:
    """The model made of the tree, or `error` with all problems (at most `LIMITS.problems`), in the order of the file.

    `rename` maps a code, or one of pydantic's types of error, to the caller's own code. Codes: `unknown_key`,
    `missing_key`, `unknown_word`, `unknown_kind`, `invalid_value`, and those of PydanticCustomErrors.
    """
    try:
        untyped: Any = model  # the cache wants a hashable argument, and mypy does not believe that types are
        made: T = _adapter(untyped).validate_python(plain(node))
    except ValidationError as failed:
        details = failed.errors(include_url=False, include_input=False)[: LIMITS.problems]
        problems = {_problem(model, node, detail, document, rename or {}): None for detail in details}
        raise error(sorted(problems, key=_order)) from None
    return made


def _order(problem: Problem) -> tuple[int, int]:
    return problem.place.line or 0, problem.place.column or 0


def _problem(model: Any, node: Node, detail: ErrorDetails, document: str | None, rename: Mapping[str, str]) -> Problem:
    kind = detail["type"]
    path, missing = _real_path(node, detail["loc"], kind)
    context = detail.get("ctx", {})
    hint: str | None = None
    if kind == "extra_forbidden":
        known = field_names(model, detail["loc"][:-1])
        sentence, hint = f"The key {quoted(path[-1])} is not known here.", nearest(str(path[-1]), known)
    elif kind == "missing":
        sentence = f"The key {quoted(missing)} is missing."
    elif kind == "union_tag_not_found":
        sentence = f"The key {quoted(_unquoted(context.get('discriminator')))} is missing."
    elif kind in ("union_tag_invalid", "literal_error", "enum"):
        sentence, hint, path = _wrong_word(kind, context, node, path, detail["loc"])
    elif kind not in _PYDANTIC_TYPES:
        sentence = detail["msg"]
    elif "error" in context:  # a validator of ours spoke
        sentence = str(context["error"])
    else:
        sentence, hint = _wrong_value(kind, context, node, path)
    of_key = kind in ("extra_forbidden", "missing", "union_tag_not_found") or _is_key(detail["loc"])
    line, column = place_of(node, path, key=of_key)
    code = _CODES.get(kind, "invalid_value" if kind in _PYDANTIC_TYPES else kind)
    code = rename.get(kind) or rename.get(code) or code
    return Problem(code, sentence, Place(document, _pointer(path), line, column), hint)


def _is_key(loc: Location) -> bool:
    """Whether pydantic speaks of a key of a mapping, not of the value below it."""
    return loc[-1:] == ("[key]",)


def _wrong_word(
    kind: str, context: Mapping[str, Any], node: Node, path: Location, loc: Location
) -> tuple[str, str | None, Location]:
    expected = _WORD.findall(str(context.get("expected_tags") or context.get("expected") or ""))
    if kind == "union_tag_invalid":
        tagged = (*path, _unquoted(context.get("discriminator")))
        path = tagged if node_at(node, tagged)[1] == len(tagged) else path
    found = path[-1] if path and _is_key(loc) else node_at(node, path)[0].value
    if not isinstance(found, str):
        return "The value here must be one of a few words.", _listed(expected), path
    noun = "kind" if kind == "union_tag_invalid" else "word"
    return f"The {noun} {quoted(found)} is not known here.", nearest(found, expected) or _listed(expected), path


def _listed(words: Sequence[str]) -> str | None:
    return f"one of: {', '.join(words)}" if 0 < len(words) <= 12 else None


def _wrong_value(kind: str, context: Mapping[str, Any], node: Node, path: Location) -> tuple[str, str | None]:
    if kind in _BOUNDS:
        return _BOUNDS[kind].format_map(context), None
    expected = _EXPECTED.get(kind)
    if expected is None:
        return "The value here is not of the form that this place takes.", None
    found = node_at(node, path)[0].value
    hint = None
    if expected == "text" and not isinstance(found, (dict, list)):
        hint = "put it in quotes"
    elif expected.endswith("number") and isinstance(found, str) and _NUMBER.fullmatch(found):
        hint = "write it without quotes"
    return f"The value here must be {expected}.", hint


def _unquoted(discriminator: object) -> str:
    found = _WORD.match(str(discriminator))
    return found.group(1) if found else str(discriminator)


def _real_path(node: Node, loc: Location, kind: str) -> tuple[Location, str | int]:
    """The part of a pydantic location that names keys and positions of the file, and the key that is missing, if any.

    Locations also hold tags of unions and names of validators. A tag may look like a key (`kind: language` beside a
    field `language`), so every reading of the location is tried and the one that explains most of it is taken.
    """
    missing: str | int = ""
    if kind == "missing":
        *front, missing = loc
        readings = [(path, at) for path, at in _readings(node, tuple(front)) if _lacks(at, missing)]
    else:
        readings = list(_readings(node, loc))
        named = [reading for reading in readings if reading[0] and loc and reading[0][-1] == loc[-1]]
        readings = named or readings
    best = max((path for path, _ in readings), key=len, default=())
    return best, missing


def _lacks(node: Node, key: str | int) -> bool:
    return isinstance(node.value, dict) and key not in node.value


def _readings(node: Node, loc: Location) -> Iterator[tuple[Location, Node]]:
    if not loc:
        yield (), node
        return
    step, rest = loc[0], loc[1:]
    if isinstance(step, str) and step.endswith("]") and rest == ("[key]",):
        step = step[:-1]
    value = node.value
    below, taken = node_at(node, (step,))
    if taken:
        for path, end in _readings(below, rest):
            yield (step, *path), end
    if isinstance(step, str) and not taken and (inner := _of_lone_key(value)) and step in _entries(below := inner[1]):
        for path, end in _readings(below, loc):  # `id: {…}`, which our model holds as {id, …}
            yield (inner[0], *path), end
    named = isinstance(step, str) and taken and isinstance(value, dict) and not _is_a_value_of(step, value)
    counted = isinstance(step, int) and taken  # not taken: a lone mapping that our model makes a list of one
    if not (named or counted):
        yield from _readings(node, rest)


def _of_lone_key(value: object) -> tuple[str, Node] | None:
    if isinstance(value, dict) and len(value) == 1:
        ((key, below),) = value.items()
        return str(key), below
    return None


def _entries(node: Node) -> Mapping[str, Node]:
    return node.value if isinstance(node.value, dict) else {}


def _is_a_value_of(word: str, entries: Mapping[str, Node]) -> bool:
    return any(item.value == word for item in entries.values())


def _pointer(path: Location) -> str:
    """A JSON pointer, its steps made safe for messages."""
    return "".join(f"/{_step(step)}" for step in path)


def _step(step: str | int) -> str:
    text = str(step)
    return text if _PLAIN_STEP.fullmatch(text) else quoted(text.replace("~", "~0").replace("/", "~1"))
