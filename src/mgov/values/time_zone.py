"""Time zones by their IANA names, as models keep them."""

from __future__ import annotations

from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator

from mgov.errors import InvalidValueError

__all__ = ["TimeZoneName", "time_zone"]


def time_zone(name: str) -> ZoneInfo:
    """Return the time zone of a name.

    Args:
        name: A name of the IANA list, in its own capitals.

    Raises:
        mgov.errors.InvalidValueError: If there is no such zone, or the name stands for whatever
            zone the machine is set to.

    Example:
        >>> from mgov.values.time_zone import time_zone
        >>> time_zone("Asia/Shanghai")
        zoneinfo.ZoneInfo(key='Asia/Shanghai')
    """
    try:
        # `localtime` is a file of many systems and another zone on each of them.
        zone = None if name == "localtime" else ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        zone = None
    if zone is None:
        trouble, remedy = "is no time zone", "Give a name of the IANA list: Asia/Shanghai."
        raise InvalidValueError(trouble, field="time_zone", remedy=remedy, code="time_zone")
    return zone


def _checked(name: str) -> str:
    try:
        time_zone(name)
    except InvalidValueError as error:
        raise error.as_pydantic() from None
    return name


TimeZoneName = Annotated[str, AfterValidator(_checked)]
"""The name of a time zone, such as Asia/Shanghai: what a model keeps instead of an offset."""
