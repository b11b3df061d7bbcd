"""The course of one petition as a picture: states and terms as bars, steps as marks."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from mgov.charts.timeline_rows import Panel, Row, Timeline, timeline_of
from mgov.errors import MissingExtraError
from mgov.petitions import Petition
from mgov.values.language import Language, require_language
from mgov.values.moment import in_utc
from mgov.values.work_calendar import KnowsWorkdays

if TYPE_CHECKING:
    from altair import Chart, LayerChart, TimeIntervalStep, VConcatChart

__all__ = ["timeline"]

_ROW: Final = 24  # pixels from one row to the next
_INK: Final = "#222222"
_QUIET: Final = "#666666"

# The program that shows the picture takes the first that it has.
_FONTS: Final[dict[Language, str]] = {
    "en": "sans-serif",
    "zh": "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif",
}

# Color, thickness and outline of each sort of bar: none is told apart by its color alone.
_LOOKS: Final[dict[str, dict[str, Any]]] = {
    "state": {"color": "#0b5fa5", "height": 14, "stroke": "#0b5fa5", "strokeWidth": 1},
    "closed": {"color": "#9aa5b1", "height": 7, "stroke": "#9aa5b1", "strokeWidth": 1},
    "duty": {"color": "#bcd7ee", "height": 12, "stroke": "#0b5fa5", "strokeWidth": 1},
    "window": {
        "color": "#ffffff",
        "height": 12,
        "stroke": "#0b5fa5",
        "strokeWidth": 1,
        "strokeDash": [3, 2],
    },
    "late": {"color": "#f6c6b0", "height": 12, "stroke": "#a32900", "strokeWidth": 2},
}

_SHAPES: Final[dict[str, dict[str, Any]]] = {
    "step": {"shape": "diamond", "size": 90, "fill": _INK, "stroke": _INK},
    "met": {"shape": "circle", "size": 80, "fill": "#0b5fa5", "stroke": "#ffffff"},
    "missed": {"shape": "cross", "size": 90, "angle": 45, "fill": "#a32900", "strokeWidth": 0},
    "void": {"shape": "circle", "size": 60, "fill": "#ffffff", "stroke": _QUIET},
    "paused": {"shape": "square", "size": 80, "fill": "#ffffff", "stroke": _INK},
    "overdue": {"shape": "triangle-right", "size": 130, "fill": "#a32900", "stroke": "#a32900"},
}


def timeline(
    petition: Petition,
    *,
    at: datetime,
    calendar: KnowsWorkdays | None = None,
    lang: Language = "en",
    organizations: bool = False,
    width: int = 400,
) -> VConcatChart:
    """Draw the course of a petition until a moment.

    Its states are bars over time, its steps marks, and its terms bars up to their last day, with
    a mark where they were kept. What is late goes on behind the last day in an outlined bar that
    ends in a cross if it was done and in an arrow if it is not. Every row says in words what it
    shows, and `chart.description` is the whole picture in words, for the alternative text of an
    image. Days are those of the rulebook's time zone.

    Nothing personal is in it: the number, the kind, and titles out of the rulebook. Of a
    confidential petition it shows only in which state it is, without its number, its kind, its
    steps and its terms.

    Args:
        petition: The petition.
        at: The moment to look from. What happened later is left out.
        calendar: The working days, as for `Petition.deadlines`.
        lang: The language of the words, and of the rulebook's titles if they have it.
        organizations: Whether to name the organizations that it was given to.
        width: How wide the time is drawn, in pixels; the words beside it come on top.

    Returns:
        The chart. `chart.save("course.svg")` writes it without a browser or a network, and
        `chart.to_dict()` is its Vega-Lite specification.

    Raises:
        mgov.errors.InvalidValueError: If the petition was registered only later, or the moment
            has no time zone, or the language is another one.
        mgov.errors.MissingExtraError: If the extra `charts` is not installed.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov.charts import timeline
        >>> from mgov.petitions import Petition
        >>> petition = Petition.register(
        ...     rulebook="cn-2022",
        ...     kind="claim",
        ...     title="拖欠工资",
        ...     number="XF-2022-17",
        ...     at=datetime(2022, 6, 1, 2, tzinfo=UTC),
        ... )
        >>> chart = timeline(petition, at=datetime(2022, 6, 20, 2, tzinfo=UTC))
        >>> print(chart.description)
        Petition XF-2022-17: Claim
        Regulations on Petition Work, as of 2022-06-20
        Status:
        - Registered: since 2022-06-01
        Steps:
        - Register: 2022-06-01
        Terms:
        - Tell the petitioner, transfer or assign: OVERDUE by 4 days, due 2022-06-16
    """
    try:
        import altair as alt
    except ImportError:
        purpose = "drawing timelines"
        raise MissingExtraError("altair", extra="charts", purpose=purpose) from None
    require_language(lang)
    picture = timeline_of(
        petition,
        at=in_utc(at),
        calendar=calendar,
        language=lang,
        organizations=organizations,
    )
    panels = [_panel(panel, picture, width) for panel in picture.panels]
    title = alt.TitleParams(picture.title, subtitle=picture.source, anchor="start", offset=14)
    return alt.VConcatChart(
        vconcat=panels,
        spacing=16,
        title=title,
        description=picture.description,
        config=alt.Config(
            font=_FONTS[lang],
            background="#ffffff",
            padding=12,
            view={"stroke": None},
            title={"color": _INK, "fontSize": 15, "subtitleColor": _QUIET, "subtitleFontSize": 12},
            axis={
                "labelColor": _INK,
                "labelFontSize": 12,
                "titleColor": _INK,
                "gridColor": "#e6e6e6",
            },
            text={"color": _INK, "fontSize": 12},
        ),
    )


def _panel(panel: Panel, picture: Timeline, width: int) -> LayerChart:
    import altair as alt

    names = [row.label for row in panel.rows]
    is_first, is_last = panel is picture.panels[0], panel is picture.panels[-1]
    days = alt.Axis(
        title=None,
        format="%Y-%m-%d",
        tickCount=_ticks(picture, width),
        labelFlush=False,
        labels=is_last,
        ticks=is_last,
        domain=is_last,
    )
    title = alt.Axis(
        title=panel.title,
        titleAngle=0,
        titleAlign="right",
        titleX=-8,
        titleY=-6,
        domain=False,
        ticks=False,
        labelLimit=320,
        labelPadding=8,
    )
    # In UTC, like the moments, whatever the zone of the program that draws them.
    span = alt.Scale(type="utc", domain=[_ms(picture.first), _ms(picture.last)])
    x = alt.X("start:T", scale=span, axis=days)
    y = alt.Y("row:N", sort=names, scale=alt.Scale(domain=names, type="band"), axis=title)
    layers: list[Chart] = []
    for look, style in _LOOKS.items():
        if values := [_drawn(row, bar.start, bar.end) for row, bar in panel.bars(look)]:
            chart = alt.Chart(alt.InlineData(values=values)).mark_bar(**style)
            layers.append(chart.encode(x=x, x2="end:T", y=y, description="words:N"))
    for shape, style in _SHAPES.items():
        if values := [_drawn(row, mark.at) for row, mark in panel.marks(shape)]:
            chart = alt.Chart(alt.InlineData(values=values)).mark_point(opacity=1, **style)
            layers.append(chart.encode(x=x, y=y, description="words:N"))
    now = alt.Chart(alt.InlineData(values=[{"start": _ms(picture.at)}])).encode(x=x)
    layers.append(now.mark_rule(color=_QUIET, strokeDash=[4, 3], aria=False))
    if is_first:
        layers.append(
            now.mark_text(color=_QUIET, fontSize=11, aria=False).encode(
                y=alt.value(-8), text=alt.value(f"{picture.at:%Y-%m-%d}")
            )
        )
    words = alt.InlineData(values=[{"row": row.label, "words": row.words} for row in panel.rows])
    beside = alt.Chart(words).mark_text(align="left", dx=10, aria=False)
    layers.append(beside.encode(x=alt.value(width), y=y, text="words:N"))
    return alt.LayerChart(layer=layers, width=width, height=_ROW * len(names))


def _ticks(picture: Timeline, width: int) -> int | TimeIntervalStep:
    """Say how many days to name: of a short time each, which the hours would hide otherwise."""
    import altair as alt

    room = max(2, width // 100)
    short = (picture.last - picture.first).days < room
    return alt.TimeIntervalStep(interval="day", step=1) if short else room


def _drawn(row: Row, *moments: datetime) -> dict[str, object]:
    times = dict(zip(("start", "end"), map(_ms, moments), strict=False))
    return {"row": row.label, "words": f"{row.label}: {row.words}", **times}


def _ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
