"""Models are strict, immutable, and show nobody's data in their errors."""

from __future__ import annotations

import copy
import datetime as dt
import pickle
import uuid
from typing import Annotated, Literal

import pytest
from pydantic import AfterValidator, AwareDatetime, BaseModel, TypeAdapter, ValidationError

from mgov.errors import InvalidDataError, InvalidValueError, MgovError, Problem
from mgov.values.model import Model, unchecked
from mgov.values.problems import problems_of

SECRET = "11010519491231002X"  # noqa: S105 -- a published example number


class Visit(Model, frozen=True):
    at: AwareDatetime
    channel: Literal["app", "counter"] = "app"


class Page(Model, frozen=True):
    title: str
    visits: tuple[Visit, ...] = ()


def broken(call: object) -> InvalidDataError:
    with pytest.raises(InvalidDataError) as caught:
        call()  # type: ignore[operator]  # each is a lambda
    return caught.value


def test_a_wrong_field_is_named_with_the_one_that_was_meant() -> None:
    error = broken(lambda: Page(title="公报", vists=()))  # type: ignore[call-arg]  # wrong on purpose
    assert str(error) == "Page: 1 problem\n  vists: is not a field of Page. Did you mean visits?"


def test_a_naive_datetime_is_told_to_take_a_zone() -> None:
    error = broken(lambda: Visit(at=dt.datetime(2017, 8, 17)))  # noqa: DTZ001 -- naive on purpose
    (problem,) = error.problems
    assert (problem.field, problem.trouble) == ("at", "has no time zone")
    assert "+08:00" in problem.remedy


def test_all_problems_come_at_once_with_their_places() -> None:
    error = broken(
        lambda: Page.model_validate({"titel": 1, "visits": [{"at": "soon", "channel": "fax"}]})
    )
    assert [problem.field for problem in error.problems] == [
        "title",
        "visits.0.at",
        "visits.0.channel",
        "titel",
    ]
    assert (error.field, error.trouble) == ("title", "is missing")


@pytest.mark.parametrize(
    "call",
    [
        lambda: Page(title=7, phone=SECRET),  # type: ignore[arg-type, call-arg]  # wrong on purpose
        lambda: Page.model_validate({"title": [SECRET]}),
        lambda: Page.model_validate_json(f'{{"title": ["{SECRET}"]}}'),
        lambda: Page.model_validate_json(f'{{"title": "{SECRET}"'),
        lambda: Page.model_validate_strings({"title": SECRET, "visits": SECRET}),
        lambda: Page(title="公报").replace(title=[SECRET]),
        lambda: setattr(Page(title="公报"), "title", SECRET),
    ],
)
def test_an_error_shows_no_input_anywhere(call: object) -> None:
    error = broken(call)
    shown = [str(error), repr(error), str(error.errors()), error.json(), repr(error.problems)]
    assert not [text for text in shown if SECRET in text]
    assert error.__cause__ is None
    assert error.__suppress_context__


def test_an_error_is_both_pydantics_and_the_librarys() -> None:
    error = broken(Page)
    assert isinstance(error, ValidationError)
    assert isinstance(error, MgovError)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 -- its own pickle
    assert (str(again), again.errors()) == (str(error), error.errors())
    assert error.error_count() == 1


def test_a_model_cannot_be_changed_only_replaced() -> None:
    page = Page(title="公报")
    error = broken(lambda: setattr(page, "title", "公告"))
    assert "replace" in error.remedy
    changed = page.replace(title="公告")
    assert (page.title, changed.title) == ("公报", "公告")
    assert Page.model_validate_strings({"title": "公报"}) == page


def test_numbers_are_finite() -> None:
    class Rate(Model, frozen=True):
        value: float

    error = broken(lambda: Rate(value=float("nan")))
    assert error.problems[0].code == "finite_number"


def test_an_unknown_field_is_answered_with_those_there_are() -> None:
    error = broken(lambda: Page(title="公报", zzz=1))  # type: ignore[call-arg]  # wrong on purpose
    assert error.problems[0].remedy == "The fields are title, visits."


def test_problems_are_listed_without_knowing_the_model() -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Page).validate_python({"title": "公报", "zzz": SECRET})
    assert str(problems_of(caught.value)[0]) == "zzz: is not a field. Take it out."
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(uuid.UUID).validate_python(SECRET)
    assert str(problems_of(caught.value)[0]) == "does not fit (uuid parsing). Correct the value."
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(list[int | bool]).validate_python([None])
    assert {problem.field.partition(".")[0] for problem in problems_of(caught.value)} == {"0"}


def test_a_validator_of_a_users_own_speaks_for_itself() -> None:
    def refuse(_value: str) -> str:
        raise ValueError("must name a column")

    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Annotated[str, AfterValidator(refuse)]).validate_python("x")
    assert str(problems_of(caught.value)[0]) == "must name a column. Correct the value."


def test_what_pydantic_says_otherwise_is_kept() -> None:
    class Plain(BaseModel):
        when: dt.timedelta
        kind: type[int]

    with pytest.raises(ValidationError) as caught:
        Plain.model_validate({"when": "1", "kind": 5})
    said = [str(problem) for problem in problems_of(caught.value, Plain)]
    assert any("Correct the value." in text for text in said)


def test_an_error_for_one_value_survives_a_pickle() -> None:
    error = InvalidValueError("is wrong", field="figure", remedy="Mend it.", code="figure_wrong")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 -- its own pickle
    assert str(again) == str(error) == "figure: is wrong. Mend it."
    assert again.code == "figure_wrong"
    assert str(Problem((), "is wrong!", "", "x")) == "is wrong!"
    assert str(MgovError("is wrong。")) == "is wrong。"


def test_what_is_made_unchecked_is_what_validation_makes() -> None:
    fields = {"title": "公报", "visits": (Visit(at="2017-08-17T09:00:00+08:00"),)}
    made, validated = unchecked(Page)(dict(fields)), Page.model_validate(fields)
    assert made == validated
    assert hash(made) == hash(validated)
    assert (repr(made), made.model_dump_json()) == (repr(validated), validated.model_dump_json())
    assert made.model_fields_set == validated.model_fields_set
    for copied in (copy.deepcopy(made), pickle.loads(pickle.dumps(made)), made.model_copy()):  # noqa: S301 -- made here
        assert copied == validated
    assert made.replace(visits=()) == validated.replace(visits=())
    with pytest.raises(InvalidDataError):
        made.title = "公告"  # type: ignore[misc]  # frozen, which is the point
