"""Verification in front of a check: what a signature shows becomes the strength of what was read under it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, date, datetime
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from recognition.foundations.bases import STRENGTHS, Strength
from recognition.foundations.problems import MisuseError, Place, Problem, worst_first
from recognition.model.dossier import ITEM_KINDS, Dossier
from recognition.model.evidence import Item, Qualification
from recognition.readers.baked import unbaked
from recognition.readers.door import Incoming, take
from recognition.readers.reader import Verifier
from recognition.verification.signs import is_signed

if TYPE_CHECKING:
    from recognition.verification.report import Verification

EXTRA: Final = ("signxml", "joserfc", "cryptography")
HINT: Final = "pip install 'recognition[verify]'"
_SAID_BY_READERS: Final = "signature_present_not_verified"


def verify(
    source: str | os.PathLike[str] | bytes | Incoming,
    *,
    trust: str | os.PathLike[str] | None = None,
    on: date | None = None,
) -> Verification:
    """Whether a document is signed, the signature holds, its issuer is trusted, and it is neither expired nor revoked.

    `trust` is a folder of certificates, public keys and status lists; without it nobody is trusted. `on` is the day
    asked about, today (UTC) if not given. Nothing is fetched. Raises ReadError for what cannot be read, MisuseError
    `verify_not_installed` without the extra `verify`, `trust_unreadable` for a folder of other things.
    """
    if not installed():
        sentence = "The packages that verify signatures are not installed."
        raise MisuseError(Problem("verify_not_installed", sentence, Place("recognition"), HINT))
    from recognition.verification.trust import Trust, load_trust
    from recognition.verification.verify import verify as verified

    incoming = unbaked(source if isinstance(source, Incoming) else take(source))
    day = on if on is not None else datetime.now(UTC).date()
    return verified(incoming, load_trust(os.fspath(trust)) if trust is not None else Trust(), day)


def installed() -> bool:
    """Whether the packages of the extra `verify` are there."""
    return all(find_spec(name) is not None for name in EXTRA)


def verifier(trust: str | os.PathLike[str] | None, on: date | None) -> Verifier:
    """What verifies each document before a check. Without the extra it only says that a signature was not verified."""
    if not installed():
        if trust is not None:
            sentence = "The packages that verify signatures are not installed, so nobody can be trusted."
            raise MisuseError(Problem("verify_not_installed", sentence, Place("--trust"), HINT))
        return _unverified
    if trust is not None:
        from recognition.verification.trust import load_trust

        load_trust(os.fspath(trust))  # a wrong folder is said before any document is read

    def verified(dossier: Dossier, incoming: Incoming) -> Dossier:
        if not is_signed(unbaked(incoming)):  # most are not, and the packages that verify take their time to load
            return dossier
        return strengthened(dossier, verify(incoming, trust=trust, on=on))

    return verified


def strengthened(dossier: Dossier, verification: Verification) -> Dossier:
    """The dossier with the strength that its document's signature shows, and what was found out about it.

    A good signature lifts what was read as `document`; what the signer only passes on as `stated` stays so. A broken
    one lowers everything: no item of that document counts for anything.
    """
    strength = verification.strength
    said = (*_without_readers_word(dossier.problems, verification), *verification.problems)
    problems = worst_first(said)
    if strength is None:
        return dossier.with_problems(problems)
    changes: dict[str, Any] = {
        kind: tuple(_with(item, strength) for item in getattr(dossier, kind)) for kind in ITEM_KINDS
    }
    if strength == "broken":
        changes |= {"facts": {}, "figures": {}, "curriculum": None}  # these have no strength of their own to lower
    return dossier.model_copy(update=changes).with_problems(problems)


def _with(item: Item, strength: Strength) -> Item:
    changes: dict[str, Any] = {}
    rank = STRENGTHS.index
    if strength == "broken" or rank("document") <= rank(item.strength) < rank(strength):
        changes["strength"] = strength
    if isinstance(item, Qualification) and item.modules:
        changes["modules"] = tuple(_with(module, strength) for module in item.modules)
    return item.model_copy(update=changes) if changes else item


def _without_readers_word(problems: Iterable[Problem], verification: Verification) -> list[Problem]:
    """Readers say that nobody has verified a signature; where somebody has by now, that is no longer true."""
    answered = verification.answer("signature_valid").reply != "unchecked"
    return [problem for problem in problems if not (answered and problem.code == _SAID_BY_READERS)]


def _unverified(dossier: Dossier, incoming: Incoming) -> Dossier:
    if not is_signed(unbaked(incoming)):
        return dossier
    sentence = "The document is signed; the signature was not verified, for the packages for it are not installed."
    note = Problem("not_verified", sentence, Place(incoming.name), HINT, "note")
    return dossier.with_problems((*dossier.problems, note))
