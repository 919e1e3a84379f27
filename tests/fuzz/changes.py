"""Ways to spoil a document: each takes its bytes and gives others; chance comes from the generator it is handed."""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any

from lxml import etree

LONGEST_DONATION = 2_000
MOST_LEVELS_BUILT = 150

_NUMBER = re.compile(rb"[-+]?\d+(?:[.,]\d+)?")
_WRONG_NUMBERS = (
    b"-1", b"0", b"-0", b"00", b"1e400", b"1E-7", b"NaN", b"Infinity", b"0x10", b"1,5", b"1.5", b".5", b"5.", b"1_000",
    b"9" * 15, b"9" * 16, b"9" * 400, b"9" * 5_000, b"0.00000000001", b"2024-02-30", b"0000-00-00", b"9999-12-31",
    b"24:61", b"\xd9\xa3", b"\xc2\xb2", b"\xe2\x85\xa7", b"P3Y", b"-P1D", b"P999999999Y", b"PT1.5H", b"",
)  # fmt: skip
_ODD_TEXT = (
    b"\x00", b"\x1b[2J", b"\xe2\x80\xae", b"\xef\xbb\xbf", b"\xef\xbf\xbf", b"\xed\xa0\x80", b"\xc0\xaf",
    b"\xf4\x90\x80\x80", b"\xe2\x80\xa8", b"\xc2\x85", b"\\ud800", b"\\u0000", b"&#0;", b"&#xD800;", b"&nope;",
    b"<!--", b"]]>", b"<![CDATA[", b"<!DOCTYPE a>", b"<<: *a", b"&a ", b"!!python/object:os.system ", b"\r", b"\t",
    b"%YAML 1.1\n", b"---\n", b"/", b"#", b"//", b":", b"http://[", b"https://[::1", b"urn:", b"did:", b"{{7*7}}",
)  # fmt: skip
_ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "utf-8-sig", "latin-1", "cp1252", "cp037")
_ODD_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, 10**15, 10**30, "", " ", "0", "-1", "x" * 300, "a\u202eb", "\ud800", "2024-13-45",
    "http://[", "urn:", [], {}, [[]], [None], {"": None}, [{}], {"id": 7}, {"id": None}, {"type": {}},
    {"en": 1}, {"@value": []}, ["a", 1, None], "P1Y", "9999-12-31", "0001-01-01T00:00:00-23:59", "NaN", "1e999",
)  # fmt: skip
_LEVELS = (
    (b"[", b"]"), (b'{"a":', b"}"), (b"<a>", b"</a>"), (b"{a: ", b"}"), (b"- ", b""), (b"<hasPart>", b"</hasPart>"),
)  # fmt: skip

Change = Callable[[bytes, bytes, Random], bytes]
"""The document, another to take from, and the chance."""


def _span(data: bytes, chance: Random, longest: int) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.randint(1, longest))


def flip_bytes(data: bytes, _: bytes, chance: Random) -> bytes:
    """Turn up to eight bytes into others."""
    changed = bytearray(data)
    for _times in range(chance.randint(1, 8) if data else 0):
        place = chance.randrange(len(changed))
        changed[place] = changed[place] ^ (1 << chance.randrange(8)) if chance.random() < 0.5 else chance.randrange(256)
    return bytes(changed)


def delete_span(data: bytes, _: bytes, chance: Random) -> bytes:
    """Take a span out, now and then all that follows."""
    start, end = _span(data, chance, chance.choice((1, 10, 100, 5_000)))
    return data[:start] if chance.random() < 0.1 else data[:start] + data[end:]


def duplicate_span(data: bytes, _: bytes, chance: Random) -> bytes:
    """Write a span twice or more."""
    start, end = _span(data, chance, chance.choice((5, 50, 500)))
    return data[:start] + data[start:end] * chance.choice((2, 2, 3, 40)) + data[end:]


def take_from_another(data: bytes, other: bytes, chance: Random) -> bytes:
    """Put a span of another sample in place of one of this."""
    start, end = _span(data, chance, 200)
    first, last = _span(other, chance, LONGEST_DONATION)
    return data[:start] + other[first:last] + data[end:]


def swap_lines(data: bytes, other: bytes, chance: Random) -> bytes:
    """Move, drop, repeat or indent lines, or take one from another sample; most of this tells in YAML and CSV."""
    lines, others = data.splitlines(keepends=True), other.splitlines(keepends=True)
    if not lines or not others:
        return data
    here, there = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(5):
        case 0:
            lines[here], lines[there] = lines[there], lines[here]
        case 1:
            del lines[here]
        case 2:
            lines.insert(there, lines[here])
        case 3:
            lines[here] = b" " * chance.randint(1, 4) + lines[here]
        case _:
            lines[here] = chance.choice(others)[:LONGEST_DONATION]
    return b"".join(lines)


def wrong_numbers(data: bytes, _: bytes, chance: Random) -> bytes:
    """Put in place of numbers what is none, too large, too fine, of another script or no day of the calendar."""
    found = list(_NUMBER.finditer(data))
    for match in sorted(chance.sample(found, min(len(found), chance.randint(1, 4))), key=lambda m: -m.start()):
        data = data[: match.start()] + chance.choice(_WRONG_NUMBERS) + data[match.end() :]
    return data


