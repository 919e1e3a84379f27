"""Several documents as one dossier, and answers to what no document shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognition.foundations.problems import InvalidDocument, MisuseError, UnknownFormat
from recognition.model.dossier import Dossier
from recognition.readers.answers import read_answers
from recognition.readers.merge import merge
from recognition.readers.read import read
from tests.readers.course_documents import AMS

HEAD = "schema: dossier/1\nsubject: person\n"


def person(text: str, name: str = "d.yaml") -> Dossier:
    return read((HEAD + text).encode(), name=name)


def codes(dossier: Dossier) -> list[str]:
    return [problem.code for problem in dossier.problems]


def test_items_of_all_documents_stand_side_by_side() -> None:
    one = person("qualifications: [{id: q1, modules: [{id: m1}, {id: m2, part_of: m1}]}]\ncomplete: [qualifications]\n")
    other = person(
        "qualifications: [{id: q1, modules: [{id: m1}, {id: m2, part_of: m1}]}]\n"
        "documents: [{of: q1}]\nmodules: [{id: x}]\n"
    )
    found = merge([one, other])
    assert [item.id for item in found.qualifications] == ["q1", "q1-2"]
    assert [module.id for module in found.qualifications[1].modules] == ["m1-2", "m2-2"]
    assert found.qualifications[1].modules[1].part_of == "m1-2"
    assert found.documents[0].of == "q1-2"
    assert found.modules[0].id == "x"
    assert found.complete == ("qualifications",)
    assert len({item.id for _, item in found.items() if item.id}) == sum(
        item.id is not None for _, item in found.items()
    )


def test_one_document_stays_as_it_is() -> None:
    one = person("facts: {a: true}\n")
    assert merge([one]) is one


def test_an_unreadable_mix_is_refused() -> None:
    curriculum = read(b"schema: dossier/1\nsubject: curriculum\n")
    with pytest.raises(MisuseError, match="several_subjects"):
        merge([person(""), curriculum])
    with pytest.raises(MisuseError, match="nothing_to_merge"):
        merge([])


def test_conflicts_are_said_and_never_resolved() -> None:
    one = person(
        "person: {given_names: Ana, family_name: Berg, born: 1990-01-01, nationalities: [FI], residence: FI}\n",
        "a.yaml",
    )
    other = person(
        "person: {given_names: Anna, family_name: BERG, born: 1990-01-02, nationalities: [SE], residence: SE}\n",
        "b.yaml",
    )
    found = merge([one, other])
    assert codes(found) == ["conflicting_names", "conflicting_residence", "conflicting_births"]
    assert found.problems[0].place.document == "b.yaml"
    assert found.problems[0].sentence == "The documents state the holder's given names differently."
    assert found.person is not None
    assert (found.person.given_names, found.person.born, found.person.residence) == ("Ana", None, None)
    assert found.person.nationalities == ("FI", "SE")


@pytest.mark.parametrize(
    "other",
    [
        "{given_names: Piet, family_name: Smit, born: 1985-03-02}",
        "{full_name: Piet Smit, born: 1985}",
        "{family_name: Smit, born: 1990-01-02}",
    ],
)
def test_documents_of_two_people_are_refused(other: str) -> None:
    mine = person("person: {given_names: Ana, family_name: Berg, born: 1990-01-01}\n", "a.yaml")
    yours = person(f"person: {other}\n", "b.yaml")
    for order in ([mine, yours], [mine, person("facts: {a: true}\n", "c.yaml"), yours], [yours, mine]):
        with pytest.raises(MisuseError) as caught:
            merge(order)
        assert caught.value.code == "several_subjects"
        assert str(caught.value.problems[0].place) == f"{'a' if order[-1] is mine else 'b'}.yaml:3"


@pytest.mark.parametrize(
    "other",
    [
        "{given_names: Piet, family_name: Smit}",
        "{given_names: Piet, family_name: Smit, born: 1990}",
        "{given_names: Piet, family_name: Smit, born: 1990-01-01}",
        "{full_name: ana smit, born: 1985-03-02}",
        "{full_name: SMIT-BERG, born: 1985-03-02}",
        "{given_names: Ána, born: 1985-03-02}",
        "{born: 1985-03-02}",
    ],
)
def test_one_sign_alone_does_not_make_two_people(other: str) -> None:
    mine = person("person: {given_names: Ana, family_name: Berg, born: 1990-01-01}\n", "a.yaml")
    assert merge([mine, person(f"person: {other}\n", "b.yaml")]).subject == "person"


def test_what_one_document_leaves_out_another_may_say() -> None:
    found = merge([person("person: {family_name: Berg}\n"), person("person: {born: 1990-01-01}\n"), person("")])
    assert found.person is not None
    assert (found.person.family_name, found.person.born and found.person.born.text) == ("Berg", "1990-01-01")
    assert not found.problems


def test_a_disputed_fact_is_not_known() -> None:
    found = merge([person("facts: {a: true, b: 1}\n"), person("facts: {a: false, c: 2}\n")])
    assert found.facts == {"a": "unknown", "b": 1, "c": 2}
    assert codes(found) == ["conflicting_facts"]
    again = merge([found, person("facts: {a: unknown}\n")])
    assert again.facts["a"] == "unknown"


def test_a_fact_of_three_documents_that_two_state_differently_is_not_known() -> None:
    found = merge([person(f"facts: {{a: {value}}}\n") for value in ("true", "false", "true")])
    assert found.facts == {"a": "unknown"}


@pytest.mark.parametrize("first, second, document", [("unknown", 1, "b"), (1, "unknown", "a"), (1, 1, "a")])
def test_unknown_states_nothing_and_has_no_place(first: object, second: object, document: str) -> None:
    found = merge([person(f"facts: {{a: {first}}}\n", "a"), person(f"facts: {{a: {second}}}\n", "b")])
    assert (found.facts, found.origins["facts.a"].document, codes(found)) == ({"a": 1}, document, [])


def test_problems_of_all_documents_are_kept() -> None:
    claimed = person("documents: [{strength: signed}]\n")
    assert codes(merge([claimed, claimed])) == ["strength_claimed"] * 2


def test_answers_complete_a_dossier() -> None:
    answers = read_answers(
        b"schema: answers/1\nfacts: {intends_to_work_there: true}\n"
        b"documents: [{id: d, type: good_standing, strength: signed}]\n"
    )
    found = merge([person("qualifications: [{id: q1}]\n"), answers])
    assert found.facts == {"intends_to_work_there": True}
    assert [(item.type, item.strength) for item in found.documents] == [("good_standing", "document")]
    assert codes(found) == ["strength_claimed"]


def test_answers_follow_the_subject_of_the_dossier() -> None:
    assert read_answers(b'{"schema": "answers/1", "facts": {"a": 1}}', subject="curriculum").subject == "curriculum"


@pytest.mark.parametrize("document", [b"facts: {}\n", b"schema: dossier/1\nsubject: person\n", b"- a\n", b"<a/>"])
def test_what_is_no_file_of_answers(document: bytes) -> None:
    with pytest.raises(UnknownFormat):
        read_answers(document)


def test_a_fault_in_answers_has_its_place() -> None:
    with pytest.raises(InvalidDocument) as refused:
        read_answers(b"schema: answers/1\nfacts:\n  Wrong name: true\n")
    assert refused.value.problems[0].place.line == 3
    with pytest.raises(InvalidDocument, match="wrong_subject"):
        read_answers(b"schema: answers/1\nsubject: curriculum\n")


AWARD = "qualifications: [{{id: q1, title: {{en: Nurse}}, country: {country}, {more}}}]\n"


def award(more: str, name: str, country: str = "FI") -> Dossier:
    return person(AWARD.format(more=more, country=country), name)


@pytest.mark.parametrize(
    "mine, yours, code",
    [
        ("issued: 2020-06-01", "issued: 2020-06-02", "conflicting_dates"),
        ("issued: 2020-06", "issued: 2020-06-02", None),
        ("training_start: 2016", "training_start: 2017", "conflicting_dates"),
        ("training_end: 2019-05-31", "training_end: 2020-05-31", "conflicting_dates"),
        ("body: {en: School A}", "body: {en: School B}", "conflicting_issuers"),
        ("body: {en: School A}", "body: {en: school  a}", None),
        ("body: {en: School A}", "body: {fi: Koulu A}", None),
        ("institution: {en: School A}", "institution: {en: School B}", "conflicting_issuers"),
        ("hours: {total: 4600}", "hours: {total: 4599}", "conflicting_sums"),
        ("hours: {total: {between: [4000, 4700]}}", "hours: {total: 4600}", None),
        ("credits: {system: ects, amount: 210}", "credits: {system: ects, amount: 180}", "conflicting_sums"),
        ("credits: {system: ects, amount: 210}", "credits: {system: uk_cats, amount: 420}", None),
    ],
)
def test_what_documents_say_differently_of_one_award_is_noticed(mine: str, yours: str, code: str | None) -> None:
    for first, second in ((mine, yours), (yours, mine)):
        found = merge([award(first, "a.yaml"), award(second, "b.yaml")])
        assert [problem.code for problem in found.problems] == ([code] if code else [])
        assert len(found.qualifications) == 2
        for problem in found.problems:
            assert problem.place is not None
            assert problem.place.document == "b.yaml"
            assert "a.yaml" in (problem.hint or "")


def test_awards_of_two_countries_are_two_awards() -> None:
    pair = [award("issued: 2020-06-01", "a.yaml"), award("issued: 2021-06-01", "b.yaml", country="SE")]
    assert codes(merge(pair)) == []


def test_records_of_a_register_go_with_any_subject() -> None:
    register = read(AMS.encode(), name="ams.xml")
    assert register.accreditations
    curriculum = read(b"schema: dossier/1\nsubject: curriculum\ncurriculum: {title: {en: Nursing}}\n", name="c.yaml")
    for main in (person("qualifications: [{id: q1}]\n"), curriculum):
        for pair in ([main, register], [register, main]):
            found = merge(pair)
            assert found.subject == main.subject
            assert found.accreditations == register.accreditations
            assert found.curriculum == main.curriculum
    assert merge([register, register]).subject == register.subject


def test_what_is_declared_complete_stays_said_of_its_own_award() -> None:
    one = person("qualifications: [{id: q1}]\n", "a.yaml")
    other = person("qualifications: [{id: q1}]\ncomplete: ['modules:q1', qualifications]\n", "b.yaml")
    assert merge([one, other]).complete == ("modules:q1-2", "qualifications")
    assert merge([other, one]).complete == ("modules:q1", "qualifications")


PARTS = (
    AWARD.format(country="FI", more="issued: 2020-06-01"),
    AWARD.format(country="FI", more="issued: 2021-06-01, hours: {total: 4600}"),
    "person: {given_names: Ana, family_name: Berg, born: 1990-01-01, nationalities: [FI]}\nfacts: {a: true, b: 1}\n",
    "person: {given_names: Ana, family_name: Berg, born: 1990-01-02, nationalities: [SE]}\nfacts: {a: false}\n",
    "experience: [{id: e1, occupation: nurse}]\n",
)


@given(st.permutations(range(len(PARTS) + 1)))
def test_the_order_of_documents_decides_nothing(order: list[int]) -> None:
    documents = [*(person(text, f"{i}.yaml") for i, text in enumerate(PARTS)), read(AMS.encode(), name="ams.xml")]
    plain, turned = merge(documents), merge([documents[i] for i in order])
    for kind in ("qualifications", "experience", "accreditations"):
        assert sorted(_unnamed(plain, kind)) == sorted(_unnamed(turned, kind))
    assert sorted(codes(plain)) == sorted(codes(turned))
    assert plain.facts == turned.facts == {"a": "unknown", "b": 1}
    assert plain.person is not None
    assert turned.person is not None
    assert plain.person.born is turned.person.born is None
    assert set(plain.person.nationalities) == set(turned.person.nationalities) == {"FI", "SE"}


def _unnamed(dossier: Dossier, kind: str) -> list[str]:
    return [str(item.model_copy(update={"id": None})) for item in getattr(dossier, kind)]


def test_what_two_documents_say_differently_of_a_curriculum_is_not_known() -> None:
    texts = (
        "{title: {en: Nursing}, country: FI, hours: {total: 4600}, mode: full_time}",
        "{title: {en: Nursing}, country: FI, hours: {total: 4000}, language: fi}",
    )
    one, other = (
        read(f"schema: dossier/1\nsubject: curriculum\ncurriculum: {text}\n".encode(), name=f"{i}.yaml")
        for i, text in enumerate(texts)
    )
    for pair in ([one, other], [other, one]):
        found = merge(pair)
        assert found.curriculum is not None
        assert (found.curriculum.country, found.curriculum.mode, found.curriculum.language) == ("FI", "full_time", "fi")
        assert found.curriculum.hours is None
        (problem,) = found.problems
        assert problem.code == "conflicting_parts"
        assert "hours" in problem.sentence
    assert codes(merge([one, one])) == []
