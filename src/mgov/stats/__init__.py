"""Measures of adoption: what follows from the figures that were reported."""

from mgov.stats.burden import BurdenChange, burden_change
from mgov.stats.change import growth
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
    "AcceptanceSteps",
    "BodyRecord",
    "BreakMethod",
    "BreakTest",
    "BurdenChange",
    "BurdenPart",
    "BurdenRecord",
    "ComparedGroup",
    "ConfidenceBand",
    "Conflict",
    "Contribution",
    "Contributions",
    "CoverageRecord",
    "CoverageStanding",
    "DefinitionChange",
    "Expectation",
    "LogRank",
    "MessageRecord",
    "PetitionRecord",
    "PostRecord",
    "ProportionInterval",
    "Quantity",
    "RatingRecord",
    "ReconciledFigure",
    "Reconciliation",
    "Relation",
    "RestrictedMean",
    "Series",
    "SeriesPoint",
    "ServiceUse",
    "SurvivalCurve",
    "SurvivalEstimate",
    "SurvivalQuantile",
    "SurvivalStep",
    "SyntheticUses",
    "TimeUnit",
    "UseColumns",
    "UseOutcome",
    "UserRecord",
    "annualized",
    "break_test",
    "burden_change",
    "burden_removed",
    "contributions",
    "coverage",
    "expectation",
    "growth",
    "kaplan_meier",
    "log_rank",
    "per",
    "reconcile",
    "share",
    "time_to_close",
    "time_to_first_reply",
    "wilson",
]
