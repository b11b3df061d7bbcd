"""`Landing`: the page that a printed code leads to."""

from __future__ import annotations

from datetime import datetime

from pydantic import AwareDatetime

from mgov.articles.body import Body
from mgov.articles.wording import LanguageTag, Line
from mgov.values.model import Model
from mgov.values.moment import in_utc
from mgov.values.text import UNDETERMINED, Text
from mgov.values.web_address import WebAddress

__all__ = ["Landing"]


class Landing(Model, frozen=True):
    """The page that a printed code leads to, with the media that paper cannot show.

    It has an address and a title, so `qr.make` makes its code.

    Attributes:
        identifier: What the codes of a document call it by.
        title: What it is called.
        address: Its page, which is what the code says.
        body: What it shows: videos, infographics, text.
        language: The language of its body, as a BCP 47 tag.
        valid_until: The last moment at which the page is there; None if it stays.

    Example:
        >>> from mgov import qr
        >>> from mgov.articles import Landing, Video
        >>> landing = Landing(
        ...     identifier="report-2017",
        ...     title="2016年主要任务完成情况",
        ...     address="https://www.example.gov.cn/r17",
        ...     body=[
        ...         Video(
        ...             address="https://www.example.gov.cn/r17.mp4",
        ...             title="两分五十秒看懂",
        ...             duration="PT2M50S",
        ...         )
        ...     ],
        ... )
        >>> qr.make(landing).text
        'https://www.example.gov.cn/r17'
        >>> landing.body.media[0].label
        '两分五十秒看懂 (2:50)'
    """

    identifier: Line
    title: Text
    address: WebAddress
    body: Body = Body()
    language: LanguageTag = UNDETERMINED
    valid_until: AwareDatetime | None = None

    def is_valid_at(self, at: datetime) -> bool:
        """Say whether the page is there at a moment, its last one included.

        Args:
            at: The moment, in any time zone.

        Raises:
            mgov.errors.InvalidValueError: If it has no time zone.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.articles import Landing
            >>> landing = Landing(
            ...     identifier="a",
            ...     title="问卷",
            ...     address="https://www.example.gov.cn/a",
            ...     valid_until="2017-12-31T23:59:59+08:00",
            ... )
            >>> landing.is_valid_at(datetime(2018, 1, 1, tzinfo=UTC))
            False
        """
        moment = in_utc(at)
        return self.valid_until is None or moment <= in_utc(self.valid_until)
