"""The catalogue of measures: each by its name, as data, with its source.

`kpi.digital_take_up` is a `Measure`; `kpi.definition("digital_take_up")` says as well what it
leaves out and where the definition is from. The definitions are TOML files beside the code; they
are read when the first one is asked for.

What takes two periods to say is no definition but a function: `kpi.channel_shift`, how the shares
of channels move, and `kpi.retention`, who comes back.
"""

from __future__ import annotations

from functools import cache, reduce
from typing import TYPE_CHECKING, Final

from mgov.errors import InvalidValueError
from mgov.stats.catalogues.catalogue import MeasureCatalogue
from mgov.stats.catalogues.definition import MeasureDefinition
from mgov.stats.catalogues.ratings import rating_catalogue
from mgov.stats.measures.aggregating import count
from mgov.stats.measures.column import column
from mgov.stats.measures.definition import Measure
from mgov.stats.retained.retention import retention
from mgov.stats.shift.channel_shift import channel_shift
from mgov.values.text import Text

__all__ = [
    "active_good_review_rate",
    "active_users",
    "adoption_of_suggestions",
    "bad_answered_rate",
    "bad_put_right_rate",
    "bad_settled_rate",
    "burden_removed",
    "catalogue",
    "channel_shift",
    "completion_rate",
    "cost_per_transaction",
    "coverage",
    "definition",
    "digital_take_up",
    "first_reply_time",
    "good_review_rate",
    "hit_share",
    "hit_share_over",
    "mean_stars",
    "mobile_share",
    "named_revisited_rate",
    "new_users",
    "on_time_rate",
    "opening_rate",
    "peak_day",
    "petition_acceptance",
    "petition_on_time",
    "petition_satisfaction",
    "reach",
    "reads_per_post",
    "reply_rate",
    "retention",
    "returning_users",
    "satisfaction",
    "satisfied_after_rate",
    "services_per_user",
    "silent_rate",
    "stickiness",
    "unrated_rate",
    "uses",
]

if TYPE_CHECKING:
    # --- the four of the UK service standard ---------------------------------------------------
    digital_take_up: Measure
    """Completed online, of completed in all channels."""
    completion_rate: Measure
    """Completed of started; not eligible counts as completed."""
    cost_per_transaction: Measure
    """What all uses cost, for each that was completed."""
    satisfaction: Measure
    """Satisfied or very satisfied, of those who said."""
    mean_stars: Measure
    """The stars that were given, on average."""
    # --- how services are used -----------------------------------------------------------------
    uses: Measure
    """How many uses were started."""
    mobile_share: Measure
    """Uses in an app or a mini program, of all."""
    peak_day: Measure
    """The uses of the day with the most."""
    on_time_rate: Measure
    """Decided in time, of those decided or overdue."""
    # --- who uses them -------------------------------------------------------------------------
    active_users: Measure
    """Different users, by day, week or month as `period` says."""
    new_users: Measure
    """Users whom the data know from this period on."""
    returning_users: Measure
    """Active users whom the data know from an earlier period."""
    stickiness: Measure
    """The mean daily active users, by those of the period."""
    services_per_user: Measure
    """Different services that an active user used."""
    reach: Measure
    """Different services that a registered user has used."""
    # --- accounts, messages, posts -------------------------------------------------------------
    opening_rate: Measure
    """Bodies that have an account that works, of those that should."""
    reply_rate: Measure
    """Messages that were answered, of the valid ones."""
    first_reply_time: Measure
    """The median of the hours until the first answer."""
    adoption_of_suggestions: Measure
    """Suggestions that were adopted, of the valid ones."""
    reads_per_post: Measure
    """Reads for each post."""
    hit_share: Measure
    """Posts that were read 100,000 times or more; see `hit_share_over`."""
    # --- petitions -----------------------------------------------------------------------------
    petition_acceptance: Measure
    """Accepted, of those accepted or not."""
    petition_satisfaction: Measure
    """Satisfied or basically satisfied, of those rated."""
    petition_on_time: Measure
    """Closed with every duty in time, of those closed or late."""
    # --- services ------------------------------------------------------------------------------
    coverage: Measure
    """Services that can be used in all of a division, of all."""
    burden_removed: Measure
    """What each case is spared by a reform, times the cases."""
    # --- ratings -------------------------------------------------------------------------------
    good_review_rate: Measure
    """Good ratings, those by default included, of all."""
    active_good_review_rate: Measure
    """Good ratings of those that somebody gave."""
    unrated_rate: Measure
    """Cases without a rating, of those that could be rated."""
    silent_rate: Measure
    """Cases that nobody rated, those by default included."""
    bad_answered_rate: Measure
    """Bad ratings that were answered."""
    bad_put_right_rate: Measure
    """Bad ratings that were put right."""
    bad_settled_rate: Measure
    """Bad ratings that were put right or explained."""
    named_revisited_rate: Measure
    """Bad ratings by name whose givers were asked again."""
    satisfied_after_rate: Measure
    """Bad ratings whose givers were satisfied when last asked."""
else:

    def __getattr__(name: str) -> Measure:
        # Hidden from type checkers, which know the names above and no others.
        if name in catalogue():
            return catalogue().measure(name)
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)


@cache
def catalogue() -> MeasureCatalogue:
    """Return all definitions, to list them or to put a team's own behind them.

    Example:
        >>> from mgov.stats import kpi
        >>> len(kpi.catalogue()), "digital_take_up" in kpi.catalogue()
        (35, True)
        >>> print(next(iter(kpi.catalogue())).describe("zh"))
        网上办理率：...
    """
    books = [MeasureCatalogue.built_in(name) for name in _IN_ORDER]
    return reduce(MeasureCatalogue.merged, [*books, rating_catalogue()]).replace(
        id="kpi", title=Text(zh="移动政务指标", en="Measures of mobile government")
    )


def definition(measure_id: str) -> MeasureDefinition:
    """Return what the catalogue says of a measure: its source, and what it leaves out.

    Args:
        measure_id: Its id.

    Raises:
        mgov.errors.InvalidValueError: If there is none; names the nearest one.

    Example:
        >>> from mgov.stats import kpi
        >>> entry = kpi.definition("completion_rate")
        >>> entry.evidence.value, entry.records
        ('verified', 'ServiceUse')
        >>> print(entry.counts.in_language("en"))
        Completed uses of those that were started; to be told that one is not eligible counts as
        completed, since the service did what it is for
    """
    return catalogue().rule(measure_id)


def hit_share_over(threshold: int) -> Measure:
    """Return `hit_share` with another threshold.

    Args:
        threshold: From how many reads on a post is a hit.

    Raises:
        mgov.errors.InvalidValueError: If it is below 1.

    Example:
        >>> from mgov.stats import kpi
        >>> measure = kpi.hit_share_over(1_000_000)
        >>> print(measure.id, measure.name.in_language("en"))
        hit_share Hit share, from 1,000,000 reads
    """
    if threshold < 1:
        trouble, remedy = "is below one", "Give from how many reads on a post is a hit."
        raise InvalidValueError(trouble, field="threshold", remedy=remedy, code="threshold")
    usual = catalogue().measure("hit_share")
    words = {"zh": f"（阅读量达{threshold:,}）", "en": f", from {threshold:,} reads"}
    return usual.replace(
        name=Text({lang: name + words[lang] for lang, name in usual.name.items()}),
        numerator=count(where=column("reads") >= threshold),
        source=None,
    )


_IN_ORDER: Final = ("uses", "accounts", "posts", "petitions", "services")


def __dir__() -> list[str]:
    return sorted([*globals(), *(rule.id for rule in catalogue().rules)])
