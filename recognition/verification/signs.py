"""Signs of a signature, seen without any package of the extra `verify`."""

from __future__ import annotations

from typing import Final

from recognition.readers.door import Incoming, kind_of, text_of

_XML_SIGNATURE: Final = "http://www.w3.org/2000/09/xmldsig#"
_JSON_MARKS: Final = ('"signature"', '"signatures"', '"proof"', '"eyJ', '"data:application/v')


def looks_compact(incoming: Incoming) -> bool:
    """Whether a document claims to be a signature in one line: dots between parts, the first in base64 of JSON."""
    start = incoming.data.lstrip()[:3]
    if start == b"eyJ":
        return b"." in incoming.data and b":" not in incoming.data
    return bool(start) and not incoming.data.strip(b".\r\n")


def is_signed(incoming: Incoming) -> bool:
    """Whether a document may be signed. False only where no signature is: nothing then needs to be verified."""
    if looks_compact(incoming):
        return True
    kind = kind_of(incoming)
    text = text_of(incoming)
    if kind == "xml":
        return _XML_SIGNATURE in text
    return kind == "json" and any(mark in text for mark in _JSON_MARKS)
