"""What a mini program is told when WeChat opened it for an ordinary link."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final, NamedTuple
from urllib.parse import unquote_to_bytes

from mgov.errors import InvalidValueError
from mgov.qr.link import Link
from mgov.values.host_policy import HostPolicy

__all__ = ["WeChatScan", "parse_q"]

_TIME: Final = "scancode_time"
# What encodeURIComponent leaves as it is, and its escapes.
_ENCODED: Final = re.compile(r"(?:[A-Za-z0-9\-_.!~*'()]|%[0-9A-Fa-f]{2})+")
_STILL_ENCODED: Final = re.compile("https?%3a", re.IGNORECASE)
_SECONDS: Final = re.compile("[0-9]{1,11}")
_MILLISECONDS: Final = re.compile("[0-9]{12,14}")


class WeChatScan(NamedTuple):
    """That somebody scanned an ordinary link and was led to the mini program.

    Attributes:
        link: The link in the code, checked.
        scanned_at: When it was scanned; None if WeChat did not say.

    Example:
        >>> from mgov import qr
        >>> link, scanned_at = qr.parse_q(
        ...     "q=https%3A%2F%2Fwww.gov.cn%2Fs%2F1&scancode_time=1502932271", policy="gov.cn"
        ... )
        >>> link.text, scanned_at.isoformat()
        ('https://www.gov.cn/s/1', '2017-08-17T01:11:11+00:00')
    """

    link: Link
    scanned_at: datetime | None


def parse_q(launch: str | Mapping[str, str], *, policy: HostPolicy | str) -> WeChatScan:
    """Read what WeChat hands to the page of a mini program: `q` and `scancode_time`.

    `q` is the link of the code, encoded once by `encodeURIComponent`; it is decoded once here.
    Anybody can open the page with a `q` of their own, so the policy decides what is trusted;
    where links are signed, check the signature too.

    Args:
        launch: The object that `onLoad` received, as it is; or the query, with or without the
            page in front, as in `pages/index?q=…`.
        policy: Which hosts the link may have.

    Raises:
        mgov.errors.UnsafeLinkError: If the policy refuses the link.
        mgov.errors.InvalidValueError: If there is no `q`, or more than one; if it was decoded
            before or is encoded twice; or if the time is no number of seconds.

    Example:
        >>> from mgov import qr
        >>> qr.parse_q({"q": "https%3A%2F%2Fwww.gov.cn%2F"}, policy="gov.cn").link.text
        'https://www.gov.cn/'
        >>> qr.parse_q({"q": "https://www.gov.cn/"}, policy="gov.cn")
        Traceback (most recent call last):
        mgov.errors.InvalidValueError: q: is not encoded. Pass it as onLoad received it, undecoded.
    """
    given = _pairs(launch) if isinstance(launch, str) else dict(launch)
    if not given.get("q"):
        raise _refusal("q", "is missing", "Pass all that onLoad received.", "q_missing")
    return WeChatScan(Link(_decoded(given["q"]), policy=policy), _moment(given.get(_TIME)))


def _pairs(text: str) -> dict[str, str]:
    query = text.partition("#")[0].rpartition("?")[2]
    given: dict[str, str] = {}
    for parameter in query.split("&"):
        name, _, value = parameter.partition("=")
        if name in given and name in {"q", _TIME}:
            raise _refusal(name, "stands there twice", "Pass it as WeChat gave it.", "q_twice")
        given[name] = value
    return given


def _decoded(q: str) -> str:
    if not _ENCODED.fullmatch(q):
        remedy = "Pass it as onLoad received it, undecoded."
        raise _refusal("q", "is not encoded", remedy, "q_not_encoded")
    try:
        text = unquote_to_bytes(q).decode()
    except UnicodeDecodeError:
        remedy = "Pass it as onLoad received it."
        raise _refusal("q", "is not UTF-8", remedy, "q_not_utf8") from None
    if _STILL_ENCODED.match(text):
        remedy = "Pass it as onLoad received it; encode nothing again."
        raise _refusal("q", "is encoded twice", remedy, "q_encoded_twice")
    return text


def _moment(seconds: str | None) -> datetime | None:
    if seconds is None:
        return None
    if not _SECONDS.fullmatch(seconds):
        milli = _MILLISECONDS.fullmatch(seconds)
        trouble = "is in milliseconds" if milli else "is no number of seconds since 1970"
        raise _refusal(_TIME, trouble, "Pass it as WeChat gave it, in seconds.", "q_time")
    return datetime.fromtimestamp(int(seconds), UTC)


def _refusal(field: str, trouble: str, remedy: str, code: str) -> InvalidValueError:
    return InvalidValueError(trouble, field=field, remedy=remedy, code=code)
