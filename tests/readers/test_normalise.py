"""Days, countries, languages, numbers and texts as documents write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognition.foundations.days import YEARS
from recognition.model.values import Amount, Day
from recognition.readers import normalise
from recognition.readers.countries import ALPHA2, STANDARD_OFFSET
from recognition.readers.elmo_values import ident


@pytest.mark.parametrize(
    "text, form, zone, expected, code",
    [
        ("2018-05-31", None, None, "2018-05-31", None),
        (" 2018-05-31\n", None, None, "2018-05-31", None),
        ("2018-05", None, None, "2018-05", None),
        ("2012", None, None, "2012", None),
        ("1900-01-01", None, None, None, "day_stand_in"),
        ("01.01.1900", None, None, None, "day_stand_in"),
        ("1900-01-01T00:00:00Z", None, None, None, "day_stand_in"),
        ("1900-01-02", None, None, "1900-01-02", None),
        ("1900", None, None, "1900", None),
        ("18-07-1966", "dd-MM-yyyy", None, "1966-07-18", "day_form"),
        ("18.07.1966", "dd.MM.yyyy", None, "1966-07-18", "day_form"),
        ("18.07.1966", None, None, "1966-07-18", "day_form"),
        ("07/18/1966", None, None, "1966-07-18", "day_form"),
        ("03/04/2015", None, None, None, "day_unreadable"),
        ("20150901", None, None, "2015-09-01", "day_form"),
        ("2012-07-15", "yyyy-mm-dd", None, "2012-07-15", None),
        ("2014-11-28+02:00", None, None, "2014-11-28", None),
        ("2006-09-01Z", None, None, "2006-09-01", None),
        ("2015-10-31T12:00:00+02:00", None, "PL", "2015-10-31", None),
        ("2010-01-01T00:00:00Z", None, None, "2010-01-01", None),
        ("1966-07-17T22:00:00.000+00:00", None, "FI", "1966-07-18", "day_shifted"),
        ("2018-05-30T21:00:00.000+00:00", None, "FI", "2018-05-31", "day_shifted"),
        ("1966-07-17T22:00:00Z", None, None, "1966-07-17..1966-07-18", "day_uncertain"),
        ("1966-07-17T22:00:00Z", None, "US", "1966-07-17..1966-07-18", "day_uncertain"),
        ("2021-01-13T13:55:06.803+00:00", None, "FI", "2021-01-13", None),
        ("2021-01-13T21:30:00Z", None, "FI", "2021-01-13..2021-01-14", "day_uncertain"),
        ("2012 Syksy", None, None, None, "day_unreadable"),
        ("--03", None, None, None, "day_unreadable"),
        ("0001-01-01", None, None, None, "day_unreadable"),
        ("2019-02-30", None, None, None, "day_unreadable"),
        ("2019-01-01T25:00:00Z", None, "FI", None, "day_unreadable"),
        ("2019-W01-1", None, None, None, "day_unreadable"),
        ("２０１９-01-01", None, None, None, "day_unreadable"),
        ("", None, None, None, "day_unreadable"),
    ],
)
def test_a_day(text: str, form: str | None, zone: str | None, expected: str | None, code: str | None) -> None:
    found, noticed = normalise.day(text, form=form, zone=zone)
    assert (found.text if found else None, noticed) == (expected, code)


@given(st.dates(date(YEARS[0], 1, 2), date(YEARS[1], 12, 30)))
def test_a_plain_day_is_what_the_model_reads(day: date) -> None:
    assert normalise.day(day.isoformat()) == (Day.of(day.isoformat()), None)


@given(st.dates(date(YEARS[0], 1, 3), date(YEARS[1], 12, 29)), st.sampled_from(sorted(STANDARD_OFFSET)), st.booleans())
def test_a_day_shifted_by_its_own_zone_comes_back(day: date, country: str, summer: bool) -> None:
    hours = STANDARD_OFFSET[country] + summer
    stored = day if hours == 0 else day - timedelta(days=1)
    text = f"{stored.isoformat()}T{(24 - hours) % 24:02d}:00:00Z"
    found, _ = normalise.day(text, zone=country)
    assert found is not None
    assert found.span == Day.of(day.isoformat()).span


@given(st.datetimes(), st.integers(-12, 14))
def test_a_moment_never_loses_the_right_day(moment: object, offset: int) -> None:
    """Wherever on Earth the writer's clock stands, the day there is among the possible ones, midnight UTC apart."""
    from datetime import datetime

    assert isinstance(moment, datetime)
    moment = moment.replace(microsecond=0)
    if not 1901 <= moment.year <= 2198 or (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return
    found, _ = normalise.day(moment.isoformat() + "Z")
    assert found is not None
    local = (moment + timedelta(hours=offset)).date().toordinal()
    assert found.span.low is not None
    assert found.span.high is not None
    assert found.span.low <= local <= found.span.high


@given(st.text(max_size=40), st.none() | st.text(max_size=12), st.sampled_from(["FI", "US", "XX", None]))
def test_no_text_breaks_the_reading_of_a_day(text: str, form: str | None, zone: str | None) -> None:
    found, code = normalise.day(text, form=form, zone=zone)
    assert (found is None) == (code == "day_unreadable")


@pytest.mark.parametrize(
    "text, expected",
    [
        ("FI", "FI"), ("fi ", "FI"), ("FIN", "FI"), ("UK", "GB"), ("EL", "GR"), ("XK", "XK"), ("FRANCE", "FR"),
        ("United States", "US"), ("XX", None), ("Finlandia del Sur", None), ("", None), ("F1", None),
    ],
)  # fmt: skip
def test_a_country(text: str, expected: str | None) -> None:
    assert normalise.country(text) == expected


def test_there_are_249_countries_and_kosovo() -> None:
    assert len(ALPHA2) == 250


@pytest.mark.parametrize(
    "text, expected",
    [("FI", "fi"), ("no", "no"), ("en-EN", "en"), ("ru-Cyrl", "ru"), ("zh_Hans", "zh"), ("", None), ("x!", None)],
)
def test_a_language(text: str, expected: str | None) -> None:
    assert normalise.language(text) == expected


@pytest.mark.parametrize(
    "text, amount, code",
    [
        ("5", 500, None), ("10.000", 1000, None), ("7.5", 750, None),
        ("+3", 300, None), (".5", 50, None), ("5.", 500, None),
        ("1,5", 150, "decimal_comma"), ("0", 0, None), ("999999999999999", 99999999999999900, None),
    ],
)  # fmt: skip
def test_a_decimal(text: str, amount: int, code: str | None) -> None:
    assert normalise.decimal(text) == (Amount(amount, amount), code)


@pytest.mark.parametrize(
    "text", ["", "-1", "NaN", "INF", "1e3", "５", "٣", "9" * 16, "1." + "1" * 341, "1.2.3", "1 000", "abc", "--"]
)
def test_what_is_no_decimal(text: str) -> None:
    with pytest.raises(ValueError, match="ASCII digits"):
        normalise.decimal(text)


def test_a_third_decimal_place_widens_and_never_rounds() -> None:
    assert normalise.decimal("7.125") == (Amount(712, 713), None)
    assert normalise.decimal("3.6666666666666665") == (Amount(366, 367), None)


@pytest.mark.parametrize("text, meant", [("KÃ¸benhavn", "København"), ("2007 HÃ¸st", "2007 Høst"), ("Ã„Ã¤ni", "Ääni")])
def test_a_text_stored_in_a_wrong_encoding_is_seen(text: str, meant: str) -> None:
    assert normalise.misdecoded(text) == meant


@pytest.mark.parametrize(
    "text", ["København", "Zoë-Ñandú", "Potilaslähtöinen", "Ångström", "Größe", "São Paulo", "ÂÃ", "plain"]
)
def test_an_honest_text_is_left_alone(text: str) -> None:
    assert normalise.misdecoded(text) is None


@given(st.text(st.characters(min_codepoint=0xC0, max_codepoint=0x17F), min_size=1, max_size=20))
def test_any_text_of_latin_letters_is_seen_when_misdecoded(text: str) -> None:
    from recognition.foundations.text import normal

    stored = text.encode().decode("latin-1")
    assert normalise.misdecoded(stored) == normal(text)


@pytest.mark.parametrize("text", ["-", "TODO : Issuer unknown", "todo: x", "N/A", "unknown", "?"])
def test_a_stand_in(text: str) -> None:
    assert normalise.is_placeholder(text)


@pytest.mark.parametrize("text", ["Todor", "Natural history", "A-", "0", "Unknown pleasures"])
def test_no_stand_in(text: str) -> None:
    assert not normalise.is_placeholder(text)


@pytest.mark.parametrize(
    "text, expected",
    [("<br>", True), ("a < b and c > d", False), ("</p>", True), ("<3", False), ("x <b class='y'>", True)],
)
def test_markup(text: str, expected: bool) -> None:
    assert normalise.holds_markup(text) is expected


@pytest.mark.parametrize(
    "text, code",
    [
        ("Acreditación Médica de España", "Acreditacion_Medica_de_Espana"),
        ("pic:999572294", "pic:999572294"),
        ("Łódź １", "odz"),
        ("Университет", None),
    ],
)
def test_a_code_made_of_a_name_stays_readable(text: str, code: str | None) -> None:
    assert ident(text) == code
