"""Codes of the rules engine: each means that there is no answer, never that the answer is no."""

from __future__ import annotations

from recognition.foundations.codes import Code

CODES: dict[str, Code] = {
    "engine_missing": Code(
        "The rules engine cannot be loaded",
        "The package durable-rules is compiled at installation. It is absent, or Python 3.13 loads it only if it was "
        "compiled with one definition more.",
        'Run: CPPFLAGS="-O2 -DPyEval_CallObject=PyObject_CallObject" pip install --no-cache-dir --force-reinstall '
        "durable-rules",
    ),
    "engine_table": Code(
        "A decision table is not safe to ask",
        "The text of a table says something outside the small part of the engine that always answers rightly, or a "
        "question in it has no answer or two.",
        "If you changed a table, correct the line named; otherwise report it.",
    ),
    "engine_limit": Code(
        "A decision table is too large",
        "Beyond certain sizes the engine refuses, loses messages or never returns; tables stay well below.",
        "Split the table, or compare fields with each other and put the figures into the question.",
    ),
    "engine_question": Code(
        "A question does not fit its decision table",
        "A value has the wrong type, is outside its list or range, or the ends of an interval are the wrong way round. "
        "The engine would answer such a question, and wrongly.",
        "Report it: the program asked wrongly. No document can cause it alone.",
    ),
    "engine_failed": Code(
        "The rules engine did not answer every question exactly once",
        "Every call counts its answers. This one failed or the count was off, so all answers of the call were thrown "
        "away.",
        "Try again; if it comes back, report it with the dossier's measures.",
    ),
}
