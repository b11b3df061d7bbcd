"""`Figure`: a number as it was reported, with what is known about it."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, ModelWrapValidatorHandler, model_validator
from typing_extensions import override

from mgov.errors import InvalidValueError
from mgov.values.figures.explaining import explain
from mgov.values.figures.fields import ExactField, HighField, LowField
from mgov.values.figures.formatting import format_figure
from mgov.values.figures.interval import Exact, Interval, Number, exact
from mgov.values.figures.meaning import Basis, Qualifier, Reading, Rounding, Statistic
from mgov.values.figures.operators import Computable
from mgov.values.figures.reader import read_figures, read_one_figure
from mgov.values.figures.units import same_unit
from mgov.values.language import Language

if TYPE_CHECKING:
    from typing import Self

__all__ = ["Figure"]


class Figure(Computable, frozen=True):
    """A number as it was reported, with what is known about it.

    A report says 7.24亿, 超过2605亿次 or "nearly half": each names a number and leaves
    something open. A figure keeps the number, the interval in which the true one lies, and why.
    Numbers are exact (`int`, or `Fraction` where they are not whole), so arithmetic never
    drifts.

    In a field of a model a figure may be given as its text (`"超过440万"`) or as a count
    (`26`).

    Attributes:
        value: The number that was named; `None` where two ends were named instead.
        low: The lower end of the interval, `-math.inf` where there is none (JSON: null).
        high: The upper end, `math.inf` where there is none (JSON: null).
        low_closed: Whether the true number may be `low` itself.
        high_closed: Whether the true number may be `high` itself.
        unit: What is counted, as it was written (人次, account); measures have fixed names:
            s, min, h, day, workday, week, month, quarter, year, share (1 is all), pp
            (percentage points), growth (1 is a doubling), times. `None` where nothing says.
        qualifier: How the report speaks of the number.
        statistic: Whether it is a total, a mean, a maximum or a minimum, where it says so.
        basis: What the ends of the interval rest on.
        text: The words that were read; empty for a figure that was not read.
        span: Where they stand in the text that was searched.
        step: The place of the last written digit, where that bounds the number.
        low_precision: Whether only one digit was written, so that rounding leaves much open.
        threshold: Whether it states a condition (超过100万的微博), not a measurement.
        before: The level before the change, where both levels were named.
        after: The level after the change.
        formula: How a computed figure was computed: `{0} ÷ {1}`, with a place for each operand.
        operands: What it was computed from.

    Example:
        >>> figure = Figure.parse("7.24亿")
        >>> figure.value, figure.low, figure.high, figure.high_closed
        (724000000, 723500000, 724500000, False)
        >>> print(Figure.parse("over 40%").interval)
        (2/5, 1]
    """

    value: ExactField | None
    low: LowField
    high: HighField
    low_closed: bool = True
    high_closed: bool = True
    unit: Annotated[str, Field(min_length=1, max_length=60)] | None = None
    qualifier: Qualifier = Qualifier.RANGE
    statistic: Statistic | None = None
    basis: Basis = Basis.BOUND
    text: str = ""
    span: tuple[int, int] | None = None
    step: ExactField | None = None
    low_precision: bool = False
    threshold: bool = False
    before: Figure | None = None
    after: Figure | None = None
    formula: str | None = None
    operands: tuple[Figure, ...] = ()

    @model_validator(mode="wrap")
    @classmethod
    def _from_text_or_count(cls, data: object, handler: ModelWrapValidatorHandler[Self]) -> Figure:
        try:
            if isinstance(data, str):
                return cls.parse(data)
            if isinstance(data, int) and not isinstance(data, bool):
                return cls.exact(data)
        except InvalidValueError as error:
            raise error.as_pydantic() from None
        if not isinstance(data, dict | Figure):
            raise InvalidValueError(
                "is no figure",
                field="figure",
                remedy="Give a Figure, the text of one (超过2605亿次) or a whole number.",
                code="figure_type",
            ).as_pydantic()
        return handler(data)

    @model_validator(mode="after")
    def _holds_its_value(self) -> Self:
        try:
            interval = self.interval
        except InvalidValueError as error:
            raise error.as_pydantic() from None
        if self.value is not None and not interval.low <= self.value <= interval.high:
            raise InvalidValueError(
                "lies outside the interval",
                field="value",
                remedy="Give ends around the value.",
                code="value_outside_interval",
            ).as_pydantic()
        return self

    @classmethod
    def parse(cls, text: str, *, unit: str | None = None, rounding: Rounding = "half") -> Figure:
        """Read a text that holds one figure, in Chinese or English.

        Args:
            text: The text, such as `超过2605亿次`, `两三百`, `5%—8%` or `1.2k`. Words around
                the figure do no harm; dates, ordinals and telephone numbers are passed over.
            unit: What is counted, where the text does not say it, or says less (次 for 次/日).
            rounding: Whether the source rounds half up (`half`) or cuts off (`floor`).

        Raises:
            InvalidValueError: If the text holds no figure, or several, or another unit.

        Example:
            >>> Figure.parse("减少至37项").value, Figure.parse("减少37项").value
            (37, -37)
            >>> Figure.parse("1.2万多", unit="post").unit
            'post'
        """
        reading = read_one_figure(text, rounding)
        figure = cls._from_reading(reading, text).replace(text=text, span=None)
        return figure if unit is None else figure.with_unit(unit)

    @classmethod
    def find_all(cls, text: str, *, rounding: Rounding = "half") -> list[Figure]:
        """Find every figure in a running text.

        Dates, years, ordinals, telephone and document numbers and idioms are no figures; nor
        are a bare 一个 or a number without anything that it counts.

        Args:
            text: Any text, of any length.
            rounding: Whether the source rounds half up or cuts off.

        Returns:
            The figures in the order of the text, each with its `text` and its `span`.

        Example:
            >>> text = "截至2016年12月，微博达到164522个，阅读量超过2605亿次。"
            >>> [(figure.text, figure.span) for figure in Figure.find_all(text)]
            [('164522个', (15, 22)), ('超过2605亿次', (26, 34))]
        """
        readings, _ = read_figures(text, rounding)
        return [cls._from_reading(each, text) for each in readings if not each.weak]

    @classmethod
    def exact(
        cls, value: Number, *, unit: str | None = None, statistic: Statistic | None = None
    ) -> Figure:
        """Make a figure of a number that is known exactly.

        Args:
            value: The number.
            unit: What is counted.
            statistic: Whether it is a total, a mean, a maximum or a minimum.

        Example:
            >>> print(Figure.exact(164522, unit="account"))
            164,522 accounts
        """
        number = exact(value)
        return cls(
            value=number,
            low=number,
            high=number,
            unit=unit,
            qualifier=Qualifier.EXACT,
            statistic=statistic,
            basis=Basis.EXACT,
        )

    @classmethod
    def between(
        cls,
        low: Number,
        high: Number,
        *,
        unit: str | None = None,
        low_closed: bool = True,
        high_closed: bool = True,
    ) -> Figure:
        """Make a figure of which two ends are known.

        Args:
            low: The lower end, or `-math.inf`.
            high: The upper end, or `math.inf`.
            unit: What is counted.
            low_closed: Whether it may be `low` itself.
            high_closed: Whether it may be `high` itself.

        Raises:
            InvalidValueError: If no number lies between the ends.

        Example:
            >>> print(Figure.between(3, 5, unit="workday"))
            3 to 5 working days
        """
        return cls(
            value=None,
            low=low if low == -math.inf else exact(low),
            high=high if high == math.inf else exact(high),
            unit=unit,
            low_closed=low_closed and low != -math.inf,
            high_closed=high_closed and high != math.inf,
        )

    @classmethod
    def computed(
        cls,
        interval: Interval,
        *,
        value: Exact | None = None,
        unit: str | None = None,
        formula: str,
        operands: tuple[Figure, ...],
    ) -> Figure:
        """Make the result of a computation that interval arithmetic alone does not cover.

        Args:
            interval: Where the result lies, whatever the operands truly are.
            value: The result for the numbers that the operands name; left out where it lies
                outside the interval, filled in where only one number is possible.
            unit: What the result counts.
            formula: How it was computed, with a place for each operand: `{0} ÷ ({1} − {0})`.
            operands: What it was computed from; its basis is the least firm of theirs.

        Example:
            >>> users, more = Figure.parse("7.24亿"), Figure.parse("增加2830万")
            >>> ratio = Figure.computed(
            ...     Interval(0, 1), formula="{0} ÷ {1}", operands=(more, users), unit="share"
            ... )
            >>> ratio.basis.value
            'rounding'
        """
        if interval.is_point:
            value = exact(interval.low)
        fits = value is not None and interval.low <= value <= interval.high
        return cls(
            value=value if fits else None,
            low=interval.low,
            high=interval.high,
            low_closed=interval.low_closed,
            high_closed=interval.high_closed,
            unit=unit,
            qualifier=Qualifier.COMPUTED,
            basis=max((each.basis for each in operands), key=list(Basis).index),
            formula=formula,
            operands=operands,
        )

    @classmethod
    def _from_reading(cls, reading: Reading, text: str) -> Figure:
        unit = reading.unit
        if unit is not None and reading.unit_at is not None:
            written = text[slice(*reading.unit_at)]
            unit = written + unit[len(written) :] if len(written) <= len(unit) else unit
        return cls(
            value=reading.value,
            low=reading.interval.low,
            high=reading.interval.high,
            low_closed=reading.interval.low_closed,
            high_closed=reading.interval.high_closed,
            unit=unit,
            qualifier=reading.qualifier,
            statistic=reading.statistic,
            basis=reading.basis,
            text=text[reading.start : reading.end],
            span=(reading.start, reading.end),
            step=reading.step,
            low_precision=reading.coarse,
            threshold=reading.threshold,
            before=reading.before and cls._from_reading(reading.before, text),
            after=reading.after and cls._from_reading(reading.after, text),
        )

    @property
    def interval(self) -> Interval:
        """All numbers that the true one may be."""
        return Interval(self.low, self.high, self.low_closed, self.high_closed)

    @property
    def is_exact(self) -> bool:
        """Whether only one number is possible."""
        return self.low == self.high

    @property
    def is_bounded(self) -> bool:
        """Whether there is a lower and an upper end."""
        return self.interval.is_bounded

    def with_unit(self, unit: str | None) -> Figure:
        """Say what the figure counts.

        Args:
            unit: A unit, where the figure has none or one that this one refines (次 to 次/日);
                `None` takes the unit away.

        Raises:
            InvalidValueError: If the figure counts something else.

        Example:
            >>> Figure.parse("6万多次").with_unit("次/日").unit
            '次/日'
        """
        fits = unit is None or self.unit is None or same_unit(self.unit, unit)
        if not fits and not same_unit(self.unit, str(unit).split("/", maxsplit=1)[0]):
            raise InvalidValueError(
                f"counts {self.unit}, not {unit}",
                field="unit",
                remedy="Leave the unit out, or give the one that the text names.",
                code="unit_differs",
            )
        return self.replace(unit=unit)

    def softened(self, *, near: Number = Fraction(9, 10)) -> Figure:
        """Give 近 a soft lower end, which nothing but habit supports.

        Args:
            near: The part of the named number that the true one is taken to reach.

        Returns:
            The figure with that lower end and `Basis.CONVENTION`; a figure that is not
            `Qualifier.NEAR` unchanged.

        Example:
            >>> print(Figure.parse("近一亿人次").softened().interval)
            [90000000, 100000000)
        """
        if self.qualifier is not Qualifier.NEAR or self.value is None or self.value < 0:
            return self
        low = exact(self.value * exact(near))
        return self.replace(low=low, low_closed=True, basis=Basis.CONVENTION)

    def format(self, lang: Language = "en", *, digits: int | None = None) -> str:
        """Write the figure in words that `parse` reads back.

        What is read back has the same value, interval and unit; where no words say them, the
        text is in mathematical notation, `4.07% [4.06%, 4.08%]`. With `digits` a computed
        figure is shortened: its ends are rounded outward, so the interval still holds the
        true number, and it is read back a little wider; one exact share is rounded to the
        nearest, as reports do; without an upper end, it is "over" its lower one.

        Args:
            lang: `en` or `zh`.
            digits: How many significant digits a computed figure shows; all when `None`.

        Example:
            >>> figure = Figure.parse("超过2605亿次")
            >>> figure.format("zh"), figure.format("en")
            ('超过2605亿次', 'over 260.5 billion 次')
        """
        return format_figure(self, lang, digits)

    def explain(self, lang: Language = "en") -> str:
        """Say what the figure means and why, in one or two sentences.

        Args:
            lang: `en` or `zh`.

        Example:
            >>> print(Figure.parse("300余条").explain())
            “300余条” is more than 300 and less than 400 条: by habit, the rest after the last digit
            named is left open.
        """
        return explain(self, lang)

    @override
    def __str__(self) -> str:
        return self.text or self.format("en", digits=4)

    @override
    def __repr__(self) -> str:
        value = "" if self.value is None else f"{self.value}, "
        unit = "" if self.unit is None else f", unit={self.unit!r}"
        return f"Figure({str(self)!r}: {value}{self.interval}{unit}, {self.qualifier.value})"
