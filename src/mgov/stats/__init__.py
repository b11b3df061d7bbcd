"""Measures of adoption: one definition of each, from a list of records to a cluster."""

from mgov.stats import kpi
from mgov.stats.burden import BurdenChange, burden_change
from mgov.stats.catalogues.catalogue import MeasureCatalogue
from mgov.stats.catalogues.definition import MeasureDefinition
from mgov.stats.catalogues.ratings import rating_catalogue
from mgov.stats.change import growth
from mgov.stats.frames.tabulated import tabulate
from mgov.stats.measures.aggregate import (
    Aggregate,
    Count,
    Distinct,
    Largest,
    MeanOf,
    PeriodLength,
    Quantile,
    Total,
)
from mgov.stats.measures.aggregating import (
    count,
    distinct,
    largest,
    mean_of,
    quantile,
    total,
)
from mgov.stats.measures.column import ColumnReference, column
from mgov.stats.measures.condition import (
    AllOf,
    AnyOf,
    ColumnComparison,
    Comparison,
    Condition,
    IsIn,
    IsMissing,
    IsNew,
    Not,
    Operator,
)
from mgov.stats.measures.definition import Direction, Measure
from mgov.stats.measures.measured import measure
from mgov.stats.measures.result import Absence, MeasureResult, MeasureRow, MeasureTable
from mgov.stats.proportion import ProportionInterval, wilson
from mgov.stats.ratio import Quantity, coverage, per, share
from mgov.stats.reconciliation import (
    Conflict,
    ReconciledFigure,
    Reconciliation,
    Relation,
    reconcile,
)
from mgov.stats.records.acceptance import AcceptanceSteps
from mgov.stats.records.body_record import BodyRecord
from mgov.stats.records.burden_record import BurdenPart, BurdenRecord
from mgov.stats.records.coverage_record import CoverageRecord, CoverageStanding
from mgov.stats.records.message_record import MessageRecord
from mgov.stats.records.petition_record import PetitionRecord
from mgov.stats.records.post_record import PostRecord
from mgov.stats.records.rating_record import RatingRecord
from mgov.stats.records.user_record import UserRecord
from mgov.stats.removal import burden_removed
from mgov.stats.retained.retention import (
    Retention,
    RetentionCell,
    RetentionPoint,
    RetentionRecord,
    retention,
)
from mgov.stats.series import (
    BreakMethod,
    BreakTest,
    Contribution,
    Contributions,
    DefinitionChange,
    Expectation,
    Series,
    SeriesPoint,
    annualized,
    break_test,
    contributions,
    expectation,
)
from mgov.stats.shift.channel_shift import ChannelShift, ChannelShiftRecord, channel_shift
from mgov.stats.survival import (
    ComparedGroup,
    ConfidenceBand,
    LogRank,
    RestrictedMean,
    SurvivalCurve,
    SurvivalEstimate,
    SurvivalQuantile,
    SurvivalStep,
    TimeUnit,
    kaplan_meier,
    log_rank,
    time_to_close,
    time_to_first_reply,
)
from mgov.stats.uses.service_use import ServiceUse, UseOutcome
from mgov.stats.uses.synthetic import SyntheticUses
from mgov.stats.uses.use_columns import UseColumns

__all__ = [
    "Absence",
    "AcceptanceSteps",
    "Aggregate",
    "AllOf",
    "AnyOf",
    "BodyRecord",
    "BreakMethod",
    "BreakTest",
    "BurdenChange",
    "BurdenPart",
    "BurdenRecord",
    "ChannelShift",
    "ChannelShiftRecord",
    "ColumnComparison",
    "ColumnReference",
    "ComparedGroup",
    "Comparison",
    "Condition",
    "ConfidenceBand",
    "Conflict",
    "Contribution",
    "Contributions",
    "Count",
    "CoverageRecord",
    "CoverageStanding",
    "DefinitionChange",
    "Direction",
    "Distinct",
    "Expectation",
    "IsIn",
    "IsMissing",
    "IsNew",
    "Largest",
    "LogRank",
    "MeanOf",
    "Measure",
    "MeasureCatalogue",
    "MeasureDefinition",
    "MeasureResult",
    "MeasureRow",
    "MeasureTable",
    "MessageRecord",
    "Not",
    "Operator",
    "PeriodLength",
    "PetitionRecord",
    "PostRecord",
    "ProportionInterval",
    "Quantile",
    "Quantity",
    "RatingRecord",
    "ReconciledFigure",
    "Reconciliation",
    "Relation",
    "RestrictedMean",
    "Retention",
    "RetentionCell",
    "RetentionPoint",
    "RetentionRecord",
    "Series",
    "SeriesPoint",
    "ServiceUse",
    "SurvivalCurve",
    "SurvivalEstimate",
    "SurvivalQuantile",
    "SurvivalStep",
    "SyntheticUses",
    "TimeUnit",
    "Total",
    "UseColumns",
    "UseOutcome",
    "UserRecord",
    "annualized",
    "break_test",
    "burden_change",
    "burden_removed",
    "channel_shift",
    "column",
    "contributions",
    "count",
    "coverage",
    "distinct",
    "expectation",
    "growth",
    "kaplan_meier",
    "kpi",
    "largest",
    "log_rank",
    "mean_of",
    "measure",
    "per",
    "quantile",
    "rating_catalogue",
    "reconcile",
    "retention",
    "share",
    "tabulate",
    "time_to_close",
    "time_to_first_reply",
    "total",
    "wilson",
]
