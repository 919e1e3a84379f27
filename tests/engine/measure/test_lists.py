"""list-member and title-listed against lists of their own."""

from __future__ import annotations

from typing import Any

import pytest

from recognition.engine.measured import Comparison, Wanted
from tests.engine.build import case, day, dossier, measured, one, ruleset, table

GROUPS = table(
    "t.groups",
    ["group", "country"],
    [
        {"group": "eu", "country": ["DE", "FR"], "from": "1958-01-01", "reference": "1979-06-29"},
        {"group": "eu", "country": "HR", "from": "2013-07-01", "reference": "2013-07-01", "basis": "secondary"},
        {"group": "nordic", "country": "NO"},
    ],
)
MEMBER = {"kind": "list-member", "list": "t.groups", "key": {"group": "eu", "country": "focus.country"}, "on": "on"}
AT = {"country": "AT", "title": "Diplom als Krankenschwester", "aliases": ["Diplom als Krankenpfleger"]}
TITLES = [
    {**AT, "body": ["Schule"]},
    {"country": "BE", "title": "Brevet", "until": "2010-12-31"},
    {"country": "BE", "title": "Bachelier", "from": "2011-01-01", "reference": "1979-06-29"},
    {"country": "XX", "title": "Old diploma", "excluded": True},
    {"country": "XX", "title": "New diploma"},
]
TITLED = {"kind": "title-listed", "list": "t.titles", "on": "on"}


def member(item: dict[str, Any] | None, asked: dict[str, Any] | None = None, **more: Any) -> Comparison:
    shown = dossier(qualifications=[{"id": "q", **item}] if item is not None else [], **more.pop("shown", {}))
    return one(measured({**MEMBER, **(asked or {})}, shown, tables=(GROUPS,), **more).tree)


class TestListMember:
    @pytest.mark.parametrize(
        "item, on, ends",
        [
            ({"country": "DE"}, "2020-01-01", (1, 1)),
            ({"country": "HR"}, "2013-06-30", (0, 0)),
            ({"country": "HR"}, "2013-07-01", (1, 1)),
            ({"country": "TN"}, "2020-01-01", (0, 0)),
            ({}, "2020-01-01", (0, 1)),
            ({"country": "DE"}, "2051-01-01", (0, 1)),
        ],
    )
    def test_rows(self, item: dict[str, Any], on: str, ends: tuple[int, int]) -> None:
        found = member(item, on=on)
        assert (found.low, found.high, found.need.low) == (*ends, 1)

    def test_what_is_missing(self) -> None:
        assert member({}).wanted[0] == Wanted("attribute", ("q", "country"))
        assert Wanted("list_not_current", ("t.groups",)) in member({"country": "DE"}, on="2051-01-01").wanted

    def test_the_basis_of_the_row(self) -> None:
        assert member({"country": "DE"}).basis == "read"
        assert member({"country": "HR"}).basis == "secondary"
        assert [cited.id for cited in member({"country": "HR"}).cited] == ["act", "t.groups:list"]

    def test_any_nationality(self) -> None:
        asked = {"key": {"group": "eu", "country": "person.nationalities"}}
        for nationalities, ends in ((["TN", "FR"], (1, 1)), (["TN"], (0, 0)), ([], (0, 1))):
            found = member(None, asked, shown={"person": {"nationalities": nationalities}})
            assert (found.low, found.high) == ends

    def test_the_fields_of_the_row_are_found(self) -> None:
        rules = ruleset(
            {
                "listed": MEMBER,
                "order": {"kind": "date-order", "day": "focus.issued", "before": "found:listed.reference"},
            }
        )
        shown = dossier(qualifications=[{"country": "HR", "issued": "2012-01-01"}])
        asked = case(rules, shown, tables=(GROUPS,))
        order = one(asked.measured("order").tree)
        assert order.need.high == day("2013-07-01") - 1
        assert order.basis == "secondary"
        unknown = case(rules, dossier(qualifications=[{"country": "TN"}]), tables=(GROUPS,))
        assert one(unknown.measured("order").tree).need.low is None

    def test_weaker_evidence_is_not_known(self) -> None:
        assert (member({"country": "DE"}, {"strength": "document"}).low, member({"country": "DE"}).low) == (0, 1)

    def test_quantity_tells_lists_days_and_keys_apart(self) -> None:
        same = member({"country": "DE"}).quantity
        assert member({"country": "DE"}).quantity == same
        assert member({"country": "DE"}, {"on": "focus.issued"}).quantity != same
        assert member({"country": "DE"}, {"key": {"group": "eea", "country": "focus.country"}}).quantity != same


