"""A link that may be printed: checked by a policy, tagged in one way, readable for people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from urllib.parse import unquote

from mgov.errors import InvalidValueError
from mgov.qr.campaign.placement import Placement
from mgov.qr.campaign.tag import require_tag
from mgov.qr.campaign.tags import Existing, LinkTags, retagged
from mgov.qr.campaign.vocabulary import TagVocabulary
from mgov.qr.language_variants import LanguageVariants
from mgov.qr.page import page_of
from mgov.qr.signing.signature import is_signed, signed_text
from mgov.qr.signing.signer import Signer
from mgov.values.addressable import Addressable
from mgov.values.host_policy import HostPolicy
from mgov.values.text import Text
from mgov.values.web_address import WebAddress

__all__ = ["Link"]

_DEFAULT_POLICY: Final = "any"
_SHORT: Final = 48  # characters; a longer link is not typed by hand
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
        if title is None and not isinstance(target, str):
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

    @property
    def tags(self) -> LinkTags:
        """The campaign tags that the link carries.

        Example:
            >>> from mgov import qr
            >>> link = qr.Link("https://www.gov.cn/?utm_source=poster&utm_medium=qr")
            >>> link.tags.source, link.tags.medium
            ('poster', 'qr')
        """
        return LinkTags.of(self.address)

    @property
    def page(self) -> WebAddress:
        """The page it leads to, in one spelling and without tags.

        Two links with the same page are two ways to one place: keep one of them with
        `{link.page: link for link in links}`. Links themselves are equal only if address,
        policy and title are.

        Example:
            >>> from mgov import qr
            >>> poster = qr.Link("https://WWW.GOV.CN?utm_source=poster")
            >>> poster.page, poster.page == qr.Link("https://www.gov.cn/").page
            (WebAddress('https://www.gov.cn/'), True)
        """
        return page_of(self.address)

    @classmethod
    def in_language(
        cls,
        pages: LanguageVariants,
        *languages: str,
        strict: bool = False,
        policy: HostPolicy | str = _DEFAULT_POLICY,
    ) -> Link:
        """Make the link to a page in the first of these languages that it has.

        The policy has to allow the addresses in all languages: one that leads elsewhere is
        found before print, whichever language is printed first. The title shows itself in the
        language of the page, if it has one.

        Args:
            pages: The page in its languages.
            *languages: BCP 47 tags, the most wanted first; see `LanguageVariants.choose`.
            strict: Refuse where none of them is there, instead of taking the first variant.
            policy: As for the class.

        Raises:
            mgov.errors.UnsafeLinkError: If the policy refuses an address.
            mgov.errors.InvalidValueError: If a tag is not well-formed, or no variant is there
                and that is refused.

        Example:
            >>> from mgov import qr
            >>> pages = qr.LanguageVariants.of(
            ...     {"zh": "https://www.gov.cn/", "en": "https://english.www.gov.cn/"},
            ...     title={"zh": "中国政府网", "en": "The State Council"},
            ... )
            >>> link = qr.Link.in_language(pages, "fr", "en-GB", policy="gov.cn")
            >>> print(link.readable, "|", link.title)
            english.www.gov.cn | The State Council
        """
        chosen = pages.choose(*languages, strict=strict)
        checked = HostPolicy.of(policy)
        for variant in pages.variants:
            checked.require(variant.address)
        shown = pages.title.get(chosen.language)
        first = {} if shown is None else {chosen.language: shown}
        return cls(
            chosen.address, policy=checked, title=Text({**first, **dict(pages.title.items())})
        )

    def tagged(
        self,
        *,
        source: str,
        medium: str | None = None,
        campaign: str | None = None,
        placement: Placement | None = None,
        vocabulary: TagVocabulary | None = None,
        on: date | None = None,
        existing: Existing = "refuse",
    ) -> Link:
        """Return this link with campaign tags, so that visits through the code can be counted.

        Tags make a code larger: three of them add several sizes. Behind a short link they cost
        nothing. Sign a link after it is tagged: what is signed cannot be changed.

        Args:
            source: Where the code is shown, such as `poster`; becomes `utm_source`.
            medium: By which means, such as `qr`; becomes `utm_medium`.
            campaign: For what, such as `work-report-2017`; becomes `utm_campaign`.
            placement: Where the code stands; becomes `utm_content`.
            vocabulary: The tags that are allowed; the tags of the link that comes out, kept
                ones too, have to be in it.
            on: The day on which the code is made, for campaigns that begin and end.
            existing: What becomes of `utm_` tags that the link has already: `refuse` them,
                `keep` them and add only those that are missing, or `replace` all of them.

        Raises:
            mgov.errors.InvalidValueError: If a tag is not of small letters, digits and single
                `-`, `_` or `.` between them, or is longer than 40; if the vocabulary has
                another word; or if the link is signed, or tagged and that is refused.

        Example:
            >>> from mgov import qr
            >>> qr.Link("https://www.gov.cn/?a=1#b").tagged(source="poster", medium="qr").text
            'https://www.gov.cn/?a=1&utm_source=poster&utm_medium=qr#b'
        """
        if is_signed(self.address):
            trouble, remedy = "is signed already", "Tag it first, then sign it."
            raise InvalidValueError(trouble, field="link", remedy=remedy, code="link_signed")
        given = {"source": source, "medium": medium, "campaign": campaign}
        wanted = {name: tag for name, tag in given.items() if tag is not None}
        if vocabulary is not None:  # before the form, so that the nearest word is told
            vocabulary.require(LinkTags.model_validate(wanted), on=on)
        tags = {name: require_tag(tag, field=name) for name, tag in wanted.items()}
        if placement is not None:
            tags["content"] = placement.tag
        link = Link(retagged(self.address, tags, existing), policy=self.policy, title=self.title)
        if vocabulary is not None:
            vocabulary.require(link.tags, on=on)
        return link

    def signed(self, signer: Signer, *, expires: datetime | None = None) -> Link:
        """Return this link with a signature, which proves who issued it and that it is whole.

        What is signed is the link in one spelling, with its parameters in their order and its
        fragment, the part behind `#`. Nothing can be changed or added afterwards: tag a link,
        then sign it. A signature does not keep anybody from putting up a code of their own; that
        is what the policy of the scanner is for.

        Servers never get to see a fragment, so a link that has one can be checked only where it
        was scanned.

        Args:
            signer: Who signs: an `HmacSigner`, an `Es256Signer`, or one of yours.
            expires: From when on it is no longer valid, a whole second; for ever valid without.

        Raises:
            mgov.errors.InvalidValueError: If the link is signed already, or the moment has no
                time zone, parts of a second, or lies outside the years 1970 to 5138.

        Example:
            >>> from datetime import datetime, UTC
            >>> from mgov import qr
            >>> signer = qr.HmacSigner([b"an invented key of 32 bytes ...."])
            >>> link = qr.Link("https://www.gov.cn/a#b", policy="gov.cn")
            >>> link.signed(signer, expires=datetime(2027, 1, 1, tzinfo=UTC)).text
            'https://www.gov.cn/a?_x=1798761600&_s=...#b'
        """
        text = signed_text(self.address, signer, expires)
        return Link(text, policy=self.policy, title=self.title)


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
    if candidate == address:
        return candidate
    # Only what leads to the same address when it is typed may be shown instead of it.
    try:
        same = WebAddress(candidate) == address
    except InvalidValueError:
        same = False
    return candidate if same else str(address)
