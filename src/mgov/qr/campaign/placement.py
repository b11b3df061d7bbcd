"""Where a code stands: which document, which page, where on it."""

from __future__ import annotations

import re
from typing import Annotated, Final, Literal, Self, get_args

from pydantic import AfterValidator, Field, model_validator
from typing_extensions import override

from mgov.errors import InvalidDataError, InvalidValueError
from mgov.qr.campaign.tag import Tag
from mgov.values.model import Model

__all__ = ["Placement"]

_Cover = Literal["front_cover", "inside_front_cover", "inside_back_cover", "back_cover"]
_COVER: Final = frozenset(get_args(_Cover))
_PAGE: Final = re.compile(r"p([1-9][0-9]{0,4})")
_LAST_PAGE: Final = 99_999
_MOST_PARTS: Final = 3
_REMEDY: Final = "Write document, page and position, as in report-2017.p12.top_right."


def _without_dot(part: str) -> str:
    if "." in part:
        trouble, remedy = "has a dot, which parts document, page and position", "Write a hyphen."
        raise InvalidValueError(trouble, remedy=remedy, code="placement_dot").as_pydantic()
    return part


def _no_page(position: str) -> str:
    if position in _COVER or _PAGE.fullmatch(position):
        trouble, remedy = "is a page, not a place on one", "Give it as the page."
        raise InvalidValueError(trouble, remedy=remedy, code="placement_position").as_pydantic()
    return position


_Part = Annotated[Tag, AfterValidator(_without_dot)]
_Page = Annotated[int, Field(ge=1, le=_LAST_PAGE, strict=True)]


class Placement(Model, frozen=True):
    """Where a code stands, so that visits tell which page of which document people scan.

    It becomes one short tag (`utm_content`): `report-2017.p12.top_right`. What is read back is
    what was given. Only small letters, digits and single `-` or `_` occur in its parts.

    Attributes:
        document: The document, poster or screen, by the short name it has in your records.
        page: The printed number, or a page of the cover: `front_cover`, `inside_front_cover`,
            `inside_back_cover`, `back_cover`. These are the words of a document's printed
            codes in `mgov.articles`.
        position: Where on the page, such as `top_right`, or at which door a poster hangs.

    Raises:
        mgov.errors.InvalidDataError: If a part has another form, or neither page nor position
            is given.

    Example:
        >>> from mgov import qr
        >>> placement = qr.Placement(document="report-2017", page=12, position="top_right")
        >>> print(placement)
        report-2017.p12.top_right
        >>> qr.Placement.parse("report-2017.front_cover").page
        'front_cover'
    """

    document: _Part
    page: _Page | _Cover | None = None
    position: Annotated[_Part, AfterValidator(_no_page)] | None = None

    @model_validator(mode="after")
    def _says_where(self) -> Self:
        if self.page is None and self.position is None:
            trouble = "says neither page nor position"
            remedy = "Give one of them; a document alone is a source."
            raise InvalidValueError(trouble, remedy=remedy, code="placement_bare").as_pydantic()
        return self

    @classmethod
    def parse(cls, tag: str) -> Self:
        """Read a placement back from its tag.

        Args:
            tag: Such as `report-2017.p12.top_right`.

        Raises:
            mgov.errors.InvalidValueError: If it is no placement.

        Example:
            >>> from mgov import qr
            >>> qr.Placement.parse("poster-a3.east-door").position
            'east-door'
        """
        document, *rest = tag.split(".", maxsplit=_MOST_PARTS - 1)
        page: int | str | None = None
        if rest and (numbered := _PAGE.fullmatch(rest[0])):
            page = int(numbered[1])
        elif rest and rest[0] in _COVER:
            page = rest[0]
        left = rest if page is None else rest[1:]
        try:
            return cls.model_validate(
                {"document": document, "page": page, "position": ".".join(left) or None}
            )
        except InvalidDataError:
            trouble = "is no placement"
            raise InvalidValueError(
                trouble, field="placement", remedy=_REMEDY, code="placement"
            ) from None

    @property
    def tag(self) -> str:
        """The placement as one tag.

        Example:
            >>> from mgov import qr
            >>> qr.Placement(document="report-2017", page="back_cover").tag
            'report-2017.back_cover'
        """
        page = f"p{self.page}" if isinstance(self.page, int) else self.page
        return ".".join(part for part in (self.document, page, self.position) if part is not None)

    @override
    def __str__(self) -> str:
        return self.tag
