"""Reader of HR Open LER-RS: a learning and employment record that the holder put together (formats.md section 3).

Credentials of others may be nested in it. They are read as the holder's statement: a proof that stands beside them is
noticed and not verified here, and a degree that is still under way is never one that is held.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from recognition.foundations.problems import quoted
from recognition.foundations.text import folded
from recognition.model.dossier import Dossier
from recognition.model.evidence import Level
from recognition.readers.building import built
from recognition.readers.curriculum_vitae import CurriculumVitae, noted, und
from recognition.readers.elmo_values import Values
from recognition.readers.part import Part
from recognition.readers.reader import Reader
from recognition.readers.tree import Node

_SECTIONS: Final = frozenset({"educationAndLearnings", "employmentHistories", "certifications"})
_GRANTED: Final = frozenset({"granted", "conferred", "awarded", "completed", "complete", "earned"})
_UNDER_WAY: Final = frozenset({"in progress", "inprogress", "in-progress", "pursuing", "enrolled", "ongoing"})
_WITHDRAWN: Final = frozenset({"withdrawn", "discontinued"})


def detects(root: Any) -> bool:
    """Whether this is a LER-RS record, in a credential or bare."""
    if not isinstance(root, Node) or not isinstance(root.value, dict):
        return False
    subject = root.value.get("credentialSubject")
    inside = subject.value if subject is not None else root.value
    return isinstance(inside, dict) and "person" in inside and not _SECTIONS.isdisjoint(inside)


def read_record(root: Any, document: str) -> Dossier:
    """The dossier of one record."""
    whole = Part.root(root)
    cv = CurriculumVitae(document)
    subject = whole.kid("credentialSubject") or whole
    _holder(subject, cv)
    _proofs(whole, cv)
    for listed in subject.kids("educationAndLearnings"):
        for part in _nested(listed, "educationAndLearning", cv):
            for degree in part.kids("educationDegrees") or [part]:
                _education(part, degree, cv)
    for listed in subject.kids("certifications"):
        for part in listed.kids("verifications") or [listed]:
            _certification(part, cv)
    for history in subject.kids("employmentHistories"):
        for position in history.kids("positionHistories") or [history]:
            _work(history, position, cv)
    return cv.dossier(whole)


READER: Final = Reader("HR Open LER-RS", detects, lambda root, document, trusted: read_record(root, document))


def _nested(part: Part, name: str, cv: CurriculumVitae) -> Iterator[Part]:
    """What a section holds: credentials of others around it, or the thing itself."""
    credentials = part.kids("verifications")
    for credential in credentials:
        _proofs(credential, cv)
        inside = credential.kid("credentialSubject")
        if inside is not None:
            yield inside.kid(name) or inside
    if not credentials:
        yield part


def _proofs(part: Part, cv: CurriculumVitae) -> None:
    proof = part.kid("proof")
    if proof is not None:
        sentence = "A proof is present; it was not verified and makes the evidence no stronger."
        cv.notice("signature_present_not_verified", sentence, proof)


def _holder(subject: Part, cv: CurriculumVitae) -> None:
    values: Values = {}
    part = subject.kid("person") or subject
    name = part.kid("name") or part
    homes = [
        address
        for communication in (*subject.kids("communication"), *part.kids("communication"))
        for address in communication.kids("address")
    ]
    named = [home for home in homes if cv.text(home.kid("useCode")) == "ResidenceAddress"]
    home = named[0] if named else homes[0] if len(homes) == 1 else None
    fields = {
        "given_names": cv.text(name.kid("given"), values, "given_names"),
        "family_name": cv.text(name.kid("family"), values, "family_name"),
        "full_name": cv.text(name.kid("formattedName"), values, "full_name"),
        "born": cv.day(part.kid("birthDate"), values, "born"),
        "residence": cv.country(home.kid("countryCode") if home is not None else None, values, "residence"),
    }
    cv.holder(part, values, fields)


def _education(part: Part, degree: Part, cv: CurriculumVitae) -> None:
    values: Values = {}
    institution = part.kid("institution") or part
    start = cv.day(part.kid("start"), values, "training_start")
    end = cv.day(part.kid("end"), values, "training_end")
    start, end, runs = cv.period(part, start, end, None, ends=True)
    spot = degree.kid("degreeGrantedStatus")
    word = cv.text(spot, values, "status")
    status = None
    if spot is not None and word is not None:
        plain = folded(word)
        status = "completed" if plain in _GRANTED else "in_progress" if plain in _UNDER_WAY else None
        status = "withdrawn" if plain in _WITHDRAWN else status
        if status is None:
            cv.notice(
                "status_unreadable", f"The status {quoted(word, 30)} is not known; the outcome stays unknown.", spot
            )
        if status == "in_progress":
            sentence = "A degree is in progress; its planned end is no end, and it does not count as held."
            cv.notice("degree_in_progress", sentence, spot)
    majors = [text for one in degree.kids("specializations") if (text := cv.text(one.kid("name")))]
    cv.education(
        degree,
        values,
        status == "in_progress" or runs,
        {
            "start": start,
            "end": end,
            "status": status,
            "title": und(cv.text(degree.kid("name"), values, "title")),
            "institution": und(cv.text(institution.kid("name"), values, "institution")),
            "country": cv.country(institution.kid("communication", "address", "countryCode"), values, "country"),
            "level": _isced(degree.kid("iscedEducationLevelCode"), cv, values),
            "note": noted(specialisation=", ".join(majors)),
        },
    )


def _isced(part: Part | None, cv: CurriculumVitae, values: Values) -> Level | None:
    text = cv.text(part, values, "level")
    if part is None or text is None:
        return None
    if text not in tuple("012345678"):
        cv.notice("level_unreadable", f"The ISCED level {quoted(text, 20)} is no number from 0 to 8.", part)
        return None
    return built(Level, {"isced": int(text)})


def _certification(part: Part, cv: CurriculumVitae) -> None:
    """A certificate, in an Open Badge of its own or stated by the holder."""
    values: Values = {}
    _proofs(part, cv)
    badge = part.kid("credentialSubject", "achievement")
    issuer = part.kid("issuer") or part.kid("issuingAuthority")
    named = badge.kid("name") if badge is not None else None
    issued = cv.day(part.kid("issuanceDate") or part.kid("validFrom") or part.kid("firstIssuedDate"), values, "issued")
    if part.kid("credentialStatus") is not None:
        sentence = "A certificate may have been revoked; the list that would tell was not asked."
        cv.notice("revocation_unchecked", sentence, part)
    cv.education(
        part,
        values,
        None,
        {
            "type": "certificate",
            "title": und(cv.text(named or part.kid("name"), values, "title")),
            "body": und(cv.text((issuer.kid("name") or issuer) if issuer is not None else None, values, "body")),
            "issued": issued,
            "expires": cv.day(part.kid("expirationDate") or part.kid("validUntil"), values, "expires"),
        },
    )


def _work(history: Part, position: Part, cv: CurriculumVitae) -> None:
    values: Values = {}
    start = cv.day(position.kid("start"), values, "start")
    end = cv.day(position.kid("end"), values, "end")
    current = position.kid("current")
    if end is None:
        cv.text(current, values, "end")
    start, end, _ = cv.period(position, start, end, cv.text(current), ends=True)
    employer = history.kid("organization") or history
    cv.employment(
        position,
        values,
        {
            "start": start,
            "end": end,
            "country": cv.country(position.kid("location", "countryCode"), values, "country"),
            "employer": cv.text(employer.kid("tradeName") or employer.kid("name"), values, "employer"),
            "note": noted(position=cv.text(position.kid("title"), values, "position")),
        },
    )
