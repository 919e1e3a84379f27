"""Codes of what readers notice in course catalogues, learning agreements and accreditation records.

`number_unreadable` and `duration_unreadable` are those of credentials.
"""

from __future__ import annotations

from recognition.foundations.codes import Code

_UNKNOWN = "The value stays unknown; what stands in the document is kept as its raw text."
_ASK = "Nothing, unless a decision hangs on it; then ask the provider."
_CHOOSE = "Read one course with `recognition read FILE --course ID --format yaml`, and check what that writes."

CODES: dict[str, Code] = {
    "several_courses": Code(
        "the document describes several courses",
        "Which one is meant is not for us to guess; nothing of any of them was used.",
        _CHOOSE,
    ),
    "no_course": Code("the document describes no course", "There is nothing in it to check.", "Give another document."),
    "no_courses": Code(
        "a course was asked of a document that holds none",
        "Only catalogues of courses hold several subjects to choose from.",
        "Leave the choice out.",
    ),
    "course_not_found": Code(
        "no course has that id or title", "A choice is never replaced by the nearest one.", "Correct the id or title."
    ),
    "course_ambiguous": Code("several courses have that title", "One of them must be meant.", "Choose by id."),
    "runs_differ": Code(
        "the runs of a course differ", f"A course may be offered several times. {_UNKNOWN}", "Choose one run by its id."
    ),
    "day_in_attribute": Code(
        "a value stands beside its words", "The words are for people; the attribute was read.", "Nothing."
    ),
    "day_with_zone": Code("a day has a time zone but no time", "The day was read as written.", "Nothing."),
    "end_before_start": Code("a course ends before it starts", f"One of the days is wrong. {_UNKNOWN}", _ASK),
    "credits_not_ects": Code(
        "credits of a national system or of the provider's own",
        "A British credit point, for one, stands for about half an ECTS credit. They are never converted here.",
        "Nothing, unless a decision asks for ECTS; then ask the provider.",
    ),
    "country_by_register": Code(
        "a country was taken from a register",
        "The provider's number or internet name belongs to a register that one State keeps for those in it.",
        "Nothing.",
    ),
    "duration_prose": Code(
        "a length is given in words only", f"Words such as 'about' are not read as numbers. {_UNKNOWN}", _ASK
    ),
    "duration_not_full_time": Code(
        "a length is not that of full-time study",
        f"Years count in full-time study; how many a part-time course makes is not told. {_UNKNOWN}",
        "State the length in full-time years, if the provider says it.",
    ),
    "duration_conflict": Code(
        "the length and the days of a course disagree", f"Both cannot be right. {_UNKNOWN}", _ASK
    ),
    "hours_in_calendar_time": Code(
        "months or days where hours are meant",
        f"A common slip: P60M is sixty months, PT60H sixty hours. {_UNKNOWN}",
        "State the hours, if the provider says them.",
    ),
    "languages_several": Code("several languages of instruction", _UNKNOWN, _ASK),
    "occupations_several": Code(
        "several occupations are named", f"A course that opens several trades is of none alone. {_UNKNOWN}", _ASK
    ),
    "proposal_pending": Code(
        "a proposal of changes is not approved", "Until all have approved it, nothing of it is agreed.", _ASK
    ),
    "signatures_are_time_stamps": Code(
        "signatures are time stamps",
        "A record that somebody pressed a button makes evidence no stronger than a document.",
        "Nothing, unless a decision asks for signed evidence.",
    ),
    "language_agreed": Code(
        "a level of language stands in an agreement",
        "Such agreements name a level that the student has or will reach by the start; it counts as a statement only.",
        "Add the certificate of a test.",
    ),
    "language_level_unreadable": Code("a level of language cannot be read", _UNKNOWN, _ASK),
    "agreement_not_in_effect": Code(
        "an agreement is not said to be in effect", "What it plans may never happen.", _ASK
    ),
    "decision_unreadable": Code(
        "a decision on an accreditation cannot be read",
        "It may have been a refusal, so the record covers no day.",
        "Ask the agency that decided.",
    ),
    "accreditation_refused": Code("an accreditation was refused", "A refusal is no accreditation.", "Nothing."),
    "accreditation_of_nobody": Code(
        "an accreditation names nobody whom it speaks of", "It would count for every programme.", "Ask the agency."
    ),
    "skill_not_equal": Code(
        "an outcome is tied to a skill of ESCO that is broader or narrower than it",
        "What is learnt is more or less than that skill, so it was read past.",
        "Name the skill that is learnt, if there is one.",
    ),
    "skill_not_esco": Code("a skill with an address that is not of ESCO", "It was read past.", "Nothing."),
}
