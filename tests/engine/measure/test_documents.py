"""document: those that fit, for once or for each country of practice."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from recognition.engine.measured import Comparison, Count, Wanted
from tests.engine.build import case, day, dossier, leaves, measured, one, ruleset

GOOD = {"kind": "document", "type": "good_standing"}


def held(*documents: dict[str, Any], asked: dict[str, Any] | None = None, declared: bool = False) -> Comparison:
    items = [{"id": f"d{n}", "type": "good_standing", **fields} for n, fields in enumerate(documents, 1)]
    shown = dossier(documents=items, complete=["documents"] if declared else [])
    return one(measured({**GOOD, **(asked or {})}, shown).tree)


def ends(*documents: dict[str, Any], **rest: Any) -> tuple[int | None, int | None]:
    found = held(*documents, **rest)
    return found.low, found.high


def test_silence_is_open_and_complete_silence_is_none() -> None:
    assert ends() == (0, None)
    assert Wanted("item", ("documents", "good_standing")) in held().wanted
    assert ends(declared=True) == (0, 0)
    assert ends({"type": "other"}, declared=True) == (0, 0)
    assert ends({}, declared=True) == (1, 1)


def test_one_of_several_types_and_a_filter() -> None:
    several = {"type": ["good_standing", "criminal_record"], "where": {"country": "TN"}}
    assert ends({"type": "criminal_record", "country": "TN"}, asked=several, declared=True) == (1, 1)
    assert ends({"country": "FR"}, asked=several, declared=True) == (0, 0)
    assert ends({}, asked=several, declared=True) == (0, 1)


@pytest.mark.parametrize(
    "issued, ends_",
    [
        ("2026-03-01", (1, 1)),
        ("2026-02-28", (0, 0)),
        ("2026-02", (0, 0)),
        ("2026-03", (1, 1)),
        ("2026", (0, 1)),
        (None, (0, 1)),
    ],
)
def test_age_at_most_three_months_on_1_june(issued: str | None, ends_: tuple[int, int]) -> None:
    fields = {"issued": issued} if issued else {}
    assert ends(fields, asked={"age_at_most": "P3M", "on": "on"}, declared=True) == ends_
    assert ends(fields, asked={"age_at_most": "P3M"}, declared=True) == ends_


def test_an_unknown_age_limit_leaves_every_document_possible() -> None:
    rules = {"age": {"unit": "months", "values": [{"from": "always", "is": "unknown", "cite": "act § 9"}]}}
    shown = dossier(documents=[{"type": "good_standing", "issued": "2026-05-01"}], complete=["documents"])
    found = one(measured({**GOOD, "age_at_most": "$age"}, shown, parameters=rules).tree)
    assert (found.low, found.high) == (0, 1)
    assert Wanted("law", ("age",)) in found.wanted


def test_form() -> None:
    asked = {"form": ["original", "certified_copy"]}
    assert ends({"form": "original"}, asked=asked, declared=True) == (1, 1)
    assert ends({"form": "copy"}, asked=asked, declared=True) == (0, 0)
    assert ends({}, asked=asked, declared=True) == (0, 1)


def test_translation_is_not_needed_for_what_is_in_the_language() -> None:
    asked = {"translated_into": "de"}
    assert ends({"language": "de"}, asked=asked, declared=True) == (1, 1)
    assert ends({"language": "fr", "translated_into": ["de"]}, asked=asked, declared=True) == (1, 1)
    assert ends({"language": "fr", "translated_into": ["en"]}, asked=asked, declared=True) == (0, 0)
    assert ends({"language": "fr"}, asked=asked, declared=True) == (0, 1)


def test_strength() -> None:
    asked = {"strength": "document"}
    assert ends({}, asked=asked, declared=True) == (0, 1)
    assert ends({"strength": "document"}, asked=asked, declared=True) == (1, 1)
    assert ends({"strength": "broken"}, declared=True) == (0, 0)


def per_country(shown: Any) -> list[tuple[str, int | None, int | None]]:
    tree = measured({**GOOD, "per": "country_of_practice"}, shown).tree
    assert isinstance(tree, Count)
    assert tree.k == len(tree.parts)
    return [(leaf.label, leaf.low, leaf.high) for leaf in leaves(tree)]


def test_one_comparison_for_each_country_of_practice() -> None:
    work = [{"country": "TN"}, {"country": "FR"}, {"country": "TN"}]
    papers = [{"type": "good_standing", "country": "TN"}, {"type": "good_standing"}]
    assert per_country(dossier(experience=work, documents=papers)) == [("FR", 0, None), ("TN", 1, None)]
    complete = dossier(experience=work, documents=papers, complete=["documents"])
    assert per_country(complete) == [("FR", 0, 1), ("TN", 1, 2)]


def test_work_of_no_known_country_and_no_work_shown() -> None:
    assert per_country(dossier(experience=[{"country": "TN"}, {}]))[-1] == ("unknown", None, None)
    assert per_country(dossier()) == [("unknown", None, None)]
    assert per_country(dossier(complete=["experience"])) == []


def test_the_documents_found() -> None:
    rules = ruleset({"held": GOOD, "order": {"kind": "date-order", "day": "found:held.issued", "until": "2026-01-01"}})
    papers = [{"type": "good_standing", "issued": "2025-01-01"}, {"type": "good_standing", "issued": "2025-03-01"}]
    order = one(case(rules, dossier(documents=papers)).measured("order").tree)
    assert (order.low, order.high) == (day("2025-01-01"), day("2025-03-01"))


def test_order_never_matters_and_more_never_takes_away() -> None:
    papers: list[dict[str, Any]] = [{"issued": "2026-05-01"}, {"issued": "2020-01-01"}, {}]
    asked = {"age_at_most": "P3M"}
    assert {ends(*order, asked=asked, declared=True) for order in permutations(papers)} == {(1, 2)}
    assert [ends(*papers[:n], asked=asked)[0] for n in range(4)] == [0, 1, 1, 1]
