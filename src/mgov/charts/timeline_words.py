"""What a timeline says beside its bars, in two languages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from mgov.values.term import DeadlineState

if TYPE_CHECKING:
    from mgov.petitions import Deadline
    from mgov.values.language import Language

__all__ = ["WORDS", "TimelineWords", "term_words"]


@dataclass(frozen=True)
class TimelineWords:
    """The words of one language. Fields in braces are filled in."""

    status: str = "Status"
    steps: str = "Steps"
    terms: str = "Terms"
    title: str = "Petition {number}: {kind}"
    unnumbered: str = "Petition: {kind}"
    confidential: str = "Confidential petition"
    source: str = "{rulebook}, as of {at}"
    since: str = "since {first}"
    during: str = "{first} to {last}"
    visits: str = "{times} times, last {last}"
    visits_until_now: str = "{times} times, now since {last}"
    once: str = "{last}"
    times: str = "{times} times, last {last}"
    to: str = "{words}, to {body}"
    met: str = "done {ended}, due {due}"
    missed: str = "done {ended}, {late} late (due {due})"
    void: str = "of no more use since {ended}"
    paused: str = "paused, no last day yet"
    left: str = "due {due}, {left} left"
    today: str = "due {due}, the last day"
    overdue: str = "OVERDUE by {late}, due {due}"
    used: str = "done {ended}, open until {due}"
    used_late: str = "done {ended}, was open until {due}"
    open: str = "open until {due}"
    passed: str = "passed {due}"
    day: str = "{count} day"
    days: str = "{count} days"
    colon: str = ": "

    def count(self, number: int) -> str:
        """Say a number of days."""
        return (self.day if number == 1 else self.days).format(count=number)


WORDS: Final[dict[Language, TimelineWords]] = {
    "en": TimelineWords(),
    "zh": TimelineWords(
        status="状态",
        steps="步骤",
        terms="期限",
        title="信访件 {number}：{kind}",
        unnumbered="信访件：{kind}",
        confidential="保密信访件",
        source="{rulebook}，截至 {at}",
        since="{first} 起",
        during="{first} 至 {last}",
        visits="{times} 次，最近 {last}",
        visits_until_now="{times} 次，本次 {last} 起",
        once="{last}",
        times="{times} 次，最近 {last}",
        to="{words}，至{body}",
        met="{ended} 完成，期限 {due}",
        missed="{ended} 完成，逾期 {late}（期限 {due}）",
        void="{ended} 起不再适用",
        paused="中止计算，尚无截止日",
        left="期限 {due}，剩余 {left}",
        today="期限 {due}，当日截止",
        overdue="已逾期 {late}，期限 {due}",
        used="{ended} 完成，期限 {due}",
        used_late="{ended} 完成，期限为 {due}",
        open="期限至 {due}",
        passed="{due} 期满",
        day="{count} 天",
        days="{count} 天",
        colon="：",
    ),
}


def term_words(deadline: Deadline, *, today: date, words: TimelineWords) -> str:
    """Say how a term stands.

    Args:
        deadline: The term.
        today: The day to look from.
        words: The language.
    """
    due, ended = deadline.due, deadline.ended
    if due is None:
        return words.paused
    if deadline.state is DeadlineState.VOID:
        return words.void.format(ended=ended)
    if ended is not None:
        in_time = deadline.state is DeadlineState.MET
        duty = words.met if in_time else words.missed
        window = words.used if in_time else words.used_late
        late = words.count((ended - due).days)
        return (duty if deadline.is_duty else window).format(ended=ended, due=due, late=late)
    left = (due - today).days
    if not deadline.is_duty:
        return (words.open if left >= 0 else words.passed).format(due=due)
    if left < 0:
        return words.overdue.format(due=due, late=words.count(-left))
    return (words.left if left else words.today).format(due=due, left=words.count(left))
