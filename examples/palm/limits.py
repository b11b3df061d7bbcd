"""What does not follow from the record, with why; where mgov refuses, in its own words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mgov import Figure, Text, stats
from mgov.errors import InvalidValueError
from palm.models import Models
from palm.record import Record

__all__ = ["Limit", "limits"]


@dataclass(frozen=True)
class Limit:
    """A conclusion that the record does not allow.

    Attributes:
        id: What the page calls it by.
        title: The conclusion.
        why: Why it does not follow.
        facts: The ids of the facts that it is about.
        call: What was asked of mgov, if anything.
        answer: What mgov answered.
    """

    id: str
    title: Text
    why: str
    facts: tuple[str, ...] = ()
    call: str = ""
    answer: str = ""


def limits(record: Record, models: Models) -> tuple[Limit, ...]:
    """List what does not follow."""
    return (*_of_people(record), *_of_microblogs(record), *_of_services(record, models))


def _refusal(compute: Callable[[], object]) -> str:
    """Ask for what cannot be had, and return the refusal.

    Raises:
        AssertionError: If mgov computes it after all: then the page would tell a lie.
    """
    try:
        answer = compute()
    except InvalidValueError as error:
        return f"{type(error).__name__}: {error}"
    message = f"this was expected to be refused, and is {answer}"
    raise AssertionError(message)


def _of_people(record: Record) -> tuple[Limit, ...]:
    users, installs = record.figure("mobile_netizens"), record.figure("traffic_installs")
    followers, peak = record.figure("nanjing_followers"), record.figure("nanjing_peak_day")
    return (
        Limit(
            id="installs",
            title=Text(
                zh="安装者占手机网民的比例", en="The share of mobile users with Traffic 12123"
            ),
            why="近一亿人次 counts installs. A person with two phones, or a new one, counts twice.",
            facts=("traffic_installs", "mobile_netizens"),
            call='stats.share("近一亿人次", "7.24亿人")',
            answer=_refusal(lambda: stats.share(installs, users)),
        ),
        Limit(
            id="peak-share",
            title=Text(
                zh="高峰日使用者占关注者的比例", en="The share of followers served on the peak day"
            ),
            why="6万多次 counts services, 440万 counts followers. A rate follows, no share does.",
            facts=("nanjing_peak_day", "nanjing_followers"),
            call='stats.share("最高时达到6万多次", "超过440万人")',
            answer=_refusal(lambda: stats.share(peak, followers)),
        ),
        Limit(
            id="families",
            title=Text(zh="覆盖家家户户", en="That every family of the town is reached"),
            why="No number of families is reported, neither reached nor in all. "
            "A coverage without a denominator is a slogan.",
            facts=("changtang_messages",),
            call='Figure.parse("家家户户")',
            answer=_refusal(lambda: Figure.parse("家家户户")),
        ),
        Limit(
            id="residents",
            title=Text(
                zh="关注者占南京人口的比例", en="The share of Nanjing that follows its police"
            ),
            why="Followers need not live in the city, and its population is not on record here.",
            facts=("nanjing_followers",),
        ),
        Limit(
            id="adoption",
            title=Text(
                zh="7亿多人使用手机政务", en="That 700 million people use government on the phone"
            ),
            why="The report claims it, and no count that it could rest on is on record here. "
            "The nearest one differs by more than 200 million.",
            facts=("phone_service_users", "online_service_users_2017_12"),
            call='Figure.parse("7亿多").agrees_with(Figure.parse("4.85亿"))',
            answer=str(
                record.figure("phone_service_users").agrees_with(
                    record.figure("online_service_users_2017_12")
                )
            ),
        ),
    )


def _of_microblogs(record: Record) -> tuple[Limit, ...]:
    hit_reads = record.figure("weibo_hits") * record.figure("weibo_hit_threshold")
    part = stats.share(hit_reads, record.figure("weibo_reads"))
    (condition, _) = Figure.find_all("阅读量超过100万的微博有1.2万多条")
    return (
        Limit(
            id="active",
            title=Text(zh="活跃账号数", en="How many of the accounts are active"),
            why="164522 accounts were opened. How many still speak, no figure says.",
            facts=("weibo_accounts",),
        ),
        Limit(
            id="hit-share",
            title=Text(zh="百万微博占总阅读的比例", en="The share of all reads that hits drew"),
            why="The reads of hits have no upper end, and neither has the total. "
            "Any share is possible, so the answer says nothing.",
            facts=("weibo_hits", "weibo_hit_threshold", "weibo_reads"),
            call='stats.share(hits * threshold, "超过2605亿次").interval',
            answer=f"{part.interval}",
        ),
        Limit(
            id="threshold",
            title=Text(zh="百万微博的平均阅读数", en="How often a hit was read"),
            why="100万 is where a hit begins. It is a condition, not a measurement.",
            facts=("weibo_hit_threshold",),
            call='Figure.find_all("阅读量超过100万的微博有1.2万多条")[0].threshold',
            answer=str(condition.threshold),
        ),
    )


def _of_services(record: Record, models: Models) -> tuple[Limit, ...]:
    time, hour = record.figure("shaanxi_mean_time_after"), record.figure("shaanxi_time_after")
    time_line = stats.burden_change(*models.burdens).explain().splitlines()[3]
    return (
        Limit(
            id="time-saved",
            title=Text(zh="节省的时间", en="The time saved in Shaanxi"),
            why="How long it took before, nobody reported.",
            facts=("shaanxi_time_after", "shaanxi_mean_time_after"),
            call="stats.burden_change(before, after).explain()",
            answer=time_line,
        ),
        Limit(
            id="slowest",
            title=Text(zh="平均用时与最长用时之比", en="The mean time over the longest one"),
            why="Within an hour is a limit, not a time that somebody took. It could be any time "
            "down to none at all.",
            facts=("shaanxi_time_after", "shaanxi_mean_time_after"),
            call='stats.per("平均不到半小时", "1个小时以内")',
            answer=_refusal(lambda: stats.per(time, hour)),
        ),
        Limit(
            id="money-saved",
            title=Text(zh="共节省的费用", en="The money saved in all"),
            why="数百到数千 is a range of single fees. How many businesses paid which is not "
            "reported, nor how many registered.",
            facts=("shaanxi_fee_before",),
        ),
        Limit(
            id="registrations",
            title=Text(zh="少注册的次数", en="How many registrations Nanjing spares"),
            why="One now opens 26 services. How many it took before is not reported: not "
            "necessarily 26.",
            facts=("nanjing_services",),
        ),
        Limit(
            id="video",
            title=Text(zh="每组数据的视频时长", en="Seconds of video for each group of data"),
            why="Both lie behind one code. Nothing says that the video shows the 32 groups.",
            facts=("work_report_video", "work_report_indicators"),
        ),
        Limit(
            id="petition-number",
            title=Text(zh="手机信访的件数", en="How many petitions came from phones"),
            why="More than half of an unreported number is an unreported number. Nor does the "
            "share say whether more people petition than before.",
            facts=("petition_mobile_share",),
        ),
    )
