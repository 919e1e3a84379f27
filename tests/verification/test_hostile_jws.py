"""Every file of hostile/jws gets what its manifest says, as of the day it names, with no connection made."""

from __future__ import annotations

import json
import shutil
import socket
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from recognition.foundations.problems import ReadError
from recognition.readers.door import take
from recognition.verification.report import Verification
from recognition.verification.trust import Trust, load_trust
from recognition.verification.verify import verify

ON = date(2025, 12, 1)
LEVELS = {
    "ok": "issuer_trusted",
    "status_list": "issuer_trusted",
    "status_ok": "not_revoked",
    "status_not_cached": "issuer_trusted",
    "status_revoked": "revoked",
    "expired": "signature_valid",
    "not_yet": "signature_valid",
    "untrusted_key": "signature_present",
    "kid_traversal": "signature_present",
}
"""What the manifest says in words; all others are refused, and so broken."""


@pytest.fixture
def trust(shared: Path, tmp_path: Path) -> Trust:
    for name in ("trusted.jwks.json", "status_list.jws"):
        shutil.copy(shared / "hostile" / "jws" / name, tmp_path / name)
    listed = "schema: trust/1\nsigners:\n  - {file: trusted.jwks.json, signs_for: 'https://uni.example'}\n"
    (tmp_path / "trust.yaml").write_text(listed, encoding="utf-8")
    return load_trust(tmp_path)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def entries(shared: Path) -> list[dict[str, Any]]:
    every = json.loads((shared / "hostile" / "MANIFEST.json").read_text(encoding="utf-8"))
    return [entry for entry in every if entry["file"].startswith("jws/") and entry["file"].endswith(".jws")]


def codes(found: Verification) -> list[str]:
    return [problem.code for problem in found.problems]


def test_every_file_gets_what_the_manifest_says(shared: Path, trust: Trust) -> None:
    every = entries(shared)
    assert len(every) == 25
    for entry in every:
        name = Path(entry["file"]).stem
        if name == "empty":
            with pytest.raises(ReadError, match="empty"):
                take(shared / "hostile" / entry["file"])
            continue
        found = verify(take(shared / "hostile" / entry["file"]), trust, ON)
        assert found.level == LEVELS.get(name, "broken"), name
        assert codes(found) == ([entry["code"]] if entry["code"] else []), name


def test_without_trust_nothing_is_more_than_a_document(shared: Path) -> None:
    for entry in entries(shared):
        if entry["file"] == "jws/empty.jws":
            continue
        found = verify(take(shared / "hostile" / entry["file"]), Trust(), ON)
        assert found.strength in (None, "broken"), entry["file"]


def test_a_day_behind_the_end_of_validity_flips_the_answer(shared: Path, trust: Trust) -> None:
    incoming = take(shared / "hostile" / "jws" / "ok.jws")
    assert verify(incoming, trust, date(2034, 6, 1)).level == "issuer_trusted"
    late = verify(incoming, trust, date(2034, 6, 2))
    assert (late.level, codes(late)) == ("signature_valid", ["expired"])


def test_a_status_that_was_not_asked_for_is_never_claimed(shared: Path, trust: Trust) -> None:
    found = verify(take(shared / "hostile" / "jws" / "ok.jws"), trust, ON)
    assert found.answer("not_revoked").reply == "unchecked"


def test_a_stale_status_list_says_nothing(shared: Path, trust: Trust) -> None:
    """The list and the credential end on one day; a list that is not valid any more leaves the question open."""
    incoming = take(shared / "hostile" / "jws" / "status_ok.jws")
    assert verify(incoming, trust, date(2034, 6, 1)).answer("not_revoked").reply == "yes"
    assert verify(incoming, trust, date(2034, 6, 2)).answer("not_revoked").reply == "unchecked"
