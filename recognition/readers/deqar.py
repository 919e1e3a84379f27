"""Reader of DEQAR reports, JSON and CSV: external quality assurance of institutions and programmes in Europe.

A report is an accreditation only where its decision is positive. What no decision grants is kept as a document; so is a
report whose decision cannot be read. Silence of the register means nothing (frameworks.md A7.1).
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Final, Literal

from recognition.foundations.problems import quoted
from recognition.foundations.text import folded
from recognition.model.dossier import Dossier
from recognition.model.evidence import Accreditation, Document
from recognition.model.values import Day
from recognition.readers.building import built
from recognition.readers.elmo_values import Values, ident
from recognition.readers.part import Part
from recognition.readers.part_values import PartValues
from recognition.readers.reader import Reader
from recognition.readers.tree import Node

REPORT: Final = "quality_assurance_report"
Decision = Literal["positive", "conditional", "negative", "none", "unknown"]
_DECISIONS: Final[dict[str, Decision]] = {
    "1": "positive", "positive": "positive",
    "2": "conditional", "positive with conditions or restrictions": "conditional",
    "3": "negative", "negative": "negative",
    "4": "none", "not applicable": "none",
}  # fmt: skip
_STATUSES: Final = {
    "1": "obligatory",
    "part of obligatory eqa system": "obligatory",
    "2": "voluntary",
    "voluntary": "voluntary",
}
_CYCLES: Final = {"0": "short cycle", "1": "first cycle", "2": "second cycle", "3": "third cycle"}
_FORMS: Final = re.compile(r"(?:%[Ymd])(?:[-./ ]?%[Ymd]){0,2}", re.ASCII)
_IDS: Final = ("deqar_id", "eter_id")


class Deqar(PartValues):
    """The reports of one document. `table`: it is CSV, whose numbered columns were grouped before."""

    def dossier(self, reports: list[Part]) -> Dossier:
        """Accreditations, and a document for each report."""
        accreditations: list[Accreditation] = []
        documents: list[Document] = []
        coded = {kind: set[bool]() for kind in ("decision", "status")}
        for number, report in enumerate(reports, 1):
            found, shown = self._report(report, number)
            accreditations.extend(found)
            documents.append(shown)
            for kind in coded:
                if (text := _word(report, kind)) is not None:
                    coded[kind].add(text.isdigit())
        for kind, ways in coded.items():
            if True in ways:
                sentence = f"The {kind} is a code of the register{' here and a word there' if len(ways) > 1 else ''}."
                self.notice("coded_value", sentence, reports[0])
        content: dict[str, Any] = {
            "subject": "curriculum",
            "accreditations": tuple(accreditations),
            "documents": tuple(documents),
        }
        return built(Dossier, content, {"_problems": self.notices.problems()})

    def _report(self, report: Part, number: int) -> tuple[list[Accreditation], Document]:
        values: Values = {}
        first = self._day(report, "valid_from", values, "from")
        last = self._day(report, "valid_to", values, "until")
        if first and last and (first.span.low or 0) > (last.span.high or 0):
            self.notice("end_before_start", "The last day lies before the first; neither is used.", report, "warning")
            first = last = None
        decision = self._decision(report, values)
        agency = self.text(report.kid("agency"), values, "by")
        institutions, programmes = report.kids("institutions"), report.kids("programmes")
        name = ident(_word(report, "local_identifier") or "") or f"report-{number}"
        status = _STATUSES.get(folded(_word(report, "status") or ""))
        activity = self._activity(report, values)
        counted = ("DEQAR", f"institutions: {len(institutions)}", f"programmes: {len(programmes)}")
        ids = [code for one in institutions for key in (*_IDS, "name_official") if (code := _word(one, key))]
        shown = {
            "id": f"{number}-{name}"[:200], "strength": "document", "origin": self.origin(report, values),
            "type": REPORT, "issuer": ident(f"deqar:{agency}") if agency else None, "form": "digital",
            "issuer_name": {"und": agency} if agency and not agency.isdigit() else {}, "until": last,
            "outcome": None if decision == "unknown" else decision,
            "names": (status,) if status else (),
            "note": "; ".join(word for word in (*counted, activity, *ids) if word),
        }  # fmt: skip
        self._remark(decision, report)
        found: list[Accreditation] = []
        if decision in ("positive", "conditional"):
            of = "programme" if programmes else "institution"
            for place, subject in enumerate(programmes or institutions, 1):
                found.append(self._accreditation(of, subject, institutions, (first, last, agency), f"{number}.{place}"))
        if not institutions and not programmes:
            self.notice("subject_missing", "A report names neither an institution nor a programme.", report, "warning")
        return found, built(Document, shown)

    def _accreditation(
        self,
        of: str,
        subject: Part,
        institutions: list[Part],
        said: tuple[Day | None, Day | None, str | None],
        name: str,
    ) -> Accreditation:
        values: Values = {}
        first, last, agency = said
        title = self.text(subject.kid("name_primary") or subject.kid("name_official"), values, "note")
        words = [title, *(_word(subject, key) for key in ("qualification_primary", "nqf_level"))]
        words.append(_cycle(subject))
        if of == "programme":
            words.extend(filter(None, (_name_of(one) for one in institutions)))
        if (level := subject.kid("nqf_level")) is not None:
            sentence = f"The level {quoted(level.text or '', 30)} is one of a national framework that is not named."
            self.notice("level_framework_unknown", sentence, level)
            self.keep(level, values, "level")
        countries = [
            self.country(spot.kid("country"), values, "country")
            for one in institutions
            for spot in one.kids("locations")
        ]
        words.extend(country for country in countries if country)
        subjects = [subject] if of == "institution" else institutions
        ids = [code for one in subjects for key in _IDS if (code := _word(one, key))]
        own = [f"{_word(one, 'identifier')}" for one in subject.kids("identifiers") if _word(one, "identifier")]
        content: dict[str, Any] = {
            "id": f"a{name}",
            "strength": "document",
            "origin": self.origin(subject, values),
            "of": of,
            "by": ident(f"deqar:{agency}") if agency else None,
            # Never left out: a record that names its subject by words alone must not pass for any other one.
            "subject_id": ident((own if of == "programme" and own else [*ids, title or ""])[0]) or f"unnamed-{name}",
            "from_": first,
            "until": last,
            "note": "; ".join(dict.fromkeys(word for word in (*words, *ids) if word)) or None,
        }
        return built(Accreditation, content)

    def _decision(self, report: Part, values: Values) -> Decision:
        part = report.kid("decision")
        text = self.text(part, values, "outcome")
        found = _DECISIONS.get(folded(text or ""), "unknown")
        if found == "unknown" and part is not None:
            sentence = f"A decision {quoted(text or '', 40)} is not known; whether it grants anything stays unknown."
            self.notice("decision_unreadable", sentence, part, "warning")
        return found

    def _remark(self, decision: Decision, report: Part) -> None:
        if decision == "negative":
            sentence = "A report ends with a negative decision; it is no accreditation."
            self.notice("accreditation_refused", sentence, report, "warning")
        elif decision in ("none", "unknown"):
            sentence = "A report carries no decision that grants anything; it is kept as a document only."
            self.notice("report_without_decision", sentence, report, "warning")
        elif decision == "conditional":
            self.notice(
                "decision_conditional", "A positive decision has conditions or restrictions.", report, "warning"
            )

    def _activity(self, report: Part, values: Values) -> str | None:
        part = report.kid("activity") or report.kid("activities")
        text = self.text(part.kid("id") or part if part is not None else None, values, "activity")
        if part is not None and text is not None and text.isdigit():
            self.notice(
                "activity_by_number", "An activity is given by a number of the register, not by its name.", part
            )
            return f"activity {text}"
        return text

    def _day(self, report: Part, name: str, values: Values, field: str) -> Day | None:
        """A day in the form that the report itself names (`%Y-%m-%d`); another form is never tried on it."""
        part, form = report.kid(name), _word(report, "date_format")
        if part is None or part.text is None or form is None or form == "%Y-%m-%d":
            return self.day(part, values, field)
        self.keep(part, values, field)
        if _FORMS.fullmatch(form):
            try:
                return Day.of(datetime.strptime(part.text, form).date().isoformat())  # noqa: DTZ007  (a day, no moment)
            except ValueError:
                pass
        sentence = f"The day in {quoted(name)} does not have the form {quoted(form, 20)} that the report names."
        self.notice("day_unreadable", sentence, part, "warning")
        return None


def _word(part: Part | None, name: str) -> str | None:
    kid = part.kid(name) if part is not None else None
    return kid.text if kid is not None else None


def _name_of(institution: Part) -> str | None:
    return _word(institution, "name_official")


def _cycle(subject: Part) -> str | None:
    text = _word(subject, "qf_ehea_level")
    return _CYCLES.get(text, text) if text else None


def detects(root: Node) -> bool:
    """Whether a JSON value is a report, or a list of them: an agency, and a day from which the report is valid."""
    value = root.value
    if isinstance(value, list):
        value = value[0].value if value else None
    return isinstance(value, dict) and {"agency", "valid_from"} <= value.keys()


def read_deqar(root: Node, document: str) -> Dossier:
    """The dossier of one submission."""
    value = root.value
    nodes = value if isinstance(value, list) else [root]
    reports = [
        Part.at(node, "report", f"/{index}" if isinstance(value, list) else "") for index, node in enumerate(nodes)
    ]
    return Deqar(document).dossier([report for report in reports if not report.is_leaf])


READER: Final = Reader("DEQAR", detects, lambda root, document, trusted: read_deqar(root, document))
