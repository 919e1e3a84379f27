"""Codes of what readers notice in European digital credentials: envelopes and the European Learning Model."""

from __future__ import annotations

from recognition.foundations.codes import Code

_UNKNOWN = "The value stays unknown; what stands in the document is kept as its raw text."
_ASK = "Nothing, unless a decision hangs on it; then ask the issuer for a corrected credential."
_STATE = "State the value, if a decision hangs on it, and add the document that shows it."

CODES: dict[str, Code] = {
    "payload_unreadable": Code(
        "the signed content cannot be read",
        "A signature is there, but what it signs is no JSON.",
        "Download the credential again, whole.",
    ),
    "credential_wrapped": Code(
        "the credential came in an envelope",
        "It was signed, presented or prepared for upload; the credential inside was read.",
        "Nothing.",
    ),
    # names and references
    "misspelt_name": Code("a name is misspelt", "It was read as the name that the model has.", "Nothing."),
    "concept_without_address": Code(
        "a concept is told by a notation alone",
        "Without its address nobody can be sure which list the notation comes from; it was read as the usual one.",
        _ASK,
    ),
    "address_with_space": Code("an address has a space around it", "It was read without the space.", "Nothing."),
    "repeated_inline": Code(
        "the same thing is written out more than once",
        "Adding up what is repeated would count hours twice; each counts once.",
        "Nothing.",
    ),
    "fields_misplaced": Code(
        "fields of the credential stand inside its subject",
        "Expiry, status or proof belong to the credential. The expiry was read where it stands; a proof there covers "
        "nothing that can be told.",
        _ASK,
    ),
    # who
    "name_not_legal": Code("an organisation has no legal name", "Its label was taken for its name.", "Nothing."),
    "identifier_of_sort": Code(
        "an identifier that tells of what sort an organisation is",
        "Many organisations share it, so it names none of them; it was left out.",
        "Nothing.",
    ),
    "issuer_unnamed": Code(
        "the issuer is an identifier without a name",
        "Whom the identifier belongs to is not in the document, and nothing is looked up.",
        _STATE,
    ),
    "body_unnamed": Code(
        "the awarding body is an identifier without a name", f"Who awarded is not told. {_UNKNOWN}", _STATE
    ),
    "issuer_not_awarding_body": Code(
        "the issuer is not the awarding body",
        "Credentials may be sealed by a service for somebody else. The awarding body is what law asks for.",
        "Nothing.",
    ),
    "awarding_body_assumed": Code(
        "the issuer was read as the awarding body", "The document names no other.", "Check that the issuer awarded it."
    ),
    "issuer_country_unknown": Code(
        "the issuer's country is not stated",
        "The country of the awarding body is what counts; this one is only for information.",
        "Nothing.",
    ),
    "country_elsewhere": Code(
        "a country stands in an unusual place", "It was read from there, since no other is stated.", "Nothing."
    ),
    "country_form": Code("a country is written in another form than usual", "It was read.", "Nothing."),
    "awarded_abroad": Code(
        "a part was awarded in another country",
        "Parts of a degree may come from a partner abroad; some laws ask where the training took place.",
        "Add the agreement of the institutions, if the authority asks.",
    ),
    # what
    "no_claim": Code(
        "the credential states no achievement",
        "There is nothing in it that could meet anything.",
        "Add the credential that does.",
    ),
    "claim_alone": Code(
        "a claim shows no achievement",
        "An entitlement or an assessment alone is no qualification.",
        "Add the credential of the achievement itself.",
    ),
    "attendance_only": Code(
        "the document confirms attendance only",
        "Taking part in a course is not passing it; it never counts as a qualification.",
        "Add the certificate of the achievement, if there is one.",
    ),
    "achievement_doubtful": Code(
        "an achievement is named as enrolment or attendance",
        f"Some systems write enrolment as an achievement. It does not count as awarded. {_UNKNOWN}",
        "Add the document that shows the award.",
    ),
    "award_undated": Code(
        "the day of an award is not stated", "The day of issue of the credential is not that of the award.", _STATE
    ),
    "partial_qualification": Code(
        "a part of a qualification",
        "The document calls it partial: it does not count as a whole qualification that is held.",
        "Add the whole one.",
    ),
    "course_as_assessment": Code(
        "a course is written as an assessment", "It has credits, so it was read as a part of the whole.", "Nothing."
    ),
    "accreditation_credential": Code(
        "the credential accredits a programme",
        "It says nothing about a person.",
        "Give it with the documents of the programme.",
    ),
    "accreditation_in_words": Code(
        "an accreditation is told in words only",
        "Words do not say who accredited what from when to when.",
        "Add the decision, or the entry of the register.",
    ),
    # values
    "level_title_conflict": Code(
        "a title names another EQF level than the data",
        "The level of the data is kept.",
        "Ask the issuer which of the two is right.",
    ),
    "level_bare": Code(
        "a level is a bare number", "It was read as the EQF level that its name says it is.", "Nothing."
    ),
    "level_only_in_parts": Code(
        "only the parts state a level",
        "The level of a whole is never derived from its parts.",
        "Add the diploma supplement.",
    ),
    "months_for_hours": Code(
        "months stand where hours are meant",
        f"ISO 8601 writes two hours as PT2H; P2M is two months. {_UNKNOWN}",
        _STATE,
    ),
    "duration_unreadable": Code("a duration cannot be read", _UNKNOWN, _STATE),
    "number_unreadable": Code("a number cannot be read", _UNKNOWN, _STATE),
    "field_name_conflict": Code(
        "a field of study has the name of another", "The code is used.", "Ask the issuer which of the two is right."
    ),
    "mode_misplaced": Code(
        "full or part time stands as a mode of learning", "It was read as full or part time.", "Nothing."
    ),
    "languages_uneven": Code(
        "texts of one kind are given in different languages", "A language tag may be wrong.", "Nothing."
    ),
    "credential_expires": Code(
        "the credential has a last day",
        "After that day it proves no more; the award itself may stand.",
        "Ask for a new one in time.",
    ),
    "valid_later": Code(
        "the credential is valid only from a day after its issue",
        "Before that day it proves nothing.",
        "Wait, or ask the issuer.",
    ),
}
