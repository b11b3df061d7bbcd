"""The rules that accounts are inspected by, as a rulebook."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Self

from pydantic import model_validator

from mgov.accounts.limits import ColumnLimit, MessageLimit, SilenceLimit
from mgov.accounts.platform import Platform
from mgov.accounts.scoring import Points, Scoring
from mgov.errors import InvalidValueError
from mgov.values.rulebook import Rule, Rulebook

__all__ = ["AccountRule", "AccountRulebook", "Severity"]


class Severity(StrEnum):
    """What a rule does.

    Attributes:
        VETO: Who breaks it fails, whatever else is found (单项否决).
        DEDUCTION: Breaking it counts against the account and does not fail it alone (扣分).
        BONUS: It asks for what nobody must do; who does it gains points (加分).

    Example:
        >>> from mgov.accounts import AccountRulebook
        >>> AccountRulebook.built_in("cn-2019").rule("silent").severity
        <Severity.VETO: 'veto'>
    """

    VETO = "veto"
    DEDUCTION = "deduction"
    BONUS = "bonus"


class AccountRule(Rule, frozen=True):
    """One rule for accounts.

    It is computed where it limits one of silence, columns and messages. Else only somebody who
    looks can say whether it is kept.

    Attributes:
        severity: What it does.
        platforms: The platforms that it is for; empty if for all of the rulebook.
        silence: How long the account may be silent.
        columns: How its columns have to be kept.
        messages: How its messages have to be answered.
        points: What breaking it costs, or what a bonus is worth.

    Example:
        >>> from mgov.accounts import AccountRulebook
        >>> rule = AccountRulebook.built_in("cn-2019").rule("silent")
        >>> print(rule.silence.longest.text())
        14 days
    """

    severity: Severity
    platforms: tuple[Platform, ...] = ()
    silence: SilenceLimit | None = None
    columns: ColumnLimit | None = None
    messages: MessageLimit | None = None
    points: Points | None = None

    @property
    def is_computed(self) -> bool:
        """Whether posts or messages tell if it is kept; else somebody has to look.

        Example:
            >>> from mgov.accounts import AccountRulebook
            >>> book = AccountRulebook.built_in("cn-2019")
            >>> [rule.id for rule in book.rules if rule.is_computed]
            ['silent']
        """
        return any(self._limits)

    def is_for(self, platform: Platform) -> bool:
        """Say whether accounts of a platform are inspected by it.

        Example:
            >>> from mgov.accounts import AccountRulebook, Platform
            >>> rule = AccountRulebook.built_in("cn-2019").rule("app_unusable")
            >>> rule.is_for(Platform.APP), rule.is_for(Platform.WEIBO)
            (True, False)
        """
        return not self.platforms or platform in self.platforms

    @property
    def _limits(self) -> tuple[bool, ...]:
        return tuple(each is not None for each in (self.silence, self.columns, self.messages))

    @model_validator(mode="after")
    def _limits_one_thing(self) -> Self:
        if sum(self._limits) > 1:
            trouble = "limits more than one of silence, columns and messages"
            raise _refusal(trouble, "Make a rule of each.", "rule_limits").as_pydantic()
        return self

    @model_validator(mode="after")
    def _has_the_points_it_needs(self) -> Self:
        if self.severity is Severity.VETO and self.points is not None:
            trouble = "is a veto and has points"
            remedy = "Leave the points out; a veto fails the account."
            raise _refusal(trouble, remedy, "rule_points").as_pydantic()
        if self.severity is Severity.BONUS:
            if self.points is None or self.points.at_most is None:
                trouble = "is a bonus and does not say what it gives at most"
                raise _refusal(trouble, "Give points.at_most.", "rule_points").as_pydantic()
            if self.is_computed:
                trouble = "is a bonus and is computed"
                remedy = "Leave the limit out; somebody has to see it."
                raise _refusal(trouble, remedy, "rule_points").as_pydantic()
        return self


class AccountRulebook(Rulebook[AccountRule], frozen=True):
    """Rules that accounts are inspected by: a built-in rulebook, or a file of your own.

    Attributes:
        only_for: The platforms that it is for; empty if for all but those of `not_for`.
        not_for: The platforms that it is not for.
        scoring: How it scores; None if it only knows what fails.

    Example:
        >>> from mgov.accounts import AccountRulebook
        >>> AccountRulebook.available()
        ('cn-2019', 'cn-2019-portal', 'cn-2019-website', 'cn-minhou-2024')
        >>> book = AccountRulebook.built_in("cn-2019")
        >>> [rule.id for rule in book.rules if not rule.is_computed]
        ['safety_incident', 'app_unusable', 'no_interaction', 'bought_followers']
    """

    package: ClassVar[str] = "mgov.accounts"

    only_for: tuple[Platform, ...] = ()
    not_for: tuple[Platform, ...] = ()
    scoring: Scoring | None = None

    def is_for(self, platform: Platform) -> bool:
        """Say whether accounts of a platform are inspected by it.

        Example:
            >>> from mgov.accounts import AccountRulebook, Platform
            >>> book = AccountRulebook.built_in("cn-2019-website")
            >>> book.is_for(Platform.WEBSITE), book.is_for(Platform.WEIBO)
            (True, False)
        """
        return (not self.only_for or platform in self.only_for) and platform not in self.not_for

    @model_validator(mode="after")
    def _can_score(self) -> Self:
        for rule in self.rules:
            if self.scoring is None and rule.severity is Severity.BONUS:
                trouble = f"has the bonus {rule.id} and no scoring"
                remedy = "Add a [scoring] table."
                raise _refusal(trouble, remedy, "rulebook_scoring").as_pydantic()
            if self.scoring is not None and rule.severity is Severity.DEDUCTION and not rule.points:
                trouble = f"scores, and {rule.id} has no points"
                remedy = "Give each deduction its points."
                raise _refusal(trouble, remedy, "rulebook_scoring").as_pydantic()
        return self


def _refusal(trouble: str, remedy: str, code: str) -> InvalidValueError:
    return InvalidValueError(trouble, remedy=remedy, code=code)
