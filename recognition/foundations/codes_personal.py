"""Codes of what readers notice in CVs and other documents that people write themselves, and in PESC transcripts."""

from __future__ import annotations

from recognition.foundations.codes import Code

_UNKNOWN = "The value stays unknown; what stands in the document is kept as its raw text."
_PROVE = "Add the document that proves it."
_STATE = "State the value, if a decision hangs on it."
_ASK_ISSUER = "Nothing, unless a decision hangs on it; then ask the issuer."

CODES: dict[str, Code] = {
    # self-written documents
    "self_declared": Code(
        "the holder wrote the document",
        "A CV states and proves nothing. What rests on it alone is answered with that proviso.",
        "Add diplomas, certificates of employment and of languages.",
    ),
    "europass_old": Code("the document is Europass from before version 3", "It was read all the same.", "Nothing."),
    "root_alone_qualified": Code(
        "only the root element is in a namespace", "The elements in it were read by their names.", "Nothing."
    ),
    "country_customary": Code(
        "a country is written by custom, not by ISO 3166", "UK and EL stand for GB and GR.", "Nothing."
    ),
    "period_conflict": Code("a period runs on and has an end", f"Both cannot be. {_UNKNOWN}", _STATE),
    "period_reversed": Code("a period ends before it starts", f"One of the days is wrong. {_UNKNOWN}", _STATE),
    "end_missing": Code(
        "a period has no end", "It may run on, or the end was left out; both stay possible.", "State the end."
    ),
    "level_doubtful": Code(
        "a level does not fit the title",
        "The title begins with the name of a degree that has another EQF level. The level is kept as stated.",
        "Add the diploma supplement.",
    ),
    "level_spelling": Code("a level is not spelt as usual", "It was read.", "Nothing."),
    "cefr_unreadable": Code("a language level cannot be read", _UNKNOWN, "Add the certificate."),
    "language_without_level": Code("a language without a level", "Nothing says how well it is known.", _PROVE),
    "speaking_lower": Code(
        "two levels of speaking differ",
        "Europass splits speaking into interaction and production; the lower of the two is taken for speaking.",
        "Add the certificate.",
    ),
    "speaking_half": Code(
        "half of speaking has a level", f"Speaking is interaction and production together. {_UNKNOWN}", _PROVE
    ),
    "certificate_named": Code(
        "a language certificate is named", "A name in a CV is no result: day, test and scores are missing.", _PROVE
    ),
    "skill_unknown": Code("a language skill of another name", "It was read past.", "Nothing."),
    "fluency_in_words": Code(
        "how well a language is known stands in words", f"Words are not levels. {_UNKNOWN}", "Add the certificate."
    ),
    "volunteer_unread": Code(
        "voluntary work was not read",
        "Whether it counts as experience differs from law to law; it is not taken for employment.",
        "State it as experience, with what it was.",
    ),
    "degree_in_progress": Code(
        "a degree is in progress", "The end that is given is planned; the degree is not held.", "Add the diploma."
    ),
    "revocation_unchecked": Code(
        "whether a certificate was revoked is not known", "Nothing is asked over a network while reading.", _PROVE
    ),
    # transcripts of PESC
    "no_transcript": Code(
        "a batch holds no transcript", "There is nothing in it to read.", "Give the transcript itself."
    ),
    "test_document": Code(
        "the document says that it is a test", "Its issuer made it to try a system out.", "Give the real document."
    ),
    "country_by_province": Code(
        "a country was taken from a province or state", "The code belongs to one country only.", "Nothing."
    ),
    "language_untagged": Code("titles carry no language tag", "Their language is not told.", "Nothing."),
    "birth_is_creation": Code(
        "the day of birth is the day the document was made",
        f"A system filled in its own clock. {_UNKNOWN}",
        "State the day of birth.",
    ),
    "day_without_year": Code("a day has no year", _UNKNOWN, _STATE),
    "day_empty": Code("a day means that none was recorded", "0001-01-01 stands for nothing.", "Nothing."),
    "grade_missing": Code(
        "a course has no grade of its own", "A supplemental grade is shown where there is one.", _ASK_ISSUER
    ),
    "course_in_progress": Code(
        "a course is in progress", "It shows nothing yet.", "Give a transcript made after its end."
    ),
    "course_credited": Code(
        "credits were transferred", "Where and when the course was taken is not told.", "Add the first transcript."
    ),
    "course_exempted": Code(
        "a course was exempted", "It was neither taken nor graded by this issuer.", "Add what it was exempted for."
    ),
    "passed_by_credits": Code(
        "a course is passed by its credits", "No status is stated, but credits were earned.", "Nothing."
    ),
    "failed_beside_grade": Code(
        "a course is marked failed beside a grade that looks passed",
        "The scale is not told, so the issuer's own mark is used; some schools credit only the last part of a course.",
        "Ask the issuer what the mark means.",
    ),
    "outcome_not_shown": Code(
        "a course shows no outcome",
        "Neither a status nor a grade nor credits show a pass, so it only may count.",
        "Ask the issuer for the outcome.",
    ),
    "credits_conflict": Code("more credits were earned than there are", f"One is wrong. {_UNKNOWN}", _ASK_ISSUER),
    "credits_without_value": Code("credits that count for no award", _UNKNOWN, "Nothing."),
    "award_not_completed": Code(
        "an award is listed but not completed", "It is read as under way and not held.", "Add the diploma."
    ),
    "award_without_day": Code("an award has no day", "Whether it was made is not known.", "Add the diploma."),
    "award_in_future": Code(
        "an award is dated after the document was made", "Whether it was made is not known.", "Add the diploma."
    ),
    "award_missing": Code("a transcript lists no award", "Nothing in it shows a degree.", "Add the diploma."),
}