def titled(*items: dict[str, Any], complete: bool = True, declared: bool = False, **more: Any) -> Comparison:
    titles = table("t.titles", ["country", "title"], TITLES, complete=complete)
    shown = dossier(qualifications=list(items), complete=["qualifications"] if declared else [])
    about = {name: more.pop(name) for name in ("on", "focus") if name in more}
    return one(measured({**TITLED, **more}, shown, tables=(titles,), **about).tree)


class TestTitleListed:
    @pytest.mark.parametrize(
        "item, on, complete, ends",
        [
            ({"country": "AT", "title": {"de": "Diplom als  KRANKENSCHWESTER"}}, "2020-01-01", True, (1, 1)),
            ({"country": "AT", "title": {"en": "N", "de": "Diplom als Krankenpfleger"}}, "2020-01-01", True, (1, 1)),
            ({"country": "AT", "title": "Nurse"}, "2020-01-01", True, (0, 1)),
            ({"country": "AT"}, "2020-01-01", True, (0, 1)),
            ({"country": "BE", "title": "Bachelier"}, "2010-12-31", True, (0, 0)),
            ({"country": "BE", "title": "Bachelier"}, "2011-01-01", True, (1, 1)),
            ({"country": "BE", "title": "Bachelier"}, "2011-01-01", False, (1, 1)),
            ({"country": "TN", "title": "Bachelier"}, "2011-01-01", True, (0, 0)),
            ({"country": "TN", "title": "Bachelier"}, "2011-01-01", False, (0, None)),
            ({"title": "Bachelier"}, "2011-01-01", True, (0, 1)),
            ({"country": "XX", "title": "Old diploma"}, "2020-01-01", True, (0, 0)),
            ({"country": "XX", "title": "New diploma"}, "2020-01-01", True, (1, 1)),
            ({"country": "AT", "title": "Diplom als Krankenschwester"}, "2051-01-01", True, (0, 1)),
        ],
    )
    def test_rows(self, item: dict[str, Any], on: str, complete: bool, ends: tuple[int, int | None]) -> None:
        found = titled(item, on=on, complete=complete)
        assert (found.low, found.high) == ends

    def test_the_awarding_body(self) -> None:
        item = {"country": "AT", "title": "Diplom als Krankenschwester"}
        assert titled({**item, "body": {"de": "schule"}}, body=True).low == 1
        for body in ({}, {"body": "Another school"}):
            found = titled({**item, **body}, body=True)
            assert (found.low, found.high) == (0, 1)
        assert titled({"country": "BE", "title": "Bachelier"}, body=True).low == 1

    def test_of_any_is_open_above_unless_complete(self) -> None:
        items = ({"country": "TN", "title": "A"}, {"country": "BE", "title": "Bachelier"})
        assert (titled(*items, of="any").low, titled(*items, of="any").high) == (1, None)
        assert (titled(*items, of="any", declared=True).low, titled(*items, of="any", declared=True).high) == (1, 1)
        assert titled(items[0], of="any", declared=True).high == 0
        assert (titled(*items).low, titled(*items).high) == (0, 0)

    def test_no_candidate_is_open_unless_complete(self) -> None:
        assert (titled(focus=None).low, titled(focus=None).high) == (0, None)
        assert (titled(focus=None, declared=True).low, titled(focus=None, declared=True).high) == (0, 0)

    def test_weaker_evidence_only_may_count(self) -> None:
        found = titled({"id": "q", "country": "BE", "title": "Bachelier"}, strength="document")
        assert (found.low, found.high) == (0, 1)
        assert Wanted("strength", ("q", "document")) in found.wanted

    def test_an_awarding_body_that_is_asked_and_not_told_is_named_as_missing(self) -> None:
        item = {"id": "q", "country": "AT", "title": "Diplom als Krankenschwester"}
        missing = Wanted("attribute", ("q", "body"))
        assert missing in titled(item, body=True).wanted
        assert missing not in titled(item).wanted
        assert missing not in titled({**item, "body": {"de": "Schule"}}, body=True).wanted

    def test_conflicting_titles_may_be_listed(self) -> None:
        claim = {"id": "q", "country": "BE"}
        found = titled({**claim, "title": "Bachelier"}, {**claim, "title": "Brevet B"})
        assert (found.low, found.high) == (0, 1)
