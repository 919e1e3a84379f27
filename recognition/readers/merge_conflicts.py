"""What documents say differently of the same award: noticed, never resolved; both stay in the dossier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from recognition.foundations.problems import Place, Problem, quoted
from recognition.foundations.text import folded
from recognition.model.dossier import Dossier
from recognition.model.evidence import Origin, Qualification
from recognition.model.values import Amount


def conflicts_of_awards(dossiers: Sequence[Dossier]) -> Iterator[Problem]:
    """Days, issuers, hours and credits that two documents state differently of one award.

    Two awards are the same where a title of theirs is, and nothing says that their countries differ.
    """
    seen: list[Qualification] = []
    for dossier in dossiers:
        for award in dossier.qualifications:
            for other in seen:
                if _same(award, other):
                    yield from _conflicts(award, other)
        seen.extend(dossier.qualifications)


def _same(one: Qualification, other: Qualification) -> bool:
    if one.country is not None and other.country is not None and one.country != other.country:
        return False
    return bool(_words(one.title) & _words(other.title))


def _words(texts: Mapping[str, str]) -> set[str]:
    return {folded(text) for text in texts.values()}


def _conflicts(one: Qualification, other: Qualification) -> Iterator[Problem]:
    for what, mine, yours in (
        ("day of issue", one.issued, other.issued),
        ("first day of the training", one.training_start, other.training_start),
        ("last day of the training", one.training_end, other.training_end),
    ):
        if mine is not None and yours is not None and mine.span.apart(yours.span):
            yield _problem("conflicting_dates", f"The documents state the {what} of one award differently.", one, other)
    for issuer in ("body", "institution"):
        if _named_apart(getattr(one, issuer), getattr(other, issuer)):
            yield _problem("conflicting_issuers", "The documents name different issuers of one award.", one, other)
            break
    if one.hours is not None and other.hours is not None and _apart(one.hours.total, other.hours.total):
        yield _problem("conflicting_sums", "The documents state different hours of one award.", one, other)
    first, second = one.credits, other.credits
    if first is None or second is None or first.system != second.system:
        return
    if _apart(first.amount, second.amount):
        yield _problem("conflicting_sums", "The documents state different credits of one award.", one, other)


def _apart(one: Amount | None, other: Amount | None) -> bool:
    return one is not None and other is not None and (one.high < other.low or other.high < one.low)


def _named_apart(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether two names in one language differ; names in different languages may mean the same body."""
    shared = set(one) & set(other)
    return bool(shared) and all(folded(one[language]) != folded(other[language]) for language in shared)


def _problem(code: str, sentence: str, one: Qualification, other: Qualification) -> Problem:
    here, there = one.origin or Origin(), other.origin or Origin()
    hint = f"the other is {quoted(there.document, 60)}{f', line {there.line}' if there.line else ''}"
    place = Place(here.document, here.path, here.line)
    return Problem(code, sentence, place, hint if there.document else None, severity="warning")
