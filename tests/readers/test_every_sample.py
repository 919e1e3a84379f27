"""Nothing of EXPECTED.yaml is forgotten: every entry has its suite, every defect its line, every fact its place.

The suites check what each fact means. Here it is counted that they speak of every document and of every line, and each
single fact is looked for, by its own words, in what was read: in values, in raw texts, in problems. A fact that is told
in other words than the owner's stands in `TOLD_AS`; one that is a sum or a sign stands in `MEANT`, with who checks it.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from pydantic import BaseModel

from recognition.catalogue.esco_files import tables_in
from recognition.foundations.problems import ReadError, UnknownFormat
from recognition.model.dossier import Dossier
from recognition.model.values import HUNDRED, Amount, Day
from recognition.readers.read import read
from recognition.readers.tree import plain
from recognition.readers.yaml_loader import parse_yaml
from tests.readers import (
    test_badge_samples,
    test_course_samples,
    test_credential_samples,
    test_elmo,
    test_framework_samples,
    test_personal_samples,
)

DOCUMENTS: Final = 97
DEFECTS: Final = 137

# The lines of each suite: the codes that report them, by document. An empty list of codes has a reason in `ANSWERED`.
SUITES: Final[dict[str, dict[str, dict[str, list[str]]]]] = {
    "elmo": {f"elmo/{name}": lines for name, lines in test_elmo.DIRT.items()},
    "credentials": test_credential_samples.DIRT,
    "courses": {name: lines for name, (_, lines) in test_course_samples.DIRT.items()},
    "frameworks": test_framework_samples.DIRT,
    "personal": test_personal_samples.DIRT,
    "badges": test_badge_samples.DIRT,
}
WITHOUT_DIRT: Final[dict[str, frozenset[str]]] = {
    "courses": frozenset({"loq/ams-3.1-generated.xml", "ewp/courses-2-courses.xml", "ewp/iias-7.xml"}),
    "frameworks": frozenset(
        {
            "case/opensalt-smartlevel.json",
            "ctdl/framework-levels.json",
            "ctdl/credential-at-level.json",
            "ctdl/transfer-value-2.json",
            "ctdl/ohst-competencies.json",
            "ctdl/registered-nurse-commented.json",
            "ctdl/deqar-programme-qa.json",
            "deqar/institutional.json",
            "stcw/courses.xml",
        }
    ),
}
# Lines that no code reports, and what answers them instead.
ANSWERED: Final[dict[tuple[str, str], str]] = {
    ("elmo/de-hzb-not-wellformed.xml", "an unclosed element inside an extension"): "refused with line and column",
    ("edc3/ebsi-accreditation-org-not-json.json", "dates written 01.01.2018"): "the file is refused before its dates",
    (
        "xcri/ou-full-2012.xml.gz",
        "two credit elements per course (own scheme and SCQF) must not be added",
    ): "test_xcri_catalogue reads course A150, which has two",
    ("xcri/ou-two-courses-2011.xml", "UTF-8 byte order mark"): "read past; it changes nothing",
    ("ewp/courses-2-instances.xml", "instance says 7.5 ECTS and its course 15"): "merging the two documents reports it",
}
# Loaded as a classification, not read as dossiers: tests/catalogue/test_esco.py tests what they say.
ESCO: Final = "esco/"
REFUSED: Final[dict[str, str]] = {
    "elmo/de-hzb-not-wellformed.xml": "not_well_formed",
    "edc3/ec-minimal.ttl": "unknown_format",
    "edc3/dc4eu-upper-secondary-not-json.json": "not_well_formed",
    "edc3/ebsi-accreditation-org-not-json.json": "not_well_formed",
    "ctdl/registered-nurse-commented.json": "not_well_formed",
}
NOT_FACTS: Final = frozenset({"dirt", "note", "transport", "signature", "same_as", "expect"})

TOLD_AS: Final[dict[tuple[str, str], str]] = {
    ("elmo/elmo-1.7-schema-example.xml", "issuer/erasmus"): "erasmus:PL_WARSZAW01",
    ("elmo/elmo-1.7-schema-example.xml", "first/type"): "degree",
    ("elmo/no-gateway-2023.b64", "issuer/erasmus"): "erasmus:N_OSLO01",
    ("elmo/fi-nurse-2021.json", "degree/type"): "degree",
    ("elmo/fi-old-ns-two-reports.xml", "issuers/0/erasmus"): "erasmus:SF_TAMPERE01",
    ("elmo/no-old-ns-bachelor.xml", "issuer/erasmus"): "erasmus:N_OSLO01",
    ("edc3/ec-microcredential-annex1.jsonld", "assessment/id_verified"): "Unsupervised without ID Verification",
    ("edc3/ec-participation-signed-jades.jsonld", "claim_type"): "learning_activity",
    ("edc3/ec-minimal-3.1.jsonld", "expired"): "The credential says that it is valid until '2024-09-25'.",
    ("edc3/dc4eu-medical-training.json", "entry_requirement/es"): "Registered doctors",  # one of its languages is kept
    ("edc3/dc4eu-medical-training.json", "credits/1/scheme"): "Accreditation for CPD/FMC",
    ("xcri/poppleton-pg.xml", "first/credits/scheme"): "poppleton_measurement_transfer_pmt_scheme",
    ("ctdl/transfer-value-1.json", "transfer/unit"): "3 DegreeCredit from",
    ("ctdl/transfer-value-2.json", "transfer/unit"): "3 DegreeCredit from",
    ("ctdl/transfer-value-2.json", "transfer/has_conditions"): "conditions",
    ("ctdl/transfer-value-2.json", "transfer/has_evaluation_evidence"): "evaluation_evidence",
    ("openbadges3/1edtech-expired.json", "expired"): "The validity ends on the day on which it begins.",
    ("openbadges3/ob20-assertion.json", "recipient hashed"): "The holder is told only as a scrambled code.",
    ("deqar/institutional.json", "first/status"): "obligatory",
    ("ewp/omobility-las.xml", "pending_proposal"): "A proposal of changes is not approved; nothing of it was used.",
    ("lheo/onisep-bts-2.2.xml", "dates/end"): "20170831",
    ("lheo/onisep-bts-2.2.xml", "certifying"): "certifying",
    ("lheo/afpa-cip-1.3.xml", "dates/end"): "20080801",
    ("lheo/afpa-cip-light.xml", "dates/end"): "20080801",
}
# Sums, counts and signs, which no document writes out; the test that works them out, or why there is nothing to tell.
MEANT: Final[dict[tuple[str, str], str]] = {
    ("elmo/fi-nurse-2021.json", "module_credit_sum"): "test_elmo: test_the_finnish_nurse_reads_whole",
    ("elmo/fi-nurse-2021.json", "placements/credits"): "test_elmo: test_the_finnish_nurse_reads_whole",
    ("elmo/fi-old-ns-two-reports.xml", "leaf_credit_sum"): "test_elmo: credit_sum",
    ("elmo/fi-old-ns-two-issuers.xml", "under_first_issuer"): "test_elmo: under_first_issuer",
    ("elmo/fi-old-ns-two-issuers.xml", "leaf_credit_sum"): "test_elmo: credit_sum",
    ("elmo/fi-signed-2015.xml", "leaf_credit_sum"): "test_elmo: credit_sum",
    ("elmo/dk-signed-2017.xml", "leaf_credit_sum"): "test_elmo: credit_sum",
    (
        "edc3/ec-microcredential-annex1.jsonld",
        "partial_qualification",
    ): "test_credential_samples: partial_qualification",
    ("edc3/ec-microcredential-annex1.jsonld", "esco_skills"): "test_credential_samples: on_esco_skills",
    ("edc3/dc4eu-training-accreditation.json", "accrediting_bodies"): "test_credential_samples: on_accrediting_bodies",
    ("xcri/ou-full-2012.xml.gz", "find/note"): "what the course leads to is told in prose, which is not read",
    ("pesc/on-university-1.4-fr.xml", "credits_attempted"): "test_personal_samples: credits_attempted",
    ("pesc/on-batch-2.0.xml", "credits_earned"): "test_personal_samples: credits_earned",
    ("pesc/ns-highschool-1.5-utf16.xml", "credits_earned"): "test_personal_samples: credits_earned",
    ("clr2/1edtech-nurse-assistant.json", "endorsement/of"): "test_badge_samples: endorsement",
}


@pytest.fixture(scope="module")
def entries(shared: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = plain(parse_yaml((shared / "samples" / "EXPECTED.yaml").read_text("utf-8")))
    return found


def claims() -> dict[str, dict[str, dict[str, list[str]]]]:
    """Every document by the suite that speaks of it."""
    return {name: {**lines, **{key: {} for key in WITHOUT_DIRT.get(name, ())}} for name, lines in SUITES.items()}


def test_every_document_has_one_suite(entries: dict[str, dict[str, Any]]) -> None:
    esco = [name for name in entries if name.startswith(ESCO)]
    claimed = [name for suite in claims().values() for name in suite] + esco
    assert len(claimed) == len(set(claimed)) == DOCUMENTS
    assert set(claimed) == entries.keys()


def test_every_document_is_there(entries: dict[str, dict[str, Any]], shared: Path) -> None:
    assert [name for name in entries if not (shared / "samples" / name).is_file()] == []


def test_every_classification_has_its_rows(entries: dict[str, dict[str, Any]], shared: Path) -> None:
    """What the tables mean is tested beside their store; the one that it does not use is only counted."""
    stated = {name.removeprefix(ESCO): entry["rows"] for name, entry in entries.items() if name.startswith(ESCO)}
    found = {table.file.name: sum(1 for _ in table.lines()) for table in tables_in(shared / "samples" / "esco")}
    (unused,) = stated.keys() - found.keys()
    assert unused == "skillSkillRelations_en.csv.gz"
    with gzip.open(shared / "samples" / "esco" / unused, "rt", encoding="utf-8", newline="") as file:
        found[unused] = sum(1 for _ in csv.DictReader(file))
    assert {name: found[name] for name in stated} == stated


def test_every_defect_has_its_codes(entries: dict[str, dict[str, Any]]) -> None:
    stated = [(name, line) for name, entry in entries.items() for line in entry.get("dirt", ())]
    tested = {
        (name, line): codes
        for suite in claims().values()
        for name, lines in suite.items()
        for line, codes in lines.items()
    }
    esco = {(name, line) for name, line in stated if name.startswith(ESCO)}
    assert len(stated) == DEFECTS
    assert set(stated) - esco == tested.keys()
    assert {key for key, codes in tested.items() if not codes} == ANSWERED.keys()


def opened(name: str, shared: Path) -> Iterator[Dossier]:
    """What is read of a sample, and of each course of a catalogue that a suite speaks of."""
    data = shared / "samples" / name
    whole = read(data)
    yield whole
    known = ("Q73", "A150") if name.startswith("xcri/ou-full") else None
    if any(problem.code == "several_courses" for problem in whole.problems):
        for item in whole.documents:
            if item.type == "course_description" and (known is None or item.id in known):
                yield read(data, course=item.id)


def facts(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, (dict, list)):
        for key, one in value.items() if isinstance(value, dict) else enumerate(value):
            yield from facts(one, f"{path}/{key}" if path else str(key))
    else:
        yield path, value


def words(value: Any) -> Iterator[str]:
    """Every text of a model: values, keys, and the raw texts behind them."""
    if isinstance(value, Day):
        yield value.text
    elif isinstance(value, Amount):
        yield f"{value.low / HUNDRED:g}"
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from words(getattr(value, name))
    elif isinstance(value, dict):
        for key, one in value.items():
            yield str(key)
            yield from words(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from words(one)
    elif value is not None:
        yield str(value)


def is_told(fact: str, told: set[str], text: str) -> bool:
    """A short fact must stand alone; a longer one may stand inside a text."""
    if re.match(r"\d{4}-\d\d-\d\dt", fact):
        fact = fact[:10]
    return fact in told or fact.removesuffix(".0") in told or (len(fact) > 3 and fact in text)


def test_every_fact_is_told(entries: dict[str, dict[str, Any]], shared: Path) -> None:
    used: set[tuple[str, str]] = set()
    untold: list[tuple[str, str, Any]] = []
    for name, entry in entries.items():
        if name.startswith(ESCO) or name in REFUSED:
            continue
        found = list(opened(name, shared))
        texts = [text.lower() for dossier in found for text in words(dossier)]
        texts += [f"{one.sentence} {one.hint or ''}".lower() for dossier in found for one in dossier.problems]
        text = "\n".join(texts)
        told = {*texts, *re.findall(r"[\w.:-]+", text)}
        for path, fact in facts({key: value for key, value in entry.items() if key not in NOT_FACTS}):
            key = (name, path)
            meant = next(((name, above) for above in _above(path) if (name, above) in MEANT), None)
            if is_told(str(fact).lower().strip(), told, text):
                continue
            if meant is not None:
                used.add(meant)
            elif key in TOLD_AS and TOLD_AS[key].lower() in text:
                used.add(key)
            else:
                untold.append((*key, fact))
    assert not untold
    assert used == TOLD_AS.keys() | MEANT.keys(), "told by its own words by now"


def _above(path: str) -> Iterator[str]:
    steps = path.split("/")
    return ("/".join(steps[:length]) for length in range(len(steps), 0, -1))


def test_a_classification_says_what_it_is(entries: dict[str, dict[str, Any]], shared: Path) -> None:
    for name in (name for name in entries if name.startswith(ESCO)):
        with pytest.raises(UnknownFormat) as refused:
            read(shared / "samples" / name)
        assert "import esco" in str(refused.value.problems[0].hint)


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_with_its_place(name: str, shared: Path) -> None:
    with pytest.raises(ReadError) as refused:
        read(shared / "samples" / name)
    (problem,) = refused.value.problems
    assert problem.code == REFUSED[name]
    assert (problem.place.line is None) == (problem.code == "unknown_format")
