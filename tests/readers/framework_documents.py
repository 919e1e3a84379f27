"""Look-alikes of frameworks, registry entries, quality reports and competence matrices; no other people's words."""

from __future__ import annotations

import json
from typing import Any


def item(name: str, text: str = "Weld", **more: Any) -> dict[str, Any]:
    """A statement of a framework."""
    return {"identifier": name, "fullStatement": text, **more}


def link(child: str, parent: str, kind: str = "isChildOf") -> dict[str, Any]:
    """An association of two items."""
    ends = {"originNodeURI": {"identifier": child}, "destinationNodeURI": {"identifier": parent}}
    return {"associationType": kind, **ends}


def case(*items: dict[str, Any], links: list[dict[str, Any]] | None = None, **about: Any) -> bytes:
    """A CASE package."""
    head = {"identifier": "f1", "title": "Welding", "creator": "Guild", "adoptionStatus": "Adopted", **about}
    return json.dumps({"CFDocument": head, "CFItems": list(items), "CFAssociations": links or []}, indent=1).encode()


def graph(*nodes: dict[str, Any]) -> bytes:
    """A CTDL graph."""
    return json.dumps({"@context": "https://credreg.net/ctdl/schema/context/json", "@graph": list(nodes)}).encode()


def node(name: str, kind: str, title: str | None = None, **more: Any) -> dict[str, Any]:
    """One of its nodes; other names get the prefix."""
    named = {"ceterms:name": {"en": title}} if title is not None else {}
    return {"@id": f"res:{name}", "@type": f"ceterms:{kind}", **named, **{f"ceterms:{k}": v for k, v in more.items()}}


def report(**changes: Any) -> dict[str, Any]:
    """A report on a programme, positive."""
    return {
        "agency": "AQ", "local_identifier": "r1", "activity": "programme review", "status": "voluntary",
        "decision": "positive", "valid_from": "2020-01-01", "valid_to": "2025-12-31", "date_format": "%Y-%m-%d",
        "institutions": [{"deqar_id": "DEQARINST1"}],
        "programmes": [{"identifiers": [{"identifier": "P1"}], "name_primary": "Nursing"}],
        **changes,
    }  # fmt: skip


def reports(*each: dict[str, Any]) -> bytes:
    """A submission of reports."""
    return json.dumps(list(each), indent=1).encode()


HEAD = (
    "agency,local_identifier,activities[1].id,status,decision,valid_from,valid_to,date_format,institution[1].eter_id,"
    "programme[1].identifier[1],programme[1].name_primary,programme[2].identifier[1],programme[2].name_primary\n"
)
ROW = 'AQ,r1,7,2,1,{first},{last},{form},XX0001,P1,"Nursing, general", P2,Midwifery\n'


def table(first: str = "2020-01-01", last: str = "2025-12-31", form: str = "%Y-%m-%d") -> bytes:
    """The same in CSV."""
    return (HEAD + ROW.format(first=first, last=last, form=form)).encode()


def row(code: str, *, number: int = 1, table: str = "A-II/1", courses: int = 1, tasks: int = 1, text: str = "") -> str:
    """One row of a matrix."""
    cells = {
        "Table": table, "Table_Name": "officer", "FunctionNo": "A", "CompetenceNo": number,
        "competence": f"Competence {number}", "kupNo": code, "kup": text or f"*Topic*\n\n1. item {code}",
    }  # fmt: skip
    found = "".join(f'<{name} pos="1">{value}</{name}>' for name, value in cells.items())
    found += "".join(f'<CourseNo pos="1">C-{n}</CourseNo>' for n in range(courses))
    return f"<RECORD>{found}{''.join(f'<taskNo>T{n}</taskNo>' for n in range(tasks))}</RECORD>\n"


def matrix(*rows: str) -> bytes:
    """A competence matrix."""
    return f'<?xml version="1.0"?>\n<RECORDS>\n{"".join(rows)}</RECORDS>'.encode()


COURSES = b'<courses><course cnum="C-1" cname="Chart  work" major="D"/><course cnum="C-2" cname="Boilers"/></courses>'
PROGRAMME = graph(
    node("c", "Certificate", "Welder", ownedBy="res:o", requires={"@id": "res:p"}, atLevel={
        "ceterms:frameworkName": "Levels", "ceterms:targetName": {"en": "Level 3"}}),
    node("p", "LearningProgram", "Welding", inLanguage="en"),
    node("k", "Course", "Arc welding", inLanguage="en"),
    node("o", "CredentialOrganization", "Guild", address={"ceterms:addressCountry": "United States"}),
)  # fmt: skip
ALL = {
    "case": case(item("a"), item("b", language="en"), links=[link("b", "a")], language="en"),
    "ctdl": PROGRAMME,
    "deqar": reports(report(), report(decision="2", programmes=[])),
    "deqar_table": table(),
    "stcw_matrix": matrix(row("A1.1"), row("A1.2")),
    "stcw_courses": COURSES,
}
