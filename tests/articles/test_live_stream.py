from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.articles import Body, LiveStream, LiveStreamStatus
from mgov.errors import InvalidDataError, InvalidValueError

PAGE = "https://www.example.gov.cn/live"
REPLAY = "https://www.example.gov.cn/replay?a=1&b=2"
DAY = datetime(2017, 3, 5, tzinfo=UTC)
MOMENTS = {
    "scheduled_start": DAY + timedelta(hours=1),
    "started": DAY + timedelta(hours=1, minutes=2),
    "ended": DAY + timedelta(hours=3),
    "replay_published": DAY + timedelta(hours=5),
}
STREAM = LiveStream(title="政府工作报告", address=PAGE, replay=REPLAY, **MOMENTS)


@pytest.mark.parametrize(
    ("moment", "before", "after"),
    [
        ("started", "scheduled", "live"),
        ("ended", "live", "ended"),
        ("replay_published", "ended", "replay"),
    ],
)
def test_at_the_moment_on_record_the_new_status_holds(moment: str, before: str, after: str):
    at = MOMENTS[moment]
    assert STREAM.status_at(at).value == after
    assert STREAM.status_at(at - timedelta(microseconds=1)).value == before
    assert STREAM.status_at(at.astimezone(ZoneInfo("Asia/Shanghai"))).value == after


def test_a_viewer_is_sent_to_the_replay_once_there_is_one():
    assert STREAM.address_at(MOMENTS["ended"]) == PAGE
    assert STREAM.address_at(MOMENTS["replay_published"]) == REPLAY


def test_a_stream_that_nobody_saw_begin_is_still_to_come():
    stream = LiveStream(title="x", address=PAGE, scheduled_start=DAY)
    assert stream.status_at(DAY + timedelta(days=9)) is LiveStreamStatus.SCHEDULED
    assert stream.lateness is stream.start_latency is stream.latency is None


def test_a_stream_that_was_called_off_is_so_from_then_on():
    stream = LiveStream(title="x", address=PAGE, scheduled_start=DAY, canceled=DAY)
    assert stream.status_at(DAY - timedelta(seconds=1)) is LiveStreamStatus.SCHEDULED
    assert stream.status_at(DAY) is LiveStreamStatus.CANCELED


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(InvalidValueError, match="has no time zone"):
        STREAM.status_at(datetime(2017, 3, 5))  # noqa: DTZ001 -- that is the point
    with pytest.raises(InvalidDataError):
        STREAM.replace(started="2017-03-05T09:00:00")


@pytest.mark.parametrize(
    ("changes", "trouble"),
    [
        ({"scheduled_start": None, "started": None}, "neither a schedule nor a start"),
        ({"started": None}, "ended and never started"),
        ({"canceled": DAY}, "canceled and started"),
        ({"replay": None}, "without its moment"),
        ({"replay_published": None}, "without its moment"),
        ({"ended": None}, "has not ended"),
        ({"started": MOMENTS["ended"] + timedelta(seconds=1)}, "ended before it started"),
        ({"event_started": MOMENTS["ended"] + timedelta(seconds=1)}, "before the event"),
        ({"replay_published": DAY + timedelta(hours=2)}, "seen again before it ended"),
    ],
)
def test_what_cannot_have_happened_is_refused(changes: dict[str, object], trouble: str):
    with pytest.raises(InvalidDataError, match=trouble) as error:
        STREAM.replace(**changes)
    assert [each.code for each in error.value.problems] == ["live_stream_order"]


def test_the_order_is_that_of_time_and_not_of_clocks():
    # Clocks were put back an hour in between: it ended 20 minutes after it started.
    london = ZoneInfo("Europe/London")
    stream = LiveStream(
        title="x",
        address=PAGE,
        started=datetime(2017, 10, 29, 1, 50, tzinfo=london),
        ended=datetime(2017, 10, 29, 1, 10, fold=1, tzinfo=london),
        event_started=datetime(2017, 10, 29, 0, 50, tzinfo=UTC),
    )
    assert stream.start_latency == timedelta(0)


def test_latency_counts_from_the_event_and_includes_the_delay_of_the_pictures():
    stream = STREAM.replace(event_started=MOMENTS["started"] - timedelta(minutes=20), delay="PT30S")
    assert stream.lateness == timedelta(minutes=2)
    assert stream.start_latency == timedelta(minutes=20)
    assert stream.latency == timedelta(minutes=20, seconds=30)
    assert stream.replace(delay=None).latency is None


def test_a_stream_that_was_on_before_the_event_is_late_by_its_delay_alone():
    stream = STREAM.replace(event_started=MOMENTS["started"] + timedelta(minutes=5), delay="PT30S")
    assert stream.start_latency == -timedelta(minutes=5)
    assert stream.latency == timedelta(seconds=30)


def test_pictures_do_not_come_before_what_they_show():
    with pytest.raises(InvalidDataError) as error:
        STREAM.replace(delay="-PT1S")
    assert error.value.field == "delay"
    with pytest.raises(InvalidDataError) as error:
        STREAM.replace(delay=timedelta.max)
    assert error.value.field == "delay"


def test_a_stream_is_written_as_a_link_with_its_moment():
    body = Body(blocks=[STREAM])
    assert body.media == (STREAM,)
    assert body.texts() == ("政府工作报告",)
    label = "政府工作报告 (live 2017-03-05 01:02+00:00)"
    assert body.to_text() == f"{label}\n{PAGE}\nReplay: {REPLAY}"
    assert body.to_markdown(lang="zh") == (
        f"[政府工作报告 (直播 2017-03-05 01:02+00:00)](<{PAGE}>)\n\n"
        f"[回放](<{REPLAY.replace('&', chr(92) + '&')}>)"
    )
    assert body.to_html() == (
        f'<p><a href="{PAGE}">{label}</a><br>'
        f'<a href="{REPLAY.replace("&", "&amp;")}">Replay</a></p>'
    )


def test_a_stream_without_a_replay_is_one_link():
    stream = LiveStream(title="发布会<1>", address=PAGE, scheduled_start=DAY, canceled=DAY)
    body = Body(blocks=[stream])
    assert body.to_text() == f"发布会<1> (live stream canceled)\n{PAGE}"
    assert body.to_markdown(lang="zh") == f"[发布会\\<1\\> (直播已取消)](<{PAGE}>)"
    assert body.to_html() == f'<p><a href="{PAGE}">发布会&lt;1&gt; (live stream canceled)</a></p>'


ORDER = [
    LiveStreamStatus.SCHEDULED,
    LiveStreamStatus.LIVE,
    LiveStreamStatus.ENDED,
    LiveStreamStatus.REPLAY,
]


@given(
    st.lists(st.integers(0, 9), min_size=3, max_size=3).map(sorted),
    st.lists(st.integers(-1, 10), min_size=2, max_size=2).map(sorted),
)
def test_a_stream_never_goes_back(hours: list[int], looks: list[int]):
    started, ended, published = (DAY + timedelta(hours=each) for each in hours)
    stream = LiveStream(
        title="x",
        address=PAGE,
        started=started,
        ended=ended,
        replay=REPLAY,
        replay_published=published,
    )
    earlier, later = (stream.status_at(DAY + timedelta(hours=each)) for each in looks)
    assert ORDER.index(earlier) <= ORDER.index(later)
    assert LiveStream.model_validate_json(stream.model_dump_json()) == stream
