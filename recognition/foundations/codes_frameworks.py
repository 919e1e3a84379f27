"""Codes of what readers notice in frameworks of competences, registers of quality assurance and competence tables."""

from __future__ import annotations

from recognition.foundations.codes import Code

_LEFT = "It stays unknown; what stands in the document is kept as its raw text."

CODES: dict[str, Code] = {
    "framework_no_programme": Code(
        "a framework is no programme",
        "It says what learners should know; it shows nobody teaching or learning it.",
        "Give the curriculum or the certificate that follows it.",
    ),
    "framework_not_adopted": Code(
        "a framework is not in use",
        "Its own status calls it a draft or out of use.",
        "Ask its publisher for the version in use.",
    ),
    "statement_missing": Code(
        "an item states nothing", "There is no text in it to compare with anything.", "Ask the publisher."
    ),
    "id_repeated": Code(
        "one identifier stands for two things", "References to it could mean either.", "Ask the publisher."
    ),
    "language_missing": Code(
        "texts without a language",
        "No language is named for them, and none is guessed.",
        "Nothing, unless words are compared.",
    ),
    "moment_without_zone": Code("a time without its zone", "Its day was read as written.", "Nothing."),
    "credential_not_active": Code(
        "the credential is no longer awarded, or not yet",
        "Its register calls it deprecated, ceased or proposed. One awarded before may still hold.",
        "Compare the day of the award with the days on which it was awarded.",
    ),
    "unit_unreadable": Code("a unit of credit is not known", f"{_LEFT}", "Ask who set the value."),
    "transfer_conditions": Code(
        "credit is granted under conditions only",
        "The value counts for those who meet the conditions, which are words and were not judged.",
        "Show that the conditions are met.",
    ),
    "link_object": Code(
        "a link is written as an object", "Other documents of the format write it as plain text.", "Nothing."
    ),
    "country_in_words": Code("a country is named, not coded", "The name is one that is known here.", "Nothing."),
    "report_without_decision": Code(
        "a report grants nothing",
        "A review without a formal outcome, or with one that cannot be read, is no accreditation.",
        "Ask the agency for its decision.",
    ),
    "decision_conditional": Code(
        "a positive decision has conditions",
        "The decision counts; whether its conditions were met is not in the report.",
        "Ask the agency whether the conditions were met.",
    ),
    "subject_missing": Code("a report without a subject", "It cannot be told what was reviewed.", "Ask the agency."),
    "coded_value": Code(
        "a value is a code of the register",
        "The same thing is a word in other documents of the register; both are understood.",
        "Nothing.",
    ),
    "activity_by_number": Code(
        "an activity is given by its number", "The table of numbers is the register's and was not read.", "Nothing."
    ),
    "day_form_named": Code(
        "the form of days is told beside them", "The days were read in that form and in no other.", "Nothing."
    ),
    "space_around": Code("spaces around a value", "They were left out.", "Nothing."),
    "flat_export": Code("a table was exported flat", "What is the same on many rows was read once.", "Nothing."),
    "rows_differ": Code(
        "rows of one competence differ",
        "The same number carries two wordings. The first was read.",
        "Ask the academy which of them holds.",
    ),
    "markdown_in_text": Code("marks of layout stand in a text", "They were left out.", "Nothing."),
    "assessment_partial": Code(
        "a competence is assessed in part",
        "Some of its items have no task that assesses them, so the competence does not count as assessed.",
        "Give the tasks for the items without one.",
    ),
    "untaught": Code(
        "an item has no course", "No course is named that teaches it, so it does not count.", "Give the course."
    ),
}
