"""Where a code stands in a document on paper, and when it leads nowhere."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import (
    AwareDatetime,
    Field,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)
from typing_extensions import override

from mgov.articles.wording import Line
from mgov.errors import InvalidValueError
from mgov.values.model import Model
from mgov.values.moment import in_utc

__all__ = ["CodePlacement", "CoverPage", "LandingGap", "PagePosition"]


class CoverPage(StrEnum):
    """A page of a document's cover, which has no number.

    Example:
        >>> from mgov.articles import CoverPage
        >>> CoverPage("front_cover") is CoverPage.FRONT_COVER
        True
    """

    FRONT_COVER = "front_cover"
    INSIDE_FRONT_COVER = "inside_front_cover"
    INSIDE_BACK_COVER = "inside_back_cover"
    BACK_COVER = "back_cover"


class PagePosition(StrEnum):
    """A place on a page, as a reader who looks at it sees it.

    Example:
        >>> from mgov.articles import PagePosition
        >>> PagePosition("top_right") is PagePosition.TOP_RIGHT
        True
    """

    TOP_LEFT = "top_left"
    TOP = "top"
    TOP_RIGHT = "top_right"
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    BOTTOM_LEFT = "bottom_left"
    BOTTOM = "bottom"
    BOTTOM_RIGHT = "bottom_right"


def _page(value: object, handler: ValidatorFunctionWrapHandler) -> object:
    try:
        return handler(value)
    except ValidationError:  # of both forms; what is wrong with each of them helps nobody
        remedy = f"Give the printed number, or one of {', '.join(CoverPage)}."
        raise InvalidValueError("is no page", remedy=remedy, code="page").as_pydantic() from None


_Page = Annotated[
    Annotated[int, Field(ge=1, strict=True)] | CoverPage,
    Field(union_mode="left_to_right"),
    WrapValidator(_page),
]
_Position = Annotated[PagePosition | Line, Field(union_mode="left_to_right")]


class CodePlacement(Model, frozen=True):
    """Where a code stands in a document, and which landing it leads to.

    Attributes:
        landing: The identifier of the landing.
        page: The number printed on the page, or the page of the cover.
        position: Where on the page, by name or in words such as `表3下方`; None if it is the
            only code there.
        side_mm: How wide the code is, its quiet zone left out, in millimeters.

    Example:
        >>> from mgov.articles import CodePlacement
        >>> code = CodePlacement(landing="r17", page=1, position="top_right", side_mm=20)
        >>> print(code)
        page 1, top_right
    """

    landing: Line
    page: _Page
    position: _Position | None = None
    side_mm: Annotated[float, Field(gt=0)] | None = None

    @override
    def __str__(self) -> str:
        page = f"{self.page}" if isinstance(self.page, CoverPage) else f"page {self.page}"
        return page if self.position is None else f"{page}, {self.position}"


class LandingGap(Model, frozen=True):
    """A time in which a printed code leads nowhere, though people still hold the document.

    Attributes:
        code: The code.
        begins: Since when its landing is gone: just after this moment.
        ends: When the document is withdrawn; None if nobody has said.

    Example:
        >>> from mgov.articles import LandingGap
        >>> gap = LandingGap(code={"landing": "r17", "page": 1}, begins="2017-12-31T23:59:59+08:00")
        >>> gap.ends is None
        True
    """

    code: CodePlacement
    begins: AwareDatetime
    ends: AwareDatetime | None = None

    def holds_at(self, at: datetime) -> bool:
        """Say whether the code leads nowhere at a moment.

        Args:
            at: The moment, in any time zone.

        Raises:
            mgov.errors.InvalidValueError: If it has no time zone.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.articles import LandingGap
            >>> gap = LandingGap(code={"landing": "r17", "page": 1}, begins="2017-12-31T00:00Z")
            >>> gap.holds_at(datetime(2018, 1, 1, tzinfo=UTC))
            True
        """
        moment = in_utc(at)
        return in_utc(self.begins) < moment and (self.ends is None or moment < in_utc(self.ends))
