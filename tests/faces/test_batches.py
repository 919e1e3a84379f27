"""`--batch`: each transcript by itself, in text and in JSON Lines."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from joserfc.jwk import RSAKey

from recognition.readers.batch import read_batch
from tests.faces.conftest import LAW, ON, Command
from tests.readers.batch_documents import batch_of, college
from tests.verification.signing import SCHOOL, holder, jwt, trusting

SAMPLES = Path(__file__).resolve().parents[1] / "samples"


@pytest.fixture
def batch(tmp_path: Path) -> str:
    path = tmp_path / "batch.xml"
    text = batch_of(college(1), college(2).replace("</AcademicAward>", ""), college(3))
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_read_describes_each_and_says_what_is_broken(command: Command, batch: str) -> None:
    ran = command("read", batch, "--batch")
    assert ran.code == 2
    assert ran.out.count("A person, dossier") == 2
    assert "transcript 1, line 6" in ran.out
    assert "transcript 3, line" in ran.out
    assert "not_well_formed" in ran.err
    assert "batch.xml:" in ran.err


def test_json_of_a_batch_is_a_batch_again(command: Command, batch: str, tmp_path: Path) -> None:
    ran = command("read", batch, "--batch", "--format", "json")
    lines = ran.out.splitlines()
    assert [json.loads(line)["qualifications"][0]["title"]["und"] for line in lines] == ["Diploma 1", "Diploma 3"]
    again = tmp_path / "dossiers.jsonl"
    again.write_text(ran.out, encoding="utf-8")
    first, second = read_batch(again)
    (whole, _, other) = read_batch(batch)
    assert (first.found, second.found) == (whole.found, other.found)


def test_check_gives_each_its_outcome(command: Command, batch: str) -> None:
    ran = command("check", batch, "--batch", "--to", LAW, *ON)
    assert ran.code == 2
    numbers = [line.partition(":")[0] for line in ran.out.splitlines()]
    assert numbers[0] == "transcript 1, line 6"
    assert len(numbers) == 2
    ran = command("check", batch, "--batch", "--to", LAW, *ON, "--format", "json")
    found = [json.loads(line) for line in ran.out.splitlines()]
    assert [one["schema"] for one in found] == ["assessment/1"] * 2


def test_strict_is_about_every_transcript(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "batch.xml"
    path.write_text(batch_of(college(1)), encoding="utf-8")
    assert command("check", str(path), "--batch", "--to", LAW, *ON).code == 0
    assert command("check", str(path), "--batch", "--to", LAW, *ON, "--strict").code == 1


@pytest.mark.parametrize(
    "arguments",
    [("read", "--course", "x"), ("read", "--format", "yaml"), ("check", "--to", LAW, "--trace")],
)
def test_what_makes_no_sense_for_a_batch_is_refused(command: Command, batch: str, arguments: tuple[str, ...]) -> None:
    ran = command(arguments[0], batch, "--batch", *arguments[1:])
    assert ran.code == 2
    assert "usage" in ran.err
    assert ran.out == ""


def test_each_line_of_json_is_verified(command: Command, tmp_path: Path) -> None:
    """A signature that fails makes the line's evidence count for nothing; a good one of a trusted school lifts it."""
    school = holder()
    key = RSAKey.import_key(school.private)
    chain = [b64encode(school.certificate.public_bytes(Encoding.DER)).decode()]
    badge = json.loads((SAMPLES / "openbadges3" / "1edtech-simple.json").read_bytes())
    badge["issuer"]["name"] = SCHOOL
    badge.pop("proof", None)
    good = jwt(key, badge, {"alg": "RS256", "typ": "JWT", "x5c": chain})
    head, content, seal = good.split(b".")
    changed = b64decode(content + b"==", altchars=b"-_").replace(b"Teamwork", b"Teamwerk")
    broken = b".".join((head, b64encode(changed, altchars=b"-_").rstrip(b"="), seal))
    assert broken != good
    path = tmp_path / "batch.jsonl"
    path.write_bytes(good + b"\n" + broken + b"\n")
    trust = str(trusting(tmp_path / "trust", school_pem=school.pem))
    ran = command("read", str(path), "--batch", "--format", "json")
    strengths = [
        {one.get("strength") for one in json.loads(line)["qualifications"]} for line in ran.out.splitlines()
    ]
    assert strengths == [{"document"}, {"broken"}]
    ran = command("check", str(path), "--batch", "--to", LAW, "--trust", trust, "--format", "json", *ON)
    found = [{one["code"] for one in json.loads(line)["problems"]} for line in ran.out.splitlines()]
    assert "unknown_issuer" not in found[0]
    assert "bad_signature" in found[1]
