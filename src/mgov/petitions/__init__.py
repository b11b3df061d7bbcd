"""Petitions: a citizen's request, its lifecycle as law, its clocks and its rating."""

from __future__ import annotations

from mgov.petitions.deadline import Deadline, DeadlineState
from mgov.petitions.event import Event, Satisfaction
from mgov.petitions.lifecycle import Lifecycle
from mgov.petitions.lookup_code import LookupCode
from mgov.petitions.petition import Petition
from mgov.petitions.petitioner import PetitionChannel, Petitioner
from mgov.petitions.rules import (
    Clock,
    ClockKind,
    Extension,
    Kind,
    Pause,
    RepresentativeLimit,
    State,
    Step,
    Term,
)

__all__ = [
    "Clock",
    "ClockKind",
    "Deadline",
    "DeadlineState",
    "Event",
    "Extension",
    "Kind",
    "Lifecycle",
    "LookupCode",
    "Pause",
    "Petition",
    "PetitionChannel",
    "Petitioner",
    "RepresentativeLimit",
    "Satisfaction",
    "State",
    "Step",
    "Term",
]
