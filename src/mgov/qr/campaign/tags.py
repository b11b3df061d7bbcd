"""The campaign tags of a link: written into its query, and read back from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, Literal
from urllib.parse import unquote_plus

from mgov.errors import InvalidValueError
from mgov.qr.campaign.placement import Placement
from mgov.values.model import Model
from mgov.values.web_address import WebAddress

__all__ = ["Existing", "LinkTags", "is_tag", "retagged"]

Existing = Literal["refuse", "keep", "replace"]
"""What to do with tags that a link has already."""

_PREFIX: Final = "utm_"


class LinkTags(Model, frozen=True):
    """The campaign tags of a link, as analytics read them (`utm_…`).

    They are read from any link, also one that others tagged in free form, so the values are
    plain texts. Percent signs and pluses are decoded, the names count in any case, and where a
    name stands twice the first value that is not empty counts.

    Attributes:
        source: Where the link stood (`utm_source`).
        medium: By which means it came (`utm_medium`).
        campaign: For what (`utm_campaign`).
        content: Which of several links there (`utm_content`); a placement, where there is one.
        term: The word that was searched for (`utm_term`).

    Example:
        >>> from mgov import qr
        >>> link = qr.Link("https://www.gov.cn/?utm_source=poster&utm_content=wr.p12")
        >>> link.tags.source, link.tags.medium
        ('poster', None)
        >>> link.tags.placement.page
        12
    """

    source: str | None = None
    medium: str | None = None
    campaign: str | None = None
    content: str | None = None
    term: str | None = None

    @property
    def placement(self) -> Placement | None:
        """Where the code stands; None if `content` is no placement.

        Example:
            >>> from mgov import qr
            >>> qr.LinkTags(content="buy-now").placement is None
            True
        """
        try:
            return None if self.content is None else Placement.parse(self.content)
        except InvalidValueError:
            return None

    @classmethod
    def of(cls, address: WebAddress | str) -> LinkTags:
        """Read the tags of an address.

        Args:
            address: Any address, such as one from a server's log.

        Raises:
            mgov.errors.InvalidValueError: If it is no address of the web.

        Example:
            >>> from mgov import qr
            >>> qr.LinkTags.of("https://www.gov.cn/?UTM_Source=%E6%B5%B7%E6%8A%A5").source
            '海报'
        """
        found: dict[str, str] = {}
        for name, value in _written(WebAddress(address).query):
            text = unquote_plus(value)
            if text and name in cls.model_fields:
                found.setdefault(name, text)
        return cls.model_validate(found)

    def __bool__(self) -> bool:
        return any(value is not None for _, value in self)


def is_tag(parameter: str) -> bool:
    """Tell whether a parameter of a query is a campaign tag, also an unusual one.

    Example:
        >>> from mgov.qr.campaign.tags import is_tag
        >>> is_tag("UTM_id=7"), is_tag("id=7")
        (True, False)
    """
    return parameter[: len(_PREFIX)].lower() == _PREFIX


def retagged(address: WebAddress, tags: Mapping[str, str], existing: Existing) -> str:
    """Write tags into the query of an address, behind whatever stands there.

    Args:
        address: The address.
        tags: Values by name, such as `source`; they need no encoding.
        existing: Whether tags that stand there already are refused, kept, or replaced.

    Raises:
        mgov.errors.InvalidValueError: If it is tagged, and that is refused.

    Example:
        >>> from mgov import WebAddress
        >>> from mgov.qr.campaign.tags import retagged
        >>> retagged(WebAddress("https://www.gov.cn/?a=1#b"), {"source": "poster"}, "refuse")
        'https://www.gov.cn/?a=1&utm_source=poster#b'
    """
    front, number_sign, fragment = address.partition("#")
    page, _, query = front.partition("?")
    present = {name for name, _ in _written(query)}
    if present and existing == "refuse":
        trouble = "is tagged already"
        remedy = "Tag the bare link, or say existing='keep' or existing='replace'."
        raise InvalidValueError(trouble, field="link", remedy=remedy, code="link_tagged")
    if present and existing == "replace":
        query = "&".join(each for each in query.split("&") if not is_tag(each))
        present = set()
    added = "&".join(
        f"{_PREFIX}{name}={value}" for name, value in tags.items() if name not in present
    )
    joint = "&" if query and added and not query.endswith("&") else ""
    asked = f"?{query}{joint}{added}" if query or added else ""
    return f"{page}{asked}{number_sign}{fragment}"


def _written(query: str) -> Iterator[tuple[str, str]]:
    for parameter in query.split("&"):
        if is_tag(parameter):
            name, _, value = parameter[len(_PREFIX) :].partition("=")
            yield name.lower(), value
