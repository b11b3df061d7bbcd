"""The newest posts of a table, as DuckDB finds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from typing import Annotated, Final, TypeAlias, cast

from pydantic import Field, TypeAdapter, ValidationError

from mgov.errors import InvalidValueError
from mgov.values.problems import problems_of
from mgov.values.tables import Column, Table, TableSource, open_table
from mgov.values.web_address import WebAddress
from mgov.values.word import Word

__all__ = ["FIRST_MOMENT", "PostsRow", "newest_posts"]

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
# A day after the first that Python knows, so that it can be shown in every time zone.
FIRST_MOMENT: Final = (datetime(1, 1, 2, tzinfo=UTC) - _EPOCH) // timedelta(microseconds=1)

_COLUMNS: Final = (
    Column("account", "text"),
    Column("column", "text", required=False),
    Column("published", "moment"),
    Column("identifier", "text"),
    Column("address", "text", required=False),
    Column("deleted", "moment", required=False),
)

# The newest post of each account, or of each of its columns, that could be read at the moment.
# Of several posts of one time it is the one that `mgov.accounts.activity.newness` puts last:
# structs are compared field by field, and texts by their code points, as in Python.
_QUERY: Final = """
    SELECT account, part, newest.published, newest.identifier, {shown_address}, number, incomplete
    FROM (
        SELECT account, {part} AS part,
            max(struct_pack(published := published, identifier := identifier{address}))
                FILTER (published <= $moment AND (deleted IS NULL OR deleted > $moment)) AS newest,
            count(*) AS number,
            count(*) FILTER (account IS NULL OR published IS NULL OR identifier IS NULL)
                AS incomplete
        FROM (
            SELECT * REPLACE (epoch_us(published) AS published, epoch_us(deleted) AS deleted)
            FROM records
        )
        GROUP BY account, part
    )
"""
_WITHOUT_ADDRESS: Final = {"address": "", "shown_address": "NULL"}
_WITH_ADDRESS: Final = {
    "address": ", address := coalesce(address, '')",
    "shown_address": "nullif(newest.address, '')",
}

PostsRow: TypeAlias = tuple[
    Word,  # the account
    Word | None,  # the column
    Annotated[int, Field(ge=FIRST_MOMENT)] | None,  # when its newest post was published
    Word | None,  # the identifier of that post
    WebAddress | None,  # its address
    int,  # how many posts there are
    int,  # how many of them lack what a post has to have
]
"""The posts of an account, or of a column of it; times are microseconds of 1970 in UTC."""

_incomplete: Final = itemgetter(6)
_validated: Final = TypeAdapter(list[PostsRow]).validate_python


def newest_posts(
    posts: TableSource,
    moment: int,
    *,
    columns: Mapping[str, str],
    time_zone: str | None,
    by_column: bool,
) -> Iterator[PostsRow]:
    """Find the newest post of each account, or of each of its columns, at a moment.

    An account may come several times, if a table writes its identifier in several ways.

    Raises:
        mgov.errors.InvalidValueError: If a row lacks what every post has, or the newest post of an
            account has something that no post can have.
    """
    names = {column.name: columns.get(column.name, column.name) for column in _COLUMNS}
    incomplete = 0
    with open_table(posts, _COLUMNS, columns=columns, time_zone=time_zone, called="posts") as table:
        for rows in table.rows(_query(table, by_column=by_column), moment=moment):
            incomplete += sum(cast("Iterator[int]", map(_incomplete, rows)))
            if not incomplete:
                yield from _valid(rows, names)
    if incomplete:
        needed = ", ".join(names[name] for name in ("account", "published", "identifier"))
        trouble = f"have {incomplete:,} {'row' if incomplete == 1 else 'rows'} without a value"
        remedy = f"Fill in {needed}, or leave these rows out."
        raise InvalidValueError(trouble, field="posts", remedy=remedy, code="posts_incomplete")


def _query(table: Table, *, by_column: bool) -> str:
    part = '"column"' if by_column else "NULL::VARCHAR"
    address = _WITHOUT_ADDRESS if "address" in table.lacking else _WITH_ADDRESS
    return _QUERY.format(part=part, **address)


def _valid(rows: list[tuple[object, ...]], names: Mapping[str, str]) -> list[PostsRow]:
    try:
        return _validated(rows)
    except ValidationError as error:
        [problem, *_] = problems_of(error)
        row, cell = problem.loc[:2]
        name = names[_COLUMNS[int(cell)].name]
        trouble, remedy = problem.trouble, problem.remedy
        if problem.code == "greater_than_equal":  # of a number that no table shows
            trouble, remedy = "is before the year 1", "Correct it."
        trouble = f"{trouble} (in the newest post of {rows[int(row)][0]!r})"
        raise InvalidValueError(
            trouble, field=f"posts.{name}", remedy=remedy, code=problem.code
        ) from None
