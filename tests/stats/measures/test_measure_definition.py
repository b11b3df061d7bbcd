"""A measure is data: it goes to JSON and back, says what it means, and refuses what has none."""

from __future__ import annotations

import json
import string
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from mgov import Text
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.services import ChannelKind
from mgov.stats import (
    Aggregate,
    Condition,
    Direction,
    Measure,
    column,
    count,
    distinct,
    largest,
    mean_of,
    quantile,
    total,
)
from mgov.stats.measures.aggregate import AnyAggregate
from mgov.stats.measures.column import ColumnReference
from mgov.stats.measures.condition import AllOf, AnyCondition, Comparison, conditions_in
from mgov.stats.measures.value import Value, ValueKind, kind_of
from mgov.stats.measures.wording import said

CONDITION: TypeAdapter[Condition] = TypeAdapter(AnyCondition)
AGGREGATE: TypeAdapter[Aggregate] = TypeAdapter(AnyAggregate)

names = st.text(string.ascii_lowercase + "名", min_size=1, max_size=5)
zones = st.sampled_from([UTC, timezone(timedelta(hours=8)), timezone(timedelta(hours=-3.5))])
moments = st.builds(
    lambda moment, zone: moment.astimezone(zone), st.datetimes(timezones=st.just(UTC)), zones
).filter(lambda moment: 1 < moment.year < 9999)
values: st.SearchStrategy[Value] = st.one_of(
    st.text(max_size=5),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(),
    moments,
)


def comparison(name: str, operator: str, value: Value | ColumnReference) -> Condition:
    left = column(name)
    made: Condition = getattr(left, f"__{operator}__")(value)
    return made


orders = st.sampled_from(["eq", "ne", "lt", "le", "gt", "ge"])
leaves: st.SearchStrategy[Condition] = st.one_of(
    st.builds(comparison, names, st.sampled_from(["eq", "ne"]), values),
    st.builds(comparison, names, orders, values.filter(lambda v: not isinstance(v, bool))),
    st.builds(comparison, names, orders, st.builds(column, names)),
    st.builds(lambda name, words: column(name).is_in(*words), names, st.sets(names, min_size=1)),
    st.builds(lambda name, days: column(name).is_in(*days), names, st.sets(moments, min_size=1)),
    st.builds(lambda name: column(name).is_missing(), names),
    st.builds(lambda name: column(name).is_new(), names),
)
conditions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(lambda a, b: a & b, inner, inner),
        st.builds(lambda a, b: a | b, inner, inner),
        st.builds(lambda a: ~a, inner),
    ),
    max_leaves=6,
)
wheres = st.none() | conditions
parts = st.one_of(
    st.builds(count, where=wheres),
    st.builds(total, names, where=wheres, decimals=st.integers(0, 9)),
    st.builds(
        lambda columns, where: distinct(*columns, where=where), st.sets(names, min_size=1), wheres
    ),
)
aggregates: st.SearchStrategy[Aggregate] = st.one_of(
    parts,
    st.builds(quantile, names, st.floats(0, 1), where=wheres),
    st.builds(largest, parts, per=st.sampled_from(["day", "week", "month"])),
    st.builds(mean_of, parts, per=st.sampled_from(["day", "week", "month"])),
)
texts = st.sampled_from([Text("量"), Text(zh="量", en="Number")])
measures = st.builds(
    Measure,
    id=st.sampled_from(["uses", "take_up"]),
    name=texts,
    population=st.none() | texts,
    numerator=aggregates,
    denominator=aggregates,
    unit=st.sampled_from([None, "share", "件"]),
    direction=st.sampled_from(Direction),
    where=wheres,
    source=st.none() | texts,
    minimum_n=st.none() | st.integers(1, 50),
    time=st.none() | names,
)


@given(conditions)
def test_a_condition_comes_back_from_json_as_it_was(condition: Condition):
    assert CONDITION.validate_json(CONDITION.dump_json(condition)) == condition
    assert CONDITION.validate_python(CONDITION.dump_python(condition)) == condition


@given(aggregates)
def test_an_aggregate_comes_back_from_json_as_it_was(aggregate: Aggregate):
    assert AGGREGATE.validate_json(AGGREGATE.dump_json(aggregate)) == aggregate


@given(measures)
def test_a_measure_comes_back_from_json_as_it_was_and_can_be_hashed(measure: Measure):
    back = Measure.model_validate_json(measure.model_dump_json())
    assert back == measure
    assert hash(back) == hash(measure)


@given(measures, st.sampled_from(["en", "zh"]))
def test_every_measure_can_be_described(measure: Measure, lang: str):
    sentence = measure.describe("zh" if lang == "zh" else "en")
    assert sentence.endswith("。" if lang == "zh" else ".")
    assert measure.columns - {measure.time} <= {
        name for name in measure.columns if name in sentence
    }


