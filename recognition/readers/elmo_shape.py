"""The shape of EMREX ELMO: namespaces, which element may hold which, in what order, and what must be there.

Our own table, from the published examples of ELMO 1.0 to 1.7 and from documents before 1.0 (formats.md 2, 3 and 5).
A departure is noticed and read past; nothing is refused for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple, Protocol

V1: Final = "https://github.com/emrex-eu/elmo-schemas/tree/v1"
BEFORE_1: Final = "http://purl.org/net/elmo"
SIGNATURE: Final = "http://www.w3.org/2000/09/xmldsig#"
LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
EWP: Final = "https://github.com/erasmus-without-paper/"
FOREIGN: Final = "an element of another namespace"


class Element(Protocol):
    """What is needed of an XML element; the JSON form of ELMO is turned into the same."""

    @property
    def tag(self) -> str: ...
    @property
    def text(self) -> str | None: ...
    @property
    def sourceline(self) -> int | None: ...
    def get(self, key: str, /) -> str | None: ...
    def __iter__(self) -> Iterator[Element]: ...
    def __len__(self) -> int: ...
    def itertext(self) -> Iterator[str]: ...


class _Locals(dict[str, str]):
    """Local names by full tag. Foreign namespaces share one name that no table holds."""

    def __missing__(self, tag: str) -> str:
        namespace, closed, local = tag[1:].partition("}")
        if tag[:1] != "{" or not closed:
            found = tag
        elif namespace in (V1, BEFORE_1):
            found = local
        else:
            found = "Signature" if namespace == SIGNATURE and local == "Signature" else FOREIGN
        if len(self) < 1_000:
            self[tag] = found
        return found


LOCAL: Final = _Locals()


class Shape(NamedTuple):
    """Children of one kind of element: rank in the order (all 0: any order), what must be, what may repeat."""

    ranks: dict[str, int]
    required: frozenset[str]
    repeated: frozenset[str]


def _shape(line: str, *, ordered: bool) -> Shape:
    """`a! b* c+ d`: a must be there, b may repeat, c must and may, d may be there once."""
    words = line.split()
    names = [word.rstrip("!*+") for word in words]
    return Shape(
        {name: rank if ordered else 0 for rank, name in enumerate(names)},
        frozenset(name for name, word in zip(names, words, strict=True) if word[-1] in "!+"),
        frozenset(name for name, word in zip(names, words, strict=True) if word[-1] in "*+"),
    )


_V1_LINES: Final = {
    "elmo": "generatedDate! learner! report+ attachment* groups extension Signature",
    "learner": "citizenship* identifier* givenNames! familyName! bday placeOfBirth birthName currentAddress gender",
    "report": "issuer! learningOpportunitySpecification+ issueDate! gradingScheme* attachment*",
    "issuer": "country! identifier* title+ url!",
    "learningOpportunitySpecification": "identifier* title+ type subjectArea iscedCode url description* "
    "descriptionHtml* specifies! hasPart* extension",
    "specifies": "learningOpportunityInstance! extension",
    "hasPart": "learningOpportunitySpecification!",
    "learningOpportunityInstance": "identifier* start date academicTerm status gradingSchemeLocalId resultLabel "
    "shortenedGrading resultDistribution credit* level* languageOfInstruction engagementHours attachments grouping* "
    "extension diplomaSupplement",
    "credit": "scheme! level value!",
    "level": "type! description value!",
}
_BEFORE_1_LINES: Final = {
    "elmo": "generatedDate learner report+ attachment* Signature",
    "learner": "citizenship identifier* fullName givenNames familyName bday placeOfBirth countryOfBirth gender",
    "report": "learner issuer* learningOpportunitySpecification* issueDate additionalLanguage* gradingScheme* "
    "attachment*",
    "issuer": "country identifier* title* type url*",
    "learningOpportunitySpecification": "identifier* subject* title* type subjectArea iscedCode url description* "
    "qualification credit* level specifies hasPart*",
    "specifies": "learningOpportunityInstance",
    "hasPart": "learningOpportunitySpecification",
    "learningOpportunityInstance": "identifier* title* start date duration academicTerm status result* resultLabel "
    "resultDistribution gradingScheme* credit* level* languageOfInstruction* languageOfAssessment* engagement "
    "engagementHours grouping",
    "credit": "scheme level value",
    "level": "type description value",
}
V1_SHAPES: Final = {name: _shape(line, ordered=True) for name, line in _V1_LINES.items()}
JSON_SHAPES: Final = {name: _shape(line, ordered=False) for name, line in _V1_LINES.items()}
BEFORE_1_SHAPES: Final = {name: _shape(line, ordered=False) for name, line in _BEFORE_1_LINES.items()}
