"""What a signature shows becomes the strength of the evidence, before any check."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import recognition
from recognition.foundations.problems import MisuseError
from recognition.model.dossier import Dossier
from recognition.services import verifying
from recognition.services.loading import load_all
from recognition.services.verifying import verifier, verify
from tests.verification.signing import ELMO, Holder, enveloped, holder, trusting

ON = date(2026, 11, 23)


@pytest.fixture(scope="module")
def school() -> Holder:
    return holder()


@pytest.fixture
def trust(school: Holder, tmp_path: Path) -> Path:
    return trusting(tmp_path / "trust", school_pem=school.pem)


def read(data: bytes, trust: Path | None) -> Dossier:
    return load_all([data], subject="person", verifier=verifier(trust, ON))


def strengths(dossier: Dossier) -> set[str]:
    return {item.strength for _, item in dossier.items()}


def codes(dossier: Dossier) -> set[str]:
    return {problem.code for problem in dossier.problems}


def test_a_trusted_signature_makes_the_evidence_signed(school: Holder, trust: Path) -> None:
    dossier = read(enveloped(school), trust)
    assert strengths(dossier) == {"signed"}
    assert "signature_present_not_verified" not in codes(dossier)


def test_a_broken_one_counts_for_nothing_and_says_so(school: Holder, trust: Path) -> None:
    dossier = read(enveloped(school).replace(b"210", b"240"), trust)
    assert strengths(dossier) == {"broken"}
    assert "bad_signature" in codes(dossier)


def test_a_program_that_loads_a_document_gets_it_verified(school: Holder, trust: Path) -> None:
    assert strengths(recognition.load(enveloped(school))) == {"document"}
    assert strengths(recognition.load(enveloped(school), trust=trust, on=ON)) == {"signed"}
    assert strengths(recognition.load(enveloped(school).replace(b"210", b"240"))) == {"broken"}


def test_an_unknown_signer_leaves_a_document(school: Holder) -> None:
    dossier = read(enveloped(school), None)
    assert strengths(dossier) == {"document"}
    assert "unknown_issuer" in codes(dossier)


def test_an_unsigned_document_is_left_alone(trust: Path) -> None:
    assert read(ELMO.encode(), trust) == load_all([ELMO.encode()], subject="person")


def test_what_stands_beside_items_in_a_broken_document_is_not_used_either(trust: Path) -> None:
    dossier = Dossier(subject="person", facts={"land": "HE"})
    broken = verifying.strengthened(dossier, verify(b"..", trust=trust, on=ON))
    assert broken.facts == {}


def test_without_the_extra_one_line_says_so(
    school: Holder, trust: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verifying, "find_spec", lambda name: None)
    dossier = read(enveloped(school), None)
    assert strengths(dossier) == {"document"}
    assert [problem.code for problem in dossier.problems].count("not_verified") == 1
    assert "not_verified" not in codes(read(ELMO.encode(), None))
    for asked in (lambda: verify(ELMO.encode()), lambda: verifier(trust, ON)):
        with pytest.raises(MisuseError, match="verify_not_installed"):
            asked()
