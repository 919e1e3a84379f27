"""Results of an achievement: which value is shown, and whether it means passed, failed or still under way."""

from __future__ import annotations

from typing import Final, NamedTuple

from recognition.foundations.problems import quoted
from recognition.model.values import HUNDRED, Amount
from recognition.readers import normalise
from recognition.readers.badge_values import BadgeValues
from recognition.readers.badge_words import PREDICTED, RISING, STATES, Outcome
from recognition.readers.elmo_values import Values
from recognition.readers.elmo_words import state_of
from recognition.readers.part import Part

_SURELY_RISING: Final = 10 * HUNDRED
"""A scale whose highest mark is 10 or more rises. In scales up to 4, 5 or 6 the best mark may be the lowest."""


class Results(NamedTuple):
    """The first result as written, the outcome that all results agree on, and the scale in words."""

    shown: str | None = None
    outcome: Outcome | None = None
    disputed: bool = False
    scale: str | None = None


class ResultValues(BadgeValues):
    """Reads results against what the achievement says of them."""

    def results(self, subject: Part, achievement: Part | None, values: Values) -> Results:
        """All results of a subject. Results that disagree leave the outcome unknown (`status_conflict`)."""
        described = achievement.kids("resultDescription") if achievement is not None else []
        known = {address.text: part for part in described if (address := part.kid("id")) is not None}
        shown: str | None = None
        scale: str | None = None
        outcomes: list[Outcome] = []
        for result in subject.kids("result"):
            reference = result.kid("resultDescription")
            about = known.get(reference.text) if reference is not None else None
            if reference is not None and about is None:
                sentence = "A result names a description that is not in the document; its scale is not known."
                self.notice("reference_to_nothing", sentence, reference)
            if about is not None and _text(about, "resultType") == PREDICTED:
                self.notice("result_predicted", "A result is a prediction; it is not used.", result, "warning")
                continue
            value = result.kid("value")
            text = self.text(value, values, "result")
            if shown is None and text is not None:
                shown, scale = text, _scale(about)
            if (found := self._outcome(result, text, about)) is not None:
                outcomes.append(found)
        different = set(outcomes)
        if len(different) > 1:
            self.notice(
                "status_conflict", "Results contradict each other; the outcome stays unknown.", subject, "warning"
            )
        return Results(shown, different.pop() if len(different) == 1 else None, len(different) > 1, scale)

    def _outcome(self, result: Part, text: str | None, about: Part | None) -> Outcome | None:
        status = result.kid("status")
        if status is not None and (stated := self.text(status)):
            found = STATES.get(stated.replace(" ", "").replace("_", "").replace("-", "").lower())
            if found is None:
                sentence = f"The status {quoted(stated, 30)} is not known; the outcome stays unknown."
                self.notice("status_unreadable", sentence, status, "warning")
            return found
        if about is not None and (level := _text(about, "requiredLevel")) and _text(result, "achievedLevel") == level:
            return "passed"
        if text is None:
            return None
        required = _text(about, "requiredValue")
        if about is None or required is None:
            by_word = state_of(None, text)[0]
            return self._failed(result) if by_word == "failed" else "in_progress" if by_word == "in_progress" else None
        allowed = [kid.text for kid in about.kids("allowedValue")]
        if text in allowed and required in allowed:  # written from the lowest to the highest
            return "passed" if allowed.index(text) >= allowed.index(required) else self._failed(result)
        return self._by_number(result, text, required, about)

    def _by_number(self, result: Part, text: str, required: str, about: Part) -> Outcome | None:
        value, line = _number(text), _number(required)
        if value is None or line is None:
            return "passed" if text == required else None
        least, most = _number(_text(about, "valueMin")), _number(_text(about, "valueMax"))
        if (most and value.low > most.low) or (least and value.low < least.low):
            sentence = f"The result {quoted(text, 20)} lies outside its scale; the outcome stays unknown."
            self.notice("result_out_of_scale", sentence, result, "warning")
            return None
        rising = (most is not None and most.low >= _SURELY_RISING) or _text(about, "resultType") in RISING
        if not rising:
            sentence = "Nothing says whether higher marks are better on this scale; the mark decides nothing."
            self.notice("scale_direction_unknown", sentence, result)
            return None
        return "passed" if value.low >= line.low else self._failed(result)

    def _failed(self, result: Part) -> Outcome:
        self.notice("failed_by_result", "No status is stated; the result itself means failed.", result)
        return "failed"


def _text(part: Part | None, name: str) -> str | None:
    found = part.kid(name) if part is not None else None
    return found.text if found is not None else None


def _number(text: str | None) -> Amount | None:
    try:
        return normalise.decimal(text)[0] if text else None
    except ValueError:
        return None


def _scale(about: Part | None) -> str | None:
    if about is None:
        return None
    least, most, required = (_text(about, name) for name in ("valueMin", "valueMax", "requiredValue"))
    ends = f"from {least} to {most}" if least and most else ""
    return ", ".join(filter(None, (ends, f"pass at {required}" if required else ""))) or None
