"""Which key of the lists `stcw.a_ii_1` and `stcw.a_iii_1` a competence of the officers' tables has.

Competences are told by table, function and number, as in the Code; a test holds the keys to those of the lists. For the
other tables the order of the lists is not shown to be that of the Code, so their competences are matched by words only.
"""

from __future__ import annotations

from typing import Final

_BY_FUNCTION: Final = {
    ("A-II/1", "A"): (
        "passage navigational_watch radar ecdis emergencies distress_signal english_deck visual_signals manoeuvring"
    ),
    ("A-II/1", "B"): "cargo cargo_spaces",
    ("A-II/1", "C"): (
        "pollution_prevention seaworthiness fire life_saving first_aid legislation leadership personnel_safety"
    ),
    ("A-III/1", "A"): "engineering_watch english_engine internal_communication machinery pumping",
    ("A-III/1", "B"): "electrical_operation electrical_repair",
    ("A-III/1", "C"): "workshop machinery_repair",
    ("A-III/1", "D"): (
        "pollution_prevention seaworthiness fire life_saving first_aid legislation leadership personnel_safety"
    ),
}
KEYS: Final = {
    (table, f"{function}.{number}"): key
    for (table, function), keys in _BY_FUNCTION.items()
    for number, key in enumerate(keys.split(), 1)
}
"""(table, function and number) -> key, as `("A-II/1", "A.1")` -> `passage`."""
