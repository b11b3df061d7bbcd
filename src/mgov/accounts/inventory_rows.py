"""A row of an inventory becomes an account, or says all that is wrong with it."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple

from mgov.accounts.account import Account
from mgov.accounts.inventory_words import InventoryField, plain_word, words
from mgov.accounts.lifecycle import AccountEventKind, AccountStatus
from mgov.accounts.platform import Platform
from mgov.errors import InvalidDataError, InvalidValueError, Problem
from mgov.values.period import Period
from mgov.values.text import Text

__all__ = ["Row", "account_of"]

_TIME: Final = re.compile(r"[T ]+\d{1,2}:\d{2}(?::\d{2})?$")
_DAYS: Final = {
    InventoryField.FILED: AccountEventKind.FILED,
    InventoryField.OPENED: AccountEventKind.OPENED,
    InventoryField.CHANGED: AccountEventKind.CHANGED,
    InventoryField.SUSPENDED: AccountEventKind.SUSPENDED,
    InventoryField.RESUMED: AccountEventKind.RESUMED,
    InventoryField.CLOSED: AccountEventKind.CLOSED,
}
_STANDS_BY: Final = {
    AccountStatus.SUSPENDED: AccountEventKind.SUSPENDED,
    AccountStatus.CLOSED: AccountEventKind.CLOSED,
}
_AS_LISTED: Final = Text(
    en="As listed that day; the day itself is not on record.", zh="按当日台账所列；具体日期无记录。"
)

# Where the model finds something wrong -> the column that said it.
_SAID_IN: Final[dict[tuple[str, ...], InventoryField]] = {
    ("identifier",): InventoryField.IDENTIFIER,
    ("handle",): InventoryField.HANDLE,
    ("name",): InventoryField.NAME,
    ("address",): InventoryField.ADDRESS,
    ("operator", "name"): InventoryField.OPERATOR,
    ("operator", "credit_code"): InventoryField.OPERATOR_CODE,
    ("operator", "area_served", "division"): InventoryField.OPERATOR_DIVISION,
    ("sponsor", "name"): InventoryField.SPONSOR,
    ("purpose",): InventoryField.PURPOSE,
    ("verification", "by"): InventoryField.VERIFIED_BY,
    ("merged_into",): InventoryField.MERGED_INTO,
}


class Row(NamedTuple):
    """The cells of a row that say something, and how the file calls their columns."""

    cells: Mapping[InventoryField, str]
    heads: Mapping[InventoryField, str]
    platforms: Mapping[str, Platform]
    as_of: date | None

    def problem(self, field: InventoryField, trouble: str, remedy: str, code: str) -> Problem:
        """Say what is wrong in a column."""
        return Problem((self.heads.get(field, field.value),), trouble, remedy, code)


def account_of(row: Row, named: Callable[[str], str]) -> Account | list[Problem]:
    """Make the account of a row.

    Args:
        row: The row.
        named: Makes an identifier of its own from that of a platform and a name.

    Returns:
        The account, or all that is wrong with it.
    """
    problems: list[Problem] = []
    platform = _platform(row, problems)
    name = row.cells.get(InventoryField.NAME)
    if name is None:
        remedy = "Write the name of the account."
        problems.append(row.problem(InventoryField.NAME, "is empty", remedy, "missing"))
    events = _events(row, problems)
    where = row.cells.get(InventoryField.PLATFORM) if platform is Platform.OTHER else platform
    data = {
        "identifier": row.cells.get(InventoryField.IDENTIFIER)
        or named(_on_one_line(f"{where}:{row.cells.get(InventoryField.HANDLE, name)}")),
        "platform": platform or Platform.OTHER,
        "handle": row.cells.get(InventoryField.HANDLE),
        "name": name or "-",
        "address": row.cells.get(InventoryField.ADDRESS),
        "verification": _verification(row, problems),
        "operator": _operator(row, problems),
        "sponsor": _organization(row.cells.get(InventoryField.SPONSOR)),
        "purpose": row.cells.get(InventoryField.PURPOSE),
        "events": events,
        "merged_into": row.cells.get(InventoryField.MERGED_INTO),
    }
    try:
        account = Account.model_validate(data)
    except InvalidDataError as error:
        return [*problems, *_at_their_columns(row, error.problems)]
    return problems or _contradictions(row, account) or account


def _platform(row: Row, problems: list[Problem]) -> Platform | None:
    field = InventoryField.PLATFORM
    written = row.cells.get(field)
    if written is None:
        remedy = "Write the platform of the account."
        problems.append(row.problem(field, "is empty", remedy, "missing"))
        return None
    platform = row.platforms.get(plain_word(written))
    if platform is None:
        trouble = "is a platform by none of the known names"
        remedy = "Say which one it is with platforms={name: platform}; any other is other."
        problems.append(row.problem(field, trouble, remedy, "platform_unknown"))
    return platform


def _operator(row: Row, problems: list[Problem]) -> dict[str, object] | None:
    operator = _organization(row.cells.get(InventoryField.OPERATOR))
    code = row.cells.get(InventoryField.OPERATOR_CODE)
    division = row.cells.get(InventoryField.OPERATOR_DIVISION)
    if operator is None:
        if code is not None or division is not None:
            trouble = "is empty, though something of it is given"
            remedy = "Write the name of the body."
            problems.append(row.problem(InventoryField.OPERATOR, trouble, remedy, "missing"))
        return None
    if code is not None:
        operator["credit_code"] = code
    if division is not None:
        operator["area_served"] = {"division": division}
    return operator


def _organization(name: str | None) -> dict[str, object] | None:
    return None if name is None else {"name": name}


def _verification(row: Row, problems: list[Problem]) -> dict[str, object] | None:
    field = InventoryField.VERIFIED
    by, written = row.cells.get(InventoryField.VERIFIED_BY), row.cells.get(field)
    truth = None if written is None else words().truths.get(plain_word(written))
    if written is not None and truth is None:
        remedy = "Write 是 or 否, yes or no."
        problems.append(row.problem(field, "is neither yes nor no", remedy, "truth_unknown"))
    if by is not None and truth is False:
        trouble, remedy = "says no, though somebody has checked it", "Correct one of the two."
        problems.append(row.problem(field, trouble, remedy, "inventory_contradiction"))
    return {"by": by} if by is not None or truth else None


def _events(row: Row, problems: list[Problem]) -> list[dict[str, object]]:
    events: list[dict[str, object]] = []
    for field, kind in _DAYS.items():
        written = row.cells.get(field)
        if written is None:
            continue
        day = _day(written)
        if day is None:
            trouble, remedy = "is no day", "Write it as in 2017-08-17 or 2017年8月17日."
            problems.append(row.problem(field, trouble, remedy, "date_parsing"))
        else:
            events.append({"kind": kind, "on": day})
    stated = _stated(row, problems)
    ended = None if stated is None else _STANDS_BY.get(stated)
    if ended is None or InventoryField(ended) in row.cells:
        return events
    if row.as_of is not None:
        return [*events, {"kind": ended, "on": row.as_of, "note": _AS_LISTED}]
    trouble = f"says {ended} without a day"
    remedy = f"Add a column with the day ({ended}), or say with as_of= of which day the list is."
    problems.append(row.problem(InventoryField.STATUS, trouble, remedy, "status_without_day"))
    return events


@functools.lru_cache(maxsize=4096)  # a day is written in many rows
def _day(written: str) -> date | None:
    try:
        period = Period.parse(_TIME.sub("", written))
    except InvalidValueError:
        return None
    return period.start if not period.as_of and period.days == 1 else None


def _stated(row: Row, problems: list[Problem]) -> AccountStatus | None:
    written = row.cells.get(InventoryField.STATUS)
    if written is None:
        return None
    status = words().statuses.get(plain_word(written))
    if status is None:
        remedy = "Write 正常, 停更 or 关停, or active, suspended or closed."
        trouble = "is no status of an account"
        problems.append(row.problem(InventoryField.STATUS, trouble, remedy, "status_unknown"))
    return status


def _contradictions(row: Row, account: Account) -> list[Problem]:
    stated = _stated(row, [])  # a word that is no status was reported with the days
    found = account.status_at(row.as_of or date.max)
    if stated in {None, found} or (stated, found) == (AccountStatus.ACTIVE, AccountStatus.UNKNOWN):
        return []
    trouble = f"says {stated}, where the days of the row make it {found}"
    remedy = "Correct the status or the days."
    code = "inventory_contradiction"
    return [row.problem(InventoryField.STATUS, trouble, remedy, code)]


def _on_one_line(name: str) -> str:
    return " ".join(name.split())  # cells of spreadsheets may be wrapped


def _at_their_columns(row: Row, problems: Iterable[Problem]) -> Iterator[Problem]:
    for problem in problems:
        # An identifier that was made here is wrong only where what it was made of is too.
        if problem.loc != ("identifier",) or InventoryField.IDENTIFIER in row.cells:
            yield _at_its_column(row, problem)


def _at_its_column(row: Row, problem: Problem) -> Problem:
    path = tuple(part for part in problem.loc if isinstance(part, str))
    field = _SAID_IN.get(path)
    # What is wrong with the days together, no one column says.
    loc = () if field is None else (row.heads.get(field, field.value),)
    return problem._replace(loc=loc)
