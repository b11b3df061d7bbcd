"""The operators of figures, `a / b`, `3 * a`, on top of their arithmetic."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from mgov.errors import InvalidValueError
from mgov.values.figures import arithmetic
from mgov.values.figures.interval import Interval, Number, exact
from mgov.values.figures.units import DURATIONS
from mgov.values.model import Model

if TYPE_CHECKING:
    from mgov.values.figures.figure import Figure

__all__ = ["Computable"]


class Computable(Model, frozen=True):
    """What makes a figure computable: the operators, for figures and plain numbers alike.

    Example:
        >>> from mgov import Figure
        >>> print((2 * Figure.exact(26) - 1) / Figure.exact(3))
        17
    """

    def _pair(self, other: Figure | Number) -> tuple[Figure, Figure]:
        me = cast("Figure", self)
        return me, arithmetic.as_figure(other, type(me))

    def __add__(self, other: Figure | Number) -> Figure:
        me, it = self._pair(other)
        return arithmetic.add(me, it)

    def __radd__(self, other: Figure | Number) -> Figure:
        me, it = self._pair(other)
        return arithmetic.add(it, me)

    def __sub__(self, other: Figure | Number) -> Figure:
        me, it = self._pair(other)
        return arithmetic.subtract(me, it)

    def __rsub__(self, other: Figure | Number) -> Figure:
        me, it = self._pair(other)
        return arithmetic.subtract(it, me)

    def __mul__(self, other: Figure | Number) -> Figure:
        me, it = self._pair(other)
        return arithmetic.multiply(me, it)

    def __rmul__(self, other: Figure | Number) -> Figure:
        me, it = self._pair(other)
        return arithmetic.multiply(it, me)

    def __truediv__(self, other: Figure | Number) -> Figure:
        me, it = self._pair(other)
        return arithmetic.divide(me, it)

    def __rtruediv__(self, other: Figure | Number) -> Figure:
        me, it = self._pair(other)
        return arithmetic.divide(it, me)

    def __neg__(self) -> Figure:
        return -1 * self

    def __contains__(self, number: object) -> bool:
        return number in cast("Figure", self).interval

    def __float__(self) -> float:
        value = cast("Figure", self).value
        if value is None:
            raise InvalidValueError(
                "names no single number",
                field="figure",
                remedy="Use its low and high.",
                code="figure_without_value",
            )
        return float(value)

    def in_unit(self, unit: str) -> Figure:
        """Convert a length of time: minutes into hours, weeks into days.

        Working days, months and years have no fixed length and are not converted.

        Args:
            unit: One of s, min, h, day, week.

        Raises:
            InvalidValueError: If either unit has no fixed length.

        Example:
            >>> from mgov import Figure
            >>> print(Figure.parse("30分钟").in_unit("h").interval)
            [1/2, 1/2]
        """
        me = cast("Figure", self)
        if me.unit not in DURATIONS or unit not in DURATIONS:
            raise InvalidValueError(
                f"cannot be turned from {me.unit} into {unit}",
                field="unit",
                remedy=f"Only {', '.join(DURATIONS)} have a fixed length.",
                code="unit_not_convertible",
            )
        factor = DURATIONS[me.unit] / DURATIONS[unit]
        return type(me).computed(
            me.interval * Interval.point(factor),
            value=None if me.value is None else exact(me.value * factor),
            unit=unit,
            formula="{0}",
            operands=(me,),
        )

    def agrees_with(self, other: Figure | Number) -> bool:
        """Whether both can be the same number: the right test for two published figures.

        Args:
            other: A figure in the same unit, or a number.

        Raises:
            InvalidValueError: If the units differ.

        Example:
            >>> from mgov import Figure
            >>> share = Figure.parse("7.24亿") / Figure.parse("7.51亿")
            >>> share.agrees_with(Figure.parse("96.3%"))
            True
        """
        me, it = self._pair(other)
        arithmetic.require_same_unit(me, it)
        return me.interval.intersection(it.interval) is not None
