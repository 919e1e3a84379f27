"""Codes of the standards: what can be wrong with a list or with asking for one."""

from __future__ import annotations

from recognition.foundations.codes import Code

CODES: dict[str, Code] = {
    "unknown_list": Code(
        "no such list",
        "A ruleset or a caller names a list that no folder of standards holds.",
        "Use the name proposed, or see 'recognition standards list'.",
    ),
    "list_twice": Code(
        "one list in two folders",
        "If one of two lists of the same name won silently, an answer would depend on the order of folders.",
        "Give one of them another name.",
    ),
    "wrong_list_id": Code(
        "the id does not fit the file",
        "A list is named by its folder and its file, so that a name leads to one place.",
        "Write the id as '<folder>.<file>'.",
    ),
    "unknown_list_source": Code(
        "the row cites an unknown source",
        "Every record must lead to a text that someone can open and read.",
        "Name a source of SOURCE.yaml in the same folder, or add it there.",
    ),
    "list_basis_raised": Code(
        "the row is surer than its source",
        "A record read in a secondary text cannot be surer than that text.",
        "Lower the basis of the row, or cite a better source.",
    ),
    "undeclared_field": Code(
        "a field without a meaning",
        "A value whose meaning and unit nobody wrote down will be misread; often it is a slip of the pen.",
        "Correct the name, or say what it means under 'fields'.",
    ),
    "dates_crossed": Code(
        "a row ends before it begins",
        "Such a row is never in force, which nobody can have meant.",
        "Correct 'from' or 'until'.",
    ),
}
