"""What follows about the users of mobile internet, and about a claim that does not hold."""

from __future__ import annotations

from mgov import Text, stats
from palm.record import Record
from palm.result import Result

__all__ = ["user_results"]


def user_results(record: Record) -> tuple[Result, ...]:
    """Compute what follows about users."""
    return (*_users(record), *_published_shares(record), *_claim(record))


def _users(record: Record) -> tuple[Result, ...]:
    group = Text(zh="手机网民", en="Mobile internet users")
    now, increase = record.figure("mobile_netizens"), record.figure("mobile_netizens_increase")
    end_of_2016 = record.figure("mobile_netizens_2016_12")
    return (
        Result(
            id="growth",
            counts="growth",
            group=group,
            title=Text(zh="2017年上半年增长率", en="Growth in the first half of 2017"),
            figure=stats.growth(now, increase=increase),
            facts=("mobile_netizens", "mobile_netizens_increase"),
            note="The report gives the level and the increase. The rate follows, to a hundredth "
            "of a percent, because the increase was written with four digits.",
            digits=3,
        ),
        Result(
            id="growth-levels",
            counts="growth",
            group=group,
            title=Text(zh="同一增长率，按两个总数计算", en="The same growth, from two levels"),
            figure=stats.growth(now, before=end_of_2016),
            facts=("mobile_netizens", "mobile_netizens_2016_12"),
            note="Two levels of three digits leave forty times as much open as the increase does. "
            "The result above lies inside.",
            published=stats.growth(now, increase=increase),
            compared="the growth above",
        ),
        Result(
            id="year",
            counts="growth",
            group=group,
            title=Text(zh="2017年全年增长率", en="Growth in all of 2017"),
            figure=stats.growth(record.figure("mobile_netizens_2017_12"), before=end_of_2016),
            facts=("mobile_netizens_2017_12", "mobile_netizens_2016_12"),
            note="From one December to the next, so no season is in it.",
        ),
        Result(
            id="before",
            counts="people",
            group=group,
            title=Text(
                zh="推算2016年底的手机网民", en="Mobile users at the end of 2016, worked back"
            ),
            figure=now - increase,
            facts=("mobile_netizens", "mobile_netizens_increase", "mobile_netizens_2016_12"),
            note="Taken as plain numbers, 7.24 − 0.283 is 6.957 and not the 6.95 that was "
            "published. As intervals they overlap, so both reports can be right.",
            published=end_of_2016,
            compared="6.95亿, as published",
            digits=6,
        ),
    )


def _published_shares(record: Record) -> tuple[Result, ...]:
    group = Text(zh="手机网民占网民比例", en="Mobile users among internet users")
    rows = (
        ("38", "_2016_06", Text(zh="2016年6月", en="June 2016")),
        ("39", "_2016_12", Text(zh="2016年12月", en="December 2016")),
        ("40", "", Text(zh="2017年6月", en="June 2017")),
        ("41", "_2017_12", Text(zh="2017年12月", en="December 2017")),
    )
    found = []
    for report, suffix, when in rows:
        ids = tuple(f"{name}{suffix}" for name in ("mobile_netizens", "netizens", "mobile_share"))
        part, whole, published = (record.figure(each) for each in ids)
        found.append(
            Result(
                id=f"share-{report}",
                counts="of internet users",
                group=group,
                title=when,
                figure=stats.share(part, whole),
                facts=ids,
                note=f"The report prints {published.text}. Rounded numbers need not divide to "
                "it; what counts is that the intervals meet.",
                published=published,
                compared=f"{published.text}, as published",
            )
        )
    return tuple(found)


def _claim(record: Record) -> tuple[Result, ...]:
    group = Text(zh="手机政务用户", en="Users of government on the phone")
    claim, online = record.figure("phone_service_users"), "online_service_users_2017_12"
    return (
        Result(
            id="claim-share",
            counts="of mobile users",
            group=group,
            title=Text(zh="7亿多占手机网民的比例", en="The claim as a share of mobile users"),
            figure=stats.share(claim, record.figure("mobile_netizens")),
            facts=("phone_service_users", "mobile_netizens"),
            note="It would be nearly everybody whose phone is on the internet. That is no finding: "
            "it shows that the claim hardly differs from the number of mobile users itself.",
            warning=True,
        ),
        Result(
            id="claim-gap",
            counts="people",
            group=group,
            title=Text(
                zh="与在线政务用户数之差", en="The claim less CNNIC's count, four months on"
            ),
            figure=claim - record.figure(online),
            facts=("phone_service_users", online),
            note="CNNIC counted 4.85亿 users of government services online at the end of the year "
            "(from memory: confirm it before relying on it). Two hundred million people do not "
            "stop in four months, so the two cannot count the same thing.",
            warning=True,
        ),
    )
