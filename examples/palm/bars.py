"""Pictures of intervals and of clocks, as SVG inside the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from mgov import Figure
from mgov.petitions import Deadline
from mgov.values.figures import End, Interval
from palm.html import Html, el, join
from palm.wording import interval, number

__all__ = ["clock_bar", "interval_bar"]

_WIDTH, _MARGIN = 250, 9
_LETTER = 7.2  # the width of a digit at the size of the labels
_WIDE_SHARE = Fraction(1, 20)  # a share that leaves more open is drawn on the whole of 0 to 100 %
_GAP = 10
_ROOM = 50  # between two labels that must not touch


@dataclass(frozen=True)
class _Scale:
    low: Fraction
    high: Fraction

    def x(self, number: Fraction | int) -> float:
        part = (number - self.low) / (self.high - self.low)
        return _MARGIN + float(part) * (_WIDTH - 2 * _MARGIN)


def interval_bar(
    figure: Figure, *, digits: int, published: Figure | None = None, compared: str = ""
) -> Html:
    """Draw an interval: a filled end belongs to it, a hollow one does not, an arrow has no end.

    Args:
        figure: The figure.
        digits: How many significant digits its ends show.
        published: Another figure for the same thing, drawn below on the same scale.
        compared: What that other figure is called.
    """
    scale = _scale(figure, published)
    label = f"Interval {interval(figure, digits)}"
    if published is None:
        return _svg(50, label, *_scale_ends(figure, scale), *_lane(figure, scale, 16, digits))
    common = figure.interval.intersection(published.interval)
    return _svg(
        118,
        f"{label}; {compared} {interval(published, digits + 1)}",
        *([_band(common, scale)] if common else []),
        _words(_MARGIN, 12, "computed", "start", "lane"),
        *_lane(figure, scale, 28, digits),
        _words(_MARGIN, 76, compared, "start", "lane"),
        *_lane(published, scale, 90, digits + 1, kind="published"),
    )


def clock_bar(deadline: Deadline, first: date, last: date) -> Html:
    """Draw a run of a clock between two days: the term, and how much of it was used."""
    scale = _Scale(Fraction(first.toordinal()), Fraction(last.toordinal()))
    start = scale.x(deadline.started.toordinal())
    due = scale.x((deadline.due or last).toordinal())
    ended = None if deadline.ended is None else scale.x(deadline.ended.toordinal())
    shapes = [
        el("line", x1=_MARGIN, x2=_WIDTH - _MARGIN, y1=14, y2=14, class_="axis"),
        el("line", x1=start, x2=due, y1=14, y2=14, class_="term"),
        el("line", x1=due, x2=due, y1=5, y2=23, class_="due"),
    ]
    if ended is not None:
        shapes.append(el("line", x1=start, x2=ended, y1=14, y2=14, class_="used"))
        shapes.append(el("circle", cx=ended, cy=14, r=5, class_="closed"))
    until = f"due on {deadline.due}" if deadline.due else "paused"
    done = f", done on {deadline.ended}" if deadline.ended else ""
    return _svg(28, f"From {deadline.started}, {until}{done}", *shapes)


def _svg(height: int, label: str, *shapes: Html) -> Html:
    return el(
        "svg", *shapes, class_="bar", viewBox=f"0 0 {_WIDTH} {height}", role="img", aria_label=label
    )


def _scale(figure: Figure, published: Figure | None) -> _Scale:
    figures = [figure] if published is None else [figure, published]
    ends = [Fraction(end) for end in _ends(figures)]
    low, high = min(ends), max(ends)
    share = figure.unit == "share"
    if share and (high - low > _WIDE_SHARE or figure.is_exact):
        return _Scale(Fraction(0), Fraction(1))
    if figure.unit == "growth" and figure.is_exact:
        return _Scale(Fraction(-1), Fraction(0))
    if any(not each.is_bounded for each in figures):
        return _Scale(low - abs(low) / 4, low + abs(low) * 3 / 4)
    room = (high - low) * Fraction(2, 5) or abs(low) or Fraction(1)
    floor = Fraction(0) if low >= 0 else low - room
    ceiling = Fraction(1) if share else high + room
    return _Scale(max(low - room, floor), min(high + room, ceiling))


def _scale_ends(figure: Figure, scale: _Scale) -> Iterator[Html]:
    """Name the ends of a scale that is natural: nothing and all, all gone and no change."""
    natural = {(0, 1): ("0%", "100%"), (-1, 0): ("−100%", "0%")}
    names = natural.get((int(scale.low), int(scale.high)))
    if names is None or scale.high - scale.low != 1:
        return
    used = [scale.x(Fraction(end)) for end in _ends([figure])]
    for name, x in zip(names, (_MARGIN, _WIDTH - _MARGIN), strict=True):
        if all(abs(x - each) > _ROOM for each in used):
            yield _words(_inside(x, name), 40, name, "middle", "lane")


def _ends(figures: list[Figure]) -> Iterator[int | Fraction]:
    for figure in figures:
        for end in (figure.low, figure.high):
            if not isinstance(end, float):
                yield end


def _lane(
    figure: Figure, scale: _Scale, y: int, digits: int, *, kind: str = "computed"
) -> Iterator[Html]:
    yield el("line", x1=_MARGIN, x2=_WIDTH - _MARGIN, y1=y, y2=y, class_="axis")
    low, high = _place(figure.low, scale), _place(figure.high, scale)
    yield el("line", x1=low, x2=high, y1=y, y2=y, class_=f"span {kind}")
    for end, x, closed in (
        (figure.low, low, figure.low_closed),
        (figure.high, high, figure.high_closed),
    ):
        if not isinstance(end, float):
            yield el("circle", cx=x, cy=y, r=6, class_=f"{'closed' if closed else 'open'} {kind}")
        else:
            yield el(
                "path", d=f"M{x - 9} {y - 7}L{x + 5} {y}L{x - 9} {y + 7}Z", class_=f"arrow {kind}"
            )
    yield from _labels(figure, (low, high), y + 24, digits)


def _place(end: End, scale: _Scale) -> float:
    return float(_WIDTH - _MARGIN) if isinstance(end, float) else scale.x(Fraction(end))


def _labels(figure: Figure, places: tuple[float, float], y: int, digits: int) -> Iterator[Html]:
    low = number(figure.low, figure, digits, "near" if figure.is_exact else "down")
    if figure.is_exact:
        yield _words(_inside(places[0], low), y, low, "middle")
        return
    high = number(figure.high, figure, digits, "up")
    texts = [low] if figure.high == float("inf") else [low, high]
    room = (len(low) + len(high)) * _LETTER / 2 + _GAP
    if len(texts) == 1 or places[1] - places[0] >= room:
        for text, x in zip(texts, places, strict=False):
            yield _words(_inside(x, text), y, text, "middle")
    else:  # side by side around their middle, so that neither lies on the other
        number_only, _, size = low.partition(" ")
        both = f"{number_only if size and high.endswith(size) else low} to {high}"
        yield _words(_inside((places[0] + places[1]) / 2, both), y, both, "middle")


def _inside(x: float, text: str) -> float:
    half = len(text) * _LETTER / 2
    return min(max(x, half), _WIDTH - half)


def _words(x: float, y: int, text: str, anchor: str, class_: str = "end") -> Html:
    return el("text", text, x=x, y=y, text_anchor=anchor, class_=class_)


def _band(common: Interval, scale: _Scale) -> Html:
    low, high = _place(common.low, scale), _place(common.high, scale)
    box = el("rect", x=low, y=18, width=max(high - low, 2), height=82, class_="band")
    return join(box)
