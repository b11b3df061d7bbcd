"""Every kind of data gives the answer that a naive count in exact fractions gives."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import duckdb
import pytest
from tests.stats.engines.agreement import Found, asked, check
from tests.stats.engines.definitions import COUNTED, MADE, PARTED, RATIOS, WEEKLY
from tests.stats.engines.made_up import fixed_rows
from tests.stats.engines.oracle import Line, Question, answer_of
from tests.stats.engines.tables import ENGINES, SCHEMA, Engine, Place

from mgov.stats import Measure

ALL = (*COUNTED, *MADE, *RATIOS[:13])

QUESTIONS = {
    "ungrouped": Question((*ALL, *PARTED, *RATIOS[13:]), time_zone="Asia/Shanghai"),
    "by_month": Question(
        (*ALL, *PARTED, *RATIOS[13:]), by=["region"], period="month", time_zone="Asia/Shanghai"
    ),
    "by_week": Question(
        (*WEEKLY, *COUNTED[-8:]), by=["channel"], period="week", time_zone="Australia/Lord_Howe"
    ),
}


@pytest.fixture(scope="session")
def odd_duckdb() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"threads": 2}) as connection:
        connection.execute("SET TimeZone = 'Pacific/Apia'")
        yield connection


@pytest.fixture(scope="session", params=ENGINES, ids=lambda engine: engine.name)
def engine(request: pytest.FixtureRequest) -> Engine:
    return request.param


@pytest.fixture(scope="session")
def place(
    engine: Engine,
    odd_duckdb: duckdb.DuckDBPyConnection,
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> Place:
    spark = request.getfixturevalue("spark") if engine.name == "spark" else None
    return Place(tmp_path_factory.mktemp(engine.name), odd_duckdb, spark)


@cache
def _answers(engine: Engine, place: Place, name: str) -> Found | Exception:
    try:
        return asked(engine.make(fixed_rows(), SCHEMA, place), QUESTIONS[name])
    except Exception as error:  # noqa: BLE001 -- to be raised again, once a test
        return error


_known: dict[str, list[Line]] = {}


def _expected(engine: Engine, name: str) -> list[Line]:
    held = engine.held(fixed_rows())
    key = f"{name} {held}"  # most hold the same
    if key not in _known:
        _known[key] = answer_of(held, QUESTIONS[name])
    return _known[key]


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        pytest.param(name, measure, id=f"{name}-{measure.id}")
        for name, question in QUESTIONS.items()
        for measure in question.measures
    ],
)
def test_a_measure_of_each_kind_agrees(engine: Engine, place: Place, name: str, measure: Measure):
    found = _answers(engine, place, name)
    if isinstance(found, Exception):
        raise found
    lines = [
        line._replace(outcomes={measure.id: line.outcomes[measure.id]})
        for line in _expected(engine, name)
    ]
    check(found, lines, QUESTIONS[name], in_order=not engine.is_lazy)
