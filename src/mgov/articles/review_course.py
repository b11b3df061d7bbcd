"""The course of a text under review, read from its entries: what was allowed, where it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from mgov.articles.review_rules import ReviewStep, Separation, StepEffect
from mgov.errors import InvalidValueError
from mgov.values.moment import day_in, in_utc
from mgov.values.time_zone import time_zone

if TYPE_CHECKING:
    from mgov.articles.review_rulebook import ReviewRulebook
    from mgov.articles.review_trail import ReviewAct

__all__ = ["ReviewCourse", "course_after", "kept_out", "not_allowed", "open_steps", "unmet"]

_Hands = frozenset[tuple[str, str]]

# A moment has several dates on Earth: these zones lie farthest west and farthest east.
_ZONES: Final = ("Etc/GMT+12", "Etc/GMT-14")


@dataclass(frozen=True)
class ReviewCourse:
    """Where a text stands after some entries.

    Attributes:
        state: The id of its state.
        content: The digest of the text as it was written last.
        last: The last entry.
        writers: By which steps who wrote it, at any time.
        readers: By which other steps who dealt with the text as it is now.
        done: The steps taken about it since it was written and since it was last rejected.
        approvals: The entries that approve it and still count.
        public: The digest of the text that is public; None if none is.
        published: Whether one ever was.
    """

    state: str
    content: str
    last: ReviewAct
    writers: _Hands = frozenset()
    readers: _Hands = frozenset()
    done: frozenset[str] = frozenset()
    approvals: tuple[ReviewAct, ...] = ()
    public: str | None = None
    published: bool = False


def course_after(book: ReviewRulebook, course: ReviewCourse | None, act: ReviewAct) -> ReviewCourse:
    """Go one entry further.

    Args:
        book: The rulebook.
        course: Where the text stands; None before the first entry.
        act: The entry.

    Raises:
        mgov.errors.InvalidValueError: If the rulebook does not allow it now, or not to this
            person, or not with this text.
    """
    step, role = book.step(act.step), book.role(act.role)
    if course is None:
        _check_beginning(book, step, act.at)
        course = ReviewCourse(state="", content=act.content, last=act)
    elif step not in open_steps(book, course):
        raise not_allowed(book, course, step.id, in_state=course.state in step.when)
    if role.id not in step.roles:
        trouble = f"is not for the role {role.id}"
        raise _refusal(step.id, trouble, f"It is for {' or '.join(step.roles)}.", "role")
    _check_person(book, course, step, act.by)
    _check_moment(course, step, act.at)
    _check_text(course, step, act.content)
    if step.needs_note and act.note is None:
        raise _refusal(step.id, "does not say why", "Give note=….", "note")
    return _moved(course, step, act)


def open_steps(book: ReviewRulebook, course: ReviewCourse) -> tuple[ReviewStep, ...]:
    """List the steps that the state is open for, whoever may take them."""
    return tuple(
        step
        for step in book.steps_from(course.state)
        if step.published_before in {None, course.published}
    )


def kept_out(
    book: ReviewRulebook, course: ReviewCourse, step: ReviewStep, by: str
) -> tuple[Separation, str] | None:
    """Return the rule that keeps somebody from a step, with the step that they took before."""
    taken = {each for each, who in course.writers | course.readers if who == by.casefold()}
    for rule in book.rules:
        for other in rule.distinct_from:
            if other in taken and rule.keeps(other, from_step=step.id):
                return rule, other
    return None


def unmet(course: ReviewCourse, step: ReviewStep) -> tuple[str, ...]:
    """List the steps that a step needs and that were not taken about this very text."""
    return tuple(need for need in step.needs if need not in course.done)


def not_allowed(
    book: ReviewRulebook, course: ReviewCourse, name: str, *, in_state: bool = False
) -> InvalidValueError:
    """Make the error that a step cannot be taken now; it names the steps that can.

    Args:
        book: The rulebook.
        course: Where the text stands.
        name: What was asked for.
        in_state: Whether it could be taken in this state, had the article (not) been published.
    """
    steps = [f"{step.id} ({', '.join(step.roles)})" for step in open_steps(book, course)]
    trouble = f"cannot be taken while the text is {course.state}"
    if in_state:
        has = "has been" if course.published else "has never been"
        trouble += f" and the article {has} published"
    remedy = f"Possible now: {', '.join(steps) or 'nothing, it is at its end'}."
    return _refusal(name, trouble, remedy, "not_allowed")


def _check_beginning(book: ReviewRulebook, step: ReviewStep, at: datetime) -> None:
    if step != book.start:
        trouble = "comes before there is a text"
        raise _refusal(step.id, trouble, f"Begin with {book.start.id}.", "not_allowed")
    # A store that keeps moments in UTC must not move a review out of the rulebook's first day.
    days = [day_in(time_zone(name), at) for name in _ZONES]
    if not any(map(book.in_force, days)):
        until = "" if book.in_force_until is None else f" until {book.in_force_until}"
        trouble = f"is in force from {book.in_force_from}{until}, not on {in_utc(at).date()}"
        remedy = "Use the rulebook of the day on which the review begins."
        raise _refusal("rulebook", trouble, remedy, "not_in_force")


def _check_person(book: ReviewRulebook, course: ReviewCourse, step: ReviewStep, by: str) -> None:
    kept = kept_out(book, course, step, by)
    if kept is not None:
        rule, other = kept
        said = f"{rule.title.in_language('en')}; {rule.title.in_language('zh')}, {rule.article}"
        trouble = f"cannot be taken by the person who took {other} ({said})"
        raise _refusal(step.id, trouble, "Let somebody else take it.", "same_person")


def _check_moment(course: ReviewCourse, step: ReviewStep, at: datetime) -> None:
    if in_utc(at) < in_utc(course.last.at):
        trouble = f"is taken at {at.isoformat()}, before the step {course.last.step}"
        remedy = f"Give a moment that is not before {course.last.at.isoformat()}."
        raise _refusal(step.id, trouble, remedy, "back_in_time")


def _check_text(course: ReviewCourse, step: ReviewStep, content: str) -> None:
    if step.effect is not StepEffect.WRITES and content != course.content:
        trouble = f"is about another text than the one that is {course.state}"
        remedy = "Give the text as it was written last, or bring the changed one to review first."
        raise _refusal(step.id, trouble, remedy, "other_text")
    missing = unmet(course, step)
    if missing:
        trouble = f"needs {', '.join(missing)} of this very text"
        remedy = "Let it be reviewed: what was approved before was another text or was rejected."
        raise _refusal(step.id, trouble, remedy, "not_approved")


def _moved(course: ReviewCourse, step: ReviewStep, act: ReviewAct) -> ReviewCourse:
    moved = replace(course, state=course.state if step.then is None else step.then, last=act)
    hand = (step.id, act.by.casefold())
    if step.effect is StepEffect.WRITES:
        return replace(
            moved,
            content=act.content,
            writers=course.writers | {hand},
            readers=frozenset(),
            done=frozenset(),
            approvals=(),
        )
    moved = replace(moved, readers=course.readers | {hand}, done=course.done | {step.id})
    match step.effect:
        case StepEffect.APPROVES:
            return replace(moved, approvals=(*course.approvals, act))
        case StepEffect.REJECTS:
            return replace(moved, done=frozenset(), approvals=())
        case StepEffect.PUBLISHES:
            return replace(moved, public=act.content, published=True)
        case StepEffect.WITHDRAWS:
            return replace(moved, public=None)
        case _:
            return moved


def _refusal(field: str, trouble: str, remedy: str, code: str) -> InvalidValueError:
    return InvalidValueError(trouble, field=field, remedy=remedy, code=f"review_{code}")
