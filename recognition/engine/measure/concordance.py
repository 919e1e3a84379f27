"""Scores as steps of the CEFR by a named list of claims, never chained (LANGUAGE 2.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from recognition.catalogue.list_table import ListRow
from recognition.engine.case import Case
from recognition.engine.lists import Prepared
from recognition.engine.measured import Cited, Wanted
from recognition.engine.timeline import ALWAYS, FOREVER
from recognition.engine.units import ends
from recognition.foundations.bases import Basis, weakest
from recognition.foundations.days import Span
from recognition.model.values import Amount


class Step(NamedTuple):
    """A step of the CEFR, from the lowest to the highest that a claim in force gives; None: no claim says."""

    low: int | None
    high: int | None
    basis: Basis = "read"
    cited: tuple[Cited, ...] = ()
    wanted: tuple[Wanted, ...] = ()


class Band(NamedTuple):
    """One claim: scores from `first` to `last` (None: no upper end) stand for these steps."""

    first: int
    last: int | None
    low: int
    high: int
    row: ListRow


def step_of(case: Case, name: str, test: str, skill: str, score: Amount, sat: Span) -> Step:
    """What the claims in force on the sitting day make of a score; on every day that may be the sitting day.

    A score outside every band has no step here, and a day after the copy is due again has no claims.
    """
    listing = case.listing(name)
    bands = _bands(case, listing, test, skill)
    first = ALWAYS if sat.low is None else sat.low
    last = FOREVER if sat.high is None else sat.high
    if last > listing.known_to:
        return Step(None, None, wanted=(Wanted("list_not_current", (name,)),))
    steps = [_on(listing, bands, score, begins, ends_) for begins, ends_ in _pieces(listing, bands, first, last)]
    lows = [low for low, _, _ in steps if low is not None]
    highs = [high for _, high, _ in steps if high is not None]
    used = list({id(band): band for _, _, fitting in steps for band in fitting}.values())
    known = len(lows) == len(highs) == len(steps)
    return Step(
        min(lows) if len(lows) == len(steps) else None,
        max(highs) if len(highs) == len(steps) else None,
        weakest(band.row.basis for band in used),
        tuple(dict.fromkeys(listing.cited(band.row) for band in used)) if len(used) < 2 else _once(listing, used),
        () if known else (Wanted("law", (name,)),),
    )


def _once(listing: Prepared, bands: Sequence[Band]) -> tuple[Cited, ...]:
    return tuple({id(band.row): listing.cited(band.row) for band in bands}.values())


def _bands(case: Case, listing: Prepared, test: str, skill: str) -> list[Band]:
    key = ("concordance", listing.table.name, test, skill)
    found: list[Band] | None = case.kept.get(key)
    if found is None:
        rows = [row for row in listing.table.rows if row.takes("test", test) and row.takes("skill", skill)]
        found = case.kept[key] = [band for row in rows if not row.excluded and (band := _band(row)) is not None]
    return found


def _band(row: ListRow) -> Band | None:
    fields: dict[str, Any] = {**row.key, **row.fields}
    if fields.get("low") is None or fields.get("cefr") in (None, "unknown"):
        return None
    step = fields["cefr"]
    low, high = ends(dict(step) if isinstance(step, Mapping) else step, "cefr")
    last = fields.get("high")
    return Band(Amount.of(fields["low"]).low, None if last is None else Amount.of(last).high, low, high, row)


def _pieces(listing: Prepared, bands: Sequence[Band], first: int, last: int) -> list[tuple[int, int]]:
    if first == last:
        return [(first, last)]
    cuts = {first}
    for band in bands:
        begins, surely, ends_, at_latest = listing.days[id(band.row)]
        cuts.update((begins, surely, ends_ + 1, at_latest + 1))
    starts = sorted(cut for cut in cuts if first <= cut <= last)
    return [(start, starts[n + 1] - 1 if n + 1 < len(starts) else last) for n, start in enumerate(starts)]


def _on(
    listing: Prepared, bands: Sequence[Band], score: Amount, first: int, last: int
) -> tuple[int | None, int | None, list[Band]]:
    """The steps of the lowest and of the highest possible score; None where no claim is surely in force for it."""
    found: list[int | None] = []
    used: list[Band] = []
    for value, side in ((score.low, 0), (score.high, 1)):
        steps: list[int] = []
        sure = False
        for band in bands:
            begins, surely, ends_, at_latest = listing.days[id(band.row)]
            if value < band.first or (band.last is not None and value > band.last):
                continue
            if last < begins or first > at_latest:
                continue
            sure = sure or (first >= surely and last <= ends_)
            steps.append(band.high if side else band.low)
            used.append(band)
        found.append(None if not sure else max(steps) if side else min(steps))
    return found[0], found[1], used
