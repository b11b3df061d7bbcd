"""What a rulebook of release review is made of: roles, states, steps, and who keeps out."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from mgov.values.model import Model
from mgov.values.rulebook import Rule
from mgov.values.text import Text

__all__ = ["ReviewRole", "ReviewState", "ReviewStep", "Separation", "StepEffect"]

_Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
_Ids = tuple[_Id, ...]
_SomeIds = Annotated[_Ids, Field(min_length=1)]


class ReviewRole(Model, frozen=True):
    """What somebody is in the course of a text, such as its writer or a reviewer.

    Attributes:
        id: A name for programs, such as `section_head`.
        title: What it is called.

    Example:
        >>> from mgov.articles import ReviewRulebook
        >>> print(ReviewRulebook.built_in("cn-2018").role("section_head").title)
        科室负责人
    """

    id: _Id
    title: Text


class ReviewState(Model, frozen=True):
    """A state that a text can be in.

    Attributes:
        id: A name for programs, such as `submitted`.
        title: What it is called.
        closed: Whether the course may end in it.

    Example:
        >>> from mgov.articles import ReviewRulebook
        >>> ReviewRulebook.built_in("cn-2018").state("published").closed
        True
    """

    id: _Id
    title: Text
    closed: bool = False


class StepEffect(StrEnum):
    """What a step does to the text, besides leading to another state.

    Attributes:
        WRITES: It brings a text, the first one or another. What was approved before was
            another text.
        APPROVES: Somebody answers for having read the text.
        REJECTS: What was approved of the text no longer counts.
        PUBLISHES: The text becomes public.
        WITHDRAWS: What is public no longer is.

    Example:
        >>> from mgov.articles import ReviewRulebook
        >>> ReviewRulebook.built_in("cn-2018").step("third_review").effect
        <StepEffect.APPROVES: 'approves'>
    """

    WRITES = "writes"
    APPROVES = "approves"
    REJECTS = "rejects"
    PUBLISHES = "publishes"
    WITHDRAWS = "withdraws"


class ReviewStep(Rule, frozen=True):
    """A step of a text on its way to the public.

    Attributes:
        when: The states in which it can be taken. The step that begins a review has none.
        then: The state that it leads to; without it, the state stays as it is.
        roles: The roles for which it is.
        effect: What it does to the text.
        needs: The steps that must have been taken about this very text: since it was written,
            and since it was last rejected.
        published_before: Only if the article has been published before (true), or never
            (false); without it, either way.
        needs_note: Whether it must say why.

    Example:
        >>> from mgov.articles import ReviewRulebook
        >>> step = ReviewRulebook.built_in("cn-2018").step("publish")
        >>> step.when, step.then, step.roles
        (('third_reviewed',), 'published', ('editor',))
        >>> step.needs
        ('first_review', 'second_review', 'third_review')
    """

    when: _Ids = ()
    then: _Id | None = None
    roles: _SomeIds
    effect: StepEffect | None = None
    needs: _Ids = ()
    published_before: bool | None = None
    needs_note: bool = False


class Separation(Rule, frozen=True):
    """A rule by which a step is for somebody else than who took another one.

    Who wrote the text, at any time, is known by it for good. Who took any other step is known
    by it as long as the text is the same. Somebody may take the same step again.

    Attributes:
        steps: The steps that it restricts.
        distinct_from: The steps whose actors may not take them.

    Example:
        >>> from mgov.articles import ReviewRulebook
        >>> rule = ReviewRulebook.built_in("cn-2018").rule("four_eyes")
        >>> rule.distinct_from
        ('draft', 'revise', 'correct')
        >>> rule.keeps("draft", from_step="first_review")
        True
    """

    steps: _SomeIds
    distinct_from: _SomeIds

    def keeps(self, step: str, *, from_step: str) -> bool:
        """Say whether it keeps the actor of one step from taking another.

        Args:
            step: The step that was taken.
            from_step: The step that is to be taken.

        Example:
            >>> from mgov.articles import ReviewRulebook
            >>> rule = ReviewRulebook.built_in("cn-2018").rule("one_review_each")
            >>> rule.keeps("first_review", from_step="second_review")
            True
            >>> rule.keeps("first_review", from_step="first_review")
            False
        """
        return step != from_step and from_step in self.steps and step in self.distinct_from
