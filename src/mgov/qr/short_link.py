"""A short link and what stands behind it, checked at both ends and without a network."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Protocol, Self

from pydantic import model_validator

from mgov.errors import InvalidValueError
from mgov.qr.link import Link
from mgov.qr.page import page_of
from mgov.values.host_policy import HostPolicy
from mgov.values.model import Model
from mgov.values.text import Text
from mgov.values.web_address import WebAddress

__all__ = ["ShortLink", "ShortLinkResolver", "ShortLinkTable"]

_FIELD: Final = "short_link"


class ShortLinkResolver(Protocol):
    """Whoever knows short links: your own service, its database, or a `ShortLinkTable`.

    The library opens no connection: the program that calls it brings an object with these two
    methods.

    Example:
        >>> from mgov import qr
        >>> class Ours:
        ...     def shorten(self, address: str) -> str:
        ...         return "https://go.gov.cn/AB12CD"
        ...
        ...     def expand(self, address: str) -> str | None:
        ...         known = {"https://go.gov.cn/AB12CD": "https://www.gov.cn/?a=1"}
        ...         return known.get(address)
        >>> link = qr.Link("https://www.gov.cn/?a=1", policy="gov.cn")
        >>> qr.ShortLink.of(link, Ours()).short.text
        'https://go.gov.cn/AB12CD'
    """

    def shorten(self, address: str) -> str:
        """Return the short address of a long one, made anew if there is none."""

    def expand(self, address: str) -> str | None:
        """Return what a short address leads to; None if it is no short address."""


@dataclass(frozen=True, slots=True)
class ShortLink:
    """A short link for the code and for people to type, and the link behind it.

    The long link may be tagged and signed: behind a short one this costs nothing. Both ends
    were checked when this was made. It is `Addressable`, by its short end.

    What a citizen scans is the short address alone; tags that somebody adds to it are not
    passed on to the long one, so that nobody who reprints a code can write into the statistics
    or break a signature.

    Attributes:
        short: What the code says.
        long: Where it leads.

    Example:
        >>> from mgov import qr
        >>> table = qr.ShortLinkTable(
        ...     entries={"https://go.gov.cn/wr": "https://www.gov.cn/?utm_source=poster"}
        ... )
        >>> found = qr.ShortLink.expand("https://go.gov.cn/wr", table, policy="gov.cn")
        >>> found.long.tags.source
        'poster'
    """

    short: Link
    long: Link

    @property
    def address(self) -> WebAddress:
        """The short address."""
        return self.short.address

    @property
    def title(self) -> Text:
        """What the long link leads to."""
        return self.long.title

    @classmethod
    def of(
        cls, link: Link, resolver: ShortLinkResolver, *, policy: HostPolicy | str | None = None
    ) -> ShortLink:
        """Shorten a link, and prove that the short one leads back to it.

        Args:
            link: The long link, tagged and signed if it is to be.
            resolver: Who knows short links.
            policy: Which hosts a short link may have; that of the link if nothing is given.

        Raises:
            mgov.errors.UnsafeLinkError: If the policy refuses the short address.
            mgov.errors.InvalidValueError: If the link is a short one itself, or the short one
                is the same address, is not known to the resolver, or leads elsewhere.

        Example:
            >>> from mgov import qr
            >>> table = qr.ShortLinkTable(entries={"https://go.gov.cn/a": "https://www.gov.cn/"})
            >>> link = qr.Link("https://www.gov.cn/", policy="gov.cn", title="中国政府网")
            >>> short = qr.ShortLink.of(link, table)
            >>> qr.make(short.short, show_address=True).address
            'go.gov.cn/a'
        """
        checked = link.policy if policy is None else HostPolicy.of(policy)
        if resolver.expand(link.text) is not None:
            raise _refusal("is a short link already", "Shorten the long one.", "chain")
        short = Link(resolver.shorten(link.text), policy=checked, title=link.title)
        if short.text == link.text:
            raise _refusal("leads to itself", "Correct the resolver.", "loop")
        behind = resolver.expand(short.text)
        if behind is None:
            raise _refusal(
                "is not known to the resolver that made it", "Correct the resolver.", "unknown"
            )
        if behind != link.text:
            raise _refusal(
                "leads elsewhere than it was made for", "Correct the resolver.", "changed"
            )
        return cls(short, link)

    @classmethod
    def expand(
        cls,
        address: str | Link,
        resolver: ShortLinkResolver,
        *,
        policy: HostPolicy | str,
        short_policy: HostPolicy | str | None = None,
    ) -> ShortLink:
        """Look up what a short link leads to, and check both ends.

        One step is looked up. A short link that leads to another short link is refused: each
        step more is one more place where the target can be exchanged.

        Args:
            address: The short address, as it was scanned.
            resolver: Who knows short links.
            policy: Which hosts the long link may lead to.
            short_policy: Which hosts a short link may have; as `policy` if nothing is given.

        Raises:
            mgov.errors.UnsafeLinkError: If a policy refuses its end.
            mgov.errors.InvalidValueError: If the resolver does not know the address, or it
                leads to itself or to another short link.

        Example:
            >>> from mgov import qr
            >>> table = qr.ShortLinkTable(
            ...     entries={"https://go.gov.cn/a": "https://www-gov-cn.com/"}
            ... )
            >>> qr.ShortLink.expand("https://go.gov.cn/a", table, policy="gov.cn")
            Traceback (most recent call last):
            mgov.errors.UnsafeLinkError: address: has a host that looks like an allowed one ...
        """
        short = Link(address, policy=policy if short_policy is None else short_policy)
        behind = resolver.expand(short.text)
        if behind is None:
            raise _refusal("is not known to the resolver", "Look for a typing error.", "unknown")
        long = Link(behind, policy=policy)
        if long.page == short.page:
            raise _refusal("leads to itself", "Correct the entry.", "loop")
        further = resolver.expand(long.text)
        if further is not None:
            back = Link(further, policy=policy).page == short.page
            trouble = "leads back to itself" if back else "leads to another short link"
            raise _refusal(trouble, "Let it lead to the page.", "loop" if back else "chain")
        return cls(short, long)


class ShortLinkTable(Model, frozen=True):
    """Short links as data that a team keeps, for instance beside its web server's redirects.

    It is a `ShortLinkResolver` that makes no new links: whoever keeps the table adds them.

    Attributes:
        entries: The long address by the short one, both in full.

    Raises:
        mgov.errors.InvalidDataError: If an address is none, or one stands there twice.

    Example:
        >>> from mgov import qr
        >>> table = qr.ShortLinkTable(entries={"https://go.gov.cn/a": "https://www.gov.cn/政策"})
        >>> table.shorten("https://www.gov.cn/%E6%94%BF%E7%AD%96")
        'https://go.gov.cn/a'
        >>> table.expand("https://go.gov.cn/b") is None
        True
    """

    entries: dict[WebAddress, WebAddress]

    @model_validator(mode="after")
    def _one_to_one(self) -> Self:
        longs, shorts = Counter(self.entries.values()), Counter(map(page_of, self.entries))
        for what, counts in (("long", longs), ("short", shorts)):
            twice = sum(count > 1 for count in counts.values())
            if twice:
                trouble = f"have the same {what} address twice ({twice} of them)"
                remedy = (
                    "Keep one short link for each page, so that its visits are counted together."
                )
                error = InvalidValueError(trouble, remedy=remedy, code="short_link_twice")
                raise error.as_pydantic()
        return self

    def shorten(self, address: str) -> str:
        """Return the short address of a long one.

        Args:
            address: The long address.

        Raises:
            mgov.errors.InvalidValueError: If the table has none.

        Example:
            >>> from mgov import qr
            >>> qr.ShortLinkTable(entries={}).shorten("https://www.gov.cn/")
            Traceback (most recent call last):
            mgov.errors.InvalidValueError: short_link: is missing for this address. Add an entry.
        """
        short = self._shorts.get(address)
        if short is None:
            raise _refusal("is missing for this address", "Add an entry.", "missing")
        return str(short)

    def expand(self, address: str) -> str | None:
        """Return what a short address leads to; None if the table does not know it.

        The spelling of its scheme and host does not matter, nor do tags that were added to it.

        Args:
            address: The short address.

        Example:
            >>> from mgov import qr
            >>> table = qr.ShortLinkTable(entries={"https://go.gov.cn/a": "https://www.gov.cn/"})
            >>> table.expand("https://go.gov.cn/a")
            'https://www.gov.cn/'
        """
        found = self._longs.get(page_of(WebAddress(address)))
        return None if found is None else str(found)

    @cached_property
    def _shorts(self) -> dict[str, WebAddress]:
        return {long: short for short, long in self.entries.items()}

    @cached_property
    def _longs(self) -> dict[str, WebAddress]:
        return {page_of(short): long for short, long in self.entries.items()}


def _refusal(trouble: str, remedy: str, code: str) -> InvalidValueError:
    return InvalidValueError(trouble, field=_FIELD, remedy=remedy, code=f"short_link_{code}")
