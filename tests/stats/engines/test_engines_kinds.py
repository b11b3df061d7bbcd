"""Aggregates and conditions of every kind are what a naive count says, on every engine."""

from __future__ import annotations

import pytest
from tests.stats.engines.agreement import Found, asked, check
from tests.stats.engines.definitions import COUNTED, MADE, PARTED, RATIOS, WEEKLY
from tests.stats.engines.made_up import fixed_rows
from tests.stats.engines.oracle import Line, Question, answer_of
from tests.stats.engines.tables import ENGINES, SCHEMA, Engine, Place

QUESTIONS = {
    "ungrouped": Question((*MADE, *RATIOS, *PARTED), time_zone="Asia/Shanghai"),
    "where": Question(COUNTED),
    "by_month": Question(
        (*COUNTED, *MADE, *RATIOS, *PARTED),
        by=["region"],
        period="month",
        time_zone="Asia/Shanghai",
    ),
    "by_week": Question(
        (*WEEKLY, *COUNTED[-8:]), by=["channel"], period="week", time_zone="Australia/Lord_Howe"
    ),
}

# To plan a query of a hundred measures costs Spark more than to answer it; once is enough.
_NOT_ON_SPARK = {"ungrouped", "where"}


_answers: dict[tuple[str, str], Found | Exception] = {}


def _answer(engine: Engine, place: Place, name: str) -> Found | Exception:
    # By the name of the engine: pytest makes another place for each test.
    key = engine.name, name
    if key not in _answers:
        try:
            _answers[key] = asked(engine.make(fixed_rows(), SCHEMA, place), QUESTIONS[name])
        except Exception as error:  # noqa: BLE001 -- to be raised again, once a test
            _answers[key] = error
    return _answers[key]


_known: dict[str, list[Line]] = {}
_held: dict[str, str] = {}


def _expected(engine: Engine, name: str) -> list[Line]:
    if engine.name not in _held:
        _held[engine.name] = repr(engine.held(fixed_rows()))
    key = f"{name} {_held[engine.name]}"  # most hold the same
    if key not in _known:
        _known[key] = answer_of(engine.held(fixed_rows()), QUESTIONS[name])
    return _known[key]


@pytest.mark.parametrize(
    ("engine", "name", "measure_id"),
    [
        pytest.param(engine, name, measure.id, id=f"{engine.name}-{name}-{measure.id}")
        for engine in ENGINES
        for name, question in QUESTIONS.items()
        for measure in question.measures
        if engine.name != "spark" or name not in _NOT_ON_SPARK
    ],
    indirect=["engine"],
)
def test_a_measure_of_each_kind_agrees(engine: Engine, place: Place, name: str, measure_id: str):
    found = _answer(engine, place, name)
    if isinstance(found, Exception):
        raise found
    lines = [
        line._replace(outcomes={measure_id: line.outcomes[measure_id]})
        for line in _expected(engine, name)
    ]
    check(found, lines, QUESTIONS[name], in_order=not engine.is_lazy)