@given(values)
def test_a_value_keeps_its_kind_in_json(value: Value):
    condition = Comparison(column="x", operator="equal", value=value)
    back = Comparison.model_validate_json(condition.model_dump_json())
    assert back.value == value
    assert kind_of(back.value) is kind_of(value)


def test_a_date_a_moment_and_a_decimal_say_in_json_what_they_are():
    noon = datetime(2017, 8, 17, 12, tzinfo=timezone(timedelta(hours=8)))
    written = [
        json.loads((column("x") == value).model_dump_json())["value"]
        for value in (date(2017, 8, 17), noon, Decimal("7.20"), "2017-08-17", True)
    ]
    assert written == [
        {"date": "2017-08-17"},
        {"moment": "2017-08-17T04:00:00+00:00"},
        {"decimal": "7.20"},
        "2017-08-17",
        True,
    ]


@pytest.mark.parametrize(
    ("value", "trouble"),
    [
        (None, "is missing"),
        (float("nan"), "is not finite"),
        (Decimal("Infinity"), "is not finite"),
        (datetime(2017, 8, 17), "has no time zone"),  # noqa: DTZ001 -- the point
        (["app"], "is nothing that a column is compared with"),
        ({"date": "soon"}, "is no date"),
        ({"day": "2017-08-17"}, "is an object"),
        ({"date": 7}, "is an object"),
        ({"date": "2017-08-17", "moment": "now"}, "is an object"),
    ],
)
def test_what_no_column_is_compared_with_is_refused(value: object, trouble: str):
    with pytest.raises(InvalidDataError) as caught:
        Comparison.model_validate({"column": "x", "operator": "equal", "value": value})
    assert caught.value.problems[0].trouble == trouble
    assert caught.value.problems[0].field == "value"


def test_words_of_a_vocabulary_are_compared_by_their_text():
    value = (column("channel") == ChannelKind.APP).value
    assert isinstance(value, str)
    assert type(value) is str
    assert value == "app"


def test_values_of_two_kinds_are_no_list_to_look_in():
    with pytest.raises(InvalidDataError, match="has numbers and texts as values"):
        column("x").is_in("1", 2)
    with pytest.raises(InvalidDataError, match="has too few items"):
        column("x").is_in()


def test_true_and_false_have_no_order():
    with pytest.raises(InvalidDataError, match="orders true and false"):
        _ = column("x") < True


def test_a_condition_has_no_truth_of_its_own():
    condition = column("x") > 1
    for use in (lambda: bool(condition), lambda: 1 < column("x") < 5, lambda: condition and 1):
        with pytest.raises(InvalidValueError, match=r"Join conditions by &, \| and ~"):
            use()


def test_a_chain_of_joined_conditions_is_one_list():
    one, two, three = (column(name).is_missing() for name in "abc")
    joined = one & two & three
    assert isinstance(joined, AllOf)
    assert joined.conditions == (one, two, three)
    assert (one & (two & three)) == joined
    assert len(conditions_in(~(one | joined))) == 7


def test_a_column_can_stand_in_a_set_and_shows_itself():
    assert len({column("x"): 1}) == 1
    assert hash(column("x")) == hash(column("x"))
    assert repr(column("x")) == "column('x')"


def test_kinds_have_plural_names_for_errors():
    assert [kind.plural for kind in ValueKind] == [
        "texts",
        "numbers",
        "truth values",
        "dates",
        "moments",
    ]


def test_the_numerator_of_a_share_is_counted_among_the_rows_of_its_denominator():
    app, completed = column("channel") == "app", column("outcome") == "completed"
    by_app = Measure(
        id="app_share",
        name="By app",
        numerator=count(where=app),
        denominator=count(where=completed),
        unit="share",
        where=~column("user").is_missing(),
    )
    above, below = by_app.sides
    assert by_app.is_proportion
    assert above.where == (~column("user").is_missing() & completed & app)
    assert below is not None
    assert below.where == (~column("user").is_missing() & completed)
    rate = by_app.replace(unit="rate")
    assert not rate.is_proportion
    assert rate.sides[0].where == (~column("user").is_missing() & app)


def test_a_condition_that_both_sides_have_is_not_said_twice():
    app = column("channel") == "app"
    share = Measure(
        id="all", name="All", numerator=count(where=app), denominator=count(where=app), unit="share"
    )
    assert share.sides[0] == share.sides[1] == count(where=app)


