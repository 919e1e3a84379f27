"""Codes of wrong arguments, and of the few faults that only the command line can meet."""

from __future__ import annotations

from recognition.foundations.codes import Code

_NAMES = "A name that is not known would be passed over in silence, and with it what you meant."

CODES: dict[str, Code] = {
    "usage": Code(
        "a command is not used as it can be",
        "An option, an argument or a command is wrong or missing.",
        "See: recognition COMMAND --help",
    ),
    "invalid_day": Code(
        "a day is not a day",
        "Days decide which law applies, so none is guessed.",
        "Write it as 2026-11-01; for a clock also 2026-11 or 2026.",
    ),
    "own_law": Code(
        "law of your own stands before law of the same name that ships",
        "A path, or a folder here of the name given, is what was asked for; the answer rests on it alone.",
        "Give the bare name from another folder for the law that ships.",
    ),
    "unknown_clock": Code(
        "a ruleset has no such clock", _NAMES, "Use one of its clocks: recognition rulesets show RULESET."
    ),
    "unknown_fact": Code(
        "a ruleset asks for no such fact", _NAMES, "Use one of its facts: recognition rulesets show RULESET."
    ),
    "invalid_fact": Code(
        "a fact has a value that it cannot have",
        "Every fact has a type, and a choice has its options; nothing is converted by guess.",
        "Use one of the values named.",
    ),
    "not_a_pair": Code(
        "a name and its value are not separated by =",
        "Facts and days are given as NAME=VALUE.",
        "Write, for example: --fact land=HE",
    ),
    "given_twice": Code("one thing is given in two ways", "Nobody can tell which of the two holds.", "Give it once."),
    "other_subject": Code(
        "the ruleset is about another kind of subject",
        "Rulesets are about a person, a curriculum or a partnership, and so are dossiers.",
        "Choose a ruleset for this subject: recognition rulesets list.",
    ),
    "not_in_force": Code(
        "the ruleset does not apply on that day",
        "Law before or after the days of a ruleset is other law; applying this one would be wrong.",
        "Give another day with --on or --date, or use the ruleset of that time.",
    ),
    "dated_after_assessment": Code(
        "evidence is dated after the day of the assessment",
        "What does not exist yet must not count: a diploma announced for next year is no diploma.",
        "Correct the date if it is a slip, or assess on a later day with --on.",
    ),
    "ended_before_assessment": Code(
        "evidence was no longer valid on the day of the assessment",
        "It showed something once; whether it still does is for the authority, unless a rule asks for its end.",
        "Get a new one, or ask the authority whether this one still counts.",
    ),
    "no_candidate": Code(
        "no diploma of the dossier is one that the case can be about",
        "A ruleset says which diplomas it decides on: mostly finished ones. Without one, all that hangs on it is open.",
        "Add the finished diploma, or correct its status.",
    ),
    "too_many_candidates": Code(
        "more items than are assessed",
        "Each diploma is assessed by itself, the twenty latest of them.",
        "Leave out those that the case is not about.",
    ),
    "conflict": Code(
        "two pieces of evidence contradict each other",
        "The stronger one is used; where both are equally strong, both values stay possible.",
        "Correct the wrong document, or prove one of the two.",
    ),
    "unknown_code": Code(
        "there is no such code", "Only registered codes are explained.", "See them all: recognition explain --all"
    ),
    "unknown_case": Code(
        "there is no such case", "No case of that name is in the files that were run.", "Look at the ids in cases.yaml."
    ),
    "no_such_language": Code(
        "there are no texts in that language yet",
        "A text that nobody has translated is shown in English.",
        "Choose one of the languages named, or go on in English.",
    ),
    "already_there": Code(
        "the file is there already",
        "Nothing is written over unless you say so.",
        "Choose another name, or add --force.",
    ),
    "unknown_schema": Code(
        "No such schema",
        "A schema was asked for that this package does not have.",
        "Ask for ruleset, dossier or assessment.",
    ),
    "not_importable": Code(
        "this form of list cannot be imported yet",
        "Lists in our own YAML, frameworks (CASE, CTDL) and curricula with their parts (LOQ, QMS-LOMS) are read.",
        "Write it as schema: standard/1; see `recognition standards show cefr.levels`.",
    ),
    "not_about_a_person": Code(
        "the format cannot say this answer",
        "ELMO reports and European Digital Credentials describe persons, not curricula or programmes.",
        "Write the answer as json.",
    ),
    "internal": Code(
        "a fault of the program",
        "Something went wrong that is neither your documents nor your command. There is no answer.",
        "Run again with RECOGNITION_DEBUG=1 and report what it shows.",
    ),
}