def odd_text(data: bytes, _: bytes, chance: Random) -> bytes:
    """Insert characters that no text should hold, or the marks of syntax that is refused."""
    place = chance.randrange(len(data) + 1)
    return data[:place] + chance.choice(_ODD_TEXT) + data[place:]


def nest_deeply(data: bytes, _: bytes, chance: Random) -> bytes:
    """Insert levels upon levels, closed again or not, or put the whole document inside them."""
    levels = chance.choice((5, 50, 99, 101, 1_000, 20_000))
    opening, closing = chance.choice(_LEVELS)
    before, after = opening * levels, closing * (levels if chance.random() < 0.7 else 0)
    if chance.random() < 0.3:
        return before + data + after
    start, end = _span(data, chance, 20)
    return data[:start] + before + after + data[end:]


def other_encoding(data: bytes, _: bytes, chance: Random) -> bytes:
    """Write the text in another encoding, or wrap it as base64, gzip, or both."""
    match chance.randrange(6):
        case 0:
            return base64.b64encode(data)
        case 1:
            return gzip.compress(data, 1, mtime=0)
        case 2:
            return base64.b64encode(gzip.compress(data, 1, mtime=0))
        case _:
            return data.decode("utf-8", "replace").encode(chance.choice(_ENCODINGS), "replace")


def reshape_json(data: bytes, other: bytes, chance: Random) -> bytes:
    """Change the tree of a JSON document, which stays well-formed: a value of another kind, gone, twice, wrapped."""
    try:
        tree = json.loads(data)
    except (ValueError, RecursionError):
        return wrong_numbers(data, other, chance)
    slots = _slots(tree)
    for _times in range(chance.randint(1, 3) if slots else 0):
        holder, key = chance.choice(slots)
        if key not in (holder if isinstance(holder, dict) else range(len(holder))):
            continue  # gone by an earlier change
        _reshape(holder, key, slots, chance)
    try:
        return json.dumps(tree, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")
    except (ValueError, RecursionError):  # a tree put inside itself
        return data


def _slots(tree: Any) -> list[tuple[Any, Any]]:
    """Every place of a value: what holds it, and its key or number."""
    found: list[tuple[Any, Any]] = []
    waiting = [tree]
    while waiting:
        holder = waiting.pop()
        if isinstance(holder, (dict, list)):
            entries = list(holder.items()) if isinstance(holder, dict) else list(enumerate(holder))
            found += [(holder, key) for key, _ in entries]
            waiting += [value for _, value in entries]
    return found


def _reshape(holder: Any, key: Any, slots: list[tuple[Any, Any]], chance: Random) -> None:
    value = holder[key]
    match chance.randrange(7):
        case 0 | 1:
            holder[key] = json.loads(json.dumps(chance.choice(_ODD_VALUES)))
        case 2:
            del holder[key]
        case 3:
            holder[key] = [value, value]
        case 4:
            holder[key] = {chance.choice(("id", "type", "@value", "en", "value", "")): value}
        case 5:
            source, name = chance.choice(slots)
            if name in (source if isinstance(source, dict) else range(len(source))):
                holder[key] = json.loads(json.dumps(source[name]))
        case _:
            for _level in range(chance.randint(1, MOST_LEVELS_BUILT)):
                value = [value]
            holder[key] = value


def reshape_xml(data: bytes, other: bytes, chance: Random) -> bytes:
    """Change the tree of an XML document, which stays well-formed: elements gone, twice, moved, emptied, renamed."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except (etree.XMLSyntaxError, ValueError):
        return wrong_numbers(data, other, chance)
    for _times in range(chance.randint(1, 3)):
        elements = list(root.iter("*"))
        _reshape_element(chance.choice(elements), elements, chance)
    return etree.tostring(root)


def _reshape_element(one: etree._Element, elements: list[etree._Element], chance: Random) -> None:
    parent, another = one.getparent(), chance.choice(elements)
    match chance.randrange(7):
        case 0 if parent is not None:
            parent.remove(one)
        case 1:
            one.append(deepcopy(another))
        case 2:
            one.text = chance.choice(("", " ", "-1", "NaN", "9" * 30, "x" * 300, "\u202e", "2024-02-30", "P9Y", "://["))
        case 3:
            for child in list(one):
                one.remove(child)
        case 4:
            one.tag = another.tag
        case 5 if one.attrib:
            name = chance.choice(list(one.attrib))
            one.set(name, chance.choice(("", "nil", "-1", "\u202e", "http://[", "en-", "x" * 300)))
        case _:
            one.text, another.text = another.text, one.text


CHANGES: tuple[Change, ...] = (
    flip_bytes,
    delete_span,
    duplicate_span,
    take_from_another,
    swap_lines,
    wrong_numbers,
    odd_text,
    nest_deeply,
    other_encoding,
    reshape_json,
    reshape_xml,
)
_THAT_KEEP_A_TREE = {b"{": reshape_json, b"[": reshape_json, b"<": reshape_xml}


def changed(data: bytes, other: bytes, chance: Random) -> bytes:
    """One to three changes, half of the time such that the document stays well-formed and reaches its reader."""
    shape = _THAT_KEEP_A_TREE.get(data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1])
    if shape is not None and chance.random() < 0.5:
        return shape(data, other, chance)
    for change in chance.choices(CHANGES, k=chance.choice((1, 1, 2, 3))):
        data = change(data, other, chance)
    return data
