"""Which function measures which kind of requirement."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from recognition.engine.case import Case
from recognition.engine.measure.facts import stated_fact
from recognition.engine.measured import Measured

KINDS: Mapping[str, Callable[[Any, Case], Measured]] = {
    "stated-fact": stated_fact,
}
