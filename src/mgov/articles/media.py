"""What is seen and heard in an article: pictures, videos, and figures drawn as a picture."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from mgov.articles.blocks import Table
from mgov.articles.wording import Line, LineOrNothing
from mgov.errors import InvalidValueError
from mgov.values.figures import Figure
from mgov.values.figures.units import same_unit
from mgov.values.model import Model
from mgov.values.text import Text
from mgov.values.web_address import WebAddress

__all__ = ["Image", "Indicator", "Infographic", "Video"]

_Pixels = Annotated[int, Field(gt=0)]

_HEADER: Final = (
    Text(en="Indicator", zh="指标"),
    Text(en="Target", zh="目标"),
    Text(en="Actual", zh="实际"),
    Text(en="Completion", zh="完成率"),
)
_UNKNOWN: Final = "—"


class Image(Model, frozen=True):
    """A picture (schema.org `ImageObject`).

    Attributes:
        kind: Always `image`.
        address: Where the picture itself is found (`contentUrl`).
        alternative_text: What it shows, for those who do not see it. An empty text says that
            it shows nothing of importance; None says that nobody has described it yet.
        caption: What stands beneath it.
        credit: Who made it (`creditText`).
        width: Its width in pixels.
        height: Its height in pixels.

    Example:
        >>> from mgov.articles import Image
        >>> image = Image(
        ...     address="https://www.example.gov.cn/hall.jpg",
        ...     alternative_text="两位市民在自助终端前取件",
        ...     caption="政务服务大厅",
        ... )
        >>> image.caption
        '政务服务大厅'
    """

    kind: Literal["image"] = "image"
    address: WebAddress
    alternative_text: LineOrNothing | None = None
    caption: Line | None = None
    credit: Line | None = None
    width: _Pixels | None = None
    height: _Pixels | None = None


class Video(Model, frozen=True):
    """A video (schema.org `VideoObject`).

    Attributes:
        kind: Always `video`.
        address: Where the video itself is found (`contentUrl`).
        title: What it is called (`name`).
        duration: How long it runs; in JSON as ISO 8601 says it, `PT2M50S`.
        poster: The picture to show before it runs (`thumbnailUrl`).

    Example:
        >>> from datetime import timedelta
        >>> from mgov.articles import Video
        >>> video = Video(
        ...     address="https://www.example.gov.cn/report.mp4",
        ...     title="一图读懂政府工作报告",
        ...     duration=timedelta(minutes=2, seconds=50),
        ... )
        >>> video.model_dump(mode="json", include={"duration"})
        {'duration': 'PT2M50S'}
        >>> video.label
        '一图读懂政府工作报告 (2:50)'
    """

    kind: Literal["video"] = "video"
    address: WebAddress
    title: Line
    duration: Annotated[timedelta, Field(gt=timedelta(0))] | None = None
    poster: WebAddress | None = None

    @property
    def label(self) -> str:
        """The title, with the running time if it is known.

        Example:
            >>> from mgov.articles import Video
            >>> Video(
            ...     address="https://www.example.gov.cn/a.mp4", title="直播回放", duration="PT1H2M"
            ... ).label
            '直播回放 (1:02:00)'
        """
        if self.duration is None:
            return self.title
        minutes, seconds = divmod(round(self.duration.total_seconds()), 60)
        hours, minutes = divmod(minutes, 60)
        clock = f"{hours}:{minutes:02}" if hours else f"{minutes}"
        return f"{self.title} ({clock}:{seconds:02})"


class Indicator(Model, frozen=True):
    """One group of figures of a report: what was meant to be reached, and what was.

    Attributes:
        name: What is measured.
        target: What was set, such as `1000万人以上`; it counts by the number that it names.
        actual: What was reached, in the same unit.

    Example:
        >>> from mgov.articles import Indicator
        >>> jobs = Indicator(name="城镇新增就业", target="1000万人以上", actual="1314万人")
        >>> print(jobs.completion)
        131.4% [131.3%, 131.5%)
    """

    name: Line
    target: Figure | None = None
    actual: Figure | None = None

    @property
    def completion(self) -> Figure | None:
        """What was reached as a share of the number that was set.

        It is an interval where the reached figure is rounded or a bound. Whether more is better,
        the name alone tells: prices should stay below their target.

        Returns:
            A share, 1 being all; None if a figure is unknown, or the target names no number (as
            `6.5%至7%` does) or zero.

        Example:
            >>> from mgov.articles import Indicator
            >>> Indicator(name="棚户区住房改造", target="600万套").completion is None
            True
        """
        if self.target is None or self.actual is None or not self.target.value:
            return None
        target = Figure.exact(self.target.value, unit=self.target.unit)
        return (self.actual / target).with_unit("share")

    @model_validator(mode="after")
    def _counts_one_thing(self) -> Self:
        if self.target is None or self.actual is None:
            return self
        if not same_unit(self.target.unit, self.actual.unit):
            trouble = "counts one thing in its target and another in what was reached"
            remedy = "Give both in the same unit."
            raise InvalidValueError(trouble, remedy=remedy, code="indicator_units").as_pydantic()
        return self


class Infographic(Model, frozen=True):
    """Figures drawn as a picture, together with the figures themselves.

    Attributes:
        kind: Always `infographic`.
        title: What it shows.
        indicators: The figures, so that they can be read aloud, searched and computed with.
        image: The picture. One of the two has to be given.

    Example:
        >>> from mgov.articles import Infographic
        >>> graphic = Infographic(
        ...     title="2017年发展目标",
        ...     indicators=[{"name": "城镇新增就业", "target": "1100万人以上"}],
        ... )
        >>> graphic.indicators[0].target.low
        11000000
    """

    kind: Literal["infographic"] = "infographic"
    title: Line
    indicators: tuple[Indicator, ...] = ()
    image: Image | None = None

    def as_blocks(self, *, lang: str) -> tuple[Image | Table, ...]:
        """Write it as its picture and, beneath, a table of its figures.

        Args:
            lang: The language of the column heads, as a BCP 47 tag: Chinese, or else English.

        Example:
            >>> from mgov.articles import Infographic
            >>> graphic = Infographic(
            ...     title="城镇就业",
            ...     indicators=[{"name": "新增就业", "target": "1000万人以上"}],
            ... )
            >>> graphic.as_blocks(lang="zh")[0].rows
            (('新增就业', '1000万人以上', '—', '—'),)
        """
        pictures = () if self.image is None else (self.image,)
        if not self.indicators:
            return tuple(each.replace(caption=each.caption or self.title) for each in pictures)
        table = Table(
            caption=self.title,
            header=tuple(head.in_language(lang, "en") for head in _HEADER),
            rows=tuple(_row(indicator, lang) for indicator in self.indicators),
        )
        return (*pictures, table)

    @model_validator(mode="after")
    def _shows_something(self) -> Self:
        if self.image is None and not self.indicators:
            trouble, remedy = "shows nothing", "Give its picture or its indicators."
            raise InvalidValueError(trouble, remedy=remedy, code="infographic_empty").as_pydantic()
        return self


def _row(indicator: Indicator, lang: str) -> tuple[str, ...]:
    figures = (indicator.target, indicator.actual, indicator.completion)
    return (indicator.name, *(_UNKNOWN if each is None else _words(each, lang) for each in figures))


def _words(figure: Figure, lang: str) -> str:
    # As it was reported; what is computed gets four digits, which is enough beside a picture.
    return figure.text or figure.format("zh" if lang.startswith("zh") else "en", digits=4)
