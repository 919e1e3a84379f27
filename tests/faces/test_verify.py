"""`recognition verify`, and the strength of evidence in `recognition check`."""

from __future__ import annotations

import json
from pathlib import Path

from tests.faces.conftest import ON, Command
from tests.verification.signing import ELMO, enveloped, holder, trusting


def test_five_answers_and_an_exit_code(command: Command, tmp_path: Path) -> None:
    school = holder()
    file = tmp_path / "signed.xml"
    file.write_bytes(enveloped(school))
    trust = str(trusting(tmp_path / "trust", school_pem=school.pem))
    told = command("verify", str(file), "--trust", trust, *ON)
    assert told.code == 0
    assert told.out.startswith("signed.xml: issuer trusted\n")
    assert "not revoked: could not be checked offline." in told.out
    alone = command("verify", str(file), *ON)
    assert alone.code == 1
    assert "[unknown_issuer]" in alone.out
    file.write_bytes(file.read_bytes().replace(b"210", b"240"))
    told = command("verify", str(file), "--trust", trust, "--format", "json", *ON)
    data = json.loads(told.out)
    assert (told.code, data["level"], data["strength"]) == (1, "broken", "broken")
    assert [answer["question"] for answer in data["answers"]] == [
        "signature_present", "signature_valid", "issuer_trusted", "not_expired", "not_revoked",
    ]  # fmt: skip
    assert data["answers"][1]["code"] == "bad_signature"


def test_an_unsigned_document_is_said_to_be_one(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "plain.xml"
    file.write_text(ELMO, encoding="utf-8")
    told = command("verify", str(file), *ON)
    assert (told.code, told.out.splitlines()[0]) == (1, "plain.xml: unsigned")


def test_a_check_verifies_first(command: Command, tmp_path: Path) -> None:
    school = holder()
    file = tmp_path / "signed.xml"
    file.write_bytes(enveloped(school).replace(b"210", b"240"))
    told = command("check", str(file), "--to", "de/nurse", "--format", "json", *ON)
    problems = json.loads(told.out)["problems"]
    assert [one["severity"] for one in problems if one["code"] == "bad_signature"] == ["error"]


def test_a_wrong_folder_of_trust_stops_a_check(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "plain.xml"
    file.write_text(ELMO, encoding="utf-8")
    told = command("check", str(file), "--to", "de/nurse", "--trust", str(tmp_path / "nowhere"), *ON)
    assert told.code == 2
    assert "not_found" in told.err