def test_an_interval_needs_counts_of_the_same_things():
    users = Measure(
        id="users",
        name="Users",
        numerator=distinct("user", where=column("channel") == "app"),
        denominator=distinct("user"),
        unit="share",
    )
    assert users.is_proportion
    assert not users.replace(denominator=distinct("user", "service")).is_proportion
    assert not users.replace(denominator=count()).is_proportion
    assert not users.replace(numerator=total("reads"), denominator=total("posts")).is_proportion
    assert not users.replace(unit=None, denominator=None).is_proportion


def test_a_share_needs_a_whole():
    with pytest.raises(InvalidDataError, match="is a share of nothing"):
        Measure(id="part", name="Part", numerator=count(), unit="share")


def test_restrictions_add_up():
    app, web = column("channel") == "app", column("user").is_missing()
    measure = Measure(id="uses", name="Uses", numerator=count(), time="at")
    assert measure.restricted(app).restricted(web).where == (app & web)
    assert measure.restricted(app).columns == {"channel", "at"}
    assert measure.columns == {"at"}
    peak = largest(count(where=web), per="day").restricted(app)
    assert peak.part == count(where=app & web)
    assert peak.columns == {"channel", "user"}
    assert peak.restricted(None) is peak


IN_ENGLISH = (
    "Digital take-up: the number of rows where outcome is completed and (channel is app or web"
    " or assisted is true), divided by the number of rows where outcome is completed (the former"
    " among the latter). Only rows where user is known. Population: All uses. Source: GOV.UK."
    " Unit: share. More is better. Withheld where n is below 10."
)
IN_CHINESE = (
    "网上办理率：记录数（限 outcome 为 completed 且 （channel 为 app 或 web 或 assisted 为 真）），"
    "除以记录数（限 outcome 为 completed）（前者计于后者之中）。"
    "只计如下记录：user 已知。范围：全部办件。来源：GOV.UK。"
    "单位：比例。越高越好。n 小于 10 时不公布。"
)


def test_a_definition_is_said_in_two_languages():
    completed = column("outcome") == "completed"
    assisted = column("assisted") == True  # noqa: E712 -- a condition
    measure = Measure(
        id="digital_take_up",
        name=Text(zh="网上办理率", en="Digital take-up"),
        population=Text(zh="全部办件", en="All uses"),
        numerator=count(where=completed & (column("channel").is_in("app", "web") | assisted)),
        denominator=count(where=completed),
        unit="share",
        direction="more_is_better",
        where=~column("user").is_missing(),
        source="GOV.UK",
        minimum_n=10,
    )
    assert measure.describe("en") == IN_ENGLISH
    assert measure.describe("zh") == IN_CHINESE


def test_every_kind_of_part_has_words():
    user = column("user")
    parts = (
        (quantile("days", 0.5), "the median of days", "days 的中位数"),
        (quantile("days", 0.9), "the quantile 0.9 of days", "days 的 0.9 分位数"),
        (total("cost"), "the sum of cost", "cost 之和"),
        (distinct("a", "b"), "the number of different values of a and b", "a、b 的不同值数"),
        (largest(count(), per="day"), "the number of rows on the largest day", "最高一日的记录数"),
        (
            mean_of(count(), per="week"),
            "the mean per week of the number of rows",
            "平均每周的记录数",
        ),
        (~(user == 1), "not (user is 1)", "非（user 为 1）"),
        (user != Decimal("1234.5"), "user is known and not 1,234.5", "user 已知且不为 1,234.5"),
        (column("a") <= column("b"), "a is at most b", "a 不大于 b"),
        (user >= date(2017, 8, 17), "user is at least 2017-08-17", "user 不小于 2017-08-17"),
        (user.is_missing(), "user is missing", "user 缺失"),
        (user.is_new(), "the period is the first that knows the user", "user 首次出现于该时期"),
        (~user.is_new(), "the user was known before the period", "user 此前已出现"),
    )
    for part, english, chinese in parts:
        assert said(part, "en") == english
        assert said(part, "zh") == chinese


def test_a_description_needs_a_known_language():
    measure = Measure(id="uses", name="Uses", numerator=count())
    assert measure.describe() == "Uses: the number of rows."
    with pytest.raises(InvalidValueError, match="Use en or zh"):
        measure.describe("fr")  # type: ignore[arg-type] # the point


def test_json_schema_knows_every_kind():
    definitions = Measure.model_json_schema()["$defs"]
    kinds = {
        definition["properties"]["kind"]["const"]
        for definition in definitions.values()
        if "kind" in definition.get("properties", {})
    }
    assert kinds == {
        *("comparison", "column_comparison", "is_in", "is_missing", "is_new"),
        *("all_of", "any_of", "not"),
        *("count", "total", "distinct", "quantile", "largest", "mean_of"),
    }
