"""One table of made-up uses, as every kind of data that can be measured."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import AwareDatetime, create_model
from tests.stats.engines.oracle import Row

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

MOMENT = pa.timestamp("us", tz="UTC")

SCHEMA = pa.schema(
    {
        "table": pa.string(),
        "region": pa.string(),
        "channel": pa.string(),
        "user": pa.string(),
        "service": pa.int64(),
        "stars": pa.int64(),
        "big": pa.int64(),
        "cost": pa.decimal128(14, 2),
        "fine": pa.decimal128(24, 9),
        "share": pa.float64(),
        "assisted": pa.bool_(),
        "day": pa.date32(),
        "at": MOMENT,
        "ended": MOMENT,
    }
)
"""The columns of a made-up use; each can be missing."""


class Place(NamedTuple):
    """Where data of a kind is put.

    Attributes:
        folder: A folder of its own.
        connection: An open DuckDB.
        spark: A session, where the kind needs one.
    """

    folder: Path
    connection: duckdb.DuckDBPyConnection
    spark: SparkSession | None = None


class Engine(NamedTuple):
    """A kind of data that can be measured.

    Attributes:
        name: What tests call it.
        make: Makes data of it, of rows and the types of their columns.
        is_text: Whether the data are files of text, which know neither decimals nor keys that
            are no texts.
        is_lazy: Whether the answer is a query that nobody has asked yet.
        examples: How many tables hypothesis makes for it.
    """

    name: str
    make: Callable[[Sequence[Row], pa.Schema, Place], object]
    is_text: bool = False
    is_lazy: bool = False
    examples: int = 15

    def held(self, rows: Iterable[Row]) -> list[dict[str, object]]:
        """Give the rows as the data holds them."""
        found = [dict(row) for row in rows]
        if self.is_text:
            return [{name: self._written(name, row[name]) for name in row} for row in found]
        if self.name == "pandas" and any(row.get("big", 0) is None for row in found):
            # numpy has no whole number that is missing: pandas holds doubles there.
            return [{**row, "big": _as_double(row["big"])} for row in found]
        return found

    def _written(self, name: str, value: object) -> object:
        if isinstance(value, Decimal) or (isinstance(value, int) and name == "big"):
            return float(value)
        return None if value == "" and self.name == "csv" else value


def _as_double(value: object) -> object:
    return float(value) if isinstance(value, int) else value


def _arrow(rows: Sequence[Row], schema: pa.Schema) -> pa.Table:
    return pa.Table.from_pylist([dict(row) for row in rows], schema)


def _models(rows: Sequence[Row], schema: pa.Schema, _place: Place) -> object:
    types: dict[pa.DataType, Any] = {pa.string(): str, pa.int64(): int, pa.float64(): float}
    types |= {pa.bool_(): bool, pa.date32(): date, MOMENT: AwareDatetime}
    fields: dict[str, Any] = {
        field.name: (types.get(field.type, Decimal) | None, None) for field in schema
    }
    model = create_model("Use", **fields)
    return [model.model_validate(dict(row)) for row in rows]


def _iterator(rows: Sequence[Row], _schema: pa.Schema, _place: Place) -> Iterator[Row]:
    return (row for row in rows)


def _mappings(rows: Sequence[Row], _schema: pa.Schema, _place: Place) -> object:
    return list(rows)


def _pandas(rows: Sequence[Row], schema: pa.Schema, _place: Place) -> object:
    return _arrow(rows, schema).to_pandas()


def _pandas_of_arrow(rows: Sequence[Row], schema: pa.Schema, _place: Place) -> object:
    return _arrow(rows, schema).to_pandas(types_mapper=pd.ArrowDtype)


def _polars(rows: Sequence[Row], schema: pa.Schema, _place: Place) -> object:
    return pl.from_arrow(_arrow(rows, schema))


def _polars_lazy(rows: Sequence[Row], schema: pa.Schema, _place: Place) -> object:
    return pl.DataFrame(_arrow(rows, schema)).lazy()


def _arrow_table(rows: Sequence[Row], schema: pa.Schema, _place: Place) -> object:
    return _arrow(rows, schema)


def _arrow_reader(rows: Sequence[Row], schema: pa.Schema, _place: Place) -> object:
    return _arrow(rows, schema).to_reader(max_chunksize=7)


def _duckdb(rows: Sequence[Row], schema: pa.Schema, place: Place) -> object:
    return place.connection.from_arrow(_arrow(rows, schema))


def _spark(rows: Sequence[Row], schema: pa.Schema, place: Place) -> object:
    assert place.spark is not None
    return place.spark.createDataFrame(_arrow(rows, schema))


def _parquet(rows: Sequence[Row], schema: pa.Schema, place: Place) -> object:
    path = place.folder / "uses.parquet"
    pq.write_table(_arrow(rows, schema), path)
    return path


def _folder(rows: Sequence[Row], schema: pa.Schema, place: Place) -> object:
    table = _arrow(rows, schema)
    for number, start in enumerate((0, len(rows) // 3, len(rows) // 2)):
        stop = (len(rows) // 3, len(rows) // 2, len(rows))[number]
        pq.write_table(table.slice(start, stop - start), place.folder / f"{number}.parquet")
    return str(place.folder / "*.parquet")


def _plain(value: object) -> object:
    """Write a value as text files of teams have it."""
    if isinstance(value, float | Decimal):
        # Different values are different texts there, so that 0 has to be written in one way.
        return None if math.isnan(value) else float(value) + 0.0
    if isinstance(value, date):
        return value.isoformat()  # of a moment, with its offset
    return value


def _csv(rows: Sequence[Row], schema: pa.Schema, place: Place) -> object:
    path = place.folder / "uses.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(schema.names)
        for row in rows:
            cells = [row[name] for name in schema.names]
            writer.writerow(map(_cell, cells))
    return path


def _cell(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else _plain(value)


def _json_lines(rows: Sequence[Row], schema: pa.Schema, place: Place) -> object:
    path = place.folder / "uses.jsonl"
    lines = []
    for number, row in enumerate(rows):
        cells = {name: _plain(row[name]) for name in schema.names}
        if number % 2:  # a line may leave out what it has no value for
            cells = {name: value for name, value in cells.items() if value is not None}
        lines.append(json.dumps(cells, ensure_ascii=False) + "\n")
    path.write_text("".join(lines), "utf-8")
    return path


ENGINES = (
    Engine("models", _models, examples=40),
    Engine("iterator", _iterator, examples=40),
    Engine("mappings", _mappings, examples=40),
    Engine("pandas", _pandas),
    Engine("pandas_of_arrow", _pandas_of_arrow),
    Engine("polars", _polars, examples=25),
    Engine("polars_lazy", _polars_lazy, is_lazy=True),
    Engine("arrow_table", _arrow_table),
    Engine("arrow_reader", _arrow_reader),
    Engine("duckdb", _duckdb, is_lazy=True, examples=25),
    Engine("spark", _spark, is_lazy=True, examples=3),
    Engine("parquet", _parquet),
    Engine("parquet_folder", _folder),
    Engine("csv", _csv, is_text=True),
    Engine("json_lines", _json_lines, is_text=True),
)
