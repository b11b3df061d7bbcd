"""What can be wrong with a rulebook of review as a whole, said at once when it is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from mgov.articles.review_rules import ReviewStep, StepEffect
from mgov.errors import Problem
from mgov.values.state_graph import (
    IdReference,
    dead_ends,
    reachable,
    refuse,
    repeated,
    start_flaws,
    unknown,
    unreached,
)

if TYPE_CHECKING:
    from mgov.articles.review_rulebook import ReviewRulebook

__all__ = ["refuse_flaws"]


def refuse_flaws(book: ReviewRulebook) -> None:
    """Raise an error that names every flaw; each at its table and id.

    Raises:
        pydantic.ValidationError: If there is a flaw; for a pydantic validator to pass on.
    """
    # What refers to nothing cannot be walked through, so the course is looked at afterwards.
    flaws = list(_names(book)) or list(_course(book))
    if flaws:
        refuse(type(book), flaws, prefix="review_rulebook")


# --- names ------------------------------------------------------------------------------------


def _names(book: ReviewRulebook) -> Iterator[Problem]:
    tables = {
        "roles": [role.id for role in book.roles],
        "states": [state.id for state in book.states],
        "steps": [step.id for step in book.steps],
    }
    yield from repeated(tables)
    yield from unknown(_references(book), tables)
    yield from start_flaws(book.steps, "a review")
    for step in book.steps:
        yield from _step_flaws(book, step)
    used = {role for step in book.steps for role in step.roles}
    for role in tables["roles"]:
        if role not in used:
            remedy = "Name it in the `roles` of a step, or take it out."
            yield Problem(("roles", role), "can take no step", remedy, "role")
    for rule in book.rules:
        if not any(
            rule.keeps(one, from_step=two) for one in rule.distinct_from for two in rule.steps
        ):
            remedy = "Name other steps in `distinct_from`: somebody may take the same step again."
            yield Problem(("rules", rule.id), "keeps nobody from anything", remedy, "separation")


def _references(book: ReviewRulebook) -> Iterator[IdReference]:
    for step in book.steps:
        here = ("steps", step.id)
        yield IdReference((*here, "when"), "states", step.when)
        yield IdReference((*here, "then"), "states", () if step.then is None else (step.then,))
        yield IdReference((*here, "roles"), "roles", step.roles)
        yield IdReference((*here, "needs"), "steps", step.needs)
    for rule in book.rules:
        yield IdReference(("rules", rule.id, "steps"), "steps", rule.steps)
        yield IdReference(("rules", rule.id, "distinct_from"), "steps", rule.distinct_from)


def _step_flaws(book: ReviewRulebook, step: ReviewStep) -> Iterator[Problem]:
    here = ("steps", step.id)
    if not step.when and step.effect is not StepEffect.WRITES:
        remedy = 'Give it effect = "writes": a review begins with a text.'
        yield Problem((*here, "effect"), "brings no text", remedy, "start")
    if not step.when and (step.needs or step.published_before is not None):
        remedy = "Leave out `needs` and `published_before`."
        yield Problem(here, "limits the first step", remedy, "start")
    lost = {StepEffect.WRITES, StepEffect.REJECTS}
    vain = [each.id for each in book.steps if each.id in step.needs and each.effect in lost]
    if vain:
        trouble = f"names {', '.join(vain)}, after which nothing is approved"
        yield Problem((*here, "needs"), trouble, "Name steps that approve.", "needs")


# --- course -----------------------------------------------------------------------------------


class _Situation(NamedTuple):
    """A state, with what has been done about the text and whether one was ever published."""

    state: str
    done: frozenset[str]
    published: bool


def _course(book: ReviewRulebook) -> Iterator[Problem]:
    def open_steps(here: _Situation) -> Iterator[ReviewStep]:
        for step in book.steps_from(here.state):
            if step.published_before in {None, here.published} and here.done.issuperset(step.needs):
                yield step

    def onward(here: _Situation) -> Iterator[_Situation]:
        return (_after(step, here) for step in open_steps(here))

    start = _after(book.start, _Situation("", frozenset(), published=False))
    situations = reachable(start, onward)
    taken = {step.id for each in situations for step in open_steps(each)} | {book.start.id}
    reached = {each.state for each in situations}
    yield from unreached(book.states, reached, book.steps, taken)
    closed = {state.id for state in book.states if state.closed}
    stuck = {
        each.state for each in dead_ends(situations, onward, lambda each: each.state in closed)
    }
    for state in book.states:
        if state.id in stuck:
            remedy = "Add a step that leads on, or mark it as closed."
            trouble = "may never lead to a closed state"
            yield Problem(("states", state.id), trouble, remedy, "dead_end")


def _after(step: ReviewStep, before: _Situation) -> _Situation:
    forgets = step.effect in {StepEffect.WRITES, StepEffect.REJECTS}
    return _Situation(
        state=before.state if step.then is None else step.then,
        done=frozenset() if forgets else before.done | {step.id},
        published=before.published or step.effect is StepEffect.PUBLISHES,
    )
