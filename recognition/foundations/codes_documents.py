"""Codes of what readers notice in real documents. None of them stops a reading but those that say so."""

from __future__ import annotations

from recognition.foundations.codes import Code

_LEFT_OUT = "The value stays unknown; what stands in the document is kept as its raw text."
_ASK_ISSUER = "Nothing, unless a decision hangs on it; then ask the issuer for a corrected document."

CODES: dict[str, Code] = {
    # departures from the schema
    "unknown_element": Code(
        "an element that the schema does not know", "It was read past; nothing of it is used.", _ASK_ISSUER
    ),
    "misplaced_element": Code(
        "an element out of its order", "The schema wants another order; the value was read.", _ASK_ISSUER
    ),
    "missing_element": Code(
        "an element is missing that the schema wants", "What it would say is not known.", _ASK_ISSUER
    ),
    "repeated_element": Code("an element stands more often than allowed", "The first one is read.", _ASK_ISSUER),
    "empty_element": Code("an element is empty", "An empty element says nothing.", _ASK_ISSUER),
    "namespace_missing": Code("the document names no namespace", "Its version cannot be told for sure.", _ASK_ISSUER),
    "old_version": Code(
        "the document is ELMO from before version 1.0", "Its shape differs; it was read all the same.", _ASK_ISSUER
    ),
    "envelope": Code(
        "the transcript came in an envelope", "The transcript inside was read; the envelope was not.", "Nothing."
    ),
    "outcome_unclear": Code(
        "a module whose outcome is not told",
        "Nothing says that it was passed: it only may count, so a decision that hangs on it stays open.",
        "Ask the issuer whether the module was passed.",
    ),
    "unwrapped": Code("the document came packed", "EMREX hands documents over as base64 or gzip.", "Nothing."),
    "several_subjects": Code(
        "several subjects in one place",
        "A dossier is about one person, one curriculum or one partnership; reading stops here.",
        "Give the documents of one subject only.",
    ),
    # doubtful values
    "placeholder": Code(
        "a stand-in where a value belongs",
        f"The issuer's system left a mark such as TODO or '-'. {_LEFT_OUT}",
        _ASK_ISSUER,
    ),
    "markup_in_text": Code(
        "markup in a text", "It may be meant as text; it is shown as written and escaped in reports.", "Nothing."
    ),
    "misdecoded_text": Code(
        "a text was stored in a wrong encoding",
        "Letters outside English were damaged before the document was made; nothing is repaired by guess.",
        _ASK_ISSUER,
    ),
    "language_doubtful": Code(
        "a text is marked with a doubtful language", "Letters in it are not those of the language named.", _ASK_ISSUER
    ),
    "language_tag": Code("a language tag is not in normal form", "It was read in its normal form.", "Nothing."),
    "language_unreadable": Code("a language of instruction cannot be told", _LEFT_OUT, _ASK_ISSUER),
    "country_unknown": Code(
        "a country is not stated or not known",
        "Without it nobody can tell which law the qualification comes under; it is never inferred from a language.",
        "State the country of the issuer, or add a document that does.",
    ),
    "day_form": Code("a day is written in another order", "Its parts could be told apart for sure.", "Nothing."),
    "day_shifted": Code(
        "a day was stored as a moment in UTC",
        "At the issuer's clock that moment is exactly midnight or lies within one day, so the day is sure.",
        "Nothing.",
    ),
    "day_uncertain": Code(
        "a moment in UTC may be either of two days",
        "Both days stay possible.",
        "State the day, if a decision hangs on it.",
    ),
    "day_unreadable": Code("a day cannot be read", _LEFT_OUT, "State the day, if a decision hangs on it."),
    "day_stand_in": Code(
        "a day is the one that systems hold where nobody told one",
        "The first day of 1900 is what many databases put for no day. The day stays unknown.",
        "State the day, if a decision hangs on it.",
    ),
    "decimal_comma": Code("a comma stands for the decimal point", "The number was read.", "Nothing."),
    "credits_zero": Code(
        "credits are 0", "Issuers write 0 for what they do not record; the credits stay unknown.", _ASK_ISSUER
    ),
    "hours_zero": Code(
        "hours are 0", "Issuers write 0 for what they do not record; the hours stay unknown.", _ASK_ISSUER
    ),
    "scheme_missing": Code(
        "credits without their system", f"Credits of two systems are never added. {_LEFT_OUT}", _ASK_ISSUER
    ),
    "scheme_spelling": Code("one credit system is spelt in several ways", "They were read as one system.", "Nothing."),
    "credits_several": Code(
        "credits are given more than once", "They are never added; ECTS is taken where it is among them.", _ASK_ISSUER
    ),
    "credits_do_not_add_up": Code(
        "the credits of the parts are not those of the whole",
        "The list of parts may be incomplete, or hold more than the degree asks. The degree's own figure is used.",
        "Ask the issuer which courses belong to the degree.",
    ),
    "level_missing": Code(
        "no level is stated anywhere",
        "A level is never derived from a title or a cycle.",
        "Add the diploma supplement.",
    ),
    "level_without_value": Code("a framework is named without a level", _LEFT_OUT, "Add the diploma supplement."),
    "level_not_eqf": Code(
        "a level is a number of a national scale",
        f"National numbers are not EQF levels. {_LEFT_OUT}",
        "Add the diploma supplement.",
    ),
    "level_framework_unknown": Code(
        "a level of a framework that is not named", _LEFT_OUT, "Add the diploma supplement."
    ),
    "level_unreadable": Code("a level cannot be read", _LEFT_OUT, "Add the diploma supplement."),
    "level_conflict": Code("two levels are stated", "Neither is used.", _ASK_ISSUER),
    "field_unreadable": Code(
        "a field of study is no ISCED-F code", f"Some issuers put national codes there. {_LEFT_OUT}", "Nothing."
    ),
    "status_unreadable": Code("a status word is not known", "The outcome stays unknown.", _ASK_ISSUER),
    "status_conflict": Code("a status and a result contradict each other", "The outcome stays unknown.", _ASK_ISSUER),
    "failed_by_result": Code(
        "a result means failed",
        "No status is stated, but the result is a word for failing; it never counts.",
        "Nothing.",
    ),
    "reference_to_nothing": Code("a reference leads to nothing", "What it names is not in the document.", "Nothing."),
    "issuer_id_shared": Code(
        "two issuers carry the same code", "One of the codes is wrong; they are kept apart by their names.", _ASK_ISSUER
    ),
    "several_issuers": Code("one report names several issuers", "Each governs the entries that follow it.", "Nothing."),
    "holder_unnamed": Code(
        "the holder has no name",
        "Nothing in the document says whose it is.",
        "Add a document that shows the name beside the same number or day of birth.",
    ),
    "supplement_disagrees": Code(
        "the diploma supplement contradicts the data", "The text of a supplement is not read as data.", _ASK_ISSUER
    ),
    "supplement_language": Code(
        "the language of instruction stands only in words",
        "The text of a supplement is not read as data, so the language stays unknown.",
        "State the language of instruction, if a decision hangs on it.",
    ),
    # what belongs to what
    "degree_assumed": Code(
        "a node with parts has no type", "It was read as a qualification of unknown kind.", "Check what it is."
    ),
    "degree_nested": Code(
        "a degree inside another node",
        "It was read as a module of that node.",
        "Give the degree as a document of its own.",
    ),
    "modules_assumed": Code(
        "courses were taken as parts of the only degree",
        "The document lists them apart, but they have the same issuer and holder and no other degree is there.",
        "Check that the courses belong to the degree; a transcript that says so is better evidence.",
    ),
    "modules_outside_degree": Code(
        "courses stand outside the degree",
        "The degree has parts of its own, so these were not counted as part of it.",
        "Ask the issuer if they belong to the degree.",
    ),
    "signature_present_not_verified": Code(
        "a signature is present but was not verified",
        "Only a signature that holds, by a key of a trusted issuer, makes evidence stronger than a document.",
        "Nothing, unless a decision asks for signed evidence.",
    ),
    "strength_claimed": Code(
        "a file claims more strength than it can give",
        "Signed and confirmed evidence comes from what we verify, never from a word in a file.",
        "Give the signed document itself.",
    ),
    # several documents
    "nothing_to_merge": Code(
        "no document was given", "There is nothing to make a dossier of.", "Name at least one file."
    ),
    "wrong_subject": Code(
        "a part that describes another subject", "It would be read by nobody.", "Change `subject`, or remove the part."
    ),
    "conflicting_names": Code(
        "names differ",
        "The first is shown; names decide nothing.",
        "Add proof of the change of name, if the authority asks.",
    ),
    "conflicting_births": Code(
        "days of birth differ", "The day of birth is then not known.", "Correct one of the documents."
    ),
    "conflicting_residence": Code(
        "countries of residence differ", "The residence is then not known.", "State the present one only."
    ),
    "conflicting_dates": Code(
        "days of one award differ",
        "Two documents state another day of issue or of the training for an award of the same title; both are kept.",
        "Ask the issuer which is right, and leave the other document out.",
    ),
    "conflicting_issuers": Code(
        "issuers of one award differ",
        "Two documents name another body or institution for an award of the same title; both are kept.",
        "Ask the issuer which is right, and leave the other document out.",
    ),
    "conflicting_sums": Code(
        "hours or credits of one award differ",
        "Two documents state other hours or credits for an award of the same title; both are kept.",
        "Ask the issuer which is right, and leave the other document out.",
    ),
    "conflicting_facts": Code("a fact is stated in two ways", "It is then not known.", "State it once."),
    "conflicting_parts": Code(
        "documents describe one part differently",
        "What they say differently of the curriculum, partnership or channel is then not known.",
        "Keep the right document.",
    ),
}
