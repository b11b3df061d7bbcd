"""Groups of rows: one pass for all measures, further ones for sub-periods and for margins.

What the passes leave has the same columns, is put one under the other and grouped once more.
Nothing is joined: a join finds no partner for a group whose key is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from mgov.stats.frames.engine import add_numbers
from mgov.stats.frames.partials import Part, Partials

if TYPE_CHECKING:
    import narwhals as nw
    from narwhals.dtypes import DType

__all__ = ["MARGIN", "Grouping", "grouped"]

MARGIN = "margin"
"""The column that names what a row was summed over; null in an ordinary row."""


class Grouping(NamedTuple):
    """By what rows are grouped.

    Attributes:
        by: By the name of each key in this room, what the caller calls it.
        types: The types that the keys have in the answer.
        period: The name of the column with the period; None if there is none.
        margins: Whether the keys of `by` are summed over as well.
        listed: By the name of a key the values that each group of the other keys has to have.
    """

    by: Mapping[str, str]
    types: Mapping[str, DType]
    period: str | None
    margins: bool
    listed: Mapping[str, Sequence[object]]

    @property
    def keys(self) -> list[str]:
        """All keys, in the order of the answer."""
        return [*self.by, *([] if self.period is None else [self.period])]

    def kept_keys(self) -> Iterator[tuple[list[str], str | None]]:
        """Give the keys of each kind of group, and the names of those that are summed over."""
        yield self.keys, None
        if not self.margins:
            return
        for size in range(1, len(self.by) + 1):
            for over in combinations(self.by, size):
                kept = [key for key in self.keys if key not in over]
                yield kept, ",".join(self.by[key] for key in over)


def grouped(frame: nw.LazyFrame[Any], grouping: Grouping, partials: Partials) -> nw.LazyFrame[Any]:
    """Group the rows and give a row a group, with its keys and what the passes leave.

    Args:
        frame: The rows.
        grouping: By what they are grouped.
        partials: What the passes leave.
    """
    import narwhals as nw

    passes: list[nw.LazyFrame[Any]] = []
    if not partials.rows:  # for sub-periods do not tell of groups without any time
        partials.rows["rows"] = Part("rows", nw.len(), nw.Int64(), "sum")
    every = _every_part(partials)
    for kept, over in grouping.kept_keys():
        found = _aggregated(frame, kept, partials.rows)
        passes.append(_filled(found, grouping, kept, over, every))
        for per, parts in partials.sub_rows.items():
            found = _of_sub_periods(frame, kept, per, parts, partials.sub_periods[per])
            passes.append(_filled(found, grouping, kept, over, every))
    if grouping.listed:
        passes.append(_filled(_indexed(frame, grouping), grouping, grouping.keys, None, every))
    if len(passes) == 1:
        return passes[0]
    return _merged(nw.concat(passes), [*grouping.keys, MARGIN], every)


def _every_part(partials: Partials) -> dict[str, Part]:
    every = dict(partials.rows)
    for parts in partials.sub_periods.values():
        every.update(parts)
    return every


def _aggregated(
    frame: nw.LazyFrame[Any], keys: Sequence[str], parts: Mapping[str, Part]
) -> nw.LazyFrame[Any]:
    made = {part.name: part.expression for part in parts.values()}
    return frame.group_by(*keys).agg(**made) if keys else frame.select(**made)


def _merged(
    passes: nw.LazyFrame[Any], keys: Sequence[str], every: Mapping[str, Part]
) -> nw.LazyFrame[Any]:
    import narwhals as nw

    made = {}
    for name, part in every.items():
        column = nw.col(name)
        made[name] = (column.sum() if part.merge == "sum" else column.max()).cast(part.dtype)
    return passes.group_by(*keys).agg(**made)


def _of_sub_periods(
    frame: nw.LazyFrame[Any],
    kept: Sequence[str],
    per: str,
    parts: Mapping[str, Part],
    left: Mapping[str, Part],
) -> nw.LazyFrame[Any]:
    """Make the aggregates of the sub-periods of each group, and then of these those of a group."""
    import narwhals as nw

    found = _aggregated(frame, [*kept, f"s_{per}"], parts)
    found = found.filter(~nw.col(f"s_{per}").is_null())
    # In the types that are the same on all engines, before they are put together.
    found = found.with_columns(*(nw.col(p.name).cast(p.dtype) for p in parts.values()))
    if per == "month":
        month = nw.col("s_month").dt
        found = found.with_columns(number=month.year().cast(nw.Int64) * 12 + month.month())
    else:
        found = add_numbers(found, {"number": f"s_{per}"})
    return _aggregated(found, kept, left)


def _filled(
    found: nw.LazyFrame[Any],
    grouping: Grouping,
    kept: Sequence[str],
    over: str | None,
    every: Mapping[str, Part],
) -> nw.LazyFrame[Any]:
    """Give a pass all columns, in one order and with the same types as those of others."""
    import narwhals as nw

    have = found.collect_schema()
    made: dict[str, nw.Expr] = {}
    for key in grouping.keys:
        wanted = grouping.types[key]
        column = nw.col(key) if key in kept else nw.lit(None)
        made[key] = column if key in kept and have[key] == wanted else column.cast(wanted)
    made[MARGIN] = nw.lit(over).cast(nw.String)
    for name, part in every.items():
        column = nw.col(name) if name in have else nw.lit(None)
        column = column.cast(part.dtype)
        made[name] = column.fill_null(0) if part.merge == "sum" else column
    return found.select(**made)


def _indexed(frame: nw.LazyFrame[Any], grouping: Grouping) -> nw.LazyFrame[Any]:
    """Make a row of each group that has to be there: each index by all groups of other keys."""
    import narwhals as nw

    others = [key for key in grouping.keys if key not in grouping.listed]
    if others:
        found = frame.select(*others).unique()
    else:
        found = frame.head(0).select(nw.len().alias("one"))  # one row, of whatever frame
    for key, values in grouping.listed.items():
        listed = nw.lit(list(dict.fromkeys(values)))
        found = found.with_columns(listed.alias(key)).explode(key)
    return found
