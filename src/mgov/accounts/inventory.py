"""Reading the inventory of accounts that an agency keeps: a table in a CSV file."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from datetime import date
from itertools import chain
from typing import TypeAlias

from mgov.accounts.account import Account
from mgov.accounts.bodies import plain_name
from mgov.accounts.directory import AccountDirectory
from mgov.accounts.inventory_rows import Row, account_of
from mgov.accounts.inventory_table import Layout, OnProblem, Table, read_text
from mgov.accounts.inventory_words import InventoryField, plain_word, words
from mgov.accounts.platform import Platform
from mgov.errors import LineProblem, Problem
from mgov.values.jsonl import Report
from mgov.values.jsonl.lines import Source, name_of

__all__ = ["check_inventory", "read_inventory"]

_LIMIT = 100
_ENOUGH = 3  # accounts of a name on a platform: without the one that asks, it is not the only one

_Named: TypeAlias = dict[str, dict[Platform, list[Account]]]
"""The first few accounts of each name, by their platforms."""


def read_inventory(
    source: Source,
    *,
    columns: Mapping[str, InventoryField | str | None] | None = None,
    platforms: Mapping[str, Platform | str] | None = None,
    as_of: date | None = None,
    encoding: str = "utf-8",
    head_line: int = 1,
    on_problem: Callable[[LineProblem], object] | None = None,
) -> AccountDirectory:
    r"""Read the accounts that a CSV file lists, one a row.

    The usual heads of columns are known, in Chinese and English (`账号名称`, `平台`, `主办单位`,
    `开设时间`, …, and the values of `InventoryField`), and so are the usual names of platforms.
    A platform and a name are all that a row needs. Days are written as in 2017-08-17, 2017/8/17
    or 2017年8月17日; what stands for nothing (`无`, `/`, `-`) is nothing.

    Nothing is guessed and nothing is dropped in silence: a column that is not known, a platform
    by another name, a row with too few cells are problems, and all of them are said at once.

    Where there is no column for it, an identifier is made from the platform and the handle, or
    else the name: `weibo:jinan`. Should two rows have the same, the second ends in `#2`, so that
    `AccountDirectory.duplicates` can report them.

    Args:
        source: The path of a file, or an open file. Cells may be parted by commas, tabs or
            semicolons.
        columns: What columns say, by their heads, besides those that are known; None for a
            column to leave out.
        platforms: Which platform a name means, besides those that are known: `{"视频号":
            "other"}`.
        as_of: Of which day the inventory is. An account that it lists as suspended or closed
            without a day is so from this one.
        encoding: How the file is encoded, such as `gb18030`. A byte order mark is accepted.
        head_line: In which line the heads of the columns stand; lines before it are titles.
        on_problem: Called with each problem; then nothing is raised, and the accounts of the
            good rows are returned.

    Returns:
        A directory of the accounts, in the order of the rows. It has no bodies yet:
        `directory.replace(bodies=...)` adds them.

    Raises:
        OSError: If the file cannot be read.
        mgov.errors.InvalidRecordsError: If anything is wrong with it.
        mgov.errors.InvalidDataError: If `columns` or `platforms` name what there is not.

    Example:
        >>> import io
        >>> from mgov.accounts import read_inventory
        >>> file = io.StringIO(
        ...     "账号名称,平台,主办单位,开设时间\n甲县发布,新浪微博,甲县人民政府,2016年3月1日\n"
        ... )
        >>> [account] = read_inventory(file)
        >>> print(account.identifier, account.operator.name, account.opened_on)
        weibo:甲县发布 甲县人民政府 2016-03-01
    """
    problems: list[LineProblem] = []
    layout = Layout.of(columns, platforms, as_of, encoding, head_line)
    accounts = _accounts(source, layout, problems.append if on_problem is None else on_problem)
    _report(source, accounts, problems).raise_for_problems()
    return AccountDirectory(accounts=tuple(accounts))


def check_inventory(
    source: Source,
    *,
    columns: Mapping[str, InventoryField | str | None] | None = None,
    platforms: Mapping[str, Platform | str] | None = None,
    as_of: date | None = None,
    encoding: str = "utf-8",
    head_line: int = 1,
) -> Report:
    r"""Check a CSV file as `read_inventory` reads it, and report what is wrong with it.

    Args:
        source: The path of a file, or an open file.
        columns: What columns say, as for `read_inventory`, and so are the others.
        platforms: Which platform a name means.
        as_of: Of which day the inventory is.
        encoding: How the file is encoded.
        head_line: In which line the heads of the columns stand.

    Raises:
        OSError: If the file cannot be read.
        mgov.errors.InvalidDataError: If `columns` or `platforms` name what there is not.

    Example:
        >>> import io
        >>> from mgov.accounts import check_inventory
        >>> file = io.StringIO("账号名称,平台,开设时间,粉丝数\n甲县发布,某平台,2016年3月,300\n")
        >>> print(check_inventory(file))
        records: 0 records, 3 problems
          line 1: 粉丝数: is no column that is known. Say its field with columns={head: field}; None
          leaves the column out.
          line 2: 平台: is a platform by none of the known names. Say which one it is with
          platforms={name: platform}; any other is other.
          line 2: 开设时间: is no day. Write it as in 2017-08-17 or 2017年8月17日.
    """
    problems: list[LineProblem] = []
    layout = Layout.of(columns, platforms, as_of, encoding, head_line)
    accounts = _accounts(source, layout, problems.append)
    return _report(source, accounts, problems)


def _report(source: Source, accounts: list[Account], problems: list[LineProblem]) -> Report:
    first = tuple(problems[:_LIMIT])
    return Report(name_of(source), len(accounts), first, len(problems))


def _accounts(source: Source, layout: Layout, report: OnProblem) -> list[Account]:
    text = read_text(source, layout.encoding, report)
    if text is None:
        return []
    table = Table(text, layout, report)
    platforms = words().platforms | {
        plain_word(name): platform for name, platform in layout.platforms.items()
    }
    lines: dict[str, int] = {}
    numbers: dict[str, int] = {}
    accounts: list[Account] = []
    for line, cells in table:
        row = Row(cells, table.heads, platforms, layout.as_of)
        found = account_of(row, lambda name: _free(name, lines, numbers))
        problems = found if isinstance(found, list) else _twice(row, found, lines)
        for problem in problems:
            report(LineProblem(line, problem))
        if not problems and isinstance(found, Account):
            lines[found.identifier] = line
            accounts.append(found)
    return _with_successors(accounts)


def _free(name: str, taken: Container[str], numbers: dict[str, int]) -> str:
    """An identifier that is not taken: the name, else the name with a number.

    The numbers are how far each name got, so that a name in every row is not counted up anew.
    """
    number = numbers.get(name, 1)
    free = name if number == 1 else f"{name}#{number}"
    while free in taken:
        number += 1
        free = f"{name}#{number}"
    numbers[name] = number
    return free


def _twice(row: Row, account: Account, lines: Mapping[str, int]) -> list[Problem]:
    line = lines.get(account.identifier)
    if line is None:
        return []
    trouble, remedy = f"is that of line {line} too", "Give each account its own."
    return [row.problem(InventoryField.IDENTIFIER, trouble, remedy, "account_twice")]


def _with_successors(accounts: list[Account]) -> list[Account]:
    """Replace what an account is said to be merged into by an identifier, where it names one."""
    identifiers = {account.identifier for account in accounts}
    named: _Named = {}
    for account in accounts:
        names = {name for _, name in account.name.items()} | {account.handle or str(account.name)}
        for name in set(map(_called, names)):
            known = named.setdefault(name, {}).setdefault(account.platform, [])
            if len(known) < _ENOUGH:
                known.append(account)
    return [
        account
        if account.merged_into is None or account.merged_into in identifiers
        else account.replace(merged_into=_successor(account, account.merged_into, named))
        for account in accounts
    ]


def _successor(account: Account, into: str, named: _Named) -> str:
    """The one account of a name, if need be the one on the same platform; else the name."""
    known = chain.from_iterable(named.get(_called(into), {}).values())
    others = [each for each in known if each is not account]
    near = [each for each in others if each.platform is account.platform]
    found = near if len(others) > 1 else others
    return found[0].identifier if len(found) == 1 else into


def _called(name: str) -> str:
    return plain_name(name).removeprefix("@")
