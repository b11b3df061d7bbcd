"""Whatever a table holds, every engine counts it as a naive count does."""

from __future__ import annotations

import random

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.stats.engines.agreement import asked, check
from tests.stats.engines.definitions import COUNTED, MADE, PARTED, RATIOS, WEEKLY
from tests.stats.engines.made_up import ZONES, fixed_rows, tables, union
from tests.stats.engines.oracle import Question, answer_of
from tests.stats.engines.tables import SCHEMA, Engine, Place

Rows = list[dict[str, object]]

_KEYS = ("region", "channel", "user", "stars", "assisted", "day", "cost", "share", "service", "at")
_TEXT_KEYS = ("region", "channel", "user")
_PERIODS = ("day", "week", "month", "quarter", "year", None)


@st.composite
def questions(draw: st.DrawFn, *, is_text: bool = False) -> Question:
    """Draw what is asked: some measures, by some groups."""
    period = draw(st.sampled_from(_PERIODS))
    every = [*COUNTED, *MADE, *RATIOS[:-3]]
    if period in {"month", "quarter", "year", None}:
        every += [*PARTED, *RATIOS[-3:]]
    if period in {"week", None}:
        every += WEEKLY
    measures = draw(st.lists(st.sampled_from(every), min_size=1, max_size=12, unique=True))
    if is_text:  # a file of text has texts as keys, and different texts as different values
        measures = [each for each in measures if "distinct_d" not in each.id] or [COUNTED[0]]
    keys = st.sampled_from(_TEXT_KEYS if is_text else _KEYS)
    by = draw(st.lists(keys, max_size=2, unique=True))
    index = None
    if "channel" in by and draw(st.booleans()):
        index = {"channel": ["app", "nowhere"]}
    return Question(
        measures,
        by=by,
        period=period,
        time_zone=draw(st.sampled_from(ZONES)),
        margins=draw(st.booleans()),
        index=index,
        minimum_n=draw(st.sampled_from((None, None, 1, 3))),
    )


def test_any_table_is_counted_as_the_oracle_counts_it(engine: Engine, place: Place):
    # A query costs Spark seconds, however many rows there are: it gets many tables in one.
    is_slow = engine.name == "spark"
    some = st.lists(tables(12), min_size=8, max_size=8).map(union) if is_slow else tables()

    @settings(
        max_examples=engine.examples,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        phases=[Phase.generate] if is_slow else list(Phase),
    )
    @given(rows=some, question=questions(is_text=engine.is_text))
    def agrees(rows: Rows, question: Question) -> None:
        if is_slow:
            by = [*question.by[:1], "table"]
            index = question.index if "channel" in by else None
            question = question._replace(by=by, index=index)
        found = asked(engine.make(rows, SCHEMA, place), question)
        check(found, answer_of(engine.held(rows), question), question, in_order=not engine.is_lazy)

    agrees()


def test_the_order_of_rows_changes_no_digit(engine: Engine, place: Place):
    question = Question(
        [*MADE, *RATIOS, *PARTED],
        by=["channel"],
        period="year",
        time_zone="Asia/Shanghai",
    )
    if engine.name == "spark":
        question = question._replace(measures=[each for each in MADE if "total" in each.id])
    rows = fixed_rows()
    shuffled = list(rows)
    random.Random(7).shuffle(shuffled)  # noqa: S311 -- no secret
    first, second = (
        {(row["channel"], row["period"]): row for row in asked(data, question)}
        for data in (engine.make(rows, SCHEMA, place), engine.make(shuffled, SCHEMA, place))
    )
    assert first == second


def test_what_is_no_number_is_missing_wherever_it_stands(engine: Engine, place: Place):
    named = {"where_is_missing_nan", "total_doubles", "quantile_most", "where_less_zero"}
    measures = [each for each in (*COUNTED, *MADE) if each.id in named]
    shares = (1.0, float("nan"), 2.0, -5e14, None)
    rows = [{**row, "share": share} for row, share in zip(fixed_rows(5), shares, strict=True)]
    question = Question(measures)
    check(
        asked(engine.make(rows, SCHEMA, place), question),
        answer_of(engine.held(rows), question),
        question,
        in_order=not engine.is_lazy,
    )
