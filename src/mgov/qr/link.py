"""A link that may be printed: checked by a policy, tagged in one way, readable for people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from mgov.errors import InvalidValueError
from mgov.values.addressable import Addressable
from mgov.values.host_policy import HostPolicy
from mgov.values.text import Text
from mgov.values.web_address import WebAddress

__all__ = ["Link"]

_DEFAULT_POLICY: Final = "any"
_SHORT: Final = 48  # characters; a longer link is not typed by hand
_TAG: Final = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")
_LONGEST_TAG: Final = 40
_TAGGED: Final = re.compile(r"(?:^|&)utm_", re.IGNORECASE)
_SCHEME: Final = re.compile("https://", re.IGNORECASE)


@dataclass(frozen=True, init=False, slots=True)
class Link:
    """A public address that a policy allows, ready for a code.

    Args:
        target: An address, or whatever has one (a service, an article, another link).
        policy: Which hosts the link may lead to, or the name of a policy. Without one, the
            policy of the target if that is a link, or else `any`: every public host, over https
            and not disguised. A program that prints codes for an authority names its hosts.
        title: What the link leads to; without it, the title of the target.

    Attributes:
        address: The address as it stands in the code: ASCII, percent-encoded.
        policy: The policy that allows it.
        title: What it leads to; the readable address where nothing else is known.

    Raises:
        mgov.errors.UnsafeLinkError: If the policy refuses the address.
        mgov.errors.InvalidValueError: If the target has no address.

    Example:
        >>> from mgov import qr
        >>> link = qr.Link("https://www.gov.cn/政策", policy="gov.cn", title="政策")
        >>> link.text
        'https://www.gov.cn/%E6%94%BF%E7%AD%96'
        >>> link.readable
        'www.gov.cn/政策'
    """

    address: WebAddress
    policy: HostPolicy
    title: Text

    def __init__(
        self,
        target: str | Addressable,
        *,
        policy: HostPolicy | str | None = None,
        title: Text | str | None = None,
    ) -> None:
        if policy is None:
            policy = target.policy if isinstance(target, Link) else _DEFAULT_POLICY
        checked = HostPolicy.of(policy)
        address = checked.require(_address_of(target))
        if title is None and isinstance(target, Addressable):
            title = target.title
        object.__setattr__(self, "policy", checked)
        object.__setattr__(self, "address", address)
        object.__setattr__(self, "title", Text(title or _readable(address)))

    @property
    def text(self) -> str:
        """The address as a plain text, as it stands in the code."""
        return str(self.address)

    @property
    def readable(self) -> str:
        """The address as people read and type it; a long one is cut after its host.

        Example:
            >>> from mgov import qr
            >>> qr.Link("https://xn--zfr164b.cn/%E9%A6%96%E9%A1%B5").readable
            '政务.cn/首页'
            >>> qr.Link("https://www.gov.cn/zhengce/2017-08/17/content_5218235.htm").readable
            'www.gov.cn/…'
        """
        return _readable(self.address)

    def tagged(
        self, *, source: str, medium: str | None = None, campaign: str | None = None
    ) -> Link:
        """Return this link with campaign tags, so that visits through the code can be counted.

        Tags make a code larger: three of them add several sizes. Behind a short link they cost
        nothing.

        Args:
            source: Where the code is shown, such as `poster`; becomes `utm_source`.
            medium: By which means, such as `qr`; becomes `utm_medium`.
            campaign: For what, such as `work-report-2017`; becomes `utm_campaign`.

        Raises:
            mgov.errors.InvalidValueError: If a tag is not of small letters, digits and single
                `-`, `_` or `.` between them, or is longer than 40; or if the link is tagged.

        Example:
            >>> from mgov import qr
            >>> qr.Link("https://www.gov.cn/?a=1#b").tagged(source="poster", medium="qr").text
            'https://www.gov.cn/?a=1&utm_source=poster&utm_medium=qr#b'
        """
        if _TAGGED.search(self.address.query):
            trouble, remedy = "is tagged already", "Tag the bare link."
            raise InvalidValueError(trouble, field="link", remedy=remedy, code="link_tagged")
        tags = {"source": source, "medium": medium, "campaign": campaign}
        added = "&".join(
            f"utm_{_checked(name, tag)}" for name, tag in tags.items() if tag is not None
        )
        front, number_sign, fragment = self.text.partition("#")
        page, _, query = front.partition("?")
        joint = "&" if query and not query.endswith("&") else ""
        tagged = f"{page}?{query}{joint}{added}{number_sign}{fragment}"
        return Link(tagged, policy=self.policy, title=self.title)


def _address_of(target: object) -> str:
    if isinstance(target, str):
        return target
    if not isinstance(target, Addressable):
        trouble, remedy = "is no address and has none", "Give an address, or what has one."
        raise InvalidValueError(trouble, field="target", remedy=remedy, code="link_target")
    if target.address is None:
        trouble, remedy = "has no public address", "Give it one before making a link."
        raise InvalidValueError(trouble, field="target", remedy=remedy, code="link_target")
    return target.address


def _checked(name: str, tag: str) -> str:
    if len(tag) > _LONGEST_TAG or not _TAG.fullmatch(tag):
        trouble = "is not in the form that keeps tags countable"
        remedy = (
            f"Use small letters, digits and single - _ . between them, at most {_LONGEST_TAG} "
            "characters, as in work-report-2017."
        )
        raise InvalidValueError(trouble, field=name, remedy=remedy, code="link_tag")
    return f"{name}={tag}"


def _readable(address: WebAddress) -> str:
    shown = _SCHEME.sub("", _decoded(address), count=1)
    if len(shown) <= _SHORT:
        return shown.removesuffix("/")
    return _SCHEME.sub("", address.origin.replace(address.host, address.unicode_host)) + "/…"


def _decoded(address: WebAddress) -> str:
    start = address.index("//") + 2
    written_host = re.split("[:/?#]", address[start:], maxsplit=1)[0]
    candidate = (
        address[:start] + address.unicode_host + unquote(address[start + len(written_host) :])
    )
    # Only what leads to the same address when it is typed may be shown instead of it.
    try:
        same = WebAddress(candidate) == address
    except InvalidValueError:
        same = False
    return candidate if same else str(address)
