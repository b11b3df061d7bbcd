"""What can be wrong with a lifecycle as a whole, found when it is loaded and said at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mgov.errors import Problem
from mgov.petitions.disclosure import disclosure_references
from mgov.petitions.lifecycle_course import course_flaws
from mgov.petitions.supervision_rules import supervision_flaws
from mgov.values.state_graph import IdReference, refuse, repeated, start_flaws, unknown

if TYPE_CHECKING:
    from mgov.petitions.lifecycle import Lifecycle

__all__ = ["refuse_flaws"]


def refuse_flaws(book: Lifecycle) -> None:
    """Raise an error that names every flaw; each at its table and id.

    Raises:
        pydantic.ValidationError: If there is a flaw; for a pydantic validator to pass on.
    """
    # What refers to nothing cannot be walked through, so the course is looked at afterwards.
    flaws = list(_names(book)) or list(course_flaws(book))
    if flaws:
        refuse(type(book), flaws, prefix="lifecycle")


def _names(book: Lifecycle) -> Iterator[Problem]:
    tables = {
        "kinds": [kind.id for kind in book.kinds],
        "states": [state.id for state in book.states],
        "steps": [step.id for step in book.steps],
        "reasons": [term.id for term in book.reasons],
        "outcomes": [term.id for term in book.outcomes],
        "thresholds": [threshold.id for threshold in book.thresholds],
        "tracks": [track.id for track in book.tracks],
        "disclosures": [rule.id for rule in book.disclosures],
    }
    yield from repeated(tables)
    yield from unknown(_references(book), tables)
    yield from _statuses(book)
    yield from supervision_flaws(book)
    yield from start_flaws(book.steps, "a petition")
    for step in book.steps:
        if not step.when and step.kinds:
            remedy = "Leave it out: every kind of petition begins."
            yield Problem(("steps", step.id, "kinds"), "limits the first step", remedy, "start")


def _references(book: Lifecycle) -> Iterator[IdReference]:
    for step in book.steps:
        here = ("steps", step.id)
        yield IdReference((*here, "when"), "states", step.when)
        yield IdReference((*here, "then"), "states", _one_or_none(step.then))
        yield IdReference((*here, "kinds"), "kinds", step.kinds)
    for table, terms in (("reasons", book.reasons), ("outcomes", book.outcomes)):
        for term in terms:
            yield IdReference((table, term.id, "steps"), "steps", term.steps)
            yield IdReference((table, term.id, "kinds"), "kinds", term.kinds)
    for threshold in book.thresholds:
        yield IdReference(("thresholds", threshold.id, "steps"), "steps", threshold.steps)
    for track in book.tracks:
        for change in track.changes:
            place = ("tracks", track.id, "changes", change.to)
            yield IdReference((*place, "steps"), "steps", change.steps)
            yield IdReference((*place, "reached"), "thresholds", change.reached)
            yield IdReference((*place, "lost"), "thresholds", change.lost)
    yield from disclosure_references(book)
    for clock in book.rules:
        here = ("rules", clock.id)
        yield IdReference((*here, "starts"), "steps", clock.starts)
        yield IdReference((*here, "reached"), "thresholds", _one_or_none(clock.reached))
        yield IdReference((*here, "in_states"), "states", clock.in_states)
        yield IdReference((*here, "stops"), "steps", clock.stops)
        yield IdReference((*here, "ends"), "steps", clock.ends)
        yield IdReference((*here, "kinds"), "kinds", clock.kinds)
        for field, steps in clock.moved_by.items():
            yield IdReference((*here, field), "steps", steps)


def _statuses(book: Lifecycle) -> Iterator[Problem]:
    for track in book.tracks:
        tables = {"statuses": [status.id for status in track.statuses]}
        for flaw in repeated(tables):
            yield flaw._replace(loc=("tracks", track.id, *flaw.loc))
        references = [
            IdReference(("tracks", track.id, "changes", change.to), "statuses", names)
            for change in track.changes
            for names in ((change.to,), change.when)
        ]
        yield from unknown(references, tables)


def _one_or_none(name: str | None) -> tuple[str, ...]:
    return () if name is None else (name,)
