"""Codes of what readers notice in digital credentials: envelopes, European Learning Model, badges."""

from __future__ import annotations

from recognition.foundations.codes import Code

_UNKNOWN = "The value stays unknown; what stands in the document is kept as its raw text."
_ASK = "Nothing, unless a decision hangs on it; then ask the issuer for a corrected credential."

CODES: dict[str, Code] = {
    "payload_unreadable": Code(
        "the signed content cannot be read",
        "A signature is there, but what it signs is no JSON.",
        "Download the credential again, whole.",
    ),
    "credential_wrapped": Code(
        "the credential came in an envelope",
        "It was signed, presented or prepared for upload; the credential inside was read.",
        "Nothing.",
    ),
}
