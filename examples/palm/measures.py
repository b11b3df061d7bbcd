"""What follows from the record: each result with the facts that it rests on and why."""

from __future__ import annotations

from datetime import date
from typing import Final

from mgov import Figure, Period, Text, stats
from palm.models import Models
from palm.record import Record
from palm.result import Result
from palm.users import user_results

__all__ = ["results"]

_PLACES: Final = Text(zh="信访、南京、长塘", en="Petitions, Nanjing and Changtang")


def results(record: Record, models: Models) -> tuple[Result, ...]:
    """Compute everything that follows."""
    return (
        *user_results(record),
        *_microblogs(record),
        *_registration(record, models),
        *_catalogues(record),
        *_petitions(record),
        *_places(record),
    )


def _microblogs(record: Record) -> tuple[Result, ...]:
    group = Text(zh="政务微博", en="Government microblogs")
    accounts, posts, reads, hits = (
        record.figure(f"weibo_{each}") for each in ("accounts", "posts", "reads", "hits")
    )
    return (
        Result(
            id="posts-per-account",
            counts="posts per account",
            group=group,
            title=Text(zh="每个账号的微博数", en="Posts per account"),
            figure=stats.per(posts, accounts),
            facts=("weibo_posts", "weibo_accounts"),
            note="A mean over every account ever verified, silent ones too.",
            digits=6,
        ),
        Result(
            id="reads-per-post",
            counts="reads per post",
            group=group,
            title=Text(zh="每条微博的阅读次数", en="Reads per post"),
            figure=stats.per(reads, posts),
            facts=("weibo_reads", "weibo_posts"),
            note="A lower bound: 超过 names what the total exceeds and leaves the top open. So "
            "does every rate that is made from it.",
            digits=6,
        ),
        Result(
            id="reads-per-account",
            counts="reads per account",
            group=group,
            title=Text(zh="每个账号的阅读次数", en="Reads per account"),
            figure=stats.per(reads, accounts),
            facts=("weibo_reads", "weibo_accounts"),
            note="A lower bound again; and a mean, which a few famous accounts can carry.",
            digits=6,
        ),
        Result(
            id="hits",
            counts="of all posts",
            group=group,
            title=Text(zh="阅读超百万微博的比例", en="Share of posts that were hits"),
            figure=stats.share(hits, posts),
            facts=("weibo_hits", "weibo_posts"),
            note="About one post in six thousand.",
        ),
        Result(
            id="hit-reads",
            counts="reads",
            group=group,
            title=Text(zh="百万微博的阅读总次数", en="Reads of all hits together"),
            figure=hits * record.figure("weibo_hit_threshold"),
            facts=("weibo_hits", "weibo_hit_threshold"),
            note="More than 12,000 posts with more than a million reads each: that much follows "
            "from what a hit is, and no more.",
        ),
    )


def _registration(record: Record, models: Models) -> tuple[Result, ...]:
    group = Text(zh="陕西工商登记", en="Registering a business in Shaanxi")
    before, after = models.burdens
    change = stats.burden_change(before, after)
    gone = {
        "items": (
            Text(zh="填报事项变化", en="Change of the items to fill in"),
            change.items,
            "Two exact counts, so the rate is an exact fraction: 164 of 201 items are gone.",
            ("shaanxi_fields_after", "shaanxi_fields_before"),
        ),
        "fee": (
            Text(zh="费用变化", en="Change of the fee"),
            change.fee,
            "Whatever the fee was, all of it is gone. In yuan, nobody can say how much.",
            ("shaanxi_fee_after", "shaanxi_fee_before"),
        ),
    }
    changes = tuple(
        Result(
            id=part,
            counts="change",
            group=group,
            title=title,
            figure=figure,
            facts=facts,
            note=note,
            digits=3,
        )
        for part, (title, figure, note, facts) in gone.items()
        if figure is not None
    )
    limit, mean = Figure.exact(1, unit="h"), record.figure("shaanxi_mean_time_after")
    return (
        *changes,
        Result(
            id="mean-time",
            counts="of the hour",
            group=group,
            title=Text(zh="平均用时与时限之比", en="Mean time against the hour"),
            figure=stats.share(mean, limit),
            facts=("shaanxi_mean_time_after", "shaanxi_time_after"),
            note="Less than half of the hour that is stated. Nothing follows about time saved: "
            "no time before is on record.",
        ),
    )


def _catalogues(record: Record) -> tuple[Result, ...]:
    group = Text(zh="交管12123", en="Traffic 12123")
    facts = ("traffic_info", "traffic_transactions")
    (info_groups, info), (other_groups, other) = (record.fact(each).figures for each in facts)
    return (
        Result(
            id="categories",
            counts="categories",
            group=group,
            title=Text(zh="大类合计", en="Categories in all"),
            figure=info_groups + other_groups,
            facts=facts,
            note="Exact counts add up exactly.",
        ),
        Result(
            id="functions",
            counts="functions",
            group=group,
            title=Text(zh="功能合计", en="Functions in all"),
            figure=info + other,
            facts=facts,
            note="The catalogue model gives the same total, and reports every number that differs.",
        ),
        Result(
            id="information",
            counts="of all functions",
            group=group,
            title=Text(zh="信息类功能的比例", en="Share of functions that only inform"),
            figure=stats.share(info, info + other),
            facts=facts,
            note="About five functions in six tell something; one in six gets something done.",
            digits=3,
        ),
    )


def _petitions(record: Record) -> tuple[Result, ...]:
    return (
        Result(
            id="petitions",
            counts="of online petitions",
            group=_PLACES,
            title=Text(zh="手机信访占网上信访的比例", en="Share of petitions from phones"),
            figure=record.figure("petition_mobile_share"),
            facts=("petition_mobile_share",),
            note="以上 includes the number itself, and a share ends at 100%.",
        ),
    )


def _places(record: Record) -> tuple[Result, ...]:
    report_day = record.report.published
    year = Period.parse(f"{date(report_day.year, 1, 1)}/{report_day}")
    weeks = Figure.exact(year.days, unit="day").in_unit("week")
    return (
        Result(
            id="peak",
            counts="services per follower",
            group=_PLACES,
            title=Text(
                zh="最高日服务次数与关注人数之比", en="Services on the peak day per follower"
            ),
            figure=stats.per(record.figure("nanjing_peak_day"), record.figure("nanjing_followers")),
            facts=("nanjing_peak_day", "nanjing_followers"),
            note="An upper bound, and a rate rather than a share: one follower can use several "
            "services in a day, and services are not people.",
            digits=3,
        ),
        Result(
            id="messages",
            counts="messages a week",
            group=_PLACES,
            title=Text(zh="长塘每周收到的留言", en="Messages to Changtang per week"),
            figure=stats.per(record.figure("changtang_messages"), weeks),
            facts=("changtang_messages",),
            note=f"Over {year.format('en')}, {year.days} days. If the count was closed before the "
            "day of the report, there were fewer weeks and more messages in each.",
            digits=3,
        ),
    )
