"""Accreditations of LOQ and AMS: what was decided about whom, by whom, from when to when, and within which limits.

A decision that cannot be read may have been a refusal: the record is then kept without its days, and covers none.
"""

from __future__ import annotations

from typing import Any, Final

from recognition.foundations.problems import quoted
from recognition.foundations.text import folded
from recognition.model.evidence import Accreditation, Scope
from recognition.model.values import Day
from recognition.readers.building import built
from recognition.readers.course_tree import Spot
from recognition.readers.course_values import CourseValues, last
from recognition.readers.elmo_values import Values, ident
from recognition.readers.loq_shape import ACCREDITED, FIELDS

_GRANTED: Final = frozenset({"positive", "granted", "accredited", "approved", "favourable"})
_REFUSED: Final = frozenset({"negative", "refused", "rejected", "not accredited", "withdrawn"})


def accreditation(values_of: CourseValues, spot: Spot, name: str, subject: str | None) -> Accreditation | None:
    """One record. `subject` is the id of what it speaks of; None for the programme that names it. None: a refusal."""
    values: Values = {}
    decision = _decision(values_of, spot)
    if decision is False:
        values_of.notice("accreditation_refused", "An accreditation was refused; it is left out.", spot, "warning")
        return None
    kind = spot.kid("type")
    first = _from(values_of, spot, values)
    until = values_of.day(spot.kid("expiryDate"), values, "until")
    if first and until and until.span.before(first.span):
        values_of.notice("end_before_start", "The last day lies before the first; neither is used.", spot, "warning")
        decision = None
    agent = spot.kid("accreditingAgent")
    content: dict[str, Any] = {
        "id": name,
        "strength": "document",
        "origin": values_of.origin(spot, values),
        "of": ACCREDITED.get(last(kind.get("uri") or "")) if kind else None,
        "by": ident(agent.get("idref") or "") if agent else None,
        "subject_id": subject,
        "from_": first if decision else None,
        "until": until if decision else None,
        "scope": _scope(values_of, spot, values),
        "note": next(iter(values_of.texts(spot.kids("title"), values, "note").values()), None),
    }
    return built(Accreditation, content)


def _decision(values_of: CourseValues, spot: Spot) -> bool | None:
    """Whether the decision is positive; True where none is stated, since a record is made of a grant."""
    decision = spot.kid("decision")
    if decision is None:
        return True
    words = {folded(label.text or "") for label in decision.kids("prefLabel", "notation")}
    words.add(folded(last(decision.get("uri") or "")))
    if words & _REFUSED:
        return False
    if words & _GRANTED:
        return True
    shown = decision.get("uri") or decision.text or ""
    sentence = f"A decision {quoted(shown, 60)} is not known; whether it grants anything stays unknown."
    values_of.notice("decision_unreadable", sentence, decision, "warning")
    return None


def _from(values_of: CourseValues, spot: Spot, values: Values) -> Day | None:
    """The first day: issued, or valid from; where both stand and differ, between them."""
    issued = values_of.day(spot.kid("issued"), values, "from")
    valid = values_of.day(spot.kid("valid"), values, "valid")
    if issued is None or valid is None or issued.span == valid.span:
        return issued or valid
    lows, highs = (issued.span.low, valid.span.low), (issued.span.high, valid.span.high)
    if None in lows or None in highs or ".." in issued.text or ".." in valid.text:
        return None
    first, second = sorted((issued, valid), key=lambda day: day.span.low or 0)
    return Day.of({"between": [first.text, second.text]})


def _scope(values_of: CourseValues, spot: Spot, values: Values) -> Scope | None:
    fields = tuple(
        dict.fromkeys(code for one in spot.kids("limitField", *FIELDS) if (code := values_of.field([one], values)))
    )
    levels = tuple(
        dict.fromkeys(level for one in spot.kids("limitEQFLevel") if (level := values_of.eqf([one], values)))
    )
    types = tuple(
        dict.fromkeys(
            name for one in spot.kids("limitCredentialType") if (name := ident(one.get("uri") or one.text or ""))
        )
    )
    return built(Scope, {"fields": fields, "levels": levels, "types": types}) if fields or levels or types else None
