"""Which issues of its publication plan an account has missed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from mgov.accounts.account import Account
from mgov.accounts.issue_matching import unserved
from mgov.accounts.post import Post
from mgov.errors import InvalidValueError
from mgov.values.work_calendar import KnowsWorkdays

__all__ = ["missed_issues"]


def missed_issues(
    account: Account,
    posts: Iterable[Post],
    *,
    at: datetime,
    grace: timedelta,
    since: datetime | None = None,
    early: timedelta = timedelta(0),
    calendar: KnowsWorkdays | None = None,
) -> tuple[datetime, ...]:
    """List the issues of an account's plan that did not come out, as `PublicationPlan.missed`.

    Issues of days on which the account did not work (see `Account.works_on`) are not missed, and
    no post is counted for them.

    Args:
        account: The account, with its plan.
        posts: Posts in any order; those of other accounts are passed over.
        at: The moment to look from.
        grace: How long after its time an issue may come out.
        since: From when on issues are looked at; from the start of the plan, if left out.
        early: How long before its time an issue may come out.
        calendar: The working days, where the plan asks for them; without it, all days but
            Saturday and Sunday.

    Returns:
        The missed issues in order, on the plan's own clock.

    Raises:
        mgov.errors.InvalidValueError: If the account has no plan, a moment has no time zone,
            `grace` or `early` is negative, or the calendar does not know one of the days.

    Example:
        >>> from datetime import UTC
        >>> from mgov.accounts import Account, missed_issues
        >>> account = Account(
        ...     identifier="gazette",
        ...     platform="rss",
        ...     name="政府公报",
        ...     events=[{"kind": "suspended", "on": "2017-08-15"}],
        ...     plan={
        ...         "rule": "FREQ=WEEKLY",
        ...         "start": "2017-08-04T17:00:00+08:00",
        ...         "time_zone": "Asia/Shanghai",
        ...     },
        ... )
        >>> at = datetime(2017, 9, 1, tzinfo=UTC)
        >>> missed = missed_issues(account, [], at=at, grace=timedelta(hours=2))
        >>> [str(issue.date()) for issue in missed]
        ['2017-08-04', '2017-08-11']
    """
    if account.plan is None:
        trouble, remedy = "has no publication plan", "Give it one: account.replace(plan=...)."
        raise InvalidValueError(trouble, field="account", remedy=remedy, code="plan_missing")
    due = account.plan.due(at=at, grace=grace, since=since, calendar=calendar)
    issues = [issue for issue in due if account.works_on(issue)]
    own = (post for post in posts if post.account == account.identifier)
    return unserved(issues, own, grace=grace, early=early)
