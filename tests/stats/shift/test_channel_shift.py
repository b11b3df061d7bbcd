"""From which channels uses move to which, apart from how many there are."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mgov.errors import InvalidDataError, InvalidValueError
from mgov.stats import ChannelShift, ServiceUse, SyntheticUses, channel_shift, column, kpi

ZONE = "Asia/Shanghai"
START = datetime(2016, 12, 30, 15, 30, tzinfo=UTC)

uses = st.lists(
    st.builds(
        lambda channel, region, days: ServiceUse(
            service="s", channel=channel, region=region, started_at=START + timedelta(days=days)
        ),
        st.sampled_from(["app", "web", "counter"]),
        st.none() | st.sampled_from(["11", "12"]),
        st.integers(0, 100),
    ),
    max_size=30,
)


def shift(now: int, n: int, before: int, n_before: int) -> ChannelShift:
    return ChannelShift(
        period="2017-09-01", channel="app", uses=now, n=n, uses_before=before, n_before=n_before
    )


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        # Examples of Newcombe (1998), as others report them of method 10 and test by them ...
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        # ... and by the function for it of statsmodels (method="newcomb"), which agrees with both.
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((0, 10, 0, 10), -0.2775, 0.2775),
        ((10, 10, 0, 20), 0.6791, 1.0),
        ((10, 10, 0, 10), 0.6075, 1.0),
    ],
)
def test_the_interval_is_number_ten_of_newcombe(
    counts: tuple[int, int, int, int], low: float, high: float
):
    found = shift(*counts)
    assert round(found.low, 4) == low
    assert round(found.high, 4) == high


@given(st.integers(0, 40), st.integers(0, 40), st.integers(1, 40), st.integers(1, 40))
def test_what_one_way_is_won_is_lost_the_other_way(now: int, before: int, n: int, n_before: int):
    now, before = min(now, n), min(before, n_before)
    there, back = shift(now, n, before, n_before), shift(before, n_before, now, n)
    assert there.low == pytest.approx(-back.high, abs=1e-12)
    assert there.high == pytest.approx(-back.low, abs=1e-12)


@given(st.integers(0, 40), st.integers(0, 40), st.integers(1, 40), st.integers(1, 40))
def test_the_interval_holds_the_difference(now: int, before: int, n: int, n_before: int):
    found = shift(min(now, n), n, min(before, n_before), n_before)
    assert -1 <= found.low <= found.points <= found.high <= 1


@given(uses)
def test_what_one_channel_loses_others_win(given_: list[ServiceUse]):
    points: dict[date, float] = {}
    for each in channel_shift(given_, period="month", time_zone=ZONE):
        points[each.period] = points.get(each.period, 0) + each.points
    assert all(abs(each) < 1e-12 for each in points.values())


@given(uses)
def test_more_of_the_same_shifts_nothing(given_: list[ServiceUse]):
    once = channel_shift(given_, period="month", time_zone=ZONE)
    thrice = channel_shift(given_ * 3, period="month", time_zone=ZONE)
    assert [each.channel for each in once] == [each.channel for each in thrice]
    for one, other in zip(once, thrice, strict=True):
        assert abs(one.points - other.points) < 1e-12


@given(uses)
def test_a_group_is_measured_by_itself(given_: list[ServiceUse]):
    found = channel_shift(given_, period="month", time_zone=ZONE, by=["region"])
    for region in ("11", "12", None):
        alone = channel_shift(
            [use for use in given_ if use.region == region], period="month", time_zone=ZONE
        )
        group = [each.replace(group={}) for each in found if each.group["region"] == region]
        assert group == [each for each in alone if each.period in {g.period for g in group}]
        assert len(group) == len(alone)


@settings(max_examples=10)
@given(uses)
def test_a_frame_gives_the_same_answer(given_: list[ServiceUse]):
    schema = {"channel": pl.String, "region": pl.String, "started_at": pl.Datetime("us", "UTC")}
    rows = [[use.channel.value, use.region, use.started_at] for use in given_]
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    expected = channel_shift(given_, period="month", time_zone=ZONE, by=["region"])
    for data in (frame, frame.lazy(), frame.to_arrow(), frame.to_pandas()):
        assert channel_shift(data, period="month", time_zone=ZONE, by=["region"]) == expected


def test_files_give_the_same_answer(tmp_path: Path):
    made_up = SyntheticUses(size=4000, seed=11)
    made_up.write_parquet(tmp_path, files=2)
    asked = {"period": "quarter", "time_zone": ZONE}
    expected = channel_shift(made_up.models(), **asked)
    assert channel_shift(str(tmp_path / "*.parquet"), **asked) == expected
    won: Counter[str] = Counter()
    for each in expected:
        won[each.channel] += each.points
    # So the made-up world is made: uses move from the counter to the phone in the hand.
    assert won["app"] > 0.1
    assert won["mini_program"] > 0.1
    assert won["counter"] < -0.2


def test_a_period_without_uses_has_no_shares():
    def use(days: int) -> ServiceUse:
        return ServiceUse(service="s", channel="app", started_at=START + timedelta(days=days))

    assert channel_shift([use(0), use(70)], period="month", time_zone=ZONE) == ()


def test_what_has_no_time_or_no_channel_plays_no_part():
    def use(channel: str | None, day: date | None) -> dict[str, object]:
        return {"channel": channel, "started_at": day}

    first, second = date(2017, 1, 1), date(2017, 2, 1)
    known = [use("app", first), use("web", first), use("app", second)]
    odd = [use(None, first), use("app", None), use(None, second)]
    asked = {"period": "month", "time_zone": ZONE}
    found = channel_shift([*known, *odd], **asked)
    assert found == channel_shift(known, **asked)
    assert [each.points for each in found] == [0.5, -0.5]


@pytest.mark.parametrize(
    "keys",
    [
        [3, 11, None],
        [False, True, None],
        ["11", "3", None],
        [date(2016, 1, 1), date(2017, 1, 1), None],
        [START, START + timedelta(days=1), None],
        [-1, 2.5, None],
    ],
    ids=["numbers", "truths", "texts", "dates", "moments", "fractions"],
)
def test_groups_come_in_the_order_of_their_values(keys: list[object]):
    rows = [
        {"key": key, "channel": "app", "started_at": date(2017, month, 1)}
        for key in reversed(keys)
        for month in (1, 2)
    ]
    found = channel_shift(rows, period="month", time_zone=ZONE, by="key")
    assert [each.group["key"] for each in found] == keys
    assert [ChannelShift.model_validate_json(each.model_dump_json()) for each in found] == [*found]


def test_the_last_days_of_the_calendar_are_no_trouble():
    rows = [{"channel": "app", "started_at": date(9999, 12, day)} for day in (30, 31)]
    [found] = channel_shift(rows, period="day", time_zone=ZONE)
    assert found.points == 0


def test_periods_of_few_uses_can_be_left_out():
    rows = [
        {"channel": channel, "started_at": date(2017, month, 1)}
        for month, number in ((1, 3), (2, 5), (3, 2))
        for channel in ("app",) * number
    ]
    asked = {"period": "month", "time_zone": ZONE}
    assert len(channel_shift(rows, **asked)) == 2
    [found] = channel_shift(rows, **asked, minimum_n=3)
    assert (found.n_before, found.n) == (3, 5)
    with pytest.raises(InvalidDataError, match="minimum_n: is too small"):
        channel_shift(rows, **asked, minimum_n=0)


def test_what_is_counted_can_be_restricted():
    def use(channel: str, outcome: str, days: int) -> ServiceUse:
        started = START + timedelta(days=days)
        return ServiceUse(service="s", channel=channel, started_at=started, outcome=outcome)

    given_ = [
        use("app", "completed", 0),
        use("web", "failed", 0),
        use("app", "completed", 10),
        use("web", "completed", 10),
    ]
    completed = kpi.uses.restricted(column("outcome") == "completed")
    [app, web] = channel_shift(given_, period="month", time_zone=ZONE, counted=completed)
    assert (app.points, web.points) == (-0.5, 0.5)
    assert app.n_before == 1


@pytest.mark.parametrize("counted", [kpi.active_users, kpi.mobile_share], ids=lambda each: each.id)
def test_only_rows_are_counted(counted: kpi.Measure):
    with pytest.raises(InvalidValueError, match="no count of rows"):
        channel_shift([], period="month", time_zone=ZONE, counted=counted)


def test_a_shift_is_a_flat_row():
    found = shift(56, 70, 48, 80).replace(group={"region": "11"})
    record = found.to_record()
    assert list(record)[:3] == ["region", "period", "channel"]
    assert record["n_before"] == 80
    assert ChannelShift.model_validate_json(found.model_dump_json()) == found
