"""Words and codes of PESC transcripts that carry meaning. What is not listed means nothing here."""

from __future__ import annotations

from typing import Final, Literal

State = Literal["passed", "failed", "in_progress", "credited", "unclear"]

STATUS_CODES: Final[dict[str, State]] = {
    "PassFailPass": "passed",
    "PassFailFail": "failed",
    "InProgress": "in_progress",
    "TransferNoGrade": "credited",
}
RESULTS: Final[dict[str, State]] = {
    **dict.fromkeys(("ip", "ipr", "in progress", "ic", "inc", "incomplete"), "in_progress"),
    **dict.fromkeys(("tr", "transfer"), "credited"),
    **dict.fromkeys(("f", "ff", "fx", "fail", "failed", "0", "00"), "failed"),
    **dict.fromkeys(("p", "pass", "passed"), "passed"),
}
"""Results, case folded; letters and numbers of a scale are left out, since only the scale tells what passes."""

EXEMPTION: Final = "exemption"

ISSUER_CODES: Final = ("PSIS", "CSIS", "USIS", "OPEID", "IPEDS", "FICE", "ATP", "ACT", "CEEB", "MutuallyDefined")
CANADIAN_CODES: Final = frozenset({"psis", "csis", "usis"})
"""Numbers of institutions in the student registers of Canada's office of statistics."""

_PROVINCES = "AB BC MB NB NL NS NT NU ON PE QC SK YT"
_STATES = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR "
    "PA RI SC SD TN TX UT VT VA WA WV WI WY"
)
PROVINCES: Final = frozenset(_PROVINCES.split())
STATES: Final = frozenset(_STATES.split())
"""Codes of provinces of Canada and states of the United States: no code is in both."""
