"""Which function measures which kind of requirement. Combiners are counted by *decide*."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from recognition.engine.case import Case
from recognition.engine.measure.amounts import amount
from recognition.engine.measure.coverage import coverage
from recognition.engine.measure.dates import age, date_order
from recognition.engine.measure.documents import document
from recognition.engine.measure.examinations import examination
from recognition.engine.measure.experience import experience
from recognition.engine.measure.facts import stated_fact
from recognition.engine.measure.language import language_level
from recognition.engine.measure.levels import qualification_level
from recognition.engine.measure.lists import list_member, title_listed
from recognition.engine.measure.registers import accreditation, registration
from recognition.engine.measure.volume import share, volume
from recognition.engine.measured import Measured

KINDS: Mapping[str, Callable[[Any, Case], Measured]] = {
    "qualification-level": qualification_level,
    "title-listed": title_listed,
    "accreditation": accreditation,
    "registration": registration,
    "examination": examination,
    "document": document,
    "age": age,
    "date-order": date_order,
    "list-member": list_member,
    "amount": amount,
    "coverage": coverage,
    "experience": experience,
    "language-level": language_level,
    "share": share,
    "stated-fact": stated_fact,
    "volume": volume,
}
