"""Tables of a caller, asked by a query: files, frames, Arrow, DuckDB. The one door to DuckDB."""

from __future__ import annotations

from mgov.values.tables.fitting import Column
from mgov.values.tables.source import ArrowTable, TableSource, is_table
from mgov.values.tables.table import Table, open_table
from mgov.values.tables.written import write_parquet

__all__ = [
    "ArrowTable",
    "Column",
    "Table",
    "TableSource",
    "is_table",
    "open_table",
    "write_parquet",
]
