"""What stands in a document a thousand times costs a thousand times as much, and not a million times."""

from __future__ import annotations

import time

import pytest
from lxml import etree

from recognition.readers.read import read
from tests.fuzz.documents import ours

SECONDS = 6.0  # of the processor; each took 20 s and more where every one was compared with every other


@pytest.mark.full
@pytest.mark.parametrize(
    "reader, element, times",
    [("EWP learning agreement", "approved-changes", 4_000), ("PESC transcript", "AcademicRecord", 6_000)],
)
def test_repeated_elements_cost_in_proportion(reader: str, element: str, times: int) -> None:
    small = sorted((sample.data for sample in ours()[reader]), key=len)[:2][-1]
    root = etree.fromstring(small)
    one = next(root.iter(f"{{*}}{element}"))
    whole = etree.tostring(one, with_tail=False)
    parent = one.getparent()
    assert parent is not None
    parent.replace(one, etree.Element("here"))
    data = etree.tostring(root).replace(b"<here/>", whole * times, 1)
    started = time.process_time()
    assert read(data).problems is not None
    assert time.process_time() - started < SECONDS
