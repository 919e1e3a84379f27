"""Scores as steps of the CEFR by a named list of claims, never chained (LANGUAGE 2.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
    """A step of the CEFR, from the lowest to the highest that the claims in force give; None: that end is open.

    `claimed`: every step that some claim may give, also where they do not settle one; None: no claim speaks of it.
    """

    low: int | None
    high: int | None
    claimed: tuple[int, int] | None = None
    basis: Basis = "read"
    cited: tuple[Cited, ...] = ()
    wanted: tuple[Wanted, ...] = ()


class Band(NamedTuple):
    """One claim: scores from `first` to `last` (None: no such end) stand for these steps (None: it does not say)."""

    first: int | None
    last: int | None
    steps: tuple[int, int] | None
    row: ListRow

    def holds(self, score: int) -> bool:
        """Whether a score lies in the band."""
        return (self.first is None or score >= self.first) and (self.last is None or score <= self.last)

    def meets(self, score: Amount) -> bool:
        """Whether some score of an interval lies in the band."""
        return (self.first is None or score.high >= self.first) and (self.last is None or score.low <= self.last)


def step_of(case: Case, name: str, test: str, skill: str, score: Amount, sat: Span) -> Step:
    """What the claims in force on the sitting day make of a score; on every day that may be the sitting day.

    A score outside every band has no step here. The list says nothing of a day for which it is not known.
    """
    listing = case.listing(name)
    bands = [band for band in _bands(case, listing, test, skill) if band.meets(score)]
    first = ALWAYS if sat.low is None else sat.low
    last = FOREVER if sat.high is None else sat.high
    pieces = [_on(listing, bands, score, *piece) for piece in _pieces(listing, bands, first, last)]
    used = list({id(band): band for _, fitting in pieces for band in fitting}.values())
    claims = [step for band in used if band.steps is not None for step in band.steps]
    claimed = (min(claims), max(claims)) if claims else None
    basis = weakest(band.row.basis for band in used)
    cited = tuple({id(band.row): listing.cited(band.row) for band in used}.values())
    if first < listing.known_from or last > listing.known_to:
        return Step(None, None, claimed, basis, cited, (Wanted("list_not_current", (name,)),))
    if claimed is None or not all(sure for sure, _ in pieces) or any(band.steps is None for band in used):
        return Step(None, None, claimed, basis, cited, (Wanted("law", (name,)),))
    return Step(*claimed, claimed, basis, cited)


def _bands(case: Case, listing: Prepared, test: str, skill: str) -> list[Band]:
    key = ("concordance", listing.table.name, test, skill)
    found: list[Band] | None = case.kept.get(key)
    if found is None:
        rows = [row for row in listing.table.rows if row.takes("test", test) and row.takes("skill", skill)]
        found = case.kept[key] = [_band(row) for row in rows if not row.excluded]
    return found


def _band(row: ListRow) -> Band:
    fields: dict[str, Any] = {**row.key, **row.fields}
    step = fields.get("cefr")
    steps = None
    if step not in (None, "unknown"):
        steps = ends(dict(step) if isinstance(step, Mapping) else step, "cefr")
    return Band(_score(fields.get("low"), 0), _score(fields.get("high"), 1), steps, row)


def _score(written: Any, end: int) -> int | None:
    return None if written in (None, "unknown") else Amount.of(written)[end]


def _pieces(listing: Prepared, bands: Iterable[Band], first: int, last: int) -> list[tuple[int, int]]:
    """The days cut where a claim begins or ends, so that the same claims are in force on all days of a piece."""
    if first == last:
        return [(first, last)]
    cuts = {first}
    for band in bands:
        begins, surely, ends_, at_latest = listing.days[id(band.row)]
        cuts.update((begins, surely, ends_ + 1, at_latest + 1))
    starts = sorted(cut for cut in cuts if first <= cut <= last)
    return [(start, starts[n + 1] - 1 if n + 1 < len(starts) else last) for n, start in enumerate(starts)]


def _on(listing: Prepared, bands: Sequence[Band], score: Amount, first: int, last: int) -> tuple[bool, list[Band]]:
    """The claims that may be in force, and whether one surely is for the lowest and one for the highest score."""
    used: list[Band] = []
    sure = [False, False]
    for band in bands:
        begins, surely, ends_, at_latest = listing.days[id(band.row)]
        if last < begins or first > at_latest:
            continue
        used.append(band)
        if first >= surely and last <= ends_:
            sure = [sure[0] or band.holds(score.low), sure[1] or band.holds(score.high)]
    return all(sure), used
