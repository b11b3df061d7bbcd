"""Tables of a caller, asked by a query: files, frames, Arrow, DuckDB. The one door to DuckDB."""

from __future__ import annotations

from mgov.values.tables.connection import beyond_sums
from mgov.values.tables.files import Files, are_files
from mgov.values.tables.fitting import Column
from mgov.values.tables.kinds import CellKind
from mgov.values.tables.lacking import lacking_columns
from mgov.values.tables.relation import Cell, open_relation
from mgov.values.tables.source import ArrowTable, TableSource, is_table
from mgov.values.tables.table import Table, open_table
from mgov.values.tables.written import write_parquet

__all__ = [
    "ArrowTable",
    "Cell",
    "CellKind",
    "Column",
    "Files",
    "Table",
    "TableSource",
    "are_files",
    "beyond_sums",
    "is_table",
    "lacking_columns",
    "open_relation",
    "open_table",
    "write_parquet",
]
