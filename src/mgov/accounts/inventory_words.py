"""The words of inventories: which field a column is, which platform and status a cell names."""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from enum import StrEnum
from importlib import resources
from typing import Final, NamedTuple

from mgov.accounts.lifecycle import AccountStatus
from mgov.accounts.platform import Platform

__all__ = ["InventoryField", "Words", "plain_word", "words"]

_IN_BRACKETS: Final = re.compile(r"\([^()]*\)")


class InventoryField(StrEnum):
    """What a column of an inventory says of an account.

    Attributes:
        IDENTIFIER: What posts and other records call the account by.
        PLATFORM: Where it is.
        HANDLE: Its name in the address of the platform, or its number there.
        NAME: Its name as people see it.
        ADDRESS: Its page.
        OPERATOR: The name of the body that runs it (主办单位).
        OPERATOR_CODE: The unified social credit code of that body.
        OPERATOR_DIVISION: The division that it serves, by GB/T 2260.
        SPONSOR: The name of the body above it (主管单位).
        PURPOSE: What it is for.
        VERIFIED: Whether anybody has checked whose account it is: yes or no.
        VERIFIED_BY: Who has.
        STATUS: How it stands: active, suspended or closed.
        FILED: The day on which it was put on record (备案).
        OPENED: The day on which it was opened.
        CHANGED: The day on which its record was last changed (变更).
        SUSPENDED: The day on which it was halted.
        RESUMED: The day on which it went on.
        CLOSED: The day on which it was closed.
        MERGED_INTO: The account that goes on in its place: its identifier, handle or name.

    Example:
        >>> from mgov.accounts import InventoryField
        >>> InventoryField("operator").name
        'OPERATOR'
    """

    IDENTIFIER = "identifier"
    PLATFORM = "platform"
    HANDLE = "handle"
    NAME = "name"
    ADDRESS = "address"
    OPERATOR = "operator"
    OPERATOR_CODE = "operator_code"
    OPERATOR_DIVISION = "operator_division"
    SPONSOR = "sponsor"
    PURPOSE = "purpose"
    VERIFIED = "verified"
    VERIFIED_BY = "verified_by"
    STATUS = "status"
    FILED = "filed"
    OPENED = "opened"
    CHANGED = "changed"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    CLOSED = "closed"
    MERGED_INTO = "merged_into"


class Words(NamedTuple):
    """Plain words, and what each of them means."""

    columns: dict[str, InventoryField | None]
    platforms: dict[str, Platform]
    statuses: dict[str, AccountStatus]
    truths: dict[str, bool]
    blanks: frozenset[str]


def plain_word(text: str) -> str:
    """Write a word as it is looked up: `＊开设时间（年-月-日）` is 开设时间."""
    narrow = unicodedata.normalize("NFKC", text).casefold()
    bare = _IN_BRACKETS.sub("", narrow) or narrow
    return "".join(bare.replace("_", " ").split()).strip("*:")


@functools.cache
def words() -> Words:
    """Return the words that come with the library."""
    text = resources.files("mgov.accounts").joinpath("inventory.toml").read_text("utf-8")
    data = tomllib.loads(text)
    columns: dict[str, InventoryField | None] = {
        plain_word(word): field
        for field in InventoryField
        for word in (field.value, *data["columns"][field])
    }
    return Words(
        columns=columns | dict.fromkeys(map(plain_word, data["passed_over"])),
        platforms={
            plain_word(word): platform
            for platform in Platform
            for word in (platform.value, *data["platforms"].get(platform, ()))
        },
        statuses={
            plain_word(word): AccountStatus(status)
            for status, known in data["status"].items()
            for word in (status, *known)
        },
        truths={
            plain_word(word): truth
            for truth, name in ((True, "true"), (False, "false"))
            for word in data[name]
        },
        blanks=frozenset(data["blank"]),
    )
