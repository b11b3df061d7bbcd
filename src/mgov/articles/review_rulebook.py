"""`ReviewRulebook`: the way of a text to the public, as a rulebook that is checked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Final, Self

from pydantic import Field, WrapSerializer, WrapValidator, model_validator
from typing_extensions import override

from mgov.articles.content import content_of, digest_of
from mgov.articles.review_checks import refuse_flaws
from mgov.articles.review_rules import ReviewRole, ReviewState, ReviewStep, Separation
from mgov.values.rulebook import Rulebook
from mgov.values.rulebook_by_name import as_name, by_name

__all__ = ["ReviewRulebook", "ReviewRulebookByName"]


_ONLY_SAID: Final = frozenset({"title", "article", "evidence"})
"""What tells of a rule and does not change what it allows."""


class ReviewRulebook(Rulebook[Separation], frozen=True):
    """Who may do what with a text before and after it is published.

    The built-in ones are `cn-2018` (three reviews, as Chinese authorities practice them under
    the opinions of the State Council Office on government new media) and `uk-2026` (a second
    pair of eyes, as on GOV.UK). One of your own is a TOML file of the same form, read with
    `ReviewRulebook.load(path)`. Loading checks it as a whole and names everything that is
    wrong at once: references to nothing, roles without a step, states that nothing leads to,
    dead ends that are not closed, steps that can never be taken.

    Attributes:
        roles: The roles that people have.
        states: The states that a text can be in.
        steps: The steps that lead from state to state.
        rules: Which steps are for different people.

    Example:
        >>> from mgov.articles import ReviewRulebook
        >>> book = ReviewRulebook.built_in("cn-2018")
        >>> [step.id for step in book.steps_from("submitted")]
        ['first_review', 'send_back', 'withdraw']
        >>> ReviewRulebook.available()
        ('cn-2018', 'uk-2026')
    """

    package: ClassVar[str] = "mgov.articles"
    folder: ClassVar[str] = "review_rulebooks"

    roles: Annotated[tuple[ReviewRole, ...], Field(min_length=1)]
    states: Annotated[tuple[ReviewState, ...], Field(min_length=1)]
    steps: Annotated[tuple[ReviewStep, ...], Field(min_length=1)]

    @property
    def start(self) -> ReviewStep:
        """The step that begins a review.

        Example:
            >>> from mgov.articles import ReviewRulebook
            >>> ReviewRulebook.built_in("uk-2026").start.id
            'draft'
        """
        return next(step for step in self.steps if not step.when)

    @property
    def fingerprint(self) -> str:
        """A digest of what it allows; titles, articles and evidence are no part of it.

        Every trail of a review is bound to it: a trail does not verify by a rulebook that only
        has the same name.

        Example:
            >>> from mgov.articles import ReviewRulebook
            >>> ReviewRulebook.built_in("uk-2026").fingerprint[:7]
            'sha256:'
        """
        tables = {
            "roles": self.roles,
            "states": self.states,
            "steps": self.steps,
            "rules": self.rules,
        }
        return digest_of(
            {
                table: [content_of(each, without=_ONLY_SAID) for each in items]
                for table, items in tables.items()
            }
        )

    def role(self, role_id: str) -> ReviewRole:
        """Return the role of an id.

        Raises:
            mgov.errors.InvalidValueError: If there is none; lists those there are.

        Example:
            >>> from mgov.articles import ReviewRulebook
            >>> ReviewRulebook.built_in("uk-2026").role("editor").title.in_language("en")
            'Editor'
        """
        return self._named("role", role_id, self.roles)

    def state(self, state_id: str) -> ReviewState:
        """Return the state of an id.

        Raises:
            mgov.errors.InvalidValueError: If there is none; lists those there are.

        Example:
            >>> from mgov.articles import ReviewRulebook
            >>> print(ReviewRulebook.built_in("cn-2018").state("third_reviewed").title)
            已终审
        """
        return self._named("state", state_id, self.states)

    def step(self, step_id: str) -> ReviewStep:
        """Return the step of an id.

        Raises:
            mgov.errors.InvalidValueError: If there is none; lists those there are.

        Example:
            >>> from mgov.articles import ReviewRulebook
            >>> ReviewRulebook.built_in("cn-2018").step("submit").then
            'submitted'
        """
        return self._named("step", step_id, self.steps)

    def steps_from(self, state_id: str) -> tuple[ReviewStep, ...]:
        """List the steps that can be taken in a state.

        Args:
            state_id: The state.

        Example:
            >>> from mgov.articles import ReviewRulebook
            >>> [step.id for step in ReviewRulebook.built_in("uk-2026").steps_from("submitted")]
            ['edit', 'send_back', 'publish', 'force_publish']
        """
        return tuple(step for step in self.steps if state_id in step.when)

    @override
    def __repr_args__(self) -> Iterator[tuple[str | None, object]]:
        yield "id", self.id  # whole, it would fill pages in the repr of every review

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        refuse_flaws(self)
        return self


ReviewRulebookByName = Annotated[
    ReviewRulebook,
    WrapValidator(by_name(ReviewRulebook), json_schema_input_type=ReviewRulebook | str),
    WrapSerializer(as_name),
]
"""A rulebook of review; a built-in one is read and written by its name, one's own in full."""
