"""The rates of service ratings as measures: from the definitions that tallies of ratings use."""

from __future__ import annotations

from typing import Final

from mgov.services import RatingLevel, RatingMeasures
from mgov.stats.catalogues.catalogue import MeasureCatalogue
from mgov.stats.catalogues.definition import MeasureDefinition
from mgov.stats.measures.aggregate import Count
from mgov.stats.measures.aggregating import count
from mgov.stats.measures.column import column
from mgov.stats.measures.condition import AnyOf, Condition
from mgov.stats.measures.definition import Direction
from mgov.values.text import Text

__all__ = ["rating_catalogue"]

_LEVELS: Final = frozenset(level.value for level in RatingLevel)
_POPULATION: Final = Text(
    zh="政务服务评价以及应评未评的办件", en="Ratings of services, and cases that nobody rated"
)
_LEAVES_OUT: Final = Text(
    zh="认定无效的评价，除非分母写明；没有给出记录的未评办件",
    en="Ratings that were set aside, unless the denominator names them; cases without a rating that"
    " the data have no record of",
)
# Apart from these, more of what a rate counts is better.
_LESS_IS_BETTER: Final = frozenset({"unrated_rate", "silent_rate"})


def rating_catalogue(measures: RatingMeasures | str = "cn-ratings") -> MeasureCatalogue:
    """Make a catalogue of the rates by which ratings of services are reported.

    There is one definition of each: that of `RatingMeasures`, in counts of a `RatingTally`. Over
    `RatingRecord`s, each count is a column. The two good rates are called `good_review_rate` and
    `active_good_review_rate` here, where not all is about ratings.

    Args:
        measures: The definitions, or the name of built-in ones.

    Raises:
        mgov.errors.InvalidValueError: If there are no definitions of that name.

    Example:
        >>> from mgov.stats import rating_catalogue
        >>> [measure.id for measure in rating_catalogue()][:3]
        ['good_review_rate', 'active_good_review_rate', 'unrated_rate']
    """
    book = RatingMeasures.of(measures)
    return MeasureCatalogue(
        id=book.id,
        title=book.title,
        source=book.source,
        in_force_from=book.in_force_from,
        in_force_until=book.in_force_until,
        rules=tuple(
            MeasureDefinition(
                id=rate.id.replace("good_rate", "good_review_rate"),
                title=rate.title,
                article=rate.article,
                evidence=rate.evidence,
                source=book.title,
                records="RatingRecord",
                population=_POPULATION,
                numerator=_counted(rate.numerator),
                denominator=_counted(rate.denominator),
                unit="share",
                direction=Direction.LESS_IS_BETTER
                if rate.id in _LESS_IS_BETTER
                else Direction.MORE_IS_BETTER,
                time="rated_at",
                counts=rate.meaning,
                leaves_out=_LEAVES_OUT,
            )
            for rate in book.rules
        ),
    )


def _counted(counts: tuple[str, ...]) -> Count:
    """Count the records that add one to any of some counts, which are counts of different ones."""
    conditions = tuple(map(_condition, counts))
    return count(where=conditions[0] if len(conditions) == 1 else AnyOf(conditions=conditions))


def _condition(name: str) -> Condition:
    if name in _LEVELS:  # of active ratings alone, as the tally counts levels
        return (column("level") == name) & (column("active") == True)  # noqa: E712 -- data
    return column(name) == True  # noqa: E712 -- a condition, which is data
