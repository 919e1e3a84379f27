"""Codes of the ESCO classification: importing the download, and opening what was made of it."""

from __future__ import annotations

from recognition.foundations.codes import Code

CODES: dict[str, Code] = {
    "esco_incomplete": Code(
        "a table of the ESCO download is missing",
        "Without skills, occupations, their links and the hierarchy, silence would look like an answer.",
        "Download the whole classification as CSV, unpack it, and name its folder.",
    ),
    "esco_missing": Code(
        "ESCO was not imported",
        "The classification is not shipped; skills then match by their address alone.",
        "Import it: recognition standards import esco FOLDER.",
    ),
    "esco_unreadable": Code(
        "the store of ESCO cannot be read",
        "It is no store, is damaged, or was made by another edition of this program.",
        "Import the download again.",
    ),
    "esco_unlabelled": Code(
        "skills without a label",
        "They can be matched by address but not by a word.",
        "Nothing, unless such a skill is asked for.",
    ),
    "esco_untyped": Code(
        "skills without a type",
        "The table does not say whether they are skills or knowledge; nothing here depends on it.",
        "Nothing.",
    ),
    "esco_dangling": Code(
        "lines about concepts that are not there",
        "Files of two editions of ESCO were mixed, or a table is cut off. What such lines say was left out.",
        "Use files of one edition.",
    ),
    "not_writable": Code(
        "a file cannot be written",
        "The folder is missing, full, or not yours.",
        "Name another place, or check the rights and the disk.",
    ),
}
