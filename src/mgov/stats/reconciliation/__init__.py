"""Which published numbers cannot all be true, given how they were rounded."""

from __future__ import annotations

from mgov.stats.reconciliation.checking import reconcile
from mgov.stats.reconciliation.relation import Relation
from mgov.stats.reconciliation.results import Conflict, ReconciledFigure, Reconciliation

__all__ = ["Conflict", "ReconciledFigure", "Reconciliation", "Relation", "reconcile"]
