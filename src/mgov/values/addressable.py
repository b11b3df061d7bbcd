"""Whatever has a public address, said as a protocol, so that no room must know another's models."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from mgov.values.text import Text
from mgov.values.web_address import WebAddress

__all__ = ["Addressable"]


@runtime_checkable
class Addressable(Protocol):
    """Something that a link can lead to: it has a public address and a title.

    A service, an article or an account's page is one without saying so; any class of yours
    with these two attributes is one as well.

    Example:
        >>> from mgov import WebAddress
        >>> from mgov.values.addressable import Addressable
        >>> class Notice:
        ...     address = WebAddress("https://www.gov.cn/")
        ...     title = "公告"
        >>> isinstance(Notice(), Addressable)
        True
    """

    @property
    def address(self) -> WebAddress | None:
        """Where it is found; nothing if it has no page of its own."""

    @property
    def title(self) -> Text | str:
        """What it is called."""
