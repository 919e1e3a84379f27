"""Codes of what readers notice in Open Badges, learner records and other verifiable credentials."""

from __future__ import annotations

from recognition.foundations.codes import Code

_UNKNOWN = "The value stays unknown; what stands in the document is kept as its raw text."
_ASK_ISSUER = "Nothing, unless a decision hangs on it; then ask the issuer."
_CHECK = "Check it, if a decision hangs on it."

CODES: dict[str, Code] = {
    # pictures
    "picture_damaged": Code(
        "a picture with a badge in it is damaged",
        "It is cut off, or a text in it is not what was put there.",
        "Fetch the picture again from where it was issued.",
    ),
    "badge_elsewhere": Code(
        "a picture holds only the address of its badge",
        "Nothing is looked up, so the badge is not known.",
        "Give the badge as JSON.",
    ),
    # who and when
    "award_day_assumed": Code(
        "the day of award is not stated",
        "The first day of validity was taken for it. A credential that was issued anew is valid from a later day.",
        _CHECK,
    ),
    "validity_reversed": Code("a validity ends before it begins", "One of the two days is wrong.", _ASK_ISSUER),
    "validity_of_a_day": Code(
        "a validity ends on the day on which it begins", "The credential was hardly ever valid.", _ASK_ISSUER
    ),
    "revocation_not_checked": Code(
        "a list of revoked credentials was not looked at",
        "Reading asks no network; whether the credential was taken back is not known.",
        "Nothing, unless a decision asks for confirmed evidence.",
    ),
    "revoked_by_itself": Code(
        "an assertion says that it was revoked", "It was taken back by its issuer.", "Do not rely on it."
    ),
    "hosted_not_checked": Code(
        "a badge is checked where it is held",
        "Its issuer answers for it at an address; reading asks no network.",
        "Open the address, if a decision hangs on it.",
    ),
    "issuer_not_awarding": Code(
        "the issuer is not the awarding body", "One sealed the credential, the other gave the diploma.", "Nothing."
    ),
    # what was achieved
    "achievement_missing": Code(
        "a credential names no achievement", "What the holder has reached is not known.", _ASK_ISSUER
    ),
    "achievement_elsewhere": Code(
        "an achievement is only an address", "Nothing is looked up, so its content is not known.", _ASK_ISSUER
    ),
    "title_of_credential": Code(
        "the title is that of the credential", "What was achieved has no title of its own.", "Nothing."
    ),
    "completion_implied": Code(
        "completion follows from the badge alone",
        "No status is stated. A credential of an achievement says by its nature that its criteria were met.",
        _CHECK,
    ),
    "participation_only": Code(
        "a badge of taking part", "Attendance or enrolment is no achievement; it stays unknown.", _ASK_ISSUER
    ),
    "not_of_learning": Code(
        "an achievement that is not one of learning",
        "A membership or an award does not say that anything was learnt.",
        "Nothing.",
    ),
    "skills_not_shown": Code(
        "skills are named but not shown", "Nothing says that the holder reached them; they are not used.", _ASK_ISSUER
    ),
    "accreditation_claimed": Code(
        "a badge names its own accreditation",
        "It gives no days and nobody who decided; no register was asked.",
        "Add the decision, or the entry of the register.",
    ),
    "achievement_described": Code(
        "an achievement is only described",
        "No credential says that the holder has it, so it is nobody's achievement.",
        "Add the credential.",
    ),
    # learner records
    "achievement_id_shared": Code(
        "several achievements share one id", "A link to that id may mean any of them and was not followed.", _ASK_ISSUER
    ),
    "association_not_used": Code(
        "a link between achievements was not used",
        "Parts stand in one whole, never in a circle, and a mere description has no place among them.",
        _CHECK,
    ),
    "credential_unknown": Code(
        "something in a record was not read",
        "It is no credential of an achievement.",
        "Give it as a document of its own.",
    ),
    "subject_differs": Code(
        "a credential names another subject than its record",
        "It may be another person's, or the same person under another address.",
        "Check whose it is.",
    ),
    # results and numbers
    "credits_exceed": Code("more credits were earned than there are", "One of the two numbers is wrong.", _ASK_ISSUER),
    "result_missing": Code(
        "a result is announced but not given",
        "The achievement says how it is marked, the credential gives no mark; the outcome stays unknown.",
        "Ask the issuer for the result.",
    ),
    "grade_in_scheme": Code(
        "a grade seems to stand as the name of a scale",
        "It is shown as a note.",
        "Nothing.",
    ),
    "result_predicted": Code(
        "a result is a prediction", "What is expected is not reached; it is not used.", "Nothing."
    ),
    "result_out_of_scale": Code("a result lies outside its scale", "The outcome stays unknown.", _ASK_ISSUER),
    "scale_direction_unknown": Code(
        "a scale does not say which end is best",
        "In some countries 1 is the best mark, in others the worst; the mark decides nothing.",
        _ASK_ISSUER,
    ),
}
