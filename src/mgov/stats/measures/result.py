"""What measures come to: values with their intervals, cases and definitions, a row a group."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from pydantic import Field
from typing_extensions import override

from mgov.errors import InvalidValueError
from mgov.stats.measures.aggregate import PeriodLength
from mgov.stats.measures.definition import Measure
from mgov.stats.measures.printing import html_table, text_table
from mgov.stats.measures.request import MARGIN, PERIOD
from mgov.stats.measures.value import ConditionValue
from mgov.stats.ratio import share
from mgov.values.figures import Figure
from mgov.values.model import Model

__all__ = ["Absence", "MeasureResult", "MeasureRow", "MeasureTable"]

_Count = Annotated[int, Field(ge=0)]


class Absence(StrEnum):
    """Why there is no value.

    Attributes:
        NOTHING: There is nothing to divide by, or no value to take a quantile or a mean of.
        TOO_FEW: It rests on fewer cases than may be shown, and is withheld.

    Example:
        >>> from mgov.stats import Absence
        >>> Absence("too_few") is Absence.TOO_FEW
        True
    """

    NOTHING = "nothing"
    TOO_FEW = "too_few"


class MeasureResult(Model, frozen=True):
    """What a measure comes to in one group.

    Attributes:
        definition: The measure.
        value: The value; whole where rows or different values are counted. None if there is
            none, or if it is withheld.
        low: The lower end of the interval by Wilson, to 95 %, of a proportion; else None.
        high: The upper end.
        n: The number of cases that the value rests on: those of the denominator, if there is one.
        numerator: What the numerator comes to; None where the value is withheld.
        denominator: What the denominator comes to; None where there is none or it is withheld.
        absence: Why there is no value.

    Example:
        >>> from mgov import stats
        >>> share = stats.Measure(
        ...     id="app_share",
        ...     name="By app",
        ...     numerator=stats.count(where=stats.column("channel") == "app"),
        ...     denominator=stats.count(),
        ...     unit="share",
        ... )
        >>> table = stats.measure([{"channel": "app"}, {"channel": "web"}], share)
        >>> result = table.rows[0]["app_share"]
        >>> result.value, round(result.low, 4), round(result.high, 4), result.n
        (0.5, 0.0945, 0.9055, 2)
        >>> print(result.figure.explain())
        1 ÷ 2 is exactly 50%; the ends rest on exact counts.
    """

    definition: Measure
    value: int | float | None
    low: float | None = None
    high: float | None = None
    n: _Count
    numerator: int | Decimal | float | None = None
    denominator: int | Decimal | float | None = None
    absence: Absence | None = None

    @property
    def is_withheld(self) -> bool:
        """Whether there is a value that rests on too few cases to be shown."""
        return self.absence is Absence.TOO_FEW

    @property
    def exact(self) -> Fraction | None:
        """The value as a fraction; of a quantile or a mean, that of the double it is."""
        if self.value is None or self.numerator is None:
            return None
        top = Fraction(self.numerator)
        return top if self.denominator is None else top / Fraction(self.denominator)

    @property
    def figure(self) -> Figure | None:
        """The value as a figure in its unit; of a proportion, one that explains itself."""
        exact = self.exact
        if exact is None:
            return None
        if self.definition.is_proportion and self.numerator is not None and self.denominator:
            return share(self.numerator, self.denominator)
        return Figure.exact(exact, unit=self.definition.unit)


class MeasureRow(Model, frozen=True):
    """The results of one group.

    Attributes:
        keys: The values of the columns that the data is grouped by; None where a row has none,
            and for a column that is summed over.
        period: The first day of the period; None if there are no periods, or the time is missing.
        margin: The columns that are summed over.
        results: What each measure comes to, in the order of the measures.

    Example:
        >>> from mgov import stats
        >>> uses = stats.Measure(id="uses", name="Uses", numerator=stats.count())
        >>> [row] = stats.measure([{"region": "320100"}], uses, by="region").rows
        >>> row.keys, row["uses"].value
        ({'region': '320100'}, 1)
    """

    keys: dict[str, ConditionValue | None]
    period: date | None = None
    margin: tuple[str, ...] = ()
    results: tuple[MeasureResult, ...]

    def __getitem__(self, measure_id: str) -> MeasureResult:
        """Return the result of a measure by its id.

        Raises:
            mgov.errors.InvalidValueError: If it was not measured.
        """
        for result in self.results:
            if result.definition.id == measure_id:
                return result
        raise InvalidValueError(
            "is no measure of this table",
            field="measure",
            remedy=f"There are {', '.join(each.definition.id for each in self.results)}.",
            code="measure_unknown",
        )


class MeasureTable(Model, frozen=True):
    """The results of measures, a row a group; printed, it is a table.

    Attributes:
        measures: The measures.
        by: The columns that the data is grouped by.
        period: The length of the periods; None if there are none.
        margins: Whether there are rows in which columns are summed over.
        rows: The groups, in the order of their keys, missing ones last.

    Example:
        >>> from mgov import stats
        >>> uses = stats.Measure(id="uses", name="Uses", numerator=stats.count())
        >>> rows = [{"region": "320100"}, {"region": "320200"}, {"region": "320100"}]
        >>> print(stats.measure(rows, uses, by="region"))
        region  uses
        320100     2
        320200     1
    """

    measures: tuple[Measure, ...]
    by: tuple[str, ...] = ()
    period: PeriodLength | None = None
    margins: bool = False
    rows: tuple[MeasureRow, ...]

    def to_records(self) -> list[dict[str, object]]:
        """Give the rows as dictionaries, with the columns that the answer of a frame has.

        Example:
            >>> from mgov import stats
            >>> uses = stats.Measure(id="uses", name="Uses", numerator=stats.count())
            >>> stats.measure([{"region": "320100"}], uses, by="region").to_records()
            [{'region': '320100', 'uses': 1, 'uses_n': 1}]
        """
        return [self._record(row) for row in self.rows]

    def _record(self, row: MeasureRow) -> dict[str, object]:
        record = self._keys(row)
        for measure, result in zip(self.measures, row.results, strict=True):
            record[measure.id] = result.value
            if measure.is_proportion:
                record[f"{measure.id}_low"] = result.low
                record[f"{measure.id}_high"] = result.high
            record[f"{measure.id}_n"] = result.n
        return record

    def _keys(self, row: MeasureRow) -> dict[str, object]:
        keys: dict[str, object] = dict(row.keys)
        if self.period is not None:
            keys[PERIOD] = row.period
        if self.margins:
            keys[MARGIN] = ",".join(row.margin) or None
        return keys

    def _cells(self) -> tuple[list[str], list[list[str]]]:
        head = [*self.by]
        if self.period is not None:
            head.append(PERIOD)
        head += [measure.id for measure in self.measures]
        return head, [self._line(row) for row in self.rows]

    def _line(self, row: MeasureRow) -> list[str]:
        line = [
            "(all)" if name in row.margin else "" if value is None else str(value)
            for name, value in row.keys.items()
        ]
        if self.period is not None:
            line.append("" if row.period is None else str(row.period))
        return line + [_shown(result) for result in row.results]

    @override
    def __str__(self) -> str:
        head, lines = self._cells()
        return text_table(head, lines, len(head) - len(self.measures))

    def _repr_html_(self) -> str:
        head, lines = self._cells()
        titles = [""] * (len(head) - len(self.measures))
        titles += [measure.describe() for measure in self.measures]
        return html_table(head, titles, lines)


def _shown(result: MeasureResult) -> str:
    if result.is_withheld:
        return f"withheld (n={result.n:,})"
    if result.value is None:
        return "-"
    if isinstance(result.value, int):
        return f"{result.value:,}"
    if result.low is None or result.high is None:
        return f"{result.value:,.6g}"
    return f"{result.value:.1%} ({result.low:.1%} to {result.high:.1%}, n={result.n:,})"
