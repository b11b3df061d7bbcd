"""Measures of every kind of aggregate and condition, by names that say which."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final

from mgov.stats import (
    Aggregate,
    Condition,
    Measure,
    column,
    count,
    distinct,
    largest,
    mean_of,
    quantile,
    total,
)

TURN: Final = datetime(2024, 2, 29, 16, tzinfo=UTC)  # of the month in Shanghai

_APP: Final = column("channel") == "app"
_RATED: Final = ~column("stars").is_missing()

CONDITIONS: Final[dict[str, Condition]] = {
    "equal_text": _APP,
    "not_equal_text": column("channel") != "app",
    "less_text": column("region") < "北京",
    "at_least_text": column("region") >= "é",
    "equal_empty_text": column("region") == "",
    "equal_number": column("stars") == 4,
    "equal_number_of_another_type": column("stars") == 4.0,
    "equal_fraction_in_whole_numbers": column("stars") == 4.5,
    "less_fraction_in_whole_numbers": column("stars") < 3.5,
    "not_equal_fraction_in_whole_numbers": column("stars") != 3.5,
    "equal_beyond_doubles": column("big") == 2**53 + 1,
    "more_beyond_doubles": column("big") > 2**53,
    "less_beyond_all": column("big") < 2**70,
    "at_most_decimal": column("cost") <= Decimal("0.10"),
    "equal_decimal": column("cost") == Decimal("0.10"),
    "more_decimal_of_finer_scale": column("cost") > Decimal("0.095"),
    "less_double_in_decimals": column("cost") < 0.1,
    "equal_double": column("share") == 0.1,
    "equal_decimal_in_doubles": column("share") == Decimal("0.1"),
    "at_least_decimal_in_doubles": column("share") >= Decimal("0.1"),
    "equal_zero_of_either_sign": column("share") == 0,
    "less_zero": column("share") < 0,
    "equal_truth": column("assisted") == True,  # noqa: E712 -- a condition
    "not_equal_truth": column("assisted") != True,  # noqa: E712 -- a condition
    "equal_date": column("day") == date(2024, 2, 29),
    "less_date": column("day") < date(2024, 3, 1),
    "equal_moment": column("at") == TURN,
    "at_least_moment": column("at") >= TURN,
    "columns_at_most_moments": column("ended") <= column("at"),
    "columns_equal_texts": column("channel") == column("region"),
    "columns_less_numbers": column("stars") < column("share"),
    "columns_at_least_whole_numbers": column("service") >= column("big"),
    "columns_more_decimals": column("cost") > column("fine"),
    "columns_not_equal_numbers": column("cost") != column("stars"),
    "is_in_texts": column("channel").is_in("app", "mini_program", "ĀPP"),
    "is_in_numbers": column("stars").is_in(1, 2.5, Decimal(5)),
    "is_in_dates": column("day").is_in(date(2024, 2, 29), date(2024, 3, 1)),
    "is_in_truths": column("assisted").is_in(True, False),  # noqa: FBT003 -- values
    "is_missing_text": column("region").is_missing(),
    "is_missing_number": column("stars").is_missing(),
    "is_missing_nan": column("share").is_missing(),
    "is_missing_truth": column("assisted").is_missing(),
    "is_missing_moment": column("at").is_missing(),
    "is_missing_date": column("day").is_missing(),
    "is_new": column("user").is_new(),
    "is_new_number": column("service").is_new(),
    "all_of": _APP & (column("stars") >= 4) & ~column("user").is_missing(),
    "any_of": _APP | (column("stars") >= 4) | column("user").is_missing(),
    "not_comparison": ~_APP,
    "not_not_equal": ~(column("stars") != 4),
    "not_is_in": ~column("stars").is_in(4, 5),
    "not_columns": ~(column("ended") <= column("at")),
    "not_is_new": ~column("user").is_new(),
    "not_any_of": ~(_APP | (column("share") > 0)),
    "not_all_of": ~(_APP & (column("share") > 0)),
    "not_not": ~~_APP,
    "not_impossible": ~(column("stars") == 4.5),
    "any_of_all_of": (_APP & _RATED) | (~_APP & column("user").is_new()),
}

AGGREGATES: Final[dict[str, Aggregate]] = {
    "count": count(),
    "count_where": count(where=_APP),
    "total_whole_numbers": total("stars"),
    "total_huge_numbers": total("big"),
    "total_decimals": total("cost"),
    "total_finer_decimals": total("fine"),
    "total_finest_decimals": total("fine", decimals=9),
    "total_doubles": total("share"),
    "total_rounded_doubles": total("share", decimals=0),
    "total_rounded_decimals": total("cost", decimals=1),
    "total_where": total("cost", where=_APP),
    "distinct": distinct("user"),
    "distinct_where": distinct("user", where=_APP),
    "distinct_numbers": distinct("service"),
    "distinct_doubles": distinct("share"),
    "distinct_decimals": distinct("cost"),
    "distinct_moments": distinct("at"),
    "distinct_pairs": distinct("user", "service"),
    "distinct_pairs_where": distinct("user", "service", where=_RATED),
    "distinct_of_three": distinct("region", "assisted", "day"),
    "quantile_least": quantile("share", 0),
    "quantile_median": quantile("share", 0.5),
    "quantile_ninth_tenth": quantile("stars", 0.9),
    "quantile_most": quantile("cost", 1),
    "quantile_third": quantile("cost", 0.333, where=_APP),
    "quantile_whole_numbers": quantile("big", 0.5),
}

PARTS: Final[dict[str, Aggregate]] = {
    "largest_count_per_day": largest(count(), per="day"),
    "largest_total_per_day": largest(total("cost"), per="day"),
    "largest_total_per_month": largest(total("share"), per="month"),
    "largest_distinct_per_month": largest(distinct("user"), per="month"),
    "mean_of_count_per_day": mean_of(count(), per="day"),
    "mean_of_distinct_per_day": mean_of(distinct("user"), per="day"),
    "mean_of_total_per_month": mean_of(total("cost"), per="month"),
    "mean_of_new_per_month": mean_of(count(where=column("user").is_new()), per="month"),
}

WEEKS: Final[dict[str, Aggregate]] = {
    "largest_count_per_week": largest(count(), per="week"),
    "largest_distinct_per_week": largest(distinct("user", "service"), per="week"),
    "mean_of_count_per_week": mean_of(count(where=_APP), per="week"),
    "mean_of_total_per_week": mean_of(total("share"), per="week"),
    "mean_of_total_per_day": mean_of(total("cost"), per="day"),
    "largest_count_where_per_day": largest(count(where=_APP), per="day"),
}


def of(measure_id: str, numerator: object, denominator: object = None, **more: object) -> Measure:
    """Define a measure by its aggregates."""
    given = {"id": measure_id, "name": measure_id, "numerator": numerator, "time": "at"}
    return Measure.model_validate({**given, "denominator": denominator, **more})


RATIOS: Final = (
    of("share_of_app", count(where=_APP), count(), unit="share"),
    of("share_of_rated", count(where=column("stars") >= 4), count(where=_RATED), unit="share"),
    of("share_beside", count(where=_APP), count(where=_RATED), unit="share"),
    of("share_of_users", distinct("user", where=_APP), distinct("user"), unit="share"),
    of(
        "share_of_pairs",
        distinct("user", "service", where=_APP),
        distinct("user", "service"),
        unit="share",
        where=_RATED,
    ),
    of("share_of_other_users", distinct("service", where=_APP), distinct("user"), unit="share"),
    of("share_of_nothing", count(), count(where=column("channel") == "nowhere"), unit="share"),
    of("cost_each", total("cost"), count(where=_APP)),
    of("cost_by_share", total("cost"), total("share")),
    of("few", total("cost"), count(), minimum_n=4),
    of("few_share", count(where=_APP), count(), unit="share", minimum_n=3),
    of("few_median", quantile("share", 0.5), minimum_n=3),
    of("few_counts", count(), minimum_n=50),
    of("stickiness", mean_of(distinct("user"), per="day"), distinct("user")),
    of("peak_part", largest(count(), per="day"), count(), where=_APP),
    of("median_each", quantile("share", 0.5), quantile("stars", 0.5)),
)
"""Measures with a denominator, or with a least number of cases."""

COUNTED: Final = tuple(of(f"where_{name}", count(where=each)) for name, each in CONDITIONS.items())
MADE: Final = tuple(of(name, each) for name, each in AGGREGATES.items())
PARTED: Final = tuple(of(name, each) for name, each in PARTS.items())
WEEKLY: Final = tuple(of(name, each) for name, each in WEEKS.items())
