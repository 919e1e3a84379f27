"""Codes of rulesets, parts, their texts and cases (LANGUAGE 9). A number keeps its meaning for ever."""

from __future__ import annotations

from recognition.foundations.codes import Code

CODES: dict[str, Code] = {
    "RL001": Code(
        "a key is not known here",
        "A misspelt key would be passed over in silence, and with it what the author meant.",
        "Use the key named in the hint, or remove it.",
    ),
    "RL002": Code(
        "a key stands twice in one mapping",
        "Readers would not know which of the two holds.",
        "Keep the right one.",
    ),
    "RL003": Code(
        "a value is missing, or not of the form that stands here",
        "Law is never read by guess: a type, a word of a closed list or a line to compare with is wanting.",
        "Write the value in the form named.",
    ),
    "RL004": Code(
        "not plain YAML",
        "Aliases, tags, directives, tabs and second documents hide what a file says from its reader.",
        "Write the value out; indent with spaces; one document a file.",
    ),
    "RL005": Code(
        "an id is not of the right form",
        "Ids are lower-case letters, digits and _, and a ruleset's id is the name of its folders.",
        "Rename it.",
    ),
    "RL006": Code(
        "an id has two meanings",
        "One id names one thing among requirements, stages, routes, remedies and steps, and a clock or "
        "fact shared with a part is the same in both.",
        "Rename one of them, or make the declarations equal.",
    ),
    "RL007": Code(
        "an English text is missing",
        "Every sentence shown to people comes from lang/; English stands behind all other languages.",
        "Add the key named in the hint to lang/en.yaml.",
    ),
    "RL008": Code(
        "a kind of requirement is not known",
        "The kinds are a closed list, so that each has a proved meaning.",
        "Use the kind named in the hint.",
    ),
    "RL009": Code(
        "a field does not belong here",
        "The kind of requirement does not know the field, or a route that takes over a part's route "
        "overrides something in it.",
        "Remove the field, or use the kind that has it.",
    ),
    "RL010": Code(
        "a source is not declared",
        "Every statement of law names its source.",
        "Declare it under sources, or correct the id.",
    ),
    "RL011": Code(
        "a source is never cited",
        "A source that carries nothing misleads the next reader.",
        "Cite it or remove it.",
    ),
    "RL012": Code(
        "a citation is missing or has no pinpoint",
        "A reader must be able to find the very sentence.",
        "Write the source's id, a space, and the place in it.",
    ),
    "RL013": Code(
        "a citation raises the basis of its source",
        "What was not read cannot become read by citing it.",
        "Lower the citation's basis or correct the source's.",
    ),
    "RL014": Code(
        "a source does not say when it was read",
        "Law changes; a text without a day cannot be trusted.",
        "Add read_on.",
    ),
    "RL015": Code(
        "the next check is due",
        "The file was to be compared with its sources again by now, or the two days of `checked` are in "
        "the wrong order.",
        "Compare it, then set checked.on and checked.next.",
    ),
    "RL016": Code(
        "reviewed or confirmed by nobody",
        "A status above draft says that somebody has read the file against its sources.",
        "Name the reader in checked.by, or set the status to draft.",
    ),
    "RL020": Code(
        "a hole in time",
        "Between two rows, before the first or after the last nothing is said.",
        "Fill it with a row; is: unknown where the law is not known.",
    ),
    "RL021": Code(
        "two rows at one time",
        "Two values hold on the same day.",
        "Move from or until.",
    ),
    "RL022": Code(
        "rows or ends are out of order",
        "Rows stand in the order of their days, and nothing ends before it begins.",
        "Sort them, or exchange the ends.",
    ),
    "RL023": Code(
        "a unit is not known",
        "A figure without a known unit compares with nothing.",
        "Use a unit of the language, a currency, or the scale of an accepted test.",
    ),
    "RL024": Code(
        "a clock is not declared",
        "The day on which a figure is chosen must be a named one.",
        "Declare it under clocks, or correct the word.",
    ),
    "RL025": Code(
        "a key leaves something unsaid",
        "Where a value differs by a fact, every row names an option, and rows for other cover the rest.",
        "Add rows {for: other}.",
    ),
    "RL026": Code(
        "between, a fee or a time goes downwards or is less than nothing",
        "The first end is the lower one, and no fee or time is below 0.",
        "Exchange the ends, or correct the number.",
    ),
    "RL027": Code(
        "a parameter is never used",
        "A figure that decides nothing misleads the next reader.",
        "Use it or remove it.",
    ),
    "RL028": Code(
        "a value is outside its unit",
        "The scale has no such step, or a figure of another unit stands here.",
        "Correct the value, or the unit.",
    ),
    "RL030": Code(
        "something named is not there",
        "A requirement, remedy, step, route, stage, feature, part or ruleset of that id does not exist.",
        "Correct the id as the hint says.",
    ),
    "RL031": Code(
        "a list is not there",
        "No standard has a list of that name.",
        "Correct the name, or add the list under standards/.",
    ),
    "RL032": Code(
        "a fact, figure or field is not there",
        "A stated fact, a parameter, an attribute of evidence or a field of a list of that name does not exist.",
        "Correct the name as the hint says.",
    ),
    "RL033": Code(
        "a pass mark cannot decide",
        "It is unknown or between two numbers, or no combination of features reaches it.",
        "Write the number that the law names.",
    ),
    "RL034": Code(
        "a feature stands in two groups or two caps, or a cap splits a group",
        "Its points would be dropped twice; or one more feature met could take points away.",
        "Leave it in one group and one cap, and let a cap take all of a group or none.",
    ),
    "RL035": Code(
        "more is asked than there is",
        "k is below one or above the number of parts.",
        "Correct k or the parts.",
    ),
    "RL036": Code(
        "what may not apply is used as a condition",
        'In a condition, an any-of, an at-least, a none-of or a feature "does not apply" would be neither yes nor no.',
        "Use it as a need, a watch, a report or a filing need, or as a part of an all-of.",
    ),
    "RL037": Code(
        "something decides itself",
        "A requirement, clock or part refers to itself, directly or through others.",
        "Break the circle.",
    ),
    "RL040": Code(
        "part-time work is not settled",
        "Whether half time counts half is a question of law.",
        "Add part_time.",
    ),
    "RL041": Code(
        "a vocabulary is not fully placed",
        "Each value counts, does not count, or is unclear; a value left out would be guessed.",
        "Place the values named, each once.",
    ),
    "RL042": Code(
        "a reading is not cited",
        'Whether "not older than 35" means completed years or the birthday is settled by a text, not by us.',
        "Cite it, or leave reading out.",
    ),
    "RL043": Code(
        "a way of acceptance has no shape",
        "None of the nine shapes fits, so nothing can be measured.",
        "Write one of the shapes of LANGUAGE 2.3.",
    ),
    "RL044": Code(
        "a concordance is not named",
        "Scores become CEFR only by a list that says so.",
        "Name the concordance, or ask for scores.",
    ),
    "RL045": Code(
        "a list is asked outside the time for which it is known",
        "Outside it silence says nothing.",
        "Ask on another day, or bring the list up to date.",
    ),
    "RL046": Code(
        "one field for two lists",
        "Two lists are two requirements and never merged.",
        "Write a requirement for each and join them.",
    ),
    "RL050": Code(
        "a route without a stage, or a stage without a route",
        "An outcome needs a way to it.",
        "Name the stage, or add a route.",
    ),
    "RL051": Code(
        "a policy and its remedies disagree",
        "`remedy` needs remedies; other policies never ask for any.",
        "Add remedies, or change if_gap.",
    ),
    "RL052": Code(
        "a remedy is never offered",
        "No need, choice or debt of a route leads to it.",
        "Offer it, or remove it.",
    ),
    "RL053": Code(
        "a choice has no end",
        "The last row holds for all that is left, so it has no if; no row before it may lack one.",
        "Add a last row without if.",
    ),
    "RL054": Code(
        "a need is the result of a stage",
        "Stages do not wait for each other; a decision already taken is evidence.",
        "Ask for the notice or licence itself.",
    ),
    "RL055": Code(
        "not exactly one headline",
        "The answer begins with one stage.",
        "Mark exactly one stage with headline: true.",
    ),
    "RL056": Code(
        "a decision still to come is a need",
        "Consent, visa and endorsement follow the outcome and cannot be asked of it.",
        "Make it a step.",
    ),
    "RL057": Code(
        "a requirement is never used",
        "A requirement that reaches nothing is a need forgotten.",
        "Put it under a route, a stage or report, or remove it.",
    ),
    "RL058": Code(
        "a need can fail without a word",
        "A no must say what follows: a remedy, or the term for what the person then is.",
        "Add remedies or a term; or never: {gap: why} where it cannot fail.",
    ),
    "RL060": Code(
        "steps go in a circle",
        "None of them could be the first.",
        "Remove one of the after.",
    ),
    "RL061": Code(
        "an authority is not known",
        "Every authority is a record with its source.",
        "Correct the id, or add it to standards/authorities.",
    ),
    "RL062": Code(
        "nothing leads to a step",
        "It would never be shown.",
        "Name it under a route or remedy, or say when it is needed.",
    ),
    "RL063": Code(
        "a fee is not whole",
        "An amount without a currency and a day misleads.",
        "Add unit and as_of.",
    ),
    "RL064": Code(
        "a time has no start",
        "Four months from filing and from the complete file are different promises.",
        "Add starts.",
    ),
    "RL065": Code(
        "a remedy without a step",
        "A person must learn what to do.",
        "Add steps.",
    ),
    "RL070": Code(
        "a status of a requirement has no case",
        "Each requirement is shown met, gap, unknown, and not applicable where it can be.",
        "Add a case, or never: {gap: why} where it cannot arise.",
    ),
    "RL071": Code(
        "a threshold has no case",
        "Errors live at the line: at it, one unit below, and inside each between.",
        "Add the cases.",
    ),
    "RL072": Code(
        "a day of change has no case",
        "The last day before and the first day of each row are where dates go wrong.",
        "Add the cases.",
    ),
    "RL073": Code(
        "a list of clocks has no case",
        "Clocks that agree and clocks that disagree give different needs.",
        "Add a case of each.",
    ),
    "RL074": Code(
        "a route has no case",
        "Each route is shown reached and not open.",
        "Add the cases.",
    ),
    "RL075": Code(
        "an exception has no case",
        "Each exception is shown for yes, no and unsure.",
        "Add the cases.",
    ),
    "RL076": Code(
        "a remedy or choice has no case",
        "Each remedy is shown open, and closed by each limit; each row of a choice taken.",
        "Add the cases.",
    ),
    "RL077": Code(
        "a list has no case",
        "Each list is shown with a member, without, and outside the time for which it is known.",
        "Add the cases.",
    ),
    "RL078": Code(
        "an outcome, procedure or step has no case",
        "Every outcome of each stage, every state of procedure and interim permission, and each step "
        "needed and not, is shown.",
        "Add the cases.",
    ),
}
