"""The rules that accounts are inspected by, as a rulebook."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from mgov.accounts.platform import Platform
from mgov.errors import InvalidValueError
from mgov.values.rulebook import Rule, Rulebook

__all__ = ["AccountRule", "AccountRulebook", "Severity"]


class Severity(StrEnum):
    """What breaking a rule costs.

    Attributes:
        VETO: The account fails, whatever else is found (单项否决).
        DEDUCTION: It counts against the account and does not fail it alone (扣分).

    Example:
        >>> from mgov.accounts import AccountRulebook
        >>> AccountRulebook.built_in("cn-2019").rule("silent").severity
        <Severity.VETO: 'veto'>
    """

    VETO = "veto"
    DEDUCTION = "deduction"


class AccountRule(Rule, frozen=True):
    """One rule for accounts: computed from posts where it limits silence, else looked at.

    Attributes:
        severity: What breaking it costs.
        longest_silence_days: How many days of 24 hours an account may be silent. None: only
            somebody who looks can say whether the rule is kept.
        platforms: The platforms that it is for; empty if for all.
        posts_optional_on: The platforms where an account without any post may be in order, so
            that a missing post proves nothing.

    Example:
        >>> from mgov.accounts import AccountRulebook
        >>> AccountRulebook.built_in("cn-2019").rule("silent").longest_silence_days
        14
    """

    severity: Severity
    longest_silence_days: Annotated[int, Field(gt=0)] | None = None
    platforms: tuple[Platform, ...] = ()
    posts_optional_on: tuple[Platform, ...] = ()

    def is_for(self, platform: Platform) -> bool:
        """Say whether accounts of a platform are inspected by it.

        Example:
            >>> from mgov.accounts import AccountRulebook, Platform
            >>> rule = AccountRulebook.built_in("cn-2019").rule("app_unusable")
            >>> rule.is_for(Platform.APP), rule.is_for(Platform.WEIBO)
            (True, False)
        """
        return not self.platforms or platform in self.platforms

    @model_validator(mode="after")
    def _excuses_only_silence(self) -> Self:
        if self.posts_optional_on and self.longest_silence_days is None:
            trouble = "excuses missing posts without limiting silence"
            remedy = "Give longest_silence_days, or leave posts_optional_on out."
            raise InvalidValueError(trouble, remedy=remedy, code="rule_silence").as_pydantic()
        return self


class AccountRulebook(Rulebook[AccountRule], frozen=True):
    """Rules that accounts are inspected by: `cn-2019`, or a file of your own.

    Example:
        >>> from mgov.accounts import AccountRulebook
        >>> book = AccountRulebook.built_in("cn-2019")
        >>> [rule.id for rule in book.rules if rule.longest_silence_days is None]
        ['safety_incident', 'app_unusable', 'no_interaction', 'bought_followers']
    """

    package: ClassVar[str] = "mgov.accounts"
