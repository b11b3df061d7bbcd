"""What every test of the engines may ask for: the engines, and places to put their data."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest
from tests.stats.engines.tables import ENGINES, Engine, Place


@pytest.fixture(scope="session")
def odd_duckdb() -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB on a clock that no test has in mind."""
    with duckdb.connect(config={"threads": 2}) as connection:
        connection.execute("SET TimeZone = 'Pacific/Apia'")
        yield connection


@pytest.fixture(scope="session", params=ENGINES, ids=lambda engine: engine.name)
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each of the engines in turn."""
    return request.param


@pytest.fixture(scope="session")
def place(
    engine: Engine,
    odd_duckdb: duckdb.DuckDBPyConnection,
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> Place:
    """Where data of the engine is put."""
    spark = request.getfixturevalue("spark") if engine.name == "spark" else None
    return Place(tmp_path_factory.mktemp(engine.name), odd_duckdb, spark)
