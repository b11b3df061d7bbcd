"""Figures drawn as a picture, with the figures themselves and which targets were reached."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Final, Literal, Self

from pydantic import model_validator
from typing_extensions import override

from mgov.articles.blocks import Table
from mgov.articles.indicator import Attainment, Indicator, as_reported
from mgov.articles.media import Image
from mgov.articles.wording import Line
from mgov.errors import InvalidValueError
from mgov.values.figures import Figure
from mgov.values.model import Model
from mgov.values.text import Text

__all__ = ["Infographic", "Scoreboard"]

_HEADER: Final = (
    Text(en="Indicator", zh="指标"),
    Text(en="Target", zh="目标"),
    Text(en="Actual", zh="实际"),
    Text(en="Completion", zh="完成率"),
)
_UNKNOWN: Final = "—"


class Scoreboard(Model, frozen=True):
    """Which of many targets were reached, which were missed, and of which it cannot be told.

    Attributes:
        reached: Those that were reached for certain.
        missed: Those that were missed for certain.
        undecided: Those whose rounded figures leave it open.
        unknown: Those of which a figure or the meant side is not known.

    Example:
        >>> from mgov.articles import Infographic
        >>> board = Infographic(
        ...     title="2016年主要任务完成情况",
        ...     indicators=[
        ...         {"name": "城镇新增就业", "target": "1000万人以上", "actual": "1314万人"},
        ...         {"name": "城镇登记失业率", "target": "4.5%以内", "actual": "4.02%"},
        ...         {"name": "棚户区住房改造", "target": "600万套", "actual": "606万套"},
        ...     ],
        ... ).scoreboard()
        >>> print(board)
        3 targets: 2 reached, 0 missed, 0 undecided, 1 unknown
        >>> print(board.share_reached.interval)
        [2/3, 1]
    """

    reached: tuple[Indicator, ...] = ()
    missed: tuple[Indicator, ...] = ()
    undecided: tuple[Indicator, ...] = ()
    unknown: tuple[Indicator, ...] = ()

    @property
    def total(self) -> int:
        """How many indicators there are."""
        return sum(map(len, (self.reached, self.missed, self.undecided, self.unknown)))

    @property
    def share_reached(self) -> Figure | None:
        """The share that was reached: from those that are certain to all that are not missed.

        Returns:
            A share, 1 being all; None if there are no indicators.
        """
        if not self.total:
            return None
        certain, possible = len(self.reached), self.total - len(self.missed)
        reached = Figure(value=None, low=certain, high=possible)
        if certain == possible:
            reached = Figure.exact(certain)
        return (reached / Figure.exact(self.total)).with_unit("share")

    @override
    def __str__(self) -> str:
        parts = [f"{len(getattr(self, each))} {each.value}" for each in Attainment]
        return f"{self.total} targets: {', '.join(parts)}"


class Infographic(Model, frozen=True):
    """Figures drawn as a picture, together with the figures themselves.

    Attributes:
        kind: Always `infographic`.
        title: What it shows.
        indicators: The figures, so that they can be read aloud, searched and computed with; no
            two have the same name under the same heading.
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

    def groups(self) -> dict[str | None, tuple[Indicator, ...]]:
        """Return the indicators by heading, in the order in which the headings first appear.

        Those without a heading stand under None.

        Example:
            >>> from mgov.articles import Infographic
            >>> graphic = Infographic(
            ...     title="2017年发展目标",
            ...     indicators=[
            ...         {"name": "城镇新增就业", "group": "就业"},
            ...         {"name": "居民消费价格涨幅", "group": "物价"},
            ...         {"name": "城镇登记失业率", "group": "就业"},
            ...     ],
            ... )
            >>> {group: len(each) for group, each in graphic.groups().items()}
            {'就业': 2, '物价': 1}
        """
        groups: defaultdict[str | None, list[Indicator]] = defaultdict(list)
        for each in self.indicators:
            groups[each.group].append(each)
        return {heading: tuple(indicators) for heading, indicators in groups.items()}

    def scoreboard(self) -> Scoreboard:
        """Sort the indicators by whether their targets were reached.

        Example:
            >>> from mgov.articles import Infographic
            >>> graphic = Infographic(
            ...     title="节能",
            ...     indicators=[{"name": "能耗强度", "target": "下降3.4%以上", "actual": "下降5%"}],
            ... )
            >>> [each.name for each in graphic.scoreboard().reached]
            ['能耗强度']
        """
        sorted_: dict[str, list[Indicator]] = {each.value: [] for each in Attainment}
        for indicator in self.indicators:
            sorted_[indicator.attainment].append(indicator)
        return Scoreboard.model_validate(sorted_)

    def as_blocks(self, *, lang: str) -> tuple[Image | Table, ...]:
        """Write it as its picture and, beneath, a table of its figures for each heading.

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
        tables = (
            Table(
                caption=self.title if group is None else f"{self.title} · {group}",
                header=tuple(head.in_language(lang, "en") for head in _HEADER),
                rows=tuple(_row(indicator, lang) for indicator in indicators),
            )
            for group, indicators in self.groups().items()
        )
        return (*pictures, *tables)

    @model_validator(mode="after")
    def _shows_something_once(self) -> Self:
        if self.image is None and not self.indicators:
            trouble, remedy = "shows nothing", "Give its picture or its indicators."
            raise InvalidValueError(trouble, remedy=remedy, code="infographic_empty").as_pydantic()
        counts = Counter((each.group, each.name) for each in self.indicators)
        if twice := next((name for (_, name), count in counts.items() if count > 1), None):
            trouble = f"has the indicator {twice} twice"
            remedy = "Take one of them out, or put them under different headings."
            raise InvalidValueError(trouble, remedy=remedy, code="indicator_twice").as_pydantic()
        return self


def _row(indicator: Indicator, lang: str) -> tuple[str, ...]:
    figures = (indicator.target, indicator.actual, indicator.completion)
    return (
        indicator.name,
        *(_UNKNOWN if each is None else as_reported(each, lang) for each in figures),
    )
