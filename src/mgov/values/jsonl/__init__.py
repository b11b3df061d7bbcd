"""Records in JSON Lines: read, written and checked without a loss that nobody hears of."""

from __future__ import annotations

from mgov.values.jsonl.reading import Report, check_jsonl, read_jsonl
from mgov.values.jsonl.writing import write_jsonl

__all__ = ["Report", "check_jsonl", "read_jsonl", "write_jsonl"]
